#include "base/digest.h"

#include <assert.h>
#include <stdlib.h>

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/mem.h"

#include "base/banned.h"

struct digest
digest_of(struct str s)
{
	struct digest d;

	if (EVP_Digest(s.p, s.n, d.byte, NULL, EVP_sha256(), NULL) != 1)
		abort();	/* SHA-256 over memory has no other way to fail than a broken OpenSSL */
	return d;
}

struct digest
digest_keyed(const struct secret *key, const struct str *parts, size_t n)
{
	size_t total = 0, at = 0;
	unsigned char *all;
	struct digest d;

	for (size_t i = 0; i < n; i++)
		total += 8 + parts[i].n;
	all = mem_new(total, 1);
	for (size_t i = 0; i < n; i++) {
		for (int shift = 56; shift >= 0; shift -= 8)
			all[at++] = (unsigned char)((uint64_t)parts[i].n >> shift);
		for (size_t j = 0; j < parts[i].n; j++)
			all[at++] = (unsigned char)parts[i].p[j];
	}
	if (HMAC(EVP_sha256(), key->byte, sizeof(key->byte), all, total, d.byte, NULL) == NULL)
		abort();
	free(all);
	return d;
}

void
digest_letters(const struct digest *d, char *to, size_t letters)
{
	static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz234567";

	assert(letters * 5 <= DIGEST_SIZE * 8 - 1);
	for (size_t i = 0; i < letters; i++) {
		size_t bit = i * 5, byte = bit / 8;
		unsigned pair = (unsigned)d->byte[byte] << 8;

		if (byte + 1 < DIGEST_SIZE)
			pair |= d->byte[byte + 1];
		to[i] = alphabet[(pair >> (11 - bit % 8)) & 31];
	}
}

void
digest_hex(const struct digest *d, char to[static DIGEST_HEX])
{
	static const char hex[] = "0123456789abcdef";

	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		to[2 * i] = hex[d->byte[i] >> 4];
		to[2 * i + 1] = hex[d->byte[i] & 15];
	}
}

bool
digest_from_hex(struct str hex, struct digest *d)
{
	if (hex.n != DIGEST_HEX)
		return false;
	for (size_t i = 0; i < DIGEST_SIZE; i++) {
		int high = ascii_hex(hex.p[2 * i]), low = ascii_hex(hex.p[2 * i + 1]);

		if (high == -1 || low == -1)
			return false;
		d->byte[i] = (unsigned char)(high * 16 + low);
	}
	return true;
}

bool
digest_same(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || CRYPTO_memcmp(a.p, b.p, a.n) == 0);
}

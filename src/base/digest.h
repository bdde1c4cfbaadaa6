/*
 * base/digest.h: SHA-256, plain and keyed, and the letters we write it in.
 */
#ifndef BASE_DIGEST_H
#define BASE_DIGEST_H

#include "base/str.h"

#define DIGEST_SIZE 32
#define DIGEST_HEX (2 * DIGEST_SIZE)	/* letters, without a NUL */

struct digest {
	unsigned char byte[DIGEST_SIZE];
};

/* A key for digest_keyed(): 32 random bytes, shared by all our processes. */
struct secret {
	unsigned char byte[DIGEST_SIZE];
};

struct digest digest_of(struct str s);

/*
 * HMAC-SHA256 over `n` parts. Each part goes in behind its length, so that ("ab", "c") and
 * ("a", "bc") differ.
 */
struct digest digest_keyed(const struct secret *key, const struct str *parts, size_t n);

/*
 * The first `letters` of the digest in lower-case base32 (a-z, 2-7; 5 bits each), at most 51. Not
 * NUL-terminated. All letters are good in a path, a selector and a file name.
 */
void digest_letters(const struct digest *d, char *to, size_t letters);

void digest_hex(const struct digest *d, char to[static DIGEST_HEX]);	/* lower case, no NUL */
bool digest_from_hex(struct str hex, struct digest *d);	/* 64 hex digits of either case, else false */

bool digest_same(struct str a, struct str b);	/* in time that does not tell where they differ */

#endif

#include "net/tls.h"

#include <openssl/err.h>
#include <openssl/x509.h>

#include "format/utf8.h"

#include "base/banned.h"

#define NAME_COLUMNS 32

/* Any certificate will do: what counts is its fingerprint. Possession of the key is proved anyway. */
static int
accept_any(X509_STORE_CTX *store, void *ctx)
{
	(void)store;
	(void)ctx;
	return 1;
}

/* Clients that trust CAs want to see how ours leads to one. */
static bool
add_chain(SSL_CTX *ctx, const struct cert *cert)
{
	for (int i = 0; i < sk_X509_num(cert->chain); i++)
		if (SSL_CTX_add1_chain_cert(ctx, sk_X509_value(cert->chain, i)) != 1)
			return false;
	return true;
}

SSL_CTX *
tls_context(const struct cert *cert, struct error *err)
{
	static const unsigned char context_id[] = "carrel";
	SSL_CTX *ctx = SSL_CTX_new(TLS_server_method());

	if (ctx == NULL || SSL_CTX_set_min_proto_version(ctx, TLS1_2_VERSION) != 1 ||
	    SSL_CTX_use_certificate(ctx, cert->x509) != 1 || !add_chain(ctx, cert) ||
	    SSL_CTX_use_PrivateKey(ctx, cert->key) != 1 ||
	    SSL_CTX_set_session_id_context(ctx, context_id, sizeof(context_id) - 1) != 1) {
		char text[160];

		ERR_error_string_n(ERR_peek_last_error(), text, sizeof(text));
		ERR_clear_error();
		(void)error_set(err, ERROR_SYSTEM, (struct error_at){ NULL, 0, 0 }, "TLS: %s", text);
		SSL_CTX_free(ctx);
		return NULL;
	}
	SSL_CTX_set_options(ctx, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION |
	    SSL_OP_CIPHER_SERVER_PREFERENCE | SSL_OP_IGNORE_UNEXPECTED_EOF);
	SSL_CTX_set_mode(ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER |
	    SSL_MODE_RELEASE_BUFFERS);
	SSL_CTX_set_mode(ctx, SSL_MODE_NO_AUTO_CHAIN);		/* what the file holds and no more */
	SSL_CTX_set_session_cache_mode(ctx, SSL_SESS_CACHE_OFF);
	SSL_CTX_set_num_tickets(ctx, 0);
	SSL_CTX_set_max_cert_list(ctx, TLS_CLIENT_CHAIN_MAX);
	SSL_CTX_set_verify(ctx, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_cert_verify_callback(ctx, accept_any, NULL);
	return ctx;
}

/* UID if there is one, else CN; a name in any of ASN.1's alphabets, with its length, NULs and all. */
static struct str
name_of(const X509 *x, struct arena *a)
{
	static const int nids[] = { NID_userId, NID_commonName };
	const X509_NAME *subject = X509_get_subject_name(x);
	struct str name = STR_NONE;

	for (size_t i = 0; i < sizeof(nids) / sizeof(nids[0]) && name.n == 0; i++) {
		int at = X509_NAME_get_index_by_NID(subject, nids[i], -1), n;
		unsigned char *utf8 = NULL;

		if (at < 0)
			continue;
		n = ASN1_STRING_to_UTF8(&utf8,
		    X509_NAME_ENTRY_get_data(X509_NAME_get_entry(subject, at)));
		if (n > 0 && utf8_valid((struct str){ (const char *)utf8, (size_t)n }))
			name = utf8_clean_name(a, (struct str){ (const char *)utf8, (size_t)n }, NAME_COLUMNS);
		OPENSSL_free(utf8);
	}
	ERR_clear_error();
	return name;
}

struct identity
tls_identity(SSL *ssl, struct arena *a)
{
	const X509 *x = SSL_get0_peer_certificate(ssl);
	struct identity who = { .given = false };
	unsigned len;

	if (x == NULL || X509_digest(x, EVP_sha256(), who.fingerprint.byte, &len) != 1)
		return who;
	who.given = true;
	who.name = name_of(x, a);
	who.not_before = cert_time(X509_get0_notBefore(x));
	who.not_after = cert_time(X509_get0_notAfter(x));
	return who;
}

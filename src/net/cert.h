/*
 * net/cert.h: our certificate, its key, and the secret for signed links: files in the certs folder.
 *
 * Readers' clients pin what they see first. So a certificate lasts a lifetime, a key is made once, and
 * neither is ever overwritten.				gemini.md section 8, clients.md section 2
 */
#ifndef NET_CERT_H
#define NET_CERT_H

#include <openssl/evp.h>
#include <openssl/x509.h>

#include "base/digest.h"
#include "base/error.h"
#include "format/fields.h"

#define CERT_YEARS 100		/* long past everybody's pins */

struct cert {
	X509 *x509;
	EVP_PKEY *key;
	struct digest fingerprint;	/* SHA-256 of the certificate (DER) */
	struct digest key_fingerprint;	/* SHA-256 of its SubjectPublicKeyInfo (DER) */
	bool made;			/* just now */
};

/*
 * Load HOST.crt and HOST.key from the folder `dir`, where HOST is the first of `hosts`; make what is
 * missing: both, or a certificate for a key that is there. `now` dates a new one.
 * 0, or -1 and *err: unreadable, not a pair, or a certificate whose key is gone.
 */
int cert_load(int dir, const struct str_list *hosts, int64_t now, struct cert *cert, struct error *err);
void cert_release(struct cert *cert);

/* secret.key: 32 random bytes. cert_secret_find() takes what is there: 0, 1 when there is none, or -1. */
int cert_secret_find(int dir, struct secret *secret, struct error *err);
/* The same, made at first start. */
int cert_secret(int dir, struct secret *secret, struct error *err);

int64_t cert_time(const ASN1_TIME *t);	/* UTC seconds; far in the past when it cannot be read */

#endif

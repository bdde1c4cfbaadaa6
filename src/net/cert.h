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
#define CERT_CHAIN_MAX 8	/* certificates of a file: CAs have one or two between them and a server */
#define CERT_WARN_DAYS 30	/* before its end: time for a CA's paper, or for a holiday */
#define CERT_NAME_MAX 300	/* bytes of a file's name in the folder, with the NUL */

struct cert {
	X509 *x509;
	STACK_OF(X509) *chain;		/* what stands behind it in its file, and is sent with it; NULL: nothing */
	EVP_PKEY *key;
	int64_t starts, ends;		/* UTC seconds */
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

/* What is there and no more: x509 or key (or both) stays NULL where there is no file. 0, or -1 and *err. */
int cert_find(int dir, struct str host, struct cert *cert, struct error *err);
/* The same without looking at the key, which not everybody may read. */
int cert_find_public(int dir, struct str host, struct cert *cert, struct error *err);
void cert_release(struct cert *cert);

/* secret.key: 32 random bytes. cert_secret_find() takes what is there: 0, 1 when there is none, or -1. */
int cert_secret_find(int dir, struct secret *secret, struct error *err);
/* The same, made at first start. */
int cert_secret(int dir, struct secret *secret, struct error *err);

/* HOST.crt, HOST.key: `extension` has its dot. */
void cert_file(char to[static CERT_NAME_MAX], struct str host, const char *extension);

/*
 * A new certificate for `key`, signed by itself, good from the day before `now` for CERT_YEARS. `name` is
 * its CN; `hosts` (NULL: none, it is a client's) are the names of a server. NULL when OpenSSL will not.
 */
X509 *cert_sign(EVP_PKEY *key, struct str name, const struct str_list *hosts, int64_t now);

/* Is this host among its names? As clients look: SAN, and CN only where there is no SAN. */
bool cert_names(X509 *x509, struct str host);
bool cert_is_self_signed(X509 *x509);

/*
 * Take PEM apart: its first certificate (with fingerprints and dates), and the others as
 * the chain. Messages name `path`. 0, or -1 and
 * *err; *cert is then as it was.
 */
int cert_parse(struct str pem, const char *path, struct cert *cert, struct error *err);
EVP_PKEY *cert_parse_key(struct str pem, const char *path, struct error *err);	/* the caller's, or NULL */

/* "ends in 12 days (2026-12-24)", "ended 3 days ago (…)": what to tell, and false if it is not time to. */
bool cert_is_ending(int64_t ends, int64_t now, struct arena *a, struct str *phrase);

struct digest cert_key_fingerprint(X509 *x509);	/* SHA-256 of its SubjectPublicKeyInfo */
int64_t cert_time(const ASN1_TIME *t);	/* UTC seconds; far in the past when it cannot be read */

#endif

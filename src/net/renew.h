/*
 * net/renew.h: what an author does in the certs folder: another certificate for the same key, a CA's, one
 * for himself. What stood there before is kept beside it, under its name and the day: HOST.crt.2026-11-24.
 *
 * A running server goes on with what it has until SIGHUP. All: 0, or -1 and *err; then all is as it was,
 * unless the error says otherwise.
 */
#ifndef NET_RENEW_H
#define NET_RENEW_H

#include "net/cert.h"

/* Names of what was kept, in the folder; empty: nothing had to be. */
struct kept {
	char crt[CERT_NAME_MAX], key[CERT_NAME_MAX];
};

/*
 * A new certificate with the key that is there, for these hosts, good for CERT_YEARS from `now`. Refused:
 * no key, and a certificate of a CA, which only the CA can renew.
 */
int renew_same_key(int dir, const struct str_list *hosts, int64_t now, struct kept *kept, struct error *err);

/*
 * Take over `chain`, PEM as a CA gives it: the server's certificate first, each one signed by the next. A
 * root at its end is left out, clients have it or do not believe it. `key` (PEM; empty: the key that is
 * there) must belong to the first. Messages name chain_path and key_path. Refused: another order, dates
 * that are over, none of the hosts named. `cert` is what it came to; the caller's to release.
 */
int renew_import(int dir, const struct str_list *hosts, struct str chain, const char *chain_path, struct str key,
    const char *key_path, int64_t now, struct kept *kept, struct cert *cert, struct error *err);

/*
 * A new key and a certificate that calls its holder `name`, for a client: both in one PEM file of mode 0600
 * at `path`, which must not be there yet. Fills in the fingerprints.
 */
#define RENEW_NAME_MAX 64	/* bytes: X.509's limit on a CN (RFC 5280, ub-common-name) */
int renew_make_client(struct str name, const char *path, int64_t now, struct digest *fingerprint,
    struct error *err);

#endif

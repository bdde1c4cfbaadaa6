/*
 * net/tenant.h: one of the capsules of this server: its folder, settings and keys.
 *
 * Made in two steps, because a capsule whose names are somebody else's must not make keys for them:
 * tenant_read() finds out what it wants to be called, tenant_equip() gives it what it needs to answer.
 * Errors name files with their folders: several capsules have a capsule.yaml.
 */
#ifndef NET_TENANT_H
#define NET_TENANT_H

#include <sys/types.h>

#include "capsule/config.h"
#include "net/tls.h"

struct tenant {
	char *path;		/* of its folder, as it was named; for messages */
	uint32_t number;	/* orders name it by this; no other capsule gets it while the server runs */
	int root;		/* its folder */
	dev_t device;
	ino_t inode;
	struct config config;
	struct secret secret;	/* its own: what it signs is worth nothing in another capsule */
	struct cert cert;
	SSL_CTX *ctx;		/* NULL: not equipped yet */
};

/* Open the folder and read its settings. The caller's; NULL and *err. */
struct tenant *tenant_read(const char *path, struct error *err);

/*
 * Certificate, key and secret from the folder `certs`, or (NULL) from `certs` beside the capsule's
 * folder, wherever we are started from; what is missing there is made. 0, or -1 and *err.
 */
int tenant_equip(struct tenant *t, const char *certs, int64_t now, struct error *err);

/*
 * For looking at a capsule without serving it: its secret and its certificate, without the key, if they are
 * there already; nothing is made.
 * Without one what it signs is worth nothing to anybody. 0, or -1 and *err.
 */
int tenant_peek(struct tenant *t, const char *certs, struct error *err);

/*
 * The folder of keys, opened: `certs`, or (NULL) the one beside the capsule's folder. With `make` it is
 * made if it is not there. *path (the caller's to free) is where it is, for messages. -1 and *err; kind
 * ERROR_NOT_FOUND: there is none.
 */
int tenant_certs(const struct tenant *t, const char *certs, bool make, char **path, struct error *err);

void tenant_free(struct tenant *t);		/* NULL is accepted */

/*
 * Settings that were written by somebody else than root or us may not name programs that run as us.
 * True: they did, and the program is forgotten.
 */
bool tenant_forget_program(struct tenant *t);

#endif

/*
 * net/estate.h: what every process is given when it is forked: the capsules with their settings and
 * keys, the names by which they are told apart, the listeners, and the line between workers and store.
 */
#ifndef NET_ESTATE_H
#define NET_ESTATE_H

#include "net/hosts.h"
#include "net/listen.h"
#include "net/tenant.h"

#define ESTATE_TENANTS 1000	/* each process holds a descriptor and a site for every one */

struct estate {
	struct tenant **tenants;	/* in the order of the command line */
	size_t n;			/* never 0 once loaded */
	bool is_shared;			/* several folders were named, or a pattern: messages say which */
	uint32_t last_number;		/* that a tenant was given; from 1 */
	struct hosts hosts;
	struct listeners *listeners;
	int order_out, order_in;	/* the workers' and the store's end of the order socket */
};

struct estate_source {
	char *const *folders;		/* paths, or patterns: see net/folders.h */
	size_t n;
	const char *certs;		/* the folder of keys; NULL: `certs` beside each capsule's folder */
};

/*
 * Load, or load anew, all capsules. One that has a fault is told of in the log and left out, or goes on
 * with its last good settings; so do names that another capsule has already. A fault of the only folder
 * that was named is the caller's to tell. 0, or -1 and *err: nothing is left to serve, or (of the only
 * one) nothing is as good as before; then *e is as it was.
 */
int estate_load(struct estate *e, const struct estate_source *source, int64_t now, struct error *err);
/* A line in the log for each capsule whose certificate ends within CERT_WARN_DAYS, or has ended. */
void estate_tell_endings(const struct estate *e, int64_t now);
void estate_release(struct estate *e);		/* of the tenants; listeners and sockets are not its own */

#endif

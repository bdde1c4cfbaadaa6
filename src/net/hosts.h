/*
 * net/hosts.h: which capsule a host name means. Made once by the supervisor, looked up for every
 * handshake: sorted, and a look allocates nothing.
 */
#ifndef NET_HOSTS_H
#define NET_HOSTS_H

#include "base/str.h"

struct host {
	struct str name;	/* lower case, A-labels; borrowed */
	size_t tenant;		/* which, from 0 */
};

/* All zero is a valid empty table. */
struct hosts {
	struct host *items;	/* by name */
	size_t n, cap;
};

/* Add a name that is not there yet. */
void hosts_add(struct hosts *h, struct str name, size_t tenant);

/* In any case, with or without the root's dot. NULL: nobody's. */
const struct host *hosts_find(const struct hosts *h, struct str name);

void hosts_release(struct hosts *h);

#endif

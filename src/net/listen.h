/*
 * net/listen.h: listening sockets, made by the supervisor and inherited by all workers: one that dies
 * loses no waiting connection, and a reload refuses none.
 */
#ifndef NET_LISTEN_H
#define NET_LISTEN_H

#include "net/address.h"

#define LISTEN_MAX 32		/* sockets: sixteen addresses of two families each */

enum service { SERVICE_GEMINI, SERVICE_GOPHER };

struct listener {
	int fd;
	enum service service;
	struct address address;	/* as bound: with the port that the kernel chose for port 0 */
};

struct listeners {
	struct listener items[LISTEN_MAX];
	size_t n;
};

/*
 * Bind and listen on `spec` (see address_parse()). A family that the machine does not have is no error
 * as long as the other works. 0, or -1 and *err with a hint what to do.
 */
int listen_add(struct listeners *l, enum service service, struct str spec, struct error *err);
void listen_close(struct listeners *l);

/* The port of the first listener of a service; 0: there is none. */
uint16_t listen_port(const struct listeners *l, enum service service);

#endif

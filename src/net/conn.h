/*
 * net/conn.h: one reader's connection, from accept to close.
 */
#ifndef NET_CONN_H
#define NET_CONN_H

#include <event2/event.h>

#include "net/estate.h"
#include "net/peer.h"
#include "serve/serve.h"

/* Seconds. Absolute, from entering the state: a byte a second does not buy more time. */
#define CONN_HANDSHAKE_S 10
#define CONN_REQUEST_S 10
#define CONN_BODY_S 60		/* for 64 KiB: a reader on a 9600 baud line makes it; and for more, on top of it, */
#define CONN_BODY_RATE 16384	/* bytes a second: an author's picture by a slow mobile line */
#define CONN_STORE_S 30		/* a disk may be slow; then the reader is told to try again */
#define CONN_IDLE_S 30		/* the reader takes nothing at all of what we send */
#define CONN_LINGER_S 2
#define CONN_LINGER_BYTES (4 << 20)	/* of what a peer still sends; closing over it would be a reset */
#define CONN_FLOOR 512		/* bytes a second, on average after the first CONN_IDLE_S */
#define CONN_PIECE 65536	/* bytes of a file held in memory */

/* What the connections of a worker share. */
struct hub {
	struct event_base *base;
	const struct estate *estate;
	struct peers peers;
	size_t open, max_open;		/* connections */
	/* A capsule as it is at this moment; borrowed until the next turn of the loop. */
	const struct front *(*front)(void *ctx, size_t tenant);
	/* A connection has ended: descriptors are free, or the last one is gone. */
	void (*ended)(void *ctx);
	void *ctx_of_callbacks;
};

/* Take over an accepted, non-blocking socket that came in by listener `l`. */
void conn_start(struct hub *hub, evutil_socket_t fd, const struct sockaddr *peer,
    const struct listener *l);

#endif

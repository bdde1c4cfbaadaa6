/*
 * net/link.h: a worker's line to the store.
 *
 * Orders go over one SOCK_SEQPACKET socket that all workers share; each carries the writing end of a
 * pipe of its own for the answer. So the store need not know its workers: either side may die and be
 * started again, the supervisor keeps the socket, and what waits in it is carried out by the next store.
 * A store that dies over an order, or that does not know the capsule yet (one that a reload has just
 * brought), closes the pipe; the order is then sent again, which does no harm, since the same comment is the
 * same comment, and the same file the same file. An upload's bytes travel as a sealed memfd.
 */
#ifndef NET_LINK_H
#define NET_LINK_H

#include <event2/event.h>

#include "proto/order.h"

#define LINK_TRIES 5		/* stores that may die over one order before the reader is told to wait */
#define LINK_MAX (ORDER_MAX + 4)	/* bytes of a message: an order behind its capsule's number */
#define LINK_RETRY_MS 20	/* at first, then twice as long: the socket is full, the store new */

struct ticket;

/*
 * Send an order about the capsule of that number; `done` is called once, later, with the answer
 * (ORDER_FAILED if there is none to be had), unless link_cancel() is called before. The order's texts are
 * copied. Never NULL.
 */
struct ticket *link_send(struct event_base *base, int socket, uint32_t number, const struct order *order,
    void (*done)(void *ctx, const struct order_answer *answer), void *ctx);
void link_cancel(struct ticket *t);	/* NULL is accepted; the order may still be carried out */

/* An order as it comes to the store. All of it is the store's: link_release(). */
struct parcel {
	struct buf message;
	uint32_t number;		/* of the capsule that it is about */
	int reply;			/* the pipe for the answer; -1 */
	struct buf body;		/* an upload's bytes */
};

/*
 * The store's side. Take an order that waits. A body that is no sealed memory, or is larger than `max_body`,
 * is left out: a worker that was taken over must not make the store wait, or read what changes. False: no
 * order waits.
 */
bool link_take(int socket, struct parcel *p, size_t max_body);
void link_release(struct parcel *p);
void link_answer(int reply, const struct order_answer *answer);	/* does not close it */

#endif

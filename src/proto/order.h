/*
 * proto/order.h: what a worker asks of the store, and what the store answers: the two messages on
 * the socket between them. The store believes nothing it has not checked.
 */
#ifndef PROTO_ORDER_H
#define PROTO_ORDER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"

#define ORDER_MAX 16384		/* bytes of a message: comment text, names and paths fit easily */
#define ORDER_TEXT_MAX 4000	/* bytes of a comment that came through prompts (DESIGN.md section 6) */
#define ORDER_NAME_MAX 1024	/* bytes of a post's or a reader's name */
#define COMMENT_ID_MAX 40	/* bytes of a comment's name, without .gmi */

/* Publish a comment. */
struct order {
	struct str post;	/* POST: its path below posts/ without .gmi */
	struct str text;	/* cleaned */
	struct str reader;	/* "sha256:…" or "net:192.0.2.0/24": hashed, never written */
	struct str name;	/* to be shown; may be empty */
	struct str reply_to;	/* a comment's name; may be empty */
	struct str via;
	bool has_identity;
	struct digest identity;
};

enum order_result {
	ORDER_PUBLISHED,	/* on disk below comments/: now, or by an earlier fetch of the same link */
	ORDER_HELD,		/* on disk below held/ */
	ORDER_SLOW_DOWN,	/* too many from this reader: wait `seconds` */
	ORDER_REFUSED,		/* the order is not one the store carries out */
	ORDER_FAILED,		/* the disk would not: nothing was written, try again later */
};

struct order_answer {
	enum order_result result;
	uint32_t seconds;
	char id[COMMENT_ID_MAX + 1];	/* of a published or held comment */
};

void order_write(struct buf *to, const struct order *o);
/* Views into `message`. False: not an order, or over a limit. */
bool order_read(struct str message, struct order *o);

#define ORDER_ANSWER_SIZE (8 + COMMENT_ID_MAX + 1)	/* less than PIPE_BUF: written and read whole */
void order_answer_write(unsigned char to[static ORDER_ANSWER_SIZE], const struct order_answer *answer);
bool order_answer_read(struct str message, struct order_answer *answer);

#endif

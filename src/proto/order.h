/*
 * proto/order.h: what a worker asks of the store, and what the store answers: the two messages on
 * the socket between them. The store believes nothing it has not checked.
 */
#ifndef PROTO_ORDER_H
#define PROTO_ORDER_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"

#define ORDER_TEXT_MAX (64 << 10)	/* bytes of a comment that came by Titan (DESIGN.md section 6) */
#define ORDER_NAME_MAX 1024		/* bytes of a post's or a reader's name */
#define ORDER_MAX (ORDER_TEXT_MAX + 9 * ORDER_NAME_MAX)	/* bytes of a message */
#define COMMENT_ID_MAX 40		/* bytes of a comment's name, without .gmi */

enum order_kind {
	ORDER_PUBLISH,		/* post, text, reader, name, reply_to, via, identity */
	ORDER_ADD,		/* post, id, text: append to one's own comment */
	ORDER_EDIT,		/* post, id, text: replace its text */
	ORDER_DELETE,		/* post, id */
	ORDER_LET,		/* post, id; the owner's: what is held goes on the air */
	ORDER_REJECT,		/* post, id; the owner's */
	ORDER_BLOCK,		/* post, id; the owner's: reject, and take no more from its writer */
	ORDER_NAME,		/* name: be called that from now on */
	ORDER_JOIN,		/* text: the code that another certificate was shown */
	ORDER_DRAFT,		/* text: keep it until it is published; name: the token it will be asked by */
	ORDER_UPLOAD,		/* name: the path of a file of the owner's; body: what is to stand there */
	ORDER_REMOVE,		/* name: the path of a file of the owner's; into .former/ */
	ORDER_KINDS
};

struct order {
	enum order_kind kind;
	struct str post;	/* POST: its path below posts/ without .gmi */
	struct str id;		/* of a comment that is there */
	struct str text;	/* cleaned */
	struct str reader;	/* "sha256:…" or "net:192.0.2.0/24": hashed, never written */
	struct str network;	/* "net:192.0.2.0/24", also of who has a certificate: likewise */
	struct str name;	/* to be shown; may be empty */
	struct str reply_to;	/* a comment's ID; may be empty */
	struct str via;
	bool has_identity;
	struct digest identity;
	/*
	 * An upload's bytes. Too large for a message: they travel beside it (net/link.h), and order_read()
	 * leaves them empty.
	 */
	struct str body;
};

enum order_result {
	ORDER_PUBLISHED,	/* on disk below comments/: now, or by an earlier fetch of the same link */
	ORDER_HELD,		/* on disk below held/ */
	ORDER_DONE,		/* what was asked for is so, and on disk */
	ORDER_SLOW_DOWN,	/* too many from this reader: wait `seconds` */
	ORDER_REFUSED,		/* this reader's comments, or these words, are not taken */
	ORDER_FULL,		/* as many comments wait as may */
	ORDER_CLOSED,		/* the post takes no comments any more */
	ORDER_GONE,		/* it was published or held before, and has been taken out since */
	ORDER_TOO_LATE,		/* the hour for changing it is over, or it is not the reader's own */
	ORDER_TOO_LONG,
	ORDER_TAKEN,		/* the name is somebody else's, or looks like it */
	ORDER_UNKNOWN,		/* there is no such comment, or no such code */
	ORDER_FAILED,		/* the disk would not: nothing was written, try again later */
	ORDER_RESULTS
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

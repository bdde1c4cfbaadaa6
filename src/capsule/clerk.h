/*
 * capsule/clerk.h: carries out orders: what may be written, where it goes, and that it is on disk before
 * anybody is told. The store process is a loop around this.
 *
 * The clerk believes nothing because a worker said it: posts, names, ownership and limits are looked at
 * again here, where there is only one.
 */
#ifndef CAPSULE_CLERK_H
#define CAPSULE_CLERK_H

#include "capsule/guard.h"
#include "capsule/names.h"
#include "capsule/site.h"
#include "capsule/taken.h"
#include "proto/order.h"

#define CLERK_PROMPT_MAX 4000		/* bytes of a comment from prompts, with all that was added to it */
#define CLERK_HELD_PER_POST 200		/* held comments; a folder that strangers could fill is a bomb */
#define CLERK_HELD_MAX 2000

struct clerk {
	int root;
	const struct config *config;
	const struct secret *secret;
	const struct site *site;	/* of this moment; set before each batch */
	struct guard guard;
	struct taken taken;
	struct names names;
	int64_t last_complaint;
	/* A comment has been written: where, under which post. NULL: nobody wants to know. */
	void (*written)(void *ctx, enum comment_box box, struct str post, const struct comment *comment);
	void *ctx;
};

/* All that follows is borrowed. `written` may be set behind this. */
void clerk_open(struct clerk *c, int root, const struct config *config, const struct secret *secret,
    int64_t now);
void clerk_close(struct clerk *c);

/* Look whether the author's command has left a wish (capsule/wishes.h). */
void clerk_look_for_wishes(struct clerk *c);

/*
 * Carry out `n` messages as one batch; bodies[i] (bodies NULL: there are none) are the bytes of an upload,
 * answers[i] is what became of messages[i]. Comments are written
 * together, and synced to disk together, before this returns.
 */
void clerk_run(struct clerk *c, const struct str *messages, const struct str *bodies,
    struct order_answer *answers, size_t n, int64_t now);

#endif

/*
 * capsule/clerk.h: carries out orders: what may be written, where it goes, and that it is on disk before
 * anybody is told. The store process is a loop around this.
 *
 * The clerk believes nothing because a worker said it: posts, names, ownership and limits are looked at
 * again here, where there is only one.
 */
#ifndef CAPSULE_CLERK_H
#define CAPSULE_CLERK_H

#include "capsule/names.h"
#include "capsule/pace.h"
#include "capsule/site.h"
#include "proto/order.h"

#define CLERK_CHANGE_SECONDS 3600	/* for which one may add to, edit and delete one's own comment */
#define CLERK_PROMPT_MAX 4000		/* bytes of a comment from prompts, with all that was added to it */
#define CLERK_HELD_PER_POST 200		/* held comments; a folder that strangers could fill is a bomb */
#define CLERK_HELD_MAX 2000
#define CLERK_DRAFTS_MAX 500		/* texts on their way from a Gopher prompt to a publish item */
#define CLERK_BLOCK_SECONDS TIME_DAY	/* of a network: its next user is somebody else */
#define CLERK_RECENT 1024		/* comments remembered for blocking and for noticing repetition */

/* What is known of a comment written lately, in memory alone. */
struct recent_comment {
	uint64_t reader, text, post;	/* keyed hashes */
	char id[COMMENT_ID_MAX + 1];
	int64_t at;
};

struct clerk {
	int root;
	const struct config *config;
	const struct secret *secret;
	const struct site *site;	/* of this moment; set before each batch */
	struct pace pace;
	struct names names;		/* names_release() it in the end */
	struct recent_comment recent[CLERK_RECENT];
	size_t n_recent;		/* ever; modulo CLERK_RECENT */
	struct {
		uint64_t reader;
		int64_t until;
	} blocked[64];
	size_t n_blocked;
	int64_t last_complaint;
	/* A comment has been written: where, under which post. NULL: nobody wants to know. */
	void (*written)(void *ctx, enum comment_box box, struct str post, const struct comment *comment);
	void *ctx;
};

/*
 * Carry out `n` messages as one batch; answers[i] is what became of messages[i]. Comments are written
 * together, and synced to disk together, before this returns.
 */
void clerk_run(struct clerk *c, const struct str *messages, struct order_answer *answers, size_t n,
    int64_t now);

/* May this reader still change this comment? Pages ask it too, to offer no link in vain. */
bool clerk_may_change(const struct secret *secret, struct str post, const struct comment *comment,
    struct str reader, const struct digest *identity /* or NULL */, bool add_only, int64_t now);

/* Where a draft lies, and what it may be called. */
#define CLERK_DRAFTS ".carrel/drafts"
bool clerk_draft_name_valid(struct str name);

#endif

/*
 * capsule/taken.h: the comments that were acknowledged lately, by their names alone. A publish link is
 * good for two days, so without this a comment that its writer or the author has taken out would come
 * back when the link is fetched again: by "back" and "reload", by a crawler.
 *
 * .carrel/published, a line "ID POST" for each. May be deleted at will: then such a link is obeyed.
 */
#ifndef CAPSULE_TAKEN_H
#define CAPSULE_TAKEN_H

#include "base/str.h"
#include "base/time.h"

#define TAKEN_SECONDS (2 * TIME_DAY)	/* as long as a token is good */
#define TAKEN_MAX 20000			/* of one network in that time are 17,000; the oldest are forgotten */

struct taken {
	int root;
	struct {
		uint64_t key;		/* of post and mark */
		int64_t at;
	} *items;
	size_t n, cap;
};

void taken_open(struct taken *t, int root, int64_t now);
void taken_close(struct taken *t);

/* A comment is on disk. Not synced: what a power cut takes of this list does no harm. */
void taken_add(struct taken *t, struct str post, struct str id);

/* Was a comment with this mark (capsule/comments.h) under this post taken, within TAKEN_SECONDS? */
bool taken_has(const struct taken *t, struct str post, struct str mark, int64_t now);

#endif

/*
 * capsule/thread.h: comments in the order in which one can follow them: each with its answers behind it.
 */
#ifndef CAPSULE_THREAD_H
#define CAPSULE_THREAD_H

#include "capsule/comments.h"

struct threaded {
	const struct comment *comment;
	const struct comment *parent;	/* what it answers, if that is there; else NULL */
	size_t depth;			/* 0: answers nothing that is there */
};

/*
 * Order `n` comments (sorted by ID, as comments_read() gives them). Oldest first on every level. What
 * answers something that is gone stands at the top level, and so does a ring of answers made by hand.
 * An array of n in the arena. Cost: O(n log n).
 */
struct threaded *thread_order(const struct comment *comments, size_t n, struct arena *a);

#endif

/*
 * net/notify.h: telling the author of a new comment by a program of his choice (on-comment).
 *
 * The program gets the comment's file on its standard input and facts in its environment, no shell, and
 * NOTIFY_SECONDS; it can hold up nobody. What it prints goes to the log's place.
 *	CARREL_STATE   published or held		CARREL_POST   POST
 *	CARREL_NAME    the writer's name, or empty	CARREL_ID     the comment's ID
 *	CARREL_FILE    its file, below the capsule's folder
 *	CARREL_CAPSULE the capsule's title
 */
#ifndef NET_NOTIFY_H
#define NET_NOTIFY_H

#include "capsule/comments.h"
#include "capsule/config.h"

#define NOTIFY_SECONDS 30
#define NOTIFY_AT_ONCE 8	/* programs running; the next comments wait for one to end */
#define NOTIFY_WAITING 1000	/* comments; those beyond are counted, not told one by one: nobody reads more mail */

struct notify {
	struct {
		int pid;
		int64_t until_ms;
	} running[NOTIFY_AT_ONCE];
	struct notify_waiting {
		const struct config *config;
		int root;
		char *post;		/* ours */
		char id[COMMENT_ID_MAX + 1];
	} waiting[NOTIFY_WAITING];	/* a ring; what they say is read again when it is their turn */
	size_t first, n_waiting;
	size_t missed;
};

/* `root` and `config` are borrowed until notify_end(). */
void notify_send(struct notify *n, int root, const struct config *config, enum comment_box box,
    struct str post, const struct comment *comment);
void notify_reap(struct notify *n);	/* at SIGCHLD */
void notify_end(struct notify *n);	/* forget those that wait; the log tells how many */
void notify_tick(struct notify *n);	/* now and then: end those whose time is over */

#endif

/*
 * capsule/guard.h: what stands between the comments' folders and those who would fill or misuse them:
 * pace, words, links, repetition, and networks from which nothing is taken for a day.
 *
 * What it remembers is in memory alone, under keyed hashes (DESIGN.md section 1: no address of a reader
 * is ever stored), and gone with the store process.
 */
#ifndef CAPSULE_GUARD_H
#define CAPSULE_GUARD_H

#include "base/arena.h"
#include "capsule/pace.h"
#include "format/fields.h"
#include "proto/order.h"

#define GUARD_RECENT 1024	/* comments remembered for blocking and for noticing repetition */
#define GUARD_REPEAT_SECONDS TIME_DAY
#define GUARD_BLOCKED 64	/* networks; one more takes the place of the first */
#define GUARD_BLOCK_SECONDS TIME_DAY	/* of a network: its next user is somebody else */

struct guard {
	const struct secret *secret;
	struct pace pace;
	struct {
		uint64_t reader, text, post;	/* keyed hashes; reader 0: one who cannot be blocked alone */
		char id[COMMENT_ID_MAX + 1];
		int64_t at;
	} recent[GUARD_RECENT];
	size_t n_recent;			/* ever; modulo GUARD_RECENT */
	struct {
		uint64_t reader;
		int64_t until;
	} blocked[GUARD_BLOCKED];
	size_t n_blocked;
};

/*
 * May this be written now? 0, or the seconds to wait. `what` keeps kinds of writing apart for a reader
 * ("comment", "name"); for his network they are one. Who is behind a proxy is not paced with the others
 * there.
 */
uint32_t guard_pace(struct guard *g, const char *what, const struct order *o, int64_t now);

/* Is nothing taken from this reader's network now? */
bool guard_is_blocked(const struct guard *g, struct str reader, int64_t now);
/* Take nothing more from the network the comment came from, if it is known and not a proxy. */
void guard_block_writer(struct guard *g, struct str id, int64_t now);
void guard_unblock_writer(struct guard *g, struct str id);	/* and that is taken back */

/* A comment has been written: its reader, text and post, and the name it got. */
void guard_remember(struct guard *g, const struct order *o, struct str id, int64_t now);
/* The same words under another post, within GUARD_REPEAT_SECONDS: somebody is spreading something. */
bool guard_is_repeated(const struct guard *g, const struct order *o, int64_t now);

/*
 * Does one of the author's words stand in the text, in any case? Words are whole words, unless a * at
 * their beginning or end says that more may stand there: "casino*". A script that has no blanks
 * between words has no whole words.
 */
bool guard_has_word(struct str text, const struct str_list *words, struct arena *a);
size_t guard_count_links(struct str text);

#endif

/*
 * capsule/drafts.h: texts too long for a Gopher selector, on their way from a prompt to a publish item:
 * .carrel/drafts/TOKEN.txt. May be deleted at will; then the reader is asked again.
 */
#ifndef CAPSULE_DRAFTS_H
#define CAPSULE_DRAFTS_H

#include "base/arena.h"
#include "base/error.h"
#include "base/str.h"

#define DRAFTS_MAX 500			/* the oldest goes: it can be written again, the newest is being read */
#define DRAFTS_SECONDS (2 * TIME_DAY)	/* as long as the token by which it is called for is good */
#define DRAFT_NAME 15			/* letters of a token */

bool draft_name_valid(struct str name);

/* Keep `text` under a name. Durable: the reader is shown a page that says it waits. */
int draft_write(int root, struct str name, struct str text, struct error *err);

/* The text of at most `max` bytes, in the arena. False: there is none of this name. */
bool draft_read(int root, struct str name, size_t max, struct arena *a, struct str *text);

/* Take away what nobody can call for any more. */
void drafts_sweep(int root, int64_t now);

#endif

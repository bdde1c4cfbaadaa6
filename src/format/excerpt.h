/*
 * format/excerpt.h: a line of context: where in a text that stands which was looked for.
 */
#ifndef FORMAT_EXCERPT_H
#define FORMAT_EXCERPT_H

#include "base/arena.h"
#include "format/query.h"

#define EXCERPT_COLUMNS 160		/* two lines on a terminal */
#define EXCERPT_SCAN (64 << 10)		/* bytes of a text that are looked through: ten of them for a page */

/*
 * About EXCERPT_COLUMNS columns of `text` on one line, around the place where most terms of `q` stand near
 * one another, every hit in it as «hit», … where more precedes or follows. Without a hit: how the text
 * begins. In the arena; no control characters.
 */
struct str excerpt_make(struct arena *a, struct str text, const struct query *q);

/* What is there to be read of gemtext: its lines without their marks, links by their labels. In the arena. */
struct str excerpt_readable(struct arena *a, struct str gemtext);

#endif

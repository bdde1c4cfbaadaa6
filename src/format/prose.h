/*
 * format/prose.h: running text into gemtext lines, as one would have written them by hand. What reads HTML
 * (format/html_text.h) and what reads Markdown (format/markdown.h) tell it what begins, what ends and what
 * stands between; it keeps what gemtext has no word for out of the way.
 *
 * A paragraph is one long line. Links and pictures follow the paragraph, list, quote or table they stand
 * in, each address once; a paragraph or an item that is nothing but a link is that link. Lists in lists
 * are marked with hyphens, numbered ones keep their numbers. Tables become aligned preformatted text, or
 * items where they would be wider than PROSE_TABLE_WIDTH.
 */
#ifndef FORMAT_PROSE_H
#define FORMAT_PROSE_H

#include "format/doc.h"

#define PROSE_DEPTH 64		/* what is nested deeper is read as if it stood at this depth */
#define PROSE_TABLE_WIDTH 72	/* columns: more does not fit an 80-column terminal with a margin */
#define PROSE_TABLE_COLUMNS 64	/* a row's further cells join the last one */
#define PROSE_LINE_MAX (1 << 20)	/* bytes of a paragraph: more than a whole post may have */

enum prose_block {
	PROSE_PARAGRAPH,	/* what stands before it and behind it is not of it; it contains nothing */
	PROSE_HEADING,
	PROSE_QUOTE,
	PROSE_LIST,
	PROSE_NUMBERED,		/* a list with numbers */
	PROSE_ITEM,
	PROSE_PRE,		/* text as it stands, line by line */
	PROSE_FIGURE,		/* pictures and what is said of them */
	PROSE_CAPTION,		/* inside a figure, or of a table */
	PROSE_TABLE,
	PROSE_ROW,
	PROSE_CELL,
	PROSE_HEAD_CELL,
};

struct prose;

/* Lines go to `d`; all memory is of its arena. `plain`: links become text, for what is shown as a quote. */
struct prose *prose_new(struct doc *d, bool plain);
void prose_finish(struct prose *p);		/* close what is open; once, at the end */

/* `number`: a heading's level from 1, a numbered list's first number. `word`: a PRE's alt text. */
void prose_begin(struct prose *p, enum prose_block block, int number, struct str word);

/* Ends the innermost block of this kind and what is open inside it. None is open: nothing. */
void prose_end(struct prose *p, enum prose_block block);
bool prose_inside(const struct prose *p, enum prose_block block);

void prose_text(struct prose *p, struct str text);	/* blanks and line ends of any number are one blank */
void prose_break(struct prose *p);			/* a new line in the same block */
void prose_rule(struct prose *p);

/* A link around what is said until the end of it; empty: what is said is only said. */
void prose_link_begin(struct prose *p, struct str url);
void prose_link_end(struct prose *p);
void prose_picture(struct prose *p, struct str url, struct str alt);
void prose_add_link(struct prose *p, struct str url, struct str label);	/* of what cannot be shown */

#endif

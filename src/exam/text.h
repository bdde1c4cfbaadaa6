/*
 * exam/text.h: one text, line by line: what a reader's client would make of it. Knows of no other file.
 */
#ifndef EXAM_TEXT_H
#define EXAM_TEXT_H

#include "exam/fault.h"

/* A link of a gemtext; `url` and `label` are views into the text. */
struct text_link {
	struct fault_at at;		/* of the URL */
	struct str url, label;
};

struct text_exam {
	struct faults *found;
	struct str file;
	size_t lines_before;		/* of the file, before the text begins: its front matter */
	size_t width;			/* columns of Gopher's menus */
	bool gemtext;			/* else plain text */
	bool on_gopher;			/* else its width does not matter */
	int64_t now;
	void (*link)(void *ctx, const struct text_link *link);	/* told of each link; NULL: nobody is */
	void *ctx;
};

#define TEXT_TWICE 2000		/* dated links of a page among which two to one address are looked for */

/*
 * Tell what is odd, in the order of the lines; what is the same fault throughout a file (CRLF and LF, TABs,
 * control characters, bytes that are not UTF-8) once, at the first place, with how many lines have it.
 */
void text_examine(const struct text_exam *t, struct str text);

/* "YYYY-MM-DD" at the start of a label, as feed readers find it (subscriptions-and-feeds.md section 1). */
enum text_date {
	TEXT_NO_DATE,
	TEXT_DATE,
	TEXT_DATE_ALONE,	/* nothing behind it */
	TEXT_DATE_WRONG,	/* meant as a date, but 2024-3-1, or the 31st of June */
};
enum text_date text_date_of(struct str label, int64_t *day);	/* *day: its 00:00 UTC, of the two in the middle */

#endif

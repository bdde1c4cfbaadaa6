/*
 * format/query.h: what a reader has written into a search, taken apart. The language is ours and has no
 * wrong sentences:
 *
 *	moon letters		both words, anywhere
 *	"moon letters"		these words side by side; “…”, „…“, «…» and 「…」 do as well
 *	moon*			words that begin so
 *	-sun, -"the sun"	not with this
 *
 * What stands for nothing (a lone quote, a hyphen between blanks, punctuation) is passed over. Words that
 * are written together (don't, 2026-11-24, 東京) are looked for side by side.
 */
#ifndef FORMAT_QUERY_H
#define FORMAT_QUERY_H

#include "base/buf.h"
#include "format/fold.h"

#define QUERY_TERMS 16		/* each costs a walk through the index; nobody remembers more words */
#define QUERY_TERM_WORDS 64	/* words of one term: a sentence of Japanese */

struct query_term {
	struct str text;	/* a view; as written, without quotes, hyphen and star; holds a word */
	size_t words;		/* in it, from 1 */
	bool phrase;		/* it was in quotes */
	bool prefix;		/* its last word is the beginning of one */
	bool excluded;
};

struct query {
	struct query_term terms[QUERY_TERMS];
	size_t n;
	size_t wanted;		/* of them not excluded; 0: there is nothing to look for */
	bool cut;		/* more was written than is looked for */
};

/* Any bytes are a query. The terms are views into `written`. */
void query_parse(struct str written, struct query *q);

/*
 * As a reader would have written it, on one line, without slashes: query_parse() of it means the same. So
 * it can be shown, and be the last part of a path.
 */
void query_write(const struct query *q, struct buf *to);

/*
 * As SQLite's FTS5 wants it (https://sqlite.org/fts5.html, section 3): every term a quoted string, in which
 * nothing is an operator. Empty when nothing is wanted.
 */
void query_write_match(const struct query *q, struct buf *to);

/* Ask for less: phrases as single words, every word as a beginning. False: it asks for no more than that. */
bool query_loosen(const struct query *q, struct query *looser);

#endif

/*
 * format/placeholder.h: a line of an author's page that stands for something: {{posts 10}}.
 */
#ifndef FORMAT_PLACEHOLDER_H
#define FORMAT_PLACEHOLDER_H

#include "base/str.h"

enum placeholder_kind {
	PLACEHOLDER_NONE,	/* an ordinary line */
	PLACEHOLDER_POSTS,
	PLACEHOLDER_TAGS,
	PLACEHOLDER_COMMENTS,
	PLACEHOLDER_SEARCH,
	PLACEHOLDER_UNKNOWN,	/* between braces, but none of these */
};

#define PLACEHOLDER_MAX 100	/* posts or comments on a home page; the list page has them all */

struct placeholder {
	enum placeholder_kind kind;
	size_t count;		/* as written, or what is usual for the kind; 1 to PLACEHOLDER_MAX */
	size_t col;		/* from 1: where the word stands, for messages */
};

/* `line` without its line end. The braces must be all there is on it, but for blanks. */
struct placeholder placeholder_parse(struct str line);

#endif

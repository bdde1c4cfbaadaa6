/*
 * format/gemtext.h: gemtext line by line.		Spec: gemtext 0.24.1
 */
#ifndef FORMAT_GEMTEXT_H
#define FORMAT_GEMTEXT_H

#include "base/str.h"

enum gemtext_kind {
	GEMTEXT_TEXT,
	GEMTEXT_LINK,
	GEMTEXT_HEADING,
	GEMTEXT_ITEM,
	GEMTEXT_QUOTE,
	GEMTEXT_TOGGLE,		/* opens or closes a preformatted block; never shown */
	GEMTEXT_PRE,
};

struct gemtext_line {
	enum gemtext_kind kind;
	int level;		/* of a heading: 1 to 3 */
	struct str text;	/* what is shown; of an opening toggle its alt text */
	struct str url;		/* of a link, as written; never empty there */
};

/*
 * gemtext_parse_line(line, in_pre): classify one line of gemtext.
 * line     bytes without LF or CRLF, UTF-8 or not; borrowed: the result's views live just as long.
 * in_pre   in and out, the caller's: is a preformatted block open? False at a document's start.
 * Errors   none: any bytes are gemtext, and what is no special line is a GEMTEXT_TEXT line.
 * Cost     O(line.n), allocates nothing.      Spec  gemtext 0.24.1, "Text lines" to "Quote lines".
 */
struct gemtext_line gemtext_parse_line(struct str line, bool *in_pre);

#endif

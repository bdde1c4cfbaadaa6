/*
 * format/html.h: HTML as it stands in posts, cut into tags and text. Spec: HTML, section 13.2.5 in as far as
 * it decides where a tag ends. Any bytes are HTML; nothing here fails, and nothing nests.
 */
#ifndef FORMAT_HTML_H
#define FORMAT_HTML_H

#include "base/arena.h"

enum html_kind {
	HTML_TEXT,	/* entities are still in it */
	HTML_OPEN,
	HTML_CLOSE,
	HTML_COMMENT,	/* and anything else that is not shown */
};

/* Views into what was read. */
struct html_token {
	enum html_kind kind;
	struct str name;	/* of a tag, in the case it was written */
	struct str attributes;
	struct str text;	/* of text and comments; of <script>, <style> and the like what is in them */
};

/*
 * The next piece of *rest, which is cut off. False at the end. What a script or style holds comes with its
 * tag; its closing tag is consumed as well. A tag that never ends is a comment to the end.
 * Cost     O(bytes cut off).
 */
bool html_next(struct str *rest, struct html_token *token);

/* An attribute of a tag, its entities decoded. False: it has none. In the arena. */
bool html_attribute(struct arena *a, struct str attributes, struct str name, struct str *value);

/* Entities as what they stand for (HTML 4's names; numbers). What is none stays as it is. In the arena. */
struct str html_decode(struct arena *a, struct str s);

#endif

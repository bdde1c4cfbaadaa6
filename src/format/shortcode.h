/*
 * format/shortcode.h: what WordPress's plugins put into the text between square brackets:
 * [gallery ids="1,2"], [caption …]…[/caption].
 */
#ifndef FORMAT_SHORTCODE_H
#define FORMAT_SHORTCODE_H

#include "base/str.h"

#define SHORTCODE_CLOSINGS 64	/* names that have an end in one text; those of further ones are unknown */

struct shortcode {
	struct str name;	/* views into what was read */
	struct str attributes;
	bool closing;
	bool escaped;		/* [[name]]: it is meant to be read */
	size_t n;		/* bytes from '[' to the last ']' */
};

/* The names that end somewhere in a text. */
struct shortcode_ends {
	struct str name[SHORTCODE_CLOSINGS];
	size_t n;
};

void shortcode_scan(struct str text, struct shortcode_ends *ends);

/*
 * Is there one at the start of `s`? WordPress knows them by name; we cannot know all plugins, so one is
 * what has a name everybody knows, name=value in it, an end in `ends`, or is an end itself. "[sic]" is none.
 */
bool shortcode_at(struct str s, const struct shortcode_ends *ends, struct shortcode *code);

#endif

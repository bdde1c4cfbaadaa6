/*
 * format/html_text.h: HTML, as WordPress keeps it, into gemtext as one would have written it by hand.
 *
 * Markup inside a line goes, its words stay. Scripts, styles, forms and what WordPress calls shortcodes go;
 * a shortcode that has text between its ends keeps it, [code] and its like are preformatted. Text without
 * block comments (<!-- wp:… -->) is read as WordPress's classic editor meant it: an empty line ends a
 * paragraph, a line's end is one.
 */
#ifndef FORMAT_HTML_TEXT_H
#define FORMAT_HTML_TEXT_H

#include "base/arena.h"

#define HTML_TEXT_MAX (4 << 20)	/* bytes that are written; four posts' worth */

struct html_options {
	/* What an address becomes; empty: no link. NULL: it stays. The result lives in the arena. */
	struct str (*link)(void *ctx, struct arena *a, struct str url);
	/* The address of the attachment `id` of a gallery, *label its title; empty: not known. NULL: none is. */
	struct str (*attachment)(void *ctx, struct arena *a, struct str id, struct str *label);
	/* Told what was left out: "[contact-form]", "<form>". NULL: nobody wants to know. */
	void (*left)(void *ctx, struct str what);
	void *ctx;
	bool strict;	/* brackets are brackets and a line's end is a blank: HTML that no WordPress has kept */
	bool plain;	/* addresses as text instead of links, no headings: for what is shown as a quote */
};

/*
 * In the arena; each line ends with LF. Empty when nothing is to be read in it. Over HTML_TEXT_MAX it is cut.
 * Cost     O(html.n), for any bytes.
 */
struct str html_to_gemtext(struct arena *a, struct str html, const struct html_options *options);

#endif

/*
 * format/layout.h: how a page is put together: gemtext with {{…}} where something is filled in. What is built
 * in is such a text too, so an author's file in layout/ replaces it and nothing else is different.
 *
 * A block ({{body}}, {{comments}}) stands alone on a line. A value ({{title}}) may stand anywhere in a line, in
 * a link's address too. A line whose values are all empty is left out. In a preformatted block braces are
 * braces. Empty lines never add up: what is left out leaves no gap.
 */
#ifndef FORMAT_LAYOUT_H
#define FORMAT_LAYOUT_H

#include "base/arena.h"
#include "base/error.h"
#include "format/gemtext.h"

#define LAYOUT_MAX (32 << 10)	/* bytes of a file: it is written out again with every page */

enum layout_kind {
	LAYOUT_POST,
	LAYOUT_LIST,		/* posts, newest first */
	LAYOUT_TAG,		/* posts under one tag */
	LAYOUT_COMMENTS,	/* below a post */
	LAYOUT_HEADER,		/* above every page */
	LAYOUT_FOOTER,		/* below every page */
	LAYOUTS
};

enum layout_hole {
	/* values */
	HOLE_CAPSULE, HOLE_SUBTITLE, HOLE_TITLE, HOLE_TAG, HOLE_DATE, HOLE_ISO_DATE, HOLE_UPDATED,
	HOLE_AUTHOR, HOLE_LICENSE, HOLE_SUMMARY, HOLE_PATH, HOLE_COUNT,
	/* blocks */
	HOLE_BYLINE, HOLE_BODY, HOLE_LICENSE_LINE, HOLE_TAGS, HOLE_RELATED, HOLE_NEIGHBOURS, HOLE_COMMENTS,
	HOLE_LEAVE_A_COMMENT, HOLE_FOLLOW, HOLE_POSTS, HOLE_PAGES, HOLE_LINKS, HOLE_SEARCH,
	HOLES
};

struct layout_piece {
	struct str text;		/* as it stands; empty for a hole */
	enum layout_hole hole;		/* HOLES: none */
};

struct layout_line {
	enum gemtext_kind kind;
	int level;
	enum layout_hole block;		/* HOLES: none, then the pieces are its text */
	struct layout_piece *text, *url;
	size_t n_text, n_url;
	bool has_holes;
};

struct layout {
	struct layout_line *lines;
	size_t n;
	bool has_title;			/* {{title}} in a heading: the body need not bring its own */
};

/*
 * Parse the text of a layout. Memory: in the arena, views of `text` among it. 0, or -1 and *err with line and
 * column: a placeholder that is none, or not one of this layout, or stands where it cannot; or the one that
 * must be there ({{body}} of a post) is missing.
 */
int layout_parse(enum layout_kind kind, struct str text, const char *path, struct arena *a,
    struct layout *layout, struct error *err);

const char *layout_name(enum layout_kind kind);		/* "post", of layout/post.gmi */
enum layout_kind layout_named(struct str name);		/* LAYOUTS: none */
struct str layout_builtin(enum layout_kind kind);	/* its text; of header and footer the empty one */

/* Whether a hole may stand in a layout, what it is called and means: for messages and `carrel layout`. */
bool layout_takes(enum layout_kind kind, enum layout_hole hole);
bool layout_is_block(enum layout_hole hole);
const char *layout_hole_name(enum layout_hole hole);
const char *layout_hole_meaning(enum layout_hole hole);

#endif

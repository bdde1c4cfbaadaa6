/*
 * format/gophermap.h: hand-written menus, read line by line.	Dialect: gophermap.md sections 1 and 2
 */
#ifndef FORMAT_GOPHERMAP_H
#define FORMAT_GOPHERMAP_H

#include "base/arena.h"
#include "base/str.h"

enum gophermap_kind {
	GOPHERMAP_NOTHING,	/* a comment, a line without a type, ~ and % (we list no users or hosts) */
	GOPHERMAP_TEXT,		/* an info line: name */
	GOPHERMAP_TITLE,	/* !title: name */
	GOPHERMAP_ITEM,
	GOPHERMAP_HIDE,		/* -name: leave `name` out of the listing */
	GOPHERMAP_TYPE,		/* :ext=T: files with extension `name` are of `type` */
	GOPHERMAP_INCLUDE,	/* =file: the map `name` stands here */
	GOPHERMAP_LISTING,	/* *: stop, then list the folder */
	GOPHERMAP_STOP,		/* . */
};

struct gophermap_line {
	enum gophermap_kind kind;
	char type;
	struct str name, selector, host;
	bool has_host;		/* else: ours */
	bool as_is;		/* the selector is no path: keep it */
	uint16_t port;		/* 0: ours, or none that could be read */
	/*
	 * What is odd: the line is taken as the rest of this struct says all the same, but its author should
	 * be told what stands there (a view into the line) and what was expected. NULL: nothing is odd.
	 */
	struct str found;
	const char *expected;
};

/* Classify a line without its line end. Views into `line`. Any bytes are some kind; never fails. */
struct gophermap_line gophermap_parse_line(struct str line);

/*
 * The selector to send for an item in the map of `folder` ("/lotsa/"): what begins with a slash or
 * URL:, is to be kept, or names another host, is kept; else it is made absolute, its dot segments
 * resolved and never above the root, and percent-encoded.
 */
struct str gophermap_selector(struct arena *a, struct str folder, const struct gophermap_line *l);

/* What the reader of the other dialect (format/gph.h) finds odd, too. */
#define GOPHERMAP_PORTS "a port from 1 to 65535, or nothing for ours"
#define GOPHERMAP_TYPES "a type that clients know, such as 0 for a text, 1 for a menu, i for a line of text"
bool gophermap_type_known(char type);
void gophermap_odd(struct gophermap_line *l, struct str found, const char *expected);

#endif

/*
 * format/menu.h: Gopher menus, written.	Spec: RFC 1436; gopher.md section 3, clients.md section 3
 *
 * Every line has four fields and CRLF. Whatever is put in: no field of what comes out holds a TAB,
 * CR, LF, NUL, other control character or escape sequence.
 */
#ifndef FORMAT_MENU_H
#define FORMAT_MENU_H

#include "base/arena.h"
#include "base/buf.h"
#include "format/doc.h"

#define MENU_WIDTH 70		/* columns of body text (RFC 1436: "under 70 characters" is advice) */
#define MENU_WIDTH_MIN 40	/* what an author may set: a home computer's screen */
#define MENU_WIDTH_MAX 120	/* so many characters of four bytes fit MENU_LABEL_MAX */
#define MENU_LABEL_MAX 512	/* bytes of one display field; a longer one is cut */
#define MENU_FIELD_MAX 1024	/* bytes of a selector or host; a longer one is no link */

bool menu_type_valid(char type);	/* may a line begin with it? Printable, no blank, no dot */

/* Where a doc stands, so that its links can become items. */
struct menu_place {
	struct str host;	/* our name and port, as Gopher readers reach us */
	uint16_t port;
	size_t width;		/* columns */
	struct str base;	/* the doc's own gemini:// URI; same scheme and authority is "ours" */
	/* Of one of our (decoded) paths; 'h': it is not to be had on Gopher, send its URL. */
	char (*item_type)(const void *ctx, struct str path);
	const void *ctx;
	struct str queries;	/* below this path a query travels as a last part of the selector: "/c/" */
	struct str door;	/* before all selectors of ours: "/ascii", or empty */
};

struct menu_link {
	char type;		/* 'i': leads nowhere, only a label */
	struct str selector, host;
	uint16_t port;
};

/* What a link's URL, as written in a doc at `place`, is in a menu (gophermap.md section 4). */
struct menu_link menu_resolve(const struct menu_place *place, struct str url, struct arena *a);

/* A selector of ours (a path, percent-encoded) as it is to be sent from this place; never behind the door twice. */
struct str menu_selector(const struct menu_place *place, struct str selector, struct arena *a);

void menu_info(struct buf *to, struct str text);	/* a text starting => or ``` gets a blank first */
void menu_item(struct buf *to, char type, struct str label, struct str selector, struct str host,
    uint16_t port);
void menu_title(struct buf *to, struct str text);	/* an info line with the selector TITLE */
void menu_end(struct buf *to);				/* the lone dot; once, last */

/* A doc as menu lines, wrapped to the place's width; without the dot. Scratch is in the arena. */
void menu_write_doc(struct buf *to, const struct doc *d, const struct menu_place *place,
    struct arena *a);

#endif

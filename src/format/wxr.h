/*
 * format/wxr.h: a WordPress export (WXR 1.0 to 1.2), read as it comes, item by item, so that memory is that
 * of one item however long the file. Fields are known by their prefixed names, as WordPress itself does.
 *
 * Refused: what is no well-formed XML, and any document type, in which alone entities could be declared
 * that grow without end. Nothing is fetched. Control characters, which XML forbids and WordPress writes,
 * are read as blanks.
 */
#ifndef FORMAT_WXR_H
#define FORMAT_WXR_H

#include "base/arena.h"
#include "base/error.h"
#include "format/fields.h"

#define WXR_FIELD_MAX (4 << 20)	/* bytes of one field: four posts' worth; what is longer is cut and that is told */
#define WXR_LIST_MAX 1000	/* tags and categories of an item; more are not read */

struct wxr_site {
	struct str title, link, language, version;
};

/* Fields as they stand, empty if they are missing. */
struct wxr_item {
	struct str title, link, creator, content, excerpt, id, date, date_gmt, modified_gmt, name, status, type,
	    parent, password, comment_status, sticky, attachment_url;
	struct str_list tags, categories;
	bool cut;		/* a field was longer than WXR_FIELD_MAX */
};

struct wxr_comment {
	struct str id, author, date, date_gmt, content, approved, type, parent;
};

/* Called with what is good during the call. NULL: not wanted. `item` comes before its comments. */
struct wxr_handler {
	void (*author)(void *ctx, struct str login, struct str name);
	void (*item)(void *ctx, const struct wxr_site *site, const struct wxr_item *item);
	void (*comment)(void *ctx, const struct wxr_comment *comment);
	void *ctx;
};

struct wxr;
struct wxr *wxr_new(const char *path, const struct wxr_handler *handler);	/* both borrowed */
void wxr_free(struct wxr *w);			/* NULL is accepted */

/*
 * The next bytes, or (`last`) the end. 0; or -1 and *err with line and column: no XML, or no export. After
 * that it takes nothing more.
 */
int wxr_feed(struct wxr *w, struct str bytes, bool last, struct error *err);
const struct wxr_site *wxr_site(const struct wxr *w);	/* as far as it has been read */

#endif

/*
 * proto/gopher.h: Gopher's request line, and the answers that are no page of ours.
 * Spec: RFC 1436; gopher.md
 */
#ifndef PROTO_GOPHER_H
#define PROTO_GOPHER_H

#include "base/arena.h"
#include "base/buf.h"
#include "proto/response.h"

#define GOPHER_LINE_MAX 1024	/* bytes before the LF; the RFC's 255 is too short for a typed comment */
#define GOPHER_TYPED_MAX 8192	/* of a line with what was typed at a prompt: twice what a comment may have, so
				 * that who has written too much gets it back instead of "Bad request" */

enum gopher_kind {
	GOPHER_ITEM,		/* selector, and perhaps a search */
	GOPHER_URL,		/* URL:…: selector is the URL, of a scheme we may pass on */
	GOPHER_HTTP,		/* a lost browser */
	GOPHER_ATTRIBUTES,	/* Gopher+ `!` or `$` */
	GOPHER_FORM,		/* Gopher+ with data following */
	GOPHER_BAD,		/* a NUL, a URL: of a scheme we do not pass on */
};

struct gopher_request {
	enum gopher_kind kind;
	struct str selector;	/* raw */
	struct str search;	/* raw, cleaned of what clients add */
	bool has_search;
};

/* How many bytes may this line have, of which so much has come? */
size_t gopher_line_max(struct str line);

/*
 * gopher_parse(line, is_search, …): take a request line (without LF or CRLF) apart.
 * is_search   says whether a selector is a search item: only there a `?` is a TAB (phetch and Lagrange
 *             write one for the other) and only elsewhere a `+` or `!` is Gopher+.
 * Memory      views into `line`, or into the arena where parts had to be joined.
 */
struct gopher_request gopher_parse(struct str line, bool (*is_search)(struct str selector),
    struct arena *a);

/*
 * The paths that a selector may mean, best first: as it stands, percent-decoded, and both again
 * without an item type in front (`1/dir`, `/0/a.txt`, from people who type URLs). False: no more.
 * What cannot be a path of ours (`..`, empty segments) is left out: *path is then empty.
 */
#define GOPHER_READINGS 4
bool gopher_path(struct arena *a, struct str selector, size_t reading, struct str *path);

void gopher_write_error(struct buf *to, struct str message);	/* a type 3 item and the dot */

/* What the capsule says of itself where a page cannot. */
struct gopher_place {
	struct str title, host;
	uint16_t port;
	struct str gemini;	/* gemini:// address of the home page */
	const struct words *words;
	struct str subtitle, author;	/* may be empty */
};

void gopher_write_url_page(struct buf *to, struct str url, const struct words *words);
void gopher_write_http(struct buf *to, const struct gopher_place *place);
void gopher_write_attributes(struct buf *to, struct str selector, const struct gopher_place *place);
void gopher_write_form_refusal(struct buf *to, const struct gopher_place *place);
void gopher_write_caps(struct buf *to, const struct gopher_place *place, bool tls);

#endif

/*
 * proto/target.h: an address that a client is to ask: Gemini, Titan, Gopher, Gopher over TLS.
 * Spec: gemini.md section 2, titan.md, RFC 4266
 */
#ifndef PROTO_TARGET_H
#define PROTO_TARGET_H

#include "base/arena.h"
#include "base/error.h"

#define TARGET_SELECTOR_MAX 4096	/* bytes: servers' limits are theirs to tell; this is ours */
#define TARGET_HEADER_MAX 2048		/* bytes of a Gemini response header: 0.16.1 had 1024, some write more */

enum scheme { SCHEME_GEMINI, SCHEME_TITAN, SCHEME_GOPHER, SCHEME_GOPHERS };

struct target {
	enum scheme scheme;
	struct str host;	/* as host_read() gives it: A-labels, no brackets */
	uint16_t port;
	struct str place;	/* "host:port", "[::1]:1965": what a pin belongs to */
	struct str uri;		/* Gemini and Titan: what is sent, without query */
	struct str query;	/* encoded */
	bool has_query;
	char type;		/* Gopher */
	struct str selector;	/* decoded; behind a TAB the search */
	bool has_search;
};

/*
 * Read an absolute URL as a person types it. What cannot stand in a URI is encoded; a fragment is the
 * client's own and goes. All in the arena. 0, or -1 and *err: another scheme, no host, a line end in a
 * selector, too long.
 */
int target_parse(struct str url, struct arena *a, struct target *t, struct error *err);

/* The whole address of Gemini's or Titan's, as redirects are resolved against it. */
struct str target_url(const struct target *t, struct arena *a);

/* Answer a prompt: the text becomes the query, or the search. -1 and *err: too long, a line end on Gopher. */
int target_answer(struct target *t, struct str text, struct arena *a, struct error *err);

/* "NN META" without its CRLF. False: it is no header. */
bool target_read_header(struct str line, int *status, struct str *meta);

#endif

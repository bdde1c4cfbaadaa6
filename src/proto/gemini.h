/*
 * proto/gemini.h: Gemini's request line and response header.	Spec: Gemini 0.24.1; gemini.md
 */
#ifndef PROTO_GEMINI_H
#define PROTO_GEMINI_H

#include "base/arena.h"
#include "base/buf.h"
#include "proto/request.h"
#include "proto/response.h"

#define GEMINI_REQUEST_MAX 1024	/* bytes of the URI, CRLF not counted (section 2) */
#define GEMINI_META_MAX 1024	/* 0.24.1 has no limit, 0.16.1 had this one, clients still enforce it */

/* What this listener answers for. */
struct gemini_served {
	const struct str *hosts;	/* lower case, A-labels, IP literals without brackets */
	size_t n_hosts;
	const uint16_t *ports;		/* advertised and listening ports */
	size_t n_ports;
	struct str sni;			/* lower case; empty: the client named none */
};

/*
 * gemini_parse(line, …): take a request line (without its CRLF) apart.
 * Returns   0 and *req's path, query, has_query, dialect; or the status to answer: 59 for what is no
 *           acceptable URI, 53 for one that is not served here, 51 for a path that can name nothing.
 * Memory    *req holds views into `line` and into the arena.
 */
enum status gemini_parse(struct str line, const struct gemini_served *served, struct arena *a,
    struct request *req);

/*
 * The host that a request line names, titan: too, as it is compared; empty when there is none. Says nothing
 * about the rest of the line.
 */
struct str gemini_host(struct str line, struct arena *a);

/* "NN META CRLF". Control characters in the meta become blanks; what is over the limit is cut. */
void gemini_write_header(struct buf *to, enum status status, struct str meta);

#endif

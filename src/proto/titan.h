/*
 * proto/titan.h: Titan's request line: a gemini URI with parameters behind its path, then a body.
 * Spec: titan.md
 */
#ifndef PROTO_TITAN_H
#define PROTO_TITAN_H

#include "proto/gemini.h"

struct titan {
	uint64_t size;		/* bytes of the body */
	bool has_size, edit;	/* `;edit` stands alone: the text is asked for, nothing is sent */
	struct str mime;	/* lower case not needed; default text/gemini */
	struct str token;
};

bool titan_is(struct str line);		/* is this a titan: URI at all? */

/*
 * Take a line apart: *req's path as gemini_parse() does, and the parameters of the last segment. 0, or
 * the status to answer: 59 for a bad, missing or repeated size, for `edit` with others, and as on Gemini.
 */
enum status titan_parse(struct str line, const struct gemini_served *served, struct arena *a,
    struct request *req, struct titan *titan);

#endif

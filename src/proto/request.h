/*
 * proto/request.h: what a reader asked for, once the dialect has been taken off.
 *
 * A request is made by gemini_parse() or gopher_parse() and completed by whoever holds the connection
 * (who, prefix, now). Everything in it lives as long as the arena it was parsed into.
 */
#ifndef PROTO_REQUEST_H
#define PROTO_REQUEST_H

#include "base/digest.h"
#include "base/str.h"

enum dialect { DIALECT_GEMINI, DIALECT_GOPHER };

/* A client certificate: possession of its key has been proved by the handshake, nothing else. */
struct identity {
	bool given;
	struct digest fingerprint;	/* SHA-256 of the whole certificate, DER */
	struct str name;		/* UID, else CN, cleaned for showing; may be empty */
	int64_t not_before, not_after;
};

struct request {
	enum dialect dialect;
	struct str path;	/* decoded, dot segments removed, begins with a slash, holds no NUL */
	struct str query;	/* decoded, UTF-8 */
	bool has_query;		/* present but empty is an empty answer, not a missing one */
	bool plain;		/* Gopher: the page as plain text (type 0) is wanted */
	bool titan;		/* Gemini's sibling: the query is a body that was uploaded */
	struct identity who;
	struct str prefix;	/* the peer's network, "192.0.2.0/24": never stored */
	int64_t now;
};

#endif

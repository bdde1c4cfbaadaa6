/*
 * format/uri.h: URIs and URI references (RFC 3986), and paths made of decoded bytes.
 */
#ifndef FORMAT_URI_H
#define FORMAT_URI_H

#include "base/arena.h"
#include "base/buf.h"

/* Views into the reference that was split. A part that is absent is empty and its flag false. */
struct uri {
	struct str scheme, authority, path, query, fragment;
	bool has_authority, has_query, has_fragment;
};

struct uri_authority {
	struct str userinfo, host, port;	/* host without the brackets of an IP literal */
	bool has_userinfo;
	bool is_literal;			/* [::1] */
};

/* RFC 3986 appendix B: splits any bytes, judges none. */
struct uri uri_split(struct str s);

/* Only bytes of RFC 3986's alphabet, brackets in the authority alone, every % with two hex digits. */
bool uri_is_clean(struct str s);

/*
 * Take an authority apart. False for: an unterminated or empty literal, a colon in a bare host, a
 * port that is not digits, a zone identifier. An empty host is not judged here.
 */
bool uri_split_authority(struct str authority, struct uri_authority *parts);

/* The port as a number, `none` if it is empty; false above 65535 (RFC 3986 has no limit, TCP does). */
bool uri_port(struct str port, uint16_t none, uint16_t *number);

/* Percent-decode once; false when a % is not followed by two hex digits. *out is in the arena. */
bool uri_decode(struct arena *a, struct str s, struct str *out);

/*
 * A path as it stands in a URI, made plain: split at slashes, each segment decoded, dot segments
 * removed. The result begins with a slash; a slash at its end says that a folder is meant.
 */
enum uri_path {
	URI_PATH_OK,
	URI_PATH_BAD,		/* broken percent-encoding, a NUL */
	URI_PATH_CLIMBS,	/* `..` above the root */
	URI_PATH_NOWHERE,	/* can name no file: a decoded slash inside a segment, an empty segment */
};
enum uri_path uri_path_decode(struct arena *a, struct str raw, struct str *out);

/*
 * Write bytes so that they can stand in a path or in a query. Query text keeps every byte that may
 * stand there as it is: what a client could send in a prompt must not grow on its way back.
 */
void uri_encode_path(struct buf *b, struct str path);
void uri_encode_query(struct buf *b, struct str text);

/* A path or query as a person types it: what cannot stand in a URI is encoded, a % is taken as meant. */
void uri_encode_typed(struct buf *b, struct str typed);

/* Resolve `ref` against the absolute `base` (RFC 3986 section 5.2), without the fragment. */
struct str uri_resolve(struct arena *a, struct str base, struct str ref);

#endif

/*
 * format/mime.h: what a file's name says of its type, in both protocols.
 */
#ifndef FORMAT_MIME_H
#define FORMAT_MIME_H

#include "base/str.h"

struct mime {
	const char *extension;	/* without the dot, lower case */
	const char *type;	/* media type */
	char item;		/* Gopher item type; only such as every client shows (clients.md section 3) */
};

/* By the extension, whatever its case; never NULL: the unknown is application/octet-stream, 9. */
const struct mime *mime_of(struct str name);

bool mime_is_gemtext(const struct mime *m);

#endif

/*
 * format/atom.h: Atom feeds, written.		Spec: RFC 4287; subscriptions-and-feeds.md section 2
 */
#ifndef FORMAT_ATOM_H
#define FORMAT_ATOM_H

#include "base/buf.h"

struct atom_entry {
	struct str id;		/* permanent; an absolute IRI */
	struct str title, url, author;
	struct str summary;	/* plain; may be empty */
	struct str text;	/* may be empty */
	const char *type;	/* of the text: a media type text/…; NULL: plain text */
	const struct str *categories;
	size_t n_categories;
	int64_t published, updated;
};

/* `url` is where the page itself is; `self` where this feed is. */
void atom_begin(struct buf *to, struct str id, struct str title, struct str author, struct str self,
    struct str url, int64_t updated);
void atom_end(struct buf *to);

/*
 * One entry, all of it or nothing: false when it would not leave room for atom_end(), so that a feed is
 * whole however much there is to say.
 */
bool atom_entry(struct buf *to, const struct atom_entry *e);

/* "urn:uuid:…" made of the hash of what never changes about a thing. */
void atom_urn(struct buf *to, struct str what);

#endif

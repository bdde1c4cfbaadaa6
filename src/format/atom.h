/*
 * format/atom.h: Atom feeds, written.		Spec: RFC 4287; subscriptions-and-feeds.md section 2
 */
#ifndef FORMAT_ATOM_H
#define FORMAT_ATOM_H

#include "base/buf.h"

struct atom_entry {
	struct str id;		/* permanent; an absolute IRI */
	struct str title, url, author, text;	/* text: plain, may be empty */
	int64_t published, updated;
};

/* `url` is where the page itself is; `self` where this feed is. */
void atom_begin(struct buf *to, struct str id, struct str title, struct str author, struct str self,
    struct str url, int64_t updated);
void atom_entry(struct buf *to, const struct atom_entry *e);
void atom_end(struct buf *to);

/* "urn:uuid:…" made of the hash of what never changes about a thing. */
void atom_urn(struct buf *to, struct str what);

#endif

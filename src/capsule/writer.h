/*
 * capsule/writer.h: who wrote a comment, and what he may still do with it.
 */
#ifndef CAPSULE_WRITER_H
#define CAPSULE_WRITER_H

#include "capsule/comments.h"

#define WRITER_SECONDS 3600	/* for which one may add to, edit and delete one's own comment */

/*
 * Is it his? `identity` is his certificate, or NULL; `reader` is what marks are made of: without a certificate
 * all of one network pass for one another.
 */
bool writer_is(const struct secret *secret, struct str post, const struct comment *comment,
    struct str reader, const struct digest *identity);

/*
 * May this reader still change this comment? Without a certificate one may but add: a network is no person.
 */
bool writer_may_change(const struct secret *secret, struct str post, const struct comment *comment,
    struct str reader, const struct digest *identity, bool add_only, int64_t now);

/* The text with `piece` behind it. In the arena. */
struct str writer_add(struct arena *a, struct str text, struct str piece);
/* Does the text hold it as a part of its own already? Said twice is said once: a reload adds nothing. */
bool writer_has_added(struct str text, struct str piece, struct arena *a);

#endif

/*
 * capsule/people.h: what is known of readers who show a certificate: readers/FINGERPRINT.yaml.
 */
#ifndef CAPSULE_PEOPLE_H
#define CAPSULE_PEOPLE_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/error.h"
#include "capsule/comments.h"
#include "capsule/config.h"

#define PEOPLE_MARK 5		/* letters beside a name: enough to tell two Anns apart, not to pose as one */
#define PEOPLE_WAITING 16	/* comments remembered until one of them has been published */

struct reader {
	struct str name;
	struct field_date since;
	bool trusted;			/* has a published comment: the next ones need not wait */
	bool blocked;
	struct str_list waiting;	/* POST/ID of comments that were held */
};

/* The short mark of an identity, from the fingerprint's hash; no NUL. */
void people_mark(const struct digest *fingerprint, char to[static PEOPLE_MARK]);

/* A reader's file; ERROR_NOT_FOUND for one who has none. Texts are in the arena. */
int people_read(int root, const struct digest *fingerprint, struct arena *a, struct reader *reader,
    struct error *err);
int people_write(int root, const struct digest *fingerprint, const struct reader *reader,
    struct error *err);

/*
 * Has one of the reader's held comments been published since (mv held/… comments/…)? That makes the
 * reader known, whenever and however the author did it, without anybody watching.
 */
bool people_published_since(int root, const struct reader *reader);

/* Where the comment goes: `moderate`, the author's own certificates, and what is known decide. */
enum comment_box people_box(const struct config *config, const struct digest *identity /* or NULL */,
    bool trusted);

#endif

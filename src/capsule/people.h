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
#define PEOPLE_COMMENTS 32	/* of a reader's own comments that his file remembers */
#define PEOPLE_MAX 10000	/* files: ever new certificates, one a comment, must not fill the folder; more
				 * readers than any discussion has, in 40 MB of disk and 2 MB of memory */
#define PEOPLE_JOIN 8		/* letters of a code that joins a second certificate */

struct reader {
	struct str name;
	struct field_date since;
	bool trusted;			/* has a published comment: the next ones need not wait */
	bool blocked;
	struct str_list comments;	/* POST/ID of the latest, oldest first */
	struct str with;		/* sha256:…: this certificate is of the same reader as that one */
	uint64_t joined;		/* certificates that were joined to this one */
};

/* The short mark of an identity, from the fingerprint's hash; no NUL. */
void people_mark(const struct digest *fingerprint, char to[static PEOPLE_MARK]);

/* A reader's file below readers/, with a NUL. */
#define PEOPLE_FILE (DIGEST_HEX + sizeof(".yaml"))
void people_file(const struct digest *fingerprint, char to[static PEOPLE_FILE]);

/* A reader's file; ERROR_NOT_FOUND for one who has none. Texts are in the arena. */
int people_read(int root, const struct digest *fingerprint, struct arena *a, struct reader *reader,
    struct error *err);
/* Replaces it, durably; knows of no limit. Who writes for strangers asks names_may_begin() first. */
int people_write(int root, const struct digest *fingerprint, const struct reader *reader,
    struct error *err);

/* A reader's file to be written, and what became of it: 0 it is on disk to stay, -1 and `err`. */
struct reader_put {
	struct digest fingerprint;
	struct reader reader;
	int rc;
	struct error err;
};
/* The same for several at once (base/put.h); no two of one fingerprint. */
void people_put(int root, struct reader_put *puts, size_t n);

void people_begin(struct reader *reader, int64_t now);	/* one who has no file yet: since now */

size_t people_sweep(int root);	/* take away what a store that was killed has left half written */

/*
 * Remember a comment of his, POST/ID, in the arena: by it he becomes known once it is published, and
 * finds it again. The oldest beyond PEOPLE_COMMENTS is forgotten.
 */
void people_remember(struct reader *reader, struct str post, struct str id, struct arena *a);

/*
 * Has one of the reader's comments been published (mv held/… comments/…)? That makes the reader known,
 * whenever and however the author did it, without anybody watching.
 */
bool people_published(int root, const struct reader *reader);

/* "POST/ID" apart. False: it is neither. */
bool people_split(struct str comment, struct str *post, struct str *id);

/* The certificate that stands for the reader: the one this was joined to, or itself. */
struct digest people_main(int root, const struct digest *fingerprint);

/*
 * The one-time code by which another certificate may be joined to this one: good in the hour it is made
 * and the next, until somebody has used it. PEOPLE_JOIN letters; no NUL.
 */
void people_join_code(const struct secret *secret, const struct digest *fingerprint,
    const struct reader *reader, int64_t hour, char to[static PEOPLE_JOIN]);
/* Is it this one's, now? (names_find_code() asks all.) */
bool people_code_is(const struct secret *secret, struct str code, int64_t now,
    const struct digest *fingerprint, const struct reader *reader);

/* Where the comment goes: `moderate`, the author's own certificates, and what is known decide. */
enum comment_box people_box(const struct config *config, const struct digest *identity /* or NULL */,
    bool trusted);

#endif

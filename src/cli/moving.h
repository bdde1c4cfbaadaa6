/*
 * cli/moving.h: what all ways of moving in share: files that are written once and never over another, what
 * is told of it, and how far it is.
 */
#ifndef CLI_MOVING_H
#define CLI_MOVING_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/put.h"

#define MOVING_BATCH 64		/* files on their way to the disk at once */
#define MOVING_NOTES 1000	/* different things that are told one by one; more are counted */

enum moved { MOVED_POSTS, MOVED_PAGES, MOVED_COMMENTS, MOVED_HELD, MOVED_FILES, MOVED_KINDS };

struct moving_note {
	struct str text;
	size_t times;
};

struct moving {
	int root;			/* the capsule's folder */
	bool dry, json, at_terminal;
	struct arena arena;		/* of notes */
	size_t written[MOVED_KINDS], there[MOVED_KINDS];	/* now, and before */
	struct moving_note *notes;
	size_t n_notes, notes_cap, more_notes;
	struct arena batch_arena;
	struct put batch[MOVING_BATCH];
	enum moved kinds[MOVING_BATCH];
	size_t n_batch;
	bool failed;			/* something could not be written, and that is a note */
	int percent;
};

/* Something that the author should know; the same text again is counted. */
void moving_note(struct moving *m, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/*
 * Write folder/name (folder "" is the capsule's own). A file that is there stays: if it differs from
 * `text` and is no comment, that is noted. `text` and names are copied.
 */
void moving_put(struct moving *m, enum moved kind, struct str folder, struct str name, struct str text);
void moving_flush(struct moving *m);
void moving_progress(struct moving *m, uint64_t done, uint64_t all);
void moving_report(struct moving *m);
void moving_release(struct moving *m);

/* Letters, digits and hyphens for a file's name; may come out empty. In the arena. */
struct str moving_slug(struct arena *a, struct str text);

/* Read a WordPress export, open at `fd`, into the capsule. 0; or -1 and *err: then nothing was written. */
int wordpress_import(struct moving *m, int fd, const char *path, struct error *err);

/*
 * Read a folder of Hugo's or Jekyll's Markdown, or a gemlog or phlog as it is, into the capsule. What cannot
 * be read is noted and makes m->failed; the rest is taken. 0; or -1 and *err: the folder cannot be read.
 */
int folder_import(struct moving *m, int folder, struct error *err);

#endif

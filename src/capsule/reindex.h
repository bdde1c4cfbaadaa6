/*
 * capsule/reindex.h: keeps the search index in step with the folder, a slice at a time: what is to be looked
 * at, in which order, and how it is known to be the same as before. No event loop in here: whoever has one
 * calls reindex_step() when the time it gave is over, or when something was noticed.
 *
 * What changed while it runs is told by capsule/live.h. What changed while nobody looked is found by passes
 * through all places (a place: a post and the folder of its comments):
 *   shallow   each post's stamp, which the site has, and one fstat of the comments' folder: a comment that
 *             was added, removed or moved into place changes its time. Only folders that differ are listed.
 *   deep      every comment's stamp as well, for files that were written in place. Behind the first
 *             shallow pass, and slowly: a million files are no reason to keep a disk busy.
 */
#ifndef CAPSULE_REINDEX_H
#define CAPSULE_REINDEX_H

#include "capsule/index.h"
#include "capsule/site.h"
#include "capsule/watch.h"

#define REINDEX_SLICE 256	/* of cost, see reindex.c: some milliseconds, in which an order may have to wait */
#define REINDEX_PAUSE_MS 50	/* between slices of a deep pass */
#define REINDEX_BUSY_MS 10	/* readers are in the way of a commit */
#define REINDEX_BEAT_MS 2000	/* when there is nothing to do: is the file still ours? */
#define REINDEX_RETRY_MS 60000	/* after the disk would not */
#define REINDEX_REOPEN_MS 3000	/* between two beginnings: where the file never stays as we left it */
#define REINDEX_COMMIT 250	/* documents made visible together in a pass: a commit takes a slice's time */

struct reindex_pass {
	bool wanted, begun;
	struct buf after;	/* the place that was looked at last */
};

struct reindex {
	int root;
	struct index *index;		/* NULL: none is open */
	int64_t opened_at, retry_at;	/* in ms */
	int64_t last_complaint;
	struct changes hints;		/* what was noticed and not looked at yet */
	size_t next_hint;
	struct reindex_pass shallow, deep;
	/* The place at work. */
	struct arena arena;		/* of all that follows */
	struct str post;
	struct str *ids;		/* comments to look at */
	size_t n_ids, next_id;
	bool is_deep;
	struct file_stamp folder;	/* as it was before it was listed */
	bool settle;			/* it was listed for being different: note how it is now */
	size_t uncommitted;		/* documents */
	bool urgent;			/* something that was noticed is among them */
	size_t read;			/* files, ever: for tests */
};

void reindex_init(struct reindex *r, int root);
void reindex_release(struct reindex *r);	/* closes the index in good order */

/*
 * What live.h noticed. Without any changes: all was looked at; a shallow pass follows, and if `blind` (no
 * watch tells of files that are written in place) a deep one.
 */
void reindex_noticed(struct reindex *r, const struct changes *changes, bool blind);

/*
 * Do a slice; `site` is that of this moment, `now` the clock in UTC seconds. Milliseconds until the next
 * call should come. What is wrong with the disk is logged now and then, and tried again.
 */
int64_t reindex_step(struct reindex *r, const struct site *site, int64_t now, int64_t now_ms);

/* Has everything that was noticed and wanted been done, but for what a deep pass may find? */
bool reindex_is_idle(const struct reindex *r);

#endif

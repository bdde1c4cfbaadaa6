/*
 * capsule/index.h: the search index as the store writes it: .carrel/search.db, SQLite with FTS5. A cache:
 * what is wrong with it is cured by making it anew. See capsule/find.h for those who ask.
 *
 * One row for each post and one for each published comment. Under every POST it is known which version of
 * each file was read (base/file.h's stamps), and how the comments' folder looked when all of it was.
 *
 * Nothing is synced: the index outlives a killed process, by SQLite's rollback journal, but not a power
 * cut, after which it is made anew. Syncing would hold up the comments that the same process writes. What
 * is known of the file's last state stands beside it in search.stamp; an index whose file is not as that
 * says was left by a power cut, by a store that was killed as it wrote, or by somebody's scribbling.
 */
#ifndef CAPSULE_INDEX_H
#define CAPSULE_INDEX_H

#include "base/arena.h"
#include "base/error.h"
#include "base/file.h"

struct index;

/* What can be found. */
struct index_text {
	struct str title;	/* a post's */
	struct str about;	/* tags, author, summary; a comment's name */
	struct str text;
};

/*
 * Open the index below the folder `root`, or begin an empty one: when there is none, when it is another
 * version's, or not as it was left. NULL and *err when the disk will have none.
 */
struct index *index_open(int root, struct error *err);
/* Keep what was put, and leave a note that all of it is on disk. NULL is accepted. */
void index_close(struct index *ix);

/* Has SQLite found it damaged, or is the file no longer the one that we wrote? Then close it and open anew. */
bool index_is_lost(struct index *ix);

/*
 * Changes are seen by readers when they are committed; commit once for many. 0; 1: readers are in the way,
 * try again in a moment; -1 and *err: what was put since the last commit is lost. Nothing to commit is 0.
 */
int index_commit(struct index *ix, struct error *err);

/*
 * `id` is a comment's ID, or empty: the post itself. All return 0, or -1 and *err; then what was put since
 * the last commit is lost. What is there is replaced; what is not there may be removed.
 */
int index_put(struct index *ix, struct str post, struct str id, struct file_stamp stamp,
    const struct index_text *text, struct error *err);
int index_remove(struct index *ix, struct str post, struct str id, struct error *err);
int index_forget(struct index *ix, struct str post, struct error *err);	/* all that is under POST */

/* The version that was read. False: none was. */
bool index_stamp(struct index *ix, struct str post, struct str id, struct file_stamp *stamp);

/* The comments' folder as it was when it was last gone through; all zero: it should be gone through. */
struct file_stamp index_folder(struct index *ix, struct str post);
int index_set_folder(struct index *ix, struct str post, struct file_stamp stamp, struct error *err);

/* The comments known under POST, in order of their IDs; the first POST behind `after` in order of bytes. */
void index_comments(struct index *ix, struct str post, struct arena *a, struct str **ids, size_t *n);
bool index_next(struct index *ix, struct str after, struct arena *a, struct str *post);

/* Has everything been gone through once? Readers are told. */
bool index_is_complete(struct index *ix);
int index_set_complete(struct index *ix, struct error *err);

#endif

/*
 * capsule/post.h: one post: what is known of a file below posts/ without reading it again.
 *
 * A post never changes once it is loaded; sites that follow one another share it by counting
 * references. Its text is kept in memory or stays on disk, see post_open().
 */
#ifndef CAPSULE_POST_H
#define CAPSULE_POST_H

#include "base/arena.h"
#include "base/file.h"
#include "format/fields.h"

#define POST_MAX_BYTES (1 << 20)	/* of a file; a page is built in memory, a book is a file to fetch */
#define POST_KEY 12			/* letters of a post's hash, of which its ID5 is the shortest head */

struct post {
	unsigned refs;
	struct str name;		/* POST: "letters/moon" for posts/letters/moon.gmi */
	struct str path;		/* its address, decoded: "/posts/letters/moon.gmi" */
	struct str title, author, lang, summary, license;
	struct str id;			/* as the author named it for feeds; empty: see feed_post_id() */
	struct str *tags;		/* as written; tags, categories and category in this order */
	size_t n_tags;
	struct str *aliases;		/* decoded paths that begin with a slash; perhaps '?' and a query */
	size_t n_aliases;
	int64_t date, updated;		/* UTC, perhaps before 1970; where nothing is said, it was updated at its date */
	int64_t expiry;			/* UTC; 0: none */
	int32_t offset;			/* of the date as written */
	int comments;			/* enum comments_mode */
	bool draft, gemini, gopher;
	bool gone;			/* taken down for ever: only its addresses are still known */
	bool dated;			/* the date is the author's, not the file's time */
	bool titled_in_body;		/* the title is the body's first heading: do not show it twice */
	bool broken;			/* no version of it could be read: it is nowhere to be seen */
	bool from_copy;			/* the file is broken; this is its last good version */
	struct str text;		/* all of the file, if it is kept; the post's own. Else empty */
	struct file_stamp stamp;	/* of the file, also when this is not what it holds */
	char key[POST_KEY];
};

/*
 * Load posts/NAME.gmi. A file that cannot be read as a post, or is empty (an editor has just opened it),
 * leaves the last good version in force: that of `known` (what it was until now, or NULL) if its text is
 * kept, else the copy below .carrel/good/. `report` is then told why, and of near misses.
 * NULL when there is no such file; *err says so.
 */
struct post *post_load(int root, struct str name, const struct post *known, bool keep_text,
    const struct field_notes *report, struct error *err);
void post_drop_text(struct post *p);	/* to save memory */
struct post *post_ref(struct post *p);
void post_unref(struct post *p);	/* NULL is accepted */

/*
 * What to show of a post: a version and the gemtext that belongs to it, so that a page is never half of
 * one version and half of the next. *version is `p` if its text is kept, or while the file is still what
 * was loaded; else the copy's or, without one, the file's as it is now. Both are in the arena, or borrowed from `p`.
 * A version that became a draft, or is gone, is not shown as `p`, which was neither: -1 and ERROR_SYSTEM.
 */
int post_open(int root, const struct post *p, struct arena *a, const struct post **version,
    struct str *body, struct error *err);

/*
 * Keep a copy of this version below .carrel/good/, from which post_load() and post_open() draw when
 * the file is broken or half written. Only the store calls this. 0 also when there is nothing to do.
 */
int post_keep(int root, const struct post *p, struct error *err);

/* The post is gone: so is its copy. Only the store calls this. */
void post_forget(int root, struct str name);

/* Forget every copy of a post that `known` does not know: it was deleted while nobody looked. */
void post_forget_others(int root, bool (*known)(const void *ctx, struct str name), const void *ctx);

/* The day at the start of the last part of a post's name: "letters/2026-01-17-moon". False: there is none. */
bool post_named_date(struct str name, struct when *when);

/* When and on which day: for order, and as the author wrote it. */
int post_cmp(const struct post *a, const struct post *b);	/* newest first, then by name */

#endif

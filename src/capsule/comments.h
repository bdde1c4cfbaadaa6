/*
 * capsule/comments.h: comments as files: comments/POST/ID.gmi on the air, held/POST/ID.gmi waiting.
 *
 * ID is YYYYMMDDThhmmssZ- and four or more of 0-9a-z (DESIGN.md section 1). For a comment that carrel
 * writes, the letters are its mark: a keyed hash over all that makes it this comment, so that the same
 * one submitted again is found by name alone.
 */
#ifndef CAPSULE_COMMENTS_H
#define CAPSULE_COMMENTS_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/error.h"
#include "format/fields.h"
#include "proto/order.h"

#define COMMENT_MARK 8			/* letters: 40 bits, and a clash needs the same post too */
#define COMMENT_NAME_COLUMNS 64
#define COMMENT_FILE_MAX (128 << 10)	/* bytes of a comment's file: 64 KiB of text, doubly generous */

enum comment_box { BOX_PUBLISHED, BOX_HELD };

struct comment {
	struct str id;
	struct str name, reply_to, via, text;
	int64_t date;
	bool has_identity;
	struct digest identity;
};

bool comment_id_valid(struct str id);
int64_t comment_id_time(struct str id);	/* of a valid one: when it was written */
bool comment_post_valid(struct str post);	/* a path below a folder: no dots in front, no `..` */

/* A name as it is shown: cleaned, and without the round brackets in which we set marks and "author". */
struct str comment_name(struct arena *a, struct str name);

/*
 * The mark that tells this comment from all others under its post, by who says what in answer to what: one
 * may thank two people in the same words. Who shows no certificate is told by his signature, too: the
 * network is shared. A certificate's name is left out, since it changes.
 */
void comment_mark(const struct secret *key, struct str reader, struct str post, const struct comment *c,
    char to[static COMMENT_MARK]);

/*
 * The comments of a post in order of their IDs: all, or the newest `limit` (0: all). A file that cannot be read is left out and *faults
 * (a list of texts in the arena, NULL: not wanted) says why. No folder is no comments.
 */
int comments_read(int root, enum comment_box box, struct str post, size_t limit, struct arena *a,
    struct comment **comments, size_t *n, struct str_list *faults, struct error *err);

/* The same of all, but without their texts: to put a long discussion in order, of which a page is shown. */
int comments_heads(int root, enum comment_box box, struct str post, struct arena *a,
    struct comment **comments, size_t *n, struct str_list *faults, struct error *err);

/* One comment by its name. ERROR_NOT_FOUND when it is not in that box. */
int comments_get(int root, enum comment_box box, struct str post, struct str id, struct arena *a,
    struct comment *comment, struct error *err);

/* Is there a comment with this mark in the box? Then its ID into `id`, NUL-terminated. */
bool comments_find(int root, enum comment_box box, struct str post, struct str mark,
    char id[static COMMENT_ID_MAX + 1]);

/*
 * What addresses call a comment: its letters, if those lead to it and not to another one; else its whole ID.
 * Letters clash when somebody copies a file; a number of them that is not ours is somebody's own idea.
 */
struct str comments_ref(int root, struct str post, struct str id);

/* The other way: the comment that is called so, in either box. ERROR_NOT_FOUND as comments_get(). */
int comments_get_ref(int root, struct str post, struct str ref, struct arena *a, enum comment_box *box,
    struct comment *comment, struct error *err);

/* How many there are, and the newest one's ID (empty: none). */
size_t comments_count(int root, struct str post, char newest[static COMMENT_ID_MAX + 1]);

/* As it stands in a file: front matter and text. */
void comment_write(const struct comment *comment, struct buf *to);

/* A comment to be written, and what became of it. */
struct comment_put {
	enum comment_box box;
	struct str post;
	const struct comment *comment;
	int rc;			/* out: 0 it is on disk to stay; -1 nothing is there, and `err` says why */
	struct error err;
	bool replaces;		/* a comment of this name is there: if this fails, it stays as it was; this
				 * fails if it is not, since the author has moved or removed it meanwhile */
};

/*
 * Write a batch (base/put.h). When this returns, what has rc 0 outlives a power cut, and of what has -1
 * nothing is to be seen.
 */
void comments_put(int root, struct comment_put *puts, size_t n);

#endif

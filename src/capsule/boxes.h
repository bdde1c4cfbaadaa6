/*
 * capsule/boxes.h: all comments of a capsule, whatever post they are under: what waits, what is on the
 * air, and moving them from one to the other. For the author's tools; the pages of a post read its own
 * folder only (capsule/comments.h).
 */
#ifndef CAPSULE_BOXES_H
#define CAPSULE_BOXES_H

#include "capsule/comments.h"

struct boxed {
	enum comment_box box;
	struct str post;
	struct comment comment;
};

/*
 * The comments in a box, by post and then by time; at most `limit` (0: all). Texts are in the arena.
 * Damaged files are left out and named in *faults (NULL: not wanted). Never fails: no folder, none.
 */
void boxes_list(int root, enum comment_box box, size_t limit, struct arena *a, struct boxed **list,
    size_t *n, struct str_list *faults);

/*
 * The newest `limit` comments of a box, newest first; the others are not read. *n of them, of *all there
 * are. Damaged files are named as above.
 */
void boxes_newest(int root, enum comment_box box, size_t limit, struct arena *a, struct boxed **list,
    size_t *n, size_t *all, struct str_list *faults);

/* How many comments are in a box, by their files' names alone; *here: those under `post`. */
size_t boxes_count(int root, enum comment_box box, struct str post, size_t *here);

/*
 * Find a comment by what an author may give for its name: its ID, POST/ID, or its file's path, with or
 * without .gmi, in either box. 0; or -1 and *err: no such comment, or several with this ID.
 */
int boxes_find(int root, struct str name, struct arena *a, struct boxed *found, struct error *err);

/* Move a comment's file to the other box, durably, and never over another. */
int boxes_move(int root, const struct boxed *what, enum comment_box to, struct error *err);
int boxes_remove(int root, const struct boxed *what, struct error *err);

/* Take away what a store that was killed has left half written under a post; how many files. */
size_t boxes_sweep(int root, struct str post);

#endif

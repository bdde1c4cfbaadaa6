/*
 * exam/exam.h: the doctor: a capsule's folder is gone through, and what is wrong or odd in it is found. He
 * reads and writes nothing; no server need run. Whether an address is served he does not judge himself: he
 * asks serve_request(), as a visitor on both sides and as the owner, so he never disagrees with the server.
 */
#ifndef EXAM_EXAM_H
#define EXAM_EXAM_H

#include "base/error.h"
#include "exam/fault.h"

#define EXAM_DAYS 30			/* ahead, in which what will expire is told of; so long may a comment wait */
#define EXAM_ROOM 100			/* characters that a comment's prompt should leave: a long sentence */
#define EXAM_TEXT_MAX (4 << 20)		/* bytes of a text that is read; a larger one is no page but a book */
#define EXAM_DEPTH 16			/* of folders: a loop of mounts must end */

struct exam_counts {
	size_t files, posts, drafts, comments, held;
};

struct exam_source {
	const char *path;		/* of the capsule's folder, as it was named */
	const char *certs;		/* the folder of keys; NULL: `certs` beside the capsule's folder */
	int64_t now;
	/* Told now and then how far it is; `all` is 0 when nobody knows. NULL: nobody wants to know. */
	void (*progress)(void *ctx, const char *what, size_t done, size_t all);
	void *ctx;
};

/*
 * Go through a capsule. `found` is the caller's, empty, and in order when this returns. 0; or -1 and *err:
 * the folder cannot be opened, or is no capsule (it has no capsule.yaml).
 */
int exam_run(const struct exam_source *source, struct faults *found, struct exam_counts *counts,
    struct error *err);

#endif

/*
 * capsule/watch.h: told by the kernel what changes in a capsule's folder.	operations.md section 7
 *
 * All watches of a process are heard by one descriptor: whoever waits for several calls watch_read() for
 * each when it is readable, also for those whose events another one's call has read already.
 *
 * Folders are watched, not files: the capsule's own, and all below posts/ and comments/. Everything
 * else is read from disk when it is asked for. What comes out are hints: whoever gets one looks.
 */
#ifndef CAPSULE_WATCH_H
#define CAPSULE_WATCH_H

#include "base/arena.h"
#include "base/error.h"
#include "capsule/site.h"

struct watch;

/* Collected hints. All zero is empty; changes_clear() frees. */
struct changes {
	struct arena arena;
	struct change *items;
	size_t n, cap;
	bool all;	/* events were lost: look at everything */
};
void changes_add(struct changes *c, struct str path, bool is_folder);
void changes_clear(struct changes *c);

/* Start watching. NULL and *err when the kernel will not (no inotify, too many watches). */
struct watch *watch_open(int root, struct error *err);
void watch_close(struct watch *w);	/* NULL is accepted */
int watch_fd(const struct watch *w);	/* readable when there is something to read; all watches' the same */

/*
 * Read what there is, without waiting. Into `now`: files that have been closed after writing or moved
 * into place. Into `later`: what may be half of an editor's way of saving (a file gone, one just
 * made) and is worth a look only after a moment. Watches new folders by itself; false when one could
 * not be watched: then changes below it will go unnoticed, and somebody should poll.
 */
bool watch_read(struct watch *w, struct changes *now, struct changes *later);

#endif

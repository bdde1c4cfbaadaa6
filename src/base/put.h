/*
 * base/put.h: several files written as one batch. What comes out well outlives a power cut; of what does
 * not, nothing is to be seen.
 */
#ifndef BASE_PUT_H
#define BASE_PUT_H

#include <sys/types.h>

#include "base/error.h"
#include "base/str.h"

/*
 * Up to here a batch waits for each file by itself. Beyond it, it has the file system written out once
 * (syncfs), because sixty waits for a slow disk, one after the other, are longer than any one of them;
 * below it, it need not wait for what other programs have left to be written.
 */
#define PUT_SYNC_EACH 4

enum put_part { PUT_FILE, PUT_FOLDER };
struct put_at {
	int fd;
	dev_t dev;
	ino_t ino;
};

struct put {
	const char *folder;	/* below the root; made if it is missing */
	const char *name;	/* one component, without a dot in front */
	struct str text;
	bool replaces;		/* a file of this name may be there: if this fails, it stays as it was */
	bool only_there;	/* and if none is there any more, as somebody has moved it, this fails */
	int rc;			/* out: 0 it is on disk to stay; -1 nothing is there, and `err` says why */
	struct error err;
	struct put_at at[2];	/* put_all()'s own, by part */
	bool shown;
};

/*
 * Write all texts to hidden files, then all of them to disk, then give them their names, then sync the
 * folders. A failure is that file's alone. One process at a time: `.NAME.tmp` left by one that was
 * killed is taken away.
 */
void put_all(int root, struct put *puts, size_t n);

/* Take away what a put_all() that was killed has left in a folder; how many. No folder is none. */
size_t put_sweep(int root, const char *folder);

#endif

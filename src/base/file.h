/*
 * base/file.h: files below a folder, opened so that no name leads out of it, and written so that a
 * reader sees all of a file or none.
 *
 * `root` and `dir` are descriptors of folders. Paths are relative to them, NUL-terminated, already
 * decoded; "" and "." are the folder itself. Returned descriptors are the caller's, close-on-exec.
 * Errors: -1 and *err, whose kind follows operations.md section 5.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"

/*
 * Open `path`, which symbolic links may not take out of `root` (openat2, RESOLVE_BENEATH). Never
 * waits for a FIFO's other end. `flags` as for open(2).
 */
int file_open_beneath(int root, const char *path, int flags, struct error *err);

/* The same for reading, and demand a regular file: a FIFO, a device, a folder is ERROR_NOT_FOUND. */
int file_open_regular(int root, const char *path, struct stat *st, struct error *err);

/* What tells one version of a file from the next. */
struct file_stamp {
	int64_t mtime_ns;
	uint64_t size, inode;
};
struct file_stamp file_stamp(const struct stat *st);
bool file_stamp_eq(struct file_stamp a, struct file_stamp b);

/*
 * All of a regular file, behind what is in `to` already; over to->max: ERROR_TOO_LARGE. *stamp
 * (NULL: not wanted) is that of the version that was read: a file that changes meanwhile is read
 * again, and after a few turns ERROR_SYSTEM.
 */
int file_read(int root, const char *path, struct buf *to, struct file_stamp *stamp, struct error *err);

/* At most n bytes at `offset` into `to`: how many came; 0 at the end. Continues after EINTR. */
ssize_t file_pread(int fd, char *to, size_t n, uint64_t offset);

/* A new file in `dir` for writing; `name` is one component that must not exist yet. */
int file_create(int dir, const char *name, mode_t mode, struct error *err);
int file_write_all(int fd, struct str text, struct error *err);
int file_sync(int fd, struct error *err);	/* of a file or a folder; a failure is final */
int file_rename(int dir, const char *from, const char *to, struct error *err);
void file_close(int *fd);			/* and set it to -1; -1 is accepted */

/*
 * Write `text` as dir/name, replacing what stands there: a temporary beside it, then a rename.
 * `durable`: it outlives a power cut once this returns 0.
 */
int file_replace(int dir, const char *name, mode_t mode, struct str text, bool durable,
    struct error *err);

/*
 * Put a new file there, durably and all at once, unless one of this name is there: then ERROR_EXISTS, and
 * that one is untouched. `.NAME.tmp` of one that was killed is taken away.
 */
int file_put_new(int dir, const char *name, mode_t mode, struct str text, struct error *err);

/*
 * Open the folder `path` below `root`, making what is missing of it with `mode`. Folders that it makes
 * outlive a power cut; those it finds are their maker's business. A component that begins with a dot is made only if it is the first.
 */
int file_make_folder(int root, const char *path, mode_t mode, struct error *err);

enum file_kind {
	FILE_REGULAR,
	FILE_FOLDER,
	FILE_LINK,	/* out of this folder: perhaps to another below the root, see file_kind() */
	FILE_OTHER,
};
struct file_entry {
	char *name;		/* in the arena */
	enum file_kind kind;	/* of what a symbolic link points to, if that is below the folder */
	uint64_t inode;		/* of the entry itself: another one than before, and the file was replaced */
};

/* Of what `path` below `root` is, or leads to without leaving it; FILE_OTHER too when there is nothing. */
enum file_kind file_kind(int root, const char *path);

/* What is in a folder, in order of bytes, without names that begin with a dot. `dir` stays open. */
int file_list(int dir, struct arena *a, struct file_entry **entries, size_t *n, struct error *err);

#endif

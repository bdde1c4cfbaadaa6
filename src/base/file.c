#include "base/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/mem.h"

#include "base/banned.h"

#define READ_PIECE 16384
#define READ_TRIES 5	/* a file that changes under five readings in a row is being written now */

int
file_open_beneath(int root, const char *path, int flags, struct error *err)
{
	/* openat2 is strict: beside O_PATH it takes nothing that is about reading or writing. */
	int more = flags & O_PATH ? O_CLOEXEC : O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
	struct open_how how = {
		.flags = (uint64_t)(unsigned)(flags | more),
		.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS,
	};
	long fd;

	do {
		fd = syscall(SYS_openat2, root, path[0] == '\0' ? "." : path, &how, sizeof(how));
	} while (fd == -1 && (errno == EINTR || errno == EAGAIN));	/* EAGAIN: a rename crossed us */
	if (fd == -1)
		return error_system(err, path, "open");
	return (int)fd;
}

int
file_open_regular(int root, const char *path, struct stat *st, struct error *err)
{
	int fd = file_open_beneath(root, path, O_RDONLY, err);

	if (fd == -1)
		return -1;
	if (fstat(fd, st) == -1) {
		(void)error_system(err, path, "look at");
		file_close(&fd);
	} else if (!S_ISREG(st->st_mode)) {
		(void)error_set(err, ERROR_NOT_FOUND, (struct error_at){ path, 0, 0 },
		    "not a regular file");
		file_close(&fd);
	}
	return fd;
}

struct file_stamp
file_stamp(const struct stat *st)
{
	return (struct file_stamp){
		.mtime_ns = (int64_t)st->st_mtim.tv_sec * 1000000000 + st->st_mtim.tv_nsec,
		.size = (uint64_t)st->st_size,
		.inode = st->st_ino,
	};
}

bool
file_stamp_eq(struct file_stamp a, struct file_stamp b)
{
	return a.mtime_ns == b.mtime_ns && a.size == b.size && a.inode == b.inode;
}

ssize_t
file_pread(int fd, char *to, size_t n, uint64_t offset)
{
	ssize_t got;

	do {
		got = pread(fd, to, n, (off_t)offset);
	} while (got == -1 && errno == EINTR);
	return got;
}

/* Read fd to its end into `to`: 0 done, -1 with *err. */
static int
read_to_end(int fd, const char *path, struct buf *to, struct error *err)
{
	uint64_t offset = 0;
	char piece[READ_PIECE];
	ssize_t got;

	while ((got = file_pread(fd, piece, sizeof(piece), offset)) > 0) {
		buf_add(to, (struct str){ piece, (size_t)got });
		if (to->full)
			return error_set(err, ERROR_TOO_LARGE, (struct error_at){ path, 0, 0 },
			    "larger than the %zu bytes allowed here", to->max);
		offset += (uint64_t)got;
	}
	return got == -1 ? error_system(err, path, "read") : 0;
}

int
file_read(int root, const char *path, struct buf *to, struct file_stamp *stamp, struct error *err)
{
	struct stat before, after;
	size_t start = to->n;

	for (int tries = 0; tries < READ_TRIES; tries++) {
		int fd = file_open_regular(root, path, &before, err), rc;

		if (fd == -1)
			return -1;
		rc = read_to_end(fd, path, to, err);
		if (rc == 0 && fstat(fd, &after) == -1)
			rc = error_system(err, path, "look at");
		file_close(&fd);
		if (rc == -1)
			return -1;
		if (file_stamp_eq(file_stamp(&before), file_stamp(&after)) &&
		    to->n - start == (size_t)after.st_size) {
			if (stamp != NULL)
				*stamp = file_stamp(&after);
			return 0;
		}
		to->n = start;
	}
	return error_set(err, ERROR_SYSTEM, (struct error_at){ path, 0, 0 }, "is being written just now");
}

int
file_create(int dir, const char *name, mode_t mode, struct error *err)
{
	int fd = openat(dir, name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);

	return fd == -1 ? error_system(err, name, "create") : fd;
}

int
file_write_all(int fd, struct str text, struct error *err)
{
	while (text.n > 0) {
		ssize_t n = write(fd, text.p, text.n);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return error_system(err, NULL, "write");
		text = str_from(text, (size_t)n);
	}
	return 0;
}

int
file_sync(int fd, struct error *err)
{
	int rc;

	do {
		rc = fsync(fd);
	} while (rc == -1 && errno == EINTR);
	return rc == -1 ? error_system(err, NULL, "sync to disk") : 0;
}

int
file_rename(int dir, const char *from, const char *to, struct error *err)
{
	return renameat(dir, from, dir, to) == -1 ? error_system(err, to, "rename") : 0;
}

void
file_close(int *fd)
{
	if (*fd != -1)
		(void)close(*fd);	/* never again after EINTR: on Linux it is closed */
	*fd = -1;
}

int
file_replace(int dir, const char *name, mode_t mode, struct str text, bool durable,
    struct error *err)
{
	uint64_t random;
	char tmp[32];
	int fd = -1, rc = -1;

	if (getrandom(&random, sizeof(random), 0) != sizeof(random))
		return error_system(err, name, "find a temporary name for");
	(void)snprintf(tmp, sizeof(tmp), ".tmp-%016llx", (unsigned long long)random);
	if ((fd = file_create(dir, tmp, mode, err)) == -1)
		return -1;
	if (file_write_all(fd, text, err) == -1 || (durable && file_sync(fd, err) == -1))
		goto out;
	if (file_rename(dir, tmp, name, err) == -1)
		goto out;
	rc = durable ? file_sync(dir, err) : 0;
out:
	if (rc == -1)
		(void)unlinkat(dir, tmp, 0);
	file_close(&fd);
	return rc;
}

int
file_put_new(int dir, const char *name, mode_t mode, struct str text, struct error *err)
{
	char tmp[300];
	int n = snprintf(tmp, sizeof(tmp), ".%s.tmp", name), fd = -1, rc = -1;

	if (n < 0 || (size_t)n >= sizeof(tmp))
		return error_set(err, ERROR_INPUT, (struct error_at){ name, 0, 0 }, "too long a name");
	(void)unlinkat(dir, tmp, 0);
	if ((fd = file_create(dir, tmp, mode, err)) == -1)
		return -1;
	if (file_write_all(fd, text, err) == -1 || file_sync(fd, err) == -1)
		goto out;
	if (linkat(dir, tmp, dir, name, 0) == -1) {
		(void)error_system(err, name, "create");
		goto out;
	}
	rc = file_sync(dir, err);
out:
	(void)unlinkat(dir, tmp, 0);
	file_close(&fd);
	return rc;
}

/* One step down: the folder `name` in `dir`, made if it is missing. What cannot be made to stay is not made. */
static int
enter_folder(int dir, const char *name, const char *path, mode_t mode, struct error *err)
{
	bool made = mkdirat(dir, name, mode) == 0;
	int next;

	if (!made && errno != EEXIST)
		return error_system(err, path, "make the folder");
	next = file_open_beneath(dir, name, O_RDONLY | O_DIRECTORY, err);
	if (next != -1 && made && file_sync(dir, err) == -1) {
		(void)unlinkat(dir, name, AT_REMOVEDIR);
		file_close(&next);
	}
	return next;
}

int
file_make_folder(int root, const char *path, mode_t mode, struct error *err)
{
	struct str rest = str_of(path), part;
	int dir = file_open_beneath(root, "", O_RDONLY | O_DIRECTORY, err);
	bool first = true;

	for (; dir != -1 && str_cut(&rest, '/', &part); first = false) {
		char name[256];
		int next = -1;

		if (part.n == 0 || part.n >= sizeof(name) || (part.p[0] == '.' && !first)) {
			(void)error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 },
			    "not a name for a folder");
		} else {
			memcpy(name, part.p, part.n);
			name[part.n] = '\0';
			next = enter_folder(dir, name, path, mode, err);
		}
		file_close(&dir);
		dir = next;
	}
	return dir;
}

static enum file_kind
kind_of_mode(mode_t mode)
{
	return S_ISREG(mode) ? FILE_REGULAR : S_ISDIR(mode) ? FILE_FOLDER : FILE_OTHER;
}

enum file_kind
file_kind(int root, const char *path)
{
	struct stat st = { .st_mode = 0 };
	int fd = file_open_beneath(root, path, O_PATH, NULL);

	if (fd == -1)
		return errno == EXDEV ? FILE_LINK : FILE_OTHER;
	if (fstat(fd, &st) == -1)
		st.st_mode = 0;
	file_close(&fd);
	return kind_of_mode(st.st_mode);
}

static enum file_kind
kind_of_entry(int dir, const struct dirent *d)
{
	if (d->d_type == DT_REG)
		return FILE_REGULAR;
	if (d->d_type == DT_DIR)
		return FILE_FOLDER;
	return d->d_type == DT_LNK || d->d_type == DT_UNKNOWN ? file_kind(dir, d->d_name) : FILE_OTHER;
}

static int
entry_cmp(const void *a, const void *b)
{
	const struct file_entry *x = a, *y = b;

	return strcmp(x->name, y->name);
}

int
file_list(int dir, struct arena *a, struct file_entry **entries, size_t *n, struct error *err)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd == -1 ? NULL : fdopendir(fd);
	size_t cap = 0;
	struct dirent *entry;

	*entries = NULL;
	*n = 0;
	if (d == NULL) {
		file_close(&fd);
		return error_system(err, NULL, "list the folder");
	}
	while ((entry = readdir(d)) != NULL) {
		if (entry->d_name[0] == '.')
			continue;
		arena_grow(a, (void **)entries, &cap, *n, sizeof(**entries));
		(*entries)[(*n)++] = (struct file_entry){
			.name = arena_cstr(a, str_of(entry->d_name)),
			.kind = kind_of_entry(dir, entry),
			.inode = entry->d_ino,
		};
	}
	(void)closedir(d);
	if (*n > 0)
		qsort(*entries, *n, sizeof(**entries), entry_cmp);
	return 0;
}

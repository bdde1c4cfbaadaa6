#include "base/put.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"

#include "base/banned.h"

#define HIDDEN_MAX 256		/* NAME_MAX and a NUL */

/* The name that no reader sees. False: it would be too long. */
static bool
hidden_name(const struct put *p, char to[static HIDDEN_MAX])
{
	return snprintf(to, HIDDEN_MAX, ".%s.tmp", p->name) < HIDDEN_MAX;
}

static bool
is_hidden_name(const char *name)
{
	struct str s = str_of(name);

	return str_skip(&s, STR(".")) && str_drop(&s, STR(".tmp")) && s.n > 0;
}

/* Remember what `fd` (or -1: a failure that has been told) is. */
static int
hold(struct put_at *at, int fd, struct error *err)
{
	struct stat st;

	at->fd = fd;
	if (fd == -1)
		return -1;
	if (fstat(fd, &st) == -1)
		return error_system(err, NULL, "look at");
	at->dev = st.st_dev;
	at->ino = st.st_ino;
	return 0;
}

/* The file under its hidden name, and its bytes on their way to the disk. */
static int
start(int root, struct put *p)
{
	struct put_at *file = &p->at[PUT_FILE], *folder = &p->at[PUT_FOLDER];
	char hidden[HIDDEN_MAX];

	if (!hidden_name(p, hidden))
		return error_set(&p->err, ERROR_INPUT, (struct error_at){ p->name, 0, 0 }, "the name is too long");
	if (hold(folder, file_make_folder(root, p->folder, 0750, &p->err), &p->err) == -1)
		return -1;
	(void)unlinkat(folder->fd, hidden, 0);
	if (hold(file, file_create(folder->fd, hidden, 0640, &p->err), &p->err) == -1 ||
	    file_write_all(file->fd, p->text, &p->err) == -1)
		return -1;
	(void)sync_file_range(file->fd, 0, 0, SYNC_FILE_RANGE_WRITE);	/* all at work before we wait */
	return 0;
}

/*
 * The two change places, which needs both, and the old one goes. File systems that cannot do that are asked
 * before: what is moved in between is then there twice, which is seen, rather than lost.
 */
static int
change_places(int dir, const char *hidden, const char *name, struct error *err)
{
	if (renameat2(dir, hidden, dir, name, RENAME_EXCHANGE) == 0) {
		(void)unlinkat(dir, hidden, 0);
		return 0;
	}
	if ((errno != EINVAL && errno != ENOSYS) || faccessat(dir, name, F_OK, AT_SYMLINK_NOFOLLOW) == -1)
		return error_system(err, name, "replace");
	return file_rename(dir, hidden, name, err);
}

static int
show(struct put *p)
{
	int dir = p->at[PUT_FOLDER].fd;
	char hidden[HIDDEN_MAX];

	(void)hidden_name(p, hidden);
	if ((p->only_there ? change_places(dir, hidden, p->name, &p->err) :
	    file_rename(dir, hidden, p->name, &p->err)) == -1)
		return -1;
	p->shown = true;
	return 0;
}

static void
take_back(struct put *p)
{
	int dir = p->at[PUT_FOLDER].fd;
	char hidden[HIDDEN_MAX];

	if (dir == -1 || !hidden_name(p, hidden))
		return;
	(void)unlinkat(dir, hidden, 0);
	if (p->shown && !p->replaces)	/* what was there before must not go with it */
		(void)unlinkat(dir, p->name, 0);
}

/* --- to disk --- */

/* Is one the other, or (`whole`) at least on the same file system? */
static bool
same(const struct put_at *a, const struct put_at *b, bool whole)
{
	return a->dev == b->dev && (whole || a->ino == b->ino);
}

/* The first of the batch with which puts[at] shares its wait for the disk. */
static size_t
first_with(const struct put *puts, size_t at, enum put_part part, bool whole)
{
	for (size_t i = 0; i < at; i++)
		if (puts[i].rc == 0 && same(&puts[i].at[part], &puts[at].at[part], whole))
			return i;
	return at;
}

static int
sync_one(int fd, bool whole, struct error *err)
{
	int rc;

	if (!whole)
		return file_sync(fd, err);
	do {
		rc = syncfs(fd);
	} while (rc == -1 && errno == EINTR);
	return rc == -1 ? error_system(err, NULL, "sync to disk") : 0;
}

static void
sync_all(struct put *puts, size_t n, enum put_part part)
{
	size_t waits = 0;
	bool whole;

	for (size_t i = 0; i < n; i++)
		waits += puts[i].rc == 0 && first_with(puts, i, part, false) == i;
	whole = waits > PUT_SYNC_EACH;
	for (size_t i = 0; i < n; i++)
		if (puts[i].rc == 0 && first_with(puts, i, part, whole) == i &&
		    sync_one(puts[i].at[part].fd, whole, &puts[i].err) == -1)
			puts[i].rc = -1;	/* and the next of its kind asks again: none passes unasked */
}

void
put_all(int root, struct put *puts, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		puts[i].at[PUT_FILE].fd = puts[i].at[PUT_FOLDER].fd = -1;
		puts[i].shown = false;
		puts[i].rc = start(root, &puts[i]);
	}
	sync_all(puts, n, PUT_FILE);
	for (size_t i = 0; i < n; i++)
		if (puts[i].rc == 0)
			puts[i].rc = show(&puts[i]);
	sync_all(puts, n, PUT_FOLDER);
	for (size_t i = 0; i < n; i++) {
		if (puts[i].rc == -1)
			take_back(&puts[i]);
		file_close(&puts[i].at[PUT_FILE].fd);
		file_close(&puts[i].at[PUT_FOLDER].fd);
	}
}

size_t
put_sweep(int root, const char *folder)
{
	int fd = file_open_beneath(root, folder, O_RDONLY | O_DIRECTORY, NULL);
	DIR *d = fd == -1 ? NULL : fdopendir(fd);
	struct dirent *entry;
	size_t n = 0;

	if (d == NULL) {
		file_close(&fd);
		return 0;
	}
	while ((entry = readdir(d)) != NULL)
		if (is_hidden_name(entry->d_name) && unlinkat(dirfd(d), entry->d_name, 0) == 0)
			n++;
	(void)closedir(d);
	return n;
}

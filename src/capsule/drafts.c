#include "capsule/drafts.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/put.h"
#include "base/time.h"

#include "base/banned.h"

#define FOLDER ".carrel/drafts"

bool
draft_name_valid(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!(name.p[i] >= 'a' && name.p[i] <= 'z') && !(name.p[i] >= '2' && name.p[i] <= '7'))
			return false;
	return name.n == DRAFT_NAME;
}

/* Remove what was written before `oldest`, and if `n_max` or more are left, the oldest of them. */
static void
make_room(int root, int64_t oldest, size_t n_max)
{
	struct arena a = { NULL };
	struct file_entry *entries;
	const char *first = NULL;
	int64_t least = INT64_MAX;
	size_t n = 0, left = 0;
	struct stat st;
	int dir = file_open_beneath(root, FOLDER, O_RDONLY | O_DIRECTORY, NULL);

	if (dir == -1 || file_list(dir, &a, &entries, &n, NULL) == -1)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		if (fstatat(dir, entries[i].name, &st, AT_SYMLINK_NOFOLLOW) == -1)
			continue;
		if (st.st_mtim.tv_sec < oldest && unlinkat(dir, entries[i].name, 0) == 0)
			continue;
		left++;
		if (file_stamp(&st).mtime_ns < least) {
			least = file_stamp(&st).mtime_ns;
			first = entries[i].name;
		}
	}
	if (first != NULL && left >= n_max)
		(void)unlinkat(dir, first, 0);
	file_close(&dir);
	arena_release(&a);
}

int
draft_write(int root, struct str name, struct str text, struct error *err)
{
	struct arena a = { NULL };
	struct put put = { .folder = FOLDER, .text = text, .replaces = true,
	    .name = arena_cstr(&a, arena_printf(&a, "%.*s.txt", STR_ARG(name))) };

	make_room(root, INT64_MIN, DRAFTS_MAX);
	put_all(root, &put, 1);
	arena_release(&a);
	if (put.rc == -1)
		*err = put.err;
	return put.rc;
}

bool
draft_read(int root, struct str name, size_t max, struct arena *a, struct str *text)
{
	struct buf b;
	bool ok;

	if (!draft_name_valid(name))
		return false;
	buf_init(&b, max);
	ok = file_read(root, arena_cstr(a, arena_printf(a, FOLDER "/%.*s.txt", STR_ARG(name))), &b, NULL,
	    NULL) == 0;
	if (ok)
		*text = arena_str(a, buf_str(&b));
	buf_release(&b);
	return ok;
}

void
drafts_sweep(int root, int64_t now)
{
	(void)put_sweep(root, FOLDER);
	make_room(root, now - DRAFTS_SECONDS, DRAFTS_MAX + 1);
}

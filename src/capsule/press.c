#include "capsule/press.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#include "base/file.h"
#include "base/put.h"
#include "base/time.h"
#include "capsule/private.h"
#include "format/frontmatter.h"
#include "format/mime.h"
#include "format/utf8.h"

#include "base/banned.h"

#define NAME_MAX_BYTES 200	/* of one component: what is hung on it for a former version must fit as well */
#define SAME_SECOND 100		/* former versions of one file in one second */

static const struct error_at nowhere = { NULL, 0, 0 };

/* --- may it --- */

/* Printable, and no longer than a file system takes. */
static bool
is_good_part(struct str part)
{
	struct str rest = part;

	if (part.n == 0 || part.n > NAME_MAX_BYTES)
		return false;
	while (rest.n > 0) {
		uint32_t c = utf8_next(&rest);

		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			return false;
	}
	return true;
}

int
press_path_good(struct str path, struct error *err)
{
	struct str rest = path, part;

	if (private_path(path))
		return error_set(err, ERROR_INPUT, nowhere, "this address is not for files that are sent");
	if (!str_skip(&rest, STR("/")) || rest.n == 0 || str_ends(path, STR("/")) || !utf8_valid(path))
		return error_set(err, ERROR_INPUT, nowhere, "expected the address of a file, such as /posts/moon.gmi");
	if (str_starts(path, STR("/c/")) || str_starts(path, STR("/tags/")))
		return error_set(err, ERROR_INPUT, nowhere, "what stands at this address is made by the server");
	while (str_cut(&rest, '/', &part))
		if (!is_good_part(part))
			return error_set(err, ERROR_INPUT, nowhere, "a part of the address is empty, too long (over %d "
			    "bytes), or holds control characters", NAME_MAX_BYTES);
	return 0;
}

static bool
is_text(struct str path)
{
	return str_starts(str_of(mime_of(path)->type), STR("text/"));
}

static bool
is_post(struct str path)
{
	return str_starts(path, STR("/posts/")) && str_ends(path, STR(".gmi"));
}

int
press_body_good(struct str path, struct str body, struct error *err)
{
	size_t max = is_text(path) ? PRESS_TEXT_MAX : PRESS_MAX;
	struct arena a = { NULL };
	struct frontmatter fm;
	struct str rest;
	int rc = 0;

	if (body.n > max)
		return error_set(err, ERROR_TOO_LARGE, nowhere, "%zu bytes; expected at most %zu", body.n, max);
	if (is_text(path) && !utf8_valid(body))
		return error_set(err, ERROR_INPUT, nowhere, "the text is not UTF-8");
	if (is_post(path))
		rc = frontmatter_read(body, arena_cstr(&a, str_from(path, 1)), &a, NULL, &fm, &rest, err);
	arena_release(&a);
	return rc;
}

/* --- former versions --- */

/* The folder of `path`, and its last component. */
static void
split(struct str path, struct str *folder, struct str *name)
{
	size_t at = path.n;

	while (at > 0 && path.p[at - 1] != '/')
		at--;
	*folder = at > 1 ? str_head(path, at - 1) : STR_NONE;
	*name = str_from(path, at);
	(void)str_skip(folder, STR("/"));
}

/* `how` brings from/name to to/FORMER: a second name for the file, or its only one. */
static int
keep_as(int from, int to, const char *name, int64_t now,
    int (*how)(int from, const char *name, int to, const char *former), struct error *err)
{
	char id[TIME_ID_SIZE], former[NAME_MAX_BYTES + 64];

	time_write_id(id, now);
	for (int i = 0; i < SAME_SECOND; i++) {
		(void)snprintf(former, sizeof(former), i == 0 ? "%s.%s" : "%s.%s-%d", name, id, i);
		if (how(from, name, to, former) == 0)
			return file_sync(to, err);
		if (errno != EEXIST)
			break;
	}
	return error_system(err, name, "keep the former version of");
}

static int
by_link(int from, const char *name, int to, const char *former)
{
	return linkat(from, name, to, former, 0);
}

static int
by_rename(int from, const char *name, int to, const char *former)
{
	return renameat2(from, name, to, former, RENAME_NOREPLACE);
}

/* Keep what stands at `path`. ERROR_NOT_FOUND: nothing does. */
static int
keep(int root, struct str path, int64_t now, bool moved, struct error *err)
{
	struct arena a = { NULL };
	struct str folder, name;
	int from = -1, to = -1, rc = -1;

	split(path, &folder, &name);
	from = file_open_beneath(root, arena_cstr(&a, folder), O_RDONLY | O_DIRECTORY, err);
	if (from == -1)
		goto out;
	if (file_kind(from, arena_cstr(&a, name)) != FILE_REGULAR) {
		(void)error_set(err, ERROR_NOT_FOUND, nowhere, "there is no such file");
		goto out;
	}
	to = file_make_folder(root, arena_cstr(&a, arena_printf(&a, PRESS_FORMER "%s%.*s",
	    folder.n > 0 ? "/" : "", STR_ARG(folder))), 0750, err);
	if (to == -1)
		goto out;
	rc = keep_as(from, to, arena_cstr(&a, name), now, moved ? by_rename : by_link, err);
	if (rc == 0 && moved)
		rc = file_sync(from, err);
out:
	file_close(&from);
	file_close(&to);
	arena_release(&a);
	return rc;
}

/* --- writing --- */

static bool
stands_there(int root, struct str path, struct str body)
{
	struct arena a = { NULL };
	struct buf old;
	bool same;

	buf_init(&old, PRESS_MAX);
	same = file_read(root, arena_cstr(&a, str_from(path, 1)), &old, NULL, NULL) == 0 &&
	    str_eq(buf_str(&old), body);
	buf_release(&old);
	arena_release(&a);
	return same;
}

int
press_write(int root, struct str path, struct str body, int64_t now, struct error *err)
{
	struct arena a = { NULL };
	struct str folder, name;
	struct put put;
	int rc = 0;

	if (press_path_good(path, err) == -1 || press_body_good(path, body, err) == -1)
		return -1;
	if (stands_there(root, path, body))
		return 0;			/* a client that sends twice makes no second version */
	if (keep(root, path, now, false, err) == -1 && err->kind != ERROR_NOT_FOUND)
		return -1;
	split(path, &folder, &name);
	put = (struct put){ .folder = arena_cstr(&a, folder), .name = arena_cstr(&a, name), .text = body,
	    .replaces = true };
	put_all(root, &put, 1);
	if (put.rc == -1) {
		*err = put.err;
		rc = -1;
	}
	arena_release(&a);
	return rc;
}

int
press_remove(int root, struct str path, int64_t now, struct error *err)
{
	return press_path_good(path, err) == -1 ? -1 : keep(root, path, now, true, err);
}

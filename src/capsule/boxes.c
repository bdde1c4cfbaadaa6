#include "capsule/boxes.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/file.h"
#include "base/put.h"

#include "base/banned.h"

#define FOLDER_DEPTH 16

static const char *const folders[] = { [BOX_PUBLISHED] = "comments", [BOX_HELD] = "held" };

struct listing {
	int root;
	enum comment_box box;
	size_t limit;
	bool names;			/* only the IDs are wanted */
	struct arena *arena;
	struct boxed *list;
	size_t n, cap;
	struct str_list *faults;
	size_t faults_cap;
};

static bool
is_full(const struct listing *l)
{
	return l->limit > 0 && l->n >= l->limit;
}

static void
add_fault(struct listing *l, struct str text)
{
	if (l->faults == NULL)
		return;
	arena_grow(l->arena, (void **)&l->faults->items, &l->faults_cap, l->faults->n, sizeof(text));
	l->faults->items[l->faults->n++] = text;
}

static void
add_post(struct listing *l, struct str post)
{
	struct str_list faults = { NULL, 0 };
	struct comment *comments;
	struct error err;
	size_t n = 0;

	if (comments_read(l->root, l->box, post, 0, l->arena, &comments, &n, &faults, &err) == -1)
		add_fault(l, arena_str(l->arena, str_of(err.text)));
	for (size_t i = 0; i < n && !is_full(l); i++) {
		arena_grow(l->arena, (void **)&l->list, &l->cap, l->n, sizeof(*l->list));
		l->list[l->n++] = (struct boxed){ l->box, post, comments[i] };
	}
	for (size_t i = 0; i < faults.n; i++)
		add_fault(l, faults.items[i]);
}

static void
add_name(struct listing *l, struct str post, struct str id)
{
	if (!str_drop(&id, STR(".gmi")) || !comment_id_valid(id))
		return;
	arena_grow(l->arena, (void **)&l->list, &l->cap, l->n, sizeof(*l->list));
	l->list[l->n++] = (struct boxed){ l->box, post, { .id = id } };
}

static void
walk(struct listing *l, struct str folder, int depth)
{
	struct file_entry *entries;
	size_t n = 0;
	int dir = file_open_beneath(l->root, arena_cstr(l->arena, arena_printf(l->arena, "%s%s%.*s",
	    folders[l->box], folder.n > 0 ? "/" : "", STR_ARG(folder))), O_RDONLY | O_DIRECTORY, NULL);

	if (dir == -1)
		return;
	if (file_list(dir, l->arena, &entries, &n, NULL) == -1)
		n = 0;
	file_close(&dir);
	if (folder.n > 0 && !l->names)
		add_post(l, folder);
	for (size_t i = 0; i < n && folder.n > 0 && l->names; i++)
		if (entries[i].kind == FILE_REGULAR)
			add_name(l, folder, str_of(entries[i].name));
	for (size_t i = 0; i < n && depth < FOLDER_DEPTH && !is_full(l); i++)
		if (entries[i].kind == FILE_FOLDER)
			walk(l, arena_printf(l->arena, "%.*s%s%s", STR_ARG(folder), folder.n > 0 ? "/" : "",
			    entries[i].name), depth + 1);
}

void
boxes_list(int root, enum comment_box box, size_t limit, struct arena *a, struct boxed **list,
    size_t *n, struct str_list *faults)
{
	struct listing l = { .root = root, .box = box, .limit = limit, .arena = a, .faults = faults };

	walk(&l, STR_NONE, 0);
	*list = l.list;
	*n = l.n;
}

/* By ID from the newest on; what has the same ID is in order of its post, so that lists stay as they are. */
static int
by_age(const void *a, const void *b)
{
	const struct boxed *x = a, *y = b;
	int order = str_cmp(y->comment.id, x->comment.id);

	return order != 0 ? order : str_cmp(x->post, y->post);
}

void
boxes_newest(int root, enum comment_box box, size_t limit, struct arena *a, struct boxed **list,
    size_t *n, size_t *all, struct str_list *faults)
{
	struct listing l = { .root = root, .box = box, .names = true, .arena = a, .faults = faults };
	struct error err;

	walk(&l, STR_NONE, 0);
	if (l.n > 1)
		qsort(l.list, l.n, sizeof(*l.list), by_age);
	*list = l.list;
	*all = l.n;
	*n = 0;
	for (size_t i = 0; i < l.n && *n < limit; i++) {
		l.list[*n] = l.list[i];
		if (comments_get(root, box, l.list[i].post, l.list[i].comment.id, a, &l.list[*n].comment,
		    &err) == 0)
			++*n;
		else if (err.kind != ERROR_NOT_FOUND)
			add_fault(&l, arena_str(a, str_of(err.text)));
	}
}

static size_t
count_below(int root, const char *path, struct str folder, int depth, struct str post, size_t *here)
{
	struct arena a = { NULL };
	struct file_entry *entries;
	size_t n = 0, all = 0;
	int dir = file_open_beneath(root, path, O_RDONLY | O_DIRECTORY, NULL);

	if (dir == -1 || file_list(dir, &a, &entries, &n, NULL) == -1)
		n = 0;
	file_close(&dir);
	for (size_t i = 0; i < n; i++) {
		struct str id = str_of(entries[i].name);

		if (entries[i].kind == FILE_REGULAR) {
			if (!str_drop(&id, STR(".gmi")) || !comment_id_valid(id))
				continue;	/* an editor's copy is no comment */
			all++;
			*here += str_eq(folder, post);
		} else if (entries[i].kind == FILE_FOLDER && depth < FOLDER_DEPTH) {
			all += count_below(root, arena_cstr(&a, arena_printf(&a, "%s/%s", path, entries[i].name)),
			    arena_printf(&a, "%.*s%s%s", STR_ARG(folder), folder.n > 0 ? "/" : "",
			    entries[i].name), depth + 1, post, here);
		}
	}
	arena_release(&a);
	return all;
}

size_t
boxes_count(int root, enum comment_box box, struct str post, size_t *here)
{
	*here = 0;
	return count_below(root, folders[box], STR_NONE, 0, post, here);
}

/* "POST/ID" of what may be a path: without the folder's name in front and .gmi behind. */
static void
split_name(struct str name, enum comment_box *box, bool *box_given, struct str *post, struct str *id)
{
	size_t at;

	*box_given = false;
	(void)str_drop(&name, STR(".gmi"));
	for (size_t i = name.n; i > 0; i--) {
		struct str rest = str_from(name, i - 1);

		for (int b = BOX_PUBLISHED; b <= BOX_HELD; b++) {
			struct str tail = rest;

			if ((i == 1 || name.p[i - 2] == '/') && str_skip(&tail, str_of(folders[b])) &&
			    str_skip(&tail, STR("/"))) {
				*box = (enum comment_box)b;
				*box_given = true;
				name = tail;
				i = 1;
				break;
			}
		}
	}
	for (at = name.n; at > 0 && name.p[at - 1] != '/'; at--)
		;
	*id = str_from(name, at);
	*post = at == 0 ? STR_NONE : str_head(name, at - 1);
}

int
boxes_find(int root, struct str name, struct arena *a, struct boxed *found, struct error *err)
{
	enum comment_box box = BOX_HELD;
	struct error_at nowhere = { NULL, 0, 0 };
	struct str post, id;
	bool box_given;
	size_t matches = 0;

	split_name(name, &box, &box_given, &post, &id);
	if (!comment_id_valid(id))
		return error_set(err, ERROR_INPUT, nowhere, "'%.*s' is no comment's name; expected POST/ID, as "
		    "`list` prints it", STR_ARG(name));
	for (int b = BOX_PUBLISHED; b <= BOX_HELD; b++) {
		struct boxed *list;
		size_t n;

		if (box_given && b != (int)box)
			continue;
		if (post.n > 0) {
			struct comment comment;

			if (comments_get(root, (enum comment_box)b, post, id, a, &comment, err) == 0) {
				*found = (struct boxed){ (enum comment_box)b, post, comment };
				return 0;
			}
			continue;
		}
		boxes_list(root, (enum comment_box)b, 0, a, &list, &n, NULL);
		for (size_t i = 0; i < n; i++) {
			if (!str_eq(list[i].comment.id, id))
				continue;
			*found = list[i];
			matches++;
		}
	}
	if (matches == 1)
		return 0;
	return error_set(err, ERROR_NOT_FOUND, nowhere, matches == 0 ? "there is no comment '%.*s'" :
	    "several comments are called '%.*s'; expected POST/ID", STR_ARG(name));
}

static int
open_box(int root, enum comment_box box, struct str post, bool make, struct arena *a, struct error *err)
{
	char *path = arena_cstr(a, arena_printf(a, "%s/%.*s", folders[box], STR_ARG(post)));

	return make ? file_make_folder(root, path, 0750, err) :
	    file_open_beneath(root, path, O_RDONLY | O_DIRECTORY, err);
}

/*
 * Never over another. NFS and some others know no rename that promises this; there a second name is made,
 * which is refused if it is taken, and then the first goes. Between the two it stands in both boxes.
 */
static int
move_name(int from, int to, const char *name)
{
	if (renameat2(from, name, to, name, RENAME_NOREPLACE) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS)
		return -1;
	return linkat(from, name, to, name, 0) == 0 ? unlinkat(from, name, 0) : -1;
}

int
boxes_move(int root, const struct boxed *what, enum comment_box to, struct error *err)
{
	struct arena a = { NULL };
	char *name = arena_cstr(&a, arena_printf(&a, "%.*s.gmi", STR_ARG(what->comment.id)));
	int from_dir = open_box(root, what->box, what->post, false, &a, err), to_dir = -1, rc = -1;

	if (from_dir == -1 || (to_dir = open_box(root, to, what->post, true, &a, err)) == -1)
		goto out;
	if (move_name(from_dir, to_dir, name) == -1)
		(void)error_system(err, name, "move");
	else if (file_sync(to_dir, err) == 0 && file_sync(from_dir, err) == 0)
		rc = 0;
out:
	file_close(&from_dir);
	file_close(&to_dir);
	arena_release(&a);
	return rc;
}

int
boxes_remove(int root, const struct boxed *what, struct error *err)
{
	struct arena a = { NULL };
	char *name = arena_cstr(&a, arena_printf(&a, "%.*s.gmi", STR_ARG(what->comment.id)));
	int dir = open_box(root, what->box, what->post, false, &a, err), rc = -1;

	if (dir != -1 && unlinkat(dir, name, 0) == -1)
		(void)error_system(err, name, "remove");
	else if (dir != -1)
		rc = file_sync(dir, err);
	file_close(&dir);
	arena_release(&a);
	return rc;
}

size_t
boxes_sweep(int root, struct str post)
{
	struct arena a = { NULL };
	size_t n = 0;

	for (int box = BOX_PUBLISHED; box <= BOX_HELD; box++)
		n += put_sweep(root, arena_cstr(&a, arena_printf(&a, "%s/%.*s", folders[box], STR_ARG(post))));
	arena_release(&a);
	return n;
}

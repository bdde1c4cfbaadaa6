#include "capsule/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#include "base/banned.h"

#define EVENTS (IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_CREATE | IN_DELETE | IN_ATTRIB | \
    IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK)
#define EVENT_BUFFER 65536
#define FOLDER_DEPTH 16

struct folder {
	int wd;
	char *path;	/* relative; "" is the capsule's own */
};

struct watch {
	int root, fd;
	struct folder *folders;		/* by wd, which the kernel gives out rising */
	size_t n, cap;
	bool complete;			/* no folder had to be left out */
};

void
changes_add(struct changes *c, struct str path, bool is_folder)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->items[i].is_folder == is_folder && str_eq(c->items[i].path, path))
			return;
	if (c->n == 1000)		/* more than this, and looking at everything is cheaper */
		c->all = true;
	if (c->all)
		return;
	mem_grow((void **)&c->items, &c->cap, c->n, sizeof(*c->items));
	c->items[c->n++] = (struct change){ arena_str(&c->arena, path), is_folder };
}

void
changes_clear(struct changes *c)
{
	free(c->items);
	arena_release(&c->arena);
	*c = (struct changes){ .all = false };
}

static struct folder *
find(struct watch *w, int wd)
{
	for (size_t low = 0, high = w->n; low < high;) {
		size_t middle = low + (high - low) / 2;

		if (w->folders[middle].wd == wd)
			return &w->folders[middle];
		if (w->folders[middle].wd < wd)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static void
forget(struct watch *w, struct folder *f)
{
	size_t i = (size_t)(f - w->folders);

	free(f->path);
	memmove(f, f + 1, (w->n - i - 1) * sizeof(*f));
	w->n--;
}

/* A folder has been moved away: its watches would go on under the old name. */
static void
forget_below(struct watch *w, struct str path)
{
	for (size_t i = 0; i < w->n;) {
		struct str p = str_of(w->folders[i].path);

		if (str_skip(&p, path) && (p.n == 0 || p.p[0] == '/')) {
			(void)inotify_rm_watch(w->fd, w->folders[i].wd);
			forget(w, &w->folders[i]);
		} else {
			i++;
		}
	}
}

static char *
dup_path(const char *path)
{
	size_t n = strlen(path) + 1;

	return memcpy(mem_new(n, 1), path, n);
}

static bool
watch_folder(struct watch *w, const char *path)
{
	struct arena a = { NULL };
	char *full = arena_cstr(&a, arena_printf(&a, "/proc/self/fd/%d/%s", w->root, path));
	int wd = inotify_add_watch(w->fd, full, EVENTS | (strchr(path, '/') == NULL ? 0 : IN_DONT_FOLLOW));
	struct folder *known;

	arena_release(&a);
	if (wd == -1)
		return errno == ENOENT || errno == ENOTDIR || errno == EACCES || errno == ELOOP;
	known = find(w, wd);
	if (known != NULL) {
		free(known->path);
		known->path = dup_path(path);
	} else {
		size_t at = w->n;

		mem_grow((void **)&w->folders, &w->cap, w->n, sizeof(*w->folders));
		while (at > 0 && w->folders[at - 1].wd > wd)
			at--;
		memmove(&w->folders[at + 1], &w->folders[at], (w->n - at) * sizeof(*w->folders));
		w->folders[at] = (struct folder){ wd, dup_path(path) };
		w->n++;
	}
	return true;
}

/* Watch first, then look inside: what is made in between is seen twice rather than never. */
static void
watch_tree(struct watch *w, const char *path, int depth)
{
	struct arena a = { NULL };
	struct file_entry *entries;
	size_t n;
	int dir;

	if (!watch_folder(w, path))
		w->complete = false;
	dir = file_open_beneath(w->root, path, O_RDONLY | O_DIRECTORY, NULL);
	if (dir != -1 && file_list(dir, &a, &entries, &n, NULL) == 0 && depth < FOLDER_DEPTH)
		for (size_t i = 0; i < n; i++)
			if (entries[i].kind == FILE_FOLDER)
				watch_tree(w, arena_cstr(&a, arena_printf(&a, "%s/%s", path,
				    entries[i].name)), depth + 1);
	file_close(&dir);
	arena_release(&a);
}

struct watch *
watch_open(int root, struct error *err)
{
	struct watch *w = mem_new(1, sizeof(*w));

	w->root = root;
	w->complete = true;
	w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (w->fd == -1) {
		(void)error_system(err, NULL, "watch the folder for changes");
		free(w);
		return NULL;
	}
	if (!watch_folder(w, ""))
		w->complete = false;
	watch_tree(w, "posts", 0);
	watch_tree(w, "comments", 0);
	watch_tree(w, "layout", 0);
	if (!w->complete) {
		(void)error_system(err, NULL, "watch the folder for changes");
		watch_close(w);
		return NULL;
	}
	return w;
}

void
watch_close(struct watch *w)
{
	if (w == NULL)
		return;
	file_close(&w->fd);
	for (size_t i = 0; i < w->n; i++)
		free(w->folders[i].path);
	free(w->folders);
	free(w);
}

int
watch_fd(const struct watch *w)
{
	return w->fd;
}

static bool
is_of_interest(struct str path)
{
	static const char *const folders[] = { "posts", "comments", "layout" };
	struct str top = STR_NONE;

	(void)str_cut(&path, '/', &top);
	for (size_t i = 0; i < sizeof(folders) / sizeof(folders[0]); i++)
		if (str_eq(top, str_of(folders[i])))
			return true;
	return path.n == 0 && str_eq(top, STR("index.gmi"));
}

static void
take_event(struct watch *w, const struct inotify_event *e, struct changes *now, struct changes *later)
{
	struct folder *f = find(w, e->wd);
	struct arena a = { NULL };
	struct str name = e->len > 0 ? str_of(e->name) : STR_NONE, path;
	bool folder = (e->mask & IN_ISDIR) != 0;

	if (e->mask & IN_Q_OVERFLOW) {
		now->all = true;
		return;
	}
	if (f == NULL)
		return;
	if (e->mask & IN_IGNORED) {
		forget(w, f);
		return;
	}
	if (name.n == 0 || name.p[0] == '.')
		return;
	path = arena_printf(&a, "%s%s%.*s", f->path, f->path[0] == '\0' ? "" : "/", STR_ARG(name));
	if (!is_of_interest(path)) {
		arena_release(&a);
		return;
	}
	/* The three folders themselves may be links to others of the capsule. */
	if ((e->mask & (IN_CREATE | IN_MOVED_TO)) && (str_eq(path, STR("posts")) ||
	    str_eq(path, STR("comments")) || str_eq(path, STR("layout"))))
		folder = true;
	if (folder && (e->mask & (IN_CREATE | IN_MOVED_TO)))
		watch_tree(w, arena_cstr(&a, path), 0);
	if (folder && (e->mask & IN_MOVED_FROM))
		forget_below(w, path);
	/*
	 * A comment's file is moved into place in one step, by us or by mv: nothing to wait for. A post
	 * may be saved as "rename moon.gmi to moon.gmi~, write moon.gmi": what is gone may come back.
	 */
	if ((e->mask & (IN_CLOSE_WRITE | IN_MOVED_TO)) || (folder && (e->mask & IN_CREATE)) ||
	    str_starts(path, STR("comments")))
		changes_add(now, path, folder);
	else
		changes_add(later, path, folder);
	arena_release(&a);
}

bool
watch_read(struct watch *w, struct changes *now, struct changes *later)
{
	char *buffer = mem_new(EVENT_BUFFER, 1);	/* aligned as malloc aligns */
	ssize_t got;

	w->complete = true;
	while ((got = read(w->fd, buffer, EVENT_BUFFER)) > 0 || (got == -1 && errno == EINTR)) {
		for (ssize_t at = 0; got > 0 && at < got;) {
			const struct inotify_event *e = (const void *)(buffer + at);

			take_event(w, e, now, later);
			at += (ssize_t)(sizeof(*e) + e->len);
		}
	}
	free(buffer);
	return w->complete;
}

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
	int root;
	struct folder *folders;		/* by wd, which the kernel gives out rising */
	size_t n, cap;
	bool complete;			/* no folder had to be left out */
	struct changes now, later;	/* read for it while another watch was read */
};

/*
 * All watches of a process share what they hear by: a user may have 128 of these, and a server of many
 * capsules has several processes.
 */
static struct {
	int fd;				/* good while n > 0 */
	struct watch **all;
	size_t n, cap;
} ear;

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
			(void)inotify_rm_watch(ear.fd, w->folders[i].wd);
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
	int wd = inotify_add_watch(ear.fd, full, EVENTS | (strchr(path, '/') == NULL ? 0 : IN_DONT_FOLLOW));
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
	struct watch *w;

	if (ear.n == 0 && (ear.fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC)) == -1) {
		(void)error_system(err, NULL, "watch the folder for changes");
		return NULL;
	}
	w = mem_new(1, sizeof(*w));
	w->root = root;
	w->complete = true;
	mem_grow((void **)&ear.all, &ear.cap, ear.n, sizeof(*ear.all));
	ear.all[ear.n++] = w;
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

/* The same folder may be in two capsules; then it is one thing to the kernel. */
static bool
is_watched(int wd)
{
	for (size_t i = 0; i < ear.n; i++)
		if (find(ear.all[i], wd) != NULL)
			return true;
	return false;
}

static void
stop_hearing(const struct watch *w)
{
	size_t at = 0;

	while (ear.all[at] != w)
		at++;
	ear.all[at] = ear.all[--ear.n];
	for (size_t i = 0; i < w->n; i++)
		if (!is_watched(w->folders[i].wd))
			(void)inotify_rm_watch(ear.fd, w->folders[i].wd);
	if (ear.n > 0)
		return;
	file_close(&ear.fd);
	free(ear.all);
	ear.all = NULL;
	ear.cap = 0;
}

void
watch_close(struct watch *w)
{
	if (w == NULL)
		return;
	stop_hearing(w);
	for (size_t i = 0; i < w->n; i++)
		free(w->folders[i].path);
	free(w->folders);
	changes_clear(&w->now);
	changes_clear(&w->later);
	free(w);
}

int
watch_fd(const struct watch *w)
{
	(void)w;
	return ear.fd;
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
take_event(struct watch *w, const struct inotify_event *e)
{
	struct folder *f = find(w, e->wd);
	struct arena a = { NULL };
	struct str name = e->len > 0 ? str_of(e->name) : STR_NONE, path;
	bool folder = (e->mask & IN_ISDIR) != 0;

	if (e->mask & IN_Q_OVERFLOW) {
		w->now.all = true;
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
		changes_add(&w->now, path, folder);
	else
		changes_add(&w->later, path, folder);
	arena_release(&a);
}

/* All that there is, each to whom it concerns. */
static void
hear(void)
{
	char *buffer = mem_new(EVENT_BUFFER, 1);	/* aligned as malloc aligns */
	ssize_t got;

	while ((got = read(ear.fd, buffer, EVENT_BUFFER)) > 0 || (got == -1 && errno == EINTR)) {
		for (ssize_t at = 0; got > 0 && at < got;) {
			const struct inotify_event *e = (const void *)(buffer + at);

			for (size_t i = 0; i < ear.n; i++)
				take_event(ear.all[i], e);
			at += (ssize_t)(sizeof(*e) + e->len);
		}
	}
	free(buffer);
}

static void
hand_over(struct changes *from, struct changes *to)
{
	to->all = to->all || from->all;
	for (size_t i = 0; i < from->n; i++)
		changes_add(to, from->items[i].path, from->items[i].is_folder);
	changes_clear(from);
}

bool
watch_read(struct watch *w, struct changes *now, struct changes *later)
{
	bool complete;

	hear();
	hand_over(&w->now, now);
	hand_over(&w->later, later);
	complete = w->complete;
	w->complete = true;
	return complete;
}

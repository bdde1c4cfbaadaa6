#include "capsule/folder.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "base/log.h"

#include "base/banned.h"

#define RACY_SECONDS 2		/* a file changed so lately may change again under the same stamp */
#define GONE_SECONDS 2		/* an editor that moves a file away has put the new one there by then */
#define GONE_MAX 64		/* closed folders remembered for that */

/* --- files that were read before --- */

struct stamp {
	uint64_t device, inode, size;
	int64_t mtime_ns, ctime_ns;
};

/* What a file said when it had this stamp; wherever it lies and whosever capsule it is in. */
struct cached {
	struct stamp stamp;		/* inode 0: nothing here */
	struct arena arena;
	struct folder_rules rules;
	bool says_access;
};
static struct cached cache[FOLDER_CACHE];
static size_t cache_next;

static struct stamp
stamp_of(const struct stat *st)
{
	return (struct stamp){
		.device = st->st_dev, .inode = st->st_ino, .size = (uint64_t)st->st_size,
		.mtime_ns = file_stamp(st).mtime_ns,
		.ctime_ns = (int64_t)st->st_ctim.tv_sec * 1000000000 + st->st_ctim.tv_nsec,
	};
}

static struct cached *
find_cached(const struct stamp *s)
{
	for (size_t i = 0; i < FOLDER_CACHE; i++) {
		const struct stamp *c = &cache[i].stamp;

		if (c->inode == s->inode && c->device == s->device && c->size == s->size &&
		    c->mtime_ns == s->mtime_ns && c->ctime_ns == s->ctime_ns && s->inode != 0)
			return &cache[i];
	}
	return NULL;
}

/*
 * Is there a file, and which version of it? 1, 0, or -1: there is something that cannot be read. What keeps
 * us from going into the folder at all keeps every reader out too: then there is no file.
 */
static int
look(int root, const char *path, struct stat *st, struct error *err)
{
	int fd = file_open_beneath(root, path, O_PATH | O_NOFOLLOW, err), rc;

	if (fd == -1)
		return errno == EMFILE || errno == ENFILE || errno == ENOMEM || errno == EIO ? -1 : 0;
	rc = fstat(fd, st);
	file_close(&fd);
	if (rc == 0 && S_ISLNK(st->st_mode)) {		/* one that leads nowhere is not the same as none */
		fd = file_open_beneath(root, path, O_PATH, err);
		if (fd == -1)
			return -1;
		rc = fstat(fd, st);
		file_close(&fd);
	}
	return rc == 0 && S_ISREG(st->st_mode) ? 1 : error_set(err, ERROR_INPUT, (struct error_at){ path, 0,
	    0 }, "not a regular file");
}

static void
tell(const struct error *err, const struct folder_rules *rules)
{
	log_once(LOG_WARNING, "%s (%s)", err->text, rules->access == FOLDER_BROKEN ?
	    "the folder is closed to all until this is mended" :
	    "but for access, the folder keeps to what is said of the one above it");
}

/* Read it into a slot of the cache; one whose file may still change under this stamp is not found again. */
static const struct cached *
read_file(int root, const char *path, const struct stat *st, int64_t now)
{
	struct cached *c = &cache[cache_next++ % FOLDER_CACHE];
	struct stamp stamp = stamp_of(st);
	struct file_stamp read = { .inode = 0 };
	struct error err;
	struct buf text;

	arena_release(&c->arena);
	*c = (struct cached){ .says_access = true };
	buf_init(&text, FIELDS_MAX_BYTES);
	if (file_read(root, path, &text, &read, &err) == -1) {
		c->rules.access = FOLDER_BROKEN;
		tell(&err, &c->rules);
	} else if (folder_parse(arena_str(&c->arena, buf_str(&text)), path, &c->arena, &c->rules,
	    &c->says_access, &err) == -1) {
		tell(&err, &c->rules);
	}
	buf_release(&text);
	if (file_stamp_eq(read, file_stamp(st)) && now - stamp.ctime_ns / 1000000000 >= RACY_SECONDS)
		c->stamp = stamp;
	return c;
}

/* --- files that are gone, perhaps for a moment --- */

/* Folders that were not open to all when we looked last. */
static struct {
	struct digest folder;
	int64_t since;			/* when the file was missed first; 0: it is there */
} closed[GONE_MAX];
static size_t n_closed, closed_next;

/* Not by the descriptor: its number is another capsule's once this one is closed. */
static struct digest
name_of(int root, struct str path, struct arena *a)
{
	struct stat st = { .st_ino = 0 };

	(void)fstat(root, &st);
	return digest_of(arena_printf(a, "%ju %ju %.*s", (uintmax_t)st.st_dev, (uintmax_t)st.st_ino, STR_ARG(path)));
}

static size_t
find_closed(const struct digest *folder)
{
	size_t i = 0;

	while (i < n_closed && memcmp(closed[i].folder.byte, folder->byte, DIGEST_SIZE) != 0)
		i++;
	return i;
}

/* The file is there: does it close the folder? */
static void
note(int root, struct str path, bool is_closed, struct arena *a)
{
	struct digest folder;
	size_t i;

	if (!is_closed && n_closed == 0)
		return;
	folder = name_of(root, path, a);
	i = find_closed(&folder);
	if (is_closed && i == n_closed)
		i = n_closed < GONE_MAX ? n_closed++ : closed_next++ % GONE_MAX;
	if (is_closed) {
		closed[i].folder = folder;
		closed[i].since = 0;
	} else if (i < n_closed) {
		closed[i] = closed[--n_closed];
	}
}

/* No file: was there one a moment ago, by which the folder was closed? Then it is not opened in haste. */
static bool
is_just_gone(int root, struct str path, int64_t now, struct arena *a)
{
	struct digest folder;
	size_t i;

	if (n_closed == 0)
		return false;
	folder = name_of(root, path, a);
	i = find_closed(&folder);
	if (i == n_closed)
		return false;
	if (closed[i].since == 0)
		closed[i].since = now;
	if (now - closed[i].since < GONE_SECONDS)
		return true;
	closed[i] = closed[--n_closed];
	return false;
}

/* --- the rules in force --- */

static struct str_list
join(struct arena *a, struct str_list own, struct str_list above)
{
	struct str_list all = { arena_new(a, own.n + above.n, sizeof(struct str)), 0 };

	for (size_t i = 0; i < own.n; i++)
		all.items[all.n++] = arena_str(a, own.items[i]);
	for (size_t i = 0; i < above.n; i++)
		all.items[all.n++] = above.items[i];
	return all;
}

/* What the folder's own file says first, then what was said above. The cache may forget `own`. */
static void
apply(struct folder_rules *rules, const struct cached *own, struct str path, struct arena *a)
{
	const struct folder_rules *o = &own->rules, above = *rules;

	if (own->says_access) {
		rules->access = o->access;
		rules->door = arena_str(a, path);
		rules->n_listed = o->n_listed;
		rules->listed = arena_new(a, o->n_listed, sizeof(*rules->listed));
		for (size_t i = 0; i < o->n_listed; i++)
			rules->listed[i] = o->listed[i];
	}
	rules->title = arena_str(a, o->title);
	if (o->lang.n > 0)
		rules->lang = arena_str(a, o->lang);
	if (o->order != FOLDER_UNSAID)
		rules->order = o->order;
	if (o->hide.n > 0)
		rules->hide = join(a, o->hide, above.hide);
	if (o->n_types == 0)
		return;
	rules->types = arena_new(a, o->n_types + above.n_types, sizeof(*rules->types));
	for (size_t i = 0; i < o->n_types; i++)
		rules->types[i] = (struct folder_type){ arena_str(a, o->types[i].extension),
		    arena_str(a, o->types[i].media), o->types[i].item };
	for (size_t i = 0; i < above.n_types; i++)
		rules->types[o->n_types + i] = above.types[i];
	rules->n_types = o->n_types + above.n_types;
}

void
folder_read(int root, struct str path, const struct folder_rules *above, int64_t now,
    struct arena *a, struct folder_rules *rules)
{
	static const struct cached unreadable = { .rules = { .access = FOLDER_BROKEN }, .says_access = true };
	const char *file = arena_cstr(a, arena_printf(a, "%.*s" FOLDER_FILE, STR_ARG(str_from(path, 1))));
	const struct cached *own;
	struct stamp stamp;
	struct error err;
	struct stat st;
	int there = look(root, file, &st, &err);

	*rules = above != NULL ? *above : (struct folder_rules){ .door = STR("/") };
	rules->title = STR_NONE;
	if (there == 0 && is_just_gone(root, path, now, a)) {
		apply(rules, &unreadable, path, a);
		return;
	}
	if (there == 0)
		return;
	if (there == -1) {
		tell(&err, &unreadable.rules);
		apply(rules, &unreadable, path, a);
		note(root, path, true, a);
		return;
	}
	stamp = stamp_of(&st);
	own = find_cached(&stamp);
	if (own == NULL)
		own = read_file(root, file, &st, now);
	note(root, path, own->says_access && own->rules.access != FOLDER_ANYONE, a);
	apply(rules, own, path, a);
}

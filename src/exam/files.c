#include "exam/look.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "capsule/private.h"
#include "format/mime.h"

#include "base/banned.h"

/* A name met on the way through the folder; `path` is relative to the capsule's. */
struct met {
	struct look *look;
	struct str path, name;
	struct stat st;
	mode_t usual;			/* of capsule.yaml: whoever may read that may read the rest */
};

static struct fault_at
at(const struct met *m)
{
	return (struct fault_at){ m->path, 0, 0 };
}

/* --- one file --- */

static void
look_at_rules(struct met *m)
{
	struct arena a = { NULL };
	struct folder_rules rules;
	struct error err;
	struct str text;
	bool says;

	if (!look_read(m->look, m->path, FIELDS_MAX_BYTES, &a, &text))
		fault_add(m->look->found, FAULT_FOLDER_BROKEN, at(m), "it cannot be read");
	else if (folder_parse(text, arena_cstr(&a, m->path), &a, &rules, &says, &err) == -1)
		fault_add_message(m->look->found, FAULT_FOLDER_BROKEN, at(m), str_of(err.text));
	arena_release(&a);
}

/* A page by its name was meant to be seen. What tools keep for themselves has no such name. */
static void
look_at_hidden(struct met *m)
{
	if (str_eq(m->name, STR(FOLDER_FILE)))
		look_at_rules(m);
	else if (S_ISDIR(m->st.st_mode) ? str_eq(m->name, STR(".well-known")) :
	    !str_starts(m->name, STR(".git")) && !str_eq(str_of(mime_of(m->name)->type),
	    STR("application/octet-stream")))
		fault_add(m->look->found, FAULT_FILE_HIDDEN, at(m), "a name with a dot in front");
}

static bool
is_backup(struct str name)
{
	static const char *const ends[] = { "~", ".bak", ".orig", ".old", ".swp" };
	bool backup = false;

	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		backup = backup || str_ends(name, str_of(ends[i]));
	return backup;
}

static void
look_at_backup(struct met *m)
{
	struct str path = arena_printf(&m->look->arena, "/%.*s", STR_ARG(m->path));
	bool served = !private_path(path) && !(str_starts(path, STR("/posts/")) && names_a_post(path));

	fault_add(m->look->found, FAULT_FILE_BACKUP, at(m), served ? "an editor's copy, which anybody can fetch" :
	    "an editor's copy, which is never served");
}

/*
 * Who the server will be is not known here. But what its own user may not read, or what others may not while
 * they may read the settings beside it, was hardly meant so.
 */
static void
look_at_mode(struct met *m)
{
	mode_t mode = m->st.st_mode, wanted = S_ISDIR(mode) ? 5 : 4;
	bool closed = (mode & (wanted << 6)) != (wanted << 6) ||
	    ((m->usual & S_IROTH) != 0 && (mode & wanted) != wanted);

	if (closed)
		fault_add(m->look->found, FAULT_FILE_CLOSED, at(m), "mode %04o; capsule.yaml has %04o",
		    (unsigned)(mode & 07777), (unsigned)(m->usual & 07777));
}

static void
look_at_symlink(struct met *m)
{
	struct arena a = { NULL };
	char target[256];
	ssize_t n = readlinkat(m->look->root, arena_cstr(&a, m->path), target, sizeof(target));
	int fd = file_open_beneath(m->look->root, arena_cstr(&a, m->path), O_PATH, NULL);

	if (fd == -1)
		fault_add(m->look->found, FAULT_FILE_OUT, at(m), "it leads to %.*s, which is %s",
		    n > 0 ? (int)n : 0, target, errno == ENOENT ? "not there" : "not in this capsule");
	else if (fstat(fd, &m->st) == -1)
		m->st.st_mode = S_IFLNK;
	file_close(&fd);
	arena_release(&a);
}

/* --- texts --- */

static bool
is_post(struct str path)
{
	return str_skip(&path, STR("posts/")) && str_drop(&path, STR(".gmi")) && comment_post_valid(path);
}

static void
look_at_text(struct met *m, bool gemtext)
{
	struct look *l = m->look;
	struct arena a = { NULL };
	struct link_page page = { l, arena_printf(&a, "/%.*s", STR_ARG(m->path)), true, true, true };
	struct text_exam t = { l->found, m->path, 0, (size_t)l->config.gopher_width, gemtext, true, l->source->now,
	    links_examine, &page };
	struct str text;

	if (look_read(l, m->path, EXAM_TEXT_MAX, &a, &text))
		text_examine(&t, text);
	arena_release(&a);
}

static void
look_at_file(struct met *m)
{
	const struct mime *mime = mime_of(m->name);

	m->look->counts->files++;
	look_progress(m->look, "files", m->look->counts->files, 0);
	if (is_backup(m->name))
		look_at_backup(m);
	else if (map_is(m->path))
		map_examine(m->look, m->path);
	else if (!is_post(m->path) && (mime_is_gemtext(mime) || str_eq(str_of(mime->type), STR("text/plain"))))
		look_at_text(m, mime_is_gemtext(mime));
}

/* --- the way through --- */

/* What carrel itself reads and never serves has its own part of the examination. */
static bool
is_elsewhere(struct str path)
{
	struct arena a = { NULL };
	bool elsewhere = !str_has(path, '/') && !str_starts(path, STR(".")) && !str_ends(path, STR("~")) &&
	    private_path(arena_printf(&a, "/%.*s", STR_ARG(path)));

	arena_release(&a);
	return elsewhere;
}

static void walk(struct look *l, struct str folder, mode_t usual, int depth);

static void
meet(struct met *m, int depth)
{
	if (S_ISLNK(m->st.st_mode)) {
		look_at_symlink(m);
		if (!S_ISREG(m->st.st_mode))	/* links to folders are not followed: two could make a maze */
			return;
	}
	if (str_starts(m->name, STR("."))) {
		look_at_hidden(m);
	} else if (S_ISDIR(m->st.st_mode)) {
		look_at_mode(m);
		if (depth < EXAM_DEPTH)
			walk(m->look, m->path, m->usual, depth + 1);
	} else if (S_ISREG(m->st.st_mode)) {
		look_at_mode(m);
		look_at_file(m);
	}
}

static void
walk(struct look *l, struct str folder, mode_t usual, int depth)
{
	struct arena a = { NULL };
	const char **names;
	int n = look_list(l, folder, &a, &names);

	for (int i = 0; i < n; i++) {
		struct met m = { .look = l, .name = str_of(names[i]), .usual = usual };

		m.path = arena_printf(&a, "%.*s%s%s", STR_ARG(folder), folder.n > 0 ? "/" : "", names[i]);
		if (!is_elsewhere(m.path) && fstatat(l->root, arena_cstr(&a, m.path), &m.st, AT_SYMLINK_NOFOLLOW) == 0)
			meet(&m, depth);
	}
	arena_release(&a);
}

void
look_at_files(struct look *l)
{
	struct stat st;

	walk(l, STR_NONE, fstatat(l->root, CONFIG_FILE, &st, 0) == 0 ? st.st_mode : 0, 0);
}

#include "capsule/post.h"

#include <assert.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/mem.h"
#include "format/frontmatter.h"
#include "format/gemtext.h"
#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

#define GOOD ".carrel/good"

static char *
file_path(struct arena *a, const char *folder, struct str name)
{
	return arena_cstr(a, arena_printf(a, "%s/%.*s.gmi", folder, STR_ARG(name)));
}

static struct str
last_part(struct str name)
{
	for (size_t i = name.n; i > 0; i--)
		if (name.p[i - 1] == '/')
			return str_from(name, i);
	return name;
}

static bool
dated_name(struct str base, struct when *when)
{
	return time_parse(str_head(base, 10), when) && (base.n == 10 || !ascii_is_digit(base.p[10]));
}

bool
post_named_date(struct str name, struct when *when)
{
	return dated_name(last_part(name), when);
}

static struct str
title_of_name(struct str base)
{
	struct str title = base;
	struct when when;

	if (dated_name(base, &when)) {
		title = str_from(base, 10);
		while (title.n > 0 && str_has(STR("-_ "), title.p[0]))
			title = str_from(title, 1);
	}
	return title.n > 0 ? title : base;
}

static struct str
first_heading(struct str body, bool *is_first_line)
{
	bool in_pre = false, first = true;
	struct str line;

	while (str_line(&body, &line)) {
		struct gemtext_line l = gemtext_parse_line(line, &in_pre);

		if (l.kind == GEMTEXT_HEADING && l.level == 1 && l.text.n > 0) {
			*is_first_line = first;
			return l.text;
		}
		if (line.n > 0)
			first = false;
	}
	return STR_NONE;
}

/* `slug` takes the place of the address's last part. A slug that could not be one is left aside. */
static struct str
address(struct arena *a, struct str name, struct str slug)
{
	struct str base = last_part(name);

	(void)str_drop(&slug, STR(".gmi"));
	if (slug.n == 0 || slug.p[0] == '.' || str_has(slug, '/'))
		return arena_printf(a, "/posts/%.*s.gmi", STR_ARG(name));
	return arena_printf(a, "/posts/%.*s%.*s.gmi", (int)(name.n - base.n), name.p, STR_ARG(slug));
}

static size_t
add_tags(struct str *to, size_t n, struct str_list from)
{
	for (size_t i = 0; i < from.n; i++) {
		bool again = from.items[i].n == 0;

		for (size_t j = 0; j < n && !again; j++)
			again = str_eq_nocase(to[j], from.items[i]);
		if (!again)
			to[n++] = from.items[i];
	}
	return n;
}

/*
 * An older address, as a path; a whole URL is one of a site that has moved here. A query belongs to it:
 * WordPress's short addresses are "/?p=123".
 */
static bool
read_alias(struct arena *a, struct str alias, struct str *to)
{
	struct uri u = uri_split(alias);

	if (!u.has_authority && !str_starts(alias, STR("/")))	/* "12:30.gmi" has no scheme */
		u = uri_split(arena_printf(a, "/%.*s", STR_ARG(alias)));
	if (uri_path_decode(a, u.path, to) != URI_PATH_OK)
		return false;
	if (u.has_query && u.query.n > 0)
		*to = arena_printf(a, "%.*s?%.*s", STR_ARG(*to), STR_ARG(u.query));
	return true;
}

static void
take_lists(struct post *p, const struct frontmatter *fm, const char *path, struct arena *a,
    const struct field_notes *report)
{
	p->tags = arena_new(a, fm->tags.n + fm->categories.n + fm->category.n, sizeof(struct str));
	p->n_tags = add_tags(p->tags, p->n_tags, fm->tags);
	p->n_tags = add_tags(p->tags, p->n_tags, fm->categories);
	p->n_tags = add_tags(p->tags, p->n_tags, fm->category);
	p->aliases = arena_new(a, fm->aliases.n, sizeof(struct str));
	for (size_t i = 0; i < fm->aliases.n; i++) {
		if (read_alias(a, fm->aliases.items[i], &p->aliases[p->n_aliases]))
			p->n_aliases++;
		else if (report != NULL)
			report->tell(report->ctx, (struct error_at){ path, 0, 0 }, arena_cstr(a, arena_printf(a,
			    "alias %.*s is no address; expected a path such as /old/moon.html, or a URL",
			    STR_ARG(utf8_clean_name(a, fm->aliases.items[i], 100)))));
	}
}

/* Views into the arena and `file`; post_freeze() makes them the post's own. */
static int
read_post(struct post *p, struct str name, struct str file, const char *path, struct arena *a,
    const struct field_notes *report, struct error *err)
{
	struct str base = last_part(name), body;
	struct frontmatter fm;
	struct digest d;
	struct when when;
	bool first_line = false;

	if (frontmatter_read(file, path, a, report, &fm, &body, err) == -1)
		return -1;
	p->name = name;
	p->path = address(a, name, fm.slug);
	p->title = fm.title;
	if (p->title.n == 0) {
		p->title = utf8_clean_name(a, first_heading(body, &first_line), 200);
		p->titled_in_body = first_line && p->title.n > 0;
	}
	if (p->title.n == 0)
		p->title = utf8_clean_name(a, title_of_name(base), 200);
	p->author = fm.author;
	p->lang = fm.lang;
	p->summary = fm.summary;
	p->license = fm.license;
	p->id = fm.id;
	if (fm.date.given) {
		p->date = fm.date.when.utc;
		p->offset = fm.date.when.offset;
	} else if (dated_name(base, &when)) {
		p->date = when.utc;
	} else {
		p->date = p->stamp.mtime_ns / 1000000000;
	}
	p->dated = fm.date.given || dated_name(base, &when);
	p->updated = fm.updated.given ? fm.updated.when.utc : p->date;
	p->expiry = fm.expiry.given ? fm.expiry.when.utc : 0;
	p->comments = fm.comments;
	p->draft = fm.draft;
	p->gone = fm.gone;
	p->gemini = fm.gemini;
	p->gopher = fm.gopher;
	take_lists(p, &fm, path, a, report);
	d = digest_of(name);
	digest_letters(&d, p->key, POST_KEY);
	return 0;
}

static struct str
move_text(char **to, struct str s)
{
	struct str copy = { *to, s.n };

	if (s.n == 0)
		return STR_NONE;
	memcpy(*to, s.p, s.n);
	*to += s.n;
	return copy;
}

static size_t
text_bytes(const struct post *p)
{
	size_t n = p->name.n + p->path.n + p->title.n + p->author.n + p->lang.n + p->summary.n +
	    p->license.n + p->id.n;

	for (size_t i = 0; i < p->n_tags; i++)
		n += p->tags[i].n;
	for (size_t i = 0; i < p->n_aliases; i++)
		n += p->aliases[i].n;
	return n;
}

/* One block of memory: the post, its lists, its text. There may be a hundred thousand of these. */
static struct post *
post_freeze(const struct post *from)
{
	size_t lists = from->n_tags + from->n_aliases;
	struct post *p = mem_new(1, sizeof(*p) + lists * sizeof(struct str) + text_bytes(from));
	struct str *list = (struct str *)(void *)(p + 1);
	char *text = (char *)(list + lists);

	*p = *from;
	p->refs = 1;
	p->text = (struct str){ NULL, 0 };
	p->name = move_text(&text, from->name);
	p->path = move_text(&text, from->path);
	p->title = move_text(&text, from->title);
	p->author = move_text(&text, from->author);
	p->lang = move_text(&text, from->lang);
	p->summary = move_text(&text, from->summary);
	p->license = move_text(&text, from->license);
	p->id = move_text(&text, from->id);
	p->tags = list;
	p->aliases = list + from->n_tags;
	for (size_t i = 0; i < from->n_tags; i++)
		p->tags[i] = move_text(&text, from->tags[i]);
	for (size_t i = 0; i < from->n_aliases; i++)
		p->aliases[i] = move_text(&text, from->aliases[i]);
	return p;
}

/* Text for a post's own: freed with it. */
static struct str
own_text(struct str s)
{
	char *copy = mem_new(s.n, 1);

	if (s.n > 0)
		memcpy(copy, s.p, s.n);
	return (struct str){ copy, s.n };
}

/*
 * The last good version, when the file itself is of no use: what was known until now, if its text is at
 * hand, else the copy. `stamp` is the file's, so that it is looked at again only when it changes.
 */
static struct post *
last_good(int root, struct str name, const struct post *known, struct file_stamp stamp, bool keep_text,
    struct arena *a)
{
	struct post p = { .name = name }, *out;
	struct buf file;
	bool good = false;

	if (known != NULL && known->text.n > 0) {
		out = post_freeze(known);
		out->text = own_text(known->text);
		out->from_copy = true;
		out->stamp = stamp;
		return out;
	}
	buf_init(&file, POST_MAX_BYTES);
	if (file_read(root, file_path(a, GOOD, name), &file, &p.stamp, NULL) == 0)
		good = read_post(&p, name, buf_str(&file), "", a, NULL, NULL) == 0;
	if (!good)
		p = (struct post){ .name = name };
	p.broken = !good;
	p.from_copy = good;
	p.stamp = stamp;
	out = post_freeze(&p);
	if (good && keep_text)
		out->text = own_text(buf_str(&file));
	buf_release(&file);
	return out;
}

static void
tell(const struct field_notes *report, const struct error *why, const struct post *p, struct arena *a)
{
	if (report != NULL)
		report->tell(report->ctx, (struct error_at){ NULL, 0, 0 }, arena_cstr(a, arena_printf(a,
		    "%s (%s)", why->text, p->broken ? "the post is not shown" :
		    "its last good version stays on the air")));
}

struct post *
post_load(int root, struct str name, const struct post *known, bool keep_text,
    const struct field_notes *report, struct error *err)
{
	struct arena a = { NULL };
	struct buf file;
	struct post p = { .refs = 0 }, *out = NULL;
	char *path = file_path(&a, "posts", name);
	struct error why;
	struct stat st;
	int fd = file_open_regular(root, path, &st, err);

	if (fd == -1)
		goto out;
	file_close(&fd);
	p.stamp = file_stamp(&st);
	buf_init(&file, POST_MAX_BYTES);
	if (st.st_size == 0) {
		out = last_good(root, name, known, p.stamp, keep_text, &a);
		(void)error_set(&why, ERROR_INPUT, (struct error_at){ path, 0, 0 }, "is empty");
		tell(report, &why, out, &a);
	} else if (file_read(root, path, &file, &p.stamp, &why) == -1 ||
	    read_post(&p, name, buf_str(&file), path, &a, report, &why) == -1) {
		out = last_good(root, name, known, p.stamp, keep_text, &a);
		tell(report, &why, out, &a);
	} else {
		out = post_freeze(&p);
		if (keep_text)
			out->text = own_text(buf_str(&file));
	}
	buf_release(&file);
out:
	arena_release(&a);
	return out;
}

void
post_drop_text(struct post *p)
{
	free((char *)(uintptr_t)p->text.p);
	p->text = (struct str){ NULL, 0 };
}

struct post *
post_ref(struct post *p)
{
	p->refs++;
	return p;
}

void
post_unref(struct post *p)
{
	if (p == NULL)
		return;
	assert(p->refs > 0);
	if (--p->refs > 0)
		return;
	post_drop_text(p);
	free(p);
}

/* Read what stands in `file`, which is not the version that `p` is, as a version of its own. */
static int
read_version(const struct post *p, struct str file, struct file_stamp stamp, struct arena *a,
    const struct post **version, struct error *err)
{
	struct post *v = arena_new(a, 1, sizeof(*v));

	v->stamp = stamp;
	if (read_post(v, p->name, file, "", a, NULL, err) == -1)
		return -1;
	v->path = p->path;		/* it is shown where it was asked for */
	*version = v;
	return 0;
}

static bool
is_hidden(const struct post *p)
{
	return p->draft || p->gone;
}

int
post_open(int root, const struct post *p, struct arena *a, const struct post **version,
    struct str *body, struct error *err)
{
	struct file_stamp stamp = { .size = 0 }, copied;
	struct buf file, copy;
	struct str text;
	int have_file, have_copy, rc = 0;

	if (p->text.n > 0) {
		*version = p;
		return frontmatter_skip(p->text, body) ? 0 : error_set(err, ERROR_SYSTEM,
		    (struct error_at){ NULL, 0, 0 }, "posts/%.*s.gmi lost its front matter", STR_ARG(p->name));
	}
	buf_init(&file, POST_MAX_BYTES);
	buf_init(&copy, POST_MAX_BYTES);
	have_file = file_read(root, file_path(a, "posts", p->name), &file, &stamp, err);
	if (have_file == 0 && !p->from_copy && file_stamp_eq(stamp, p->stamp)) {
		*version = p;
		text = arena_str(a, buf_str(&file));
	} else {
		have_copy = file_read(root, file_path(a, GOOD, p->name), &copy, &copied, err);
		/* Without a copy (the store makes them one by one): the file, whatever it is now. */
		text = arena_str(a, buf_str(have_copy == 0 ? &copy : &file));
		rc = have_copy == -1 && have_file == -1 ? -1 :
		    read_version(p, text, have_copy == 0 ? copied : stamp, a, version, err);
	}
	buf_release(&file);
	buf_release(&copy);
	/* There is a file, but no version of it: a moment later there will be. */
	if (rc == -1 ? have_file == 0 : !frontmatter_skip(text, body))
		return error_set(err, ERROR_SYSTEM, (struct error_at){ NULL, 0, 0 },
		    "posts/%.*s.gmi is being written just now", STR_ARG(p->name));
	/* Not "not found": the site, which is a moment behind, would lead whoever asks here again, for good. */
	if (rc == 0 && is_hidden(*version) && !is_hidden(p))
		return error_set(err, ERROR_SYSTEM, (struct error_at){ NULL, 0, 0 },
		    "posts/%.*s.gmi was taken back just now", STR_ARG(p->name));
	return rc;
}

int
post_keep(int root, const struct post *p, struct error *err)
{
	struct arena a = { NULL };
	struct str base = last_part(p->name);
	char *path = file_path(&a, "posts", p->name), *copy = file_path(&a, GOOD, p->name), *name;
	struct timespec times[2];
	struct file_stamp stamp;
	struct buf file;
	struct stat st;
	int dir = -1, fd = -1, rc = -1;

	buf_init(&file, POST_MAX_BYTES);
	if ((fd = file_open_regular(root, copy, &st, NULL)) != -1) {
		stamp = file_stamp(&st);
		if (stamp.mtime_ns == p->stamp.mtime_ns && stamp.size == p->stamp.size)
			rc = 0;
		file_close(&fd);
	}
	if (rc == 0 || p->broken || p->from_copy) {
		rc = 0;
		goto out;
	}
	if (file_read(root, path, &file, &stamp, err) == -1)
		goto out;
	if (!file_stamp_eq(stamp, p->stamp)) {
		rc = 0;			/* changed again: its next version will be kept */
		goto out;
	}
	name = arena_cstr(&a, arena_printf(&a, GOOD "/%.*s", (int)(p->name.n - base.n), p->name.p));
	if (name[strlen(name) - 1] == '/')
		name[strlen(name) - 1] = '\0';
	if ((dir = file_make_folder(root, name, 0750, err)) == -1)
		goto out;
	name = arena_cstr(&a, arena_printf(&a, "%.*s.gmi", STR_ARG(base)));
	(void)unlinkat(dir, ".tmp", 0);		/* left by a store that was killed here; there is but one */
	if ((fd = file_create(dir, ".tmp", 0640, err)) == -1 ||
	    file_write_all(fd, buf_str(&file), err) == -1)
		goto out;
	times[0].tv_nsec = UTIME_OMIT;
	times[0].tv_sec = 0;
	times[1].tv_sec = stamp.mtime_ns / 1000000000;
	times[1].tv_nsec = stamp.mtime_ns % 1000000000;
	if (futimens(fd, times) == -1)
		rc = error_system(err, copy, "set the time of");
	else
		rc = file_rename(dir, ".tmp", name, err);
out:
	file_close(&fd);
	file_close(&dir);
	buf_release(&file);
	arena_release(&a);
	return rc;
}

void
post_forget(int root, struct str name)
{
	struct arena a = { NULL };
	struct str base = last_part(name);
	char *folder = arena_cstr(&a, arena_printf(&a, GOOD "/%.*s", (int)(name.n - base.n), name.p));
	int dir = file_open_beneath(root, folder, O_RDONLY | O_DIRECTORY, NULL);

	if (dir != -1)
		(void)unlinkat(dir, arena_cstr(&a, arena_printf(&a, "%.*s.gmi", STR_ARG(base))), 0);
	file_close(&dir);
	arena_release(&a);
}

static void
forget_below(int root, struct str folder, int depth, bool (*known)(const void *ctx, struct str name),
    const void *ctx)
{
	struct arena a = { NULL };
	struct file_entry *entries;
	size_t n = 0;
	int dir = file_open_beneath(root, arena_cstr(&a, arena_printf(&a, GOOD "/%.*s", STR_ARG(folder))),
	    O_RDONLY | O_DIRECTORY, NULL);

	if (dir == -1 || file_list(dir, &a, &entries, &n, NULL) == -1)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		struct str name = arena_printf(&a, "%.*s%s%s", STR_ARG(folder), folder.n > 0 ? "/" : "",
		    entries[i].name);

		if (entries[i].kind == FILE_FOLDER && depth > 0)
			forget_below(root, name, depth - 1, known, ctx);
		else if (str_drop(&name, STR(".gmi")) && !known(ctx, name))
			(void)unlinkat(dir, entries[i].name, 0);
	}
	file_close(&dir);
	arena_release(&a);
}

void
post_forget_others(int root, bool (*known)(const void *ctx, struct str name), const void *ctx)
{
	forget_below(root, STR_NONE, 16, known, ctx);
}

int
post_cmp(const struct post *a, const struct post *b)
{
	if (a->date != b->date)
		return a->date > b->date ? -1 : 1;
	return str_cmp(a->name, b->name);
}

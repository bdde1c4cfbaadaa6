#include "capsule/site.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "base/mem.h"
#include "capsule/check.h"
#include "capsule/sort.h"
#include "format/placeholder.h"

#include "base/banned.h"

#define FOLDER_DEPTH 16		/* of folders below posts/ and comments/: a loop of mounts must end */

/* A site being put together. */
struct draft {
	struct site *site;
	const struct site *old;
	const struct field_notes *report;
	struct post **posts;		/* each with a reference of ours */
	size_t n, cap;
	size_t kept;			/* bytes of their texts */
	struct thread *threads;
	size_t n_threads, threads_cap;
};

static void
add_post(struct draft *d, struct post *p)
{
	mem_grow((void **)&d->posts, &d->cap, d->n, sizeof(*d->posts));
	d->posts[d->n++] = p;
	d->kept += p->text.n;
}

/* Look at posts/NAME.gmi: as the old site knew it, or anew. */
static void
look_at_post(struct draft *d, struct str name)
{
	struct post *before = d->old == NULL ? NULL : site_post_named(d->old, name), *known = before, *p;
	struct arena a = { NULL };
	struct stat st;
	int fd;

	if (known != NULL) {
		fd = file_open_regular(d->site->root, arena_cstr(&a, arena_printf(&a, "posts/%.*s.gmi",
		    STR_ARG(name))), &st, NULL);
		if (fd == -1 || !file_stamp_eq(file_stamp(&st), known->stamp))
			known = NULL;
		file_close(&fd);
	}
	if (known != NULL)
		add_post(d, post_ref(known));
	/* What was changed just now is what may be changed into something broken next: it is kept. */
	else if ((p = post_load(d->site->root, name, before, d->old != NULL || d->kept < SITE_TEXT_MAX,
	    d->report, NULL)) != NULL)
		add_post(d, p);
	arena_release(&a);
}

/* The name of a post's file: "…/moon.gmi", no part of it hidden. */
static bool
is_post_file(struct str path, struct str *name)
{
	*name = path;
	return str_drop(name, STR(".gmi")) && comment_post_valid(*name);
}

typedef void visit_fn(struct draft *d, struct str folder, const struct file_entry *entries, size_t n);

/* Call `visit` for the folder `top` and all below it; `folder` is the path below `top`. */
static void
walk(struct draft *d, const char *top, struct str folder, int depth, visit_fn *visit)
{
	struct arena a = { NULL };
	struct file_entry *entries;
	size_t n;
	/* Links to folders are not followed, nor are they watched: two of them could make a maze. */
	int dir = file_open_beneath(d->site->root, arena_cstr(&a, arena_printf(&a, "%s%s%.*s", top,
	    folder.n > 0 ? "/" : "", STR_ARG(folder))), O_RDONLY | O_DIRECTORY |
	    (folder.n > 0 ? O_NOFOLLOW : 0), NULL);

	if (dir != -1 && file_list(dir, &a, &entries, &n, NULL) == 0) {
		visit(d, folder, entries, n);
		for (size_t i = 0; i < n && depth < FOLDER_DEPTH; i++)
			if (entries[i].kind == FILE_FOLDER)
				walk(d, top, arena_printf(&a, "%.*s%s%s", STR_ARG(folder),
				    folder.n > 0 ? "/" : "", entries[i].name), depth + 1, visit);
	}
	file_close(&dir);
	arena_release(&a);
}

static void
visit_posts(struct draft *d, struct str folder, const struct file_entry *entries, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct arena a = { NULL };
		struct str name;

		if ((entries[i].kind == FILE_REGULAR || entries[i].kind == FILE_LINK) && is_post_file(arena_printf(&a, "%.*s%s%s",
		    STR_ARG(folder), folder.n > 0 ? "/" : "", entries[i].name), &name))
			look_at_post(d, name);
		arena_release(&a);
	}
}

/* `post` may be a passing view: it is copied. */
static void
look_at_thread(struct draft *d, struct str post)
{
	struct thread t;

	t.count = comments_count(d->site->root, post, t.newest);
	if (t.count == 0)
		return;
	t.post = arena_str(&d->site->arena, post);
	mem_grow((void **)&d->threads, &d->threads_cap, d->n_threads, sizeof(*d->threads));
	d->threads[d->n_threads++] = t;
}

static void
visit_comments(struct draft *d, struct str folder, const struct file_entry *entries, size_t n)
{
	struct thread t = { .count = 0 };

	for (size_t i = 0; i < n; i++) {
		struct str id = str_of(entries[i].name);

		if (entries[i].kind != FILE_REGULAR || !str_drop(&id, STR(".gmi")) || !comment_id_valid(id))
			continue;
		t.count++;
		memcpy(t.newest, id.p, id.n);
		t.newest[id.n] = '\0';
	}
	if (t.count == 0 || folder.n == 0)
		return;
	t.post = arena_str(&d->site->arena, folder);
	mem_grow((void **)&d->threads, &d->threads_cap, d->n_threads, sizeof(*d->threads));
	d->threads[d->n_threads++] = t;
}

/* A line like {{pots 10}} is shown as it stands; the author is told. */
static void
check_home(const struct site *s, const struct field_notes *report)
{
	struct str rest = s->home, line;

	for (size_t n = 1; report != NULL && str_line(&rest, &line); n++) {
		struct placeholder p = placeholder_parse(line);
		struct error_at at = { "index.gmi", n, p.col };

		if (p.kind == PLACEHOLDER_UNKNOWN)
			report->tell(report->ctx, at, "unknown {{…}} line; expected {{posts 10}}, {{tags}}, "
			    "{{comments 5}} or {{search}}");
	}
}

static void
look_at_home(struct site *s, const struct field_notes *report)
{
	struct buf text;

	buf_init(&text, SITE_HOME_MAX);
	s->has_home = file_read(s->root, "index.gmi", &text, NULL, NULL) == 0;
	s->home = s->has_home ? arena_str(&s->arena, buf_str(&text)) : STR_NONE;
	buf_release(&text);
	check_home(s, report);
}

/* Copies of what a draft gathered, in the site's own memory. */
static void
settle_posts(struct draft *d)
{
	struct site *s = d->site;

	s->by_name = arena_new(&s->arena, d->n, sizeof(*s->by_name));
	s->posts = arena_new(&s->arena, d->n, sizeof(*s->posts));
	for (size_t i = 0; i < d->n; i++) {
		s->by_name[s->n_by_name++] = d->posts[i];
		if (!d->posts[i]->broken)
			s->posts[s->n_posts++] = d->posts[i];
	}
	if (d->n == 0)
		return;
	qsort(s->by_name, s->n_by_name, sizeof(*s->by_name), sort_by_name);
	qsort(s->posts, s->n_posts, sizeof(*s->posts), sort_by_date);
}

/* Of those that claim one address: who is to be seen comes before a draft, and before what is gone. */
static int
by_path_and_claim(const void *a, const void *b)
{
	const struct post *x = *(struct post *const *)a, *y = *(struct post *const *)b;
	int order = sort_by_path(a, b), hidden = (x->draft || x->gone) - (y->draft || y->gone);

	return order != 0 ? order : hidden != 0 ? hidden : sort_by_name(a, b);
}

static void
tell_of_clash(const struct field_notes *report, const struct post *a, const struct post *b)
{
	char text[400];
	int n;

	if (report == NULL)
		return;
	n = snprintf(text, sizeof(text), "posts/%.*s.gmi and posts/%.*s.gmi claim one address, the first "
	    "has it; expected different slugs", STR_ARG(str_head(a->name, 100)),
	    STR_ARG(str_head(b->name, 100)));
	if (n > 0)
		report->tell(report->ctx, (struct error_at){ NULL, 0, 0 }, text);
}

/* One address, one post. */
static void
settle_paths(struct draft *d)
{
	struct site *s = d->site;
	struct post **all = arena_new(&s->arena, s->n_posts, sizeof(*all));
	size_t cap = 0;

	s->by_path = all;
	if (s->n_posts == 0)
		return;
	memcpy(all, s->posts, s->n_posts * sizeof(*all));
	qsort(all, s->n_posts, sizeof(*all), by_path_and_claim);
	for (size_t i = 0; i < s->n_posts; i++) {
		struct post *last = s->n_by_path == 0 ? NULL : s->by_path[s->n_by_path - 1];

		if (last == NULL || !str_eq(last->path, all[i]->path)) {
			s->by_path[s->n_by_path++] = all[i];
			continue;
		}
		arena_grow(&s->arena, (void **)&s->shadowed, &cap, s->n_shadowed, sizeof(*s->shadowed));
		s->shadowed[s->n_shadowed++] = all[i];
		if (d->old == NULL || !site_is_shadowed(d->old, all[i]))
			tell_of_clash(d->report, last, all[i]);
	}
}

/*
 * ID5: five letters, more for the younger of two that would share them. Oldest first, each takes the
 * shortest head of its key that nobody has yet; the table is kept sorted by a second pass.
 */
static int
by_letters(const void *a, const void *b)
{
	const struct post *x = ((const struct post_id *)a)->post, *y = ((const struct post_id *)b)->post;
	int order = memcmp(x->key, y->key, SITE_ID_MIN);

	return order != 0 ? order : -post_cmp(x, y);
}

static void
settle_ids(struct site *s)
{
	s->ids = arena_new(&s->arena, s->n_posts, sizeof(*s->ids));
	for (size_t i = 0; i < s->n_posts; i++)
		s->ids[i].post = s->posts[i];
	if (s->n_posts == 0)
		return;
	qsort(s->ids, s->n_posts, sizeof(*s->ids), by_letters);
	for (size_t i = 0, group = 0; i < s->n_posts; i++) {
		size_t n = SITE_ID_MIN;

		if (memcmp(s->ids[i].post->key, s->ids[group].post->key, SITE_ID_MIN) != 0)
			group = i;
		for (size_t j = group; j < i; j++) {
			if (strlen(s->ids[j].id) == n && memcmp(s->ids[j].id, s->ids[i].post->key, n) == 0 &&
			    n < POST_KEY) {
				n++;
				j = group - 1;		/* the longer one may be taken too */
			}
		}
		memcpy(s->ids[i].id, s->ids[i].post->key, n);
		s->ids[i].id[n] = '\0';
	}
	qsort(s->ids, s->n_posts, sizeof(*s->ids), sort_by_id);
}

static void
settle_aliases(struct site *s)
{
	size_t n = 0;

	for (size_t i = 0; i < s->n_posts; i++)
		n += s->posts[i]->n_aliases;
	s->aliases = arena_new(&s->arena, n, sizeof(*s->aliases));
	for (size_t i = 0; i < s->n_posts; i++)
		for (size_t j = 0; j < s->posts[i]->n_aliases; j++)
			s->aliases[s->n_aliases++] = (struct alias){ s->posts[i]->aliases[j], s->posts[i] };
	if (n > 0)
		qsort(s->aliases, n, sizeof(*s->aliases), sort_by_alias);
}

/* One (tag, post) pair while the tags are sorted. */
struct filing {
	struct str key, label;
	struct post *post;
};

static int
by_filing(const void *a, const void *b)
{
	const struct filing *x = a, *y = b;
	int order = str_cmp(x->key, y->key);

	return order != 0 ? order : post_cmp(x->post, y->post);
}

static void
settle_tags(struct site *s)
{
	struct filing *all;
	size_t n = 0;

	for (size_t i = 0; i < s->n_posts; i++)
		n += s->posts[i]->n_tags;
	if (n == 0)
		return;
	all = mem_new(n, sizeof(*all));
	n = 0;
	for (size_t i = 0; i < s->n_posts; i++)
		for (size_t j = 0; j < s->posts[i]->n_tags; j++)
			all[n++] = (struct filing){ tag_key(&s->arena, s->posts[i]->tags[j]),
			    s->posts[i]->tags[j], s->posts[i] };
	qsort(all, n, sizeof(*all), by_filing);
	s->tags = arena_new(&s->arena, n, sizeof(*s->tags));
	for (size_t i = 0; i < n; i++) {
		struct tag *t = s->n_tags == 0 ? NULL : &s->tags[s->n_tags - 1];

		if (t == NULL || !str_eq(t->key, all[i].key)) {
			size_t same = i;

			while (same < n && str_eq(all[same].key, all[i].key))
				same++;
			t = &s->tags[s->n_tags++];
			*t = (struct tag){ .key = all[i].key, .label = all[i].label,
			    .posts = arena_new(&s->arena, same - i, sizeof(*t->posts)) };
		}
		if (t->n == 0 || t->posts[t->n - 1] != all[i].post)
			t->posts[t->n++] = all[i].post;
	}
	free(all);
}

static void
settle_threads(struct draft *d)
{
	struct site *s = d->site;

	s->threads = arena_new(&s->arena, d->n_threads, sizeof(*s->threads));
	s->n_threads = d->n_threads;
	if (d->n_threads == 0)
		return;
	memcpy(s->threads, d->threads, d->n_threads * sizeof(*s->threads));
	qsort(s->threads, s->n_threads, sizeof(*s->threads), sort_by_post);
}

/* Over the limit, texts that were not changed just now go first; their posts are read from disk then. */
static void
save_memory(struct draft *d)
{
	for (size_t i = 0; i < d->n && d->kept > SITE_TEXT_MAX; i++) {
		struct post *p = d->posts[i];

		if (p->text.n == 0 || p->refs == 1)
			continue;
		d->kept -= p->text.n;
		post_drop_text(p);
	}
}

static struct site *
finish(struct draft *d)
{
	save_memory(d);
	settle_posts(d);
	settle_paths(d);
	settle_ids(d->site);
	settle_aliases(d->site);
	settle_tags(d->site);
	settle_threads(d);
	check_site(d->site, d->old, d->report);
	free(d->posts);
	free(d->threads);
	return d->site;
}

static void
begin(struct draft *d, int root, const struct config *config, const struct site *old,
    const struct field_notes *report)
{
	*d = (struct draft){ .site = mem_new(1, sizeof(*d->site)), .old = old, .report = report };
	d->site->root = root;
	d->site->config = config;
}

struct site *
site_load(int root, const struct config *config, const struct site *old,
    const struct field_notes *report)
{
	struct draft d;

	begin(&d, root, config, old, report);
	walk(&d, "posts", STR_NONE, 0, visit_posts);
	walk(&d, "comments", STR_NONE, 0, visit_comments);
	look_at_home(d.site, report);
	d.site->shape = shape_load(root, config->lang, old == NULL ? NULL : old->shape, report);
	return finish(&d);
}

/* What a set of changes comes down to. */
struct scope {
	bool all_posts, all_threads, home, shape;
	struct str *posts, *threads;	/* names */
	size_t n_posts, n_threads;
};

static void
take_change(struct scope *scope, const struct change *c)
{
	struct str path = c->path, name;

	if (str_eq(path, STR("index.gmi"))) {
		scope->home = true;
	} else if (str_eq(path, STR("layout")) || str_starts(path, STR("layout/"))) {
		scope->shape = true;
	} else if (str_eq(path, STR("posts")) || (c->is_folder && str_starts(path, STR("posts/")))) {
		scope->all_posts = true;
	} else if (str_skip(&path, STR("posts/"))) {
		if (is_post_file(path, &name))
			scope->posts[scope->n_posts++] = name;
	} else if (str_eq(path, STR("comments")) || (c->is_folder && str_starts(path, STR("comments/")))) {
		scope->all_threads = true;
	} else if (str_skip(&path, STR("comments/"))) {
		while (path.n > 0 && path.p[path.n - 1] != '/')
			path.n--;
		if (str_drop(&path, STR("/")) && comment_post_valid(path))
			scope->threads[scope->n_threads++] = path;
	}
}

static int
cmp_names(const void *a, const void *b)
{
	return str_cmp(*(const struct str *)a, *(const struct str *)b);
}

static size_t
sort_names(struct str *names, size_t n)
{
	size_t kept = 0;

	if (n == 0)
		return 0;
	qsort(names, n, sizeof(*names), cmp_names);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || !str_eq(names[kept - 1], names[i]))
			names[kept++] = names[i];
	return kept;
}

static bool
is_named(const struct str *names, size_t n, struct str name)
{
	return n > 0 && bsearch(&name, names, n, sizeof(*names), cmp_names) != NULL;
}

static void
update_posts(struct draft *d, const struct scope *scope)
{
	if (scope->all_posts) {
		walk(d, "posts", STR_NONE, 0, visit_posts);
		return;
	}
	for (size_t i = 0; i < d->old->n_by_name; i++)
		if (!is_named(scope->posts, scope->n_posts, d->old->by_name[i]->name))
			add_post(d, post_ref(d->old->by_name[i]));
	for (size_t i = 0; i < scope->n_posts; i++)
		look_at_post(d, scope->posts[i]);
}

static void
update_threads(struct draft *d, const struct scope *scope)
{
	if (scope->all_threads) {
		walk(d, "comments", STR_NONE, 0, visit_comments);
		return;
	}
	for (size_t i = 0; i < d->old->n_threads; i++) {
		struct thread t = d->old->threads[i];

		if (is_named(scope->threads, scope->n_threads, t.post))
			continue;
		t.post = arena_str(&d->site->arena, t.post);
		mem_grow((void **)&d->threads, &d->threads_cap, d->n_threads, sizeof(*d->threads));
		d->threads[d->n_threads++] = t;
	}
	for (size_t i = 0; i < scope->n_threads; i++)
		look_at_thread(d, scope->threads[i]);
}

struct site *
site_update(const struct site *old, const struct change *changes, size_t n,
    const struct field_notes *report)
{
	struct arena a = { NULL };
	struct scope scope = { .posts = arena_new(&a, n, sizeof(struct str)),
	    .threads = arena_new(&a, n, sizeof(struct str)) };
	struct draft d;
	struct site *s;

	for (size_t i = 0; i < n; i++)
		take_change(&scope, &changes[i]);
	scope.n_posts = sort_names(scope.posts, scope.n_posts);
	scope.n_threads = sort_names(scope.threads, scope.n_threads);
	begin(&d, old->root, old->config, old, report);
	update_posts(&d, &scope);
	update_threads(&d, &scope);
	if (scope.home) {
		look_at_home(d.site, report);
	} else {
		d.site->has_home = old->has_home;
		d.site->home = arena_str(&d.site->arena, old->home);
	}
	d.site->shape = scope.shape ? shape_load(old->root, old->config->lang, old->shape, report) :
	    shape_ref(old->shape);
	s = finish(&d);
	arena_release(&a);
	return s;
}

void
site_free(struct site *s)
{
	if (s == NULL)
		return;
	for (size_t i = 0; i < s->n_by_name; i++)
		post_unref(s->by_name[i]);
	shape_unref(s->shape);
	arena_release(&s->arena);
	free(s);
}

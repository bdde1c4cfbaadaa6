/* tests/unit/test_post.c: what is known of a post, and which version of it is shown. */
#include "unit/test.h"

#include "capsule/post.h"
#include "format/frontmatter.h"

#define MARCH 1709251200	/* 2024-03-01T00:00:00Z */

static struct temp t;
static char told[2048];

static void
tell(void *ctx, struct error_at at, const char *text)
{
	size_t n = strlen(told);

	(void)ctx;
	(void)snprintf(told + n, sizeof(told) - n, "%s:%zu:%zu %s\n", at.path == NULL ? "" : at.path, at.line,
	    at.col, text);
}

static const struct field_notes report = { tell, NULL };

static struct post *
load(const char *name)
{
	struct error err;

	told[0] = '\0';
	return post_load(t.fd, str_of(name), NULL, false, &report, &err);
}

/* As a site does that knew it before, and has room for its text. */
static struct post *
load_next(const char *name, const struct post *known)
{
	struct error err;

	told[0] = '\0';
	return post_load(t.fd, str_of(name), known, true, &report, &err);
}

/* --- title, date, address: out of the front matter, the body, the name, the file --- */

static const struct {
	const char *name, *file, *text, *title, *path;
	int64_t date;
	bool in_body;
} rows[] = {
	{ "front matter", "moon", "---\ntitle: The Moon\ndate: 2024-03-01\n---\n# Other\n", "The Moon", "/posts/moon.gmi", MARCH, false },
	{ "first heading", "moon", "# The Moon\ntext\n", "The Moon", "/posts/moon.gmi", 5, true },
	{ "heading behind empty lines", "moon", "\n\n# The Moon\n", "The Moon", "/posts/moon.gmi", 5, true },
	{ "heading behind text", "moon", "text\n# The Moon\n", "The Moon", "/posts/moon.gmi", 5, false },
	{ "heading of level two is none", "moon", "## The Moon\n", "moon", "/posts/moon.gmi", 5, false },
	{ "heading in a block is none", "moon", "```\n# The Moon\n```\n", "moon", "/posts/moon.gmi", 5, false },
	{ "empty heading is none", "moon", "#\n# The Moon\n", "The Moon", "/posts/moon.gmi", 5, false },
	{ "heading with an escape", "moon", "# The\x1b[31m Moon\n", "The[31m Moon", "/posts/moon.gmi", 5, true },
	{ "file name", "moon", "text\n", "moon", "/posts/moon.gmi", 5, false },
	{ "file name in a folder", "letters/moon", "text\n", "moon", "/posts/letters/moon.gmi", 5, false },
	{ "dated name", "2024-03-01-moon", "text\n", "moon", "/posts/2024-03-01-moon.gmi", MARCH, false },
	{ "dated name, underscores", "2024-03-01__moon", "text\n", "moon", "/posts/2024-03-01__moon.gmi", MARCH, false },
	{ "a date alone", "2024-03-01", "text\n", "2024-03-01", "/posts/2024-03-01.gmi", MARCH, false },
	{ "no date: 30 February", "2024-02-30-moon", "text\n", "2024-02-30-moon", "/posts/2024-02-30-moon.gmi", 5, false },
	{ "no date: a longer number", "2024-03-011", "text\n", "2024-03-011", "/posts/2024-03-011.gmi", 5, false },
	{ "front matter before the name", "2024-03-01-moon", "---\ndate: 2024-03-02\n---\n", "moon", "/posts/2024-03-01-moon.gmi", MARCH + 86400, false },
	{ "date with an offset", "moon", "---\ndate: 2024-03-01T02:00:00+02:00\n---\n", "moon", "/posts/moon.gmi", MARCH, false },
	{ "slug", "letters/moon", "---\nslug: luna\n---\n", "moon", "/posts/letters/luna.gmi", 5, false },
	{ "slug with an extension", "moon", "---\nslug: luna.gmi\n---\n", "moon", "/posts/luna.gmi", 5, false },
	{ "slug that climbs", "moon", "---\nslug: ../../etc\n---\n", "moon", "/posts/moon.gmi", 5, false },
	{ "slug that hides", "moon", "---\nslug: .git\n---\n", "moon", "/posts/moon.gmi", 5, false },
	{ "an empty title", "moon", "---\ntitle:\n---\n# Moon\n", "Moon", "/posts/moon.gmi", 5, true },
	{ "CRLF", "moon", "---\r\ntitle: M\r\n---\r\n# x\r\n", "M", "/posts/moon.gmi", 5, false },
};

static void
test_load(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	char path[256];
	struct post *p;

	temp_open(&t);
	(void)snprintf(path, sizeof(path), "posts/%s.gmi", row->file);
	temp_write(&t, path, row->text);
	temp_touch(&t, path, 5);
	p = load(row->file);
	assert_non_null(p);
	assert_str_equal(p->name, row->file);
	assert_str_equal(p->title, row->title);
	assert_str_equal(p->path, row->path);
	assert_int_equal(p->date, row->date);
	assert_int_equal(p->titled_in_body, row->in_body);
	assert_false(p->broken || p->from_copy);
	post_unref(p);
	temp_close(&t);
}

/* It was for all when the site was read, and is not now: nobody is shown what its author has taken back. */
static void
taken_back_since(void **state)
{
	static const char *const fields[] = { "draft: true", "gone: true" };

	(void)state;
	for (size_t i = 0; i < COUNT(fields); i++) {
		for (int kept = 0; kept < 2; kept++) {
			struct arena a = { NULL };
			const struct post *version;
			struct post *p, *now;
			struct error err;
			struct str body;
			char text[80];

			(void)snprintf(text, sizeof(text), "---\n%s\n---\nTaken back.\n", fields[i]);
			temp_open(&t);
			temp_write(&t, "posts/moon.gmi", "Public.\n");
			p = load("moon");
			temp_write(&t, "posts/moon.gmi", text);
			now = load("moon");
			if (kept)			/* the store has seen it already */
				assert_int_equal(post_keep(t.fd, now, &err), 0);
			assert_int_equal(post_open(t.fd, p, &a, &version, &body, &err), -1);
			assert_int_equal(err.kind, ERROR_SYSTEM);
			assert_int_equal(post_open(t.fd, now, &a, &version, &body, &err), 0);
			post_unref(p);
			post_unref(now);
			arena_release(&a);
			temp_close(&t);
		}
	}
}

static void
all_else_of_front_matter(void **state)
{
	struct post *p;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", "---\ntags: [Sky, night]\ncategories: sky\ncategory: [\"\", Letters]\n"
	    "aliases: [/old, blog/moon, /a/../b, '../x', '/a%20b', '/c//d']\nauthor: Ann\nlang: de\nsummary: S\n"
	    "license: CC0\nid: urn:x:y\ngone: true\nupdated: 2024-03-02\nexpiry: 2024-03-03\ncomments: closed\ngopher: false\ndraft: true\n---\n");
	p = load("moon");
	assert_int_equal(p->n_tags, 3);			/* no tag twice, whatever its case; no empty one */
	assert_str_equal(p->tags[0], "Sky");
	assert_str_equal(p->tags[1], "night");
	assert_str_equal(p->tags[2], "Letters");
	assert_int_equal(p->n_aliases, 4);
	assert_has(str_of(told), "alias ../x is no address");
	assert_has(str_of(told), "alias /c//d is no address");
	assert_lacks(str_of(told), "alias /old");
	assert_str_equal(p->aliases[0], "/old");
	assert_str_equal(p->aliases[1], "/blog/moon");
	assert_str_equal(p->aliases[2], "/b");
	assert_str_equal(p->aliases[3], "/a b");
	assert_str_equal(p->author, "Ann");
	assert_str_equal(p->lang, "de");
	assert_str_equal(p->summary, "S");
	assert_str_equal(p->license, "CC0");
	assert_int_equal(p->updated, MARCH + 86400);
	assert_int_equal(p->expiry, MARCH + 2 * 86400);
	assert_int_equal(p->comments, COMMENTS_CLOSED);
	assert_true(p->draft && p->gone && p->gemini && !p->gopher);
	assert_str_equal(p->id, "urn:x:y");
	post_unref(p);
	temp_close(&t);
}

/* --- older addresses --- */

static const struct {
	const char *name, *path;	/* NULL: none */
} aliases[] = {
	{ "/2012/05/moon/", "/2012/05/moon/" }, { "2012/05/moon/", "/2012/05/moon/" },
	{ "https://old.example/2012/05/moon/", "/2012/05/moon/" }, { "https://old.example:8080/a%20b.html", "/a b.html" },
	{ "gemini://old.example/log/moon.gmi#top", "/log/moon.gmi" }, { "https://old.example", "/" },
	{ "https://old.example/?p=123", "/?p=123" }, { "/?p=123", "/?p=123" }, { "?p=123", "/?p=123" },
	{ "https://old.example?p=1", "/?p=1" }, { "/a?", "/a" }, { "/a?b?c", "/a?b?c" }, { "12:30.gmi", "/12:30.gmi" },
	{ "/12:30.gmi", "/12:30.gmi" }, { "/%zz", NULL }, { "https://old.example/../x", NULL }, { "/a%00", NULL },
};

static void
test_alias(void **state)
{
	const __typeof__(aliases[0]) *row = *state;
	char text[256];
	struct post *p;

	temp_open(&t);
	(void)snprintf(text, sizeof(text), "---\naliases: [\"%s\"]\n---\n", row->name);
	temp_write(&t, "posts/moon.gmi", text);
	p = load("moon");
	assert_int_equal(p->n_aliases, row->path != NULL);
	if (row->path != NULL)
		assert_str_equal(p->aliases[0], row->path);
	assert_int_equal(told[0] != '\0', row->path == NULL);
	post_unref(p);
	temp_close(&t);
}

/* Whether the author gave the date; the file's own time is not one. */
static void
a_day_in_the_name(void **state)
{
	struct when when;

	(void)state;
	assert_true(post_named_date(STR("2024-03-01-moon"), &when));
	assert_int_equal(when.utc, MARCH);
	assert_true(post_named_date(STR("a/2024-03-01"), &when));
	assert_false(post_named_date(STR("2024-03-01/moon"), &when));
	assert_false(post_named_date(STR("2024-03-011"), &when));
	assert_false(post_named_date(STR(""), &when));
}

static void
who_dated_it(void **state)
{
	static const struct {
		const char *name, *text;
		bool dated;
	} posts[] = { { "moon", "---\ndate: 2024-03-01\n---\n", true }, { "2024-03-01-moon", "x", true }, { "sun", "x", false } };

	(void)state;
	temp_open(&t);
	for (size_t i = 0; i < COUNT(posts); i++) {
		char path[64];
		struct post *p;

		(void)snprintf(path, sizeof(path), "posts/%s.gmi", posts[i].name);
		temp_write(&t, path, posts[i].text);
		p = load(posts[i].name);
		assert_int_equal(p->dated, posts[i].dated);
		post_unref(p);
	}
	temp_close(&t);
}

static void
what_is_no_post(void **state)
{
	struct error err;

	(void)state;
	temp_open(&t);
	temp_folder(&t, "posts/folder.gmi");
	assert_null(load("none"));
	assert_null(load("folder"));
	assert_null(load("../moon"));
	assert_null(post_load(t.fd, STR("none"), NULL, false, NULL, &err));
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	post_unref(NULL);
	temp_close(&t);
}

/* POST_MAX_BYTES: just under, at, just over. */
static void
the_limit(void **state)
{
	(void)state;
	temp_open(&t);
	for (size_t n = POST_MAX_BYTES - 1; n <= POST_MAX_BYTES + 1; n++) {
		char *text = text_of('x', n);
		struct post *p;

		temp_write(&t, "posts/moon.gmi", text);
		p = load("moon");
		assert_int_equal(p->broken, n > POST_MAX_BYTES);
		assert_int_equal(told[0] != '\0', n > POST_MAX_BYTES);
		post_unref(p);
		free(text);
	}
	temp_close(&t);
}

static void
near_misses_are_told(void **state)
{
	struct post *p;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", "---\ntitel: x\nlayout: post\n---\n# Moon\n");
	p = load("moon");
	assert_str_equal(p->title, "Moon");
	assert_true(str_starts(str_of(told), STR("posts/moon.gmi:2:1 ")));
	assert_has(str_of(told), "'title'");
	assert_lacks(str_of(told), "layout");
	post_unref(p);
	temp_close(&t);
}

/* --- versions --- */

#define V1 "---\ntitle: One\ndate: 2024-03-01\n---\nfirst body\n"
#define V2 "---\ntitle: Two\n---\nsecond body, which is longer\n"
#define BROKEN "---\ntitle: a: b\n---\nbroken body\n"

static void
assert_shown(const struct post *p, const char *title, const char *body)
{
	struct arena a = { NULL };
	const struct post *version;
	struct error err;
	struct str text;

	if (post_open(t.fd, p, &a, &version, &text, &err) == -1)
		fail_msg("%s", err.text);
	assert_str_equal(version->title, title);
	assert_str_equal(text, body);
	assert_bytes_equal(version->path, p->path);
	arena_release(&a);
}

static void
the_last_good_version(void **state)
{
	struct post *one, *p;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/a/moon.gmi", V1);
	one = load("a/moon");
	assert_int_equal(post_keep(t.fd, one, NULL), 0);
	assert_int_equal(post_keep(t.fd, one, NULL), 0);	/* nothing to do */
	assert_true(temp_exists(&t, ".carrel/good/a/moon.gmi"));
	assert_false(temp_exists(&t, ".carrel/good/a/.tmp"));
	temp_write(&t, "posts/a/moon.gmi", BROKEN);
	p = load("a/moon");
	assert_true(p->from_copy && !p->broken);
	assert_str_equal(p->title, "One");
	assert_int_equal(p->date, MARCH);
	assert_has(str_of(told), "posts/a/moon.gmi:2:9: ");
	assert_has(str_of(told), "last good version");
	assert_shown(p, "One", "first body\n");
	assert_int_equal(post_keep(t.fd, p, NULL), 0);		/* and the copy stays what it is */
	assert_shown(p, "One", "first body\n");
	post_unref(p);
	temp_write(&t, "posts/a/moon.gmi", V2);			/* mended */
	p = load("a/moon");
	assert_false(p->from_copy);
	assert_shown(p, "Two", "second body, which is longer\n");
	post_unref(p);
	post_unref(one);
	temp_close(&t);
}

static void
broken_without_a_good_version(void **state)
{
	struct post *p;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", BROKEN);
	p = load("moon");
	assert_non_null(p);
	assert_true(p->broken);
	assert_str_equal(p->name, "moon");
	assert_has(str_of(told), "not shown");
	assert_int_equal(post_keep(t.fd, p, NULL), 0);
	assert_false(temp_exists(&t, ".carrel/good/moon.gmi"));
	post_unref(p);
	temp_close(&t);
}

/* A post without a date keeps the time of its good version, so that it does not jump to the top. */
static void
the_good_versions_time(void **state)
{
	struct post *p;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", "# Moon\n");
	temp_touch(&t, "posts/moon.gmi", 1000);
	p = load("moon");
	assert_int_equal(post_keep(t.fd, p, NULL), 0);
	post_unref(p);
	temp_write(&t, "posts/moon.gmi", BROKEN);
	p = load("moon");
	assert_true(p->from_copy);
	assert_int_equal(p->date, 1000);
	post_unref(p);
	temp_close(&t);
}

/* A page is never half of one version and half of the next. */
static void
while_the_file_is_half_written(void **state)
{
	struct post *p;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", V1);
	p = load("moon");
	assert_int_equal(post_keep(t.fd, p, NULL), 0);
	assert_shown(p, "One", "first body\n");
	temp_write(&t, "posts/moon.gmi", "");			/* truncated */
	assert_shown(p, "One", "first body\n");
	temp_write(&t, "posts/moon.gmi", "---\ntitle: Tw");
	assert_shown(p, "One", "first body\n");
	temp_write(&t, "posts/moon.gmi", V2);			/* whole, but not yet loaded */
	assert_shown(p, "One", "first body\n");
	assert_int_equal(unlinkat(t.fd, "posts/moon.gmi", 0), 0);	/* an editor has moved it away */
	assert_shown(p, "One", "first body\n");
	post_unref(p);
	temp_close(&t);
}

static void
changed_before_it_was_kept(void **state)
{
	struct arena a = { NULL };
	const struct post *version;
	struct error err;
	struct str body;
	struct post *p;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", V1);
	p = load("moon");
	temp_write(&t, "posts/moon.gmi", V2);
	assert_shown(p, "Two", "second body, which is longer\n");	/* the file as it is, all of it */
	assert_int_equal(post_keep(t.fd, p, NULL), 0);		/* not what was loaded: not kept */
	assert_false(temp_exists(&t, ".carrel/good/moon.gmi"));
	temp_write(&t, "posts/moon.gmi", "---\ntitle: Thr");
	assert_int_equal(post_open(t.fd, p, &a, &version, &body, &err), -1);
	assert_true(err.text[0] != '\0');
	assert_int_equal(err.kind, ERROR_SYSTEM);		/* try again: it is being written just now */
	assert_int_equal(unlinkat(t.fd, "posts/moon.gmi", 0), 0);
	assert_int_equal(post_open(t.fd, p, &a, &version, &body, &err), -1);
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	post_unref(p);
	arena_release(&a);
	temp_close(&t);
}

/* With its text in memory a post is shown as it was loaded, whatever becomes of the file. */
static void
a_text_that_is_kept(void **state)
{
	struct post *p;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", V1);
	p = load_next("moon", NULL);
	assert_str_equal(p->text, V1);
	temp_write(&t, "posts/moon.gmi", "---\ntitle: Tw");
	assert_shown(p, "One", "first body\n");
	assert_int_equal(unlinkat(t.fd, "posts/moon.gmi", 0), 0);
	assert_shown(p, "One", "first body\n");
	temp_write(&t, "posts/moon.gmi", V1);
	temp_touch(&t, "posts/moon.gmi", 5);
	post_drop_text(p);
	post_drop_text(p);
	assert_int_equal(p->text.n, 0);
	assert_shown(p, "One", "first body\n");
	post_unref(p);
	temp_close(&t);
}

/* The store may not have made its copy yet: what was known until now is good as well. */
static void
broken_before_it_was_copied(void **state)
{
	struct post *one, *two, *three;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", V1);
	one = load_next("moon", NULL);
	temp_write(&t, "posts/moon.gmi", BROKEN);
	two = load_next("moon", one);
	post_unref(one);
	assert_true(two->from_copy && !two->broken);
	assert_has(str_of(told), "posts/moon.gmi:2:9: ");
	assert_shown(two, "One", "first body\n");
	temp_write(&t, "posts/moon.gmi", BROKEN "more");
	three = load_next("moon", two);
	post_unref(two);
	assert_shown(three, "One", "first body\n");
	assert_true(three->from_copy);
	post_unref(three);
	temp_close(&t);
}

/* An editor has just opened it for writing: nobody is told, and nothing vanishes. */
static void
an_empty_file(void **state)
{
	struct post *one, *p;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", "");
	p = load_next("moon", NULL);
	assert_true(p->broken);			/* never anything else: nothing to show */
	assert_true(strstr(told, "is empty") != NULL);
	told[0] = '\0';
	post_unref(p);
	temp_write(&t, "posts/moon.gmi", V1);
	one = load_next("moon", NULL);
	temp_write(&t, "posts/moon.gmi", "");
	p = load_next("moon", one);
	assert_shown(p, "One", "first body\n");
	assert_true(strstr(told, "last good version") != NULL);
	post_unref(p);
	assert_int_equal(post_keep(t.fd, one, NULL), 0);	/* and an empty copy is never kept */
	assert_false(temp_exists(&t, ".carrel/good/moon.gmi"));
	post_unref(one);
	temp_close(&t);
}

static void
forgotten(void **state)
{
	struct post *p;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/a/moon.gmi", V1);
	p = load("a/moon");
	assert_int_equal(post_keep(t.fd, p, NULL), 0);
	post_forget(t.fd, STR("a/moon"));
	assert_false(temp_exists(&t, ".carrel/good/a/moon.gmi"));
	post_forget(t.fd, STR("a/moon"));
	post_forget(t.fd, STR("none/at/all"));
	post_unref(p);
	temp_close(&t);
}

static void
order(void **state)
{
	struct post a = { .name = STR("a"), .date = 2 }, b = { .name = STR("b"), .date = 2 };
	struct post old = { .name = STR("0"), .date = -5 };

	(void)state;
	assert_true(post_cmp(&a, &old) < 0 && post_cmp(&old, &a) > 0);
	assert_true(post_cmp(&a, &b) < 0 && post_cmp(&b, &a) > 0);
	assert_int_equal(post_cmp(&a, &a), 0);
}

int
main(void)
{
	static struct suite s = { .name = "post" };

	suite_table(&s, "post", rows, test_load);
	suite_test(&s, taken_back_since);
	suite_test(&s, all_else_of_front_matter);
	suite_table(&s, "post alias", aliases, test_alias);
	suite_test(&s, a_day_in_the_name);
	suite_test(&s, who_dated_it);
	suite_test(&s, what_is_no_post);
	suite_test(&s, the_limit);
	suite_test(&s, near_misses_are_told);
	suite_test(&s, the_last_good_version);
	suite_test(&s, broken_without_a_good_version);
	suite_test(&s, the_good_versions_time);
	suite_test(&s, while_the_file_is_half_written);
	suite_test(&s, changed_before_it_was_kept);
	suite_test(&s, a_text_that_is_kept);
	suite_test(&s, broken_before_it_was_copied);
	suite_test(&s, an_empty_file);
	suite_test(&s, forgotten);
	suite_test(&s, order);
	return suite_run(&s);
}

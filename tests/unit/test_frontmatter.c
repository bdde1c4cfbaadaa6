/* tests/unit/test_frontmatter.c: between two lines of dashes.	yaml-front-matter.md sections 1 and 6 */
#include "unit/test.h"

#include "format/frontmatter.h"

/* --- files that are fine: title and body --- */

static const struct {
	const char *name, *file, *title, *body;
} good[] = {
	{ "1 title and body",		"---\ntitle: Hi\n---\nbody\n",		"Hi", "body\n" },
	{ "2 CRLF",			"---\r\ntitle: Hi\r\n---\r\nbody\r\n",	"Hi", "body\r\n" },
	{ "3 byte order mark",		"\xef\xbb\xbf---\ntitle: Hi\n---\nbody\n", "Hi", "body\n" },
	{ "4 an empty line in front",	"\n---\ntitle: x\n---\n",		"", "\n---\ntitle: x\n---\n" },
	{ "5 an indented fence",	" ---\ntitle: x\n---\n",		"", " ---\ntitle: x\n---\n" },
	{ "7 an empty block",		"---\n---\nbody",			"", "body" },
	{ "8 dots close, too",		"---\ntitle: x\n...\nbody",		"x", "body" },
	{ "9 an indented fence inside",	"---\nsummary: |\n  ---\n  x\ntitle: T\n---\nb", "T", "b" },
	{ "10 only a comment",		"---\n# only a comment\n---\n",		"", "" },
	{ "17 blanks behind the fences", "--- \t\ntitle: x\n---  \nb",		"x", "b" },
	{ "19 a date for a title",	"---\ntitle: 2024-03-01\n---\n",	"2024-03-01", "" },
	{ "29 keys of any case",	"---\nTitle: x\n---\n",			"x", "" },
	{ "30 no title",		"---\ntitle:\n---\n",			"", "" },
	{ "one empty line is dropped",	"---\ntitle: x\n---\n\nb",		"x", "b" },
	{ "and but one",		"---\ntitle: x\n---\n\n\nb",		"x", "\nb" },
	{ "an empty line with CR",	"---\ntitle: x\n---\n\r\nb",		"x", "b" },
	{ "no body",			"---\ntitle: x\n---",			"x", "" },
	{ "no front matter",		"# Moon\ntext\n",			"", "# Moon\ntext\n" },
	{ "empty file",			"",					"", "" },
	{ "four dashes",		"----\ntitle: x\n----\n",		"", "----\ntitle: x\n----\n" },
	{ "dots do not open",		"...\ntitle: x\n---\n",			"", "...\ntitle: x\n---\n" },
	{ "TOML is body",		"+++\ntitle = 'x'\n+++\n",		"", "+++\ntitle = 'x'\n+++\n" },
	{ "dashes in the body",		"---\ntitle: x\n---\na\n---\nb\n",	"x", "a\n---\nb\n" },
	{ "unknown keys are ignored",	"---\nlayout: post\nmenu: {main: {weight: 3}}\ntitle: x\n---\n", "x", "" },
};

static void
test_good(void **state)
{
	const __typeof__(good[0]) *row = *state;
	struct str file = exact_dup(row->file), body;
	struct error err = { .kind = ERROR_NONE };
	struct arena a = { NULL };
	struct frontmatter fm;

	if (frontmatter_read(file, "p.gmi", &a, NULL, &fm, &body, &err) == -1)
		fail_msg("%s", err.text);
	assert_str_equal(fm.title, row->title);
	assert_str_equal(body, row->body);
	assert_true(str_inside(body, file));
	assert_true(frontmatter_skip(file, &body));
	assert_str_equal(body, row->body);
	arena_release(&a);
	exact_free(file);
}

/* --- files that are not: line and column in the file, not in the block --- */

static const struct {
	const char *name, *file, *at;
} bad[] = {
	{ "6 not closed",		"---\ntitle: x\n",			"p.gmi:1:1: " },
	{ "6b nothing behind the fence", "---",					"p.gmi:1:1: " },
	{ "11 prose",			"---\njust text\n---\n",		"p.gmi:2:1: " },
	{ "12 a list",			"---\n- a\n---\n",			"p.gmi:2:1: " },
	{ "13 a key twice",		"---\ntitle: 1\ntitle: 2\n---\n",	"p.gmi:3:1: " },
	{ "14 an anchor",		"---\na: &x 1\nb: *x\n---\n",		"p.gmi:2:4: " },
	{ "15 a colon in a value",	"---\ntitle: foo: bar\n---\n",		"p.gmi:2:11: " },
	{ "16 an open bracket",		"---\ntitle: [x\n---\n",		"p.gmi:" },
	{ "18 no boolean",		"---\ndraft: maybe\n---\n",		"p.gmi:2:8: " },
	{ "20 30 February",		"---\ndate: 2024-02-30\n---\n",		"p.gmi:2:7: " },
	{ "24 a NUL",			"---\ntitle: \"a\\x00b\"\n---\n",	"p.gmi:2:8: " },
	{ "25 not UTF-8",		"---\ntitle: \xff\n---\n",		"p.gmi:2:8: " },
	{ "28 a tag",			"---\ntitle: !!int 3\n---\n",		"p.gmi:2:8: " },
	{ "line 4",			"---\ntitle: x\n# c\ndate: soon\n---\n", "p.gmi:4:7: " },
	{ "line 3 with CRLF",		"---\r\ntitle: x\r\ndate: soon\r\n---\r\n", "p.gmi:3:7: " },
	{ "comments: sometimes",	"---\ncomments: sometimes\n---\n",	"p.gmi:2:11: " },
	{ "published: neither",		"---\npublished: perhaps\n---\n",	"p.gmi:2:12: " },
};

static void
test_bad(void **state)
{
	const __typeof__(bad[0]) *row = *state;
	struct str file = exact_dup(row->file), body;
	struct error err = { .kind = ERROR_NONE };
	struct arena a = { NULL };
	struct frontmatter fm;

	assert_int_equal(frontmatter_read(file, "p.gmi", &a, NULL, &fm, &body, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	if (!str_starts(str_of(err.text), str_of(row->at)))
		fail_msg("'%s', expected %s", err.text, row->at);
	arena_release(&a);
	exact_free(file);
}

/* --- every field, under all its names --- */

static struct frontmatter fm;

static const struct {
	const char *name, *line;
	const struct str *text;
	const struct str_list *list;
	const struct field_date *date;
	const char *want;
	int64_t utc;
} named[] = {
	{ "title", "title: a", &fm.title, NULL, NULL, "a", 0 },
	{ "author", "author: a", &fm.author, NULL, NULL, "a", 0 },
	{ "authors", "authors: [a, b]", &fm.author, NULL, NULL, "a, b", 0 },
	{ "summary", "summary: a", &fm.summary, NULL, NULL, "a", 0 },
	{ "description", "description: a", &fm.summary, NULL, NULL, "a", 0 },
	{ "lang", "lang: pt-BR", &fm.lang, NULL, NULL, "pt-BR", 0 },
	{ "language", "language: de", &fm.lang, NULL, NULL, "de", 0 },
	{ "slug", "slug: a", &fm.slug, NULL, NULL, "a", 0 },
	{ "license", "license: a", &fm.license, NULL, NULL, "a", 0 },
	{ "rights", "rights: a", &fm.license, NULL, NULL, "a", 0 },
	{ "name", "name: Ann", &fm.name, NULL, NULL, "Ann", 0 },
	{ "identity", "identity: sha256:9f86", &fm.identity, NULL, NULL, "sha256:9f86", 0 },
	{ "reply-to", "reply-to: 20261122T081500Z-k3f9", &fm.reply_to, NULL, NULL, "20261122T081500Z-k3f9", 0 },
	{ "via", "via: titan", &fm.via, NULL, NULL, "titan", 0 },
	{ "tags", "tags: [a]", NULL, &fm.tags, NULL, "a", 0 },
	{ "categories", "categories: [a]", NULL, &fm.categories, NULL, "a", 0 },
	{ "category", "category: a", NULL, &fm.category, NULL, "a", 0 },
	{ "aliases", "aliases: /a", NULL, &fm.aliases, NULL, "/a", 0 },
	{ "id", "id: urn:x:y", &fm.id, NULL, NULL, "urn:x:y", 0 },
	{ "guid", "guid: 7", &fm.id, NULL, NULL, "7", 0 },
	{ "redirect_from", "redirect_from: [/a]", NULL, &fm.aliases, NULL, "/a", 0 },
	{ "date", "date: 2024-03-01", NULL, NULL, &fm.date, NULL, 1709251200 },
	{ "21 date with Jekyll's zone", "date: 2024-03-01 10:00 +0200", NULL, NULL, &fm.date, NULL, 1709280000 },
	{ "publishDate", "publishDate: 2024-03-01", NULL, NULL, &fm.date, NULL, 1709251200 },
	{ "published", "published: 2024-03-01", NULL, NULL, &fm.date, NULL, 1709251200 },
	{ "updated", "updated: 2024-03-01", NULL, NULL, &fm.updated, NULL, 1709251200 },
	{ "lastmod", "lastmod: 2024-03-01", NULL, NULL, &fm.updated, NULL, 1709251200 },
	{ "last_modified_at", "last_modified_at: 2024-03-01", NULL, NULL, &fm.updated, NULL, 1709251200 },
	{ "expiry", "expiry: 2024-03-01", NULL, NULL, &fm.expiry, NULL, 1709251200 },
	{ "expiryDate", "expiryDate: 2024-03-01", NULL, NULL, &fm.expiry, NULL, 1709251200 },
};

static void
read_line(const char *line, struct arena *a)
{
	char file[256];
	struct error err = { .kind = ERROR_NONE };
	struct str body;

	(void)snprintf(file, sizeof(file), "---\n%s\n---\n", line);
	if (frontmatter_read(str_of(file), "p.gmi", a, NULL, &fm, &body, &err) == -1)
		fail_msg("%s", err.text);
}

static void
test_named(void **state)
{
	const __typeof__(named[0]) *row = *state;
	struct arena a = { NULL };

	read_line(row->line, &a);
	if (row->text != NULL)
		assert_str_equal(*row->text, row->want);
	if (row->list != NULL) {
		assert_int_equal(row->list->n, 1);
		assert_str_equal(row->list->items[0], row->want);
	}
	if (row->date != NULL) {
		assert_true(row->date->given);
		assert_int_equal(row->date->when.utc, row->utc);
	}
	arena_release(&a);
}

static const struct {
	const char *name;
	bool draft, gemini, gopher;
	int comments;
} switches[] = {
	{ "title: x", false, true, true, COMMENTS_UNSAID },
	{ "draft: true", true, true, true, COMMENTS_UNSAID },
	{ "draft: no", false, true, true, COMMENTS_UNSAID },
	{ "published: false", true, true, true, COMMENTS_UNSAID },
	{ "published: No", true, true, true, COMMENTS_UNSAID },
	{ "published: off", true, true, true, COMMENTS_UNSAID },	/* as every other switch */
	{ "published: true", false, true, true, COMMENTS_UNSAID },
	{ "published: on", false, true, true, COMMENTS_UNSAID },
	{ "gone: yes", false, true, true, COMMENTS_UNSAID },
	{ "gone: no", false, true, true, COMMENTS_UNSAID },
	{ "gemini: false", false, false, true, COMMENTS_UNSAID },
	{ "gopher: off", false, true, false, COMMENTS_UNSAID },
	{ "comments: open", false, true, true, COMMENTS_OPEN },
	{ "comments: true", false, true, true, COMMENTS_OPEN },
	{ "comments: Closed", false, true, true, COMMENTS_CLOSED },
	{ "comments: off", false, true, true, COMMENTS_OFF },
	{ "comments: false", false, true, true, COMMENTS_OFF },
};

static void
test_switch(void **state)
{
	const __typeof__(switches[0]) *row = *state;
	struct arena a = { NULL };

	read_line(row->name, &a);
	assert_int_equal(fm.draft, row->draft);
	assert_int_equal(fm.gone, str_eq(str_of(row->name), STR("gone: yes")));
	assert_int_equal(fm.gemini, row->gemini);
	assert_int_equal(fm.gopher, row->gopher);
	assert_int_equal(fm.comments, row->comments);
	arena_release(&a);
}

/* 27: 64 KiB of block: just under, at, just over. */
static void
a_large_block(void **state)
{
	(void)state;
	for (size_t n = FIELDS_MAX_BYTES - 1; n <= FIELDS_MAX_BYTES + 1; n++) {
		struct arena a = { NULL };
		struct error err;
		struct str body;
		struct buf b;
		int rc;

		buf_init(&b, n + 100);
		buf_add(&b, STR("---\n#"));
		buf_fill(&b, 'x', n - 2);
		buf_add(&b, STR("\n---\nbody"));
		rc = frontmatter_read(buf_str(&b), "p.gmi", &a, NULL, &fm, &body, &err);
		assert_int_equal(rc, n > FIELDS_MAX_BYTES ? -1 : 0);
		if (rc == -1)
			assert_int_equal(err.kind, ERROR_TOO_LARGE);
		buf_release(&b);
		arena_release(&a);
	}
}

static void
skip_of_an_open_block(void **state)
{
	struct str body;

	(void)state;
	assert_false(frontmatter_skip(STR("---\ntitle: x\n"), &body));
	assert_false(frontmatter_skip(STR("---\n"), &body));
}

int
main(void)
{
	static struct suite s = { .name = "frontmatter" };

	suite_table(&s, "frontmatter good", good, test_good);
	suite_table(&s, "frontmatter bad", bad, test_bad);
	suite_table(&s, "frontmatter field", named, test_named);
	suite_table(&s, "frontmatter switch", switches, test_switch);
	suite_test(&s, a_large_block);
	suite_test(&s, skip_of_an_open_block);
	return suite_run(&s);
}

/* tests/unit/test_get.c: what is only read, on Gemini.	gemini.md section 11 */
#include "unit/stage.h"

#include "format/doc.h"

static struct stage s;

/* --- one request, one header; the rows of the reference that need files --- */

static const struct {
	const char *name, *path, *header, *has;
} rows[] = {
	{ "1 home",			"/",			"20 text/gemini; lang=en\r\n", "# Moon Letters" },
	{ "2 home without a path",	STAGE_GEMINI,		"20 text/gemini; lang=en\r\n", "# Moon Letters" },
	{ "9 home with a query",	STAGE_GEMINI "?x",	"20 text/gemini; lang=en\r\n", "# Moon Letters" },
	{ "10 index by name",		"/index.gmi",		"20 text/gemini; lang=en\r\n", "# Moon Letters" },
	{ "11 unused query",		"/about.gmi?unused",	"20 text/gemini; lang=en\r\n", "# About" },
	{ "12 encoded letter",		"/%61bout.gmi",		"20 text/gemini; lang=en\r\n", "# About" },
	{ "13 UTF-8",			"/caf%C3%A9.gmi",	"20 text/gemini; lang=en\r\n", "# Caf\xc3\xa9" },
	{ "15 blank",			"/with%20space.txt",	"20 text/plain\r\n", "blank" },
	{ "16 plus is no blank",	"/with+space.txt",	"51 ", NULL },
	{ "17 at sign",			"/@user",		"51 ", NULL },
	{ "18 dots",			"/dir/../about.gmi",	"20 text/gemini", "# About" },
	{ "23 encoded slashes",		"/..%2f..%2fetc/passwd", "51 ", NULL },
	{ "24 folder without slash",	"/dir",			"31 /dir/\r\n", NULL },
	{ "25 folder with an index",	"/dir/",		"20 text/gemini; lang=en\r\n", "# Index" },
	{ "26 slash behind a file",	"/about.gmi/",		"51 ", NULL },
	{ "27 case",			"/About.gmi",		"51 ", NULL },
	{ "28 no open redirect",	"//evil.example/dir",	"51 ", NULL },
	{ "29 nothing",			"/nope",		"51 ", NULL },
	{ "30 hidden",			"/.git/config",		"51 ", NULL },
	{ "31 gone",			"/posts/gone.gmi",	"52 ", NULL },
	{ "32 moved",			"/old",			"31 /posts/moon.gmi\r\n", NULL },
	{ "32b moved, an alias like a post", "/older.gmi",	"31 /posts/moon.gmi\r\n", NULL },
	{ "37 not UTF-8",		"/%FF",			"51 ", NULL },
	{ "39 CR LF, encoded",		"/x%0d%0a20%20text/gemini", "51 ", NULL },
	{ "39b in a redirect",		"/posts%0d%0a",		"51 ", NULL },
	{ "file as it stands",		"/notes.txt",		"20 text/plain\r\n", "one\n.hidden\nthree\n" },
	{ "picture among the posts",	"/posts/picture.png",	"20 image/png\r\n", "PNG" },
	{ "listed folder",		"/list/",		"20 text/gemini; lang=en\r\n", "=> ./sub/ sub/\n=> ./a.txt a.txt\n=> ./c:d.gmi c:d.gmi\n" },
	{ "empty folder",		"/empty/",		"20 text/gemini; lang=en\r\n", "# /empty/" },
	{ "list of posts",		"/posts/",		"20 text/gemini; lang=en\r\n", "=> /posts/moon.gmi 2024-02-29 The Moon\n=> /posts/sun.gmi 2024-02-01 The Sun\n" },
	{ "list of posts without slash", "/posts",		"31 /posts/\r\n", NULL },
	{ "posts below a folder",	"/posts/letters/",	"20 text/gemini", "=> /posts/letters/deep.gmi 2024-01-01 Deep\n" },
	{ "posts below, without slash",	"/posts/letters",	"31 /posts/letters/\r\n", NULL },
	{ "posts below no folder",	"/posts/none/",		"51 ", NULL },
	{ "post",			"/posts/moon.gmi",	"20 text/gemini; lang=en\r\n# The Moon\n29 February 2024\n\nPale.\n", "=> /tags/night-sky Night Sky\n" },
	{ "post with its title in the body", "/posts/sun.gmi",	"20 text/gemini; lang=en\r\n# The Sun\n1 February 2024\n\nBright.\n", "=> moon.gmi See also\n" },
	{ "post in another language",	"/posts/letters/deep.gmi", "20 text/gemini; lang=de\r\n", "# Deep" },
	{ "post with comments",		"/posts/moon.gmi",	"20 ", "## 1 comment\n\n### Ann, 29 February 2024\n> First.\n" },
	{ "post without the extension",	"/posts/moon",		"51 ", NULL },
	{ "no such post",		"/posts/none.gmi",	"51 ", NULL },
	{ "draft",			"/posts/draft.gmi",	"51 ", NULL },
	{ "draft as a folder",		"/posts/draft.gmi/",	"51 ", NULL },
	{ "an editor's backup of a draft", "/posts/draft.gmi~",	"51 ", NULL },
	{ "alias of a draft",		"/to-draft",		"51 ", NULL },
	{ "alias of what is gone",	"/to-gone",		"52 ", NULL },
	{ "post to come",		"/posts/future.gmi",	"51 ", NULL },
	{ "post not for Gemini",	"/posts/nogemini.gmi",	"51 ", NULL },
	{ "broken post",		"/posts/broken.gmi",	"51 ", NULL },
	{ "tags",			"/tags/",		"20 text/gemini", "=> /tags/night-sky Night Sky (1)\n" },
	{ "tags without slash",		"/tags",		"31 /tags/\r\n", NULL },
	{ "tag",			"/tags/night-sky",	"20 text/gemini", "=> /posts/moon.gmi 2024-02-29 The Moon\n" },
	{ "tag as written",		"/tags/Night%20Sky",	"20 text/gemini", "# Filed under Night Sky" },
	{ "tag of a draft",		"/tags/secret",		"51 ", NULL },
	{ "no such tag",		"/tags/none",		"51 ", NULL },
	{ "settings",			"/capsule.yaml",	"51 ", NULL },
	{ "held comment",		"/held/moon/20240229T120000Z-heldheld.gmi", "51 ", NULL },
	{ "held folder",		"/held/",		"51 ", NULL },
	{ "published comment as a file", "/comments/moon/20240229T130000Z-aaaaaaaa.gmi", "51 ", NULL },
	{ "reader",			"/readers/" STAGE_OWNER ".yaml", "51 ", NULL },
	{ "kept copy",			"/.carrel/good/x.gmi",	"51 ", NULL },
	{ "link out of the capsule",	"/escape.txt",		"51 ", NULL },
	{ "FIFO",			"/fifo.txt",		"51 ", NULL },
	{ "a host that is not ours",	"gemini://other.example/", "53 ", NULL },
	{ "no URI",			"GET / HTTP/1.1",	"59 ", NULL },
};

static void
test_answer(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str answer;

	stage_open(&s);
	answer = stage_gemini(&s, row->path);
	if (!str_starts(answer, str_of(row->header))) {
		print_bytes("got", answer);
		fail_msg("wanted %s", row->header);
	}
	if (row->has != NULL)
		assert_has(answer, row->has);
	else
		assert_true(str_ends(answer, STR("\r\n")) && !str_has(str_head(answer, answer.n - 1), '\n'));
	assert_lacks(answer, "SECRET");
	stage_close(&s);
}

/* --- what a page must not tell, or must: whatever page it is --- */

static void
nothing_unseen_is_named(void **state)
{
	static const char *const pages[] = { "/", "/posts/", "/posts/moon.gmi", "/posts/sun.gmi", "/tags/",
	    "/posts/letters/", "/posts/letters/deep.gmi" };

	(void)state;
	stage_open(&s);
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct str answer = stage_gemini(&s, pages[i]);

		assert_status(answer, "20 ");
		assert_lacks(answer, "SECRET");
		assert_lacks(answer, "draft");
		assert_lacks(answer, "future");
		assert_lacks(answer, "Not for Gemini");
	}
	s.now = STAGE_NOW + TIME_DAY;
	assert_has(stage_gemini(&s, "/posts/"), "SECRET future");
	stage_close(&s);
}

static void
home_of_ones_own(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "index.gmi", "# Welcome\n{{posts 1}}\n{{tags}}\n{{comments 5}}\n{{search}}\n{{pots}}\n```\n{{posts}}\n```\n");
	stage_load(&s);
	/* A block is shown as it stands. */
	assert_str_equal(stage_gemini(&s, "/"), "20 text/gemini; lang=en\r\n# Welcome\n"
	    "=> /posts/moon.gmi 2024-02-29 The Moon\n=> /tags/night-sky Night Sky (1)\n"
	    "=> /posts/moon.gmi Ann on \xe2\x80\x9cThe Moon\xe2\x80\x9d, 29 February 2024\n=> /search Search\n{{pots}}\n```\n{{posts}}\n```\n");
	stage_close(&s);
}

static void
neighbours_and_the_way_on(void **state)
{
	struct str answer;

	(void)state;
	stage_open(&s);
	answer = stage_gemini(&s, "/posts/moon.gmi");
	assert_has(answer, "=> /posts/sun.gmi Before: The Sun\n=> /posts/ All posts\n");
	assert_lacks(answer, "Next:");
	answer = stage_gemini(&s, "/posts/letters/deep.gmi");
	assert_has(answer, "=> /posts/nogopher.gmi Vorheriger Beitrag: Not for Gopher\n=> /posts/sun.gmi Nächster Beitrag: The Sun\n");
	stage_close(&s);
}

static void
the_invitation(void **state)
{
	char link[64], item[64];

	(void)state;
	stage_open(&s);
	(void)snprintf(link, sizeof(link), "=> /c/%s/leave-a-comment ",
	    site_id_of(s.site, site_post_named(s.site, STR("moon"))));
	assert_has(stage_gemini(&s, "/posts/moon.gmi"), link);
	assert_lacks(stage_gemini(&s, "/posts/closed.gmi"), "leave-a-comment");
	assert_has(stage_gemini(&s, "/posts/closed.gmi"), "Comments are closed.");
	assert_lacks(stage_gemini(&s, "/posts/off.gmi"), "omment");
	/* Gopher has prompts of its own, whether or not there is Gemini. */
	(void)snprintf(item, sizeof(item), "\t/c/%s/leave-a-comment\th.example\t70\r\n",
	    site_id_of(s.site, site_post_named(s.site, STR("moon"))));
	for (int i = 0; i < 2; i++) {
		s.front.has_gemini = i == 0;
		assert_has(stage_gopher(&s, STR("/posts/moon.gmi")), item);
		assert_has(stage_gopher(&s, STR("/posts/moon.gmi")), "\r\n7Leave a comment (one prompt, about ");
		assert_lacks(stage_gopher(&s, STR("/posts/closed.gmi")), "leave-a-comment");
		assert_lacks(stage_gopher(&s, STR("/posts/off.gmi")), "omment");
	}
	stage_close(&s);
}

/* Who asks while an author saves gets the version of a moment ago, whole; and if it cannot be had, the
 * answer is "try again", not "there is no such post". */
static void
a_post_that_is_being_written(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "posts/moon.gmi", "---\ntitle: The Mo");
	assert_status(stage_gemini(&s, "/posts/moon.gmi"), "20 text/gemini; lang=en\r\n# The Moon\n29 February 2024\n\nPale.\n");
	post_drop_text(site_post_named(s.site, STR("moon")));
	assert_status(stage_gemini(&s, "/posts/moon.gmi"), "40 ");
	stage_close(&s);
}

/* --- subscriptions-and-feeds.md section 1: which lines are entries --- */

static bool
is_entry(const struct gemtext_line *l)
{
	struct str day = str_head(l->text, 10), title = str_trim(str_from(l->text, 10));
	struct when when;

	return l->kind == GEMTEXT_LINK && day.n == 10 && time_parse(day, &when) && !when.has_time && title.n > 0 &&
	    !ascii_is_digit(l->text.p[10]);
}

static const struct {
	const char *name;
	bool entry;
} lines[] = {
	{ "=> /a 2024-03-01 First light", true }, { "=> /a 2024-03-01 - First light", true },
	{ "=>/a\t2024-03-01\tFirst", true }, { "=> /a 2024-03-01: First", true },
	{ "=> /a 2024-03-01", false },	/* by the text one with an empty title, in practice none */
	{ "=> /a 2024-03-01T10:00 First", true }, { "=> /a First 2024-03-01", false },
	{ "=> /a 2024-3-1 First", false }, { "=> /a 2024-13-45 First", false }, { "* 2024-03-01 First", false },
};

static void
test_line(void **state)
{
	const __typeof__(lines[0]) *row = *state;
	bool in_pre = false;
	struct gemtext_line l = gemtext_parse_line(str_of(row->name), &in_pre);

	assert_int_equal(is_entry(&l), row->entry);
}

/* Entries are posts and nothing else, once each, newest first, below a title. */
static void
pages_to_subscribe_to(void **state)
{
	static const struct {
		const char *path;
		size_t entries;
	} pages[] = { { "/posts/", 6 }, { "/", 6 }, { "/tags/night-sky", 1 }, { "/posts/letters/", 1 }, { "/tags/", 0 },
	    { "/posts/moon.gmi", 0 } };

	(void)state;
	stage_open(&s);
	temp_write(&s.t, "posts/2024-02-02.gmi", "---\ntitle: \"2023-01-01\"\ndraft: true\n---\n");
	stage_load(&s);
	for (size_t i = 0; i < COUNT(pages); i++) {
		struct str rest = stage_gemini(&s, pages[i].path), line, last = STR("9999");
		size_t n = 0;
		bool in_pre = false;

		assert_true(str_line(&rest, &line));
		assert_true(str_starts(rest, STR("# ")));
		while (str_line(&rest, &line)) {
			struct gemtext_line l = gemtext_parse_line(line, &in_pre);

			if (!is_entry(&l))
				continue;
			n++;
			assert_true(str_starts(l.url, STR("/posts/")) && str_ends(l.url, STR(".gmi")));
			assert_true(str_cmp(str_head(l.text, 10), str_head(last, 10)) <= 0);
			last = l.text;
		}
		assert_int_equal(n, pages[i].entries);
	}
	stage_close(&s);
}

/* A feed reader that comes every hour sees the same bytes until a post changes. */
static void
the_list_changes_only_with_posts(void **state)
{
	struct arena a = { NULL };
	struct str before;

	(void)state;
	stage_open(&s);
	before = arena_str(&a, stage_gemini(&s, "/posts/"));
	s.now += 3600;
	s.prefix = "198.51.100.0/24";
	s.who = stage_identity(1, "Ann");
	temp_write(&s.t, "comments/moon/20240229T140000Z-bbbbbbbb.gmi", "Second.\n");
	stage_load(&s);
	assert_bytes_equal(stage_gemini(&s, "/posts/"), before);
	arena_release(&a);
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "get" };

	suite_table(&suite, "get", rows, test_answer);
	suite_test(&suite, nothing_unseen_is_named);
	suite_test(&suite, home_of_ones_own);
	suite_test(&suite, neighbours_and_the_way_on);
	suite_test(&suite, the_invitation);
	suite_test(&suite, a_post_that_is_being_written);
	suite_table(&suite, "get feed line", lines, test_line);
	suite_test(&suite, pages_to_subscribe_to);
	suite_test(&suite, the_list_changes_only_with_posts);
	return suite_run(&suite);
}

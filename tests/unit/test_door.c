/* tests/unit/test_door.c: the ASCII door: the same pages below /ascii/. */
#include "unit/stage.h"

#include "format/ascii.h"
#include "serve/door.h"

#define I "\t\terror.host\t1\r\n"
#define O "\th.example\t70\r\n"

static struct stage s;

static const struct {
	const char *name, *selector;
	bool inside;
	const char *rest;
} skips[] = {
	{ "folder",		"/ascii/",		true,	"/" },
	{ "no slash",		"/ascii",		true,	"" },
	{ "no slash at all",	"ascii",		true,	"" },
	{ "page",		"/ascii/posts/a.gmi",	true,	"/posts/a.gmi" },
	{ "no slash in front",	"ascii/a",		true,	"/a" },
	{ "twice",		"/ascii/ascii/a",	true,	"/ascii/a" },
	{ "longer name",	"/ascii.txt",		false,	NULL },
	{ "longer name still",	"/asciidoc/",		false,	NULL },
	{ "deeper",		"/a/ascii/",		false,	NULL },
	{ "capitals",		"/ASCII/",		false,	NULL },
	{ "two slashes",	"//ascii/",		false,	NULL },
	{ "root",		"",			false,	NULL },
	{ "slash",		"/",			false,	NULL },
};

static void
test_skip(void **state)
{
	const __typeof__(skips[0]) *row = *state;
	struct str selector = exact_dup(row->selector), rest = selector;

	assert_int_equal(door_skip(&rest), row->inside);
	assert_str_equal(rest, row->inside ? row->rest : row->selector);
	exact_free(selector);
}

static void
set_up(void)
{
	stage_open(&s);
	temp_write(&s.t, "posts/naive.gmi", "---\ntitle: “Naïve” café\ndate: 2024-02-28\naliases: [/posts/old-name.gmi, /once]\n---\n"
	    "Пища — 図書館…\n=> /café.gmi Über\n=> /café.gmi\n=> https://e.example/ü Web\n=> #über\n=> gopher://h.example/1/ascii/posts/ Alt\n");
	temp_write(&s.t, "posts/schoen.gmi", "---\ntitle: Schöne Grüße\nlang: de-AT\ndate: 2024-02-27\n---\nÄrger.\n");
	temp_write(&s.t, "text/prose.txt", "Grüße\ta\r\n\x1b[1m–\n");
	temp_write(&s.t, "text/latin.txt", "Gr\xfc\xdf" "e\n");
	temp_write(&s.t, "text/README", "naïve\n");
	temp_write(&s.t, "text/page.html", "<p>ü</p>\n");
	temp_write(&s.t, "text/feed.xml", "<a>ü</a>\n");
	temp_write(&s.t, "text/list.md", "ü\n");
	temp_write(&s.t, "p.png", "\x89PNG\xc3\xbc");
	temp_write(&s.t, "map/gophermap", "!Käse\nTür\n0Öl\tä.txt\n0Öl\t/öl.txt\n1Uns\t/\th.example\t70\n1Wurzel\t\th.example\n1T\303\274r\t/ascii/\n0Hinten\t/ascii/p.txt\th.example\t70\n1Doku\t/asciidoc/\n"
	    "1Fern\t/ü\te.example\t70\n7Suche\t/s\nhWeb\tURL:https://e.example/\n*\n");
	temp_write(&s.t, "map/ö.txt", "x");
	temp_write(&s.t, "gph/index.gph", "[1|Ü|a|server|port]\n");
	stage_load(&s);
}

static const struct {
	const char *name, *selector, *has;
} rows[] = {
	{ "home",		"/ascii/",		"\t/ascii/posts/" O },
	{ "home without slash",	"ascii",		"\t/ascii/posts/" O },
	{ "with an item type",	"1/ascii/posts/",	"/ascii/posts/naive.gmi" O },
	{ "with an item type and a slash", "/1/ascii/posts/", "/ascii/posts/naive.gmi" O },
	{ "list",		"/ascii/posts/",	"12024-02-28 \"Naive\" cafe\t/ascii/posts/naive.gmi" O },
	{ "text",		"/ascii/posts/naive.gmi", "iPishcha -- [?]..." I },
	{ "heading and its rule", "/ascii/posts/naive.gmi", "i\"Naive\" cafe" I "i============" I },
	{ "link",		"/ascii/posts/naive.gmi", "1Uber\t/ascii/caf%C3%A9.gmi" O },
	{ "link without label",	"/ascii/posts/naive.gmi", "1/cafe.gmi\t/ascii/caf%C3%A9.gmi" O },
	{ "address elsewhere",	"/ascii/posts/naive.gmi", "hWeb\tURL:https://e.example/%C3%BC" O },
	{ "nowhere",		"/ascii/posts/naive.gmi", "i#uber" I },
	{ "prompt",		"/ascii/posts/naive.gmi", "\t/ascii/c/" },
	{ "its other form",	"/ascii/posts/naive.gmi", "0This page as plain text\t/ascii/posts/naive.txt" O },
	{ "as text",		"/ascii/posts/naive.txt", "\"Naive\" cafe\n============\n" },
	{ "addresses in a text", "/ascii/posts/naive.txt", "] gopher://h.example/1/ascii/caf%C3%A9.gmi\n" },
	{ "a fragment in a text", "/ascii/posts/naive.txt", "] #%C3%BCber\n" },
	{ "by the page's language", "/ascii/posts/schoen.gmi", "iSchoene Gruesse" I },
	{ "the same in its text", "/ascii/posts/schoen.gmi", "iAerger." I },
	{ "another name",	"/ascii/once",		"\"Naive\" cafe" },
	{ "old name",		"/ascii/posts/old-name.gmi", "\"Naive\" cafe" },
	{ "old name, as text",	"/ascii/posts/old-name.txt", "\"Naive\" cafe\n" },
	{ "tag",		"/ascii/tags/night-sky", "/ascii/posts/moon.gmi" O },
	{ "folder without slash", "/ascii/list",	"1sub/\t/ascii/list/sub/" O },
	{ "encoded",		"/ascii/caf%C3%A9.gmi",	"iCafe" I },
	{ "a map's title",	"/ascii/map/",		"iKase\tTITLE\t" },
	{ "a map's text",	"/ascii/map/",		"iTur" I },
	{ "a map's item",	"/ascii/map/",		"0Ol\t/ascii/map/%C3%A4.txt" O },
	{ "a map's own host",	"/ascii/map/",		"1Uns\t/ascii/" O },
	{ "a map's own root",	"/ascii/map/",		"1Wurzel\t/ascii/" O },
	{ "a map's own door",	"/ascii/map/",		"1Tur\t/ascii/" O },
	{ "behind a map's own door", "/ascii/map/",	"0Hinten\t/ascii/p.txt" O },
	{ "no door, by its name", "/ascii/map/",	"1Doku\t/ascii/asciidoc/" O },
	{ "a link to the door",	"/ascii/posts/naive.gmi", "1Alt\t/ascii/posts/" O },
	{ "a feed",		"/ascii/atom.xml",	"<title>&#8220;Na&#239;ve&#8221; caf&#233;</title>" },
	{ "a feed leads behind it", "/ascii/atom.xml",	"href=\"gopher://h.example:70/1/ascii/posts/naive.gmi\"" },
	{ "a feed of comments",	"/ascii/posts/naive.xml", "href=\"gopher://h.example:70/0/ascii/posts/naive.xml\"" },
	{ "a map's other host",	"/ascii/map/",		"1Fern\t/\xc3\xbc\te.example\t70\r\n" },
	{ "a map's question",	"/ascii/map/",		"7Suche\t/ascii/s" O },
	{ "a map's web link",	"/ascii/map/",		"hWeb\tURL:https://e.example/" O },
	{ "a map's list",	"/ascii/map/",		"0o.txt\t/ascii/map/%C3%B6.txt" O },
	{ "geomyidae's",	"/ascii/gph/",		"1U\t/ascii/gph/a" O },
	{ "caps.txt",		"/ascii/caps.txt",	"CAPS\n" },
	{ "nothing there",	"/ascii/no",		"3Not found" },
	{ "hidden",		"/ascii/.git/config",	"3Not found" },
	{ "climbing",		"/ascii/../notes.txt",	"3Not found" },
	{ "draft",		"/ascii/posts/draft.gmi", "3Not found" },
};

static void
test_door(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str answer;

	set_up();
	answer = stage_gopher(&s, str_of(row->selector));
	assert_has(answer, row->has);
	assert_lacks(answer, "SECRET");
	if (strcmp(row->selector, "/ascii/map/") != 0)	/* there an item leads elsewhere, by its own letters */
		assert_true(ascii_is(answer));
	stage_close(&s);
}

static const struct {
	const char *name, *selector, *all;
} files[] = {
	{ "prose",		"/ascii/text/prose.txt",	"Grusse\ta\r\n\x1b[1m-\n" },
	{ "Latin-1",		"/ascii/text/latin.txt",	"Grusse\n" },
	{ "text without extension", "/ascii/text/README",	"naive\n" },
	{ "Markdown",		"/ascii/text/list.md",		"u\n" },
	{ "HTML is for programs", "/ascii/text/page.html",	"<p>\xc3\xbc</p>\n" },
	{ "XML is for programs", "/ascii/text/feed.xml",	"<a>\xc3\xbc</a>\n" },
	{ "picture",		"/ascii/p.png",			"\x89PNG\xc3\xbc" },
	{ "ASCII as it is",	"/ascii/notes.txt",		"one\n.hidden\nthree\n" },
	{ "outside the door",	"/text/latin.txt",		"Gr\xfc\xdf" "e\n" },
};

static void
test_file(void **state)
{
	const __typeof__(files[0]) *row = *state;

	set_up();
	assert_str_equal(stage_gopher(&s, str_of(row->selector)), row->all);
	stage_close(&s);
}

/* [?] is wider than nothing and ae wider than ä: lines are wrapped behind transliteration, not before. */
static void
wraps_what_is_read(void **state)
{
	struct str answer, line, label;
	char text[64 * 8 + 64];
	size_t at, long_lines = 0;

	(void)state;
	set_up();
	at = (size_t)snprintf(text, sizeof(text), "---\nlang: de\ndate: 2024-02-26\n---\n");
	for (int i = 0; i < 60; i++)
		at += (size_t)snprintf(text + at, sizeof(text) - at, "äß€ ");
	temp_write(&s.t, "posts/wide.gmi", text);
	stage_settings(&s, STAGE_SETTINGS "gopher-width: 40\n");
	answer = stage_gopher(&s, STR("/ascii/posts/wide.gmi"));
	while (str_line(&answer, &line)) {
		(void)str_cut(&line, '\t', &label);
		if (has_text(label, STR("aessEUR")))
			assert_true(label.n - 1 <= 40);
		long_lines += has_text(label, STR("aessEUR")) && label.n > 35;
	}
	assert_true(long_lines > 5);
	assert_has(stage_gopher(&s, STR("/ascii/posts/wide.txt")), "\naessEUR aessEUR aessEUR aessEUR aessEUR\n");
	stage_close(&s);
}

/* What is asked behind the door is answered there: the whole way to a comment. */
static void
the_way_to_a_comment(void **state)
{
	char selector[8192];
	struct str answer;

	(void)state;
	set_up();
	(void)snprintf(selector, sizeof(selector), "/ascii%s", stage_path(&s, "naive", "leave-a-comment"));
	assert_has(stage_gopher(&s, str_of(selector)), "\t/ascii/c/");
	(void)snprintf(selector, sizeof(selector), "/ascii%s\tGrüße", stage_path(&s, "naive", "leave-a-comment"));
	answer = stage_gopher(&s, str_of(selector));
	assert_has(answer, "i> Grusse" I);
	assert_has(answer, "1Publish this comment\t/ascii/c/");
	answer = str_of(strstr(arena_cstr(&s.x.arena, answer), "1Publish this comment\t"));
	assert_true(str_cut(&answer, '\t', &(struct str){ NULL, 0 }));
	(void)snprintf(selector, sizeof(selector), "%.*s", (int)(strchr(answer.p, '\t') - answer.p), answer.p);
	(void)stage_gopher(&s, str_of(selector));
	assert_int_equal(s.x.response.kind, RESPONSE_ORDER);
	assert_str_equal(s.x.response.order.text, "Grüße");	/* what was written is what is kept */
	answer = stage_settle(&s, ORDER_PUBLISHED, 0, "20240301T120000Z-abcdefgh");
	assert_menu_reply(answer);
	assert_has(answer, "\t/ascii/");
	assert_true(ascii_is(answer));
	stage_close(&s);
}

static void
the_home_page_shows_it(void **state)
{
	(void)state;
	set_up();
	assert_has(stage_gopher(&s, STR("")), "1The same in plain ASCII\t/ascii/" O);
	assert_has(stage_gopher(&s, STR("/ascii/")), "1The same with all letters (UTF-8)\t/" O);
	assert_lacks(stage_gopher(&s, STR("/posts/")), "/ascii/");
	assert_lacks(stage_gemini(&s, "/"), "ascii");
	assert_status(stage_gemini(&s, "/ascii/"), "51");
	assert_status(stage_gemini(&s, "/ascii/posts/moon.gmi"), "51");
	stage_close(&s);
}

/* Nothing that an author made is hidden by a door of ours. */
static void
the_authors_own(void **state)
{
	(void)state;
	set_up();
	temp_write(&s.t, "posts/moon.gmi", "---\ntitle: The Moon\ndate: 2024-02-29\naliases: /ascii/moon\n---\nPale – far.\n");
	stage_load(&s);
	assert_has(stage_gopher(&s, STR("/ascii/moon")), "iPale – far." I);
	temp_write(&s.t, "ascii/about.gmi", "# Ä\n");
	assert_has(stage_gopher(&s, STR("/ascii/about.gmi")), "iÄ" I);
	assert_has(stage_gopher(&s, STR("/ascii/")), "1\xc3\x84\t/ascii/about.gmi" O);
	assert_has(stage_gopher(&s, STR("/ascii/posts/moon.gmi")), "3Not found");
	assert_lacks(stage_gopher(&s, STR("")), "plain ASCII");
	stage_close(&s);
}

/* A text is transliterated up to a size, and sent as it is above. */
static void
size_of_a_text(void **state)
{
	(void)state;
	set_up();
	for (size_t n = DOOR_TEXT_MAX - 1; n <= DOOR_TEXT_MAX + 1; n++) {
		char *text = text_of('a', n);

		memcpy(text, "\xc3\xbc", 2);
		temp_write_bytes(&s.t, "text/long.txt", (struct str){ text, n });
		assert_int_equal(stage_gopher(&s, STR("/ascii/text/long.txt")).p[0], n > DOOR_TEXT_MAX ? '\xc3' : 'u');
		free(text);
	}
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "door" };

	suite_table(&suite, "door skip", skips, test_skip);
	suite_table(&suite, "door", rows, test_door);
	suite_table(&suite, "door file", files, test_file);
	suite_test(&suite, wraps_what_is_read);
	suite_test(&suite, the_way_to_a_comment);
	suite_test(&suite, the_home_page_shows_it);
	suite_test(&suite, the_authors_own);
	suite_test(&suite, size_of_a_text);
	return suite_run(&suite);
}

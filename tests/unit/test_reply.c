/* tests/unit/test_reply.c: the same pages on Gopher, and what holds for every answer.	gopher.md section 15 */
#include "unit/stage.h"

#include "format/utf8.h"

static struct stage s;

enum look { MENU, ERROR, RAW };

static const struct {
	const char *name, *selector;
	enum look shape;
	const char *has;
} rows[] = {
	{ "1 root, empty",		"",			MENU, "iMoon Letters\t\terror.host\t1\r\n" },
	{ "2 root, slash",		"/",			MENU, "iMoon Letters\t\terror.host\t1\r\n" },
	{ "5 file",			"/notes.txt",		RAW, "one\n.hidden\nthree\n" },
	{ "6 file without slash",	"notes.txt",		RAW, "one\n.hidden\nthree\n" },
	{ "11 folder",			"/list/",		MENU, "1sub/\t/list/sub/\th.example\t70\r\n" },
	{ "11b folder without slash",	"/list",		MENU, "1sub/\t/list/sub/\th.example\t70\r\n" },
	{ "12 folder without slashes",	"list",			MENU, "0a.txt\t/list/a.txt\th.example\t70\r\n" },
	{ "13 two slashes",		"/list//",		ERROR, NULL },
	{ "14 picture",			"/posts/picture.png",	RAW, "\x89PNG" },
	{ "15 nothing",			"/no",			ERROR, NULL },
	{ "16 no such picture",		"/no.png",		ERROR, NULL },
	{ "17 climbing",		"/../etc/passwd",	ERROR, NULL },
	{ "18 dots inside",		"/list/../notes.txt",	ERROR, NULL },
	{ "19 encoded slash",		"/..%2fetc/passwd",	ERROR, NULL },
	{ "20 hidden",			"/.git/config",		ERROR, NULL },
	{ "20b hidden, with a type",	"/0/.git/config",	ERROR, NULL },
	{ "22 escape sequence",		"/x\x1b[31m",		ERROR, NULL },
	{ "23 UTF-8",			"/caf\xc3\xa9.gmi",	MENU, "iCaf\xc3\xa9\t" },
	{ "24 blank",			"/with space.txt",	RAW, "blank\n" },
	{ "25 encoded",			"/with%20space.txt",	RAW, "blank\n" },
	{ "32 Gopher+",			"/list/\t+",		MENU, "1sub/\t" },
	{ "36 junk behind a tab",	"/notes.txt\tjunk",	RAW, "one\n" },
	{ "39 javascript",		"URL:javascript:alert(1)", ERROR, NULL },
	{ "42 GET without HTTP",	"GET /notes.txt",	ERROR, NULL },
	{ "43 caps.txt",		"caps.txt",		RAW, "CAPS\n" },
	{ "43b caps.txt, slash",	"/caps.txt",		RAW, "CAPS\n" },
	{ "44 robots.txt",		"robots.txt",		RAW, "User-agent: *\nDisallow: /c/\nDisallow: /search\n" },
	{ "51 with a type",		"1/list/",		MENU, "1sub/\t" },
	{ "51b file with a type",	"/0/notes.txt",		RAW, "one\n" },
	{ "index by name",		"/index.gmi",		MENU, "iMoon Letters\t" },
	{ "list of posts",		"/posts/",		MENU, "12024-02-29 The Moon\t/posts/moon.gmi\th.example\t70\r\n" },
	{ "list of posts without slash", "posts",		MENU, "12024-02-29 The Moon\t/posts/moon.gmi\th.example\t70\r\n" },
	{ "post",			"/posts/moon.gmi",	MENU, "iPale.\t\terror.host\t1\r\n" },
	{ "post's comments",		"/posts/moon.gmi",	MENU, "i> First.\t\terror.host\t1\r\n" },
	{ "post's other form",		"/posts/moon.gmi",	MENU, "0This page as plain text\t/posts/moon.txt\th.example\t70\r\n" },
	{ "prompt",			"/posts/moon.gmi",	MENU, "\r\n7Leave a comment (one prompt, about " },
	{ "post as text",		"/posts/moon.txt",	RAW, "The Moon\n========\n" },
	{ "page as text",		"/about.txt",		RAW, "[1] gopher://h.example/1/posts/\n[2] https://example.net/\n" },
	{ "link out",			"/about.gmi",		MENU, "hWeb\tURL:https://example.net/\th.example\t70\r\n" },
	{ "alias is followed",		"/old",			MENU, "iThe Moon\t" },
	{ "alias as text",		"/older.txt",		RAW, "The Moon\n" },
	{ "tag",			"/tags/night-sky",	MENU, "12024-02-29 The Moon\t" },
	{ "draft",			"/posts/draft.gmi",	ERROR, NULL },
	{ "draft as text",		"/posts/draft.txt",	ERROR, NULL },
	{ "post to come",		"/posts/future.txt",	ERROR, NULL },
	{ "gone",			"/posts/gone.gmi",	ERROR, NULL },
	{ "gone as text",		"/posts/gone.txt",	ERROR, NULL },
	{ "not for Gopher",		"/posts/nogopher.gmi",	ERROR, NULL },
	{ "settings",			"/capsule.yaml",	ERROR, NULL },
	{ "held",			"/held/",		ERROR, NULL },
	{ "held, as text",		"/held/moon/20240229T120000Z-heldheld.txt", ERROR, NULL },
	{ "comments",			"/comments/",		ERROR, NULL },
	{ "kept copy as text",		"/.carrel/good/x.txt",	ERROR, NULL },
	{ "link out of the capsule",	"/escape.txt",		ERROR, NULL },
	{ "FIFO",			"/fifo.txt",		ERROR, NULL },
	{ "personal",			"/c/",			ERROR, "Gemini" },
};

static void
test_selector(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str answer;

	stage_open(&s);
	answer = stage_gopher(&s, str_of(row->selector));
	if (row->shape != RAW)
		assert_menu_reply(answer);
	else
		assert_false(str_ends(answer, STR("\r\n.\r\n")));
	assert_int_equal(str_starts(answer, STR("3")), row->shape == ERROR);
	if (row->has != NULL)
		assert_has(answer, row->has);
	assert_lacks(answer, "SECRET");
	assert_lacks(answer, "\x1b");
	stage_close(&s);
}

static void
answers_that_are_no_page(void **state)
{
	(void)state;
	stage_open(&s);
	assert_true(str_starts(stage_gopher(&s, STR("/list/\t!")), STR("+-1\r\n+INFO: 1Moon Letters\t/list/\th.example\t70\r\n")));
	assert_true(str_starts(stage_gopher(&s, STR("\t$")), STR("+-1\r\n+INFO: 1Moon Letters\t\th.example\t70\r\n")));
	assert_true(str_starts(stage_gopher(&s, STR("/list/\t+\t1")), STR("--1\r\n")));
	assert_true(str_starts(stage_gopher(&s, STR("GET / HTTP/1.1")), STR("HTTP/1.0 400 ")));
	assert_has(stage_gopher(&s, STR("URL:https://example.net/")), "<a href=\"https://example.net/\">");
	assert_has(stage_gopher(&s, STR("/URL:https://example.net/")), "<a href=\"https://example.net/\">");
	assert_menu_reply(stage_gopher(&s, STR("/a\0.txt")));
	temp_write(&s.t, "caps.txt", "CAPS\nmine\n");		/* the author's own wins */
	assert_has(stage_gopher(&s, STR("/caps.txt")), "mine");
	stage_close(&s);
}

/* 45, 46: selectors of any length are answered; who cuts the line at 1024 bytes is the connection. */
static void
long_selectors(void **state)
{
	static const size_t sizes[] = { 254, 255, 256, 1023, 1024 };

	(void)state;
	stage_open(&s);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		char *selector = text_of('a', sizes[i]);

		assert_menu_reply(stage_gopher(&s, str_of(selector)));
		free(selector);
	}
	stage_close(&s);
}

/* Each menu's own items lead somewhere: what we write we also serve. */
static void
all_items_of_all_menus_are_served(void **state)
{
	static const char *const menus[] = { "", "/posts/", "/posts/moon.gmi", "/posts/sun.gmi", "/tags/", "/list/", "/dir/",
	    "/about.gmi", "/posts/letters/", "/posts/letters/deep.gmi", "/empty/" };
	struct arena a = { NULL };

	(void)state;
	stage_open(&s);
	for (size_t i = 0; i < COUNT(menus); i++) {
		struct str rest = arena_str(&a, stage_gopher(&s, str_of(menus[i]))), line, label, selector, host;

		while (str_line(&rest, &line) && str_cut(&line, '\t', &label)) {
			if (label.p[0] == 'i' || label.p[0] == 'h' || !str_cut(&line, '\t', &selector) ||
			    !str_cut(&line, '\t', &host))
				continue;
			assert_str_equal(host, "h.example");
			assert_true(str_starts(selector, STR("/")));
			for (size_t j = 0; j < selector.n; j++)
				assert_true(selector.p[j] > ' ' && selector.p[j] < 0x7f && selector.p[j] != '?' &&
				    selector.p[j] != '#');
			if (str_starts(stage_gopher(&s, selector), STR("3"))) {
				print_bytes("dead item", selector);
				fail();
			}
		}
	}
	arena_release(&a);
	stage_close(&s);
}

/* A page that no reply can hold is an error of ours, whole and alone, in both dialects. */
static void
a_page_too_large(void **state)
{
	(void)state;
	stage_open(&s);
	buf_release(&s.out);
	buf_init(&s.out, 200);
	assert_str_equal(stage_gemini(&s, "/posts/"), "40 Something failed here; please try again later\r\n");
	assert_true(str_starts(stage_gopher(&s, STR("/posts/")), STR("3Something failed")));
	assert_menu_reply(buf_str(&s.out));
	stage_close(&s);
}

/* What a file says of itself goes out as it stands on Gemini; the language only if it is one. */
static void
media_types(void **state)
{
	(void)state;
	stage_open(&s);
	assert_status(stage_gemini(&s, "/about.gmi"), "20 text/gemini; lang=en\r\n");
	assert_status(stage_gemini(&s, "/notes.txt"), "20 text/plain\r\n");
	temp_write(&s.t, "posts/lang.gmi", "---\ndate: 2024-01-01\nlang: \"en; charset=x\"\n---\n");
	stage_load(&s);
	assert_status(stage_gemini(&s, "/posts/lang.gmi"), "20 text/gemini\r\n");
	stage_settings(&s, "title: T\nhost: h.example\n");
	assert_status(stage_gemini(&s, "/about.gmi"), "20 text/gemini\r\n");
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "reply" };

	suite_table(&suite, "reply", rows, test_selector);
	suite_test(&suite, answers_that_are_no_page);
	suite_test(&suite, long_selectors);
	suite_test(&suite, all_items_of_all_menus_are_served);
	suite_test(&suite, a_page_too_large);
	suite_test(&suite, media_types);
	return suite_run(&suite);
}

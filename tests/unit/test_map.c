/* tests/unit/test_map.c: whole hand-written menus.	gophermap.md section 3 */
#include "unit/stage.h"

#define I "\t\terror.host\t1\r\n"
#define O "\th.example\t70\r\n"
#define LISTED "1sub\t/lotsa/sub/" O "0a.txt\t/lotsa/a.txt" O "Ipic.png\t/lotsa/pic.png" O

static struct stage s;

static const struct {
	const char *name, *map, *out;	/* out: without the dot that ends every menu */
} rows[] = {
	{ "1 text",		"Hello\n",			"iHello" I },
	{ "2 empty line",	"\n",				"i" I },
	{ "3 relative",		"1Stuff\tstuff\n",		"1Stuff\t/lotsa/stuff" O },
	{ "4 absolute",		"1Stuff\t/stuff\n",		"1Stuff\t/stuff" O },
	{ "5 left out",		"1src\t\n",			"1src\t/lotsa/src" O },
	{ "6 remote root",	"1Home\t\texample.net\t70\n",	"1Home\t\texample.net\t70\r\n" },
	{ "7 own port",		"1Home\t/x\texample.net\n",	"1Home\t/x\texample.net\t70\r\n" },
	{ "8 remote",		"1Home\tx\texample.net\t7070\n", "1Home\tx\texample.net\t7070\r\n" },
	{ "9 URL",		"hWeb\tURL:https://example.net/\n", "hWeb\tURL:https://example.net/" O },
	{ "10 telnet",		"8Board\tguest\tbbs.example.net\t23\n", "8Board\tguest\tbbs.example.net\t23\r\n" },
	{ "11 search",		"7Find\t/s\n",			"7Find\t/s" O },
	{ "12 comment",		"# note\n",			"" },
	{ "13 title",		"!Title\n",			"iTitle\tTITLE\tnull.host\t1\r\n" },
	{ "14 stop",		"Text\n.\nmore\n",		"iText" I },
	{ "15 listing",		"Text\n*\nmore\n",		"iText" I LISTED },
	{ "16 hide",		"-a.txt\n*\n",			"1sub\t/lotsa/sub/" O "Ipic.png\t/lotsa/pic.png" O },
	{ "17 type",		":png=9\n*\n",			"1sub\t/lotsa/sub/" O "0a.txt\t/lotsa/a.txt" O "9pic.png\t/lotsa/pic.png" O },
	{ "18 include",		"one\n=sub/part\nthree\n",	"ione" I "iPart" I "1Here\t/lotsa/x" O "ithree" I },
	{ "18b include of the root", "=/notes.txt\n",		"ione" I },	/* .hidden ends it */
	{ "19 outside",		"=../../etc/passwd\nx\n",	"ix" I },
	{ "19b a link outside",	"=out\nx\n",			"ix" I },
	{ "19c hidden",		"=/.git/config\nx\n",		"ix" I },
	{ "19d held",		"=/held/moon/20240229T120000Z-heldheld.gmi\nx\n", "ix" I },
	{ "20 itself",		"a\n=gophermap\nb\n",		"ia" I "ia" I "ia" I "ia" I "ia" I "ib" I "ib" I "ib" I "ib" I "ib" I },
	{ "21 star",		"i* star\t\n",			"i* star" I },
	{ "22 accident",	"text with\taccident\n",	"text with\t/lotsa/accident" O },
	{ "23 bad port",	"0A\ta.txt\tH2\tabc\n",		"0A\ta.txt\tH2\t70\r\n" },
	{ "24 no type",		"\t\t\t\n",			"" },
	{ "25 CRLF",		"1Stuff\tstuff\r\n",		"1Stuff\t/lotsa/stuff" O },
	{ "26 info",		"iInfo\tfake\tnull.host\t1\n",	"iInfo\tfake\tnull.host\t1\r\n" },
	{ "27 dots",		"0Up\t../a.txt\n",		"0Up\t/a.txt" O },
	{ "29 UTF-8",		"0\xc3\x9cn\xc3\xaf\ta.txt\n",	"0\xc3\x9cn\xc3\xaf\t/lotsa/a.txt" O },
	/* Without a TAB the `i` is text like the rest. */
	{ "30 escape",		"i\x1b[31mred\n",		"ii[31mred" I },
	{ "31 no line end",	"Hello",			"iHello" I },
	{ "32 empty",		"",				"" },
	{ "dot as a type",	":txt=.\n*\n",			LISTED },
};

static void
set_up(const char *map)
{
	stage_open(&s);
	temp_write(&s.t, "lotsa/a.txt", "x");
	temp_write(&s.t, "lotsa/pic.png", "x");
	temp_write(&s.t, "lotsa/sub/part", "Part\n1Here\tx\n");
	temp_write(&s.t, "lotsa/.hidden", "x");
	temp_write(&s.t, "lotsa/gophertag", "x");
	assert_int_equal(symlinkat("/etc/passwd", s.t.fd, "lotsa/out"), 0);
	temp_write(&s.t, "lotsa/gophermap", map);
}

static void
test_map(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str answer;
	char want[2048];

	set_up(row->map);
	answer = stage_gopher(&s, STR("/lotsa/"));
	(void)snprintf(want, sizeof(want), "%s.\r\n", row->out);
	assert_str_equal(answer, want);
	assert_bytes_equal(stage_gopher(&s, STR("lotsa")), answer);
	assert_status(stage_gemini(&s, "/lotsa/"), "20 text/gemini");	/* Gemini has its own listing */
	stage_close(&s);
}

/* 28: one line, though cut. */
static void
a_long_line(void **state)
{
	struct str answer, first;
	char *line;

	(void)state;
	set_up("");
	line = text_of('x', 5000);
	temp_write(&s.t, "lotsa/gophermap", line);
	answer = stage_gopher(&s, STR("/lotsa/"));
	assert_menu_reply(answer);
	assert_true(str_line(&answer, &first));
	assert_str_equal(answer, ".\r\n");
	stage_close(&s);
	free(line);
}

static void
in_other_folders(void **state)
{
	(void)state;
	set_up("");
	temp_write(&s.t, "gophermap", "Root\n");
	assert_str_equal(stage_gopher(&s, STR("")), "iRoot" I ".\r\n");
	assert_str_equal(stage_gopher(&s, STR("/")), "iRoot" I ".\r\n");
	assert_status(stage_gemini(&s, "/"), "20 text/gemini");
	temp_write(&s.t, "posts/gophermap", "Posts\n*\n");
	assert_str_equal(stage_gopher(&s, STR("/posts/")), "iPosts" I ".\r\n");	/* there are drafts in that folder */
	temp_write(&s.t, ".git/gophermap", "SECRET\n");
	assert_lacks(stage_gopher(&s, STR("/.git/")), "SECRET");
	temp_write(&s.t, "gophermap", "*\n");
	assert_lacks(stage_gopher(&s, STR("/")), "capsule.yaml");
	assert_lacks(stage_gopher(&s, STR("/")), "held");
	assert_lacks(stage_gopher(&s, STR("/")), "readers");
	assert_lacks(stage_gopher(&s, STR("/")), "escape.txt");
	assert_lacks(stage_gopher(&s, STR("/")), "fifo");
	assert_has(stage_gopher(&s, STR("/")), "0with space.txt\t/with%20space.txt" O);
	assert_has(stage_gopher(&s, STR("/")), "1posts\t/posts/" O);
	stage_close(&s);
}

/* A map that includes ever larger ones comes to an end, quickly. */
static void
a_bomb_of_includes(void **state)
{
	struct buf map;

	(void)state;
	set_up("");
	buf_init(&map, 1 << 20);
	for (int i = 0; i < 20000; i++)
		buf_add(&map, STR("=gophermap\n"));
	temp_write_bytes(&s.t, "lotsa/gophermap", buf_str(&map));
	assert_menu_reply(stage_gopher(&s, STR("/lotsa/")));
	stage_close(&s);
	buf_release(&map);
}

int
main(void)
{
	static struct suite suite = { .name = "map" };

	suite_table(&suite, "map", rows, test_map);
	suite_test(&suite, a_long_line);
	suite_test(&suite, in_other_folders);
	suite_test(&suite, a_bomb_of_includes);
	return suite_run(&suite);
}

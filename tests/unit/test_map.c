/* tests/unit/test_map.c: whole hand-written menus.	gophermap.md section 3 */
#include "unit/stage.h"

#include <sys/mman.h>

#include "page/page.h"

#define I "\t\terror.host\t1\r\n"
#define O "\th.example\t70\r\n"
#define LISTED "1sub\t/lotsa/sub/" O "0a.txt\t/lotsa/a.txt" O "Ipic.png (1 byte)\t/lotsa/pic.png" O

#define X50 "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx"
#define X500 X50 X50 X50 X50 X50 X50 X50 X50 X50 X50
#define X5000 X500 X500 X500 X500 X500 X500 X500 X500 X500 X500

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
	{ "16 hide",		"-a.txt\n*\n",			"1sub\t/lotsa/sub/" O "Ipic.png (1 byte)\t/lotsa/pic.png" O },
	{ "17 type",		":png=9\n*\n",			"1sub\t/lotsa/sub/" O "0a.txt\t/lotsa/a.txt" O "9pic.png (1 byte)\t/lotsa/pic.png" O },
	{ "18 include",		"one\n=sub/part\nthree\n",	"ione" I "iPart" I "1Here\t/lotsa/x" O "ithree" I },
	{ "18b include of the root", "=/notes.txt\n",		"ione" I },	/* .hidden ends it */
	{ "16b hide by accident", "---\n*\n",			LISTED },
	{ "16c hide a folder",	"-sub\n*\n",			"0a.txt\t/lotsa/a.txt" O "Ipic.png (1 byte)\t/lotsa/pic.png" O },
	{ "16d hide a folder, with its slash", "-sub/\n*\n",	"0a.txt\t/lotsa/a.txt" O "Ipic.png (1 byte)\t/lotsa/pic.png" O },
	{ "17b type of a name's end only", ":g=9\n*\n",	LISTED },
	{ "17c folders keep their type", ":sub=9\n*\n",	LISTED },
	{ "users",		"~\nx\n",			"ix" I },
	{ "virtual hosts",	"%\nx\n",			"ix" I },
	{ "19 outside",		"=../../etc/passwd\nx\n",	"ix" I },
	{ "19b a link outside",	"=out\nx\n",			"ix" I },
	{ "19c hidden",		"=/.git/config\nx\n",		"ix" I },
	{ "19d held",		"=/held/moon/20240229T120000Z-heldheld.gmi\nx\n", "ix" I },
	{ "19e a draft",	"=/posts/draft.gmi\nx\n",	"ix" I },
	{ "19f a draft's copy",	"=/posts/draft.gmi.bak\nx\n",	"ix" I },
	{ "19g a folder",	"=sub/\n=sub\nx\n",		"ix" I },
	{ "19h a FIFO",		"=/fifo.txt\nx\n",		"ix" I },
	{ "20 itself",		"a\n=gophermap\nb\n",		"ia" I "ib" I },
	{ "20b in a ring",	"a\n=sub/ring\nb\n",		"ia" I "iring" I "ib" I },
	{ "20c by another name", "a\n=sub/link\nb\n",		"ia" I "ib" I },
	{ "includes count from the file they stand in", "=sub/outer\n", "iinner" I },
	{ "the same map twice is no ring", "=sub/inner\n=sub/inner\n", "iinner" I "iinner" I },
	{ "four deep",		"=sub/1\nend\n",		"i1" I "i2" I "i3" I "i4" I "iend" I },
	{ "an include's stop is its own", "=sub/stops\nend\n",	"ibefore" I "iend" I },
	{ "an include's list is the menu's", "=sub/lists\nend\n", LISTED "iend" I },
	{ "a .gph included",	"=sub/menu.gph\n",		"1Menu\t/x" O },
	{ "posts",		"{{posts 2}}\n",		"12024-02-29 The Moon\t/posts/moon.gmi" O "12024-02-01 The Sun\t/posts/sun.gmi" O },
	{ "unknown braces",	"{{pots}}\n",			"i{{pots}}" I },
	{ "braces in an item",	"i{{posts}}\t\n",		"i{{posts}}" I },
	{ "byte order mark",	"\xef\xbb\xbf" "1Stuff\tstuff\n", "1Stuff\t/lotsa/stuff" O },
	{ "own host, in full",	"1Home\t/x\th.example\t70\n",	"1Home\t/x\th.example\t70\r\n" },
	{ "21 star",		"i* star\t\n",			"i* star" I },
	{ "22 accident",	"text with\taccident\n",	"text with\t/lotsa/accident" O },
	{ "23 bad port",	"0A\ta.txt\tH2\tabc\n",		"0A\ta.txt\tH2\t70\r\n" },
	{ "24 no type",		"\t\t\t\n",			"" },
	{ "25 CRLF",		"1Stuff\tstuff\r\n",		"1Stuff\t/lotsa/stuff" O },
	{ "26 info",		"iInfo\tfake\tnull.host\t1\n",	"iInfo\tfake\tnull.host\t1\r\n" },
	{ "27 dots",		"0Up\t../a.txt\n",		"0Up\t/a.txt" O },
	{ "28 5000 bytes, cut at what a label may have", X5000 "\nx\n", "i" X500 "xxxxxxxxxxxx" I "ix" I },
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
	temp_write(&s.t, "lotsa/sub/ring", "ring\n=../gophermap\n");
	assert_int_equal(symlinkat("../gophermap", s.t.fd, "lotsa/sub/link"), 0);
	temp_write(&s.t, "lotsa/sub/outer", "=inner\n");
	temp_write(&s.t, "lotsa/sub/inner", "inner\n");
	for (int i = 1; i <= 5; i++) {
		char path[32], text[32];

		(void)snprintf(path, sizeof(path), "lotsa/sub/%d", i);
		(void)snprintf(text, sizeof(text), "%d\n=%d\n", i, i + 1);
		temp_write(&s.t, path, text);
	}
	temp_write(&s.t, "lotsa/sub/stops", "before\n.\nbehind\n");
	temp_write(&s.t, "lotsa/sub/lists", "*\nbehind\n");
	temp_write(&s.t, "lotsa/sub/menu.gph", "[1|Menu|/x|server|port]\n");
	temp_write(&s.t, "posts/draft.gmi.bak", "SECRET\n");
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

static void
in_other_folders(void **state)
{
	struct str answer;

	(void)state;
	set_up("");
	temp_write(&s.t, "gophermap", "Root\n");
	assert_str_equal(stage_gopher(&s, STR("")), "iRoot" I ".\r\n");
	assert_str_equal(stage_gopher(&s, STR("/")), "iRoot" I ".\r\n");
	assert_status(stage_gemini(&s, "/"), "20 text/gemini");
	temp_write(&s.t, "posts/gophermap", "Posts\n*\n");
	answer = stage_gopher(&s, STR("/posts/"));	/* what the list page shows, not what is in the folder */
	assert_true(str_starts(answer, STR("iPosts" I "12024-02-29 The Moon\t/posts/moon.gmi" O)));
	assert_has(answer, "Deep\t/posts/letters/deep.gmi" O);
	assert_lacks(answer, "SECRET");
	assert_lacks(answer, "draft");
	assert_lacks(answer, "picture");
	assert_lacks(answer, "Not for Gopher");
	temp_write(&s.t, "posts/letters/gophermap", "*\n");
	assert_has(stage_gopher(&s, STR("/posts/letters/")), "Deep\t/posts/letters/deep.gmi" O);
	assert_lacks(stage_gopher(&s, STR("/posts/letters/")), "The Moon");
	temp_write(&s.t, "posts/.git/gophermap", "SECRET\n");
	assert_lacks(stage_gopher(&s, STR("/posts/.git/")), "SECRET");
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

/* The same two lists: in the map, and on the page that is made for the folder. */
static void
lists_what_the_folder_page_lists(void **state)
{
	struct str rest, line;
	char *made;

	(void)state;
	set_up("");
	assert_int_equal(unlinkat(s.t.fd, "lotsa/gophermap", 0), 0);
	rest = stage_gopher(&s, STR("/lotsa/"));
	made = strndup(rest.p, rest.n);
	assert_non_null(made);
	temp_write(&s.t, "lotsa/gophermap", "*\n");
	rest = stage_gopher(&s, STR("/lotsa/"));
	for (int i = 0; str_line(&rest, &line) && !str_eq(line, STR(".")); i++) {
		struct str label;

		assert_true(str_cut(&line, '\t', &label));	/* there a folder's label ends in a slash */
		assert_has(str_of(made), arena_cstr(&s.x.arena, line));
	}
	free(made);
	stage_close(&s);
}

static void
placeholders(void **state)
{
	(void)state;
	set_up("{{tags}}\n{{comments 1}}\n");
	assert_has(stage_gopher(&s, STR("/lotsa/")), "\t/tags/night-sky" O);
	assert_has(stage_gopher(&s, STR("/lotsa/")), "The Moon");
	assert_lacks(stage_gopher(&s, STR("/lotsa/")), "{{");
	assert_lacks(stage_gopher(&s, STR("/lotsa/")), "SECRET");
	stage_close(&s);
}

/* --- limits: just under, at, over --- */

/* Write lotsa/gophermap as `head` and one comment line that makes it `size` bytes in all. */
static void
write_of_size(const char *path, const char *head, size_t size)
{
	char *text = text_of('#', size);

	memcpy(text, head, strlen(head));
	temp_write_bytes(&s.t, path, (struct str){ text, size });
	free(text);
}

static void
size_of_a_map(void **state)
{
	(void)state;
	set_up("");
	for (size_t n = MAP_MAX - 1; n <= MAP_MAX + 1; n++) {
		struct str answer;

		write_of_size("lotsa/gophermap", "Hand\n", n);
		answer = stage_gopher(&s, STR("/lotsa/"));
		if (n <= MAP_MAX) {
			assert_str_equal(answer, "iHand" I ".\r\n");
		} else {
			assert_has(answer, "a.txt\t/lotsa/a.txt" O);	/* the page that is made */
			assert_lacks(answer, "Hand");
		}
	}
	write_of_size("gophermap", "Hand\n", MAP_MAX + 1);
	assert_has(stage_gopher(&s, STR("/")), "The Moon");
	stage_close(&s);
}

static void
size_of_all_maps(void **state)
{
	static const char five[] = "=sub/big\n=sub/big\n=sub/big\n=sub/big\nend\n";

	(void)state;
	set_up(five);
	for (int over = -1; over <= 1; over++) {
		struct str answer;
		size_t times = 0, last;

		/* Four times the same, and the menu's own bytes, come to MAP_TOTAL. */
		last = (size_t)((int)(MAP_TOTAL - (sizeof(five) - 1)) / 4 + over);
		write_of_size("lotsa/sub/big", "big\n", last);
		answer = stage_gopher(&s, STR("/lotsa/"));
		for (size_t i = 0; i + 4 < answer.n; i++)
			times += memcmp(answer.p + i, "ibig", 4) == 0;
		assert_int_equal(times, over == 1 ? 3 : 4);
		assert_has(answer, "iend" I);
	}
	stage_close(&s);
}

static void
number_of_includes(void **state)
{
	(void)state;
	for (int n = MAP_INCLUDES - 1; n <= MAP_INCLUDES + 1; n++) {
		struct str answer;
		struct buf map;
		int times = 0;

		set_up("");
		buf_init(&map, 1 << 20);
		for (int i = 0; i < n; i++)
			buf_add(&map, STR("=sub/inner\n"));
		temp_write_bytes(&s.t, "lotsa/gophermap", buf_str(&map));
		answer = stage_gopher(&s, STR("/lotsa/"));
		for (struct str line; str_line(&answer, &line); )
			times += str_starts(line, STR("iinner"));
		assert_int_equal(times, n > MAP_INCLUDES ? MAP_INCLUDES : n);
		buf_release(&map);
		stage_close(&s);
	}
}

static void
number_of_rules(void **state)
{
	(void)state;
	for (size_t n = MAP_RULES - 1; n <= MAP_RULES + 1; n++) {
		struct buf map;

		set_up("");
		buf_init(&map, 1 << 20);
		for (size_t i = 0; i + 1 < n; i++)
			buf_addf(&map, "-x%zu\n", i);
		buf_add(&map, STR("-a.txt\n*\n"));		/* the last of n */
		temp_write_bytes(&s.t, "lotsa/gophermap", buf_str(&map));
		if (n <= MAP_RULES)
			assert_lacks(stage_gopher(&s, STR("/lotsa/")), "a.txt");
		else
			assert_has(stage_gopher(&s, STR("/lotsa/")), "a.txt");
		buf_release(&map);
		stage_close(&s);
	}
}

/* A map that includes ever more of them comes to an end, quickly. */
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

/* A quarter of a megabyte of empty lines, four times: more than a reply holds. Not half a menu. */
static void
a_menu_that_is_too_large(void **state)
{
	char *lines = text_of('\n', MAP_MAX);

	(void)state;
	set_up("=sub/lines\n=sub/lines\n=sub/lines\n");
	temp_write(&s.t, "lotsa/sub/lines", lines);
	assert_has(stage_gopher(&s, STR("/lotsa/")), "a.txt\t/lotsa/a.txt" O);
	assert_menu_reply(stage_gopher(&s, STR("/lotsa/")));
	stage_close(&s);
	free(lines);
}

/* --- what the log is told --- */

static char told[1 << 16];

/* Ask for a selector, and catch what is written to the log meanwhile. */
static void
ask_and_listen(const char *selector)
{
	int log = memfd_create("log", MFD_CLOEXEC), saved = dup(STDERR_FILENO);
	ssize_t n;

	assert_true(log != -1 && saved != -1);
	(void)dup2(log, STDERR_FILENO);
	(void)stage_gopher(&s, str_of(selector));
	(void)dup2(saved, STDERR_FILENO);
	(void)close(saved);
	n = pread(log, told, sizeof(told) - 1, 0);
	(void)close(log);
	assert_true(n >= 0);
	told[n] = '\0';
}

static const struct {
	const char *name, *map, *told;		/* told: a part of what the log says; NULL: nothing at all */
} notes[] = {
	{ "nothing is odd",	"!T\n# c\nText\n0A\ta.txt\n1H\t/x\th\t70\n-a.txt\n:png=9\n=sub/part\n*\n", NULL },
	{ "bad port",		"x\n0A\ta\th\tabc\n",	"warning: lotsa/gophermap:2:8: found 'abc'; expected a port from 1 to 65535" },
	{ "port 0",		"0A\ta\th\t0\n",		"lotsa/gophermap:1:8: found '0'" },
	{ "port over the limit", "0A\ta\th\t65536\n",	"lotsa/gophermap:1:8: found '65536'" },
	{ "port at the limit",	"0A\ta\th\t65535\n",		NULL },
	{ "port of a text",	"iA\t\tnull.host\t0\n",	NULL },
	{ "unknown type",	"text with\taccident\n",	"lotsa/gophermap:1:1: found 't'; expected a type" },
	{ "no type",		"\t\t\t\n",			"lotsa/gophermap:1:1: found '\\x09'; expected a type" },
	{ "missing include",	"\n=sub/nothing\n",		"lotsa/gophermap:2:2: found 'sub/nothing'; expected the name of a map" },
	{ "loop",		"=gophermap\n",			"lotsa/gophermap:1:2: found 'gophermap'; expected a map that is not on its way" },
	{ "loop in an include",	"=sub/ring\n",			"lotsa/sub/ring:2:2: found '../gophermap'" },
	{ "too deep",		"=sub/1\n",			"lotsa/sub/4:2:2: found '5'; expected at most 4 maps" },
	{ "outside",		"=../../etc/passwd\n",		"lotsa/gophermap:1:2: found '../../etc/passwd'" },
	{ "an underline",	"Title\n=====\n",		"lotsa/gophermap:2:1: found '====='; expected the name of a map behind the =; to show" },
	{ "a rule",		"---\n",			"lotsa/gophermap:1:1: found '---'" },
	{ "a list item",	"* item\n",			"lotsa/gophermap:1:1: found '* item'" },
	{ "three dots",		"...\n",			"lotsa/gophermap:1:1: found '...'" },
	{ "users",		"~\n",				"lotsa/gophermap:1:1: found '~'" },
	{ "virtual hosts",	"%\n",				"lotsa/gophermap:1:1: found '%'" },
	{ "no extension",	":png\n",			"lotsa/gophermap:1:1: found ':png'; expected an extension" },
	{ "extension of an unknown type", ":png=t\n",		"lotsa/gophermap:1:6: found 't'" },
	{ "braces",		" {{pots}}\n",			"lotsa/gophermap:1:4: unknown {{" },
	{ "an escape",		"=\x1b[31m\n",			"found '\\x1b[31m'" },
};

static void
test_note(void **state)
{
	const __typeof__(notes[0]) *row = *state;

	set_up(row->map);
	ask_and_listen("/lotsa/");
	if (row->told == NULL)
		assert_string_equal(told, "");
	else
		assert_has(str_of(told), row->told);
	ask_and_listen("/lotsa/");			/* once for each version */
	assert_string_equal(told, "");
	temp_write(&s.t, "lotsa/gophermap", row->map);
	temp_touch(&s.t, "lotsa/gophermap", 1000000000);
	ask_and_listen("/lotsa/");
	if (row->told != NULL && !has_text(str_of(row->told), STR("lotsa/sub/")))
		assert_has(str_of(told), row->told);
	stage_close(&s);
}

static void
notes_of_a_map_that_is_too_large(void **state)
{
	(void)state;
	set_up("");
	write_of_size("lotsa/gophermap", "Hand\n", MAP_MAX + 1);
	ask_and_listen("/lotsa/");
	assert_has(str_of(told), "lotsa/gophermap: the map is too large; expected at most 262144 bytes");
	ask_and_listen("/lotsa/");
	assert_string_equal(told, "");
	stage_close(&s);
}

/* A file that is none at all does not fill the log. */
static void
number_of_notes(void **state)
{
	(void)state;
	for (size_t n = MAP_NOTES - 1; n <= MAP_NOTES + 1; n++) {
		char *map = text_of('\n', 2 * n);
		size_t lines = 0;

		for (size_t i = 0; i < n; i++)
			map[2 * i] = '~';
		set_up(map);
		ask_and_listen("/lotsa/");
		for (size_t i = 0; told[i] != '\0'; i++)
			lines += told[i] == '\n';
		assert_int_equal(lines, n > MAP_NOTES ? MAP_NOTES : n);
		stage_close(&s);
		free(map);
	}
}

/* --- geomyidae's --- */

static const struct {
	const char *name, *gph, *out;
} gphs[] = {
	{ "a menu",		"Hello\n[1|Up|..|server|port]\n[0|A|a.txt|server|port]\ntthe end\n",
	    "iHello" I "1Up\t/" O "0A\t/lotsa/a.txt" O "ithe end" I },
	{ "other hosts",	"[1|X|x|example.net|7070]\n[h|W|URL:https://e.example/|server|port]\n",
	    "1X\tx\texample.net\t7070\r\nhW\tURL:https://e.example/" O },
	{ "no directives",	"# a\n* b\n.\n=x\n-c\n!d\n",	"i# a" I "i* b" I "i." I "i=x" I "i-c" I "i!d" I },
	{ "posts",		"{{posts 1}}\n",		"12024-02-29 The Moon\t/posts/moon.gmi" O },
	{ "broken",		"[1|A|b]\n",			"i[1|A|b]" I },
	{ "empty",		"",				"" },
};

static void
test_gph(void **state)
{
	const __typeof__(gphs[0]) *row = *state;
	char want[2048];

	set_up("");
	assert_int_equal(unlinkat(s.t.fd, "lotsa/gophermap", 0), 0);
	temp_write(&s.t, "lotsa/index.gph", row->gph);
	temp_write(&s.t, "lotsa/Other.GPH", row->gph);
	(void)snprintf(want, sizeof(want), "%s.\r\n", row->out);
	assert_str_equal(stage_gopher(&s, STR("/lotsa/")), want);
	assert_str_equal(stage_gopher(&s, STR("/lotsa/index.gph")), want);
	assert_str_equal(stage_gopher(&s, STR("/lotsa/Other.GPH")), want);
	/* On Gemini it is a text, and the folder has its own list. */
	assert_status(stage_gemini(&s, "/lotsa/index.gph"), "20 text/plain\r\n");
	assert_true(str_ends(stage_gemini(&s, "/lotsa/index.gph"), str_of(row->gph)));
	assert_status(stage_gemini(&s, "/lotsa/"), "20 text/gemini");
	temp_write(&s.t, "lotsa/gophermap", "Map\n");		/* and wins */
	assert_str_equal(stage_gopher(&s, STR("/lotsa/")), "iMap" I ".\r\n");
	stage_close(&s);
}

static void
gph_elsewhere(void **state)
{
	(void)state;
	set_up("=sub/menu.gph\n*\n");
	temp_write(&s.t, "lotsa/b.gph", "[1|A|b]\n");
	assert_has(stage_gopher(&s, STR("/lotsa/")), "1b.gph\t/lotsa/b.gph" O);
	assert_lacks(stage_gopher(&s, STR("/lotsa/")), "index.gph");
	ask_and_listen("/lotsa/b.gph");
	assert_has(str_of(told), "lotsa/b.gph:1:1: found '[1|A|b]'; expected [type|label|selector|host|port]");
	write_of_size("lotsa/b.gph", "Hand\n", MAP_MAX + 1);
	assert_true(str_starts(stage_gopher(&s, STR("/lotsa/b.gph")), STR("3")));
	assert_int_equal(unlinkat(s.t.fd, "lotsa/gophermap", 0), 0);
	temp_write(&s.t, "index.gph", "[1|Home|/x|server|port]\n");
	assert_str_equal(stage_gopher(&s, STR("")), "1Home\t/x" O ".\r\n");
	stage_close(&s);
}

/* The list that * makes goes on where the folder's own page does, by the same rules. */
static void
parts_of_a_long_list(void **state)
{
	static const char *const folders[] = { "crowd/", "" };
	char path[32];

	(void)state;
	stage_open(&s);
	for (size_t f = 0; f < COUNT(folders); f++) {
		for (int i = 0; i < 2 * FOLDER_PER_PAGE + 1; i++) {
			(void)snprintf(path, sizeof(path), "%s%03d.txt", folders[f], i);
			temp_write(&s.t, path, "x");
		}
	}
	temp_write(&s.t, "part", "*\nBelow\n");
	temp_write(&s.t, "crowd/gophermap", "Above\n-250.txt\n:txt=9\n=/part\n");
	assert_has(stage_gopher(&s, STR("/crowd/")), "iAbove" I);
	assert_has(stage_gopher(&s, STR("/crowd/")), "1Page 2 of 3\t/crowd/page-2" O);
	assert_has(stage_gopher(&s, STR("/crowd/page-2")), "i/crowd/" I);
	assert_has(stage_gopher(&s, STR("/crowd/page-2")), "9200.txt\t/crowd/200.txt" O);
	assert_has(stage_gopher(&s, STR("/crowd/page-2")), "1Page 1 of 3\t/crowd/" O);
	assert_has(stage_gopher(&s, STR("/ascii/crowd/page-2")), "\t/ascii/crowd/200.txt" O);
	assert_lacks(stage_gopher(&s, STR("/crowd/page-2")), "250.txt");
	assert_lacks(stage_gopher(&s, STR("/crowd/page-2")), "iAbove");
	assert_lacks(stage_gopher(&s, STR("/crowd/page-2")), "iBelow");
	assert_has(stage_gopher(&s, STR("/crowd/page-3")), "9400.txt\t/crowd/400.txt" O);
	assert_has(stage_gopher(&s, STR("/crowd/page-4")), "3Not found");
	temp_write(&s.t, "crowd/gophermap", "No list of what is here\n");
	assert_has(stage_gopher(&s, STR("/crowd/page-2")), "3Not found");
	assert_status(stage_gemini(&s, "/crowd/page-2"), "20 ");
	temp_write(&s.t, "gophermap", "*\n");
	assert_has(stage_gopher(&s, STR("/page-2")), "\t/200.txt" O);
	assert_status(stage_gemini(&s, "/page-2"), "51 ");
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "map" };

	suite_table(&suite, "map", rows, test_map);
	suite_test(&suite, in_other_folders);
	suite_test(&suite, lists_what_the_folder_page_lists);
	suite_test(&suite, parts_of_a_long_list);
	suite_test(&suite, placeholders);
	suite_test(&suite, size_of_a_map);
	suite_test(&suite, size_of_all_maps);
	suite_test(&suite, number_of_includes);
	suite_test(&suite, number_of_rules);
	suite_test(&suite, a_bomb_of_includes);
	suite_test(&suite, a_menu_that_is_too_large);
	suite_table(&suite, "note", notes, test_note);
	suite_test(&suite, notes_of_a_map_that_is_too_large);
	suite_test(&suite, number_of_notes);
	suite_table(&suite, "gph", gphs, test_gph);
	suite_test(&suite, gph_elsewhere);
	return suite_run(&suite);
}

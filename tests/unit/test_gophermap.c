/*
 * tests/unit/test_gophermap.c: one line of a hand-written menu.	gophermap.md sections 1 to 3
 * Rows about whole maps (listings, includes, the dot) are in test_map.c.
 */
#include "unit/test.h"

#include "format/gophermap.h"

static const struct row {
	const char *name, *line;
	enum gophermap_kind kind;
	char type;
	const char *label, *selector, *host;
	uint16_t port;
} rows[] = {
	{ "1 text",			"Hello",		GOPHERMAP_TEXT, 0, "Hello", NULL, NULL, 0 },
	{ "2 empty line",		"",			GOPHERMAP_TEXT, 0, "", NULL, NULL, 0 },
	{ "3 relative selector",	"1Stuff\tstuff",	GOPHERMAP_ITEM, '1', "Stuff", "/lotsa/stuff", NULL, 0 },
	{ "4 absolute selector",	"1Stuff\t/stuff",	GOPHERMAP_ITEM, '1', "Stuff", "/stuff", NULL, 0 },
	{ "5 selector left out",	"1src\t",		GOPHERMAP_ITEM, '1', "src", "/lotsa/src", NULL, 0 },
	{ "6 a remote root",		"1Home\t\texample.net\t70", GOPHERMAP_ITEM, '1', "Home", "", "example.net", 70 },
	{ "7 host, own port",		"1Home\t/x\texample.net", GOPHERMAP_ITEM, '1', "Home", "/x", "example.net", 0 },
	{ "8 remote selector is kept",	"1Home\tx\texample.net\t7070", GOPHERMAP_ITEM, '1', "Home", "x", "example.net", 7070 },
	{ "9 URL",			"hWeb\tURL:https://example.net/", GOPHERMAP_ITEM, 'h', "Web", "URL:https://example.net/", NULL, 0 },
	{ "10 telnet",			"8Board\tguest\tbbs.example.net\t23", GOPHERMAP_ITEM, '8', "Board", "guest", "bbs.example.net", 23 },
	{ "11 search",			"7Find\t/s",		GOPHERMAP_ITEM, '7', "Find", "/s", NULL, 0 },
	{ "12 comment",			"# note",		GOPHERMAP_NOTHING, 0, NULL, NULL, NULL, 0 },
	{ "12b comment with a tab",	"#a\tb",		GOPHERMAP_NOTHING, 0, NULL, NULL, NULL, 0 },
	{ "13 title",			"!Title",		GOPHERMAP_TITLE, 0, "Title", NULL, NULL, 0 },
	{ "14 stop",			".",			GOPHERMAP_STOP, 0, NULL, NULL, NULL, 0 },
	{ "14b dots end a map, too",	"...",			GOPHERMAP_STOP, 0, NULL, NULL, NULL, 0 },
	{ "15 listing",			"*",			GOPHERMAP_LISTING, 0, NULL, NULL, NULL, 0 },
	{ "15b a list item is one",	"* item",		GOPHERMAP_LISTING, 0, NULL, NULL, NULL, 0 },
	{ "16 hide",			"-a.txt",		GOPHERMAP_HIDE, 0, "a.txt", NULL, NULL, 0 },
	{ "16b hide before tabs",	"-a\tb",		GOPHERMAP_HIDE, 0, "a\tb", NULL, NULL, 0 },
	{ "16c a rule hides `--`",	"---",			GOPHERMAP_HIDE, 0, "--", NULL, NULL, 0 },
	{ "17 type",			":png=9",		GOPHERMAP_TYPE, '9', "png", NULL, NULL, 0 },
	{ "17b no extension",		":=9",			GOPHERMAP_NOTHING, 0, NULL, NULL, NULL, 0 },
	{ "17c no type",		":png=",		GOPHERMAP_NOTHING, 0, NULL, NULL, NULL, 0 },
	{ "17d neither",		":",			GOPHERMAP_NOTHING, 0, NULL, NULL, NULL, 0 },
	{ "17e a tab for a type",	":png=\t",		GOPHERMAP_NOTHING, 0, NULL, NULL, NULL, 0 },
	/* gopher.md section 3: a line of type dot must never appear. */
	{ "17f a dot for a type",	":png=.",		GOPHERMAP_NOTHING, 0, NULL, NULL, NULL, 0 },
	{ "18 include",			"=sub/part",		GOPHERMAP_INCLUDE, 0, "sub/part", NULL, NULL, 0 },
	{ "users",			"~",			GOPHERMAP_NOTHING, 0, NULL, NULL, NULL, 0 },
	{ "virtual hosts",		"%",			GOPHERMAP_NOTHING, 0, NULL, NULL, NULL, 0 },
	{ "21 a star as text",		"i* star\t",		GOPHERMAP_ITEM, 'i', "* star", NULL, NULL, 0 },
	{ "22 an accident",		"text with\taccident",	GOPHERMAP_ITEM, 't', "ext with", "/lotsa/accident", NULL, 0 },
	/* policy: our own port rather than a lost line */
	{ "23 bad port",		"0A\ta.txt\tH2\tabc",	GOPHERMAP_ITEM, '0', "A", "a.txt", "H2", 0 },
	{ "23b port over the limit",	"0A\ta.txt\tH2\t65536",	GOPHERMAP_ITEM, '0', "A", "a.txt", "H2", 0 },
	{ "23c port at the limit",	"0A\ta.txt\tH2\t65535",	GOPHERMAP_ITEM, '0', "A", "a.txt", "H2", 65535 },
	/* policy: skipped */
	{ "24 no type",			"\t\t\t",		GOPHERMAP_NOTHING, 0, NULL, NULL, NULL, 0 },
	{ "26 an info line of one's own", "iInfo\tfake\tnull.host\t1", GOPHERMAP_ITEM, 'i', "Info", "fake", "null.host", 1 },
	{ "27 dot segments",		"0Up\t../a.txt",	GOPHERMAP_ITEM, '0', "Up", "/a.txt", NULL, 0 },
	{ "27b never above the root",	"0Up\t../../../a.txt",	GOPHERMAP_ITEM, '0', "Up", "/a.txt", NULL, 0 },
	{ "29 UTF-8",			"0\xc3\x9cn\xc3\xaf\ta.txt", GOPHERMAP_ITEM, '0', "\xc3\x9cn\xc3\xaf", "/lotsa/a.txt", NULL, 0 },
	/* DESIGN.md section 2: selectors of ours are ASCII without blanks. */
	{ "blank in a selector",	"0A\ta b.txt",		GOPHERMAP_ITEM, '0', "A", "/lotsa/a%20b.txt", NULL, 0 },
	{ "UTF-8 in a selector",	"0A\t\xc3\xa9.txt",	GOPHERMAP_ITEM, '0', "A", "/lotsa/%C3%A9.txt", NULL, 0 },
	{ "tabs at the end",		"0A\ta.txt\t\t",	GOPHERMAP_ITEM, '0', "A", "/lotsa/a.txt", NULL, 0 },
	{ "Gopher+ field",		"0A\ta.txt\th\t70\t+",	GOPHERMAP_ITEM, '0', "A", "a.txt", "h", 70 },
};

static void
test_line(void **state)
{
	const struct row *row = *state;
	struct str line = exact_dup(row->line);
	struct gophermap_line l = gophermap_parse_line(line);
	struct arena a = { NULL };

	assert_int_equal(l.kind, row->kind);
	if (row->kind == GOPHERMAP_ITEM || row->kind == GOPHERMAP_TYPE)
		assert_int_equal(l.type, row->type);
	if (row->label != NULL) {
		assert_str_equal(l.name, row->label);
		assert_true(str_inside(l.name, line));
	}
	if (row->kind == GOPHERMAP_ITEM) {
		assert_int_equal(l.has_host, row->host != NULL);
		if (row->host != NULL)
			assert_str_equal(l.host, row->host);
		assert_int_equal(l.port, row->port);
	}
	if (row->selector != NULL)
		assert_str_equal(gophermap_selector(&a, STR("/lotsa/"), &l), row->selector);
	arena_release(&a);
	exact_free(line);
}

/* What the author is told: where it stands, counted from 1, and that something else was expected. */
static const struct {
	const char *name, *line, *found;	/* found: NULL: nothing is odd */
	size_t col;
} odd[] = {
	{ "text",			"Hello",		NULL, 0 },
	{ "comment",			"# x",			NULL, 0 },
	{ "title",			"!x",			NULL, 0 },
	{ "item",			"0A\ta\th\t70",		NULL, 0 },
	{ "no port",			"0A\ta\th\t",		NULL, 0 },
	{ "blanks around a port",	"0A\ta\th\t 70 ",	NULL, 0 },
	{ "bad port",			"0A\ta\th\tabc",	"abc", 8 },
	{ "port 0",			"0A\ta\th\t0",		"0", 8 },
	{ "port 1",			"0A\ta\th\t1",		NULL, 0 },
	{ "port just under the limit",	"0A\ta\th\t65534",	NULL, 0 },
	{ "port at the limit",		"0A\ta\th\t65535",	NULL, 0 },
	{ "port over the limit",	"0A\ta\th\t65536",	"65536", 8 },
	{ "port of a text line",	"iA\t\tfake\t0",		NULL, 0 },
	{ "unknown type",		"text\ta",		"t", 1 },
	{ "unknown type and bad port",	"text\ta\th\tabc",	"t", 1 },
	{ "no type",			"\ta",			"\t", 1 },
	{ "a blank for a type",		" A\ta",		" ", 1 },
	{ "hide",			"-a",			NULL, 0 },
	{ "hide nothing",		"-",			"-", 1 },
	{ "a rule",			"---",			"---", 1 },
	{ "a list item",		"- item",		"- item", 1 },
	{ "type",			":png=9",		NULL, 0 },
	{ "extension of an unknown type", ":png=t",		"t", 6 },
	{ "no extension",		":=9",			":=9", 1 },
	{ "a smiley",			":-)",			":-)", 1 },
	{ "include",			"=a",			NULL, 0 },
	{ "include nothing",		"= ",			"= ", 1 },
	{ "an underline",		"=====",		"=====", 1 },
	{ "listing",			"* ",			NULL, 0 },
	{ "a starred item",		"* item",		"* item", 1 },
	{ "stop",			".",			NULL, 0 },
	{ "three dots",			"...",			"...", 1 },
	{ "users",			"~",			"~", 1 },
	{ "virtual hosts",		"%",			"%", 1 },
};

static void
test_odd(void **state)
{
	const __typeof__(odd[0]) *row = *state;
	struct str line = exact_dup(row->line);
	struct gophermap_line l = gophermap_parse_line(line);

	assert_int_equal(l.expected != NULL, row->found != NULL);
	if (row->found != NULL) {
		assert_str_equal(l.found, row->found);
		assert_int_equal(l.found.p - line.p + 1, row->col);
	}
	exact_free(line);
}

/* 28 */
static void
a_long_line_is_one_line(void **state)
{
	char *text = text_of('x', 5000);
	struct gophermap_line l = gophermap_parse_line(str_of(text));

	(void)state;
	assert_int_equal(l.kind, GOPHERMAP_TEXT);
	assert_int_equal(l.name.n, 5000);
	free(text);
}

static void
every_short_line(void **state)
{
	(void)state;
	for (int i = 0; i < 65536; i++) {
		char bytes[] = { (char)(i >> 8), '\t', (char)i };
		struct str line = exact_of((struct str){ bytes, 3 });
		struct gophermap_line l = gophermap_parse_line(line);
		struct arena a = { NULL };

		assert_true(l.name.n == 0 || str_inside(l.name, line));
		if (l.kind == GOPHERMAP_ITEM)
			(void)gophermap_selector(&a, STR("/"), &l);
		arena_release(&a);
		exact_free(line);
	}
}

int
main(void)
{
	static struct suite s = { .name = "gophermap" };

	suite_table(&s, "gophermap", rows, test_line);
	suite_table(&s, "gophermap odd", odd, test_odd);
	suite_test(&s, a_long_line_is_one_line);
	suite_test(&s, every_short_line);
	return suite_run(&s);
}

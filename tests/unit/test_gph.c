/* tests/unit/test_gph.c: one line of geomyidae's menus.	gophermap.md section 1, conventions.md section 1 */
#include "unit/test.h"

#include "format/gph.h"

#define TEXT(shown) GOPHERMAP_TEXT, 0, (shown), NULL, NULL, 0, 0
#define BROKEN(line) GOPHERMAP_TEXT, 0, (line), NULL, NULL, 0, 1

static const struct row {
	const char *name, *line;
	enum gophermap_kind kind;
	char type;
	const char *label, *selector, *host;	/* selector as it is sent from /lotsa/ */
	uint16_t port;
	size_t col;				/* where something odd is; 0: nothing is */
} rows[] = {
	{ "text",			"Hello",		TEXT("Hello") },
	{ "empty line",			"",			TEXT("") },
	{ "text with a bracket later",	"a [b|c]",		TEXT("a [b|c]") },
	{ "no comments",		"# a",			TEXT("# a") },
	{ "a TAB is no field",		"1a\tb",		TEXT("1a\tb") },
	{ "t escapes a bracket",	"t[1|a|b|c|d]",		TEXT("[1|a|b|c|d]") },
	{ "t escapes a t",		"tthe end",		TEXT("the end") },
	{ "one t is lost",		"ttt",			TEXT("tt") },
	{ "a lone t",			"t",			TEXT("") },
	{ "t before a blank",		"t  x",			TEXT("  x") },
	{ "a t that was not meant so",	"the end",		GOPHERMAP_TEXT, 0, "he end", NULL, NULL, 0, 1 },
	{ "a capital is no escape",	"The end",		TEXT("The end") },
	{ "newer escape",		"[|the end",		TEXT("the end") },
	{ "newer escape of nothing",	"[|",			TEXT("") },

	{ "absolute",			"[1|Stuff|/stuff|server|port]",	GOPHERMAP_ITEM, '1', "Stuff", "/stuff", NULL, 0, 0 },
	{ "relative",			"[0|A|a.txt|server|port]",	GOPHERMAP_ITEM, '0', "A", "/lotsa/a.txt", NULL, 0, 0 },
	{ "relative, dots",		"[0|A|../b/./a.txt|server|port]", GOPHERMAP_ITEM, '0', "A", "/b/a.txt", NULL, 0, 0 },
	{ "never above the root",	"[0|A|../../../a|server|port]",	GOPHERMAP_ITEM, '0', "A", "/a", NULL, 0, 0 },
	{ "relative, encoded",		"[0|A|a b?.txt|server|port]",	GOPHERMAP_ITEM, '0', "A", "/lotsa/a%20b%3F.txt", NULL, 0, 0 },
	{ "the root",			"[1|Home||server|port]",	GOPHERMAP_ITEM, '1', "Home", "/", NULL, 0, 0 },
	{ "another host",		"[1|X|x|example.net|7070]",	GOPHERMAP_ITEM, '1', "X", "x", "example.net", 7070, 0 },
	{ "another host's root",	"[1|X||example.net|70]",	GOPHERMAP_ITEM, '1', "X", "", "example.net", 70, 0 },
	{ "another port of ours",	"[1|X|/x|server|7070]",		GOPHERMAP_ITEM, '1', "X", "/x", NULL, 7070, 0 },
	{ "host and port left out",	"[1|X|/x||]",			GOPHERMAP_ITEM, '1', "X", "/x", NULL, 0, 0 },
	{ "URL",			"[h|W|URL:https://e.example/|server|port]", GOPHERMAP_ITEM, 'h', "W", "URL:https://e.example/", NULL, 0, 0 },
	{ "telnet",			"[8|B|guest|bbs|23]",		GOPHERMAP_ITEM, '8', "B", "guest", "bbs", 23, 0 },
	{ "telnet to us: no path",	"[8|B|guest|server|23]",	GOPHERMAP_ITEM, '8', "B", "guest", NULL, 23, 0 },
	{ "search",			"[7|S|/s|server|port]",		GOPHERMAP_ITEM, '7', "S", "/s", NULL, 0, 0 },
	{ "no label",			"[1||/x|server|port]",		GOPHERMAP_ITEM, '1', "", "/x", NULL, 0, 0 },
	{ "escaped bar",		"[1|a \\| b|/x|server|port]",	GOPHERMAP_ITEM, '1', "a | b", "/x", NULL, 0, 0 },
	{ "escaped bar in a selector",	"[1|a|/x\\|y|server|port]",	GOPHERMAP_ITEM, '1', "a", "/x|y", NULL, 0, 0 },
	{ "a backslash alone",		"[1|a\\b|/x|server|port]",	GOPHERMAP_ITEM, '1', "a\\b", "/x", NULL, 0, 0 },
	{ "bracket in a label",		"[1|a [b]|/x|server|port]",	GOPHERMAP_ITEM, '1', "a [b]", "/x", NULL, 0, 0 },
	{ "more behind it",		"[1|a|/x|server|port] etc",	GOPHERMAP_ITEM, '1', "a", "/x", NULL, 0, 0 },
	{ "UTF-8",			"[1|\xc3\x9c|/x|server|port]",	GOPHERMAP_ITEM, '1', "\xc3\x9c", "/x", NULL, 0, 0 },
	{ "a text item",		"[i|Text|Err|server|port]",	GOPHERMAP_ITEM, 'i', "Text", "Err", NULL, 0, 0 },

	{ "no link",			"[see below]",			BROKEN("[see below]") },
	{ "lone bracket",		"[",				BROKEN("[") },
	{ "too few fields",		"[1|a|b|server]",		BROKEN("[1|a|b|server]") },
	{ "too many fields",		"[1|a|b|server|port|x]",	BROKEN("[1|a|b|server|port|x]") },
	{ "not closed",			"[1|a|b|server|port",		BROKEN("[1|a|b|server|port") },
	{ "all bars escaped",		"[1\\|a\\|b\\|c\\|d]",		BROKEN("[1\\|a\\|b\\|c\\|d]") },
	{ "a dot for a type",		"[.|a|/b|server|port]",		GOPHERMAP_TEXT, 0, "[.|a|/b|server|port]", NULL, NULL, 0, 2 },
	{ "a blank for a type",		"[ |a|/b|server|port]",		GOPHERMAP_TEXT, 0, "[ |a|/b|server|port]", NULL, NULL, 0, 2 },
	{ "two types",			"[11|a|/b|server|port]",	GOPHERMAP_ITEM, '1', "a", "/b", NULL, 0, 2 },
	{ "unknown type",		"[t|a|/b|server|port]",		GOPHERMAP_ITEM, 't', "a", "/b", NULL, 0, 2 },
	{ "bad port",			"[1|a|/b|h|abc]",		GOPHERMAP_ITEM, '1', "a", "/b", "h", 0, 11 },
	{ "port 0",			"[1|a|/b|h|0]",			GOPHERMAP_ITEM, '1', "a", "/b", "h", 0, 11 },
	{ "port 1",			"[1|a|/b|h|1]",			GOPHERMAP_ITEM, '1', "a", "/b", "h", 1, 0 },
	{ "port just under the limit",	"[1|a|/b|h|65534]",		GOPHERMAP_ITEM, '1', "a", "/b", "h", 65534, 0 },
	{ "port at the limit",		"[1|a|/b|h|65535]",		GOPHERMAP_ITEM, '1', "a", "/b", "h", 65535, 0 },
	{ "port over the limit",	"[1|a|/b|h|65536]",		GOPHERMAP_ITEM, '1', "a", "/b", "h", 0, 11 },
};

static void
test_line(void **state)
{
	const struct row *row = *state;
	struct str line = exact_dup(row->line);
	struct arena a = { NULL };
	struct gophermap_line l = gph_parse_line(line, &a);

	assert_int_equal(l.kind, row->kind);
	assert_str_equal(l.name, row->label);
	assert_int_equal(l.expected != NULL, row->col > 0);
	if (row->col > 0)
		assert_int_equal(l.found.p - line.p + 1, row->col);
	if (row->kind == GOPHERMAP_ITEM) {
		assert_int_equal(l.type, row->type);
		assert_int_equal(l.has_host, row->host != NULL);
		if (row->host != NULL)
			assert_str_equal(l.host, row->host);
		assert_int_equal(l.port, row->port);
		assert_str_equal(gophermap_selector(&a, STR("/lotsa/"), &l), row->selector);
	}
	arena_release(&a);
	exact_free(line);
}

static const struct {
	const char *name;
	bool is;
} names[] = {
	{ "index.gph", true }, { "/a/b.gph", true }, { "B.GPH", true }, { "a.b.gph", true },
	{ "gph", false }, { ".gph", false }, { "a.gp", false }, { "a.gph~", false }, { "gophermap", false },
	{ "a.dcgi", false }, { "", false },
};

static void
test_name(void **state)
{
	const __typeof__(names[0]) *row = *state;
	struct str name = exact_dup(row->name);

	assert_int_equal(gph_is(name), row->is);
	exact_free(name);
}

int
main(void)
{
	static struct suite s = { .name = "gph" };

	suite_table(&s, "gph", rows, test_line);
	suite_table(&s, "gph name", names, test_name);
	return suite_run(&s);
}

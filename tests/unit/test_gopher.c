/* tests/unit/test_gopher.c: Gopher's request line, and the answers that are no page.	gopher.md */
#include "unit/test.h"

#include "format/utf8.h"
#include "base/version.h"
#include "proto/gopher.h"

static bool
is_search(struct str selector)
{
	return str_eq(selector, STR("/s")) || str_eq(selector, STR("s"));
}

/* --- section 15: requests --- */

static const struct row {
	const char *name, *line;
	enum gopher_kind kind;
	const char *selector, *search;	/* search NULL: none */
} rows[] = {
	{ "1 empty",			"",			GOPHER_ITEM, "", NULL },
	{ "2 slash",			"/",			GOPHER_ITEM, "/", NULL },
	{ "5 file",			"/a.txt",		GOPHER_ITEM, "/a.txt", NULL },
	{ "6 without slash",		"a.txt",		GOPHER_ITEM, "a.txt", NULL },
	{ "22 escape sequence",		"/x\x1b[31m",		GOPHER_ITEM, "/x\x1b[31m", NULL },
	{ "23 UTF-8",			"/caf\xc3\xa9.txt",	GOPHER_ITEM, "/caf\xc3\xa9.txt", NULL },
	{ "24 blank",			"/with space.txt",	GOPHER_ITEM, "/with space.txt", NULL },
	{ "26 search",			"/s\thello world",	GOPHER_ITEM, "/s", "hello world" },
	{ "27 search without words",	"/s",			GOPHER_ITEM, "/s", NULL },
	{ "28 question mark for tab",	"/s?hello",		GOPHER_ITEM, "/s", "hello" },
	{ "28b question mark elsewhere", "/a.txt?hello",	GOPHER_ITEM, "/a.txt?hello", NULL },
	{ "29 empty search",		"/s\t",			GOPHER_ITEM, "/s", "" },
	{ "30 search for a plus",	"/s\t+",		GOPHER_ITEM, "/s", "+" },
	{ "30b search for a dollar",	"/s\t$",		GOPHER_ITEM, "/s", "$" },
	{ "31 Gopher+ search",		"/s\thello\t+",		GOPHER_ITEM, "/s", "hello" },
	{ "31b phetch's question mark",	"/s\twhat\tnow",	GOPHER_ITEM, "/s", "what?now" },
	/* clients.md section 3: every '?' becomes a TAB, also the one that ends the text. */
	{ "31c phetch's, at the end",	"/s\twhat now\t",	GOPHER_ITEM, "/s", "what now?" },
	{ "32 Gopher+ menu",		"/dir/\t+",		GOPHER_ITEM, "/dir/", NULL },
	{ "32b with a view",		"/dir/\t+text/plain",	GOPHER_ITEM, "/dir/", NULL },
	{ "33 attributes",		"/dir/\t!",		GOPHER_ATTRIBUTES, "/dir/", NULL },
	{ "34 attributes of the root",	"\t$",			GOPHER_ATTRIBUTES, "", NULL },
	{ "35 form",			"/dir/\t+\t1",		GOPHER_FORM, "/dir/", NULL },
	{ "36 junk behind a tab",	"/a.txt\tjunk",		GOPHER_ITEM, "/a.txt", NULL },
	{ "37 URL",			"URL:https://example.net/", GOPHER_URL, "https://example.net/", NULL },
	{ "38 URL behind a slash",	"/URL:https://example.net/", GOPHER_URL, "https://example.net/", NULL },
	{ "39 javascript",		"URL:javascript:alert(1)", GOPHER_BAD, NULL, NULL },
	{ "39b in capitals",		"URL:JavaScript:alert(1)", GOPHER_BAD, NULL, NULL },
	{ "39c data",			"URL:data:text/html,x",	GOPHER_BAD, NULL, NULL },
	{ "39d file",			"URL:file:///etc/passwd", GOPHER_BAD, NULL, NULL },
	{ "39e no scheme",		"URL:/x",		GOPHER_BAD, NULL, NULL },
	{ "39f nothing",		"URL:",			GOPHER_BAD, NULL, NULL },
	{ "39g control",		"URL:https://e/\x1b[1m", GOPHER_BAD, NULL, NULL },
	{ "40 quotes in a URL",		"URL:https://e/\"><b>",	GOPHER_URL, "https://e/\"><b>", NULL },
	{ "gemini by URL",		"URL:gemini://e/",	GOPHER_URL, "gemini://e/", NULL },
	{ "41 HTTP",			"GET / HTTP/1.1",	GOPHER_HTTP, NULL, NULL },
	{ "41b HEAD",			"HEAD /x HTTP/1.0",	GOPHER_HTTP, NULL, NULL },
	{ "41c OPTIONS",		"OPTIONS * HTTP/1.1",	GOPHER_HTTP, NULL, NULL },
	{ "42 GET without HTTP",	"GET /a.txt",		GOPHER_ITEM, "GET /a.txt", NULL },
	{ "42b lower case",		"get / HTTP/1.1",	GOPHER_ITEM, "get / HTTP/1.1", NULL },
	{ "51 with a type",		"1/dir/",		GOPHER_ITEM, "1/dir/", NULL },
};

static void
test_request(void **state)
{
	const struct row *row = *state;
	struct str line = exact_dup(row->line);
	struct arena a = { NULL };
	struct gopher_request r = gopher_parse(line, is_search, &a);

	assert_int_equal(r.kind, row->kind);
	if (row->selector != NULL)
		assert_str_equal(r.selector, row->selector);
	assert_int_equal(r.has_search, row->search != NULL);
	if (row->search != NULL)
		assert_str_equal(r.search, row->search);
	arena_release(&a);
	exact_free(line);
}

/* 21 */
static void
line_max(void **state)
{
	(void)state;
	assert_int_equal(gopher_line_max(STR("")), GOPHER_LINE_MAX);
	assert_int_equal(gopher_line_max(STR("/c/abcde/leave-a-comment")), GOPHER_LINE_MAX);
	assert_int_equal(gopher_line_max(STR("/c/abcde/leave-a-comment\tHello")), GOPHER_TYPED_MAX);
}

static void
nul_is_refused(void **state)
{
	struct str line = exact_of(STR("/a\0.txt"));
	struct arena a = { NULL };

	(void)state;
	assert_int_equal(gopher_parse(line, is_search, &a).kind, GOPHER_BAD);
	arena_release(&a);
	exact_free(line);
}

/* --- what a selector may mean, in this order; "": no path of ours --- */

static const struct {
	const char *name, *selector, *paths[GOPHER_READINGS];
} paths[] = {
	{ "root, empty",		"",		{ "/", "", "", "" } },
	{ "root, slash",		"/",		{ "/", "", "", "" } },
	{ "file",			"/a.txt",	{ "/a.txt", "", "", "" } },
	{ "6 without slash",		"a.txt",	{ "/a.txt", "", "", "" } },
	{ "11 folder",			"/dir/",	{ "/dir/", "", "", "" } },
	{ "13 two slashes",		"/dir//",	{ "", "", "", "" } },
	{ "13b two slashes in front",	"//dir",	{ "", "", "", "" } },
	{ "17 climbing",		"/../etc/passwd", { "", "", "", "" } },
	{ "18 dots inside",		"/dir/../a.txt", { "", "", "", "" } },	/* policy: no selector of ours has any */
	{ "19 encoded slash",		"/..%2fetc/passwd", { "/..%2fetc/passwd", "", "", "" } },
	{ "19b encoded dots",		"/%2e%2e/etc",	{ "/%2e%2e/etc", "", "", "" } },
	{ "25 literal first, then decoded", "/caf%C3%A9.txt", { "/caf%C3%A9.txt", "/caf\xc3\xa9.txt", "", "" } },
	{ "51 with a type",		"1/dir/",	{ "/1/dir/", "", "/dir/", "" } },
	{ "51b a slash before the type", "/0/a.txt",	{ "/0/a.txt", "", "/a.txt", "" } },
	{ "51c type, encoded",		"0/a%20b",	{ "/0/a%20b", "/0/a b", "/a%20b", "/a b" } },
	{ "type and root",		"1/",		{ "/1/", "", "/", "" } },
	{ "no type is x",		"x/dir",	{ "/x/dir", "", "", "" } },
	{ "type, then climbing",	"0/../x",	{ "", "", "", "" } },
	{ "decoded NUL",		"/a%00",	{ "/a%00", "", "", "" } },
	{ "broken percent",		"/a%zz",	{ "/a%zz", "", "", "" } },
	{ "hidden is for others to refuse", "/.git/config", { "/.git/config", "", "", "" } },
};

static void
test_path(void **state)
{
	const __typeof__(paths[0]) *row = *state;
	struct str selector = exact_dup(row->selector), path;
	struct arena a = { NULL };

	for (size_t i = 0; i < GOPHER_READINGS; i++) {
		assert_true(gopher_path(&a, selector, i, &path));
		assert_str_equal(path, row->paths[i]);
	}
	assert_false(gopher_path(&a, selector, GOPHER_READINGS, &path));
	arena_release(&a);
	exact_free(selector);
}

/* --- answers --- */

static struct gopher_place place = { { "The <Moon>", 10 }, { "h.example", 9 }, 7070,
    { "gemini://h.example/", 19 }, NULL, { "Notes", 5 }, { "Ann", 3 } };
static struct gopher_place plain = { { "T", 1 }, { "::1", 3 }, 70, { "", 0 }, NULL, { "", 0 }, { "", 0 } };

static void
errors(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	gopher_write_error(&b, STR("Not found"));
	assert_str_equal(buf_str(&b), "3Not found\t\terror.host\t1\r\n.\r\n");
	buf_clear(&b);
	gopher_write_error(&b, STR("a\r\n.\r\n1x\t\x1b[31m"));
	assert_lacks(buf_str(&b), "\x1b");
	assert_true(str_starts(buf_str(&b), STR("3a.1x")));
	buf_release(&b);
}

/* 37, 40: HTML that leads on, and cannot be made to say anything else. */
static void
url_page(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 8192);
	gopher_write_url_page(&b, STR("https://example.net/?a=1&b=2"), words_english());
	assert_has(buf_str(&b), "http-equiv=\"refresh\" content=\"5;url=https://example.net/?a=1&amp;b=2\"");
	assert_has(buf_str(&b), "<a href=\"https://example.net/?a=1&amp;b=2\">");
	buf_clear(&b);
	gopher_write_url_page(&b, STR("https://e/\"><b>'"), words_builtin(STR("fr")));
	assert_has(buf_str(&b), "<p>Ce lien mène hors de Gopher\u00a0:");
	assert_has(buf_str(&b), "https://e/&quot;&gt;&lt;b&gt;&#39;");
	assert_lacks(buf_str(&b), "<b>");
	buf_release(&b);
}

/* 41 */
static void
lost_browser(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 8192);
	gopher_write_http(&b, &place);
	assert_true(str_starts(buf_str(&b), STR("HTTP/1.0 400 Bad Request\r\n")));
	assert_has(buf_str(&b), "Content-Type: text/html");
	assert_has(buf_str(&b), "Connection: close\r\n");
	assert_has(buf_str(&b), "\r\n\r\n");
	assert_has(buf_str(&b), "<a href=\"gopher://h.example:7070/\">");
	assert_has(buf_str(&b), "<a href=\"gemini://h.example/\">");
	buf_clear(&b);
	gopher_write_http(&b, &plain);
	assert_has(buf_str(&b), "<a href=\"gopher://[::1]/\">");
	assert_lacks(buf_str(&b), "gemini://");
	buf_release(&b);
}

/* 33, 34: no `+` behind the port, or UMN's client goes on in Gopher+. */
static void
attributes(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 8192);
	gopher_write_attributes(&b, STR_NONE, &place);
	assert_true(str_starts(buf_str(&b), STR("+-1\r\n+INFO: 1The <Moon>\t\th.example\t7070\r\n+ADMIN:\r\n Admin: ")));
	assert_true(str_ends(buf_str(&b), STR("\r\n.\r\n")));
	buf_clear(&b);
	gopher_write_attributes(&b, STR("/dir/\r\n.\r\n\x1b"), &place);
	assert_true(str_starts(buf_str(&b), STR("+-1\r\n+INFO: ")));		/* a stranger's selector is no item */
	assert_lacks(buf_str(&b), "\x1b");
	assert_lacks(buf_str(&b), "/dir/");
	buf_release(&b);
}

/* 35 */
static void
form(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 8192);
	gopher_write_form_refusal(&b, &place);
	assert_true(str_starts(buf_str(&b), STR("--1\r\n1 <admin@h.example>\r\n")));
	assert_true(str_ends(buf_str(&b), STR("\r\n.\r\n")));
	buf_release(&b);
}

/* 43 */
static void
caps(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 8192);
	gopher_write_caps(&b, &place, false);
	assert_true(str_starts(buf_str(&b), STR("CAPS\n")));
	assert_has(buf_str(&b), "\nCapsVersion=1\n");
	assert_has(buf_str(&b), "\nPathDelimeter=/\n");
	assert_has(buf_str(&b), "\nServerDescription=The <Moon>: Notes\n");
	assert_has(buf_str(&b), "\nServerAdmin=Ann\n");
	assert_has(buf_str(&b), "\nServerSoftware=carrel\nServerSoftwareVersion=" CARREL_VERSION "\n");
	assert_has(buf_str(&b), "\nServerDefaultEncoding=UTF-8\n");
	assert_has(buf_str(&b), "\nServerSupportsStdinScripts=FALSE\n");
	assert_lacks(buf_str(&b), "ServerTLSPort");
	assert_lacks(buf_str(&b), "\n.\n");
	buf_clear(&b);
	gopher_write_caps(&b, &plain, false);	/* what is not set is not there */
	assert_has(buf_str(&b), "\nServerDescription=T\n");
	assert_lacks(buf_str(&b), "ServerAdmin");
	buf_clear(&b);
	gopher_write_caps(&b, &place, true);
	assert_has(buf_str(&b), "\nServerTLSPort=7070\n");
	buf_release(&b);
}

int
main(void)
{
	static struct suite s = { .name = "gopher" };

	place.words = plain.words = words_english();
	suite_table(&s, "gopher", rows, test_request);
	suite_test(&s, line_max);
	suite_test(&s, nul_is_refused);
	suite_table(&s, "gopher path", paths, test_path);
	suite_test(&s, errors);
	suite_test(&s, url_page);
	suite_test(&s, lost_browser);
	suite_test(&s, attributes);
	suite_test(&s, form);
	suite_test(&s, caps);
	return suite_run(&s);
}

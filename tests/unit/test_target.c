/* tests/unit/test_target.c: addresses as a client asks for them. */
#include "unit/test.h"

#include "proto/gemini.h"
#include "proto/target.h"

static const struct {
	const char *url, *place;
	enum scheme scheme;
	const char *sent;	/* the URI with its query, or the selector */
	char type;
} good[] = {
	{ "gemini://moon.example",		"moon.example:1965",	SCHEME_GEMINI,	"gemini://moon.example/",		0 },
	{ "GEMINI://Moon.Example:1965/A?b#c",	"moon.example:1965",	SCHEME_GEMINI,	"gemini://moon.example/A?b",		0 },
	{ "gemini://moon.example:1966/a",	"moon.example:1966",	SCHEME_GEMINI,	"gemini://moon.example:1966/a",		0 },
	{ "gemini://moon.example?",		"moon.example:1965",	SCHEME_GEMINI,	"gemini://moon.example/?",		0 },
	{ "gemini://[::1]/a b",			"[::1]:1965",		SCHEME_GEMINI,	"gemini://[::1]/a%20b",			0 },
	{ "gemini://[0::1]:70/",		"[::1]:70",		SCHEME_GEMINI,	"gemini://[::1]:70/",			0 },
	{ "gemini://Bücher.example/ü?ß",	"xn--bcher-kva.example:1965", SCHEME_GEMINI, "gemini://xn--bcher-kva.example/%C3%BC?%C3%9F", 0 },
	{ "titan://moon.example/x",		"moon.example:1965",	SCHEME_TITAN,	"titan://moon.example/x",		0 },
	{ "gopher://moon.example",		"moon.example:70",	SCHEME_GOPHER,	"",					'1' },
	{ "gopher://moon.example/",		"moon.example:70",	SCHEME_GOPHER,	"",					'1' },
	{ "gopher://moon.example/0",		"moon.example:70",	SCHEME_GOPHER,	"",					'0' },
	{ "gopher://moon.example/0/a%20b",	"moon.example:70",	SCHEME_GOPHER,	"/a b",					'0' },
	{ "gopher://moon.example/7/s%09two",	"moon.example:70",	SCHEME_GOPHER,	"/s\ttwo",				'7' },
	{ "gopher://moon.example/1/a?b",	"moon.example:70",	SCHEME_GOPHER,	"/a?b",					'1' },
	{ "gophers://moon.example:7070/1/a",	"moon.example:7070",	SCHEME_GOPHERS,	"/a",					'1' },
};

static void
test_good(void **state)
{
	const __typeof__(good[0]) *row = *state;
	struct arena a = { NULL };
	struct error err = { .kind = ERROR_NONE };
	struct target t;

	if (target_parse(str_of(row->url), &a, &t, &err) == -1)
		fail_msg("%s", err.text);
	assert_int_equal(t.scheme, row->scheme);
	assert_str_equal(t.place, row->place);
	assert_int_equal(t.type, row->type);
	assert_str_equal(row->type == 0 ? target_url(&t, &a) : t.selector, row->sent);
	assert_int_equal(t.has_search, row->type != 0 && str_has(t.selector, '\t'));
	arena_release(&a);
}

static const struct {
	const char *url, *says;
} bad[] = {
	{ "", "expected gemini://" }, { "moon.example", "expected gemini://" }, { "https://a/", "expected gemini://" },
	{ "gemini:/a", "expected gemini://" }, { "gemini://", "no host" }, { "gemini:///a", "no host" },
	{ "gemini://me@a/", "user name" }, { "gemini://a:0/", "1 to 65535" }, { "gemini://a:65536/", "1 to 65535" },
	{ "gemini://a:x/", "no host" }, { "gemini://[::1/", "no host" }, { "gemini://a..b/", "the host 'a..b' is none" },
	{ "gopher://a/1/%0a", "line end" }, { "gopher://a/1/%0D", "line end" }, { "gopher://a/1/%00", "line end" },
	{ "gopher://a/1/%g0", "two hex digits" },
};

static void
test_bad(void **state)
{
	const __typeof__(bad[0]) *row = *state;
	struct arena a = { NULL };
	struct error err;
	struct target t;

	assert_int_equal(target_parse(str_of(row->url), &a, &t, &err), -1);
	assert_has(str_of(err.text), row->says);
	arena_release(&a);
}

/* A URL whose request is `n` bytes long, counted with `head`. */
static int
parse_long(struct arena *a, const char *head, size_t n, struct target *t)
{
	struct buf b;
	int rc;

	buf_init(&b, 8192);
	buf_add(&b, str_of(head));
	buf_fill(&b, 'x', n - b.n);
	rc = target_parse(buf_str(&b), a, t, NULL);
	buf_release(&b);
	return rc;
}

static void
lengths(void **state)
{
	const char *selector = "gopher://a/1";
	struct arena a = { NULL };
	struct target t;
	char text[TARGET_SELECTOR_MAX];

	(void)state;
	memset(text, 'y', sizeof(text));
	for (size_t over = 0; over < 3; over++) {
		size_t n = GEMINI_REQUEST_MAX - 1 + over;

		assert_int_equal(parse_long(&a, "gemini://a/", n, &t), n <= GEMINI_REQUEST_MAX ? 0 : -1);
		n = TARGET_SELECTOR_MAX - 1 + over;
		assert_int_equal(parse_long(&a, selector, n + strlen(selector), &t), n <= TARGET_SELECTOR_MAX ? 0 : -1);
		assert_int_equal(target_parse(STR("gemini://a/"), &a, &t, NULL), 0);
		n = GEMINI_REQUEST_MAX - 12 - 1 + over;
		assert_int_equal(target_answer(&t, (struct str){ text, n }, &a, NULL), n <= GEMINI_REQUEST_MAX - 12 ? 0 : -1);
		assert_int_equal(target_parse(STR("gopher://a/7/"), &a, &t, NULL), 0);
		n = TARGET_SELECTOR_MAX - 2 - 1 + over;
		assert_int_equal(target_answer(&t, (struct str){ text, n }, &a, NULL), n <= TARGET_SELECTOR_MAX - 2 ? 0 : -1);
	}
	arena_release(&a);
}

static void
answers(void **state)
{
	struct arena a = { NULL };
	struct target t;

	(void)state;
	assert_int_equal(target_parse(STR("gemini://a/x?old"), &a, &t, NULL), 0);
	assert_int_equal(target_answer(&t, STR("two words & ü?\n"), &a, NULL), 0);
	assert_str_equal(target_url(&t, &a), "gemini://a/x?two%20words%20&%20%C3%BC?%0A");
	assert_int_equal(target_answer(&t, STR_NONE, &a, NULL), 0);
	assert_str_equal(target_url(&t, &a), "gemini://a/x?");
	assert_int_equal(target_parse(STR("gopher://a/7/s%09old"), &a, &t, NULL), 0);
	assert_int_equal(target_answer(&t, STR("new"), &a, NULL), 0);
	assert_str_equal(t.selector, "/s\tnew");
	assert_int_equal(target_answer(&t, STR("a\nb"), &a, NULL), -1);
	assert_int_equal(target_answer(&t, STR("a\tb"), &a, NULL), -1);
	arena_release(&a);
}

static const struct {
	const char *line;
	int status;		/* 0: none */
	const char *meta;
} headers[] = {
	{ "20 text/gemini", 20, "text/gemini" }, { "20", 20, "" }, { "20 ", 20, "" }, { "69 x", 69, "x" }, { "10  two", 10, " two" },
	{ "", 0, "" }, { "2", 0, "" }, { "09 x", 0, "" }, { "70 x", 0, "" }, { "2x x", 0, "" }, { "200", 0, "" }, { "20\tx", 0, "" },
	{ "51 \xff", 0, "" },
};

static void
test_header(void **state)
{
	const __typeof__(headers[0]) *row = *state;
	struct str meta = STR_NONE;
	int status = 0;

	assert_int_equal(target_read_header(str_of(row->line), &status, &meta), row->status != 0);
	assert_int_equal(status, row->status);
	assert_str_equal(meta, row->meta);
}

int
main(void)
{
	static struct suite s = { .name = "target" };

	for (size_t i = 0; i < sizeof(good) / sizeof(good[0]); i++)
		suite_add(&s, "target", good[i].url, test_good, &good[i]);
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		suite_add(&s, "target, refused", bad[i].url, test_bad, &bad[i]);
	for (size_t i = 0; i < sizeof(headers) / sizeof(headers[0]); i++)
		suite_add(&s, "target header", headers[i].line[0] != '\0' && headers[i].line[3 < strlen(headers[i].line) ? 3 : 0] == '\xff' ? "no UTF-8" : headers[i].line, test_header, &headers[i]);
	suite_test(&s, lengths);
	suite_test(&s, answers);
	return suite_run(&s);
}

/* tests/unit/test_gemini.c: request lines and response headers.	gemini.md section 11 */
#include "unit/test.h"

#include "format/utf8.h"
#include "proto/gemini.h"

#define G "gemini://example.org"

static const struct str hosts[] = { { "example.org", 11 }, { "::1", 3 } };
static const uint16_t ports[] = { 1965, 11965 };

static struct gemini_served
served_as(const char *sni)
{
	return (struct gemini_served){ hosts, 1, ports, 2, str_of(sni) };
}

/*
 * The rows of the reference that a URI alone decides. Where a row says 20, 31, 51 and so on only by
 * what is on the server's disk, here stands 0 and the path that is asked for.
 */
static const struct row {
	const char *name, *line;
	enum status status;
	const char *path, *query;	/* query NULL: none */
} rows[] = {
	{ "1 plain",			G "/",				0, "/", NULL },
	{ "2 no path",			G,				0, "/", NULL },
	{ "3 capitals",			"GEMINI://EXAMPLE.ORG/",	0, "/", NULL },
	{ "4 the usual port",		G ":1965/",			0, "/", NULL },
	{ "4b the other port",		G ":11965/",			0, "/", NULL },
	{ "5 empty port",		G ":/",				0, "/", NULL },
	{ "6 port with a zero",		G ":01965/",			0, "/", NULL },
	{ "7 root dot",			G "./",				0, "/", NULL },
	{ "7b two root dots",		G "../",			STATUS_NOT_SERVED, NULL, NULL },
	{ "8 encoded host",		"gemini://example%2eorg/",	0, "/", NULL },
	{ "9 query without path",	G "?x",				0, "/", "x" },
	{ "10 index by name",		G "/index.gmi",			0, "/index.gmi", NULL },
	{ "11 unused query",		G "/a.gmi?unused",		0, "/a.gmi", "unused" },
	{ "12 encoded letter",		G "/%61.gmi",			0, "/a.gmi", NULL },
	{ "13 UTF-8, encoded",		G "/caf%C3%A9.gmi",		0, "/caf\xc3\xa9.gmi", NULL },
	{ "14 lower-case hex",		G "/caf%c3%a9.gmi",		0, "/caf\xc3\xa9.gmi", NULL },
	{ "15 blank",			G "/with%20space.gmi",		0, "/with space.gmi", NULL },
	{ "16 plus is no blank",	G "/with+space.gmi",		0, "/with+space.gmi", NULL },
	{ "17 at sign in the path",	G "/@user",			0, "/@user", NULL },
	{ "18 dots inside",		G "/dir/../a.gmi",		0, "/a.gmi", NULL },
	{ "19 dot",			G "/./a.gmi",			0, "/a.gmi", NULL },
	{ "20 encoded dots",		G "/dir/%2e%2e/a.gmi",		0, "/a.gmi", NULL },
	{ "21 climbing",		G "/../../etc/passwd",		STATUS_BAD_REQUEST, NULL, NULL },
	{ "22 climbing, short",		G "/..",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "23 encoded slashes",		G "/..%2f..%2fetc/passwd",	STATUS_NOT_FOUND, NULL, NULL },
	{ "24 folder without slash",	G "/dir",			0, "/dir", NULL },
	{ "25 folder",			G "/dir/",			0, "/dir/", NULL },
	{ "26 slash behind a file",	G "/a.gmi/",			0, "/a.gmi/", NULL },
	{ "27 case",			G "/A.gmi",			0, "/A.gmi", NULL },
	{ "28 no open redirect",	G "//evil.example/dir",		STATUS_NOT_FOUND, NULL, NULL },
	{ "34 answer",			G "/input?hello%20world",	0, "/input", "hello world" },
	{ "35 empty answer",		G "/input?",			0, "/input", "" },
	{ "36 answer of two lines",	G "/input?a%0Ab",		0, "/input", "a\nb" },
	{ "36b plus in an answer",	G "/input?a+b",			0, "/input", "a+b" },
	{ "36c answer not UTF-8",	G "/input?%FF",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "37 path not UTF-8",		G "/%FF",			0, "/\xff", NULL },
	{ "38 NUL",			G "/%00",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "39 CR LF, encoded",		G "/x%0d%0a20%20text/gemini",	0, "/x\r\n20 text/gemini", NULL },
	{ "40 no hex",			G "/a%zz",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "41 half a percent code",	G "/a%4",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "42 raw blank",		G "/a b",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "43 blank in front",		" " G "/",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "44 blank behind",		G "/ ",				STATUS_BAD_REQUEST, NULL, NULL },
	{ "45 tab",			G "/\t",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "47 control",			G "/\x7f",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "48 raw UTF-8",		G "/caf\xc3\xa9.gmi",		STATUS_BAD_REQUEST, NULL, NULL },
	{ "49 not even UTF-8",		G "/\xff",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "50 byte order mark",		"\xef\xbb\xbf" G "/",		STATUS_BAD_REQUEST, NULL, NULL },
	{ "51 angles",			G "/<x>",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "52 fragment",		G "/a.gmi#top",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "53 empty fragment",		G "/a.gmi#",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "54 encoded hash",		G "/a%23top",			0, "/a#top", NULL },
	{ "55 userinfo",		"gemini://user@example.org/",	STATUS_BAD_REQUEST, NULL, NULL },
	{ "56 user and password",	"gemini://user:pw@example.org/", STATUS_BAD_REQUEST, NULL, NULL },
	{ "57 empty userinfo",		"gemini://@example.org/",	STATUS_BAD_REQUEST, NULL, NULL },
	{ "58 nothing",			"",				STATUS_BAD_REQUEST, NULL, NULL },
	{ "59 not absolute",		"/a.gmi",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "60 no scheme",		"//example.org/",		STATUS_BAD_REQUEST, NULL, NULL },
	{ "61 a name alone",		"example.org/",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "62 no authority",		"gemini:/a.gmi",		STATUS_BAD_REQUEST, NULL, NULL },
	{ "63 empty host",		"gemini://",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "64 empty host and path",	"gemini:///a.gmi",		STATUS_BAD_REQUEST, NULL, NULL },
	{ "65 empty host and port",	"gemini://:1965/",		STATUS_BAD_REQUEST, NULL, NULL },
	{ "66 HTTP",			"GET / HTTP/1.1",		STATUS_BAD_REQUEST, NULL, NULL },
	{ "67 port of letters",		G ":196x/",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "68 port over the limit",	G ":65536/",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "68b port at the limit",	G ":65535/",			STATUS_NOT_SERVED, NULL, NULL },
	{ "69 another port",		G ":1966/",			STATUS_NOT_SERVED, NULL, NULL },
	{ "70 another host",		"gemini://other.example/",	STATUS_NOT_SERVED, NULL, NULL },
	{ "71 https",			"https://example.org/",		STATUS_NOT_SERVED, NULL, NULL },
	{ "72 gopher",			"gopher://example.org/",	STATUS_NOT_SERVED, NULL, NULL },
	{ "73 mailto",			"mailto:a@example.org",		STATUS_NOT_SERVED, NULL, NULL },
	{ "74 titan",			"titan://example.org/a;size=1;mime=text/plain", STATUS_NOT_SERVED, NULL, NULL },
	{ "75 an address",		"gemini://127.0.0.1/",		STATUS_NOT_SERVED, NULL, NULL },
	{ "76 a literal",		"gemini://[::1]/",		STATUS_NOT_SERVED, NULL, NULL },
	{ "77 a literal and port",	"gemini://[::1]:1965/",		STATUS_NOT_SERVED, NULL, NULL },
	{ "78 unterminated literal",	"gemini://[::1/",		STATUS_BAD_REQUEST, NULL, NULL },
	{ "79 unbracketed literal",	"gemini://::1/",		STATUS_BAD_REQUEST, NULL, NULL },
	{ "80 zone identifier",		"gemini://[fe80::1%25eth0]/",	STATUS_BAD_REQUEST, NULL, NULL },
	{ "81 A-label",			"gemini://xn--bcher-kva.example/", STATUS_NOT_SERVED, NULL, NULL },
	{ "82 U-label",			"gemini://b\xc3\xbc" "cher.example/", STATUS_BAD_REQUEST, NULL, NULL },
	{ "88 LF inside",		G "/\nx",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "89 CR inside",		G "/\rx",			STATUS_BAD_REQUEST, NULL, NULL },
	{ "query of any byte",		G "/input?a/b?c=d&e;f:@",	0, "/input", "a/b?c=d&e;f:@" },
	{ "host with a NUL, encoded",	"gemini://example.org%00/",	STATUS_NOT_SERVED, NULL, NULL },
	{ "empty segment at the end",	G "/a//",			STATUS_NOT_FOUND, NULL, NULL },
};

static void
test_request(void **state)
{
	const struct row *row = *state;
	struct str line = exact_dup(row->line);
	struct gemini_served served = served_as("");
	struct request req = { .has_query = false };
	struct arena a = { NULL };

	assert_int_equal(gemini_parse(line, &served, &a, &req), row->status);
	if (row->status == 0) {
		assert_int_equal(req.dialect, DIALECT_GEMINI);
		assert_str_equal(req.path, row->path);
		assert_int_equal(req.has_query, row->query != NULL);
		assert_str_equal(req.query, row->query == NULL ? "" : row->query);
	}
	arena_release(&a);
	exact_free(line);
}

/* 46 */
static void
raw_nul(void **state)
{
	struct str line = exact_of(STR(G "/\0"));
	struct gemini_served served = served_as("");
	struct request req = { .has_query = false };
	struct arena a = { NULL };

	(void)state;
	assert_int_equal(gemini_parse(line, &served, &a, &req), STATUS_BAD_REQUEST);
	arena_release(&a);
	exact_free(line);
}

/* 83 to 85: 1023 bytes, 1024, 1025. */
static void
the_limit(void **state)
{
	(void)state;
	for (size_t n = GEMINI_REQUEST_MAX - 1; n <= GEMINI_REQUEST_MAX + 1; n++) {
		struct gemini_served served = served_as("");
		struct request req = { .has_query = false };
		struct arena a = { NULL };
		char *text = text_of('a', n);
		struct str line;

		memcpy(text, G "/", strlen(G "/"));
		line = exact_dup(text);
		assert_int_equal(gemini_parse(line, &served, &a, &req),
		    n > GEMINI_REQUEST_MAX ? STATUS_BAD_REQUEST : 0);
		arena_release(&a);
		exact_free(line);
		free(text);
	}
}

static const struct {
	const char *name, *sni, *line;
	size_t n_hosts;
	enum status status;
} names[] = {
	{ "T3 none",			"",		G "/",			1, 0 },
	{ "T4 the host",		"example.org",	G "/",			1, 0 },
	{ "T4 capitals in the URI",	"example.org",	"gemini://Example.Org/", 1, 0 },
	{ "T4 root dot in the URI",	"example.org",	G "./",			1, 0 },
	{ "T5 another",			"other.example", G "/",			1, STATUS_NOT_SERVED },
	{ "T6 one of ours for the other", "example.org", "gemini://[::1]/",	2, STATUS_NOT_SERVED },
	{ "76 a literal that is ours",	"",		"gemini://[::1]:1965/",	2, 0 },
};

static void
test_sni(void **state)
{
	const __typeof__(names[0]) *row = *state;
	struct gemini_served served = served_as(row->sni);
	struct request req = { .has_query = false };
	struct arena a = { NULL };

	served.n_hosts = row->n_hosts;
	assert_int_equal(gemini_parse(str_of(row->line), &served, &a, &req), row->status);
	arena_release(&a);
}

/* --- headers --- */

static const struct {
	const char *name;
	enum status status;
	const char *meta, *want;
} headers[] = {
	{ "page",		STATUS_OK,	"text/gemini; lang=en",	"20 text/gemini; lang=en\r\n" },
	{ "empty meta",		STATUS_OK,	"",			"20 \r\n" },
	{ "prompt",		STATUS_INPUT,	"Your name",		"10 Your name\r\n" },
	{ "slow down",		STATUS_SLOW_DOWN, "42",			"44 42\r\n" },
	{ "no second header",	STATUS_MOVED,	"/a\r\n20 text/plain",	"31 /a  20 text/plain\r\n" },
	{ "no escape",		STATUS_INPUT,	"\x1b[31m\t\x7f",	"10  [31m  \r\n" },
	{ "no C1",		STATUS_INPUT,	"a\xc2\x9b" "b",	"10 a b\r\n" },
	{ "UTF-8",		STATUS_INPUT,	"caf\xc3\xa9",		"10 caf\xc3\xa9\r\n" },
	{ "not UTF-8",		STATUS_INPUT,	"caf\xff",		"10 caf\xef\xbf\xbd\r\n" },
};

static void
test_header(void **state)
{
	const __typeof__(headers[0]) *row = *state;
	struct str meta = exact_dup(row->meta);
	struct buf b;

	buf_init(&b, 4096);
	gemini_write_header(&b, row->status, meta);
	assert_str_equal(buf_str(&b), row->want);
	buf_release(&b);
	exact_free(meta);
}

/* Meta: 1023 bytes, 1024, 1025; never a torn character at the end. */
static void
the_limit_of_meta(void **state)
{
	(void)state;
	for (size_t n = GEMINI_META_MAX - 4; n <= GEMINI_META_MAX + 1; n++) {
		char *text = text_of('m', n + 3);
		struct buf b;

		buf_init(&b, 4096);
		gemini_write_header(&b, STATUS_INPUT, str_head(str_of(text), n));
		assert_int_equal(b.n, 3 + (n < GEMINI_META_MAX ? n : GEMINI_META_MAX) + 2);
		buf_clear(&b);
		memcpy(text + n, "\xe6\x9c\x88", 3);
		gemini_write_header(&b, STATUS_INPUT, str_of(text));
		assert_true(b.n <= 3 + GEMINI_META_MAX + 2);
		assert_true(utf8_valid(buf_str(&b)));
		assert_true(str_ends(buf_str(&b), STR("\r\n")));
		buf_release(&b);
		free(text);
	}
}

/* --- the host alone, to find the capsule by --- */

static const struct {
	const char *name, *line, *host;
} named[] = {
	{ "plain",		"gemini://example.org/a?b",	"example.org" },
	{ "titan",		"titan://example.org/a;size=1",	"example.org" },
	{ "port, root dot",	"gemini://example.org.:1965/",	"example.org" },
	{ "capitals stay",	"gemini://Example.ORG/",	"Example.ORG" },
	{ "encoded",		"gemini://example%2eorg/",	"example.org" },
	{ "literal",		"gemini://[::1]:1965/",		"::1" },
	{ "user",		"gemini://a@example.org/",	"example.org" },
	{ "no authority",	"mailto:a@example.org",		"" },
	{ "none",		"gemini:///a",			"" },
	{ "a path",		"/a",				"" },
	{ "bad escape",		"gemini://example%2/",		"" },
	{ "nothing",		"",				"" },
};

static void
test_host(void **state)
{
	const __typeof__(named[0]) *row = *state;
	struct str line = exact_dup(row->line);
	struct arena a = { NULL };

	assert_str_equal(gemini_host(line, &a), row->host);
	arena_release(&a);
	exact_free(line);
}

static void
host_at_the_limit(void **state)
{
	struct arena a = { NULL };
	char *text = text_of('a', GEMINI_REQUEST_MAX + 1);

	(void)state;
	memcpy(text, G "/", sizeof(G));
	for (size_t n = GEMINI_REQUEST_MAX - 1; n <= GEMINI_REQUEST_MAX + 1; n++)
		assert_str_equal(gemini_host((struct str){ text, n }, &a), n <= GEMINI_REQUEST_MAX ? "example.org" : "");
	arena_release(&a);
	free(text);
}

int
main(void)
{
	static struct suite s = { .name = "gemini" };

	suite_table(&s, "gemini", rows, test_request);
	suite_test(&s, raw_nul);
	suite_test(&s, the_limit);
	suite_table(&s, "gemini SNI", names, test_sni);
	suite_table(&s, "gemini host", named, test_host);
	suite_test(&s, host_at_the_limit);
	suite_table(&s, "gemini header", headers, test_header);
	suite_test(&s, the_limit_of_meta);
	return suite_run(&s);
}

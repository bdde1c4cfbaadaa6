/* tests/unit/test_uri.c: URIs and references (RFC 3986), and paths of decoded bytes. */
#include "unit/test.h"

#include "format/uri.h"

/* --- splitting --- */

static const struct {
	const char *name, *in, *scheme, *authority, *path, *query, *fragment;
	bool has_authority, has_query, has_fragment;
} splits[] = {
	{ "all parts", "a://h:1/p?q#f", "a", "h:1", "/p", "q", "f", true, true, true },
	{ "present but empty", "a://?#", "a", "", "", "", "", true, true, true },
	{ "nothing", "", "", "", "", "", "", false, false, false },
	{ "no authority", "mailto:a@b.example", "mailto", "", "a@b.example", "", "", false, false, false },
	{ "relative", "a/b", "", "", "a/b", "", "", false, false, false },
	{ "network path", "//h/p", "", "h", "/p", "", "", true, false, false },
	{ "colon in a segment", "./a:b", "", "", "./a:b", "", "", false, false, false },
	{ "no scheme begins with a digit", "1a:b", "", "", "1a:b", "", "", false, false, false },
	{ "no scheme is empty", ":b", "", "", ":b", "", "", false, false, false },
	{ "scheme's other letters", "a+b-c.d:x", "a+b-c.d", "", "x", "", "", false, false, false },
	{ "second question mark", "?a?b", "", "", "", "a?b", "", false, true, false },
	{ "question mark in a fragment", "#a?b", "", "", "", "", "a?b", false, false, true },
	{ "colon behind a query", "?a:b", "", "", "", "a:b", "", false, true, false },
	{ "slash in a query", "a://h?/x", "a", "h", "", "/x", "", true, true, false },
};

static void
test_split(void **state)
{
	const __typeof__(splits[0]) *row = *state;
	struct str in = exact_dup(row->in);
	struct uri u = uri_split(in);

	assert_str_equal(u.scheme, row->scheme);
	assert_str_equal(u.authority, row->authority);
	assert_str_equal(u.path, row->path);
	assert_str_equal(u.query, row->query);
	assert_str_equal(u.fragment, row->fragment);
	assert_int_equal(u.has_authority, row->has_authority);
	assert_int_equal(u.has_query, row->has_query);
	assert_int_equal(u.has_fragment, row->has_fragment);
	exact_free(in);
}

static const struct {
	const char *name, *in;
	bool ok;
	const char *userinfo, *host, *port;
	bool literal;
} authorities[] = {
	{ "host", "h.example", true, "", "h.example", "", false },
	{ "host and port", "h:1965", true, "", "h", "1965", false },
	{ "empty port", "h:", true, "", "h", "", false },
	{ "userinfo", "u@h:1", true, "u", "h", "1", false },
	{ "userinfo with a colon", "u:p@h", true, "u:p", "h", "", false },
	{ "empty userinfo", "@h", true, "", "h", "", false },
	{ "empty host", ":1", true, "", "", "1", false },
	{ "nothing", "", true, "", "", "", false },
	{ "literal", "[::1]", true, "", "::1", "", true },
	{ "literal and port", "[::1]:1965", true, "", "::1", "1965", true },
	{ "literal, empty port", "[::1]:", true, "", "::1", "", true },
	{ "unterminated literal", "[::1", false, NULL, NULL, NULL, false },
	{ "empty literal", "[]", false, NULL, NULL, NULL, false },
	{ "text behind a literal", "[::1]x", false, NULL, NULL, NULL, false },
	{ "unbracketed literal", "::1", false, NULL, NULL, NULL, false },
	{ "zone identifier", "[fe80::1%25eth0]", false, NULL, NULL, NULL, false },
	{ "port of letters", "h:196x", false, NULL, NULL, NULL, false },
	{ "signed port", "h:+1", false, NULL, NULL, NULL, false },
	{ "stray bracket", "h]", false, NULL, NULL, NULL, false },
};

static void
test_authority(void **state)
{
	const __typeof__(authorities[0]) *row = *state;
	struct str in = exact_dup(row->in);
	struct uri_authority at;

	assert_int_equal(uri_split_authority(in, &at), row->ok);
	if (row->ok) {
		assert_str_equal(at.userinfo, row->userinfo);
		assert_str_equal(at.host, row->host);
		assert_str_equal(at.port, row->port);
		assert_int_equal(at.is_literal, row->literal);
		assert_int_equal(at.has_userinfo, strchr(row->in, '@') != NULL);
	}
	exact_free(in);
}

static void
ports(void **state)
{
	uint16_t port;

	(void)state;
	assert_true(uri_port(STR_NONE, 1965, &port));
	assert_int_equal(port, 1965);
	assert_true(uri_port(STR("01965"), 0, &port));
	assert_int_equal(port, 1965);
	assert_true(uri_port(STR("65534"), 0, &port));
	assert_true(uri_port(STR("65535"), 0, &port));
	assert_int_equal(port, 65535);
	assert_false(uri_port(STR("65536"), 0, &port));
	assert_false(uri_port(STR("x"), 0, &port));
}

/* --- the alphabet --- */

static void
every_byte_of_the_alphabet(void **state)
{
	static const char allowed[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	    "-._~!$&'()*+,;=:@/?#";

	(void)state;
	for (int i = 0; i < 256; i++) {
		char uri[] = { 'a', ':', '/', (char)i, 'z' };
		bool want = i != 0 && strchr(allowed, i) != NULL;

		assert_int_equal(uri_is_clean((struct str){ uri, sizeof(uri) }), want);
	}
}

static const struct {
	const char *name, *in;
	bool clean;
} alphabets[] = {
	{ "percent at the end",		"/a%",		false },
	{ "one digit",			"/a%4",		false },
	{ "two digits",			"/a%41",	true },
	{ "no hex digits",		"/a%zz",	false },
	{ "second no hex digit",	"/a%4g",	false },
	{ "brackets in the authority",	"g://[::1]/",	true },
	{ "brackets in the path",	"g://h/[x]",	false },
	{ "brackets without authority",	"[x]",		false },
	{ "empty",			"",		true },
};

static void
test_alphabet(void **state)
{
	const __typeof__(alphabets[0]) *row = *state;
	struct str in = exact_dup(row->in);

	assert_int_equal(uri_is_clean(in), row->clean);
	exact_free(in);
}

/* --- paths --- */

static const struct {
	const char *name, *in;
	enum uri_path result;
	const char *path;
} paths[] = {
	{ "empty is the root",		"",			URI_PATH_OK,	"/" },
	{ "root",			"/",			URI_PATH_OK,	"/" },
	{ "file",			"/a.gmi",		URI_PATH_OK,	"/a.gmi" },
	{ "folder",			"/a/b/",		URI_PATH_OK,	"/a/b/" },
	{ "encoded letter",		"/%61.gmi",		URI_PATH_OK,	"/a.gmi" },
	{ "UTF-8",			"/caf%C3%A9",		URI_PATH_OK,	"/caf\xc3\xa9" },
	{ "lower-case hex",		"/caf%c3%a9",		URI_PATH_OK,	"/caf\xc3\xa9" },
	{ "plus is plus",		"/a+b",			URI_PATH_OK,	"/a+b" },
	{ "dot segment",		"/./a",			URI_PATH_OK,	"/a" },
	{ "dot at the end",		"/a/.",			URI_PATH_OK,	"/a/" },
	{ "dots",			"/a/../b",		URI_PATH_OK,	"/b" },
	{ "dots at the end",		"/a/b/..",		URI_PATH_OK,	"/a/" },
	{ "dots to the root",		"/a/..",		URI_PATH_OK,	"/" },
	{ "encoded dots",		"/a/%2e%2E/b",		URI_PATH_OK,	"/b" },
	{ "three dots are a name",	"/.../a",		URI_PATH_OK,	"/.../a" },
	{ "decoded once",		"/%252e%252e/a",	URI_PATH_OK,	"/%2e%2e/a" },
	{ "encoded hash",		"/a%23b",		URI_PATH_OK,	"/a#b" },
	{ "CR LF",			"/a%0d%0ab",		URI_PATH_OK,	"/a\r\nb" },
	{ "climbs",			"/..",			URI_PATH_CLIMBS, NULL },
	{ "climbs deep",		"/../../etc/passwd",	URI_PATH_CLIMBS, NULL },
	{ "climbs late",		"/a/../../b",		URI_PATH_CLIMBS, NULL },
	{ "climbs, encoded",		"/%2e%2e/a",		URI_PATH_CLIMBS, NULL },
	{ "decoded slash",		"/..%2fetc",		URI_PATH_NOWHERE, NULL },
	{ "decoded slash in a name",	"/a%2Fb",		URI_PATH_NOWHERE, NULL },
	{ "empty segment",		"//a",			URI_PATH_NOWHERE, NULL },
	{ "empty segment inside",	"/a//b",		URI_PATH_NOWHERE, NULL },
	{ "empty segment at the end",	"/a//",			URI_PATH_NOWHERE, NULL },
	{ "NUL",			"/a%00b",		URI_PATH_BAD,	NULL },
	{ "broken percent",		"/a%zz",		URI_PATH_BAD,	NULL },
	{ "percent at the end",		"/a%",			URI_PATH_BAD,	NULL },
	{ "no slash in front",		"a",			URI_PATH_BAD,	NULL },
};

static void
test_path(void **state)
{
	const __typeof__(paths[0]) *row = *state;
	struct str in = exact_dup(row->in), out;
	struct arena a = { NULL };

	assert_int_equal(uri_path_decode(&a, in, &out), row->result);
	if (row->path != NULL)
		assert_str_equal(out, row->path);
	arena_release(&a);
	exact_free(in);
}

static void
decoding_once(void **state)
{
	struct arena a = { NULL };
	struct str out;

	(void)state;
	assert_true(uri_decode(&a, STR("a%20b+c%2541"), &out));
	assert_str_equal(out, "a b+c%41");
	assert_true(uri_decode(&a, STR("%00"), &out));
	assert_bytes_equal(out, STR("\0"));
	assert_false(uri_decode(&a, STR("%"), &out));
	assert_false(uri_decode(&a, STR("%2"), &out));
	assert_false(uri_decode(&a, STR("%2x"), &out));
	arena_release(&a);
}

/* What is written can be read again, and is clean. */
static void
encoding_every_byte(void **state)
{
	struct arena a = { NULL };
	char all[256];
	struct str in = { all, sizeof(all) }, out;
	struct buf path, query;

	(void)state;
	for (int i = 0; i < 256; i++)
		all[i] = (char)i;
	buf_init(&path, 1024);
	buf_init(&query, 1024);
	uri_encode_path(&path, in);
	uri_encode_query(&query, in);
	assert_true(uri_is_clean(buf_str(&path)) && uri_is_clean(buf_str(&query)));
	assert_false(str_has(buf_str(&path), '?') || str_has(buf_str(&path), '#'));
	assert_false(str_has(buf_str(&query), '#'));
	assert_true(uri_decode(&a, buf_str(&path), &out));
	assert_bytes_equal(out, in);
	assert_true(uri_decode(&a, buf_str(&query), &out));
	assert_bytes_equal(out, in);
	/* What may stand raw in a query stays raw: what a client could send must not grow. */
	buf_clear(&query);
	uri_encode_query(&query, STR("aZ09-._~!$&'()*+,;=:@/?"));
	assert_str_equal(buf_str(&query), "aZ09-._~!$&'()*+,;=:@/?");
	buf_release(&path);
	buf_release(&query);
	arena_release(&a);
}

/* --- resolving: RFC 3986 section 5.4, without fragments --- */

#define RFC "http://a/b/c/d;p?q"
#define GEM "gemini://h.example/harbour/index.gmi"

static const struct {
	const char *name, *base, *out;
} resolves[] = {
	{ "g:h", RFC, "g:h" }, { "g", RFC, "http://a/b/c/g" }, { "./g", RFC, "http://a/b/c/g" },
	{ "g/", RFC, "http://a/b/c/g/" }, { "/g", RFC, "http://a/g" }, { "//g", RFC, "http://g" },
	{ "?y", RFC, "http://a/b/c/d;p?y" }, { "g?y", RFC, "http://a/b/c/g?y" },
	{ "#s", RFC, "http://a/b/c/d;p?q" }, { "g#s", RFC, "http://a/b/c/g" },
	{ "g?y#s", RFC, "http://a/b/c/g?y" }, { ";x", RFC, "http://a/b/c/;x" },
	{ "g;x", RFC, "http://a/b/c/g;x" }, { "", RFC, "http://a/b/c/d;p?q" },
	{ ".", RFC, "http://a/b/c/" }, { "./", RFC, "http://a/b/c/" }, { "..", RFC, "http://a/b/" },
	{ "../", RFC, "http://a/b/" }, { "../g", RFC, "http://a/b/g" }, { "../..", RFC, "http://a/" },
	{ "../../", RFC, "http://a/" }, { "../../g", RFC, "http://a/g" },
	{ "../../../g", RFC, "http://a/g" }, { "../../../../g", RFC, "http://a/g" },
	{ "/./g", RFC, "http://a/g" }, { "/../g", RFC, "http://a/g" }, { "g.", RFC, "http://a/b/c/g." },
	{ ".g", RFC, "http://a/b/c/.g" }, { "g..", RFC, "http://a/b/c/g.." }, { "..g", RFC, "http://a/b/c/..g" },
	{ "./../g", RFC, "http://a/b/g" }, { "./g/.", RFC, "http://a/b/c/g/" },
	{ "g/./h", RFC, "http://a/b/c/g/h" }, { "g/../h", RFC, "http://a/b/c/h" },
	{ "g;x=1/./y", RFC, "http://a/b/c/g;x=1/y" }, { "g;x=1/../y", RFC, "http://a/b/c/y" },
	{ "g?y/./x", RFC, "http://a/b/c/g?y/./x" }, { "g?y/../x", RFC, "http://a/b/c/g?y/../x" },
	{ "http:g", RFC, "http:g" },
	{ "pier.txt", GEM, "gemini://h.example/harbour/pier.txt" },
	{ "./a:b", GEM, "gemini://h.example/harbour/a:b" },
	{ "//example.net/x", GEM, "gemini://example.net/x" },
	{ "x", "gemini://h.example", "gemini://h.example/x" },
	{ "?q", "gemini://h.example", "gemini://h.example?q" },
	{ "mailto:a@b.example", GEM, "mailto:a@b.example" },
};

static void
test_resolve(void **state)
{
	const __typeof__(resolves[0]) *row = *state;
	struct str base = exact_dup(row->base), ref = exact_dup(row->name);
	struct arena a = { NULL };

	assert_str_equal(uri_resolve(&a, base, ref), row->out);
	arena_release(&a);
	exact_free(base);
	exact_free(ref);
}

/* What a person has encoded already stays so; what he has not becomes so. */
static void
encoding_what_is_typed(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 100);
	uri_encode_typed(&b, STR("/\xc3\xbc b/%C3%BC?q=1&c\t\"\n"));
	assert_str_equal(buf_str(&b), "/%C3%BC%20b/%C3%BC?q=1&c%09%22%0A");
	buf_release(&b);
}

int
main(void)
{
	static struct suite s = { .name = "uri" };

	suite_table(&s, "uri split", splits, test_split);
	suite_table(&s, "uri authority", authorities, test_authority);
	suite_test(&s, ports);
	suite_test(&s, every_byte_of_the_alphabet);
	suite_table(&s, "uri clean", alphabets, test_alphabet);
	suite_table(&s, "uri path", paths, test_path);
	suite_test(&s, decoding_once);
	suite_test(&s, encoding_every_byte);
	suite_test(&s, encoding_what_is_typed);
	suite_table(&s, "uri resolve", resolves, test_resolve);
	return suite_run(&s);
}

/* tests/unit/test_titan.c: Titan's request line.	titan.md section 6; numbers are its vectors' */
#include "unit/test.h"

#include "proto/titan.h"

#define AT "titan://example.org/notes/a.gmi"
#define S "/notes/a.gmi"

static const struct {
	const char *name, *line;
	int status;			/* 0: taken, and */
	const char *path;
	unsigned long long size;
	const char *mime, *token;
	bool edit;
} rows[] = {
	{ "1 size",			AT ";size=5",			0, S, 5, "text/gemini", "", false },
	{ "3 type",			AT ";mime=text/plain;size=5",	0, S, 5, "text/plain", "", false },
	{ "3b type, encoded",		AT ";mime=text%2Fplain;size=5",	0, S, 5, "text/plain", "", false },
	{ "3c type with a slash, last",	AT ";size=5;mime=text/plain",	0, S, 5, "text/plain", "", false },
	{ "4 any order",		AT ";size=5;mime=text/plain;token=t", 0, S, 5, "text/plain", "t", false },
	{ "4b any order",		AT ";token=t;mime=text/plain;size=5", 0, S, 5, "text/plain", "t", false },
	{ "4c a slash in the token",	AT ";token=a/b;size=5",		0, S, 5, "text/gemini", "a/b", false },
	{ "6 capitals",			"TITAN://EXAMPLE.ORG/notes/a.gmi;size=5", 0, S, 5, "text/gemini", "", false },
	{ "7 port",			"titan://example.org:1965/notes/a.gmi;size=5", 0, S, 5, "text/gemini", "", false },
	{ "another port",		"titan://example.org:1966/notes/a.gmi;size=5", 53, NULL, 0, NULL, NULL, false },
	{ "11 no size",			AT,				59, NULL, 0, NULL, NULL, false },
	{ "11b no size, a semicolon",	AT ";",				59, NULL, 0, NULL, NULL, false },
	{ "11c no size, a type",	AT ";mime=text/plain",		59, NULL, 0, NULL, NULL, false },
	{ "12 empty size",		AT ";size=",			59, NULL, 0, NULL, NULL, false },
	{ "12b no equals sign",		AT ";size",			59, NULL, 0, NULL, NULL, false },
	{ "12c negative",		AT ";size=-1",			59, NULL, 0, NULL, NULL, false },
	{ "12d a letter",		AT ";size=5x",			59, NULL, 0, NULL, NULL, false },
	{ "12e hexadecimal",		AT ";size=0x5",			59, NULL, 0, NULL, NULL, false },
	{ "12f plus",			AT ";size=+5",			59, NULL, 0, NULL, NULL, false },
	{ "12g blank",			AT ";size=%205",		59, NULL, 0, NULL, NULL, false },
	{ "12h NUL",			AT ";size=5%00",		59, NULL, 0, NULL, NULL, false },
	{ "13 no number can hold it",	AT ";size=99999999999999999999", 59, NULL, 0, NULL, NULL, false },
	{ "13b the greatest",		AT ";size=18446744073709551615", 0, S, 18446744073709551615ULL, "text/gemini", "", false },
	{ "13c one more",		AT ";size=18446744073709551616", 59, NULL, 0, NULL, NULL, false },
	{ "16 two sizes",		AT ";size=5;size=6",		59, NULL, 0, NULL, NULL, false },
	{ "16b the same twice",		AT ";size=5;size=5",		59, NULL, 0, NULL, NULL, false },
	{ "20 nothing (refused later)",	AT ";size=0",			0, S, 0, "text/gemini", "", false },
	{ "21 a picture (refused later)", AT ";mime=image/png;size=5",	0, S, 5, "image/png", "", false },
	{ "24 encoded semicolon",	AT ";token=s%3Be;size=5",	0, S, 5, "text/gemini", "s;e", false },
	{ "24b equals sign in a token",	AT ";token=a=b;size=5",		0, S, 5, "text/gemini", "a=b", false },
	{ "24c bad encoding",		AT ";token=%zz;size=5",		59, NULL, 0, NULL, NULL, false },
	{ "25 semicolon in a segment before", "titan://example.org/notes/a;b/c.gmi;size=5", 0, "/notes/a;b/c.gmi", 5, "text/gemini", "", false },
	{ "26 query is ignored",	AT ";size=5?x",			0, S, 5, "text/gemini", "", false },
	{ "27 size in the query",	AT "?size=5",			59, NULL, 0, NULL, NULL, false },
	{ "27b size in the query behind a semicolon", AT "?;size=5",	59, NULL, 0, NULL, NULL, false },
	{ "28 dots inside",		"titan://example.org/notes/../a.gmi;size=5", 0, "/a.gmi", 5, "text/gemini", "", false },
	{ "28b climbing",		"titan://example.org/../a.gmi;size=5", 59, NULL, 0, NULL, NULL, false },
	{ "29 encoded slash",		"titan://example.org/notes/..%2fa.gmi;size=5", 51, NULL, 0, NULL, NULL, false },
	{ "30 a folder (refused later)", "titan://example.org/notes/;size=5", 0, "/notes/", 5, "text/gemini", "", false },
	{ "32 another host",		"titan://other.example/notes/a.gmi;size=5", 53, NULL, 0, NULL, NULL, false },
	{ "33 edit",			AT ";edit",			0, S, 0, "text/gemini", "", true },
	{ "35 edit and a size",		AT ";edit;size=5",		59, NULL, 0, NULL, NULL, false },
	{ "35b a size and edit",	AT ";size=5;edit",		59, NULL, 0, NULL, NULL, false },
	{ "35c edit and a token",	AT ";edit;token=t",		59, NULL, 0, NULL, NULL, false },
	{ "an unknown parameter",	AT ";size=5;colour=red",	0, S, 5, "text/gemini", "", false },
	{ "fragment",			AT ";size=5#x",			59, NULL, 0, NULL, NULL, false },
	{ "user",			"titan://ann@example.org/a;size=5", 59, NULL, 0, NULL, NULL, false },
	{ "no host",			"titan:///a;size=5",		59, NULL, 0, NULL, NULL, false },
	{ "no path",			"titan://example.org;size=5",	53, NULL, 0, NULL, NULL, false },
	{ "a blank",			AT ";size=5;token=a b",		59, NULL, 0, NULL, NULL, false },
	{ "a control character",	AT ";size=5\x01",		59, NULL, 0, NULL, NULL, false },
	{ "no ASCII",			AT ";size=5;token=\xc3\xa9",	59, NULL, 0, NULL, NULL, false },
};

static enum status
parse(struct str line, struct arena *a, struct request *req, struct titan *titan)
{
	static const struct str hosts[] = { { "example.org", 11 } };
	static const uint16_t ports[] = { 1965 };
	static const struct gemini_served served = { hosts, 1, ports, 1, { "example.org", 11 } };

	*req = (struct request){ .has_query = false };
	return titan_parse(line, &served, a, req, titan);
}

static void
test_row(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str line = exact_dup(row->line);
	struct arena a = { NULL };
	struct request req;
	struct titan titan;

	assert_true(titan_is(line));
	assert_int_equal(parse(line, &a, &req, &titan), row->status);
	if (row->status == 0) {
		assert_str_equal(req.path, row->path);
		assert_true(req.titan);
		assert_false(req.has_query);
		assert_true(titan.size == row->size);
		assert_str_equal(titan.mime, row->mime);
		assert_str_equal(titan.token, row->token);
		assert_int_equal(titan.edit, row->edit);
		assert_int_equal(titan.has_size, !row->edit);
	}
	exact_free(line);
	arena_release(&a);
}

/* No head of a good line is a fault. */
static void
cut_anywhere(void **state)
{
	static const char whole[] = AT ";mime=text/plain;size=5;token=s%3Be";
	struct arena a = { NULL };
	struct request req;
	struct titan titan;

	(void)state;
	for (size_t n = 0; n < sizeof(whole); n++) {
		struct str line = exact_of((struct str){ whole, n });

		(void)titan_is(line);
		if (titan_is(line))
			(void)parse(line, &a, &req, &titan);
		exact_free(line);
	}
	arena_release(&a);
}

static void
as_long_as_a_request(void **state)
{
	char line[GEMINI_REQUEST_MAX + 2];
	struct arena a = { NULL };
	struct request req;
	struct titan titan;

	(void)state;
	memset(line, 'x', sizeof(line));
	memcpy(line, AT ";size=5;token=", strlen(AT ";size=5;token="));
	assert_int_equal(parse((struct str){ line, GEMINI_REQUEST_MAX }, &a, &req, &titan), 0);
	assert_int_equal(parse((struct str){ line, GEMINI_REQUEST_MAX + 1 }, &a, &req, &titan), 59);
	arena_release(&a);
}

static void
what_is_titan(void **state)
{
	(void)state;
	assert_true(titan_is(STR("titan:")));
	assert_true(titan_is(STR("Titan://x")));
	assert_false(titan_is(STR("titan")));
	assert_false(titan_is(STR("")));
	assert_false(titan_is(STR("gemini://titan:/")));
	assert_false(titan_is(STR(" titan://x")));
}

int
main(void)
{
	static struct suite s = { .name = "titan" };

	suite_table(&s, "titan", rows, test_row);
	suite_test(&s, cut_anywhere);
	suite_test(&s, as_long_as_a_request);
	suite_test(&s, what_is_titan);
	return suite_run(&s);
}

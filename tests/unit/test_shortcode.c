/* tests/unit/test_shortcode.c: what is a shortcode, and what is an author's bracket. */
#include "unit/test.h"

#include "format/shortcode.h"

static const struct row {
	const char *name, *in;
	bool is;
	const char *called, *attributes;
	bool closing, escaped;
	size_t n;
} rows[] = {
	{ "known", "[gallery] x", true, "gallery", "", false, false, 9 },
	{ "attributes", "[ad id=\"1\" b='x]y'] z", true, "ad", " id=\"1\" b='x]y'", false, false, 19 },
	{ "closes itself", "[ad id=1/]", true, "ad", " id=1", false, false, 10 },
	{ "an end", "[/box]", true, "box", "", true, false, 6 },
	{ "has an end", "[box]a[/box]", true, "box", "", false, false, 5 },
	{ "escaped", "[[box]]", true, "box", "", false, true, 7 },
	{ "half escaped", "[[box] a", false, "", "", false, false, 0 },
	{ "sic", "[sic]", false, "", "", false, false, 0 },
	{ "words", "[emphasis mine]", false, "", "", false, false, 0 },
	{ "a number", "[1]", false, "", "", false, false, 0 },
	{ "ellipsis", "[\xe2\x80\xa6]", false, "", "", false, false, 0 },
	{ "never ends", "[gallery ids=1", false, "", "", false, false, 0 },
	{ "a tag inside", "[gallery <b>]", false, "", "", false, false, 0 },
	{ "nothing", "", false, "", "", false, false, 0 },
	{ "alone", "[", false, "", "", false, false, 0 },
};

static void
test_row(void **state)
{
	const struct row *row = *state;
	struct str in = exact_dup(row->in);
	struct shortcode_ends ends;
	struct shortcode code;

	shortcode_scan(in, &ends);
	assert_int_equal(shortcode_at(in, &ends, &code), row->is);
	if (row->is) {
		assert_str_equal(code.name, row->called);
		assert_str_equal(code.attributes, row->attributes);
		assert_int_equal(code.closing, row->closing);
		assert_int_equal(code.escaped, row->escaped);
		assert_int_equal(code.n, row->n);
	}
	exact_free(in);
}

/* SHORTCODE_CLOSINGS names are remembered, and no more. */
static void
test_many(void **state __attribute__((unused)))
{
	for (size_t n = SHORTCODE_CLOSINGS - 1; n <= SHORTCODE_CLOSINGS + 1; n++) {
		char text[2048], last[16];
		struct shortcode_ends ends;
		struct shortcode code;
		size_t at = 0;

		for (size_t i = 1; i <= n; i++)
			at += (size_t)snprintf(text + at, sizeof(text) - at, "[/x%zu]", i);
		(void)snprintf(last, sizeof(last), "[x%zu]", n);
		shortcode_scan((struct str){ text, at }, &ends);
		assert_int_equal(ends.n, n > SHORTCODE_CLOSINGS ? SHORTCODE_CLOSINGS : n);
		assert_int_equal(shortcode_at(str_of(last), &ends, &code), n <= SHORTCODE_CLOSINGS);
	}
}

int
main(void)
{
	static struct suite s = { .name = "shortcode" };

	suite_table(&s, "at", rows, test_row);
	suite_test(&s, test_many);
	return suite_run(&s);
}

/* tests/unit/test_slug.c: titles as parts of addresses. */
#include "unit/test.h"

#include "format/slug.h"

#define TEN "abcdefghi-"
#define FIFTY TEN TEN TEN TEN TEN

static const struct {
	const char *name, *lang, *in, *out;
} rows[] = {
	{ "plain",		"en", "The Lamp in the East Window",	"the-lamp-in-the-east-window" },
	{ "empty",		"en", "",				"" },
	{ "stops and blanks",	"en", "  What, again?!  -- Yes. ",	"what-again-yes" },
	{ "apostrophes",	"en", "Don't; it’s `fine`",		"dont-its-fine" },
	{ "digits",		"en", "42 is 6 * 7",			"42-is-6-7" },
	{ "path and query",	"en", "../../etc/passwd?a#b%00",	"etc-passwd-a-b-00" },
	{ "line ends",		"en", "a\nb\tc\x7f",			"a-b-c" },
	{ "German",		"de", "Über den Fluß",			"ueber-den-fluss" },
	{ "umlauts elsewhere",	"en", "Über den Fluß",			"uber-den-fluss" },
	{ "Greek, Russian",	"ru", "Жар-птица",			"zhar-ptitsa" },
	{ "French",		"fr", "Où est l’été ?",			"ou-est-lete" },
	{ "Chinese",		"zh", "東京の図書館",			"" },
	{ "Chinese and a year",	"ja", "東京 2026",			"2026" },
	{ "emoji",		"en", "📖",				"" },
	{ "emoji and words",	"en", "📖 Books 📚 and more",		"books-and-more" },
	{ "under the limit",	"en", FIFTY "abcdefghi",		FIFTY "abcdefghi" },
	{ "at the limit",	"en", FIFTY "abcdefghij",		FIFTY "abcdefghij" },
	{ "a word too much",	"en", FIFTY "abcdefghijk",		"abcdefghi-abcdefghi-abcdefghi-abcdefghi-abcdefghi" },
	{ "ends at the limit",	"en", FIFTY "abcdefghij klm",		FIFTY "abcdefghij" },
	{ "one long word",	"en", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa" },
};

static void
test_row(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct arena a = { NULL };
	struct str in = exact_dup(row->in);
	struct str slug = slug_of(&a, in, str_of(row->lang));

	assert_str_equal(slug, row->out);
	assert_true(slug.n <= SLUG_MAX);
	exact_free(in);
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "slug" };

	suite_table(&s, "slug", rows, test_row);
	return suite_run(&s);
}

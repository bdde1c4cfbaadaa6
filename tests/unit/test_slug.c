/* tests/unit/test_slug.c: titles as parts of addresses. */
#include "unit/test.h"

#include "format/slug.h"

#define TEN "abcdefghi-"

static const struct {
	const char *name, *title, *lang, *slug;
} rows[] = {
	{ "words",		"Three roads to the same room",	"",	"three-roads-to-the-same-room" },
	{ "punctuation",	"Who's in the room? -- A list!",	"",	"whos-in-the-room-a-list" },
	{ "a typographic one",	"Who’s in",			"",	"whos-in" },
	{ "German",		"Grüße aus Lüneburg!",		"de",	"gruesse-aus-lueneburg" },
	{ "not German",		"Fünf",				"sv",	"funf" },
	{ "French",		"L’été déjà",			"fr",	"lete-deja" },
	{ "Russian",		"Библиотека",			"ru",	"biblioteka" },
	{ "numbers",		"1984 & 2001",			"",	"1984-2001" },
	{ "blanks around",	"  x  ",			"",	"x" },
	{ "climbing",		"../../etc/passwd",		"",	"etc-passwd" },
	{ "Japanese",		"図書館",			"ja",	"" },
	{ "only signs",		"!!!",				"",	"" },
	{ "nothing",		"",				"",	"" },
	{ "at the limit",	TEN TEN TEN TEN TEN TEN,	"",	TEN TEN TEN TEN TEN "abcdefghi" },
	{ "just at it",		TEN TEN TEN TEN TEN "abcdefghij", "",	TEN TEN TEN TEN TEN "abcdefghij" },
	{ "over it, by words",	TEN TEN TEN TEN TEN "abcdefghijk", "",	TEN TEN TEN TEN "abcdefghi" },
	{ "over it, one word",	"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", "",
	    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
};

static void
test_slug(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str title = exact_dup(row->title);
	struct arena a = { NULL };

	assert_str_equal(slug_of(&a, title, str_of(row->lang)), row->slug);
	arena_release(&a);
	exact_free(title);
}

int
main(void)
{
	static struct suite s = { .name = "slug" };

	suite_table(&s, "slug", rows, test_slug);
	return suite_run(&s);
}

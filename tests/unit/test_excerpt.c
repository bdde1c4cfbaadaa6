/* tests/unit/test_excerpt.c: the line of context under a result. */
#include "unit/test.h"

#include "format/excerpt.h"
#include "format/utf8.h"

static const struct {
	const char *name, *text, *query, *line;
} rows[] = {
	{ "one hit", "The moon is pale.", "moon", "The \xc2\xabmoon\xc2\xbb is pale." },
	{ "accents and case", "Un \xc3\x89T\xc3\x89 long", "ete", "Un \xc2\xab\xc3\x89T\xc3\x89\xc2\xbb long" },
	{ "two terms", "a moon b letters c", "letters moon", "a \xc2\xabmoon\xc2\xbb b \xc2\xabletters\xc2\xbb c" },
	{ "phrase only as one", "moon x moon letters", "\"moon letters\"", "moon x \xc2\xabmoon letters\xc2\xbb" },
	{ "phrase across lines", "the moon\nletters", "\"moon letters\"", "the \xc2\xabmoon letters\xc2\xbb" },
	{ "prefix", "moonlight", "moon*", "\xc2\xabmoonlight\xc2\xbb" },
	{ "no prefix", "moonlight", "moon", "moonlight" },
	{ "Japanese", "\xe6\x9d\xb1\xe4\xba\xac\xe5\xb7\x9d", "\xe4\xba\xac\xe5\xb7\x9d", "\xe6\x9d\xb1\xc2\xab\xe4\xba\xac\xe5\xb7\x9d\xc2\xbb" },
	{ "overlapping", "a b c", "\"a b\" \"b c\"", "\xc2\xab" "a b c\xc2\xbb" },
	{ "side by side", "a b", "a b", "\xc2\xab" "a\xc2\xbb \xc2\xab" "b\xc2\xbb" },
	{ "excluded is not marked", "moon sun", "moon -sun", "\xc2\xabmoon\xc2\xbb sun" },
	{ "no hit", "The moon", "sun", "The moon" },
	{ "no text", "", "moon", "" },
	{ "blanks and lines collapse", "a\n\n  moon\tb", "moon", "a \xc2\xabmoon\xc2\xbb b" },
	{ "controls", "a\x1b[31mmoon", "sun", "a [31mmoon" },
	{ "hit at the end", "x moon", "moon", "x \xc2\xabmoon\xc2\xbb" },
};

static void
test_row(void **state)
{
	const char *const *row = *state;
	struct str exact = exact_dup(row[1]);
	struct arena a = { NULL };
	struct query q;

	query_parse(str_of(row[2]), &q);
	assert_str_equal(excerpt_make(&a, exact, &q), row[3]);
	arena_release(&a);
	exact_free(exact);
}

/* Far inside a long text: … at both ends, whole words, and not much longer than it should be. */
static void
in_a_long_text(void **state)
{
	struct arena a = { NULL };
	struct query q;
	struct str line;
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 1000; i++)
		buf_addf(&b, i == 500 ? "moon " : i == 100 ? "letters " : i == 504 ? "letters " : "word%03d ", i);
	query_parse(STR("moon letters"), &q);
	line = excerpt_make(&a, buf_str(&b), &q);
	assert_true(str_starts(line, STR("…word")));
	assert_true(str_ends(line, STR("…")));
	assert_has(line, "word499 «moon» word501 word502 word503 «letters» word505");
	assert_true(utf8_columns(line) <= EXCERPT_COLUMNS + 4);
	buf_release(&b);
	arena_release(&a);
}

/* What lies behind EXCERPT_SCAN is not looked for: the line is the text's beginning. */
static void
so_far_and_no_farther(void **state)
{
	struct query q;

	(void)state;
	query_parse(STR("moon"), &q);
	for (size_t at = EXCERPT_SCAN - 5; at <= EXCERPT_SCAN - 3; at++) {
		struct arena a = { NULL };
		char *text = text_of(' ', at + 4);

		memcpy(text + at, "moon", 4);
		text[0] = 'x';
		if (at + 4 <= EXCERPT_SCAN)
			assert_has(excerpt_make(&a, str_of(text), &q), "«moon»");
		else
			assert_lacks(excerpt_make(&a, str_of(text), &q), "«");
		free(text);
		arena_release(&a);
	}
}

static void
readable(void **state)
{
	struct arena a = { NULL };

	(void)state;
	assert_str_equal(excerpt_readable(&a, STR("# Head\n=> /a.gmi Label\n=> gemini://h.example/\n* item\n> quote\n"
	    "```alt\n  pre\n```\nText")), "Head\nLabel\ngemini://h.example/\nitem\nquote\nalt\n  pre\n\nText\n");
	assert_str_equal(excerpt_readable(&a, STR("a\xff")), "a\xef\xbf\xbd\n");
	assert_str_equal(excerpt_readable(&a, STR("")), "");
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "excerpt" };

	suite_table(&s, "excerpt", rows, test_row);
	suite_test(&s, in_a_long_text);
	suite_test(&s, so_far_and_no_farther);
	suite_test(&s, readable);
	return suite_run(&s);
}

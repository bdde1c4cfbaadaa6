/* tests/unit/test_query.c: what readers write into a search. */
#include "unit/test.h"

#include "format/query.h"

static const struct {
	const char *name, *written, *match, *shown;
} rows[] = {
	{ "nothing", "", "", "" },
	{ "blanks", "  \t ", "", "" },
	{ "a word", "moon", "(\"moon\")", "moon" },
	{ "two words", " moon  letters ", "(\"moon\" AND \"letters\")", "moon letters" },
	{ "ideographic blank", "\xe6\x9c\x88\xe3\x80\x80\xe7\x81\xaf", "(\"\xe6\x9c\x88\" AND \"\xe7\x81\xaf\")", "\xe6\x9c\x88 \xe7\x81\xaf" },
	{ "phrase", "\"moon letters\"", "(\"moon letters\")", "\"moon letters\"" },
	{ "typographic quotes", "\xe2\x80\x9cmoon letters\xe2\x80\x9d", "(\"moon letters\")", "\"moon letters\"" },
	{ "German quotes", "\xe2\x80\x9e" "der Mond\xe2\x80\x9c", "(\"der Mond\")", "\"der Mond\"" },
	{ "French quotes", "\xc2\xab la lune \xc2\xbb", "(\" la lune\")", "\" la lune\"" },
	{ "Japanese quotes", "\xe3\x80\x8c\xe6\x9c\x88\xe3\x80\x8d", "(\"\xe6\x9c\x88\")", "\"\xe6\x9c\x88\"" },
	{ "lone quote", "\"", "", "" },
	{ "lone quote before a word", "\"moon", "(\"moon\")", "moon" },
	{ "lone quote behind", "5\" disk", "(\"5\" AND \"disk\")", "5 disk" },
	{ "quote in a word", "a\"b c\"d", "(\"a\" AND \"b c\" AND \"d\")", "a \"b c\" d" },
	{ "empty quotes", "\"\" moon", "(\"moon\")", "moon" },
	{ "prefix", "moo*", "(\"moo\" *)", "moo*" },
	{ "prefix of a phrase", "\"moon le\"*", "(\"moon le\" *)", "\"moon le\"*" },
	{ "star in front", "*moon", "(\"*moon\")", "*moon" },
	{ "lone star", "*", "", "" },
	{ "stars", "***", "", "" },
	{ "fullwidth star", "moo\xef\xbc\x8a", "(\"moo\" *)", "moo*" },
	{ "without", "moon -sun", "(\"moon\") NOT (\"sun\")", "moon -sun" },
	{ "without two", "-a moon -\"b c\"", "(\"moon\") NOT (\"a\" OR \"b c\")", "-a moon -\"b c\"" },
	{ "without, a prefix", "moon -su*", "(\"moon\") NOT (\"su\" *)", "moon -su*" },
	{ "true minus", "moon \xe2\x88\x92sun", "(\"moon\") NOT (\"sun\")", "moon -sun" },
	{ "nothing but without", "-moon", "", "-moon" },
	{ "hyphen between blanks", "moon - sun", "(\"moon\" AND \"sun\")", "moon sun" },
	{ "hyphen inside", "well-known", "(\"well-known\")", "well-known" },
	{ "two hyphens", "--moon sun", "(\"sun\") NOT (\"-moon\")", "--moon sun" },
	{ "slash", "and/or", "(\"and or\")", "\"and or\"" },
	{ "operators are words", "a AND b OR NOT NEAR(c d, 2)",
	    "(\"a\" AND \"AND\" AND \"b\" AND \"OR\" AND \"NOT\" AND \"NEAR(c\" AND \"d\" AND \"2\")", "a AND b OR NOT NEAR(c d 2" },
	{ "column filter is a word", "title:moon ^moon {a b}:c",
	    "(\"title:moon\" AND \"^moon\" AND \"{a\" AND \"b}:c\")", "title:moon ^moon {a b}:c" },
	{ "SQL is words", "'; DROP TABLE words; --", "(\"DROP\" AND \"TABLE\" AND \"words\")", "DROP TABLE words" },
	{ "control characters part", "a\x01" "b\nc", "(\"a\" AND \"b\" AND \"c\")", "a b c" },
	{ "not UTF-8", "a\xff" "b", "(\"a b\")", "\"a b\"" },
	{ "punctuation", "?!...;", "", "" },
	{ "emoji", "\xf0\x9f\x8c\x99", "", "" },
};

static void
test_row(void **state)
{
	const char *const *row = *state;
	struct str exact = exact_dup(row[1]);
	struct query q, again;
	struct buf b, c;

	buf_init(&b, 4096);
	buf_init(&c, 4096);
	query_parse(exact, &q);
	query_write_match(&q, &b);
	assert_str_equal(buf_str(&b), row[2]);
	query_write(&q, &c);
	assert_str_equal(buf_str(&c), row[3]);
	query_parse(buf_str(&c), &again);
	assert_int_equal(again.n, q.n);
	assert_int_equal(again.wanted, q.wanted);
	assert_false(q.cut);
	buf_release(&b);
	buf_release(&c);
	exact_free(exact);
}

static void
nul_is_a_blank(void **state)
{
	struct query q;
	struct buf b;

	(void)state;
	buf_init(&b, 64);
	query_parse(STR("\"a\0b\" c\0d"), &q);
	query_write_match(&q, &b);
	assert_str_equal(buf_str(&b), "(\"a b\" AND \"c\" AND \"d\")");
	buf_release(&b);
}

static void
so_many_terms(void **state)
{
	struct query q;
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	for (size_t i = 1; i <= 1000; i++) {
		buf_addf(&b, "w%zu ", i);
		if (i != QUERY_TERMS - 1 && i != QUERY_TERMS && i != QUERY_TERMS + 1 && i != 1000)
			continue;
		query_parse(buf_str(&b), &q);
		assert_int_equal(q.n, i < QUERY_TERMS ? i : QUERY_TERMS);
		assert_int_equal(q.cut, i > QUERY_TERMS);
	}
	buf_release(&b);
}

static void
so_many_words_in_a_term(void **state)
{
	struct query q;
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	for (size_t i = 1; i <= QUERY_TERM_WORDS + 1; i++)
		buf_add(&b, STR("\xe6\x9c\x88"));
	query_parse(str_head(buf_str(&b), 3 * (QUERY_TERM_WORDS - 1)), &q);
	assert_int_equal(q.terms[0].words, QUERY_TERM_WORDS - 1);
	assert_false(q.cut);
	query_parse(str_head(buf_str(&b), 3 * QUERY_TERM_WORDS), &q);
	assert_int_equal(q.terms[0].words, QUERY_TERM_WORDS);
	assert_false(q.cut);
	buf_addc(&b, '*');
	query_parse(buf_str(&b), &q);
	assert_int_equal(q.terms[0].words, QUERY_TERM_WORDS);
	assert_int_equal(q.terms[0].text.n, 3 * QUERY_TERM_WORDS);
	assert_true(q.cut);
	assert_false(q.terms[0].prefix);
	buf_release(&b);
}

static const struct {
	const char *name, *written, *looser;	/* NULL: it cannot be */
} loosened[] = {
	{ "word", "moon", "moon*" },
	{ "words", "moon -sun letters", "moon* -sun letters*" },
	{ "phrase", "\"moon letters\"", "moon* letters*" },
	{ "prefix", "moo*", NULL },
	{ "written together", "well-known", "well-known*" },
	{ "nothing wanted", "-a", NULL },
	{ "without stays as it is", "a -\"b c\"*", "a* -\"b c\"*" },
};

static void
test_loosen(void **state)
{
	const char *const *row = *state;
	struct query q, looser;
	struct buf b;

	buf_init(&b, 4096);
	query_parse(str_of(row[1]), &q);
	assert_int_equal(query_loosen(&q, &looser), row[2] != NULL);
	query_write(&looser, &b);
	if (row[2] != NULL)
		assert_str_equal(buf_str(&b), row[2]);
	buf_release(&b);
}

int
main(void)
{
	static struct suite s = { .name = "query" };

	suite_table(&s, "query", rows, test_row);
	suite_test(&s, nul_is_a_blank);
	suite_test(&s, so_many_terms);
	suite_test(&s, so_many_words_in_a_term);
	suite_table(&s, "loosen", loosened, test_loosen);
	return suite_run(&s);
}

/* tests/unit/test_fold.c: what is a word, and how it is folded. */
#include "unit/test.h"

#include "format/fold.h"

static const struct {
	const char *name, *text, *words;	/* folded, with bars between */
} rows[] = {
	{ "none", "", "" },
	{ "blanks and stops", " ., -!?\n\t", "" },
	{ "plain", "Moon letters", "moon|letters" },
	{ "stops between", "one,two.three", "one|two|three" },
	{ "apostrophe", "don't l'\xc3\xa9t\xc3\xa9", "don|t|l|ete" },
	{ "digits", "2026-11-24 b52", "2026|11|24|b52" },
	{ "underscore parts", "snake_case", "snake|case" },
	{ "accents", "\xc3\x89t\xc3\xa9 se\xc3\xb1or", "ete|senor" },
	{ "accent written apart", "e\xcc\x81te", "ete" },
	{ "sharp s", "STRASSE Stra\xc3\x9f" "e", "strasse|strasse" },
	{ "capital sharp s", "\xe1\xba\x9e", "ss" },
	{ "ligature", "\xef\xac\x81n", "fin" },
	{ "oe and ae", "C\xc5\x93ur \xc3\x86sir", "coeur|aesir" },
	{ "letters with strokes", "\xc5\x81\xc3\xb3" "d\xc5\xba \xc3\x98rsted", "lodz|orsted" },
	{ "Turkish i", "\xc4\xb0stanbul \xc4\xb1", "istanbul|i" },
	{ "Greek", "\xce\x86\xce\xbb\xcf\x86\xce\xb1 \xcf\x83\xce\xb1\xcf\x82", "\xce\xb1\xce\xbb\xcf\x86\xce\xb1|\xcf\x83\xce\xb1\xcf\x83" },
	{ "Cyrillic", "\xd0\x81\xd0\x9b\xd0\x9a\xd0\x90", "\xd0\xb5\xd0\xbb\xd0\xba\xd0\xb0" },
	{ "Arabic without its vowels", "\xd9\x83\xd9\x90\xd8\xaa\xd8\xa7\xd8\xa8", "\xd9\x83\xd8\xaa\xd8\xa7\xd8\xa8" },
	{ "Devanagari keeps its vowels", "\xe0\xa4\x95\xe0\xa4\xbf", "\xe0\xa4\x95\xe0\xa4\xbf" },
	{ "fullwidth", "\xef\xbc\xa1\xef\xbc\x91", "a1" },
	{ "soft hyphen", "let\xc2\xadter", "letter" },
	{ "joiner", "a\xe2\x80\x8d" "b", "ab" },
	{ "zero-width space parts", "a\xe2\x80\x8b" "b", "a|b" },
	{ "Han, one by one", "\xe6\x9d\xb1\xe4\xba\xac", "\xe6\x9d\xb1|\xe4\xba\xac" },
	{ "Han beyond the first plane", "\xf0\xa0\xae\xb7\xe9\x87\x8e", "\xf0\xa0\xae\xb7|\xe9\x87\x8e" },
	{ "iteration mark", "\xe6\x97\xa5\xe3\x80\x85", "\xe6\x97\xa5|\xe3\x80\x85" },
	{ "Kangxi radical is its character", "\xe2\xbc\x80", "\xe4\xb8\x80" },
	{ "kana", "\xe3\x83\xaa\xe3\x83\xbc", "\xe3\x83\xaa|\xe3\x83\xbc" },
	{ "dakuten stays, in one character", "\xe3\x81\x8c", "\xe3\x81\x8b\xe3\x82\x99" },
	{ "dakuten written apart", "\xe3\x81\x8b\xe3\x82\x99", "\xe3\x81\x8b\xe3\x82\x99" },
	{ "halfwidth kana with dakuten", "\xef\xbd\xb6\xef\xbe\x9e", "\xe3\x82\xab\xe3\x82\x99" },
	{ "Han and Latin", "\xe6\x9d\xb1Tower\xe4\xba\xac", "\xe6\x9d\xb1|tower|\xe4\xba\xac" },
	{ "Hangul by syllables", "\xed\x95\x99\xea\xb5\x90", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xa8|\xe1\x84\x80\xe1\x85\xad" },
	{ "Hangul written apart", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xa8\xe1\x84\x80\xe1\x85\xad", "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xa8|\xe1\x84\x80\xe1\x85\xad" },
	{ "Thai with its marks", "\xe0\xb8\x97\xe0\xb8\xb5\xe0\xb9\x88", "\xe0\xb8\x97\xe0\xb8\xb5\xe0\xb9\x88" },
	{ "Thai, one by one", "\xe0\xb8\x81\xe0\xb8\x82", "\xe0\xb8\x81|\xe0\xb8\x82" },
	{ "a mark alone", "\xcc\x81", "" },
	{ "a mark before a word", "\xcc\x81 a", "a" },
	{ "not UTF-8 parts", "a\xff" "b", "a|b" },
	{ "cut off in the middle", "ab\xe6\x9d", "ab" },
	{ "emoji and boxes are none", "\xf0\x9f\x8c\x99\xe2\x94\x80", "" },
};

static void
test_row(void **state)
{
	const char *text = ((const char *const *)*state)[1], *want = ((const char *const *)*state)[2];
	struct str exact = exact_dup(text), rest = exact;
	char got[512] = "";
	struct fold w;

	while (fold_next(&rest, &w)) {
		assert_true(str_inside(w.raw, exact));
		(void)snprintf(got + strlen(got), sizeof(got) - strlen(got), "%s%.*s", got[0] == '\0' ? "" : "|", (int)w.n,
		    w.folded);
	}
	assert_str_equal(str_of(got), want);
	assert_int_equal(rest.n, 0);
	exact_free(exact);
}

/* Longer than FOLD_MAX: cut, alike whatever follows; up to it: not. */
static void
long_words(void **state)
{
	char *all = text_of('x', FOLD_MAX + 1);
	struct fold w[3];

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		struct str rest = { all, FOLD_MAX - 1 + i };

		assert_true(fold_next(&rest, &w[i]));
		assert_int_equal(w[i].raw.n, FOLD_MAX - 1 + i);
		assert_int_equal(rest.n, 0);
	}
	assert_int_equal(w[0].n, FOLD_MAX - 1);
	assert_int_equal(w[1].n, FOLD_MAX);
	assert_int_equal(w[2].n, FOLD_MAX);
	assert_true(fold_is(&w[1], &w[2]));
	assert_false(fold_is(&w[0], &w[1]));
	assert_true(fold_starts(&w[1], &w[0]));
	assert_false(fold_starts(&w[0], &w[1]));
	free(all);
}

/* No half character at the cut. */
static void
cut_between_characters(void **state)
{
	char text[FOLD_MAX + 2];
	struct str rest = { text, sizeof(text) };
	struct fold w;

	(void)state;
	memset(text, 'x', sizeof(text));
	memcpy(text + FOLD_MAX - 1, "\xd0\xb1", 2);		/* two bytes, of which one would fit */
	assert_true(fold_next(&rest, &w));
	assert_int_equal(w.n, FOLD_MAX - 1);
}

int
main(void)
{
	static struct suite s = { .name = "fold" };

	suite_table(&s, "words", rows, test_row);
	suite_test(&s, long_words);
	suite_test(&s, cut_between_characters);
	return suite_run(&s);
}

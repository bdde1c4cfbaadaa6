/* tests/unit/test_words.c: the words in all languages, and how they are said. */
#include "unit/test.h"

#include "format/utf8.h"
#include "format/words.h"

/* --- all languages are complete, and say what the English one says --- */

static void
every_language_is_complete(void **state)
{
	struct words *w = malloc(sizeof(*w));
	char why[WORDS_WHY];
	size_t n = 0;

	(void)state;
	for (struct str lang; (lang = words_builtin_lang(n)).n > 0; n++) {
		*w = (struct words){ lang, plural_of(lang), .text = { { STR_NONE } } };
		for (int i = 0; i < WORDS; i++) {
			const char *text = words_shipped(lang, (enum word)i);

			if (text == NULL)
				fail_msg("%.*s: no word for %.*s", STR_ARG(lang), STR_ARG(words_key((enum word)i)));
			if (words_set(w, (enum word)i, str_of(text), why) == -1)
				fail_msg("%.*s: %.*s %s", STR_ARG(lang), STR_ARG(words_key((enum word)i)), why);
			assert_true(utf8_valid(str_of(text)));
			/* A shipped text that counts has all the forms of its language, or is the same for all. */
			for (size_t form = 0; form < PLURAL_FORMS; form++)
				assert_true(w->text[i][form].n > 0);
		}
	}
	assert_int_equal(n, 5);
	free(w);
}

/* "{size} KB", "{name}, {date}": there is next to nothing to translate. */
static bool
is_wordless(struct str text)
{
	size_t letters = 0;
	bool in_hole = false;

	for (size_t i = 0; i < text.n; i++) {
		in_hole = text.p[i] == '{' || (in_hole && text.p[i] != '}');
		letters += !in_hole && ascii_is_letter(text.p[i]);
	}
	return letters < 3;
}

/* What is a word in one language must not be left in English in another by oversight. */
static void
nothing_is_left_in_english(void **state)
{
	(void)state;
	for (size_t n = 1; words_builtin_lang(n).n > 0; n++) {
		size_t same = 0;

		for (int i = 0; i < WORDS; i++)
			same += !is_wordless(words_source((enum word)i)) &&
			    str_eq(str_of(words_shipped(words_builtin_lang(n), (enum word)i)), words_source((enum word)i));
		assert_true(same < 12);		/* "April", "Name: {name}", "{n} comments" are not faults */
	}
}

/* Names are what authors write: small letters, digits and hyphens, none twice. */
static void
keys_are_keys(void **state)
{
	(void)state;
	for (int i = 0; i < WORDS; i++) {
		struct str key = words_key((enum word)i);

		assert_true(key.n > 0);
		for (size_t j = 0; j < key.n; j++)
			assert_true((key.p[j] >= 'a' && key.p[j] <= 'z') || key.p[j] == '-' || key.p[j] == '8');
		for (int j = 0; j < i; j++)
			assert_false(str_eq(key, words_key((enum word)j)));
	}
}

/* --- plural forms, as shipped --- */

static const struct {
	const char *name, *lang;
	enum word word;
	uint64_t n;
	const char *said;
} counted[] = {
	{ "en 0", "en", WORD_COMMENTS, 0, "0 comments" },
	{ "en 1", "en", WORD_COMMENTS, 1, "1 comment" },
	{ "en 2", "en", WORD_COMMENTS, 2, "2 comments" },
	{ "de 0", "de", WORD_COMMENTS, 0, "0 Kommentare" },
	{ "de 1", "de", WORD_COMMENTS, 1, "1 Kommentar" },
	{ "de 21", "de", WORD_COMMENTS, 21, "21 Kommentare" },
	{ "fr 0 is singular", "fr", WORD_COMMENTS, 0, "0 commentaire" },
	{ "fr 1", "fr", WORD_COMMENTS, 1, "1 commentaire" },
	{ "fr 2", "fr", WORD_COMMENTS, 2, "2 commentaires" },
	{ "es 0", "es", WORD_COMMENTS, 0, "0 comentarios" },
	{ "es 1", "es", WORD_COMMENTS, 1, "1 comentario" },
	{ "ja 0", "ja", WORD_COMMENTS, 0, "コメント0件" },
	{ "ja 1", "ja", WORD_COMMENTS, 1, "コメント1件" },
	{ "ja 2", "ja", WORD_COMMENTS, 2, "コメント2件" },
	{ "de, one second", "de", WORD_NOT_TAKEN_SLOW, 1,
	    "Das war sehr viel in kurzer Zeit. Bitte versuchen Sie es in 1 Sekunde noch einmal." },
	{ "large", "en", WORD_COMMENTS, 12345678901, "12345678901 comments" },
};

static void
test_counted(void **state)
{
	const __typeof__(counted[0]) *row = *state;
	struct arena a = { NULL };

	assert_str_equal(words_say(words_builtin(str_of(row->lang)), row->word, &a,
	    &(struct word_args){ .n = row->n }), row->said);
	arena_release(&a);
}

/* --- dates --- */

static const struct {
	const char *name, *lang;
	int64_t utc;
	int32_t offset;
	const char *said;
} days[] = {
	{ "en", "en", 1794009600, 0, "7 November 2026" },
	{ "de", "de", 1794009600, 0, "7. November 2026" },
	{ "fr", "fr", 1794009600, 0, "7 novembre 2026" },
	{ "es", "es", 1794009600, 0, "7 de noviembre de 2026" },
	{ "ja", "ja", 1794009600, 0, "2026年11月7日" },
	{ "fr, the first", "fr", 1793491200, 0, "1er novembre 2026" },
	{ "de, the first", "de", 1793491200, 0, "1. November 2026" },
	{ "es, the first", "es", 1793491200, 0, "1 de noviembre de 2026" },
	{ "January", "de", 1767225600, 0, "1. Januar 2026" },
	{ "December", "es", 1767225599, 0, "31 de diciembre de 2025" },
	{ "an offset east", "de", 1767225599, 3600, "1. Januar 2026" },
	{ "an offset west", "de", 1767225600, -3600, "31. Dezember 2025" },
	{ "long ago", "en", -62135596800, 0, "1 January 1" },
};

static void
test_day(void **state)
{
	const __typeof__(days[0]) *row = *state;
	struct arena a = { NULL };

	assert_str_equal(words_day(words_builtin(str_of(row->lang)), &a, row->utc, row->offset), row->said);
	arena_release(&a);
}

static const struct {
	const char *name, *lang;
	int64_t year;
	int month;
	const char *said;
} months[] = {
	{ "en", "en", 2026, 1, "January 2026" },
	{ "de", "de", 2026, 3, "März 2026" },
	{ "fr", "fr", 2026, 8, "août 2026" },
	{ "es", "es", 2026, 12, "diciembre de 2026" },
	{ "ja", "ja", 2026, 12, "2026年12月" },
};

static void
test_month(void **state)
{
	const __typeof__(months[0]) *row = *state;
	struct arena a = { NULL };

	assert_str_equal(words_month(words_builtin(str_of(row->lang)), &a, row->year, row->month), row->said);
	arena_release(&a);
}

/* --- what may be put in --- */

static const struct {
	const char *name, *lang;
	enum word word;
	const char *text;
	const char *why;		/* a part of it; NULL: it may */
} texts[] = {
	{ "plain", "en", WORD_HOME, "Front door", NULL },
	{ "a bar where nothing is counted", "en", WORD_HOME, "a | b", NULL },
	{ "empty", "en", WORD_HOME, "", "is empty" },
	{ "blank", "en", WORD_HOME, "  ", "is empty" },
	{ "its name", "en", WORD_BACK_TO, "{title}: back", NULL },
	{ "its name twice", "en", WORD_BACK_TO, "{title}, {title}", NULL },
	{ "without its name", "en", WORD_BACK_TO, "Back", "lacks {title}" },
	{ "with another's name", "en", WORD_BACK_TO, "{title} {name}", "names {name}" },
	{ "misspelt", "en", WORD_BACK_TO, "{titel}", "names {titel}" },
	{ "a name where none belongs", "en", WORD_HOME, "{title}", "names {title}" },
	{ "no name", "en", WORD_BACK_TO, "{} {title}", "names {}" },
	{ "not closed", "en", WORD_BACK_TO, "Back to {title", "without its }" },
	{ "only an opening brace", "en", WORD_HOME, "{", "without its }" },
	{ "opened twice", "en", WORD_BACK_TO, "{{title}}", "without its }" },
	{ "a closing brace alone is text", "en", WORD_BACK_TO, "{title}}", NULL },
	{ "one form for all", "en", WORD_COMMENTS, "Comments: {n}", NULL },
	{ "one form lacks the number", "en", WORD_COMMENTS, "Comments", "lacks {n}" },
	{ "a comment", "en", WORD_COMMENTS, "a comment | {n} comments", NULL },
	{ "many without a number", "en", WORD_COMMENTS, "{n} comment | comments", "lacks {n}" },
	{ "too many forms", "en", WORD_COMMENTS, "{n} a | {n} b | {n} c", "has 3 forms; expected one, or 2" },
	{ "French singular is for 0, too", "fr", WORD_COMMENTS, "un commentaire | {n} commentaires", "lacks {n}" },
	{ "no forms in Japanese", "ja", WORD_COMMENTS, "{n}a | {n}b", "expected one, or 1" },
	{ "Polish", "pl", WORD_COMMENTS, "komentarz | {n} komentarze | {n} komentarzy", NULL },
	{ "Polish with two", "pl", WORD_COMMENTS, "komentarz | {n} komentarzy", "has 2 forms; expected one, or 3" },
	{ "Russian 1 is 21, too", "ru", WORD_COMMENTS, "комментарий | {n} комментария | {n} комментариев", "lacks {n}" },
	{ "Arabic", "ar", WORD_COMMENTS, "a | b | c | {n} d | {n} e | {n} f", NULL },
	{ "more forms than there are", "ar", WORD_COMMENTS, "a | b | c | {n} | {n} | {n} | {n}", "has 7 forms" },
	{ "an empty form", "en", WORD_COMMENTS, " | {n} comments", "has a form without a text" },
	{ "no last form", "en", WORD_COMMENTS, "a comment | ", "lacks {n}" },
};

static void
test_set(void **state)
{
	const __typeof__(texts[0]) *row = *state;
	struct words *w = malloc(sizeof(*w));
	struct str text = exact_dup(row->text);
	char why[WORDS_WHY] = "";

	*w = *words_english();
	w->lang = str_of(row->lang);
	w->plural = plural_of(w->lang);
	assert_int_equal(words_set(w, row->word, text, why), row->why == NULL ? 0 : -1);
	if (row->why != NULL) {
		assert_has(str_of(why), row->why);
		assert_true(str_eq(w->text[row->word][0], words_english()->text[row->word][0]));
	}
	exact_free(text);
	free(w);
}

static void
length_has_a_limit(void **state)
{
	struct words *w = malloc(sizeof(*w));
	char why[WORDS_WHY];

	(void)state;
	*w = *words_english();
	for (size_t n = WORD_MAX - 1; n <= WORD_MAX + 1; n++) {
		char *text = text_of('x', n);

		assert_int_equal(words_set(w, WORD_HOME, str_of(text), why), n <= WORD_MAX ? 0 : -1);
		free(text);
	}
	assert_has(str_of(why), "has 601 bytes; expected at most 600");
	free(w);
}

/* What is filled in is never looked at again: a title with braces in it is a title. */
static void
what_is_filled_in_is_text(void **state)
{
	struct arena a = { NULL };

	(void)state;
	assert_str_equal(words_say(words_english(), WORD_COMMENT_ON_DAY, &a, &(struct word_args){
	    .name = STR("{title}"), .title = STR("{n} | {date}"), .date = STR("x") }), "{title} on “{n} | {date}”, x");
	arena_release(&a);
}

/* What a new language does not say yet is English, as right as its own forms allow. */
static const struct {
	const char *name, *lang;
	uint64_t n;
	const char *said;
} begun[] = {
	{ "shipped", "de", 1, "1 Kommentar" },
	{ "shipped, many", "de", 0, "0 Kommentare" },
	{ "counts like English, one", "nl", 1, "1 comment" },
	{ "counts like English, many", "nl", 2, "2 comments" },
	{ "three forms, one", "pl", 1, "1 comment" },
	{ "three forms, few", "pl", 3, "3 comments" },
	{ "three forms, many", "pl", 5, "5 comments" },
	{ "one form", "ko", 7, "7 comments" },
	{ "none is singular", "pt", 0, "0 comments" },
	{ "six forms, none", "ar", 0, "0 comments" },
	{ "six forms, one", "ar", 1, "1 comment" },
	{ "six forms, two", "ar", 2, "2 comments" },
	{ "six forms, many", "ar", 100, "100 comments" },
};

static void
test_begin(void **state)
{
	const __typeof__(begun[0]) *row = *state;
	struct words *w = malloc(sizeof(*w));
	struct arena a = { NULL };

	words_begin(w, str_of(row->lang));
	assert_str_equal(w->lang, row->lang);
	assert_str_equal(words_say(w, WORD_COMMENTS, &a, &(struct word_args){ .n = row->n }), row->said);
	arena_release(&a);
	free(w);
}

static void
languages_are_found(void **state)
{
	(void)state;
	assert_str_equal(words_primary(STR("pt-BR")), "pt");
	assert_str_equal(words_primary(STR("de")), "de");
	assert_str_equal(words_primary(STR("")), "");
	assert_str_equal(words_builtin(STR("DE"))->lang, "de");
	assert_null(words_builtin(STR("nl")));
	assert_null(words_builtin(STR("")));
	assert_str_equal(words_english()->lang, "en");
}

int
main(void)
{
	static struct suite s = { .name = "words" };

	suite_test(&s, every_language_is_complete);
	suite_test(&s, nothing_is_left_in_english);
	suite_test(&s, keys_are_keys);
	suite_test(&s, length_has_a_limit);
	suite_test(&s, what_is_filled_in_is_text);
	suite_test(&s, languages_are_found);
	suite_table(&s, "counted", counted, test_counted);
	suite_table(&s, "day", days, test_day);
	suite_table(&s, "month", months, test_month);
	suite_table(&s, "begin", begun, test_begin);
	suite_table(&s, "set", texts, test_set);
	return suite_run(&s);
}

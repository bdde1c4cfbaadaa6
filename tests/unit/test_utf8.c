/* tests/unit/test_utf8.c: characters, columns, lines, and what strangers may not do to a screen. */
#include "unit/test.h"

#include "format/utf8.h"

#define BAD "\xef\xbf\xbd"
#define KANJI "\xe6\x9c\x88"		/* 月, two columns */
#define STOP "\xe3\x80\x82"		/* 。, two columns, never first on a line */
#define ACUTE "\xcc\x81"		/* combining, none */

/* --- bytes to characters --- */

static const struct {
	const char *name, *in;
	bool valid;
	const char *repaired;
} bytes[] = {
	{ "empty",			"",			true,	"" },
	{ "ASCII",			"abc",			true,	"abc" },
	{ "two bytes",			"\xc2\x80\xdf\xbf",	true,	"\xc2\x80\xdf\xbf" },
	{ "three bytes",		"\xe0\xa0\x80\xef\xbf\xbf", true, "\xe0\xa0\x80\xef\xbf\xbf" },
	{ "four bytes",			"\xf0\x90\x80\x80\xf4\x8f\xbf\xbf", true, "\xf0\x90\x80\x80\xf4\x8f\xbf\xbf" },
	{ "around the surrogates",	"\xed\x9f\xbf\xee\x80\x80", true, "\xed\x9f\xbf\xee\x80\x80" },
	{ "a surrogate",		"\xed\xa0\x80",		false,	BAD BAD BAD },
	{ "overlong slash, two",	"\xc0\xaf",		false,	BAD BAD },
	{ "overlong slash, three",	"\xe0\x80\xaf",		false,	BAD BAD BAD },
	{ "overlong, four",		"\xf0\x8f\xbf\xbf",	false,	BAD BAD BAD BAD },
	{ "beyond U+10FFFF",		"\xf4\x90\x80\x80",	false,	BAD BAD BAD BAD },
	{ "five bytes",			"\xf8\x88\x80\x80\x80",	false,	BAD BAD BAD BAD BAD },
	{ "lone continuation",		"a\x80z",		false,	"a" BAD "z" },
	{ "cut short, two",		"a\xc3",		false,	"a" BAD },
	{ "cut short, three",		"\xe6\x9c",		false,	BAD BAD },
	{ "cut short, four",		"\xf0\x9f\x8c",		false,	BAD BAD BAD },
	{ "goes on behind a bad byte",	"\xff\xc3\xa9",		false,	BAD "\xc3\xa9" },
	{ "lead byte, then a letter",	"\xe6z",		false,	BAD "z" },
};

static void
test_bytes(void **state)
{
	const __typeof__(bytes[0]) *row = *state;
	struct str in = exact_dup(row->in), rest = in;
	struct buf b;

	struct arena a = { NULL };

	buf_init(&b, 64);
	assert_str_equal(utf8_repair(&a, in), row->repaired);
	arena_release(&a);
	assert_int_equal(utf8_valid(in), row->valid);
	while (rest.n > 0)
		utf8_put(&b, utf8_next(&rest));
	assert_str_equal(buf_str(&b), row->repaired);
	assert_true(utf8_valid(buf_str(&b)));
	buf_release(&b);
	exact_free(in);
}

static void
every_character_there_and_back(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 8);
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		struct str s;

		if (c >= 0xd800 && c <= 0xdfff)
			continue;
		buf_clear(&b);
		utf8_put(&b, c);
		s = buf_str(&b);
		assert_int_equal(utf8_next(&s), c);
		assert_int_equal(s.n, 0);
	}
	buf_release(&b);
}

/* --- columns --- */

static const struct {
	const char *name, *in;
	size_t columns;
} widths[] = {
	{ "ASCII",			"abc",				3 },
	{ "controls",			"a\x1b\x7f",			1 },
	{ "accents",			"caf\xc3\xa9",			4 },
	{ "combining",			"cafe" ACUTE,			4 },
	{ "twelve CJK characters",	KANJI KANJI KANJI KANJI KANJI KANJI KANJI KANJI KANJI KANJI KANJI KANJI, 24 },
	{ "zero-width space",		"a\xe2\x80\x8b" "b",		2 },
	{ "soft hyphen",		"a\xc2\xad" "b",		2 },
	{ "emoji",			"\xf0\x9f\x8c\x99",		2 },
	{ "C1",				"\xc2\x9b",			0 },
	{ "bad byte shows as one",	"\xff",				1 },
};

static void
test_width(void **state)
{
	const __typeof__(widths[0]) *row = *state;
	struct str in = exact_dup(row->in);

	assert_int_equal(utf8_columns(in), row->columns);
	assert_int_equal(utf8_fit(in, row->columns).n, in.n);
	if (row->columns > 0)
		assert_true(utf8_columns(utf8_fit(in, row->columns - 1)) < row->columns);
	exact_free(in);
}

static void
fit_takes_whole_characters(void **state)
{
	(void)state;
	assert_str_equal(utf8_fit(STR(KANJI KANJI), 3), KANJI);
	assert_str_equal(utf8_fit(STR("e" ACUTE "x"), 1), "e" ACUTE);
	assert_str_equal(utf8_fit(STR("abc"), 0), "");
}

/* --- lines --- */

static const struct {
	const char *name;
	size_t width;
	const char *in, *lines[5];
} wraps[] = {
	{ "fits, just under",		5, "abcd",		{ "abcd" } },
	{ "fits, exactly",		5, "abcde",		{ "abcde" } },
	{ "one too long: inside",	5, "abcdef",		{ "abcde", "f" } },
	{ "at a blank",			5, "ab cdef",		{ "ab", "cdef" } },
	{ "blank behind the last column", 5, "abcde fg",	{ "abcde", "fg" } },
	{ "blanks at a break go",	5, "ab    cdef",	{ "ab", "cdef" } },
	{ "blanks inside a line stay",	9, "a  b  cde",		{ "a  b  cde" } },
	{ "blanks at the end go",	5, "ab   ",		{ "ab" } },
	{ "many blanks at the end",	3, "ab       ",		{ "ab" } },
	{ "indent stays",		6, "  ab cd",		{ "  ab", "cd" } },
	{ "indent is no break",		4, "  abcdef",		{ "  ab", "cdef" } },
	{ "long word behind a short",	5, "a bcdefgh",		{ "a", "bcdef", "gh" } },
	{ "tab is a blank",		5, "ab\tcdef",		{ "ab", "cdef" } },
	{ "wide, just fits",		4, KANJI KANJI,		{ KANJI KANJI } },
	{ "wide, between",		5, KANJI KANJI KANJI,	{ KANJI KANJI, KANJI } },
	{ "no stop at a line's start",	4, KANJI KANJI STOP KANJI, { KANJI, KANJI STOP, KANJI } },
	{ "combining stays",		2, "ae" ACUTE "i",	{ "ae" ACUTE, "i" } },
	{ "width two, wide",		2, KANJI KANJI,		{ KANJI, KANJI } },
	{ "nothing",			5, "",			{ NULL } },
	{ "bad bytes",			2, "\xff\xff\xff",	{ "\xff\xff", "\xff" } },
};

static void
test_wrap(void **state)
{
	const __typeof__(wraps[0]) *row = *state;
	struct str in = exact_dup(row->in), rest = in, line;
	size_t n = 0;

	while (utf8_wrap(&rest, row->width, &line)) {
		assert_true(n < COUNT(row->lines) && row->lines[n] != NULL);
		assert_str_equal(line, row->lines[n++]);
		assert_true(utf8_columns(line) <= row->width && str_inside(line, in));
	}
	assert_true(n == COUNT(row->lines) || row->lines[n] == NULL);
	exact_free(in);
}

/* A 70-column word at 67 columns: 67 and 3. */
static void
a_word_of_seventy(void **state)
{
	char *word = text_of('w', 70);
	struct str rest = str_of(word), line;

	(void)state;
	assert_true(utf8_wrap(&rest, 67, &line));
	assert_int_equal(line.n, 67);
	assert_true(utf8_wrap(&rest, 67, &line));
	assert_int_equal(line.n, 3);
	assert_false(utf8_wrap(&rest, 67, &line));
	free(word);
}

/* --- what strangers write --- */

static const struct {
	const char *name, *in, *text, *line;	/* as several lines, as a name */
} cleans[] = {
	{ "plain",			"a b",			"a b",		"a b" },
	{ "empty",			"",			"",		"" },
	{ "lines",			"a\nb",			"a\nb",		"a b" },
	{ "CRLF",			"a\r\nb",		"a\nb",		"a b" },
	{ "CR",				"a\rb",			"a\nb",		"a b" },
	{ "U+2028",			"a\xe2\x80\xa8" "b",	"a\nb",		"a b" },
	{ "U+2029 and NEL",		"a\xe2\x80\xa9" "b\xc2\x85" "c", "a\nb\nc", "a b c" },
	{ "tab",			"a\tb",			"a b",		"a b" },
	{ "blanks at line ends",	"a  \nb \t",		"a\nb",		"a b" },
	{ "empty lines at both ends",	"\n \n a\n\n",		" a",		"a" },
	{ "empty lines inside",		"a\n\n\nb",		"a\n\n\nb",	"a b" },
	{ "blanks inside",		"a   b",		"a   b",	"a b" },
	{ "only blanks",		" \t\r\n ",		"",		"" },
	{ "only a no-break space",	"\xc2\xa0",		"",		"" },
	{ "only ideographic blanks",	"\xe3\x80\x80\xe3\x80\x80", "",		"" },
	{ "only joiners",		"\xe2\x80\x8d",		"",		"" },
	{ "escape sequence",		"\x1b[31mred\x1b[0m",	"[31mred[0m",	"[31mred[0m" },
	{ "controls",	"a\x01\x08\x0c\x7f" "b", "ab",		"ab" },
	{ "C1",				"a\xc2\x9b" "b",	"ab",		"ab" },
	{ "overrides",			"a\xe2\x80\xae" "b\xe2\x80\xac", "ab",	"ab" },
	{ "isolates",			"a\xe2\x81\xa6" "b\xe2\x81\xa9", "ab",	"ab" },
	{ "marks of direction",		"a\xe2\x80\x8f\xd8\x9c" "b", "ab",	"ab" },
	{ "zero-width space",		"a\xe2\x80\x8b" "b",	"ab",		"ab" },
	{ "byte order mark",		"\xef\xbb\xbf" "a",	"a",		"a" },
	{ "Hangul filler",		"\xe3\x85\xa4" "a",	"a",		"a" },
	{ "tag characters",		"a\xf3\xa0\x81\x81",	"a",		"a" },
	{ "a joiner in a word",		"a\xe2\x80\x8d" "b",	"a\xe2\x80\x8d" "b", "ab" },
	{ "combining at the start of a name", ACUTE "a",	ACUTE "a",	"a" },
	{ "bad byte",			"a\xff" "b",		"a" BAD "b",	"a" BAD "b" },
};

static void
test_clean(void **state)
{
	const __typeof__(cleans[0]) *row = *state;
	struct str in = exact_dup(row->in), text;
	struct arena a = { NULL };

	text = utf8_clean_text(&a, in);
	assert_str_equal(text, row->text);
	assert_bytes_equal(utf8_clean_text(&a, text), text);	/* a token is made for cleaned text */
	assert_str_equal(utf8_clean_name(&a, in, 64), row->line);
	arena_release(&a);
	exact_free(in);
}

static void
names_have_columns(void **state)
{
	struct arena a = { NULL };

	(void)state;
	assert_str_equal(utf8_clean_name(&a, STR("abcd"), 5), "abcd");
	assert_str_equal(utf8_clean_name(&a, STR("abcde"), 5), "abcde");
	assert_str_equal(utf8_clean_name(&a, STR("abcdef"), 5), "abcde");
	assert_str_equal(utf8_clean_name(&a, STR("abcd ef"), 5), "abcd");
	assert_str_equal(utf8_clean_name(&a, STR(KANJI KANJI KANJI), 5), KANJI KANJI);
	arena_release(&a);
}

/* A thousand marks on one letter are one column and no name: the bytes have a limit, too. */
static void
names_have_bytes(void **state)
{
	struct arena a = { NULL };
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	buf_addc(&b, 'x');
	for (int i = 0; i < 1000; i++)
		buf_add(&b, STR("\xcc\x96"));
	assert_true(utf8_clean_name(&a, buf_str(&b), 64).n < 600);
	assert_true(utf8_valid(utf8_clean_name(&a, buf_str(&b), 64)));
	buf_release(&b);
	arena_release(&a);
}

static const struct {
	const char *name, *a, *b;
	bool same;
} folds[] = {
	{ "case",		"Moon",			"mOON",			true },
	{ "accents composed",	"caf\xc3\xa9",		"Cafe" ACUTE,		true },
	{ "full width",		"\xef\xbc\xa1\xef\xbc\xa2", "ab",		true },
	{ "sharp s",		"Stra\xc3\x9f" "e",	"STRASSE",		true },
	{ "an accent matters",	"cafe",			"caf\xc3\xa9",		false },
	{ "not UTF-8: as it is", "a\xff",		"a\xff",		true },
	{ "empty",		"",			"",			true },
};

static void
test_fold(void **state)
{
	const __typeof__(folds[0]) *row = *state;
	struct str x = exact_dup(row->a), y = exact_dup(row->b);
	struct arena a = { NULL };

	assert_int_equal(str_eq(utf8_fold(&a, x), utf8_fold(&a, y)), row->same);
	arena_release(&a);
	exact_free(x);
	exact_free(y);
}

static const struct {
	const char *name;
	uint32_t c;
	uint32_t small, capital;
	enum utf8_class class;
	bool fold;
	const char *apart;
} letters[] = {
	{ "a letter",			'A',	'a',	'A',	UTF8_LETTER, false, "A" },
	{ "folded",			'A',	'a',	'A',	UTF8_LETTER, true,  "a" },
	{ "an accent",			0xc4,	0xe4,	0xc4,	UTF8_LETTER, false, "A\xcc\x88" },
	{ "sharp s",			0xdf,	0xdf,	0x1e9e,	UTF8_LETTER, true,  "ss" },
	{ "sharp s as it is",		0xdf,	0xdf,	0x1e9e,	UTF8_LETTER, false, "\xc3\x9f" },
	{ "Greek",			0x39d,	0x3bd,	0x39d,	UTF8_LETTER, false, "\xce\x9d" },
	{ "mathematical",		0x1d400, 0x1d400, 0x1d400, UTF8_LETTER, false, "A" },
	{ "a digit",			'7',	'7',	'7',	UTF8_LETTER, false, "7" },
	{ "a circled digit",		0x2460,	0x2460,	0x2460,	UTF8_LETTER, false, "1" },
	{ "a mark",			0x301,	0x301,	0x301,	UTF8_MARK,   false, "\xcc\x81" },
	{ "a vowel sign",		0x93e,	0x93e,	0x93e,	UTF8_MARK,   false, "\xe0\xa4\xbe" },
	{ "a picture",			0x1f98a, 0x1f98a, 0x1f98a, UTF8_SIGN, false, "\xf0\x9f\xa6\x8a" },
	{ "of no version known",	0x378,	0x378,	0x378,	UTF8_SIGN,   false, "\xcd\xb8" },
	{ "a blank",			' ',	' ',	' ',	UTF8_POINT,  false, " " },
	{ "a dash",			0x2014,	0x2014,	0x2014,	UTF8_POINT,  false, "\xe2\x80\x94" },
	{ "a control",			7,	7,	7,	UTF8_POINT,  false, "\x07" },
	{ "not seen",			0x200b,	0x200b,	0x200b,	UTF8_POINT,  false, "" },
	{ "a Hangul filler",		0x3164,	0x3164,	0x3164,	UTF8_LETTER, false, "" },
	{ "a variation selector",	0xfe0f,	0xfe0f,	0xfe0f,	UTF8_MARK,   false, "" },
};

static void
test_letter(void **state)
{
	const __typeof__(letters[0]) *row = *state;
	uint32_t parts[UTF8_APART];
	size_t n = utf8_apart(row->c, row->fold, parts);
	struct buf b;

	assert_int_equal(utf8_small(row->c), row->small);
	assert_int_equal(utf8_capital(row->c), row->capital);
	assert_int_equal(utf8_class(row->c), row->class);
	buf_init(&b, 256);
	for (size_t i = 0; i < n; i++)
		utf8_put(&b, parts[i]);
	assert_str_equal(buf_str(&b), row->apart);
	buf_release(&b);
}

/* The longest there is fits, and so does everything else, whatever utf8proc's version knows. */
static void
every_character_comes_apart(void **state)
{
	uint32_t parts[UTF8_APART];

	(void)state;
	assert_int_equal(utf8_apart(0xfdfa, false, parts), 18);
	for (uint32_t c = 0; c <= 0x10ffff; c++) {
		assert_true(utf8_apart(c, true, parts) < UTF8_APART);
		assert_true(utf8_apart(c, false, parts) < UTF8_APART);
	}
}

static void
compose(void **state)
{
	struct arena a = { NULL };
	struct str bad = STR("a\xcc\x88\xff");

	(void)state;
	assert_str_equal(utf8_compose(&a, STR("a\xcc\x88 \xd0\xb8\xcc\x86 \xef\xac\x81")), "\xc3\xa4 \xd0\xb9 \xef\xac\x81");
	assert_bytes_equal(utf8_compose(&a, bad), bad);
	assert_str_equal(utf8_compose(&a, STR_NONE), "");
	arena_release(&a);
}

#define ZWJ "\xe2\x80\x8d"
#define MAN "\xf0\x9f\x91\xa8"
#define TONE "\xf0\x9f\x8f\xbb"
#define TAG(c) "\xf3\xa0\x81" c
#define SCOTLAND "\xf0\x9f\x8f\xb4" TAG("\xa7") TAG("\xa2") TAG("\xb3") TAG("\xa3") TAG("\xb4") "\xf3\xa0\x81\xbf"

static const struct {
	const char *name, *text;
	bool emoji;
} emojis[] = {
	{ "book",		"\xf0\x9f\x93\x96",		true },
	{ "heart with selector", "\xe2\x9d\xa4\xef\xb8\x8f",	true },
	{ "heart without",	"\xe2\x9d\xa4",		true },
	{ "skin tone",		MAN TONE,			true },
	{ "family",		MAN ZWJ MAN ZWJ MAN ZWJ MAN,	true },
	{ "family of all tones", MAN TONE ZWJ MAN TONE ZWJ MAN TONE ZWJ MAN TONE, true },
	{ "flag",		"\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", true },
	{ "flag of tags",	SCOTLAND,			true },
	{ "keycap",		"1\xef\xb8\x8f\xe2\x83\xa3",	true },
	{ "at the limit",	MAN ZWJ MAN ZWJ MAN ZWJ MAN ZWJ MAN ZWJ MAN ZWJ MAN ZWJ MAN "\xef\xb8\x8f", true },
	{ "over the limit",	MAN ZWJ MAN ZWJ MAN ZWJ MAN ZWJ MAN ZWJ MAN ZWJ MAN ZWJ MAN ZWJ MAN, false },
	{ "nothing",		"",				false },
	{ "a letter",		"a",				false },
	{ "a digit",		"1",				false },
	{ "a wide letter",	"\xe6\x9c\x88",		false },
	{ "two",		"\xf0\x9f\x93\x96\xf0\x9f\x93\x96", false },
	{ "two flags",		"\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa", false },
	{ "half a flag",	"\xf0\x9f\x87\xa9",		false },
	{ "an emoji and text",	"\xf0\x9f\x93\x96 x",		false },
	{ "only a joiner",	ZWJ,				false },
	{ "not UTF-8",		"\xf0\x9f\x93",			false },
};

static void
test_emoji(void **state)
{
	const __typeof__(emojis[0]) *row = *state;
	struct str s = exact_dup(row->text);

	assert_int_equal(utf8_is_emoji(s), row->emoji);
	exact_free(s);
}

int
main(void)
{
	static struct suite s = { .name = "utf8" };

	suite_table(&s, "utf8 bytes", bytes, test_bytes);
	suite_test(&s, every_character_there_and_back);
	suite_table(&s, "utf8 columns", widths, test_width);
	suite_test(&s, fit_takes_whole_characters);
	suite_table(&s, "utf8 wrap", wraps, test_wrap);
	suite_test(&s, a_word_of_seventy);
	suite_table(&s, "utf8 clean", cleans, test_clean);
	suite_test(&s, names_have_columns);
	suite_test(&s, names_have_bytes);
	suite_table(&s, "utf8 fold", folds, test_fold);
	suite_table(&s, "utf8 letter", letters, test_letter);
	suite_test(&s, every_character_comes_apart);
	suite_test(&s, compose);
	suite_table(&s, "utf8 emoji", emojis, test_emoji);
	return suite_run(&s);
}

/* tests/unit/test_str.c: borrowed bytes. */
#include "unit/test.h"

/* --- one view in, what is left and what was taken out --- */

static struct str
trim(struct str *s)
{
	struct str all = *s;

	*s = STR_NONE;
	return str_trim(all);
}

static const struct {
	const char *name;
	struct str (*cut)(struct str *s);
	const char *in, *got, *left;
} cuts[] = {
	{ "trim both ends",		trim,		" \ta b\t ",	"a b",	"" },
	{ "trim nothing",		trim,		"a",		"a",	"" },
	{ "trim all",			trim,		" \t ",		"",	"" },
	{ "trim keeps CR and NBSP",	trim,		"\r\xc2\xa0",	"\r\xc2\xa0", "" },
	{ "word, blank",		str_word,	"one two",	"one",	" two" },
	{ "word, tab",			str_word,	"one\ttwo",	"one",	"\ttwo" },
	{ "word alone",			str_word,	"one",		"one",	"" },
	{ "no word, blank in front",	str_word,	" one",		"",	" one" },
	{ "word of nothing",		str_word,	"",		"",	"" },
};

static void
test_cut(void **state)
{
	const __typeof__(cuts[0]) *row = *state;
	struct str in = exact_dup(row->in), s = in;

	assert_str_equal(row->cut(&s), row->got);
	assert_str_equal(s, row->left);
	exact_free(in);
}

/* --- lines --- */

static const struct {
	const char *name, *in, *lines[4];
	size_t n;
} texts[] = {
	{ "no bytes, no lines",		"",		{ NULL }, 0 },
	{ "one empty line",		"\n",		{ "" }, 1 },
	{ "no LF at the end",		"a",		{ "a" }, 1 },
	{ "LF at the end",		"a\n",		{ "a" }, 1 },
	{ "CRLF",			"a\r\nb\r\n",	{ "a", "b" }, 2 },
	{ "only one CR goes",		"a\r\r\n",	{ "a\r" }, 1 },
	{ "a bare CR is no line end",	"a\rb\n",	{ "a\rb" }, 1 },
	{ "empty lines stay",		"a\n\n\nb\n",	{ "a", "", "", "b" }, 4 },
	{ "last line, CR alone",	"a\r",		{ "a" }, 1 },
};

static void
test_lines(void **state)
{
	const __typeof__(texts[0]) *row = *state;
	struct str in = exact_dup(row->in), rest = in, line;
	size_t n = 0;

	while (str_line(&rest, &line)) {
		assert_true(n < row->n);
		assert_str_equal(line, row->lines[n++]);
	}
	assert_int_equal(n, row->n);
	exact_free(in);
}

/* --- numbers --- */

static const struct {
	const char *name, *in;
	uint64_t max;
	bool ok;
	uint64_t value;
} numbers[] = {
	{ "zero",		"0",		9,		true, 0 },
	{ "leading zeroes",	"0007",		7,		true, 7 },
	{ "just under max",	"65534",	65535,		true, 65534 },
	{ "at max",		"65535",	65535,		true, 65535 },
	{ "just over max",	"65536",	65535,		false, 0 },
	{ "ten times max",	"655350",	65535,		false, 0 },
	{ "one digit over",	"9",		8,		false, 0 },
	{ "the largest",	"18446744073709551615", UINT64_MAX, true, UINT64_MAX },
	{ "over the largest",	"18446744073709551616", UINT64_MAX, false, 0 },
	{ "far over",		"99999999999999999999999", UINT64_MAX, false, 0 },
	{ "empty",		"",		9,		false, 0 },
	{ "sign",		"+1",		9,		false, 0 },
	{ "minus",		"-1",		9,		false, 0 },
	{ "blank",		" 1",		9,		false, 0 },
	{ "blank behind",	"1 ",		9,		false, 0 },
	{ "letters",		"1x",		99,		false, 0 },
	{ "byte below the digits", "/",		9,		false, 0 },
	{ "byte above the digits", ":",		99,		false, 0 },
	{ "high byte",		"\xb1",		UINT64_MAX,	false, 0 },
};

static void
test_number(void **state)
{
	const __typeof__(numbers[0]) *row = *state;
	struct str in = exact_dup(row->in);
	uint64_t value = 0;

	assert_int_equal(str_number(in, row->max, &value), row->ok);
	assert_int_equal(value, row->value);
	exact_free(in);
}

/* --- the rest, one test each --- */

static void
of_and_parts(void **state)
{
	struct str s = STR("abc");

	(void)state;
	assert_str_equal(str_of(NULL), "");
	assert_str_equal(str_from(s, 1), "bc");
	assert_str_equal(str_from(s, 3), "");
	assert_str_equal(str_from(s, SIZE_MAX), "");
	assert_str_equal(str_head(s, 2), "ab");
	assert_str_equal(str_head(s, SIZE_MAX), "abc");
	assert_str_equal(str_head(STR_NONE, 1), "");
}

static void
comparing(void **state)
{
	struct str none = { NULL, 0 };

	(void)state;
	assert_true(str_eq(none, STR_NONE));
	assert_false(str_eq(STR("a"), STR("A")));
	assert_true(str_eq_nocase(STR("aZ-9"), STR("Az-9")));
	assert_false(str_eq_nocase(STR("@"), STR("`")));	/* one bit apart, as a and A are */
	assert_false(str_eq_nocase(STR("["), STR("{")));
	assert_false(str_eq_nocase(STR("a"), STR("ab")));
	assert_int_equal(str_cmp(STR("a"), STR("a")), 0);
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("ab"), STR("a")) > 0);
	assert_true(str_cmp(STR("a"), STR("\xff")) < 0);	/* bytes are unsigned */
	assert_int_equal(str_cmp(none, STR_NONE), 0);
	assert_true(str_starts(STR("ab"), STR("ab")) && str_starts(STR("ab"), STR_NONE));
	assert_false(str_starts(STR("a"), STR("ab")));
	assert_true(str_ends(STR("ab"), STR("b")) && str_ends(STR_NONE, STR_NONE));
	assert_false(str_ends(STR("b"), STR("ab")));
	assert_true(str_has(STR("a\0b"), '\0'));
	assert_false(str_has(none, 'a'));
}

static void
inside(void **state)
{
	char bytes[] = "abcdef";
	struct str all = { bytes, 6 };

	(void)state;
	assert_true(str_inside(all, all));
	assert_true(str_inside((struct str){ bytes + 6, 0 }, all));
	assert_true(str_inside((struct str){ bytes + 5, 1 }, all));
	assert_false(str_inside((struct str){ bytes + 1, 6 }, all));
	assert_false(str_inside(STR("abc"), all));
	assert_true(str_inside(STR_NONE, all));
}

static void
skip_and_drop(void **state)
{
	struct str s = STR("abc");

	(void)state;
	assert_false(str_skip(&s, STR("b")));
	assert_true(str_skip(&s, STR("a")));
	assert_str_equal(s, "bc");
	assert_false(str_drop(&s, STR("b")));
	assert_true(str_drop(&s, STR("bc")));
	assert_str_equal(s, "");
	assert_true(str_skip(&s, STR_NONE));
	assert_false(str_drop(&s, STR("x")));
}

static void
cutting_at_a_separator(void **state)
{
	struct str s = STR("a,,b,"), head;

	(void)state;
	assert_true(str_cut(&s, ',', &head));
	assert_str_equal(head, "a");
	assert_true(str_cut(&s, ',', &head));
	assert_str_equal(head, "");
	assert_true(str_cut(&s, ',', &head));
	assert_str_equal(head, "b");
	assert_false(str_cut(&s, ',', &head));		/* an empty last part is not seen */
}

static void
ascii_only(void **state)
{
	(void)state;
	for (int i = 0; i < 256; i++) {
		char c = (char)i;
		bool digit = i >= '0' && i <= '9', upper = i >= 'A' && i <= 'Z';
		bool lower = i >= 'a' && i <= 'z';

		assert_int_equal(ascii_is_digit(c), digit);
		assert_int_equal(ascii_is_letter(c), upper || lower);
		assert_int_equal(ascii_is_control(c), i < 0x20 || i == 0x7f);
		assert_int_equal(ascii_lower(c), (char)(upper ? i + 32 : i));
		assert_int_equal(ascii_hex(c), digit ? i - '0' : i >= 'a' && i <= 'f' ? i - 'a' + 10 :
		    i >= 'A' && i <= 'F' ? i - 'A' + 10 : -1);
	}
}

int
main(void)
{
	static struct suite s = { .name = "str" };

	suite_table(&s, "str cut", cuts, test_cut);
	suite_table(&s, "str lines", texts, test_lines);
	suite_table(&s, "str number", numbers, test_number);
	suite_test(&s, of_and_parts);
	suite_test(&s, comparing);
	suite_test(&s, inside);
	suite_test(&s, skip_and_drop);
	suite_test(&s, cutting_at_a_separator);
	suite_test(&s, ascii_only);
	return suite_run(&s);
}

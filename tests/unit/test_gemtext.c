/* tests/unit/test_gemtext.c: one line of gemtext.	gemtext.md section 6 */
#include "unit/test.h"

#include "format/gemtext.h"

#define BQ "```"

static const struct row {
	const char *name, *line;
	bool in_pre;
	enum gemtext_kind kind;
	int level;
	const char *url, *text;
	bool then_pre;
} rows[] = {
	/* text */
	{ "2 empty line",		"",		false, GEMTEXT_TEXT, 0, "", "", false },
	{ "3 plain",			"hello",	false, GEMTEXT_TEXT, 0, "", "hello", false },
	{ "6 bare CR is no line end",	"a\rb",		false, GEMTEXT_TEXT, 0, "", "a\rb", false },
	{ "8 BOM inside a document",	"\xef\xbb\xbf" "b", false, GEMTEXT_TEXT, 0, "", "\xef\xbb\xbf" "b", false },
	{ "text keeps its blanks",	"  two  ",	false, GEMTEXT_TEXT, 0, "", "  two  ", false },
	{ "dash is no list",		"- dash",	false, GEMTEXT_TEXT, 0, "", "- dash", false },
	{ "prompt line is Spartan's",	"=: /x",	false, GEMTEXT_TEXT, 0, "", "=: /x", false },
	/* links */
	{ "9 link",			"=> /x",	false, GEMTEXT_LINK, 0, "/x", "", false },
	{ "10 link, no blank",		"=>/x",		false, GEMTEXT_LINK, 0, "/x", "", false },
	{ "11 link, tabs",		"=>\t/x\tLabel  two ", false, GEMTEXT_LINK, 0, "/x", "Label  two", false },
	{ "12 label with blanks",	"=> /a b c",	false, GEMTEXT_LINK, 0, "/a", "b c", false },
	{ "13 arrow to nowhere",	"=>",		false, GEMTEXT_TEXT, 0, "", "=>", false },
	{ "14 arrow and blanks",	"=>   ",	false, GEMTEXT_TEXT, 0, "", "=>   ", false },
	{ "15 indented arrow",		" => /x",	false, GEMTEXT_TEXT, 0, "", " => /x", false },
	{ "16 longer arrow",		"==> /x",	false, GEMTEXT_TEXT, 0, "", "==> /x", false },
	{ "17 NBSP is no blank",	"=>\xc2\xa0/x",	false, GEMTEXT_LINK, 0, "\xc2\xa0/x", "", false },
	{ "blank behind the URL",	"=> /x \t ",	false, GEMTEXT_LINK, 0, "/x", "", false },
	{ "mailto",			"=> mailto:a@b.example Write", false, GEMTEXT_LINK, 0, "mailto:a@b.example", "Write", false },
	/* headings */
	{ "18a heading",		"# T",		false, GEMTEXT_HEADING, 1, "", "T", false },
	{ "18b heading, no blank",	"#T",		false, GEMTEXT_HEADING, 1, "", "T", false },
	{ "18c heading, tab",		"#\tT",		false, GEMTEXT_HEADING, 1, "", "T", false },
	{ "19 lone hash",		"#",		false, GEMTEXT_HEADING, 1, "", "", false },
	{ "20 level 2",			"## S",		false, GEMTEXT_HEADING, 2, "", "S", false },
	{ "21 level 3",			"### SS",	false, GEMTEXT_HEADING, 3, "", "SS", false },
	{ "22 level 4 is level 3",	"#### deep",	false, GEMTEXT_HEADING, 3, "", "# deep", false },
	{ "23 a script's first line",	"#!/bin/sh",	false, GEMTEXT_HEADING, 1, "", "!/bin/sh", false },
	{ "24 indented heading",	" # T",		false, GEMTEXT_TEXT, 0, "", " # T", false },
	{ "41 the first token counts",	"# > * x",	false, GEMTEXT_HEADING, 1, "", "> * x", false },
	/* items */
	{ "25 item",			"* item",	false, GEMTEXT_ITEM, 0, "", "item", false },
	{ "26 item without blank",	"*item",	false, GEMTEXT_TEXT, 0, "", "*item", false },
	{ "27 item with tab",		"*\titem",	false, GEMTEXT_TEXT, 0, "", "*\titem", false },
	{ "28 lone asterisk",		"*",		false, GEMTEXT_TEXT, 0, "", "*", false },
	{ "29 empty item",		"* ",		false, GEMTEXT_ITEM, 0, "", "", false },
	{ "30 bold is text",		"** bold **",	false, GEMTEXT_TEXT, 0, "", "** bold **", false },
	/* quotes */
	{ "31a quote",			">q",		false, GEMTEXT_QUOTE, 0, "", "q", false },
	{ "31b quote with blank",	"> q",		false, GEMTEXT_QUOTE, 0, "", "q", false },
	{ "32 empty quote",		">",		false, GEMTEXT_QUOTE, 0, "", "", false },
	{ "33 nested quote",		">> nested",	false, GEMTEXT_QUOTE, 0, "", "> nested", false },
	/* preformatted */
	{ "34 block opens",		BQ,		false, GEMTEXT_TOGGLE, 0, "", "", true },
	{ "35a alt text",		BQ "c code",	false, GEMTEXT_TOGGLE, 0, "", "c code", true },
	{ "35b inside",			"  int x;",	true, GEMTEXT_PRE, 0, "", "  int x;", true },
	{ "35c text of a closing one",	BQ "ignored",	true, GEMTEXT_TOGGLE, 0, "", "", false },
	{ "36a heading inside",		"# not",	true, GEMTEXT_PRE, 0, "", "# not", true },
	{ "36b link inside",		"=> not",	true, GEMTEXT_PRE, 0, "", "=> not", true },
	{ "36c item inside",		"* not",	true, GEMTEXT_PRE, 0, "", "* not", true },
	{ "empty line inside",		"",		true, GEMTEXT_PRE, 0, "", "", true },
	{ "37 indented toggle",		" " BQ,		true, GEMTEXT_PRE, 0, "", " " BQ, true },
	{ "38 backquotes in a line",	"a " BQ " b",	false, GEMTEXT_TEXT, 0, "", "a " BQ " b", false },
	{ "39a four open",		BQ "`",		false, GEMTEXT_TOGGLE, 0, "", "`", true },
	{ "39b four close",		BQ "`",		true, GEMTEXT_TOGGLE, 0, "", "", false },
	{ "two backquotes",		"``",		false, GEMTEXT_TEXT, 0, "", "``", false },
	{ "40 tabs and blanks stay",	"\ta  ",	true, GEMTEXT_PRE, 0, "", "\ta  ", true },
	/* bytes */
	{ "43 not UTF-8",		"caf\xff",	false, GEMTEXT_TEXT, 0, "", "caf\xff", false },
};

static void
test_line(void **state)
{
	const struct row *row = *state;
	struct str line = exact_dup(row->line);
	bool in_pre = row->in_pre;
	struct gemtext_line l = gemtext_parse_line(line, &in_pre);

	assert_int_equal(l.kind, row->kind);
	assert_int_equal(l.level, row->level);
	assert_str_equal(l.url, row->url);
	assert_str_equal(l.text, row->text);
	assert_int_equal(in_pre, row->then_pre);
	assert_true(str_inside(l.text, line) && str_inside(l.url, line));
	exact_free(line);
}

/* 42 */
static void
nul_is_a_byte(void **state)
{
	struct str line = exact_of(STR("a\0b"));
	bool in_pre = false;
	struct gemtext_line l = gemtext_parse_line(line, &in_pre);

	(void)state;
	assert_int_equal(l.kind, GEMTEXT_TEXT);
	assert_bytes_equal(l.text, STR("a\0b"));
	exact_free(line);
}

/* 44 */
static void
one_line_of_a_mebibyte(void **state)
{
	char *text = text_of('x', 1 << 20);
	struct str line = exact_dup(text);
	bool in_pre = false;

	(void)state;
	assert_int_equal(gemtext_parse_line(line, &in_pre).text.n, 1 << 20);
	exact_free(line);
	free(text);
}

/* Every line of two bytes: some kind, views inside, and only three backquotes move the state. */
static void
all_short_lines(void **state)
{
	(void)state;
	for (int i = 0; i < 65536; i++) {
		char bytes[] = { (char)(i >> 8), (char)i };
		struct str line = { bytes, 2 };

		for (int pre = 0; pre < 2; pre++) {
			bool in_pre = pre;
			struct gemtext_line l = gemtext_parse_line(line, &in_pre);

			assert_int_equal(in_pre, pre);
			assert_true(str_inside(l.text, line) && str_inside(l.url, line));
			assert_int_equal(l.kind == GEMTEXT_LINK, l.url.n > 0);
			assert_int_equal(l.kind == GEMTEXT_PRE, pre);
		}
	}
}

int
main(void)
{
	static struct suite s = { .name = "gemtext" };

	suite_table(&s, "gemtext", rows, test_line);
	suite_test(&s, nul_is_a_byte);
	suite_test(&s, one_line_of_a_mebibyte);
	suite_test(&s, all_short_lines);
	return suite_run(&s);
}

/* tests/unit/test_json.c: JSON, written.	RFC 8259 section 7 */
#include "unit/test.h"

#include "format/json.h"

static const struct {
	const char *name, *in, *out;
} rows[] = {
	{ "empty", "", "\"\"" }, { "plain", "abc", "\"abc\"" }, { "quote", "a\"b", "\"a\\\"b\"" },
	{ "backslash", "a\\b", "\"a\\\\b\"" }, { "both", "\\\"", "\"\\\\\\\"\"" }, { "slash", "a/b", "\"a/b\"" },
	{ "line end", "a\nb", "\"a\\nb\"" }, { "tab", "\t", "\"\\u0009\"" }, { "CR", "\r", "\"\\u000d\"" },
	{ "escape", "\x1b[1m", "\"\\u001b[1m\"" }, { "DEL", "\x7f", "\"\\u007f\"" }, { "C1", "\xc2\x9b", "\"\\u009b\"" },
	{ "NBSP", "\xc2\xa0", "\"\xc2\xa0\"" }, { "four bytes", "\xf0\x9f\x9a\x80", "\"\xf0\x9f\x9a\x80\"" },
	{ "not UTF-8", "a\xff" "b", "\"a\xef\xbf\xbd" "b\"" }, { "cut short", "\xe2\x82", NULL },
	{ "a surrogate", "\xed\xa0\x80", NULL },
};

static void
test_row(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str in = exact_dup(row->in), out;
	struct buf b;

	buf_init(&b, 1024);
	json_string(&b, in);
	out = buf_str(&b);
	if (row->out != NULL)
		assert_str_equal(out, row->out);
	assert_has(out, "\"");
	for (size_t i = 0; i < out.n; i++)
		assert_false((unsigned char)out.p[i] < 0x20 || (unsigned char)out.p[i] == 0xff || (unsigned char)out.p[i] == 0xed);
	buf_release(&b);
	exact_free(in);
}

static void
nul_and_members(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1024);
	json_string(&b, (struct str){ "a\0b", 3 });
	assert_str_equal(buf_str(&b), "\"a\\u0000b\"");
	buf_clear(&b);
	json_member(&b, true, "a", STR("1"));
	json_member(&b, false, "b", STR("\""));
	assert_str_equal(buf_str(&b), "\"a\": \"1\", \"b\": \"\\\"\"");
	buf_release(&b);
}

int
main(void)
{
	static struct suite s = { .name = "json" };

	suite_table(&s, "json", rows, test_row);
	suite_test(&s, nul_and_members);
	return suite_run(&s);
}

/* tests/unit/test_plural.c: which form goes with which number. */
#include "unit/test.h"

#include "format/plural.h"

/* Forms of 0, 1, 2, 3, 5, 10, 11, 12, 20, 21, 22, 25, 100, 101, 102, 103, 111, 112: CLDR's tables. */
static const uint64_t numbers[] = { 0, 1, 2, 3, 5, 10, 11, 12, 20, 21, 22, 25, 100, 101, 102, 103, 111, 112 };

static const struct {
	const char *name, *forms;
} rows[] = {
	{ "en", "101111111111111111" },
	{ "de", "101111111111111111" },
	{ "es", "101111111111111111" },
	{ "nl", "101111111111111111" },
	{ "xx", "101111111111111111" },
	{ "fr", "001111111111111111" },
	{ "pt", "001111111111111111" },
	{ "ja", "000000000000000000" },
	{ "JA", "000000000000000000" },
	{ "ru", "201122222012201122" },
	{ "pl", "201122222212221122" },
	{ "cs", "201122222222222222" },
	{ "sl", "301233333333301233" },
	{ "lt", "201112222011201122" },
	{ "lv", "201111111011101111" },
	{ "is", "101111111011101111" },
	{ "ro", "101111112222211111" },
	{ "ga", "401223444444444444" },
	{ "ar", "012333444444555344" },
};

static void
test_form(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	const struct plural *p = plural_of(str_of(row->name));
	char got[COUNT(numbers) + 1] = "";

	for (size_t i = 0; i < COUNT(numbers); i++)
		got[i] = (char)('0' + p->form(numbers[i]));
	assert_str_equal(str_of(got), row->forms);
}

/* `single` promises that so many forms stand for one number each; `examples` names every form. */
static void
test_promises(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	const struct plural *p = plural_of(str_of(row->name));
	size_t bars = 0;

	assert_in_range(p->forms, 1, PLURAL_FORMS);
	for (const char *c = p->examples; *c != '\0'; c++)
		bars += *c == '|';
	assert_int_equal(bars + 1, p->forms);
	for (size_t form = 0; form < p->forms; form++) {
		size_t n = 0;

		for (uint64_t i = 0; i < 1000; i++) {
			assert_true(p->form(i) < p->forms);
			n += p->form(i) == form;
		}
		assert_true(n > 0);
		if (form < p->single)
			assert_int_equal(n, 1);
	}
}

int
main(void)
{
	static struct suite s = { .name = "plural" };

	suite_table(&s, "form", rows, test_form);
	suite_table(&s, "promise", rows, test_promises);
	return suite_run(&s);
}

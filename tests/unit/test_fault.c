/* tests/unit/test_fault.c: findings: their table, their order, their limits, and messages taken apart. */
#include "unit/exam.h"

static void
rows_are_whole(void **state __attribute__((unused)))
{
	for (size_t i = 0; i < FAULT_KINDS; i++) {
		const struct fault_row *row = &fault_rows[i];

		assert_non_null(row->name);
		print_message("%s\n", row->name);
		assert_true(row->expected[0] != '\0' && row->mend[0] != '\0');
		assert_true(row->severity < SEVERITIES && row->group < GROUPS);
		assert_true(i == 0 || fault_rows[i - 1].group <= row->group);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(row->name, fault_rows[j].name);
	}
}

static const struct {
	const char *name, *text, *file;
	size_t line, col;
	const char *found, *expected;	/* NULL: as the table says */
} messages[] = {
	{ "all of it", "a/b.gmi:4:7: no such day; expected a date", "a/b.gmi", 4, 7, "no such day", "a date" },
	{ "a line", "b.gmi:4: odd; expected even", "b.gmi", 4, 0, "odd", "even" },
	{ "a file", "b.gmi: odd; expected even", "b.gmi", 0, 0, "odd", "even" },
	{ "nothing expected", "b.gmi:1:2: odd", "b.gmi", 1, 2, "odd", NULL },
	{ "no place", "odd; expected even", "given", 9, 8, "odd", "even" },
	{ "colons in the name", "a:b:1.gmi:3:4: odd", "a:b:1.gmi", 3, 4, "odd", NULL },
	{ "colons in the text", "b.gmi:3:4: a: b", "b.gmi", 3, 4, "a: b", NULL },
	{ "a colon first", ": odd", "given", 9, 8, ": odd", NULL },
	{ "a number too large for a line", "b.gmi:99999999999: odd", "b.gmi:99999999999", 0, 0, "odd", NULL },
	{ "expected twice", "b.gmi: x; expected y; expected z", "b.gmi", 0, 0, "x", "y; expected z" },
	{ "nothing", "", "given", 9, 8, "", NULL },
};

static void
test_message(void **state)
{
	const __typeof__(messages[0]) *row = *state;
	struct faults f = { .n = 0 };
	struct str text = exact_dup(row->text);

	fault_add_message(&f, FAULT_MAP_ODD, (struct fault_at){ STR("given"), 9, 8 }, text);
	exact_free(text);
	assert_int_equal(f.n, 1);
	assert_str_equal(f.items[0].at.file, row->file);
	assert_int_equal(f.items[0].at.line, row->line);
	assert_int_equal(f.items[0].at.col, row->col);
	assert_str_equal(f.items[0].found, row->found);
	assert_str_equal(f.items[0].expected, row->expected != NULL ? row->expected : fault_rows[FAULT_MAP_ODD].expected);
	faults_release(&f);
}

static void
in_order(void **state __attribute__((unused)))
{
	static const struct {
		enum fault_kind kind;
		const char *file;
		size_t line, col;
		const char *found;
	} want[] = {
		{ FAULT_CONFIG_OWNER, "z", 9, 9, "x" }, { FAULT_LINK_CASE, "a", 1, 1, "x" }, { FAULT_LINK_DEAD, "a", 1, 2, "x" },
		{ FAULT_LINK_CASE, "a", 1, 2, "x" }, { FAULT_LINK_CASE, "a", 1, 2, "y" }, { FAULT_LINK_CASE, "a", 2, 1, "x" },
		{ FAULT_LINK_CASE, "b", 0, 0, "x" }, { FAULT_TEXT_TAB, "a", 1, 1, "x" },
	};
	struct faults f = { .n = 0 };

	for (size_t i = 0; i < COUNT(want); i++) {	/* 5 and 8 have no common divisor: each once, shuffled */
		const __typeof__(want[0]) *w = &want[i * 5 % COUNT(want)];

		fault_add(&f, w->kind, (struct fault_at){ str_of(w->file), w->line, w->col }, "%s", w->found);
	}
	faults_sort(&f);
	for (size_t i = 0; i < COUNT(want); i++) {
		assert_int_equal(f.items[i].kind, want[i].kind);
		assert_str_equal(f.items[i].at.file, want[i].file);
		assert_int_equal(f.items[i].at.line, want[i].line);
		assert_int_equal(f.items[i].at.col, want[i].col);
		assert_str_equal(f.items[i].found, want[i].found);
	}
	faults_release(&f);
}

static void
limits(void **state __attribute__((unused)))
{
	struct faults f = { .n = 0 };
	struct fault_at at = { STR("a"), 1, 1 };
	char *text;

	faults_sort(&f);				/* of nothing */
	for (size_t n = FAULT_TEXT_MAX - 1; n <= FAULT_TEXT_MAX + 1; n++) {
		text = text_of('x', n);
		fault_add(&f, FAULT_TEXT_TAB, at, "%s", text);
		assert_int_equal(f.items[f.n - 1].found.n, n < FAULT_TEXT_MAX ? n : FAULT_TEXT_MAX);
		free(text);
	}
	text = text_of('x', FAULT_TEXT_MAX - 1);
	fault_add(&f, FAULT_TEXT_TAB, at, "%s\xc3\xa9", text);		/* not half a letter */
	assert_int_equal(f.items[f.n - 1].found.n, FAULT_TEXT_MAX - 1);
	free(text);
	while (f.n < FAULTS_MAX)
		fault_add(&f, FAULT_TEXT_TAB, at, "x");
	assert_int_equal(f.left_out, 0);
	fault_add(&f, FAULT_LINK_DEAD, at, "x");
	assert_int_equal(f.n, FAULTS_MAX);
	assert_int_equal(f.left_out, 1);
	assert_int_equal(f.count[SEVERITY_WARNING], 1);
	assert_int_equal(f.count[SEVERITY_HINT], FAULTS_MAX);
	faults_release(&f);
	assert_int_equal(f.n + f.count[SEVERITY_HINT], 0);
}

int
main(void)
{
	static struct suite s = { .name = "fault" };

	suite_test(&s, rows_are_whole);
	suite_table(&s, "fault message", messages, test_message);
	suite_test(&s, in_order);
	suite_test(&s, limits);
	return suite_run(&s);
}

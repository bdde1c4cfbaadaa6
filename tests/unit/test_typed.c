/* tests/unit/test_typed.c: words as a shell wants them. */
#include "unit/test.h"

#include "cli/typed.h"

static const struct {
	const char *name, *in, *out;
} rows[] = {
	{ "plain",		"notes/2026-11_x.gmi",	"notes/2026-11_x.gmi" },
	{ "empty",		"",			"''" },
	{ "blank",		"my notes",		"'my notes'" },
	{ "apostrophe",		"Ann's",		"'Ann'\\''s'" },
	{ "dollar",		"$HOME",		"'$HOME'" },
	{ "tilde",		"~ann",			"'~ann'" },
	{ "line end",		"a\nb",			"'a\nb'" },
	{ "other letters",	"bücher",		"bücher" },
	{ "glob",		"*",			"'*'" },
};

static void
test_word(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct arena a = { NULL };
	struct str in = exact_dup(row->in);

	assert_str_equal(typed_word(&a, in), row->out);
	exact_free(in);
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "typed" };

	suite_table(&s, "word", rows, test_word);
	return suite_run(&s);
}

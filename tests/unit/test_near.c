/* tests/unit/test_near.c: which word was meant. */
#include "unit/test.h"

#include "base/near.h"

#define THIRTY "abcdefghijklmnopqrstuvwxyzabcd"

static const struct {
	const char *name, *a, *b;
	size_t distance;
} distances[] = {
	{ "same",	"serve", "serve", 0 },
	{ "any case",	"Serve", "sERVE", 0 },
	{ "changed",	"serve", "sarve", 1 },
	{ "added",	"serve", "serves", 1 },
	{ "dropped",	"serve", "srve", 1 },
	{ "swapped",	"serve", "sevre", 1 },
	{ "two",	"serve", "sevr", 2 },
	{ "empty",	"", "abc", 3 },
	{ "longest",	THIRTY "ef", THIRTY "xy", 2 },
	{ "too long",	THIRTY "efg", THIRTY "efg", NEAR_MAX },
};

static void
test_distance(void **state)
{
	const __typeof__(distances[0]) *row = *state;
	struct str a = exact_dup(row->a), b = exact_dup(row->b);

	assert_int_equal(near_distance(a, b), row->distance);
	assert_int_equal(near_distance(b, a), row->distance);
	exact_free(a);
	exact_free(b);
}

static const char *const words[] = { "init", "new", "serve", "comments", "completion" };

static const struct {
	const char *name, *word;
	int best;	/* -1: none */
} nearest[] = {
	{ "letters swapped",		"sevre", 2 },
	{ "one left out",		"coments", 3 },
	{ "two changed in a long one",	"komentts", 3 },
	{ "two changed in a short one",	"inlt", 0 },
	{ "three letters, one off",	"nwe", 1 },
	{ "another word",		"publish", -1 },
	{ "one letter",			"x", -1 },
	{ "nothing",			"", -1 },
};

static void
test_nearest(void **state)
{
	const __typeof__(nearest[0]) *row = *state;
	struct near near = near_to(str_of(row->word));

	for (size_t i = 0; i < COUNT(words); i++)
		near_try(&near, str_of(words[i]), i);
	assert_int_equal(near.found ? (int)near.best : -1, row->best);
}

int
main(void)
{
	static struct suite s = { .name = "near" };

	suite_table(&s, "distance", distances, test_distance);
	suite_table(&s, "nearest", nearest, test_nearest);
	return suite_run(&s);
}

/* tests/unit/test_placeholder.c: {{…}} lines of an author's page. */
#include "unit/test.h"

#include "format/placeholder.h"

static const struct {
	const char *name, *line;
	enum placeholder_kind kind;
	size_t count, col;
} rows[] = {
	{ "posts",		"{{posts 10}}",		PLACEHOLDER_POSTS,	10,	3 },
	{ "usual number of posts", "{{posts}}",		PLACEHOLDER_POSTS,	10,	3 },
	{ "tags",		"{{tags}}",		PLACEHOLDER_TAGS,	0,	3 },
	{ "comments",		"{{comments 5}}",	PLACEHOLDER_COMMENTS,	5,	3 },
	{ "usual number of comments", "{{comments}}",	PLACEHOLDER_COMMENTS,	5,	3 },
	{ "search",		"{{search}}",		PLACEHOLDER_SEARCH,	0,	3 },
	{ "any case",		"{{Posts 3}}",		PLACEHOLDER_POSTS,	3,	3 },
	{ "blanks everywhere",	" {{ posts  3 }}\t",	PLACEHOLDER_POSTS,	3,	5 },
	{ "count just under",	"{{posts 99}}",		PLACEHOLDER_POSTS,	99,	3 },
	{ "count at the limit",	"{{posts 100}}",	PLACEHOLDER_POSTS,	100,	3 },
	{ "count just over",	"{{posts 101}}",	PLACEHOLDER_UNKNOWN,	0,	3 },
	{ "count of one",	"{{posts 1}}",		PLACEHOLDER_POSTS,	1,	3 },
	{ "count of none",	"{{posts 0}}",		PLACEHOLDER_UNKNOWN,	0,	3 },
	{ "no number",		"{{posts all}}",	PLACEHOLDER_UNKNOWN,	0,	3 },
	{ "two numbers",	"{{posts 1 2}}",	PLACEHOLDER_UNKNOWN,	0,	3 },
	{ "number where none belongs", "{{tags 5}}",	PLACEHOLDER_UNKNOWN,	0,	3 },
	{ "misspelt",		"  {{pots 10}}",	PLACEHOLDER_UNKNOWN,	0,	5 },
	{ "empty",		"{{}}",			PLACEHOLDER_UNKNOWN,	0,	1 },
	{ "three braces",	"{{{posts}}}",		PLACEHOLDER_UNKNOWN,	0,	3 },
	{ "one brace",		"{posts}",		PLACEHOLDER_NONE,	0,	0 },
	{ "not closed",		"{{posts 10",		PLACEHOLDER_NONE,	0,	0 },
	{ "braces share",	"{{}",			PLACEHOLDER_NONE,	0,	0 },
	{ "text in front",	"see {{posts 10}}",	PLACEHOLDER_NONE,	0,	0 },
	{ "text behind",	"{{posts 10}}.",	PLACEHOLDER_NONE,	0,	0 },
	{ "empty line",		"",			PLACEHOLDER_NONE,	0,	0 },
};

static void
test_line(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str line = exact_dup(row->line);
	struct placeholder p = placeholder_parse(line);

	assert_int_equal(p.kind, row->kind);
	if (p.kind != PLACEHOLDER_UNKNOWN)
		assert_int_equal(p.count, row->count);
	assert_int_equal(p.col, row->col);
	exact_free(line);
}

int
main(void)
{
	static struct suite s = { .name = "placeholder" };

	suite_table(&s, "placeholder", rows, test_line);
	return suite_run(&s);
}

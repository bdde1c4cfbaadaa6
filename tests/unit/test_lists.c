/* tests/unit/test_lists.c: which of a list's pages an address means. The pages are in test_paged.c and others. */
#include "unit/stage.h"

static const struct {
	const char *name;
	bool good;
	size_t number;
	const char *rest;
} rows[] = {
	{ "/posts/", true, 0, "/posts/" },
	{ "/posts/page-1", true, 1, "/posts/" },
	{ "/posts/letters/page-12", true, 12, "/posts/letters/" },
	{ "night/page-3", true, 3, "night/" },
	{ "page-3", true, 3, "" },
	{ "/posts/page-999999", true, 999999, "/posts/" },
	{ "/posts/page-1000000", true, 1000000, "/posts/" },
	{ "/posts/page-1000001", false, 0, NULL },
	{ "/posts/page-99999999999999999999", false, 0, NULL },
	{ "/posts/page-0", false, 0, NULL },
	{ "/posts/page-01", false, 0, NULL },
	{ "/posts/page-", false, 0, NULL },
	{ "/posts/page-x", false, 0, NULL },
	{ "/posts/page-1x", false, 0, NULL },
	{ "/posts/Page-1", false, 0, NULL },
	{ "/posts/page-1.gmi", false, 0, NULL },
	{ "/posts/moon", false, 0, NULL },
};

static void
test_page(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str whole = exact_dup(row->name), path = whole;
	size_t number = 77;

	assert_int_equal(lists_take_page(&path, &number), row->good);
	assert_int_equal(number, row->good ? row->number : 0);
	assert_str_equal(path, row->good ? row->rest : row->name);
	exact_free(whole);
}

/* A tag has one name, whoever writes it how; and a post that writes it in two ways is filed once. */
static void
filed_the_same_everywhere(void **state)
{
	static struct stage s;

	(void)state;
	stage_open(&s);
	temp_write(&s.t, "posts/sun.gmi", "---\ntitle: The Sun\ndate: 2024-02-01\ntags: [night-sky, NIGHT SKY, day]\n---\n");
	stage_load(&s);
	assert_has(stage_gemini(&s, "/posts/sun.gmi"), "Filed under:\n=> /tags/night-sky Night Sky\n=> /tags/day day\n\n");
	assert_has(stage_gemini(&s, "/tags/night-sky"), "# Filed under Night Sky\n");
	assert_has(stage_gemini(&s, "/tags/"), "=> /tags/day day (1)\n=> /tags/night-sky Night Sky (2)\n");
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "lists" };

	suite_table(&suite, "lists page", rows, test_page);
	suite_test(&suite, filed_the_same_everywhere);
	return suite_run(&suite);
}

/* tests/unit/test_archive.c: posts by year and month.	conventions.md section 5, clients.md section 1 */
#include "unit/stage.h"

static struct stage s;

static void
years(void **state)
{
	(void)state;
	stage_open(&s);
	assert_str_equal(stage_gemini(&s, "/archive/"), "20 text/gemini; lang=en\r\n# Moon Letters: archive\n\n"
	    "=> /archive/2024 2024 (3)\n=> /archive/2023 2023 (3)\n\n=> /posts/ All posts\n=> / Home\n");
	s.now = STAGE_NOW + TIME_DAY;
	assert_has(stage_gemini(&s, "/archive/"), "=> /archive/2024 2024 (4)\n");
	assert_status(stage_gemini(&s, "/archive"), "31 /archive/\r\n");
	stage_close(&s);
}

/* A line of text stands before the first "##", or that would be the feed's subtitle. */
static void
one_year(void **state)
{
	(void)state;
	stage_open(&s);
	assert_str_equal(stage_gemini(&s, "/archive/2024"), "20 text/gemini; lang=en\r\n# Moon Letters: 2024\n\n3 posts.\n\n"
	    "## February 2024\n\n=> /posts/moon.gmi 2024-02-29 The Moon\n=> /posts/sun.gmi 2024-02-01 The Sun\n\n"
	    "## January 2024\n\n=> /posts/letters/deep.gmi 2024-01-01 Deep\n\n"
	    "=> /archive/2023 Before: 2023\n=> /archive/ All years\n=> /posts/ All posts\n");
	assert_has(stage_gemini(&s, "/archive/2023"), "=> /archive/2024 Next: 2024\n");
	assert_lacks(buf_str(&s.out), "Before:");
	assert_has(stage_gopher(&s, STR("/archive/2024")), "\r\n12024-02-29 The Moon\t/posts/moon.gmi\t");
	assert_has(buf_str(&s.out), "\r\n1Before: 2023\t/archive/2023\t");
	stage_close(&s);
}

static const struct {
	const char *name;
} none[] = {
	{ "/archive/2022" }, { "/archive/2024/" }, { "/archive/24" }, { "/archive/02024" }, { "/archive/x" },
	{ "/archive/-024" }, { "/archive/2024/02" },
};

static void
test_none(void **state)
{
	const __typeof__(none[0]) *row = *state;

	stage_open(&s);
	assert_status(stage_gemini(&s, row->name), "51 ");
	stage_close(&s);
}

/* The year is the author's own, where he was; posts are in the order of the moments. */
static void
around_new_year(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "posts/e1.gmi", "---\ntitle: East\ndate: 2023-01-01T05:00:00+14:00\n---\n");	/* 15:00 on the 31st */
	temp_write(&s.t, "posts/w1.gmi", "---\ntitle: West\ndate: 2022-12-31T20:00:00-10:00\n---\n");	/* 06:00 on the 1st */
	temp_write(&s.t, "posts/one.gmi", "---\ntitle: Single\ndate: 0007-01-01\n---\n");
	stage_load(&s);
	assert_has(stage_gemini(&s, "/archive/"), "=> /archive/2023 2023 (4)\n=> /archive/2022 2022 (1)\n=> /archive/0007 0007 (1)\n");
	assert_has(stage_gemini(&s, "/archive/2022"), "\n1 post.\n\n## December 2022\n\n=> /posts/w1.gmi 2022-12-31 West\n");
	assert_has(stage_gemini(&s, "/archive/2023"), "=> /posts/e1.gmi 2023-01-01 East\n");
	assert_status(stage_gemini(&s, "/archive/0007"), "20 ");
	stage_close(&s);
}

/* Many an author has a folder of this name already. */
static void
an_archive_of_ones_own(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "archive/index.gmi", "# Mine\n");
	temp_write(&s.t, "archive/2024", "My year\n");
	assert_has(stage_gemini(&s, "/archive/"), "# Mine\n");
	assert_has(stage_gemini(&s, "/archive/2024"), "My year\n");
	assert_has(stage_gemini(&s, "/archive/2023"), "# Moon Letters: 2023\n");
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "archive" };

	suite_test(&suite, years);
	suite_test(&suite, one_year);
	suite_table(&suite, "archive none", none, test_none);
	suite_test(&suite, around_new_year);
	suite_test(&suite, an_archive_of_ones_own);
	return suite_run(&suite);
}

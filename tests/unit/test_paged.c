/* tests/unit/test_paged.c: long lists in pages of a set length. */
#include "unit/stage.h"

static struct stage s;

#define SETTINGS STAGE_SETTINGS "page-length: 10\n"

/* posts/n/00.gmi and on, a day apart: 00 is the oldest. Their tag is "n". */
static void
write_posts(int from, int to)
{
	for (int i = from; i < to; i++) {
		char path[64], text[96];

		(void)snprintf(path, sizeof(path), "posts/n/%02d.gmi", i);
		(void)snprintf(text, sizeof(text), "---\ntitle: N%02d\ndate: 2023-10-%02d\ntags: n\n---\n", i, i % 28 + 1);
		if (i >= 28)
			text[sizeof("---\ntitle: N00\ndate: 2023-1") - 1] = '1';
		temp_write(&s.t, path, text);
	}
	stage_load(&s);
}

/* The numbers of the posts that a page lists, as "05 04 03"; empty when there is no such page. */
static const char *
listed(const char *path)
{
	static char seen[512];
	struct str rest = stage_gemini(&s, path), line;
	size_t n = 0;

	if (str_starts(rest, STR("51 ")))
		return "";
	assert_true(str_starts(rest, STR("20 ")));
	while (str_line(&rest, &line))
		if (str_skip(&line, STR("=> /posts/n/")) && ascii_is_digit(line.p[0]))
			n += (size_t)snprintf(seen + n, sizeof(seen) - n, n > 0 ? " %.2s" : "%.2s", line.p);
	return seen;
}

#define FIRST "09 08 07 06 05 04 03 02 01 00"

static void
around_one_page(void **state)
{
	static const char *const lists[][3] = { { "/posts/n/", "/posts/n/page-1", "/posts/n/page-2" },
	    { "/tags/n", "/tags/n/page-1", "/tags/n/page-2" } };

	(void)state;
	stage_open(&s);
	stage_settings(&s, SETTINGS);
	write_posts(0, 9);
	for (size_t i = 0; i < COUNT(lists); i++) {
		assert_string_equal(listed(lists[i][0]), "08 07 06 05 04 03 02 01 00");
		assert_lacks(buf_str(&s.out), "Older posts");
		assert_string_equal(listed(lists[i][1]), "");
	}
	write_posts(9, 10);			/* just full */
	for (size_t i = 0; i < COUNT(lists); i++) {
		assert_string_equal(listed(lists[i][0]), FIRST);
		assert_lacks(buf_str(&s.out), "Older posts");
		assert_string_equal(listed(lists[i][1]), "");
	}
	write_posts(10, 11);			/* one more */
	for (size_t i = 0; i < COUNT(lists); i++) {
		assert_string_equal(listed(lists[i][0]), "10 09 08 07 06 05 04 03 02 01");
		assert_has(buf_str(&s.out), "/page-1 Older posts\n");
		assert_string_equal(listed(lists[i][1]), FIRST);
		assert_has(buf_str(&s.out), " (page 1)\n");
		assert_has(buf_str(&s.out), " Newest posts\n");
		assert_lacks(buf_str(&s.out), "Older posts");
		assert_string_equal(listed(lists[i][2]), "");
	}
	stage_close(&s);
}

/* A numbered page is full, and stays as it is to the byte while posts are added. */
static void
what_is_full_stays(void **state)
{
	struct arena a = { NULL };
	struct str one, two;

	(void)state;
	stage_open(&s);
	stage_settings(&s, SETTINGS);
	write_posts(0, 31);
	assert_string_equal(listed("/posts/n/"), "30 29 28 27 26 25 24 23 22 21");
	assert_has(buf_str(&s.out), "=> /posts/n/page-3 Older posts\n");
	assert_string_equal(listed("/posts/n/page-3"), "29 28 27 26 25 24 23 22 21 20");
	assert_has(buf_str(&s.out), "=> /posts/n/page-2 Older posts\n=> /posts/n/ Newest posts\n");
	assert_string_equal(listed("/posts/n/page-2"), "19 18 17 16 15 14 13 12 11 10");
	assert_has(buf_str(&s.out), "=> /posts/n/page-1 Older posts\n=> /posts/n/page-3 Newer posts\n");
	two = arena_str(&a, buf_str(&s.out));
	one = arena_str(&a, stage_gemini(&s, "/posts/n/page-1"));
	write_posts(31, 50);
	assert_bytes_equal(stage_gemini(&s, "/posts/n/page-1"), one);
	assert_bytes_equal(stage_gemini(&s, "/posts/n/page-2"), two);
	arena_release(&a);
	stage_close(&s);
}

/* What may not be seen is not counted, so that no page has a hole that tells of it. */
static void
drafts_take_no_place(void **state)
{
	(void)state;
	stage_open(&s);
	stage_settings(&s, SETTINGS);
	write_posts(0, 11);
	temp_write(&s.t, "posts/n/05.gmi", "---\ntitle: SECRET\ndate: 2023-10-06\ndraft: true\ntags: n\n---\n");
	stage_load(&s);
	assert_string_equal(listed("/posts/n/"), "10 09 08 07 06 04 03 02 01 00");
	assert_string_equal(listed("/posts/n/page-1"), "");
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "paged" };

	suite_test(&suite, around_one_page);
	suite_test(&suite, what_is_full_stays);
	suite_test(&suite, drafts_take_no_place);
	return suite_run(&suite);
}

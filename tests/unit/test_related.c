/* tests/unit/test_related.c: other posts with the same tags. */
#include "unit/stage.h"

static struct stage s;

static void
post_with(const char *name, const char *day, const char *tags)
{
	char path[64], text[256];

	(void)snprintf(path, sizeof(path), "posts/%s.gmi", name);
	(void)snprintf(text, sizeof(text), "---\ntitle: %s\ndate: %s\n%s---\n", name, day, tags);
	temp_write(&s.t, path, text);
}

/* Most tags first, then the newest; three at most; never itself, a draft, or what is still to come. */
static void
order_and_number(void **state)
{
	(void)state;
	stage_open(&s);
	post_with("p", "2023-05-01", "tags: [a, b, c]\n");
	post_with("one-old", "2023-01-01", "tags: a\n");
	post_with("one-new", "2023-06-01", "tags: [A, x]\n");
	post_with("one-newest", "2023-07-01", "tags: c\n");
	post_with("three", "2022-01-01", "tags: [a, b, c]\n");
	post_with("draft", "2023-06-02", "draft: true\ntags: [a, b, c]\n");
	post_with("future", "2024-06-02", "tags: [a, b, c]\n");
	post_with("none", "2023-06-03", "tags: d\n");
	stage_load(&s);
	assert_has(stage_gemini(&s, "/posts/p.gmi"), "\n\nRelated:\n=> /posts/three.gmi three\n"
	    "=> /posts/one-newest.gmi one-newest\n=> /posts/one-new.gmi one-new\n\n");
	assert_has(stage_gopher(&s, STR("/posts/p.gmi")), "\r\n1three\t/posts/three.gmi\t");
	assert_lacks(stage_gemini(&s, "/posts/none.gmi"), "Related");
	assert_lacks(stage_gemini(&s, "/posts/sun.gmi"), "Related");
	stage_close(&s);
}

/* RELATED_TAGS: the sixteenth tag still counts, the seventeenth does not. */
static void
many_tags(void **state)
{
	char tags[256] = "tags: [t0";

	(void)state;
	stage_open(&s);
	for (int i = 1; i < 17; i++)
		(void)snprintf(tags + strlen(tags), sizeof(tags) - strlen(tags), ", t%d", i);
	memcpy(tags + strlen(tags), "]\n", 3);
	post_with("p", "2023-05-01", tags);
	post_with("sixteenth", "2023-04-01", "tags: t15\n");
	post_with("seventeenth", "2023-04-02", "tags: t16\n");
	stage_load(&s);
	assert_has(stage_gemini(&s, "/posts/p.gmi"), "Related:\n=> /posts/sixteenth.gmi sixteenth\n\n");
	stage_close(&s);
}

/* RELATED_LOOK: the two hundredth post of a tag still counts, the next does not. */
static void
many_posts(void **state)
{
	(void)state;
	stage_open(&s);
	post_with("p", "2023-12-31", "tags: [a, b]\n");
	post_with("last", "2022-01-01", "tags: [a, b]\n");
	for (int i = 0; i < 199; i++) {
		char name[32], day[32];

		(void)snprintf(name, sizeof(name), "f%d", i);
		(void)snprintf(day, sizeof(day), "2023-%02d-%02d", i / 28 + 1, i % 28 + 1);
		post_with(name, day, "tags: a\n");
		if (i < 196)
			continue;
		stage_load(&s);			/* with itself and the last: 199, 200, 201 */
		assert_int_equal(site_tag(s.site, STR("a"))->n, i + 3);
		assert_int_equal(has_text(stage_gemini(&s, "/posts/p.gmi"), STR("Related:\n=> /posts/last.gmi last\n")), i < 198);
	}
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "related" };

	suite_test(&suite, order_and_number);
	suite_test(&suite, many_tags);
	suite_test(&suite, many_posts);
	return suite_run(&suite);
}

/* tests/unit/test_talk.c: a thread below a post: its order, and who is who. (src/page/talk.c) */
#include "unit/stage.h"

#include "page/page.h"

static struct stage s;

#define AT(n) "2024030" n "T120000Z-aaaaaaaa"

/* Comments under `moon`, as an author's folder may hold them; only what stands below the heading. */
static struct str
thread(void)
{
	struct str page = stage_gemini(&s, "/posts/moon.gmi"), line;

	while (str_line(&page, &line))
		if (str_starts(line, STR("## ")))
			return page;
	fail();
	return STR_NONE;
}

/* The same without the ways to the comments' own pages: those stand below each. */
static struct str
thread_words(struct arena *a)
{
	struct str page = thread(), line;
	struct buf b;

	buf_init(&b, 1 << 16);
	while (str_line(&page, &line))
		if (!str_starts(line, STR("=> /c/")))
			buf_addf(&b, "%.*s\n", STR_ARG(line));
	page = arena_str(a, buf_str(&b));
	buf_release(&b);
	return page;
}

#define ARROW "\xe2\x86\xb3"

static void
answers_below_what_they_answer(void **state)
{
	struct arena a = { NULL };
	struct str words;

	(void)state;
	stage_open(&s);
	s.now += 99 * TIME_DAY;
	assert_int_equal(unlinkat(s.t.fd, "comments/moon/20240229T130000Z-aaaaaaaa.gmi", 0), 0);
	temp_write(&s.t, "comments/moon/" AT("1") ".gmi", "---\nname: A\n---\none");
	temp_write(&s.t, "comments/moon/" AT("2") ".gmi", "---\nname: B\n---\ntwo");
	temp_write(&s.t, "comments/moon/" AT("3") ".gmi", "---\nname: C\nreply-to: " AT("1") "\n---\nthree");
	temp_write(&s.t, "comments/moon/" AT("4") ".gmi", "---\nname: D\nreply-to: " AT("3") "\n---\nfour");
	temp_write(&s.t, "comments/moon/" AT("5") ".gmi", "---\nreply-to: 20230101T000000Z-gone\n---\nfive");
	temp_write(&s.t, "comments/moon/" AT("6") ".gmi", "---\nname: E\nreply-to: " AT("1") "\n---\nsix");
	stage_load(&s);
	words = thread_words(&a);
	if (!str_starts(words, STR("\n### A, 1 March 2024\n> one\n\n### " ARROW " C, 3 March 2024, in reply to A\n> three\n\n"
	    "### " ARROW ARROW " D, 4 March 2024, in reply to C\n> four\n\n### " ARROW " E, 6 March 2024, in reply to A\n> six\n\n"
	    "### B, 2 March 2024\n> two\n\n### Anonymous, 5 March 2024\n> five\n"))) {
		print_bytes("got", words);
		fail();
	}
	assert_has(thread(), "> four\n=> /c/");
	assert_has(thread(), "/" AT("4") " Answer D\n");
	assert_has(thread(), "/" AT("5") " Answer Anonymous\n");
	arena_release(&a);
	stage_close(&s);
}

/* Arrows for four levels, then no more: a heading stays one. */
static void
deep_answers(void **state)
{
	char path[128], file[256];

	(void)state;
	stage_open(&s);
	s.now += 99 * TIME_DAY;
	for (int i = 1; i <= 9; i++) {
		(void)snprintf(path, sizeof(path), "comments/sun/2024030%dT120000Z-aaaaaaaa.gmi", i);
		(void)snprintf(file, sizeof(file), "---\nname: N%d\nreply-to: 2024030%dT120000Z-aaaaaaaa\n---\nx", i, i - 1);
		temp_write(&s.t, path, file);
	}
	stage_load(&s);
	assert_has(stage_gemini(&s, "/posts/sun.gmi"), "\n### N1, ");
	assert_has(buf_str(&s.out), "\n### " ARROW ARROW ARROW ARROW " N5, 5 March 2024, in reply to N4\n");
	assert_has(buf_str(&s.out), "\n### " ARROW ARROW ARROW ARROW " N9, 9 March 2024, in reply to N8\n");
	stage_close(&s);
}

/* Fifty to a page, none twice, none lost, and each page leads to the others. */
static void
pages_of_a_discussion(void **state)
{
	char path[128], word[16];

	(void)state;
	stage_open(&s);
	for (int i = 0; i <= 2 * TALK_PER_PAGE; i++) {
		(void)snprintf(path, sizeof(path), "comments/sun/20240201T1200%02dZ-aaa%05d.gmi", i % 60, i);
		(void)snprintf(word, sizeof(word), "no%d.", i);
		temp_write(&s.t, path, word);
	}
	stage_load(&s);
	for (int i = 0; i <= 2 * TALK_PER_PAGE; i++) {
		int found = 0;

		(void)snprintf(word, sizeof(word), "> no%d.\n", i);
		found += has_text(stage_gemini(&s, "/posts/sun.gmi"), str_of(word));
		found += has_text(stage_ask(&s, "sun", "page-2"), str_of(word));
		found += has_text(stage_ask(&s, "sun", "page-3"), str_of(word));
		assert_int_equal(found, 1);
	}
	assert_has(stage_gemini(&s, "/posts/sun.gmi"), "/page-3 Comments, page 3 of 3\n");
	assert_has(stage_gemini(&s, "/posts/sun.gmi"), "## 101 comments\n");
	assert_has(stage_ask(&s, "sun", "page-3"), "=> /posts/sun.gmi Comments, page 1 of 3\n");
	assert_status(stage_ask(&s, "sun", "page-4"), "51 ");
	stage_close(&s);
}

/* Made by hand: nobody is lost, nobody is shown twice, and the page ends. */
static void
a_ring_of_answers(void **state)
{
	(void)state;
	stage_open(&s);
	s.now += 99 * TIME_DAY;
	temp_write(&s.t, "comments/moon/" AT("1") ".gmi", "---\nname: A\nreply-to: " AT("2") "\n---\none");
	temp_write(&s.t, "comments/moon/" AT("2") ".gmi", "---\nname: B\nreply-to: " AT("1") "\n---\ntwo");
	temp_write(&s.t, "comments/moon/" AT("3") ".gmi", "---\nname: C\nreply-to: " AT("3") "\n---\nthree");
	stage_load(&s);
	assert_has(thread(), "> one\n");
	assert_has(thread(), "> two\n");
	assert_has(thread(), "> three\n");
	assert_has(stage_gemini(&s, "/posts/moon.gmi"), "## 4 comments\n");
	stage_close(&s);
}

static const struct {
	const char *name, *file, *head;
} signatures[] = {
	{ "nobody", "text", "### Anonymous, 1 March 2024\n" },
	{ "a name", "---\nname: Ann\n---\ntext", "### Ann, 1 March 2024\n" },
	{ "a reader", "---\nname: Ann\nidentity: sha256:0100000000000000000000000000000000000000000000000000000000000000\n---\ntext",
	    "### Ann (" },
	{ "the author's certificate", "---\nname: Ann\nidentity: sha256:" STAGE_OWNER "\n---\ntext", ", author), 1 March 2024\n" },
	{ "the author's hand", "---\nname: Ann\nvia: author\n---\ntext", "### Ann (author), 1 March 2024\n" },
};

static void
test_signature(void **state)
{
	const __typeof__(signatures[0]) *row = *state;

	stage_open(&s);
	temp_write(&s.t, "comments/sun/" AT("1") ".gmi", row->file);
	stage_load(&s);
	assert_has(stage_gemini(&s, "/posts/sun.gmi"), row->head);
	if (strstr(row->file, "author") == NULL && strstr(row->file, STAGE_OWNER) == NULL)
		assert_lacks(stage_gemini(&s, "/posts/sun.gmi"), "author");
	stage_close(&s);
}

/* The mark and the word "author" are ours to give: no name may bring them along. */
static void
nobody_writes_his_own_mark(void **state)
{
	static const char *const names[] = { "Ann (k3f9q, author)", "Ann (author)", "Ann (k3f9q)" };

	(void)state;
	stage_open(&s);
	for (size_t i = 0; i < COUNT(names); i++) {
		char file[256];

		(void)snprintf(file, sizeof(file), "---\nname: \"%s\"\nvia: gemini\n---\ntext", names[i]);
		temp_write(&s.t, "comments/sun/" AT("1") ".gmi", file);
		stage_load(&s);
		assert_lacks(stage_gemini(&s, "/posts/sun.gmi"), names[i]);
		s.who = stage_identity(1, names[i]);
		assert_lacks(stage_ask(&s, "sun", "leave-a-comment?Hello"), names[i]);
	}
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "talk" };

	suite_test(&suite, answers_below_what_they_answer);
	suite_test(&suite, deep_answers);
	suite_test(&suite, pages_of_a_discussion);
	suite_test(&suite, a_ring_of_answers);
	suite_table(&suite, "talk signature", signatures, test_signature);
	suite_test(&suite, nobody_writes_his_own_mark);
	return suite_run(&suite);
}

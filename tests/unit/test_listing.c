/* tests/unit/test_listing.c: page/folder.c, a folder without an index. */
#include "unit/stage.h"

#include "page/page.h"

static struct stage s;

static void
titles_and_sizes(void **state)
{
	char *kilo = text_of('x', 1000);

	(void)state;
	stage_open(&s);
	temp_write(&s.t, "d/a.gmi", "Words first.\n\n## The first heading\n# Another\n");
	temp_write(&s.t, "d/b.gmi", "---\ntitle: From the front\n---\n# Not this\n");
	temp_write(&s.t, "d/c.gmi", "No heading at all.\n");
	temp_write(&s.t, "d/d.gmi", "---\ntitle: a: b\n---\n# Broken front matter\n");
	temp_write(&s.t, "d/e.gmi", "```\n# not a heading\n```\n# A \x1b[31m heading\n");
	temp_write(&s.t, "d/f.txt", "# Plain\n");
	temp_write(&s.t, "d/g.zip", "x");
	temp_write(&s.t, "d/h.zip", kilo);
	temp_write(&s.t, "d/i.zip", "");
	temp_write(&s.t, "d/gophermap", "x");
	temp_write(&s.t, "d/j.gmi~", "x");
	temp_write(&s.t, "d/z/x.gmi", "# Below\n");
	temp_write(&s.t, "d/.folder.yaml", "lang: de\n");
	assert_int_equal(symlinkat("../about.gmi", s.t.fd, "d/k.gmi"), 0);
	assert_str_equal(stage_gemini(&s, "/d/"), "20 text/gemini; lang=de\r\n# /d/\n\n=> ../ Eine Ebene höher\n=> ./z/ z/\n"
	    "=> ./a.gmi The first heading\n=> ./b.gmi From the front\n=> ./c.gmi c.gmi\n=> ./d.gmi d.gmi\n"
	    "=> ./e.gmi A [31m heading\n=> ./f.txt f.txt\n=> ./g.zip g.zip (1 Byte)\n=> ./h.zip h.zip (1,0 KB)\n"
	    "=> ./i.zip i.zip (0 Byte)\n=> ./k.gmi About\n");
	free(kilo);
	stage_close(&s);
}

/* Names are anybody's: shown without what moves a line or a screen, led to as they are. */
static void
names_with_controls(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "a\tb/c\td.txt", "x");
	temp_write(&s.t, "a\tb/\x1b[1m.zip", "x");
	temp_write(&s.t, "a\tb/e\tf/g.txt", "x");
	assert_str_equal(stage_gemini(&s, "/a%09b/"), "20 text/gemini; lang=en\r\n# /a b/\n\n=> ../ Up\n=> ./e%09f/ e f/\n"
	    "=> ./%1B%5B1m.zip [1m.zip (1 byte)\n=> ./c%09d.txt c d.txt\n");
	stage_close(&s);
}

static void
large_files(void **state)
{
	static const struct {
		off_t size;
		const char *words;
	} sizes[] = { { 999, "(999 bytes)" }, { 1000, "(1.0 KB)" }, { 9999, "(9.9 KB)" }, { 10000, "(10 KB)" },
	    { 999999, "(999 KB)" }, { 1000000, "(1.0 MB)" }, { 2500000000, "(2.5 GB)" }, { 99000000000, "(99 GB)" } };

	(void)state;
	stage_open(&s);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		int fd;

		temp_write(&s.t, "d/a.zip", "");
		fd = openat(s.t.fd, "d/a.zip", O_WRONLY | O_CLOEXEC);
		assert_true(fd != -1 && ftruncate(fd, sizes[i].size) == 0);
		(void)close(fd);
		assert_has(stage_gemini(&s, "/d/"), sizes[i].words);
	}
	stage_close(&s);
}

static void
an_empty_folder(void **state)
{
	(void)state;
	stage_open(&s);
	assert_str_equal(stage_gemini(&s, "/empty/"), "20 text/gemini; lang=en\r\n# /empty/\n\n=> ../ Up\nThis folder is empty.\n");
	assert_has(stage_gopher(&s, STR("/empty/")), "iThis folder is empty.\t");
	temp_write(&s.t, "empty/.folder.yaml", "title: Nothing yet\nhide: '*'\n");
	temp_write(&s.t, "empty/a.txt", "x");
	assert_str_equal(stage_gemini(&s, "/empty/"), "20 text/gemini; lang=en\r\n# Nothing yet\n\n=> ../ Up\nThis folder is empty.\n");
	assert_status(stage_gemini(&s, "/empty/a.txt"), "20 ");		/* out of the list is not out of the world */
	stage_close(&s);
}

/* --- order --- */

#define LIST(order) "title: T\norder: " order "\n"

static void
in_order(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "d/b.gmi", "---\ntitle: Front\ndate: 2024-01-20\n---\n");
	temp_write(&s.t, "d/2024-01-10-a.gmi", "# Name\n");
	temp_write(&s.t, "d/2024-01-30.txt", "x");
	temp_write(&s.t, "d/c.gmi", "# Clock\n");
	temp_touch(&s.t, "d/c.gmi", 1704844800 - 86400);		/* 2024-01-09 */
	temp_write(&s.t, "d/z/x", "x");
	temp_write(&s.t, "d/.folder.yaml", LIST("newest"));
	/* What has a date of its own shows it, as lists do that feed readers take. */
	assert_has(stage_gemini(&s, "/d/"), "Up\n=> ./z/ z/\n=> ./2024-01-30.txt 2024-01-30.txt\n=> ./b.gmi 2024-01-20 Front\n"
	    "=> ./2024-01-10-a.gmi 2024-01-10 Name\n=> ./c.gmi Clock\n");
	temp_write(&s.t, "d/.folder.yaml", LIST("oldest"));
	assert_has(stage_gemini(&s, "/d/"), "Up\n=> ./z/ z/\n=> ./c.gmi Clock\n=> ./2024-01-10-a.gmi 2024-01-10 Name\n"
	    "=> ./b.gmi 2024-01-20 Front\n=> ./2024-01-30.txt 2024-01-30.txt\n");
	temp_write(&s.t, "d/.folder.yaml", LIST("name"));
	assert_has(stage_gemini(&s, "/d/"), "Up\n=> ./z/ z/\n=> ./2024-01-10-a.gmi Name\n=> ./2024-01-30.txt 2024-01-30.txt\n"
	    "=> ./b.gmi Front\n=> ./c.gmi Clock\n");
	temp_write(&s.t, "d/.folder.yaml", LIST("nearest"));		/* a fault: as the folder above says */
	assert_has(stage_gemini(&s, "/d/"), "# /d/\n\n=> ../ Up\n=> ./z/ z/\n=> ./2024-01-10-a.gmi Name\n");
	stage_close(&s);
}

static void
the_same_date(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "d/.folder.yaml", LIST("newest"));
	for (char c = 'e'; c >= 'a'; c--) {
		char path[] = { 'd', '/', c, '.', 't', 'x', 't', '\0' };

		temp_write(&s.t, path, "x");
		temp_touch(&s.t, path, 1704844800);
	}
	assert_has(stage_gemini(&s, "/d/"), "=> ./a.txt a.txt\n=> ./b.txt b.txt\n=> ./c.txt c.txt\n=> ./d.txt d.txt\n=> ./e.txt e.txt\n");
	stage_close(&s);
}

/* Around the number up to which files are looked into for their dates: beyond, the clock must do. */
static void
many_dated(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "d/.folder.yaml", LIST("oldest"));
	temp_write(&s.t, "d/zz.gmi", "---\ntitle: Oldest of all\ndate: 1999-01-01\n---\n");
	for (int i = 1; i <= FOLDER_DATED; i++) {
		char path[32];

		(void)snprintf(path, sizeof(path), "d/%d.txt", i);
		temp_write(&s.t, path, "");
		temp_touch(&s.t, path, 1704844800);
		if (i == FOLDER_DATED - 1 || i == FOLDER_DATED) {
			bool first = has_text(stage_gemini(&s, "/d/"), STR("Up\n=> ./zz.gmi 1999-01-01 Oldest of all\n"));

			assert_int_equal(first, i + 1 <= FOLDER_DATED);
		}
	}
	stage_close(&s);
}

/* --- pages --- */

static void
fill(const char *folder, int from, int to)
{
	for (int i = from; i < to; i++) {
		char path[64];

		(void)snprintf(path, sizeof(path), "%s/%04d.txt", folder, i);
		temp_write(&s.t, path, "x");
	}
}

static void
pages(void **state)
{
	struct str answer;

	(void)state;
	stage_open(&s);
	fill("d", 0, FOLDER_PER_PAGE - 1);
	assert_lacks(stage_gemini(&s, "/d/"), "Page");
	fill("d", FOLDER_PER_PAGE - 1, FOLDER_PER_PAGE);
	assert_lacks(stage_gemini(&s, "/d/"), "Page");
	assert_status(stage_gemini(&s, "/d/page-2"), "51 ");
	fill("d", FOLDER_PER_PAGE, FOLDER_PER_PAGE + 1);
	answer = stage_gemini(&s, "/d/");
	assert_has(answer, "0199.txt\n\n=> ./page-2 Page 2 of 2\n");
	assert_lacks(answer, "0200.txt");
	assert_str_equal(stage_gemini(&s, "/d/page-2"), "20 text/gemini; lang=en\r\n# /d/\n\n=> ../ Up\n=> ./0200.txt 0200.txt\n"
	    "\n=> ./ Page 1 of 2\n");
	assert_has(stage_gopher(&s, STR("/d/")), "1Page 2 of 2\t/d/page-2\t");
	assert_has(stage_gopher(&s, STR("/d/page-2")), "00200.txt\t/d/0200.txt\t");
	assert_has(stage_gopher(&s, STR("/d/page-2")), "1Page 1 of 2\t/d/\t");
	assert_status(stage_gemini(&s, "/d/page-3"), "51 ");
	assert_status(stage_gemini(&s, "/d/page-1"), "51 ");
	assert_status(stage_gemini(&s, "/d/page-02"), "51 ");
	assert_status(stage_gemini(&s, "/d/page-2/"), "51 ");
	assert_status(stage_gemini(&s, "/d/page-1000000"), "51 ");
	assert_status(stage_gemini(&s, "/d/page-99999999999999999999"), "51 ");
	assert_status(stage_gemini(&s, "/list/page-2"), "51 ");
	/* Never what is no listing: the home page, the posts, folders with an index, what is private. */
	assert_status(stage_gemini(&s, "/page-2"), "51 ");
	fill("posts/letters", 0, 300);
	fill("readers", 0, 300);
	fill("dir", 0, 300);
	assert_status(stage_gemini(&s, "/posts/page-2"), "51 ");
	assert_status(stage_gemini(&s, "/posts/letters/page-2"), "51 ");
	assert_status(stage_gemini(&s, "/readers/page-2"), "51 ");
	assert_status(stage_gemini(&s, "/dir/page-2"), "51 ");
	temp_write(&s.t, "d/page-2", "a file\n");
	assert_has(stage_gemini(&s, "/d/page-2"), "a file");
	temp_write(&s.t, "d/gophermap", "imine\n");
	assert_status(stage_gemini(&s, "/d/page-3"), "51 ");
	stage_close(&s);
}

/* Ten thousand files: every one on one page, once, in order. */
static void
ten_thousand(void **state)
{
	int next = 0;

	(void)state;
	stage_open(&s);
	fill("d", 0, 10000);
	for (int page = 1; page <= 50; page++) {
		char path[32];
		struct str answer, line;

		(void)snprintf(path, sizeof(path), page == 1 ? "/d/" : "/d/page-%d", page);
		answer = stage_gemini(&s, path);
		assert_status(answer, "20 ");
		while (str_line(&answer, &line)) {
			char want[32];

			(void)snprintf(want, sizeof(want), " %04d.txt", next);
			next += str_ends(line, str_of(want));
		}
		assert_int_equal(next, page * FOLDER_PER_PAGE);
	}
	assert_status(stage_gemini(&s, "/d/page-51"), "51 ");
	stage_close(&s);
}

/* Nothing on it changes by itself: the clock does not matter, nor who asks. */
static void
the_same_bytes(void **state)
{
	struct arena a = { NULL };
	struct str before;

	(void)state;
	stage_open(&s);
	temp_write(&s.t, "list/.folder.yaml", LIST("newest"));
	before = arena_str(&a, stage_gemini(&s, "/list/"));
	s.now += 400 * TIME_DAY;
	s.who = stage_identity(1, "Ann");
	assert_bytes_equal(stage_gemini(&s, "/list/"), before);
	arena_release(&a);
	stage_close(&s);
}

/* --- what the folder says of its files --- */

static void
types_and_languages(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "d/.folder.yaml", "lang: ja\ntypes: [dat=text/plain; charset=shift_jis, note=text/gemini, bin=0]\n");
	temp_write(&s.t, "d/a.dat", "x\0");
	temp_write(&s.t, "d/b.note", "# Noted\n=> a.dat Data\n=> c.bin Bytes\n=> sub/d.dat More\n");
	temp_write(&s.t, "d/c.bin", "x");
	temp_write(&s.t, "d/sub/d.dat", "x");
	temp_write(&s.t, "d/sub/index.gmi", "# Index\n");
	temp_write(&s.t, "d/e.gmi", "# E\n");
	assert_str_equal(stage_gemini(&s, "/d/a.dat"), "20 text/plain; charset=shift_jis\r\nx");
	assert_status(stage_gemini(&s, "/d/b.note"), "20 text/gemini; lang=ja\r\n");
	assert_status(stage_gemini(&s, "/d/c.bin"), "20 application/octet-stream\r\n");
	assert_status(stage_gemini(&s, "/d/sub/d.dat"), "20 text/plain; charset=shift_jis\r\n");
	assert_status(stage_gemini(&s, "/d/e.gmi"), "20 text/gemini; lang=ja\r\n");
	assert_status(stage_gemini(&s, "/d/sub/"), "20 text/gemini; lang=ja\r\n# Index");
	assert_status(stage_gemini(&s, "/d/"), "20 text/gemini; lang=ja\r\n");
	assert_has(stage_gemini(&s, "/d/"), "=> ./a.dat a.dat\n=> ./b.note Noted\n=> ./c.bin c.bin (1バイト)\n");
	assert_status(stage_gemini(&s, "/about.gmi"), "20 text/gemini; lang=en\r\n");
	/* Posts and lists of posts too, unless a post says it itself. */
	temp_write(&s.t, "posts/.folder.yaml", "lang: fr\n");
	assert_status(stage_gemini(&s, "/posts/moon.gmi"), "20 text/gemini; lang=fr\r\n");
	assert_status(stage_gemini(&s, "/posts/letters/"), "20 text/gemini; lang=fr\r\n");
	assert_status(stage_gemini(&s, "/posts/letters/deep.gmi"), "20 text/gemini; lang=de\r\n");
	assert_status(stage_gemini(&s, "/"), "20 text/gemini; lang=en\r\n");
	/* On Gopher the same, by item types. */
	assert_has(stage_gopher(&s, STR("/d/b.note")), "0Data\t/d/a.dat\t");
	assert_has(stage_gopher(&s, STR("/d/b.note")), "0Bytes\t/d/c.bin\t");
	assert_has(stage_gopher(&s, STR("/d/b.note")), "0More\t/d/sub/d.dat\t");
	assert_has(stage_gopher(&s, STR("/d/")), "1Noted\t/d/b.note\t");
	stage_close(&s);
}

static const struct {
	const char *name, *path, *folder;
	size_t number;			/* 0: not of this form */
} numbers[] = {
	{ "two",	"/d/page-2",		"/d/", 2 },
	{ "many",	"/a/b/page-1000000",	"/a/b/", 1000000 },
	{ "too many",	"/d/page-1000001",	"/d/", 0 },
	{ "one",	"/d/page-1",		"/d/", 0 },
	{ "zero",	"/d/page-0",		"/d/", 0 },
	{ "none",	"/d/page-",		"/d/", 0 },
	{ "leading zero", "/d/page-02",		"/d/", 0 },
	{ "letters",	"/d/page-2a",		"/d/", 0 },
	{ "a folder",	"/d/page-2/",		"/d/page-2/", 0 },
	{ "at the top",	"/page-3",		"/", 3 },
};

static void
test_number(void **state)
{
	const __typeof__(numbers[0]) *row = *state;
	struct str path = exact_dup(row->path), folder;
	size_t number = 0;

	assert_int_equal(page_folder_number(path, &folder, &number), row->number != 0);
	assert_str_equal(folder, row->folder);
	assert_int_equal(number, row->number);
	exact_free(path);
}

int
main(void)
{
	static struct suite suite = { .name = "listing" };

	suite_test(&suite, titles_and_sizes);
	suite_test(&suite, names_with_controls);
	suite_test(&suite, large_files);
	suite_test(&suite, an_empty_folder);
	suite_test(&suite, in_order);
	suite_test(&suite, the_same_date);
	suite_test(&suite, many_dated);
	suite_test(&suite, pages);
	suite_test(&suite, ten_thousand);
	suite_test(&suite, the_same_bytes);
	suite_test(&suite, types_and_languages);
	suite_table(&suite, "listing number", numbers, test_number);
	return suite_run(&suite);
}

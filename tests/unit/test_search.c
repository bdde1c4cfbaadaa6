/* tests/unit/test_search.c: /search in both protocols (serve/search.c, page/search.c). */
#include "unit/stage.h"

#include "capsule/reindex.h"
#include "capsule/tokens.h"
#include "page/page.h"

static struct stage s;

static void
build(void)
{
	struct reindex r;

	stage_load(&s);
	reindex_init(&r, s.t.fd);
	for (int64_t ms = 1, wait = 0; wait != REINDEX_BEAT_MS; ms += wait)
		wait = reindex_step(&r, s.site, s.now, ms);
	reindex_release(&r);
}

static void
begin(void)
{
	stage_open(&s);
	build();
}

#define HELP "## How to search"

/* --- Gemini --- */

static const struct {
	const char *name, *path, *header, *has, *lacks;
} rows[] = {
	{ "prompt", "/search", "10 What are you looking for?\r\n", NULL, NULL },
	{ "with a slash", "/search/", "31 /search\r\n", NULL, NULL },
	{ "a post", "/search?pale", "20 text/gemini; lang=en\r\n# Search: pale\n\n1 found.\n",
	    "\n=> /posts/moon.gmi The Moon, 29 February 2024\n> \xc2\xabPale\xc2\xbb.\n", HELP },
	{ "a comment", "/search?first", "20 ", "/20240229T130000Z-aaaaaaaa Ann on \xe2\x80\x9cThe Moon\xe2\x80\x9d, 29 February 2024\n> \xc2\xab" "First\xc2\xbb.\n", NULL },
	{ "again", "/search?pale", "20 ", "\n=> /search Search again\n", NULL },
	{ "encoded, several words", "/search?the%20moon", "20 ", "# Search: the moon\n", NULL },
	{ "empty answer", "/search?", "20 ", HELP, "# Search:" },
	{ "empty answer, the prompt", "/search?", "20 ", "\n=> /search Search\n", NULL },
	{ "blanks", "/search?%20%20", "20 ", "There was no word in that", NULL },
	{ "punctuation", "/search?%3F%21", "20 ", "There was no word in that", NULL },
	{ "a star", "/search?*", "20 ", "There was no word in that", NULL },
	{ "a lone quote", "/search?%22", "20 ", "There was no word in that", NULL },
	{ "only without", "/search?-moon", "20 ", "Say also what to look for.", NULL },
	{ "operators", "/search?NEAR%28moon%20OR%29", "20 ", "Nothing was found.", NULL },
	{ "nothing, a beginning does", "/search?brig", "20 ", "=> /search/1/brig* But 1 with words that begin so: brig*\n", NULL },
	{ "nothing, fewer words", "/search?pale%20zzz", "20 ", "Perhaps fewer words find more.", NULL },
	{ "nothing at all", "/search?zzz", "20 ", "Nothing was found.\n", "Perhaps" },
	{ "nothing: help", "/search?zzz", "20 ", HELP, NULL },
	{ "words in the path", "/search/1/pale", "20 ", "\n=> /posts/moon.gmi The Moon", NULL },
	{ "a page that is not there", "/search/2/pale", "51 ", NULL, NULL },
	{ "page 0", "/search/0/pale", "51 ", NULL, NULL },
	{ "page of no number", "/search/x/pale", "51 ", NULL, NULL },
	{ "page beyond all", "/search/51/pale", "51 ", NULL, NULL },
	{ "no words in the path", "/search/1/", "51 ", NULL, NULL },
	{ "no words in the path, no slash", "/search/1", "51 ", NULL, NULL },
	{ "what is not to be seen", "/search?secret", "20 ", "Nothing was found.", "SECRET" },
	{ "its title neither", "/search?draft", "20 ", "Nothing was found.", "SECRET" },
	{ "not for Gemini", "/search?gemini", "20 ", "Nothing was found.", "nogemini" },
	{ "not for Gopher", "/search?gopher", "20 ", "=> /posts/nogopher.gmi", NULL },
	{ "line ends in a query", "/search?a%0D%0A20%20x", "20 ", "# Search: a 20 x\n", NULL },
	{ "a slash in a query", "/search?pale%2Fx", "20 ", "# Search: \"pale x\"\n", NULL },
};

static void
test_row(void **state)
{
	const char *const *row = *state;
	struct str got;

	begin();
	got = stage_gemini(&s, row[1]);
	if (!str_starts(got, str_of(row[2])))
		print_bytes("got", got);
	assert_true(str_starts(got, str_of(row[2])));
	if (row[3] != NULL)
		assert_has(got, row[3]);
	if (row[4] != NULL)
		assert_lacks(got, row[4]);
	stage_close(&s);
}

static void
so_many_words(void **state)
{
	struct buf b;

	(void)state;
	begin();
	buf_init(&b, 4096);
	buf_add(&b, STR("/search?pale"));
	for (int i = 0; i < 200; i++)
		buf_add(&b, STR("%20a"));
	buf_addc(&b, '\0');
	assert_has(stage_gemini(&s, b.p), "only the first 16 words and phrases were looked for.");
	assert_lacks(stage_gemini(&s, "/search?pale"), "only the first");
	buf_release(&b);
	stage_close(&s);
}

/* --- pages --- */

static void
add_comments(size_t n)
{
	char path[96];

	for (size_t i = 0; i < n; i++) {
		(void)snprintf(path, sizeof(path), "comments/moon/20240201T%02zu%02zu00Z-many.gmi", i / 60, i % 60);
		temp_write(&s.t, path, "plenty and/or more\n");
	}
}

static size_t
count_in(struct str page, const char *part)
{
	size_t n = 0;

	for (; page.n > 0; page = str_from(page, 1))
		n += str_starts(page, str_of(part));
	return n;
}

/* Ten fill a page, eleven need another. */
static void
pages(void **state)
{
	struct str got;

	(void)state;
	stage_open(&s);
	add_comments(SEARCH_PER_PAGE);
	build();
	got = stage_gemini(&s, "/search?plenty");
	assert_int_equal(count_in(got, "> \xc2\xabplenty\xc2\xbb"), SEARCH_PER_PAGE);
	assert_has(got, "\n10 found.\n");
	assert_lacks(got, "page");
	add_comments(SEARCH_PER_PAGE + 1);
	build();
	got = stage_gemini(&s, "/search?plenty%20and%2For");
	assert_int_equal(count_in(got, "\xc2\xabplenty\xc2\xbb"), SEARCH_PER_PAGE);
	assert_has(got, "\n11 found. Page 1 of 2.\n");
	assert_has(got, "\n=> /search/2/plenty%20%22and%20or%22 Next page (2 of 2)\n");
	assert_lacks(got, "Previous");
	got = stage_gemini(&s, "/search/2/plenty%20%22and%20or%22");
	assert_int_equal(count_in(got, "\xc2\xabplenty\xc2\xbb"), 1);
	assert_has(got, "\n=> /search/1/plenty%20%22and%20or%22 Previous page (1 of 2)\n");
	assert_lacks(got, "Next");
	assert_true(str_starts(stage_gemini(&s, "/search/3/plenty"), STR("51 ")));
	stage_close(&s);
}

/* One that is taken down is on no page, and leaves no hole. */
static void
gone_at_once(void **state)
{
	struct str got;

	(void)state;
	stage_open(&s);
	add_comments(SEARCH_PER_PAGE + 1);
	build();
	assert_int_equal(unlinkat(s.t.fd, "comments/moon/20240201T000500Z-many.gmi", 0), 0);
	got = stage_gemini(&s, "/search?plenty");
	assert_int_equal(count_in(got, "> \xc2\xabplenty\xc2\xbb"), SEARCH_PER_PAGE);
	assert_has(got, "\n10 found.\n");
	stage_close(&s);
}

/* --- Gopher --- */

#define ITEM "\th.example\t70\r\n"

static const struct {
	const char *name, *selector, *has, *lacks;
} gopher[] = {
	{ "without words", "/search", "7What are you looking for?\t/search" ITEM, NULL },
	{ "without words or slash", "search", "7What are you looking for?\t/search" ITEM, NULL },
	{ "empty words", "/search\t", "iHow to search\t", NULL },
	{ "a post", "/search\tpale", "1The Moon, 29 February 2024\t/posts/moon.gmi" ITEM "i> \xc2\xabPale\xc2\xbb.\t", NULL },
	{ "without the slash", "search\tpale", "1The Moon, 29 February 2024\t/posts/moon.gmi" ITEM, NULL },
	{ "with its type in front", "/7/search\tpale", "1The Moon, 29 February 2024\t/posts/moon.gmi" ITEM, NULL },
	{ "with its type and no slash", "7/search\tpale", "1The Moon, 29 February 2024\t/posts/moon.gmi" ITEM, NULL },
	{ "as phetch asks", "/search?pale", "1The Moon, 29 February 2024\t/posts/moon.gmi" ITEM, NULL },
	{ "with a tail of Gopher+", "/search\tpale\t+", "1The Moon, 29 February 2024\t/posts/moon.gmi" ITEM, NULL },
	{ "again", "/search\tpale", "7Search again\t/search" ITEM, NULL },
	{ "not UTF-8", "/search\tpale\xff", "1The Moon, 29 February 2024\t/posts/moon.gmi" ITEM, NULL },
	{ "words in the path", "/search/1/the%20moon", "iSearch: the moon\t", NULL },
	{ "a beginning as an item", "/search\tbrig", "1But 1 with words that begin so: brig*\t/search/1/brig*" ITEM, NULL },
	{ "a page that is not there", "/search/9/pale", "3", "iSearch" },
	{ "not for Gopher", "/search\tgopher", "Nothing was found.", "nogopher" },
	{ "only for Gopher", "/search\tgemini", "/posts/nogemini.gmi" ITEM, NULL },
	{ "a percent sign", "/search/1/100%25", "iSearch: 100\t", NULL },
};

static void
test_gopher(void **state)
{
	const char *const *row = *state;
	struct str got;

	begin();
	got = stage_gopher(&s, str_of(row[1]));
	assert_has(got, row[2]);
	assert_true(str_ends(got, STR("\r\n.\r\n")));
	if (row[3] != NULL)
		assert_lacks(got, row[3]);
	stage_close(&s);
}

/* The pages behind the first are items of type 1, and lead where they say. */
static void
pages_on_gopher(void **state)
{
	(void)state;
	stage_open(&s);
	add_comments(SEARCH_PER_PAGE + 1);
	build();
	assert_has(stage_gopher(&s, STR("/search\tplenty \"and or\"")),
	    "1Next page (2 of 2)\t/search/2/plenty%20%22and%20or%22" ITEM);
	assert_has(stage_gopher(&s, STR("/search/2/plenty%20%22and%20or%22")), "i11 found. Page 2 of 2.\t");
	stage_close(&s);
}

/* --- no index --- */

static void
being_renewed(void **state)
{
	struct str got;

	(void)state;
	stage_open(&s);
	got = stage_gemini(&s, "/search?pale");
	assert_true(str_starts(got, STR("20 ")));
	assert_has(got, "being renewed. Please try again in a moment.\n\n=> /search/1/pale Try again\n");
	assert_has(stage_gopher(&s, STR("/search\tpale")), "1Try again\t/search/1/pale" ITEM);
	assert_false(temp_exists(&s.t, INDEX_FILE));
	stage_close(&s);
}

static void
not_all_of_it_yet(void **state)
{
	sqlite3 *db;

	(void)state;
	begin();
	assert_lacks(stage_gemini(&s, "/search?pale"), "renewed");
	assert_int_equal(tokens_open(s.t.fd, true, 0, &db, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE state SET complete = 0", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_has(stage_gemini(&s, "/search?pale"), "there may be more in a moment.");
	stage_close(&s);
}

/* What find.c says when a question is too wide, and when there are more than it ranks. */
static void
wide_and_many(void **state)
{
	struct arena a = { NULL };
	struct view v;
	struct page page = { .view = &v, .arena = &a, .capsule = STR(STAGE_GEMINI), .words = words_english() };
	struct finding f = { .state = FIND_TOO_WIDE };
	struct query q;
	struct buf b;

	(void)state;
	begin();
	v = (struct view){ s.site, s.now, DIALECT_GEMINI, NULL };
	buf_init(&b, 1 << 20);
	query_parse(STR("the"), &q);
	doc_write_gemtext(page_search(&page, &q, &f, 1), &b);
	assert_has(buf_str(&b), "That stands in too many places to look at all of them.");
	assert_has(buf_str(&b), "=> /search Search again\n");
	f = (struct finding){ .state = FIND_DONE, .more = true, .n = FIND_MOST };
	f.items = arena_new(&a, FIND_MOST, sizeof(*f.items));
	for (size_t i = 0; i < FIND_MOST; i++)
		f.items[i].post = site_post_named(s.site, STR("moon"));
	buf_clear(&b);
	doc_write_gemtext(page_search(&page, &q, &f, FIND_MOST / SEARCH_PER_PAGE), &b);
	assert_has(buf_str(&b), "More than 500 found; these are the best of the newest. One word more finds less. Page 50 of 50.");
	assert_null(page_search(&page, &q, &f, FIND_MOST / SEARCH_PER_PAGE + 1));
	buf_release(&b);
	arena_release(&a);
	stage_close(&s);
}

/* An address with the words and a page's number in it must fit a request: at its end, and one byte over. */
static void
words_that_leave_no_room(void **state)
{
	struct arena a = { NULL };
	struct view v;
	struct page page = { .view = &v, .arena = &a, .capsule = STR(STAGE_GEMINI), .words = words_english() };
	struct finding f = { .state = FIND_DONE, .n = SEARCH_PER_PAGE + 1 };
	size_t room = 1024 - sizeof(STAGE_GEMINI "/search/2/") + 1;
	char *word = text_of('x', room + 1);

	(void)state;
	begin();
	v = (struct view){ s.site, s.now, DIALECT_GEMINI, NULL };
	f.items = arena_new(&a, f.n, sizeof(*f.items));
	for (size_t i = 0; i < f.n; i++)
		f.items[i].post = site_post_named(s.site, STR("moon"));
	for (size_t n = room - 1; n <= room + 1; n++) {
		struct query q;
		struct buf b;

		buf_init(&b, 1 << 20);
		query_parse((struct str){ word, n }, &q);
		doc_write_gemtext(page_search(&page, &q, &f, 1), &b);
		if (n <= room)
			assert_has(buf_str(&b), " Next page (2 of 2)\n");
		else
			assert_has(buf_str(&b), "\nNext page (2 of 2): with fewer words.\n");
		buf_release(&b);
	}
	free(word);
	arena_release(&a);
	stage_close(&s);
}

static void
a_folder_of_that_name(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "search/notes.txt", "of my own\n");
	temp_write(&s.t, "search/index.gmi", "=> notes.txt Notes\n");
	build();
	assert_has(stage_gemini(&s, "/search/notes.txt"), "of my own");
	assert_has(stage_gopher(&s, STR("/search/index.gmi")), "0Notes\t/search/notes.txt" ITEM);
	stage_close(&s);
}

/* --- the ways there --- */

static const struct {
	const char *name, *path;
} ways[] = {
	{ "home", "/" }, { "all posts", "/posts/" }, { "all tags", "/tags/" },
};

static void
test_way(void **state)
{
	const char *const *row = *state;

	begin();
	assert_has(stage_gemini(&s, row[1]), "\n=> /search Search\n");
	assert_has(stage_gopher(&s, str_of(row[1])), "\r\n7Search\t/search" ITEM);
	stage_close(&s);
}

static void
placeholder(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "index.gmi", "# Mine\n{{search}}\nend\n");
	build();
	assert_has(stage_gemini(&s, "/"), "# Mine\n=> /search Search\nend\n");
	assert_has(stage_gopher(&s, STR("")), "7Search\t/search" ITEM);
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "search" };

	suite_table(&suite, "Gemini", rows, test_row);
	suite_test(&suite, so_many_words);
	suite_test(&suite, pages);
	suite_test(&suite, gone_at_once);
	suite_table(&suite, "Gopher", gopher, test_gopher);
	suite_test(&suite, pages_on_gopher);
	suite_test(&suite, being_renewed);
	suite_test(&suite, not_all_of_it_yet);
	suite_test(&suite, wide_and_many);
	suite_test(&suite, words_that_leave_no_room);
	suite_test(&suite, a_folder_of_that_name);
	suite_table(&suite, "a way to it", ways, test_way);
	suite_test(&suite, placeholder);
	return suite_run(&suite);
}

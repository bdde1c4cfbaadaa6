/* tests/unit/test_site.c: the capsule as an index: finding and seeing. Loading is in test_load.c. */
#include "unit/test.h"

#include "capsule/site.h"

#define DAY 86400
#define NOW 1709294400		/* 2024-03-01T12:00:00Z */

static struct temp t;
static struct config config;
static struct site *site;

static int
begin(void **state)
{
	(void)state;
	temp_open(&t);
	config = (struct config){ .comments = COMMENTS_OPEN };
	temp_write(&t, "posts/new.gmi", "---\ntitle: New\ndate: 2024-02-29\ntags: [Sky, Café]\n---\n");
	temp_write(&t, "posts/mid.gmi", "---\ntitle: Mid\ndate: 2024-02-01\ntags: sky\naliases: /old-mid\n---\n");
	temp_write(&t, "posts/old.gmi", "---\ntitle: Old\ndate: 2024-01-01\nslug: ancient\n---\n");
	temp_write(&t, "posts/draft.gmi", "---\ndraft: true\ndate: 2024-02-15\ntags: secret\n---\n");
	temp_write(&t, "posts/future.gmi", "---\ndate: 2024-03-02\n---\n");
	temp_write(&t, "posts/gone.gmi", "---\ndate: 2024-01-15\nexpiry: 2024-02-20\n---\n");
	temp_write(&t, "posts/nogopher.gmi", "---\ndate: 2024-02-10\ngopher: false\n---\n");
	temp_write(&t, "posts/broken.gmi", "---\ntitle: a: b\n---\n");
	temp_write(&t, "comments/new/20240229T120000Z-aaaa.gmi", "one");
	temp_write(&t, "comments/new/20240301T000000Z-bbbb.gmi", "two");
	site = site_load(t.fd, &config, NULL, NULL);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	site_free(site);
	temp_close(&t);
	return 0;
}

static void
finding(void **state)
{
	struct post *p;

	(void)begin(state);
	assert_int_equal(site->n_by_name, 8);
	assert_int_equal(site->n_posts, 7);			/* all but the broken one */
	p = site_post_at(site, STR("/posts/new.gmi"));
	assert_non_null(p);
	assert_str_equal(p->title, "New");
	assert_ptr_equal(site_post_named(site, STR("new")), p);
	assert_ptr_equal(site_post_by_id(site, str_of(site_id_of(site, p))), p);
	assert_int_equal(strlen(site_id_of(site, p)), SITE_ID_MIN);
	assert_null(site_post_at(site, STR("/posts/none.gmi")));
	assert_null(site_post_at(site, STR("/posts/new")));
	assert_null(site_post_at(site, STR("/posts/old.gmi")));	/* it has a slug */
	assert_non_null(site_post_at(site, STR("/posts/ancient.gmi")));
	assert_null(site_post_at(site, STR("/posts/broken.gmi")));
	assert_true(site_post_named(site, STR("broken"))->broken);
	assert_str_equal(site_post_aliased(site, STR("/old-mid"))->title, "Mid");
	assert_null(site_post_aliased(site, STR("/old")));
	assert_null(site_post_formerly(site, str_of(site_id_of(site, p))));
	assert_null(site_post_formerly(site, STR("")));
	assert_null(site_post_formerly(site, STR("aaaa")));
	assert_null(site_post_formerly(site, STR("aaaaaaaaaaaaa")));
	assert_null(site_post_by_id(site, STR("")));
	assert_null(site_post_by_id(site, STR("aaaa")));
	assert_null(site_post_by_id(site, STR("aaaaa")));
	assert_null(site_post_by_id(site, STR("a\0aaa")));
	assert_null(site_post_by_id(site, STR("aaaaaaaaaaaaaaaaaaaa")));
	assert_int_equal(site_thread(site, STR("new"))->count, 2);
	assert_string_equal(site_thread(site, STR("new"))->newest, "20240301T000000Z-bbbb");
	assert_null(site_thread(site, STR("mid")));
	(void)end(state);
}

static void
an_empty_folder(void **state)
{
	struct site *s;

	(void)state;
	temp_open(&t);
	s = site_load(t.fd, &config, NULL, NULL);
	assert_int_equal(s->n_posts, 0);
	assert_false(s->has_home);
	assert_null(site_post_at(s, STR("/posts/x.gmi")));
	assert_null(site_post_named(s, STR("x")));
	assert_null(site_post_by_id(s, STR("aaaaa")));
	assert_null(site_post_aliased(s, STR("/x")));
	assert_null(site_tag(s, STR("x")));
	assert_null(site_thread(s, STR("x")));
	assert_int_equal(view_first(&(struct view){ s, NOW, DIALECT_GEMINI, NULL }), 0);
	site_free(s);
	site_free(NULL);
	temp_close(&t);
}

static const struct {
	const char *name;
	bool gemini, gopher;
	int64_t from, until;	/* 0: as far as it goes */
} seen[] = {
	{ "new", true, true, 1709164800, 0 },
	{ "draft", false, false, 0, 0 },
	{ "future", true, true, 1709337600, 0 },
	{ "gone", true, true, 1705276800, 1708387200 },
	{ "nogopher", true, false, 1707523200, 0 },
	{ "broken", false, false, 0, 0 },
};

/* A second before, the very moment, a second after. */
static void
test_seen(void **state)
{
	const __typeof__(seen[0]) *row = *state;
	struct post *p;

	(void)begin(state);
	p = site_post_named(site, str_of(row->name));
	for (int gopher = 0; gopher < 2; gopher++) {
		bool wanted = gopher ? row->gopher : row->gemini;
		struct view v = { site, NOW, gopher ? DIALECT_GOPHER : DIALECT_GEMINI, NULL };

		for (int64_t d = -1; d <= 1; d++) {
			if (row->from != 0) {
				v.now = row->from + d;
				assert_int_equal(view_shows(&v, p), wanted && d >= 0);
			}
			if (row->until != 0) {
				v.now = row->until + d;
				assert_int_equal(view_shows(&v, p), wanted && d < 0);
			}
		}
		v.now = NOW + 5 * DAY;
		if (row->until == 0)
			assert_int_equal(view_shows(&v, p), wanted);
	}
	(void)end(state);
}

/* Who has an old address: whoever is to be seen, the newest of them; who is over only if nobody is. */
static void
old_addresses(void **state)
{
	static const char *const gone = "---\ndate: 2024-02-27\ngone: true\naliases: [/a, /b]\n---\n";
	struct view v;

	(void)state;
	temp_open(&t);
	config = (struct config){ .comments = COMMENTS_OPEN };
	temp_write(&t, "posts/draft.gmi", "---\ndraft: true\ngone: true\ndate: 2024-02-29\naliases: [/a, /c]\n---\n");
	temp_write(&t, "posts/gone.gmi", gone);
	temp_write(&t, "posts/old.gmi", "---\ndate: 2024-02-01\naliases: /a\n---\n");
	temp_write(&t, "posts/older.gmi", "---\ndate: 2024-01-01\naliases: [/a, /d]\n---\n");
	site = site_load(t.fd, &config, NULL, NULL);
	v = (struct view){ site, NOW, DIALECT_GEMINI, NULL };
	assert_false(view_shows(&v, site_post_named(site, STR("gone"))));
	assert_true(view_is_over(&v, site_post_named(site, STR("gone"))));
	assert_false(view_is_over(&v, site_post_named(site, STR("draft"))));	/* not to be known of */
	assert_false(view_is_over(&v, site_post_named(site, STR("old"))));
	assert_str_equal(site_post_aliased(site, STR("/a"))->name, "draft");
	assert_str_equal(view_post_aliased(&v, STR("/a"))->name, "old");
	assert_str_equal(view_post_aliased(&v, STR("/b"))->name, "gone");
	assert_null(view_post_aliased(&v, STR("/c")));
	assert_str_equal(view_post_aliased(&v, STR("/d"))->name, "older");
	assert_null(view_post_aliased(&v, STR("/e")));
	(void)end(NULL);
}

static void
newest_first(void **state)
{
	struct view v;

	(void)begin(state);
	for (size_t i = 1; i < site->n_posts; i++)
		assert_true(post_cmp(site->posts[i - 1], site->posts[i]) < 0);
	v = (struct view){ site, NOW, DIALECT_GEMINI, NULL };
	assert_str_equal(site->posts[view_first(&v)]->name, "new");
	v.now = NOW + DAY;
	assert_int_equal(view_first(&v), 0);
	v.now = 0;
	assert_int_equal(view_first(&v), site->n_posts);
	(void)end(state);
}

/* Neighbours that may be seen: no draft, nothing to come, nothing gone, nothing for the other protocol. */
static void
neighbours(void **state)
{
	struct post *new, *mid;
	struct view v;

	(void)begin(state);
	v = (struct view){ site, NOW, DIALECT_GEMINI, NULL };
	new = site_post_named(site, STR("new"));
	mid = site_post_named(site, STR("mid"));
	assert_null(view_neighbour(&v, new, true));
	assert_str_equal(view_neighbour(&v, new, false)->name, "nogopher");
	assert_str_equal(view_neighbour(&v, mid, true)->name, "nogopher");
	assert_str_equal(view_neighbour(&v, mid, false)->name, "old");
	assert_null(view_neighbour(&v, site_post_named(site, STR("old")), false));
	v.dialect = DIALECT_GOPHER;
	assert_str_equal(view_neighbour(&v, new, false)->name, "mid");
	v.now = NOW + DAY;
	assert_str_equal(view_neighbour(&v, new, true)->name, "future");
	(void)end(state);
}

static void
tags(void **state)
{
	const struct tag *tag;

	(void)begin(state);
	tag = site_tag(site, STR("sky"));
	assert_non_null(tag);
	assert_int_equal(tag->n, 2);
	assert_str_equal(tag->label, "Sky");			/* as the newest writes it */
	assert_str_equal(tag->posts[0]->name, "new");
	assert_str_equal(tag->posts[1]->name, "mid");
	assert_null(site_tag(site, STR("Sky")));
	assert_non_null(site_tag(site, STR("caf\xc3\xa9")));
	for (size_t i = 1; i < site->n_tags; i++)
		assert_true(str_cmp(site->tags[i - 1].key, site->tags[i].key) < 0);
	(void)end(state);
}

static const struct {
	const char *name, *key;
} keys[] = {
	{ "Sky", "sky" }, { "night sky", "night-sky" }, { "a/b", "a-b" }, { "C#", "c-" }, { "what?", "what-" },
	{ "100%", "100-" }, { "..", "-." }, { ".hidden", "-hidden" }, { "CAF\xc3\x89", "caf\xc3\xa9" },
	{ "Cafe\xcc\x81", "caf\xc3\xa9" }, { "", "" }, { "a\tb", "a-b" },
};

static void
test_key(void **state)
{
	const __typeof__(keys[0]) *row = *state;
	struct str tag = exact_dup(row->name);
	struct arena a = { NULL };

	assert_str_equal(tag_key(&a, tag), row->key);
	arena_release(&a);
	exact_free(tag);
}

static const struct {
	const char *name;
	int capsule, post, mode;
} modes[] = {
	{ "the capsule's",		COMMENTS_OPEN,	 COMMENTS_UNSAID, COMMENTS_OPEN },
	{ "the capsule's, closed",	COMMENTS_CLOSED, COMMENTS_UNSAID, COMMENTS_CLOSED },
	{ "the post closes",		COMMENTS_OPEN,	 COMMENTS_CLOSED, COMMENTS_CLOSED },
	{ "the post opens",		COMMENTS_CLOSED, COMMENTS_OPEN,	  COMMENTS_OPEN },
	{ "the post wants none",	COMMENTS_OPEN,	 COMMENTS_OFF,	  COMMENTS_OFF },
	{ "the capsule has none at all", COMMENTS_OFF,	 COMMENTS_OPEN,	  COMMENTS_OFF },
};

static void
test_mode(void **state)
{
	const __typeof__(modes[0]) *row = *state;
	struct config c = { .comments = row->capsule };
	struct site s = { .config = &c };
	struct post p = { .comments = row->post };

	assert_int_equal(site_comments_mode(&s, &p, 0), row->mode);
}

int
main(void)
{
	static struct suite s = { .name = "site" };

	suite_test(&s, finding);
	suite_test(&s, an_empty_folder);
	suite_table(&s, "site shows", seen, test_seen);
	suite_test(&s, old_addresses);
	suite_test(&s, newest_first);
	suite_test(&s, neighbours);
	suite_test(&s, tags);
	suite_table(&s, "site tag", keys, test_key);
	suite_table(&s, "site comments", modes, test_mode);
	return suite_run(&s);
}

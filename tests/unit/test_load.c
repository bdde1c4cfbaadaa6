/* tests/unit/test_load.c: a site made from a folder, and the next one made from it. */
#include "unit/test.h"

#include "capsule/site.h"

static struct temp t;
static struct config config = { .comments = COMMENTS_OPEN };
static struct site *site;
static char told[2048];

static void
tell(void *ctx, struct error_at at, const char *text)
{
	size_t n = strlen(told);

	(void)ctx;
	(void)snprintf(told + n, sizeof(told) - n, "%s:%zu:%zu: %s\n", at.path == NULL ? "" : at.path, at.line,
	    at.col, text);
}

static const struct field_notes report = { tell, NULL };

static void
begin(void)
{
	temp_open(&t);
	told[0] = '\0';
	temp_write(&t, "posts/one.gmi", "---\ndate: 2024-01-01\ntags: a\n---\n");
	temp_write(&t, "posts/two.gmi", "---\ndate: 2024-01-02\ntags: a\n---\n");
	temp_write(&t, "posts/deep/three.gmi", "---\ndate: 2024-01-03\naliases: /x\n---\n");
	temp_write(&t, "comments/one/20240229T120000Z-aaaa.gmi", "c");
	temp_write(&t, "comments/deep/three/20240229T120000Z-aaaa.gmi", "c");
	temp_write(&t, "index.gmi", "# Home\n");
	site = site_load(t.fd, &config, NULL, &report);
}

static void
end(void)
{
	site_free(site);
	temp_close(&t);
}

/* The next site, in the old one's place. */
static void
update(const char *path, bool is_folder)
{
	struct change c = { str_of(path), is_folder };
	struct site *now = site_update(site, &c, 1, &report);

	site_free(site);
	site = now;
}

static struct post *
named(const char *name)
{
	return site_post_named(site, str_of(name));
}

static void
all_that_is_there(void **state)
{
	(void)state;
	begin();
	temp_write(&t, "posts/.hidden.gmi", "x");
	temp_write(&t, "posts/.git/x.gmi", "x");
	temp_write(&t, "posts/moon.gmi~", "x");
	temp_write(&t, "posts/picture.png", "x");
	temp_write(&t, "posts/.gmi", "x");
	temp_write(&t, "comments/20240229T120000Z-aaaa.gmi", "of no post");
	temp_write(&t, "comments/one/notes.gmi", "no comment");
	site_free(site);
	site = site_load(t.fd, &config, NULL, &report);
	assert_int_equal(site->n_posts, 3);
	assert_int_equal(site->n_threads, 2);
	assert_int_equal(site_thread(site, STR("one"))->count, 1);
	assert_non_null(site_thread(site, STR("deep/three")));
	assert_true(site->has_home);
	assert_str_equal(site->home, "# Home\n");
	assert_string_equal(told, "");
	end();
}

/* A post may be a link to a file of the capsule, and may not be one to a file elsewhere. */
static void
links(void **state)
{
	(void)state;
	begin();
	temp_write(&t, "drawer/linked.gmi", "# Linked\n");
	assert_int_equal(symlinkat("../drawer/linked.gmi", t.fd, "posts/linked.gmi"), 0);
	assert_int_equal(symlinkat("one.gmi", t.fd, "posts/twin.gmi"), 0);
	assert_int_equal(symlinkat("/etc/passwd", t.fd, "posts/passwd.gmi"), 0);
	assert_int_equal(symlinkat("gone.gmi", t.fd, "posts/dangling.gmi"), 0);
	assert_int_equal(symlinkat("..", t.fd, "posts/maze"), 0);
	site_free(site);
	site = site_load(t.fd, &config, NULL, &report);
	assert_null(named("passwd"));
	assert_null(named("dangling"));
	assert_int_equal(site->n_posts, 5);
	assert_non_null(named("twin"));
	assert_non_null(named("linked"));
	end();
}

static void
posts_that_stayed_are_shared(void **state)
{
	struct post *one, *two, *three;

	(void)state;
	begin();
	one = named("one");
	two = named("two");
	three = named("deep/three");
	temp_write(&t, "posts/two.gmi", "---\ndate: 2024-01-02\ntitle: Changed\n---\n");
	update("posts/two.gmi", false);
	assert_ptr_equal(named("one"), one);
	assert_ptr_equal(named("deep/three"), three);
	assert_str_equal(named("two")->title, "Changed");
	two = named("two");
	{
		struct site *now = site_load(t.fd, &config, site, &report);

		site_free(site);
		site = now;
	}
	assert_ptr_equal(named("one"), one);
	assert_ptr_equal(named("two"), two);
	assert_int_equal(one->refs, 1);
	end();
}

static void
changes(void **state)
{
	(void)state;
	begin();
	/* made, gone, moved */
	temp_write(&t, "posts/four.gmi", "---\ndate: 2024-01-04\ntags: b\n---\n");
	update("posts/four.gmi", false);
	assert_int_equal(site->n_posts, 4);
	assert_str_equal(site->posts[0]->name, "four");
	assert_non_null(site_tag(site, STR("b")));
	assert_int_equal(unlinkat(t.fd, "posts/four.gmi", 0), 0);
	update("posts/four.gmi", false);
	assert_null(named("four"));
	assert_null(site_tag(site, STR("b")));
	/* a folder */
	assert_int_equal(renameat(t.fd, "posts/deep", t.fd, "posts/deeper"), 0);
	update("posts/deep", true);
	assert_null(named("deep/three"));
	assert_non_null(named("deeper/three"));
	assert_str_equal(site_post_aliased(site, STR("/x"))->name, "deeper/three");
	/* comments */
	temp_write(&t, "comments/two/20240301T120000Z-aaaa.gmi", "c");
	update("comments/two/20240301T120000Z-aaaa.gmi", false);
	assert_int_equal(site_thread(site, STR("two"))->count, 1);
	assert_int_equal(site_thread(site, STR("one"))->count, 1);
	assert_int_equal(unlinkat(t.fd, "comments/two/20240301T120000Z-aaaa.gmi", 0), 0);
	update("comments/two/20240301T120000Z-aaaa.gmi", false);
	assert_null(site_thread(site, STR("two")));
	update("comments", true);
	assert_int_equal(site->n_threads, 2);
	/* home */
	temp_write(&t, "index.gmi", "# New home\n");
	update("posts/one.gmi", false);
	assert_str_equal(site->home, "# Home\n");		/* looked at only when named */
	update("index.gmi", false);
	assert_str_equal(site->home, "# New home\n");
	/* layouts and words */
	temp_write(&t, "layout/words.yaml", "home: Door\n");
	update("posts/one.gmi", false);
	assert_str_equal(words_get(site->shape->own, WORD_HOME), "Home");
	update("layout/words.yaml", false);
	assert_str_equal(words_get(site->shape->own, WORD_HOME), "Door");
	update("posts/one.gmi", false);				/* and stays */
	assert_str_equal(words_get(site->shape->own, WORD_HOME), "Door");
	assert_int_equal(renameat(t.fd, "layout", t.fd, "elsewhere"), 0);
	update("layout", true);
	assert_str_equal(words_get(site->shape->own, WORD_HOME), "Home");
	/* what concerns nobody */
	update("about.gmi", false);
	update("posts/../capsule.yaml", false);
	assert_int_equal(site->n_posts, 3);
	end();
}

/* SITE_HOME_MAX: just under, at, just over; and mistakes in it are told. */
static void
home(void **state)
{
	(void)state;
	begin();
	for (size_t n = SITE_HOME_MAX - 1; n <= SITE_HOME_MAX + 1; n++) {
		char *text = text_of('x', n);

		temp_write(&t, "index.gmi", text);
		update("index.gmi", false);
		assert_int_equal(site->has_home, n <= SITE_HOME_MAX);
		free(text);
	}
	told[0] = '\0';
	temp_write(&t, "index.gmi", "# Home\n\n {{pots 10}}\n{{posts 3}}\n");
	update("index.gmi", false);
	assert_true(str_starts(str_of(told), STR("index.gmi:3:4: ")));
	assert_lacks(str_of(told), "index.gmi:4");
	end();
}

static void
two_claim_one_address(void **state)
{
	(void)state;
	begin();
	temp_write(&t, "posts/b.gmi", "---\nslug: one\ntitle: B\n---\n");
	update("posts/b.gmi", false);
	assert_str_equal(site_post_at(site, STR("/posts/one.gmi"))->title, "B");
	assert_has(str_of(told), "posts/b.gmi and posts/one.gmi claim one address");
	assert_int_equal(site->n_posts, 4);
	end();
}

/* What nobody sees takes no address from what is to be seen, whatever their files are called. */
static void
a_draft_takes_no_address(void **state)
{
	static const char *const hidden[] = { "draft: true", "gone: true" };

	(void)state;
	begin();
	for (size_t i = 0; i < COUNT(hidden); i++) {
		char text[128];

		(void)snprintf(text, sizeof(text), "---\nslug: one\ntitle: Next\n%s\n---\n", hidden[i]);
		told[0] = '\0';
		temp_write(&t, "posts/b.gmi", text);
		update("posts/b.gmi", false);
		assert_str_equal(site_post_at(site, STR("/posts/one.gmi"))->name, "one");
		assert_has(str_of(told), "posts/one.gmi and posts/b.gmi claim one address, the first has it");
	}
	temp_write(&t, "posts/b.gmi", "---\nslug: one\ntitle: Next\n---\n");
	update("posts/b.gmi", false);
	assert_str_equal(site_post_at(site, STR("/posts/one.gmi"))->title, "Next");
	end();
}

/* An alias that leads elsewhere is told once, and again only when one of the two has changed. */
static void
two_claim_one_alias(void **state)
{
	(void)state;
	begin();
	told[0] = '\0';
	temp_write(&t, "posts/b.gmi", "---\ndate: 2024-02-01\naliases: [/x, /posts/one.gmi, /posts/b.gmi]\n---\n");
	update("posts/b.gmi", false);
	assert_has(str_of(told), "posts/deep/three.gmi:0:0: alias /x is the address or a newer alias of posts/b.gmi");
	assert_has(str_of(told), "posts/b.gmi:0:0: alias /posts/one.gmi is the address or a newer alias of posts/one.gmi");
	assert_lacks(str_of(told), "alias /posts/b.gmi");		/* its own: of no use, no harm */
	assert_str_equal(site_post_aliased(site, STR("/x"))->name, "b");
	told[0] = '\0';
	update("posts/two.gmi", false);
	assert_string_equal(told, "");
	temp_write(&t, "posts/b.gmi", "---\ndate: 2024-01-01\ndraft: true\naliases: /x\n---\n");
	update("posts/b.gmi", false);
	assert_string_equal(told, "");					/* nobody is led to a draft */
	end();
}

/*
 * Names whose hashes begin alike: m6wrdf (two of them), m6wrd5, m6wrda. The older keeps five letters,
 * each younger one takes as few more as make it its own.
 */
static void
ids_that_collide(void **state)
{
	static const struct {
		const char *name, *date, *id;
	} posts[] = {
		{ "n27837", "2024-01-01", "m6wrd" },
		{ "n500866", "2024-01-02", "m6wrdf" },
		{ "n661078", "2024-01-03", "m6wrd5" },
		{ "n938620", "2024-01-04", "m6wrda" },
	};
	char path[64], text[64];

	(void)state;
	begin();
	for (size_t i = 0; i < COUNT(posts); i++) {
		(void)snprintf(path, sizeof(path), "posts/%s.gmi", posts[i].name);
		(void)snprintf(text, sizeof(text), "---\ndate: %s\n---\n", posts[i].date);
		temp_write(&t, path, text);
	}
	update("posts", true);
	for (size_t i = 0; i < COUNT(posts); i++) {
		assert_string_equal(site_id_of(site, named(posts[i].name)), posts[i].id);
		assert_ptr_equal(site_post_by_id(site, str_of(posts[i].id)), named(posts[i].name));
	}
	assert_null(site_post_by_id(site, STR("m6wrdfq")));
	/* The order in which files were found is of no matter; without the oldest the next one is. */
	assert_int_equal(unlinkat(t.fd, "posts/n27837.gmi", 0), 0);
	update("posts/n27837.gmi", false);
	assert_string_equal(site_id_of(site, named("n500866")), "m6wrd");
	end();
}

/* More posts than any first guess at an array: all found, all in order. */
static void
two_thousand_posts(void **state)
{
	(void)state;
	temp_open(&t);
	for (int i = 0; i < 2000; i++) {
		char path[64], text[64];

		(void)snprintf(path, sizeof(path), "posts/%d/p%d.gmi", i % 7, i);
		(void)snprintf(text, sizeof(text), "---\ndate: 20%02d-01-01\ntags: t%d\n---\n", i % 100, i % 10);
		temp_write(&t, path, text);
	}
	site = site_load(t.fd, &config, NULL, NULL);
	assert_int_equal(site->n_posts, 2000);
	assert_int_equal(site->n_tags, 10);
	for (size_t i = 0; i < site->n_posts; i++) {
		struct post *p = site->posts[i];

		assert_true(i == 0 || post_cmp(site->posts[i - 1], p) < 0);
		assert_ptr_equal(site_post_named(site, p->name), p);
		assert_ptr_equal(site_post_at(site, p->path), p);
		assert_ptr_equal(site_post_by_id(site, str_of(site_id_of(site, p))), p);
	}
	end();
}

static size_t
kept(void)
{
	size_t n = 0;

	for (size_t i = 0; i < site->n_posts; i++)
		n += site->posts[i]->text.n;
	return n;
}

/* SITE_TEXT_MAX: texts are kept up to it; over it those go first that did not change just now. */
static void
texts_in_memory(void **state)
{
	char *half;

	(void)state;
	begin();
	half = text_of('x', SITE_TEXT_MAX / 2);
	update("posts", true);
	assert_true(named("one")->text.n > 0);
	temp_write(&t, "posts/a.gmi", half);
	update("posts/a.gmi", false);
	assert_true(named("one")->text.n > 0 && named("a")->text.n > 0);	/* under */
	temp_write(&t, "posts/b.gmi", half);
	update("posts/b.gmi", false);
	assert_true(named("b")->text.n > 0);					/* over, by a little */
	assert_true(kept() <= SITE_TEXT_MAX);
	temp_write(&t, "posts/c.gmi", half);
	update("posts/c.gmi", false);
	assert_true(named("c")->text.n > 0);
	assert_true(kept() <= SITE_TEXT_MAX);
	end();
	free(half);
}

int
main(void)
{
	static struct suite s = { .name = "load" };

	suite_test(&s, all_that_is_there);
	suite_test(&s, links);
	suite_test(&s, posts_that_stayed_are_shared);
	suite_test(&s, changes);
	suite_test(&s, home);
	suite_test(&s, two_claim_one_address);
	suite_test(&s, a_draft_takes_no_address);
	suite_test(&s, two_claim_one_alias);
	suite_test(&s, ids_that_collide);
	suite_test(&s, two_thousand_posts);
	suite_test(&s, texts_in_memory);
	return suite_run(&s);
}

/* tests/unit/test_watch.c: what the kernel tells of a folder.	operations.md section 7 */
#include "unit/test.h"

#include "capsule/watch.h"

static struct temp t;
static struct watch *w;
static struct changes now, later;

static void
begin(void)
{
	struct error err;

	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", "one");
	temp_write(&t, "posts/deep/sun.gmi", "one");
	temp_folder(&t, "comments/moon");
	temp_write(&t, "index.gmi", "home");
	w = watch_open(t.fd, &err);
	if (w == NULL)
		fail_msg("%s", err.text);
	assert_true(watch_fd(w) != -1);
}

static void
end(void)
{
	changes_clear(&now);
	changes_clear(&later);
	watch_close(w);
	watch_close(NULL);
	temp_close(&t);
}

static void
look(void)
{
	changes_clear(&now);
	changes_clear(&later);
	assert_true(watch_read(w, &now, &later));
}

static bool
holds(const struct changes *c, const char *path)
{
	for (size_t i = 0; i < c->n; i++)
		if (str_eq(c->items[i].path, str_of(path)))
			return true;
	return false;
}

static void
move(const char *from, const char *to)
{
	assert_int_equal(renameat(t.fd, from, t.fd, to), 0);
}

static void
quiet(void **state)
{
	(void)state;
	begin();
	look();
	assert_int_equal(now.n + later.n, 0);
	temp_write(&t, "about.gmi", "of no interest: read when asked for");
	temp_write(&t, "pictures/a.png", "likewise");
	temp_write(&t, "posts/.moon.gmi.swp", "likewise");
	look();
	assert_int_equal(now.n + later.n, 0);
	end();
}

static void
saved_in_place(void **state)
{
	(void)state;
	begin();
	temp_write(&t, "posts/moon.gmi", "two");
	temp_write(&t, "posts/deep/sun.gmi", "two");
	temp_write(&t, "index.gmi", "two");
	look();
	assert_true(holds(&now, "posts/moon.gmi") && holds(&now, "posts/deep/sun.gmi") && holds(&now, "index.gmi"));
	assert_int_equal(now.n, 3);			/* each once */
	end();
}

static void
saved_by_rename(void **state)
{
	(void)state;
	begin();
	for (int i = 0; i < 3; i++) {			/* a watch on the file itself would be dead by now */
		temp_write(&t, "posts/.moon.tmp", "two");
		move("posts/.moon.tmp", "posts/moon.gmi");
		look();
		assert_true(holds(&now, "posts/moon.gmi"));
	}
	end();
}

/* moon.gmi is moved to moon.gmi~ and written anew: in between it is only not there for a moment. */
static void
saved_with_backup(void **state)
{
	(void)state;
	begin();
	move("posts/moon.gmi", "posts/moon.gmi~");
	look();
	assert_false(holds(&now, "posts/moon.gmi"));
	assert_true(holds(&later, "posts/moon.gmi"));
	temp_write(&t, "posts/moon.gmi", "two");
	look();
	assert_true(holds(&now, "posts/moon.gmi"));
	end();
}

static void
removed_and_linked(void **state)
{
	(void)state;
	begin();
	assert_int_equal(unlinkat(t.fd, "posts/moon.gmi", 0), 0);
	look();
	assert_true(holds(&later, "posts/moon.gmi"));
	assert_int_equal(linkat(t.fd, "index.gmi", t.fd, "posts/moon.gmi", 0), 0);
	look();						/* no CLOSE_WRITE ever comes */
	assert_true(holds(&later, "posts/moon.gmi") || holds(&now, "posts/moon.gmi"));
	end();
}

/* Comments are moved into place in one step: nothing to wait for, also when they go. */
static void
a_comment_comes_and_goes(void **state)
{
	(void)state;
	begin();
	temp_write(&t, "held/moon/a.gmi", "x");
	look();
	assert_int_equal(now.n + later.n, 0);
	move("held/moon/a.gmi", "comments/moon/a.gmi");
	look();
	assert_true(holds(&now, "comments/moon/a.gmi"));
	assert_int_equal(unlinkat(t.fd, "comments/moon/a.gmi", 0), 0);
	look();
	assert_true(holds(&now, "comments/moon/a.gmi"));
	end();
}

/* layout/ is watched like posts/, also when it comes later; what only begins like it is not. */
static void
layouts(void **state)
{
	(void)state;
	begin();
	temp_folder(&t, "layout/gopher");
	temp_write(&t, "layouts.gmi", "x");
	look();
	assert_true(holds(&now, "layout"));
	assert_int_equal(now.n + later.n, 1);
	temp_write(&t, "layout/words.yaml", "x");
	temp_write(&t, "layout/gopher/post.gmi", "x");
	look();
	assert_true(holds(&now, "layout/words.yaml"));
	assert_true(holds(&now, "layout/gopher/post.gmi"));
	assert_int_equal(unlinkat(t.fd, "layout/words.yaml", 0), 0);
	look();
	assert_true(holds(&later, "layout/words.yaml"));	/* an editor may put it back */
	end();
}

/* Files made before the new folder could be watched are nowhere to be read of: the folder is named. */
static void
a_new_folder_with_files_at_once(void **state)
{
	(void)state;
	begin();
	temp_write(&t, "posts/a/b/c/new.gmi", "x");
	look();
	assert_true(holds(&now, "posts/a"));
	look();						/* what the first look made watchable */
	temp_write(&t, "posts/a/b/c/new.gmi", "y");
	look();
	assert_true(holds(&now, "posts/a/b/c/new.gmi"));
	temp_write(&t, "comments/moon/deep/x.gmi", "x");
	look();
	assert_true(holds(&now, "comments/moon/deep"));
	end();
}

static void
a_folder_moved_away(void **state)
{
	(void)state;
	begin();
	temp_folder(&t, "drawer");
	move("posts/deep", "drawer/deep");
	look();
	assert_true(holds(&later, "posts/deep") || holds(&now, "posts/deep"));
	temp_write(&t, "drawer/deep/sun.gmi", "of no interest any more");
	look();
	assert_int_equal(now.n + later.n, 0);
	move("drawer/deep", "posts/deep");		/* and back */
	look();
	assert_true(holds(&now, "posts/deep"));
	temp_write(&t, "posts/deep/sun.gmi", "three");
	look();
	assert_true(holds(&now, "posts/deep/sun.gmi"));
	end();
}

static void
a_folder_renamed(void **state)
{
	(void)state;
	begin();
	move("posts/deep", "posts/deeper");
	look();
	assert_true(holds(&now, "posts/deeper"));
	temp_write(&t, "posts/deeper/sun.gmi", "two");
	look();
	assert_true(holds(&now, "posts/deeper/sun.gmi"));
	assert_false(holds(&now, "posts/deep/sun.gmi"));
	end();
}

static void
posts_made_after_the_start(void **state)
{
	struct error err;

	(void)state;
	temp_open(&t);
	w = watch_open(t.fd, &err);
	assert_non_null(w);
	temp_write(&t, "posts/first.gmi", "x");
	look();
	assert_true(holds(&now, "posts"));
	temp_write(&t, "posts/first.gmi", "y");
	look();
	assert_true(holds(&now, "posts/first.gmi"));
	end();
}

/* A thousand hints: just under, at, just over; beyond that looking at everything is cheaper. */
static void
many_changes(void **state)
{
	struct changes c = { .all = false };

	(void)state;
	for (int i = 0; i < 1001; i++) {
		char path[32];

		assert_false(c.all);
		(void)snprintf(path, sizeof(path), "posts/%d.gmi", i);
		changes_add(&c, str_of(path), false);
		changes_add(&c, str_of(path), false);	/* the same again is nothing new */
		assert_int_equal(c.n, i < 1000 ? i + 1 : 1000);
	}
	assert_true(c.all);
	changes_clear(&c);
	assert_false(c.all);
	changes_add(&c, STR("posts"), true);
	changes_add(&c, STR("posts"), false);
	assert_int_equal(c.n, 2);
	changes_clear(&c);
	changes_clear(&c);
}

/* Several capsules: one descriptor, and what is read for the one waits for the other. */
static void
two_folders(void **state)
{
	struct changes second = { .all = false };
	struct watch *other;
	struct error err;
	int fd;

	(void)state;
	begin();
	temp_write(&t, "b/posts/sun.gmi", "one");
	fd = openat(t.fd, "b", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	other = watch_open(fd, &err);
	assert_non_null(other);
	assert_int_equal(watch_fd(other), watch_fd(w));
	temp_write(&t, "b/posts/sun.gmi", "two");
	temp_write(&t, "posts/moon.gmi", "two");
	look();
	assert_int_equal(now.n, 1);
	assert_true(holds(&now, "posts/moon.gmi"));
	assert_true(watch_read(other, &second, &later));
	assert_int_equal(second.n, 1);
	assert_true(holds(&second, "posts/sun.gmi"));
	changes_clear(&second);
	assert_true(watch_read(other, &second, &later));
	assert_int_equal(second.n, 0);
	/* The one that goes takes nothing from the one that stays. */
	watch_close(other);
	temp_write(&t, "b/posts/sun.gmi", "three");
	temp_write(&t, "posts/moon.gmi", "three");
	look();
	assert_int_equal(now.n, 1);
	assert_true(holds(&now, "posts/moon.gmi"));
	assert_int_equal(close(fd), 0);
	end();
}

/* To the kernel it is one folder with one watch, which belongs to both. */
static void
one_folder_twice(void **state)
{
	struct watch *other;
	struct error err;

	(void)state;
	begin();
	other = watch_open(t.fd, &err);
	assert_non_null(other);
	temp_write(&t, "posts/moon.gmi", "two");
	look();
	assert_true(holds(&now, "posts/moon.gmi"));
	changes_clear(&now);
	assert_true(watch_read(other, &now, &later));
	assert_true(holds(&now, "posts/moon.gmi"));
	watch_close(other);
	temp_write(&t, "posts/moon.gmi", "three");
	look();
	assert_true(holds(&now, "posts/moon.gmi"));
	end();
}

int
main(void)
{
	static struct suite s = { .name = "watch" };

	suite_test(&s, quiet);
	suite_test(&s, saved_in_place);
	suite_test(&s, saved_by_rename);
	suite_test(&s, saved_with_backup);
	suite_test(&s, removed_and_linked);
	suite_test(&s, a_comment_comes_and_goes);
	suite_test(&s, layouts);
	suite_test(&s, a_new_folder_with_files_at_once);
	suite_test(&s, a_folder_moved_away);
	suite_test(&s, a_folder_renamed);
	suite_test(&s, posts_made_after_the_start);
	suite_test(&s, many_changes);
	suite_test(&s, two_folders);
	suite_test(&s, one_folder_twice);
	return suite_run(&s);
}

/* tests/unit/test_live.c: the site as it is now. */
#include "unit/test.h"

#include <poll.h>

#include "base/time.h"
#include "capsule/live.h"

static struct temp t;
static struct config config;
static struct live live;
static int replaced;

static void
count(void *ctx, const struct site *old, const struct site *now)
{
	(void)ctx;
	assert_non_null(old);
	assert_non_null(now);
	assert_ptr_not_equal(old, now);
	replaced++;
}

static struct {
	int times;
	size_t n;
	char path[64];		/* of the first change */
	const struct site *site;
} noticed;

static void
take_notice(void *ctx, const struct changes *changes)
{
	(void)ctx;
	noticed.times++;
	noticed.n = changes->n;
	noticed.path[0] = '\0';
	if (changes->n > 0)
		(void)snprintf(noticed.path, sizeof(noticed.path), "%.*s", STR_ARG(changes->items[0].path));
	noticed.site = live.site;
}

static void
begin(enum watch_mode mode)
{
	temp_open(&t);
	config = (struct config){ .comments = COMMENTS_OPEN, .watch = (int)mode };
	temp_write(&t, "posts/moon.gmi", "# One\n");
	live_open(&live, t.fd, &config, NULL);
	live.replaced = count;
	replaced = 0;
}

static void
end(void)
{
	live_close(&live);
	temp_close(&t);
}

/* Wait as an event loop does, until `title` is on the air or three seconds are over. */
static void
wait_for(const char *title)
{
	int64_t until = time_monotonic_ms() + 3000;

	for (;;) {
		struct post *p = site_post_named(live.site, STR("moon"));
		struct pollfd pfd = { .fd = live_fd(&live), .events = POLLIN };
		int64_t left = until - time_monotonic_ms(), ms = live_wait_ms(&live);

		if (title == NULL ? p == NULL : p != NULL && str_eq(p->title, str_of(title)))
			return;
		if (left <= 0)
			fail_msg("%s is not on the air", title == NULL ? "nothing" : title);
		if (poll(&pfd, 1, (int)(ms < left ? ms : left)) > 0)
			live_read(&live);
		live_tick(&live);
	}
}

static void
saved_in_place_is_seen_at_once(void **state)
{
	(void)state;
	begin(WATCH_AUTO);
	assert_false(live.polling);
	temp_write(&t, "posts/moon.gmi", "# Two, longer\n");
	live_read(&live);				/* no tick, no waiting */
	assert_str_equal(site_post_named(live.site, STR("moon"))->title, "Two, longer");
	assert_int_equal(replaced, 1);
	live_read(&live);
	assert_int_equal(replaced, 1);
	end();
}

/* A post does not vanish while an editor saves it. */
static void
saved_with_backup(void **state)
{
	(void)state;
	begin(WATCH_AUTO);
	assert_int_equal(renameat(t.fd, "posts/moon.gmi", t.fd, "posts/moon.gmi~"), 0);
	live_read(&live);
	assert_non_null(site_post_named(live.site, STR("moon")));
	assert_true(live_wait_ms(&live) <= 250);
	temp_write(&t, "posts/moon.gmi", "# Two, longer\n");
	live_read(&live);
	assert_str_equal(site_post_named(live.site, STR("moon"))->title, "Two, longer");
	end();
}

static void
gone_for_good(void **state)
{
	(void)state;
	begin(WATCH_AUTO);
	assert_int_equal(unlinkat(t.fd, "posts/moon.gmi", 0), 0);
	live_read(&live);
	assert_non_null(site_post_named(live.site, STR("moon")));
	wait_for(NULL);
	end();
}

static void
a_comment_is_seen_at_once(void **state)
{
	(void)state;
	begin(WATCH_AUTO);
	temp_write(&t, "comments/moon/20240301T120000Z-aaaa.gmi", "x");
	live_read(&live);
	assert_int_equal(site_thread(live.site, STR("moon"))->count, 1);
	end();
}

static void
by_polling(void **state)
{
	(void)state;
	begin(WATCH_POLL);
	assert_true(live.polling);
	assert_int_equal(live_fd(&live), -1);
	assert_true(live_wait_ms(&live) <= 2000);
	temp_write(&t, "posts/moon.gmi", "# Two, longer\n");
	live_read(&live);
	assert_int_equal(replaced, 0);
	wait_for("Two, longer");
	end();
}

/* Told which files, when the site has them already. */
static void
noticed_is_told(void **state)
{
	(void)state;
	begin(WATCH_AUTO);
	live.noticed = take_notice;
	noticed.times = 0;
	temp_write(&t, "posts/moon.gmi", "# Two, longer\n");
	live_read(&live);
	assert_int_equal(noticed.times, 1);
	assert_int_equal(noticed.n, 1);
	assert_str_equal(str_of(noticed.path), "posts/moon.gmi");
	assert_ptr_equal(noticed.site, live.site);
	assert_str_equal(site_post_named(noticed.site, STR("moon"))->title, "Two, longer");
	live_read(&live);
	assert_int_equal(noticed.times, 1);
	end();
}

/* By polling: that all was looked at, not what was found. */
static void
noticed_is_told_by_polling(void **state)
{
	(void)state;
	begin(WATCH_POLL);
	live.noticed = take_notice;
	noticed.times = 0;
	noticed.n = 99;
	temp_write(&t, "posts/moon.gmi", "# Two, longer\n");
	wait_for("Two, longer");
	assert_true(noticed.times >= 1);
	assert_int_equal(noticed.n, 0);
	end();
}

int
main(void)
{
	static struct suite s = { .name = "live" };

	suite_test(&s, saved_in_place_is_seen_at_once);
	suite_test(&s, saved_with_backup);
	suite_test(&s, gone_for_good);
	suite_test(&s, a_comment_is_seen_at_once);
	suite_test(&s, by_polling);
	suite_test(&s, noticed_is_told);
	suite_test(&s, noticed_is_told_by_polling);
	return suite_run(&s);
}

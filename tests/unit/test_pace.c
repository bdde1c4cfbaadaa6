/* tests/unit/test_pace.c: how often one reader may write. */
#include "unit/test.h"

#include "capsule/pace.h"

#define NOW 1800000000

static const struct secret key = { { 1 } };
static struct pace pace;

static int
begin(void)
{
	memset(&pace, 0, sizeof(pace));
	return 0;
}

/* The burst: just under, at, just over. */
static void
ten_at_once_then_one_a_minute(void **state)
{
	(void)state;
	(void)begin();
	for (int i = 0; i < PACE_BURST; i++)
		assert_int_equal(pace_take(&pace, &key, STR("a"), NOW), 0);
	assert_int_equal(pace_take(&pace, &key, STR("a"), NOW), PACE_SECONDS);
	assert_int_equal(pace_take(&pace, &key, STR("a"), NOW + 1), PACE_SECONDS - 1);
	assert_int_equal(pace_take(&pace, &key, STR("a"), NOW + PACE_SECONDS - 1), 1);
	assert_int_equal(pace_take(&pace, &key, STR("a"), NOW + PACE_SECONDS), 0);
	assert_int_equal(pace_take(&pace, &key, STR("a"), NOW + PACE_SECONDS), PACE_SECONDS);
	/* Whoever rested has the whole burst again, and no more. */
	for (int i = 0; i < PACE_BURST; i++)
		assert_int_equal(pace_take(&pace, &key, STR("a"), NOW + 86400), 0);
	assert_true(pace_take(&pace, &key, STR("a"), NOW + 86400) > 0);
}

static void
readers_do_not_share(void **state)
{
	(void)state;
	(void)begin();
	for (int i = 0; i <= PACE_BURST; i++)
		(void)pace_take(&pace, &key, STR("net:192.0.2.0/24"), NOW);
	assert_int_equal(pace_take(&pace, &key, STR("net:198.51.100.0/24"), NOW), 0);
}

/* A clock set back locks nobody out for longer than a burst is worth. */
static void
a_clock_set_back(void **state)
{
	(void)state;
	(void)begin();
	for (int i = 0; i < PACE_BURST; i++)
		(void)pace_take(&pace, &key, STR("a"), NOW);
	assert_true(pace_take(&pace, &key, STR("a"), NOW - 86400) <= PACE_BURST * PACE_SECONDS);
}

/* PACE_READERS others make the oldest forgotten, but not the one before. */
static void
a_full_table(void **state)
{
	(void)state;
	(void)begin();
	for (int i = 0; i <= PACE_BURST; i++)
		(void)pace_take(&pace, &key, STR("busy"), NOW);
	for (int i = 0; i < PACE_READERS - 1; i++) {
		char name[32];

		(void)snprintf(name, sizeof(name), "reader %d", i);
		assert_int_equal(pace_take(&pace, &key, str_of(name), NOW), 0);
	}
	assert_true(pace_take(&pace, &key, STR("busy"), NOW) > 0);
	assert_int_equal(pace_take(&pace, &key, STR("one more"), NOW), 0);
	assert_true(pace_take(&pace, &key, STR("busy"), NOW) > 0);	/* still ahead of all others */
}

int
main(void)
{
	static struct suite s = { .name = "pace" };

	suite_test(&s, ten_at_once_then_one_a_minute);
	suite_test(&s, readers_do_not_share);
	suite_test(&s, a_clock_set_back);
	suite_test(&s, a_full_table);
	return suite_run(&s);
}

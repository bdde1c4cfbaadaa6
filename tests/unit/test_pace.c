/* tests/unit/test_pace.c: how often somebody may write. */
#include "unit/test.h"

#include "capsule/pace.h"

#define NOW 1800000000

static const struct secret key = { { 1 } };
static struct pace pace;

static uint32_t
take(const char *who, int64_t now)
{
	struct pace_claim claim = { str_of(who), PACE_READER };

	return pace_take(&pace, &key, &claim, 1, now);
}

/* One reader in a network. */
static uint32_t
take_in(const char *who, const char *network, int64_t now)
{
	struct pace_claim claims[] = { { str_of(who), PACE_READER }, { str_of(network), PACE_NETWORK } };

	return pace_take(&pace, &key, claims, 2, now);
}

static void
begin(void)
{
	memset(&pace, 0, sizeof(pace));
}

/* The burst: just under, at, just over. */
static void
a_burst_then_one_at_a_time(void **state)
{
	const uint32_t seconds = PACE_READER.seconds;

	(void)state;
	begin();
	for (uint32_t i = 0; i < PACE_READER.burst; i++)
		assert_int_equal(take("a", NOW), 0);
	assert_int_equal(take("a", NOW), seconds);
	assert_int_equal(take("a", NOW + 1), seconds - 1);
	assert_int_equal(take("a", NOW + seconds - 1), 1);
	assert_int_equal(take("a", NOW + seconds), 0);
	assert_int_equal(take("a", NOW + seconds), seconds);
	/* Whoever rested has the whole burst again, and no more. */
	for (uint32_t i = 0; i < PACE_READER.burst; i++)
		assert_int_equal(take("a", NOW + 86400), 0);
	assert_true(take("a", NOW + 86400) > 0);
}

static void
readers_do_not_share(void **state)
{
	(void)state;
	begin();
	for (uint32_t i = 0; i <= PACE_READER.burst; i++)
		(void)take("net:192.0.2.0/24", NOW);
	assert_int_equal(take("net:198.51.100.0/24", NOW), 0);
}

/* Ever new readers from one place are stopped by the place; those of another are not. */
static void
a_network_has_an_end(void **state)
{
	char name[32];

	(void)state;
	begin();
	for (uint32_t i = 0; i < PACE_NETWORK.burst; i++) {
		(void)snprintf(name, sizeof(name), "reader %u", i);
		assert_int_equal(take_in(name, "here", NOW), 0);
	}
	assert_int_equal(take_in("another", "here", NOW), PACE_NETWORK.seconds);
	assert_int_equal(take_in("another", "there", NOW), 0);
	assert_int_equal(take_in("another", "here", NOW + PACE_NETWORK.seconds), 0);
}

/* What one claim forbids costs the other nothing. */
static void
counted_for_all_or_none(void **state)
{
	(void)state;
	begin();
	for (uint32_t i = 0; i < PACE_READER.burst; i++)
		assert_int_equal(take_in("a", "here", NOW), 0);
	for (uint32_t i = 0; i < PACE_NETWORK.burst; i++)
		assert_true(take_in("a", "here", NOW) > 0);
	for (uint32_t i = 0; i < PACE_READER.burst; i++)
		assert_int_equal(take_in("b", "here", NOW), 0);
}

static void
nobody_to_count_for(void **state)
{
	(void)state;
	begin();
	for (int i = 0; i < 1000; i++)
		assert_int_equal(pace_take(&pace, &key, NULL, 0, NOW), 0);
}

/* A clock set back locks nobody out for longer than a burst is worth. */
static void
a_clock_set_back(void **state)
{
	(void)state;
	begin();
	for (uint32_t i = 0; i < PACE_READER.burst; i++)
		(void)take("a", NOW);
	assert_true(take("a", NOW - 86400) <= PACE_READER.burst * PACE_READER.seconds);
}

/* PACE_SLOTS others make the oldest forgotten, but not one who is ahead of all others. */
static void
a_full_table(void **state)
{
	(void)state;
	begin();
	for (uint32_t i = 0; i <= PACE_READER.burst; i++)
		(void)take("busy", NOW);
	for (int i = 0; i < PACE_SLOTS - 1; i++) {
		char name[32];

		(void)snprintf(name, sizeof(name), "reader %d", i);
		assert_int_equal(take(name, NOW), 0);
	}
	assert_true(take("busy", NOW) > 0);
	assert_int_equal(take("one more", NOW), 0);
	assert_true(take("busy", NOW) > 0);
}

/* Two who share a claim keep each their own slot, even in a table where somebody has to go. */
static void
a_full_table_and_two_claims(void **state)
{
	(void)state;
	begin();
	for (int i = 0; i < PACE_SLOTS; i++) {
		char name[32];

		(void)snprintf(name, sizeof(name), "reader %d", i);
		assert_int_equal(take(name, NOW), 0);
	}
	for (uint32_t i = 0; i < PACE_READER.burst; i++)
		assert_int_equal(take_in("a", "here", NOW + 1), 0);
	assert_true(take_in("a", "here", NOW + 1) > 0);
}

int
main(void)
{
	static struct suite s = { .name = "pace" };

	suite_test(&s, a_burst_then_one_at_a_time);
	suite_test(&s, readers_do_not_share);
	suite_test(&s, a_network_has_an_end);
	suite_test(&s, counted_for_all_or_none);
	suite_test(&s, nobody_to_count_for);
	suite_test(&s, a_clock_set_back);
	suite_test(&s, a_full_table);
	suite_test(&s, a_full_table_and_two_claims);
	return suite_run(&s);
}

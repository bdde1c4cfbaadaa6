/* tests/unit/test_peer.c: how many connections each network has open. */
#include "unit/test.h"

#include "net/peer.h"

static struct peers peers;

/* PEER_CONNECTIONS: just under, at, just over. */
static void
the_limit(void **state)
{
	int slot = -1;

	(void)state;
	peers_init(&peers);
	for (int i = 0; i < PEER_CONNECTIONS; i++) {
		slot = peers_enter(&peers, STR("192.0.2.0/24"));
		assert_true(slot >= 0 && slot < PEER_TABLE);
	}
	assert_int_equal(peers_enter(&peers, STR("192.0.2.0/24")), -1);
	peers_leave(&peers, -1);
	assert_int_equal(peers_enter(&peers, STR("192.0.2.0/24")), -1);
	peers_leave(&peers, slot);
	assert_int_equal(peers_enter(&peers, STR("192.0.2.0/24")), slot);
}

static void
networks_are_told_apart(void **state)
{
	int shared = 0, one;

	(void)state;
	peers_init(&peers);
	one = peers_enter(&peers, STR("192.0.2.0/24"));
	for (int i = 0; i < 256; i++) {
		char prefix[32];

		(void)snprintf(prefix, sizeof(prefix), "198.51.%d.0/24", i);
		shared += peers_enter(&peers, str_of(prefix)) == one;
	}
	assert_true(shared < 8);		/* 256 in 4096 slots */
}

/* Nobody can choose whom he shares a slot with: it changes with the seed. */
static void
slots_depend_on_the_seed(void **state)
{
	int same = 0;

	(void)state;
	for (int i = 0; i < 64; i++) {
		int slot;

		peers_init(&peers);
		slot = peers_enter(&peers, STR("192.0.2.0/24"));
		peers_init(&peers);
		same += peers_enter(&peers, STR("192.0.2.0/24")) == slot;
	}
	assert_true(same < 8);
}

int
main(void)
{
	static struct suite s = { .name = "peer" };

	suite_test(&s, the_limit);
	suite_test(&s, networks_are_told_apart);
	suite_test(&s, slots_depend_on_the_seed);
	return suite_run(&s);
}

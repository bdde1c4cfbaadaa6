/* tests/unit/test_reach.c: which capsule answers where, and what it says of that. */
#include "unit/test.h"

#include <netinet/in.h>

#include "net/reach.h"

static struct tenant tenants[3];
static struct tenant *order[3] = { &tenants[0], &tenants[1], &tenants[2] };
static struct str names[3] = { { "a.example", 9 }, { "xn--bcher-kva.example", 21 }, { "::1", 3 } };
static struct listeners listeners;
static struct estate e = { .tenants = order, .n = 3, .listeners = &listeners };
static struct arena arena;

static void
listen_on(enum service service, uint16_t port)
{
	struct listener *l = &listeners.items[listeners.n++];

	*l = (struct listener){ -1, service, { .len = sizeof(struct sockaddr_in) } };
	l->address.sa.ss_family = AF_INET;
	address_set_port(&l->address, port);
}

static void
begin(uint64_t first, uint64_t second, uint64_t third)
{
	const uint64_t ports[] = { first, second, third };

	listeners.n = 0;
	for (size_t i = 0; i < 3; i++) {
		tenants[i].config.hosts = (struct str_list){ &names[i], 1 };
		tenants[i].config.gopher_port = ports[i];
		tenants[i].config.gemini_port = 0;
	}
}

static const struct {
	const char *name;
	uint64_t wanted[3];		/* gopher-port of each */
	uint16_t listening[3];
	size_t from[3];			/* who answers at each */
	uint16_t port[3];		/* where each one's menus lead */
} rows[] = {
	{ "nobody says anything",	{ 0, 0, 0 },	{ 70, 7070, 7071 },	{ 0, 0, 0 },	{ 70, 70, 70 } },
	{ "each its own",		{ 70, 7070, 7071 }, { 70, 7070, 7071 },	{ 0, 1, 2 },	{ 70, 7070, 7071 } },
	{ "the first has the rest",	{ 0, 7070, 0 },	{ 70, 7070, 7071 },	{ 0, 1, 0 },	{ 70, 7070, 70 } },
	{ "the second has the first",	{ 0, 70, 0 },	{ 70, 7070, 7071 },	{ 1, 0, 0 },	{ 70, 70, 70 } },
	{ "two want one",		{ 0, 7071, 7071 }, { 70, 7070, 7071 },	{ 0, 0, 1 },	{ 70, 7071, 70 } },
	{ "a port nobody listens on",	{ 0, 9, 0 },	{ 70, 7070, 7071 },	{ 0, 0, 0 },	{ 70, 70, 70 } },
	{ "a mapped port of the first",	{ 70, 0, 0 },	{ 7070, 7071, 7072 },	{ 0, 0, 0 },	{ 70, 70, 70 } },
};

static void
test_gopher(void **state)
{
	const __typeof__(rows[0]) *row = *state;

	begin(row->wanted[0], row->wanted[1], row->wanted[2]);
	listen_on(SERVICE_GEMINI, 1965);
	for (size_t i = 0; i < 3; i++)
		listen_on(SERVICE_GOPHER, row->listening[i]);
	for (size_t i = 0; i < 3; i++) {
		bool plain = false;

		assert_int_equal(reach_from(&e, &listeners.items[1 + i]), row->from[i]);
		assert_int_equal(reach_gopher_port(&e, i), row->port[i]);
		for (size_t j = 0; j < 3; j++)
			plain = plain || row->from[j] == i;
		assert_int_equal(reach_is_plain(&e, i), plain);
	}
}

static void
gemini_goes_by_names(void **state)
{
	(void)state;
	begin(0, 1965, 0);		/* a Gopher port that is Gemini's says nothing about Gemini */
	listen_on(SERVICE_GEMINI, 1965);
	assert_int_equal(reach_from(&e, &listeners.items[0]), 0);
	assert_int_equal(reach_gopher_port(&e, 0), 0);
	assert_false(reach_is_plain(&e, 0) || reach_is_plain(&e, 1));
}

static void
addresses(void **state)
{
	(void)state;
	begin(0, 7071, 0);
	listen_on(SERVICE_GEMINI, 1965);
	listen_on(SERVICE_GOPHER, 7070);
	listen_on(SERVICE_GOPHER, 7071);
	assert_str_equal(reach_gemini(&e, 0, &arena), "gemini://a.example");
	assert_str_equal(reach_gemini(&e, 2, &arena), "gemini://[::1]");
	assert_str_equal(reach_gopher(&e, 1, &arena), "gopher://xn--bcher-kva.example:7071");
	assert_str_equal(reach_all(&e, 0, &arena), "gemini://a.example/ and gopher://a.example:7070/");
	assert_str_equal(reach_all(&e, 1, &arena),
	    "gemini://b\xc3\xbc" "cher.example/ and gopher://b\xc3\xbc" "cher.example:7071/");
	assert_str_equal(reach_all(&e, 2, &arena), "gemini://[::1]/");
	tenants[2].config.gemini_port = 1966;
	assert_str_equal(reach_gemini(&e, 2, &arena), "gemini://[::1]:1966");
	begin(0, 0, 0);			/* Gopher alone: the others are found by name, over TLS */
	listen_on(SERVICE_GOPHER, 70);
	assert_str_equal(reach_all(&e, 0, &arena), "gopher://a.example/");
	assert_str_equal(reach_all(&e, 2, &arena), "gophers://[::1]/");
	arena_release(&arena);
}

int
main(void)
{
	static struct suite s = { .name = "reach" };

	suite_table(&s, "reach gopher", rows, test_gopher);
	suite_test(&s, gemini_goes_by_names);
	suite_test(&s, addresses);
	return suite_run(&s);
}

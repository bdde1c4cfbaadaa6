/* tests/unit/test_face.c: a capsule as readers reach it. */
#include "unit/test.h"

#include <netinet/in.h>

#include "net/face.h"

static struct listeners listeners;

static void
listen_on(enum service service, uint16_t port)
{
	struct listener *l = &listeners.items[listeners.n++];

	*l = (struct listener){ -1, service, { .len = sizeof(struct sockaddr_in) } };
	l->address.sa.ss_family = AF_INET;
	address_set_port(&l->address, port);
}

static const struct {
	const char *name;
	uint16_t gemini, gopher;		/* listening; 0: off */
	uint64_t gemini_port, gopher_port;	/* of the settings */
	const char *url;
	size_t n_ports;
	uint16_t menus;
} rows[] = {
	{ "usual",	1965, 70,	0, 0,		"gemini://moon.example",	1, 70 },
	{ "odd",	1966, 7070,	0, 0,		"gemini://moon.example:1966",	1, 7070 },
	{ "advertised",	1966, 7070,	1965, 70,	"gemini://moon.example",	2, 70 },
	{ "no Gemini",	0, 7070,	0, 0,		"gemini://moon.example",	0, 7070 },
	{ "no Gopher",	1965, 0,	0, 0,		"gemini://moon.example",	1, 0 },
};

static void
test_face(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str host = STR("moon.example");
	struct tenant t = { .config = { .hosts = { &host, 1 }, .gemini_port = row->gemini_port,
	    .gopher_port = row->gopher_port } }, *tenants[] = { &t };
	struct estate e = { .tenants = tenants, .n = 1, .listeners = &listeners };
	struct face face = { .ports = { 0 } };
	struct arena a = { NULL };

	listeners.n = 0;
	if (row->gemini != 0)
		listen_on(SERVICE_GEMINI, row->gemini);
	if (row->gopher != 0)
		listen_on(SERVICE_GOPHER, row->gopher);
	face_init(&face, &e, 0, &a);
	assert_str_equal(face.front.gemini, row->url);
	assert_int_equal(face.front.served.n_ports, row->n_ports);
	if (row->gemini != 0)
		assert_int_equal(face.front.served.ports[0], row->gemini);
	assert_int_equal(face.front.has_gemini, row->gemini != 0);
	assert_int_equal(face.front.gopher_port, row->menus);
	assert_int_equal(face.front.gopher_tls, row->gopher != 0);
	assert_str_equal(face.front.gopher_host, "moon.example");
	assert_ptr_equal(face.front.secret, &t.secret);
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "face" };

	suite_table(&s, "face", rows, test_face);
	return suite_run(&s);
}

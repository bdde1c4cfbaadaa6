/* tests/unit/test_address.c: where we listen, and from where readers come. */
#include "unit/test.h"

#include <arpa/inet.h>
#include <netinet/in.h>

#include "net/address.h"

static const struct {
	const char *name;
	int n;
	const char *one, *two;
} specs[] = {
	{ "192.0.2.1:1965",	1, "192.0.2.1:1965", NULL },
	{ "192.0.2.1",		1, "192.0.2.1:7070", NULL },
	{ "[::1]:1965",		1, "[::1]:1965", NULL },
	{ "[2001:db8::1]",	1, "[2001:db8::1]:7070", NULL },
	{ "[192.0.2.1]:1",	1, "192.0.2.1:1", NULL },
	{ ":1965",		2, "0.0.0.0:1965", "[::]:1965" },
	{ "*:1965",		2, "0.0.0.0:1965", "[::]:1965" },
	{ "*",			2, "0.0.0.0:7070", "[::]:7070" },
	{ "1965",		2, "0.0.0.0:1965", "[::]:1965" },
	{ "localhost:1965",	2, "127.0.0.1:1965", "[::1]:1965" },
	{ "LOCALHOST",		2, "127.0.0.1:7070", "[::1]:7070" },
	{ ":0",			2, "0.0.0.0:0", "[::]:0" },
	{ ":65534",		2, "0.0.0.0:65534", "[::]:65534" },
	{ ":65535",		2, "0.0.0.0:65535", "[::]:65535" },
	{ ":65536",		-1, NULL, NULL },
	{ "",			-1, NULL, NULL },
	{ ":",			-1, NULL, NULL },
	{ "192.0.2.1:",		-1, NULL, NULL },
	{ "192.0.2.1:x",	-1, NULL, NULL },
	{ "192.0.2.1:-1",	-1, NULL, NULL },
	{ "192.0.2.256:1",	-1, NULL, NULL },
	{ "::1:1965",		-1, NULL, NULL },
	{ "[::1",		-1, NULL, NULL },
	{ "[::1]1965",		-1, NULL, NULL },
	{ "[::1]:",		-1, NULL, NULL },
	{ "example.org:1965",	-1, NULL, NULL },	/* no name is looked up */
	{ " 1965",		-1, NULL, NULL },
	{ "0000:0000:0000:0000:0000:0000:0000:0000:0000:0000", -1, NULL, NULL },
};

static void
test_spec(void **state)
{
	const __typeof__(specs[0]) *row = *state;
	struct str spec = exact_dup(row->name);
	struct address to[ADDRESS_SPEC_MAX];
	char text[ADDRESS_TEXT];
	struct error err;

	assert_int_equal(address_parse(spec, 7070, to, &err), row->n);
	if (row->n == -1)
		assert_has(str_of(err.text), "expected");
	for (int i = 0; i < row->n; i++) {
		address_write(&to[i], text);
		assert_string_equal(text, i == 0 ? row->one : row->two);
		address_set_port(&to[i], 4321);
		assert_int_equal(address_port(&to[i]), 4321);
	}
	exact_free(spec);
}

static const struct {
	const char *name, *prefix;
	bool loopback;
} peers[] = {
	{ "192.0.2.77",			"192.0.2.0/24",		false },
	{ "127.0.0.1",			"127.0.0.0/24",		true },
	{ "127.9.9.9",			"127.9.9.0/24",		true },
	{ "128.0.0.1",			"128.0.0.0/24",		false },
	{ "2001:db8:1:2:3:4:5:6",	"2001:db8:1::/48",	false },
	{ "2001:db8::1",		"2001:db8:0::/48",	false },
	{ "::1",			"0:0:0::/48",		true },
	{ "::ffff:192.0.2.77",		"192.0.2.0/24",		false },
	{ "::ffff:127.0.0.1",		"127.0.0.0/24",		true },
};

static void
test_prefix(void **state)
{
	const __typeof__(peers[0]) *row = *state;
	struct sockaddr_in6 in6 = { .sin6_family = AF_INET6 };
	struct sockaddr_in in = { .sin_family = AF_INET };
	const struct sockaddr *sa = (const void *)&in;
	char prefix[ADDRESS_TEXT];

	if (inet_pton(AF_INET, row->name, &in.sin_addr) != 1) {
		assert_int_equal(inet_pton(AF_INET6, row->name, &in6.sin6_addr), 1);
		sa = (const void *)&in6;
	}
	address_prefix(sa, prefix);
	assert_string_equal(prefix, row->prefix);
	assert_int_equal(address_is_loopback(sa), row->loopback);
}

int
main(void)
{
	static struct suite s = { .name = "address" };

	suite_table(&s, "address", specs, test_spec);
	suite_table(&s, "address of", peers, test_prefix);
	return suite_run(&s);
}

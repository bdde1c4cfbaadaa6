/* tests/unit/test_estate.c: several capsules: who is served, and under which names. */
#include "unit/test.h"

#include "net/estate.h"

#define NOW 1709294400

static struct temp t;
static struct estate e;
static char paths[8][512], certs[512];
static char *words[8];
static struct estate_source source;

static void
settings(const char *folder, const char *yaml)
{
	char path[256];

	(void)snprintf(path, sizeof(path), "%s/capsule.yaml", folder);
	temp_write(&t, path, yaml);
}

static void
name(const char *word)
{
	(void)snprintf(paths[source.n], sizeof(paths[0]), "%s/%s", t.path, word);
	words[source.n] = paths[source.n];
	source.n++;
}

/* Capsules a, b, c with names of their own, in that order. */
static void
begin(void)
{
	temp_open(&t);
	e = (struct estate){ .order_in = -1, .order_out = -1 };
	(void)snprintf(certs, sizeof(certs), "%s/pki", t.path);
	source = (struct estate_source){ words, 0, certs };
	settings("a", "host: a.example\n");
	settings("b", "host: [b.example, www.b.example]\n");
	settings("c", "host: c.example\n");
}

static void
end(void)
{
	estate_release(&e);
	estate_release(&e);
	temp_close(&t);
}

/* "a.example c.example": the first names of those that are served. */
static void
expect(const char *want)
{
	struct error err = { .kind = ERROR_NONE };
	char got[512] = "";
	size_t at = 0;

	if (estate_load(&e, &source, NOW, &err) == -1)
		fail_msg("%s", err.text);
	for (size_t i = 0; i < e.n; i++)
		at += (size_t)snprintf(got + at, sizeof(got) - at, "%s%.*s", i == 0 ? "" : " ",
		    STR_ARG(e.tenants[i]->config.hosts.items[0]));
	assert_str_equal(str_of(got), want);
	for (size_t i = 0; i < e.n; i++) {		/* and the table says the same */
		const struct str_list *hosts = &e.tenants[i]->config.hosts;

		assert_non_null(e.tenants[i]->ctx);
		for (size_t j = 0; j < hosts->n; j++)
			assert_int_equal(hosts_find(&e.hosts, hosts->items[j])->tenant, i);
	}
}

static void
expect_failure(const char *says)
{
	struct error err = { .kind = ERROR_NONE };

	assert_int_equal(estate_load(&e, &source, NOW, &err), -1);
	assert_has(str_of(err.text), says);
}

static void
in_their_order(void **state)
{
	(void)state;
	begin();
	name("c");
	name("a");
	name("b");
	expect("c.example a.example b.example");
	assert_true(e.is_shared);
	assert_int_equal(e.hosts.n, 4);
	for (size_t i = 0; i < e.n; i++)
		assert_int_equal(e.tenants[i]->number, i + 1);
	end();
}

/* Numbers are what orders go by: they stay with a folder, and are never given to another. */
static void
numbers(void **state)
{
	(void)state;
	begin();
	name("[abc]");
	settings("b", "hosst: x\n");
	expect("a.example c.example");
	assert_int_equal(e.tenants[1]->number, 2);
	settings("b", "host: b.example\n");
	expect("a.example b.example c.example");
	assert_int_equal(e.tenants[0]->number, 1);
	assert_int_equal(e.tenants[1]->number, 3);
	assert_int_equal(e.tenants[2]->number, 2);
	assert_int_equal(renameat(t.fd, "c", t.fd, "gone"), 0);
	expect("a.example b.example");
	assert_int_equal(renameat(t.fd, "gone", t.fd, "c"), 0);
	expect("a.example b.example c.example");
	assert_int_equal(e.tenants[2]->number, 4);
	end();
}

static void
broken_ones(void **state)
{
	(void)state;
	begin();
	name("a");
	name("b");
	name("nowhere");
	settings("a", "title: [\n");
	expect("b.example");
	settings("a", "host: a.example\n");
	expect("a.example b.example");
	settings("b", "host: b c\n");			/* goes on with what was good */
	settings("a", "host: new.example\n");
	expect("new.example b.example");
	assert_non_null(hosts_find(&e.hosts, STR("www.b.example")));
	assert_null(hosts_find(&e.hosts, STR("a.example")));
	assert_int_equal(renameat(t.fd, "b", t.fd, "away"), 0);		/* named, so not given up */
	expect("new.example b.example");
	end();
}

static void
none_is_left(void **state)
{
	(void)state;
	begin();
	name("x");
	name("y");
	expect_failure("none can be served");
	source.n = 0;
	name("z*");
	expect_failure("none can be served");
	assert_int_equal(e.n, 0);
	end();
}

/* The only one: its fault is the answer, as it is, and what was good stays. */
static void
alone(void **state)
{
	const struct tenant *before;

	(void)state;
	begin();
	name("a");
	settings("a", "hosst: a.example\n");
	expect_failure("/a/capsule.yaml:1:1: unknown key 'hosst'");
	settings("a", "host: a.example\n");
	expect("a.example");
	assert_false(e.is_shared);
	before = e.tenants[0];
	settings("a", "title: a: b\n");
	expect_failure("/a/capsule.yaml:1:9: ");
	assert_true(e.n == 1 && e.tenants[0] == before);
	end();
}

static void
same_folder_twice(void **state)
{
	(void)state;
	begin();
	name("a");
	name("a/");
	name("b/../a");
	name("link");
	assert_int_equal(symlinkat("a", t.fd, "link"), 0);
	expect("a.example");
	expect("a.example");
	end();
}

/* --- names --- */

static void
taken_at_the_start(void **state)
{
	(void)state;
	begin();
	name("a");
	name("b");
	name("c");
	settings("b", "host: [b.example, A.EXAMPLE]\n");
	expect("a.example c.example");
	assert_null(hosts_find(&e.hosts, STR("b.example")));
	assert_false(temp_exists(&t, "pki/b.example.key"));	/* it got no key for a name it may not have */
	settings("b", "title: x\n");				/* localhost; nobody else is that */
	expect("a.example localhost c.example");
	settings("c", "title: x\n");
	expect("a.example localhost c.example");		/* c goes on as it was */
	end();
}

static void
written_in_two_ways(void **state)
{
	(void)state;
	begin();
	name("a");
	name("b");
	settings("a", "host: b\xc3\xbc" "cher.example\n");
	settings("b", "host: xn--bcher-kva.example\n");
	expect("xn--bcher-kva.example");
	end();
}

static void
one_name_twice_in_one(void **state)
{
	(void)state;
	begin();
	name("a");
	settings("a", "host: [a.example, A.example]\n");
	expect("a.example");
	end();
}

/* Who stands in front takes nothing from who has it. */
static void
taken_at_a_reload(void **state)
{
	(void)state;
	begin();
	name("a");
	name("b");
	expect("a.example b.example");
	settings("a", "host: [a.example, b.example]\n");
	expect("a.example b.example");
	assert_int_equal(e.tenants[0]->config.hosts.n, 1);
	settings("b", "host: x.example\n");			/* given up and taken in one reload */
	expect("a.example x.example");
	assert_int_equal(e.tenants[0]->config.hosts.n, 2);
	settings("b", "hosst: x\n");
	settings("a", "host: [a.example, x.example]\n");	/* b is broken, and has its name still */
	expect("a.example x.example");
	end();
}

static void
names_change_places(void **state)
{
	(void)state;
	begin();
	name("a");
	name("b");
	expect("a.example b.example");
	settings("a", "host: b.example\n");
	settings("b", "host: a.example\n");
	expect("b.example a.example");
	end();
}

/* Its new settings fail, and its old name went to another meanwhile: it is out, the others are not. */
static void
between_two_stools(void **state)
{
	(void)state;
	begin();
	name("a");
	name("b");
	name("c");
	expect("a.example b.example c.example");
	settings("a", "host: [a.example, c.example]\n");
	settings("c", "host: b.example\n");
	expect("a.example b.example");
	settings("c", "host: free.example\n");
	expect("a.example b.example free.example");
	end();
}

int
main(void)
{
	static struct suite s = { .name = "estate" };

	suite_test(&s, in_their_order);
	suite_test(&s, numbers);
	suite_test(&s, broken_ones);
	suite_test(&s, none_is_left);
	suite_test(&s, alone);
	suite_test(&s, same_folder_twice);
	suite_test(&s, taken_at_the_start);
	suite_test(&s, written_in_two_ways);
	suite_test(&s, one_name_twice_in_one);
	suite_test(&s, taken_at_a_reload);
	suite_test(&s, names_change_places);
	suite_test(&s, between_two_stools);
	return suite_run(&s);
}

/* tests/unit/test_hosts.c: which capsule a name means. */
#include "unit/test.h"

#include "net/hosts.h"

static void
find(void **state)
{
	static const struct {
		const char *name;
		int tenant;		/* -1: nobody's */
	} rows[] = {
		{ "b.example", 1 }, { "a.example", 0 }, { "xn--bcher-kva.example", 2 }, { "::1", 0 },
		{ "B.EXAMPLE", 1 }, { "b.example.", 1 }, { "B.Example.", 1 }, { "b", 3 }, { "b.", 3 },
		{ "b.example..", -1 }, { "b.exampl", -1 }, { "b.examplee", -1 }, { ".", -1 }, { "", -1 },
		{ "c.example", -1 }, { "\xc3\xa4.example", -1 }, { "zz", -1 }, { "[::1]", -1 },
	};
	struct hosts h = { .n = 0 };

	(void)state;
	assert_null(hosts_find(&h, STR("a.example")));
	hosts_add(&h, STR("b.example"), 1);
	hosts_add(&h, STR("xn--bcher-kva.example"), 2);
	hosts_add(&h, STR("a.example"), 0);
	hosts_add(&h, STR("::1"), 0);
	hosts_add(&h, STR("b"), 3);
	hosts_add(&h, STR("b.example"), 3);		/* the first one has it */
	assert_int_equal(h.n, 5);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct str name = exact_dup(rows[i].name);
		const struct host *found = hosts_find(&h, name);

		print_message("%s\n", rows[i].name);
		assert_int_equal(found == NULL ? -1 : (int)found->tenant, rows[i].tenant);
		exact_free(name);
	}
	hosts_release(&h);
	hosts_release(&h);
}

/* In whatever order they come. */
static void
many(void **state)
{
	enum { N = 1000 };
	static char names[N][24];
	struct hosts h = { .n = 0 };

	(void)state;
	for (size_t i = 0; i < N; i++)
		(void)snprintf(names[i], sizeof(names[i]), "u%zu.example", i * 7919 % N);
	for (size_t i = 0; i < N; i++)
		hosts_add(&h, str_of(names[i]), i);
	for (size_t i = 0; i < N; i++) {
		const struct host *found = hosts_find(&h, str_of(names[i]));

		assert_non_null(found);
		assert_int_equal(found->tenant, i);
	}
	hosts_release(&h);
}

int
main(void)
{
	static struct suite s = { .name = "hosts" };

	suite_test(&s, find);
	suite_test(&s, many);
	return suite_run(&s);
}

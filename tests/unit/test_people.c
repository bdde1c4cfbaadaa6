/* tests/unit/test_people.c: readers who show a certificate. */
#include "unit/test.h"

#include "capsule/people.h"

#define ID1 "20261122T081500Z-k3f9abcd"
#define ID2 "20261123T100000Z-abcdefgh"

static struct temp t;
static const struct digest ann = { { 0x9f, 0x86 } }, bob = { { 0x01 } };

static void
there_and_back(void **state)
{
	struct str waiting[] = { STR("moon/" ID1), STR("letters/a: b/" ID2) };
	struct reader r = { .name = STR("Ann \"the\" Smith"), .since = { true, { .utc = 1795428000 } },
	    .trusted = true, .comments = { waiting, 2 } }, got;
	struct arena a = { NULL };
	struct error err;

	(void)state;
	temp_open(&t);
	assert_int_equal(people_read(t.fd, &ann, &a, &got, &err), -1);
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	assert_int_equal(people_write(t.fd, &ann, &r, &err), 0);
	assert_true(temp_exists(&t, "readers/9f86000000000000000000000000000000000000000000000000000000000000.yaml"));
	if (people_read(t.fd, &ann, &a, &got, &err) == -1)
		fail_msg("%s", err.text);
	assert_bytes_equal(got.name, r.name);
	assert_int_equal(got.since.when.utc, r.since.when.utc);
	assert_true(got.trusted);
	assert_false(got.blocked);
	assert_int_equal(got.comments.n, 2);
	assert_bytes_equal(got.comments.items[1], waiting[1]);
	r = (struct reader){ .blocked = true };
	assert_int_equal(people_write(t.fd, &ann, &r, &err), 0);
	assert_int_equal(people_read(t.fd, &ann, &a, &got, &err), 0);
	assert_true(got.blocked && !got.trusted);
	assert_int_equal(got.comments.n, 0);
	assert_int_equal(people_read(t.fd, &bob, &a, &got, &err), -1);
	arena_release(&a);
	temp_close(&t);
}

static void
a_damaged_file(void **state)
{
	struct arena a = { NULL };
	struct reader got;
	struct error err;

	(void)state;
	temp_open(&t);
	temp_write(&t, "readers/9f86000000000000000000000000000000000000000000000000000000000000.yaml",
	    "name: Ann\ntrusted: perhaps\n");
	assert_int_equal(people_read(t.fd, &ann, &a, &got, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_has(str_of(err.text), ".yaml:2:10: ");
	arena_release(&a);
	temp_close(&t);
}

/* However the author publishes it, a held comment that is on the air makes its writer known. */
static void
waiting_then_known(void **state)
{
	struct str waiting[] = { STR("sun/" ID2), STR("letters/moon/" ID1) };
	struct comment c = { .id = STR(ID1), .text = STR("x"), .via = STR("gemini"), .date = 1 };
	struct comment_put put = { .box = BOX_HELD, .post = STR("letters/moon"), .comment = &c };
	struct reader r = { .comments = { waiting, 2 } }, nobody = { .trusted = false };

	(void)state;
	temp_open(&t);
	comments_put(t.fd, &put, 1);
	assert_int_equal(put.rc, 0);
	assert_false(people_published(t.fd, &r));
	assert_false(people_published(t.fd, &nobody));
	temp_folder(&t, "comments/letters/moon");
	assert_int_equal(renameat(t.fd, "held/letters/moon/" ID1 ".gmi", t.fd, "comments/letters/moon/" ID1 ".gmi"), 0);
	assert_true(people_published(t.fd, &r));
	temp_close(&t);
}

static void
waiting_for_nonsense(void **state)
{
	struct str waiting[] = { STR(""), STR("/"), STR("moon"), STR("moon/"), STR("../x/" ID1), STR("/" ID1) };
	struct reader r = { .comments = { waiting, COUNT(waiting) } };

	(void)state;
	temp_open(&t);
	assert_false(people_published(t.fd, &r));
	temp_close(&t);
}

static const struct {
	const char *name;
	int moderate;
	bool identity, owner, trusted;
	enum comment_box box;
} boxes[] = {
	{ "none, anonymous",		MODERATE_NONE,	false, false, false, BOX_PUBLISHED },
	{ "none, a stranger",		MODERATE_NONE,	true,  false, false, BOX_PUBLISHED },
	{ "first, anonymous",		MODERATE_FIRST,	false, false, false, BOX_HELD },
	{ "first, trusted without a certificate", MODERATE_FIRST, false, false, true, BOX_HELD },
	{ "first, a stranger",		MODERATE_FIRST,	true,  false, false, BOX_HELD },
	{ "first, known",		MODERATE_FIRST,	true,  false, true,  BOX_PUBLISHED },
	{ "first, the author",		MODERATE_FIRST,	true,  true,  false, BOX_PUBLISHED },
	{ "all, known",			MODERATE_ALL,	true,  false, true,  BOX_HELD },
	{ "all, the author",		MODERATE_ALL,	true,  true,  false, BOX_PUBLISHED },
	{ "all, anonymous",		MODERATE_ALL,	false, false, false, BOX_HELD },
};

static void
test_box(void **state)
{
	const __typeof__(boxes[0]) *row = *state;
	struct digest owners[] = { ann };
	struct config config = { .moderate = row->moderate, .owners = owners, .n_owners = 1 };

	assert_int_equal(people_box(&config, !row->identity ? NULL : row->owner ? &ann : &bob, row->trusted),
	    row->box);
}

static void
marks(void **state)
{
	char one[PEOPLE_MARK], two[PEOPLE_MARK];

	(void)state;
	people_mark(&ann, one);
	people_mark(&ann, two);
	assert_memory_equal(one, two, PEOPLE_MARK);
	people_mark(&bob, two);
	assert_memory_not_equal(one, two, PEOPLE_MARK);
}

int
main(void)
{
	static struct suite s = { .name = "people" };

	suite_test(&s, there_and_back);
	suite_test(&s, a_damaged_file);
	suite_test(&s, waiting_then_known);
	suite_test(&s, waiting_for_nonsense);
	suite_table(&s, "people box", boxes, test_box);
	suite_test(&s, marks);
	return suite_run(&s);
}

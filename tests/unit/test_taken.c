/* tests/unit/test_taken.c: comments that were acknowledged lately, by their names. */
#include "unit/test.h"

#include "base/file.h"
#include "capsule/taken.h"

#define NOW 1709294400			/* 2024-03-01, noon */
#define ID "20240301T120000Z-aaaabbbb"
#define MARK STR("aaaabbbb")

static struct temp t;
static struct taken taken;

static void
begin(void)
{
	temp_open(&t);
	taken_open(&taken, t.fd, NOW);
}

static void
end(void)
{
	taken_close(&taken);
	temp_close(&t);
}

static void
again(int64_t now)
{
	taken_close(&taken);
	taken_open(&taken, t.fd, now);
}

static void
remembered(void **state)
{
	(void)state;
	begin();
	assert_false(taken_has(&taken, STR("moon"), MARK, NOW));
	taken_add(&taken, STR("moon"), STR(ID));
	for (int turn = 0; turn < 3; turn++) {		/* over restarts, too */
		assert_true(taken_has(&taken, STR("moon"), MARK, NOW));
		assert_false(taken_has(&taken, STR("sun"), MARK, NOW));
		assert_false(taken_has(&taken, STR("moon"), STR("aaaabbbc"), NOW));
		again(NOW);
	}
	end();
}

static void
for_two_days(void **state)
{
	char *file;

	(void)state;
	begin();
	taken_add(&taken, STR("moon"), STR(ID));
	assert_true(taken_has(&taken, STR("moon"), MARK, NOW + TAKEN_SECONDS - 1));
	assert_false(taken_has(&taken, STR("moon"), MARK, NOW + TAKEN_SECONDS));
	again(NOW + TAKEN_SECONDS);
	assert_int_equal(taken.n, 0);
	file = temp_read(&t, ".carrel/published");	/* what is of no use any more is not kept */
	assert_string_equal(file, "");
	free(file);
	end();
}

static const struct {
	const char *name, *file;
	size_t n;
} damaged[] = {
	{ "empty",		"",					0 },
	{ "no line end",	ID " moon",				1 },
	{ "half a line",	ID " moon\n20240301T12",		1 },
	{ "two glued together",	"20240301T1200" ID " moon\n" ID " moon\n", 1 },
	{ "no post",		ID "\n" ID " \n" ID " moon\n",		1 },
	{ "a post that climbs",	ID " ../moon\n",			0 },
	{ "bytes",		"\xff\xfe\x01\n\n\n" ID " moon\n",	1 },
};

static void
test_damaged(void **state)
{
	const __typeof__(damaged[0]) *row = *state;

	temp_open(&t);
	temp_write(&t, ".carrel/published", row->file);
	taken_open(&taken, t.fd, NOW);
	assert_int_equal(taken.n, row->n);
	assert_int_equal(taken_has(&taken, STR("moon"), MARK, NOW), row->n > 0);
	end();
}

/* It may be deleted at will, and the folder with it, while somebody writes. */
static void
deleted(void **state)
{
	(void)state;
	begin();
	taken_add(&taken, STR("moon"), STR(ID));
	assert_int_equal(unlinkat(t.fd, ".carrel/published", 0), 0);
	assert_int_equal(unlinkat(t.fd, ".carrel", AT_REMOVEDIR), 0);
	taken_add(&taken, STR("sun"), STR(ID));
	assert_true(taken_has(&taken, STR("moon"), MARK, NOW));
	again(NOW);
	assert_false(taken_has(&taken, STR("moon"), MARK, NOW));
	assert_true(taken_has(&taken, STR("sun"), MARK, NOW));
	end();
}

/* TAKEN_MAX, and one more: the oldest is forgotten. */
static void
as_many_as_are_remembered(void **state)
{
	char id[32], mark[16];

	(void)state;
	begin();
	for (int i = 0; i <= TAKEN_MAX; i++) {
		if (i == TAKEN_MAX)
			assert_true(taken_has(&taken, STR("moon"), STR("00000000"), NOW));
		(void)snprintf(id, sizeof(id), "20240301T120000Z-%08d", i);
		taken_add(&taken, STR("moon"), str_of(id));
	}
	assert_int_equal(taken.n, TAKEN_MAX);
	assert_false(taken_has(&taken, STR("moon"), STR("00000000"), NOW));
	(void)snprintf(mark, sizeof(mark), "%08d", TAKEN_MAX);
	assert_true(taken_has(&taken, STR("moon"), str_of(mark), NOW));
	end();
}

int
main(void)
{
	static struct suite s = { .name = "taken" };

	suite_test(&s, remembered);
	suite_test(&s, for_two_days);
	suite_table(&s, "taken damaged", damaged, test_damaged);
	suite_test(&s, deleted);
	suite_test(&s, as_many_as_are_remembered);
	return suite_run(&s);
}

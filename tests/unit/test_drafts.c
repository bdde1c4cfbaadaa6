/* tests/unit/test_drafts.c: texts on their way from a Gopher prompt to a publish item. */
#include "unit/test.h"

#include "base/file.h"
#include "base/time.h"
#include "capsule/drafts.h"

#define NOW 1700000000
#define NAME "abcdefghij23457"

static struct temp t;

static size_t
count_drafts(void)
{
	struct arena a = { NULL };
	struct file_entry *entries;
	size_t n = 0;
	int dir = file_open_beneath(t.fd, ".carrel/drafts", O_RDONLY | O_DIRECTORY, NULL);

	assert_true(dir != -1);
	assert_int_equal(file_list(dir, &a, &entries, &n, NULL), 0);
	file_close(&dir);
	arena_release(&a);
	return n;
}

static const struct {
	const char *name, *token;
	bool valid;
} names[] = {
	{ "a token",	"abcdefghij23457",	true },
	{ "too short",	"abcdefghij2345",	false },
	{ "too long",	"abcdefghij234567",	false },
	{ "empty",	"",			false },
	{ "capitals",	"ABCDEFGHIJ23456",	false },
	{ "other digits", "abcdefghij01289",	false },
	{ "climbing",	"../../capsulexx",	false },
	{ "dots",	"...............",	false },
};

static void
test_name(void **state)
{
	const __typeof__(names[0]) *row = *state;
	struct str token = exact_dup(row->token);

	assert_int_equal(draft_name_valid(token), row->valid);
	exact_free(token);
}

static void
written_and_read(void **state)
{
	struct arena a = { NULL };
	struct error err;
	struct str text;

	(void)state;
	temp_open(&t);
	assert_false(draft_read(t.fd, STR(NAME), 100, &a, &text));
	assert_int_equal(draft_write(t.fd, STR(NAME), STR("One"), &err), 0);
	assert_int_equal(draft_write(t.fd, STR(NAME), STR("Hello"), &err), 0);
	assert_true(draft_read(t.fd, STR(NAME), 5, &a, &text));
	assert_str_equal(text, "Hello");
	assert_false(draft_read(t.fd, STR(NAME), 4, &a, &text));	/* longer than asked for */
	assert_false(draft_read(t.fd, STR("../../capsulexx"), 100, &a, &text));
	arena_release(&a);
	temp_close(&t);
}

/* Just under, at, just over: the folder does not grow, and the newest can be had. */
static void
room(void **state)
{
	struct error err;
	char path[64];

	(void)state;
	temp_open(&t);
	for (int i = 0; i < DRAFTS_MAX - 1; i++) {
		(void)snprintf(path, sizeof(path), ".carrel/drafts/abcdefghijkl%c%c%c.txt", 'a' + i / 100,
		    'a' + i / 10 % 10, 'a' + i % 10);
		temp_write(&t, path, "x");
		temp_touch(&t, path, NOW - 9999 + i);
	}
	assert_int_equal(draft_write(t.fd, STR(NAME), STR("Hello"), &err), 0);
	assert_int_equal(count_drafts(), DRAFTS_MAX);
	assert_true(temp_exists(&t, ".carrel/drafts/abcdefghijklaaa.txt"));
	assert_int_equal(draft_write(t.fd, STR("abcdefghij23456"), STR("Hello"), &err), 0);
	assert_int_equal(count_drafts(), DRAFTS_MAX);
	assert_false(temp_exists(&t, ".carrel/drafts/abcdefghijklaaa.txt"));
	assert_true(temp_exists(&t, ".carrel/drafts/" NAME ".txt"));
	temp_close(&t);
}

static void
swept(void **state)
{
	(void)state;
	temp_open(&t);
	drafts_sweep(t.fd, NOW);		/* no folder: nothing to do */
	temp_write(&t, ".carrel/drafts/old.txt", "x");
	temp_touch(&t, ".carrel/drafts/old.txt", NOW - DRAFTS_SECONDS - 1);
	temp_write(&t, ".carrel/drafts/young.txt", "x");
	temp_touch(&t, ".carrel/drafts/young.txt", NOW - DRAFTS_SECONDS);
	temp_write(&t, ".carrel/drafts/.half.txt.tmp", "x");
	drafts_sweep(t.fd, NOW);
	assert_false(temp_exists(&t, ".carrel/drafts/old.txt"));
	assert_true(temp_exists(&t, ".carrel/drafts/young.txt"));
	assert_false(temp_exists(&t, ".carrel/drafts/.half.txt.tmp"));
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "drafts" };

	suite_table(&s, "drafts name", names, test_name);
	suite_test(&s, written_and_read);
	suite_test(&s, room);
	suite_test(&s, swept);
	return suite_run(&s);
}

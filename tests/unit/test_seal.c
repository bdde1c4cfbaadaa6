/* tests/unit/test_seal.c: is a file still as we left it? */
#include "unit/test.h"

#include "capsule/seal.h"

static struct temp t;
static struct seal seal;

static void
begin(void)
{
	temp_open(&t);
	seal = (struct seal){ t.fd, "file", "note", 1 };
	temp_write(&t, "file", "text");
	temp_touch(&t, "file", 1000);
}

static bool
holds(bool want_clean)
{
	bool clean = false, good = seal_holds(&seal, &clean);

	assert_true(good ? clean == want_clean : !clean);
	return good;
}

static void keep(void) { }
static void longer(void) { temp_write(&t, "file", "texts"); temp_touch(&t, "file", 1000); }
static void newer(void) { temp_touch(&t, "file", 1001); }
static void gone(void) { unlinkat(t.fd, "file", 0); }
static void note_gone(void) { seal_remove(&seal); }
static void other_version(void) { seal.version = 2; }
static void scribbled(void) { temp_write(&t, "note", "x"); }
static void too_long(void) { char *x = text_of('x', 300); temp_write(&t, "note", x); free(x); }

static void
another(void)
{
	temp_write(&t, "other", "text");
	temp_touch(&t, "other", 1000);
	assert_int_equal(renameat(t.fd, "other", t.fd, "file"), 0);
}

static const struct row {
	const char *name;
	void (*change)(void);
	bool good;
} rows[] = {
	{ "as it was", keep, true }, { "another length", longer, false }, { "another time", newer, false },
	{ "another file", another, false }, { "no file", gone, false }, { "no note", note_gone, false },
	{ "another version", other_version, false }, { "note scribbled over", scribbled, false },
	{ "note too long", too_long, false },
};

static void
test_row(void **state)
{
	const struct row *row = *state;

	for (int clean = 0; clean < 2; clean++) {
		begin();
		assert_true(file_stamp_eq(seal_put(&seal, clean), seal_stamp(&seal)));
		assert_int_equal(seal_sync(&seal), 0);
		row->change();
		assert_int_equal(holds(clean), row->good);
		temp_close(&t);
	}
}

/* The note of another boot is worth nothing, unless it says that all is on disk. */
static void
after_a_restart(void **state)
{
	char *note, *boot;

	(void)state;
	begin();
	(void)seal_put(&seal, false);
	note = temp_read(&t, "note");
	boot = strrchr(note, ' ');
	assert_true(strlen(boot) > 30);
	boot[1] = boot[1] == '0' ? '1' : '0';
	temp_write(&t, "note", note);
	assert_false(holds(false));
	free(note);
	(void)seal_put(&seal, true);
	note = temp_read(&t, "note");
	assert_has(str_of(note), " clean\n");
	assert_true(holds(true));
	free(note);
	temp_close(&t);
}

/* Nothing there, and no note of nothing. */
static void
no_file_is_no_good(void **state)
{
	(void)state;
	begin();
	gone();
	assert_int_equal(seal_put(&seal, false).inode, 0);
	assert_false(holds(false));
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "seal" };

	suite_table(&s, "seal", rows, test_row);
	suite_test(&s, after_a_restart);
	suite_test(&s, no_file_is_no_good);
	return suite_run(&s);
}

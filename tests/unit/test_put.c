/* tests/unit/test_put.c: several files written as one batch. */
#include "unit/test.h"
#include "unit/nfs.h"

#include "base/put.h"

static struct temp t;

static struct put
file(const char *folder, const char *name, const char *text)
{
	return (struct put){ .folder = folder, .name = name, .text = str_of(text) };
}

static void
assert_file(const char *path, const char *text)
{
	char *got = temp_read(&t, path);

	assert_non_null(got);
	assert_string_equal(got, text);
	free(got);
}

/* One, and more than have their own sync: in folders that are there and that are not. */
static void
written(void **state)
{
	static const size_t sizes[] = { 0, 1, PUT_SYNC_EACH, PUT_SYNC_EACH + 1, 40 };
	struct put puts[40];
	char names[40][32], path[1024];

	(void)state;
	for (size_t s = 0; s < COUNT(sizes); s++) {
		temp_open(&t);
		temp_folder(&t, "a");
		for (size_t i = 0; i < sizes[s]; i++) {
			(void)snprintf(names[i], sizeof(names[i]), "n%zu", i);
			puts[i] = file(i % 2 == 0 ? "a" : "b/c", names[i], names[i]);
		}
		put_all(t.fd, puts, sizes[s]);
		for (size_t i = 0; i < sizes[s]; i++) {
			assert_int_equal(puts[i].rc, 0);
			(void)snprintf(path, sizeof(path), "%s/n%zu", puts[i].folder, i);
			assert_file(path, names[i]);
			(void)snprintf(path, sizeof(path), "%s/.n%zu.tmp", puts[i].folder, i);
			assert_false(temp_exists(&t, path));
		}
		temp_close(&t);
	}
}

/* Each for itself: one that cannot be written takes no other with it. */
static void
one_that_fails(void **state)
{
	struct put puts[4];
	char *long_name = text_of('x', 300);

	(void)state;
	temp_open(&t);
	temp_write(&t, "plain", "a file where a folder should be");
	temp_write(&t, "a/folder/x", "x");
	puts[0] = file("a", "one", "1");
	puts[1] = file("plain", "two", "2");
	puts[2] = file("a", long_name, "3");
	puts[3] = file("a", "folder", "4");		/* a folder has the name */
	put_all(t.fd, puts, 4);
	assert_int_equal(puts[0].rc, 0);
	for (size_t i = 1; i < 4; i++) {
		assert_int_equal(puts[i].rc, -1);
		assert_true(puts[i].err.text[0] != '\0');
	}
	assert_file("a/one", "1");
	assert_file("a/folder/x", "x");
	assert_false(temp_exists(&t, "a/.folder.tmp"));
	temp_close(&t);
	free(long_name);
}

static void
replaced(void **state)
{
	struct put put = file("a", "one", "new");

	(void)state;
	temp_open(&t);
	temp_write(&t, "a/one", "old and longer");
	temp_write(&t, "a/.one.tmp", "left by one who was killed");
	put.replaces = true;
	put_all(t.fd, &put, 1);
	assert_int_equal(put.rc, 0);
	assert_file("a/one", "new");
	assert_false(temp_exists(&t, "a/.one.tmp"));
	temp_close(&t);
}

static void
outside(void **state)
{
	struct put puts[2];

	(void)state;
	temp_open(&t);
	puts[0] = file("../out", "one", "1");
	puts[1] = file("a/../../out", "one", "1");
	put_all(t.fd, puts, 2);
	assert_int_equal(puts[0].rc, -1);
	assert_int_equal(puts[1].rc, -1);
	temp_close(&t);
}

static void
swept(void **state)
{
	(void)state;
	temp_open(&t);
	temp_write(&t, "a/.one.tmp", "half");
	temp_write(&t, "a/.two.gmi.tmp", "half");
	temp_write(&t, "a/.tmp", "somebody's");
	temp_write(&t, "a/.one.swp", "an editor's");
	temp_write(&t, "a/one.tmp", "not hidden");
	temp_write(&t, "a/one", "whole");
	assert_int_equal(put_sweep(t.fd, "a"), 2);
	assert_int_equal(put_sweep(t.fd, "a"), 0);
	assert_int_equal(put_sweep(t.fd, "none"), 0);
	assert_int_equal(put_sweep(t.fd, "a/one"), 0);
	for (size_t i = 0; i < 4; i++)
		assert_true(temp_exists(&t, ((const char *[]){ "a/.tmp", "a/.one.swp", "a/one.tmp", "a/one" })[i]));
	temp_close(&t);
}

/* An edit of what somebody has moved away at this moment: not there, rather than there twice. */
static void
only_what_is_there(void **state)
{
	struct put put = file("a", "x", "new");

	(void)state;
	put.replaces = put.only_there = true;
	for (int nfs = 0; nfs < 2; nfs++) {
		no_renameat2 = nfs;
		temp_open(&t);
		put_all(t.fd, &put, 1);
		assert_int_equal(put.rc, -1);
		assert_false(temp_exists(&t, "a/x"));
		assert_false(temp_exists(&t, "a/.x.tmp"));
		temp_write(&t, "a/x", "old");
		put_all(t.fd, &put, 1);
		assert_int_equal(put.rc, 0);
		assert_file("a/x", "new");
		assert_false(temp_exists(&t, "a/.x.tmp"));
		temp_close(&t);
	}
	no_renameat2 = false;
}

int
main(void)
{
	static struct suite s = { .name = "put" };

	suite_test(&s, written);
	suite_test(&s, one_that_fails);
	suite_test(&s, replaced);
	suite_test(&s, only_what_is_there);
	suite_test(&s, outside);
	suite_test(&s, swept);
	return suite_run(&s);
}

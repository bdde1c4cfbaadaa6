/* tests/unit/test_exam.c: the whole examination: what it can be begun with, what it counts, what its parts share. */
#include "unit/exam.h"

#include "exam/look.h"

static void
no_capsule(void **state __attribute__((unused)))
{
	struct exam_source source = { .now = EXAM_NOW };
	struct faults found = { .n = 0 };
	struct exam_counts counts;
	struct error err;
	struct temp t;

	temp_open(&t);
	source.path = t.path;
	assert_int_equal(exam_run(&source, &found, &counts, &err), -1);
	assert_has(str_of(err.text), "is no capsule: there is no capsule.yaml in it; expected");
	source.path = "/no/such/folder";
	assert_int_equal(exam_run(&source, &found, &counts, &err), -1);
	assert_has(str_of(err.text), "/no/such/folder: cannot open the folder");
	temp_write(&t, "file", "");
	assert_int_equal(found.n, 0);
	temp_close(&t);
}

static size_t told;

static void
progress(void *ctx, const char *what, size_t done, size_t all)
{
	assert_string_equal(ctx, "ctx");
	assert_true(what[0] != '\0');
	assert_true(all == 0 || done < all);
	told++;
}

static void
counts_and_progress(void **state __attribute__((unused)))
{
	static const struct exam_file files[] = {
		{ "posts/a.gmi", EXAM_POST }, { "posts/b.gmi", "---\ndate: 2024-01-01\ndraft: true\n---\n" }, { "c.txt", "C\n" },
		{ "comments/a/20240101T000001Z-abcd.gmi", "---\nname: A\n---\nB\n" },
		{ "comments/a/20240101T000002Z-abcd.gmi", "---\nname: A\n---\nB\n" },
		{ "held/a/20240229T000001Z-abcd.gmi", "---\nname: A\n---\nB\n" },
	};
	char path[128];
	struct exam_source source = { .path = path, .now = EXAM_NOW, .progress = progress, .ctx = "ctx" };
	struct faults found = { .n = 0 };
	struct exam_counts counts;
	struct error err;
	struct temp t;

	temp_open(&t);
	exam_write(&t, files, COUNT(files));
	(void)snprintf(path, sizeof(path), "%s/capsule", t.path);
	assert_int_equal(exam_run(&source, &found, &counts, &err), 0);
	assert_int_equal(found.n, 0);
	assert_int_equal(counts.posts, 2);
	assert_int_equal(counts.drafts, 1);
	assert_int_equal(counts.files, 3);
	assert_int_equal(counts.comments, 2);
	assert_int_equal(counts.held, 1);
	assert_true(told >= 5);
	assert_false(temp_exists(&t, "capsule/.carrel"));		/* nothing is written */
	assert_false(temp_exists(&t, "certs"));
	temp_close(&t);
}

/* One after the other, as with several folders: what the first has closed is open in the second. */
static void
one_after_the_other(void **state __attribute__((unused)))
{
	static const struct exam_file first[] = { { "b/.folder.yaml", "access: []\n" }, { "b/c.txt", "C\n" } };
	static const struct exam_file second[] = { { "a.gmi", "=> b/c.txt C\n" }, { "b/c.txt", "C\n" },
	    { "d.gmi", "=> b/c.txt C\n" } };
	char path[2][128];
	struct temp t;

	temp_open(&t);
	exam_write(&t, first, COUNT(first));
	assert_int_equal(renameat(t.fd, "capsule", t.fd, "first"), 0);
	exam_write(&t, second, COUNT(second));
	(void)snprintf(path[0], sizeof(path[0]), "%s/first", t.path);
	(void)snprintf(path[1], sizeof(path[1]), "%s/capsule", t.path);
	temp_write(&t, "first/e.gmi", "=> b/c.txt C\n");
	for (int i = 0; i < 2; i++) {
		struct exam_source source = { .path = path[i], .now = EXAM_NOW };
		struct faults found = { .n = 0 };
		struct exam_counts counts;
		struct buf b;

		assert_int_equal(exam_run(&source, &found, &counts, NULL), 0);
		assert_str_equal(exam_listing(&found, &b), i == 1 ? "" : "link-side e.gmi:1:4: b/c.txt is there on Gemini "
		    "only\n");
		buf_release(&b);
		faults_release(&found);
	}
	temp_close(&t);
}

static const struct {
	const char *name, *yaml, *key;
	size_t line, col;
} keys[] = {
	{ "the first", "a: b\n", "a", 1, 4 },
	{ "another", "x: y\na:   b\n", "a", 2, 6 },
	{ "in capitals", "A: b\n", "a", 1, 4 },
	{ "its list on further lines", "a:\n  - b\n", "a", 1, 1 },
	{ "one that begins so", "ab: c\na: d\n", "a", 2, 4 },
	{ "one inside", "b:\n  a: d\n", "a", 0, 0 },
	{ "not there", "b: c\n", "a", 0, 0 },
	{ "the key alone", "a", "a", 0, 0 },
	{ "nothing", "", "a", 0, 0 },
};

static void
test_key(void **state)
{
	const __typeof__(keys[0]) *row = *state;
	struct str yaml = exact_dup(row->yaml);
	struct fault_at at = look_key(STR("f"), yaml, str_of(row->key));

	exact_free(yaml);
	assert_str_equal(at.file, "f");
	assert_int_equal(at.line, row->line);
	assert_int_equal(at.col, row->col);
}

int
main(void)
{
	static struct suite s = { .name = "exam" };

	suite_test(&s, no_capsule);
	suite_test(&s, counts_and_progress);
	suite_test(&s, one_after_the_other);
	suite_table(&s, "exam key", keys, test_key);
	return suite_run(&s);
}

/* tests/unit/test_private.c: what is never served as a file.	DESIGN.md section 1 */
#include "unit/test.h"

#include "capsule/private.h"

static const struct {
	const char *name;
	bool is_private;
} rows[] = {
	{ "/", false }, { "/about.gmi", false }, { "/posts/moon.gmi", false }, { "/pictures/", false },
	{ "/capsule.yaml", true }, { "/capsule.yaml/", true }, { "/comments", true }, { "/comments/", true },
	{ "/comments/moon/20261122T081500Z-k3f9.gmi", true }, { "/held/", true }, { "/held/a/b.gmi", true },
	{ "/readers/9f86.yaml", true }, { "/layout/x", true }, { "/.git/config", true }, { "/.carrel/good/a.gmi", true },
	{ "/.hidden", true }, { "/a/.b", true }, { "/a/.b/c", true }, { "/...", true },
	/* Only at the top: elsewhere these are names like others. */
	{ "/about/comments/x.gmi", false }, { "/a/capsule.yaml", false }, { "/comments.gmi", false },
	{ "/commentsx", false }, { "/heldover/", false }, { "/a.b", false }, { "/a..b", false },
	{ "", false }, { "comments/x", true },
};

static void
test_path(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str path = exact_dup(row->name);

	assert_int_equal(private_path(path), row->is_private);
	exact_free(path);
}

int
main(void)
{
	static struct suite s = { .name = "private" };

	suite_table(&s, "private", rows, test_path);
	return suite_run(&s);
}

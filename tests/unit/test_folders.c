/* tests/unit/test_folders.c: folders of the command line, and patterns. */
#include "unit/test.h"

#include "net/folders.h"

static struct temp t;
static struct folders f;

/* Words below the temp folder in, paths below it out, a star behind those that a pattern found. */
static void
expect(const char *const *words, size_t n, const char *want)
{
	char paths[4][512], got[1024] = "";
	char *argv[4];
	size_t at = 0;

	for (size_t i = 0; i < n; i++) {
		(void)snprintf(paths[i], sizeof(paths[i]), "%s/%s", t.path, words[i]);
		argv[i] = paths[i];
	}
	folders_expand(&f, argv, n);
	for (size_t i = 0; i < f.n; i++) {
		assert_memory_equal(f.items[i].path, t.path, strlen(t.path));
		at += (size_t)snprintf(got + at, sizeof(got) - at, "%s%s ", f.items[i].path + strlen(t.path) + 1,
		    f.items[i].found ? "*" : "");
	}
	assert_str_equal(str_of(got), want);
	folders_release(&f);
	folders_release(&f);
}

static void
expand(void **state)
{
	(void)state;
	temp_open(&t);
	temp_folder(&t, "home/ben/capsule");
	temp_folder(&t, "home/ann/capsule");
	temp_folder(&t, "home/eve");
	temp_write(&t, "home/file/capsule", "no folder");
	temp_folder(&t, "home/.hidden/capsule");
	temp_folder(&t, "od[d]");
	expect((const char *[]){ "home/ann/capsule", "nowhere" }, 2, "home/ann/capsule nowhere ");
	expect((const char *[]){ "home/*/capsule" }, 1, "home/ann/capsule* home/ben/capsule* ");
	expect((const char *[]){ "home/ben/capsule/", "home/*/capsule" }, 2,
	    "home/ben/capsule home/ann/capsule* ");
	expect((const char *[]){ "home/ben/capsule", "home/ben/capsule" }, 2,
	    "home/ben/capsule home/ben/capsule ");		/* somebody should be told of that one */
	expect((const char *[]){ "home/b?n/capsule", "home/[ab]*/capsule" }, 2,
	    "home/ben/capsule* home/ann/capsule* ");
	expect((const char *[]){ "od[d]" }, 1, "od[d] ");	/* it is there as it stands */
	expect((const char *[]){ "home/x*/capsule", "home" }, 2, "home ");
	temp_folder(&t, "home/carl/capsule");			/* a new one, looked for again */
	expect((const char *[]){ "home/*/capsule" }, 1,
	    "home/ann/capsule* home/ben/capsule* home/carl/capsule* ");
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "folders" };

	suite_test(&s, expand);
	return suite_run(&s);
}

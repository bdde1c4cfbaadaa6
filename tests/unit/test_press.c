/* tests/unit/test_press.c: the author's files, written from afar; former versions are kept. */
#include "unit/test.h"

#include "base/file.h"
#include "capsule/press.h"

#define NOW 1709294400			/* 2024-03-01, noon */
#define STAMP "20240301T120000Z"

static struct temp t;

static const struct {
	const char *name, *path;
	bool good;
} paths[] = {
	{ "a post",		"/posts/moon.gmi",	true },
	{ "in a folder",	"/posts/letters/moon.gmi", true },
	{ "at the top",		"/about.gmi",		true },
	{ "a picture",		"/pictures/moon.png",	true },
	{ "odd letters",	"/notes/Größe 1.txt",	true },
	{ "the root",		"/",			false },
	{ "a folder",		"/posts/",		false },
	{ "nothing",		"",			false },
	{ "no slash",		"about.gmi",		false },
	{ "settings",		"/capsule.yaml",	false },
	{ "comments",		"/comments/moon/x.gmi",	false },
	{ "held",		"/held/x.gmi",		false },
	{ "readers",		"/readers/x.yaml",	false },
	{ "layouts",		"/layout/post.gmi",	false },
	{ "hidden",		"/.carrel/x",		false },
	{ "hidden below",	"/posts/.x.gmi",	false },
	{ "a folder's settings", "/posts/.folder.yaml",	false },
	{ "a backup",		"/posts/moon.gmi~",	false },
	{ "personal",		"/c/queue",		false },
	{ "a tag",		"/tags/moon",		false },
	{ "an empty part",	"/posts//moon.gmi",	false },
	{ "a line end",		"/posts/a\nb.gmi",	false },
	{ "not UTF-8",		"/posts/\xff.gmi",	false },
};

static void
test_path(void **state)
{
	const __typeof__(paths[0]) *row = *state;
	struct str path = exact_dup(row->path);
	struct error err = { .kind = ERROR_NONE };

	assert_int_equal(press_path_good(path, &err), row->good ? 0 : -1);
	assert_int_equal(err.kind, row->good ? ERROR_NONE : ERROR_INPUT);
	exact_free(path);
}

/* One component, just within and over what is taken. */
static void
long_names(void **state)
{
	char path[300];
	struct error err;

	(void)state;
	memset(path, 'x', sizeof(path));
	path[0] = '/';
	assert_int_equal(press_path_good((struct str){ path, 201 }, &err), 0);
	assert_int_equal(press_path_good((struct str){ path, 202 }, &err), -1);
}

static const struct {
	const char *name, *path, *body, *fault;	/* NULL: none */
} bodies[] = {
	{ "a post",		"/posts/a.gmi",	"---\ntitle: A\n---\nText\n",	NULL },
	{ "without front matter", "/posts/a.gmi", "# A\n",			NULL },
	{ "empty",		"/posts/a.gmi",	"",				NULL },
	{ "broken front matter", "/posts/a.gmi", "---\ntitle: A\ndate: never\n---\n", "posts/a.gmi:3:7: " },
	{ "never closed",	"/posts/a.gmi",	"---\ntitle: A\n",		"posts/a.gmi:1:1: " },
	{ "a page is no post",	"/a.gmi",	"---\ntitle: A\n",		NULL },
	{ "text, not UTF-8",	"/a.txt",	"\xff",				"not UTF-8" },
	{ "bytes",		"/a.png",	"\xff\xfe",			NULL },
};

static void
test_body(void **state)
{
	const __typeof__(bodies[0]) *row = *state;
	struct str body = exact_dup(row->body);
	struct error err = { .kind = ERROR_NONE };

	assert_int_equal(press_body_good(str_of(row->path), body, &err), row->fault == NULL ? 0 : -1);
	if (row->fault != NULL)
		assert_has(str_of(err.text), row->fault);
	exact_free(body);
}

static void
sizes(void **state)
{
	char *text = text_of('x', PRESS_MAX + 1);
	struct error err;

	(void)state;
	assert_int_equal(press_body_good(STR("/a.txt"), (struct str){ text, PRESS_TEXT_MAX }, &err), 0);
	assert_int_equal(press_body_good(STR("/a.txt"), (struct str){ text, PRESS_TEXT_MAX + 1 }, &err), -1);
	assert_int_equal(err.kind, ERROR_TOO_LARGE);
	assert_int_equal(press_body_good(STR("/a.png"), (struct str){ text, PRESS_MAX }, &err), 0);
	assert_int_equal(press_body_good(STR("/a.png"), (struct str){ text, PRESS_MAX + 1 }, &err), -1);
	free(text);
}

static void
assert_file(const char *path, const char *text)
{
	char *got = temp_read(&t, path);

	if (got == NULL)
		fail_msg("no %s", path);
	assert_string_equal(got, text);
	free(got);
}

static void
written_and_kept(void **state)
{
	struct error err;

	(void)state;
	temp_open(&t);
	assert_int_equal(press_write(t.fd, STR("/posts/new/moon.gmi"), STR("One\n"), NOW, &err), 0);
	assert_file("posts/new/moon.gmi", "One\n");
	assert_false(temp_exists(&t, ".former"));
	assert_int_equal(press_write(t.fd, STR("/posts/new/moon.gmi"), STR("One\n"), NOW, &err), 0);
	assert_false(temp_exists(&t, ".former"));		/* nothing changed */
	/* Two within one second are two versions. */
	assert_int_equal(press_write(t.fd, STR("/posts/new/moon.gmi"), STR("Two\n"), NOW, &err), 0);
	assert_int_equal(press_write(t.fd, STR("/posts/new/moon.gmi"), STR("Three\n"), NOW, &err), 0);
	assert_file("posts/new/moon.gmi", "Three\n");
	assert_file(".former/posts/new/moon.gmi." STAMP, "One\n");
	assert_file(".former/posts/new/moon.gmi." STAMP "-1", "Two\n");
	assert_int_equal(press_write(t.fd, STR("/top.gmi"), STR("Top\n"), NOW, &err), 0);
	assert_int_equal(press_write(t.fd, STR("/top.gmi"), STR("Toppled\n"), NOW, &err), 0);
	assert_file(".former/top.gmi." STAMP, "Top\n");
	temp_close(&t);
}

static void
removed(void **state)
{
	struct error err;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", "One\n");
	assert_int_equal(press_remove(t.fd, STR("/posts/moon.gmi"), NOW, &err), 0);
	assert_false(temp_exists(&t, "posts/moon.gmi"));
	assert_file(".former/posts/moon.gmi." STAMP, "One\n");
	assert_int_equal(press_remove(t.fd, STR("/posts/moon.gmi"), NOW, &err), -1);
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	assert_int_equal(press_remove(t.fd, STR("/posts"), NOW, &err), -1);	/* a folder is no file */
	assert_int_equal(press_remove(t.fd, STR("/capsule.yaml"), NOW, &err), -1);
	temp_close(&t);
}

/* What is refused leaves no trace, and no link leads out. */
static void
nothing_else_is_touched(void **state)
{
	struct error err;

	(void)state;
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", "One\n");
	temp_write(&t, "posts/sun.gmi/x", "a folder of that name");
	assert_int_equal(symlinkat("/tmp", t.fd, "out"), 0);
	assert_int_equal(press_write(t.fd, STR("/posts/moon.gmi"), STR("---\ndate: never\n---\n"), NOW, &err), -1);
	assert_file("posts/moon.gmi", "One\n");
	assert_false(temp_exists(&t, ".former"));
	assert_int_equal(press_write(t.fd, STR("/posts/sun.gmi"), STR("Sun\n"), NOW, &err), -1);
	assert_int_equal(press_write(t.fd, STR("/posts/moon.gmi/x.gmi"), STR("x\n"), NOW, &err), -1);
	assert_int_equal(press_write(t.fd, STR("/out/carrel-was-here"), STR("x\n"), NOW, &err), -1);
	assert_int_equal(access("/tmp/carrel-was-here", F_OK), -1);
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "press" };

	suite_table(&s, "press path", paths, test_path);
	suite_test(&s, long_names);
	suite_table(&s, "press body", bodies, test_body);
	suite_test(&s, sizes);
	suite_test(&s, written_and_kept);
	suite_test(&s, removed);
	suite_test(&s, nothing_else_is_touched);
	return suite_run(&s);
}

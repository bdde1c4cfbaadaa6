/* tests/unit/test_ask.c: what the server says of an address, and that it is asked once. */
#include "unit/exam.h"

#include "exam/look.h"

static struct temp t;
static struct look l;
static struct exam_source source = { .now = EXAM_NOW };

static void
setup(const char *settings)
{
	static const struct exam_file files[] = {
		{ "a.txt", "A\n" }, { "b.gmi", "# One\n## Two\n" }, { "dir/c.txt", "C\n" },
		{ "posts/p.gmi", "---\ntitle: P\ndate: 2024-01-01\naliases: /old\n---\n## Sub\n" },
		{ "posts/d.gmi", "---\ndate: 2024-01-01\ndraft: true\n---\n" },
	};
	static const uint16_t ports[] = { 1965, 1965 };

	temp_open(&t);
	exam_write(&t, files, COUNT(files));
	l = (struct look){ .source = &source, .root = openat(t.fd, "capsule", O_RDONLY | O_DIRECTORY | O_CLOEXEC) };
	assert_int_equal(config_read(str_of(settings), &l.config, NULL), 0);
	l.site = site_load(l.root, &l.config, NULL, NULL);
	l.front = (struct front){ .site = l.site, .secret = &l.secret, .names = &l.names,
	    .served = { l.config.hosts.items, 1, ports, 2, STR_NONE }, .gemini = STR("gemini://h.example"),
	    .has_gemini = true, .gopher_host = STR("h.example"), .gopher_port = 70 };
}

static void
teardown(void)
{
	ask_forget(&l);
	names_release(&l.names);
	site_free(l.site);
	config_release(&l.config);
	arena_release(&l.arena);
	(void)close(l.root);
	temp_close(&t);
}

static const struct {
	const char *name, *path;
	enum status gemini, gopher;
	bool owner, is_file;
	const char *moved;
} rows[] = {
	{ "a file", "/a.txt", STATUS_OK, STATUS_OK, false, true, "" },
	{ "the home page", "/", STATUS_OK, STATUS_OK, false, true, "" },
	{ "a post", "/posts/p.gmi", STATUS_OK, STATUS_OK, false, true, "" },
	{ "nothing", "/no", STATUS_NOT_FOUND, STATUS_NOT_FOUND, false, false, "" },
	{ "private", "/capsule.yaml", STATUS_NOT_FOUND, STATUS_NOT_FOUND, false, false, "" },
	{ "a draft", "/posts/d.gmi", STATUS_NOT_FOUND, STATUS_NOT_FOUND, true, false, "" },
	{ "an old address", "/old", STATUS_OK, STATUS_OK, false, false, "/posts/p.gmi" },
	{ "no slash", "/dir", STATUS_OK, STATUS_OK, false, false, "/dir/" },
	{ "a prompt", "/search", STATUS_INPUT, STATUS_INPUT, false, true, "" },
};

static void
check_row(const __typeof__(rows[0]) *row)
{
	const struct answer *a = ask(&l, str_of(row->path), STR_NONE, false);

	assert_int_equal(a->gemini, row->gemini);
	assert_int_equal(a->gopher, row->gopher);
	assert_int_equal(a->owner, row->owner);
	assert_int_equal(a->is_file, row->is_file);
	assert_str_equal(a->moved, row->moved);
}

static void
test_ask(void **state)
{
	setup(EXAM_SETTINGS);
	check_row(*state);
	teardown();
	setup("title: A\n");			/* nobody is the owner */
	check_row(*state);
	teardown();
}

static void
asked_once(void **state __attribute__((unused)))
{
	struct answer *a;

	setup(EXAM_SETTINGS);
	a = ask(&l, STR("/late.txt"), STR_NONE, false);
	assert_int_equal(a->gemini, STATUS_NOT_FOUND);
	temp_write(&t, "capsule/late.txt", "A\n");
	assert_ptr_equal(ask(&l, STR("/late.txt"), STR_NONE, false), a);
	assert_int_equal(a->gemini, STATUS_NOT_FOUND);
	assert_int_equal(ask(&l, STR("/late.txt"), STR("x"), true)->gemini, STATUS_OK);	/* another question */
	ask_forget(&l);
	assert_int_equal(ask(&l, STR("/late.txt"), STR_NONE, false)->gemini, STATUS_OK);
	teardown();
}

/* Beyond that many each is asked anew, and nothing is kept of it. */
static void
many(void **state __attribute__((unused)))
{
	struct answer *a, *b;
	char path[32];

	setup(EXAM_SETTINGS);
	for (size_t i = 0; i < ASKED_MAX - 1; i++) {
		(void)snprintf(path, sizeof(path), "/%zu", i);
		(void)ask(&l, str_of(path), STR_NONE, false);
	}
	a = ask(&l, STR("/a.txt"), STR_NONE, false);		/* the last that is kept */
	assert_ptr_equal(ask(&l, STR("/a.txt"), STR_NONE, false), a);
	b = ask(&l, STR("/b.gmi"), STR_NONE, false);
	assert_int_equal(b->gemini, STATUS_OK);
	assert_ptr_equal(ask(&l, STR("/no"), STR_NONE, false), b);	/* in the same place */
	assert_int_equal(b->gemini, STATUS_NOT_FOUND);
	assert_ptr_equal(ask(&l, STR("/a.txt"), STR_NONE, false), a);
	teardown();
}

static const struct {
	const char *name, *path, *fragment;
	bool found;
} headings[] = {
	{ "as it is", "/b.gmi", "One", true },
	{ "in small letters", "/b.gmi", "two", true },
	{ "not there", "/b.gmi", "three", false },
	{ "nothing", "/b.gmi", "", true },
	{ "signs alone", "/b.gmi", "--", true },
	{ "of a post", "/posts/p.gmi", "sub", true },
	{ "a post's title", "/posts/p.gmi", "P", true },
	{ "not in a post", "/posts/p.gmi", "one", false },
	{ "of what has none", "/a.txt", "one", true },
	{ "badly written", "/b.gmi", "%zz", false },
};

static void
test_heading(void **state)
{
	const __typeof__(headings[0]) *row = *state;
	struct str path = str_of(row->path);
	struct answer *a;

	setup(EXAM_SETTINGS);
	a = ask(&l, path, STR_NONE, false);
	for (int i = 0; i < 2; i++)
		assert_int_equal(ask_heading(&l, a, path, str_of(row->fragment)), row->found);
	teardown();
}

static void
selectors(void **state __attribute__((unused)))
{
	setup(EXAM_SETTINGS);
	assert_int_equal(ask_gopher(&l, STR("")), STATUS_OK);
	assert_int_equal(ask_gopher(&l, STR("/posts/p.txt")), STATUS_OK);
	assert_int_equal(ask_gopher(&l, STR("/dir")), STATUS_OK);
	assert_int_equal(ask_gopher(&l, STR("/no")), STATUS_NOT_FOUND);
	teardown();
}

int
main(void)
{
	static struct suite s = { .name = "ask" };

	suite_table(&s, "ask", rows, test_ask);
	suite_test(&s, asked_once);
	suite_test(&s, many);
	suite_table(&s, "ask heading", headings, test_heading);
	suite_test(&s, selectors);
	return suite_run(&s);
}

/* tests/unit/test_route.c: the waist: a request made by hand, a response as a struct. */
#include "unit/stage.h"

static struct stage s;

static struct response *
ask(enum dialect dialect, const char *path)
{
	stage_begin(&s);
	response_init(&s.x.response);
	s.x.request.dialect = dialect;
	s.x.request.path = arena_str(&s.x.arena, str_of(path));
	s.x.request.query = STR_NONE;
	serve_request(&s.front, &s.x);
	return &s.x.response;
}

static const struct {
	const char *name;
	enum response_kind kind;
	enum status status;
	const char *meta;
} rows[] = {
	{ "/", RESPONSE_PAGE, STATUS_OK, NULL },
	{ "/index.gmi", RESPONSE_PAGE, STATUS_OK, NULL },
	{ "/posts/", RESPONSE_PAGE, STATUS_OK, NULL },
	{ "/posts", RESPONSE_HEADER, STATUS_MOVED, "/posts/" },
	{ "/postsx", RESPONSE_HEADER, STATUS_NOT_FOUND, NULL },
	{ "/tags", RESPONSE_HEADER, STATUS_MOVED, "/tags/" },
	{ "/c", RESPONSE_HEADER, STATUS_MOVED, "/c/" },
	{ "/c/", RESPONSE_HEADER, STATUS_NEED_CERTIFICATE, NULL },
	{ "/notes.txt", RESPONSE_FILE, STATUS_OK, "text/plain" },
	{ "/dir", RESPONSE_HEADER, STATUS_MOVED, "/dir/" },
	{ "/dir/", RESPONSE_FILE, STATUS_OK, "text/gemini" },
	{ "/list/", RESPONSE_PAGE, STATUS_OK, NULL },
	{ "/a\r\nb", RESPONSE_HEADER, STATUS_NOT_FOUND, NULL },
};

static void
test_route(void **state)
{
	const __typeof__(rows[0]) *row = *state;

	stage_open(&s);
	for (int dialect = DIALECT_GEMINI; dialect <= DIALECT_GOPHER; dialect++) {
		const struct response *r = ask((enum dialect)dialect, row->name);

		/* The waist does not know how an answer is sent; only what is personal is Gemini's alone. */
		if (dialect == DIALECT_GOPHER && str_starts(str_of(row->name), STR("/c/")))
			continue;
		assert_int_equal(r->kind, row->kind);
		assert_int_equal(r->status, row->status);
		if (row->meta != NULL)
			assert_str_equal(r->meta, row->meta);
		assert_int_equal(r->fd != -1, row->kind == RESPONSE_FILE);
	}
	stage_close(&s);
}

/* An exchange may be used again: the last answer's file does not stay open. */
static void
used_again(void **state)
{
	int fd;

	(void)state;
	stage_open(&s);
	fd = ask(DIALECT_GEMINI, "/notes.txt")->fd;
	assert_true(fd != -1);
	s.x.request.path = STR("/none");
	serve_request(&s.front, &s.x);
	assert_int_equal(s.x.response.fd, -1);
	assert_int_equal(fcntl(fd, F_GETFD), -1);
	(void)ask(DIALECT_GEMINI, "/notes.txt");
	exchange_release(&s.x);
	assert_int_equal(s.x.response.fd, -1);
	exchange_release(&s.x);
	stage_close(&s);
}

/* A folder whose name needs encoding: one hop, to an address that a client can use. */
static void
redirects_are_encoded(void **state)
{
	(void)state;
	stage_open(&s);
	temp_folder(&s.t, "a b?c#d%e");
	assert_str_equal(ask(DIALECT_GEMINI, "/a b?c#d%e")->meta, "/a%20b%3Fc%23d%25e/");
	temp_folder(&s.t, "line\nend");
	assert_str_equal(ask(DIALECT_GEMINI, "/line\nend")->meta, "/line%0Aend/");
	assert_status(stage_gemini(&s, "/line%0Aend"), "31 /line%0Aend/\r\n");
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "route" };

	suite_table(&suite, "route", rows, test_route);
	suite_test(&suite, used_again);
	suite_test(&suite, redirects_are_encoded);
	return suite_run(&suite);
}

/* tests/unit/test_log.c: one line per event, and nothing in it that talks to a terminal. */
#include "unit/test.h"

#include "base/log.h"

static char line[8192];

/* What log_line() writes, caught in a pipe in place of standard error. */
#define caught(...)								\
	do {									\
		int pipe_[2], saved_ = dup(STDERR_FILENO);			\
		ssize_t got_;							\
										\
		assert_int_equal(pipe(pipe_), 0);				\
		(void)dup2(pipe_[1], STDERR_FILENO);				\
		log_line(__VA_ARGS__);						\
		(void)dup2(saved_, STDERR_FILENO);				\
		(void)close(saved_);						\
		(void)close(pipe_[1]);						\
		got_ = read(pipe_[0], line, sizeof(line) - 1);			\
		(void)close(pipe_[0]);						\
		assert_true(got_ >= 0);						\
		line[got_] = '\0';						\
	} while (0)

static const struct {
	const char *name, *text, *want;
} escapes[] = {
	{ "plain",		"GET /moon",		"carrel: GET /moon\n" },
	{ "UTF-8 passes",	"caf\xc3\xa9 \xe6\x9c\x88", "carrel: caf\xc3\xa9 \xe6\x9c\x88\n" },
	{ "no forged line",	"a\nb\r\nc",		"carrel: a\\x0ab\\x0d\\x0ac\n" },
	{ "no escape sequence",	"\x1b[31m",		"carrel: \\x1b[31m\n" },
	{ "tab and DEL",	"\t\x7f",		"carrel: \\x09\\x7f\n" },
	/* U+009B is CSI, as good as ESC [ to a terminal that knows C1. */
	{ "no C1 control",	"\xc2\x9b" "31m",	"carrel: \\xc2\\x9b31m\n" },
	{ "C1 at the end",	"a\xc2\x85",		"carrel: a\\xc2\\x85\n" },
	{ "NBSP passes",	"a\xc2\xa0" "b",	"carrel: a\xc2\xa0" "b\n" },
	{ "empty",		"",			"carrel: \n" },
};

static void
test_escape(void **state)
{
	const __typeof__(escapes[0]) *row = *state;

	caught(LOG_NOTICE, "%s", row->text);
	assert_str_equal(str_of(line), row->want);
}

static void
levels_and_speakers(void **state)
{
	(void)state;
	caught(LOG_ERROR, "x");
	assert_string_equal(line, "carrel: error: x\n");
	log_as("worker 2");
	caught(LOG_WARNING, "%d", 5);
	assert_string_equal(line, "carrel worker 2: warning: 5\n");
	log_as(NULL);
}

/* LOG_LINE_MAX: just under, at, just over; and a line of nothing but escapes. */
static void
the_limit(void **state)
{
	const size_t head = strlen("carrel: ");

	(void)state;
	for (size_t n = LOG_LINE_MAX - head - 10; n < LOG_LINE_MAX + 10; n++) {
		char *text = text_of('x', n);

		caught(LOG_NOTICE, "%s", text);
		assert_true(strlen(line) <= LOG_LINE_MAX);
		assert_ptr_equal(strchr(line, '\n'), line + strlen(line) - 1);
		free(text);
	}
	for (size_t n = 200; n < 3000; n += 100) {
		char *text = text_of('\x1b', n);

		caught(LOG_NOTICE, "%s", text);
		assert_true(strlen(line) <= LOG_LINE_MAX);
		assert_null(strchr(line, '\x1b'));
		free(text);
	}
}

static void
due_once_in_a_while(void **state)
{
	int64_t last = 0;

	(void)state;
	assert_true(log_due(&last, 3600));
	assert_false(log_due(&last, 3600));
	assert_true(log_due(&last, 0));
}

/* Into a pipe: how many lines a run of the same, and of others in between, leaves. */
static void
told_once(void **state)
{
	char text[65536];
	int saved = dup(STDERR_FILENO), pipes[2];
	size_t lines = 0;
	ssize_t n;

	(void)state;
	assert_int_equal(pipe(pipes), 0);
	assert_true(saved != -1 && dup2(pipes[1], STDERR_FILENO) != -1);
	for (int i = 0; i < 3; i++)
		log_once(LOG_WARNING, "%s is broken", "a.gmi");		/* one line */
	log_once(LOG_WARNING, "%s is broken", "b.gmi");			/* another */
	for (int i = 0; i < LOG_TOLD - 2; i++)				/* memory is full to the brim */
		log_once(LOG_NOTICE, "line %d", i);
	log_once(LOG_WARNING, "%s is broken", "a.gmi");
	log_once(LOG_NOTICE, "one more");				/* in the place of the oldest */
	log_once(LOG_WARNING, "%s is broken", "a.gmi");
	assert_true(dup2(saved, STDERR_FILENO) != -1);
	(void)close(saved);
	(void)close(pipes[1]);
	n = read(pipes[0], text, sizeof(text));
	(void)close(pipes[0]);
	for (ssize_t i = 0; i < n; i++)
		lines += text[i] == '\n';
	assert_int_equal(lines, 2 + (LOG_TOLD - 2) + 2);
}

static void
hear(void *ctx, enum log_level level, struct str text)
{
	(void)snprintf(ctx, LOG_LINE_MAX, "%d %.*s", (int)level, STR_ARG(text));
}

static void
heard_by_another(void **state)
{
	static char heard[LOG_LINE_MAX];

	(void)state;
	log_to(hear, heard);
	log_line(LOG_WARNING, "a\x1b%d", 7);
	log_to(NULL, NULL);
	assert_string_equal(heard, "1 a\x1b" "7");
}

int
main(void)
{
	static struct suite s = { .name = "log" };

	suite_table(&s, "log escape", escapes, test_escape);
	suite_test(&s, levels_and_speakers);
	suite_test(&s, the_limit);
	suite_test(&s, due_once_in_a_while);
	suite_test(&s, told_once);
	suite_test(&s, heard_by_another);
	return suite_run(&s);
}

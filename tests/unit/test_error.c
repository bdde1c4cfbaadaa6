/* tests/unit/test_error.c: an error that somebody can act on. */
#include "unit/test.h"

#include <errno.h>

#include "base/error.h"

static const struct {
	const char *name;
	struct error_at at;
	const char *text;
} places[] = {
	{ "path, line and column",	{ "posts/moon.gmi", 4, 7 },	"posts/moon.gmi:4:7: no such day" },
	{ "path and line",		{ "posts/moon.gmi", 4, 0 },	"posts/moon.gmi:4: no such day" },
	{ "path alone",			{ "posts/moon.gmi", 0, 0 },	"posts/moon.gmi: no such day" },
	{ "a column without a line",	{ "posts/moon.gmi", 0, 7 },	"posts/moon.gmi: no such day" },
	{ "nowhere",			{ NULL, 0, 0 },			"no such day" },
};

static void
test_place(void **state)
{
	const __typeof__(places[0]) *row = *state;
	struct error err;

	assert_int_equal(error_set(&err, ERROR_INPUT, row->at, "no such %s", "day"), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	assert_string_equal(err.text, row->text);
}

static void
nobody_cares(void **state)
{
	(void)state;
	assert_int_equal(error_set(NULL, ERROR_INPUT, (struct error_at){ NULL, 0, 0 }, "x"), -1);
	errno = ENOENT;
	assert_int_equal(error_system(NULL, "a", "open"), -1);
	assert_int_equal(errno, ENOENT);
}

/* The text holds 511 bytes and a NUL: just under, at, just over; of the path, too. */
static void
cut_but_ended(void **state)
{
	(void)state;
	for (size_t n = 510; n <= 513; n++) {
		char *text = text_of('x', n);
		struct error err;

		(void)error_set(&err, ERROR_INPUT, (struct error_at){ NULL, 0, 0 }, "%s", text);
		assert_int_equal(strlen(err.text), n < 511 ? n : 511);
		(void)error_set(&err, ERROR_INPUT, (struct error_at){ text, 1, 1 }, "%s", text);
		assert_int_equal(strlen(err.text), 511);
		free(text);
	}
}

/* operations.md section 5 */
static const struct {
	const char *name;
	int code;
	enum error_kind kind;
} codes[] = {
	{ "ENOENT", ENOENT, ERROR_NOT_FOUND }, { "ENOTDIR", ENOTDIR, ERROR_NOT_FOUND },
	{ "ENAMETOOLONG", ENAMETOOLONG, ERROR_NOT_FOUND }, { "ELOOP", ELOOP, ERROR_NOT_FOUND },
	{ "EACCES", EACCES, ERROR_NOT_FOUND }, { "EPERM", EPERM, ERROR_NOT_FOUND },
	{ "EINVAL", EINVAL, ERROR_NOT_FOUND }, { "EXDEV, an escape", EXDEV, ERROR_NOT_FOUND },
	{ "EEXIST", EEXIST, ERROR_EXISTS },
	{ "EMFILE", EMFILE, ERROR_SYSTEM }, { "ENFILE", ENFILE, ERROR_SYSTEM },
	{ "ENOMEM", ENOMEM, ERROR_SYSTEM }, { "EIO", EIO, ERROR_SYSTEM },
	{ "EAGAIN", EAGAIN, ERROR_SYSTEM }, { "EINTR", EINTR, ERROR_SYSTEM },
	{ "ENOSPC", ENOSPC, ERROR_SYSTEM }, { "ESTALE", ESTALE, ERROR_SYSTEM },
};

static void
test_code(void **state)
{
	const __typeof__(codes[0]) *row = *state;
	struct error err;

	errno = row->code;
	assert_int_equal(error_system(&err, "a/b", "open"), -1);
	assert_int_equal(errno, row->code);
	assert_int_equal(err.kind, row->kind);
	assert_true(str_starts(str_of(err.text), STR("a/b: cannot open: ")));
}

int
main(void)
{
	static struct suite s = { .name = "error" };

	suite_table(&s, "error at", places, test_place);
	suite_test(&s, nobody_cares);
	suite_test(&s, cut_but_ended);
	suite_table(&s, "error of", codes, test_code);
	return suite_run(&s);
}

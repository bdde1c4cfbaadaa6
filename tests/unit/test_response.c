/* tests/unit/test_response.c: what a reader gets, before a dialect is put on. */
#include "unit/test.h"

#include "proto/response.h"

static void
starts_as_not_found(void **state)
{
	struct response r;

	(void)state;
	response_init(&r);
	assert_int_equal(r.kind, RESPONSE_HEADER);
	assert_int_equal(r.status, STATUS_NOT_FOUND);
	assert_int_equal(r.fd, -1);
	response_release(&r);
	response_release(&r);
}

static void
release_closes(void **state)
{
	struct response r;
	int fd = dup(STDERR_FILENO);

	(void)state;
	response_init(&r);
	r.fd = fd;
	response_release(&r);
	assert_int_equal(r.fd, -1);
	assert_int_equal(fcntl(fd, F_GETFD), -1);
}

/* Every status has words of its own to fall back on; those of a slow down are a bare number. */
static void
messages(void **state)
{
	static const enum status all[] = { STATUS_INPUT, STATUS_OK, STATUS_REDIRECT, STATUS_MOVED,
	    STATUS_FAILED, STATUS_BUSY, STATUS_SLOW_DOWN, STATUS_NOT_FOUND, STATUS_GONE,
	    STATUS_NOT_SERVED, STATUS_BAD_REQUEST, STATUS_NEED_CERTIFICATE, STATUS_NOT_ALLOWED,
	    STATUS_BAD_CERTIFICATE };
	uint64_t seconds;

	(void)state;
	for (size_t i = 0; i < COUNT(all); i++) {
		struct response r;

		response_init(&r);
		response_set(&r, all[i], STR_NONE);
		assert_int_equal(r.status, all[i]);
		response_settle(&r, words_english());
		assert_true(str_eq(r.meta, status_message(words_english(), all[i])));
		assert_true(r.meta.n > 0);
		response_set(&r, all[i], STR("own"));
		response_settle(&r, words_english());
		assert_str_equal(r.meta, "own");
	}
	assert_str_equal(status_message(words_builtin(STR("de")), STATUS_NOT_FOUND), "Nicht gefunden");
	assert_true(str_number(status_message(words_english(), STATUS_SLOW_DOWN), 3600, &seconds));
}

int
main(void)
{
	static struct suite s = { .name = "response" };

	suite_test(&s, starts_as_not_found);
	suite_test(&s, release_closes);
	suite_test(&s, messages);
	return suite_run(&s);
}

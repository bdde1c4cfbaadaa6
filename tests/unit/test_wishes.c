/* tests/unit/test_wishes.c: what the author's command asks of the store. */
#include "unit/test.h"

#include "capsule/wishes.h"

#define ID "20240301T120000Z-aaaabbbb"

static struct temp t;
static char got[256];

static void
grant(void *ctx, enum wish wish, struct str id)
{
	size_t n = strlen(got);

	assert_ptr_equal(ctx, &t);
	(void)snprintf(got + n, sizeof(got) - n, "%d %.*s;", (int)wish, STR_ARG(id));
}

static void
left_and_taken(void **state)
{
	struct error err;

	(void)state;
	temp_open(&t);
	got[0] = '\0';
	wishes_take(t.fd, grant, &t);			/* no folder: none */
	assert_int_equal(wish_leave(t.fd, WISH_BLOCK, STR(ID), &err), 0);
	assert_int_equal(wish_leave(t.fd, WISH_BLOCK, STR(ID), &err), 0);
	assert_int_equal(wish_leave(t.fd, WISH_UNBLOCK, STR(ID "c"), &err), 0);
	temp_write(&t, ".carrel/wishes/block-x", "");
	temp_write(&t, ".carrel/wishes/else", "");
	wishes_take(t.fd, grant, &t);
	assert_string_equal(got, "0 " ID ";1 " ID "c;");
	wishes_take(t.fd, grant, &t);			/* once each */
	assert_string_equal(got, "0 " ID ";1 " ID "c;");
	assert_false(temp_exists(&t, ".carrel/wishes/else"));
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "wishes" };

	suite_test(&s, left_and_taken);
	return suite_run(&s);
}

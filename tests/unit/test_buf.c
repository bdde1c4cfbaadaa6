/* tests/unit/test_buf.c: bytes that grow up to a cap. */
#include "unit/test.h"

#include "base/buf.h"

static void
the_cap(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 4);
	buf_add(&b, STR("abc"));			/* just under */
	assert_false(b.full);
	buf_addc(&b, 'd');				/* at */
	assert_false(b.full);
	assert_str_equal(buf_str(&b), "abcd");
	buf_addc(&b, 'e');				/* just over */
	assert_true(b.full);
	assert_str_equal(buf_str(&b), "abcd");
	buf_release(&b);
}

/* What fits before the piece that did not is kept, and nothing comes behind the gap. */
static void
full_stays_full(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 4);
	buf_add(&b, STR("ab"));
	buf_add(&b, STR("cde"));
	assert_true(b.full);
	buf_addc(&b, 'c');
	buf_fill(&b, 'x', 1);
	buf_addf(&b, "%d", 1);
	assert_null(buf_room(&b, 1));
	assert_str_equal(buf_str(&b), "ab");
	buf_clear(&b);
	assert_false(b.full);
	buf_add(&b, STR("wxyz"));
	assert_str_equal(buf_str(&b), "wxyz");
	buf_release(&b);
	assert_int_equal(b.max, 4);
	buf_add(&b, STR("1234"));
	assert_false(b.full);
	buf_release(&b);
}

static void
no_room_at_all(void **state)
{
	struct buf b = { 0 };

	(void)state;
	buf_add(&b, STR_NONE);
	assert_false(b.full);
	assert_str_equal(buf_str(&b), "");
	buf_addc(&b, 'a');
	assert_true(b.full);
	buf_release(&b);
}

/* Nothing is always little enough: as the first thing a buffer is given, too. */
static void
nothing_fits_everywhere(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 8);
	buf_add(&b, STR_NONE);
	assert_false(b.full);
	buf_fill(&b, '=', 0);
	assert_false(b.full);
	buf_addf(&b, "%s", "");
	assert_false(b.full);
	buf_release(&b);
}

static void
formats_of_any_length(void **state)
{
	static const size_t sizes[] = { 0, 1, 255, 256, 511, 512, 513, 5000 };
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		char *text = text_of('x', sizes[i]);

		buf_clear(&b);
		buf_addf(&b, "<%s>", text);
		assert_int_equal(b.n, sizes[i] + 2);
		assert_int_equal(b.p[0], '<');
		assert_int_equal(b.p[b.n - 1], '>');
		free(text);
	}
	buf_release(&b);
}

static void
grows_to_the_last_byte(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1000);				/* no power of two */
	for (size_t i = 0; i < 1000; i++)
		buf_addc(&b, (char)('a' + i % 26));
	assert_false(b.full);
	assert_int_equal(b.n, 1000);
	for (size_t i = 0; i < 1000; i++)
		assert_int_equal(b.p[i], (char)('a' + i % 26));
	buf_addc(&b, 'x');
	assert_true(b.full);
	buf_release(&b);
}

static void
room_for_reading(void **state)
{
	struct buf b;
	char *to;

	(void)state;
	buf_init(&b, 10);
	to = buf_room(&b, 10);
	assert_non_null(to);
	memcpy(to, "0123456789", 10);
	b.n += 10;
	assert_null(buf_room(&b, 1));
	assert_null(buf_room(&b, SIZE_MAX));
	assert_str_equal(buf_str(&b), "0123456789");
	buf_release(&b);
}

static void
fill_repeats(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 5);
	buf_fill(&b, '-', 5);
	assert_str_equal(buf_str(&b), "-----");
	buf_fill(&b, '-', 1);
	assert_true(b.full);
	buf_release(&b);
}

int
main(void)
{
	static struct suite s = { .name = "buf" };

	suite_test(&s, the_cap);
	suite_test(&s, full_stays_full);
	suite_test(&s, no_room_at_all);
	suite_test(&s, nothing_fits_everywhere);
	suite_test(&s, formats_of_any_length);
	suite_test(&s, grows_to_the_last_byte);
	suite_test(&s, room_for_reading);
	suite_test(&s, fill_repeats);
	return suite_run(&s);
}

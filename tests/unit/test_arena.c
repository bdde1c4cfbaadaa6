/* tests/unit/test_arena.c: memory freed all at once. */
#include "unit/test.h"

#include "base/arena.h"

static void
empty_is_valid(void **state)
{
	struct arena a = { NULL };

	(void)state;
	arena_release(&a);
	assert_non_null(arena_new(&a, 0, 8));
	arena_release(&a);
	assert_str_equal(arena_str(&a, STR("again")), "again");
	arena_release(&a);
}

static void
zeroed_and_aligned(void **state)
{
	struct arena a = { NULL };

	(void)state;
	for (size_t n = 1; n < 3000; n += 7) {
		unsigned char *p;

		memset(arena_cstr(&a, STR("odd")), 'x', 3);	/* text lies at any byte */
		p = arena_new(&a, n, 1);
		assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
		for (size_t i = 0; i < n; i++)
			assert_int_equal(p[i], 0);
		memset(p, 0xff, n);
	}
	arena_release(&a);
}

/* Blocks are some 4 KiB: just under, at, over, and far over. */
static void
pieces_of_every_size(void **state)
{
	struct arena a = { NULL };

	(void)state;
	for (size_t n = 4000; n < 4200; n++)
		memset(arena_new(&a, n, 1), 1, n);
	memset(arena_new(&a, 3, 1 << 20), 1, 3 << 20);
	memset(arena_new(&a, 1, 1), 1, 1);
	arena_release(&a);
}

static void
texts(void **state)
{
	struct arena a = { NULL };
	char *long_text = text_of('y', 9000), *c;
	struct str s;

	(void)state;
	assert_int_equal(arena_str(&a, STR_NONE).n, 0);
	c = arena_cstr(&a, (struct str){ NULL, 0 });
	assert_string_equal(c, "");
	assert_string_equal(arena_cstr(&a, STR("abc")), "abc");
	assert_bytes_equal(arena_str(&a, STR("a\0b")), STR("a\0b"));
	assert_str_equal(arena_printf(&a, "%s-%d", "x", 5), "x-5");
	assert_str_equal(arena_printf(&a, "%s", ""), "");
	s = arena_printf(&a, "%s", long_text);
	assert_str_equal(s, long_text);
	arena_release(&a);
	free(long_text);
}

static void
growing_keeps_what_was_there(void **state)
{
	struct arena a = { NULL };
	size_t cap = 0;
	int *items = NULL;

	(void)state;
	for (int i = 0; i < 1000; i++) {
		arena_grow(&a, (void **)&items, &cap, (size_t)i, sizeof(*items));
		items[i] = i;
	}
	for (int i = 0; i < 1000; i++)
		assert_int_equal(items[i], i);
	assert_true(cap >= 1000 && cap < 2048);
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "arena" };

	suite_test(&s, empty_is_valid);
	suite_test(&s, zeroed_and_aligned);
	suite_test(&s, pieces_of_every_size);
	suite_test(&s, texts);
	suite_test(&s, growing_keeps_what_was_there);
	return suite_run(&s);
}

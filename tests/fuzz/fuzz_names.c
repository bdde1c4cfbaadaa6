/* fuzz_names.c: the input is a comment that may be signed; its signer, and all of it, are names. */
#include "fuzz.h"

#include "capsule/names.h"

static bool
is_end(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

static void
check_signature(struct arena *a, struct str s)
{
	struct str text = s, name = STR("untouched"), again;

	if (!name_take_signature(a, &text, &name)) {
		check(text.p == s.p && text.n == s.n && str_eq(name, STR("untouched")));
		return;
	}
	check(text.p == s.p && text.n > 0 && text.n < s.n && !is_end(text.p[text.n - 1]));
	check(name.n > 0 && utf8_valid(name) && utf8_columns(name) <= NAME_COLUMNS);
	check(!str_has(name, '\n') && !str_has(name, '\r'));
	again = comment_name(a, utf8_clean_name(a, name, NAME_COLUMNS));
	check(str_eq(again, name));			/* the store cleans it once more */
}

static void
check_looks(struct arena *a, struct str s)
{
	struct alike alike = alike_of(a, s), again;
	struct buf b;

	check(alike_same(&alike, &alike) == (alike.look[0].n > 0));
	for (int i = 0; i < ALIKE_WAYS; i++) {
		check(utf8_valid(alike.look[i]));
		for (size_t k = 0; k < alike.look[i].n; k++)
			check(alike.look[i].p[k] < 'A' || alike.look[i].p[k] > 'Z');
	}
	buf_init(&b, s.n + 32);				/* what is not seen changes nothing */
	buf_add(&b, STR("\xe2\x80\x8b ."));
	buf_add(&b, s);
	again = alike_of(a, buf_str(&b));
	for (int i = 0; i < ALIKE_WAYS; i++)
		check(str_eq(alike.look[i], again.look[i]));
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size);
	struct arena a = { NULL };

	check_signature(&a, s);
	check_looks(&a, s);
	arena_release(&a);
	return 0;
}

/* tests/unit/test_digest.c: SHA-256, plain and keyed, and the letters for it. */
#include "unit/test.h"

#include "base/digest.h"

#define ABC "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"	/* FIPS 180-4, "abc" */
#define NIL "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"

static void
assert_hex(struct digest d, const char *want)
{
	char hex[DIGEST_HEX];

	digest_hex(&d, hex);
	assert_str_equal(((struct str){ hex, sizeof(hex) }), want);
}

static void
known_digests(void **state)
{
	struct str abc = exact_dup("abc");

	(void)state;
	assert_hex(digest_of(abc), ABC);
	assert_hex(digest_of(STR_NONE), NIL);
	exact_free(abc);
}

static const struct {
	const char *name, *hex;
	bool ok;
} hexes[] = {
	{ "lower case",		ABC, true },
	{ "upper case",		"BA7816BF8F01CFEA414140DE5DAE2223B00361A396177A9CB410FF61F20015AD", true },
	{ "63 digits",		"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a", false },
	{ "65 digits",		ABC "0", false },
	{ "empty",		"", false },
	{ "no hex digit",	"ga7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", false },
	{ "blank at the end",	"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015a ", false },
};

static void
test_hex(void **state)
{
	const __typeof__(hexes[0]) *row = *state;
	struct str hex = exact_dup(row->hex);
	struct digest d;

	assert_int_equal(digest_from_hex(hex, &d), row->ok);
	if (row->ok)
		assert_hex(d, ABC);
	exact_free(hex);
}

/* HMAC-SHA256 over 8-byte lengths and parts, as python's hmac module computes it. */
static void
keyed_is_hmac_over_lengths_and_parts(void **state)
{
	struct secret key;
	struct str parts[] = { STR("ab"), STR("c") };

	(void)state;
	memset(&key, 0x0b, sizeof(key));
	assert_hex(digest_keyed(&key, parts, 2), "dd3926e3cdf10d32b39c7ffb5cb12b1b8ce7763ea4d6676689b55abf7766c888");
}

static void
keyed_knows_where_parts_end(void **state)
{
	struct secret key = { { 1 } }, other = { { 2 } };
	struct str a[] = { STR("ab"), STR("c") }, b[] = { STR("a"), STR("bc") };
	struct str c[] = { STR("abc") }, d[] = { STR("ab"), STR("c"), STR_NONE };
	struct digest da = digest_keyed(&key, a, 2), db = digest_keyed(&key, b, 2);
	struct digest dc = digest_keyed(&key, c, 1), dd = digest_keyed(&key, d, 3);
	struct digest de = digest_keyed(&other, a, 2), again = digest_keyed(&key, a, 2);

	(void)state;
	assert_memory_equal(&da, &again, sizeof(da));
	assert_memory_not_equal(&da, &db, sizeof(da));
	assert_memory_not_equal(&da, &dc, sizeof(da));
	assert_memory_not_equal(&da, &dd, sizeof(da));
	assert_memory_not_equal(&da, &de, sizeof(da));
}

/* RFC 4648 base32, lower case: of 32 bytes 51 whole letters. */
static void
letters(void **state)
{
	struct digest d = digest_of(STR("abc")), ones;
	char to[51];

	(void)state;
	digest_letters(&d, to, 51);
	assert_str_equal(((struct str){ to, 51 }), "xj4bnp4pahh6uqkbidpf3lrceoyagyndsylxvhfucd7wd4qacww");
	memset(&ones, 0xff, sizeof(ones));
	digest_letters(&ones, to, 51);
	assert_str_equal(((struct str){ to, 51 }), "777777777777777777777777777777777777777777777777777");
	memset(to, '!', sizeof(to));
	digest_letters(&d, to, 5);
	assert_str_equal(((struct str){ to, 6 }), "xj4bn!");	/* no NUL behind them */
}

static void
same(void **state)
{
	(void)state;
	assert_true(digest_same(STR("abc"), STR("abc")));
	assert_false(digest_same(STR("abc"), STR("abd")));
	assert_false(digest_same(STR("abc"), STR("abcd")));
	assert_true(digest_same(STR_NONE, (struct str){ NULL, 0 }));
}

int
main(void)
{
	static struct suite s = { .name = "digest" };

	suite_test(&s, known_digests);
	suite_table(&s, "digest hex", hexes, test_hex);
	suite_test(&s, keyed_is_hmac_over_lengths_and_parts);
	suite_test(&s, keyed_knows_where_parts_end);
	suite_test(&s, letters);
	suite_test(&s, same);
	return suite_run(&s);
}

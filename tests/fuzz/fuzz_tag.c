/* fuzz_tag.c: a tag's name in an address leads back to the tag. */
#include "fuzz.h"

#include "capsule/site.h"
#include "format/uri.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size), key, path, back;
	struct arena a = { NULL };
	struct buf b;

	if (!utf8_valid(s)) {
		arena_release(&a);
		return 0;			/* tags come out of YAML, which is UTF-8 */
	}
	key = tag_key(&a, s);
	check(utf8_valid(key));
	for (size_t i = 0; i < key.n; i++)
		check(!ascii_is_control(key.p[i]) && !str_has(STR(" /?#%"), key.p[i]));
	check(str_eq(tag_key(&a, key), key));	/* get_tags() folds what was asked for again */
	buf_init(&b, 3 * key.n + 8);
	buf_add(&b, STR("/tags/"));
	uri_encode_path(&b, key);
	path = arena_printf(&a, "/tags/%.*s", STR_ARG(key));
	check(uri_path_decode(&a, buf_str(&b), &back) == URI_PATH_OK && str_eq(path, back));
	buf_release(&b);
	arena_release(&a);
	return 0;
}

/* fuzz_known.c: the input is a known-hosts file. */
#include "fuzz.h"

#include "net/known.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_str(data, size);
	struct known k = { { { 7 } }, 1764064800 }, back;
	struct buf b;

	if (known_look(text, "known-hosts", STR("a:1965"), &back, NULL) == KNOWN_BAD)
		return 0;
	buf_init(&b, 2 * KNOWN_MAX);
	known_write(&b, text, STR("a:1965"), &k);
	if (!b.full)
		check(known_look(buf_str(&b), "known-hosts", STR("a:1965"), &back, NULL) == KNOWN_YES &&
		    back.ends == k.ends);
	buf_release(&b);
	return 0;
}

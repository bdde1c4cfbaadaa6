/* fuzz_target.c: the input is an address that a person typed, or that a server redirects to. */
#include "fuzz.h"

#include "proto/gemini.h"
#include "proto/target.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { NULL };
	struct str text = fuzz_str(data, size), meta = STR_NONE;
	struct target t, again;
	int status = 0;

	if (target_parse(text, &a, &t, NULL) == 0) {
		check(t.port != 0 && t.host.n > 0);
		if (t.scheme == SCHEME_GEMINI || t.scheme == SCHEME_TITAN) {
			struct str url = target_url(&t, &a);

			check(url.n <= GEMINI_REQUEST_MAX && !str_has(url, '\n') && !str_has(url, '\r'));
			check(target_parse(url, &a, &again, NULL) == 0 && str_eq(target_url(&again, &a), url));
		} else {
			check(!str_has(t.selector, '\n') && !str_has(t.selector, '\r') && !str_has(t.selector, '\0'));
		}
	}
	if (target_read_header(text, &status, &meta))
		check(status >= 10 && status < 70 && str_inside(meta, text));
	arena_release(&a);
	return 0;
}

/* fuzz_host.c: the input is a host as somebody wrote it into the settings. */
#include "fuzz.h"

#include "format/host.h"
#include "format/utf8.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena a = { NULL };
	struct str text = fuzz_str(data, size), host = STR_NONE, again = STR_NONE;

	if (host_read(text, &a, &host) == NULL) {
		check(host.n > 0 && host.n <= HOST_MAX);
		for (size_t i = 0; i < host.n; i++)
			check(ascii_is_digit(host.p[i]) || (host.p[i] >= 'a' && host.p[i] <= 'z') ||
			    str_has(STR(".:-"), host.p[i]));
		/* What came out goes in again, and stays as it is. */
		check(host_read(host, &a, &again) == NULL && str_eq(host, again));
		check(utf8_valid(host_shown(host, &a)));
	}
	(void)host_shown(text, &a);
	arena_release(&a);
	return 0;
}

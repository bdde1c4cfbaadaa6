/* fuzz_ascii.c: transliteration of any bytes. The first line is the language, the rest the text. */
#include "fuzz.h"

#include "format/ascii.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = fuzz_str(data, size), lang = STR_NONE, out;
	struct arena a = { NULL };
	size_t plain = 0, kept = 0;

	(void)str_cut(&rest, '\n', &lang);
	out = ascii_of(&a, rest, lang);
	check(ascii_is(out));
	check(out.n <= ASCII_GROWTH * rest.n);
	check(!ascii_is(rest) || out.p == rest.p);
	check(str_eq(ascii_of(&a, out, lang), out));
	/* Lines stay lines, and what is ASCII stays. */
	for (size_t i = 0; i < rest.n; i++)
		plain += (unsigned char)rest.p[i] < 0x80 && ascii_is_control(rest.p[i]);
	for (size_t i = 0; i < out.n; i++)
		kept += ascii_is_control(out.p[i]);
	check(kept >= plain);
	arena_release(&a);
	return 0;
}

/* fuzz_placeholder.c: the input is lines of a home page. */
#include "fuzz.h"

#include "format/placeholder.h"

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = fuzz_str(data, size), line, inside;

	while (str_line(&rest, &line)) {
		struct placeholder p = placeholder_parse(line);

		inside = str_trim(line);
		if (p.kind == PLACEHOLDER_NONE) {
			check(!str_starts(inside, STR("{{")) || !str_ends(inside, STR("}}")) || inside.n < 4);
			check(p.count == 0 && p.col == 0);
			continue;
		}
		check(str_skip(&inside, STR("{{")) && str_drop(&inside, STR("}}")));
		check(p.col >= 1 && p.col <= line.n);
		check(p.count <= PLACEHOLDER_MAX);
		inside = str_trim(inside);
		if (inside.n > 0)
			check(str_starts(str_from(line, p.col - 1), inside));
		if (p.kind == PLACEHOLDER_POSTS || p.kind == PLACEHOLDER_COMMENTS)
			check(p.count >= 1);
		else
			check(p.count == 0);
	}
	return 0;
}

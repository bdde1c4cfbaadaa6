/* fuzz_markdown.c: any bytes as a file of Hugo's or Jekyll's, with TOML in front. */
#include "fuzz.h"

#include "format/gemtext.h"
#include "format/markdown.h"

static size_t
count_lines(struct str s)
{
	struct str line;
	size_t n = 0;

	while (str_line(&s, &line))
		n++;
	return n;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct html_options options = { 0 };
	struct str all = fuzz_str(data, size), yaml, rest, line;
	struct arena a = { NULL };
	struct error err;
	bool in_pre = false;

	if (markdown_toml(&a, all, "x", &yaml, &err) == 0)
		check(count_lines(yaml) == count_lines(all));
	else
		check(err.kind == ERROR_INPUT);
	rest = markdown_to_gemtext(&a, all, &options);
	check(utf8_valid(rest) && is_printable(rest, "\n\t"));
	while (str_line(&rest, &line)) {
		struct gemtext_line l = gemtext_parse_line(line, &in_pre);

		for (size_t i = 0; l.kind == GEMTEXT_LINK && i < l.url.n; i++)
			check(l.url.p[i] > ' ' && l.url.p[i] < 0x7f);
	}
	check(!in_pre);
	arena_release(&a);
	return 0;
}

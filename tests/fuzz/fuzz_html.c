/* fuzz_html.c: any bytes as a post's HTML; then the same for a comment. */
#include "fuzz.h"

#include "format/gemtext.h"
#include "format/html_text.h"

static struct str
attachment(void *ctx, struct arena *a, struct str id, struct str *label)
{
	(void)ctx;
	*label = arena_str(a, id);
	return arena_printf(a, "/%.*s.jpg", STR_ARG(id));
}

static void
told(void *ctx, struct str what)
{
	(void)ctx;
	check(what.n > 2);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct html_options options = { .attachment = attachment, .left = told };

	for (int plain = 0; plain < 2; plain++) {
		struct arena a = { NULL };
		struct str rest, line;
		bool in_pre = false;

		options.plain = plain;
		rest = html_to_gemtext(&a, fuzz_str(data, size), &options);
		check(utf8_valid(rest));
		check(is_printable(rest, "\n\t"));
		check(rest.n == 0 || rest.p[rest.n - 1] == '\n');
		while (str_line(&rest, &line)) {
			struct gemtext_line l = gemtext_parse_line(line, &in_pre);

			if (l.kind != GEMTEXT_LINK)
				continue;
			check(!plain);
			for (size_t i = 0; i < l.url.n; i++)
				check(l.url.p[i] > ' ' && l.url.p[i] < 0x7f);
			check(!str_starts(l.url, STR("javascript:")));
		}
		check(!in_pre);
		arena_release(&a);
	}
	return 0;
}

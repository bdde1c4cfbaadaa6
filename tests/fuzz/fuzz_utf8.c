/* fuzz_utf8.c: the first byte is a width, the rest is text. */
#include "fuzz.h"

#define WIDTHS 100

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

static void
check_next(struct str s)
{
	struct str rest = s;
	bool sound = true;
	struct buf b;

	buf_init(&b, 4);
	while (rest.n > 0) {
		struct str was = rest, bytes;
		uint32_t c = utf8_next(&rest);

		check(rest.n < was.n && was.n - rest.n <= 4);
		check(c <= 0x10ffff && (c < 0xd800 || c > 0xdfff));
		bytes = str_head(was, was.n - rest.n);
		buf_clear(&b);
		utf8_put(&b, c);
		if (!str_eq(buf_str(&b), bytes)) {
			check(c == UTF8_BAD && bytes.n == 1);
			sound = false;
		}
	}
	check(utf8_valid(s) == sound);
	buf_release(&b);
}

static void
check_fit(struct str s, size_t columns)
{
	struct str head = utf8_fit(s, columns), rest = str_from(s, head.n);

	check(head.p == s.p && head.n <= s.n);
	check(utf8_columns(head) <= columns);
	if (rest.n > 0) {
		(void)utf8_next(&rest);			/* one more would not have fitted */
		check(utf8_columns(str_head(s, s.n - rest.n)) > columns);
	}
}

static void
check_wrap(struct str s, size_t width)
{
	struct str rest = s, line;
	size_t at = 0;				/* bytes of s that are accounted for */

	while (utf8_wrap(&rest, width, &line)) {
		struct str more = line;

		check(str_inside(line, s));
		if (line.n > 0) {
			check(line.p >= s.p + at);
			while (s.p + at < line.p)
				check(is_blank(s.p[at++]));	/* only blanks get lost */
			check(!is_blank(line.p[line.n - 1]));
			at += line.n;
			(void)utf8_next(&more);
			check(utf8_columns(line) <= width || more.n == 0);
			if (line.p != s.p && !is_blank(line.p[-1]))
				check(utf8_columns(str_head(line, line.n - more.n)) > 0);
			check(line.p == s.p || !is_blank(line.p[0]));
		}
		check(rest.n == 0 || rest.p > s.p);
	}
	for (; at < s.n; at++)
		check(is_blank(s.p[at]));
}

static bool
is_treacherous(uint32_t c)
{
	return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200b || c == 0x200e ||
	    c == 0x200f || c == 0x2028 || c == 0x2029 || c == 0x2060 || c == 0xfeff || c == 0xad ||
	    (c >= 0xe0000 && c <= 0xe007f);
}

static void
check_clean(struct str s, const char *allowed)
{
	check(utf8_valid(s));
	check(is_printable(s, allowed));
	while (s.n > 0)
		check(!is_treacherous(utf8_next(&s)));
}

static void
check_clean_text(struct arena *a, struct str s)
{
	struct str clean = utf8_clean_text(a, s), rest = clean, line;

	check_clean(clean, "\n");
	check(!str_starts(clean, STR("\n")) && !str_ends(clean, STR("\n")));
	while (str_cut(&rest, '\n', &line))
		check(line.n == 0 || !is_blank(line.p[line.n - 1]));
	check(str_eq(utf8_clean_text(a, clean), clean));
}

static void
check_clean_name(struct arena *a, struct str s, size_t columns)
{
	struct str clean = utf8_clean_name(a, s, columns);

	check_clean(clean, "");
	check(utf8_columns(clean) <= columns);
	check(is_trimmed(clean));
	for (size_t i = 1; i < clean.n; i++)
		check(clean.p[i] != ' ' || clean.p[i - 1] != ' ');
	check(str_eq(utf8_clean_name(a, clean, columns), clean));
}

static void
check_fold(struct arena *a, struct str s)
{
	struct str folded = utf8_fold(a, s);

	if (!utf8_valid(s))
		return;
	check(utf8_valid(folded));
	for (size_t i = 0; i < folded.n; i++)
		check(folded.p[i] < 'A' || folded.p[i] > 'Z');
	check(str_eq(utf8_fold(a, folded), folded));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size);
	struct arena a = { NULL };
	size_t width;

	if (size == 0)
		return 0;
	width = data[0] % WIDTHS;
	s = (struct str){ s.p + 1, s.n - 1 };
	check_next(s);
	check_fit(s, width);
	check_wrap(s, width < 2 ? 2 : width);
	check_clean_text(&a, s);
	check_clean_name(&a, s, width);
	check_fold(&a, s);
	arena_release(&a);
	return 0;
}

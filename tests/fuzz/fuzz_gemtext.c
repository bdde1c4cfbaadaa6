/* fuzz_gemtext.c: lines of gemtext, and a document written and read again. */
#include "fuzz.h"

#include "format/doc.h"

static void
check_lines(struct str rest)
{
	bool was, in_pre = false;
	struct str line;

	while (was = in_pre, str_line(&rest, &line)) {
		struct gemtext_line l = gemtext_parse_line(line, &in_pre);

		check(str_inside(l.text, line) && str_inside(l.url, line));
		check((l.kind == GEMTEXT_LINK) == (l.url.n > 0));
		check(!str_has(l.url, ' ') && !str_has(l.url, '\t'));
		check((l.kind == GEMTEXT_TOGGLE) == (was != in_pre));
		check((l.kind == GEMTEXT_HEADING) == (l.level > 0) && l.level <= 3);
		check((l.kind == GEMTEXT_PRE) <= was);
		if (l.kind == GEMTEXT_TEXT || l.kind == GEMTEXT_PRE)
			check(str_eq(l.text, line));
		else
			check(is_trimmed(l.text));
	}
}

/* As the writer leaves it: no control characters. Blanks at the ends are not what this is about. */
static struct str
written(struct arena *a, struct str s)
{
	char *copy = arena_cstr(a, s);
	size_t n = 0;

	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\xc2' && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xa0)
			i++;				/* C1 */
		else if (!ascii_is_control(s.p[i]) || s.p[i] == '\t')
			copy[n++] = s.p[i];
	}
	return str_trim((struct str){ copy, n });
}

/* A URL keeps its controls, percent-encoded: without them it would be another. */
static struct str
written_url(struct arena *a, struct str s)
{
	struct str out;
	struct buf b;

	buf_init(&b, 3 * s.n + 1);
	for (size_t i = 0; i < s.n; i++) {
		bool c1 = s.p[i] == '\xc2' && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xa0;

		for (int n = c1 ? 2 : 1; n > 0; n--, i++)
			buf_addf(&b, c1 || ascii_is_control(s.p[i]) ? "%%%02X" : "%c",
			    (unsigned)(unsigned char)s.p[i]);
		i--;
	}
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

static void
check_round_trip(struct arena *a, struct str s)
{
	struct doc *d = doc_new(a), *again = doc_new(a);
	struct str line, rest;
	struct buf b, b2;

	buf_init(&b, 1 << 20);
	buf_init(&b2, 1 << 20);
	doc_parse(d, s);
	doc_write_gemtext(d, &b);
	check(!b.full);
	check(utf8_valid(buf_str(&b)));
	check(b.n == 0 || b.p[b.n - 1] == '\n');
	for (rest = buf_str(&b); str_cut(&rest, '\n', &line);)
		for (size_t i = 0; i < line.n; i++)
			check(!ascii_is_control(line.p[i]) || line.p[i] == '\t');
	doc_parse(again, buf_str(&b));
	check(again->n == d->n);			/* also: every block is closed */
	for (size_t i = 0; i < d->n; i++) {
		const struct gemtext_line *l = &d->lines[i], *m = &again->lines[i];

		check(l->kind == m->kind && l->level == m->level);
		check(str_eq(written(a, l->text), str_trim(m->text)));
		check(str_eq(written_url(a, l->url), m->url));
	}
	doc_write_gemtext(again, &b2);
	check(str_eq(buf_str(&b), buf_str(&b2)));	/* and from now on it stays what it is */
	buf_release(&b);
	buf_release(&b2);
}

/* A stranger's words as quotes: whatever they are, every line is a quote. */
static void
check_quotes(struct arena *a, struct str s)
{
	struct doc *d = doc_new(a), *again = doc_new(a);
	struct buf b;

	buf_init(&b, 1 << 20);
	doc_quote(d, utf8_clean_text(a, s));
	doc_write_gemtext(d, &b);
	doc_parse(again, buf_str(&b));
	check(again->n == d->n);
	for (size_t i = 0; i < again->n; i++)
		check(again->lines[i].kind == GEMTEXT_QUOTE);
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size);
	struct arena a = { NULL };

	check_lines(s);
	check_round_trip(&a, s);
	check_quotes(&a, s);
	arena_release(&a);
	return 0;
}

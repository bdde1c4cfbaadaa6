#include "format/query.h"

#include "format/utf8.h"

#include "base/banned.h"

/* What opens a quotation, and all that may close it. */
static const struct {
	uint32_t open, close[3];
} quotes[] = {
	{ '"', { '"', 0, 0 } },
	{ 0x201c, { 0x201d, 0, 0 } },		/* “ ” */
	{ 0x201e, { 0x201c, 0x201d, 0 } },	/* „ “ */
	{ 0xab, { 0xbb, 0, 0 } },		/* « » */
	{ 0xbb, { 0xab, 0, 0 } },		/* » «, as in German books */
	{ 0x300c, { 0x300d, 0, 0 } },		/* 「 」 */
	{ 0x300e, { 0x300f, 0, 0 } },
	{ 0xff02, { 0xff02, 0, 0 } },		/* fullwidth " */
};
#define QUOTES (sizeof(quotes) / sizeof(quotes[0]))

static bool
is_blank(uint32_t c)
{
	return c <= ' ' || (c >= 0x7f && c <= 0xa0) || (c >= 0x2000 && c <= 0x200b) || c == 0x2028 ||
	    c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

static bool
is_minus(uint32_t c)
{
	return c == '-' || c == 0x2212 || c == 0xff0d;
}

static bool
is_star(uint32_t c)
{
	return c == '*' || c == 0xff0a;
}

/* The row of `quotes` that this opens, or QUOTES. */
static size_t
opens(uint32_t c)
{
	size_t i = 0;

	while (i < QUOTES && quotes[i].open != c)
		i++;
	return i;
}

static bool
closes(size_t row, uint32_t c)
{
	for (size_t i = 0; i < 3; i++)
		if (quotes[row].close[i] != 0 && quotes[row].close[i] == c)
			return true;
	return false;
}

static bool
skip_if(struct str *s, bool (*is)(uint32_t c))
{
	struct str after = *s;

	if (s->n == 0 || !is(utf8_next(&after)))
		return false;
	*s = after;
	return true;
}

/* *s begins with a quotation that is closed: its text, and step past it. */
static bool
take_quotation(struct str *s, struct str *text)
{
	struct str rest = *s, begin;
	size_t row = rest.n == 0 ? QUOTES : opens(utf8_next(&rest));

	begin = rest;
	while (row < QUOTES && rest.n > 0) {
		struct str here = rest;

		if (closes(row, utf8_next(&rest))) {
			*text = (struct str){ begin.p, begin.n - here.n };
			*s = rest;
			return true;
		}
	}
	return false;
}

/* Up to a blank, or to a quotation mark in the middle of things. */
static struct str
take_plain(struct str *s)
{
	struct str start = *s, after = *s;

	while (s->n > 0) {
		uint32_t c = utf8_next(&after);

		if (is_blank(c) || opens(c) < QUOTES)
			break;
		*s = after;
	}
	return (struct str){ start.p, start.n - s->n };
}

static bool
drop_star(struct str *text)
{
	return str_drop(text, STR("*")) || str_drop(text, STR("\xef\xbc\x8a"));
}

static void
add_term(struct query *q, struct query_term t)
{
	struct str rest = t.text;
	struct fold w;

	while (t.words < QUERY_TERM_WORDS && fold_next(&rest, &w)) {
		t.words++;
		t.text.n = (size_t)(w.raw.p - t.text.p) + w.raw.n;
	}
	if (t.words == 0)
		return;
	if (fold_next(&rest, &w)) {
		q->cut = true;
		t.prefix = false;		/* its end is not what is looked for */
	}
	if (q->n == QUERY_TERMS) {
		q->cut = true;
		return;
	}
	q->wanted += !t.excluded;
	q->terms[q->n++] = t;
}

void
query_parse(struct str written, struct query *q)
{
	struct str s = written;

	*q = (struct query){ .n = 0 };
	while (s.n > 0) {
		struct query_term t = { .words = 0 };

		if (skip_if(&s, is_blank))
			continue;
		t.excluded = skip_if(&s, is_minus);
		t.phrase = take_quotation(&s, &t.text);
		if (t.phrase) {
			t.prefix = skip_if(&s, is_star);
		} else {
			t.text = take_plain(&s);
			while (drop_star(&t.text))
				t.prefix = true;
			if (t.text.n == 0 && s.n > 0 && !t.prefix && !t.excluded)
				(void)utf8_next(&s);		/* a quotation mark that is no quotation */
		}
		add_term(q, t);
	}
}

/* One term's text: no quotation mark, slash or control character. Did it hold one of the first two? */
static bool
write_text(struct str text, struct buf *to)
{
	bool changed = false;

	while (text.n > 0) {
		struct str before = text;
		uint32_t c = utf8_next(&text);

		if (is_blank(c) || c == '"' || c == '/' || c == UTF8_BAD) {
			changed = changed || c == '"' || c == '/' || c == UTF8_BAD;
			buf_addc(to, ' ');
		} else {
			buf_add(to, str_head(before, before.n - text.n));
		}
	}
	return changed;
}

void
query_write(const struct query *q, struct buf *to)
{
	for (size_t i = 0; i < q->n; i++) {
		const struct query_term *t = &q->terms[i];
		struct buf text;
		bool quoted;

		buf_init(&text, t->text.n);
		quoted = write_text(t->text, &text) || t->phrase;
		buf_add(to, i == 0 ? STR_NONE : STR(" "));
		buf_add(to, t->excluded ? STR("-") : STR_NONE);
		buf_add(to, quoted ? STR("\"") : STR_NONE);
		buf_add(to, buf_str(&text));
		buf_add(to, quoted ? STR("\"") : STR_NONE);
		buf_add(to, t->prefix ? STR("*") : STR_NONE);
		buf_release(&text);
	}
}

static void
write_terms(const struct query *q, bool excluded, const char *between, struct buf *to)
{
	bool first = true;

	for (size_t i = 0; i < q->n; i++) {
		const struct query_term *t = &q->terms[i];

		if (t->excluded != excluded)
			continue;
		buf_addf(to, "%s\"", first ? "" : between);
		(void)write_text(t->text, to);
		buf_addf(to, "\"%s", t->prefix ? " *" : "");
		first = false;
	}
}

void
query_write_match(const struct query *q, struct buf *to)
{
	if (q->wanted == 0)
		return;
	buf_addc(to, '(');
	write_terms(q, false, " AND ", to);
	buf_addc(to, ')');
	if (q->wanted == q->n)
		return;
	buf_add(to, STR(" NOT ("));
	write_terms(q, true, " OR ", to);
	buf_addc(to, ')');
}

bool
query_loosen(const struct query *q, struct query *looser)
{
	bool changed = false;

	*looser = (struct query){ .n = 0, .cut = q->cut };
	for (size_t i = 0; i < q->n; i++) {
		struct query_term t = q->terms[i];
		struct str rest = t.text;
		struct fold w;

		if (t.excluded) {
			add_term(looser, (struct query_term){ .text = t.text, .phrase = t.phrase,
			    .prefix = t.prefix, .excluded = true });
			continue;
		}
		changed = changed || !t.prefix || t.words > 1;
		if (t.phrase)
			while (fold_next(&rest, &w))
				add_term(looser, (struct query_term){ .text = w.raw, .prefix = true });
		else
			add_term(looser, (struct query_term){ .text = t.text, .prefix = true });
	}
	return changed && looser->wanted > 0;
}

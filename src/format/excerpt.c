#include "format/excerpt.h"

#include "format/doc.h"
#include "format/utf8.h"

#include "base/banned.h"

#define HITS 64			/* of a text that are looked at */
#define LEAD 40			/* columns before the first hit */

struct hit {
	size_t from, to;	/* bytes in the text */
	unsigned terms;		/* a bit for each term that stands here */
};

/* Does the term stand where `rest` begins? Then *end is the rest behind it. */
static bool
stands_here(struct str rest, const struct query_term *t, const char **end)
{
	struct str asked = t->text;
	struct fold want, got;

	for (size_t i = 1; fold_next(&asked, &want); i++) {
		if (!fold_next(&rest, &got))
			return false;
		if (!fold_is(&got, &want) && !(t->prefix && i == t->words && fold_starts(&got, &want)))
			return false;
		*end = got.raw.p + got.raw.n;
	}
	return true;
}

static size_t
find_hits(struct str text, const struct query *q, struct hit hits[static HITS])
{
	struct str rest = str_head(text, EXCERPT_SCAN);
	struct fold w;
	size_t n = 0;

	while (n < HITS && fold_next(&rest, &w)) {
		struct str here = { w.raw.p, w.raw.n + rest.n };
		size_t from = (size_t)(w.raw.p - text.p);
		struct hit hit = { from, 0, 0 };

		for (size_t i = 0; i < q->n; i++) {
			const char *end = here.p;

			if (q->terms[i].excluded || !stands_here(here, &q->terms[i], &end))
				continue;
			hit.terms |= 1u << i;
			if ((size_t)(end - text.p) > hit.to)
				hit.to = (size_t)(end - text.p);
		}
		if (hit.terms == 0)
			continue;
		if (n > 0 && from < hits[n - 1].to) {		/* inside of another: one mark for both */
			hits[n - 1].terms |= hit.terms;
			if (hit.to > hits[n - 1].to)
				hits[n - 1].to = hit.to;
			continue;
		}
		hits[n++] = hit;
	}
	return n;
}

static int
bits(unsigned set)
{
	int n = 0;

	for (; set != 0; set &= set - 1)
		n++;
	return n;
}

/* The hit from which on a line holds the most different terms. */
static size_t
best_hit(struct str text, const struct hit *hits, size_t n)
{
	size_t best = 0;
	int most = 0;

	for (size_t i = 0; i < n; i++) {
		unsigned terms = 0;

		for (size_t j = i; j < n && utf8_columns((struct str){ text.p + hits[i].from,
		    hits[j].to - hits[i].from }) <= EXCERPT_COLUMNS - LEAD; j++)
			terms |= hits[j].terms;
		if (bits(terms) > most) {
			most = bits(terms);
			best = i;
		}
	}
	return best;
}

static bool
is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Some columns before `at`: at the start of a word if there is a blank on the way. */
static size_t
step_back(struct str text, size_t at)
{
	size_t from = at, blank = at, columns = 0;

	while (from > 0 && columns < LEAD) {
		size_t before = from - 1;

		while (before > 0 && is_continuation(text.p[before]))
			before--;
		columns += utf8_columns((struct str){ text.p + before, from - before });
		if (text.p[before] == ' ' || text.p[before] == '\n' || text.p[before] == '\t') {
			blank = from;
			columns++;
		}
		from = before;
	}
	return from == 0 ? 0 : blank < at ? blank : from;
}

/* One character, on one line; blanks of any kind are one blank. */
static size_t
add_char(struct buf *to, struct str *rest)
{
	uint32_t c = utf8_next(rest);

	if (c == UTF8_BAD || c < 0x20 || (c >= 0x7f && c < 0xa0))
		c = ' ';
	if (c == ' ' && (to->n == 0 || to->p[to->n - 1] == ' '))
		return 0;
	utf8_put(to, c);
	return 1;
}

static void
write_line(struct buf *to, struct str text, size_t from, const struct hit *hits, size_t n)
{
	struct str rest = str_from(text, from);
	size_t columns = 0, i = 0, blank = 0;

	while (rest.n > 0 && (rest.p[0] == ' ' || rest.p[0] == '\n' || rest.p[0] == '\t'))
		rest = str_from(rest, 1);
	buf_add(to, from > 0 ? STR("…") : STR_NONE);
	while (rest.n > 0) {
		size_t at = text.n - rest.n, was = to->n;
		bool opens = i < n && at == hits[i].from;

		if (opens && columns >= EXCERPT_COLUMNS)
			break;
		/* Past the end, but a hit is not torn apart. */
		if (columns >= EXCERPT_COLUMNS && (i == n || at < hits[i].from))
			break;
		if (opens)
			buf_add(to, STR("«"));
		(void)add_char(to, &rest);
		if (i < n && text.n - rest.n >= hits[i].to) {
			buf_add(to, STR("»"));
			i++;
			blank = 0;
		}
		if (to->n > was && to->p[to->n - 1] == ' ')
			blank = to->n;
		columns += utf8_columns(str_from(buf_str(to), was));
	}
	if (rest.n > 0 && blank > 0 && to->n - blank < LEAD)
		to->n = blank;		/* no half word at the end */
	while (to->n > 0 && to->p[to->n - 1] == ' ')
		to->n--;
	buf_add(to, rest.n > 0 ? STR("…") : STR_NONE);
}

struct str
excerpt_make(struct arena *a, struct str text, const struct query *q)
{
	struct hit hits[HITS];
	size_t n = find_hits(text, q, hits), best, from = 0;
	struct str out;
	struct buf b;

	best = best_hit(text, hits, n);
	if (n > 0)
		from = step_back(text, hits[best].from);
	for (best = 0; best < n && hits[best].from < from;)
		best++;
	/* Every column a character of four bytes with marks on it would be more; then it is cut. */
	buf_init(&b, 16384);
	write_line(&b, text, from, hits + best, n - best);
	out = utf8_repair(a, arena_str(a, buf_str(&b)));
	buf_release(&b);
	return out;
}

struct str
excerpt_readable(struct arena *a, struct str gemtext)
{
	struct doc *d = doc_new(a);
	struct str out;
	struct buf b;

	doc_parse(d, gemtext);
	/* A byte that is not UTF-8 takes three; a line's end may have been missing. */
	buf_init(&b, 3 * gemtext.n + d->n + 1);
	for (size_t i = 0; i < d->n; i++) {
		const struct gemtext_line *l = &d->lines[i];

		buf_add(&b, l->kind == GEMTEXT_LINK && l->text.n == 0 ? l->url : l->text);
		buf_addc(&b, '\n');
	}
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

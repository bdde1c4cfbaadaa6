#include "format/doc.h"

#include <string.h>

#include "format/utf8.h"

#include "base/banned.h"

struct doc *
doc_new(struct arena *a)
{
	struct doc *d = arena_new(a, 1, sizeof(*d));

	d->arena = a;
	return d;
}

void
doc_add(struct doc *d, struct gemtext_line line)
{
	arena_grow(d->arena, (void **)&d->lines, &d->cap, d->n, sizeof(*d->lines));
	d->lines[d->n++] = line;
}

void
doc_heading(struct doc *d, int level, struct str text)
{
	doc_add(d, (struct gemtext_line){ GEMTEXT_HEADING, level, text, STR_NONE });
}

void
doc_text(struct doc *d, struct str text)
{
	doc_add(d, (struct gemtext_line){ GEMTEXT_TEXT, 0, text, STR_NONE });
}

void
doc_item(struct doc *d, struct str text)
{
	doc_add(d, (struct gemtext_line){ GEMTEXT_ITEM, 0, text, STR_NONE });
}

void
doc_link(struct doc *d, struct str url, struct str label)
{
	doc_add(d, (struct gemtext_line){ GEMTEXT_LINK, 0, label, url });
}

void
doc_gap(struct doc *d)
{
	const struct gemtext_line *last = d->n == 0 ? NULL : &d->lines[d->n - 1];

	if (last != NULL && (last->kind != GEMTEXT_TEXT || last->text.n > 0))
		doc_text(d, STR_NONE);
}

void
doc_quote(struct doc *d, struct str text)
{
	struct str line;

	while (str_line(&text, &line))
		doc_add(d, (struct gemtext_line){ GEMTEXT_QUOTE, 0, line, STR_NONE });
}

void
doc_parse(struct doc *d, struct str gemtext)
{
	bool in_pre = false;
	struct str line;

	gemtext = utf8_repair(d->arena, gemtext);
	(void)str_skip(&gemtext, STR("\xef\xbb\xbf"));
	while (str_line(&gemtext, &line))
		doc_add(d, gemtext_parse_line(line, &in_pre));
	if (in_pre)
		doc_add(d, (struct gemtext_line){ GEMTEXT_TOGGLE, 0, STR_NONE, STR_NONE });
}

/* C0 but TAB, DEL, and the first byte of a C1 (two bytes in UTF-8). */
static bool
is_control_at(struct str s, size_t i, size_t *n)
{
	*n = s.p[i] == '\xc2' && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xa0 ? 2 : 1;
	return *n == 2 || (ascii_is_control(s.p[i]) && s.p[i] != '\t');
}

/* One line's text: no control character but TAB. In a URL they are encoded: without them it is another. */
static void
add_plain(struct buf *to, struct str s, bool url)
{
	size_t start = 0, n;

	for (size_t i = 0; i < s.n; i += n) {
		if (!is_control_at(s, i, &n))
			continue;
		buf_add(to, (struct str){ s.p + start, i - start });
		for (size_t j = i; url && j < i + n; j++)
			buf_addf(to, "%%%02X", (unsigned)(unsigned char)s.p[j]);
		start = i + n;
	}
	buf_add(to, str_from(s, start));
}

/* What a line's text is read as when it has been written: without blanks and controls at its ends. */
static struct str
inked(struct str s)
{
	size_t n;

	while (s.n > 0 && (s.p[0] == ' ' || s.p[0] == '\t' || is_control_at(s, 0, &n)))
		s = str_from(s, s.p[0] == ' ' || s.p[0] == '\t' ? 1 : n);
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t' || ascii_is_control(s.p[s.n - 1]) ||
	    (s.n > 1 && is_control_at(s, s.n - 2, &n) && n == 2)))
		s.n -= s.n > 1 && is_control_at(s, s.n - 2, &n) && n == 2 ? 2 : 1;
	return s;
}

/* What was written from `start` on must read as `kind`: if it would not, put a blank in front. */
static void
keep_kind(struct buf *to, size_t start, bool in_pre, enum gemtext_kind kind)
{
	struct str written = str_from(buf_str(to), start);

	if (gemtext_parse_line(written, &in_pre).kind == kind)
		return;
	buf_addc(to, ' ');
	if (to->full)
		return;
	memmove(to->p + start + 1, to->p + start, to->n - start - 1);
	to->p[start] = ' ';
}

static void
add_line(struct buf *to, const struct gemtext_line *l, bool *in_pre)
{
	size_t start = to->n, before;

	switch (l->kind) {
	case GEMTEXT_TEXT:
	case GEMTEXT_PRE:
		break;
	case GEMTEXT_LINK:
		buf_add(to, STR("=> "));
		add_plain(to, l->url, true);
		buf_addc(to, ' ');
		break;
	case GEMTEXT_HEADING:
		buf_fill(to, '#', (size_t)l->level);
		buf_addc(to, ' ');
		break;
	case GEMTEXT_ITEM:
		buf_add(to, STR("* "));
		break;
	case GEMTEXT_QUOTE:
		buf_add(to, STR("> "));
		break;
	case GEMTEXT_TOGGLE:
		buf_add(to, STR("```"));
		*in_pre = !*in_pre;
		break;
	}
	before = to->n;
	add_plain(to, l->kind == GEMTEXT_TEXT || l->kind == GEMTEXT_PRE ? l->text : inked(l->text), false);
	if (to->n == before && (l->kind == GEMTEXT_LINK || l->kind == GEMTEXT_QUOTE) && !to->full)
		to->n--;		/* nothing behind it: no blank */
	if (l->kind == GEMTEXT_TEXT || l->kind == GEMTEXT_PRE)
		keep_kind(to, start, *in_pre, l->kind);
	buf_addc(to, '\n');
}

void
doc_write_gemtext(const struct doc *d, struct buf *to)
{
	bool in_pre = false;
	size_t start = to->n;

	for (size_t i = 0; i < d->n; i++)
		add_line(to, &d->lines[i], &in_pre);
	/* Readers take a byte order mark off the start; with a blank before it, it is none. */
	if (!to->full && str_starts(str_from(buf_str(to), start), STR("\xef\xbb\xbf"))) {
		buf_addc(to, ' ');
		if (!to->full) {
			memmove(to->p + start + 1, to->p + start, to->n - start - 1);
			to->p[start] = ' ';
		}
	}
}

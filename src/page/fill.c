#include "page/page.h"

#include "format/uri.h"

#include "base/banned.h"

#define FILLED_MAX (256 << 10)	/* bytes of one line: some titles, which front matter bounds */

const struct layout *
page_layout(const struct page *page, enum layout_kind kind)
{
	return &page->view->site->shape->layouts[page->view->dialect][kind];
}

/* What every layout may name, and what this page has to say. */
static struct str
value_of(const struct page *page, const struct filling *f, enum layout_hole hole)
{
	const struct config *c = page->view->site->config;

	if (hole == HOLE_CAPSULE)
		return c->title;
	if (hole == HOLE_SUBTITLE)
		return f->no_subtitle ? STR_NONE : c->subtitle;
	return f->value == NULL ? STR_NONE : f->value(page, f->ctx, hole);
}

/* The pieces as one text; in an address what is filled in is percent-encoded. *filled: something was. */
static struct str
put_together(const struct page *page, const struct layout_piece *pieces, size_t n, const struct filling *f,
    bool in_url, bool *filled)
{
	struct str value, out;
	struct buf b;

	if (n == 1 && pieces[0].hole == HOLES)
		return pieces[0].text;
	buf_init(&b, FILLED_MAX);
	for (size_t i = 0; i < n; i++) {
		if (pieces[i].hole == HOLES) {
			buf_add(&b, pieces[i].text);
			continue;
		}
		value = value_of(page, f, pieces[i].hole);
		*filled = *filled || value.n > 0;
		if (in_url && pieces[i].hole != HOLE_PATH)
			uri_encode_query(&b, value);
		else
			buf_add(&b, value);
	}
	out = arena_str(page->arena, buf_str(&b));
	buf_release(&b);
	return out;
}

static void
fill_line(const struct page *page, struct doc *d, const struct layout_line *l, const struct filling *f)
{
	struct gemtext_line line = { .kind = l->kind, .level = l->level };
	bool filled = !l->has_holes;

	if (l->block == HOLE_SEARCH) {
		doc_link(d, STR("/search"), page_word(page, WORD_SEARCH));
		return;
	}
	if (l->block != HOLES) {
		f->block(page, d, f->ctx, l->block);
		return;
	}
	if (l->kind == GEMTEXT_TEXT && l->n_text == 0) {
		doc_gap(d);
		return;
	}
	line.text = put_together(page, l->text, l->n_text, f, false, &filled);
	line.url = put_together(page, l->url, l->n_url, f, true, &filled);
	if (filled)
		doc_add(d, line);
}

static bool
ends_in_gap(const struct doc *d)
{
	return d->n > 0 && d->lines[d->n - 1].kind == GEMTEXT_TEXT && d->lines[d->n - 1].text.n == 0;
}

void
page_fill(const struct page *page, struct doc *d, enum layout_kind kind, const struct filling *f)
{
	const struct layout *layout = page_layout(page, kind);
	size_t before = d->n;

	for (size_t i = 0; i < layout->n; i++)
		fill_line(page, d, &layout->lines[i], f);
	while (d->n > before && ends_in_gap(d))
		d->n--;
}

struct doc *
page_dress(const struct page *page, struct doc *d)
{
	static const struct filling nothing = { .value = NULL };
	struct doc *dressed;

	if (page_layout(page, LAYOUT_HEADER)->n == 0 && page_layout(page, LAYOUT_FOOTER)->n == 0)
		return d;
	dressed = doc_new(page->arena);
	page_fill(page, dressed, LAYOUT_HEADER, &nothing);
	doc_gap(dressed);
	for (size_t i = 0; i < d->n; i++)
		doc_add(dressed, d->lines[i]);
	doc_gap(dressed);
	page_fill(page, dressed, LAYOUT_FOOTER, &nothing);
	while (ends_in_gap(dressed))
		dressed->n--;
	return dressed;
}

#include "page/page.h"

#include "base/banned.h"

void
home_fill_in(const struct page *page, struct doc *d, struct placeholder p)
{
	const struct site *s = page->view->site;

	switch (p.kind) {
	case PLACEHOLDER_POSTS:
		list_posts(page, d, s->posts, s->n_posts, p.count);
		break;
	case PLACEHOLDER_TAGS:
		list_tags(page, d);
		break;
	case PLACEHOLDER_COMMENTS:
		talk_recent(page, d, p.count);
		break;
	case PLACEHOLDER_SEARCH:
		doc_link(d, STR("/search"), page_word(page, WORD_SEARCH));
		break;
	case PLACEHOLDER_NONE:
	case PLACEHOLDER_UNKNOWN:
		break;
	}
}

static struct doc *
from_file(const struct page *page)
{
	struct doc *d = doc_new(page->arena), *whole = doc_new(page->arena);

	doc_parse(whole, page->view->site->home);
	for (size_t i = 0; i < whole->n; i++) {
		const struct gemtext_line *l = &whole->lines[i];
		struct placeholder p = { PLACEHOLDER_NONE, 0, 0 };

		if (l->kind == GEMTEXT_TEXT)
			p = placeholder_parse(l->text);
		if (p.kind == PLACEHOLDER_NONE || p.kind == PLACEHOLDER_UNKNOWN)
			doc_add(d, *l);
		else
			home_fill_in(page, d, p);
	}
	return d;
}

struct doc *
page_home(const struct page *page)
{
	const struct config *c = page->view->site->config;
	const struct site *s = page->view->site;
	struct doc *d;

	if (s->has_home)
		return from_file(page);
	d = doc_new(page->arena);
	doc_heading(d, 1, c->title);
	if (c->subtitle.n > 0)
		doc_heading(d, 2, c->subtitle);
	doc_gap(d);
	list_posts(page, d, s->posts, s->n_posts, 10);
	doc_gap(d);
	doc_link(d, STR("/posts/"), page_word(page, WORD_ALL_POSTS));
	doc_link(d, STR("/archive/"), page_word(page, WORD_BY_YEAR));
	if (s->n_tags > 0)
		doc_link(d, STR("/tags/"), page_word(page, WORD_ALL_TAGS));
	doc_link(d, STR("/atom.xml"), page_word(page, WORD_ATOM_FEED));
	doc_link(d, STR("/search"), page_word(page, WORD_SEARCH));
	if (s->n_threads > 0 && c->comments != COMMENTS_OFF) {
		doc_gap(d);
		doc_heading(d, 2, page_word(page, WORD_RECENT_COMMENTS));
		doc_gap(d);
		talk_recent(page, d, 5);
	}
	return d;
}

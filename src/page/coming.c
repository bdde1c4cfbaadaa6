#include "page/page.h"

#include "format/uri.h"

#include "base/banned.h"

static bool
add_posts(const struct page *page, struct doc *d, enum word title, bool drafts)
{
	const struct site *s = page->view->site;
	bool any = false;

	for (size_t i = 0; i < s->n_posts; i++) {
		const struct post *p = s->posts[i];

		if (p->draft != drafts || !view_previews(page->view, p))
			continue;
		if (!any) {
			doc_gap(d);
			doc_heading(d, 2, page_word(page, title));
		}
		any = true;
		/* A draft's day is often that of its file, and says nothing. */
		doc_link(d, arena_printf(page->arena, "/c/drafts/%s", site_id_of(s, p)), drafts ? p->title :
		    arena_printf(page->arena, "%.*s %.*s", STR_ARG(page_day(page, p->date, p->offset)),
		    STR_ARG(p->title)));
	}
	return any;
}

struct doc *
page_drafts(const struct page *page)
{
	struct doc *d = doc_new(page->arena);
	bool drafts, to_come;

	doc_heading(d, 1, page_word(page, WORD_NOT_OUT_YET));
	doc_text(d, page_word(page, WORD_NOT_OUT_YET_WHY));
	drafts = add_posts(page, d, WORD_DRAFTS, true);
	to_come = add_posts(page, d, WORD_POSTS_TO_COME, false);
	if (!drafts && !to_come) {
		doc_gap(d);
		doc_text(d, page_word(page, WORD_NONE));
	}
	doc_gap(d);
	doc_link(d, STR("/c/"), page_word(page, WORD_YOU));
	return d;
}

struct doc *
page_draft(const struct page *page, const struct post *post, struct error *err)
{
	struct doc *d = page_post(page, post, err);
	struct str base = arena_printf(page->arena, "%.*s%.*s", STR_ARG(page->capsule),
	    STR_ARG(page_url(page, post->path)));

	if (d == NULL)
		return NULL;
	/* Its relative links mean what they will mean where the post will be. */
	for (size_t i = 0; i < d->n; i++)
		if (d->lines[i].kind == GEMTEXT_LINK && uri_split(d->lines[i].url).scheme.n == 0)
			d->lines[i].url = uri_resolve(page->arena, base, d->lines[i].url);
	doc_gap(d);
	doc_link(d, STR("/c/drafts"), page_word(page, WORD_NOT_OUT_YET));
	return d;
}

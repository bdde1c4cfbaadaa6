#include "page/page.h"

#include "base/banned.h"

#define ALL SIZE_MAX

/*
 * "=> URL YYYY-MM-DD Title" is what feed readers subscribe to (subscriptions-and-feeds.md): one link
 * a post, a real date, a title that is never empty; and nothing on the page that changes by itself.
 */
static void
add_post(const struct page *page, struct doc *d, const struct post *p)
{
	struct str day = page_day(page, p->date, p->offset);

	doc_link(d, page_url(page, p->path), arena_printf(page->arena, "%.*s %.*s", STR_ARG(day),
	    STR_ARG(p->title)));
}

void
list_posts(const struct page *page, struct doc *d, struct post *const *posts, size_t n, size_t max)
{
	for (size_t i = 0; i < n && max > 0; i++) {
		if (!view_shows(page->view, posts[i]))
			continue;
		add_post(page, d, posts[i]);
		max--;
	}
}

static bool
is_below(struct str path, struct str folder)
{
	return str_skip(&path, STR("/posts/")) && str_starts(path, folder);
}

static struct doc *
list_folder(const struct page *page, struct str folder)
{
	const struct site *s = page->view->site;
	struct doc *d = doc_new(page->arena);
	size_t before;

	doc_heading(d, 1, arena_printf(page->arena, "%.*s: %.*s", STR_ARG(s->config->title),
	    STR_ARG(folder)));
	doc_gap(d);
	before = d->n;
	for (size_t i = 0; i < s->n_posts; i++)
		if (is_below(s->posts[i]->path, folder) && view_shows(page->view, s->posts[i]))
			add_post(page, d, s->posts[i]);
	if (d->n == before)
		return NULL;
	doc_gap(d);
	doc_link(d, STR("/posts/"), STR("All posts"));
	return d;
}

struct doc *
page_posts(const struct page *page, struct str folder)
{
	const struct site *s = page->view->site;
	struct doc *d;

	if (folder.n > 0)
		return list_folder(page, folder);
	d = doc_new(page->arena);
	doc_heading(d, 1, s->config->title);
	if (s->config->subtitle.n > 0)
		doc_heading(d, 2, s->config->subtitle);
	doc_gap(d);
	list_posts(page, d, s->posts, s->n_posts, ALL);
	doc_gap(d);
	if (s->n_tags > 0)
		doc_link(d, STR("/tags/"), STR("All tags"));
	doc_link(d, STR("/search"), STR("Search"));
	doc_link(d, STR("/"), STR("Home"));
	return d;
}

static size_t
count_shown(const struct view *v, const struct tag *t)
{
	size_t n = 0;

	for (size_t i = 0; i < t->n; i++)
		n += view_shows(v, t->posts[i]);
	return n;
}

void
list_tags(const struct page *page, struct doc *d)
{
	const struct site *s = page->view->site;

	for (size_t i = 0; i < s->n_tags; i++) {
		size_t n = count_shown(page->view, &s->tags[i]);

		if (n > 0)
			doc_link(d, page_url(page, arena_printf(page->arena, "/tags/%.*s",
			    STR_ARG(s->tags[i].key))), arena_printf(page->arena, "%.*s (%zu)",
			    STR_ARG(s->tags[i].label), n));
	}
}

struct doc *
page_tags(const struct page *page)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, STR("Tags"));
	doc_gap(d);
	list_tags(page, d);
	doc_gap(d);
	doc_link(d, STR("/posts/"), STR("All posts"));
	doc_link(d, STR("/search"), STR("Search"));
	doc_link(d, STR("/"), STR("Home"));
	return d;
}

struct doc *
page_tag(const struct page *page, const struct tag *tag)
{
	struct doc *d;

	if (count_shown(page->view, tag) == 0)
		return NULL;
	d = doc_new(page->arena);
	doc_heading(d, 1, arena_printf(page->arena, "Filed under %.*s", STR_ARG(tag->label)));
	doc_gap(d);
	list_posts(page, d, tag->posts, tag->n, ALL);
	doc_gap(d);
	doc_link(d, STR("/tags/"), STR("All tags"));
	doc_link(d, STR("/posts/"), STR("All posts"));
	return d;
}

#include "page/page.h"

#include "base/banned.h"

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

/* " (page 3)" behind the title of a numbered page: else a reader's bookmarks would all look the same. */
static struct str
page_title(const struct page *page, struct str title, size_t number)
{
	return number == 0 ? title : arena_printf(page->arena, "%.*s (page %zu)", STR_ARG(title), number);
}

struct doc *
page_posts(const struct page *page, struct str folder, size_t number)
{
	const struct site *s = page->view->site;
	struct paged all = paged_gather(page, s->posts, s->n_posts, folder);
	struct str base = arena_printf(page->arena, "/posts/%.*s", STR_ARG(folder));
	struct str title = folder.n == 0 ? s->config->title :
	    arena_printf(page->arena, "%.*s: %.*s", STR_ARG(s->config->title), STR_ARG(folder));
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, page_title(page, title, number));
	if (folder.n == 0 && number == 0 && s->config->subtitle.n > 0)
		doc_heading(d, 2, s->config->subtitle);
	doc_gap(d);
	if ((folder.n > 0 && all.n == 0) || !paged_add(page, d, &all, number, base, base))
		return NULL;
	if (folder.n > 0 || number > 0)
		doc_link(d, STR("/posts/"), STR("All posts"));
	if (folder.n > 0)
		return d;
	doc_link(d, STR("/archive/"), STR("By year"));
	if (s->n_tags > 0)
		doc_link(d, STR("/tags/"), STR("All tags"));
	doc_link(d, STR("/atom.xml"), STR("Atom feed"));
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
page_tag(const struct page *page, const struct tag *tag, size_t number)
{
	struct paged all = paged_gather(page, tag->posts, tag->n, STR_NONE);
	struct str base = arena_printf(page->arena, "/tags/%.*s", STR_ARG(tag->key));
	struct str pages = arena_printf(page->arena, "%.*s/", STR_ARG(base));
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, page_title(page, arena_printf(page->arena, "Filed under %.*s",
	    STR_ARG(tag->label)), number));
	doc_gap(d);
	if (all.n == 0 || !paged_add(page, d, &all, number, base, pages))
		return NULL;
	doc_link(d, page_url(page, arena_printf(page->arena, "%.*satom.xml", STR_ARG(pages))),
	    STR("Atom feed"));
	doc_link(d, STR("/tags/"), STR("All tags"));
	doc_link(d, STR("/posts/"), STR("All posts"));
	return d;
}

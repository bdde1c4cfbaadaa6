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
	return number == 0 ? title : page_say(page, WORD_NUMBERED, .title = title,
	    .page = arena_printf(page->arena, "%zu", number));
}

/* A list as it is being shown: of all posts, of those in a folder, of those under a tag. */
struct listing {
	struct str title, folder;	/* `folder` is empty: all */
	const struct tag *tag;		/* or NULL */
	struct paged all;
	size_t number;			/* of the page */
	struct str newest, pages;	/* where the first page is, and what numbered ones begin with */
};

static struct str
list_value(const struct page *page, const void *ctx, enum layout_hole hole)
{
	const struct listing *l = ctx;

	if (hole == HOLE_TAG && l->tag != NULL)
		return l->tag->label;
	return hole == HOLE_TITLE ? page_title(page, l->title, l->number) : STR_NONE;
}

static void
add_tag_links(const struct page *page, struct doc *d, const struct listing *l)
{
	doc_link(d, page_url(page, arena_printf(page->arena, "%.*satom.xml", STR_ARG(l->pages))),
	    page_word(page, WORD_ATOM_FEED));
	doc_link(d, STR("/tags/"), page_word(page, WORD_ALL_TAGS));
	doc_link(d, STR("/posts/"), page_word(page, WORD_ALL_POSTS));
}

static void
add_links(const struct page *page, struct doc *d, const struct listing *l)
{
	if (l->folder.n > 0 || l->number > 0)
		doc_link(d, STR("/posts/"), page_word(page, WORD_ALL_POSTS));
	if (l->folder.n > 0)
		return;
	doc_link(d, STR("/archive/"), page_word(page, WORD_BY_YEAR));
	if (page->view->site->n_tags > 0)
		doc_link(d, STR("/tags/"), page_word(page, WORD_ALL_TAGS));
	doc_link(d, STR("/atom.xml"), page_word(page, WORD_ATOM_FEED));
	doc_link(d, STR("/search"), page_word(page, WORD_SEARCH));
	doc_link(d, STR("/"), page_word(page, WORD_HOME));
}

static void
list_block(const struct page *page, struct doc *d, const void *ctx, enum layout_hole hole)
{
	const struct listing *l = ctx;

	if (hole == HOLE_POSTS)
		paged_add_posts(page, d, &l->all, l->number);
	else if (hole == HOLE_PAGES)
		paged_add_ways(page, d, &l->all, l->number, l->newest, l->pages);
	else if (hole == HOLE_LINKS && l->tag != NULL)
		add_tag_links(page, d, l);
	else if (hole == HOLE_LINKS)
		add_links(page, d, l);
}

static struct doc *
show_list(const struct page *page, const struct listing *l)
{
	struct filling f = { .value = list_value, .block = list_block, .ctx = l };
	struct doc *d = doc_new(page->arena);

	if (!paged_has(page, &l->all, l->number))
		return NULL;
	f.no_subtitle = l->folder.n > 0 || l->number > 0;
	page_fill(page, d, l->tag != NULL ? LAYOUT_TAG : LAYOUT_LIST, &f);
	return d;
}

struct doc *
page_posts(const struct page *page, struct str folder, size_t number)
{
	const struct site *s = page->view->site;
	struct listing l = { .title = s->config->title, .folder = folder, .number = number };

	l.all = paged_gather(page, s->posts, s->n_posts, folder);
	l.newest = l.pages = arena_printf(page->arena, "/posts/%.*s", STR_ARG(folder));
	if (folder.n > 0 && l.all.n == 0)
		return NULL;
	if (folder.n > 0)
		l.title = page_say(page, WORD_POSTS_IN_FOLDER, .title = l.title, .folder = folder);
	return show_list(page, &l);
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

	doc_heading(d, 1, page_word(page, WORD_TAGS));
	doc_gap(d);
	list_tags(page, d);
	doc_gap(d);
	doc_link(d, STR("/posts/"), page_word(page, WORD_ALL_POSTS));
	doc_link(d, STR("/search"), page_word(page, WORD_SEARCH));
	doc_link(d, STR("/"), page_word(page, WORD_HOME));
	return d;
}

struct doc *
page_tag(const struct page *page, const struct tag *tag, size_t number)
{
	struct listing l = { .tag = tag, .number = number };

	l.all = paged_gather(page, tag->posts, tag->n, STR_NONE);
	l.newest = arena_printf(page->arena, "/tags/%.*s", STR_ARG(tag->key));
	l.pages = arena_printf(page->arena, "%.*s/", STR_ARG(l.newest));
	if (l.all.n == 0)
		return NULL;
	l.title = page_say(page, WORD_FILED_UNDER_TAG, .tag = tag->label);
	return show_list(page, &l);
}

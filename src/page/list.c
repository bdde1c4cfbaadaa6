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

/* A list as it is being shown: of all posts, of those in a folder, of those under a tag. */
struct listing {
	struct str title, folder;	/* `folder` is empty: all */
	const struct tag *tag;		/* or NULL */
};

static struct str
list_value(const struct page *page, const void *ctx, enum layout_hole hole)
{
	const struct listing *l = ctx;

	(void)page;
	if (hole == HOLE_TAG && l->tag != NULL)
		return l->tag->label;
	return hole == HOLE_TITLE ? l->title : STR_NONE;
}

static void
add_links(const struct page *page, struct doc *d, const struct listing *l)
{
	if (l->tag != NULL || (l->folder.n == 0 && page->view->site->n_tags > 0))
		doc_link(d, STR("/tags/"), page_word(page, WORD_ALL_TAGS));
	if (l->tag != NULL || l->folder.n > 0)
		doc_link(d, STR("/posts/"), page_word(page, WORD_ALL_POSTS));
	else
		doc_link(d, STR("/"), page_word(page, WORD_HOME));
}

static void
list_block(const struct page *page, struct doc *d, const void *ctx, enum layout_hole hole)
{
	const struct site *s = page->view->site;
	const struct listing *l = ctx;

	if (hole == HOLE_LINKS)
		add_links(page, d, l);
	else if (hole == HOLE_POSTS && l->tag != NULL)
		list_posts(page, d, l->tag->posts, l->tag->n, ALL);
	else if (hole == HOLE_POSTS)
		for (size_t i = 0; i < s->n_posts; i++)
			if (view_shows(page->view, s->posts[i]) &&
			    (l->folder.n == 0 || is_below(s->posts[i]->path, l->folder)))
				add_post(page, d, s->posts[i]);
}

static struct doc *
show_list(const struct page *page, const struct listing *l)
{
	const struct filling f = { list_value, list_block, l };
	struct doc *d = doc_new(page->arena);

	page_fill(page, d, l->tag != NULL ? LAYOUT_TAG : LAYOUT_LIST, &f);
	return d;
}

static bool
is_in_use(const struct page *page, struct str folder)
{
	const struct site *s = page->view->site;

	for (size_t i = 0; i < s->n_posts; i++)
		if (is_below(s->posts[i]->path, folder) && view_shows(page->view, s->posts[i]))
			return true;
	return false;
}

struct doc *
page_posts(const struct page *page, struct str folder)
{
	struct listing l = { .title = page->view->site->config->title, .folder = folder };

	if (folder.n > 0 && !is_in_use(page, folder))
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
	doc_link(d, STR("/"), page_word(page, WORD_HOME));
	return d;
}

struct doc *
page_tag(const struct page *page, const struct tag *tag)
{
	struct listing l = { .tag = tag };

	if (count_shown(page->view, tag) == 0)
		return NULL;
	l.title = page_say(page, WORD_FILED_UNDER_TAG, .tag = tag->label);
	return show_list(page, &l);
}

#include "page/page.h"

#include "base/banned.h"

static bool
is_below(struct str path, struct str folder)
{
	return str_skip(&path, STR("/posts/")) && str_starts(path, folder);
}

struct paged
paged_gather(const struct page *page, struct post *const *posts, size_t n, struct str folder)
{
	struct paged all = { arena_new(page->arena, n, sizeof(*all.posts)), 0 };

	for (size_t i = 0; i < n; i++)
		if (is_below(posts[i]->path, folder) && view_shows(page->view, posts[i]))
			all.posts[all.n++] = posts[i];
	return all;
}

/* How many numbered pages there are: all that would not fit on the first, in full pages. */
static size_t
count_pages(const struct paged *all, size_t length)
{
	return all->n > length ? (all->n - 1) / length : 0;
}

bool
paged_has(const struct page *page, const struct paged *all, size_t number)
{
	return number <= count_pages(all, page->view->site->config->page_length);
}

void
paged_add_posts(const struct page *page, struct doc *d, const struct paged *all, size_t number)
{
	size_t length = page->view->site->config->page_length;
	size_t from = number > 0 ? all->n - number * length : 0;

	list_posts(page, d, all->posts + from, all->n - from, length);
}

static void
add_way(const struct page *page, struct doc *d, struct str pages, size_t number, enum word label)
{
	doc_link(d, page_url(page, arena_printf(page->arena, "%.*spage-%zu", STR_ARG(pages), number)),
	    page_word(page, label));
}

void
paged_add_ways(const struct page *page, struct doc *d, const struct paged *all, size_t number,
    struct str newest, struct str pages)
{
	size_t last = count_pages(all, page->view->site->config->page_length);

	if (number == 0 && last > 0)
		add_way(page, d, pages, last, WORD_OLDER_POSTS);
	if (number > 1)
		add_way(page, d, pages, number - 1, WORD_OLDER_POSTS);
	if (number > 0 && number < last)
		add_way(page, d, pages, number + 1, WORD_NEWER_POSTS);
	else if (number > 0)
		doc_link(d, page_url(page, newest), page_word(page, WORD_NEWEST_POSTS));
}

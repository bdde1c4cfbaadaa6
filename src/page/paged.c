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

static void
add_way(const struct page *page, struct doc *d, struct str pages, size_t number, const char *label)
{
	doc_link(d, page_url(page, arena_printf(page->arena, "%.*spage-%zu", STR_ARG(pages), number)),
	    str_of(label));
}

bool
paged_add(const struct page *page, struct doc *d, const struct paged *all, size_t number,
    struct str newest, struct str pages)
{
	size_t length = page->view->site->config->page_length, last = count_pages(all, length), from = 0;

	if (number > last)
		return false;
	if (number > 0)
		from = all->n - number * length;
	list_posts(page, d, all->posts + from, all->n - from, length);
	doc_gap(d);
	if (number == 0 && last > 0)
		add_way(page, d, pages, last, "Older posts");
	if (number > 1)
		add_way(page, d, pages, number - 1, "Older posts");
	if (number > 0 && number < last)
		add_way(page, d, pages, number + 1, "Newer posts");
	else if (number > 0)
		doc_link(d, page_url(page, newest), STR("Newest posts"));
	return true;
}

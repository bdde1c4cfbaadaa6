#include "serve/serve.h"

#include "page/page.h"

#include "base/banned.h"

#define PAGES_MAX 1000000	/* of a list: more than there can be posts */

bool
lists_take_page(struct str *path, size_t *number)
{
	struct str last = *path;
	uint64_t n;

	for (size_t i = path->n; i > 0; i--) {
		if (path->p[i - 1] != '/')
			continue;
		last = str_from(*path, i);
		break;
	}
	*number = 0;
	if (last.n == 0)
		return true;
	/* One address for each page: "page-03" is none. */
	if (!str_skip(&last, STR("page-")) || !str_number(last, PAGES_MAX, &n) || last.p[0] == '0')
		return false;
	*number = (size_t)n;
	path->n -= last.n + sizeof("page-") - 1;
	return true;
}

void
get_tags(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str asked = str_from(x->request.path, sizeof("/tags/") - 1);
	const struct tag *tag;
	bool feed = false;
	size_t number = 0;

	if (asked.n == 0) {
		serve_page(f, x, page_tags(&page));
		return;
	}
	if (!str_ends(asked, STR("/")) && lists_take_page(&asked, &number))
		(void)str_drop(&asked, STR("/"));
	else
		feed = str_drop(&asked, STR("/atom.xml"));
	tag = site_tag(f->site, tag_key(&x->arena, asked));
	if (tag != NULL && feed)
		feed_tag(f, x, tag);
	else if (tag != NULL)
		serve_page(f, x, page_tag(&page, tag, number));
}

/* An author's own file or folder of this name wins. */
static bool
get_own(const struct front *f, struct exchange *x)
{
	get_file(f, x);
	return x->response.kind != RESPONSE_HEADER || x->response.status != STATUS_NOT_FOUND;
}

void
get_archive(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str asked = str_from(x->request.path, sizeof("/archive/") - 1);
	uint64_t year;

	if (get_own(f, x))
		return;
	if (asked.n == 0)
		serve_page(f, x, page_archive(&page));
	else if (asked.n == 4 && str_number(asked, 9999, &year))
		serve_page(f, x, page_archive_year(&page, (int64_t)year));
}

void
get_feed(const struct front *f, struct exchange *x)
{
	if (!get_own(f, x))
		feed_site(f, x);
}

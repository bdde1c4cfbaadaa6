#include "page/page.h"

#include <stdlib.h>

#include "base/banned.h"

#define RELATED 3		/* links; more would be a list to read instead of posts */
#define RELATED_TAGS 16		/* of a post are looked at, */
#define RELATED_LOOK 200	/* and of each tag so many of its newest posts: a tag on every post costs no more */

struct candidate {
	struct post *post;
	size_t shared;		/* tags */
};

/* Newest first, the same post together. */
static int
by_post(const void *a, const void *b)
{
	return post_cmp(((const struct candidate *)a)->post, ((const struct candidate *)b)->post);
}

static int
by_shared(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	if (x->shared != y->shared)
		return x->shared > y->shared ? -1 : 1;
	return by_post(a, b);
}

static size_t
gather(const struct page *page, const struct post *p, size_t tags, struct candidate *to)
{
	const struct site *s = page->view->site;
	size_t n = 0;

	for (size_t i = 0; i < tags; i++) {
		const struct tag *tag = site_tag(s, tag_key(page->arena, p->tags[i]));

		for (size_t j = 0; tag != NULL && j < tag->n && j < RELATED_LOOK; j++)
			if (!str_eq(tag->posts[j]->name, p->name) && view_shows(page->view, tag->posts[j]))
				to[n++] = (struct candidate){ tag->posts[j], 1 };
	}
	return n;
}

void
related_add(const struct page *page, struct doc *d, const struct post *p)
{
	size_t tags = p->n_tags < RELATED_TAGS ? p->n_tags : RELATED_TAGS, n, kept = 0;
	struct candidate *all = arena_new(page->arena, tags * RELATED_LOOK, sizeof(*all));

	n = gather(page, p, tags, all);
	if (n == 0)
		return;
	qsort(all, n, sizeof(*all), by_post);
	for (size_t i = 0; i < n; i++) {
		if (kept > 0 && all[kept - 1].post == all[i].post)
			all[kept - 1].shared++;
		else
			all[kept++] = all[i];
	}
	qsort(all, kept, sizeof(*all), by_shared);
	doc_text(d, page_word(page, WORD_RELATED));
	for (size_t i = 0; i < kept && i < RELATED; i++)
		doc_link(d, page_url(page, all[i].post->path), all[i].post->title);
}

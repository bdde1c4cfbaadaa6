#include "capsule/check.h"

#include <stdlib.h>

#include "base/banned.h"

struct check {
	const struct site *site, *old;
	const struct field_notes *report;
	struct arena arena;
};

/* Two that were as they are when the site before was checked have been told of then. */
static bool
is_news(const struct check *c, const struct post *a, const struct post *b)
{
	return a != b && !a->draft && !b->draft && (c->old == NULL || site_post_named(c->old, a->name) != a ||
	    site_post_named(c->old, b->name) != b);
}

static void
tell(struct check *c, const struct post *p, struct str text)
{
	struct str path = arena_printf(&c->arena, "posts/%.*s.gmi", STR_ARG(p->name));

	c->report->tell(c->report->ctx, (struct error_at){ arena_cstr(&c->arena, path), 0, 0 },
	    arena_cstr(&c->arena, text));
}

/* Aliases are sorted by path, the newest post's first: see site_post_aliased(). */
static void
check_aliases(struct check *c)
{
	const struct site *s = c->site;

	for (size_t i = 0, first = 0; i < s->n_aliases; i++) {
		const struct alias *a = &s->aliases[i];
		const struct post *winner = site_post_at(s, a->path);

		if (!str_eq(a->path, s->aliases[first].path))
			first = i;
		if (winner == NULL)
			winner = s->aliases[first].post;
		if (is_news(c, a->post, winner))
			tell(c, a->post, arena_printf(&c->arena, "alias %.*s is the address or a newer alias of "
			    "posts/%.*s.gmi, to which it leads; expected one post for each",
			    STR_ARG(str_head(a->path, 100)), STR_ARG(winner->name)));
	}
}

static int
by_id(const void *a, const void *b)
{
	const struct post *x = *(struct post *const *)a, *y = *(struct post *const *)b;
	int order = str_cmp(x->id, y->id);

	return order != 0 ? order : -post_cmp(x, y);
}

/* A file that was copied to begin another with: feed readers would take the one for a change of the other. */
static void
check_ids(struct check *c)
{
	const struct site *s = c->site;
	struct post **all = arena_new(&c->arena, s->n_posts, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < s->n_posts; i++)
		if (s->posts[i]->id.n > 0)
			all[n++] = s->posts[i];
	if (n == 0)
		return;
	qsort(all, n, sizeof(*all), by_id);
	for (size_t i = 1; i < n; i++)
		if (str_eq(all[i]->id, all[i - 1]->id) && is_news(c, all[i], all[i - 1]))
			tell(c, all[i], arena_printf(&c->arena, "id %.*s is that of posts/%.*s.gmi, which is older; "
			    "expected one of its own, or none", STR_ARG(str_head(all[i]->id, 100)),
			    STR_ARG(all[i - 1]->name)));
}

void
check_site(const struct site *s, const struct site *old, const struct field_notes *report)
{
	struct check c = { s, old, report, { NULL } };

	if (report == NULL)
		return;
	check_aliases(&c);
	check_ids(&c);
	arena_release(&c.arena);
}

#include "serve/serve.h"

#include "page/page.h"

#include "base/banned.h"

/* Somebody's older address: to the new one; or what was there is over. False: nobody's. */
static bool
lead_on(const struct front *f, struct exchange *x, const struct view *v, const struct post *post)
{
	struct view unused;
	struct page page = begin_page(f, x, &unused);

	if (post == NULL)
		return false;
	if (view_shows(v, post))
		response_set(&x->response, STATUS_MOVED, page_url(&page, post->path));
	else if (view_is_over(v, post))
		response_set(&x->response, STATUS_GONE, STR_NONE);
	else
		return false;
	return true;
}

/* Whether links to an old folder-like address end in a slash depended on the mood of their writers. */
static const struct post *
find_alias(struct exchange *x, const struct view *v, struct str path)
{
	const struct post *post = view_post_aliased(v, path);

	if (post == NULL && !str_drop(&path, STR("/")))
		path = arena_printf(&x->arena, "%.*s/", STR_ARG(path));
	return post != NULL ? post : view_post_aliased(v, path);
}

bool
moved_query(const struct front *f, struct exchange *x)
{
	struct view v;

	(void)begin_page(f, x, &v);
	return x->request.has_query && x->request.query.n > 0 && f->site->n_aliases > 0 &&
	    !str_starts(x->request.path, STR("/c/")) && lead_on(f, x, &v, view_post_aliased(&v,
	    arena_printf(&x->arena, "%.*s?%.*s", STR_ARG(x->request.path), STR_ARG(x->request.query))));
}

/* posts/moon.gmi with a slug: the address without it was the post's until it got one. */
static const struct post *
post_of_file(const struct front *f, struct str path)
{
	return str_skip(&path, STR("/posts/")) && str_drop(&path, STR(".gmi")) ?
	    site_post_named(f->site, path) : NULL;
}

/* The feed of comments moves with its post. */
static bool
lead_feed_on(const struct front *f, struct exchange *x, const struct view *v, struct str path)
{
	struct view unused;
	struct page page = begin_page(f, x, &unused);
	const struct post *post;

	if (!str_starts(path, STR("/posts/")) || !str_drop(&path, STR(".xml")))
		return false;
	path = arena_printf(&x->arena, "%.*s.gmi", STR_ARG(path));
	post = view_post_aliased(v, path);
	if (post == NULL)
		post = post_of_file(f, path);
	if (!lead_on(f, x, v, post))
		return false;
	path = post->path;
	if (x->response.status == STATUS_MOVED && str_drop(&path, STR(".gmi")))
		response_set(&x->response, STATUS_MOVED, page_url(&page, arena_printf(&x->arena, "%.*s.xml",
		    STR_ARG(path))));
	return true;
}

void
moved_path(const struct front *f, struct exchange *x)
{
	struct str path = x->request.path;
	struct view v;

	(void)begin_page(f, x, &v);
	if (lead_on(f, x, &v, find_alias(x, &v, path)) || lead_on(f, x, &v, post_of_file(f, path)) ||
	    lead_feed_on(f, x, &v, path))
		return;
	if (config_is_gone(f->site->config, path))
		response_set(&x->response, STATUS_GONE, STR_NONE);
}

#include "serve/serve.h"

#include "page/page.h"

#include "base/banned.h"

/* The first that fits; everything else is a file. A name with a slash at its end is for all below it. */
static const struct route {
	const char *path;
	void (*serve)(const struct front *f, struct exchange *x);
} routes[] = {
	{ "/index.gmi", get_home },
	{ "/comments.xml", feed_comments },
	{ "/atom.xml", get_feed },
	{ "/posts/", get_posts },
	{ "/tags/", get_tags },
	{ "/archive/", get_archive },
	{ "/c/", input_request },
	{ "/search", get_search },
	{ "/search/", get_search },
};

static void
take_route(const struct front *f, struct exchange *x)
{
	struct str path = x->request.path;

	/* Below /c/ it depends on the post that a page is about. */
	if (!str_starts(path, STR("/c/")) && !str_eq(path, STR("/c")) && !serve_admits(f, x, path))
		return;
	if (str_eq(path, STR("/"))) {
		get_home(f, x);
		return;
	}
	for (size_t i = 0; i < sizeof(routes) / sizeof(routes[0]); i++) {
		struct str route = str_of(routes[i].path);

		if (str_ends(route, STR("/")) ? str_starts(path, route) : str_eq(path, route)) {
			routes[i].serve(f, x);
			return;
		}
		/* The same folder without its slash: one hop, so that relative links work. */
		if (str_drop(&route, STR("/")) && str_eq(path, route)) {
			response_set(&x->response, STATUS_MOVED, str_of(routes[i].path));
			return;
		}
	}
	get_file(f, x);
}

void
serve_request(const struct front *f, struct exchange *x)
{
	response_release(&x->response);
	response_init(&x->response);
	x->words = NULL;
	x->lang = STR_NONE;
	if (moved_query(f, x))
		return;
	take_route(f, x);
	if (x->response.kind == RESPONSE_HEADER && x->response.status == STATUS_NOT_FOUND)
		moved_path(f, x);
}

void
exchange_release(struct exchange *x)
{
	response_release(&x->response);
	arena_release(&x->arena);
	*x = (struct exchange){ .response = { .fd = -1 } };
}

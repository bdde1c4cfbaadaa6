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
	{ "/posts/", get_posts },
	{ "/tags/", get_tags },
	{ "/c/", input_request },
};

void
serve_request(const struct front *f, struct exchange *x)
{
	struct str path = x->request.path;

	response_release(&x->response);
	response_init(&x->response);
	x->words = NULL;
	x->lang = STR_NONE;
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
exchange_release(struct exchange *x)
{
	response_release(&x->response);
	arena_release(&x->arena);
	*x = (struct exchange){ .response = { .fd = -1 } };
}

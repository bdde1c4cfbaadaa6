#include "serve/serve.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "capsule/private.h"
#include "format/mime.h"
#include "page/page.h"

#include "base/banned.h"

struct page
begin_page(const struct front *f, struct exchange *x, struct view *v)
{
	*v = (struct view){ f->site, x->request.now, x->request.dialect };
	return (struct page){ v, &x->arena, f->gemini, x->request.dialect == DIALECT_GOPHER };
}

/* What a failure to open or read means to the reader; the author finds the rest in the log. */
static void
fail(struct exchange *x, const struct error *err)
{
	if (err->kind == ERROR_SYSTEM)
		log_line(LOG_ERROR, "%s", err->text);
	response_set(&x->response, err->kind == ERROR_SYSTEM ? STATUS_FAILED : STATUS_NOT_FOUND, STR_NONE);
}

static void
show(const struct front *f, struct exchange *x, struct doc *d, struct str lang)
{
	if (d != NULL)
		response_page(&x->response, d, lang.n > 0 ? lang : f->site->config->lang);
}

void
get_home(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);

	if (str_eq(x->request.path, STR("/")) && map_folder(f, x, STR("/")))
		return;
	show(f, x, page_home(&page), STR_NONE);
}

/* A post that may be seen, that is no more, or that is not to be known of. */
static void
get_post(const struct front *f, struct exchange *x, const struct post *post)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct error err;
	struct doc *d;

	if (view_is_over(&v, post)) {
		response_set(&x->response, STATUS_GONE, STR_NONE);
	} else if (view_shows(&v, post)) {
		d = page_post(&page, post, &err);
		if (d == NULL)
			fail(x, &err);
		show(f, x, d, post->lang);
	}
}

/* /posts/NAME.xml: the comments under /posts/NAME.gmi. False: it is not that. */
static bool
get_post_feed(const struct front *f, struct exchange *x, const struct view *v)
{
	struct str path = x->request.path;
	const struct post *post = str_drop(&path, STR(".xml")) ?
	    site_post_at(f->site, arena_printf(&x->arena, "%.*s.gmi", STR_ARG(path))) : NULL;

	if (post == NULL)
		return false;
	if (view_shows(v, post))
		feed_post(f, x, post);
	else if (view_is_over(v, post))
		response_set(&x->response, STATUS_GONE, STR_NONE);
	return view_shows(v, post) || view_is_over(v, post);
}

bool
names_a_post(struct str path)
{
	for (; path.n > 0; path = str_from(path, 1))
		if (str_starts(path, STR(".gmi")))
			return true;
	return false;
}

void
get_posts(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str path = x->request.path, folder = path;
	const struct post *post = site_post_at(f->site, path);
	size_t number = 0;

	if (post != NULL) {
		get_post(f, x, post);
		return;
	}
	if (get_post_feed(f, x, &v))
		return;
	if (lists_take_page(&folder, &number)) {
		if (number > 0 || !map_folder(f, x, path))
			show(f, x, page_posts(&page, str_from(folder, sizeof("/posts/") - 1), number), STR_NONE);
		if (number == 0 || x->response.status == STATUS_OK)
			return;
	}
	if (names_a_post(path))
		return;				/* a draft is on disk, but not to be had as a file */
	path = arena_printf(&x->arena, "%.*s/", STR_ARG(path));
	if (page_posts(&page, str_from(path, sizeof("/posts/") - 1), 0) != NULL) {
		response_set(&x->response, STATUS_MOVED, page_url(&page, path));
		return;
	}
	get_file(f, x);
	/* A folder in which nothing is to be seen is not to be seen either. */
	if (x->response.status == STATUS_MOVED && str_ends(x->response.meta, STR("/")))
		response_set(&x->response, STATUS_NOT_FOUND, STR_NONE);
}

static void
give_file(struct exchange *x, int fd, const struct stat *st, struct str path)
{
	x->response.kind = RESPONSE_FILE;
	x->response.status = STATUS_OK;
	x->response.meta = str_of(mime_of(path)->type);
	x->response.fd = fd;
	x->response.size = (uint64_t)st->st_size;
}

static void
get_folder(const struct front *f, struct exchange *x, int dir)
{
	static const char *const indexes[] = { "index.gmi", "index.gemini" };
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str path = x->request.path;
	struct error err;
	struct doc *d;

	if (map_folder(f, x, path))
		return;
	for (size_t i = 0; i < sizeof(indexes) / sizeof(indexes[0]); i++) {
		struct stat st;
		int fd = file_open_regular(f->site->root, arena_cstr(&x->arena, arena_printf(&x->arena,
		    "%.*s%s", STR_ARG(str_from(path, 1)), indexes[i])), &st, NULL);

		if (fd != -1) {
			give_file(x, fd, &st, str_of(indexes[i]));
			return;
		}
	}
	d = page_folder(&page, dir, path, &err);
	if (d == NULL)
		fail(x, &err);
	show(f, x, d, STR_NONE);
}

void
get_file(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str path = x->request.path, relative = str_from(path, 1);
	bool slash = str_drop(&relative, STR("/"));
	struct error err = { .kind = ERROR_NOT_FOUND };
	struct stat st;
	int fd = -1;

	if (!private_path(path))
		fd = file_open_beneath(f->site->root, arena_cstr(&x->arena, relative), O_RDONLY, &err);
	if (fd != -1 && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode)) {
		if (slash)
			get_folder(f, x, fd);
		else
			response_set(&x->response, STATUS_MOVED, page_url(&page, arena_printf(&x->arena,
			    "%.*s/", STR_ARG(path))));
	} else if (fd != -1 && S_ISREG(st.st_mode) && !slash) {
		if (map_file(f, x, path)) {
			file_close(&fd);
			return;
		}
		give_file(x, fd, &st, path);
		fd = -1;
	} else {
		fail(x, &err);
	}
	file_close(&fd);
}

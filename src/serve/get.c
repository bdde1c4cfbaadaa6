#include "serve/serve.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "capsule/private.h"
#include "format/mime.h"
#include "page/page.h"

#include "base/banned.h"

#define MAP_MAX (256 << 10)	/* bytes of a gophermap */

struct page
begin_page(const struct front *f, struct exchange *x, struct view *v)
{
	*v = (struct view){ f->site, x->request.now, x->request.dialect };
	return (struct page){ .view = v, .arena = &x->arena, .capsule = f->gemini,
	    .gopher_prompts = x->request.dialect == DIALECT_GOPHER,
	    .words = x->words != NULL ? x->words : f->site->shape->own };
}

/* From here on the answer is in this post's language. */
void
begin_post(const struct front *f, struct exchange *x, struct page *page, const struct post *post)
{
	x->lang = post->lang.n > 0 ? post->lang : f->site->config->lang;
	x->words = page->words = shape_words(f->site->shape, x->lang);
}

void
serve_page(const struct front *f, struct exchange *x, struct doc *d)
{
	struct view v;
	struct page page = begin_page(f, x, &v);

	if (d != NULL)
		response_page(&x->response, page_dress(&page, d), x->lang.n > 0 ? x->lang :
		    f->site->config->lang);
}

/* What a failure to open or read means to the reader; the author finds the rest in the log. */
static void
fail(struct exchange *x, const struct error *err)
{
	if (err->kind == ERROR_SYSTEM)
		log_line(LOG_ERROR, "%s", err->text);
	response_set(&x->response, err->kind == ERROR_SYSTEM ? STATUS_FAILED : STATUS_NOT_FOUND, STR_NONE);
}

/* On Gopher a hand-written menu wins over what would be made. */
static bool
get_map(const struct front *f, struct exchange *x, struct str folder)
{
	struct str relative = str_from(folder, 1);
	struct buf map, out;
	bool found;

	if (x->request.dialect != DIALECT_GOPHER)
		return false;
	buf_init(&map, MAP_MAX);
	buf_init(&out, REPLY_MAX);
	found = file_read(f->site->root, arena_cstr(&x->arena, arena_printf(&x->arena, "%.*sgophermap",
	    STR_ARG(relative))), &map, NULL, NULL) == 0;
	if (found) {
		map_write(f, folder, arena_str(&x->arena, buf_str(&map)), &x->arena, &out);
		x->response.kind = RESPONSE_BYTES;
		x->response.status = STATUS_OK;
		x->response.is_menu = true;
		x->response.bytes = arena_str(&x->arena, buf_str(&out));
	}
	buf_release(&map);
	buf_release(&out);
	return found;
}

void
get_home(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);

	if (str_eq(x->request.path, STR("/")) && get_map(f, x, STR("/")))
		return;
	serve_page(f, x, page_home(&page));
}

/* A post that may be seen, that is no more, or that is not to be known of. */
static void
get_post(const struct front *f, struct exchange *x, const struct post *post)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct error err;
	struct doc *d;

	if (post->expiry != 0 && post->expiry <= x->request.now && !post->draft) {
		response_set(&x->response, STATUS_GONE, STR_NONE);
	} else if (view_shows(&v, post)) {
		begin_post(f, x, &page, post);
		d = page_post(&page, post, &err);
		if (d == NULL)
			fail(x, &err);
		serve_page(f, x, d);
	}
}

/* An old address: to the new one, unless that is not to be seen. False: nobody's alias. */
static bool
get_alias(const struct front *f, struct exchange *x)
{
	const struct post *post = site_post_aliased(f->site, x->request.path);
	struct view v;
	struct page page = begin_page(f, x, &v);

	if (post == NULL)
		return false;
	if (view_shows(&v, post))
		response_set(&x->response, STATUS_MOVED, page_url(&page, post->path));
	else
		get_post(f, x, post);
	return true;
}

/* /posts/NAME.xml: the comments under /posts/NAME.gmi. NULL: it is not that. */
static const struct post *
post_of_feed(const struct front *f, struct exchange *x)
{
	struct str path = x->request.path;

	return str_drop(&path, STR(".xml")) ? site_post_at(f->site, arena_printf(&x->arena, "%.*s.gmi",
	    STR_ARG(path))) : NULL;
}

/* Is this a post's file, or what an editor or an author made of one: moon.gmi.bak, moon.gmi.orig? */
static bool
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
	struct str path = x->request.path, folder = str_from(path, sizeof("/posts/") - 1);
	const struct post *post = site_post_at(f->site, path);

	if (post != NULL) {
		get_post(f, x, post);
	} else if ((post = post_of_feed(f, x)) != NULL && view_shows(&v, post)) {
		feed_post(f, x, post);
	} else if (str_ends(path, STR("/"))) {
		if (!get_map(f, x, path))
			serve_page(f, x, page_posts(&page, folder));
		if (x->response.kind == RESPONSE_HEADER)
			(void)get_alias(f, x);
	} else if (names_a_post(path)) {
		(void)get_alias(f, x);		/* a draft is on disk, but not to be had as a file */
	} else if (page_posts(&page, arena_printf(&x->arena, "%.*s/", STR_ARG(folder))) != NULL) {
		response_set(&x->response, STATUS_MOVED, page_url(&page, arena_printf(&x->arena, "%.*s/",
		    STR_ARG(path))));
	} else {
		get_file(f, x);
		/* A folder in which nothing is to be seen is not to be seen either. */
		if (x->response.status == STATUS_MOVED && str_ends(x->response.meta, STR("/")))
			response_set(&x->response, STATUS_NOT_FOUND, STR_NONE);
	}
}

void
get_tags(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str asked = str_from(x->request.path, sizeof("/tags/") - 1);
	const struct tag *tag;

	if (asked.n == 0) {
		serve_page(f, x, page_tags(&page));
		return;
	}
	tag = site_tag(f->site, tag_key(&x->arena, asked));
	if (tag != NULL)
		serve_page(f, x, page_tag(&page, tag));
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

	if (get_map(f, x, path))
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
	serve_page(f, x, d);
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
		give_file(x, fd, &st, path);
		fd = -1;
	} else if (!get_alias(f, x)) {
		fail(x, &err);
	}
	file_close(&fd);
}

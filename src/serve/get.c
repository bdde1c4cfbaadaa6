#include "serve/serve.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "capsule/private.h"
#include "page/page.h"

#include "base/banned.h"

/* The language of what lies there: its folder's, else the capsule's. */
static struct str
lang_at(const struct front *f, struct exchange *x, struct str path)
{
	struct str lang = visitor_rules(&x->visitor, path)->lang;

	return lang.n > 0 ? lang : f->site->config->lang;
}

static void
speak(const struct front *f, struct exchange *x, struct str lang)
{
	x->lang = lang;
	x->words = shape_words(f->site->shape, lang);
}

struct page
begin_page(const struct front *f, struct exchange *x, struct view *v)
{
	/*
	 * As he came: below /c/ a joined certificate becomes the one that it was joined to. On Gopher nobody
	 * has any: few clients could show one, and menus are the same for all.
	 */
	if (x->visitor.arena == NULL) {
		x->visitor = (struct visitor){ .root = f->site->root, .now = x->request.now, .arena = &x->arena };
		if (x->request.dialect == DIALECT_GEMINI)
			x->visitor.who = x->request.who;
	}
	x->visitor.config = f->site->config;	/* an exchange may outlive a site */
	if (x->words == NULL)
		speak(f, x, lang_at(f, x, x->request.path));
	*v = (struct view){ f->site, x->request.now, x->request.dialect, &x->visitor };
	return (struct page){ .view = v, .arena = &x->arena, .capsule = f->gemini,
	    .gopher_prompts = x->request.dialect == DIALECT_GOPHER, .words = x->words,
	    .cert_ends = f->cert_ends };
}

/* From here on the answer is in this post's language. */
void
begin_post(const struct front *f, struct exchange *x, struct page *page, const struct post *post)
{
	speak(f, x, page_lang(page, post));
	page->words = x->words;
}

void
serve_page(const struct front *f, struct exchange *x, struct doc *d)
{
	struct view v;
	struct page page = begin_page(f, x, &v);

	if (d != NULL)
		response_page(&x->response, page_dress(&page, d), x->lang);
}

/* What a failure to open or read means to the reader; the author finds the rest in the log. */
static void
fail(struct exchange *x, const struct error *err)
{
	if (err->kind == ERROR_SYSTEM)
		log_line(LOG_ERROR, "%s", err->text);
	response_set(&x->response, err->kind == ERROR_SYSTEM ? STATUS_FAILED : STATUS_NOT_FOUND, STR_NONE);
}

void
get_home(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);

	if (str_eq(x->request.path, STR("/")) && map_folder(f, x, STR("/")))
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

	if (view_is_over(&v, post)) {
		response_set(&x->response, STATUS_GONE, STR_NONE);
	} else if (view_shows(&v, post) || view_previews(&v, post)) {
		begin_post(f, x, &page, post);
		d = page_post(&page, post, &err);
		if (d == NULL)
			fail(x, &err);
		serve_page(f, x, d);
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

/* A folder of posts that this visitor does not see, but may be asked for a certificate at. */
static bool
is_closed(const struct view *v, struct str path)
{
	return v->dialect == DIALECT_GEMINI && visitor_admits(v->visitor, path) != STATUS_OK;
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
			serve_page(f, x, page_posts(&page, str_from(folder, sizeof("/posts/") - 1), number));
		if (number == 0 || x->response.status == STATUS_OK)
			return;
	}
	if (names_a_post(path))
		return;				/* a draft is on disk, but not to be had as a file */
	path = arena_printf(&x->arena, "%.*s/", STR_ARG(path));
	if (page_posts(&page, str_from(path, sizeof("/posts/") - 1), 0) != NULL || is_closed(&v, path)) {
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
	const struct folder_rules *rules = visitor_rules(&x->visitor, path);

	x->response.kind = RESPONSE_FILE;
	x->response.status = STATUS_OK;
	x->response.meta = folder_media(rules, path);
	x->response.lang = rules->lang;
	x->response.fd = fd;
	x->response.size = (uint64_t)st->st_size;
}

static const char *const indexes[] = { "index.gmi", "index.gemini" };

/* Is there a page of the author's in place of a listing? */
static bool
has_index(const struct front *f, struct exchange *x, struct str folder)
{
	static const char *const names[] = { "index.gmi", "index.gemini", "gophermap", "index.gph" };
	size_t n = sizeof(names) / sizeof(names[0]) - (x->request.dialect == DIALECT_GEMINI ? 2 : 0);
	bool found = false;

	for (size_t i = 0; i < n && !found; i++)
		found = file_kind(f->site->root, arena_cstr(&x->arena, arena_printf(&x->arena, "%.*s%s",
		    STR_ARG(str_from(folder, 1)), names[i]))) == FILE_REGULAR;
	return found;
}

/* False: there is no such page of it. */
static bool
show_listing(const struct front *f, struct exchange *x, int dir, struct str path, size_t number)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct error err = { .kind = ERROR_NOT_FOUND };
	struct doc *d = page_folder_part(&page, dir, path, number, &err);

	if (d == NULL)
		fail(x, &err);
	serve_page(f, x, d);
	return d != NULL;
}

static void
get_folder(const struct front *f, struct exchange *x, int dir)
{
	struct str path = x->request.path;

	if (map_folder(f, x, path))
		return;
	for (size_t i = 0; i < sizeof(indexes) / sizeof(indexes[0]); i++) {
		struct stat st;
		int fd = file_open_regular(f->site->root, arena_cstr(&x->arena, arena_printf(&x->arena,
		    "%.*s%s", STR_ARG(str_from(path, 1)), indexes[i])), &st, NULL);

		if (fd != -1) {
			give_file(x, fd, &st, arena_printf(&x->arena, "%.*s%s", STR_ARG(path),
			    indexes[i]));
			return;
		}
	}
	show_listing(f, x, dir, path, 1);
}

/* /dir/page-2, where no file is called so. */
static bool
get_folder_page(const struct front *f, struct exchange *x)
{
	struct str path = x->request.path, folder = path;
	size_t number;
	bool listed;
	int dir;

	if (!page_folder_number(path, &folder, &number) || private_path(folder) ||
	    str_starts(folder, STR("/posts/")))
		return false;
	if (map_folder_part(f, x, folder, number))
		return true;
	if (folder.n == 1 || has_index(f, x, folder))
		return false;
	dir = file_open_beneath(f->site->root, arena_cstr(&x->arena, str_from(folder, 1)),
	    O_RDONLY | O_DIRECTORY, NULL);
	listed = dir != -1 && show_listing(f, x, dir, folder, number);
	file_close(&dir);
	return listed;
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
	} else if (!wellknown_get(f, x) && !get_folder_page(f, x)) {
		fail(x, &err);
	}
	file_close(&fd);
}

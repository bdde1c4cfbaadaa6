#include "serve/serve.h"

#include <fcntl.h>
#include <inttypes.h>

#include "base/file.h"
#include "base/log.h"
#include "base/once.h"
#include "capsule/private.h"
#include "format/gph.h"
#include "format/uri.h"
#include "page/page.h"
#include "serve/door.h"

#include "base/banned.h"

/* In this order: who has both brought the first along from elsewhere, or wrote it for us. */
static const char *const map_names[] = { "gophermap", "index.gph" };

/* A file that is being read, and the file that included it. */
struct source {
	struct str path;		/* decoded, with a slash in front */
	struct file_stamp stamp;
	size_t line;			/* at which its reading is */
	const struct source *by;
	int depth;
};

struct map {
	const struct front *front;
	struct exchange *x;
	struct page page;
	struct menu_place place;
	struct str folder;		/* of the menu, with slashes around */
	struct buf out;
	size_t read, includes, notes;
	struct gophermap_line *rules;	/* HIDE and TYPE lines, for the listing */
	size_t n_rules, rules_cap;
	size_t part;			/* of the listing; after the first it stands alone */
	bool listed;
};

/* --- the author's mistakes, once for each version of his file --- */

static void
tell(struct map *m, const struct source *src, size_t col, struct str text)
{
	struct arena *a = &m->x->arena;
	struct error_at at;
	struct error err;
	struct digest what;

	if (m->notes++ >= MAP_NOTES)
		return;
	at = (struct error_at){ arena_cstr(a, str_from(src->path, 1)), col == 0 ? 0 : src->line, col };
	(void)error_set(&err, ERROR_INPUT, at, "%.*s", STR_ARG(text));
	what = digest_of(arena_printf(a, "%" PRId64 " %" PRIu64 " %" PRIu64 " %s", src->stamp.mtime_ns,
	    src->stamp.size, src->stamp.inode, err.text));
	if (once(&what))
		log_line(LOG_WARNING, "%s", err.text);
}

static void
tell_found(struct map *m, const struct source *src, size_t col, struct str found, const char *expected)
{
	found = str_head(found, 80);
	tell(m, src, col, arena_printf(&m->x->arena, "found '%.*s'; expected %s", STR_ARG(found), expected));
}

/* --- the folder's list --- */

static struct str
base_name(struct str path)
{
	(void)str_drop(&path, STR("/"));
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return str_from(path, i);
	return path;
}

static bool
is_hidden(const struct map *m, struct str name)
{
	if (str_eq(name, STR("gophertag")))
		return true;
	for (size_t i = 0; i < sizeof(map_names) / sizeof(map_names[0]); i++)
		if (str_eq(name, str_of(map_names[i])))
			return true;
	for (size_t i = 0; i < m->n_rules; i++)
		if (m->rules[i].kind == GOPHERMAP_HIDE && str_eq(m->rules[i].name, name))
			return true;
	return false;
}

/* A file's type, where a line of the map says what its extension means. */
static char
type_here(const void *ctx, struct str path)
{
	const struct map *m = ctx;

	for (size_t i = 0; i < m->n_rules && !str_ends(path, STR("/")); i++) {
		struct str stem = base_name(path);

		if (m->rules[i].kind == GOPHERMAP_TYPE && str_drop(&stem, m->rules[i].name) &&
		    str_ends(stem, STR(".")))
			return m->rules[i].type;
	}
	return item_type(m->front, path);
}

/* The page that would be made for the folder: what stands on it and in our list is then the same. */
static struct doc *
folder_page(struct map *m)
{
	struct str rest = m->folder;
	struct doc *d = NULL;
	int dir;

	if (str_skip(&rest, STR("/posts/")))	/* there may be drafts in that folder */
		return page_posts(&m->page, rest, 0);
	dir = file_open_beneath(m->front->site->root, arena_cstr(&m->x->arena, str_from(m->folder, 1)),
	    O_RDONLY | O_DIRECTORY, NULL);
	if (dir != -1)
		d = page_folder_part(&m->page, dir, m->folder, m->part, NULL);
	file_close(&dir);
	return d;
}

/* Does a link on the folder's page lead to something in the folder that is not hidden, or to its first part? */
static bool
is_listed(struct map *m, const struct gemtext_line *l, struct str *path)
{
	struct uri u;

	if (l->kind != GEMTEXT_LINK)
		return false;
	u = uri_split(uri_resolve(&m->x->arena, m->place.base, l->url));
	return uri_path_decode(&m->x->arena, u.path, path) == URI_PATH_OK &&
	    str_starts(*path, m->folder) && !is_hidden(m, base_name(*path));
}

static void
write_doc(struct map *m, struct doc *d)
{
	menu_write_doc(&m->out, door_doc(m->front, m->x, d, STR_NONE), &m->place, &m->x->arena);
}

static void
list(struct map *m)
{
	struct doc *all = folder_page(m), *kept = doc_new(&m->x->arena);
	struct str path;

	m->listed = all != NULL;
	if (m->part > 1)
		buf_clear(&m->out);
	for (size_t i = 0; all != NULL && i < all->n; i++) {
		struct gemtext_line l = all->lines[i];

		if (!is_listed(m, &l, &path) && (m->part == 1 || l.kind != GEMTEXT_HEADING))
			continue;
		if (l.kind == GEMTEXT_LINK && str_ends(path, STR("/")))
			(void)str_drop(&l.text, STR("/"));	/* the type says that it is a folder */
		doc_add(kept, l);
	}
	write_doc(m, kept);
}

/* --- lines --- */

static void
add_item(struct map *m, const struct gophermap_line *l)
{
	const struct menu_place *p = &m->place;
	struct arena *a = &m->x->arena;
	struct str label = door_text(m->front, m->x, l->name, STR_NONE), selector;
	uint16_t port = l->port == 0 ? p->port : l->port;
	bool ours = !l->has_host || (str_eq_nocase(l->host, p->host) && port == p->port);

	if (l->type == 'i' && !l->has_host) {
		menu_info(&m->out, label);
		return;
	}
	selector = gophermap_selector(a, m->folder, l);
	if (ours && (selector.n == 0 || str_starts(selector, STR("/"))))
		selector = menu_selector(p, selector, a);
	menu_item(&m->out, l->type, label, selector, l->has_host ? l->host : p->host, port);
}

/* A line of text, or one that stands for something: {{posts 10}}. */
static void
add_text(struct map *m, const struct source *src, struct str text)
{
	struct placeholder p = placeholder_parse(text);
	struct doc *d;

	if (p.kind == PLACEHOLDER_UNKNOWN)
		tell(m, src, p.col, STR("unknown {{…}} line; expected {{posts 10}}, {{tags}}, {{comments 5}} or "
		    "{{search}}"));
	if (p.kind == PLACEHOLDER_NONE || p.kind == PLACEHOLDER_UNKNOWN) {
		menu_info(&m->out, door_text(m->front, m->x, text, STR_NONE));
		return;
	}
	d = doc_new(&m->x->arena);
	home_fill_in(&m->page, d, p);
	write_doc(m, d);
}

static void
add_rule(struct map *m, const struct source *src, const struct gophermap_line *l)
{
	if (m->n_rules == MAP_RULES) {
		tell(m, src, 1, STR("one more line that begins with - or :; expected at most 256 in a menu"));
		return;
	}
	arena_grow(&m->x->arena, (void **)&m->rules, &m->rules_cap, m->n_rules, sizeof(*m->rules));
	m->rules[m->n_rules] = *l;
	(void)str_drop(&m->rules[m->n_rules++].name, STR("/"));		/* "-sub/" hides the folder, too */
}

static void include(struct map *m, const struct source *src, struct str line, struct str name);

/* False: the map ends here. */
static bool
add_line(struct map *m, const struct source *src, struct str line, const struct gophermap_line *l)
{
	switch (l->kind) {
	case GOPHERMAP_NOTHING:
		break;
	case GOPHERMAP_TEXT:
		add_text(m, src, l->name);
		break;
	case GOPHERMAP_TITLE:
		menu_title(&m->out, door_text(m->front, m->x, l->name, STR_NONE));
		break;
	case GOPHERMAP_ITEM:
		add_item(m, l);
		break;
	case GOPHERMAP_HIDE:
	case GOPHERMAP_TYPE:
		add_rule(m, src, l);
		break;
	case GOPHERMAP_INCLUDE:
		include(m, src, line, l->name);
		break;
	case GOPHERMAP_LISTING:
		list(m);
		return false;
	case GOPHERMAP_STOP:
		return false;
	}
	return true;
}

static void
add_lines(struct map *m, struct source *src, struct str text)
{
	bool gph = gph_is(src->path), more = true;
	struct str line;

	(void)str_skip(&text, STR("\xef\xbb\xbf"));
	while (more && !m->out.full && !(m->part > 1 && m->listed) && str_line(&text, &line)) {
		struct gophermap_line l = gph ? gph_parse_line(line, &m->x->arena) :
		    gophermap_parse_line(line);

		src->line++;
		if (l.expected != NULL)
			tell_found(m, src, (size_t)(l.found.p - line.p) + 1, l.found, l.expected);
		more = add_line(m, src, line, &l);
	}
}

/* --- maps within maps --- */

static bool
is_open(const struct source *src, struct file_stamp stamp)
{
	for (; src != NULL; src = src->by)
		if (file_stamp_eq(src->stamp, stamp))
			return true;
	return false;
}

/* A menu is for everybody: what needs a certificate is not copied into it. */
static bool
is_for_all(const struct map *m, struct str path)
{
	struct visitor anybody = { .root = m->front->site->root, .config = m->front->site->config,
	    .now = m->x->request.now, .arena = &m->x->arena };

	return visitor_admits(&anybody, path) == STATUS_OK;
}

/* Where an include leads. Dot segments never climb above the root, and links may not lead out either. */
static bool
included_path(struct map *m, const struct source *src, struct str name, struct str *path)
{
	struct gophermap_line l = { .selector = name };
	struct str folder = src->path;

	folder.n -= base_name(folder).n;
	name = gophermap_selector(&m->x->arena, folder, &l);
	return uri_path_decode(&m->x->arena, name, path) == URI_PATH_OK && !private_path(*path) &&
	    !str_ends(*path, STR("/")) && is_for_all(m, *path) && !(str_starts(*path, STR("/posts/")) && names_a_post(*path));
}

/* Read one more map. NULL, or why it is left out, for the author. */
static const char *
read_included(struct map *m, struct source *src, struct buf *text)
{
	struct error err;

	if (src->depth > MAP_DEPTH)
		return "at most 4 maps within one another";
	if (m->includes++ >= MAP_INCLUDES)
		return "at most 64 maps in a menu";
	buf_init(text, MAP_TOTAL - m->read);
	if (file_read(m->front->site->root, arena_cstr(&m->x->arena, str_from(src->path, 1)), text, &src->stamp,
	    &err) == -1)
		return err.kind == ERROR_TOO_LARGE ? "maps of at most 1048576 bytes together" :
		    "the name of a map in this capsule";
	if (is_open(src->by, src->stamp))
		return "a map that is not on its way to include this one: they would go round for ever";
	m->read += text->n;
	return NULL;
}

static void
include(struct map *m, const struct source *by, struct str line, struct str name)
{
	struct source src = { .by = by, .depth = by->depth + 1 };
	struct buf text;
	const char *expected = "the name of a map in this capsule";

	buf_init(&text, 0);
	if (included_path(m, by, name, &src.path))
		expected = read_included(m, &src, &text);
	if (expected == NULL)
		add_lines(m, &src, arena_str(&m->x->arena, buf_str(&text)));
	else
		tell_found(m, by, (size_t)(name.p - line.p) + 1, name, expected);
	buf_release(&text);
}

/* --- whole menus --- */

static struct map
begin(const struct front *f, struct exchange *x, struct view *v, struct str path)
{
	struct map m = { .front = f, .x = x, .place = reply_place(f, x), .folder = path, .part = 1 };

	m.page = begin_page(f, x, v);
	m.folder.n -= base_name(path).n;
	m.place.base = arena_printf(&x->arena, "%.*s%.*s", STR_ARG(f->gemini),
	    STR_ARG(page_url(&m.page, m.folder)));
	m.place.item_type = type_here;
	return m;
}

/* The map is of no use: why. What is made for the folder is shown instead. */
static void
give_up(struct map *m, const struct source *src, const char *why)
{
	tell(m, src, 0, arena_printf(&m->x->arena, "%s; expected at most %d bytes, and a menu of at most %d; "
	    "it is not shown", why, MAP_MAX, REPLY_MAX));
}

static bool
write_menu(struct map *m, struct source *src, struct str text)
{
	struct response *r = &m->x->response;
	bool fits;

	m->place.ctx = m;
	m->read = text.n;
	buf_init(&m->out, REPLY_MAX);
	add_lines(m, src, text);
	fits = !m->out.full && (m->part == 1 || m->listed);
	if (fits) {
		r->kind = RESPONSE_BYTES;
		r->status = STATUS_OK;
		r->is_menu = true;
		r->bytes = arena_str(&m->x->arena, buf_str(&m->out));
	} else if (m->out.full) {
		give_up(m, src, "the menu is too large");
	}
	buf_release(&m->out);
	return fits;
}

bool
map_text(const struct front *f, struct exchange *x, struct str path, struct str text)
{
	struct source src = { .path = path };
	struct view v;
	struct map m = begin(f, x, &v, path);

	return write_menu(&m, &src, text);
}

/* A map that is too large to be read has a version, too. */
static struct file_stamp
stamp_of(const struct front *f, const char *path)
{
	struct stat st = { .st_size = 0 };
	int fd = file_open_regular(f->site->root, path, &st, NULL);

	file_close(&fd);
	return file_stamp(&st);
}

/* False: it is not there, or of no use. */
static bool
show(const struct front *f, struct exchange *x, struct str path, size_t part)
{
	struct source src = { .path = path };
	struct view v;
	struct map m = begin(f, x, &v, path);
	const char *relative = arena_cstr(&x->arena, str_from(path, 1));
	struct buf text;
	struct error err;
	bool shown = false;

	m.part = part;
	buf_init(&text, MAP_MAX);
	if (file_read(f->site->root, relative, &text, &src.stamp, &err) == 0) {
		shown = write_menu(&m, &src, arena_str(&x->arena, buf_str(&text)));
	} else if (err.kind == ERROR_TOO_LARGE) {
		src.stamp = stamp_of(f, relative);
		give_up(&m, &src, "the map is too large");
	}
	buf_release(&text);
	return shown;
}

bool
map_folder_part(const struct front *f, struct exchange *x, struct str folder, size_t part)
{
	if (x->request.dialect != DIALECT_GOPHER || private_path(folder))
		return false;
	for (size_t i = 0; i < sizeof(map_names) / sizeof(map_names[0]); i++)
		if (show(f, x, arena_printf(&x->arena, "%.*s%s", STR_ARG(folder), map_names[i]), part))
			return true;
	return false;
}

bool
map_folder(const struct front *f, struct exchange *x, struct str folder)
{
	return map_folder_part(f, x, folder, 1);
}

bool
map_file(const struct front *f, struct exchange *x, struct str path)
{
	if (x->request.dialect != DIALECT_GOPHER || !gph_is(path))
		return false;
	if (!show(f, x, path, 1))
		response_set(&x->response, STATUS_FAILED, STR_NONE);
	return true;
}

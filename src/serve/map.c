#include "serve/serve.h"

#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "capsule/private.h"
#include "format/gophermap.h"
#include "format/menu.h"
#include "format/mime.h"
#include "format/uri.h"

#include "base/banned.h"

#define MAP_DEPTH 4		/* maps within maps */
#define MAP_TOTAL (1 << 20)	/* bytes of all maps that one menu includes */

struct map {
	const struct front *front;
	struct str folder;
	struct arena *arena;
	struct buf *out;
	size_t read;			/* bytes of maps so far */
	struct gophermap_line *rules;	/* HIDE and TYPE lines, for the listing */
	size_t n_rules, rules_cap;
};

static bool
is_hidden(const struct map *m, struct str name)
{
	if (str_eq(name, STR("gophermap")) || str_eq(name, STR("gophertag")))
		return true;
	for (size_t i = 0; i < m->n_rules; i++)
		if (m->rules[i].kind == GOPHERMAP_HIDE && str_eq(m->rules[i].name, name))
			return true;
	return false;
}

static char
listed_type(const struct map *m, struct str name, struct str path)
{
	for (size_t i = 0; i < m->n_rules; i++) {
		struct str stem = name;

		if (m->rules[i].kind == GOPHERMAP_TYPE && str_drop(&stem, m->rules[i].name) &&
		    str_ends(stem, STR(".")))
			return m->rules[i].type;
	}
	return item_type(m->front, path);
}

/* A menu is for everybody: what needs a certificate is not copied into it. */
static bool
is_open(const struct map *m, struct str path)
{
	struct visitor anybody = { .root = m->front->site->root, .config = m->front->site->config,
	    .arena = m->arena };

	return visitor_admits(&anybody, path) == STATUS_OK;
}

static void
list_entry(struct map *m, const struct file_entry *e)
{
	struct str name = str_of(e->name), path = arena_printf(m->arena, "%.*s%s%s", STR_ARG(m->folder),
	    e->name, e->kind == FILE_FOLDER ? "/" : "");
	struct buf selector;

	if (e->kind >= FILE_LINK || is_hidden(m, name) || private_path(path) || !is_open(m, path) ||
	    (str_starts(path, STR("/posts/")) && path.n > sizeof("/posts/") - 1))
		return;				/* posts are for the list page: there may be drafts */
	buf_init(&selector, 3 * path.n);
	uri_encode_path(&selector, path);
	menu_item(m->out, listed_type(m, name, path), name, buf_str(&selector), m->front->gopher_host,
	    m->front->gopher_port);
	buf_release(&selector);
}

static void
list(struct map *m)
{
	struct file_entry *entries;
	size_t n = 0;
	int dir = file_open_beneath(m->front->site->root, arena_cstr(m->arena, str_from(m->folder, 1)),
	    O_RDONLY | O_DIRECTORY, NULL);

	if (dir == -1 || file_list(dir, m->arena, &entries, &n, NULL) == -1)
		n = 0;
	for (size_t i = 0; i < n; i++)
		if (entries[i].kind == FILE_LINK)
			entries[i].kind = file_kind(m->front->site->root, arena_cstr(m->arena,
			    arena_printf(m->arena, "%.*s%s", STR_ARG(str_from(m->folder, 1)), entries[i].name)));
	for (int folders = 1; folders >= 0; folders--)
		for (size_t i = 0; i < n; i++)
			if ((entries[i].kind == FILE_FOLDER) == folders)
				list_entry(m, &entries[i]);
	file_close(&dir);
}

static void
add_item(struct map *m, const struct gophermap_line *l)
{
	const struct front *f = m->front;
	uint16_t port = l->port == 0 ? f->gopher_port : l->port;

	if (l->type == 'i' && !l->has_host)
		menu_info(m->out, l->name);
	else
		menu_item(m->out, l->type, l->name, gophermap_selector(m->arena, m->folder, l),
		    l->has_host ? l->host : f->gopher_host, port);
}

static void write_lines(struct map *m, struct str map, int depth);

static void
include(struct map *m, struct str name, int depth)
{
	struct gophermap_line l = { .selector = name };
	struct str path;
	struct buf text;

	/* Dot segments are resolved here and never climb above the root; links may not lead out either. */
	if (uri_path_decode(m->arena, gophermap_selector(m->arena, m->folder, &l), &path) != URI_PATH_OK ||
	    private_path(path) || depth == MAP_DEPTH || !is_open(m, path))
		return;
	buf_init(&text, MAP_TOTAL - m->read);
	if (file_read(m->front->site->root, arena_cstr(m->arena, str_from(path, 1)), &text, NULL,
	    NULL) == 0) {
		m->read += text.n;
		write_lines(m, arena_str(m->arena, buf_str(&text)), depth + 1);
	}
	buf_release(&text);
}

static void
write_lines(struct map *m, struct str map, int depth)
{
	struct str line;

	while (str_line(&map, &line)) {
		struct gophermap_line l = gophermap_parse_line(line);

		switch (l.kind) {
		case GOPHERMAP_NOTHING:
			break;
		case GOPHERMAP_TEXT:
			menu_info(m->out, l.name);
			break;
		case GOPHERMAP_TITLE:
			menu_title(m->out, l.name);
			break;
		case GOPHERMAP_ITEM:
			add_item(m, &l);
			break;
		case GOPHERMAP_HIDE:
		case GOPHERMAP_TYPE:
			arena_grow(m->arena, (void **)&m->rules, &m->rules_cap, m->n_rules,
			    sizeof(*m->rules));
			m->rules[m->n_rules++] = l;
			break;
		case GOPHERMAP_INCLUDE:
			include(m, l.name, depth);
			break;
		case GOPHERMAP_LISTING:
			list(m);
			return;
		case GOPHERMAP_STOP:
			return;
		}
	}
}

void
map_write(const struct front *f, struct str folder, struct str map, struct arena *a, struct buf *out)
{
	struct map m = { .front = f, .folder = folder, .arena = a, .out = out, .read = map.n };

	write_lines(&m, map, 0);
}

#include "exam/look.h"

#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>

#include "base/file.h"
#include "format/uri.h"

#include "base/banned.h"

#define SHOWN 150		/* bytes of an address in a message */

/* A link on its way to an address. */
struct way {
	const struct link_page *page;
	const struct text_link *link;
	struct arena arena;
	struct str path;		/* decoded */
	struct uri uri;
};

__attribute__((format(printf, 3, 4))) static void
tell(struct way *w, enum fault_kind kind, const char *fmt, ...)
{
	char text[512];
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	fault_add(w->page->look->found, kind, w->link->at, "%s", text);
}

static struct str
shown(const struct way *w)
{
	return str_head(w->link->url, SHOWN);
}

static bool
is_our_host(const struct look *l, struct str host)
{
	bool ours = false;

	(void)str_drop(&host, STR("."));
	for (size_t i = 0; i < l->config.hosts.n; i++)
		ours = ours || str_eq_nocase(host, l->config.hosts.items[i]);
	return ours;
}

/* A URL with a host: is it this capsule, at the port by which it is reached? */
static bool
is_ours(const struct look *l, struct str authority, uint64_t port_set, uint16_t port_usual)
{
	struct uri_authority parts;
	uint16_t port;

	return uri_split_authority(authority, &parts) && uri_port(parts.port, port_usual, &port) &&
	    is_our_host(l, parts.host) && (port == port_usual || port == port_set);
}

/* --- why it is dead --- */

/* The name in this folder that differs from `name` in case only. */
static bool
find_other_case(const struct look *l, struct str folder, struct str name, struct arena *a, struct str *to)
{
	struct file_entry *entries;
	size_t n;
	int dir = file_open_beneath(l->root, arena_cstr(a, folder), O_RDONLY | O_DIRECTORY, NULL);
	bool found = false;

	if (dir != -1 && file_list(dir, a, &entries, &n, NULL) == 0)
		for (size_t i = 0; i < n && !found; i++)
			if ((found = str_eq_nocase(str_of(entries[i].name), name)))
				*to = str_of(entries[i].name);
	file_close(&dir);
	return found;
}

/* What the path would be if case did not matter: a file's, or a post's address. Empty: nothing. */
static struct str
in_other_case(struct way *w)
{
	const struct look *l = w->page->look;
	struct str rest = str_from(w->path, 1), part, path = STR_NONE;

	for (size_t i = 0; i < l->site->n_by_path; i++)
		if (str_eq_nocase(l->site->by_path[i]->path, w->path))
			return l->site->by_path[i]->path;
	while (str_cut(&rest, '/', &part)) {
		if (!find_other_case(l, path, part, &w->arena, &part))
			return STR_NONE;
		path = arena_printf(&w->arena, "%.*s%s%.*s", STR_ARG(path), path.n > 0 ? "/" : "", STR_ARG(part));
	}
	if (str_ends(w->path, STR("/")))
		path = arena_printf(&w->arena, "%.*s/", STR_ARG(path));
	return arena_printf(&w->arena, "/%.*s", STR_ARG(path));
}

static void
tell_why(struct way *w, const struct answer *answer)
{
	struct str other;

	if (answer->owner) {
		if (w->page->is_out)
			tell(w, FAULT_LINK_UNSEEN, "%.*s is not out yet", STR_ARG(shown(w)));
	} else if (answer->gemini == STATUS_GONE || answer->gopher == STATUS_GONE) {
		tell(w, FAULT_LINK_GONE, "%.*s was there once", STR_ARG(shown(w)));
	} else if ((other = in_other_case(w)).n > 0 && !str_eq(other, w->path)) {
		tell(w, FAULT_LINK_CASE, "%.*s is called %.*s", STR_ARG(shown(w)), STR_ARG(str_head(other, SHOWN)));
	} else {
		tell(w, FAULT_LINK_DEAD, "nothing is served at %.*s", STR_ARG(shown(w)));
	}
}

/* --- an address in this capsule --- */

/* The same but for a slash at its end is no other address to a reader: one hop, and no question. */
static bool
is_only_a_slash(struct str path, struct str moved)
{
	(void)str_drop(&moved, STR("/"));
	return str_ends(moved, path);
}

static void
follow(struct way *w)
{
	struct look *l = w->page->look;
	struct str query = STR_NONE;
	struct answer *answer;
	bool gemini, gopher;

	if (w->uri.has_query && !uri_decode(&w->arena, w->uri.query, &query))
		query = w->uri.query;
	answer = ask(l, w->path, query, w->uri.has_query);
	gemini = ask_is_good(answer->gemini);
	/* Of what needs a certificate a menu says only where it is on Gemini. */
	gopher = ask_is_good(answer->gopher) || (gemini && item_type(&l->front, w->path) == 'h');
	if (!gemini && !gopher) {
		tell_why(w, answer);
		return;
	}
	if ((w->page->gemini && !gemini) || (w->page->gopher && !gopher))
		tell(w, FAULT_LINK_SIDE, "%.*s is there on %s only", STR_ARG(shown(w)), gemini ? "Gemini" : "Gopher");
	if (answer->moved.n > 0 && !is_only_a_slash(w->path, answer->moved))
		tell(w, FAULT_LINK_MOVED, "%.*s has moved to %.*s", STR_ARG(shown(w)),
		    STR_ARG(str_head(answer->moved, SHOWN)));
	if (gemini && answer->gemini == STATUS_OK && answer->moved.n == 0 && w->uri.has_fragment &&
	    !ask_heading(l, answer, w->path, w->uri.fragment))
		tell(w, FAULT_LINK_ANCHOR, "no heading there is called “%.*s”",
		    STR_ARG(str_head(w->uri.fragment, SHOWN)));
}

/* The path behind a reference, still encoded, with its dots. */
static struct str
raw_path(struct way *w)
{
	struct str base = w->page->path, path = w->uri.path;
	struct buf b;

	if (w->uri.has_authority)
		return path.n > 0 ? path : STR("/");
	if (str_starts(path, STR("/")))
		return path;
	buf_init(&b, 4096 + 3 * base.n + path.n);
	if (path.n > 0)
		while (base.n > 0 && base.p[base.n - 1] != '/')
			base.n--;
	uri_encode_path(&b, base);
	buf_add(&b, path);
	path = arena_str(&w->arena, buf_str(&b));
	buf_release(&b);
	return path;
}

static void
go(struct way *w)
{
	enum uri_path path = uri_path_decode(&w->arena, raw_path(w), &w->path);

	if (path != URI_PATH_BAD && !uri_is_clean(w->link->url))
		tell(w, FAULT_LINK_WRITTEN, "%.*s", STR_ARG(shown(w)));
	switch (path) {
	case URI_PATH_OK:
		follow(w);
		break;
	case URI_PATH_BAD:
		tell(w, FAULT_LINK_WRITTEN, "%.*s", STR_ARG(shown(w)));
		break;
	case URI_PATH_CLIMBS:
		tell(w, FAULT_LINK_CLIMBS, "%.*s leads above the capsule's first folder", STR_ARG(shown(w)));
		break;
	case URI_PATH_NOWHERE:
		tell(w, FAULT_LINK_DEAD, "nothing can be called %.*s", STR_ARG(shown(w)));
		break;
	}
}

/* gopher://our.host/1/posts/: an item type, then a selector. */
static void
go_by_gopher(struct way *w)
{
	struct str path = str_from(w->uri.path, 2), selector;

	if (!uri_decode(&w->arena, path, &selector))
		tell(w, FAULT_LINK_WRITTEN, "%.*s", STR_ARG(shown(w)));
	else if (!ask_is_good(ask_gopher(w->page->look, selector)))
		tell(w, FAULT_LINK_DEAD, "nothing is served at %.*s", STR_ARG(shown(w)));
}

void
links_examine(void *ctx, const struct text_link *link)
{
	const struct link_page *page = ctx;
	const struct look *l = page->look;
	struct way w = { .page = page, .link = link, .uri = uri_split(link->url) };
	bool gemini = str_eq_nocase(w.uri.scheme, STR("gemini")), gopher = str_eq_nocase(w.uri.scheme, STR("gopher"));

	if (w.uri.scheme.n == 0 ? !w.uri.has_authority || is_ours(l, w.uri.authority, l->config.gemini_port, 1965) :
	    gemini && w.uri.has_authority && is_ours(l, w.uri.authority, l->config.gemini_port, 1965))
		go(&w);
	else if (gopher && is_ours(l, w.uri.authority, l->config.gopher_port, 70))
		go_by_gopher(&w);
	arena_release(&w.arena);
}

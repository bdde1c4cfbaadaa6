#include "exam/look.h"

#include "format/gph.h"

#include "base/banned.h"

bool
map_is(struct str path)
{
	struct str base = path, part;

	while (str_cut(&path, '/', &part))
		base = part;
	return str_eq(base, STR("gophermap")) || gph_is(base);
}

static struct str
folder_of(struct str path)
{
	while (path.n > 0 && path.p[path.n - 1] != '/')
		path.n--;
	return path;
}

static bool
is_ours(const struct look *l, const struct gophermap_line *line)
{
	uint16_t port = line->port == 0 ? l->front.gopher_port : line->port;

	return !line->has_host || (str_eq_nocase(line->host, l->front.gopher_host) && port == l->front.gopher_port);
}

/* phetch makes a TAB of every ?; lynx takes text below 5 and 9 for something to download (clients.md section 3). */
static void
look_at_selector(struct look *l, struct fault_at at, const struct gophermap_line *line, struct str selector)
{
	struct str shown = str_head(selector, 150);

	if (line->type == 'h' || str_starts(selector, STR("URL:"))) {
		if (!str_starts(selector, STR("URL:")))
			fault_add(l->found, FAULT_MAP_HTML, at, "type h with the selector %.*s", STR_ARG(shown));
		return;
	}
	if (str_has(selector, '?') || str_has(selector, '#') || (line->type == '0' &&
	    (str_starts(selector, STR("5")) || str_starts(selector, STR("9")))))
		fault_add(l->found, FAULT_MAP_SELECTOR, at, "type %c with the selector %.*s", line->type,
		    STR_ARG(shown));
}

static void
look_at_item(struct look *l, struct fault_at at, struct str folder, const struct gophermap_line *line)
{
	struct arena a = { NULL };
	struct str selector = gophermap_selector(&a, folder, line);

	look_at_selector(l, at, line, selector);
	if (is_ours(l, line) && line->type != 'h' && !str_starts(selector, STR("URL:")) &&
	    !ask_is_good(ask_gopher(l, selector)))
		fault_add(l->found, FAULT_MAP_DEAD, at, "nothing is served at %.*s",
		    STR_ARG(str_head(selector, 150)));
	arena_release(&a);
}

void
map_examine(struct look *l, struct str path)
{
	struct arena a = { NULL };
	struct str address = arena_printf(&a, "/%.*s", STR_ARG(path)), folder = folder_of(address), text, line;
	bool gph = gph_is(path);

	/* The server reads it as for a reader; what it finds odd goes into its log, to which exam.c listens. */
	(void)ask_gopher(l, gph ? address : folder);
	if (!look_read(l, path, MAP_MAX, &a, &text))
		text = STR_NONE;
	(void)str_skip(&text, STR("\xef\xbb\xbf"));
	for (size_t n = 1; str_line(&text, &line); n++) {
		struct gophermap_line m = gph ? gph_parse_line(line, &a) : gophermap_parse_line(line);
		struct fault_at at = { path, n, 1 };

		if (m.selector.n > 0 && str_inside(m.selector, line))
			at.col = (size_t)(m.selector.p - line.p) + 1;
		if (m.kind == GOPHERMAP_ITEM && m.type != 'i' && m.type != '3')
			look_at_item(l, at, folder, &m);
		if (m.kind == GOPHERMAP_STOP || m.kind == GOPHERMAP_LISTING)
			break;
	}
	arena_release(&a);
}

#include "format/menu.h"

#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

#define TAB_STOP 8

/*
 * A field: control characters go (C1 too, some terminals obey them), TABs become blanks up to the
 * next stop, bytes that are not UTF-8 become U+FFFD.
 */
static void
add_field(struct buf *to, struct str s)
{
	size_t start = to->n, column = 0;

	while (s.n > 0 && to->n - start < MENU_LABEL_MAX) {
		struct str was = s;
		uint32_t c = utf8_next(&s);

		if (c == '\t') {
			size_t n = TAB_STOP - column % TAB_STOP;

			buf_fill(to, ' ', n);
			column += n;
		} else if (c >= 0x20 && c < 0x7f) {
			buf_addc(to, (char)c);
			column++;
		} else if (c >= 0xa0) {
			utf8_put(to, c);
			column += utf8_columns(str_head(was, was.n - s.n));
		}
	}
}

static void
add_rest(struct buf *to, struct str selector, struct str host, uint16_t port)
{
	buf_addc(to, '\t');
	add_field(to, selector);
	buf_addc(to, '\t');
	add_field(to, host);
	buf_addf(to, "\t%u\r\n", (unsigned)port);
}

/*
 * Three fields behind the text although an info line leads nowhere: Lagrange wants three TABs,
 * ncgopher four fields and a possible host. error.host, port 1 is what clients know as "none".
 */
void
menu_info(struct buf *to, struct str text)
{
	buf_addc(to, 'i');
	if (str_starts(text, STR("=>")) || str_starts(text, STR("```")))
		buf_addc(to, ' ');	/* Lagrange would read it as gemtext */
	add_field(to, text);
	add_rest(to, STR_NONE, STR("error.host"), 1);
}

void
menu_title(struct buf *to, struct str text)
{
	buf_addc(to, 'i');
	add_field(to, text);
	add_rest(to, STR("TITLE"), STR("null.host"), 1);
}

void
menu_item(struct buf *to, char type, struct str label, struct str selector, struct str host,
    uint16_t port)
{
	buf_addc(to, type);
	add_field(to, label);
	add_rest(to, selector, host, port);
}

void
menu_end(struct buf *to)
{
	buf_add(to, STR(".\r\n"));
}

static struct menu_link
web_link(const struct menu_place *place, struct str uri, struct arena *a)
{
	return (struct menu_link){ 'h', arena_printf(a, "URL:%.*s", STR_ARG(uri)), place->host,
	    place->port };
}

/* gopher://host:port/Tselector: a real item; with a search in it (%09) only a URL: link can carry it. */
static struct menu_link
gopher_link(const struct menu_place *place, struct uri u, const struct uri_authority *at, uint16_t port,
    struct str uri, struct arena *a)
{
	struct menu_link l = { '1', STR_NONE, at->host, port };
	struct str path = u.path, plain;

	if (!str_skip(&path, STR("/")) || path.n == 0)
		return l;
	if (!uri_decode(a, path, &plain) || u.has_query || str_has(plain, '\t') ||
	    ascii_is_control(plain.p[0]))
		return web_link(place, uri, a);
	l.type = plain.p[0];
	l.selector = str_from(plain, 1);
	return l;
}

static bool
is_ours(const struct menu_place *place, struct uri u)
{
	struct uri base = uri_split(place->base);

	return str_eq_nocase(u.scheme, base.scheme) && str_eq_nocase(u.authority, base.authority);
}

struct menu_link
menu_resolve(const struct menu_place *place, struct str url, struct arena *a)
{
	struct menu_link nowhere = { 'i', STR_NONE, STR_NONE, 0 };
	struct str full, path;
	struct uri_authority at;
	struct uri u, written;
	uint16_t port;
	char type;

	if (url.n == 0 || url.p[0] == '#')
		return nowhere;
	full = uri_resolve(a, place->base, url);
	written = uri_split(url);
	u = uri_split(full);
	if (is_ours(place, u)) {
		/* A selector may hold no `?` (phetch turns it into a TAB), so a query goes by URL. */
		if (u.has_query || uri_path_decode(a, u.path, &path) != URI_PATH_OK)
			return web_link(place, full, a);
		type = place->item_type(place->ctx, path);
		if (type == 'h')
			return web_link(place, full, a);
		return (struct menu_link){ type, u.path, place->host, place->port };
	}
	if (written.has_fragment)		/* to a part of somebody else's page */
		full = arena_printf(a, "%.*s#%.*s", STR_ARG(full), STR_ARG(written.fragment));
	if (!uri_split_authority(u.authority, &at) || at.host.n == 0)
		return web_link(place, full, a);
	if (str_eq_nocase(u.scheme, STR("gopher")) && uri_port(at.port, 70, &port))
		return gopher_link(place, u, &at, port, full, a);
	if (str_eq_nocase(u.scheme, STR("telnet")) && uri_port(at.port, 23, &port))
		return (struct menu_link){ '8', at.userinfo, at.host, port };
	if (str_eq_nocase(u.scheme, STR("finger")) && uri_port(at.port, 79, &port)) {
		struct str user = str_from(u.path, 1), plain;

		return (struct menu_link){ '0', uri_decode(a, user, &plain) ? plain : user, at.host, port };
	}
	return web_link(place, full, a);
}

/* Wrapped info lines: `first` before the first line, `more` before the others. Widest, in columns. */
static size_t
add_wrapped(struct buf *to, struct str text, struct str first, struct str more, size_t width,
    struct arena *a)
{
	size_t widest = 0, room = width > first.n + 1 ? width - first.n : 2;
	struct str rest = text, line, lead = first;

	if (text.n == 0)
		menu_info(to, first);
	while (utf8_wrap(&rest, room, &line)) {
		size_t columns = lead.n + utf8_columns(line);

		menu_info(to, lead.n == 0 ? line :
		    arena_printf(a, "%.*s%.*s", STR_ARG(lead), STR_ARG(line)));
		if (columns > widest)
			widest = columns;
		lead = more;
		room = width > more.n + 1 ? width - more.n : 2;
	}
	return widest;
}

static void
add_heading(struct buf *to, const struct gemtext_line *l, size_t width, struct arena *a)
{
	size_t widest;
	char *rule;

	if (l->level == 3) {
		(void)add_wrapped(to, l->text, STR("### "), STR("    "), width, a);
		return;
	}
	widest = add_wrapped(to, l->text, STR_NONE, STR_NONE, width, a);
	rule = arena_new(a, widest + 1, 1);
	for (size_t i = 0; i < widest; i++)
		rule[i] = l->level == 1 ? '=' : '-';
	menu_info(to, (struct str){ rule, widest });
}

static void
add_link(struct buf *to, const struct gemtext_line *l, const struct menu_place *place, struct arena *a)
{
	struct menu_link link = menu_resolve(place, l->url, a);
	struct str rest = l->text.n > 0 ? l->text : l->url, line;

	if (utf8_wrap(&rest, place->width, &line)) {
		if (link.type == 'i')
			menu_info(to, line);
		else
			menu_item(to, link.type, line, link.selector, link.host, link.port);
	}
	if (rest.n > 0)			/* a long label goes on below its item */
		(void)add_wrapped(to, rest, STR("  "), STR("  "), place->width, a);
}

void
menu_write_doc(struct buf *to, const struct doc *d, const struct menu_place *place, struct arena *a)
{
	for (size_t i = 0; i < d->n; i++) {
		const struct gemtext_line *l = &d->lines[i];

		switch (l->kind) {
		case GEMTEXT_TEXT:
			(void)add_wrapped(to, l->text, STR_NONE, STR_NONE, place->width, a);
			break;
		case GEMTEXT_HEADING:
			add_heading(to, l, place->width, a);
			break;
		case GEMTEXT_ITEM:
			(void)add_wrapped(to, l->text, STR("* "), STR("  "), place->width, a);
			break;
		case GEMTEXT_QUOTE:
			(void)add_wrapped(to, l->text, STR("> "), STR("> "), place->width, a);
			break;
		case GEMTEXT_PRE:
			menu_info(to, l->text);
			break;
		case GEMTEXT_LINK:
			add_link(to, l, place, a);
			break;
		case GEMTEXT_TOGGLE:
			break;
		}
	}
}

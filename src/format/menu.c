#include "format/menu.h"

#include <string.h>

#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

#define TAB_STOP 8

bool
menu_type_valid(char type)
{
	return type > ' ' && type < 0x7f && type != '.';
}

/*
 * A field: control characters go (C1 too, some terminals obey them), TABs become blanks up to the
 * next stop, bytes that are not UTF-8 become U+FFFD.
 */
static void
add_field(struct buf *to, struct str s, size_t max)
{
	size_t start = to->n, column = 0;

	while (s.n > 0) {
		struct str was = s;
		uint32_t c = utf8_next(&s);
		size_t room = max - (to->n - start), bytes = c == UTF8_BAD ? 3 : was.n - s.n;

		if (c == '\t') {
			size_t n = TAB_STOP - column % TAB_STOP;

			if (n > room)
				return;
			buf_fill(to, ' ', n);
			column += n;
		} else if (bytes > room) {
			return;
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
	add_field(to, selector, MENU_FIELD_MAX);
	buf_addc(to, '\t');
	add_field(to, host, MENU_FIELD_MAX);
	buf_addf(to, "\t%u\r\n", (unsigned)port);
}

/* Lagrange would read such a line as gemtext: put a blank in front of what was written from `start`. */
static void
disarm(struct buf *to, size_t start)
{
	struct str written = str_from(buf_str(to), start);

	if (!str_starts(written, STR("=>")) && !str_starts(written, STR("```")))
		return;
	buf_addc(to, ' ');
	if (to->full)
		return;
	memmove(to->p + start + 1, to->p + start, to->n - start - 1);
	to->p[start] = ' ';
}

/*
 * Three fields behind the text although an info line leads nowhere: Lagrange wants three TABs,
 * ncgopher four fields and a possible host. error.host, port 1 is what clients know as "none".
 */
void
menu_info(struct buf *to, struct str text)
{
	size_t start;

	buf_addc(to, 'i');
	start = to->n;
	add_field(to, text, MENU_LABEL_MAX);
	disarm(to, start);
	add_rest(to, STR_NONE, STR("error.host"), 1);
}

void
menu_title(struct buf *to, struct str text)
{
	buf_addc(to, 'i');
	add_field(to, text, MENU_LABEL_MAX);
	add_rest(to, STR("TITLE"), STR("null.host"), 1);
}

/* What a field would have to change to carry it leads elsewhere when it is followed. */
static bool
can_be_carried(struct str s)
{
	struct str rest = s;

	if (s.n > MENU_FIELD_MAX || !utf8_valid(s))
		return false;
	while (rest.n > 0) {
		uint32_t c = utf8_next(&rest);

		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			return false;
	}
	return true;
}

void
menu_item(struct buf *to, char type, struct str label, struct str selector, struct str host,
    uint16_t port)
{
	if (!menu_type_valid(type) || !can_be_carried(selector) || !can_be_carried(host)) {
		menu_info(to, label);
		return;
	}
	buf_addc(to, type);
	add_field(to, label, MENU_LABEL_MAX);
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
	struct str selector = arena_printf(a, "URL:%.*s", STR_ARG(uri));

	if (!can_be_carried(selector))
		return (struct menu_link){ 'i', STR_NONE, STR_NONE, 0 };
	return (struct menu_link){ 'h', selector, place->host, place->port };
}

/* Does somebody who wrote it himself lead behind the door already? */
static bool
is_behind(struct str door, struct str selector)
{
	(void)str_skip(&door, STR("/"));
	(void)str_skip(&selector, STR("/"));
	return str_skip(&selector, door) && (selector.n == 0 || selector.p[0] == '/');
}

struct str
menu_selector(const struct menu_place *place, struct str selector, struct arena *a)
{
	if (place->door.n == 0 || is_behind(place->door, selector))
		return selector;
	return arena_printf(a, "%.*s%s%.*s", STR_ARG(place->door), str_starts(selector, STR("/")) ? "" : "/",
	    STR_ARG(selector));
}

/* A selector of ours that somebody wrote into a gopher:// URL, as we write them ourselves: ASCII and a slash. */
static struct str
as_ours(const struct menu_place *place, struct str selector, struct arena *a)
{
	struct str out;
	struct buf b;

	if (str_starts(selector, STR("URL:")))
		return selector;
	buf_init(&b, 3 * selector.n + 1);
	if (!str_starts(selector, STR("/")))
		buf_addc(&b, '/');
	uri_encode_path(&b, selector);
	out = menu_selector(place, buf_str(&b), a);
	out = arena_str(a, out);
	buf_release(&b);
	return out;
}

/* gopher://host:port/Tselector: a real item; with a search in it (%09) only a URL: link can carry it. */
static struct menu_link
gopher_link(const struct menu_place *place, struct uri u, const struct uri_authority *at, uint16_t port,
    struct str uri, struct arena *a)
{
	struct menu_link l = { '1', STR_NONE, at->host, port };
	struct str path = u.path, plain;
	bool here = str_eq_nocase(at->host, place->host) && port == place->port;

	if (!str_skip(&path, STR("/")) || path.n == 0) {
		l.selector = here ? as_ours(place, STR_NONE, a) : STR_NONE;
		return l;
	}
	if (!uri_decode(a, path, &plain) || u.has_query || !menu_type_valid(plain.p[0]) ||
	    !can_be_carried(str_from(plain, 1)))
		return web_link(place, uri, a);
	l.type = plain.p[0];
	l.selector = str_from(plain, 1);
	if (here)
		l.selector = as_ours(place, l.selector, a);
	return l;
}

/*
 * Selectors of ours are ASCII, whatever an author has written in his link, and hold no `?` (phetch turns
 * it into a TAB): a query of ours is a last part of the path.
 */
static struct str
own_selector(struct str path, struct uri u, struct arena *a)
{
	struct str out;
	struct buf b;

	buf_init(&b, 3 * (path.n + u.query.n) + 1);
	uri_encode_path(&b, path);
	if (u.has_query)
		buf_addc(&b, '/');
	for (size_t i = 0; i < u.query.n; i++) {
		/* Nor may it be a dot segment, should somebody have written nothing but a dot. */
		if (u.query.p[i] == '/' || u.query.p[i] == '?' || (u.query.p[i] == '.' && u.query.n < 3))
			buf_addf(&b, "%%%02X", (unsigned)(unsigned char)u.query.p[i]);
		else
			buf_addc(&b, u.query.p[i]);
	}
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
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
	struct str full, path, selector;
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
		if (uri_path_decode(a, u.path, &path) != URI_PATH_OK ||
		    (u.has_query && (place->queries.n == 0 || !str_starts(path, place->queries))))
			return web_link(place, full, a);
		type = place->item_type(place->ctx, path);
		if (type == 'h')
			return web_link(place, full, a);
		selector = menu_selector(place, own_selector(path, u, a), a);
		if (!can_be_carried(selector))
			return nowhere;
		return (struct menu_link){ type, selector, place->host, place->port };
	}
	if (written.has_fragment)		/* to a part of somebody else's page */
		full = arena_printf(a, "%.*s#%.*s", STR_ARG(full), STR_ARG(written.fragment));
	if (!uri_split_authority(u.authority, &at) || at.host.n == 0 || !can_be_carried(at.host))
		return web_link(place, full, a);
	if (str_eq_nocase(u.scheme, STR("gopher")) && uri_port(at.port, 70, &port))
		return gopher_link(place, u, &at, port, full, a);
	if (str_eq_nocase(u.scheme, STR("telnet")) && uri_port(at.port, 23, &port) &&
	    can_be_carried(at.userinfo))
		return (struct menu_link){ '8', at.userinfo, at.host, port };
	if (str_eq_nocase(u.scheme, STR("finger")) && uri_port(at.port, 79, &port)) {
		struct str user;

		if (uri_decode(a, str_from(u.path, 1), &user) && can_be_carried(user))
			return (struct menu_link){ '0', user, at.host, port };
	}
	return web_link(place, full, a);
}

/* In running text a TAB is a blank; only what is preformatted has columns. */
static struct str
without_tabs(struct str s, struct arena *a)
{
	char *copy;

	if (!str_has(s, '\t'))
		return s;
	copy = arena_cstr(a, s);
	for (size_t i = 0; i < s.n; i++)
		if (copy[i] == '\t')
			copy[i] = ' ';
	return (struct str){ copy, s.n };
}

/* Wrapped info lines: `first` before the first line, `more` before the others. Widest, in columns. */
static size_t
add_wrapped(struct buf *to, struct str text, struct str first, struct str more, size_t width,
    struct arena *a)
{
	size_t widest = 0, room = width > first.n + 1 ? width - first.n : 2;
	struct str rest = without_tabs(text, a), line, lead = first;

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
	struct str rest = without_tabs(l->text.n > 0 ? l->text : l->url, a), line;

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

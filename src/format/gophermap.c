#include "format/gophermap.h"

#include "format/menu.h"
#include "format/uri.h"

#include "base/banned.h"

#define AS_TEXT "; to show the line as a text, put i in front of it and a TAB behind it"

/* RFC 1436's, Gopher+'s, and what has come into use since; to clients all others are no items at all. */
static const char known_types[] = "0123456789+gITshidpPM;:<>wcevrxX";

bool
gophermap_type_known(char type)
{
	return type != '\0' && str_has(str_of(known_types), type);
}

void
gophermap_odd(struct gophermap_line *l, struct str found, const char *expected)
{
	if (l->expected != NULL)	/* the first is what is told */
		return;
	l->found = found;
	l->expected = expected;
}

static struct gophermap_line
nothing(struct str found, const char *expected)
{
	return (struct gophermap_line){ .kind = GOPHERMAP_NOTHING, .found = found, .expected = expected };
}

static void
parse_port(struct gophermap_line *l, struct str port)
{
	uint64_t number;

	port = str_trim(port);
	if (str_number(port, UINT16_MAX, &number) && number > 0)
		l->port = (uint16_t)number;
	else if (port.n > 0 && l->type != 'i')	/* text lines lead nowhere: many write 0 there */
		gophermap_odd(l, port, GOPHERMAP_PORTS);
}

static struct gophermap_line
parse_item(struct str line)
{
	struct gophermap_line l = { .kind = GOPHERMAP_ITEM };
	struct str type = str_head(line, 1), port;

	if (!menu_type_valid(line.p[0]))
		return nothing(type, "a type before the first TAB, such as 0 for a text or 1 for a menu");
	l.type = line.p[0];
	if (!gophermap_type_known(l.type))
		gophermap_odd(&l, type, GOPHERMAP_TYPES);
	line = str_from(line, 1);
	if (!str_cut(&line, '\t', &l.name))
		l.name = STR_NONE;
	if (!str_cut(&line, '\t', &l.selector))
		l.selector = STR_NONE;
	l.has_host = str_cut(&line, '\t', &l.host) && l.host.n > 0;
	if (str_cut(&line, '\t', &port))
		parse_port(&l, port);
	return l;
}

static struct gophermap_line
parse_type(struct str line, struct str whole)
{
	struct gophermap_line l = { .kind = GOPHERMAP_TYPE };

	if (!str_cut(&line, '=', &l.name) || l.name.n == 0 || line.n == 0 || !menu_type_valid(line.p[0]))
		return nothing(whole, "an extension, = and a type, such as :png=I" AS_TEXT);
	l.type = line.p[0];
	if (!gophermap_type_known(l.type))
		gophermap_odd(&l, str_head(line, 1), GOPHERMAP_TYPES);
	return l;
}

/* A rule of dashes is the usual way to hide a file by accident. */
static struct gophermap_line
parse_hide(struct str name, struct str whole)
{
	struct gophermap_line l = { .kind = GOPHERMAP_HIDE, .name = name };

	if (name.n == 0 || name.p[0] == '-' || name.p[0] == ' ')
		gophermap_odd(&l, whole, "the name of a file that the list is to leave out" AS_TEXT);
	return l;
}

static struct gophermap_line
parse_include(struct str rest, struct str whole)
{
	struct str name = str_trim(rest);

	if (name.n == 0 || name.p[0] == '=')		/* an underline */
		return nothing(whole, "the name of a map behind the =" AS_TEXT);
	return (struct gophermap_line){ .kind = GOPHERMAP_INCLUDE, .name = name };
}

/* `* item` and `...` end the map like `*` and `.`, and whoever wrote them wonders where the rest is. */
static struct gophermap_line
parse_end(enum gophermap_kind kind, struct str rest, struct str whole)
{
	struct gophermap_line l = { .kind = kind };

	if (str_trim(rest).n > 0)
		gophermap_odd(&l, whole, "nothing behind the first character, which ends the menu here" AS_TEXT);
	return l;
}

struct gophermap_line
gophermap_parse_line(struct str line)
{
	struct gophermap_line l = { .kind = GOPHERMAP_TEXT, .name = line };
	struct str rest = str_from(line, 1);

	if (line.n == 0)
		return l;
	/* Directives come before the TAB is looked for: "-a TAB b" hides a file. */
	switch (line.p[0]) {
	case '#':
		return nothing(STR_NONE, NULL);
	case '~':
		return nothing(line, "anything else: a capsule has no users to list" AS_TEXT);
	case '%':
		return nothing(line, "anything else: there is no list of hosts" AS_TEXT);
	case '!':
		return (struct gophermap_line){ .kind = GOPHERMAP_TITLE, .name = rest };
	case '*':
		return parse_end(GOPHERMAP_LISTING, rest, line);
	case '.':
		return parse_end(GOPHERMAP_STOP, rest, line);
	case '-':
		return parse_hide(rest, line);
	case '=':
		return parse_include(rest, line);
	case ':':
		return parse_type(rest, line);
	default:
		return str_has(line, '\t') ? parse_item(line) : l;
	}
}

struct str
gophermap_selector(struct arena *a, struct str folder, const struct gophermap_line *l)
{
	struct str selector = l->selector, out;
	struct buf b;

	if (l->has_host || l->as_is)
		return selector;
	if (selector.n == 0)
		selector = l->name;
	if (str_starts(selector, STR("/")) || str_starts(selector, STR("URL:")))
		return selector;
	buf_init(&b, 3 * (folder.n + selector.n));
	uri_encode_path(&b, folder);
	uri_encode_path(&b, selector);
	out = uri_split(uri_resolve(a, STR("gopher://x/"), buf_str(&b))).path;
	buf_release(&b);
	return out;
}

#include "format/gophermap.h"

#include "format/menu.h"
#include "format/uri.h"

#include "base/banned.h"

static const struct gophermap_line nothing = { .kind = GOPHERMAP_NOTHING };

static struct gophermap_line
parse_item(struct str line)
{
	struct gophermap_line l = { .kind = GOPHERMAP_ITEM };
	struct str port;
	uint64_t number;

	if (!menu_type_valid(line.p[0]))
		return nothing;
	l.type = line.p[0];
	line = str_from(line, 1);
	if (!str_cut(&line, '\t', &l.name))
		l.name = STR_NONE;
	if (!str_cut(&line, '\t', &l.selector))
		l.selector = STR_NONE;
	l.has_host = str_cut(&line, '\t', &l.host) && l.host.n > 0;
	if (str_cut(&line, '\t', &port) && str_number(str_trim(port), UINT16_MAX, &number))
		l.port = (uint16_t)number;
	return l;
}

static struct gophermap_line
parse_type(struct str line)
{
	struct gophermap_line l = { .kind = GOPHERMAP_TYPE };

	if (!str_cut(&line, '=', &l.name) || l.name.n == 0 || line.n == 0 || !menu_type_valid(line.p[0]))
		return nothing;
	l.type = line.p[0];
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
	case '~':
	case '%':
		return nothing;
	case '!':
		return (struct gophermap_line){ .kind = GOPHERMAP_TITLE, .name = rest };
	case '*':
		return (struct gophermap_line){ .kind = GOPHERMAP_LISTING };
	case '.':
		return (struct gophermap_line){ .kind = GOPHERMAP_STOP };
	case '-':
		return (struct gophermap_line){ .kind = GOPHERMAP_HIDE, .name = rest };
	case '=':
		return (struct gophermap_line){ .kind = GOPHERMAP_INCLUDE, .name = str_trim(rest) };
	case ':':
		return parse_type(rest);
	default:
		return str_has(line, '\t') ? parse_item(line) : l;
	}
}

struct str
gophermap_selector(struct arena *a, struct str folder, const struct gophermap_line *l)
{
	struct str selector = l->selector, out;
	struct buf b;

	if (l->has_host)
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

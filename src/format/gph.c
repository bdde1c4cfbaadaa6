#include "format/gph.h"

#include "format/menu.h"

#include "base/banned.h"

#define FIELDS 5		/* type, label, selector, host, port */
#define FORM "[type|label|selector|host|port]; a text with a bracket in front needs a t before it"

/* Items whose selector is no path, so that there is nothing to count from a folder. */
static const char no_paths[] = "i238wT";

bool
gph_is(struct str name)
{
	return name.n > 4 && str_eq_nocase(str_from(name, name.n - 4), STR(".gph"));
}

static struct gophermap_line
as_text(struct str text)
{
	return (struct gophermap_line){ .kind = GOPHERMAP_TEXT, .name = text };
}

static struct gophermap_line
broken(struct str line, struct str found, const char *expected)
{
	struct gophermap_line l = as_text(line);

	l.found = found;
	l.expected = expected;
	return l;
}

/* Cut the bytes before the next bar that is not escaped off *s. False: there is none. */
static bool
cut_field(struct str *s, struct str *field)
{
	for (size_t i = 0; i < s->n; i++) {
		if (s->p[i] != '|' || (i > 0 && s->p[i - 1] == '\\'))
			continue;
		*field = str_head(*s, i);
		*s = str_from(*s, i + 1);
		return true;
	}
	return false;
}

static struct str
without_escapes(struct str s, struct arena *a)
{
	char *copy;
	size_t n = 0;

	if (!str_has(s, '\\'))
		return s;
	copy = arena_cstr(a, s);
	for (size_t i = 0; i < s.n; i++)
		if (s.p[i] != '\\' || i + 1 == s.n || s.p[i + 1] != '|')
			copy[n++] = s.p[i];
	return (struct str){ copy, n };
}

/* The fields of a link line. False: it does not have five, or is not closed behind the fifth. */
static bool
split(struct str line, struct str *fields)
{
	struct str rest = str_from(line, 1);

	for (size_t i = 0; i + 1 < FIELDS; i++)
		if (!cut_field(&rest, &fields[i]))
			return false;
	if (!str_has(rest, ']') || !str_cut(&rest, ']', &fields[FIELDS - 1]))
		return false;
	return !str_has(fields[FIELDS - 1], '|');
}

static struct gophermap_line
parse_link(struct str line, struct arena *a)
{
	struct gophermap_line l = { .kind = GOPHERMAP_ITEM };
	struct str fields[FIELDS], port;
	uint64_t number;

	if (!split(line, fields))
		return broken(line, line, FORM);
	if (fields[0].n == 0 || !menu_type_valid(fields[0].p[0]))
		return broken(line, fields[0], FORM);
	l.type = fields[0].p[0];
	l.name = without_escapes(fields[1], a);
	l.selector = without_escapes(fields[2], a);
	l.host = without_escapes(fields[3], a);
	l.has_host = l.host.n > 0 && !str_eq(l.host, STR("server"));
	l.as_is = str_has(str_of(no_paths), l.type);
	if (!l.has_host && l.selector.n == 0)
		l.selector = STR("/");		/* here an empty selector is the root, not the label */
	if (fields[0].n != 1)
		gophermap_odd(&l, fields[0], "one letter or digit for the type");
	else if (!gophermap_type_known(l.type))
		gophermap_odd(&l, fields[0], GOPHERMAP_TYPES);
	port = fields[4];
	if (str_number(port, UINT16_MAX, &number) && number > 0)
		l.port = (uint16_t)number;
	else if (port.n > 0 && !str_eq(port, STR("port")) && l.type != 'i')
		gophermap_odd(&l, port, GOPHERMAP_PORTS);
	return l;
}

struct gophermap_line
gph_parse_line(struct str line, struct arena *a)
{
	struct gophermap_line l;
	struct str text = line;

	if (str_skip(&text, STR("[|")))
		return as_text(text);
	if (str_starts(line, STR("[")))
		return parse_link(line, a);
	if (!str_skip(&text, STR("t")))
		return as_text(line);
	l = as_text(text);
	/* "the ferry" is shown as "he ferry": geomyidae's rule, and surely not what was meant. */
	if (text.n > 0 && ascii_is_letter(text.p[0]) && text.p[0] != 't')
		gophermap_odd(&l, str_head(line, 1), "two of them: the first t of a line is an escape "
		    "and is not shown");
	return l;
}

#include "format/plain.h"

#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

#define TAB_STOP 8

/* `tab`: columns between tab stops; 1 in running text, where a TAB is a blank. */
static void
add_line(struct buf *to, struct str lead, struct str text, size_t tab)
{
	size_t start = to->n;

	buf_add(to, lead);
	while (text.n > 0) {
		uint32_t c = utf8_next(&text);

		if (c == '\t')
			buf_fill(to, ' ', tab - utf8_columns(str_from(buf_str(to), start)) % tab);
		else if (c >= 0x20 && (c < 0x7f || c >= 0xa0))
			utf8_put(to, c);
	}
	if (str_eq(str_from(buf_str(to), start), STR(".")))
		buf_addc(to, ' ');
	buf_addc(to, '\n');
}

/* Returns the columns of the widest line. */
static size_t
add_wrapped(struct buf *to, struct str text, struct str first, struct str more, size_t width)
{
	size_t widest = 0;
	struct str rest = text, line, lead = first;

	if (text.n == 0)
		add_line(to, first, STR_NONE, 1);
	while (utf8_wrap(&rest, width > lead.n + 1 ? width - lead.n : 2, &line)) {
		if (lead.n + utf8_columns(line) > widest)
			widest = lead.n + utf8_columns(line);
		add_line(to, lead, line, 1);
		lead = more;
	}
	return widest;
}

static void
add_heading(struct buf *to, const struct gemtext_line *l, size_t width)
{
	size_t widest;

	if (l->level == 3) {
		(void)add_wrapped(to, l->text, STR("### "), STR("    "), width);
		return;
	}
	widest = add_wrapped(to, l->text, STR_NONE, STR_NONE, width);
	buf_fill(to, l->level == 1 ? '=' : '-', widest);
	buf_addc(to, '\n');
}

static struct str
link_address(const struct menu_place *place, struct str url, struct arena *a)
{
	struct menu_link l = menu_resolve(place, url, a);
	struct str address = l.selector;
	struct buf b;

	if (l.type == 'i')
		return url;
	if (l.type == 'h' && str_skip(&address, STR("URL:")))
		return address;
	buf_init(&b, l.host.n + 3 * l.selector.n + 64);
	buf_addf(&b, str_has(l.host, ':') ? "gopher://[%.*s]" : "gopher://%.*s", STR_ARG(l.host));
	if (l.port != 70)
		buf_addf(&b, ":%u", (unsigned)l.port);
	buf_addc(&b, '/');
	uri_encode_path(&b, (struct str){ &l.type, 1 });
	if (str_eq_nocase(l.host, place->host) && l.port == place->port)
		buf_add(&b, l.selector);	/* ours is encoded already */
	else
		uri_encode_path(&b, l.selector);
	address = arena_str(a, buf_str(&b));
	buf_release(&b);
	return address;
}

void
plain_write_doc(struct buf *to, const struct doc *d, const struct menu_place *place, struct arena *a)
{
	size_t links = 0;

	for (size_t i = 0; i < d->n; i++) {
		const struct gemtext_line *l = &d->lines[i];

		switch (l->kind) {
		case GEMTEXT_TEXT:
			(void)add_wrapped(to, l->text, STR_NONE, STR_NONE, place->width);
			break;
		case GEMTEXT_HEADING:
			add_heading(to, l, place->width);
			break;
		case GEMTEXT_ITEM:
			(void)add_wrapped(to, l->text, STR("* "), STR("  "), place->width);
			break;
		case GEMTEXT_QUOTE:
			(void)add_wrapped(to, l->text, STR("> "), STR("> "), place->width);
			break;
		case GEMTEXT_PRE:
			add_line(to, STR_NONE, l->text, TAB_STOP);
			break;
		case GEMTEXT_LINK:
			(void)add_wrapped(to, l->text.n > 0 ? l->text : l->url,
			    arena_printf(a, "[%zu] ", ++links), STR("    "), place->width);
			break;
		case GEMTEXT_TOGGLE:
			break;
		}
	}
	if (links == 0)
		return;
	add_line(to, STR_NONE, STR_NONE, 1);
	links = 0;
	for (size_t i = 0; i < d->n; i++)
		if (d->lines[i].kind == GEMTEXT_LINK)
			add_line(to, arena_printf(a, "[%zu] ", ++links),
			    link_address(place, d->lines[i].url, a), 1);
}

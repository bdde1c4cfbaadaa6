/* fuzz_menu.c: any gemtext as a Gopher menu. */
#include "fuzz.h"

#include "format/uri.h"
#include "place.h"

/* The n-th field of a menu line, from 0, without the type. */
static struct str
field(struct str line, int n)
{
	struct str part = STR_NONE;

	line = str_from(line, 1);
	for (; n >= 0; n--)
		(void)str_cut(&line, '\t', &part);
	return part;
}

/* Body text keeps to the width. A blank more may stand before what would look like gemtext. */
static void
check_width(struct str menu, size_t width)
{
	struct str line;

	while (str_line(&menu, &line))
		check(utf8_columns(field(line, 0)) <= width + 1);
}

static void
check_info(struct str menu)
{
	struct str line;

	while (str_line(&menu, &line)) {
		if (line.p[0] == 'i')
			check(!str_starts(field(line, 0), STR("=>")) &&
			    !str_starts(field(line, 0), STR("```")));
		check(field(line, 0).n <= MENU_LABEL_MAX);
	}
}

/* A link is one item, whose selector and host are all of what it leads to, byte for byte. */
static void
check_link(const struct gemtext_line *l, const struct menu_place *place, struct arena *a)
{
	struct menu_link link = menu_resolve(place, l->url, a);
	struct doc *d = doc_new(a);
	struct str menu, line;
	struct buf b;

	buf_init(&b, 1 << 20);
	doc_add(d, *l);
	menu_write_doc(&b, d, place, a);
	menu = buf_str(&b);
	check(str_line(&menu, &line));
	check(line.p[0] == link.type);
	if (link.type != 'i') {
		check(is_printable(link.host, "") && str_eq(field(line, 2), link.host));
		check(str_eq(field(line, 1), link.selector));
	}
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct menu_place place = place_make(MENU_WIDTH);
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);
	bool has_pre = false;
	struct buf b;

	buf_init(&b, 1 << 22);
	doc_parse(d, fuzz_str(data, size));
	menu_write_doc(&b, d, &place, &a);
	check(!b.full);
	check_menu(buf_str(&b), false);
	check_info(buf_str(&b));
	for (size_t i = 0; i < d->n; i++) {
		has_pre = has_pre || d->lines[i].kind == GEMTEXT_PRE;
		if (d->lines[i].kind == GEMTEXT_LINK)
			check_link(&d->lines[i], &place, &a);
	}
	if (!has_pre)
		check_width(buf_str(&b), MENU_WIDTH);
	menu_end(&b);
	check_menu(buf_str(&b), true);
	buf_release(&b);
	arena_release(&a);
	return 0;
}

/* fuzz_gph.c: lines of geomyidae's menus. (What becomes of a whole one: fuzz_serve.c.) */
#include "fuzz.h"

#include "format/gph.h"
#include "format/menu.h"

/* What is not taken apart is shown, so nothing may get lost but the escape in front. */
static void
check_text(struct str line, const struct gophermap_line *l)
{
	check(l->kind == GOPHERMAP_TEXT);
	check(str_inside(l->name, line) && str_ends(line, l->name));
	check(line.n - l->name.n <= 2);
	check(str_eq(l->name, line) || line.p[0] == 't' || str_starts(line, STR("[|")));
	check(!str_starts(line, STR("t")) || l->name.n == line.n - 1);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = fuzz_str(data, size), line;
	struct arena a = { NULL };
	struct buf b;

	buf_init(&b, 1 << 20);
	while (str_line(&rest, &line)) {
		struct gophermap_line l = gph_parse_line(line, &a);

		check(l.expected == NULL || str_inside(l.found, line));
		if (l.kind != GOPHERMAP_ITEM) {
			check_text(line, &l);
			menu_info(&b, l.name);
			continue;
		}
		check(str_starts(line, STR("[")) && str_has(line, ']') && line.p[1] == l.type);
		check(!l.has_host || l.host.n > 0);
		check(l.has_host || l.selector.n > 0);
		check(l.name.n + l.selector.n + l.host.n < line.n);
		menu_item(&b, l.type, l.name, gophermap_selector(&a, STR("/lotsa/"), &l), l.host, l.port);
	}
	menu_end(&b);
	check_menu(buf_str(&b), true);
	buf_release(&b);
	arena_release(&a);
	return 0;
}

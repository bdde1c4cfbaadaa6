/* fuzz_gophermap.c: lines of hand-written menus. (What becomes of a whole map: fuzz_serve.c.) */
#include "fuzz.h"

#include "format/gophermap.h"
#include "format/menu.h"
#include "format/uri.h"

static void
check_selector(struct arena *a, struct str folder, const struct gophermap_line *l)
{
	struct str selector = gophermap_selector(a, folder, l), path, segment;
	struct str given = l->selector.n > 0 ? l->selector : l->name;

	if (l->has_host) {
		check(str_eq(selector, l->selector));
		return;
	}
	if (str_starts(given, STR("/")) || str_starts(given, STR("URL:"))) {
		check(str_eq(selector, given));
		return;
	}
	path = selector;
	check(str_skip(&path, STR("/")));
	while (str_cut(&path, '/', &segment))
		check(!str_eq(segment, STR(".")) && !str_eq(segment, STR("..")));
	for (size_t i = 0; i < selector.n; i++)
		check(selector.p[i] > ' ' && selector.p[i] < 0x7f && !str_has(STR("?#"), selector.p[i]));
	if (uri_path_decode(a, selector, &path) == URI_PATH_OK)
		check_path(path);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = fuzz_str(data, size), line;
	struct arena a = { NULL };
	struct buf b;

	buf_init(&b, 1 << 20);
	while (str_line(&rest, &line)) {
		struct gophermap_line l = gophermap_parse_line(line);

		check(str_inside(l.name, line) && str_inside(l.selector, line) && str_inside(l.host, line));
		check(l.expected == NULL || str_inside(l.found, line));
		check(!l.has_host || l.host.n > 0);
		check(!str_has(l.selector, '\t') && !str_has(l.host, '\t'));
		check((l.kind == GOPHERMAP_ITEM || l.kind == GOPHERMAP_TYPE) == (l.type != '\0'));
		check(l.kind != GOPHERMAP_TYPE || l.name.n > 0);
		if (l.kind != GOPHERMAP_ITEM)
			continue;
		check(line.p[0] == l.type && str_has(line, '\t'));
		check_selector(&a, STR("/lotsa/"), &l);
		check_selector(&a, STR("/"), &l);
		menu_item(&b, l.type, l.name, gophermap_selector(&a, STR("/lotsa/"), &l), l.host, l.port);
	}
	menu_end(&b);
	check_menu(buf_str(&b), true);
	buf_release(&b);
	arena_release(&a);
	return 0;
}

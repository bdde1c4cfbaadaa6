/* fuzz_plain.c: any gemtext as plain text. */
#include "fuzz.h"

#include "format/plain.h"
#include "format/uri.h"
#include "place.h"

/* Whoever types the address gets where the link leads. */
static void
check_address(const struct menu_place *place, struct str url, struct str address, struct arena *a)
{
	struct menu_link l = menu_resolve(place, url, a), m;
	struct uri_authority at;

	/* What cannot be written down is left aside, and what is ours: that is encoded as it is. */
	if (l.type == 'i' || !uri_is_clean(url) || !is_printable(l.selector, "") || str_eq(l.host, place->host))
		return;
	check(uri_is_clean(address));
	check(!uri_split(address).has_fragment && !uri_split(address).has_query);
	check(uri_split_authority(uri_split(address).authority, &at) && !at.has_userinfo);
	m = menu_resolve(place, address, a);
	check(m.type == l.type && m.port == l.port);
	check(str_eq(m.host, l.host) && str_eq(m.selector, l.selector));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct menu_place place = place_make(MENU_WIDTH);
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);
	size_t links = 0, lines = 0, body, number = 0;
	bool has_pre = false;
	struct str rest, line;
	struct buf b;

	buf_init(&b, 1 << 22);
	doc_parse(d, fuzz_str(data, size));
	plain_write_doc(&b, d, &place, &a);
	check(!b.full);
	check(utf8_valid(buf_str(&b)));
	check(b.n == 0 || b.p[b.n - 1] == '\n');
	for (size_t i = 0; i < d->n; i++) {
		links += d->lines[i].kind == GEMTEXT_LINK;
		has_pre = has_pre || d->lines[i].kind == GEMTEXT_PRE;
	}
	for (rest = buf_str(&b); str_cut(&rest, '\n', &line); lines++) {
		check(is_printable(line, ""));
		check(!str_eq(line, STR(".")));
	}
	check(links == 0 || lines >= 2 * links + 1);	/* in the text, an empty line, in the list */
	/* Wrapped, but for what is preformatted and the addresses at the end. */
	rest = buf_str(&b);
	for (body = lines - links; body > 0; body--) {
		check(str_cut(&rest, '\n', &line));
		check(has_pre || utf8_columns(line) <= MENU_WIDTH);
	}
	for (size_t i = 0; i < d->n; i++) {
		if (d->lines[i].kind != GEMTEXT_LINK)
			continue;
		check(str_cut(&rest, '\n', &line) && str_starts(line, STR("[")));
		check(str_eq(str_word(&line), arena_printf(&a, "[%zu]", ++number)));
		check_address(&place, d->lines[i].url, str_from(line, 1), &a);
	}
	check(rest.n == 0);
	buf_release(&b);
	arena_release(&a);
	return 0;
}

/* fuzz_layout.c: the first byte of the first line chooses the layout, the rest is an author's file. */
#include "fuzz.h"

#include "format/layout.h"

static void
check_pieces(struct str text, const struct layout_piece *p, size_t n, enum layout_kind kind, bool pre)
{
	for (size_t i = 0; i < n; i++) {
		check(p[i].hole <= HOLES);
		if (p[i].hole == HOLES) {
			check(p[i].text.n == 0 || str_inside(p[i].text, text));
			check(i == 0 || p[i].text.n > 0);
			continue;
		}
		check(!pre && layout_takes(kind, p[i].hole) && !layout_is_block(p[i].hole));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_str(data, size), first = STR_NONE;
	enum layout_kind kind;
	struct arena a = { NULL };
	struct layout layout;
	struct error err = { ERROR_NONE, "" };
	bool has_must = false;

	(void)str_line(&text, &first);
	kind = first.n == 0 ? LAYOUT_POST : (enum layout_kind)((unsigned char)first.p[0] % LAYOUTS);
	if (layout_parse(kind, text, "layout/x.gmi", &a, &layout, &err) == -1) {
		check(err.kind == ERROR_INPUT);
		check(str_starts(str_of(err.text), STR("layout/x.gmi:")));
		arena_release(&a);
		return 0;
	}
	for (size_t i = 0; i < layout.n; i++) {
		const struct layout_line *l = &layout.lines[i];
		bool pre = l->kind == GEMTEXT_PRE || l->kind == GEMTEXT_TOGGLE;

		if (l->block != HOLES) {
			check(layout_takes(kind, l->block) && layout_is_block(l->block));
			has_must = has_must || l->block == HOLE_BODY || l->block == HOLE_POSTS || l->block == HOLE_COMMENTS;
			continue;
		}
		check_pieces(text, l->text, l->n_text, kind, pre);
		check_pieces(text, l->url, l->n_url, kind, pre);
		check((l->n_url > 0) == (l->kind == GEMTEXT_LINK));
	}
	check(has_must || kind == LAYOUT_HEADER || kind == LAYOUT_FOOTER);
	arena_release(&a);
	return 0;
}

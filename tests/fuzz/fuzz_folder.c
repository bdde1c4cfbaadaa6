/* fuzz_folder.c: the input is .folder.yaml. */
#include "fuzz.h"

#include "capsule/config.h"
#include "capsule/folder.h"
#include "marks.h"

#define PATH "a/.folder.yaml"

static void
check_list(struct str_list list)
{
	for (size_t i = 0; i < list.n; i++) {
		check(utf8_valid(list.items[i]) && is_trimmed(list.items[i]));
		check(!str_has(list.items[i], '/') && list.items[i].n > 0);
	}
}

static void
check_types(const struct folder_rules *r)
{
	for (size_t i = 0; i < r->n_types; i++) {
		const struct folder_type *t = &r->types[i];

		check(t->extension.n > 0 && !str_has(t->extension, '/'));
		check(t->item > ' ' && t->item < 0x7f && t->item != '.');
		/* It goes into a header as it is. */
		for (size_t j = 0; j < t->media.n; j++)
			check(t->media.p[j] >= ' ' && t->media.p[j] < 0x7f);
		check(t->media.n == 0 || str_has(t->media, '/'));
	}
}

/* No door is open by a word of the file's but this one. */
static bool
says_anyone(struct str s)
{
	for (; s.n > 0; s = str_from(s, 1))
		if (str_starts(s, STR("anyone")) || s.p[0] == '\\')	/* "\x61nyone" */
			return true;
	return false;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size);
	struct arena a = { NULL };
	struct folder_rules r;
	struct error err;
	bool says = false;
	int rc = folder_parse(s, PATH, &a, &r, &says, &err);

	check(r.access <= FOLDER_BROKEN && r.order >= FOLDER_UNSAID && r.order <= FOLDER_OLDEST);
	check(says || r.access == FOLDER_ANYONE);
	check(r.access == FOLDER_LISTED || r.n_listed == 0 || r.access == FOLDER_BROKEN);
	check(rc == 0 || (r.title.n == 0 && r.lang.n == 0 && r.hide.n == 0 && r.n_types == 0));
	check(rc == -1 || r.access != FOLDER_BROKEN);
	if (rc == -1)
		check_error(s, PATH, &err);
	check(r.lang.n == 0 || config_is_lang(r.lang));
	check(utf8_valid(r.title) && is_printable(r.title, "") && is_trimmed(r.title));
	check_list(r.hide);
	check_types(&r);
	check(!says || r.access != FOLDER_ANYONE || says_anyone(s));
	(void)folder_hides(&r, s);
	check(folder_media(&r, STR("a.dat")).n > 0);
	(void)folder_item(&r, s);
	arena_release(&a);
	return 0;
}

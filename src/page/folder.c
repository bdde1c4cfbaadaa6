#include "page/page.h"

#include "base/file.h"
#include "capsule/private.h"
#include "format/uri.h"

#include "base/banned.h"

static void
add_entry(const struct page *page, struct doc *d, const struct file_entry *e)
{
	const char *slash = e->kind == FILE_FOLDER ? "/" : "";
	struct str name = arena_printf(page->arena, "%s%s", e->name, slash);

	/* "./" makes the reference safe for every name, also one with a colon in it. */
	doc_link(d, arena_printf(page->arena, "./%.*s", STR_ARG(page_url(page, name))), name);
}

struct doc *
page_folder(const struct page *page, int dir, struct str path, struct error *err)
{
	struct doc *d = doc_new(page->arena);
	struct file_entry *entries;
	size_t n;

	if (file_list(dir, page->arena, &entries, &n, err) == -1)
		return NULL;
	for (size_t i = 0; i < n; i++)		/* a link to elsewhere in the capsule is what it leads to */
		if (entries[i].kind == FILE_LINK)
			entries[i].kind = file_kind(page->view->site->root, arena_cstr(page->arena,
			    arena_printf(page->arena, "%.*s%s", STR_ARG(str_from(path, 1)), entries[i].name)));
	doc_heading(d, 1, path);
	doc_gap(d);
	doc_link(d, STR("../"), page_word(page, WORD_UP));
	for (int folders = 1; folders >= 0; folders--)
		for (size_t i = 0; i < n; i++)
			if (entries[i].kind < FILE_LINK && !str_eq(str_of(entries[i].name),
			    STR("gophermap")) && (entries[i].kind == FILE_FOLDER) == folders &&
			    !private_path(arena_printf(page->arena, "%.*s%s", STR_ARG(path), entries[i].name)))
				add_entry(page, d, &entries[i]);
	return d;
}

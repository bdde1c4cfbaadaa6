/* place.h: a place on Gopher for a doc, for the harnesses of both writers that need one. */
#ifndef PLACE_H
#define PLACE_H

#include "format/menu.h"

/* Every item type that serve/item.c may answer. */
static inline char
place_item_type(const void *ctx, struct str path)
{
	(void)ctx;
	check_path(path);
	return str_starts(path, STR("/c/")) ? 'h' : str_ends(path, STR("/")) ||
	    str_ends(path, STR(".gmi")) ? '1' : str_ends(path, STR(".png")) ? 'I' : '0';
}

static inline struct menu_place
place_make(size_t width)
{
	return (struct menu_place){ .host = STR("gopher.example.org"), .port = 7070, .width = width,
	    .base = STR("gemini://example.org/harbour/index.gmi"), .item_type = place_item_type };
}

#endif

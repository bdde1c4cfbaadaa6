/*
 * base/arena.h: memory that is freed all at once. One request, one parse, one arena: what is in it
 * needs no owner of its own. All zero is a valid empty arena.
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include "base/str.h"

struct arena_block;
struct arena {
	struct arena_block *blocks;
};

void arena_release(struct arena *a);		/* frees all; the arena is empty and usable again */

void *arena_new(struct arena *a, size_t n, size_t size);	/* n * size zeroed bytes, aligned */
struct str arena_str(struct arena *a, struct str s);		/* a copy */
char *arena_cstr(struct arena *a, struct str s);		/* a copy with a NUL behind it */
struct str arena_printf(struct arena *a, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* As mem_grow(), but the array lives in the arena; the smaller one it replaces stays until release. */
void arena_grow(struct arena *a, void **p, size_t *cap, size_t n, size_t size);

#endif

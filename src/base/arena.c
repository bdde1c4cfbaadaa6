#include "base/arena.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

#define ARENA_BLOCK (4096 - sizeof(struct arena_block))	/* most pages need one to four of these */
#define ARENA_ALIGN sizeof(max_align_t)

struct arena_block {
	struct arena_block *next;
	size_t used, size;
	max_align_t bytes[];
};

void
arena_release(struct arena *a)
{
	while (a->blocks != NULL) {
		struct arena_block *b = a->blocks;

		a->blocks = b->next;
		free(b);
	}
}

/* Bytes not zeroed; `align` is 1 for text, so that small strings lie side by side. */
static void *
arena_take(struct arena *a, size_t bytes, size_t align)
{
	struct arena_block *b = a->blocks;
	size_t at = b == NULL ? 0 : (b->used + align - 1) / align * align;

	if (b == NULL || at > b->size || bytes > b->size - at) {
		size_t size = bytes > ARENA_BLOCK ? bytes : ARENA_BLOCK;

		if (size > PTRDIFF_MAX - sizeof(*b))
			mem_out(1, size);
		b = mem_new(1, sizeof(*b) + size);
		b->size = size;
		b->next = a->blocks;
		a->blocks = b;
		at = 0;
	}
	b->used = at + bytes;
	return (char *)b->bytes + at;
}

void *
arena_new(struct arena *a, size_t n, size_t size)
{
	size_t bytes;
	void *p;

	if (__builtin_mul_overflow(n, size, &bytes))
		mem_out(n, size);
	p = arena_take(a, bytes, ARENA_ALIGN);
	memset(p, 0, bytes);
	return p;
}

struct str
arena_str(struct arena *a, struct str s)
{
	char *p;

	if (s.n == 0)
		return STR_NONE;
	p = arena_take(a, s.n, 1);
	memcpy(p, s.p, s.n);
	return (struct str){ p, s.n };
}

char *
arena_cstr(struct arena *a, struct str s)
{
	char *p = arena_take(a, s.n + 1, 1);

	if (s.n > 0)
		memcpy(p, s.p, s.n);
	p[s.n] = '\0';
	return p;
}

struct str
arena_printf(struct arena *a, const char *fmt, ...)
{
	va_list args;
	int n;
	char *p;

	va_start(args, fmt);
	n = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (n <= 0)
		return STR_NONE;
	p = arena_take(a, (size_t)n + 1, 1);
	va_start(args, fmt);
	n = vsnprintf(p, (size_t)n + 1, fmt, args);
	va_end(args);
	return (struct str){ p, n < 0 ? 0 : (size_t)n };
}

void
arena_grow(struct arena *a, void **p, size_t *cap, size_t n, size_t size)
{
	size_t bigger = *cap == 0 ? 8 : *cap * 2;
	void *q;

	if (n < *cap)
		return;
	q = arena_new(a, bigger, size);
	if (n > 0)
		memcpy(q, *p, n * size);
	*p = q;
	*cap = bigger;
}

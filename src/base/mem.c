#include "base/mem.h"

#include <stdint.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"

#include "base/banned.h"

void
mem_out(size_t n, size_t size)
{
	log_line(LOG_ERROR, "out of memory (%zu times %zu bytes)", n, size);
	_exit(MEM_EXIT);
}

void *
mem_new(size_t n, size_t size)
{
	void *p = calloc(n == 0 ? 1 : n, size == 0 ? 1 : size);

	if (p == NULL)
		mem_out(n, size);
	return p;
}

void *
mem_resize(void *p, size_t n, size_t size)
{
	size_t bytes;

	if (__builtin_mul_overflow(n, size, &bytes))
		mem_out(n, size);
	p = realloc(p, bytes == 0 ? 1 : bytes);
	if (p == NULL)
		mem_out(n, size);
	return p;
}

void
mem_grow(void **p, size_t *cap, size_t n, size_t size)
{
	if (n < *cap)
		return;
	if (*cap > SIZE_MAX / 2)
		mem_out(*cap, size);
	*cap = *cap == 0 ? 8 : *cap * 2;
	*p = mem_resize(*p, *cap, size);
}

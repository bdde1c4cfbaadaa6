#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

void
buf_init(struct buf *b, size_t max)
{
	*b = (struct buf){ .max = max };
}

void
buf_release(struct buf *b)
{
	free(b->p);
	buf_init(b, b->max);
}

void
buf_clear(struct buf *b)
{
	b->n = 0;
	b->full = false;
}

char *
buf_room(struct buf *b, size_t n)
{
	size_t cap = b->cap;

	if (b->full || n > b->max - b->n)
		return NULL;
	if (n > cap - b->n) {
		if (cap == 0)
			cap = 256;
		while (n > cap - b->n)
			cap = cap > b->max / 2 ? b->max : cap * 2;
		b->p = mem_resize(b->p, cap, 1);
		b->cap = cap;
	}
	return b->p + b->n;
}

void
buf_add(struct buf *b, struct str s)
{
	char *to;

	if (s.n == 0)
		return;
	to = buf_room(b, s.n);
	if (to == NULL) {
		b->full = true;
		return;
	}
	memcpy(to, s.p, s.n);
	b->n += s.n;
}

void
buf_addc(struct buf *b, char c)
{
	buf_add(b, (struct str){ &c, 1 });
}

void
buf_fill(struct buf *b, char c, size_t n)
{
	char *to;

	if (n == 0)
		return;
	to = buf_room(b, n);
	if (to == NULL) {
		b->full = true;
		return;
	}
	memset(to, c, n);
	b->n += n;
}

void
buf_addf(struct buf *b, const char *fmt, ...)
{
	va_list args;
	char small[512], *big;
	int n;

	va_start(args, fmt);
	n = vsnprintf(small, sizeof(small), fmt, args);
	va_end(args);
	if (n < 0) {
		b->full = true;
	} else if ((size_t)n < sizeof(small)) {
		buf_add(b, (struct str){ small, (size_t)n });
	} else {
		big = mem_new((size_t)n + 1, 1);
		va_start(args, fmt);
		n = vsnprintf(big, (size_t)n + 1, fmt, args);
		va_end(args);
		buf_add(b, (struct str){ big, n < 0 ? 0 : (size_t)n });
		free(big);
	}
}

struct str
buf_str(const struct buf *b)
{
	return b->n == 0 ? STR_NONE : (struct str){ b->p, b->n };
}

/*
 * base/buf.h: bytes that grow, up to a cap.
 *
 * A buffer that would pass its cap keeps what fits before the piece that did not, sets `full`, and
 * takes nothing more: writers write on without a test at every step, and whoever sends the result
 * asks once. All zero (with a max set) is a valid empty buffer.
 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include "base/str.h"

struct buf {
	char *p;
	size_t n, cap;
	size_t max;	/* bytes it may hold; 0: nothing at all */
	bool full;	/* something did not fit */
};

void buf_init(struct buf *b, size_t max);
void buf_release(struct buf *b);	/* leaves it empty and usable, with the same max */
void buf_clear(struct buf *b);		/* forget the bytes, keep the memory */

void buf_add(struct buf *b, struct str s);
void buf_addc(struct buf *b, char c);
void buf_fill(struct buf *b, char c, size_t n);		/* n times c */
void buf_addf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

struct str buf_str(const struct buf *b);	/* borrowed until the next change */

/* Room for n more bytes at buf->p + buf->n, for read(2): NULL when n would pass the cap. */
char *buf_room(struct buf *b, size_t n);

#endif

/*
 * base/mem.h: memory that is there or ends the process.
 *
 * carrel's processes are built to be ended at any instruction: the supervisor starts another, the
 * store has acknowledged nothing that is not on disk. So running out of memory is one log line and
 * exit status MEM_EXIT, in one place, instead of a path through every function that nobody has
 * tested. What strangers can make us allocate is bounded elsewhere (base/buf.h, net/peer.h).
 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

#define MEM_EXIT 71	/* EX_OSERR of sysexits.h */

/* Ends the process: n elements of `size` bytes were not to be had. */
_Noreturn void mem_out(size_t n, size_t size);

void *mem_new(size_t n, size_t size);			/* n * size zeroed bytes; free() them */
void *mem_resize(void *p, size_t n, size_t size);	/* realloc to n * size bytes */

/*
 * Make room for one more element in the growing array *p of *cap elements of which n are in use.
 * Doubles, so that n pushes cost O(n).
 */
void mem_grow(void **p, size_t *cap, size_t n, size_t size);

#endif

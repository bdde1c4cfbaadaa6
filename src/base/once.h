/*
 * base/once.h: has this been said before? What is odd in a file of the author's is worth a line in the
 * log, but not one for every reader who asks for the file.
 *
 * The memory is bounded: what has been said thousands of other things ago may be said again.
 */
#ifndef BASE_ONCE_H
#define BASE_ONCE_H

#include "base/digest.h"

/*
 * Let all processes that are forked from now on share one memory, so that it is said once by all of
 * them together. Without it, or when the system will not, each has its own.
 */
void once_share(void);

/* True for the first who asks with this digest: he is to say it. */
bool once(const struct digest *what);

#endif

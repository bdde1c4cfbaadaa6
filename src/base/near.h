/*
 * base/near.h: which of the words that there are was meant by one that there is not.
 */
#ifndef BASE_NEAR_H
#define BASE_NEAR_H

#include "base/str.h"

#define NEAR_MAX 32	/* bytes of a word; nobody mistypes longer ones, and the work is quadratic */

struct near {
	struct str word;
	size_t best, least;	/* the nearest so far: its number and distance */
	bool found;		/* one of them is near enough to be meant */
};

/* near_to() once, near_try() with each word that there is, and `best` is the nearest if `found`. */
struct near near_to(struct str word);
void near_try(struct near *near, struct str candidate, size_t number);

/*
 * How many letters one has to change, add, drop or swap to get from a to b, in any case; NEAR_MAX if one of
 * them is longer than that.
 */
size_t near_distance(struct str a, struct str b);

#endif

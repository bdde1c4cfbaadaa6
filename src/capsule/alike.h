/*
 * capsule/alike.h: what a name looks like, so that nobody can be called nearly what another is called.
 *
 * A look is what is left of a name when everything is taken away by which one could be made to resemble
 * another: case, accents, blanks, punctuation, pictures, letters that are not seen; and letters of any
 * script that are taken for Latin ones (the Cyrillic "а", the Cherokee "Ꭺ", 0, 1, rn for m, vv for w)
 * are made those. Letters that resemble each other inside one script are kept apart where honest names
 * differ by them: the table serves readers of that script, too. A name of Greek, Russian or Japanese
 * letters is refused only when the whole of it can be read as the other.
 */
#ifndef CAPSULE_ALIKE_H
#define CAPSULE_ALIKE_H

#include "base/arena.h"

/*
 * A capital can look like another letter than its small one does: "Ν" is taken for N, but "ν" for v. So
 * a name has three looks: as it is written, in small letters, in capitals.
 */
#define ALIKE_WAYS 3

struct alike {
	struct str look[ALIKE_WAYS];	/* empty: the same as one before it, or nothing is left of the name */
};

/* The looks, in the arena. Any bytes will do; all are empty for a name in which nothing is to be told. */
struct alike alike_of(struct arena *a, struct str name);

/* Could one be taken for the other: is any look of the one any of the other? */
bool alike_same(const struct alike *a, const struct alike *b);

/* The table, in order of `seen`; in the header so that its test can hold it to that order. */
struct alike_letter {
	uint32_t seen;
	const char *as;			/* final: small Latin letters mostly; "" when it is no letter to the eye */
};
extern const struct alike_letter alike_letters[];
extern const size_t alike_count;

#endif

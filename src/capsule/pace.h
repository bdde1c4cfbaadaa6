/*
 * capsule/pace.h: how often one reader may write.
 *
 * Ten comments at once are fine, after that one a minute (GCRA: one number a reader says when he has
 * caught up). Kept in memory, under a keyed hash: no address is stored.
 */
#ifndef CAPSULE_PACE_H
#define CAPSULE_PACE_H

#include "base/digest.h"

#define PACE_BURST 10
#define PACE_SECONDS 60
#define PACE_READERS 4096	/* remembered; beyond that the one who has waited longest is forgotten */

struct pace {
	struct {
		uint64_t reader;
		int64_t ahead;		/* the moment up to which the reader has used what is due to him */
	} slots[PACE_READERS];
};

/* May `reader` write now? Counts it and returns 0, or the seconds to wait and counts nothing. */
uint32_t pace_take(struct pace *p, const struct secret *key, struct str reader, int64_t now);

#endif

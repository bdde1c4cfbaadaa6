/*
 * capsule/pace.h: how often somebody may write.
 *
 * A burst at once is fine, after that one in so many seconds (GCRA: one number a reader says when he has
 * caught up). Kept in memory, under a keyed hash: no address is stored.
 */
#ifndef CAPSULE_PACE_H
#define CAPSULE_PACE_H

#include "base/digest.h"

struct pace_rate {
	uint32_t burst, seconds;
};

#define PACE_READER ((struct pace_rate){ 10, 60 })	/* more than a conversation needs */
/*
 * A network is a household, a school or a provider's exit, so it may do more than one reader; but it is
 * all that tells ever new certificates and ever new names from one place apart from many readers.
 */
#define PACE_NETWORK ((struct pace_rate){ 60, 10 })
#define PACE_SLOTS 4096		/* remembered; beyond that the one who has waited longest is forgotten */

struct pace {
	struct {
		uint64_t who;
		int64_t ahead;		/* the moment up to which he has used what is due to him */
	} slots[PACE_SLOTS];
};

/* Somebody by whom a piece of writing is counted: a certificate, a network. */
struct pace_claim {
	struct str who;
	struct pace_rate rate;
};

/* May it be written now? Counts it for all `n` and returns 0, or the seconds to wait and counts nothing. */
uint32_t pace_take(struct pace *p, const struct secret *key, const struct pace_claim *claims, size_t n,
    int64_t now);

#endif

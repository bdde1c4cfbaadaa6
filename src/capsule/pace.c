#include "capsule/pace.h"

#include "base/banned.h"

/* His slot, or the one that can best be spared, made his. */
static size_t
slot_of(struct pace *p, const struct secret *key, struct str who, int64_t now)
{
	struct str parts[] = { STR("pace"), who };
	struct digest d = digest_keyed(key, parts, 2);
	size_t oldest = 0;
	uint64_t id = 0;

	for (int i = 0; i < 8; i++)
		id = id << 8 | d.byte[i];
	for (size_t i = 0; i < PACE_SLOTS; i++) {
		if (p->slots[i].who == id)
			return i;
		if (p->slots[i].ahead < p->slots[oldest].ahead)
			oldest = i;
	}
	p->slots[oldest].who = id;
	p->slots[oldest].ahead = now;
	return oldest;
}

/* A clock set back must not lock anybody out for longer than the burst is worth. */
static int64_t
ahead_of(const struct pace *p, size_t slot, struct pace_rate rate, int64_t now)
{
	int64_t ahead = p->slots[slot].ahead;

	return ahead < now || ahead > now + (int64_t)rate.burst * rate.seconds ? now : ahead;
}

uint32_t
pace_take(struct pace *p, const struct secret *key, const struct pace_claim *claims, size_t n, int64_t now)
{
	int64_t wait = 0;

	for (size_t i = 0; i < n; i++) {
		struct pace_rate rate = claims[i].rate;
		int64_t most = now + (int64_t)(rate.burst - 1) * rate.seconds;
		int64_t ahead = ahead_of(p, slot_of(p, key, claims[i].who, now), rate, now);

		if (ahead - most > wait)
			wait = ahead - most;
	}
	for (size_t i = 0; wait == 0 && i < n; i++) {
		size_t slot = slot_of(p, key, claims[i].who, now);

		p->slots[slot].ahead = ahead_of(p, slot, claims[i].rate, now) + claims[i].rate.seconds;
	}
	return (uint32_t)wait;
}

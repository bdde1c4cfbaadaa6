#include "capsule/pace.h"

#include "base/banned.h"

uint32_t
pace_take(struct pace *p, const struct secret *key, struct str reader, int64_t now)
{
	struct str parts[] = { STR("pace"), reader };
	struct digest d = digest_keyed(key, parts, 2);
	size_t oldest = 0, at = PACE_READERS;
	uint64_t id = 0;
	int64_t ahead;

	for (int i = 0; i < 8; i++)
		id = id << 8 | d.byte[i];
	for (size_t i = 0; i < PACE_READERS && at == PACE_READERS; i++) {
		if (p->slots[i].reader == id)
			at = i;
		else if (p->slots[i].ahead < p->slots[oldest].ahead)
			oldest = i;
	}
	if (at == PACE_READERS) {
		at = oldest;
		p->slots[at].reader = id;
		p->slots[at].ahead = 0;
	}
	ahead = p->slots[at].ahead;
	/* A clock set back must not lock anybody out for longer than the burst is worth. */
	if (ahead < now || ahead > now + PACE_BURST * PACE_SECONDS)
		ahead = now;
	if (ahead > now + (PACE_BURST - 1) * PACE_SECONDS)
		return (uint32_t)(ahead - now - (PACE_BURST - 1) * PACE_SECONDS);
	p->slots[at].ahead = ahead + PACE_SECONDS;
	return 0;
}

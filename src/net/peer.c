#include "net/peer.h"

#include <string.h>
#include <sys/random.h>

#include "base/banned.h"

void
peers_init(struct peers *p)
{
	memset(p, 0, sizeof(*p));
	if (getrandom(&p->seed, sizeof(p->seed), 0) != sizeof(p->seed))
		p->seed = (uint64_t)(uintptr_t)p;
}

static size_t
slot_of(const struct peers *p, struct str prefix)
{
	uint64_t h = p->seed ^ 0xcbf29ce484222325u;	/* FNV-1a, keyed */

	for (size_t i = 0; i < prefix.n; i++)
		h = (h ^ (unsigned char)prefix.p[i]) * 0x100000001b3u;
	h ^= h >> 29;
	return (size_t)(h * 0x9e3779b97f4a7c15u >> 52) % PEER_TABLE;
}

int
peers_enter(struct peers *p, struct str prefix)
{
	size_t slot = slot_of(p, prefix);

	if (p->count[slot] >= PEER_CONNECTIONS)
		return -1;
	p->count[slot]++;
	return (int)slot;
}

void
peers_leave(struct peers *p, int slot)
{
	if (slot >= 0)
		p->count[slot]--;
}

#include "net/indexer.h"

#include <stdlib.h>

#include "base/mem.h"
#include "base/time.h"
#include "capsule/reindex.h"

#include "base/banned.h"

struct indexer {
	const struct live *live;
	struct event *slice;
	struct reindex reindex;
};

static void
arm(struct indexer *ix, int64_t ms)
{
	struct timeval t = { (time_t)(ms / 1000), (suseconds_t)(ms % 1000 * 1000) };

	if (evtimer_add(ix->slice, &t) == -1)
		mem_out(1, sizeof(t));
}

/* Orders that came meanwhile are carried out before the next slice. */
static void
on_slice(evutil_socket_t fd, short what, void *arg)
{
	struct indexer *ix = arg;

	(void)fd;
	(void)what;
	arm(ix, reindex_step(&ix->reindex, ix->live->site, time_now(), time_monotonic_ms()));
}

struct indexer *
indexer_new(struct event_base *base, int priority, const struct live *live)
{
	struct indexer *ix = mem_new(1, sizeof(*ix));

	ix->live = live;
	ix->slice = event_new(base, -1, 0, on_slice, ix);
	if (ix->slice == NULL || event_priority_set(ix->slice, priority) == -1)
		mem_out(1, sizeof(*ix));
	reindex_init(&ix->reindex, live->root);
	arm(ix, 0);
	return ix;
}

void
indexer_free(struct indexer *ix)
{
	if (ix == NULL)
		return;
	event_free(ix->slice);
	reindex_release(&ix->reindex);
	free(ix);
}

void
indexer_noticed(struct indexer *ix, const struct changes *changes)
{
	reindex_noticed(&ix->reindex, changes, ix->live->polling);
	arm(ix, 0);
}

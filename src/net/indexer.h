/*
 * net/indexer.h: the store's search index: capsule/reindex.h on the store's event loop, at the lowest
 * priority. One for each capsule.
 */
#ifndef NET_INDEXER_H
#define NET_INDEXER_H

#include <event2/event.h>

#include "capsule/live.h"

struct indexer;

/* Begin; `live` is borrowed and must outlive it. `priority` is that of events that nobody waits for. */
struct indexer *indexer_new(struct event_base *base, int priority, const struct live *live);
void indexer_free(struct indexer *ix);	/* leaves the index in good order; NULL is accepted */

/* For live's `noticed`. */
void indexer_noticed(struct indexer *ix, const struct changes *changes);

#endif

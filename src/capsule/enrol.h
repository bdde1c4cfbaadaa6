/*
 * capsule/enrol.h: a reader with a certificate takes a name, or has a second certificate joined to the
 * first. Both are on disk when these return ORDER_DONE.
 */
#ifndef CAPSULE_ENROL_H
#define CAPSULE_ENROL_H

#include "capsule/names.h"

/* `known` is his file as it is; NULL: he has none. Scratch is in the arena. ORDER_FULL: readers/ is. */
enum order_result enrol_name(int root, const struct config *config, struct names *names,
    const struct order *o, const struct reader *known, int64_t now, struct arena *a);
/*
 * The author's certificate is joined to no reader's: it would be that reader from then on, and nobody's
 * the queue. The other way round is what makes a second certificate the author's.
 */
enum order_result enrol_join(int root, const struct config *config, const struct secret *secret,
    struct names *names, const struct order *o, const struct reader *known, int64_t now, struct arena *a);

#endif

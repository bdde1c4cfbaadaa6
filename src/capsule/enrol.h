/*
 * capsule/enrol.h: a reader with a certificate takes a name, or has a second certificate joined to the
 * first. Both are on disk when these return ORDER_DONE.
 */
#ifndef CAPSULE_ENROL_H
#define CAPSULE_ENROL_H

#include "capsule/people.h"

/* `reader` is his file as it is, `known` says that there is one. Scratch is in the arena. */
enum order_result enrol_name(int root, const struct config *config, const struct order *o,
    struct reader *reader, bool known, int64_t now, struct arena *a);
enum order_result enrol_join(int root, const struct secret *secret, const struct order *o,
    struct reader *reader, bool known, int64_t now, struct arena *a);

#endif

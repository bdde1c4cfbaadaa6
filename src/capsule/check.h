/*
 * capsule/check.h: what no single file shows: posts that want the same thing, which only one can have.
 * (Two posts with one address are told by site_load(), which has to decide between them.)
 */
#ifndef CAPSULE_CHECK_H
#define CAPSULE_CHECK_H

#include "capsule/site.h"

/*
 * Tell `report` (NULL: nobody) of aliases that never lead to their post, and of posts with the same `id`.
 * What `old` (or NULL), the site before, held in the same way has been told already. Drafts can wait.
 */
void check_site(const struct site *s, const struct site *old, const struct field_notes *report);

#endif

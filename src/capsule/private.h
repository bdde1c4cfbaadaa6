/*
 * capsule/private.h: what of a capsule's folder is nobody's business.
 */
#ifndef CAPSULE_PRIVATE_H
#define CAPSULE_PRIVATE_H

#include "base/str.h"

/*
 * Is this decoded path (beginning with a slash) never served as a file: a name with a dot in front in
 * any place, an editor's backup (a ~ at the end), or the settings, comments, held comments, readers and layouts (DESIGN.md section 1)?
 */
bool private_path(struct str path);

#endif

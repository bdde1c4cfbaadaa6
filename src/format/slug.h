/*
 * format/slug.h: a title as a part of an address: "Grüße aus Lüneburg!" to "gruesse-aus-lueneburg".
 */
#ifndef FORMAT_SLUG_H
#define FORMAT_SLUG_H

#include "base/arena.h"

#define SLUG_MAX 60		/* bytes: what an address bar shows, and a file name that can be read aloud */

/*
 * Letters a-z, digits and single hyphens, transliterated as the language (a tag, or empty) does it, cut at a
 * hyphen where it would be longer than SLUG_MAX. Empty when nothing of the title can be written so. In the
 * arena.
 */
struct str slug_of(struct arena *a, struct str title, struct str lang);

#endif

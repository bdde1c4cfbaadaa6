/*
 * format/slug.h: a title as a part of an address: lower-case ASCII letters, digits and single dashes.
 */
#ifndef FORMAT_SLUG_H
#define FORMAT_SLUG_H

#include "base/arena.h"

#define SLUG_MAX 60	/* bytes; with date, folder and host a Gopher selector still fits a line of a terminal */

/*
 * "Über den Fluß" is "ueber-den-fluss" where `lang` (a language tag, or empty) is de. A long one ends
 * behind a word. Empty when nothing of the title can be written so: Chinese, emoji, only stops. In the arena.
 */
struct str slug_of(struct arena *a, struct str title, struct str lang);

#endif

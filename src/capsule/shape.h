/*
 * capsule/shape.h: how the author wants the capsule to look and speak: the folder layout/, read and resolved.
 * Made when the site is loaded, shared by the sites that follow until a file in layout/ changes.
 *
 *   layout/words.yaml		words in the capsule's own language
 *   layout/words.LANG.yaml	words in another, one that carrel ships or a new one
 *   layout/NAME.gmi		a layout (format/layout.h), layout/gopher/NAME.gmi for Gopher alone
 */
#ifndef CAPSULE_SHAPE_H
#define CAPSULE_SHAPE_H

#include "base/digest.h"
#include "format/fields.h"
#include "format/layout.h"
#include "format/words.h"
#include "proto/request.h"

struct shape {
	unsigned refs;
	struct arena arena;
	struct digest of;		/* of the files it was made from */
	const struct words *own;	/* the capsule's language */
	struct words *words;		/* the author's, by language */
	size_t n_words;
	struct layout layouts[2][LAYOUTS];	/* by enum dialect */
};

/*
 * Read layout/ below `root`; `lang` is the capsule's. What it was made from is as it was for `old` (or NULL):
 * `old` itself. `report` (or NULL) is told of faults, once for each version of the files: a word with a fault
 * is the shipped one, a layout with a fault the built-in one.
 */
struct shape *shape_load(int root, struct str lang, struct shape *old, const struct field_notes *report);
struct shape *shape_ref(struct shape *s);
void shape_unref(struct shape *s);	/* NULL is accepted */

/* The words for a language tag, "pt-BR": the author's, the shipped ones; else the capsule's. */
const struct words *shape_words(const struct shape *s, struct str lang);

#endif

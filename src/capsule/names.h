/*
 * capsule/names.h: names of readers, and who may bear them. The first certificate that claims a name
 * keeps it, and nobody else may take one that looks the same.
 */
#ifndef CAPSULE_NAMES_H
#define CAPSULE_NAMES_H

#include "capsule/config.h"

#define NAME_COLUMNS 32		/* of a name as it is shown; a longer signature is a sentence */

/*
 * What is left of a name when everything is taken away by which one could be made to look like another:
 * case, accents, blanks, punctuation; and letters of other scripts that look like Latin ones (the
 * Cyrillic "а"), digits that look like letters (0, 1), rn for m are made one. Names with the same
 * skeleton are the same name. In the arena; may be empty.
 */
struct str name_skeleton(struct arena *a, struct str name);

/*
 * May the holder of `identity` (NULL: somebody without a certificate) be called `name`? Not if another
 * certificate's file in readers/ has it, nor if it is the author's and he is not the author.
 */
bool name_is_free(int root, const struct config *config, struct str name, const struct digest *identity);

/*
 * A closing " -- Name" signs a text: cut it off and give the name, cleaned; or false, and all is as it
 * was. "--" needs a blank or a line's start before it and a blank behind it; blanks and empty lines may
 * follow the name. It must be a name and no more of the text: of at most NAME_COLUMNS, without what stands
 * in code and in paths, no end of a sentence ("… -- good."), not in a quoted line, nor within ` or ```.
 */
bool name_take_signature(struct arena *a, struct str *text, struct str *name);

#endif

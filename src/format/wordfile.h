/*
 * format/wordfile.h: the author's words: layout/words.yaml, one `name: "text"` a line.
 *
 * A word with a fault is told with line and column and stays as it was; the others count.
 */
#ifndef FORMAT_WORDFILE_H
#define FORMAT_WORDFILE_H

#include "base/buf.h"
#include "format/fields.h"
#include "format/words.h"

/*
 * Read `yaml` over the words that are in *w already (lang and plural among them). Texts are copied into the
 * arena. `notes` (or NULL) is told of every fault. A file that is no YAML changes nothing.
 */
void wordfile_read(struct words *w, struct str yaml, const char *path, struct arena *a,
    const struct field_notes *notes);

/* A file with every word, to be filled in: the shipped texts of `lang`, or the English ones. */
void wordfile_template(struct buf *to, struct str lang);

#endif

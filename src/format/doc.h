/*
 * format/doc.h: the one document model: a list of gemtext lines. Pages are built as one, by hand or
 * from a file, and three writers turn it into gemtext, a menu or plain text.
 *
 * A doc lives in its arena; the text of its lines is borrowed and must live as long.
 */
#ifndef FORMAT_DOC_H
#define FORMAT_DOC_H

#include "base/arena.h"
#include "base/buf.h"
#include "format/gemtext.h"

struct doc {
	struct arena *arena;
	struct gemtext_line *lines;
	size_t n, cap;
};

struct doc *doc_new(struct arena *a);

void doc_add(struct doc *d, struct gemtext_line line);
void doc_heading(struct doc *d, int level, struct str text);
void doc_text(struct doc *d, struct str text);
void doc_item(struct doc *d, struct str text);
void doc_link(struct doc *d, struct str url, struct str label);
void doc_gap(struct doc *d);	/* an empty line, unless there is one or the doc is at its start */

/* Every line of a stranger's (cleaned) text as a quote: it can be nothing else. */
void doc_quote(struct doc *d, struct str text);

/*
 * Append gemtext from a file. A byte order mark at its start goes; bytes that are not UTF-8 become
 * U+FFFD; a block that the file leaves open is closed.
 */
void doc_parse(struct doc *d, struct str gemtext);

/*
 * Write as gemtext, LF at every line's end. Control characters are left out, and a text line that
 * would read as another kind gets a blank in front: what was built is what is read.
 */
void doc_write_gemtext(const struct doc *d, struct buf *to);

#endif

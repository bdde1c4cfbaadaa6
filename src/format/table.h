/*
 * format/table.h: a table as preformatted text, in columns.
 */
#ifndef FORMAT_TABLE_H
#define FORMAT_TABLE_H

#include "format/doc.h"

struct table_cell {
	struct str text;	/* one line */
	bool head;
};
struct table_row {
	struct table_cell *cells;
	size_t n;
};

/*
 * Add the rows to `d`: aligned by the columns they take on a screen, a line of hyphens below a first row
 * that is all heads, with `caption` as alt text. A table wider than `width`, or one of a single column, is
 * written as items, the heads in front of their cells. Texts are borrowed.
 */
void table_add(struct doc *d, const struct table_row *rows, size_t n, struct str caption, size_t width);

#endif

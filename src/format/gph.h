/*
 * format/gph.h: geomyidae's menus (*.gph), read line by line.	Dialect: gophermap.md section 1
 */
#ifndef FORMAT_GPH_H
#define FORMAT_GPH_H

#include "format/gophermap.h"

/*
 * Classify a line without its line end: GOPHERMAP_ITEM for [type|label|selector|host|port], else
 * GOPHERMAP_TEXT. Words `server` and `port` are ours; `\|` is a bar. A text loses one `t` at its start,
 * or, as newer versions write it, one `[|`. A bracket that is no link is shown as it stands, and odd.
 * Views into `line`, or into the arena where a bar was escaped. Never fails.
 */
struct gophermap_line gph_parse_line(struct str line, struct arena *a);

bool gph_is(struct str name);	/* does a file with this name or path hold such a menu? */

#endif

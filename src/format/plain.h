/*
 * format/plain.h: a doc as plain text for people and programs that want to read, not to browse
 * (Gopher type 0): wrapped, links numbered in the text and listed at the end.
 */
#ifndef FORMAT_PLAIN_H
#define FORMAT_PLAIN_H

#include "format/menu.h"

/*
 * LF at every line's end; no control characters; no line that is a lone dot, at which some Gopher
 * clients stop. Links of our own are written as gopher:// URLs at `place`. Scratch in the arena.
 */
void plain_write_doc(struct buf *to, const struct doc *d, const struct menu_place *place,
    struct arena *a);

#endif

/*
 * serve/door.h: the ASCII door: every selector below /ascii/ is the page of the same name without it,
 * transliterated, for machines that know no other letters. What is read behind it stays behind it.
 *
 * A file or folder of the author's called `ascii` wins: then there is no door.
 */
#ifndef SERVE_DOOR_H
#define SERVE_DOOR_H

#include "format/ascii.h"
#include "format/menu.h"
#include "serve/serve.h"

#define DOOR STR("/ascii")

/* Bytes of a text that is transliterated; a longer one is sent as it is. What it grows to fits a reply. */
#define DOOR_TEXT_MAX (REPLY_MAX / ASCII_GROWTH)

/* Does this selector begin at the door? Then the door is cut off it. Looks at nothing but the bytes. */
bool door_skip(struct str *selector);

bool door_is_there(const struct front *f);

/* For somebody behind the door transliterated (`lang`: of the page, or empty); else as it is. */
struct str door_text(const struct front *f, struct exchange *x, struct str text, struct str lang);
struct doc *door_doc(const struct front *f, struct exchange *x, struct doc *d, struct str lang);

/* A text file that is about to be sent, likewise. Files that are no texts stay as they are. */
void door_file(const struct front *f, struct exchange *x);

/* A feed that is about to be sent: other letters as numbers (&#233;), which mean the same in XML. */
void door_feed(struct exchange *x);

/* Below the home page: an item that leads through the door, or back. */
void door_offer(const struct front *f, struct exchange *x, const struct menu_place *place, struct buf *out);

#endif

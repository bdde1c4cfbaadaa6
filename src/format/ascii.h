/*
 * format/ascii.h: text for machines that know no other letters than ASCII's: transliterated.
 *
 * Letters lose their marks or become the letters that stand for them, Greek and Cyrillic are written in
 * Latin ones, typographic marks become what a typewriter has, frames of text stay frames. What has no
 * likeness (Chinese, Japanese, emoji) is [?], once for each run of it and of its own stops. Bytes that
 * are not UTF-8 are read as Latin-1, as RFC 1436 has it.
 */
#ifndef FORMAT_ASCII_H
#define FORMAT_ASCII_H

#include "base/arena.h"

/*
 * The same text in bytes below 0x80; `s` itself if it is that already. `lang` is its language tag, or
 * empty: an ä is ae in German, a in others. Characters below 0x80 stay, line ends and controls too; at
 * most ASCII_GROWTH times as long. In the arena.
 */
#define ASCII_GROWTH 6
struct str ascii_of(struct arena *a, struct str s, struct str lang);

bool ascii_is(struct str s);

#endif

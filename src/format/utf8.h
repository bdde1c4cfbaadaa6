/*
 * format/utf8.h: UTF-8, and how many columns it takes on a screen.
 *
 * Nothing here fails: a byte that is not UTF-8 reads as U+FFFD, and reading goes on behind it.
 */
#ifndef FORMAT_UTF8_H
#define FORMAT_UTF8_H

#include "base/arena.h"
#include "base/buf.h"

#define UTF8_BAD 0xfffdu	/* REPLACEMENT CHARACTER */

bool utf8_valid(struct str s);			/* RFC 3629: no surrogates, nothing overlong */
uint32_t utf8_next(struct str *s);		/* cut one character off *s, which is not empty */
void utf8_put(struct buf *b, uint32_t c);

/* The same with every byte that is not UTF-8 as U+FFFD; s itself if there is none. In the arena. */
struct str utf8_repair(struct arena *a, struct str s);

/* One emoji and nothing else: one grapheme (UAX 29) that is a pictograph, a flag or a keycap. */
bool utf8_is_emoji(struct str s);

/* Columns on a terminal: 2 for East Asian wide and emoji, 0 for combining, zero-width, controls. */
size_t utf8_columns(struct str s);
struct str utf8_fit(struct str s, size_t columns);	/* the longest head that is not wider */

/*
 * The next line of *rest, at most `width` (> 1) columns: broken at a blank, or between two wide
 * characters, or, if a word alone is wider, inside it; never before a combining character or a
 * closing East Asian stop. Blanks at a break disappear. False when *rest is empty.
 */
bool utf8_wrap(struct str *rest, size_t width, struct str *line);

/*
 * Copies with what a stranger could use against a screen taken out: control characters (C0, C1,
 * DEL), bidirectional overrides and isolates, invisible characters, invalid bytes as U+FFFD.
 *   utf8_clean_text   several lines: LF stays (CRLF, CR and U+2028 become LF), TAB is a blank;
 *                     blanks at line ends and empty lines at both ends go
 *   utf8_clean_name   one line: blanks of any kind collapse to one; at most `columns` columns;
 *                     no joiners either; composed (NFC). May come out empty.
 */
struct str utf8_clean_text(struct arena *a, struct str s);
struct str utf8_clean_name(struct arena *a, struct str s, size_t columns);

/* Case folded and without accents and other marks: for telling look-alikes, not for showing. */
struct str utf8_bare(struct arena *a, struct str s);

/* Case folded and composed (NFKC_Casefold), for comparing; not for showing. */
struct str utf8_fold(struct arena *a, struct str s);

#endif

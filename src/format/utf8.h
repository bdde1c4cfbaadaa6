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
bool utf8_is_letter(uint32_t c);		/* of a word: a letter, a digit, or a mark on one */

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

/* Letters and the marks behind them as one character where there is one (NFC); s itself if not UTF-8. */
struct str utf8_compose(struct arena *a, struct str s);

/*
 * One character for those who compare letters by their look (capsule/alike.h):
 *   utf8_small, utf8_capital   its other case, or itself
 *   utf8_apart                 its compatibility decomposition (NFKD), case folded if asked for, without
 *                              what is never seen; how many characters, perhaps none
 *   utf8_class                 what it is in general
 */
#define UTF8_APART 32		/* U+FDFA comes apart into 18, the most there is */
enum utf8_class {
	UTF8_LETTER,		/* and digits */
	UTF8_MARK,		/* combines with what stands before it */
	UTF8_SIGN,		/* a picture, or a character younger than our tables */
	UTF8_POINT,		/* punctuation, mathematical and money signs, blanks, controls */
};
uint32_t utf8_small(uint32_t c);
uint32_t utf8_capital(uint32_t c);
size_t utf8_apart(uint32_t c, bool fold, uint32_t to[static UTF8_APART]);
enum utf8_class utf8_class(uint32_t c);

/* Case folded and composed (NFKC_Casefold), for comparing; not for showing. */
struct str utf8_fold(struct arena *a, struct str s);

#endif

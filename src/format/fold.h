/*
 * format/fold.h: the words of a text as they are looked for, found alike in what is searched and in what
 * is asked for.
 *
 * Letters, digits and their marks make a word; all else parts words. A word is folded: case and
 * compatibility forms (NFKC_Casefold), and the accents of Latin, Greek, Cyrillic, Hebrew and Arabic go; œ
 * is oe, ø is o. Other marks stay: without its dakuten か is another syllable than が, and without its vowel
 * signs a Devanagari word is none.
 *
 * Han, kana, Hangul, Thai, Lao, Khmer and Burmese: each character, with its marks, is a word of its own. A
 * run of them in a query is a phrase, which finds that run wherever it stands, two characters long or one.
 * Han, kana and the scripts of South-East Asia put no blanks between words, so nothing smaller than a
 * dictionary could tell where one ends. Korean has blanks, but sets its particles behind the noun without
 * one: "학교" must find "학교에서".
 */
#ifndef FORMAT_FOLD_H
#define FORMAT_FOLD_H

#include "base/str.h"

/*
 * Bytes of a folded word; a longer one (a hash, base64) is cut, in the text and in the query alike. The
 * longest word in German's dictionaries takes less.
 */
#define FOLD_MAX 96

struct fold {
	struct str raw;			/* as it stands in the text: a view */
	char folded[FOLD_MAX];		/* UTF-8 */
	size_t n;			/* bytes of it; never 0 */
};

/*
 * Cut the next word, and all before it, off *rest. False: there is none, and *rest is empty. Any bytes are
 * text; those that are not UTF-8 part words. Cost: O(what was cut off), allocates nothing.
 */
bool fold_next(struct str *rest, struct fold *w);

bool fold_is(const struct fold *a, const struct fold *b);	/* folded, the same */
bool fold_starts(const struct fold *w, const struct fold *prefix);

#endif

#include "format/fold.h"

#include <string.h>

#include <utf8proc.h>

#include "format/utf8.h"

#include "base/banned.h"

#define EXPANSION 18		/* code points that one may become (U+FDFA), the most in Unicode */

enum class {
	CLASS_NONE,	/* parts words */
	CLASS_LETTER,	/* begins a word and goes on with one */
	CLASS_ALONE,	/* is a word by itself, with the marks behind it */
	CLASS_MARK,	/* belongs to what stands before it */
};

struct range {
	uint32_t first, last;
};

static bool
is_in(const struct range *ranges, size_t n, uint32_t c)
{
	for (size_t i = 0; i < n && ranges[i].first <= c; i++)
		if (c <= ranges[i].last)
			return true;
	return false;
}

/* In order. */
static const struct range alone[] = {
	{ 0x0e00, 0x0eff },	/* Thai, Lao */
	{ 0x1000, 0x109f },	/* Burmese */
	{ 0x1100, 0x115f },	/* Hangul: leading consonants; what follows is a mark, see below */
	{ 0x1780, 0x17ff },	/* Khmer */
	{ 0x2e80, 0x2fdf },	/* radicals, which PDF readers copy for the characters themselves */
	{ 0x3005, 0x3007 }, { 0x3021, 0x3029 }, { 0x3031, 0x303c },
	{ 0x3040, 0x30ff },	/* kana */
	{ 0x3100, 0x31bf },	/* Bopomofo, Hangul by letters */
	{ 0x31f0, 0x31ff }, { 0x3400, 0x4dbf }, { 0x4e00, 0x9fff },
	{ 0xa960, 0xa97c }, { 0xa9e0, 0xa9ff }, { 0xaa60, 0xaa7f },
	{ 0xac00, 0xd7a3 },	/* Hangul by syllables */
	{ 0xf900, 0xfaff }, { 0xff66, 0xffdc }, { 0x1b000, 0x1b16f }, { 0x20000, 0x3ffff },
};

/* Hangul's vowels and closing consonants, written apart (NFD, as macOS names files); halfwidth dakuten. */
static const struct range tails[] = {
	{ 0x1160, 0x11ff }, { 0xd7b0, 0xd7fb }, { 0xff9e, 0xff9f },
};

/* Accents that people leave out when they look for something, and vowel points that many texts lack. */
static const struct range accents[] = {
	{ 0x0300, 0x036f }, { 0x0483, 0x0487 }, { 0x0591, 0x05bd }, { 0x05bf, 0x05bf }, { 0x05c1, 0x05c2 },
	{ 0x05c4, 0x05c5 }, { 0x064b, 0x065f }, { 0x0670, 0x0670 }, { 0x06d6, 0x06dc }, { 0x1ab0, 0x1aff },
	{ 0x1dc0, 0x1dff }, { 0x20d0, 0x20ff }, { 0xfe20, 0xfe2f },
};

/* Letters that Unicode does not take apart, but a hand without them on its keyboard does. */
static const struct {
	uint32_t c;
	const char *plain;
} letters[] = {
	{ 0x00e6, "ae" }, { 0x00f0, "d" }, { 0x00f8, "o" }, { 0x00fe, "th" }, { 0x0111, "d" },
	{ 0x0127, "h" }, { 0x0131, "i" }, { 0x0142, "l" }, { 0x0153, "oe" }, { 0x0167, "t" },
};

static enum class
class_of(uint32_t c)
{
	utf8proc_category_t category;

	if (c < 0x80)
		return ascii_is_letter((char)c) || ascii_is_digit((char)c) ? CLASS_LETTER : CLASS_NONE;
	if (is_in(tails, sizeof(tails) / sizeof(tails[0]), c))
		return CLASS_MARK;
	if (c >= 0x2e80 && c <= 0x2fdf)
		return CLASS_ALONE;		/* by their category they are symbols */
	category = utf8proc_category((utf8proc_int32_t)c);
	switch (category) {
	case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO:
		return is_in(alone, sizeof(alone) / sizeof(alone[0]), c) ? CLASS_ALONE : CLASS_LETTER;
	case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME:
		return CLASS_MARK;
	case UTF8PROC_CATEGORY_CF:
		/* Joiners and soft hyphens stand inside words; U+200B says that one ends. */
		return c == 0x200b ? CLASS_NONE : CLASS_MARK;
	default:
		return CLASS_NONE;
	}
}

/* False: it does not fit, and nothing more is taken. */
static bool
add_bytes(struct fold *w, const char *p, size_t n)
{
	if (n > FOLD_MAX - w->n)
		return false;
	memcpy(w->folded + w->n, p, n);
	w->n += n;
	return true;
}

static bool
add_folded(struct fold *w, uint32_t c)
{
	utf8proc_uint8_t bytes[4];

	if (is_in(accents, sizeof(accents) / sizeof(accents[0]), c))
		return true;
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		if (letters[i].c == c)
			return add_bytes(w, letters[i].plain, strlen(letters[i].plain));
	return add_bytes(w, (const char *)bytes, (size_t)utf8proc_encode_char((utf8proc_int32_t)c, bytes));
}

static bool
fold(struct fold *w, uint32_t c)
{
	utf8proc_int32_t to[EXPANSION];
	utf8proc_ssize_t n;
	int boundary = 0;
	char lower;

	if (c < 0x80) {
		lower = ascii_lower((char)c);
		return add_bytes(w, &lower, 1);
	}
	n = utf8proc_decompose_char((utf8proc_int32_t)c, to, EXPANSION, UTF8PROC_DECOMPOSE |
	    UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE, &boundary);
	for (utf8proc_ssize_t i = 0; i < n && i < EXPANSION; i++)
		if (!add_folded(w, (uint32_t)to[i]))
			return false;
	return true;
}

/* Where the word that begins at `s` ends; its letters into *w as long as there is room. */
static struct str
take_word(struct str s, bool is_alone, struct fold *w)
{
	bool room = true;

	for (bool first = true; s.n > 0; first = false) {
		struct str after = s;
		uint32_t c = utf8_next(&after);
		enum class class = class_of(c);

		if (!first && class != CLASS_MARK && (is_alone || class != CLASS_LETTER))
			break;
		room = room && fold(w, c);
		s = after;
	}
	return s;
}

bool
fold_next(struct str *rest, struct fold *w)
{
	while (rest->n > 0) {
		struct str start = *rest, after = start;
		enum class class = class_of(utf8_next(&after));

		*rest = after;
		/* A mark without a letter before it is none, but for a vowel of Hangul by itself. */
		if (class == CLASS_NONE || (class == CLASS_MARK &&
		    !is_in(tails, sizeof(tails) / sizeof(tails[0]), utf8_next(&(struct str){ start.p, start.n }))))
			continue;
		w->n = 0;
		*rest = take_word(start, class != CLASS_LETTER, w);
		w->raw = (struct str){ start.p, start.n - rest->n };
		if (w->n > 0)
			return true;
	}
	return false;
}

bool
fold_is(const struct fold *a, const struct fold *b)
{
	return a->n == b->n && memcmp(a->folded, b->folded, a->n) == 0;
}

bool
fold_starts(const struct fold *w, const struct fold *prefix)
{
	return w->n >= prefix->n && memcmp(w->folded, prefix->folded, prefix->n) == 0;
}

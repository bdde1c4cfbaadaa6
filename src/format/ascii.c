#include "format/ascii.h"

#include <stdlib.h>

#include <utf8proc.h>

#include "format/utf8.h"

#include "base/banned.h"

#define NO_LIKENESS STR("[?]")
#define PARTS_MAX 32		/* characters that one decomposes into; Unicode promises at most 18 */

struct likeness {
	uint32_t c;
	const char *ascii;
};

/*
 * What does not come apart into a letter and its marks, by number. A capital that becomes two letters is
 * written as at the start of a word: the second follows its neighbours.
 */
static const struct likeness likenesses[] = {
	{ 0x00a1, "!" }, { 0x00a2, "c" }, { 0x00a3, "GBP" }, { 0x00a4, "*" }, { 0x00a5, "JPY" },
	{ 0x00a6, "|" }, { 0x00a7, "S." }, { 0x00a8, "\"" }, { 0x00a9, "(C)" }, { 0x00ab, "\"" },
	{ 0x00ac, "-" }, { 0x00ae, "(R)" }, { 0x00af, "-" }, { 0x00b0, "deg" }, { 0x00b1, "+/-" },
	{ 0x00b4, "'" }, { 0x00b5, "u" }, { 0x00b6, "P." }, { 0x00b7, "." }, { 0x00b8, "," },
	{ 0x00bb, "\"" }, { 0x00bf, "?" }, { 0x00c6, "Ae" }, { 0x00d0, "D" }, { 0x00d7, "x" },
	{ 0x00d8, "O" }, { 0x00de, "Th" }, { 0x00df, "ss" }, { 0x00e6, "ae" }, { 0x00f0, "d" },
	{ 0x00f7, "/" }, { 0x00f8, "o" }, { 0x00fe, "th" }, { 0x0110, "D" }, { 0x0111, "d" },
	{ 0x0126, "H" }, { 0x0127, "h" }, { 0x0131, "i" }, { 0x0138, "k" }, { 0x0141, "L" },
	{ 0x0142, "l" }, { 0x014a, "Ng" }, { 0x014b, "ng" }, { 0x0152, "Oe" }, { 0x0153, "oe" },
	{ 0x0166, "T" }, { 0x0167, "t" }, { 0x0180, "b" }, { 0x018f, "E" }, { 0x0192, "f" },
	{ 0x0259, "e" }, { 0x02b9, "'" }, { 0x02bb, "'" }, { 0x02bc, "'" }, { 0x02c6, "^" },
	{ 0x02dc, "~" }, { 0x0490, "G" }, { 0x0491, "g" }, { 0x1e9e, "SS" }, { 0x2010, "-" },
	{ 0x2011, "-" }, { 0x2012, "-" }, { 0x2013, "-" }, { 0x2014, "--" }, { 0x2015, "--" },
	{ 0x2016, "||" }, { 0x2018, "'" }, { 0x2019, "'" }, { 0x201a, "'" }, { 0x201b, "'" },
	{ 0x201c, "\"" }, { 0x201d, "\"" }, { 0x201e, "\"" }, { 0x201f, "\"" }, { 0x2020, "+" },
	{ 0x2021, "++" }, { 0x2022, "*" }, { 0x2023, ">" }, { 0x2024, "." }, { 0x2025, ".." },
	{ 0x2026, "..." }, { 0x2027, "." }, { 0x2030, "o/oo" }, { 0x2032, "'" }, { 0x2033, "\"" },
	{ 0x2035, "`" }, { 0x2039, "'" }, { 0x203a, "'" }, { 0x203b, "*" }, { 0x203c, "!!" },
	{ 0x2043, "-" }, { 0x2044, "/" }, { 0x20a9, "KRW" }, { 0x20aa, "ILS" }, { 0x20ab, "VND" },
	{ 0x20ac, "EUR" }, { 0x20b4, "UAH" }, { 0x20b9, "Rs" }, { 0x20ba, "TRY" },
	{ 0x20bd, "RUB" }, { 0x20bf, "BTC" }, { 0x2190, "<-" }, { 0x2191, "^" }, { 0x2192, "->" },
	{ 0x2193, "v" }, { 0x2194, "<->" }, { 0x2195, "v^" }, { 0x21b5, "<-'" }, { 0x21d0, "<=" },
	{ 0x21d2, "=>" }, { 0x21d4, "<=>" }, { 0x2212, "-" }, { 0x2215, "/" }, { 0x2217, "*" },
	{ 0x2219, "." }, { 0x221a, "sqrt" }, { 0x221e, "inf" }, { 0x2248, "~=" },
	{ 0x2260, "!=" }, { 0x2261, "==" }, { 0x2264, "<=" }, { 0x2265, ">=" }, { 0x22c5, "." },
	{ 0x25a0, "#" }, { 0x25a1, "[]" }, { 0x25aa, "*" }, { 0x25ab, "*" }, { 0x25b2, "^" },
	{ 0x25b6, ">" }, { 0x25ba, ">" }, { 0x25bc, "v" }, { 0x25c0, "<" }, { 0x25c4, "<" },
	{ 0x25c6, "*" }, { 0x25c7, "*" }, { 0x25cb, "o" }, { 0x25cf, "*" }, { 0x25e6, "o" },
	{ 0x2605, "*" }, { 0x2606, "*" }, { 0x2610, "[ ]" }, { 0x2611, "[x]" }, { 0x2612, "[x]" },
	{ 0x2639, ":-(" }, { 0x263a, ":-)" }, { 0x2665, "<3" }, { 0x2713, "+" }, { 0x2714, "+" },
	{ 0x2717, "x" }, { 0x2718, "x" }, { 0x2764, "<3" }, { 0x276f, ">" }, { 0x279c, "->" },
	{ 0x27f5, "<-" }, { 0x27f6, "->" }, { 0x3001, "," }, { 0x3002, "." }, { 0x3008, "<" },
	{ 0x3009, ">" }, { 0x300a, "\"" }, { 0x300b, "\"" }, { 0x300c, "\"" }, { 0x300d, "\"" },
	{ 0x300e, "\"" }, { 0x300f, "\"" }, { 0x3010, "[" }, { 0x3011, "]" }, { 0x301c, "~" },
	{ 0x30fb, "." },
};

/* Where a language writes a letter in its own way; before all others. */
static const struct own {
	const char *lang;
	struct likeness like;
} owns[] = {
	{ "de", { 0xc4, "Ae" } }, { "de", { 0xd6, "Oe" } }, { "de", { 0xdc, "Ue" } },
	{ "de", { 0xe4, "ae" } }, { "de", { 0xf6, "oe" } }, { "de", { 0xfc, "ue" } },
	{ "da", { 0xc5, "Aa" } }, { "da", { 0xe5, "aa" } }, { "da", { 0xd8, "Oe" } }, { "da", { 0xf8, "oe" } },
	{ "nb", { 0xc5, "Aa" } }, { "nb", { 0xe5, "aa" } }, { "nb", { 0xd8, "Oe" } }, { "nb", { 0xf8, "oe" } },
	{ "nn", { 0xc5, "Aa" } }, { "nn", { 0xe5, "aa" } }, { "nn", { 0xd8, "Oe" } }, { "nn", { 0xf8, "oe" } },
	{ "no", { 0xc5, "Aa" } }, { "no", { 0xe5, "aa" } }, { "no", { 0xd8, "Oe" } }, { "no", { 0xf8, "oe" } },
	{ "uk", { 0x413, "H" } }, { "uk", { 0x433, "h" } }, { "uk", { 0x418, "Y" } }, { "uk", { 0x438, "y" } },
	{ "bg", { 0x42a, "A" } }, { "bg", { 0x44a, "a" } },
	{ "bg", { 0x429, "Sht" } }, { "bg", { 0x449, "sht" } },
};

#define GREEK 0x391		/* capital alpha to small omega */
static const char *const greek[] = {
	"A", "V", "G", "D", "E", "Z", "I", "Th", "I", "K", "L", "M", "N", "X", "O", "P", "R",
	NULL, "S", "T", "Y", "F", "Ch", "Ps", "O", NULL, NULL, NULL, NULL, NULL, NULL, NULL, "a",
	"v", "g", "d", "e", "z", "i", "th", "i", "k", "l", "m", "n", "x", "o", "p", "r", "s",
	"s", "t", "y", "f", "ch", "ps", "o",
};

#define CYRILLIC 0x400
static const char *const cyrillic[] = {
	"E", "Yo", "Dj", "G", "Ye", "Dz", "I", "Yi", "J", "Lj", "Nj", "C", "K", "I", "U", "Dz",
	"A", "B", "V", "G", "D", "E", "Zh", "Z", "I", "Y", "K", "L", "M", "N", "O", "P", "R",
	"S", "T", "U", "F", "Kh", "Ts", "Ch", "Sh", "Shch", "", "Y", "", "E", "Yu", "Ya", "a",
	"b", "v", "g", "d", "e", "zh", "z", "i", "y", "k", "l", "m", "n", "o", "p", "r", "s",
	"t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya", "e", "yo",
	"dj", "g", "ye", "dz", "i", "yi", "j", "lj", "nj", "c", "k", "i", "u", "dz",
};

#define FRAMES 0x2500		/* box drawings: one column stays one column */
static const char frames[] =
	"--||--||++||++++++++++++++++++++++++++++++++++++++++++++++++++++"
	"++++++++++++--||=|+++++++++++++++++++++++++++++++/\\X-|-|-|-|-|-|";

#define BLOCKS 0x2580
static const char blocks[] = "\"____==####|||||" "|.:%\"|##########";

static int
by_character(const void *key, const void *item)
{
	uint32_t c = *(const uint32_t *)key, other = ((const struct likeness *)item)->c;

	return (c > other) - (c < other);
}

static const char *
in_table(const char *const *table, size_t n, uint32_t first, uint32_t c)
{
	return c >= first && c - first < n ? table[c - first] : NULL;
}

/* The main part of a language tag: "de" of "de-AT". */
static bool
is_language(struct str lang, const char *wanted)
{
	struct str main_part = STR_NONE;

	(void)str_cut(&lang, '-', &main_part);
	return str_eq_nocase(main_part, str_of(wanted));
}

/* What stands for c; `one` is the caller's room for a single letter. False: nothing is known. */
static bool
likeness_of(uint32_t c, struct str lang, char *one, struct str *to)
{
	const struct likeness *found;
	const char *text = NULL;

	if (c < 0x80 || (c >= FRAMES && c < BLOCKS + sizeof(blocks) - 1)) {
		*one = c < 0x80 ? (char)c : c < BLOCKS ? frames[c - FRAMES] : blocks[c - BLOCKS];
		*to = (struct str){ one, 1 };
		return true;
	}
	for (size_t i = 0; i < sizeof(owns) / sizeof(owns[0]) && text == NULL; i++)
		if (owns[i].like.c == c && is_language(lang, owns[i].lang))
			text = owns[i].like.ascii;
	if (text == NULL)
		text = in_table(greek, sizeof(greek) / sizeof(greek[0]), GREEK, c);
	if (text == NULL)
		text = in_table(cyrillic, sizeof(cyrillic) / sizeof(cyrillic[0]), CYRILLIC, c);
	if (text == NULL) {
		found = bsearch(&c, likenesses, sizeof(likenesses) / sizeof(likenesses[0]),
		    sizeof(likenesses[0]), by_character);
		text = found == NULL ? NULL : found->ascii;
	}
	*to = str_of(text);
	return text != NULL;
}

struct writer {
	struct buf out;
	struct str lang, rest;		/* of the text, behind the character at hand */
	bool after_capital, in_gap;	/* the last written was a capital; was [?] */
};

static bool
is_capital(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LU;
}

static bool
is_small(uint32_t c)
{
	return utf8proc_category((utf8proc_int32_t)c) == UTF8PROC_CATEGORY_LL;
}

/* "Ä" is "Ae" in Ärger and "AE" in ÄRGER. */
static bool
is_among_capitals(const struct writer *w)
{
	struct str rest = w->rest;
	uint32_t next = rest.n > 0 ? utf8_next(&rest) : ' ';

	return is_capital(next) || (w->after_capital && !is_small(next));
}

static void
add(struct writer *w, struct str like)
{
	bool capitals = like.n > 1 && is_capital((unsigned char)like.p[0]) && is_among_capitals(w);

	for (size_t i = 0; i < like.n; i++)
		buf_addc(&w->out, capitals && like.p[i] >= 'a' && like.p[i] <= 'z' ?
		    (char)(like.p[i] - 'a' + 'A') : like.p[i]);
	w->in_gap = false;
}

/* A letter with its marks, a ligature, a letter in a circle: as the letters they are made of. */
static bool
add_parts(struct writer *w, uint32_t c)
{
	utf8proc_int32_t parts[PARTS_MAX];
	struct str like;
	char one;
	int last = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, PARTS_MAX,
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &last);

	if (n < 1 || n > PARTS_MAX || (n == 1 && parts[0] == (utf8proc_int32_t)c))
		return false;
	for (utf8proc_ssize_t i = 0; i < n; i++)
		if (utf8proc_category(parts[i]) != UTF8PROC_CATEGORY_MN &&
		    !likeness_of((uint32_t)parts[i], w->lang, &one, &like))
			return false;
	for (utf8proc_ssize_t i = 0; i < n; i++)
		if (likeness_of((uint32_t)parts[i], w->lang, &one, &like))
			add(w, like);
	return true;
}

/* Stops and brackets between words that cannot be written: a page of [?],[?]. says no more than one [?]. */
static bool
is_wide_stop(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);

	return c >= 0x3000 && category >= UTF8PROC_CATEGORY_PC && category <= UTF8PROC_CATEGORY_PO;
}

static void
add_character(struct writer *w, uint32_t c)
{
	struct str like;
	char one;

	if (w->in_gap && is_wide_stop(c))
		return;
	if (likeness_of(c, w->lang, &one, &like)) {
		add(w, like);
		return;
	}
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_MN:	/* marks, and what is not to be seen: nothing, also inside a gap */
	case UTF8PROC_CATEGORY_ME:
	case UTF8PROC_CATEGORY_CF:
	case UTF8PROC_CATEGORY_CC:
		return;
	case UTF8PROC_CATEGORY_ZS:
		add(w, STR(" "));
		return;
	case UTF8PROC_CATEGORY_ZL:
	case UTF8PROC_CATEGORY_ZP:
		add(w, STR("\n"));
		return;
	default:
		break;
	}
	if (add_parts(w, c) || w->in_gap)
		return;
	add(w, NO_LIKENESS);
	w->in_gap = true;
}

bool
ascii_is(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if ((unsigned char)s.p[i] >= 0x80)
			return false;
	return true;
}

struct str
ascii_of(struct arena *a, struct str s, struct str lang)
{
	struct writer w = { .lang = lang };
	struct str out;

	if (ascii_is(s))
		return s;
	w.rest = utf8_compose(a, s);	/* an a and two dots behind it, as some systems write names, is an ä */
	buf_init(&w.out, ASCII_GROWTH * w.rest.n);
	while (w.rest.n > 0) {
		struct str was = w.rest;
		uint32_t c = utf8_next(&w.rest);

		if (c == UTF8_BAD && was.n - w.rest.n == 1)
			c = (unsigned char)was.p[0];		/* Latin-1 */
		add_character(&w, c);
		if (utf8proc_category((utf8proc_int32_t)c) != UTF8PROC_CATEGORY_MN)
			w.after_capital = is_capital(c);
	}
	out = arena_str(a, buf_str(&w.out));
	buf_release(&w.out);
	return out;
}

#include "format/utf8.h"

#include <stdlib.h>

#include <utf8proc.h>

#include "base/banned.h"

#define NAME_BYTES 512		/* of a cleaned name: columns alone would let a thousand marks pass */

/* How many bytes a sequence with this first byte has, and the smallest second byte and the largest. */
static size_t
sequence(unsigned char first, unsigned char *low, unsigned char *high)
{
	*low = 0x80;
	*high = 0xbf;
	if (first < 0x80)
		return 1;
	if (first < 0xc2 || first > 0xf4)
		return 0;
	if (first < 0xe0)
		return 2;
	if (first < 0xf0) {
		if (first == 0xe0)
			*low = 0xa0;		/* below: overlong */
		if (first == 0xed)
			*high = 0x9f;		/* above: surrogates */
		return 3;
	}
	if (first == 0xf0)
		*low = 0x90;
	if (first == 0xf4)
		*high = 0x8f;			/* above: beyond U+10FFFF */
	return 4;
}

/* The length of the well-formed sequence at the start of s, or 0. */
static size_t
well_formed(struct str s)
{
	unsigned char low, high;
	size_t n = sequence((unsigned char)s.p[0], &low, &high);

	if (n == 0 || n > s.n)
		return 0;
	for (size_t i = 1; i < n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c < low || c > high)
			return 0;
		low = 0x80;
		high = 0xbf;
	}
	return n;
}

bool
utf8_valid(struct str s)
{
	while (s.n > 0) {
		size_t n = well_formed(s);

		if (n == 0)
			return false;
		s = str_from(s, n);
	}
	return true;
}

uint32_t
utf8_next(struct str *s)
{
	static const unsigned char mask[] = { 0, 0x7f, 0x1f, 0x0f, 0x07 };
	size_t n = well_formed(*s);
	uint32_t c;

	if (n == 0) {
		*s = str_from(*s, 1);
		return UTF8_BAD;
	}
	c = (unsigned char)s->p[0] & mask[n];
	for (size_t i = 1; i < n; i++)
		c = c << 6 | ((unsigned char)s->p[i] & 0x3f);
	*s = str_from(*s, n);
	return c;
}

void
utf8_put(struct buf *b, uint32_t c)
{
	if (c < 0x80) {
		buf_addc(b, (char)c);
		return;
	}
	if (c < 0x800) {
		buf_addc(b, (char)(0xc0 | c >> 6));
	} else {
		if (c < 0x10000) {
			buf_addc(b, (char)(0xe0 | c >> 12));
		} else {
			buf_addc(b, (char)(0xf0 | c >> 18));
			buf_addc(b, (char)(0x80 | (c >> 12 & 0x3f)));
		}
		buf_addc(b, (char)(0x80 | (c >> 6 & 0x3f)));
	}
	buf_addc(b, (char)(0x80 | (c & 0x3f)));
}

static size_t
width_of(uint32_t c)
{
	int w;

	if (c < 0x20 || c == 0x7f || c == 0xad)		/* U+00AD: soft hyphen, shown only at a break */
		return 0;
	if (c < 0x7f)
		return 1;
	w = utf8proc_charwidth((utf8proc_int32_t)c);
	return w < 0 ? 0 : (size_t)w;
}

size_t
utf8_columns(struct str s)
{
	size_t columns = 0;

	while (s.n > 0)
		columns += width_of(utf8_next(&s));
	return columns;
}

struct str
utf8_fit(struct str s, size_t columns)
{
	struct str rest = s;
	size_t fits = 0, used = 0;

	while (rest.n > 0) {
		used += width_of(utf8_next(&rest));
		if (used > columns)
			break;
		fits = s.n - rest.n;
	}
	return str_head(s, fits);
}

/* Closing stops that no Japanese or Chinese line begins with. */
static bool
sticks_to_the_line_above(uint32_t c)
{
	switch (c) {
	case 0x3001: case 0x3002: case 0x300d: case 0x300f: case 0x3011: case 0x3015: case 0x3017:
	case 0x30fb: case 0x30fc: case 0xff01: case 0xff09: case 0xff0c: case 0xff0e: case 0xff1a:
	case 0xff1b: case 0xff1f: case 0xff3d: case 0xff5d:
		return true;
	default:
		return width_of(c) == 0;
	}
}

static struct str
without_end_blanks(struct str s)
{
	while (s.n > 0 && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

static size_t
skip_blanks(struct str s, size_t at)
{
	while (at < s.n && (s.p[at] == ' ' || s.p[at] == '\t'))
		at++;
	return at;
}

bool
utf8_wrap(struct str *rest, size_t width, struct str *line)
{
	struct str all = *rest, s = all;
	size_t used = 0, end = 0, next = 0;	/* the best break so far: line ends, the next begins */
	bool ink = false;			/* an indent is no place to break */

	if (all.n == 0)
		return false;
	while (s.n > 0) {
		size_t at = all.n - s.n;
		uint32_t c = utf8_next(&s);
		size_t w = width_of(c);

		if (c == ' ' || c == '\t') {
			w = 1;
			if (ink && next != at) {
				end = at;
				next = skip_blanks(all, at);
			}
		}
		if (used + w > width && at > 0) {
			if (next == 0 || (end == 0 && !ink)) {
				end = at;
				next = at;
			}
			*line = without_end_blanks(str_head(all, end));
			*rest = str_from(all, skip_blanks(all, next));
			return true;
		}
		used += w;
		if (c != ' ' && c != '\t')
			ink = true;
		if (w == 2 && s.n > 0) {
			struct str peek = s;

			if (!sticks_to_the_line_above(utf8_next(&peek))) {
				end = all.n - s.n;
				next = end;
			}
		}
	}
	*line = without_end_blanks(all);
	*rest = STR_NONE;
	return true;
}

enum sort { SORT_SHOWN, SORT_BLANK, SORT_BREAK, SORT_JOINER, SORT_HIDDEN };

static enum sort
sort_of(uint32_t c)
{
	if (c == '\n' || c == '\r' || c == 0x2028 || c == 0x2029 || c == 0x85)
		return SORT_BREAK;
	if (c == ' ' || c == '\t' || c == 0xa0 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f ||
	    c == 0x205f || c == 0x3000)
		return SORT_BLANK;
	if (c < 0x20 || (c >= 0x7f && c < 0xa0))
		return SORT_HIDDEN;			/* C0, DEL, C1 */
	if (c == 0x200c || c == 0x200d)
		return SORT_JOINER;			/* Persian and emoji families need them */
	if ((c & 0xfffe) == 0xfffe || (c >= 0xfdd0 && c <= 0xfdef))
		return SORT_HIDDEN;			/* no characters at all: YAML and XML refuse them */
	if (c == 0x2800 || c == 0x180e || (c >= 0x1d173 && c <= 0x1d17a))
		return SORT_HIDDEN;			/* blank, or of no width */
	if (c == 0x200b || c == 0x200e || c == 0x200f || c == 0x061c || c == 0x2060 || c == 0xfeff ||
	    (c >= 0x202a && c <= 0x202e) || (c >= 0x2061 && c <= 0x206f) || c == 0xad || c == 0x034f ||
	    c == 0x115f || c == 0x1160 || c == 0x3164 || c == 0xffa0 || (c >= 0xe0000 && c <= 0xe0fff) ||
	    (c >= 0xfff9 && c <= 0xfffb))
		return SORT_HIDDEN;
	return SORT_SHOWN;
}

/* Is there anything but blanks and joiners? */
static bool
is_to_be_seen(struct str s)
{
	while (s.n > 0)
		if (sort_of(utf8_next(&s)) == SORT_SHOWN)
			return true;
	return false;
}

struct str
utf8_clean_text(struct arena *a, struct str s)
{
	struct buf b;
	struct str out;

	buf_init(&b, s.n * 3);				/* a bad byte becomes three */
	while (s.n > 0) {
		bool cr = s.p[0] == '\r';
		struct str was = s;
		uint32_t c = utf8_next(&s);

		if (cr && s.n > 0 && s.p[0] == '\n')
			continue;
		switch (sort_of(c)) {
		case SORT_BREAK:
			while (b.n > 0 && b.p[b.n - 1] == ' ')
				b.n--;
			if (b.n > 0)			/* no empty lines before the first full one */
				buf_addc(&b, '\n');
			break;
		case SORT_BLANK:
			if (c == '\t')
				buf_addc(&b, ' ');
			else
				buf_add(&b, str_head(was, was.n - s.n));
			break;
		case SORT_HIDDEN:
			break;
		case SORT_JOINER:
		case SORT_SHOWN:
			utf8_put(&b, c);
			break;
		}
	}
	while (b.n > 0 && (b.p[b.n - 1] == '\n' || b.p[b.n - 1] == ' '))
		b.n--;
	out = is_to_be_seen(buf_str(&b)) ? arena_str(a, buf_str(&b)) : STR_NONE;
	buf_release(&b);
	return out;
}

bool
utf8_is_letter(uint32_t c)
{
	utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)c);

	return (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_NO);
}

/* What utf8proc makes of s, in the arena; a copy of s if it cannot. */
static struct str
map(struct arena *a, struct str s, utf8proc_option_t options)
{
	utf8proc_uint8_t *mapped = NULL;
	utf8proc_ssize_t n = utf8proc_map((const utf8proc_uint8_t *)s.p, (utf8proc_ssize_t)s.n, &mapped,
	    options);
	struct str out = n < 0 ? s : (struct str){ (const char *)mapped, (size_t)n };

	out = arena_str(a, out);
	free(mapped);
	return out;
}

struct str
utf8_repair(struct arena *a, struct str s)
{
	struct buf b;
	struct str out;

	if (utf8_valid(s))
		return s;
	buf_init(&b, s.n * 3);
	while (s.n > 0)
		utf8_put(&b, utf8_next(&s));
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

static bool
starts_with_a_mark(struct str s)
{
	uint32_t c = utf8_next(&s);

	return c == ' ' || width_of(c) == 0;
}

struct str
utf8_clean_name(struct arena *a, struct str s, size_t columns)
{
	struct buf b;
	struct str out;

	s = utf8_repair(a, s);
	buf_init(&b, s.n);
	while (s.n > 0 && b.n < NAME_BYTES) {
		uint32_t c = utf8_next(&s);

		switch (sort_of(c)) {
		case SORT_BREAK:
		case SORT_BLANK:
			if (b.n > 0 && b.p[b.n - 1] != ' ')
				buf_addc(&b, ' ');
			break;
		case SORT_JOINER:
		case SORT_HIDDEN:
			break;
		case SORT_SHOWN:
			utf8_put(&b, c);
			break;
		}
	}
	/* Composing comes behind filtering: what stood between a letter and its accent is gone now. */
	out = map(a, buf_str(&b), UTF8PROC_STABLE | UTF8PROC_COMPOSE);
	buf_release(&b);
	while (out.n > 0 && starts_with_a_mark(out))
		(void)utf8_next(&out);		/* nothing to combine with at the start */
	return str_trim(utf8_fit(out, columns));
}

struct str
utf8_compose(struct arena *a, struct str s)
{
	return utf8_valid(s) ? map(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE) : s;
}

struct str
utf8_fold(struct arena *a, struct str s)
{
	return map(a, s, UTF8PROC_STABLE | UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD |
	    UTF8PROC_IGNORE);
}

uint32_t
utf8_small(uint32_t c)
{
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)c);
}

uint32_t
utf8_capital(uint32_t c)
{
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)c);
}

size_t
utf8_apart(uint32_t c, bool fold, uint32_t to[static UTF8_APART])
{
	utf8proc_int32_t parts[UTF8_APART];
	int last_boundclass = 0;
	utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)c, parts, UTF8_APART,
	    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_IGNORE | (fold ? UTF8PROC_CASEFOLD : 0),
	    &last_boundclass);

	if (n < 0 || n > UTF8_APART) {
		to[0] = c;
		return 1;
	}
	for (utf8proc_ssize_t i = 0; i < n; i++)
		to[i] = (uint32_t)parts[i];
	return (size_t)n;
}

enum utf8_class
utf8_class(uint32_t c)
{
	switch (utf8proc_category((utf8proc_int32_t)c)) {
	case UTF8PROC_CATEGORY_LU: case UTF8PROC_CATEGORY_LL: case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM: case UTF8PROC_CATEGORY_LO: case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL: case UTF8PROC_CATEGORY_NO:
		return UTF8_LETTER;
	case UTF8PROC_CATEGORY_MN: case UTF8PROC_CATEGORY_MC: case UTF8PROC_CATEGORY_ME:
		return UTF8_MARK;
	case UTF8PROC_CATEGORY_SO: case UTF8PROC_CATEGORY_CN:
		return UTF8_SIGN;
	default:
		return UTF8_POINT;
	}
}

#define EMOJI_MAX 16		/* characters: a flag of tags has seven, a family of four with skin tones eleven */

bool
utf8_is_emoji(struct str s)
{
	utf8proc_int32_t state = 0;
	uint32_t before, c;
	size_t n = 1, flags;
	bool pictograph, keycap;

	if (s.n == 0 || !utf8_valid(s))
		return false;
	before = utf8_next(&s);
	pictograph = utf8proc_get_property((utf8proc_int32_t)before)->boundclass ==
	    UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC;
	flags = before >= 0x1f1e6 && before <= 0x1f1ff;
	keycap = (before >= '0' && before <= '9') || before == '#' || before == '*';
	for (; s.n > 0; before = c, n++) {
		c = utf8_next(&s);
		if (n == EMOJI_MAX || utf8proc_grapheme_break_stateful((utf8proc_int32_t)before,
		    (utf8proc_int32_t)c, &state))
			return false;
		flags += c >= 0x1f1e6 && c <= 0x1f1ff;
	}
	/* A keycap ends in U+20E3, a flag is two regional indicators. */
	return pictograph || flags == 2 || (keycap && n > 1 && before == 0x20e3);
}

#include "base/str.h"

#include <string.h>

#include "base/banned.h"

struct str
str_of(const char *cstr)
{
	return cstr == NULL ? STR_NONE : (struct str){ cstr, strlen(cstr) };
}

bool
str_eq(struct str a, struct str b)
{
	return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool
str_eq_nocase(struct str a, struct str b)
{
	if (a.n != b.n)
		return false;
	for (size_t i = 0; i < a.n; i++)
		if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
			return false;
	return true;
}

int
str_cmp(struct str a, struct str b)
{
	size_t n = a.n < b.n ? a.n : b.n;
	int order = n == 0 ? 0 : memcmp(a.p, b.p, n);

	if (order != 0)
		return order;
	return a.n < b.n ? -1 : a.n > b.n;
}

bool
str_starts(struct str s, struct str prefix)
{
	return s.n >= prefix.n && str_eq(str_head(s, prefix.n), prefix);
}

bool
str_ends(struct str s, struct str suffix)
{
	return s.n >= suffix.n && str_eq(str_from(s, s.n - suffix.n), suffix);
}

bool
str_has(struct str s, char c)
{
	return s.n > 0 && memchr(s.p, c, s.n) != NULL;
}

bool
str_inside(struct str inner, struct str outer)
{
	return inner.n == 0 ||
	    ((uintptr_t)inner.p >= (uintptr_t)outer.p && inner.n <= outer.n &&
	    (uintptr_t)inner.p - (uintptr_t)outer.p <= outer.n - inner.n);
}

bool
str_skip(struct str *s, struct str prefix)
{
	if (!str_starts(*s, prefix))
		return false;
	*s = str_from(*s, prefix.n);
	return true;
}

bool
str_drop(struct str *s, struct str suffix)
{
	if (!str_ends(*s, suffix))
		return false;
	s->n -= suffix.n;
	return true;
}

struct str
str_from(struct str s, size_t at)
{
	return at >= s.n ? STR_NONE : (struct str){ s.p + at, s.n - at };
}

struct str
str_head(struct str s, size_t n)
{
	return (struct str){ s.p, n < s.n ? n : s.n };
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

struct str
str_trim(struct str s)
{
	while (s.n > 0 && is_blank(s.p[0]))
		s = (struct str){ s.p + 1, s.n - 1 };
	while (s.n > 0 && is_blank(s.p[s.n - 1]))
		s.n--;
	return s;
}

struct str
str_word(struct str *s)
{
	size_t n = 0;
	struct str word;

	while (n < s->n && !is_blank(s->p[n]))
		n++;
	word = str_head(*s, n);
	*s = str_from(*s, n);
	return word;
}

bool
str_cut(struct str *s, char sep, struct str *head)
{
	const char *at;

	if (s->n == 0)
		return false;
	at = memchr(s->p, sep, s->n);
	if (at == NULL) {
		*head = *s;
		*s = STR_NONE;
	} else {
		*head = str_head(*s, (size_t)(at - s->p));
		*s = str_from(*s, head->n + 1);
	}
	return true;
}

bool
str_line(struct str *rest, struct str *line)
{
	bool more = str_cut(rest, '\n', line);

	if (more)
		(void)str_drop(line, STR("\r"));
	return more;
}

bool
str_number(struct str s, uint64_t max, uint64_t *value)
{
	uint64_t sum = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		uint64_t digit = (uint64_t)(s.p[i] - '0');

		if (!ascii_is_digit(s.p[i]) || digit > max || sum > (max - digit) / 10)
			return false;
		sum = sum * 10 + digit;
	}
	*value = sum;
	return true;
}

char
ascii_lower(char c)
{
	return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

bool
ascii_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

bool
ascii_is_letter(char c)
{
	return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}

bool
ascii_is_control(char c)
{
	return (unsigned char)c < 0x20 || c == 0x7f;
}

int
ascii_hex(char c)
{
	if (ascii_is_digit(c))
		return c - '0';
	c = ascii_lower(c);
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

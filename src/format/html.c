#include "format/html.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "base/buf.h"
#include "format/utf8.h"

#include "base/banned.h"

#define ENTITY_MAX 10		/* letters of the longest name, "thetasym" and two to spare */

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static size_t
find(struct str s, struct str what)
{
	const char *p = s.n == 0 ? NULL : memmem(s.p, s.n, what.p, what.n);

	return p == NULL ? s.n : (size_t)(p - s.p);
}

/* Behind "<": where does the tag end? At its '>', which quotes hide. */
static size_t
tag_end(struct str s)
{
	char quote = '\0';

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if ((c == '"' || c == '\'') && i > 0 && (s.p[i - 1] == '=' || is_blank(s.p[i - 1])))
			quote = c;
		else if (c == '>')
			return i;
	}
	return s.n;
}

static bool
is_raw(struct str name)
{
	static const char *const raw[] = { "script", "style", "textarea", "title", "xmp", "noembed", NULL };

	for (size_t i = 0; raw[i] != NULL; i++)
		if (str_eq_nocase(name, str_of(raw[i])))
			return true;
	return false;
}

/* Cut what is before the closing tag of `name` off *rest, and the tag with it. */
static struct str
cut_raw(struct str *rest, struct str name)
{
	struct str all = *rest, s = *rest;

	for (;;) {
		struct str tag;

		s = str_from(s, find(s, STR("</")));
		if (s.n == 0) {
			*rest = s;
			return all;
		}
		tag = str_head(str_from(s, 2), name.n);
		if (str_eq_nocase(tag, name)) {
			struct str text = str_head(all, all.n - s.n);

			s = str_from(s, find(s, STR(">")));
			*rest = str_from(s, 1);
			return text;
		}
		s = str_from(s, 2);
	}
}

static void
cut_tag(struct str *rest, struct html_token *t)
{
	struct str s = str_from(*rest, 1);
	size_t end, n = 0;

	t->kind = str_skip(&s, STR("/")) ? HTML_CLOSE : HTML_OPEN;
	end = tag_end(s);
	if (end == s.n) {
		*t = (struct html_token){ .kind = HTML_COMMENT, .text = s };
		*rest = STR_NONE;
		return;
	}
	*rest = str_from(s, end + 1);
	s = str_head(s, end);
	while (n < s.n && !is_blank(s.p[n]) && s.p[n] != '/')
		n++;
	t->name = str_head(s, n);
	t->attributes = str_from(s, n);
	if (t->kind == HTML_OPEN && is_raw(t->name))
		t->text = cut_raw(rest, t->name);
}

static void
cut_comment(struct str *rest, struct html_token *t)
{
	struct str s = str_from(*rest, 2);
	struct str end = str_skip(&s, STR("--")) ? STR("-->") : STR(">");
	size_t n = find(s, end);

	t->kind = HTML_COMMENT;
	t->text = str_head(s, n);
	*rest = str_from(s, n + end.n);
}

/* "<" opens a tag only before a letter; else it is a sign. */
static bool
opens_tag(struct str s)
{
	struct str name = str_from(s, 1);

	if (s.n < 2 || s.p[0] != '<')
		return false;
	(void)str_skip(&name, STR("/"));
	return name.n > 0 && ascii_is_letter(name.p[0]);
}

static bool
opens_comment(struct str s)
{
	return str_starts(s, STR("<!")) || str_starts(s, STR("<?"));
}

bool
html_next(struct str *rest, struct html_token *t)
{
	size_t n = 0;

	*t = (struct html_token){ .kind = HTML_TEXT };
	if (rest->n == 0)
		return false;
	if (opens_comment(*rest)) {
		cut_comment(rest, t);
		return true;
	}
	if (opens_tag(*rest)) {
		cut_tag(rest, t);
		return true;
	}
	do {
		n++;
		n += find(str_from(*rest, n), STR("<"));
	} while (n < rest->n && !opens_tag(str_from(*rest, n)) && !opens_comment(str_from(*rest, n)));
	t->text = str_head(*rest, n);
	*rest = str_from(*rest, n);
	return true;
}

/* --- attributes --- */

static bool
next_attribute(struct str *s, struct str *name, struct str *value)
{
	size_t n = 0;

	while (s->n > 0 && (is_blank(s->p[0]) || s->p[0] == '/'))
		*s = str_from(*s, 1);
	if (s->n == 0)
		return false;
	do {
		n++;
	} while (n < s->n && !is_blank(s->p[n]) && s->p[n] != '=');
	*name = str_head(*s, n);
	*s = str_from(*s, n);
	while (s->n > 0 && is_blank(s->p[0]))
		*s = str_from(*s, 1);
	*value = STR_NONE;
	if (!str_skip(s, STR("=")))
		return true;
	while (s->n > 0 && is_blank(s->p[0]))
		*s = str_from(*s, 1);
	if (s->n > 0 && (s->p[0] == '"' || s->p[0] == '\'')) {
		struct str quote = str_head(*s, 1);

		*s = str_from(*s, 1);
		n = find(*s, quote);
		*value = str_head(*s, n);
		*s = str_from(*s, n + 1);
		return true;
	}
	for (n = 0; n < s->n && !is_blank(s->p[n]);)
		n++;
	*value = str_head(*s, n);
	*s = str_from(*s, n);
	return true;
}

bool
html_attribute(struct arena *a, struct str attributes, struct str name, struct str *value)
{
	struct str key;

	while (next_attribute(&attributes, &key, value)) {
		if (str_eq_nocase(key, name)) {
			*value = html_decode(a, *value);
			return true;
		}
	}
	*value = STR_NONE;
	return false;
}

/* --- entities --- */

/* Numbers 128 to 159 are what Windows-1252 has there (HTML, section 13.2.5.80). */
static uint32_t
of_number(uint32_t c)
{
	static const uint16_t windows[32] = { 0x20ac, 0x81, 0x201a, 0x192, 0x201e, 0x2026, 0x2020, 0x2021, 0x2c6,
		0x2030, 0x160, 0x2039, 0x152, 0x8d, 0x17d, 0x8f, 0x90, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
		0x2013, 0x2014, 0x2dc, 0x2122, 0x161, 0x203a, 0x153, 0x9d, 0x17e, 0x178 };

	if (c >= 128 && c < 160)
		return windows[c - 128];
	return c == 0 || c > 0x10ffff || (c >= 0xd800 && c < 0xe000) ? UTF8_BAD : c;
}

static bool
read_number(struct str s, uint32_t *c)
{
	bool hex = str_skip(&s, STR("x")) || str_skip(&s, STR("X"));
	uint32_t n = 0;

	if (s.n == 0)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		int digit = ascii_hex(s.p[i]);

		if (digit < 0 || (!hex && digit > 9))
			return false;
		if (n <= 0x10ffff)
			n = n * (hex ? 16 : 10) + (uint32_t)digit;
	}
	*c = of_number(n);
	return true;
}

/* The name between '&' and ';'. */
static bool
read_name(struct str name, uint32_t *c)
{
	char text[ENTITY_MAX + 1];
	const htmlEntityDesc *entity;

	if (str_skip(&name, STR("#")))
		return read_number(name, c);
	if (name.n == 0 || name.n > ENTITY_MAX)
		return false;
	memcpy(text, name.p, name.n);
	text[name.n] = '\0';
	if (strlen(text) != name.n)
		return false;
	if (strcmp(text, "apos") == 0) {
		*c = '\'';
		return true;
	}
	entity = htmlEntityLookup((const xmlChar *)text);
	if (entity != NULL)
		*c = entity->value;
	return entity != NULL;
}

struct str
html_decode(struct arena *a, struct str s)
{
	struct buf out;
	struct str result;
	uint32_t c;

	if (!str_has(s, '&'))
		return s;
	buf_init(&out, s.n + 4);	/* no entity is shorter than what it stands for */
	while (s.n > 0) {
		size_t n = find(s, STR("&")), end;

		buf_add(&out, str_head(s, n));
		s = str_from(s, n);
		if (s.n == 0)
			break;
		end = find(str_head(s, ENTITY_MAX + 2), STR(";"));
		if (end < s.n && end < ENTITY_MAX + 2 && read_name(str_head(str_from(s, 1), end - 1), &c)) {
			utf8_put(&out, c);
			s = str_from(s, end + 1);
		} else {
			buf_addc(&out, '&');
			s = str_from(s, 1);
		}
	}
	result = arena_str(a, buf_str(&out));
	buf_release(&out);
	return result;
}

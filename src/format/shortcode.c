#include "format/shortcode.h"

#include <string.h>

#include "base/banned.h"

#define SHORTCODE_MAX 4096	/* bytes between brackets; what is longer is text */

static const char *const known[] = { "caption", "wp_caption", "gallery", "audio", "video", "playlist", "embed",
	"code", "sourcecode", "source", "toc", "contact-form", "contact-form-7", "youtube", "vimeo", "tweet", NULL };

static bool
is_name_char(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '_' || c == '-';
}

/* [name …] or [/name] by its form alone. */
static bool
read_form(struct str s, struct shortcode *code)
{
	struct str in = str_from(s, 1);
	size_t n = 0, end = 0;
	char quote = '\0';

	*code = (struct shortcode){ .n = 0 };
	if (!str_starts(s, STR("[")))
		return false;
	code->escaped = str_skip(&in, STR("["));
	code->closing = str_skip(&in, STR("/"));
	while (n < in.n && is_name_char(in.p[n]))
		n++;
	if (n == 0 || !ascii_is_letter(in.p[0]) || n == in.n || !str_has(STR(" \t\r\n/]"), in.p[n]))
		return false;
	for (end = n; end < in.n && end < SHORTCODE_MAX; end++) {
		char c = in.p[end];

		if (quote != '\0')
			quote = c == quote ? '\0' : quote;
		else if ((c == '"' || c == '\'') && in.p[end - 1] == '=')
			quote = c;
		else if (c == ']' || c == '[' || c == '<')
			break;
	}
	if (end == in.n || in.p[end] != ']')
		return false;
	code->name = str_head(in, n);
	code->attributes = str_head(str_from(in, n), end - n);
	(void)str_drop(&code->attributes, STR("/"));
	code->n = (size_t)(in.p - s.p) + end + 1;
	if (code->escaped && !(code->n < s.n && s.p[code->n] == ']'))
		return false;
	code->n += code->escaped;
	return true;
}

static bool
has_end(const struct shortcode_ends *ends, struct str name)
{
	for (size_t i = 0; i < ends->n; i++)
		if (str_eq(ends->name[i], name))
			return true;
	return false;
}

void
shortcode_scan(struct str text, struct shortcode_ends *ends)
{
	struct shortcode code;

	ends->n = 0;
	while (text.n > 0 && ends->n < SHORTCODE_CLOSINGS) {
		const char *at = memmem(text.p, text.n, "[/", 2);

		if (at == NULL)
			return;
		text = str_from(text, (size_t)(at - text.p));
		if (read_form(text, &code) && !has_end(ends, code.name))
			ends->name[ends->n++] = code.name;
		text = str_from(text, 2);
	}
}

static bool
is_known(struct str name)
{
	for (size_t i = 0; known[i] != NULL; i++)
		if (str_eq(name, str_of(known[i])))
			return true;
	return false;
}

bool
shortcode_at(struct str s, const struct shortcode_ends *ends, struct shortcode *code)
{
	return read_form(s, code) && (code->closing || code->escaped || is_known(code->name) ||
	    str_has(code->attributes, '=') || has_end(ends, code->name));
}

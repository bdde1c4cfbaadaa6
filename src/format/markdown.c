#include "format/markdown.h"

#include <cmark.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

#include "base/banned.h"

#define GROWTH (4 << 10)	/* bytes that fences around tables and code may add */

/* --- what is not CommonMark --- */

static bool
is_fence(struct str line, char *which)
{
	size_t n = 0;

	line = str_trim(line);
	while (n < line.n && (line.p[n] == '`' || line.p[n] == '~') && line.p[n] == line.p[0])
		n++;
	if (n < 3)
		return false;
	*which = line.p[0];
	return true;
}

/* The line of hyphens below a table's heads. */
static bool
is_table_rule(struct str line)
{
	size_t bars = 0, hyphens = 0;

	line = str_trim(line);
	for (size_t i = 0; i < line.n; i++) {
		if (!str_has(STR("|-: "), line.p[i]))
			return false;
		bars += line.p[i] == '|';
		hyphens += line.p[i] == '-';
	}
	return bars > 0 && hyphens > 0;
}

struct cleaning {
	struct arena *a;
	const struct html_options *options;
	struct buf out;
};

static void
tell(struct cleaning *c, struct str tag)
{
	if (c->options->left != NULL)
		c->options->left(c->options->ctx, arena_str(c->a, str_head(tag, 60)));
}

static size_t
find(struct str s, struct str what)
{
	const char *p = s.n == 0 ? NULL : memmem(s.p, s.n, what.p, what.n);

	return p == NULL ? s.n : (size_t)(p - s.p);
}

/* {% highlight c %} and its end are fences; of the others only what stands between them stays. */
static void
replace_tag(struct cleaning *c, struct str tag)
{
	struct str in = str_from(tag, 2), word;

	(void)str_skip(&in, STR("-"));
	in = str_trim(in);
	word = str_word(&in);
	if (str_eq(word, STR("highlight"))) {
		in = str_trim(in);
		word = str_word(&in);
		buf_addf(&c->out, "\n```%.*s\n", STR_ARG(str_eq(word, STR("%}")) ? STR_NONE : word));
	} else if (str_eq(word, STR("endhighlight"))) {
		buf_add(&c->out, STR("\n```\n"));
	} else {
		tell(c, tag);
	}
}

static void
clean_line(struct cleaning *c, struct str line)
{
	while (line.n > 0) {
		size_t a = find(line, STR("{{")), b = find(line, STR("{%")), at = a < b ? a : b, end;
		struct str close = a < b ? STR("}}") : STR("%}"), rest = str_from(line, at);

		buf_add(&c->out, str_head(line, at));
		if (rest.n == 0)
			break;
		end = find(rest, close);
		if (end == rest.n) {
			buf_add(&c->out, rest);
			break;
		}
		replace_tag(c, str_head(rest, end + 2));
		line = str_from(rest, end + 2);
	}
	buf_addc(&c->out, '\n');
}

static void
add_table(struct cleaning *c, struct str head, struct str *rest)
{
	struct str line, before;

	buf_add(&c->out, STR("\n```Table\n"));
	buf_add(&c->out, head);
	buf_addc(&c->out, '\n');
	while (before = *rest, str_line(rest, &line)) {
		if (!str_has(line, '|')) {
			*rest = before;
			break;
		}
		buf_add(&c->out, line);
		buf_addc(&c->out, '\n');
	}
	buf_add(&c->out, STR("```\n"));
}

static void
clean(struct cleaning *c, struct str text)
{
	char open = '\0', which;
	struct str line, ahead, next;

	while (str_line(&text, &line)) {
		if (is_fence(line, &which) && (open == '\0' || which == open)) {
			open = open == '\0' ? which : '\0';
			buf_add(&c->out, line);
			buf_addc(&c->out, '\n');
			continue;
		}
		ahead = text;
		if (open != '\0') {
			buf_add(&c->out, line);
			buf_addc(&c->out, '\n');
		} else if (str_has(line, '|') && str_line(&ahead, &next) && is_table_rule(next)) {
			add_table(c, line, &text);
		} else {
			clean_line(c, line);
		}
	}
}

struct str
markdown_to_gemtext(struct arena *a, struct str text, const struct html_options *options)
{
	struct cleaning c = { .a = a, .options = options };
	struct html_options strict = *options;
	struct str gemtext;
	char *html;

	buf_init(&c.out, text.n > HTML_TEXT_MAX ? HTML_TEXT_MAX : 4 * text.n + GROWTH);
	clean(&c, str_head(text, HTML_TEXT_MAX));
	html = cmark_markdown_to_html(c.out.n == 0 ? "" : c.out.p, c.out.n, CMARK_OPT_UNSAFE | CMARK_OPT_VALIDATE_UTF8);
	strict.strict = true;
	gemtext = html_to_gemtext(a, str_of(html), &strict);
	free(html);
	buf_release(&c.out);
	return gemtext;
}

/* --- TOML --- */

static bool
is_bare_key(struct str key)
{
	for (size_t i = 0; i < key.n; i++)
		if (!ascii_is_letter(key.p[i]) && !ascii_is_digit(key.p[i]) && key.p[i] != '_' && key.p[i] != '-')
			return false;
	return key.n > 0;
}

static bool
is_simple_value(struct str v)
{
	return v.n > 0 && v.p[0] != '{' && !str_starts(v, STR("\"\"\"")) && !str_starts(v, STR("'''"));
}

int
markdown_toml(struct arena *a, struct str file, const char *path, struct str *out, struct error *err)
{
	struct str rest = file, line, key;
	bool in_table = false, in_list = false, closed = false;
	struct buf yaml;
	size_t n = 1;

	*out = file;
	(void)str_skip(&rest, STR("\xef\xbb\xbf"));
	if (!str_line(&rest, &line) || !str_eq(str_trim(line), STR("+++")))
		return 0;
	buf_init(&yaml, 2 * file.n + 16);
	buf_add(&yaml, STR("---\n"));
	while (!closed && str_line(&rest, &line)) {
		struct str value = str_trim(line);

		n++;
		closed = str_eq(value, STR("+++"));
		in_table = in_table || (!in_list && str_starts(value, STR("[")));
		if (closed) {
			buf_add(&yaml, STR("---"));
		} else if (in_list) {
			buf_addf(&yaml, "  %.*s", STR_ARG(value));
			in_list = !str_ends(value, STR("]"));
		} else if (!in_table && value.n > 0 && value.p[0] != '#') {
			(void)str_cut(&value, '=', &key);
			key = str_trim(key);
			value = str_trim(value);
			if (!is_bare_key(key) || !is_simple_value(value)) {
				buf_release(&yaml);
				return error_set(err, ERROR_INPUT, (struct error_at){ path, n, 1 },
				    "this TOML is not understood; expected key = value with a text on one line, a "
				    "date, true or false, or a list");
			}
			buf_addf(&yaml, "%.*s: %.*s", STR_ARG(key), STR_ARG(value));
			in_list = str_starts(value, STR("[")) && !str_has(value, ']');
		}
		buf_addc(&yaml, '\n');
	}
	if (!closed) {
		buf_release(&yaml);
		return error_set(err, ERROR_INPUT, (struct error_at){ path, 1, 1 },
		    "front matter begins here and never ends; expected a line `+++` behind it");
	}
	buf_add(&yaml, rest);
	*out = arena_str(a, buf_str(&yaml));
	buf_release(&yaml);
	return 0;
}

#include "format/html_text.h"

#include <string.h>

#include "format/html.h"
#include "format/prose.h"
#include "format/shortcode.h"
#include "format/utf8.h"

#include "base/banned.h"

struct reading {
	struct arena *a;
	const struct html_options *options;
	struct prose *prose;
	struct str rest;
	struct shortcode_ends ends;
	bool classic;			/* line ends mean something */
	bool after_break;		/* a <br> and nothing behind it: another one ends the paragraph */
	bool in_sup, mark_open;		/* a footnote's number is written [1] */
};

static void
tell_left(struct reading *r, const char *before, struct str name, const char *after)
{
	if (r->options->left != NULL)
		r->options->left(r->options->ctx, arena_printf(r->a, "%s%.*s%s", before, STR_ARG(name), after));
}

/* --- addresses --- */

/* What may stand in a link line: no blanks, only ASCII. */
static struct str
encode_url(struct arena *a, struct str url)
{
	struct buf out;
	struct str s;

	buf_init(&out, 3 * url.n);
	for (size_t i = 0; i < url.n; i++) {
		unsigned char c = (unsigned char)url.p[i];

		if (c <= ' ' || c >= 0x7f || str_has(STR("\"<>`{}|\\^"), url.p[i]))
			buf_addf(&out, "%%%02X", (unsigned)c);
		else
			buf_addc(&out, url.p[i]);
	}
	s = arena_str(a, buf_str(&out));
	buf_release(&out);
	return s;
}

static struct str
trim_all(struct str s)
{
	while (s.n > 0 && (unsigned char)s.p[0] <= ' ')
		s = str_from(s, 1);
	while (s.n > 0 && (unsigned char)s.p[s.n - 1] <= ' ')
		s.n--;
	return s;
}

static struct str
address(struct reading *r, struct str url)
{
	static const char *const refused[] = { "javascript:", "data:", "vbscript:", "about:", "#", NULL };

	url = trim_all(url);
	for (size_t i = 0; refused[i] != NULL; i++)
		if (str_eq_nocase(str_head(url, str_of(refused[i]).n), str_of(refused[i])))
			return STR_NONE;
	if (str_starts(url, STR("//")))
		url = arena_printf(r->a, "https:%.*s", STR_ARG(url));
	if (url.n > 0 && r->options->link != NULL)
		url = r->options->link(r->options->ctx, r->a, url);
	return encode_url(r->a, url);
}

static struct str
address_in(struct reading *r, struct str attributes, const char *name)
{
	struct str url;

	(void)html_attribute(r->a, attributes, str_of(name), &url);
	return address(r, url);
}

/* --- tags --- */

enum act {
	ACT_BLOCK,	/* of prose.h */
	ACT_BREAK, ACT_RULE, ACT_LINK, ACT_PICTURE, ACT_SUP,
	ACT_EMBED,	/* a link to what is shown inside a frame */
	ACT_SKIP,	/* nothing up to its end is to be read */
	ACT_DROP,	/* the tag alone goes, and that is told */
};

static const struct tag {
	const char *name;
	enum act act;
	enum prose_block block;
	int number;
	const char *source;	/* ACT_EMBED: the attribute with the address */
} tags[] = {
	{ "p", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "a", ACT_LINK, 0, 0, NULL },
	{ "br", ACT_BREAK, 0, 0, NULL },
	{ "img", ACT_PICTURE, 0, 0, NULL },
	{ "li", ACT_BLOCK, PROSE_ITEM, 0, NULL },
	{ "ul", ACT_BLOCK, PROSE_LIST, 0, NULL },
	{ "ol", ACT_BLOCK, PROSE_NUMBERED, 1, NULL },
	{ "h1", ACT_BLOCK, PROSE_HEADING, 1, NULL },
	{ "h2", ACT_BLOCK, PROSE_HEADING, 2, NULL },
	{ "h3", ACT_BLOCK, PROSE_HEADING, 3, NULL },
	{ "h4", ACT_BLOCK, PROSE_HEADING, 3, NULL },
	{ "h5", ACT_BLOCK, PROSE_HEADING, 3, NULL },
	{ "h6", ACT_BLOCK, PROSE_HEADING, 3, NULL },
	{ "blockquote", ACT_BLOCK, PROSE_QUOTE, 0, NULL },
	{ "pre", ACT_BLOCK, PROSE_PRE, 0, NULL },
	{ "figure", ACT_BLOCK, PROSE_FIGURE, 0, NULL },
	{ "figcaption", ACT_BLOCK, PROSE_CAPTION, 0, NULL },
	{ "caption", ACT_BLOCK, PROSE_CAPTION, 0, NULL },
	{ "table", ACT_BLOCK, PROSE_TABLE, 0, NULL },
	{ "tr", ACT_BLOCK, PROSE_ROW, 0, NULL },
	{ "td", ACT_BLOCK, PROSE_CELL, 0, NULL },
	{ "th", ACT_BLOCK, PROSE_HEAD_CELL, 0, NULL },
	{ "dd", ACT_BLOCK, PROSE_ITEM, 0, NULL },
	{ "dl", ACT_BLOCK, PROSE_LIST, 0, NULL },
	{ "dt", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "div", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "section", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "article", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "aside", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "header", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "footer", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "main", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "nav", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "center", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "address", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "details", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "summary", ACT_BLOCK, PROSE_PARAGRAPH, 0, NULL },
	{ "hr", ACT_RULE, 0, 0, NULL },
	{ "sup", ACT_SUP, 0, 0, NULL },
	{ "iframe", ACT_EMBED, 0, 0, "src" },
	{ "embed", ACT_EMBED, 0, 0, "src" },
	{ "video", ACT_EMBED, 0, 0, "src" },
	{ "audio", ACT_EMBED, 0, 0, "src" },
	{ "source", ACT_EMBED, 0, 0, "src" },
	{ "object", ACT_EMBED, 0, 0, "data" },
	{ "svg", ACT_SKIP, 0, 0, NULL },
	{ "math", ACT_SKIP, 0, 0, NULL },
	{ "select", ACT_SKIP, 0, 0, NULL },
	{ "button", ACT_SKIP, 0, 0, NULL },
	{ "template", ACT_SKIP, 0, 0, NULL },
	{ "form", ACT_DROP, 0, 0, NULL },
	{ "script", ACT_DROP, 0, 0, NULL },
};

static const struct tag *
find_tag(struct str name)
{
	for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
		if (str_eq_nocase(name, str_of(tags[i].name)))
			return &tags[i];
	return NULL;
}

static bool
is_open_tag(struct str rest, const char *name, struct html_token *t)
{
	return html_next(&rest, t) && t->kind == HTML_OPEN && str_eq_nocase(t->name, str_of(name));
}

/* "language-c" or "brush: c" among the classes. */
static struct str
language_of(struct reading *r, struct str attributes)
{
	static const char *const heads[] = { "language-", "lang-", "lang:", "brush:", NULL };
	struct str classes, word, language;

	(void)html_attribute(r->a, attributes, STR("class"), &classes);
	for (size_t i = 0; heads[i] != NULL; i++) {
		struct str rest = classes;

		while (rest.n > 0) {
			word = str_word(&rest);
			rest = str_trim(rest);
			if (!str_skip(&word, str_of(heads[i])))
				continue;
			if (word.n == 0)
				word = str_word(&rest);
			language = STR_NONE;
			(void)str_cut(&word, ';', &language);
			return language;
		}
	}
	return STR_NONE;
}

static void
open_pre(struct reading *r, struct str attributes)
{
	struct str language = language_of(r, attributes);
	struct html_token inner;
	struct str rest = r->rest;

	while (rest.n > 0 && (unsigned char)rest.p[0] <= ' ')
		rest = str_from(rest, 1);
	if (language.n == 0 && str_starts(rest, STR("<")) && is_open_tag(rest, "code", &inner))
		language = language_of(r, inner.attributes);
	prose_begin(r->prose, PROSE_PRE, 0, language);
}

static void
open_block(struct reading *r, const struct tag *tag, struct str attributes)
{
	struct str start;
	uint64_t number = (uint64_t)tag->number;

	if (tag->block == PROSE_PRE) {
		open_pre(r, attributes);
		return;
	}
	if (tag->block == PROSE_NUMBERED && html_attribute(r->a, attributes, STR("start"), &start))
		(void)str_number(start, 1000000, &number);
	prose_begin(r->prose, tag->block, (int)number, STR_NONE);
}

/* The arrow that leads from a footnote back to its place leads nowhere here. */
static bool
is_arrow_back(struct str rest)
{
	static const char *const arrows[] = { "\xe2\x86\xa9", "&#8617;", "&#x21a9;", "&#x21A9;", "\xe2\x86\x91", NULL };

	rest = trim_all(rest);
	for (size_t i = 0; arrows[i] != NULL; i++)
		if (str_starts(rest, str_of(arrows[i])))
			return true;
	return false;
}

static void
skip_to_end(struct reading *r, struct str name)
{
	struct html_token t;

	while (html_next(&r->rest, &t))
		if (t.kind == HTML_CLOSE && str_eq_nocase(t.name, name))
			return;
}

static void
open_link(struct reading *r, const struct html_token *t)
{
	struct str raw;

	(void)html_attribute(r->a, t->attributes, STR("href"), &raw);
	if (str_starts(trim_all(raw), STR("#"))) {
		if (is_arrow_back(str_head(r->rest, 32))) {
			skip_to_end(r, t->name);
		} else if (r->in_sup && !r->mark_open) {
			prose_text(r->prose, STR("["));
			r->mark_open = true;
		}
		return;
	}
	prose_link_begin(r->prose, address(r, raw));
}

static void
close_link(struct reading *r)
{
	if (r->mark_open)
		prose_text(r->prose, STR("]"));
	r->mark_open = false;
	prose_link_end(r->prose);
}

static void
add_picture(struct reading *r, struct str attributes)
{
	struct str alt, url = address_in(r, attributes, "src");

	if (url.n == 0)				/* what loads late has it elsewhere */
		url = address_in(r, attributes, "data-src");
	(void)html_attribute(r->a, attributes, STR("alt"), &alt);
	prose_picture(r->prose, url, alt);
}

static void
add_break(struct reading *r)
{
	if (r->after_break)
		prose_begin(r->prose, PROSE_PARAGRAPH, 0, STR_NONE);
	else
		prose_break(r->prose);
	r->after_break = true;
}

static void
open_tag(struct reading *r, const struct tag *tag, const struct html_token *t)
{
	struct str title;

	if (tag->act != ACT_BREAK)
		r->after_break = false;
	switch (tag->act) {
	case ACT_BLOCK:
		open_block(r, tag, t->attributes);
		break;
	case ACT_BREAK:
		add_break(r);
		break;
	case ACT_RULE:
		prose_rule(r->prose);
		break;
	case ACT_LINK:
		open_link(r, t);
		break;
	case ACT_PICTURE:
		add_picture(r, t->attributes);
		break;
	case ACT_SUP:
		r->in_sup = true;
		break;
	case ACT_EMBED:
		(void)html_attribute(r->a, t->attributes, STR("title"), &title);
		prose_add_link(r->prose, address_in(r, t->attributes, tag->source), title);
		break;
	case ACT_SKIP:
		skip_to_end(r, t->name);
		__attribute__((fallthrough));	/* it is told as well */
	case ACT_DROP:
		tell_left(r, "<", str_of(tag->name), ">");
		break;
	}
}

static void
close_tag(struct reading *r, const struct tag *tag)
{
	if (tag->act == ACT_BLOCK)
		prose_end(r->prose, tag->block);
	else if (tag->act == ACT_LINK)
		close_link(r);
	else if (tag->act == ACT_SUP)
		r->in_sup = false;
	else if (tag->act == ACT_BREAK)		/* </br> is a <br> to every browser */
		add_break(r);
}

/* --- text --- */

/* The classic editor's: an empty line ends a paragraph, a line's end is one. */
static void
add_classic(struct reading *r, struct str text)
{
	while (text.n > 0) {
		size_t n = 0, ends = 0;

		while (n < text.n && text.p[n] != '\n')
			n++;
		prose_text(r->prose, str_head(text, n));
		text = str_from(text, n);
		while (text.n > 0 && (unsigned char)text.p[0] <= ' ') {
			ends += text.p[0] == '\n';
			text = str_from(text, 1);
		}
		if (ends == 1)
			prose_break(r->prose);
		else if (ends > 1)
			prose_begin(r->prose, PROSE_PARAGRAPH, 0, STR_NONE);
	}
}

static void
add_text(struct reading *r, struct str text)
{
	text = html_decode(r->a, text);
	if (trim_all(text).n > 0)
		r->after_break = false;
	if (r->classic && !prose_inside(r->prose, PROSE_PRE))
		add_classic(r, text);
	else
		prose_text(r->prose, text);
}

/* --- shortcodes --- */

static bool
is_code(struct str name)
{
	static const char *const names[] = { "code", "sourcecode", "source", "bash", "c", "cpp", "csharp", "css",
		"go", "html", "java", "javascript", "js", "perl", "php", "plain", "python", "ruby", "rust", "shell",
		"sql", "text", "xml", NULL };

	for (size_t i = 0; names[i] != NULL; i++)
		if (str_eq(name, str_of(names[i])))
			return true;
	return false;
}

/* Behind [code]: all up to its end, as it stands. False: it has none. */
static bool
add_code(struct reading *r, const struct shortcode *code)
{
	struct str end = arena_printf(r->a, "[/%.*s]", STR_ARG(code->name)), language;
	const char *at = r->rest.n == 0 ? NULL : memmem(r->rest.p, r->rest.n, end.p, end.n);
	size_t n;

	if (at == NULL)
		return false;
	n = (size_t)(at - r->rest.p);
	if (!html_attribute(r->a, code->attributes, STR("language"), &language) &&
	    !html_attribute(r->a, code->attributes, STR("lang"), &language) && !str_eq(code->name, STR("code")) &&
	    !str_starts(code->name, STR("source")))
		language = code->name;
	prose_begin(r->prose, PROSE_PRE, 0, language);
	prose_text(r->prose, html_decode(r->a, str_head(r->rest, n)));
	prose_end(r->prose, PROSE_PRE);
	r->rest = str_from(r->rest, n + end.n);
	return true;
}

static void
add_gallery(struct reading *r, const struct shortcode *code)
{
	struct str ids, id;

	if (r->options->attachment == NULL || (!html_attribute(r->a, code->attributes, STR("ids"), &ids) &&
	    !html_attribute(r->a, code->attributes, STR("include"), &ids))) {
		tell_left(r, "[", code->name, "]");
		return;
	}
	prose_begin(r->prose, PROSE_FIGURE, 0, STR_NONE);
	while (str_cut(&ids, ',', &id)) {
		struct str label = STR_NONE, url = r->options->attachment(r->options->ctx, r->a, str_trim(id), &label);

		prose_picture(r->prose, encode_url(r->a, url), label);
	}
	prose_end(r->prose, PROSE_FIGURE);
}

/* [video mp4="…"]: the first attribute that is an address. */
static bool
add_media(struct reading *r, const struct shortcode *code)
{
	static const char *const sources[] = { "src", "mp3", "mp4", "m4v", "m4a", "webm", "ogg", "ogv", "wav", "url" };
	struct str url;

	for (size_t i = 0; i < sizeof(sources) / sizeof(sources[0]); i++) {
		if (!html_attribute(r->a, code->attributes, str_of(sources[i]), &url))
			continue;
		prose_add_link(r->prose, address(r, url), STR_NONE);
		return true;
	}
	return false;
}

static void
add_shortcode(struct reading *r, const struct shortcode *code)
{
	struct str name = code->name;
	bool caption = str_eq(name, STR("caption")) || str_eq(name, STR("wp_caption"));

	if (caption && !code->closing) {
		prose_begin(r->prose, PROSE_FIGURE, 0, STR_NONE);
		prose_begin(r->prose, PROSE_CAPTION, 0, STR_NONE);
	} else if (caption) {
		prose_end(r->prose, PROSE_FIGURE);
	} else if (str_eq(name, STR("embed"))) {
		prose_begin(r->prose, PROSE_PARAGRAPH, 0, STR_NONE);
	} else if (code->closing || (is_code(name) && add_code(r, code))) {
		return;
	} else if (str_eq(name, STR("gallery"))) {
		add_gallery(r, code);
	} else if (!add_media(r, code)) {
		tell_left(r, "[", name, "]");
	}
}

/* At '[': a shortcode and its meaning, or the sign itself. */
static void
read_bracket(struct reading *r)
{
	struct shortcode code;

	if (r->options->strict || prose_inside(r->prose, PROSE_PRE) || !shortcode_at(r->rest, &r->ends, &code)) {
		add_text(r, STR("["));
		r->rest = str_from(r->rest, 1);
		return;
	}
	if (code.escaped) {
		add_text(r, str_head(str_from(r->rest, 1), code.n - 2));
		r->rest = str_from(r->rest, code.n);
		return;
	}
	r->rest = str_from(r->rest, code.n);
	add_shortcode(r, &code);
}

/* --- all of it --- */

static void
read_piece(struct reading *r)
{
	const struct tag *tag;
	struct html_token t;
	struct str before = r->rest;
	size_t n = 0;

	if (r->rest.p[0] == '[') {
		read_bracket(r);
		return;
	}
	if (!html_next(&r->rest, &t))
		return;
	switch (t.kind) {
	case HTML_TEXT:			/* as far as the next bracket */
		while (n < t.text.n && t.text.p[n] != '[')
			n++;
		add_text(r, str_head(t.text, n));
		if (n < t.text.n)
			r->rest = str_from(before, n);
		break;
	case HTML_OPEN:
	case HTML_CLOSE:
		if ((tag = find_tag(t.name)) == NULL)
			break;
		if (t.kind == HTML_OPEN)
			open_tag(r, tag, &t);
		else
			close_tag(r, tag);
		break;
	case HTML_COMMENT:
		break;
	}
}

static bool
has_blocks(struct str html)
{
	return html.n > 0 && memmem(html.p, html.n, "<!-- wp:", 8) != NULL;
}

/* CRLF and CR are LF: WordPress exports have all of them. */
static struct str
unify_ends(struct arena *a, struct str s)
{
	char *to;
	size_t n = 0;

	if (!str_has(s, '\r'))
		return s;
	to = arena_new(a, s.n, 1);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] == '\r' && i + 1 < s.n && s.p[i + 1] == '\n')
			continue;
		to[n++] = s.p[i] == '\r' ? '\n' : s.p[i];
	}
	return (struct str){ to, n };
}

struct str
html_to_gemtext(struct arena *a, struct str html, const struct html_options *options)
{
	struct reading r = { .a = a, .options = options };
	struct doc *d = doc_new(a);
	struct buf out;
	struct str s;

	r.rest = unify_ends(a, utf8_repair(a, html));
	r.classic = !options->strict && !has_blocks(r.rest);
	r.prose = prose_new(d, options->plain);
	shortcode_scan(r.rest, &r.ends);
	while (r.rest.n > 0)
		read_piece(&r);
	prose_finish(r.prose);
	buf_init(&out, HTML_TEXT_MAX);
	doc_write_gemtext(d, &out);
	s = buf_str(&out);
	while (s.n > 1 && s.p[s.n - 1] == '\n' && s.p[s.n - 2] == '\n')
		s.n--;
	s = arena_str(a, str_eq(s, STR("\n")) ? STR_NONE : s);
	buf_release(&out);
	return s;
}

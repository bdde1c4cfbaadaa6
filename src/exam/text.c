#include "exam/text.h"

#include "base/time.h"
#include "format/gemtext.h"
#include "format/mime.h"
#include "format/placeholder.h"
#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

/* A fault that may stand on every line of a file: where it stood first, and on how many. */
struct often {
	size_t line, col, n;
	struct str what;
};

struct dated {
	struct str url;
	size_t line;
};

struct state {
	const struct text_exam *exam;
	struct arena arena;
	size_t line;
	bool in_pre, has_title;
	size_t pre_line;		/* where the open block began */
	struct often wide, utf8, control, tab, crlf, lf;
	size_t widest;
	struct dated *dated;
	size_t n_dated, cap;
	size_t first_dated;
};

static struct fault_at
place(const struct state *s, size_t line, size_t col)
{
	return (struct fault_at){ s->exam->file, line, col };
}

static void
note(struct often *o, size_t line, size_t col, struct str what)
{
	if (o->n++ == 0) {
		o->line = line;
		o->col = col;
		o->what = what;
	}
}

/* --- bytes --- */

/* The first byte that is no UTF-8; s.n: all is. */
static size_t
first_bad(struct str s)
{
	struct str rest = s;

	while (rest.n > 0) {
		struct str before = rest;

		if (utf8_next(&rest) == UTF8_BAD && !utf8_valid(str_head(before, before.n - rest.n)))
			return s.n - before.n;
	}
	return s.n;
}

static void
look_at_bytes(struct state *s, struct str line, bool is_tab_odd)
{
	bool tab = false, control = false;
	size_t bad;

	for (size_t i = 0; i < line.n; i++) {
		if (line.p[i] == '\t') {
			if (is_tab_odd && !tab)
				note(&s->tab, s->line, i + 1, line);
			tab = true;
		} else if (ascii_is_control(line.p[i]) && !control) {
			note(&s->control, s->line, i + 1, str_head(str_from(line, i), 1));
			control = true;
		}
	}
	if (!utf8_valid(line) && (bad = first_bad(line)) < line.n)
		note(&s->utf8, s->line, bad + 1, str_head(str_from(line, bad), 1));
}

/* --- dated links --- */

static size_t
digits_of(struct str s)
{
	size_t n = 0;

	while (n < s.n && ascii_is_digit(s.p[n]))
		n++;
	return n;
}

enum text_date
text_date_of(struct str label, int64_t *day)
{
	struct str rest = label;
	struct when when;
	size_t n[3];

	for (size_t i = 0; i < 3; i++) {
		n[i] = digits_of(rest);
		rest = str_from(rest, n[i]);
		if (n[i] == 0 || (i == 0 && n[i] != 4) || (i > 0 && n[i] > 2) ||
		    (i < 2 && !str_skip(&rest, STR("-"))))
			return TEXT_NO_DATE;
	}
	if (n[1] != 2 || n[2] != 2 || !time_parse(str_head(label, 10), &when))
		return TEXT_DATE_WRONG;
	*day = when.utc;
	return str_trim(rest).n == 0 ? TEXT_DATE_ALONE : TEXT_DATE;
}

static void
look_for_twice(struct state *s, struct str url, size_t col)
{
	for (size_t i = 0; i < s->n_dated; i++) {
		if (!str_eq(s->dated[i].url, url))
			continue;
		fault_add(s->exam->found, FAULT_FEED_TWICE, place(s, s->line, col), "a second dated link to "
		    "%.*s; the first is in line %zu", STR_ARG(str_head(url, 150)), s->dated[i].line);
		return;
	}
	if (s->n_dated == TEXT_TWICE)
		return;
	arena_grow(&s->arena, (void **)&s->dated, &s->cap, s->n_dated, sizeof(*s->dated));
	s->dated[s->n_dated++] = (struct dated){ url, s->line };
}

static void
look_at_date(struct state *s, struct str line, const struct gemtext_line *l)
{
	struct faults *f = s->exam->found;
	size_t col = l->text.n == 0 ? 0 : (size_t)(l->text.p - line.p) + 1;
	struct str shown = str_head(l->text, 60);
	int64_t day = 0;
	enum text_date date = text_date_of(l->text, &day);

	if (date == TEXT_DATE_WRONG)
		fault_add(f, FAULT_FEED_DATE, place(s, s->line, col), "“%.*s” is no date", STR_ARG(shown));
	if (date == TEXT_DATE_ALONE)
		fault_add(f, FAULT_FEED_TITLE, place(s, s->line, col), "%.*s stands alone", STR_ARG(shown));
	if (date != TEXT_DATE)
		return;
	if (s->first_dated == 0)
		s->first_dated = s->line;
	if (line.p[2] != ' ' && line.p[2] != '\t')
		fault_add(f, FAULT_FEED_BLANK, place(s, s->line, 3), "%.*s", STR_ARG(str_head(line, 60)));
	if (day > s->exam->now)
		fault_add(f, FAULT_FEED_FUTURE, place(s, s->line, col), "%.*s is to come", STR_ARG(shown));
	look_for_twice(s, l->url, (size_t)(l->url.p - line.p) + 1);
}

/* Lagrange scans raw lines, preformatted or not. */
static void
look_for_raw_date(struct state *s, struct str line)
{
	bool in_pre = false;
	struct gemtext_line l = gemtext_parse_line(line, &in_pre);
	int64_t day;

	if (l.kind == GEMTEXT_LINK && text_date_of(l.text, &day) == TEXT_DATE)
		fault_add(s->exam->found, FAULT_FEED_PRE, place(s, s->line, 1), "%.*s",
		    STR_ARG(str_head(line, 80)));
}

/* --- gemtext --- */

static void
look_at_link(struct state *s, struct str line, const struct gemtext_line *l)
{
	const struct text_exam *t = s->exam;
	struct text_link link = { place(s, s->line, (size_t)(l->url.p - line.p) + 1), l->url, l->text };
	struct uri u = uri_split(l->url);

	if (l->text.n == 0 && str_starts(str_of(mime_of(u.path)->type), STR("image/")))
		fault_add(t->found, FAULT_LINK_LABEL, link.at, "the picture %.*s has no label",
		    STR_ARG(str_head(l->url, 150)));
	look_at_date(s, line, l);
	if (t->link != NULL)
		t->link(t->ctx, &link);
}

static void
look_at_toggle(struct state *s, const struct gemtext_line *l)
{
	if (!s->in_pre)
		return;
	s->pre_line = s->line;
	if (l->text.n == 0)
		fault_add(s->exam->found, FAULT_PRE_ALT, place(s, s->line, 1), "a preformatted block says "
		    "nothing of what it is");
}

static void
end_block(struct state *s)
{
	if (s->wide.n > 0 && s->exam->on_gopher)
		fault_add(s->exam->found, FAULT_PRE_WIDE, place(s, s->wide.line, s->wide.col), "%zu line%s of this "
		    "block %s wider than %zu columns; the widest has %zu", s->wide.n, s->wide.n == 1 ? "" : "s",
		    s->wide.n == 1 ? "is" : "are", s->exam->width, s->widest);
	s->wide = (struct often){ .n = 0 };
	s->widest = 0;
}

static void
look_at_pre(struct state *s, struct str line)
{
	size_t columns = utf8_columns(line);

	if (columns > s->exam->width) {
		note(&s->wide, s->line, utf8_fit(line, s->exam->width).n + 1, line);
		s->widest = columns > s->widest ? columns : s->widest;
	}
	look_for_raw_date(s, line);
}

static void
look_at_gemtext(struct state *s, struct str line)
{
	bool was = s->in_pre;
	struct gemtext_line l = gemtext_parse_line(line, &s->in_pre);
	struct placeholder p = was ? (struct placeholder){ .col = 0 } : placeholder_parse(line);

	look_at_bytes(s, line, l.kind == GEMTEXT_TEXT || l.kind == GEMTEXT_ITEM || l.kind == GEMTEXT_QUOTE);
	if (l.kind == GEMTEXT_TOGGLE) {
		look_at_toggle(s, &l);
		if (was)
			end_block(s);
	} else if (l.kind == GEMTEXT_PRE) {
		look_at_pre(s, line);
	} else if (l.kind == GEMTEXT_LINK) {
		look_at_link(s, line, &l);
	} else if (l.kind == GEMTEXT_HEADING) {
		s->has_title = s->has_title || l.level == 1;
		if (str_starts(line, STR("####")))
			fault_add(s->exam->found, FAULT_TEXT_LEVEL, place(s, s->line, 4), "%.*s",
			    STR_ARG(str_head(line, 60)));
	}
	if (p.kind == PLACEHOLDER_UNKNOWN && str_eq(s->exam->file, STR("index.gmi")))
		fault_add(s->exam->found, FAULT_HOME_LINE, place(s, s->line, p.col), "%.*s",
		    STR_ARG(str_head(str_trim(line), 80)));
}

static void
look_at_plain(struct state *s, struct str line)
{
	look_at_bytes(s, line, false);
	if (str_eq(line, STR(".")) && s->exam->on_gopher)
		fault_add(s->exam->found, FAULT_TEXT_DOT, place(s, s->line, 1), "a line that is a lone dot");
}

/* --- the whole --- */

/* "one line", or "12 lines, this is the first". */
static struct str
how_many(struct state *s, const struct often *o)
{
	return o->n == 1 ? STR("one line") : arena_printf(&s->arena, "%zu lines, of which this is the first", o->n);
}

static void
tell_often(struct state *s)
{
	struct faults *f = s->exam->found;

	if (s->utf8.n > 0)
		fault_add(f, FAULT_TEXT_UTF8, place(s, s->utf8.line, s->utf8.col), "byte 0x%02x in %.*s",
		    (unsigned)(unsigned char)s->utf8.what.p[0], STR_ARG(how_many(s, &s->utf8)));
	if (s->control.n > 0)
		fault_add(f, FAULT_TEXT_CONTROL, place(s, s->control.line, s->control.col), "control character "
		    "0x%02x in %.*s", (unsigned)(unsigned char)s->control.what.p[0], STR_ARG(how_many(s, &s->control)));
	if (s->tab.n > 0)
		fault_add(f, FAULT_TEXT_TAB, place(s, s->tab.line, s->tab.col), "a TAB in %.*s",
		    STR_ARG(how_many(s, &s->tab)));
	if (s->crlf.n > 0 && s->lf.n > 0) {
		bool crlf_is_odd = s->crlf.n <= s->lf.n;

		fault_add(f, FAULT_TEXT_ENDS, place(s, crlf_is_odd ? s->crlf.line : s->lf.line, 0),
		    "%zu lines end with CR LF, %zu with LF alone", s->crlf.n, s->lf.n);
	}
}

/* One line as it stands in the file, its end counted and cut off. */
static struct str
take_line(struct state *s, struct str *rest)
{
	size_t before = rest->n;
	struct str line;
	bool ends;

	(void)str_line(rest, &line);
	s->line++;
	ends = before - rest->n > line.n;
	if (ends && before - rest->n == line.n + 2)
		note(&s->crlf, s->line, 0, line);
	else if (ends)
		note(&s->lf, s->line, 0, line);
	return line;
}

void
text_examine(const struct text_exam *t, struct str text)
{
	struct state s = { .exam = t, .line = t->lines_before };
	struct str rest = text;

	if (str_skip(&rest, STR("\xef\xbb\xbf")))
		fault_add(t->found, FAULT_TEXT_BOM, place(&s, s.line + 1, 1), "a byte order mark");
	while (rest.n > 0) {
		struct str line = take_line(&s, &rest);

		if (t->gemtext)
			look_at_gemtext(&s, line);
		else
			look_at_plain(&s, line);
	}
	if (s.in_pre) {
		end_block(&s);
		fault_add(t->found, FAULT_PRE_OPEN, place(&s, s.pre_line, 1), "this preformatted block is not closed");
	}
	if (s.first_dated > 0 && s.n_dated > 1 && !s.has_title)
		fault_add(t->found, FAULT_FEED_HEADING, place(&s, s.first_dated, 0), "%zu dated links and no title",
		    s.n_dated);
	tell_often(&s);
	arena_release(&s.arena);
}

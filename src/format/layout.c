#include "format/layout.h"

#include <string.h>

#include "base/buf.h"

#include "base/banned.h"

#define ON(kind) (1u << LAYOUT_##kind)
#define ALL ((1u << LAYOUTS) - 1)

static const struct {
	const char *name;
	unsigned kinds;
	const char *meaning;
} holes[HOLES] = {
	[HOLE_CAPSULE] = { "capsule", ALL, "the capsule's title" },
	[HOLE_SUBTITLE] = { "subtitle", ALL, "the capsule's subtitle" },
	[HOLE_TITLE] = { "title", ON(POST) | ON(COMMENTS) | ON(LIST) | ON(TAG), "the post's title; of a list, its "
	    "heading" },
	[HOLE_TAG] = { "tag", ON(TAG), "the tag" },
	[HOLE_DATE] = { "date", ON(POST), "its date, as its language writes it" },
	[HOLE_ISO_DATE] = { "iso-date", ON(POST), "its date as 2026-11-23" },
	[HOLE_UPDATED] = { "updated", ON(POST), "when it was changed; empty if it was not" },
	[HOLE_AUTHOR] = { "author", ON(POST), "who wrote it" },
	[HOLE_LICENSE] = { "license", ON(POST), "its license" },
	[HOLE_SUMMARY] = { "summary", ON(POST), "its summary" },
	[HOLE_PATH] = { "path", ON(POST), "its address: /posts/moon.gmi" },
	[HOLE_COUNT] = { "count", ON(COMMENTS), "how many there are: \"2 comments\"" },
	[HOLE_BYLINE] = { "byline", ON(POST), "date, author, and when it was changed" },
	[HOLE_BODY] = { "body", ON(POST), "the post itself" },
	[HOLE_LICENSE_LINE] = { "license-line", ON(POST), "\"License: …\"" },
	[HOLE_TAGS] = { "tags", ON(POST), "what it is filed under" },
	[HOLE_RELATED] = { "related", ON(POST), "other posts under the same tags" },
	[HOLE_NEIGHBOURS] = { "neighbours", ON(POST), "the posts before and after it, and all posts" },
	[HOLE_COMMENTS] = { "comments", ON(POST) | ON(COMMENTS), "the comments; in post.gmi as comments.gmi has "
	    "them" },
	[HOLE_LEAVE_A_COMMENT] = { "leave-a-comment", ON(POST) | ON(COMMENTS), "the way to a comment, or that "
	    "they are closed" },
	[HOLE_FOLLOW] = { "follow", ON(POST) | ON(COMMENTS), "the page of the discussion, for feed readers" },
	[HOLE_POSTS] = { "posts", ON(LIST) | ON(TAG), "the posts, a dated link each" },
	[HOLE_PAGES] = { "pages", ON(LIST) | ON(TAG), "the ways to older and newer pages of a long list" },
	[HOLE_LINKS] = { "links", ON(LIST) | ON(TAG), "the ways to other lists and home" },
	[HOLE_SEARCH] = { "search", ALL, "a link to the search" },
};

static const struct {
	const char *name;
	enum layout_hole must;		/* HOLES: nothing must be in it */
	const char *builtin;
} layouts[LAYOUTS] = {
	[LAYOUT_POST] = { "post", HOLE_BODY,
	    "# {{title}}\n{{byline}}\n\n{{body}}\n\n{{license-line}}\n\n{{tags}}\n\n{{related}}\n\n{{neighbours}}\n\n"
	    "{{comments}}\n" },
	[LAYOUT_LIST] = { "list", HOLE_POSTS, "# {{title}}\n## {{subtitle}}\n\n{{posts}}\n\n{{pages}}\n{{links}}\n" },
	[LAYOUT_TAG] = { "tag", HOLE_POSTS, "# {{title}}\n\n{{posts}}\n\n{{pages}}\n{{links}}\n" },
	[LAYOUT_COMMENTS] = { "comments", HOLE_COMMENTS,
	    "## {{count}}\n\n{{comments}}\n\n{{leave-a-comment}}\n{{follow}}\n" },
	[LAYOUT_HEADER] = { "header", HOLES, "" },
	[LAYOUT_FOOTER] = { "footer", HOLES, "" },
};

const char *
layout_name(enum layout_kind kind)
{
	return layouts[kind].name;
}

enum layout_kind
layout_named(struct str name)
{
	int kind = 0;

	while (kind < LAYOUTS && !str_eq(name, str_of(layouts[kind].name)))
		kind++;
	return (enum layout_kind)kind;
}

struct str
layout_builtin(enum layout_kind kind)
{
	return str_of(layouts[kind].builtin);
}

bool
layout_takes(enum layout_kind kind, enum layout_hole hole)
{
	return (holes[hole].kinds & 1u << kind) != 0;
}

bool
layout_is_block(enum layout_hole hole)
{
	return hole >= HOLE_BYLINE;
}

const char *
layout_hole_name(enum layout_hole hole)
{
	return holes[hole].name;
}

const char *
layout_hole_meaning(enum layout_hole hole)
{
	return holes[hole].meaning;
}

/* --- parsing --- */

struct parser {
	enum layout_kind kind;
	struct error_at at;		/* path and line */
	struct str line;		/* of which all texts are views: their columns */
	struct arena *arena;
	struct layout *layout;
	struct error *err;
	bool has_must;
};

static struct error_at
at_text(const struct parser *p, struct str text)
{
	struct error_at at = p->at;

	at.col = (size_t)(text.p - p->line.p) + 1;
	return at;
}

/* "{{title}}, {{date}} …": what may stand in this layout. */
static int
unknown(struct parser *p, struct str word)
{
	struct buf b;

	buf_init(&b, 400);
	for (int hole = 0; hole < HOLES; hole++)
		if (layout_takes(p->kind, (enum layout_hole)hole))
			buf_addf(&b, "%s{{%s}}", b.n == 0 ? "" : " ", holes[hole].name);
	(void)error_set(p->err, ERROR_INPUT, at_text(p, word), "{{%.*s}} means nothing in this layout; expected "
	    "one of %.*s", STR_ARG(str_head(word, 40)), STR_ARG(buf_str(&b)));
	buf_release(&b);
	return -1;
}

/* What stands between two braces and two. HOLES and *err: it is none of this layout's. */
static enum layout_hole
take_hole(struct parser *p, struct str word)
{
	word = str_trim(word);
	for (int hole = 0; hole < HOLES; hole++)
		if (layout_takes(p->kind, (enum layout_hole)hole) && str_eq_nocase(word, str_of(holes[hole].name)))
			return (enum layout_hole)hole;
	(void)unknown(p, word);
	return HOLES;
}

static size_t
find(struct str s, const char *pair)
{
	size_t i = 0;

	while (i + 1 < s.n && memcmp(s.p + i, pair, 2) != 0)
		i++;
	return i + 1 < s.n ? i : s.n;
}

/* A text with values in it as pieces. */
static int
take_pieces(struct parser *p, struct layout_line *l, struct str text, struct layout_piece **pieces, size_t *n)
{
	size_t cap = 0, at;

	while (text.n > 0) {
		struct layout_piece piece = { str_head(text, find(text, "{{")), HOLES };

		if (piece.text.n > 0) {
			text = str_from(text, piece.text.n);
		} else {
			at = find(text, "}}");
			if (at == text.n)
				return error_set(p->err, ERROR_INPUT, at_text(p, text), "{{ without its }}");
			piece.hole = take_hole(p, (struct str){ text.p + 2, at - 2 });
			if (piece.hole == HOLES)
				return -1;
			if (layout_is_block(piece.hole))
				return error_set(p->err, ERROR_INPUT, at_text(p, text), "{{%s}} takes lines of its "
				    "own; expected it alone on a line", holes[piece.hole].name);
			l->has_holes = true;
			text = str_from(text, at + 2);
		}
		arena_grow(p->arena, (void **)pieces, &cap, *n, sizeof(**pieces));
		(*pieces)[(*n)++] = piece;
	}
	return 0;
}

/* A line that is one block and nothing else. False: it is not; true with HOLES in *block: an error. */
static bool
take_block(struct parser *p, struct str text, enum layout_hole *block)
{
	struct str word = str_trim(text);
	enum layout_hole hole;

	if (!str_skip(&word, STR("{{")) || !str_drop(&word, STR("}}")) || find(word, "{{") < word.n)
		return false;
	hole = take_hole(p, word);
	if (hole != HOLES && !layout_is_block(hole))
		return false;
	*block = hole;
	return true;
}

static int
take_line(struct parser *p, bool *in_pre)
{
	struct gemtext_line g = gemtext_parse_line(p->line, in_pre);
	struct layout_line l = { .kind = g.kind, .level = g.level, .block = HOLES };
	struct layout *to = p->layout;

	if (g.kind == GEMTEXT_PRE || g.kind == GEMTEXT_TOGGLE) {
		l.text = arena_new(p->arena, 1, sizeof(*l.text));
		l.text[0] = (struct layout_piece){ g.text, HOLES };
		l.n_text = 1;
	} else if (g.kind == GEMTEXT_TEXT && take_block(p, g.text, &l.block)) {
		if (l.block == HOLES)
			return -1;
		p->has_must = p->has_must || l.block == layouts[p->kind].must;
	} else if (take_pieces(p, &l, g.text, &l.text, &l.n_text) == -1 ||
	    take_pieces(p, &l, g.url, &l.url, &l.n_url) == -1) {
		return -1;
	}
	for (size_t i = 0; i < l.n_text; i++)
		to->has_title = to->has_title || (l.kind == GEMTEXT_HEADING && l.text[i].hole == HOLE_TITLE);
	to->lines[to->n++] = l;
	return 0;
}

static size_t
count_lines(struct str text)
{
	struct str line;
	size_t n = 0;

	while (str_line(&text, &line))
		n++;
	return n;
}

int
layout_parse(enum layout_kind kind, struct str text, const char *path, struct arena *a,
    struct layout *layout, struct error *err)
{
	struct parser p = { .kind = kind, .at = { path, 0, 0 }, .arena = a, .layout = layout, .err = err };
	enum layout_hole must = layouts[kind].must;
	bool in_pre = false;

	*layout = (struct layout){ .lines = arena_new(a, count_lines(text) + 1, sizeof(*layout->lines)) };
	(void)str_skip(&text, STR("\xef\xbb\xbf"));
	while (str_line(&text, &p.line)) {
		p.at.line++;
		if (take_line(&p, &in_pre) == -1)
			return -1;
	}
	if (in_pre)
		return error_set(err, ERROR_INPUT, (struct error_at){ path, p.at.line, 1 },
		    "a preformatted block is open at the end; expected ```");
	if (must != HOLES && !p.has_must)
		return error_set(err, ERROR_INPUT, (struct error_at){ path, p.at.line + (p.at.line == 0), 1 },
		    "{{%s}} is missing; expected it alone on a line", holes[must].name);
	return 0;
}

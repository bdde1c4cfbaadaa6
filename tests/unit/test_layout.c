/* tests/unit/test_layout.c: layouts, what may stand in them, and what is wrong with one. */
#include "unit/test.h"

#include "format/layout.h"

/* A layout written out again: a line each, with its kind; [text], <hole>, {block}. */
static void
write_pieces(char *to, size_t size, const struct layout_piece *p, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		size_t at = strlen(to);

		if (p[i].hole == HOLES)
			(void)snprintf(to + at, size - at, "[%.*s]", STR_ARG(p[i].text));
		else
			(void)snprintf(to + at, size - at, "<%s>", layout_hole_name(p[i].hole));
	}
}

static void
write_layout(char *to, size_t size, const struct layout *l)
{
	to[0] = '\0';
	for (size_t i = 0; i < l->n; i++) {
		const struct layout_line *line = &l->lines[i];
		size_t at = strlen(to);

		if (line->block != HOLES) {
			(void)snprintf(to + at, size - at, "{%s}\n", layout_hole_name(line->block));
			continue;
		}
		(void)snprintf(to + at, size - at, "%c%d ", "tlhiqop"[line->kind], line->level);
		write_pieces(to, size, line->url, line->n_url);
		if (line->n_url > 0)
			(void)snprintf(to + strlen(to), size - strlen(to), " ");
		write_pieces(to, size, line->text, line->n_text);
		(void)snprintf(to + strlen(to), size - strlen(to), "\n");
	}
}

static const struct {
	const char *name;
	enum layout_kind kind;
	const char *text, *lines;	/* NULL: a mistake */
	const char *err;
} rows[] = {
	{ "least", LAYOUT_POST, "{{body}}", "{body}\n", NULL },
	{ "CRLF and a byte order mark", LAYOUT_POST, "\xef\xbb\xbf# {{title}}\r\n{{body}}\r\n", "h1 <title>\n{body}\n", NULL },
	{ "blanks and case", LAYOUT_POST, " {{ Body }}\t\n", "{body}\n", NULL },
	{ "values in text", LAYOUT_POST, "a {{title}}, {{date}}.\n{{body}}\n", "t0 [a ]<title>[, ]<date>[.]\n{body}\n", NULL },
	{ "a value alone", LAYOUT_POST, "{{author}}\n{{body}}\n", "t0 <author>\n{body}\n", NULL },
	{ "two values and nothing else", LAYOUT_POST, "{{title}}{{date}}\n{{body}}\n", "t0 <title><date>\n{body}\n", NULL },
	{ "in a link's label", LAYOUT_POST, "=> / To {{title}}\n{{body}}\n", "l0 [/] [To ]<title>\n{body}\n", NULL },
	{ "in a link's address", LAYOUT_POST, "=> mailto:a@b?subject={{title}} Write\n{{body}}\n",
	    "l0 [mailto:a@b?subject=]<title> [Write]\n{body}\n", NULL },
	{ "items and quotes", LAYOUT_POST, "* {{title}}\n> {{date}}\n{{body}}\n", "i0 <title>\nq0 <date>\n{body}\n", NULL },
	{ "empty lines", LAYOUT_POST, "\n\n{{body}}\n\n", "t0 \nt0 \n{body}\nt0 \n", NULL },
	{ "preformatted text is as it stands", LAYOUT_HEADER, "```\n{{nothing}} {{\n```\n", "o0 []\np0 [{{nothing}} {{]\no0 []\n",
	    NULL },
	{ "single braces are text", LAYOUT_HEADER, "{a} }} {\n", "t0 [{a} }} {]\n", NULL },
	{ "empty header", LAYOUT_HEADER, "", "", NULL },
	{ "a list", LAYOUT_LIST, "{{posts}}\n", "{posts}\n", NULL },

	{ "unknown", LAYOUT_POST, "{{body}}\n{{boddy}}\n", NULL,
	    "post.gmi:2:3: {{boddy}} means nothing in this layout; expected one of {{capsule}} {{subtitle}} {{title}} " },
	{ "unknown inside a line", LAYOUT_POST, "{{body}}\nsee {{ titel }}\n", NULL, "post.gmi:2:8: {{titel}} means nothing" },
	{ "unknown in an address", LAYOUT_POST, "{{body}}\n=> /{{x}} y\n", NULL, "post.gmi:2:7: {{x}} means nothing" },
	{ "empty", LAYOUT_POST, "{{}}\n", NULL, "post.gmi:1:3: {{}} means nothing" },
	{ "another layout's", LAYOUT_LIST, "{{posts}}\n{{body}}\n", NULL, "post.gmi:2:3: {{body}} means nothing in this layout; "
	    "expected one of {{capsule}} {{subtitle}} {{title}} {{posts}} {{pages}} {{links}} "
	    "{{search}}" },
	{ "a block inside a line", LAYOUT_POST, "{{body}}\nTags: {{tags}}\n", NULL,
	    "post.gmi:2:7: {{tags}} takes lines of its own; expected it alone on a line" },
	{ "a block in a heading", LAYOUT_POST, "# {{body}}\n", NULL, "post.gmi:1:3: {{body}} takes lines of its own" },
	{ "not closed", LAYOUT_POST, "{{body}}\na {{title\n", NULL, "post.gmi:2:3: {{ without its }}" },
	{ "a blank in an address", LAYOUT_POST, "=> /{{ title }} x\n{{body}}\n", NULL, "post.gmi:1:5: {{ without its }}" },
	{ "no body", LAYOUT_POST, "# {{title}}\n\n", NULL, "post.gmi:2:1: {{body}} is missing; expected it alone on a line" },
	{ "no body in an empty file", LAYOUT_POST, "", NULL, "post.gmi:1:1: {{body}} is missing" },
	{ "a body that is preformatted", LAYOUT_POST, "```\n{{body}}\n```\n", NULL, "post.gmi:3:1: {{body}} is missing" },
	{ "no posts", LAYOUT_TAG, "{{links}}\n", NULL, "post.gmi:1:1: {{posts}} is missing" },
	{ "no comments", LAYOUT_COMMENTS, "{{follow}}\n", NULL, "post.gmi:1:1: {{comments}} is missing" },
	{ "a block left open", LAYOUT_HEADER, "a\n```\nb\n", NULL, "post.gmi:3:1: a preformatted block is open at the end" },
};

static void
test_parse(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str text = exact_dup(row->text);
	struct arena a = { NULL };
	struct layout layout;
	struct error err;
	char lines[4096];
	int rc = layout_parse(row->kind, text, "post.gmi", &a, &layout, &err);

	if (row->lines != NULL) {
		if (rc == -1)
			fail_msg("%s", err.text);
		write_layout(lines, sizeof(lines), &layout);
		assert_str_equal(str_of(lines), row->lines);
	} else {
		assert_int_equal(rc, -1);
		if (strncmp(err.text, row->err, strlen(row->err)) != 0)
			fail_msg("%s", err.text);
	}
	exact_free(text);
	arena_release(&a);
}

/* What is built in is a layout like an author's, and his name for it is the file's. */
static void
built_in_ones_are_layouts(void **state)
{
	struct arena a = { NULL };

	(void)state;
	for (int kind = 0; kind < LAYOUTS; kind++) {
		struct layout layout;
		struct error err;

		if (layout_parse((enum layout_kind)kind, layout_builtin((enum layout_kind)kind), "x", &a, &layout, &err) == -1)
			fail_msg("%s: %s", layout_name((enum layout_kind)kind), err.text);
		assert_int_equal(layout_named(str_of(layout_name((enum layout_kind)kind))), kind);
		assert_int_equal(layout.n > 0, kind != LAYOUT_HEADER && kind != LAYOUT_FOOTER);
		assert_int_equal(layout.has_title, kind == LAYOUT_POST || kind == LAYOUT_LIST || kind == LAYOUT_TAG);
	}
	assert_int_equal(layout_named(STR("pots")), LAYOUTS);
	assert_int_equal(layout_named(STR("")), LAYOUTS);
	arena_release(&a);
}

static void
every_hole_has_a_name_a_meaning_and_a_place(void **state)
{
	(void)state;
	for (int hole = 0; hole < HOLES; hole++) {
		bool used = false;

		for (int kind = 0; kind < LAYOUTS; kind++)
			used = used || layout_takes((enum layout_kind)kind, (enum layout_hole)hole);
		assert_true(used);
		assert_true(strlen(layout_hole_name((enum layout_hole)hole)) > 0);
		assert_true(strlen(layout_hole_meaning((enum layout_hole)hole)) > 0);
	}
}

int
main(void)
{
	static struct suite s = { .name = "layout" };

	suite_table(&s, "parse", rows, test_parse);
	suite_test(&s, built_in_ones_are_layouts);
	suite_test(&s, every_hole_has_a_name_a_meaning_and_a_place);
	return suite_run(&s);
}

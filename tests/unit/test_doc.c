/* tests/unit/test_doc.c: the one document model, read and written as gemtext. */
#include "unit/test.h"

#include "format/doc.h"

#define BQ "```"

/* --- files in, gemtext out --- */

static const struct {
	const char *name, *in, *out;
} files[] = {
	{ "1 zero bytes",		"",			"" },
	{ "2 one empty line",		"\n",			"\n" },
	{ "3 no LF at the end",		"hello",		"hello\n" },
	{ "4 empty lines are kept",	"a\n\n\nb\n",		"a\n\n\nb\n" },
	{ "5 CRLF",			"a\r\nb\r\n",		"a\nb\n" },
	/* A bare CR is no line break, and no control character is written. */
	{ "6 bare CR",			"a\rb\n",		"ab\n" },
	{ "7 byte order mark",		"\xef\xbb\xbf# T\n",	"# T\n" },
	{ "8 U+FEFF further down",	"a\n\xef\xbb\xbf" "b\n", "a\n\xef\xbb\xbf" "b\n" },
	{ "10 link, no blank",		"=>/x\n",		"=> /x\n" },
	{ "11 link, tabs",		"=>\t/x\tLabel  two \n", "=> /x Label  two\n" },
	{ "13 arrow to nowhere",	"=>\n",			"=>\n" },
	{ "heading, no blank",		"#T\n",			"# T\n" },
	{ "quote",			">q\n",			"> q\n" },
	{ "empty quote",		">\n",			">\n" },
	{ "29 empty item",		"* \n",			"* \n" },
	{ "35 block with alt text",	BQ "c code\n  int x;\n" BQ "ignored\nafter\n", BQ "c code\n  int x;\n" BQ "\nafter\n" },
	{ "36 open block is closed",	BQ "\n# not\n=> not\n* not\n", BQ "\n# not\n=> not\n* not\n" BQ "\n" },
	{ "37 indented toggle",		BQ "\n " BQ "\n" BQ "\n", BQ "\n " BQ "\n" BQ "\n" },
	{ "40 only the CR goes",	BQ "\n\ta  \r\n" BQ "\n", BQ "\n\ta  \n" BQ "\n" },
	{ "43 not UTF-8",		"caf\xff\n",		"caf\xef\xbf\xbd\n" },
	{ "escape sequences",		"a\x1b[31mb\x7f\n",	"a[31mb\n" },
	{ "what is left must not turn into a link", "\x01=> /x\n", " => /x\n" },
	{ "nor into a heading",		"\x01# x\n",		" # x\n" },
	{ "nor open a block",		"\x01" BQ "\n",		" " BQ "\n" },
	{ "nor close one",		BQ "\n\x01" BQ "\n" BQ "\n", BQ "\n " BQ "\n" BQ "\n" },
	{ "C1 controls",		"a\xc2\x9b" "31mb\n",	"a31mb\n" },
};

static void
test_file(void **state)
{
	const __typeof__(files[0]) *row = *state;
	struct str in = exact_dup(row->in);
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);
	struct buf out;

	buf_init(&out, 4096);
	doc_parse(d, in);
	doc_write_gemtext(d, &out);
	assert_str_equal(buf_str(&out), row->out);
	buf_release(&out);
	arena_release(&a);
	exact_free(in);
}

/* --- built by hand --- */

static void
as_text(struct doc *d, struct str s)
{
	doc_text(d, s);
}

static void
as_heading(struct doc *d, struct str s)
{
	doc_heading(d, 2, s);
}

static void
as_label(struct doc *d, struct str s)
{
	doc_link(d, STR("/x"), s);
}

static const struct {
	const char *name;
	void (*add)(struct doc *d, struct str text);
	const char *in, *out;
} builds[] = {
	{ "text",			as_text,	"plain",	"plain\n" },
	{ "text like a link",		as_text,	"=> /x",	" => /x\n" },
	{ "text like a heading",	as_text,	"# T",		" # T\n" },
	{ "text like an item",		as_text,	"* x",		" * x\n" },
	{ "text like a quote",		as_text,	"> x",		" > x\n" },
	{ "text like a toggle",		as_text,	BQ,		" " BQ "\n" },
	{ "text with a line end",	as_text,	"a\n=> /x b",	"a=> /x b\n" },
	{ "arrow alone stays",		as_text,	"=>",		"=>\n" },
	{ "heading",			as_heading,	"T",		"## T\n" },
	{ "heading with a line end",	as_heading,	"a\r\n=> /x",	"## a=> /x\n" },
	{ "heading like a deeper one",	as_heading,	"# x",		"## # x\n" },
	{ "label",			as_label,	"L",		"=> /x L\n" },
	{ "no label",			as_label,	"",		"=> /x\n" },
	{ "item",			doc_item,	"x",		"* x\n" },
	{ "quote, lines",		doc_quote,	"a\nb",		"> a\n> b\n" },
	{ "quote, empty line",		doc_quote,	"a\n\nb",	"> a\n>\n> b\n" },
	{ "quote, nothing",		doc_quote,	"",		"" },
	{ "quote of a link",		doc_quote,	"=> gemini://evil.example/ free", "> => gemini://evil.example/ free\n" },
	{ "quote of a toggle",		doc_quote,	BQ "\n# T",	"> " BQ "\n> # T\n" },
	{ "quote, CRLF",		doc_quote,	"a\r\nb",	"> a\n> b\n" },
	{ "quote, CR inside",		doc_quote,	"a\r=> /x",	"> a=> /x\n" },
};

static void
test_build(void **state)
{
	const __typeof__(builds[0]) *row = *state;
	struct str in = exact_dup(row->in);
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);
	struct buf out;

	buf_init(&out, 4096);
	row->add(d, in);
	doc_write_gemtext(d, &out);
	assert_str_equal(buf_str(&out), row->out);
	buf_release(&out);
	arena_release(&a);
	exact_free(in);
}

static void
gaps(void **state)
{
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);

	(void)state;
	doc_gap(d);
	assert_int_equal(d->n, 0);			/* none at the start */
	doc_text(d, STR("a"));
	doc_gap(d);
	doc_gap(d);
	assert_int_equal(d->n, 2);			/* never two */
	doc_heading(d, 1, STR_NONE);
	doc_gap(d);
	assert_int_equal(d->n, 4);
	arena_release(&a);
}

/* What was built is what is read: every short text comes back as the kind it was given. */
static void
written_and_read_again(void **state)
{
	static const char alphabet[] = "=># *`a\n\x1b>";

	(void)state;
	for (size_t i = 0; i < 10 * 10 * 10 * 10; i++) {
		char text[] = { alphabet[i % 10], alphabet[i / 10 % 10], alphabet[i / 100 % 10],
		    alphabet[i / 1000] };
		struct arena a = { NULL };
		struct doc *d = doc_new(&a), *e = doc_new(&a);
		struct buf out;

		buf_init(&out, 256);
		doc_text(d, (struct str){ text, 4 });
		doc_item(d, (struct str){ text, 4 });
		doc_link(d, STR("/x"), (struct str){ text, 4 });
		doc_write_gemtext(d, &out);
		doc_parse(e, buf_str(&out));
		assert_int_equal(e->n, 3);
		for (size_t j = 0; j < 3; j++)
			assert_int_equal(e->lines[j].kind, d->lines[j].kind);
		buf_release(&out);
		arena_release(&a);
	}
}

static void
a_full_buffer_is_no_fault(void **state)
{
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);

	(void)state;
	doc_text(d, STR("# needs a blank in front"));
	doc_link(d, STR("/x"), STR("label"));
	for (size_t max = 0; max < 48; max++) {
		struct buf out;

		buf_init(&out, max);
		doc_write_gemtext(d, &out);
		assert_int_equal(out.full, max < 38);
		buf_release(&out);
	}
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "doc" };

	suite_table(&s, "doc file", files, test_file);
	suite_table(&s, "doc build", builds, test_build);
	suite_test(&s, gaps);
	suite_test(&s, written_and_read_again);
	suite_test(&s, a_full_buffer_is_no_fault);
	return suite_run(&s);
}

/* tests/unit/test_plain.c: a doc as plain text, for people who want to read, not to browse. */
#include "unit/test.h"

#include "format/plain.h"

#define BQ "```"

static char
type_of(const void *ctx, struct str path)
{
	(void)ctx;
	return str_ends(path, STR(".gmi")) ? '1' : '0';
}

static const struct {
	const char *name, *in, *out;
} rows[] = {
	{ "nothing",		"",			"" },
	{ "text",		"a\n\nb\n",		"a\n\nb\n" },
	{ "headings",		"# One\n## Two\n### Three\n", "One\n===\nTwo\n---\n### Three\n" },
	{ "item and quote",	"* a\n> b\n>\n",	"* a\n> b\n> \n" },
	{ "wrapped",		"aaaaaaaaa bbbbbbbbb ccccccccc\n", "aaaaaaaaa bbbbbbbbb\nccccccccc\n" },
	{ "wrapped item",	"* aaaaaaaa bbbbbbbbb ccccccccc\n", "* aaaaaaaa bbbbbbbbb\n  ccccccccc\n" },
	{ "wrapped quote",	"> aaaaaaaa bbbbbbbbb ccccccccc\n", "> aaaaaaaa bbbbbbbbb\n> ccccccccc\n" },
	{ "preformatted",	BQ "alt\n   |\\\n" BQ "\n", "   |\\\n" },
	{ "links at the end",	"=> a.gmi One\ntext\n=> https://e.example/ Two\n",
	    "[1] One\ntext\n[2] Two\n\n[1] gopher://h.example:7070/1/posts/a.gmi\n[2] https://e.example/\n" },
	{ "usual port",		"=> gopher://g.example/0/a%20b G\n", "[1] G\n\n[1] gopher://g.example/0/a%20b\n" },
	{ "an address of ours stays encoded", "=> a%20b.txt A\n", "[1] A\n\n[1] gopher://h.example:7070/0/posts/a%20b.txt\n" },
	{ "and one that names our host", "=> gopher://H.example:7070/0/a%20b.txt A\n", "[1] A\n\n[1] gopher://H.example:7070/0/a%20b.txt\n" },
	{ "link without label",	"=> a.gmi\n",		"[1] a.gmi\n\n[1] gopher://h.example:7070/1/posts/a.gmi\n" },
	{ "link to a fragment",	"=> #top Up\n",		"[1] Up\n\n[1] #top\n" },
	{ "a lone dot",		".\n",			". \n" },
	{ "a lone dot, preformatted", BQ "\n.\n" BQ "\n", ". \n" },
	{ "a dot that wrapping left alone", "aaaaaaaaaaaaaaaaaaaa .\n", "aaaaaaaaaaaaaaaaaaaa\n. \n" },
	{ "a dot behind controls", "\x1b.\n",		". \n" },
	/* As in a menu: in running text a TAB is a blank, in preformatted text it has stops of eight. */
	{ "tabs that would be too wide", "aa\tbb\tcc\tdd\tee\n",	"aa bb cc dd ee\n" },
	{ "tab stops",		BQ "\n\ta\nab\tc\n" BQ "\n", "        a\nab      c\n" },
	{ "tab stops are columns", BQ "\n\xc3\xa9\tc\n" BQ "\n", "\xc3\xa9       c\n" },
	{ "controls",		"a\x1b[1mb\xc2\x9b" "c\tdd\n", "a[1mbc dd\n" },
	{ "empty heading",	"#\n",			"\n\n" },
};

static void
test_doc(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct menu_place place = { STR("h.example"), 7070, 20, STR("gemini://h.example/posts/x.gmi"),
	    type_of, NULL, STR_NONE, STR_NONE };
	struct str in = exact_dup(row->in);
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);
	struct buf out;

	buf_init(&out, 4096);
	doc_parse(d, in);
	plain_write_doc(&out, d, &place, &a);
	assert_str_equal(buf_str(&out), row->out);
	buf_release(&out);
	arena_release(&a);
	exact_free(in);
}

int
main(void)
{
	static struct suite s = { .name = "plain" };

	suite_table(&s, "plain", rows, test_doc);
	return suite_run(&s);
}

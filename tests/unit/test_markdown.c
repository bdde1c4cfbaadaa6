/* tests/unit/test_markdown.c: Hugo's and Jekyll's Markdown as gemtext, and TOML front matter as YAML. */
#include "unit/test.h"

#include "format/markdown.h"

#define BQ "```"

static const struct row {
	const char *name, *in, *out;
} rows[] = {
	{ "nothing", "", "" },
	{ "paragraph", "One\n*two* `three`.\n", "One two three.\n" },
	{ "hard break", "One  \ntwo\\\nthree", "One\ntwo\nthree\n" },
	{ "headings", "A\n=\n\n### B\n", "# A\n\n### B\n" },
	{ "links", "See [the moon](/moon \"t\") and [it][1].\n\n[1]: /it\n", "See the moon and it.\n=> /moon the moon\n=> /it it\n" },
	{ "picture", "![A cat](cat.jpg)", "=> cat.jpg A cat\n" },
	{ "lists", "* a\n* b\n  1. c\n", "* a\n* b\n* 1. c\n" },
	{ "code", BQ "c\n{{ x }} [a]\n" BQ "\n", BQ "c\n{{ x }} [a]\n" BQ "\n" },
	{ "quote", "> a\n> b\n", "> a b\n" },
	{ "raw HTML", "a <b>b</b>\n\n<figure><img src=\"/a.jpg\"><figcaption>C</figcaption></figure>\n", "a b\n\n=> /a.jpg C\n" },
	{ "brackets", "Use [box color=\"red\"] here", "Use [box color=\"red\"] here\n" },
	{ "table", "a\n\n| x | y |\n|---|---|\n| 1 | 2 |\n\nb", "a\n\n" BQ "Table\n| x | y |\n|---|---|\n| 1 | 2 |\n" BQ "\n\nb\n" },
	{ "highlight", "{% highlight ruby linenos %}\nputs\n{% endhighlight %}\n", BQ "ruby\nputs\n" BQ "\n" },
	{ "liquid goes", "a {% include x.html %}b {{ site.url }}c {{< fig src=\"x\" >}}d", "a b c d\n" },
	{ "an open brace", "a {{ b", "a {{ b\n" },
};

static void
test_row(void **state)
{
	const struct row *row = *state;
	struct html_options options = { 0 };
	struct str in = exact_dup(row->in);
	struct arena a = { NULL };

	assert_str_equal(markdown_to_gemtext(&a, in, &options), row->out);
	exact_free(in);
	arena_release(&a);
}

static const struct toml_row {
	const char *name, *in, *out;	/* out NULL: refused, at `line` */
	const char *error;
} toml_rows[] = {
	{ "none", "a\n", "a\n", NULL },
	{ "YAML", "---\na: b\n---\n", "---\na: b\n---\n", NULL },
	{ "simple keys", "+++\ntitle = \"A: b\"\ndate = 2026-11-23\ndraft = true\ntags = ['a', \"b\"]\n# c\n\n+++\ntext\n",
	    "---\ntitle: \"A: b\"\ndate: 2026-11-23\ndraft: true\ntags: ['a', \"b\"]\n\n\n---\ntext\n", NULL },
	{ "list over lines", "+++\ntags = [\n\"a\",\n]\n+++\n", "---\ntags: [\n  \"a\",\n  ]\n---\n", NULL },
	{ "table", "+++\ntitle = 'A'\n[menu]\nx = {a = 1}\n+++\n", "---\ntitle: 'A'\n\n\n---\n", NULL },
	{ "no key", "+++\na\nb c = 1\n+++\n", NULL, "x.md:2:1: " },
	{ "long text", "+++\na = \"\"\"\nb\"\"\"\n+++\n", NULL, "x.md:2:1: " },
	{ "inline table", "+++\n\na = {b = 1}\n+++\n", NULL, "x.md:3:1: " },
	{ "never ends", "+++\na = 1\n", NULL, "x.md:1:1: " },
};

static void
test_toml(void **state)
{
	const struct toml_row *row = *state;
	struct str in = exact_dup(row->in), out;
	struct arena a = { NULL };
	struct error err;
	int rc = markdown_toml(&a, in, "x.md", &out, &err);

	assert_int_equal(rc, row->out == NULL ? -1 : 0);
	if (row->out != NULL)
		assert_str_equal(out, row->out);
	else
		assert_true(str_starts(str_of(err.text), str_of(row->error)));
	exact_free(in);
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "markdown" };

	suite_table(&s, "gemtext", rows, test_row);
	suite_table(&s, "toml", toml_rows, test_toml);
	return suite_run(&s);
}

/* tests/unit/test_text.c: one text, line by line. */
#include "unit/exam.h"

#include "exam/text.h"

static const struct {
	const char *name, *text, *want;
	bool plain;
} rows[] = {
	{ "nothing", "", "", false },
	{ "good", "# Title\n\nText.\n=> /a A\n* item\n> quote\n```alt\n  pre\n```\n", "", false },
	{ "no line end", "# Title", "", false },
	/* bytes */
	{ "a byte order mark", "\xef\xbb\xbf# A\n", "text-bom a.gmi:1:1: a byte order mark\n", false },
	{ "Latin 1", "A\ncaf\xe9\n\xe9\n", "text-utf8 a.gmi:2:4: byte 0xe9 in 2 lines, of which this is the first\n", false },
	{ "U+FFFD itself is no fault", "\xef\xbf\xbd\n", "", false },
	{ "U+FFFD before a bad byte", "\xef\xbf\xbd\xff\n", "text-utf8 a.gmi:1:4: byte 0xff in one line\n", false },
	{ "controls", "a\x1b[0m\x07\n", "text-control a.gmi:1:2: control character 0x1b in one line\n", false },
	{ "a control in preformatted text", "```x\n\x1b\n```\n", "text-control a.gmi:2:1: control character 0x1b in one line\n", false },
	{ "TABs", "a\tb\n*\tno item\n* an\titem\n", "text-tab a.gmi:1:2: a TAB in 3 lines, of which this is the first\n", false },
	{ "TABs where they may be", "=>\t/a\tA\n```x\n\ta\n```\n", "", false },
	{ "TABs in plain text", "a\tb\n", "", true },
	{ "CRLF throughout", "a\r\nb\r\n", "", false },
	{ "a CRLF among LF", "a\nb\r\nc\n", "text-ends a.gmi:2: 1 lines end with CR LF, 2 with LF alone\n", false },
	{ "a LF among CRLF", "a\r\nb\nc\r\n", "text-ends a.gmi:2: 2 lines end with CR LF, 1 with LF alone\n", false },
	{ "a CR inside", "a\rb\n", "text-control a.gmi:1:2: control character 0x0d in one line\n", false },
	{ "a lone dot", "a\n.\n", "text-dot a.gmi:2:1: a line that is a lone dot\n", true },
	{ "dots that are not alone", ". \n..\n .\n", "", true },
	{ "a lone dot in gemtext", ".\n", "", false },
	/* gemtext */
	{ "a heading of level 4", "### 3\n#### 4\n", "text-level a.gmi:2:4: #### 4\n", false },
	{ "no heading", "```x\n#### 4\n```\n", "", false },
	{ "not closed", "```x\na\n```\nb\n```x\nc\n", "pre-open a.gmi:5:1: this preformatted block is not closed\n", false },
	{ "no alt text", "```\na\n```\n", "pre-alt a.gmi:1:1: a preformatted block says nothing of what it is\n", false },
	{ "alt text behind the end is none", "```x\na\n```y\n", "", false },
	{ "just under the width", "```x\n123456789\n```\n", "", false },
	{ "at the width", "```x\n1234567890\n```\n", "", false },
	{ "just over", "```x\n12345678901\n```\n", "pre-wide a.gmi:2:11: 1 line of this block is wider than 10 columns; "
	    "the widest has 11\n", false },
	{ "wide letters", "```x\n東京東京東京\n1\n東京東京東京東\n```\n", "pre-wide a.gmi:2:16: 2 lines of this block are wider than "
	    "10 columns; the widest has 14\n", false },
	{ "wide and not closed", "```x\n12345678901\n", "pre-open a.gmi:1:1: this preformatted block is not closed\n"
	    "pre-wide a.gmi:2:11: 1 line of this block is wider than 10 columns; the widest has 11\n", false },
	{ "wide text is wrapped", "12345678901\n", "", false },
	{ "a picture without a label", "=> /a.PNG\n=> /b.png?x#y\n=> /c.png C\n=> /d.txt\n",
	    "link-label a.gmi:1:4: the picture /a.PNG has no label\nlink-label a.gmi:2:4: the picture /b.png?x#y has no label\n", false },
	{ "a placeholder elsewhere", "{{pots}}\n", "", false },
	/* dated links: subscriptions-and-feeds.md section 1 */
	{ "an entry", "=> /a 2024-02-01 First light\n", "", false },
	{ "with a dash", "=> /a 2024-02-01 - First light\n", "", false },
	{ "with a colon", "=> /a 2024-02-01: First\n", "", false },
	{ "by TABs", "=>\t/a\t2024-02-01\tFirst\n", "", false },
	{ "no blank", "=>/a 2024-02-01 First\n", "feed-blank a.gmi:1:3: =>/a 2024-02-01 First\n", false },
	{ "no blank, and no date", "=>/a First\n", "", false },
	{ "a date alone", "=> /a 2024-02-01\n", "feed-title a.gmi:1:7: 2024-02-01 stands alone\n", false },
	{ "a time", "=> /a 2024-02-01T10:00 First\n", "", false },
	{ "a date behind", "=> /a First 2024-13-01\n", "", false },
	{ "short", "=> /a 2024-3-1 First\n", "feed-date a.gmi:1:7: “2024-3-1 First” is no date\n", false },
	{ "no such month", "=> /a 2024-13-45 First\n", "feed-date a.gmi:1:7: “2024-13-45 First” is no date\n", false },
	{ "no such day", "=> /a 2023-02-29 First\n", "feed-date a.gmi:1:7: “2023-02-29 First” is no date\n", false },
	{ "no date at all", "=> /a 2024 in numbers\n=> /b 2024-25 season\n=> /c 1-2-3 go\n=> /d 2024-123-1 x\n", "", false },
	{ "an item", "* 2024-13-01 First\n", "", false },
	{ "to come", "=> /a 2024-03-02 Later\n", "feed-future a.gmi:1:7: 2024-03-02 Later is to come\n", false },
	{ "today", "=> /a 2024-03-01 Now\n", "", false },
	{ "twice", "# T\n=> /a 2024-02-02 A\n=> /b 2024-02-02 B\n=> /a 2024-02-01 A\n",
	    "feed-twice a.gmi:4:4: a second dated link to /a; the first is in line 2\n", false },
	{ "twice, one without a date", "# T\n=> /a 2024-02-02 A\n=> /a A\n", "", false },
	{ "no title", "## T\n=> /a 2024-02-02 A\n=> /b 2024-02-01 B\n", "feed-heading a.gmi:2: 2 dated links and no title\n", false },
	{ "no title, one entry", "=> /a 2024-02-02 A\n", "", false },
	{ "in preformatted text", "```x\n=> /a A\n=> /a 2024-02-02 A\n```\n", "feed-pre a.gmi:3:1: => /a 2024-02-02 A\n"
	    "pre-wide a.gmi:3:11: 1 line of this block is wider than 10 columns; the widest has 18\n", false },
};

static void
look(struct faults *found, const char *file, const char *text, bool plain, size_t before)
{
	struct text_exam t = { found, str_of(file), before, 10, !plain, true, EXAM_NOW, NULL, NULL };
	struct str exact = exact_dup(text);

	text_examine(&t, exact);
	exact_free(exact);
	faults_sort(found);
}

static void
test_text(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct faults found = { .n = 0 };
	struct buf b;
	struct str want = str_of(row->want), got;

	look(&found, "a.gmi", row->text, row->plain, 0);
	/* The order of groups is not of interest here: each wanted line is there, and no other. */
	got = exam_listing(&found, &b);
	for (struct str line; str_line(&want, &line);)
		assert_has(got, arena_cstr(&found.arena, line));
	if (got.n != strlen(row->want))
		assert_str_equal(got, row->want);
	buf_release(&b);
	faults_release(&found);
}

static void
home_and_front_matter(void **state __attribute__((unused)))
{
	struct faults found = { .n = 0 };
	struct buf b;

	look(&found, "index.gmi", "{{pots 10}}\n{{posts 10}}\n```x\n{{x}}\n```\n{{posts 0}}\n", false, 3);
	assert_str_equal(exam_listing(&found, &b), "home-line index.gmi:4:3: {{pots 10}}\nhome-line index.gmi:9:3: {{posts 0}}\n");
	buf_release(&b);
	faults_release(&found);
}

static void
links(void *ctx, const struct text_link *link)
{
	buf_addf(ctx, "%zu:%zu %.*s (%.*s)\n", link->at.line, link->at.col, STR_ARG(link->url), STR_ARG(link->label));
}

static void
links_are_told(void **state __attribute__((unused)))
{
	struct faults found = { .n = 0 };
	struct buf b;
	struct text_exam t = { &found, STR("a.gmi"), 2, 10, true, true, EXAM_NOW, links, &b };
	struct str text = exact_dup("=> /a A link\n=>b\n=>\n```x\n=> /c C\n```\n");

	buf_init(&b, 1000);
	text_examine(&t, text);
	assert_str_equal(buf_str(&b), "3:4 /a (A link)\n4:3 b ()\n");
	exact_free(text);
	buf_release(&b);
	faults_release(&found);
}

/* A page of more dated links than are compared with one another. */
static void
many_dated_links(void **state __attribute__((unused)))
{
	for (size_t n = TEXT_TWICE - 1; n <= TEXT_TWICE + 1; n++) {
		struct faults found = { .n = 0 };
		struct text_exam t = { &found, STR("a.gmi"), 0, 10, true, true, EXAM_NOW, NULL, NULL };
		struct buf b;

		buf_init(&b, 1 << 20);
		buf_add(&b, STR("# T\n"));
		for (size_t i = 1; i <= n; i++)
			buf_addf(&b, "=> /%zu 2024-01-01 A\n", i);
		buf_addf(&b, "=> /%zu 2024-01-01 A\n", n);
		text_examine(&t, buf_str(&b));
		assert_int_equal(found.n, n <= TEXT_TWICE);
		buf_release(&b);
		faults_release(&found);
	}
}

int
main(void)
{
	static struct suite s = { .name = "text" };

	suite_table(&s, "text", rows, test_text);
	suite_test(&s, home_and_front_matter);
	suite_test(&s, links_are_told);
	suite_test(&s, many_dated_links);
	return suite_run(&s);
}

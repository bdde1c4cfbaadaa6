/* tests/unit/test_wxr.c: WordPress exports as a stream of items and comments. */
#include "unit/test.h"

#include "base/buf.h"
#include "format/wxr.h"

static void
on_author(void *ctx, struct str login, struct str name)
{
	buf_addf(ctx, "author %.*s=%.*s\n", STR_ARG(login), STR_ARG(name));
}

static void
on_item(void *ctx, const struct wxr_site *site, const struct wxr_item *item)
{
	buf_addf(ctx, "item %.*s/%.*s: %.*s, %zu tags, %zu categories%s\n", STR_ARG(site->title), STR_ARG(item->title),
	    STR_ARG(str_head(item->content, 40)), item->tags.n, item->categories.n, item->cut ? ", cut" : "");
}

static void
on_comment(void *ctx, const struct wxr_comment *c)
{
	buf_addf(ctx, "comment %.*s: %.*s\n", STR_ARG(c->id), STR_ARG(c->content));
}

#define IN(text) "<rss><channel><title>S</title>" text "</channel></rss>"

static const struct row {
	const char *name, *in, *out, *error;
} rows[] = {
	{ "nothing in it", IN(""), "", NULL },
	{ "item", IN("<item><title>A</title><content:encoded>b</content:encoded></item>"), "item S/A: b, 0 tags, 0 categories\n", NULL },
	{ "CDATA in pieces", IN("<item><title><![CDATA[a]]]]><![CDATA[>b]]></title></item>"), "item S/a]]>b: , 0 tags, 0 categories\n", NULL },
	{ "entities", IN("<item><title>a &amp; &#98; &lt;</title></item>"), "item S/a & b <: , 0 tags, 0 categories\n", NULL },
	{ "lists", IN("<item><category domain=\"post_tag\">a</category><category domain='category'>b</category>"
	    "<category domain=\"nav_menu\">c</category><category>d</category></item>"), "item S/: , 1 tags, 1 categories\n", NULL },
	{ "comments", IN("<item><title>A</title><wp:comment><wp:comment_id>2</wp:comment_id><wp:comment_content>x"
	    "</wp:comment_content><wp:commentmeta><wp:comment_id>9</wp:comment_id></wp:commentmeta></wp:comment></item>"),
	    "item S/A: , 0 tags, 0 categories\ncomment 2: x\n", NULL },
	{ "author", IN("<wp:author><wp:author_login>a</wp:author_login><wp:author_display_name>A</wp:author_display_name>"
	    "</wp:author>"), "author a=A\n", NULL },
	{ "title of something else", IN("<image><title>I</title></image><item><x><title>X</title></x></item>"),
	    "item S/: , 0 tags, 0 categories\n", NULL },
	{ "controls are blanks", IN("<item><title>a\x01" "b</title></item>"), "item S/a b: , 0 tags, 0 categories\n", NULL },
	{ "not closed", "<rss>\n<channel>", NULL, "x.xml:2:" },
	{ "wrong end", "<rss>\n<channel>\n</rss>", NULL, "x.xml:3:" },
	{ "document type", "<!DOCTYPE rss><rss/>", NULL, "x.xml:1:" },
	{ "unknown entity", IN("&x;"), NULL, "x.xml:1:" },
	{ "no export", "<feed/>", NULL, "x.xml:1:" },
	{ "no channel", "<rss/>", NULL, "x.xml:1:" },
	{ "nothing", "", NULL, "x.xml:1:" },
};

static int
read_all(struct str in, size_t piece, struct buf *out, struct error *err)
{
	struct wxr_handler handler = { on_author, on_item, on_comment, out };
	struct wxr *w = wxr_new("x.xml", &handler);
	int rc = 0;

	while (rc == 0 && in.n > 0) {
		rc = wxr_feed(w, str_head(in, piece), false, err);
		in = str_from(in, str_head(in, piece).n);
	}
	if (rc == 0)
		rc = wxr_feed(w, STR_NONE, true, err);
	wxr_free(w);
	return rc;
}

static void
test_row(void **state)
{
	const struct row *row = *state;
	static const size_t pieces[] = { 1, 7, 1 << 20 };

	for (size_t i = 0; i < COUNT(pieces); i++) {
		struct str in = exact_dup(row->in);
		struct error err;
		struct buf out;

		buf_init(&out, 4096);
		assert_int_equal(read_all(in, pieces[i], &out, &err), row->error == NULL ? 0 : -1);
		if (row->error == NULL)
			assert_str_equal(buf_str(&out), row->out);
		else
			assert_true(str_starts(str_of(err.text), str_of(row->error)));
		buf_release(&out);
		exact_free(in);
	}
}

/* Just under, at and over WXR_FIELD_MAX. */
static void
test_long_field(void **state __attribute__((unused)))
{
	for (size_t n = WXR_FIELD_MAX - 1; n <= WXR_FIELD_MAX + 1; n++) {
		struct buf in, out;
		struct error err;

		buf_init(&in, WXR_FIELD_MAX + 1000);
		buf_init(&out, 4096);
		buf_add(&in, STR("<rss><channel><item><content:encoded>"));
		buf_fill(&in, 'a', n);
		buf_add(&in, STR("</content:encoded></item></channel></rss>"));
		assert_int_equal(read_all(buf_str(&in), 1 << 16, &out, &err), 0);
		assert_int_equal(has_text(buf_str(&out), STR(", cut")), n > WXR_FIELD_MAX);
		buf_release(&in);
		buf_release(&out);
	}
}

int
main(void)
{
	static struct suite s = { .name = "wxr" };

	suite_table(&s, "read", rows, test_row);
	suite_test(&s, test_long_field);
	return suite_run(&s);
}

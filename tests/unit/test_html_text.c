/* tests/unit/test_html_text.c: WordPress's HTML as gemtext that one would have written by hand. */
#include "unit/test.h"

#include "base/buf.h"
#include "format/html_text.h"

#define BQ "```"
#define WP "<!-- wp:x -->"	/* the block editor's: a line's end is a blank */

static const struct row {
	const char *name, *in, *out;
} rows[] = {
	{ "nothing", "", "" },
	{ "blanks alone", " \n <p> </p>\n", "" },
	{ "paragraphs", WP "<p>One\ntwo.</p>\n\n<p>Three.</p>", "One two.\n\nThree.\n" },
	{ "markup inside a line", "<p>a <strong>b</strong> <em>c</em>d <code>e</code></p>", "a b cd e\n" },
	{ "a paragraph ends the one before", "<p>a<p>b", "a\n\nb\n" },
	/* the classic editor */
	{ "classic: an empty line", "One.\n\nTwo.", "One.\n\nTwo.\n" },
	{ "classic: a line's end", "Roses are red,\nviolets are blue.", "Roses are red,\nviolets are blue.\n" },
	{ "classic: CRLF, blanks between", "One.\r\n  \r\nTwo.\rThree.", "One.\n\nTwo.\nThree.\n" },
	{ "classic: a list's lines", "<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>\n\nc", "* a\n* b\n\nc\n" },
	{ "break", "a<br>b<br/>c", "a\nb\nc\n" },
	{ "break and line's end are one", "a<br />\nb", "a\nb\n" },
	{ "two breaks", "a<br><br />b", "a\n\nb\n" },
	/* headings, quotes, rules */
	{ "headings", "<h1>A</h1><h2>B</h2><h3>C</h3><h4>D</h4><h6>E</h6>", "# A\n\n## B\n\n### C\n\n### D\n\n### E\n" },
	{ "heading with markup and break", "<h2 class=\"x\"><b>A</b><br>b</h2>t", "## A b\n\nt\n" },
	{ "quote", "<blockquote><p>One.</p><p>Two.</p><cite>Ann</cite></blockquote><p>After</p>",
	    "> One.\n>\n> Two.\n>\n> Ann\n\nAfter\n" },
	{ "quote with a list", "<blockquote><ul><li>a</li><li>b</li></ul></blockquote>", "> * a\n> * b\n" },
	{ "rule", "a<hr>b", "a\n\n---\n\nb\n" },
	/* lists */
	{ "list", "<ul><li>a</li><li><p>b</p></li></ul>", "* a\n* b\n" },
	{ "list without ends", "<ul><li>a<li>b</ul>c", "* a\n* b\n\nc\n" },
	{ "lists in lists", "<ul><li>a<ul><li>b<ul><li>c</li></ul></li></ul></li><li>d</li></ul>",
	    "* a\n* - b\n* -- c\n* d\n" },
	{ "numbers", "<ol><li>a</li><li>b<ol><li>c</li></ol></li></ol>", "1. a\n2. b\n2.1. c\n" },
	{ "numbers from three", "<ol start=3><li>a</li><li>b</li></ol>", "3. a\n4. b\n" },
	{ "numbers in a list", "<ul><li>a<ol><li>b</li></ol></li></ul>", "* a\n* 1. b\n" },
	{ "two paragraphs of an item", "<ul><li><p>a</p><p>b</p></li><li>c</li></ul>", "* a\nb\n* c\n" },
	{ "terms", "<dl><dt>a</dt><dd>b</dd><dt>c</dt><dd>d</dd></dl>", "a\n* b\nc\n* d\n" },
	/* links */
	{ "link behind its paragraph", "<p>See <a href=\"https://a.example/\">the bridge</a> today.</p><p>b</p>",
	    "See the bridge today.\n=> https://a.example/ the bridge\n\nb\n" },
	{ "each address once", "<a href='/x'>one</a> and <a href='/x'>two</a> and <a href=/y>three</a>.",
	    "one and two and three.\n=> /x one\n=> /y three\n" },
	{ "nothing but a link", "<p><a href=\"/x\">All of it</a></p>", "=> /x All of it\n" },
	{ "items that are links", "<ul><li><a href=\"/x\">X</a></li><li><a href=\"/y\">Y</a></li></ul>",
	    "=> /x X\n=> /y Y\n" },
	{ "links behind their list", "<ul><li>a <a href=\"/x\">X</a></li><li>b</li></ul>c", "* a X\n* b\n=> /x X\n\nc\n" },
	{ "links behind their quote", "<blockquote><a href=\"/x\">X</a> y</blockquote>", "> X y\n=> /x X\n" },
	{ "a bare address", "<p>https://v.example/watch?v=1&amp;t=2</p>", "=> https://v.example/watch?v=1&t=2\n" },
	{ "an address among words", "See https://v.example/ now.", "See https://v.example/ now.\n" },
	{ "address as its own label", "<a href=\"https://a.example/\">https://a.example/</a>", "=> https://a.example/\n" },
	{ "blanks and letters in an address", "<a href=\" /a b\xc3\xa9 \">x</a> y", "x y\n=> /a%20b%C3%A9 x\n" },
	{ "no scheme", "<a href=\"//a.example/x\">x</a> y", "x y\n=> https://a.example/x x\n" },
	{ "scripts are no links", "<a href=\"JavaScript:alert(1)\">x</a> <a href=\"data:x\">y</a>", "x y\n" },
	{ "anchors are no links", "<a href=\"#top\">up</a>", "up\n" },
	{ "footnotes", "Words<sup class=\"fn\"><a href=\"#n1\" id=\"r1\">1</a></sup>.<ol><li id=\"n1\">A note. "
	    "<a href=\"#r1\">\xe2\x86\xa9\xef\xb8\x8e</a></li></ol>", "Words[1].\n\n1. A note.\n" },
	{ "a power is none", "x<sup>2</sup>", "x2\n" },
	{ "link across a break", "<a href=\"/x\">a<br>b</a> c", "=> /x a\nb c\n" },
	/* pictures */
	{ "picture", "<p><img src=\"/a.jpg\" alt=\"A cat\"></p>", "=> /a.jpg A cat\n" },
	{ "picture in words", "<p>See <img src=\"/a.jpg\" alt=\"A cat\"> here.</p>", "See here.\n=> /a.jpg A cat\n" },
	{ "picture without words", "<img src=\"/p/a.jpg\">", "=> /p/a.jpg a.jpg\n" },
	{ "the large one", "<a href=\"/big.JPG\"><img src=\"/small.jpg\" alt=\"A cat\"></a>", "=> /big.JPG A cat\n" },
	{ "picture that leads elsewhere", "<a href=\"/shop/\"><img src=\"/a.jpg\" alt=\"A shop\"></a>",
	    "=> /a.jpg A shop\n=> /shop/ A shop\n" },
	{ "caption", "<figure><img src=\"/a.jpg\"/><figcaption>Our <i>cat</i></figcaption></figure>b",
	    "=> /a.jpg Our cat\n\nb\n" },
	{ "caption and words", "<figure><img src=\"/a.jpg\" alt=\"A cat\"/><figcaption>Tom, 2011</figcaption></figure>b",
	    "=> /a.jpg A cat\nTom, 2011\n\nb\n" },
	{ "gallery of blocks", WP "<figure><figure><img src=\"/a.jpg\" alt=\"A\"></figure><figure><img src=\"/b.jpg\" "
	    "alt=\"B\"></figure></figure>", "=> /a.jpg A\n=> /b.jpg B\n" },
	{ "embed block", WP "<figure class=\"wp-block-embed\"><div>\nhttps://v.example/1\n</div></figure>",
	    "=> https://v.example/1\n" },
	{ "frame", "<iframe src=\"https://v.example/e\" title=\"A film\"></iframe>", "=> https://v.example/e A film\n" },
	{ "video", "<video controls><source src=\"/v.mp4\"></video>", "=> /v.mp4\n" },
	/* preformatted */
	{ "pre", "<pre>\n  a\n\n\tb &lt;c&gt;\n</pre>d", BQ "\n  a\n\n\tb <c>\n" BQ "\n\nd\n" },
	{ "code with its language", "<pre class=\"wp-block-code\"><code class=\"language-c x\">int <b>x</b>;</code></pre>",
	    BQ "c\nint x;\n" BQ "\n" },
	{ "a fence in pre", "<pre>" BQ "\na</pre>", BQ "\n " BQ "\na\n" BQ "\n" },
	{ "brackets in pre", "<pre>a[i] = [code]</pre>", BQ "\na[i] = [code]\n" BQ "\n" },
	/* tables */
	{ "table", "<table><thead><tr><th>Name</th><th>Pence</th></tr></thead><tbody><tr><td>Tea</td><td>20</td></tr>"
	    "<tr><td>\xe8\x8c\xb6</td><td>9</td></tr></tbody></table>b",
	    BQ "Table\nName  Pence\n----  -----\nTea   20\n\xe8\x8c\xb6    9\n" BQ "\n\nb\n" },
	{ "table with caption", "<figure><table><tr><td>a</td><td>b</td></tr></table><figcaption>Prices</figcaption></figure>",
	    BQ "Table\na  b\n" BQ "\nPrices\n" },
	{ "caption of the table's own", "<table><caption>Prices</caption><tr><td>a<td>b<tr><td>c<td>d</table>",
	    BQ "Prices\na  b\nc  d\n" BQ "\n" },
	{ "wide table", "<table><tr><th>A</th><th>B</th></tr><tr><td>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa</td>"
	    "<td>bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb</td></tr></table>",
	    "* A: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa; B: bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb\n" },
	{ "links behind their table", "<table><tr><td><a href=\"/x\">X</a></td><td>y</td></tr></table>",
	    BQ "Table\nX  y\n" BQ "\n\n=> /x X\n" },
	{ "paragraphs in a cell", "<table><tr><td><p>a</p><p>b</p></td><td><ul><li>c</ul></td></tr></table>",
	    BQ "Table\na b  c\n" BQ "\n" },
	/* shortcodes */
	{ "shortcode goes", "a [contact-form-7 id=\"1\" title=\"C\"] b", "a b\n" },
	{ "its content stays", "[box color=\"red\"]a <b>b</b>[/box] c", "a b c\n" },
	{ "with an end alone", "[quote]a[/quote]", "a\n" },
	{ "brackets of an author", "He said [sic] so [1], and [emphasis mine].", "He said [sic] so [1], and [emphasis mine].\n" },
	{ "escaped", "Write [[gallery]] here", "Write [gallery] here\n" },
	{ "code", "[code lang=\"php\"]if (a &lt; b) {\n\n  <b>[x]</b>\n}[/code]", BQ "php\nif (a < b) {\n\n  <b>[x]</b>\n}\n" BQ "\n" },
	{ "code by its language", "[bash]ls[/bash]", BQ "bash\nls\n" BQ "\n" },
	{ "caption shortcode", "[caption id=\"a\" width=\"3\"]<a href=\"/a.jpg\"><img src=\"/s.jpg\" alt=\"\" /></a> Our cat[/caption]",
	    "=> /a.jpg Our cat\n" },
	{ "gallery", "[gallery ids=\"7, 8,9\"]", "=> https://o.example/7.jpg Picture 7\n=> https://o.example/8.jpg Picture 8\n" },
	{ "embed", "a [embed]https://v.example/1[/embed]", "a\n\n=> https://v.example/1\n" },
	{ "audio", "[audio mp3=\"https://o.example/a.mp3\"][/audio]", "=> https://o.example/a.mp3\n" },
	/* what goes */
	{ "script and style", "a<script>var x = '<p>';</script><style>p { }</style>b", "ab\n" },
	{ "script without end", "a<script>b", "a\n" },
	{ "comment", "a<!-- b --><!-- c\n-- >d -->e<!--more-->f", "aef\n" },
	{ "forms", "<select><option>a</select><button>b</button>c", "c\n" },
	/* entities and signs */
	{ "entities", "&lt;&amp;&gt;&quot;&#8217;&#x263A;&nbsp;&hellip;&apos;&#146;", "<&>\"\xe2\x80\x99\xe2\x98\xba\xc2\xa0\xe2\x80\xa6'\xe2\x80\x99\n" },
	{ "what is no entity", "a & b &c; &#; &#xg; AT&T &amp", "a & b &c; &#; &#xg; AT&T &amp\n" },
	{ "less than", "a < b, 1<2 and <3", "a < b, 1<2 and <3\n" },
	{ "a tag that never ends", "a<b c", "a\n" },
	{ "quotes hide an end", "<img src=\"/a.jpg\" alt=\"a > b\">c", "c\n=> /a.jpg a > b\n" },
	{ "not UTF-8", "a\xff" "b", "a\xef\xbf\xbd" "b\n" },
	/* what gemtext would read as something else */
	{ "arrow", "=&gt; x", " => x\n" },
	{ "hash", "# x\n\n#x", " # x\n\n #x\n" },
	{ "star", "* x", " * x\n" },
	{ "fence", BQ "x", " " BQ "x\n" },
	{ "greater than", "&gt; x", " > x\n" },
};

static struct str
attachment(void *ctx, struct arena *a, struct str id, struct str *label)
{
	(void)ctx;
	*label = arena_printf(a, "Picture %.*s", STR_ARG(id));
	return str_eq(id, STR("9")) ? STR_NONE : arena_printf(a, "https://o.example/%.*s.jpg", STR_ARG(id));
}

static void
test_row(void **state)
{
	const struct row *row = *state;
	struct html_options options = { .attachment = attachment };
	struct str in = exact_dup(row->in);
	struct arena a = { NULL };

	assert_str_equal(html_to_gemtext(&a, in, &options), row->out);
	exact_free(in);
	arena_release(&a);
}

/* --- addresses that change, what is told, text for quotes --- */

static struct str
moved(void *ctx, struct arena *a, struct str url)
{
	(void)ctx;
	return str_skip(&url, STR("https://old.example")) ? arena_printf(a, "/posts%.*s", STR_ARG(url)) : STR_NONE;
}

static void
test_links_change(void **state __attribute__((unused)))
{
	struct html_options options = { .link = moved };
	struct arena a = { NULL };

	assert_str_equal(html_to_gemtext(&a, STR("<a href=\"https://old.example/x\">x</a> <a href=\"/y\">y</a>"), &options),
	    "x y\n=> /posts/x x\n");
	arena_release(&a);
}

static void
note(void *ctx, struct str what)
{
	buf_add(ctx, what);
}

static void
test_left_is_told(void **state __attribute__((unused)))
{
	struct buf told;
	struct html_options options = { .left = note, .ctx = &told };
	struct arena a = { NULL };

	buf_init(&told, 100);
	(void)html_to_gemtext(&a, STR("[ad id=1]<script>x</script><form>a</form>[gallery]<svg>b</svg>[sic]"), &options);
	assert_str_equal(buf_str(&told), "[ad]<script><form>[gallery]<svg>");
	buf_release(&told);
	arena_release(&a);
}

static void
test_plain(void **state __attribute__((unused)))
{
	struct html_options options = { .plain = true };
	struct arena a = { NULL };

	assert_str_equal(html_to_gemtext(&a, STR("<h2>A</h2>See <a href=\"https://a.example/\">this</a>."), &options),
	    "A\n\nSee this.\nhttps://a.example/\n");
	arena_release(&a);
}

/* Nesting costs neither stack nor squares, and what is deeper than we look is still read. */
static void
test_deep(void **state __attribute__((unused)))
{
	struct html_options options = { 0 };
	struct arena a = { NULL };
	struct buf in;

	buf_init(&in, 1 << 20);
	for (int i = 0; i < 20000; i++)
		buf_add(&in, STR("<ul><li>"));
	buf_add(&in, STR("deep"));
	for (int i = 0; i < 20000; i++)
		buf_add(&in, STR("</li></ul>"));
	buf_add(&in, STR("<p>after</p>"));
	assert_has(html_to_gemtext(&a, buf_str(&in), &options), " deep\n");
	assert_has(html_to_gemtext(&a, buf_str(&in), &options), "\n\nafter\n");
	buf_release(&in);
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "html text" };

	suite_table(&s, "gemtext", rows, test_row);
	suite_test(&s, test_links_change);
	suite_test(&s, test_left_is_told);
	suite_test(&s, test_plain);
	suite_test(&s, test_deep);
	return suite_run(&s);
}

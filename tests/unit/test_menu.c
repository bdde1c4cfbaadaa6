/* tests/unit/test_menu.c: Gopher menus.	gophermap.md section 4, gopher.md section 3 */
#include "unit/test.h"

#include "format/menu.h"
#include "format/utf8.h"

#define BQ "```"
#define I "\t\terror.host\t1\r\n"		/* clients.md section 3 overrules the worked example's own host */
#define O "\th.example\t70\r\n"

/* As serve/item.c decides for a capsule in which /old.txt is not to be had on Gopher. */
static char
type_of(const void *ctx, struct str path)
{
	(void)ctx;
	if (str_ends(path, STR("/")) || str_ends(path, STR(".gmi")))
		return '1';
	if (str_ends(path, STR(".txt")))
		return str_eq(path, STR("/old.txt")) ? 'h' : '0';
	return str_ends(path, STR(".png")) ? 'I' : '9';
}

/* The worked example's place, 67 columns wide; our own menus have MENU_WIDTH. */
static struct menu_place
place_of(size_t width)
{
	return (struct menu_place){ STR("h.example"), 70, width,
	    STR("gemini://h.example/harbour/index.gmi"), type_of, NULL, STR("/c/"), STR_NONE };
}

static void
assert_menu(const char *gemtext, size_t width, const char *want)
{
	struct menu_place place = place_of(width);
	struct str in = exact_dup(gemtext);
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);
	struct buf out;

	buf_init(&out, 1 << 16);
	doc_parse(d, in);
	menu_write_doc(&out, d, &place, &a);
	assert_str_equal(buf_str(&out), want);
	buf_release(&out);
	arena_release(&a);
	exact_free(in);
}

static void
the_worked_example(void **state)
{
	(void)state;
	assert_menu("# Harbour notes\n"
	    "The quiet ferry leaves at dawn, and the gulls have learned to wait for the baker rather than "
	    "for the boat.\n\n## What to bring\n"
	    "* A coat that does not mind salt water, because the outer deck is the only one with a view "
	    "worth having\n* Bread\n"
	    "> Nobody ever regretted the early ferry, only the late breakfast that came with it.\n"
	    "=> timetable.gmi\tTimetable\n=> pier.txt Pier rules\n=> photos/ Photographs\n=> map.png\n"
	    "=> https://example.net/tides?x=1 Tide tables\n"
	    "=> gopher://example.net/0/weather.txt Weather, plain\n"
	    "=> gemini://example.net/ A capsule elsewhere\n"
	    BQ "a small boat\n   |\\\n\t|_\\__\n" BQ "\n### End of the pier\n", 67,
	    "iHarbour notes" I "i=============" I
	    "iThe quiet ferry leaves at dawn, and the gulls have learned to wait" I
	    "ifor the baker rather than for the boat." I "i" I "iWhat to bring" I "i-------------" I
	    "i* A coat that does not mind salt water, because the outer deck is" I
	    "i  the only one with a view worth having" I "i* Bread" I
	    "i> Nobody ever regretted the early ferry, only the late breakfast" I
	    "i> that came with it." I
	    "1Timetable\t/harbour/timetable.gmi" O "0Pier rules\t/harbour/pier.txt" O
	    "1Photographs\t/harbour/photos/" O "Imap.png\t/harbour/map.png" O
	    "hTide tables\tURL:https://example.net/tides?x=1" O
	    "0Weather, plain\t/weather.txt\texample.net\t70\r\n"
	    "hA capsule elsewhere\tURL:gemini://example.net/" O
	    "i   |\\" I "i        |_\\__" I "i### End of the pier" I);
}

static const struct {
	const char *name, *in, *out;
} smalls[] = {
	{ "empty link is text",		"=>\n",			"i =>" I },	/* Lagrange would make it one */
	{ "link to a fragment",		"=> #top Up\n",		"iUp" I },
	{ "label is the URL",		"=> a%20b.txt\n",	"0a%20b.txt\t/harbour/a%20b.txt" O },
	{ "network path",		"=> //example.net/x\n",	"h//example.net/x\tURL:gemini://example.net/x" O },
	{ "empty item",			"* \n",			"i* " I },
	{ "empty quote",		">\n",			"i> " I },
	{ "empty heading",		"#\n",			"i" I "i" I },
	{ "fragment is dropped",	"=> pier.txt#two P\n",	"0P\t/harbour/pier.txt" O },
	{ "up",				"=> ../ Up\n",		"1Up\t/" O },
	{ "our own absolute address",	"=> gemini://h.example/x.txt X\n", "0X\t/x.txt" O },
	{ "our own, in capitals",	"=> GEMINI://H.EXAMPLE/x.txt X\n", "0X\t/x.txt" O },
	/* No selector of ours holds a question mark (phetch): by URL, then, or as a last part below /c/. */
	{ "query",			"=> /find?moon F\n",	"hF\tURL:gemini://h.example/find?moon" O },
	{ "query below /c/",		"=> /c/x.gmi?moon F\n",	"1F\t/c/x.gmi/moon" O },
	{ "query below /c/, empty",	"=> /c/x.gmi? F\n",	"1F\t/c/x.gmi/" O },
	{ "query below /c/, what would end a part", "=> /c/x.gmi?a/b?c F\n", "1F\t/c/x.gmi/a%2Fb%3Fc" O },
	{ "query below /c/, encoded stays so", "=> /c/x.gmi?a%2Fb%0Ac%09d F\n", "1F\t/c/x.gmi/a%2Fb%0Ac%09d" O },
	{ "query below /c/, by the web's way", "=> /c/old.txt/../../old.txt?x F\n", "hF\tURL:gemini://h.example/old.txt?x" O },
	{ "query beside /c/",		"=> /cx.gmi?moon F\n",	"hF\tURL:gemini://h.example/cx.gmi?moon" O },
	{ "not to be had on Gopher",	"=> /old.txt O\n",	"hO\tURL:gemini://h.example/old.txt" O },
	{ "gopher, root",		"=> gopher://g.example G\n", "1G\t\tg.example\t70\r\n" },
	{ "gopher, port",		"=> gopher://g.example:7070/1/a G\n", "1G\t/a\tg.example\t7070\r\n" },
	{ "gopher, type alone",		"=> gopher://g.example/7 G\n", "7G\t\tg.example\t70\r\n" },
	{ "gopher, decoded",		"=> gopher://g.example/0/a%20b G\n", "0G\t/a b\tg.example\t70\r\n" },
	{ "gopher, our root",		"=> gopher://h.example G\n", "1G\t/" O },
	{ "gopher, ours encoded",	"=> gopher://h.example/0/a%20b%23%3F%C3%A9%2509.txt G\n", "0G\t/a%20b%23%3F%C3%A9%2509.txt" O },
	{ "gopher, ours written as it is", "=> gopher://h.example/0/\303\251.txt G\n", "0G\t/%C3%A9.txt" O },
	{ "gopher, ours without a slash", "=> gopher://h.example/0a.txt G\n", "0G\t/a.txt" O },
	{ "gopher, our way to the web",	"=> gopher://h.example/hURL:https://e.example/%3Fa G\n", "hG\tURL:https://e.example/?a" O },
	{ "gopher with a search",	"=> gopher://g.example/7/s%09x G\n", "hG\tURL:gopher://g.example/7/s%09x" O },
	{ "gopher, line end inside",	"=> gopher://g.example/0/a%0D%0A.%0D%0A G\n", "hG\tURL:gopher://g.example/0/a%0D%0A.%0D%0A" O },
	/* gopher.md section 3: a line of type dot must never appear; a client would stop there. */
	{ "gopher, type dot",		"=> gopher://g.example/.x G\n", "hG\tURL:gopher://g.example/.x" O },
	{ "gopher, type no ASCII",	"=> gopher://g.example/%C3%A9 G\n", "hG\tURL:gopher://g.example/%C3%A9" O },
	{ "telnet",			"=> telnet://guest@bbs.example:2323 T\n", "8T\tguest\tbbs.example\t2323\r\n" },
	{ "telnet, usual port",		"=> telnet://bbs.example T\n", "8T\t\tbbs.example\t23\r\n" },
	{ "finger",			"=> finger://f.example/ann A\n", "0A\tann\tf.example\t79\r\n" },
	{ "mailto",			"=> mailto:a@b.example Write\n", "hWrite\tURL:mailto:a@b.example" O },
	{ "info like a link",		BQ "\n=> /x\n" BQ "\n",	"i => /x" I },
	{ "tabs to stops of eight",	BQ "\na\tb\n" BQ "\n",	"ia       b" I },
	{ "control characters",		"a\x1b[31mb\x07\xc2\x9b" "c\n", "ia[31mbc" I },
	{ "not UTF-8",			"caf\xff\n",		"icaf\xef\xbf\xbd" I },
	{ "a lone dot is text",		".\n",			"i." I },
	{ "preformatted is not wrapped", BQ "\n" "0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789\n" BQ "\n",
	    "i0123456789 0123456789 0123456789 0123456789 0123456789 0123456789 0123456789" I },
	{ "level 3, wrapped",		"### aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg\n",
	    "i### aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff" I "i    ggggggggg" I },
	{ "rule as wide as the longest", "# aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg\n",
	    "iaaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff" I "iggggggggg" I
	    "i===========================================================" I },
	/* A longer label goes on in info lines below its item. */
	{ "a long label",		"=> x.txt aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff ggggggggg\n",
	    "0aaaaaaaaa bbbbbbbbb ccccccccc ddddddddd eeeeeeeee fffffffff\t/harbour/x.txt" O "i  ggggggggg" I },
};

static void
test_small(void **state)
{
	const __typeof__(smalls[0]) *row = *state;

	assert_menu(row->in, 67, row->out);
}

/* A word of exactly `n` columns: one line up to MENU_WIDTH, two beyond. */
static void
the_width(void **state)
{
	(void)state;
	for (size_t n = MENU_WIDTH - 1; n <= MENU_WIDTH + 1; n++) {
		char *word = text_of('w', n), want[256];

		if (n <= MENU_WIDTH)
			(void)snprintf(want, sizeof(want), "i%s" I, word);
		else
			(void)snprintf(want, sizeof(want), "i%.*s" I "i%s" I, MENU_WIDTH, word, word + MENU_WIDTH);
		assert_menu(word, MENU_WIDTH, want);
		free(word);
	}
}

/* --- fields --- */

/* Lines have four fields and CRLF, and no field anything that ends one or talks to a terminal. */
static void
assert_lines(struct str menu, size_t lines)
{
	struct str line, field;
	size_t n = 0;

	while (menu.n > 0) {
		size_t fields = 0;

		assert_true(str_cut(&menu, '\n', &line));
		assert_true(str_drop(&line, STR("\r")));
		while (str_cut(&line, '\t', &field)) {
			fields++;
			assert_true(utf8_valid(field));
			for (size_t i = 0; i < field.n; i++)
				assert_false(ascii_is_control(field.p[i]));
		}
		assert_int_equal(fields, 4);
		n++;
	}
	assert_int_equal(n, lines);
}

static void
every_byte_in_every_field(void **state)
{
	(void)state;
	for (int i = 0; i < 256; i++) {
		char bytes[] = { 'a', (char)i, 'b' };
		struct str s = exact_of((struct str){ bytes, 3 });
		struct buf b;

		buf_init(&b, 4096);
		menu_info(&b, s);
		menu_title(&b, s);
		menu_item(&b, '0', s, s, s, 70);
		assert_lines(buf_str(&b), 3);
		buf_release(&b);
		exact_free(s);
	}
}

static void
the_lines_of_their_own(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 4096);
	menu_title(&b, STR("T"));
	menu_info(&b, STR("=> x"));
	menu_info(&b, STR(BQ));
	menu_item(&b, '1', STR("L"), STR("/s"), STR("h"), 65535);
	menu_end(&b);
	assert_str_equal(buf_str(&b), "iT\tTITLE\tnull.host\t1\r\ni => x" I "i " BQ I "1L\t/s\th\t65535\r\n.\r\n");
	buf_release(&b);
}

/* MENU_LABEL_MAX is for what is displayed: just under, at, just over. Characters are not torn. */
static void
long_labels(void **state)
{
	(void)state;
	for (size_t n = MENU_LABEL_MAX - 3; n <= MENU_LABEL_MAX + 1; n++) {
		char *text = text_of('x', n + 3);
		struct buf b;

		buf_init(&b, 4096);
		menu_info(&b, (struct str){ text, n });
		assert_int_equal(b.n, 1 + (n < MENU_LABEL_MAX ? n : MENU_LABEL_MAX) + strlen(I));
		buf_clear(&b);
		memcpy(text + n, "\xe6\x9c\x88", 3);
		menu_info(&b, (struct str){ text, n + 3 });
		assert_true(b.n <= 1 + MENU_LABEL_MAX + strlen(I));
		assert_lines(buf_str(&b), 1);
		buf_release(&b);
		free(text);
	}
}

/* MENU_FIELD_MAX, just under, at, just over: an address is whole, or it is no link. */
static void
long_selectors_stay_whole(void **state)
{
	static const size_t sizes[] = { 511, 513, MENU_FIELD_MAX - 1, MENU_FIELD_MAX, MENU_FIELD_MAX + 1 };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes); i++) {
		char *selector = text_of('x', sizes[i]);
		struct buf b;

		buf_init(&b, 4096);
		menu_item(&b, '0', STR("label"), str_of(selector), STR("h"), 70);
		if (sizes[i] <= MENU_FIELD_MAX)
			assert_int_equal(b.n, strlen("0label\t") + sizes[i] + strlen("\th\t70\r\n"));
		else
			assert_str_equal(buf_str(&b), "ilabel" I);
		buf_release(&b);
		free(selector);
	}
}

static void
types(void **state)
{
	(void)state;
	for (int c = 0; c < 256; c++)
		assert_int_equal(menu_type_valid((char)c), c > ' ' && c < 0x7f && c != '.');
}

/* In running text a TAB is a blank: no line is wider than it was asked to be. */
static void
no_line_is_too_wide(void **state)
{
	struct menu_place place = place_of(MENU_WIDTH);
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);
	struct str rest, line;
	struct buf b;

	(void)state;
	buf_init(&b, 1 << 16);
	doc_parse(d, STR("a\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\tm\tn\to\tp\tq\tr\ts\tt\tu\tv\tw\tx\ty\tz\n"
	    "* a\tb\tc\td\te\tf\tg\th\ti\tj\tk\tl\tm\tn\to\tp\tq\tr\ts\tt\tu\tv\tw\tx\ty\tz\n"));
	menu_write_doc(&b, d, &place, &a);
	for (rest = buf_str(&b); str_cut(&rest, '\n', &line);) {
		struct str label;

		assert_true(str_cut(&line, '\t', &label));
		assert_true(utf8_columns(str_from(label, 1)) <= MENU_WIDTH);
	}
	buf_release(&b);
	arena_release(&a);
}

/* Selectors of ours behind a door; what leads elsewhere, or is no path, is left alone. */
static const struct {
	const char *name, *link, *out;
} doors[] = {
	{ "relative",		"=> a.txt A",			"0A\t/ascii/harbour/a.txt" O },
	{ "absolute",		"=> /x/ X",			"1X\t/ascii/x/" O },
	{ "home",		"=> / Home",			"1Home\t/ascii/" O },
	{ "picture",		"=> map.png Map",		"IMap\t/ascii/harbour/map.png" O },
	{ "words",		"=> /c/abcde/x?words W",	"9W\t/ascii/c/abcde/x/words" O },
	{ "our own gopher",	"=> gopher://h.example/0/a.txt A", "0A\t/ascii/a.txt" O },
	{ "our own gopher, no slash", "=> gopher://h.example/0a.txt A", "0A\t/ascii/a.txt" O },
	{ "our own root",	"=> gopher://H.example R",	"1R\t/ascii/\tH.example\t70\r\n" },
	{ "another port",	"=> gopher://h.example:7070/1/ R", "1R\t/\th.example\t7070\r\n" },
	{ "elsewhere",		"=> gopher://e.example/0/a A",	"0A\t/a\te.example\t70\r\n" },
	{ "the web",		"=> https://e.example/ W",	"hW\tURL:https://e.example/" O },
	{ "not on Gopher",	"=> /old.txt O",		"hO\tURL:gemini://h.example/old.txt" O },
	{ "telnet",		"=> telnet://g@bbs.example B",	"8B\tg\tbbs.example\t23\r\n" },
};

static void
test_door(void **state)
{
	const __typeof__(doors[0]) *row = *state;
	struct menu_place place = place_of(MENU_WIDTH);
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);
	struct buf b;

	place.door = STR("/ascii");
	buf_init(&b, 4096);
	doc_parse(d, str_of(row->link));
	menu_write_doc(&b, d, &place, &a);
	assert_str_equal(buf_str(&b), row->out);
	buf_release(&b);
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "menu" };

	suite_test(&s, the_worked_example);
	suite_table(&s, "menu", smalls, test_small);
	suite_table(&s, "menu behind a door", doors, test_door);
	suite_test(&s, the_width);
	suite_test(&s, every_byte_in_every_field);
	suite_test(&s, the_lines_of_their_own);
	suite_test(&s, long_labels);
	suite_test(&s, long_selectors_stay_whole);
	suite_test(&s, types);
	suite_test(&s, no_line_is_too_wide);
	return suite_run(&s);
}

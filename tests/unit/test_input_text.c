/* tests/unit/test_input_text.c: a comment's text: room for it, and what it may not become.	DESIGN.md section 3 */
#include "unit/stage.h"

#include "format/gemtext.h"
#include "format/uri.h"
#include "format/utf8.h"

static struct stage s;

/* --- room: what fits the prompt fits the link --- */

/* The shortest request that a client could have sent `text` with, and what it becomes in the preview. */
static void
assert_no_longer(struct str text)
{
	struct buf request;
	const char *link;

	buf_init(&request, 2048);
	buf_addf(&request, "%s?", stage_path(&s, "moon", "leave-a-comment"));
	uri_encode_query(&request, text);
	buf_addc(&request, '\0');
	link = stage_publish_link(stage_gemini(&s, request.p));
	if (strlen(link) > strlen(request.p))
		fail_msg("%s became %s", request.p, link);
	(void)stage_gemini(&s, link);
	assert_false(s.done);
	buf_release(&request);
}

static void
a_link_is_never_longer_than_the_request(void **state)
{
	static const char *const texts[] = { "a", "a b", "a\r\nb", "a\rb", "a\tb", " a", "a\xe2\x80\xa8" "b", "a\xc2\x85" "b",
	    "a\x1b[1mb", "100%", "a+b", "?&=/:@;,!$'()*", "\xc2\xa0x", "\xe3\x80\x80x", "e\xcc\x81", "\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x9a\x80",
	    "\xe2\x80\xae" "abc", "a \nb ", "#\"<>[]^`{|}\\" };

	(void)state;
	stage_open(&s);
	for (size_t i = 0; i < COUNT(texts); i++)
		assert_no_longer(str_of(texts[i]));
	for (int c = ' ' + 1; c < 0x7f; c++)
		assert_no_longer((struct str){ (char[]){ (char)c }, 1 });
	stage_close(&s);
}

/* A request of 1023 bytes, of 1024, of 1025. */
static void
as_much_as_fits(void **state)
{
	(void)state;
	stage_open(&s);
	for (size_t n = GEMINI_REQUEST_MAX - 1; n <= GEMINI_REQUEST_MAX + 1; n++) {
		char path[2048];
		size_t used = strlen(STAGE_GEMINI);
		struct str answer;

		stage_keep(path, sizeof(path), stage_path(&s, "moon", "leave-a-comment?"));
		memset(path + strlen(path), 'x', n - used - strlen(path) + 1);
		path[n - used] = '\0';
		answer = stage_gemini(&s, path);
		if (n > GEMINI_REQUEST_MAX) {
			assert_status(answer, "59 ");
			continue;
		}
		assert_int_equal(strlen(stage_publish_link(answer)) + used, n);
		(void)stage_gemini(&s, stage_publish_link(answer));
		assert_false(s.done);
	}
	stage_close(&s);
}

/* --- text that tries to be more than text --- */

static const struct {
	const char *name, *text;
} tricks[] = {
	{ "link",		"=> gemini://evil.example/ Free" }, { "link in line two", "a\n=> gemini://evil.example/ Free" },
	{ "heading",		"# Official\n## Notice" }, { "block", "```\nall of the page" }, { "quote", "> > deep" },
	{ "end of a menu",	"a\n.\nb" }, { "dot and CR LF", "a\r\n.\r\n1Evil\t/x\tevil.example\t70\r\n" },
	{ "menu item",		"1Evil\t/x\tevil.example\t70" }, { "escape", "\x1b[31m\x1b]0;evil\x07" }, { "C1", "\xc2\x9b" "31m" },
	{ "bare CR",		"good\r=> gemini://evil.example/ Free" }, { "U+2028", "a\xe2\x80\xa8=> gemini://evil.example/ Free" },
	{ "vertical tab",	"a\x0b=> gemini://evil.example/ Free" }, { "override", "\xe2\x80\xae" "txt.exe" },
	{ "front matter",	"---\nvia: author\nname: The Author\n---\nhello" }, { "placeholder", "{{posts 100}}" },
	{ "hidden",		"a\xe2\x80\x8b=> x" }, { "publish link", "=> /c/x/y?z Publish this comment" },
};

/*
 * Between the comment's heading and the empty line behind it stand quotes and nothing else; but below a
 * post the last of them is followed by our own way to the comment, which holds nothing of the text.
 */
static void
assert_only_quotes(struct str page, const char *answer_url)
{
	bool inside = false, in_pre = false;
	struct str line;
	size_t quotes = 0;

	while (str_line(&page, &line)) {
		struct gemtext_line l = gemtext_parse_line(line, &in_pre);

		assert_false(in_pre);
		if (l.kind == GEMTEXT_HEADING && l.level == 3) {
			inside = true;
			assert_lacks(l.text, "evil");
		} else if (inside && l.kind == GEMTEXT_LINK && quotes > 0 && answer_url != NULL) {
			assert_str_equal(l.url, answer_url);
			assert_str_equal(l.text, "Answer Anonymous");
			inside = false;
		} else if (inside && line.n == 0) {
			inside = false;
		} else if (inside) {
			assert_int_equal(l.kind, GEMTEXT_QUOTE);
			quotes++;
		} else if (!str_starts(line, STR("=> /c/"))) {	/* the publish link carries the text in its query */
			assert_lacks(line, "evil");
			assert_lacks(line, "Official");
		}
		for (size_t i = 0; i < line.n; i++)
			assert_false(ascii_is_control(line.p[i]) && line.p[i] != '\r');
		assert_lacks(line, "\xc2\x9b");
		assert_lacks(line, "\xe2\x80\xae");
	}
	assert_true(quotes > 0);
}

static void
test_trick(void **state)
{
	const __typeof__(tricks[0]) *row = *state;
	struct comment_put put = { .box = BOX_PUBLISHED, .post = STR("sun") };
	struct comment c = { .id = STR("20240301T120000Z-bbbbbbbb"), .via = STR("gemini"), .date = STAGE_NOW };
	struct arena a = { NULL };
	struct buf path;
	struct str preview, rest, line, label;
	char answer_url[128];

	stage_open(&s);
	buf_init(&path, 4096);
	buf_addf(&path, "%s?", stage_path(&s, "sun", "leave-a-comment"));
	uri_encode_query(&path, str_of(row->text));
	buf_addc(&path, '\0');
	preview = stage_gemini(&s, path.p);
	assert_true(str_line(&preview, &line));
	assert_only_quotes(preview, NULL);
	(void)stage_gemini(&s, stage_publish_link(preview));
	assert_false(s.done);
	c.text = arena_str(&a, s.x.response.order.text);
	put.comment = &c;
	comments_put(s.t.fd, &put, 1);
	assert_int_equal(put.rc, 0);
	stage_load(&s);
	preview = stage_gemini(&s, "/posts/sun.gmi");
	assert_has(preview, "## 1 comment\n");
	assert_lacks(preview, "(author)");
	assert_true(str_line(&preview, &line));
	stage_keep(answer_url, sizeof(answer_url), stage_path(&s, "sun", "20240301T120000Z-bbbbbbbb"));
	assert_only_quotes(preview, answer_url);
	/* On Gopher: a whole menu, and nothing of the text is an item or lies bare at a line's start. */
	rest = stage_gopher(&s, STR("/posts/sun.gmi"));
	assert_menu_reply(rest);
	while (str_line(&rest, &line) && str_cut(&line, '\t', &label)) {
		if (label.p[0] != 'i')
			assert_lacks(label, "vil");
		else if (has_text(label, STR("vil")))
			assert_true(str_starts(label, STR("i> ")));
	}
	rest = stage_gopher(&s, STR("/posts/sun.txt"));
	assert_lacks(rest, "\n.\n");
	assert_lacks(rest, "\x1b");
	buf_release(&path);
	arena_release(&a);
	stage_close(&s);
}

/* --- the same by Gopher's prompt --- */

static const struct {
	const char *name, *text;
} gopher_texts[] = {
	{ "a word", "Hello" }, { "blanks", "a b  c" }, { "a question", "why? or not?" }, { "slashes", "a/b/c" },
	{ "a slash in front", "/etc" }, { "a slash behind", "etc/" }, { "percent", "100%41" }, { "plus", "a+b" },
	{ "a number sign", "#1" }, { "a dot", "." }, { "two dots", ".." }, { "two dots and a slash", "../x" },
	{ "three dots", "..." }, { "link", "=> gemini://evil.example/ Free" }, { "heading", "# evil" },
	{ "block", "``` evil" }, { "a step's word", "leave-a-comment" }, { "a name", "mine" }, { "a page", "page-2" },
	{ "no ASCII", "Gr\xc3\xbc\xc3\x9f" "e \xf0\x9f\x9a\x80" }, { "escape", "\x1b[31mevil" },
	{ "as long as a selector", "0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789" },
	{ "signed", "Hello -- Bob" },
};

/* The selector of the item with this label; in the arena. */
static struct str
selector_of(struct str menu, char type, const char *label, struct arena *a)
{
	struct str all = menu, line, field;

	while (str_line(&menu, &line)) {
		if (line.p[0] != type || !str_cut(&line, '\t', &field) || !str_starts(str_from(field, 1), str_of(label)))
			continue;
		assert_true(str_cut(&line, '\t', &field));
		return arena_str(a, field);
	}
	print_bytes(label, all);
	fail_msg("no such item");
	return STR_NONE;
}

static void
test_gopher_text(void **state)
{
	const __typeof__(gopher_texts[0]) *row = *state;
	struct arena a = { NULL };
	struct str rest, menu, label, publish, want;

	stage_open(&s);
	menu = stage_gopher(&s, arena_printf(&a, "%s\t%s", stage_path(&s, "sun", "leave-a-comment"), row->text));
	assert_true(s.done);
	assert_menu_reply(menu);
	rest = menu;
	while (str_line(&rest, &label)) {
		struct str first;

		if (str_cut(&label, '\t', &first) && has_text(first, STR("evil")))
			assert_true(str_starts(first, STR("i> ")));
	}
	publish = selector_of(menu, '1', "Publish this comment", &a);
	assert_true(publish.n <= 255);
	(void)stage_gopher(&s, publish);
	if (s.done)
		print_bytes("not published by", publish);
	assert_false(s.done);
	assert_int_equal(s.x.response.order.kind, ORDER_PUBLISH);
	assert_str_equal(s.x.response.order.via, "gopher");
	want = utf8_clean_text(&a, str_of(row->text));
	if (str_drop(&want, STR(" -- Bob")))
		assert_str_equal(s.x.response.order.name, "Bob");
	assert_bytes_equal(s.x.response.order.text, want);
	arena_release(&a);
	stage_close(&s);
}

/* More than a selector carries: the store keeps it, and the item has its name. */
static void
a_long_text_on_gopher(void **state)
{
	char *text = text_of('x', 900);
	struct arena a = { NULL };
	struct str publish, name;

	(void)state;
	stage_open(&s);
	(void)stage_gopher(&s, arena_printf(&a, "%s\t%s", stage_path(&s, "sun", "leave-a-comment"), text));
	assert_false(s.done);
	assert_int_equal(s.x.response.order.kind, ORDER_DRAFT);
	assert_str_equal(s.x.response.order.text, text);
	name = arena_str(&a, s.x.response.order.name);
	temp_write(&s.t, arena_cstr(&a, arena_printf(&a, ".carrel/drafts/%.*s.txt", STR_ARG(name))), text);
	publish = selector_of(arena_str(&a, stage_settle(&s, ORDER_DONE, 0, "")), '1', "Publish this comment", &a);
	assert_true(publish.n <= 255);
	(void)stage_gopher(&s, publish);
	assert_false(s.done);
	assert_int_equal(s.x.response.order.kind, ORDER_PUBLISH);
	assert_str_equal(s.x.response.order.text, text);
	/* No room: the reader has his text before him. */
	(void)stage_gopher(&s, arena_printf(&a, "%s\t%s", stage_path(&s, "sun", "leave-a-comment"), text));
	assert_false(s.done);
	assert_has(stage_settle(&s, ORDER_FULL, 0, ""), "i> xxx");
	free(text);
	arena_release(&a);
	stage_close(&s);
}

/* A name can be given behind the text, and is part of what is seen and then published. */
static void
signed_on_gopher(void **state)
{
	struct arena a = { NULL };
	struct str item;

	(void)state;
	stage_open(&s);
	item = selector_of(arena_str(&a, stage_gopher(&s, arena_printf(&a, "%s\tHello", stage_path(&s, "sun",
	    "leave-a-comment")))), '7', "Sign it with a name", &a);
	item = selector_of(arena_str(&a, stage_gopher(&s, arena_printf(&a, "%.*s\tBob", STR_ARG(item)))), '1',
	    "Publish this comment", &a);
	assert_has(buf_str(&s.out), "i### Bob, 1 March 2024\t");
	(void)stage_gopher(&s, item);
	assert_false(s.done);
	assert_str_equal(s.x.response.order.name, "Bob");
	assert_str_equal(s.x.response.order.text, "Hello");
	arena_release(&a);
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "input text" };

	suite_test(&suite, a_link_is_never_longer_than_the_request);
	suite_test(&suite, as_much_as_fits);
	suite_table(&suite, "input trick", tricks, test_trick);
	suite_table(&suite, "input gopher", gopher_texts, test_gopher_text);
	suite_test(&suite, a_long_text_on_gopher);
	suite_test(&suite, signed_on_gopher);
	return suite_run(&suite);
}

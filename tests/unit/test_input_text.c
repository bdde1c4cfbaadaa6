/* tests/unit/test_input_text.c: a comment's text: room for it, and what it may not become.	DESIGN.md section 3 */
#include "unit/stage.h"

#include "format/gemtext.h"
#include "format/uri.h"

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

/* Between the comment's heading and the empty line behind it stand quotes and nothing else. */
static void
assert_only_quotes(struct str page)
{
	bool inside = false, in_pre = false;
	struct str line;
	size_t quotes = 0;

	while (str_line(&page, &line)) {
		struct gemtext_line l = gemtext_parse_line(line, &in_pre);

		assert_false(in_pre);
		if (l.kind == GEMTEXT_HEADING && l.level == 3) {
			inside = true;
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

	stage_open(&s);
	buf_init(&path, 4096);
	buf_addf(&path, "%s?", stage_path(&s, "sun", "leave-a-comment"));
	uri_encode_query(&path, str_of(row->text));
	buf_addc(&path, '\0');
	preview = stage_gemini(&s, path.p);
	assert_true(str_line(&preview, &line));
	assert_only_quotes(preview);
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
	assert_only_quotes(preview);
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

int
main(void)
{
	static struct suite suite = { .name = "input text" };

	suite_test(&suite, a_link_is_never_longer_than_the_request);
	suite_test(&suite, as_much_as_fits);
	suite_table(&suite, "input trick", tricks, test_trick);
	return suite_run(&suite);
}

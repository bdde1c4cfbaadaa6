#include "page/page.h"

#include "base/banned.h"

static void
add_way_back(const struct page *page, struct doc *d, const struct post *post)
{
	if (post == NULL)
		doc_link(d, STR("/"), page_word(page, WORD_HOME));
	else
		doc_link(d, page_url(page, post->path), page_say(page, WORD_BACK_TO, .title = post->title));
}

struct doc *
page_preview(const struct page *page, const struct writing *w)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, page_say(page, WORD_YOUR_COMMENT_ON, .title = w->post->title));
	doc_text(d, page_word(page, WORD_PREVIEW));
	if (w->note.n > 0)
		doc_text(d, w->note);
	talk_comment(page, d, w->comment, w->about, 0);
	doc_gap(d);
	doc_link(d, w->publish_url, page_word(page, WORD_PUBLISH));
	if (w->sign_url.n > 0)
		doc_link(d, w->sign_url, page_word(page, WORD_SIGN));
	doc_link(d, w->again_url, page_word(page, WORD_WRITE_ANEW));
	add_way_back(page, d, w->post);
	doc_gap(d);
	doc_text(d, page_word(page, WORD_MORE_TO_SAY));
	return d;
}

struct doc *
page_no_text(const struct page *page, const struct post *post, struct str again_url)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, page_word(page, WORD_NOTHING_WRITTEN));
	doc_text(d, page_word(page, WORD_NOTHING_WRITTEN_WHY));
	doc_gap(d);
	doc_link(d, again_url, page_word(page, WORD_WRITE));
	add_way_back(page, d, post);
	return d;
}

struct doc *
page_text_back(const struct page *page, const struct post *post, struct str title, struct str why,
    struct str text, struct str go_on_url, struct str go_on)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, title);
	doc_text(d, why);
	if (text.n > 0) {
		doc_text(d, page_word(page, WORD_WHAT_YOU_WROTE));
		doc_gap(d);
		doc_quote(d, text);
	}
	doc_gap(d);
	if (go_on_url.n > 0)
		doc_link(d, go_on_url, go_on);
	add_way_back(page, d, post);
	return d;
}

/*
 * The text stands in front of the link as a line of text: Lagrange's "paste preceding line" puts it into
 * the prompt, and editing works. (The writer of gemtext keeps it from being anything but text.)
 */
static void
add_edit(const struct page *page, struct doc *d, const struct comment *c, struct str url)
{
	struct str rest = c->text, line;

	doc_gap(d);
	while (str_line(&rest, &line))
		doc_text(d, line);
	doc_link(d, url, page_word(page, WORD_EDIT_TEXT));
}

struct doc *
page_comment(const struct page *page, const struct post *post, const struct boxed *what,
    const struct comment_tools *t)
{
	const struct comment *c = &what->comment;
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, what->box == BOX_HELD ? page_word(page, WORD_WAITS) :
	    page_say(page, WORD_A_COMMENT_ON, .title = post->title));
	if (what->box == BOX_HELD)
		doc_text(d, page_word(page, WORD_WAITS_WHY));
	if (!t->hides)
		talk_comment(page, d, c, NULL, 0);
	doc_gap(d);
	if (t->let_url.n > 0)
		doc_link(d, t->let_url, page_word(page, WORD_LET));
	if (t->reject_url.n > 0)
		doc_link(d, t->reject_url, page_word(page, WORD_REJECT));
	if (t->block_url.n > 0)
		doc_link(d, t->block_url, page_word(page, WORD_BLOCK));
	if (t->answer_url.n > 0)
		doc_link(d, t->answer_url, page_say(page, c->name.n > 0 ? WORD_ANSWER_ROOM :
		    WORD_ANSWER_NAMELESS_ROOM, .name = c->name, .n = talk_room(page, t->answer_url, post)));
	if (t->add_url.n > 0)
		doc_link(d, t->add_url, page_word(page, WORD_ADD));
	if (t->delete_url.n > 0)
		doc_link(d, t->delete_url, page_word(page, WORD_DELETE));
	if (c->reply_to.n > 0)
		doc_link(d, page_comment_url(page, post, c->reply_to), page_word(page, WORD_WHAT_IT_ANSWERS));
	add_way_back(page, d, post);
	if (t->edit_url.n > 0)
		add_edit(page, d, c, t->edit_url);
	return d;
}

struct doc *
page_comment_gone(const struct page *page, const struct post *post)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, page_word(page, WORD_COMMENT_GONE));
	doc_text(d, page_word(page, WORD_COMMENT_GONE_WHY));
	doc_gap(d);
	add_way_back(page, d, post);
	return d;
}

struct doc *
page_confirm(const struct page *page, struct str title, struct str text, struct str url,
    struct str label, struct str back_url)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, title);
	if (text.n > 0)
		doc_quote(d, text);
	doc_gap(d);
	doc_link(d, url, label);
	doc_link(d, back_url, page_word(page, WORD_NO_GO_BACK));
	return d;
}

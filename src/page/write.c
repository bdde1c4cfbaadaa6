#include "page/page.h"

#include "base/banned.h"

static void
add_way_back(const struct page *page, struct doc *d, const struct post *post)
{
	if (post == NULL)
		doc_link(d, STR("/"), STR("Home"));
	else
		doc_link(d, page_url(page, post->path), arena_printf(page->arena, "Back to “%.*s”",
		    STR_ARG(post->title)));
}

struct doc *
page_preview(const struct page *page, const struct writing *w)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, arena_printf(page->arena, "Your comment on “%.*s”", STR_ARG(w->post->title)));
	doc_text(d, STR("This is how it will look. It is not published yet."));
	if (w->note.n > 0)
		doc_text(d, w->note);
	talk_comment(page, d, w->comment, w->about, 0);
	doc_gap(d);
	doc_link(d, w->publish_url, STR("Publish this comment"));
	if (w->sign_url.n > 0)
		doc_link(d, w->sign_url, STR("Sign it with a name"));
	doc_link(d, w->again_url, STR("Write it anew"));
	add_way_back(page, d, w->post);
	doc_gap(d);
	doc_text(d, STR("More to say? Publish this much; for an hour you can add to it from the comment's own "
	    "page."));
	return d;
}

struct doc *
page_no_text(const struct page *page, const struct post *post, struct str again_url)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, STR("Nothing was written"));
	doc_text(d, STR("Your answer was empty, so there is nothing to show or to save."));
	doc_gap(d);
	doc_link(d, again_url, STR("Write a comment"));
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
		doc_text(d, STR("This is what you wrote, so that you can keep it:"));
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
add_edit(struct doc *d, const struct comment *c, struct str url)
{
	struct str rest = c->text, line;

	doc_gap(d);
	while (str_line(&rest, &line))
		doc_text(d, line);
	doc_link(d, url, STR("Edit this text (within an hour of writing)"));
}

struct doc *
page_comment(const struct page *page, const struct post *post, const struct boxed *what,
    const struct comment_tools *t)
{
	const struct comment *c = &what->comment;
	struct str name = c->name.n > 0 ? c->name : STR("this comment");
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, what->box == BOX_HELD ? STR("This comment waits for the author") :
	    arena_printf(page->arena, "A comment on “%.*s”", STR_ARG(post->title)));
	if (what->box == BOX_HELD)
		doc_text(d, STR("Thank you. It is saved. Once the author has read it, it will appear below the "
		    "post; this page tells you then. You need not send it again."));
	if (!t->hides)
		talk_comment(page, d, c, NULL, 0);
	doc_gap(d);
	if (t->let_url.n > 0)
		doc_link(d, t->let_url, STR("Publish it"));
	if (t->reject_url.n > 0)
		doc_link(d, t->reject_url, STR("Remove it"));
	if (t->block_url.n > 0)
		doc_link(d, t->block_url, STR("Remove it and take no more from its writer"));
	if (t->answer_url.n > 0)
		doc_link(d, t->answer_url, arena_printf(page->arena, "Answer %.*s (one prompt, about %zu "
		    "characters)", STR_ARG(name), talk_room(page, t->answer_url, post->lang.n > 0 ? post->lang :
		    page->view->site->config->lang)));
	if (t->add_url.n > 0)
		doc_link(d, t->add_url, STR("Add to this comment (within an hour of writing)"));
	if (t->delete_url.n > 0)
		doc_link(d, t->delete_url, STR("Delete this comment"));
	if (c->reply_to.n > 0)
		doc_link(d, page_comment_url(page, post, c->reply_to), STR("What it answers"));
	add_way_back(page, d, post);
	if (t->edit_url.n > 0)
		add_edit(d, c, t->edit_url);
	return d;
}

struct doc *
page_comment_gone(const struct page *page, const struct post *post)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, STR("This comment is not here any more"));
	doc_text(d, STR("Its writer or the author of the capsule has taken it out."));
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
	doc_link(d, back_url, STR("No, go back"));
	return d;
}

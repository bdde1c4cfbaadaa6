#include "page/page.h"

#include "format/utf8.h"

#include "base/banned.h"

#define FOLLOW_POST 200		/* comments in the list of one discussion */
#define FOLLOW_ALL 50		/* in the list for the whole capsule */

/* "=> URL YYYY-MM-DD Name: first words": one entry a comment, and nothing that changes by itself. */
static void
add_entry(const struct page *page, struct doc *d, const struct post *post, const struct comment *c,
    bool with_title)
{
	struct str day = page_day(page, c->date, 0), first = c->text, line = STR_NONE;
	struct str name = page_name(page, c), what;

	(void)str_line(&first, &line);
	what = with_title ? page_say(page, WORD_COMMENT_ON, .name = name, .title = post->title) :
	    arena_printf(page->arena, "%.*s: %.*s", STR_ARG(name), STR_ARG(utf8_fit(line, 60)));
	doc_link(d, page_comment_url(page, post, c->id), arena_printf(page->arena, "%.*s %.*s", STR_ARG(day),
	    STR_ARG(what)));
}

struct doc *
page_follow_post(const struct page *page, const struct post *post)
{
	struct doc *d = doc_new(page->arena);
	struct comment *comments;
	size_t n;

	if (comments_read(page->view->site->root, BOX_PUBLISHED, post->name, FOLLOW_POST, page->arena,
	    &comments, &n, NULL, NULL) == -1)
		n = 0;
	doc_heading(d, 1, page_say(page, WORD_COMMENTS_ON, .title = post->title));
	doc_gap(d);
	while (n-- > 0)
		add_entry(page, d, post, &comments[n], false);
	doc_gap(d);
	doc_link(d, page_url(page, arena_printf(page->arena, "%.*s.xml", (int)(post->path.n - 4),
	    post->path.p)), page_word(page, WORD_AS_FEED));
	doc_link(d, page_url(page, post->path), page_word(page, WORD_THE_POST));
	return d;
}

struct doc *
page_follow_all(const struct page *page)
{
	struct doc *d = doc_new(page->arena);
	struct talk *recent = arena_new(page->arena, FOLLOW_ALL, sizeof(*recent));
	size_t n = talk_gather(page, recent, FOLLOW_ALL);

	doc_heading(d, 1, page_say(page, WORD_COMMENTS_IN_CAPSULE,
	    .title = page->view->site->config->title));
	doc_gap(d);
	for (size_t i = 0; i < n; i++)
		add_entry(page, d, recent[i].post, &recent[i].comment, true);
	doc_gap(d);
	doc_link(d, STR("/comments.xml"), page_word(page, WORD_AS_FEED));
	doc_link(d, STR("/"), page_word(page, WORD_HOME));
	return d;
}

#include "page/page.h"

#include "format/uri.h"

#include "base/banned.h"

#define WRITE_POSTS 50		/* the newest; older ones are sent to their addresses all the same */

/* titan://host/path: where a client with Titan sends to. */
static struct str
titan_url(const struct page *page, struct str path, const char *more)
{
	struct str rest = page->capsule, url = page_url(page, path);

	(void)str_skip(&rest, STR("gemini://"));
	return arena_printf(page->arena, "titan://%.*s%.*s%s", STR_ARG(rest), STR_ARG(url), more);
}

static struct str
remove_url(const struct page *page, struct str path)
{
	struct str out;
	struct buf b;

	buf_init(&b, 3 * path.n + 32);
	buf_add(&b, STR("/c/remove?"));
	uri_encode_query(&b, path);
	out = arena_str(page->arena, buf_str(&b));
	buf_release(&b);
	return out;
}

struct doc *
page_write(const struct page *page)
{
	const struct site *s = page->view->site;
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, page_word(page, WORD_WRITE_FROM_HERE));
	doc_text(d, page_word(page, WORD_WRITE_FROM_HERE_WHY));
	doc_gap(d);
	doc_link(d, titan_url(page, STR("/posts/"), ""), page_word(page, WORD_WRITE_NEW));
	for (size_t i = 0; i < s->n_posts && i < WRITE_POSTS; i++) {
		const struct post *p = s->posts[i];
		struct str file = arena_printf(page->arena, "/posts/%.*s.gmi", STR_ARG(p->name));

		doc_gap(d);
		doc_link(d, titan_url(page, file, ";edit"), page_say(page, WORD_WRITE_EDIT, .title = p->title));
		doc_link(d, remove_url(page, file), page_word(page, WORD_WRITE_REMOVE));
	}
	doc_gap(d);
	doc_link(d, STR("/c/drafts"), page_word(page, WORD_DRAFTS_AND_COMING));
	doc_link(d, STR("/c/"), page_word(page, WORD_YOU));
	return d;
}

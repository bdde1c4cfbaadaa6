#include "page/page.h"

#include "format/excerpt.h"

#include "base/banned.h"

#define URI_MAX 1024		/* bytes of a request, in both protocols */

static struct str
words_of(const struct page *page, const struct query *q)
{
	struct str out;
	struct buf b;

	buf_init(&b, SEARCH_WORDS_MAX);
	query_write(q, &b);
	out = arena_str(page->arena, buf_str(&b));
	buf_release(&b);
	return out;
}

static struct str
result_url(const struct page *page, const struct query *q, size_t number)
{
	return page_url(page, arena_printf(page->arena, "/search/%zu/%.*s", number, STR_ARG(words_of(page, q))));
}

/* Where the words leave no room for a longer address, there is no link: it would lead to a refusal. */
static void
add_result_link(const struct page *page, struct doc *d, const struct query *q, size_t number, struct str label)
{
	struct str url = result_url(page, q, number);

	if (page->capsule.n + url.n <= URI_MAX)
		doc_link(d, url, label);
	else
		doc_text(d, arena_printf(page->arena, "%.*s: with fewer words.", STR_ARG(label)));
}

static void
add_way_out(struct doc *d)
{
	doc_gap(d);
	doc_link(d, STR("/search"), STR("Search again"));
	doc_link(d, STR("/posts/"), STR("All posts"));
	doc_link(d, STR("/"), STR("Home"));
}

static void
add_help(struct doc *d)
{
	doc_gap(d);
	doc_heading(d, 2, STR("How to search"));
	doc_gap(d);
	doc_item(d, STR("moon letters: both words, anywhere in a post or a comment"));
	doc_item(d, STR("\"moon letters\": these words side by side"));
	doc_item(d, STR("moon*: all words that begin so"));
	doc_item(d, STR("moon -sun: the one without the other"));
	doc_gap(d);
	doc_text(d, STR("Capital letters and accents make no difference."));
}

struct doc *
page_search_help(const struct page *page, bool only_without)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, STR("Search"));
	doc_gap(d);
	doc_text(d, only_without ? STR("You have said what should not be there. Say also what to look for.") :
	    STR("There was no word in that to look for."));
	doc_gap(d);
	doc_link(d, STR("/search"), STR("Search"));
	add_help(d);
	doc_gap(d);
	doc_link(d, STR("/"), STR("Home"));
	return d;
}

/* --- results --- */

static void
add_post(const struct page *page, struct doc *d, const struct post *post, const struct query *q)
{
	struct str day = page_day(page, post->date, post->offset), body;
	const struct post *version;

	doc_link(d, page_url(page, post->path), arena_printf(page->arena, "%.*s, %.*s", STR_ARG(post->title),
	    STR_ARG(day)));
	if (post_open(page->view->site->root, post, page->arena, &version, &body, NULL) == 0)
		doc_quote(d, excerpt_make(page->arena, excerpt_readable(page->arena, body), q));
}

static void
add_comment(const struct page *page, struct doc *d, const struct found *item, const struct query *q)
{
	struct str day = page_day(page, item->date, 0), name;
	struct comment c;

	/* Taken down at this very moment. */
	if (comments_get(page->view->site->root, BOX_PUBLISHED, item->post->name, item->id, page->arena, &c,
	    NULL) == -1)
		return;
	name = c.name.n > 0 ? c.name : STR("Anonymous");
	doc_link(d, page_comment_url(page, item->post, item->id), arena_printf(page->arena,
	    "%.*s on “%.*s”, %.*s", STR_ARG(name), STR_ARG(item->post->title), STR_ARG(day)));
	doc_quote(d, excerpt_make(page->arena, c.text, q));
}

static void
add_counts(const struct page *page, struct doc *d, const struct finding *f, size_t number, size_t pages)
{
	struct str n = f->more ? arena_printf(page->arena, "More than %d found; these are the best of the newest. "
	    "One word more finds less.", FIND_MOST) : arena_printf(page->arena, "%zu found.", f->n);

	if (pages > 1)
		n = arena_printf(page->arena, "%.*s Page %zu of %zu.", STR_ARG(n), number, pages);
	doc_text(d, n);
}

static void
add_results(const struct page *page, struct doc *d, const struct query *q, const struct finding *f,
    size_t number)
{
	size_t from = (number - 1) * SEARCH_PER_PAGE, pages = (f->n + SEARCH_PER_PAGE - 1) / SEARCH_PER_PAGE;

	add_counts(page, d, f, number, pages);
	for (size_t i = from; i < f->n && i < from + SEARCH_PER_PAGE; i++) {
		doc_gap(d);
		if (f->items[i].id.n > 0)
			add_comment(page, d, &f->items[i], q);
		else
			add_post(page, d, f->items[i].post, q);
	}
	doc_gap(d);
	if (number < pages)
		add_result_link(page, d, q, number + 1, arena_printf(page->arena, "Next page (%zu of %zu)",
		    number + 1, pages));
	if (number > 1)
		add_result_link(page, d, q, number - 1, arena_printf(page->arena, "Previous page (%zu of %zu)",
		    number - 1, pages));
}

/* Nothing: is there something that begins so? */
static void
add_nothing(const struct page *page, struct doc *d, const struct query *q)
{
	struct finding f = { .n = 0 };
	struct query looser;

	doc_text(d, STR("Nothing was found."));
	if (query_loosen(q, &looser))
		find_run(page->view, &looser, page->arena, &f);
	if (f.n > 0) {
		doc_gap(d);
		add_result_link(page, d, &looser, 1, arena_printf(page->arena,
		    "But %s%zu with words that begin so: %.*s", f.more ? "more than " : "", f.n,
		    STR_ARG(words_of(page, &looser))));
	} else if (q->wanted > 1) {
		doc_text(d, STR("Perhaps fewer words find more."));
	}
	add_help(d);
}

struct doc *
page_search(const struct page *page, const struct query *q, const struct finding *f, size_t number)
{
	struct doc *d = doc_new(page->arena);

	if (number < 1 || (number > 1 && (number - 1) * SEARCH_PER_PAGE >= f->n))
		return NULL;
	doc_heading(d, 1, arena_printf(page->arena, "Search: %.*s", STR_ARG(words_of(page, q))));
	doc_gap(d);
	if (f->state == FIND_RENEWED) {
		doc_text(d, STR("The index for searching is being renewed. Please try again in a moment."));
		doc_gap(d);
		add_result_link(page, d, q, 1, STR("Try again"));
	} else if (f->state == FIND_TOO_WIDE) {
		doc_text(d, STR("That stands in too many places to look at all of them. Please add a word, or write "
		    "more of one before its star."));
		add_help(d);
	} else if (f->n == 0) {
		add_nothing(page, d, q);
	} else {
		add_results(page, d, q, f, number);
	}
	doc_gap(d);
	if (q->cut)
		doc_text(d, arena_printf(page->arena, "That was very much: only the first %d words and phrases "
		    "were looked for.", QUERY_TERMS));
	if (f->incomplete)
		doc_text(d, STR("The index for searching is being renewed: there may be more in a moment."));
	add_way_out(d);
	return d;
}

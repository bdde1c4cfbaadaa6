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
		doc_text(d, page_say(page, WORD_SEARCH_TOO_LONG, .line = label));
}

static void
add_way_out(const struct page *page, struct doc *d)
{
	doc_gap(d);
	doc_link(d, STR("/search"), page_word(page, WORD_SEARCH_AGAIN));
	doc_link(d, STR("/posts/"), page_word(page, WORD_ALL_POSTS));
	doc_link(d, STR("/"), page_word(page, WORD_HOME));
}

static void
add_help(const struct page *page, struct doc *d)
{
	doc_gap(d);
	doc_heading(d, 2, page_word(page, WORD_SEARCH_HOW));
	doc_gap(d);
	doc_item(d, page_word(page, WORD_SEARCH_ALL));
	doc_item(d, page_word(page, WORD_SEARCH_PHRASE));
	doc_item(d, page_word(page, WORD_SEARCH_PREFIX));
	doc_item(d, page_word(page, WORD_SEARCH_WITHOUT));
	doc_gap(d);
	doc_text(d, page_word(page, WORD_SEARCH_FOLDS));
}

struct doc *
page_search_help(const struct page *page, bool only_without)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, page_word(page, WORD_SEARCH));
	doc_gap(d);
	doc_text(d, page_word(page, only_without ? WORD_SEARCH_ONLY_WITHOUT : WORD_SEARCH_NO_WORD));
	doc_gap(d);
	doc_link(d, STR("/search"), page_word(page, WORD_SEARCH));
	add_help(page, d);
	doc_gap(d);
	doc_link(d, STR("/"), page_word(page, WORD_HOME));
	return d;
}

/* --- results --- */

static void
add_post(const struct page *page, struct doc *d, const struct post *post, const struct query *q)
{
	const struct post *version;
	struct str body;

	doc_link(d, page_url(page, post->path), page_say(page, WORD_FOUND_POST,
	    .title = post->title, .date = page_date(page, post->date, post->offset)));
	if (post_open(page->view->site->root, post, page->arena, &version, &body, NULL) == 0)
		doc_quote(d, excerpt_make(page->arena, excerpt_readable(page->arena, body), q));
}

static void
add_comment(const struct page *page, struct doc *d, const struct found *item, const struct query *q)
{
	struct comment c;

	/* Taken down at this very moment. */
	if (comments_get(page->view->site->root, BOX_PUBLISHED, item->post->name, item->id, page->arena, &c,
	    NULL) == -1)
		return;
	doc_link(d, page_comment_url(page, item->post, item->id), page_say(page, WORD_COMMENT_ON_DAY,
	    .name = page_name(page, &c), .title = item->post->title, .date = page_date(page, item->date, 0)));
	doc_quote(d, excerpt_make(page->arena, c.text, q));
}

static struct str
numeral(const struct page *page, size_t n)
{
	return arena_printf(page->arena, "%zu", n);
}

static void
add_counts(const struct page *page, struct doc *d, const struct finding *f, size_t number, size_t pages)
{
	struct str line = f->more ? page_say(page, WORD_FOUND_MOST, .n = FIND_MOST) :
	    page_say(page, WORD_FOUND, .n = f->n);

	if (pages > 1)
		line = page_say(page, WORD_FOUND_PAGE, .line = line, .page = numeral(page, number),
		    .pages = numeral(page, pages));
	doc_text(d, line);
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
		add_result_link(page, d, q, number + 1, page_say(page, WORD_NEXT_PAGE,
		    .page = numeral(page, number + 1), .pages = numeral(page, pages)));
	if (number > 1)
		add_result_link(page, d, q, number - 1, page_say(page, WORD_PREVIOUS_PAGE,
		    .page = numeral(page, number - 1), .pages = numeral(page, pages)));
}

/* Nothing: is there something that begins so? */
static void
add_nothing(const struct page *page, struct doc *d, const struct query *q)
{
	struct finding f = { .n = 0 };
	struct query looser;

	doc_text(d, page_word(page, WORD_FOUND_NOTHING));
	if (query_loosen(q, &looser))
		find_run(page->view, &looser, page->arena, &f);
	if (f.n > 0) {
		doc_gap(d);
		add_result_link(page, d, &looser, 1, page_say(page, f.more ? WORD_FOUND_LOOSER_MOST :
		    WORD_FOUND_LOOSER, .n = f.n, .line = words_of(page, &looser)));
	} else if (q->wanted > 1) {
		doc_text(d, page_word(page, WORD_SEARCH_FEWER));
	}
	add_help(page, d);
}

struct doc *
page_search(const struct page *page, const struct query *q, const struct finding *f, size_t number)
{
	struct doc *d = doc_new(page->arena);

	if (number < 1 || (number > 1 && (number - 1) * SEARCH_PER_PAGE >= f->n))
		return NULL;
	doc_heading(d, 1, page_say(page, WORD_SEARCH_FOR, .line = words_of(page, q)));
	doc_gap(d);
	if (f->state == FIND_RENEWED) {
		doc_text(d, page_word(page, WORD_SEARCH_RENEWED));
		doc_gap(d);
		add_result_link(page, d, q, 1, page_word(page, WORD_TRY_AGAIN));
	} else if (f->state == FIND_TOO_WIDE) {
		doc_text(d, page_word(page, WORD_SEARCH_TOO_WIDE));
		add_help(page, d);
	} else if (f->n == 0) {
		add_nothing(page, d, q);
	} else {
		add_results(page, d, q, f, number);
	}
	doc_gap(d);
	if (q->cut)
		doc_text(d, page_say(page, WORD_SEARCH_CUT, .n = QUERY_TERMS));
	if (f->incomplete)
		doc_text(d, page_word(page, WORD_SEARCH_INCOMPLETE));
	add_way_out(page, d);
	return d;
}

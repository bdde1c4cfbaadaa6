#include "page/page.h"

#include "base/banned.h"

/* One year's posts; years are few, and nearly always come in order. */
struct year {
	int64_t number;
	size_t posts;
};

struct years {
	struct year *items;	/* newest first */
	size_t n, cap;
};

/* The day the author wrote, wherever on Earth that was. */
static struct civil
day_of(const struct post *p)
{
	return time_civil(p->date + p->offset);
}

/* Posts come newest first by the moment; around New Year a zone can make their years change places. */
static void
count(const struct page *page, struct years *y, int64_t number)
{
	size_t i = y->n;

	while (i > 0 && y->items[i - 1].number < number)
		i--;
	if (i > 0 && y->items[i - 1].number == number) {
		y->items[i - 1].posts++;
		return;
	}
	arena_grow(page->arena, (void **)&y->items, &y->cap, y->n, sizeof(*y->items));
	for (size_t j = y->n++; j > i; j--)
		y->items[j] = y->items[j - 1];
	y->items[i] = (struct year){ number, 1 };
}

static struct years
count_years(const struct page *page)
{
	const struct site *s = page->view->site;
	struct years y = { NULL, 0, 0 };

	for (size_t i = 0; i < s->n_posts; i++)
		if (view_shows(page->view, s->posts[i]))
			count(page, &y, day_of(s->posts[i]).year);
	return y;
}

static struct str
year_text(const struct page *page, int64_t number)
{
	return arena_printf(page->arena, "%04lld", (long long)number);
}

static void
link_year(const struct page *page, struct doc *d, int64_t number, struct str label)
{
	doc_link(d, arena_printf(page->arena, "/archive/%04lld", (long long)number), label);
}

struct doc *
page_archive(const struct page *page)
{
	struct years y = count_years(page);
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, page_say(page, WORD_ARCHIVE, .title = page->view->site->config->title));
	doc_gap(d);
	for (size_t i = 0; i < y.n; i++)
		link_year(page, d, y.items[i].number, arena_printf(page->arena, "%04lld (%zu)",
		    (long long)y.items[i].number, y.items[i].posts));
	doc_gap(d);
	doc_link(d, STR("/posts/"), page_word(page, WORD_ALL_POSTS));
	doc_link(d, STR("/"), page_word(page, WORD_HOME));
	return d;
}

/*
 * Feed readers take "## 2026-11-23" for the date of what follows, which a month is not, and the first
 * "##" below the title for a subtitle, unless a line of text stands between.
 */
static void
add_months(const struct page *page, struct doc *d, int64_t year)
{
	const struct site *s = page->view->site;
	int month = 0;

	for (size_t i = 0; i < s->n_posts; i++) {
		struct civil day = day_of(s->posts[i]);

		if (day.year != year || !view_shows(page->view, s->posts[i]))
			continue;
		if (day.month != month) {
			doc_gap(d);
			doc_heading(d, 2, words_month(page->words, page->arena, year, day.month));
			doc_gap(d);
		}
		month = day.month;
		list_posts(page, d, &s->posts[i], 1, 1);
	}
}

struct doc *
page_archive_year(const struct page *page, int64_t year)
{
	struct years y = count_years(page);
	struct doc *d = doc_new(page->arena);
	size_t i = 0;

	while (i < y.n && y.items[i].number != year)
		i++;
	if (i == y.n)
		return NULL;
	doc_heading(d, 1, page_say(page, WORD_ARCHIVE_YEAR, .title = page->view->site->config->title,
	    .year = year_text(page, year)));
	doc_gap(d);
	doc_text(d, page_say(page, WORD_POSTS_COUNTED, .n = y.items[i].posts));
	add_months(page, d, year);
	doc_gap(d);
	if (i + 1 < y.n)
		link_year(page, d, y.items[i + 1].number, page_say(page, WORD_YEAR_BEFORE,
		    .year = year_text(page, y.items[i + 1].number)));
	if (i > 0)
		link_year(page, d, y.items[i - 1].number, page_say(page, WORD_YEAR_NEXT,
		    .year = year_text(page, y.items[i - 1].number)));
	doc_link(d, STR("/archive/"), page_word(page, WORD_ALL_YEARS));
	doc_link(d, STR("/posts/"), page_word(page, WORD_ALL_POSTS));
	return d;
}

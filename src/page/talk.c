#include "page/page.h"

#include <string.h>

#include "base/log.h"
#include "capsule/people.h"
#include "capsule/thread.h"

#include "base/banned.h"

#define URI_MAX 1024		/* bytes of a whole request; what the address leaves is the prompt's */

/* "Ann (k3f9q, author)": the mark tells look-alikes apart. */
static struct str
signature(const struct page *page, const struct comment *c)
{
	const struct config *config = page->view->site->config;
	bool author = str_eq(c->via, STR("author")) ||
	    (c->has_identity && config_is_owner(config, &c->identity));
	struct str name = page_name(page, c), word = page_word(page, WORD_AUTHOR);
	char mark[PEOPLE_MARK];

	/* The brackets are no translator's: they are what no reader's name can hold. */
	if (!c->has_identity)
		return author ? arena_printf(page->arena, "%.*s (%.*s)", STR_ARG(name), STR_ARG(word)) : name;
	people_mark(&c->identity, mark);
	return author ? arena_printf(page->arena, "%.*s (%.*s, %.*s)", STR_ARG(name), PEOPLE_MARK, mark,
	    STR_ARG(word)) : arena_printf(page->arena, "%.*s (%.*s)", STR_ARG(name), PEOPLE_MARK, mark);
}

#define TALK_LINES 200		/* of one comment under a post */
#define ARROWS 4		/* levels that are told apart; deeper ones look alike */

void
talk_comment(const struct page *page, struct doc *d, const struct comment *c,
    const struct comment *parent, size_t depth)
{
	struct str head = page_say(page, WORD_COMMENT_HEAD, .name = signature(page, c),
	    .date = page_date(page, c->date, 0));

	for (size_t i = 0; i < depth && i < ARROWS; i++)
		head = arena_printf(page->arena, i == 0 ? "↳ %.*s" : "↳%.*s", STR_ARG(head));
	if (parent != NULL)
		head = page_say(page, WORD_REPLY_HEAD, .head = head, .name = page_name(page, parent));
	doc_gap(d);
	doc_heading(d, 3, head);
	doc_quote(d, c->text);
}

/* A damaged file is named once, not for every reader who comes by. */
static void
report(const struct str_list *faults)
{
	for (size_t i = 0; i < faults->n; i++)
		log_once(LOG_WARNING, "%.*s (the comment is not shown)", STR_ARG(faults->items[i]));
}

/*
 * How many characters the prompt takes, near enough: of the 1024 bytes of a request what this address
 * leaves, at so many bytes a character in this language once it is percent-encoded (measured on
 * prose, clients.md section 4). The page says it because some clients' prompts show no text at all.
 */
size_t
talk_room(const struct page *page, struct str prompt_url, const struct post *post)
{
	static const struct {
		const char *langs;
		size_t milli, raw;	/* bytes per thousand characters, percent-encoded and as they are */
	} scripts[] = {
		{ "ja zh ko yue", 9010, 3000 },
		{ "ru uk be bg sr mk kk el he ar fa hi th ka hy", 5410, 1900 },
		{ "de fr es pt it pl cs sv da nb nn no fi nl tr hu ro sk hr sl et lv lt vi is", 1640, 1060 },
		{ "", 1430, 1010 },	/* English and what is not named above */
	};
	size_t used = page->capsule.n + prompt_url.n + 1, left = used < URI_MAX ? URI_MAX - used : 0, i = 0;
	struct str primary = words_primary(page_lang(page, post));
	struct str one, langs;

	for (bool found = false; !found && i + 1 < sizeof(scripts) / sizeof(scripts[0]);) {
		langs = str_of(scripts[i].langs);
		while (str_cut(&langs, ' ', &one))
			found = found || str_eq_nocase(one, primary);
		if (!found)
			i++;
	}
	return left * 1000 / (page->gopher_prompts ? scripts[i].raw : scripts[i].milli) / 10 * 10;
}

void
talk_invite(const struct page *page, struct doc *d, const struct post *post)
{
	enum comments_mode mode = site_comments_mode(page->view->site, post, page->view->now);
	struct str url = page_step_url(page, post, STR_NONE, STR("leave-a-comment"));

	if (mode == COMMENTS_OPEN && page->capsule.n > 0)
		doc_link(d, url, page_say(page, WORD_LEAVE_A_COMMENT_ROOM, .n = talk_room(page, url, post)));
	else if (mode == COMMENTS_CLOSED)
		doc_text(d, page_word(page, WORD_COMMENTS_CLOSED));
}

void
talk_follow(const struct page *page, struct doc *d, const struct post *post)
{
	if (site_comments_mode(page->view->site, post, page->view->now) != COMMENTS_OFF)
		doc_link(d, arena_printf(page->arena, "/c/%s/", site_id_of(page->view->site, post)),
		    page_word(page, WORD_FOLLOW));
}

/* Without their texts, which a page of them has room for and the whole discussion has not. */
static struct comment *
read_comments(const struct page *page, const struct post *post, size_t *n)
{
	struct str_list faults = { NULL, 0 };
	struct comment *comments;
	struct error err;

	if (comments_heads(page->view->site->root, BOX_PUBLISHED, post->name, page->arena, &comments, n,
	    &faults, &err) == -1) {
		log_line(LOG_ERROR, "%s", err.text);
		*n = 0;
	}
	report(&faults);
	return comments;
}

/* Under a post nobody's comment takes more than some screens: sixty-four kilobytes of one-letter lines. */
static struct str
shortened(struct str text)
{
	struct str rest = text, line;
	size_t lines = 0;

	while (lines < TALK_LINES && str_line(&rest, &line))
		lines++;
	return str_head(text, text.n - rest.n);
}

/* Comments number*TALK_PER_PAGE and on; each with the way to its own page, where it can be answered. */
static void
add_page(const struct page *page, struct doc *d, const struct post *post, const struct threaded *threads,
    size_t n, size_t number, bool open)
{
	size_t from = (number - 1) * TALK_PER_PAGE, pages = (n + TALK_PER_PAGE - 1) / TALK_PER_PAGE;

	for (size_t i = from; i < n && i < from + TALK_PER_PAGE; i++) {
		const struct comment *c = threads[i].comment;
		struct comment whole, shown;

		if (comments_get(page->view->site->root, BOX_PUBLISHED, post->name, c->id, page->arena, &whole,
		    NULL) == -1)
			continue;		/* taken out at this very moment */
		shown = whole;
		shown.text = shortened(whole.text);
		talk_comment(page, d, &shown, threads[i].parent, threads[i].depth);
		if (shown.text.n < whole.text.n)
			doc_text(d, page_word(page, WORD_GOES_ON));
		doc_link(d, page_comment_url(page, post, c->id), open ? page_say(page, WORD_ANSWER,
		    .name = page_name(page, c)) : page_word(page, WORD_COMMENT_ALONE));
	}
	if (pages <= 1)
		return;
	doc_gap(d);
	for (size_t i = 1; i <= pages; i++)
		if (i != number)
			doc_link(d, i == 1 ? page_url(page, post->path) : arena_printf(page->arena, "/c/%s/page-%zu",
			    site_id_of(page->view->site, post), i), page_say(page, WORD_COMMENTS_PAGE,
			    .page = arena_printf(page->arena, "%zu", i),
			    .pages = arena_printf(page->arena, "%zu", pages)));
}

struct discussion {
	const struct post *post;
	struct comment *comments;
	size_t n;
	bool open;
};

static struct str
talk_value(const struct page *page, const void *ctx, enum layout_hole hole)
{
	const struct discussion *t = ctx;

	if (hole == HOLE_COUNT)
		return t->n == 0 ? page_word(page, WORD_NO_COMMENTS) : page_say(page, WORD_COMMENTS, .n = t->n);
	return hole == HOLE_TITLE ? t->post->title : STR_NONE;
}

static void
talk_block(const struct page *page, struct doc *d, const void *ctx, enum layout_hole hole)
{
	const struct discussion *t = ctx;

	if (hole == HOLE_COMMENTS)
		add_page(page, d, t->post, thread_order(t->comments, t->n, page->arena), t->n, 1, t->open);
	else if (hole == HOLE_LEAVE_A_COMMENT)
		talk_invite(page, d, t->post);
	else if (hole == HOLE_FOLLOW)
		talk_follow(page, d, t->post);
}

void
talk_add(const struct page *page, struct doc *d, const struct post *post)
{
	enum comments_mode mode = site_comments_mode(page->view->site, post, page->view->now);
	struct discussion t = { .post = post, .open = mode == COMMENTS_OPEN };
	const struct filling f = { .value = talk_value, .block = talk_block, .ctx = &t };

	if (mode == COMMENTS_OFF)
		return;
	t.comments = read_comments(page, post, &t.n);
	page_fill(page, d, LAYOUT_COMMENTS, &f);
}

struct doc *
page_talk(const struct page *page, const struct post *post, size_t number)
{
	enum comments_mode mode = site_comments_mode(page->view->site, post, page->view->now);
	struct doc *d = doc_new(page->arena);
	struct comment *comments;
	size_t n;

	comments = read_comments(page, post, &n);
	if (number < 2 || (number - 1) * TALK_PER_PAGE >= n)
		return NULL;
	doc_heading(d, 1, page_say(page, WORD_COMMENTS_ON_PAGE, .title = post->title,
	    .page = arena_printf(page->arena, "%zu", number)));
	add_page(page, d, post, thread_order(comments, n, page->arena), n, number, mode == COMMENTS_OPEN);
	doc_gap(d);
	if (mode == COMMENTS_OPEN)
		talk_invite(page, d, post);
	return d;
}

/* --- the newest comments of the capsule --- */

/* Threads with the newest comments, newest first: by their names, no file is read for that. */
static size_t
newest_threads(const struct page *page, const struct thread **newest, size_t max)
{
	const struct site *s = page->view->site;
	const struct post *post;
	size_t n = 0;

	for (size_t i = 0; i < s->n_threads; i++) {
		const struct thread *t = &s->threads[i];
		size_t at = n;

		while (at > 0 && strcmp(newest[at - 1]->newest, t->newest) < 0)
			at--;
		if (at == max || (post = site_post_named(s, t->post)) == NULL || !view_shows(page->view, post))
			continue;
		if (n < max)
			n++;
		memmove(&newest[at + 1], &newest[at], (n - at - 1) * sizeof(*newest));
		newest[at] = t;
	}
	return n;
}

size_t
talk_gather(const struct page *page, struct talk *to, size_t max)
{
	/* A few more threads than comments: some may be under posts that have switched comments off. */
	size_t n_threads = max + 16, n = 0;
	const struct thread **threads = arena_new(page->arena, n_threads + 1, sizeof(*threads));
	const struct site *s = page->view->site;

	n_threads = newest_threads(page, threads, n_threads);
	for (size_t i = 0; i < n_threads; i++) {
		const struct post *post = site_post_named(s, threads[i]->post);
		struct comment *comments;
		size_t count;

		if (post == NULL || !view_shows(page->view, post) ||
		    site_comments_mode(s, post, page->view->now) == COMMENTS_OFF ||
		    comments_read(s->root, BOX_PUBLISHED, post->name, max, page->arena, &comments, &count,
		    NULL, NULL) == -1)
			continue;
		for (size_t j = 0; j < count; j++) {
			size_t at = n;

			while (at > 0 && str_cmp(to[at - 1].comment.id, comments[j].id) < 0)
				at--;
			if (at == max)
				continue;
			if (n < max)
				n++;
			memmove(&to[at + 1], &to[at], (n - at - 1) * sizeof(*to));
			to[at] = (struct talk){ comments[j], post };
		}
	}
	return n;
}

void
talk_recent(const struct page *page, struct doc *d, size_t n)
{
	struct talk *recent = arena_new(page->arena, n, sizeof(*recent));

	if (page->view->site->config->comments == COMMENTS_OFF)
		return;
	n = talk_gather(page, recent, n);
	for (size_t i = 0; i < n; i++) {
		struct str who = signature(page, &recent[i].comment);
		struct str day = page_date(page, recent[i].comment.date, 0);

		/* The day is not as feed readers want it, or a line that begins with one would be an entry. */
		doc_link(d, page_url(page, recent[i].post->path), page_say(page, WORD_COMMENT_ON_DAY,
		    .name = who, .title = recent[i].post->title, .date = day));
	}
	if (n == 0)
		doc_text(d, page_word(page, WORD_NO_COMMENTS));
}

#include "page/page.h"

#include <string.h>

#include "base/log.h"
#include "capsule/people.h"

#include "base/banned.h"

#define NAMELESS "Anonymous"
#define URI_MAX 1024		/* bytes of a whole request; what the address leaves is the prompt's */

/* "Ann (k3f9q, author)": the mark tells look-alikes apart. */
static struct str
signature(const struct page *page, const struct comment *c)
{
	const struct config *config = page->view->site->config;
	bool author = str_eq(c->via, STR("author")) ||
	    (c->has_identity && config_is_owner(config, &c->identity));
	struct str name = c->name.n > 0 ? c->name : STR(NAMELESS);
	char mark[PEOPLE_MARK];

	if (!c->has_identity)
		return author ? arena_printf(page->arena, "%.*s (author)", STR_ARG(name)) : name;
	people_mark(&c->identity, mark);
	return arena_printf(page->arena, "%.*s (%.*s%s)", STR_ARG(name), PEOPLE_MARK, mark,
	    author ? ", author" : "");
}

static void
add_comment(const struct page *page, struct doc *d, const struct comment *c,
    const struct comment *parent)
{
	struct str who = signature(page, c), day = page_day(page, c->date, 0);
	struct str head = arena_printf(page->arena, "%.*s, %.*s", STR_ARG(who), STR_ARG(day));

	if (parent != NULL) {
		struct str other = parent->name.n > 0 ? parent->name : STR(NAMELESS);

		head = arena_printf(page->arena, "%.*s, in reply to %.*s", STR_ARG(head), STR_ARG(other));
	}
	doc_gap(d);
	doc_heading(d, 3, head);
	doc_quote(d, c->text);
}

/* --- the thread under a post --- */

struct thread_walk {
	const struct page *page;
	struct doc *doc;
	const struct comment *comments;
	size_t n;
	bool *shown;
};

static const struct comment *
parent_of(const struct thread_walk *w, const struct comment *c)
{
	for (size_t i = 0; c->reply_to.n > 0 && i < w->n; i++)
		if (str_eq(w->comments[i].id, c->reply_to) && &w->comments[i] != c)
			return &w->comments[i];
	return NULL;
}

/* A comment, then its answers, each with its own: the order in which one would have talked. */
static void
show_from(struct thread_walk *w, size_t i, const struct comment *parent)
{
	if (w->shown[i])
		return;			/* a ring of replies, made by hand */
	w->shown[i] = true;
	add_comment(w->page, w->doc, &w->comments[i], parent);
	for (size_t j = 0; j < w->n; j++)
		if (!w->shown[j] && str_eq(w->comments[j].reply_to, w->comments[i].id))
			show_from(w, j, &w->comments[i]);
}

static void
add_thread(const struct page *page, struct doc *d, const struct comment *comments, size_t n)
{
	struct thread_walk w = { page, d, comments, n, arena_new(page->arena, n, sizeof(bool)) };

	for (size_t i = 0; i < n; i++)
		if (parent_of(&w, &comments[i]) == NULL)
			show_from(&w, i, NULL);
	for (size_t i = 0; i < n; i++)		/* what hangs on nothing but itself */
		show_from(&w, i, parent_of(&w, &comments[i]));
}

/* A damaged file is named once, not for every reader who comes by. */
static void
report(const struct str_list *faults)
{
	static char last[512];

	for (size_t i = 0; i < faults->n; i++) {
		struct str fault = str_head(faults->items[i], sizeof(last) - 1);

		if (str_eq(fault, str_of(last)))
			continue;
		memcpy(last, fault.p, fault.n);
		last[fault.n] = '\0';
		log_line(LOG_WARNING, "%s (the comment is not shown)", last);
	}
}

/*
 * How many characters the prompt takes, near enough: of the 1024 bytes of a request what this address
 * leaves, at so many bytes a character in this language once it is percent-encoded (measured on
 * prose, clients.md section 4). The page says it because some clients' prompts show no text at all.
 */
static size_t
room(const struct page *page, struct str prompt_url, struct str lang)
{
	static const struct {
		const char *langs;
		size_t milli;		/* bytes per thousand characters */
	} scripts[] = {
		{ "ja zh ko yue", 9010 },
		{ "ru uk be bg sr mk kk el he ar fa hi th ka hy", 5410 },
		{ "de fr es pt it pl cs sv da nb nn no fi nl tr hu ro sk hr sl et lv lt vi is", 1640 },
	};
	size_t used = page->capsule.n + prompt_url.n + 1, left = used < URI_MAX ? URI_MAX - used : 0;
	struct str base = lang, primary = STR_NONE, one, langs;

	(void)str_cut(&base, '-', &primary);
	for (size_t i = 0; i < sizeof(scripts) / sizeof(scripts[0]); i++) {
		langs = str_of(scripts[i].langs);
		while (str_cut(&langs, ' ', &one))
			if (str_eq_nocase(one, primary))
				return left * 1000 / scripts[i].milli / 10 * 10;
	}
	return left * 1000 / 1430 / 10 * 10;
}

static void
add_invitation(const struct page *page, struct doc *d, const struct post *post)
{
	const struct config *config = page->view->site->config;
	struct str url = page_prompt_url(page, post);
	struct str lang = post->lang.n > 0 ? post->lang : config->lang;

	doc_link(d, url, arena_printf(page->arena,
	    "Leave a comment (one prompt, about %zu characters; you see it before it is published)",
	    room(page, url, lang)));
}

void
talk_add(const struct page *page, struct doc *d, const struct post *post)
{
	const struct site *s = page->view->site;
	enum comments_mode mode = site_comments_mode(s, post);
	struct str_list faults = { NULL, 0 };
	struct comment *comments;
	struct error err;
	size_t n;

	if (mode == COMMENTS_OFF)
		return;
	if (comments_read(s->root, BOX_PUBLISHED, post->name, 0, page->arena, &comments, &n, &faults,
	    &err) == -1) {
		log_line(LOG_ERROR, "%s", err.text);
		n = 0;
	}
	report(&faults);
	doc_gap(d);
	doc_heading(d, 2, n == 0 ? STR("No comments yet") : n == 1 ? STR("1 comment") :
	    arena_printf(page->arena, "%zu comments", n));
	add_thread(page, d, comments, n);
	doc_gap(d);
	if (mode == COMMENTS_OPEN && page->capsule.n > 0)
		add_invitation(page, d, post);
	else if (mode == COMMENTS_CLOSED)
		doc_text(d, STR("Comments are closed."));
}

/* --- the newest comments of the capsule --- */

/* Threads with the newest comments, newest first: by their names, no file is read for that. */
static size_t
newest_threads(const struct page *page, const struct thread **newest, size_t max)
{
	const struct site *s = page->view->site;
	size_t n = 0;

	for (size_t i = 0; i < s->n_threads; i++) {
		const struct thread *t = &s->threads[i];
		size_t at = n;

		while (at > 0 && strcmp(newest[at - 1]->newest, t->newest) < 0)
			at--;
		if (at == max)
			continue;
		if (n < max)
			n++;
		memmove(&newest[at + 1], &newest[at], (n - at - 1) * sizeof(*newest));
		newest[at] = t;
	}
	return n;
}

struct recent {
	struct comment comment;
	const struct post *post;
};

static size_t
gather(const struct page *page, const struct thread **threads, size_t n_threads, struct recent *to,
    size_t max)
{
	const struct site *s = page->view->site;
	size_t n = 0;

	for (size_t i = 0; i < n_threads; i++) {
		const struct post *post = site_post_named(s, threads[i]->post);
		struct comment *comments;
		size_t count;

		if (post == NULL || !view_shows(page->view, post) ||
		    site_comments_mode(s, post) == COMMENTS_OFF ||
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
			to[at] = (struct recent){ comments[j], post };
		}
	}
	return n;
}

void
talk_recent(const struct page *page, struct doc *d, size_t n)
{
	/* A few more threads than comments: some may belong to posts that are not to be seen. */
	size_t max_threads = n + 16;
	const struct thread **threads = arena_new(page->arena, max_threads + 1, sizeof(*threads));
	struct recent *recent = arena_new(page->arena, n + 1, sizeof(*recent));

	if (page->view->site->config->comments == COMMENTS_OFF)
		return;
	max_threads = newest_threads(page, threads, max_threads);
	n = gather(page, threads, max_threads, recent, n);
	for (size_t i = 0; i < n; i++) {
		struct str who = signature(page, &recent[i].comment);
		struct str day = page_day(page, recent[i].comment.date, 0);

		/* The day stands last: a date in front would make it an entry for feed readers. */
		doc_link(d, page_url(page, recent[i].post->path), arena_printf(page->arena,
		    "%.*s on “%.*s”, %.*s", STR_ARG(who), STR_ARG(recent[i].post->title), STR_ARG(day)));
	}
	if (n == 0)
		doc_text(d, STR("No comments yet."));
}

/* --- on the way to a comment --- */

static void
add_way_back(const struct page *page, struct doc *d, const struct post *post)
{
	doc_link(d, page_url(page, post->path), arena_printf(page->arena, "Back to “%.*s”",
	    STR_ARG(post->title)));
}

struct doc *
page_preview(const struct page *page, const struct post *post, const struct comment *comment,
    struct str publish_url)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, arena_printf(page->arena, "Your comment on “%.*s”", STR_ARG(post->title)));
	doc_text(d, STR("This is how it will look. Nothing has been saved yet."));
	add_comment(page, d, comment, NULL);
	doc_gap(d);
	doc_link(d, publish_url, STR("Publish this comment"));
	doc_link(d, page_prompt_url(page, post), STR("Write it anew"));
	add_way_back(page, d, post);
	return d;
}

struct doc *
page_no_text(const struct page *page, const struct post *post)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, STR("Nothing was written"));
	doc_text(d, STR("Your answer was empty, so there is nothing to show or to save."));
	doc_gap(d);
	doc_link(d, page_prompt_url(page, post), STR("Write a comment"));
	add_way_back(page, d, post);
	return d;
}

struct doc *
page_closed(const struct page *page, const struct post *post, struct str text)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, STR("Comments are closed"));
	doc_text(d, arena_printf(page->arena, "“%.*s” takes no new comments.", STR_ARG(post->title)));
	if (text.n > 0) {
		doc_text(d, STR("This is what you wrote, so that you can keep it:"));
		doc_gap(d);
		doc_quote(d, text);
	}
	doc_gap(d);
	add_way_back(page, d, post);
	return d;
}

struct doc *
page_comment(const struct page *page, const struct post *post, const struct comment *comment,
    enum comment_box box)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, box == BOX_HELD ? STR("Thank you: your comment waits for the author") :
	    arena_printf(page->arena, "A comment on “%.*s”", STR_ARG(post->title)));
	if (box == BOX_HELD)
		doc_text(d, STR("It is saved. Once the author has read it, it will appear below the post; "
		    "this page tells you then. You need not send it again."));
	add_comment(page, d, comment, NULL);
	doc_gap(d);
	add_way_back(page, d, post);
	return d;
}

struct doc *
page_comment_gone(const struct page *page, const struct post *post)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, STR("This comment is not here any more"));
	doc_text(d, STR("The author of the capsule has taken it out, or moved it elsewhere."));
	doc_gap(d);
	add_way_back(page, d, post);
	return d;
}

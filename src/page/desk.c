#include "page/page.h"

#include "capsule/people.h"

#include "base/banned.h"

struct doc *
page_reader(const struct page *page, const struct identity *who)
{
	const struct site *s = page->view->site;
	struct doc *d = doc_new(page->arena);
	struct reader reader = { .trusted = false };
	char mark[PEOPLE_MARK], hex[DIGEST_HEX];
	struct str name;

	(void)people_read(s->root, &who->fingerprint, page->arena, &reader, NULL);
	name = reader.name.n > 0 ? reader.name : who->name;
	people_mark(&who->fingerprint, mark);
	digest_hex(&who->fingerprint, hex);
	doc_heading(d, 1, page_word(page, WORD_YOU));
	doc_text(d, page_word(page, WORD_YOU_WHY));
	doc_gap(d);
	doc_item(d, name.n == 0 ? page_word(page, WORD_YOU_NAMELESS) : page_say(page, reader.name.n > 0 ?
	    WORD_YOU_NAME : WORD_YOU_NAME_FROM_CERTIFICATE, .name = name));
	doc_item(d, page_say(page, WORD_YOU_MARK, .mark = { mark, PEOPLE_MARK }));
	doc_item(d, page_say(page, WORD_YOU_UNTIL, .date = page_date(page, who->not_after, 0)));
	doc_gap(d);
	doc_link(d, STR("/c/name"), page_word(page, reader.name.n > 0 ? WORD_CHANGE_NAME : WORD_CHOOSE_NAME));
	doc_link(d, STR("/c/mine"), page_word(page, WORD_YOUR_COMMENTS));
	doc_link(d, STR("/c/join"), page_word(page, WORD_SECOND_CERTIFICATE));
	if (config_is_owner(s->config, &who->fingerprint)) {
		doc_link(d, STR("/c/queue"), page_word(page, WORD_QUEUE));
		doc_link(d, STR("/c/drafts"), page_word(page, WORD_DRAFTS_AND_COMING));
		doc_link(d, STR("/c/write"), page_word(page, WORD_WRITE_FROM_HERE));
	}
	doc_link(d, STR("/"), page_word(page, WORD_HOME));
	doc_gap(d);
	doc_text(d, page_word(page, WORD_FINGERPRINT));
	doc_text(d, arena_printf(page->arena, "sha256:%.*s", DIGEST_HEX, hex));
	return d;
}

static void
add_own(const struct page *page, struct doc *d, struct str name)
{
	const struct site *s = page->view->site;
	const struct post *post;
	struct comment comment;
	struct str post_name, id, day;
	bool held;

	if (!people_split(name, &post_name, &id) || (post = site_post_named(s, post_name)) == NULL)
		return;
	held = comments_get(s->root, BOX_PUBLISHED, post_name, id, page->arena, &comment, NULL) == -1;
	if (held && comments_get(s->root, BOX_HELD, post_name, id, page->arena, &comment, NULL) == -1)
		return;
	doc_gap(d);
	doc_quote(d, comment.text);
	day = page_day(page, comment.date, 0);
	/* A post may have become a draft, or one for others: then it has no title here, and its page no readers. */
	if (view_shows(page->view, post))
		doc_link(d, page_comment_url(page, post, id), arena_printf(page->arena, "%.*s %.*s", STR_ARG(day),
		    STR_ARG(page_say(page, held ? WORD_ON_POST_WAITS : WORD_ON_POST, .title = post->title))));
	else
		doc_text(d, day);
}

struct doc *
page_own(const struct page *page, const struct identity *who)
{
	struct doc *d = doc_new(page->arena);
	struct reader reader = { .trusted = false };
	size_t before;

	(void)people_read(page->view->site->root, &who->fingerprint, page->arena, &reader, NULL);
	doc_heading(d, 1, page_word(page, WORD_YOUR_COMMENTS));
	doc_text(d, page_say(page, WORD_YOUR_COMMENTS_WHY, .n = PEOPLE_COMMENTS));
	before = d->n;
	for (size_t i = reader.comments.n; i > 0; i--)
		add_own(page, d, reader.comments.items[i - 1]);
	if (d->n == before) {
		doc_gap(d);
		doc_text(d, page_word(page, WORD_NONE_YET));
	}
	doc_gap(d);
	doc_link(d, STR("/c/"), page_word(page, WORD_YOU));
	return d;
}

struct doc *
page_join(const struct page *page, struct str code)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, page_word(page, WORD_SECOND_CERTIFICATE_TITLE));
	doc_text(d, page_word(page, WORD_SECOND_CERTIFICATE_WHY));
	doc_gap(d);
	doc_text(d, code);
	doc_gap(d);
	doc_link(d, STR("/c/join-with"), page_word(page, WORD_HAVE_CODE));
	doc_link(d, STR("/c/"), page_word(page, WORD_YOU));
	return d;
}

/* The same line for a comment that waits and for one that is on the air: an entry for feed readers, once. */
static void
add_dated(const struct page *page, struct doc *d, const struct post *post, const struct comment *c)
{
	struct str day = page_day(page, c->date, 0);

	doc_link(d, page_comment_url(page, post, c->id), arena_printf(page->arena, "%.*s %.*s", STR_ARG(day),
	    STR_ARG(page_say(page, WORD_COMMENT_ON, .name = page_name(page, c), .title = post->title))));
}

static void
add_waiting(const struct page *page, struct doc *d)
{
	const struct site *s = page->view->site;
	struct str_list faults = { NULL, 0 };
	struct boxed *held;
	size_t n, all;

	boxes_newest(s->root, BOX_HELD, QUEUE_WAITING, page->arena, &held, &n, &all, &faults);
	for (size_t i = 0; i < n; i++) {
		const struct post *post = site_post_named(s, held[i].post);

		doc_gap(d);
		if (post == NULL)
			doc_text(d, page_say(page, WORD_POST_OF_FILE_GONE, .file = arena_printf(page->arena,
			    "held/%.*s/%.*s.gmi", STR_ARG(held[i].post), STR_ARG(held[i].comment.id))));
		else
			add_dated(page, d, post, &held[i].comment);
		doc_quote(d, held[i].comment.text);
	}
	for (size_t i = 0; i < faults.n; i++)
		doc_text(d, faults.items[i]);
	if (all == 0)
		doc_text(d, page_word(page, WORD_NONE));
	else if (all > n + faults.n)
		doc_text(d, page_say(page, WORD_QUEUE_MORE, .n = all - n - faults.n));
}

/* The log says so, too; but who reads that? */
static void
add_ending(const struct page *page, struct doc *d)
{
	int64_t now = page->view->now;

	if (page->cert_ends == 0 || page->cert_ends - now > (int64_t)QUEUE_CERT_DAYS * TIME_DAY)
		return;
	doc_gap(d);
	doc_text(d, page_say(page, page->cert_ends > now ? WORD_CERT_ENDS : WORD_CERT_ENDED,
	    .date = words_day(page->words, page->arena, page->cert_ends, 0)));
}

struct doc *
page_queue(const struct page *page)
{
	struct doc *d = doc_new(page->arena);
	struct talk *recent = arena_new(page->arena, QUEUE_PUBLISHED, sizeof(*recent));
	size_t n = talk_gather(page, recent, QUEUE_PUBLISHED);

	doc_heading(d, 1, page_say(page, WORD_QUEUE_TITLE, .title = page->view->site->config->title));
	doc_text(d, page_word(page, WORD_QUEUE_WHY));
	add_ending(page, d);
	doc_gap(d);
	doc_heading(d, 2, page_word(page, WORD_WAITING));
	add_waiting(page, d);
	doc_gap(d);
	doc_heading(d, 2, page_word(page, WORD_PUBLISHED_LAST));
	for (size_t i = 0; i < n; i++)
		add_dated(page, d, recent[i].post, &recent[i].comment);
	if (n == 0)
		doc_text(d, page_word(page, WORD_NONE));
	doc_gap(d);
	doc_link(d, STR("/c/queue.xml"), page_word(page, WORD_AS_FEED));
	doc_link(d, STR("/c/"), page_word(page, WORD_YOU));
	return d;
}

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
	doc_heading(d, 1, STR("You"));
	doc_text(d, STR("This is what the capsule knows of you, by your certificate."));
	doc_gap(d);
	doc_item(d, arena_printf(page->arena, "Name: %.*s%s", STR_ARG(name.n > 0 ? name :
	    STR("none; your comments are signed as anonymous")), name.n > 0 && reader.name.n == 0 ?
	    " (from the certificate, if nobody else has it)" : ""));
	doc_item(d, arena_printf(page->arena, "Mark beside your name: %.*s", PEOPLE_MARK, mark));
	doc_item(d, arena_printf(page->arena, "Certificate good until: %.*s",
	    STR_ARG(page_day(page, who->not_after, 0))));
	doc_gap(d);
	doc_link(d, STR("/c/name"), reader.name.n > 0 ? STR("Change your name") : STR("Choose a name"));
	doc_link(d, STR("/c/mine"), STR("Your comments"));
	doc_link(d, STR("/c/join"), STR("Use a second certificate as the same person"));
	if (config_is_owner(s->config, &who->fingerprint)) {
		doc_link(d, STR("/c/queue"), STR("Comments that wait for you"));
		doc_link(d, STR("/c/drafts"), STR("Drafts and posts to come"));
	}
	doc_link(d, STR("/"), STR("Home"));
	doc_gap(d);
	doc_text(d, STR("Its fingerprint, for capsule.yaml if you are the author (owner:):"));
	doc_text(d, arena_printf(page->arena, "sha256:%.*s", DIGEST_HEX, hex));
	return d;
}

static void
add_own(const struct page *page, struct doc *d, struct str name)
{
	const struct site *s = page->view->site;
	const struct post *post;
	struct comment comment;
	struct str post_name, id;
	bool held;

	if (!people_split(name, &post_name, &id) || (post = site_post_named(s, post_name)) == NULL)
		return;
	held = comments_get(s->root, BOX_PUBLISHED, post_name, id, page->arena, &comment, NULL) == -1;
	if (held && comments_get(s->root, BOX_HELD, post_name, id, page->arena, &comment, NULL) == -1)
		return;
	doc_gap(d);
	doc_quote(d, comment.text);
	doc_link(d, page_comment_url(page, post, id), arena_printf(page->arena, "%.*s, on “%.*s”%s",
	    STR_ARG(page_day(page, comment.date, 0)), STR_ARG(post->title), held ? " (waits)" : ""));
}

struct doc *
page_own(const struct page *page, const struct identity *who)
{
	struct doc *d = doc_new(page->arena);
	struct reader reader = { .trusted = false };
	size_t before;

	(void)people_read(page->view->site->root, &who->fingerprint, page->arena, &reader, NULL);
	doc_heading(d, 1, STR("Your comments"));
	doc_text(d, arena_printf(page->arena, "The latest %d, newest first. On its own page each can be added "
	    "to, edited and deleted for an hour.", PEOPLE_COMMENTS));
	before = d->n;
	for (size_t i = reader.comments.n; i > 0; i--)
		add_own(page, d, reader.comments.items[i - 1]);
	if (d->n == before) {
		doc_gap(d);
		doc_text(d, STR("None yet."));
	}
	doc_gap(d);
	doc_link(d, STR("/c/"), STR("You"));
	return d;
}

struct doc *
page_join(const struct page *page, struct str code)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, STR("A second certificate"));
	doc_text(d, STR("On another device, or with a new certificate: open /c/join there and give this code. "
	    "From then on both are the same person here, with one name and one list of comments. The code is "
	    "good for about an hour, and once."));
	doc_gap(d);
	doc_text(d, code);
	doc_gap(d);
	doc_link(d, STR("/c/join-with"), STR("I have a code from my other certificate"));
	doc_link(d, STR("/c/"), STR("You"));
	return d;
}

/* The same line for a comment that waits and for one that is on the air: an entry for feed readers, once. */
static void
add_dated(const struct page *page, struct doc *d, const struct post *post, const struct comment *c)
{
	struct str name = c->name.n > 0 ? c->name : STR("Anonymous"), day = page_day(page, c->date, 0);

	doc_link(d, page_comment_url(page, post, c->id), arena_printf(page->arena, "%.*s %.*s on “%.*s”",
	    STR_ARG(day), STR_ARG(name), STR_ARG(post->title)));
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
			doc_text(d, arena_printf(page->arena, "held/%.*s/%.*s.gmi: its post is gone",
			    STR_ARG(held[i].post), STR_ARG(held[i].comment.id)));
		else
			add_dated(page, d, post, &held[i].comment);
		doc_quote(d, held[i].comment.text);
	}
	for (size_t i = 0; i < faults.n; i++)
		doc_text(d, faults.items[i]);
	if (all == 0)
		doc_text(d, STR("None."));
	else if (all > n + faults.n)
		doc_text(d, arena_printf(page->arena, "And %zu more in held/, older than these.", all - n - faults.n));
}

/* The log says so, too; but who reads that? */
static void
add_ending(const struct page *page, struct doc *d)
{
	int64_t now = page->view->now;

	if (page->cert_ends == 0 || page->cert_ends - now > (int64_t)QUEUE_CERT_DAYS * TIME_DAY)
		return;
	doc_gap(d);
	doc_text(d, arena_printf(page->arena, "The capsule's certificate %s on %.*s; carrel cert --help tells what to do.",
	    page->cert_ends > now ? "ends" : "has ended",
	    STR_ARG(page_day(page, page->cert_ends, 0))));
}

struct doc *
page_queue(const struct page *page)
{
	struct doc *d = doc_new(page->arena);
	struct talk *recent = arena_new(page->arena, QUEUE_PUBLISHED, sizeof(*recent));
	size_t n = talk_gather(page, recent, QUEUE_PUBLISHED);

	doc_heading(d, 1, arena_printf(page->arena, "Comments on %.*s, for its author",
	    STR_ARG(page->view->site->config->title)));
	doc_text(d, STR("Follow a line to publish, remove or answer it. In the capsule's folder the same is mv "
	    "from held/ to comments/, or rm; from a shell, carrel comments. A feed reader with your certificate "
	    "can follow this page."));
	add_ending(page, d);
	doc_gap(d);
	doc_heading(d, 2, STR("Waiting for you"));
	add_waiting(page, d);
	doc_gap(d);
	doc_heading(d, 2, STR("Published last"));
	for (size_t i = 0; i < n; i++)
		add_dated(page, d, recent[i].post, &recent[i].comment);
	if (n == 0)
		doc_text(d, STR("None."));
	doc_gap(d);
	doc_link(d, STR("/c/queue.xml"), STR("The same as an Atom feed"));
	doc_link(d, STR("/c/"), STR("You"));
	return d;
}

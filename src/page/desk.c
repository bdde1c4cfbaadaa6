#include "page/page.h"

#include "capsule/people.h"

#include "base/banned.h"

#define QUEUE_MAX 200		/* comments on the author's page; the folder has the rest */

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

struct doc *
page_queue(const struct page *page)
{
	const struct site *s = page->view->site;
	struct doc *d = doc_new(page->arena);
	struct boxed *held;
	size_t n;

	boxes_list(s->root, BOX_HELD, QUEUE_MAX, page->arena, &held, &n, NULL);
	doc_heading(d, 1, STR("Comments that wait for you"));
	doc_text(d, STR("Follow a line to publish, remove or answer it. In the capsule's folder the same is mv "
	    "from held/ to comments/, or rm; from a shell, carrel comments."));
	for (size_t i = 0; i < n; i++) {
		const struct comment *c = &held[i].comment;
		const struct post *post = site_post_named(s, held[i].post);
		struct str name = c->name.n > 0 ? c->name : STR("Anonymous"), day = page_day(page, c->date, 0);

		doc_gap(d);
		if (post == NULL)
			doc_text(d, arena_printf(page->arena, "held/%.*s/%.*s.gmi: its post is gone",
			    STR_ARG(held[i].post), STR_ARG(c->id)));
		else
			doc_link(d, page_comment_url(page, post, c->id), arena_printf(page->arena,
			    "%.*s %.*s on “%.*s”", STR_ARG(day), STR_ARG(name), STR_ARG(post->title)));
		doc_quote(d, c->text);
	}
	if (n == 0) {
		doc_gap(d);
		doc_text(d, STR("None."));
	}
	doc_gap(d);
	doc_link(d, STR("/c/"), STR("You"));
	return d;
}

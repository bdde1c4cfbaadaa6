#include "serve/serve.h"

#include "format/atom.h"
#include "page/page.h"

#include "base/banned.h"

#define FEED_MAX (4 << 20)
#define FEED_ENTRIES 50

/* The same path as a URL in the protocol that asked: a feed on Gopher leads to Gopher. */
static struct str
url_of(const struct front *f, struct exchange *x, char type, struct str path)
{
	if (x->request.dialect == DIALECT_GEMINI)
		return arena_printf(&x->arena, "%.*s%.*s", STR_ARG(f->gemini), STR_ARG(path));
	return arena_printf(&x->arena, str_has(f->gopher_host, ':') ? "gopher://[%.*s]:%u/%c%.*s" :
	    "gopher://%.*s:%u/%c%.*s", STR_ARG(f->gopher_host), (unsigned)f->gopher_port, type,
	    STR_ARG(path));
}

static struct str
urn(struct exchange *x, const char *kind, struct str what)
{
	struct str out;
	struct buf b;

	buf_init(&b, 64);
	atom_urn(&b, arena_printf(&x->arena, "carrel %s %.*s", kind, STR_ARG(what)));
	out = arena_str(&x->arena, buf_str(&b));
	buf_release(&b);
	return out;
}

static void
add_comment(const struct front *f, struct exchange *x, const struct page *page, struct buf *to,
    const struct post *post, const struct comment *c)
{
	struct str name = page_name(page, c);
	struct atom_entry e = { .id = urn(x, "comment", c->id), .author = name, .text = c->text,
	    .published = c->date, .updated = c->date };

	e.title = page_say(page, WORD_COMMENT_ON, .name = name, .title = post->title);
	e.url = url_of(f, x, '1', page_comment_url(page, post, c->id));
	atom_entry(to, &e);
}

static void
give(struct exchange *x, struct buf *feed)
{
	atom_end(feed);
	x->response.kind = RESPONSE_BYTES;
	x->response.status = STATUS_OK;
	x->response.meta = STR("application/atom+xml");
	x->response.bytes = arena_str(&x->arena, buf_str(feed));
	buf_release(feed);
}

void
feed_post(const struct front *f, struct exchange *x, const struct post *post)
{
	const struct site *s = f->site;
	struct comment *comments;
	struct buf feed;
	struct view v;
	struct page page = begin_page(f, x, &v);
	size_t n;

	if (site_comments_mode(s, post, x->request.now) == COMMENTS_OFF)
		return;
	begin_post(f, x, &page, post);
	if (comments_read(s->root, BOX_PUBLISHED, post->name, FEED_ENTRIES, &x->arena, &comments, &n, NULL,
	    NULL) == -1)
		n = 0;
	buf_init(&feed, FEED_MAX);
	atom_begin(&feed, urn(x, "comments on", post->name), page_say(&page, WORD_COMMENTS_ON,
	    .title = post->title), s->config->author, url_of(f, x, '0', page_url(&page, x->request.path)),
	    url_of(f, x, '1', page_url(&page, post->path)), n > 0 ? comments[n - 1].date : post->date);
	while (n-- > 0)
		add_comment(f, x, &page, &feed, post, &comments[n]);
	give(x, &feed);
}

void
feed_comments(const struct front *f, struct exchange *x)
{
	const struct site *s = f->site;
	struct talk *recent = arena_new(&x->arena, FEED_ENTRIES, sizeof(*recent));
	struct buf feed;
	struct view v;
	struct page page = begin_page(f, x, &v);
	size_t n;

	if (s->config->comments == COMMENTS_OFF)
		return;
	n = talk_gather(&page, recent, FEED_ENTRIES);
	buf_init(&feed, FEED_MAX);
	/* Without a comment there is no date that would not change by itself but a fixed one. */
	atom_begin(&feed, urn(x, "comments of", s->config->hosts.items[0]), page_say(&page,
	    WORD_COMMENTS_IN_CAPSULE, .title = s->config->title), s->config->author,
	    url_of(f, x, '0', STR("/comments.xml")), url_of(f, x, '1', STR("/c/comments")),
	    n > 0 ? recent[0].comment.date : 0);
	for (size_t i = 0; i < n; i++)
		add_comment(f, x, &page, &feed, recent[i].post, &recent[i].comment);
	give(x, &feed);
}

#include "serve/serve.h"

#include "format/atom.h"
#include "format/menu.h"
#include "format/uri.h"
#include "format/utf8.h"
#include "page/page.h"
#include "serve/door.h"

#include "base/banned.h"

#define FEED_MAX (4 << 20)	/* bytes of a feed; what does not fit is left out from its end */
#define FEED_ENTRIES 50		/* the newest: readers ask every hour, and keep what they have seen */
#define FEED_TEXT_MAX (256 << 10)	/* bytes of one post's text in a feed; of a longer one the summary */
#define FEED_SUMMARY 300	/* columns of a first paragraph that stands for a summary */

/* The same path as a URL in the protocol that asked: a feed on Gopher leads to Gopher, one behind the door behind it. */
static struct str
url_of(const struct front *f, struct exchange *x, char type, struct str path)
{
	if (x->request.dialect == DIALECT_GEMINI)
		return arena_printf(&x->arena, "%.*s%.*s", STR_ARG(f->gemini), STR_ARG(path));
	return arena_printf(&x->arena, str_has(f->gopher_host, ':') ? "gopher://[%.*s]:%u/%c%.*s%.*s" :
	    "gopher://%.*s:%u/%c%.*s%.*s", STR_ARG(f->gopher_host), (unsigned)f->gopher_port, type,
	    STR_ARG(x->ascii ? DOOR : STR_NONE), STR_ARG(path));
}

static struct str
urn(struct arena *a, const char *kind, struct str what)
{
	struct str out;
	struct buf b;

	buf_init(&b, 64);
	atom_urn(&b, arena_printf(a, "carrel %s %.*s", kind, STR_ARG(what)));
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

/* What tells this capsule's things from another's; see feed_post_id(). */
static struct str
seed(const struct site *s, struct str otherwise)
{
	return s->config->id.n > 0 ? s->config->id : otherwise;
}

static bool
is_uuid(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (i == 8 || i == 13 || i == 18 || i == 23 ? s.p[i] != '-' : ascii_hex(s.p[i]) == -1)
			return false;
	return s.n == sizeof("xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx") - 1;
}

/* A post's name as an author may write it who means the file: "posts/moon.gmi". */
static struct str
old_name(struct str id)
{
	(void)str_skip(&id, STR("/"));
	(void)str_skip(&id, STR("posts/"));
	(void)str_drop(&id, STR(".gmi"));
	return id;
}

struct str
feed_post_id(const struct site *s, const struct post *post, struct arena *a)
{
	struct str name = post->id.n > 0 ? old_name(post->id) : post->name;
	char date[TIME_ISO_SIZE] = "";

	if (uri_split(post->id).scheme.n > 0 && uri_is_clean(post->id))
		return post->id;
	if (is_uuid(post->id))
		return arena_printf(a, "urn:uuid:%.*s", STR_ARG(post->id));
	if (post->dated)
		time_write_iso(date, post->date);
	return urn(a, "post", arena_printf(a, "%.*s\n%.*s", STR_ARG(seed(s, str_of(date))), STR_ARG(name)));
}

/* `post` may be NULL: it is gone, and its comment still waits. False: the feed is full. */
static bool
add_comment(const struct front *f, struct exchange *x, const struct page *page, struct buf *to,
    const struct post *post, const struct comment *c, bool waits)
{
	struct str name = page_name(page, c);
	struct str title = post != NULL ? post->title : page_word(page, WORD_A_GONE_POST);
	struct atom_entry e = { .id = urn(&x->arena, "comment", c->id), .author = name, .text = c->text,
	    .published = c->date, .updated = c->date };

	e.title = page_say(page, waits ? WORD_COMMENT_ON_WAITS : WORD_COMMENT_ON, .name = name, .title = title);
	e.url = url_of(f, x, '1', post != NULL ? page_comment_url(page, post, c->id) : STR("/c/queue"));
	return atom_entry(to, &e);
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
	atom_begin(&feed, urn(&x->arena, "comments on", feed_post_id(s, post, &x->arena)), page_say(&page,
	    WORD_COMMENTS_ON, .title = post->title), s->config->author,
	    url_of(f, x, '0', page_url(&page, x->request.path)),
	    url_of(f, x, '1', page_url(&page, post->path)), n > 0 ? comments[n - 1].date : post->date);
	while (n-- > 0 && add_comment(f, x, &page, &feed, post, &comments[n], false))
		;
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
	atom_begin(&feed, urn(&x->arena, "comments of", seed(s, s->config->title)), page_say(&page,
	    WORD_COMMENTS_IN_CAPSULE, .title = s->config->title), s->config->author,
	    url_of(f, x, '0', STR("/comments.xml")), url_of(f, x, '1', STR("/c/comments")),
	    n > 0 ? recent[0].comment.date : 0);
	for (size_t i = 0; i < n; i++)
		if (!add_comment(f, x, &page, &feed, recent[i].post, &recent[i].comment, false))
			break;
	give(x, &feed);
}

/* A comment keeps its entry, and the ID that it has in the public feeds, when it goes on the air. */
void
feed_queue(const struct front *f, struct exchange *x)
{
	const struct site *s = f->site;
	struct talk *recent = arena_new(&x->arena, QUEUE_PUBLISHED, sizeof(*recent));
	struct boxed *held;
	struct buf feed;
	struct view v;
	struct page page = begin_page(f, x, &v);
	size_t n, n_held, all;
	int64_t updated;

	boxes_newest(s->root, BOX_HELD, QUEUE_WAITING, &x->arena, &held, &n_held, &all, NULL);
	n = talk_gather(&page, recent, QUEUE_PUBLISHED);
	updated = n > 0 ? recent[0].comment.date : 0;
	if (n_held > 0 && held[0].comment.date > updated)
		updated = held[0].comment.date;
	buf_init(&feed, FEED_MAX);
	atom_begin(&feed, urn(&x->arena, "queue of", seed(s, s->config->title)), page_say(&page,
	    WORD_QUEUE_TITLE, .title = s->config->title), s->config->author,
	    url_of(f, x, '0', STR("/c/queue.xml")), url_of(f, x, '1', STR("/c/queue")), updated);
	for (size_t i = 0; i < n_held; i++)
		(void)add_comment(f, x, &page, &feed, site_post_named(s, held[i].post), &held[i].comment, true);
	for (size_t i = 0; i < n; i++)
		(void)add_comment(f, x, &page, &feed, recent[i].post, &recent[i].comment, false);
	give(x, &feed);
}

/* --- posts --- */

/* Where a link in a post leads, as a URL that is good wherever it is read. */
static struct str
absolute(const struct front *f, struct exchange *x, struct str base, struct str url)
{
	struct menu_place place = { f->gopher_host, f->gopher_port, MENU_WIDTH, base, item_type, f,
	    STR("/c/"), x->ascii ? DOOR : STR_NONE };
	struct menu_link link;
	struct str target;

	if (x->request.dialect == DIALECT_GEMINI)
		return uri_resolve(&x->arena, base, url);
	link = menu_resolve(&place, url, &x->arena);
	target = link.selector;
	if (str_skip(&target, STR("URL:")))
		return target;
	if (link.type == 'i')
		return url;
	return arena_printf(&x->arena, str_has(link.host, ':') ? "gopher://[%.*s]:%u/%c%.*s" :
	    "gopher://%.*s:%u/%c%.*s", STR_ARG(link.host), (unsigned)link.port, link.type,
	    STR_ARG(link.selector));
}

/* The post's text with absolute links. False: it is too long for a feed. */
static bool
full_text(const struct front *f, struct exchange *x, const struct page *page, const struct post *post,
    struct str body, struct str *text)
{
	struct str base = arena_printf(&x->arena, "%.*s%.*s", STR_ARG(f->gemini),
	    STR_ARG(page_url(page, post->path)));
	struct doc *d = doc_new(&x->arena);
	struct buf out;
	bool fits;

	doc_parse(d, body);
	for (size_t i = 0; i < d->n; i++)
		if (d->lines[i].kind == GEMTEXT_LINK)
			d->lines[i].url = absolute(f, x, base, d->lines[i].url);
	buf_init(&out, FEED_TEXT_MAX);
	doc_write_gemtext(d, &out);
	fits = !out.full;
	if (fits)
		*text = arena_str(&x->arena, buf_str(&out));
	buf_release(&out);
	return fits;
}

static struct str
first_paragraph(struct exchange *x, struct str body)
{
	bool in_pre = false;
	struct str line;

	while (str_line(&body, &line)) {
		struct gemtext_line l = gemtext_parse_line(line, &in_pre);
		struct str text = str_trim(l.text), head = utf8_fit(text, FEED_SUMMARY);

		if (l.kind == GEMTEXT_TEXT && text.n > 0)
			return head.n == text.n ? text : arena_printf(&x->arena, "%.*s…", STR_ARG(head));
	}
	return STR_NONE;
}

static bool
add_post(const struct front *f, struct exchange *x, const struct page *page, struct buf *to,
    const struct post *p)
{
	const struct config *c = f->site->config;
	struct atom_entry e = { .id = feed_post_id(f->site, p, &x->arena), .title = p->title,
	    .author = p->author.n > 0 ? p->author : c->author.n > 0 ? c->author : c->title,
	    .url = url_of(f, x, '1', page_url(page, p->path)), .summary = p->summary,
	    .categories = p->tags, .n_categories = p->n_tags, .type = "text/gemini",
	    .published = p->date, .updated = p->updated > p->date ? p->updated : p->date };
	const struct post *version;
	struct str body;

	if ((c->feed == FEED_FULL || e.summary.n == 0) &&
	    post_open(f->site->root, p, &x->arena, &version, &body, NULL) == 0 &&
	    (c->feed != FEED_FULL || !full_text(f, x, page, p, body, &e.text)) && e.summary.n == 0)
		e.summary = first_paragraph(x, body);
	return atom_entry(to, &e);
}

/* The newest of these posts. `key` tells this feed's name from the names of the others. */
static void
feed_posts(const struct front *f, struct exchange *x, struct paged all, struct str key, struct str title,
    struct str page_path, struct str feed_path)
{
	const struct site *s = f->site;
	struct view v;
	struct page page = begin_page(f, x, &v);
	size_t n = all.n < FEED_ENTRIES ? all.n : FEED_ENTRIES;
	int64_t updated = 0;
	struct buf feed;

	for (size_t i = 0; i < n; i++) {
		const struct post *p = all.posts[i];
		int64_t changed = p->updated > p->date ? p->updated : p->date;

		updated = i == 0 || changed > updated ? changed : updated;
	}
	buf_init(&feed, FEED_MAX);
	atom_begin(&feed, urn(&x->arena, "feed of", arena_printf(&x->arena, "%.*s\n%.*s",
	    STR_ARG(seed(s, s->config->title)), STR_ARG(key))), title, s->config->author,
	    url_of(f, x, '0', page_url(&page, feed_path)), url_of(f, x, '1', page_url(&page, page_path)),
	    updated);
	for (size_t i = 0; i < n && add_post(f, x, &page, &feed, all.posts[i]); i++)
		;
	give(x, &feed);
}

void
feed_site(const struct front *f, struct exchange *x)
{
	const struct site *s = f->site;
	struct view v;
	struct page page = begin_page(f, x, &v);

	feed_posts(f, x, paged_gather(&page, s->posts, s->n_posts, STR_NONE), STR_NONE, s->config->title,
	    STR("/posts/"), STR("/atom.xml"));
}

void
feed_tag(const struct front *f, struct exchange *x, const struct tag *tag)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct paged all = paged_gather(&page, tag->posts, tag->n, STR_NONE);
	struct str path = arena_printf(&x->arena, "/tags/%.*s", STR_ARG(tag->key));

	if (all.n == 0)
		return;
	feed_posts(f, x, all, tag->key, arena_printf(&x->arena, "%.*s: %.*s",
	    STR_ARG(f->site->config->title), STR_ARG(tag->label)), path,
	    arena_printf(&x->arena, "%.*s/atom.xml", STR_ARG(path)));
}

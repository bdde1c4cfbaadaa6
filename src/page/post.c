#include "page/page.h"

#include "base/banned.h"

/* A post as it is being shown: the version whose file was read, which may be newer than the site's. */
struct showing {
	const struct post *post, *version;
	struct str body;
};

static struct str
author_of(const struct page *page, const struct post *p)
{
	return p->author.n > 0 ? p->author : page->view->site->config->author;
}

static struct str
license_of(const struct page *page, const struct post *p)
{
	return p->license.n > 0 ? p->license : page->view->site->config->license;
}

static void
add_byline(const struct page *page, struct doc *d, const struct post *p)
{
	struct str author = author_of(page, p), line = page_date(page, p->date, p->offset);

	if (author.n > 0)
		line = page_say(page, WORD_BYLINE, .date = line, .author = author);
	if (p->updated > p->date)
		line = page_say(page, WORD_BYLINE_UPDATED, .line = line, .date = page_date(page, p->updated, 0));
	doc_text(d, line);
}

/* Of what is not out yet. It stands in the body's place, for a layout without a body there is not. */
static void
add_secret(const struct page *page, struct doc *d, const struct post *p)
{
	if (!p->draft && page->view->now >= p->date)
		return;
	doc_text(d, p->draft ? page_word(page, WORD_DRAFT_HERE) : page_say(page, WORD_NOT_OUT_UNTIL,
	    .date = page_date(page, p->date, p->offset)));
	doc_gap(d);
}

/* The body; without its first heading when that is the title, and the layout has shown it. */
static void
add_body(const struct page *page, struct doc *d, const struct showing *s)
{
	struct doc *parsed = doc_new(page->arena);
	size_t i = 0;

	add_secret(page, d, s->version);
	doc_parse(parsed, s->body);
	if (s->version->titled_in_body && page_layout(page, LAYOUT_POST)->has_title) {
		while (i < parsed->n && parsed->lines[i].kind != GEMTEXT_HEADING)
			i++;		/* empty lines before it */
		i++;
	}
	while (i < parsed->n && parsed->lines[i].kind == GEMTEXT_TEXT && parsed->lines[i].text.n == 0)
		i++;
	for (; i < parsed->n; i++)
		doc_add(d, parsed->lines[i]);
}

static bool
is_among(const struct str *keys, size_t n, struct str key)
{
	for (size_t i = 0; i < n; i++)
		if (str_eq(keys[i], key))
			return true;
	return false;
}

/* "Night sky" and "night-sky" are one tag, with one name wherever it stands. */
static void
add_tags(const struct page *page, struct doc *d, const struct post *p)
{
	struct str *keys = arena_new(page->arena, p->n_tags, sizeof(*keys));

	if (p->n_tags == 0)
		return;
	doc_text(d, page_word(page, WORD_FILED_UNDER));
	for (size_t i = 0; i < p->n_tags; i++) {
		const struct tag *tag;

		keys[i] = tag_key(page->arena, p->tags[i]);
		tag = site_tag(page->view->site, keys[i]);
		if (!is_among(keys, i, keys[i]))
			doc_link(d, page_url(page, arena_printf(page->arena, "/tags/%.*s", STR_ARG(keys[i]))),
			    tag != NULL ? tag->label : p->tags[i]);
	}
}

static void
add_neighbours(const struct page *page, struct doc *d, const struct post *p)
{
	const struct post *older = view_neighbour(page->view, p, false);
	const struct post *newer = view_neighbour(page->view, p, true);

	if (older != NULL)
		doc_link(d, page_url(page, older->path), page_say(page, WORD_BEFORE, .title = older->title));
	if (newer != NULL)
		doc_link(d, page_url(page, newer->path), page_say(page, WORD_NEXT, .title = newer->title));
	doc_link(d, STR("/posts/"), page_word(page, WORD_ALL_POSTS));
}

static struct str
post_value(const struct page *page, const void *ctx, enum layout_hole hole)
{
	const struct showing *s = ctx;
	const struct post *p = s->version;

	switch (hole) {
	case HOLE_TITLE:
		return p->title;
	case HOLE_DATE:
		return page_date(page, p->date, p->offset);
	case HOLE_ISO_DATE:
		return page_day(page, p->date, p->offset);
	case HOLE_UPDATED:
		return p->updated > p->date ? page_date(page, p->updated, 0) : STR_NONE;
	case HOLE_AUTHOR:
		return author_of(page, p);
	case HOLE_LICENSE:
		return license_of(page, p);
	case HOLE_SUMMARY:
		return p->summary;
	case HOLE_PATH:
		return page_url(page, p->path);
	default:
		return STR_NONE;
	}
}

static void
post_block(const struct page *page, struct doc *d, const void *ctx, enum layout_hole hole)
{
	const struct showing *s = ctx;
	struct str license = license_of(page, s->version);

	/* Under a draft nobody could say a word. */
	if (!view_shows(page->view, s->post) && (hole == HOLE_COMMENTS || hole == HOLE_LEAVE_A_COMMENT ||
	    hole == HOLE_FOLLOW))
		return;
	switch (hole) {
	case HOLE_BYLINE:
		add_byline(page, d, s->version);
		break;
	case HOLE_BODY:
		add_body(page, d, s);
		break;
	case HOLE_LICENSE_LINE:
		if (license.n > 0)
			doc_text(d, page_say(page, WORD_LICENSE, .license = license));
		break;
	case HOLE_TAGS:
		add_tags(page, d, s->version);
		break;
	case HOLE_RELATED:
		related_add(page, d, s->version);
		break;
	case HOLE_NEIGHBOURS:
		add_neighbours(page, d, s->post);
		break;
	case HOLE_COMMENTS:
		talk_add(page, d, s->post);
		break;
	case HOLE_LEAVE_A_COMMENT:
		talk_invite(page, d, s->post);
		break;
	case HOLE_FOLLOW:
		talk_follow(page, d, s->post);
		break;
	default:
		break;
	}
}

struct doc *
page_post(const struct page *page, const struct post *p, struct error *err)
{
	struct showing s = { .post = p };
	const struct filling f = { .value = post_value, .block = post_block, .ctx = &s };
	struct doc *d = doc_new(page->arena);

	if (post_open(page->view->site->root, p, page->arena, &s.version, &s.body, err) == -1)
		return NULL;
	page_fill(page, d, LAYOUT_POST, &f);
	return d;
}

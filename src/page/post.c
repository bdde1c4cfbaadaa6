#include "page/page.h"

#include "base/banned.h"

static void
add_head(const struct page *page, struct doc *d, const struct post *p)
{
	const struct config *c = page->view->site->config;
	struct str author = p->author.n > 0 ? p->author : c->author;
	struct str line = page_day(page, p->date, p->offset);

	if (!p->titled_in_body)
		doc_heading(d, 1, p->title);
	if (author.n > 0)
		line = arena_printf(page->arena, "%.*s, by %.*s", STR_ARG(line), STR_ARG(author));
	if (p->updated > p->date) {
		struct str day = page_day(page, p->updated, 0);

		line = arena_printf(page->arena, "%.*s (updated %.*s)", STR_ARG(line), STR_ARG(day));
	}
	doc_text(d, line);
	if (page->view->now < p->date || p->draft)
		doc_text(d, p->draft ? STR("Draft: only you see this.") : arena_printf(page->arena,
		    "Not out yet: until %.*s only you see this.", STR_ARG(page_day(page, p->date, p->offset))));
}

/* The body with the date and author below its first heading, when that heading is the title. */
static void
add_body(const struct page *page, struct doc *d, const struct post *p, struct str body)
{
	struct doc *parsed = doc_new(page->arena);
	size_t i = 0;

	doc_parse(parsed, body);
	if (p->titled_in_body) {
		while (i < parsed->n && parsed->lines[i].kind != GEMTEXT_HEADING)
			i++;		/* empty lines before it */
		if (i < parsed->n)
			doc_add(d, parsed->lines[i++]);
	}
	add_head(page, d, p);
	if (i < parsed->n && (parsed->lines[i].kind != GEMTEXT_TEXT || parsed->lines[i].text.n > 0))
		doc_gap(d);
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
	doc_gap(d);
	doc_text(d, STR("Filed under:"));
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

	doc_gap(d);
	if (older != NULL)
		doc_link(d, page_url(page, older->path), arena_printf(page->arena, "Before: %.*s",
		    STR_ARG(older->title)));
	if (newer != NULL)
		doc_link(d, page_url(page, newer->path), arena_printf(page->arena, "Next: %.*s",
		    STR_ARG(newer->title)));
	doc_link(d, STR("/posts/"), STR("All posts"));
}

struct doc *
page_post(const struct page *page, const struct post *p, struct error *err)
{
	const struct site *s = page->view->site;
	struct doc *d = doc_new(page->arena);
	const struct post *version;
	struct str license, body;

	if (post_open(s->root, p, page->arena, &version, &body, err) == -1)
		return NULL;
	license = version->license.n > 0 ? version->license : s->config->license;
	add_body(page, d, version, body);
	if (license.n > 0) {
		doc_gap(d);
		doc_text(d, arena_printf(page->arena, "License: %.*s", STR_ARG(license)));
	}
	add_tags(page, d, version);
	related_add(page, d, version);
	add_neighbours(page, d, p);
	if (view_shows(page->view, p))		/* under a draft nobody could say a word */
		talk_add(page, d, p);
	return d;
}

/*
 * page/page.h: what every page is built from, and the pages. A page is a doc; who asked for it and how
 * it is sent is not known here.
 *
 * All take a struct page whose arena receives everything that is built, and return a doc in it.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "capsule/site.h"
#include "format/doc.h"

struct page {
	const struct view *view;
	struct arena *arena;
	/* "gemini://host[:port]", without a slash: how long prompts may be. Empty: there are none. */
	struct str capsule;
};

/* page/home.c: index.gmi with its {{…}} lines filled in, or a home page of our own. */
struct doc *page_home(const struct page *page);

/* page/list.c: posts newest first, of all (`folder` empty) or below one folder of posts/. NULL: none there. */
struct doc *page_posts(const struct page *page, struct str folder);
struct doc *page_tags(const struct page *page);
struct doc *page_tag(const struct page *page, const struct tag *tag);
void list_posts(const struct page *page, struct doc *d, struct post *const *posts, size_t n, size_t max);
void list_tags(const struct page *page, struct doc *d);

/* page/post.c: a post with all that belongs to it. NULL and *err: its file cannot be read. */
struct doc *page_post(const struct page *page, const struct post *post, struct error *err);

/* page/folder.c: a folder without an index. `dir` is its descriptor, `path` ends in a slash. */
struct doc *page_folder(const struct page *page, int dir, struct str path, struct error *err);

/* page/talk.c: comments under a post, and the pages on the way to a new one. */
struct doc *page_preview(const struct page *page, const struct post *post, const struct comment *comment,
    struct str publish_url);
struct doc *page_no_text(const struct page *page, const struct post *post);
struct doc *page_closed(const struct page *page, const struct post *post, struct str text);
struct doc *page_comment(const struct page *page, const struct post *post, const struct comment *comment,
    enum comment_box box);
struct doc *page_comment_gone(const struct page *page, const struct post *post);
void talk_add(const struct page *page, struct doc *d, const struct post *post);
void talk_recent(const struct page *page, struct doc *d, size_t n);

/* page/desk.c: the reader's own page, and the author's. */
struct doc *page_reader(const struct page *page, const struct identity *who);
struct doc *page_queue(const struct page *page);

/* Helpers of more than one page. */
struct str page_url(const struct page *page, struct str path);	/* a decoded path, as links want it */
struct str page_prompt_url(const struct page *page, const struct post *post);
struct str page_day(const struct page *page, int64_t utc, int32_t offset);	/* 2026-11-23 */

#endif

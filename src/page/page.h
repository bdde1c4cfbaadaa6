/*
 * page/page.h: what every page is built from, and the pages. A page is a doc; who asked for it and how
 * it is sent is not known here.
 *
 * All take a struct page whose arena receives everything that is built, and return a doc in it.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "capsule/boxes.h"
#include "capsule/site.h"
#include "format/doc.h"
#include "format/words.h"

struct page {
	const struct view *view;
	struct arena *arena;
	/* "gemini://host[:port]", without a slash: how long prompts may be. Empty: there are none. */
	struct str capsule;
	bool gopher_prompts;	/* type 7 items: a line of so many bytes, not percent-encoded */
	const struct words *words;	/* the post's language, or the capsule's */
};

/* What carrel says, in the page's language: page_say(page, WORD_BACK_TO, .title = post->title). */
struct str page_word(const struct page *page, enum word word);
#define page_say(page, word, ...) \
	words_say((page)->words, (word), (page)->arena, &(struct word_args){ __VA_ARGS__ })

/*
 * page/fill.c: a page by its layout. `value` gives what stands for a value; `block` adds the lines of a
 * block; both are asked only for what may stand in that layout. {{capsule}} and {{subtitle}} are known here.
 */
struct filling {
	struct str (*value)(const struct page *page, const void *ctx, enum layout_hole hole);
	void (*block)(const struct page *page, struct doc *d, const void *ctx, enum layout_hole hole);
	const void *ctx;
};
const struct layout *page_layout(const struct page *page, enum layout_kind kind);
void page_fill(const struct page *page, struct doc *d, enum layout_kind kind, const struct filling *f);
struct doc *page_dress(const struct page *page, struct doc *d);	/* with header and footer, if there are any */

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

/* page/talk.c: comments that are there. Pages of a discussion count from 1; page 1 stands under the post. */
#define TALK_PER_PAGE 50
void talk_add(const struct page *page, struct doc *d, const struct post *post);
void talk_invite(const struct page *page, struct doc *d, const struct post *post);	/* or: they are closed */
void talk_follow(const struct page *page, struct doc *d, const struct post *post);
void talk_recent(const struct page *page, struct doc *d, size_t n);
struct talk {
	struct comment comment;
	const struct post *post;
};
/* The newest comments of the capsule under posts that are to be seen, newest first; how many. */
size_t talk_gather(const struct page *page, struct talk *to, size_t max);
struct doc *page_talk(const struct page *page, const struct post *post, size_t number);	/* NULL: no such */
void talk_comment(const struct page *page, struct doc *d, const struct comment *c,
    const struct comment *parent, size_t depth);
/* How many characters fit a prompt on this post, whose language decides. */
size_t talk_room(const struct page *page, struct str prompt_url, const struct post *post);

/* page/follow.c: comments as lists of dated links, which feed readers can subscribe to. */
struct doc *page_follow_post(const struct page *page, const struct post *post);
struct doc *page_follow_all(const struct page *page);

/* page/write.c: on the way to a comment. */
struct writing {
	const struct post *post;
	const struct comment *comment;	/* as it will look */
	const struct comment *about;	/* what is answered or changed; NULL */
	struct str publish_url, again_url;
	struct str sign_url;		/* empty: no need to ask for a name */
	struct str note;		/* something the writer should know; may be empty */
};
struct doc *page_preview(const struct page *page, const struct writing *w);
struct doc *page_no_text(const struct page *page, const struct post *post, struct str again_url);

/* What a reader wrote cannot be taken, and `why`: his text, so that nothing is lost. `post` or NULL. */
struct doc *page_text_back(const struct page *page, const struct post *post, struct str title,
    struct str why, struct str text, struct str go_on_url, struct str go_on);

/* One comment: on the air, or waiting; with what may be done about it. Empty URLs: may not. */
struct comment_tools {
	struct str answer_url, add_url, edit_url, delete_url;
	struct str let_url, reject_url, block_url;
};
struct doc *page_comment(const struct page *page, const struct post *post, const struct boxed *what,
    const struct comment_tools *tools);
struct doc *page_comment_gone(const struct page *page, const struct post *post);
struct doc *page_confirm(const struct page *page, struct str title, struct str text, struct str url,
    struct str label, struct str back_url);

/* page/desk.c: the reader's own page, and the author's. */
struct doc *page_reader(const struct page *page, const struct identity *who);
struct doc *page_own(const struct page *page, const struct identity *who);
struct doc *page_join(const struct page *page, struct str code);
struct doc *page_queue(const struct page *page);

/* Helpers of more than one page. */
struct str page_url(const struct page *page, struct str path);	/* a decoded path, as links want it */
/* /c/ID5/[REF/]STEP: `about` (or NULL) is the comment it is about. */
struct str page_step_url(const struct page *page, const struct post *post, const struct comment *about,
    const char *step);
struct str page_comment_url(const struct page *page, const struct post *post, struct str id);
struct str page_ref(struct str id);	/* the letters by which addresses name a comment */
/* A path as it came in a selector, perhaps percent-encoded already: back into a link, once. */
struct str page_same_url(const struct page *page, struct str path);
struct str page_day(const struct page *page, int64_t utc, int32_t offset);	/* 2026-11-23 */
struct str page_date(const struct page *page, int64_t utc, int32_t offset);	/* 23. November 2026 */
struct str page_name(const struct page *page, const struct comment *c);	/* "Anonymous" for those without */

#endif

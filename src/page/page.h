/*
 * page/page.h: what every page is built from, and the pages. A page is a doc; who asked for it and how
 * it is sent is not known here.
 *
 * All take a struct page whose arena receives everything that is built, and return a doc in it.
 */
#ifndef PAGE_PAGE_H
#define PAGE_PAGE_H

#include "capsule/boxes.h"
#include "capsule/find.h"
#include "capsule/site.h"
#include "format/doc.h"
#include "format/placeholder.h"
#include "format/words.h"

struct page {
	const struct view *view;
	struct arena *arena;
	/* "gemini://host[:port]", without a slash: how long prompts may be. Empty: there are none. */
	struct str capsule;
	bool gopher_prompts;	/* type 7 items: a line of so many bytes, not percent-encoded */
	const struct words *words;	/* the post's language, or the capsule's */
	int64_t cert_ends;	/* of the capsule's certificate, for the author's eyes; 0: it is not known */
};

/* What carrel says, in the page's language: page_say(page, WORD_BACK_TO, .title = post->title). */
struct str page_word(const struct page *page, enum word word);
#define page_say(page, word, ...) \
	words_say((page)->words, (word), (page)->arena, &(struct word_args){ __VA_ARGS__ })

/*
 * page/fill.c: a page by its layout. `value` gives what stands for a value; `block` adds the lines of a
 * block; both are asked only for what may stand in that layout. {{capsule}}, {{subtitle}} and
 * {{search}} are known here.
 */
struct filling {
	struct str (*value)(const struct page *page, const void *ctx, enum layout_hole hole);
	void (*block)(const struct page *page, struct doc *d, const void *ctx, enum layout_hole hole);
	const void *ctx;
	bool no_subtitle;	/* {{subtitle}} is empty: it belongs to the first of the capsule's pages */
};
const struct layout *page_layout(const struct page *page, enum layout_kind kind);
void page_fill(const struct page *page, struct doc *d, enum layout_kind kind, const struct filling *f);
struct doc *page_dress(const struct page *page, struct doc *d);	/* with header and footer, if there are any */

/* page/home.c: index.gmi with its {{…}} lines filled in, or a home page of our own. */
struct doc *page_home(const struct page *page);
/* What one {{…}} line names, appended to `d`; nothing for an ordinary or unknown line. */
void home_fill_in(const struct page *page, struct doc *d, struct placeholder p);

/*
 * page/list.c: posts newest first, of all (`folder` empty) or below one folder of posts/ ("letters/"), or
 * under one tag. `number`: 0 for the newest, else which of the numbered pages. NULL: nothing there.
 */
struct doc *page_posts(const struct page *page, struct str folder, size_t number);
struct doc *page_tags(const struct page *page);
struct doc *page_tag(const struct page *page, const struct tag *tag, size_t number);
void list_posts(const struct page *page, struct doc *d, struct post *const *posts, size_t n, size_t max);
void list_tags(const struct page *page, struct doc *d);

/*
 * page/paged.c: a long list in pages of `page-length` posts. The first shows the newest; the numbered
 * ones count from the oldest, and each is full. So a post that is added moves nothing on them: their
 * addresses and their bytes stay. The newest of them repeats some of what the first shows.
 */
struct paged {
	struct post **posts;	/* to be seen, newest first */
	size_t n;
};
struct paged paged_gather(const struct page *page, struct post *const *posts, size_t n, struct str folder);
bool paged_has(const struct page *page, const struct paged *all, size_t number);	/* is there such a page? */
void paged_add_posts(const struct page *page, struct doc *d, const struct paged *all, size_t number);
/* The ways on from there: to `newest`, and to `pages` with "page-N" behind it. */
void paged_add_ways(const struct page *page, struct doc *d, const struct paged *all, size_t number,
    struct str newest, struct str pages);

/* page/archive.c: years and how many posts each has; one year's posts by month. NULL: none that year. */
struct doc *page_archive(const struct page *page);
struct doc *page_archive_year(const struct page *page, int64_t year);

/* page/related.c: up to three other posts that share the most tags, the newer first. */
void related_add(const struct page *page, struct doc *d, const struct post *post);

/* page/post.c: a post with all that belongs to it. NULL and *err: its file cannot be read. */
struct doc *page_post(const struct page *page, const struct post *post, struct error *err);

/*
 * page/folder.c: a folder without an index. `dir` is its descriptor, `path` ends in a slash. NULL: *err
 * says why it cannot be read; a part that is not there leaves *err as it was. Parts count from 1.
 */
#define FOLDER_PER_PAGE 200	/* names; so many files are looked into for their titles, in a few ms */
#define FOLDER_HEAD 4096	/* bytes of a file in which a title is looked for */
#define FOLDER_DATED 1000	/* files up to which dates are looked for inside of them */
struct doc *page_folder(const struct page *page, int dir, struct str path, struct error *err);
struct doc *page_folder_part(const struct page *page, int dir, struct str path, size_t number,
    struct error *err);
/* "/dir/page-2": the folder and the number, from 2. False: it is not of this form. */
bool page_folder_number(struct str path, struct str *folder, size_t *number);

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
	bool hides;			/* its text: it waits, and this is neither its writer nor the author */
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
/*
 * The author's: what waits, with its text, then what was published last; each newest first, in dated links
 * that stay as they are when a comment goes from the one to the other.
 */
#define QUEUE_WAITING 200	/* comments; the folder has the rest */
#define QUEUE_PUBLISHED 50
#define QUEUE_CERT_DAYS 30	/* before the capsule's certificate ends its author reads of it there */
struct doc *page_queue(const struct page *page);

/* page/coming.c: what is not out yet, for the one who wrote it. NULL and *err: the file cannot be read. */
struct doc *page_drafts(const struct page *page);
struct doc *page_draft(const struct page *page, const struct post *post, struct error *err);
/* page/search.c: what was found for `q`, page `number` of it; NULL: no such page. */
#define SEARCH_PER_PAGE 10
#define SEARCH_WORDS_MAX 4096	/* bytes of a query as it is shown: it came in a line of 1024 */
struct doc *page_search(const struct page *page, const struct query *q, const struct finding *f, size_t number);
/* An answer without a word to look for; `only_without`: all that was said is what should not be there. */
struct doc *page_search_help(const struct page *page, bool only_without);

/* page/author.c: where the author writes from afar: Titan links to his posts. */
struct doc *page_write(const struct page *page);

/* Helpers of more than one page. */
struct str page_url(const struct page *page, struct str path);	/* a decoded path, as links want it */
/* /c/ID5/[REF/]STEP: `ref` (or empty) is the comment it is about, as comments_ref() names it. */
struct str page_step_url(const struct page *page, const struct post *post, struct str ref,
    struct str step);
struct str page_comment_url(const struct page *page, const struct post *post, struct str id);
/* A path as it came in a selector, perhaps percent-encoded already: back into a link, once. */
struct str page_same_url(const struct page *page, struct str path);
struct str page_day(const struct page *page, int64_t utc, int32_t offset);	/* 2026-11-23 */
struct str page_date(const struct page *page, int64_t utc, int32_t offset);	/* 23. November 2026 */
struct str page_lang(const struct page *page, const struct post *post);	/* its own, its folder's, the capsule's */
struct str page_name(const struct page *page, const struct comment *c);	/* "Anonymous" for those without */

#endif

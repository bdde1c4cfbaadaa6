/*
 * capsule/site.h: the capsule as an index, held in memory, never mended: what changes makes a new one
 * that shares the posts that stayed the same. Bodies and comments stay on disk.
 */
#ifndef CAPSULE_SITE_H
#define CAPSULE_SITE_H

#include "capsule/comments.h"
#include "capsule/config.h"
#include "capsule/post.h"
#include "capsule/shape.h"
#include "capsule/visitor.h"

#define SITE_HOME_MAX (256 << 10)	/* bytes of index.gmi, which is kept: it is read for every visitor */
#define SITE_TEXT_MAX (2 << 20)	/* bytes of posts' texts kept: a small capsule is all in memory */
#define SITE_ID_MIN 5			/* letters of a post's ID in addresses: ID5 */

/* The published comments of one post. */
struct thread {
	struct str post;
	size_t count;
	char newest[COMMENT_ID_MAX + 1];	/* ID; never empty */
};

struct tag {
	struct str key;		/* as in its address: folded, blanks as '-' */
	struct str label;	/* as the newest post with it writes it */
	struct post **posts;	/* newest first */
	size_t n;
};

struct post_id {
	char id[POST_KEY + 1];	/* NUL-terminated */
	struct post *post;
};

struct alias {
	struct str path;
	struct post *post;
};

struct site {
	int root;			/* the capsule's folder; borrowed */
	const struct config *config;	/* borrowed */
	struct arena arena;		/* of all arrays below */
	struct post **posts;		/* newest first, all but the broken ones */
	size_t n_posts;
	struct post **by_name;		/* all, for comparing with the folder */
	size_t n_by_name;
	struct post **by_path;
	size_t n_by_path;
	struct post **shadowed;		/* posts whose address is another's: they have none */
	size_t n_shadowed;
	struct post_id *ids;
	struct alias *aliases;
	size_t n_aliases;
	struct tag *tags;		/* by key */
	size_t n_tags;
	struct thread *threads;		/* by post */
	size_t n_threads;
	struct shape *shape;		/* layouts and words; shared with the sites before and after */
	struct str home;		/* index.gmi's text */
	bool has_home;
};

/* A file or folder that may have changed; `path` is relative to the capsule's folder. */
struct change {
	struct str path;
	bool is_folder;
};

/*
 * Read the folder. Posts whose files are as `old` (or NULL) knew them are taken from there. `report`
 * (or NULL) is told what is wrong with posts. Never fails: what cannot be read is left out.
 */
struct site *site_load(int root, const struct config *config, const struct site *old,
    const struct field_notes *report);

/* The same for some changes only: looks at these and takes the rest from `old`. */
struct site *site_update(const struct site *old, const struct change *changes, size_t n,
    const struct field_notes *report);

void site_free(struct site *site);	/* NULL is accepted */

/*
 * Who looks, and when: drafts, posts to come, posts for the other protocol and posts in folders that are
 * closed to the visitor are not to be seen.
 */
struct view {
	const struct site *site;
	int64_t now;
	enum dialect dialect;
	struct visitor *visitor;	/* NULL: anybody, without a certificate */
};

bool view_shows(const struct view *v, const struct post *p);	/* both of these */
bool view_is_out(const struct view *v, const struct post *p);	/* by what the post says */
enum status view_admits(const struct view *v, const struct post *p);	/* by its folder: see visitor.h */

/* A draft, or a post to come, before the eyes of the one who wrote it. */
bool view_previews(const struct view *v, const struct post *p);
/* Expired or gone: it was there once, for this visitor too. */
bool view_is_over(const struct view *v, const struct post *p);
size_t view_first(const struct view *v);	/* index of the newest post that is not to come */

struct post *site_post_at(const struct site *s, struct str path);	/* by address; NULL: none */
struct post *site_post_named(const struct site *s, struct str name);	/* by POST; may be broken */
struct post *site_post_by_id(const struct site *s, struct str id);
/* The post that had this ID before its file was renamed, if it says so: an alias of /posts/OLD.gmi. */
struct post *site_post_formerly(const struct site *s, struct str id);
struct post *site_post_aliased(const struct site *s, struct str path);	/* the newest that claims it */
bool site_is_shadowed(const struct site *s, const struct post *p);
const char *site_id_of(const struct site *s, const struct post *p);
const struct tag *site_tag(const struct site *s, struct str key);
const struct thread *site_thread(const struct site *s, struct str post);	/* NULL: no comments */

/* A tag as it stands in an address: case folded; blanks, slashes and what URLs reserve as '-'. */
struct str tag_key(struct arena *a, struct str tag);

/*
 * Who has this old address: the newest post to be seen that claims it, else one that is over, else NULL.
 */
struct post *view_post_aliased(const struct view *v, struct str path);

/* The next post to be seen before (older) or behind (newer) this one; NULL: none. */
struct post *view_neighbour(const struct view *v, const struct post *p, bool newer);

/*
 * Are comments under this post shown, and may one be left at `now`? The post decides, else the capsule;
 * the capsule may have them close by themselves some days after the post's date.
 */
enum comments_mode site_comments_mode(const struct site *s, const struct post *p, int64_t now);

#endif

/*
 * format/frontmatter.h: what stands between two `---` lines at the start of a post or a comment.
 * One table reads both (DESIGN.md section 1).
 */
#ifndef FORMAT_FRONTMATTER_H
#define FORMAT_FRONTMATTER_H

#include "format/fields.h"

enum comments_mode { COMMENTS_UNSAID, COMMENTS_OPEN, COMMENTS_CLOSED, COMMENTS_OFF };

struct frontmatter {
	struct str title, author, summary, lang, slug, license, id;
	struct field_date date, updated, expiry;
	struct str_list tags, categories, category, aliases;
	bool draft, gone;
	int comments;			/* enum comments_mode */
	bool gemini, gopher;		/* true unless said otherwise */
	struct str name, identity, reply_to, via;	/* a comment's */
};

/*
 * Read the front matter of `file` into *fm and give the rest as *body (a view into `file`; one empty
 * line behind the block is dropped, a byte order mark in front too). No front matter is no fault:
 * then all of the file is body.
 * Errors   0, or -1 and *err with line and column: not closed, broken YAML, a wrong value.
 * Memory   texts are in the arena.
 */
int frontmatter_read(struct str file, const char *path, struct arena *a,
    const struct field_notes *notes, struct frontmatter *fm, struct str *body, struct error *err);

/* Only the body, for a file whose front matter has been read before. False: it is not closed. */
bool frontmatter_skip(struct str file, struct str *body);

/* The keys, of posts and of comments, with the other names by which some are read too: for the manual. */
const struct field_table *frontmatter_keys(void);

#endif

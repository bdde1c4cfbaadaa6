/*
 * exam/look.h: what the parts of the examination share, and the parts. Each adds what it finds.
 */
#ifndef EXAM_LOOK_H
#define EXAM_LOOK_H

#include "exam/exam.h"
#include "exam/text.h"
#include "serve/serve.h"

struct asked;				/* answers that were had before: exam/ask.c */

struct look {
	const struct exam_source *source;
	int root;			/* the capsule's folder */
	struct arena arena;		/* of what lasts as long as the examination */
	struct config config;
	struct str settings;		/* capsule.yaml's text; empty: it cannot be read */
	bool settings_good;		/* else the usual ones are in force */
	struct site *site;
	struct secret secret;		/* nothing that is signed with it is worth anything */
	struct names names;
	struct front front;
	uint16_t ports[2];		/* of the front's */
	struct asked *asked;
	struct faults *found;
	struct exam_counts *counts;
};

/* Where the value of `key` stands in a flat YAML mapping; line 0: the key is not there. */
struct fault_at look_key(struct str file, struct str yaml, struct str key);

/* All of a file of the capsule, in the arena. False: it is not there, cannot be read, or is larger than `max`. */
bool look_read(const struct look *l, struct str path, size_t max, struct arena *a, struct str *text);

/* All names in a folder ("": the capsule's), hidden ones too, in order of bytes; how many, or -1. */
int look_list(const struct look *l, struct str folder, struct arena *a, const char ***names);

void look_progress(const struct look *l, const char *what, size_t done, size_t all);

/* The steps, in order: exam.c has the list. */
void look_at_settings(struct look *l);		/* settings.c */
void look_at_keys(struct look *l);		/* keys.c */
void look_at_posts(struct look *l);		/* posts.c */
void look_at_files(struct look *l);		/* files.c */
void look_at_comments(struct look *l);		/* said.c */

/* --- ask.c: what the server says --- */

struct answer {
	enum status gemini, gopher;	/* of a visitor; a redirect of ours is followed once */
	bool owner;			/* the owner gets it on Gemini */
	struct str moved;		/* where a visitor on Gemini is sent; empty: nowhere */
	bool is_file;			/* it stands there by itself: no page, no redirect */
	/* Headings of a page, folded to their letters; only once asked for. */
	bool knows_headings, has_headings;
	struct str *headings;
	size_t n_headings;
};

#define ASKED_MAX 100000	/* answers kept; a capsule with more addresses has some of them asked for twice */

/* A decoded path, a query or none. Borrowed until the next question. */
struct answer *ask(struct look *l, struct str path, struct str query, bool has_query);
/* Does the page have a heading that `fragment` (as it stands in a link) names? Also true of what is no gemtext. */
bool ask_heading(struct look *l, struct answer *answer, struct str path, struct str fragment);
/* A selector, as a Gopher client sends it. */
enum status ask_gopher(struct look *l, struct str selector);
bool ask_is_good(enum status s);
void ask_forget(struct look *l);

/* --- links.c --- */

/* The page on which links stand. */
struct link_page {
	struct look *look;
	struct str path;		/* its address, decoded */
	bool gemini, gopher;		/* to be had there */
	bool is_out;			/* else only the author sees it, and what it leads to */
};
void links_examine(void *page, const struct text_link *link);

/* --- maps.c --- */

bool map_is(struct str path);			/* is a file with this name a menu? */
void map_examine(struct look *l, struct str path);

#endif

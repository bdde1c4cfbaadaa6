/*
 * capsule/config.h: capsule.yaml, the author's settings. The table in config.c is the one list of
 * keys: it feeds the parser, its messages, and the manual.
 */
#ifndef CAPSULE_CONFIG_H
#define CAPSULE_CONFIG_H

#include "base/arena.h"
#include "base/digest.h"
#include "format/fields.h"
#include "format/frontmatter.h"

enum moderate { MODERATE_NONE, MODERATE_FIRST, MODERATE_ALL };
enum feed_text { FEED_SUMMARY, FEED_FULL };
enum watch_mode { WATCH_AUTO, WATCH_POLL };

/*
 * Posts on one page of a list: a hundred dated links are 8 KB, and a reader's thumb; a thousand are as much
 * as a Gopher browser of old holds.
 */
#define CONFIG_PAGE_LENGTH 100
#define CONFIG_PAGE_LENGTH_MIN 10
#define CONFIG_PAGE_LENGTH_MAX 1000

struct config {
	struct arena arena;		/* of all that follows */
	struct str title, subtitle, author, lang, license;
	struct str_list hosts;		/* at least one, see format/host.h; the first is its own name */
	struct error_at *hosts_at;	/* where each one stands; line 0: nowhere, it is the usual one */
	uint64_t gopher_width;		/* columns of text in menus, MENU_WIDTH_MIN to MENU_WIDTH_MAX */
	uint64_t gemini_port, gopher_port;	/* advertised; 0: the ones we listen on */
	int comments;			/* enum comments_mode, never unsaid */
	bool anonymous;			/* may readers without a certificate comment? */
	int moderate;			/* enum moderate */
	uint64_t close_after;		/* days after which a post takes no more comments; 0: never */
	uint64_t hold_links;		/* a comment with more links than this waits */
	struct str_list hold_words, refuse_words;	/* in any case */
	struct str_list proxies;	/* addresses behind which many readers stand */
	struct str favicon;		/* one emoji, or empty */
	struct str_list security_contact;	/* URIs; with one, security_expires is given */
	struct field_date security_expires;
	struct str on_comment;		/* program that is told of a new comment; empty: none */
	struct digest *owners;		/* certificates of the author's */
	size_t n_owners;
	struct str id;			/* what feeds' ids are made of; empty: see feed_post_id() */
	int feed;			/* enum feed_text */
	uint64_t page_length;		/* posts on one page of a list */
	struct str_list gone;		/* decoded paths that were there once; with a slash at its end: all below */
	int watch;			/* enum watch_mode */
};

#define CONFIG_FILE "capsule.yaml"

/* Read the settings of the capsule folder `root`. 0, or -1 and *err with line and column. */
int config_load(int root, struct config *config, struct error *err);
/* The same from text, for tests and for checking. */
int config_read(struct str text, struct config *config, struct error *err);
void config_release(struct config *config);

/* Was this (decoded) path taken down for ever? */
bool config_is_gone(const struct config *config, struct str path);

bool config_is_owner(const struct config *config, const struct digest *fingerprint);

/* What other files of the author's hold too: a language tag; "sha256:" and 64 hex digits. */
bool config_is_lang(struct str lang);
bool config_fingerprint(struct str s, struct digest *d);

/* The keys, for `carrel serve --help` and the manual. */
const struct field_table *config_keys(void);

#endif

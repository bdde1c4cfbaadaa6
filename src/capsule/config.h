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
enum watch_mode { WATCH_AUTO, WATCH_POLL };

struct config {
	struct arena arena;		/* of all that follows */
	struct str title, subtitle, author, lang, license;
	struct str_list hosts;		/* at least one, see format/host.h; the first is its own name */
	struct error_at *hosts_at;	/* where each one stands; line 0: nowhere, it is the usual one */
	uint64_t gemini_port, gopher_port;	/* advertised; 0: the ones we listen on */
	int comments;			/* enum comments_mode, never unsaid */
	bool anonymous;			/* may readers without a certificate comment? */
	int moderate;			/* enum moderate */
	uint64_t close_after;		/* days after which a post takes no more comments; 0: never */
	uint64_t hold_links;		/* a comment with more links than this waits */
	struct str_list hold_words, refuse_words;	/* in any case */
	struct str_list proxies;	/* addresses behind which many readers stand */
	struct str on_comment;		/* program that is told of a new comment; empty: none */
	struct digest *owners;		/* certificates of the author's */
	size_t n_owners;
	int watch;			/* enum watch_mode */
};

#define CONFIG_FILE "capsule.yaml"

/* Read the settings of the capsule folder `root`. 0, or -1 and *err with line and column. */
int config_load(int root, struct config *config, struct error *err);
/* The same from text, for tests and for checking. */
int config_read(struct str text, struct config *config, struct error *err);
void config_release(struct config *config);

bool config_is_owner(const struct config *config, const struct digest *fingerprint);

/* The keys, for `carrel serve --help` and the manual. */
const struct field_table *config_keys(void);

#endif

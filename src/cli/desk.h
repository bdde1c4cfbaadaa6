/*
 * cli/desk.h: what an author does to comments from a shell: the decisions (desk.c) and going through what
 * waits, key by key (queue.c). The command line is read in comments.c.
 *
 * Functions that return int return an exit status, and have told what was done, or why not.
 */
#ifndef CLI_DESK_H
#define CLI_DESK_H

#include "capsule/boxes.h"
#include "capsule/config.h"
#include "cli/command.h"

#define DESK_REPLY_MAX ORDER_TEXT_MAX	/* bytes of an answer: as many as a reader may send */

/* The command as it was typed, and the capsule it is about. */
struct desk {
	int root;
	struct config config;
	struct arena arena;
	bool json, published, interactive;
	const char *text;
};

int desk_complain(const char *text);
struct str desk_name(const struct boxed *b);	/* its writer's, or "Anonymous" */

int desk_publish(struct desk *d, const struct boxed *b);
int desk_reject(struct desk *d, const struct boxed *b);
int desk_reply(struct desk *d, const struct boxed *b, struct str text);
/* `word` is sha256:FINGERPRINT or the name of one of the reader's comments. */
int desk_block(struct desk *d, struct str word, bool blocked);

/* All that waits, one after the other. Standard input must be a terminal. */
int desk_go_through(struct desk *d);

#endif

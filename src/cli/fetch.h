/*
 * cli/fetch.h: what `get` and `put` share: their common options, one Gemini request to its header, and
 * output that cannot talk to the terminal.
 */
#ifndef CLI_FETCH_H
#define CLI_FETCH_H

#include <stdio.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/command.h"
#include "net/client.h"
#include "proto/target.h"

/* The first rows of both commands' options, in this order; a command's own come behind. */
#define FETCH_OPTIONS \
	{ "--cert", "FILE", "show this certificate: PEM with its key (see `carrel cert make --client`)" }, \
	{ "--pin", "SHA256:…", "believe only this key (or certificate), by its fingerprint" }, \
	{ "--accept-new-key", NULL, "a server's key has changed, and that is right: remember the new one" }, \
	{ "--insecure", NULL, "believe any key and any date, and remember nothing" }, \
	{ "--timeout", "S", "seconds to wait for a word of the server (default 30)" }
#define FETCH_N_OPTIONS 5

struct fetch {
	const char *command;		/* "get" */
	struct arena arena;
	struct client_options options;
	struct client client;		/* fd -1: closed */
	struct buf rest;		/* what came behind a header, not yet taken */
	int status;			/* of the last header */
	struct str meta;
};

void fetch_init(struct fetch *f, const char *command);
void fetch_release(struct fetch *f);

/* One of the common options. EXIT_DONE, or EXIT_USAGE and it has been told. */
int fetch_option(struct fetch *f, ptrdiff_t row, const char *argument);
int fetch_wrong(const struct fetch *f, const char *text, const char *what);	/* EXIT_USAGE */
int fetch_complain(const struct fetch *f, const char *text);			/* EXIT_NO */

int fetch_open(struct fetch *f, const struct target *t, struct error *err);
/* Read a header into status and meta. 0, or -1 and *err. */
int fetch_header(struct fetch *f, struct error *err);
/* At most n bytes of the body; 0 at its end: client.end says how. */
size_t fetch_read(struct fetch *f, char *to, size_t n);
void fetch_say_header(const struct fetch *f, FILE *to);	/* "51 Not found" */

/*
 * Bytes for eyes: control characters (C0 but LF and TAB, DEL, C1, bytes that are no UTF-8) as \xNN; a CR
 * before an LF goes. State is kept between pieces; all zero to begin with.
 */
struct shown {
	unsigned char lead;		/* 0xC2 waits for its second byte; 0: nothing waits */
	unsigned more;			/* bytes that a character still has */
	bool cr;
};
void shown_write(struct shown *s, struct str piece, struct buf *to);

#endif

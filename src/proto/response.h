/*
 * proto/response.h: what a reader gets, before a dialect is put on.
 */
#ifndef PROTO_RESPONSE_H
#define PROTO_RESPONSE_H

#include "base/arena.h"
#include "format/doc.h"
#include "format/words.h"
#include "proto/order.h"

/* Gemini's status codes serve as names for outcomes in both dialects. Spec: gemini.md section 4. */
enum status {
	STATUS_INPUT = 10,
	STATUS_OK = 20,
	STATUS_REDIRECT = 30,
	STATUS_MOVED = 31,
	STATUS_FAILED = 40,
	STATUS_BUSY = 41,
	STATUS_SLOW_DOWN = 44,
	STATUS_NOT_FOUND = 51,
	STATUS_GONE = 52,
	STATUS_NOT_SERVED = 53,
	STATUS_BAD_REQUEST = 59,
	STATUS_NEED_CERTIFICATE = 60,
	STATUS_NOT_ALLOWED = 61,
	STATUS_BAD_CERTIFICATE = 62,
};

enum response_kind {
	RESPONSE_HEADER,	/* status and meta are all: a prompt, a redirect, an error */
	RESPONSE_PAGE,		/* doc */
	RESPONSE_FILE,		/* fd, size: as it stands on disk */
	RESPONSE_BYTES,		/* bytes, ready for this dialect (caps.txt, a hand-written menu) */
	RESPONSE_ORDER,		/* no response yet: carry `order` to the store, then serve_answer() */
};

struct response {
	enum response_kind kind;
	enum status status;
	/*
	 * Prompt, target, message or media type, by the status; empty: what is usual for that, which
	 * response_settle() puts here. A target is a path and query of ours, percent-encoded.
	 */
	struct str meta;
	bool is_menu;		/* bytes: a menu, to be ended with a dot; else text */
	struct doc *doc;
	struct str lang;	/* of the doc: a BCP 47 tag, or empty */
	struct str bytes;
	int fd;			/* the response's to close: response_release() */
	uint64_t size;
	struct order order;
};

void response_init(struct response *r);
void response_release(struct response *r);

void response_set(struct response *r, enum status status, struct str meta);
void response_page(struct response *r, struct doc *d, struct str lang);

void response_settle(struct response *r, const struct words *words);

/* What to say when nothing better is known: "Not found". */
struct str status_message(const struct words *words, enum status status);

#endif

/*
 * serve/input.h: what the two halves of /c/ share: the way to a comment (input.c), and the pages a reader
 * needs a certificate for (personal.c).
 */
#ifndef SERVE_INPUT_H
#define SERVE_INPUT_H

#include "page/page.h"
#include "serve/serve.h"

/* Is there a certificate, and is this its time? STATUS_OK, or why not. */
enum status input_identity(const struct request *r);

/*
 * The token that lets this reader do this today, see input.c; and whether `given` is today's or yesterday's.
 * `post`, `ref` and `text` may be empty. In the exchange's arena.
 */
struct str input_token(const struct front *f, struct exchange *x, enum order_kind kind, struct str post,
    struct str ref, struct str text, int64_t day);
bool input_token_is(const struct front *f, struct exchange *x, enum order_kind kind, struct str post,
    struct str ref, struct str text, struct str given);

/* Make an order of this reader's the response. */
void input_order(struct exchange *x, const struct order *o);

/* Pages that need a certificate. False: `path` (behind /c/) is none of them. */
bool personal_is(struct str path);
bool personal_request(const struct front *f, struct exchange *x, struct page *page, struct str path);

/* What is said when readers/ is full: no new name, no joining; `text` is given back. */
struct doc *personal_full(struct page *page, struct str text);

#endif

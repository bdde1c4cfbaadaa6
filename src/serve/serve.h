/*
 * serve/serve.h: the waist of the program: a request in, a response out. No socket, no clock that was
 * not handed in; what has to be written comes out as an order, for the caller to carry to the store.
 */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include "capsule/site.h"
#include "proto/gemini.h"
#include "proto/request.h"
#include "proto/response.h"

/* The capsule as it is seen from outside: the site of this moment and how it is reached. */
struct front {
	const struct site *site;
	const struct secret *secret;	/* signs publish links */
	struct gemini_served served;	/* hosts and ports; sni is set for each connection */
	struct str gemini;		/* "gemini://host[:port]", without a slash */
	bool has_gemini;		/* else nobody can be prompted there */
	struct str gopher_host;
	uint16_t gopher_port;
	bool gopher_tls;
};

/* One request and what comes of it. All of it lives in the arena. */
struct exchange {
	struct arena arena;
	struct request request;		/* who, prefix and now are the caller's to fill in first */
	struct response response;
	bool drafted;			/* Gopher: the text waits in the store, links need not carry it */
	size_t body_size;		/* Titan */
	/*
	 * What the answer is in: the post's language and words, if it is about one. NULL: the capsule's.
	 * Both belong to the site of one call and are forgotten at the next.
	 */
	const struct words *words;
	struct str lang;
};
void exchange_release(struct exchange *x);

#define REPLY_MAX (8 << 20)	/* bytes of a page built in memory: a list of 100,000 posts fits */

/* What is to be done next about an exchange. */
enum serve_next {
	SERVE_DONE,	/* `out` holds what is to be sent; behind it response.size bytes of response.fd, if any */
	SERVE_ORDER,	/* carry response.order to the store and its answer to serve_settle() */
	SERVE_BODY,	/* Titan: read x->body_size bytes and give them to serve_body() */
};

/* Answer one request line (without its line end), whatever is in it. */
enum serve_next serve_gemini(const struct front *f, struct str line, struct str sni, struct exchange *x,
    struct buf *out);
enum serve_next serve_gopher(const struct front *f, struct str line, struct exchange *x, struct buf *out);
enum serve_next serve_settle(const struct front *f, struct exchange *x, const struct order_answer *answer,
    struct buf *out);
enum serve_next serve_body(const struct front *f, struct exchange *x, struct str body, struct buf *out);

/* The waist itself: path, query, who and now in x->request; x->response out. */
void serve_request(const struct front *f, struct exchange *x);
void serve_answer(const struct front *f, struct exchange *x, const struct order_answer *answer);

/*
 * serve/get.c: what is only read. begin_page() makes what pages are built from, for this request; the
 * view is the caller's to hold.
 */
struct page;
struct page begin_page(const struct front *f, struct exchange *x, struct view *v);
void begin_post(const struct front *f, struct exchange *x, struct page *page, const struct post *post);
/* A page of ours as the response, below the author's header and above his footer. NULL: there is none. */
void serve_page(const struct front *f, struct exchange *x, struct doc *d);
void get_home(const struct front *f, struct exchange *x);
void get_posts(const struct front *f, struct exchange *x);
void get_tags(const struct front *f, struct exchange *x);
void get_file(const struct front *f, struct exchange *x);

/* serve/input.c: everything below /c/. */
void input_request(const struct front *f, struct exchange *x);

/*
 * May a body be sent to this path, by this reader, of this size? STATUS_OK, or why not: known before a
 * byte of it is read.
 */
enum status input_may_upload(const struct front *f, struct exchange *x, size_t size);

/* Does this path below /c/ ask for words ('7'), show something ('1'), or need a certificate ('h')? */
char input_item_type(struct str path);

/* serve/map.c: a hand-written gophermap as menu lines; `folder` is its path, with slashes around. */
void map_write(const struct front *f, struct str folder, struct str map, struct arena *a,
    struct buf *out);

/* serve/feed.c: comments as Atom feeds, of one post and of all. */
void feed_post(const struct front *f, struct exchange *x, const struct post *post);
void feed_comments(const struct front *f, struct exchange *x);

/* serve/item.c: the Gopher item type of one of our paths. `ctx` is a struct front. */
char item_type(const void *ctx, struct str path);

#endif

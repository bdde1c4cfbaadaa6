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
};
void exchange_release(struct exchange *x);

#define REPLY_MAX (8 << 20)	/* bytes of a page built in memory: a list of 100,000 posts fits */

/*
 * Answer one request line (without its line end), whatever is in it. Into `out` goes what is to be
 * sent first; behind it x->response.size bytes of x->response.fd, if that is not -1.
 * True: done. False: x->response.order is to be carried to the store, and its answer to serve_settle().
 */
bool serve_gemini(const struct front *f, struct str line, struct str sni, struct exchange *x,
    struct buf *out);
bool serve_gopher(const struct front *f, struct str line, struct exchange *x, struct buf *out);
void serve_settle(const struct front *f, struct exchange *x, const struct order_answer *answer,
    struct buf *out);

/* The waist itself: path, query, who and now in x->request; x->response out. */
void serve_request(const struct front *f, struct exchange *x);
void serve_answer(const struct front *f, struct exchange *x, const struct order_answer *answer);

/*
 * serve/get.c: what is only read. begin_page() makes what pages are built from, for this request; the
 * view is the caller's to hold.
 */
struct page;
struct page begin_page(const struct front *f, struct exchange *x, struct view *v);
void get_home(const struct front *f, struct exchange *x);
void get_posts(const struct front *f, struct exchange *x);
void get_tags(const struct front *f, struct exchange *x);
void get_file(const struct front *f, struct exchange *x);

/* serve/input.c: everything below /c/. */
void input_request(const struct front *f, struct exchange *x);

/* serve/map.c: a hand-written gophermap as menu lines; `folder` is its path, with slashes around. */
void map_write(const struct front *f, struct str folder, struct str map, struct arena *a,
    struct buf *out);

/* serve/item.c: the Gopher item type of one of our paths. `ctx` is a struct front. */
char item_type(const void *ctx, struct str path);

#endif

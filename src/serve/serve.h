/*
 * serve/serve.h: the waist of the program: a request in, a response out. No socket, no clock that was
 * not handed in; what has to be written comes out as an order, for the caller to carry to the store.
 */
#ifndef SERVE_SERVE_H
#define SERVE_SERVE_H

#include "capsule/names.h"
#include "capsule/site.h"
#include "format/menu.h"
#include "proto/gemini.h"
#include "proto/request.h"
#include "proto/response.h"

/* The capsule as it is seen from outside: the site of this moment and how it is reached. */
struct front {
	const struct site *site;
	const struct secret *secret;	/* signs publish links */
	struct names *names;		/* who is called what; a cache, changed by questions */
	struct gemini_served served;	/* hosts and ports; sni is set for each connection */
	struct str gemini;		/* "gemini://host[:port]", without a slash */
	bool has_gemini;		/* else nobody can be prompted there */
	struct str gopher_host;
	uint16_t gopher_port;
	bool gopher_tls;
	int64_t cert_ends;		/* of the capsule's certificate; 0: it is not known */
};

/* One request and what comes of it. All of it lives in the arena. */
struct exchange {
	struct arena arena;
	struct request request;		/* who, prefix and now are the caller's to fill in first */
	struct response response;
	bool ascii;			/* Gopher: the reader came through the ASCII door, see door.h */
	bool drafted;			/* Gopher: the text waits in the store, links need not carry it */
	size_t body_size;		/* Titan */
	struct str upload, uploaded;	/* the author's file that is sent, and where it is seen then; else empty */
	struct visitor visitor;		/* begin_page()'s: who asks, as he came */
	/*
	 * What the answer is in: the language and words of the post that it is about, else of the folder,
	 * else of the capsule. NULL: not looked up yet. Both belong to the site of one call and are forgotten
	 * at the next.
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
/* `body` shorter than x->body_size: the peer has ended before it was all there. */
enum serve_next serve_body(const struct front *f, struct exchange *x, struct str body, struct buf *out);

/* The waist itself: path, query, who and now in x->request; x->response out. */
void serve_request(const struct front *f, struct exchange *x);
void serve_answer(const struct front *f, struct exchange *x, const struct order_answer *answer);

struct page;

/* serve/admit.c: may this reader see what lies at `path`? Else the response says why not, and what to do. */
bool serve_admits(const struct front *f, struct exchange *x, struct str path);

/* serve/wellknown.c: robots.txt and its like, where the author has none. False: `path` is not one. */
bool wellknown_get(const struct front *f, struct exchange *x);

/*
 * serve/get.c: what is only read. begin_page() makes what pages are built from, for this request; the
 * view is the caller's to hold.
 */
struct page begin_page(const struct front *f, struct exchange *x, struct view *v);
void begin_post(const struct front *f, struct exchange *x, struct page *page, const struct post *post);
/* A page of ours as the response, below the author's header and above his footer. NULL: there is none. */
void serve_page(const struct front *f, struct exchange *x, struct doc *d);
void get_home(const struct front *f, struct exchange *x);
void get_posts(const struct front *f, struct exchange *x);
void get_file(const struct front *f, struct exchange *x);
/*
 * Is this path below /posts/ a post's file, or what an editor or an author made of one: moon.gmi.bak,
 * moon.gmi.orig? It may be a draft's.
 */
bool names_a_post(struct str path);

/* serve/lists.c: posts in lists: by folder, tag, year, in numbered pages, and as feeds. */
void get_tags(const struct front *f, struct exchange *x);
void get_archive(const struct front *f, struct exchange *x);
void get_feed(const struct front *f, struct exchange *x);	/* /atom.xml */

/*
 * "…/page-3": cut "page-3" off *path, and 3. "…/": 0, the newest. False: neither, and *path is as it was.
 */
bool lists_take_page(struct str *path, size_t *number);

/*
 * serve/moved.c: for what was not found: its new address if it is an older one of a post, or that it was
 * taken down. moved_query() comes before all else: true when "/?p=123" is such an address.
 */
bool moved_query(const struct front *f, struct exchange *x);
void moved_path(const struct front *f, struct exchange *x);

/* serve/search.c: /search and what is below. */
void get_search(const struct front *f, struct exchange *x);

/* serve/input.c: everything below /c/. */
void input_request(const struct front *f, struct exchange *x);

/*
 * May a body be sent to this path, by this reader, of this size? STATUS_OK, or why not: known before a
 * byte of it is read.
 */
enum status input_may_upload(const struct front *f, struct exchange *x, size_t size);

/*
 * Titan's `;edit`: the text that an upload to this path would replace, as its writer sent it; nothing where
 * an upload makes something new; or why that would not be taken.
 */
void input_edit(const struct front *f, struct exchange *x);

/* Does this path below /c/ ask for words ('7'), show something ('1'), or need a certificate ('h')? */
char input_item_type(struct str path);

/*
 * serve/map.c: hand-written menus, for Gopher readers. What is odd in them is told in the log, once for
 * each version of a file.
 *   map_folder  the gophermap or else index.gph of this folder (a path with slashes around). False:
 *               there is none, or it is of no use (too large), or Gemini is spoken; nothing is changed.
 *   map_folder_part  a further part, from 2, of the list that such a menu ends with. False also: it has
 *               no list, or none so long.
 *   map_file    a file that is a menu by its name (*.gph). False: it is not one, or Gemini is spoken.
 */
#define MAP_MAX (256 << 10)	/* bytes of a map: thousands of lines, more than anybody scrolls */
#define MAP_DEPTH 4		/* maps within maps */
#define MAP_INCLUDES 64		/* maps that one menu includes: each is a file to open for each reader */
#define MAP_RULES 256		/* lines that hide or give types: each is compared with each file */
#define MAP_TOTAL (1 << 20)	/* bytes of all maps that one menu is made of */
#define MAP_NOTES 20		/* that one menu puts into the log: a binary file by mistake has thousands */
bool map_folder(const struct front *f, struct exchange *x, struct str folder);
bool map_folder_part(const struct front *f, struct exchange *x, struct str folder, size_t part);
bool map_file(const struct front *f, struct exchange *x, struct str path);
/* The same from text, for tests; `path` is the file it might stand in. */
bool map_text(const struct front *f, struct exchange *x, struct str path, struct str text);

/* serve/reply.c: where the page of this request stands for a Gopher reader. */
struct menu_place reply_place(const struct front *f, struct exchange *x);

/*
 * All of a file that is about to be sent, read into the arena instead; its descriptor is closed. False:
 * it cannot be read, and the response says so.
 */
bool reply_read(struct exchange *x, struct str *text);

/*
 * serve/feed.c: Atom feeds: posts of the capsule and of a tag, comments of one post and of all.
 * feed_post_id() is a post's permanent name (RFC 4287 section 4.2.6), which outlives host, slug, title and
 * the server: the front matter's `id` if that is an IRI or a UUID; else a hash of the capsule's `id` and
 * the post's name, in whose place a front matter's `id` of another kind stands. Without a capsule's `id`,
 * the date that the author wrote tells like-named posts of two capsules apart.
 */
struct str feed_post_id(const struct site *s, const struct post *post, struct arena *a);
void feed_site(const struct front *f, struct exchange *x);
void feed_tag(const struct front *f, struct exchange *x, const struct tag *tag);	/* 51: nothing to be seen */
void feed_post(const struct front *f, struct exchange *x, const struct post *post);
void feed_comments(const struct front *f, struct exchange *x);
void feed_queue(const struct front *f, struct exchange *x);	/* the author's; who asks is not looked at here */

/* serve/item.c: the Gopher item type of one of our paths. `ctx` is a struct front. */
char item_type(const void *ctx, struct str path);

#endif

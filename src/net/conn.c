#include "net/conn.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <event2/event_struct.h>
#include <openssl/err.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "net/link.h"
#include "net/reach.h"
#include "proto/gopher.h"

#include "base/banned.h"

#define REQUEST_ROOM (GEMINI_REQUEST_MAX + 2)	/* and CRLF */
#define TLS_FIRST_BYTE 0x16			/* of a ClientHello; no selector can begin with it */

enum conn_state {
	CONN_SNIFF,	/* Gopher: is the first byte TLS's? */
	CONN_TLS,	/* handshake */
	CONN_REQUEST,
	CONN_BODY,	/* Titan */
	CONN_STORE,	/* an order is with the store */
	CONN_FLUSH,	/* the answer on its way */
	CONN_BYE,	/* close_notify */
	CONN_LINGER,	/* let the peer finish talking */
};

/* What a state's handler wants next. */
enum next {
	GO_ON,		/* the state has changed: run the new one at once */
	WAIT_READ,
	WAIT_WRITE,
	WAIT_STORE,
	END,
};

struct conn {
	struct hub *hub;
	evutil_socket_t fd;
	SSL *ssl;			/* NULL: plain */
	enum service service;
	size_t tenant;			/* which capsule: the listener's, until a name says another */
	enum conn_state state;
	short wants;			/* what `io` is armed for */
	struct event io, timer;
	int peer_slot;
	struct ticket *ticket;
	struct exchange x;
	struct str sni;			/* in x.arena, as is the peer's address */
	struct str peer;
	struct buf in, out, body;
	size_t out_at;			/* sent of out */
	uint64_t file_at;		/* read of x.response.fd */
	uint64_t sent, lingered;	/* bytes */
	int64_t flush_ms;		/* when the answer began */
	bool truncated;			/* the file ended early: no close_notify, so that the reader knows */
};

static void conn_run(struct conn *c);

static void
conn_free(struct conn *c)
{
	struct hub *hub = c->hub;

	if (c->wants != 0)
		(void)event_del(&c->io);
	(void)evtimer_del(&c->timer);
	link_cancel(c->ticket);
	SSL_free(c->ssl);
	ERR_clear_error();
	(void)close(c->fd);
	peers_leave(&hub->peers, c->peer_slot);
	exchange_release(&c->x);
	buf_release(&c->in);
	buf_release(&c->out);
	buf_release(&c->body);
	free(c);
	hub->open--;
	hub->ended(hub->ctx_of_callbacks);
}

static void
arm_timer(struct conn *c, int seconds)
{
	struct timeval t = { seconds, 0 };

	if (evtimer_add(&c->timer, &t) == -1)
		mem_out(1, sizeof(*c));
}

/* Every state has its deadline; entering it is the only thing that winds the clock. */
static enum next
conn_enter(struct conn *c, enum conn_state state)
{
	static const int seconds[] = {
		[CONN_SNIFF] = CONN_REQUEST_S, [CONN_TLS] = CONN_HANDSHAKE_S,
		[CONN_REQUEST] = CONN_REQUEST_S, [CONN_BODY] = CONN_BODY_S, [CONN_STORE] = CONN_STORE_S,
		[CONN_FLUSH] = CONN_IDLE_S, [CONN_BYE] = CONN_LINGER_S, [CONN_LINGER] = CONN_LINGER_S,
	};

	c->state = state;
	arm_timer(c, seconds[state]);
	return GO_ON;
}

/* --- bytes in and out, TLS or plain --- */

/* What an SSL call that returned `rc` wants. Errors end the connection: their reasons are the peer's. */
static enum next
tls_wants(struct conn *c, int rc)
{
	switch (SSL_get_error(c->ssl, rc)) {
	case SSL_ERROR_WANT_READ:
		return WAIT_READ;
	case SSL_ERROR_WANT_WRITE:
		return WAIT_WRITE;
	default:
		ERR_clear_error();
		return END;
	}
}

/* Read at most n bytes: *got of them, or 0 and what to do. */
static enum next
conn_read(struct conn *c, char *to, size_t n, size_t *got)
{
	ssize_t r;
	int rc;

	*got = 0;
	if (c->ssl != NULL) {
		ERR_clear_error();
		rc = SSL_read_ex(c->ssl, to, n, got);
		return rc == 1 ? GO_ON : tls_wants(c, rc);
	}
	do {
		r = recv(c->fd, to, n, 0);
	} while (r == -1 && errno == EINTR);
	if (r > 0) {
		*got = (size_t)r;
		return GO_ON;
	}
	return r == -1 && errno == EAGAIN ? WAIT_READ : END;
}

static enum next
conn_write(struct conn *c, struct str bytes, size_t *put)
{
	ssize_t r;
	int rc;

	*put = 0;
	if (c->ssl != NULL) {
		ERR_clear_error();
		rc = SSL_write_ex(c->ssl, bytes.p, bytes.n, put);
		return rc == 1 ? GO_ON : tls_wants(c, rc);
	}
	do {
		r = send(c->fd, bytes.p, bytes.n, MSG_NOSIGNAL);
	} while (r == -1 && errno == EINTR);
	if (r >= 0) {
		*put = (size_t)r;
		return GO_ON;
	}
	return errno == EAGAIN ? WAIT_WRITE : END;
}

/* --- the states --- */

static enum next
run_sniff(struct conn *c)
{
	unsigned char first;
	ssize_t n = recv(c->fd, &first, 1, MSG_PEEK);

	if (n == -1 && (errno == EAGAIN || errno == EINTR))
		return WAIT_READ;
	if (n <= 0)
		return END;
	if (first != TLS_FIRST_BYTE)
		return conn_enter(c, CONN_REQUEST);
	return conn_enter(c, CONN_TLS);
}

static struct str
lower(struct arena *a, struct str s)
{
	char *to = arena_cstr(a, s);

	for (size_t i = 0; i < s.n; i++)
		to[i] = ascii_lower(to[i]);
	return (struct str){ to, s.n };
}

/* The name chooses the capsule; one that we do not know leaves it at the listener's. */
static void
take_name(struct conn *c, struct str name)
{
	const struct host *h = hosts_find(&c->hub->estate->hosts, name);

	if (h != NULL)
		c->tenant = h->tenant;
}

/*
 * Clients that go to an address name nobody (gemini.md section 8): they mean the capsule that has this
 * address among its names, and want to see its certificate. Gopher's rule is the listener alone, or any
 * capsule that writes our address into its settings could take the first one's readers.
 */
static void
take_our_address(struct conn *c)
{
	struct sockaddr_storage ours;
	socklen_t n = sizeof(ours);
	char ip[ADDRESS_TEXT];

	if (c->service != SERVICE_GEMINI || getsockname(c->fd, (struct sockaddr *)&ours, &n) == -1)
		return;
	address_ip((const struct sockaddr *)&ours, ip);
	take_name(c, str_of(ip));
}

static enum next
run_tls(struct conn *c)
{
	int rc;

	if (c->ssl == NULL) {
		take_our_address(c);
		c->ssl = SSL_new(c->hub->estate->tenants[c->tenant]->ctx);
		if (c->ssl == NULL || SSL_set_fd(c->ssl, (int)c->fd) != 1)
			return END;
	}
	ERR_clear_error();
	rc = SSL_accept(c->ssl);
	if (rc != 1)
		return tls_wants(c, rc);
	c->sni = lower(&c->x.arena, str_of(SSL_get_servername(c->ssl, TLSEXT_NAMETYPE_host_name)));
	take_name(c, c->sni);
	return conn_enter(c, CONN_REQUEST);
}

static bool
is_too_long(const struct conn *c, struct str line)
{
	return c->service == SERVICE_GOPHER && line.n > gopher_line_max(line);
}

/* The request line in c->in without its end: true, or also when there can be none any more. */
static bool
have_line(const struct conn *c, struct str *line)
{
	struct str in = buf_str(&c->in);

	for (size_t i = 0; i < in.n; i++) {
		if (in.p[i] != '\n')
			continue;
		if (c->service == SERVICE_GOPHER) {
			*line = str_head(in, i);
			(void)str_drop(line, STR("\r"));
			return true;
		}
		if (i > 0 && in.p[i - 1] == '\r') {
			*line = str_head(in, i - 1);
			return true;
		}
	}
	*line = in;			/* too long: the parser says so */
	return in.n == c->in.max || is_too_long(c, in);
}

static const struct front *
front_of(struct conn *c)
{
	return c->hub->front(c->hub->ctx_of_callbacks, c->tenant);
}

static void on_answer(void *ctx, const struct order_answer *answer);
static enum next go_on(struct conn *c, enum serve_next next);

static void
send_order(struct conn *c)
{
	(void)conn_enter(c, CONN_STORE);
	c->ticket = link_send(c->hub->base, c->hub->estate->order_out,
	    c->hub->estate->tenants[c->tenant]->number, &c->x.response.order, on_answer, c);
}

static enum next
run_store(struct conn *c)
{
	(void)c;
	return WAIT_STORE;
}

static void
on_answer(void *ctx, const struct order_answer *answer)
{
	struct conn *c = ctx;

	c->ticket = NULL;
	(void)go_on(c, serve_settle(front_of(c), &c->x, answer, &c->out));
	conn_run(c);
}

static enum next
go_on(struct conn *c, enum serve_next next)
{
	switch (next) {
	case SERVE_DONE:
		return conn_enter(c, CONN_FLUSH);
	case SERVE_ORDER:
		send_order(c);
		return GO_ON;
	case SERVE_BODY:
		break;
	}
	(void)conn_enter(c, CONN_BODY);
	arm_timer(c, CONN_BODY_S + (int)(c->x.body_size / CONN_BODY_RATE));
	return GO_ON;
}

/*
 * Exactly as many bytes as were announced; what came behind the request line is their beginning. A peer
 * that ends before is told so: it may still listen.
 */
static enum next
run_body(struct conn *c)
{
	while (c->body.n < c->x.body_size) {
		char *room = buf_room(&c->body, c->x.body_size - c->body.n);
		size_t got;
		enum next next = conn_read(c, room, c->x.body_size - c->body.n, &got);

		if (next == END && (SSL_get_shutdown(c->ssl) & SSL_RECEIVED_SHUTDOWN) != 0)
			break;
		if (next != GO_ON)
			return next;
		c->body.n += got;
	}
	return go_on(c, serve_body(front_of(c), &c->x, buf_str(&c->body), &c->out));
}

/* Readers behind a proxy are not one reader: their writing is not paced together. */
static bool
is_proxy(const struct hub *hub, size_t tenant, struct str peer)
{
	const struct str_list *proxies = &hub->estate->tenants[tenant]->config.proxies;

	for (size_t i = 0; i < proxies->n; i++)
		if (str_eq_nocase(peer, proxies->items[i]))
			return true;
	return false;
}

static enum next
answer(struct conn *c, struct str line)
{
	const struct front *f;
	enum serve_next next;

	/* Who named no one when he was asked for it names the capsule now. */
	if (c->service == SERVICE_GEMINI && c->sni.n == 0)
		take_name(c, gemini_host(line, &c->x.arena));
	f = front_of(c);
	if (is_proxy(c->hub, c->tenant, c->peer))
		c->x.request.prefix = arena_printf(&c->x.arena, "proxy:%.*s", STR_ARG(c->x.request.prefix));
	c->x.request.now = time_now();
	if (c->service == SERVICE_GOPHER) {
		if (is_too_long(c, line)) {
			gopher_write_error(&c->out, status_message(f->site->shape->own,
			    STATUS_BAD_REQUEST));
			next = SERVE_DONE;
		} else {
			next = serve_gopher(f, line, &c->x, &c->out);
		}
	} else {
		if (c->ssl != NULL)
			c->x.request.who = tls_identity(c->ssl, &c->x.arena);
		next = serve_gemini(f, line, c->sni, &c->x, &c->out);
	}
	if (next == SERVE_BODY) {
		/* A body that ends too early is known by its size; an end without close_notify is no worse. */
		(void)SSL_set_options(c->ssl, SSL_OP_IGNORE_UNEXPECTED_EOF);
		buf_init(&c->body, c->x.body_size);
		buf_add(&c->body, str_head(str_from(buf_str(&c->in), line.n + 2), c->x.body_size));
	}
	return go_on(c, next);
}

/*
 * Acknowledge the client's Finished now. A client that has not switched Nagle's algorithm off sends its
 * request only then, and would wait for our delayed acknowledgement: 40 ms for every page.
 */
static void
acknowledge(const struct conn *c)
{
	int on = 1;

	if (c->ssl != NULL && c->in.n == 0)
		(void)setsockopt(c->fd, IPPROTO_TCP, TCP_QUICKACK, &on, sizeof(on));
}

static enum next
run_request(struct conn *c)
{
	struct str line;

	while (!have_line(c, &line)) {
		char *room = buf_room(&c->in, c->in.max - c->in.n);
		size_t got;
		enum next next = conn_read(c, room, c->in.max - c->in.n, &got);

		if (next == WAIT_READ)
			acknowledge(c);
		if (next != GO_ON)
			return next;
		c->in.n += got;
	}
	return answer(c, line);
}

/* The next piece of the file behind what has been sent. False: there is none. */
static bool
refill(struct conn *c)
{
	struct response *r = &c->x.response;
	uint64_t left = r->size - c->file_at;
	size_t want = left < CONN_PIECE ? (size_t)left : CONN_PIECE;
	ssize_t got;
	char *room;

	if (r->fd == -1 || want == 0)
		return false;
	buf_clear(&c->out);
	c->out_at = 0;
	room = buf_room(&c->out, want);
	got = file_pread(r->fd, room, want, c->file_at);
	if (got <= 0) {		/* shorter than when it was opened, or unreadable: say so by not saying bye */
		c->truncated = true;
		return false;
	}
	c->out.n = (size_t)got;
	c->file_at += (uint64_t)got;
	return true;
}

/* A reader who takes a byte now and then holds memory for ever; one on a slow line does not. */
static bool
too_slow(const struct conn *c)
{
	int64_t seconds = (time_monotonic_ms() - c->flush_ms) / 1000;

	return seconds > CONN_IDLE_S && c->sent < (uint64_t)seconds * CONN_FLOOR;
}

/* One piece a turn, so that a large file does not keep other readers waiting. */
static enum next
run_flush(struct conn *c)
{
	struct str rest = str_from(buf_str(&c->out), c->out_at);
	enum next next = GO_ON;
	size_t put;

	if (c->flush_ms == 0)
		c->flush_ms = time_monotonic_ms();
	while (rest.n > 0) {
		next = conn_write(c, rest, &put);
		if (next != GO_ON)
			return next;
		c->out_at += put;
		c->sent += put;
		rest = str_from(rest, put);
		if (too_slow(c))
			return END;
		arm_timer(c, CONN_IDLE_S);
	}
	if (refill(c))
		return WAIT_WRITE;
	if (c->truncated)
		return END;
	return conn_enter(c, CONN_BYE);
}

static enum next
run_bye(struct conn *c)
{
	int rc;

	if (c->ssl != NULL) {
		ERR_clear_error();
		rc = SSL_shutdown(c->ssl);
		if (rc < 0 && tls_wants(c, rc) == WAIT_WRITE)
			return WAIT_WRITE;	/* else the alert would be lost */
		ERR_clear_error();
	}
	(void)shutdown(c->fd, SHUT_WR);
	return conn_enter(c, CONN_LINGER);
}

static enum next
run_linger(struct conn *c)
{
	char waste[16384];

	for (;;) {
		ssize_t n = recv(c->fd, waste, sizeof(waste), 0);

		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1 && errno == EAGAIN)
			return WAIT_READ;
		if (n <= 0)
			return END;
		c->lingered += (uint64_t)n;
		if (c->lingered > CONN_LINGER_BYTES)
			return END;
	}
}

static void
on_io(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	conn_run(arg);
}

static void
conn_wait(struct conn *c, short wants)
{
	if (wants == c->wants)
		return;
	if (c->wants != 0)
		(void)event_del(&c->io);
	c->wants = wants;
	if (wants != 0 && (event_assign(&c->io, c->hub->base, c->fd, (short)(wants | EV_PERSIST), on_io,
	    c) == -1 || event_add(&c->io, NULL) == -1))
		mem_out(1, sizeof(*c));
}

/* The whole life of a connection. Frees c when it ends: the last thing a caller does with it. */
static void
conn_run(struct conn *c)
{
	static enum next (*const handlers[])(struct conn *) = {
		[CONN_SNIFF] = run_sniff, [CONN_TLS] = run_tls, [CONN_REQUEST] = run_request,
		[CONN_BODY] = run_body, [CONN_STORE] = run_store, [CONN_FLUSH] = run_flush, [CONN_BYE] = run_bye, [CONN_LINGER] = run_linger,
	};
	enum next next;
	short wants;

	do {
		next = handlers[c->state](c);
	} while (next == GO_ON);
	if (next == END) {
		conn_free(c);
		return;
	}
	wants = next == WAIT_READ ? EV_READ : next == WAIT_WRITE ? EV_WRITE : 0;
	conn_wait(c, wants);
}

static void
on_late(evutil_socket_t fd, short what, void *arg)
{
	struct order_answer failed = { .result = ORDER_FAILED };
	struct conn *c = arg;

	(void)fd;
	(void)what;
	switch (c->state) {
	case CONN_REQUEST:
		(void)conn_enter(c, CONN_BYE);	/* a silent peer gets a clean end */
		conn_run(c);
		break;
	case CONN_STORE:
		link_cancel(c->ticket);
		on_answer(c, &failed);
		break;
	default:
		conn_free(c);
	}
}

void
conn_start(struct hub *hub, evutil_socket_t fd, const struct sockaddr *peer, const struct listener *l)
{
	struct conn *c;
	char prefix[ADDRESS_TEXT], ip[ADDRESS_TEXT];
	int slot = -1;

	address_prefix(peer, prefix);
	address_ip(peer, ip);
	/*
	 * Loopback is us, or a proxy in front of us: it cannot be one reader too many. What proxies the other
	 * capsules know is no matter for a limit that protects all of them.
	 */
	if (!is_proxy(hub, 0, str_of(ip)) && !address_is_loopback(peer) &&
	    (slot = peers_enter(&hub->peers, str_of(prefix))) == -1) {
		(void)close(fd);
		return;
	}
	c = mem_new(1, sizeof(*c));
	c->hub = hub;
	c->fd = fd;
	c->service = l->service;
	c->tenant = reach_from(hub->estate, l);
	c->peer_slot = slot;
	c->x.response.fd = -1;
	c->peer = arena_str(&c->x.arena, str_of(ip));
	c->x.request.prefix = arena_str(&c->x.arena, str_of(prefix));
	buf_init(&c->in, l->service == SERVICE_GEMINI ? REQUEST_ROOM : GOPHER_TYPED_MAX + 1);
	buf_init(&c->out, REPLY_MAX);
	hub->open++;
	if (evtimer_assign(&c->timer, hub->base, on_late, c) == -1)
		mem_out(1, sizeof(*c));
	(void)conn_enter(c, l->service == SERVICE_GEMINI ? CONN_TLS : CONN_SNIFF);
	/*
	 * Not at once: the listener goes on accepting while there are callers, and if each were answered in
	 * between, a crowd on one port would keep everybody else, and every change, waiting.
	 */
	conn_wait(c, EV_READ);
}

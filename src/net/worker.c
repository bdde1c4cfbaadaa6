#include "net/worker.h"

#include <errno.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <event2/listener.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/time.h"
#include "capsule/live.h"
#include "net/conn.h"

#include "base/banned.h"

#define SPARE_DESCRIPTORS 64	/* for files being read, watches, pipes, the log */
#define PER_CONNECTION 2	/* a socket and a file */
#define REST_MS 100		/* of a listener when there is no descriptor left */

struct worker {
	const struct estate *estate;
	struct arena arena;
	struct hub hub;
	struct live live;
	struct front front;
	struct names names;
	uint16_t ports[LISTEN_MAX + 1];
	struct evconnlistener *listeners[LISTEN_MAX];
	struct event *changed, *tick, *term, *rest;
	bool draining;
	int64_t last_full;		/* for the log */
};

static struct str
address_of(const struct estate *e, struct arena *a, enum service service)
{
	struct str host = e->config->hosts.items[0];
	uint16_t usual = service == SERVICE_GEMINI ? 1965 : 70;
	uint64_t port = service == SERVICE_GEMINI ? e->config->gemini_port : e->config->gopher_port;
	const char *scheme = service == SERVICE_GEMINI ? "gemini" : "gopher";
	const char *open = str_has(host, ':') ? "[" : "", *close = str_has(host, ':') ? "]" : "";

	if (port == 0)
		port = listen_port(e->listeners, service);
	if (port == usual || port == 0)
		return arena_printf(a, "%s://%s%.*s%s", scheme, open, STR_ARG(host), close);
	return arena_printf(a, "%s://%s%.*s%s:%u", scheme, open, STR_ARG(host), close, (unsigned)port);
}

struct str
worker_gemini_address(const struct estate *e, struct arena *a)
{
	return address_of(e, a, SERVICE_GEMINI);
}

struct str
worker_gopher_address(const struct estate *e, struct arena *a)
{
	return address_of(e, a, SERVICE_GOPHER);
}

static void
make_front(struct worker *w)
{
	const struct estate *e = w->estate;
	struct gemini_served *served = &w->front.served;
	uint16_t gopher = listen_port(e->listeners, SERVICE_GOPHER);

	for (size_t i = 0; i < e->listeners->n; i++)
		if (e->listeners->items[i].service == SERVICE_GEMINI)
			w->ports[served->n_ports++] = address_port(&e->listeners->items[i].address);
	if (e->config->gemini_port != 0)
		w->ports[served->n_ports++] = (uint16_t)e->config->gemini_port;
	served->ports = w->ports;
	served->hosts = e->config->hosts.items;
	served->n_hosts = e->config->hosts.n;
	w->front.secret = e->secret;
	w->front.names = &w->names;
	w->front.gemini = worker_gemini_address(e, &w->arena);
	w->front.has_gemini = listen_port(e->listeners, SERVICE_GEMINI) != 0;
	w->front.gopher_host = e->config->hosts.items[0];
	w->front.gopher_port = e->config->gopher_port != 0 ? (uint16_t)e->config->gopher_port : gopher;
	w->front.gopher_tls = gopher != 0;
}

static const struct front *
front_now(void *ctx)
{
	struct worker *w = ctx;

	w->front.site = w->live.site;
	return &w->front;
}

/* --- changes of the capsule: before connections, so that who has published sees it --- */

static void
arm_tick(struct worker *w)
{
	int64_t ms = live_wait_ms(&w->live) + 1;
	struct timeval t = { (time_t)(ms / 1000), (suseconds_t)(ms % 1000 * 1000) };

	if (evtimer_add(w->tick, &t) == -1)
		mem_out(1, sizeof(t));
}

static void
on_changed(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;

	(void)fd;
	(void)what;
	live_read(&w->live);
	arm_tick(w);
}

static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;

	(void)fd;
	(void)what;
	live_tick(&w->live);
	arm_tick(w);
}

/* --- connections --- */

static void
set_listening(struct worker *w, bool on)
{
	for (size_t i = 0; i < w->estate->listeners->n; i++) {
		if (w->listeners[i] == NULL)
			continue;
		if (on)
			(void)evconnlistener_enable(w->listeners[i]);
		else
			(void)evconnlistener_disable(w->listeners[i]);
	}
}

static void
on_rested(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;

	(void)fd;
	(void)what;
	if (!w->draining && w->hub.open < w->hub.max_open)
		set_listening(w, true);
}

/* Full: let waiting connections wait. Without this the loop would spin on a listener it cannot serve. */
static void
rest(struct worker *w, const char *why)
{
	struct timeval soon = { 0, REST_MS * 1000 };

	set_listening(w, false);
	if (log_due(&w->last_full, 60))
		log_line(LOG_WARNING, "%s with %zu connections open; new ones wait", why, w->hub.open);
	(void)evtimer_add(w->rest, &soon);
}

static void
on_connection(struct evconnlistener *l, evutil_socket_t fd, struct sockaddr *peer, int len, void *arg)
{
	struct worker *w = arg;
	enum service service = SERVICE_GOPHER;

	(void)len;
	for (size_t i = 0; i < w->estate->listeners->n; i++)
		if (w->listeners[i] == l)
			service = w->estate->listeners->items[i].service;
	conn_start(&w->hub, fd, peer, service);
	if (w->hub.open >= w->hub.max_open)
		rest(w, "at the limit");
}

static void
on_accept_error(struct evconnlistener *l, void *arg)
{
	int code = EVUTIL_SOCKET_ERROR();

	(void)l;
	if (code == EMFILE || code == ENFILE || code == ENOBUFS || code == ENOMEM)
		rest(arg, strerror(code));
}

static void
on_ended(void *ctx)
{
	struct worker *w = ctx;

	if (w->draining && w->hub.open == 0)
		(void)event_base_loopexit(w->hub.base, NULL);
	else if (!w->draining && w->hub.open + 1 == w->hub.max_open)
		set_listening(w, true);
}

static void
on_term(evutil_socket_t fd, short what, void *arg)
{
	struct worker *w = arg;

	(void)fd;
	(void)what;
	if (w->draining)
		return;
	w->draining = true;
	for (size_t i = 0; i < w->estate->listeners->n; i++) {
		if (w->listeners[i] != NULL)
			evconnlistener_free(w->listeners[i]);
		w->listeners[i] = NULL;
	}
	listen_close(w->estate->listeners);	/* or callers would be put through and never answered */
	if (w->hub.open == 0)
		(void)event_base_loopexit(w->hub.base, NULL);
}

static size_t
most_connections(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1)
		return 256;
	limit.rlim_cur = limit.rlim_max;	/* the soft limit is for programs that use select() */
	(void)setrlimit(RLIMIT_NOFILE, &limit);
	if (getrlimit(RLIMIT_NOFILE, &limit) == -1 || limit.rlim_cur < 4 * SPARE_DESCRIPTORS)
		return SPARE_DESCRIPTORS;
	return (limit.rlim_cur - SPARE_DESCRIPTORS) / PER_CONNECTION;
}

/*
 * Two priorities: changes and answers of the store first. Between sixteen connections' events the loop
 * looks for new ones of the first kind, so that a burst of readers does not put them off.
 */
static struct event_base *
make_base(void)
{
	struct event_config *config = event_config_new();
	struct event_base *base;

	if (config == NULL || event_config_set_max_dispatch_interval(config, NULL, 16, 1) == -1)
		mem_out(1, sizeof(config));
	base = event_base_new_with_config(config);
	event_config_free(config);
	if (base == NULL || event_base_priority_init(base, 2) == -1)
		mem_out(1, sizeof(config));
	return base;
}

static struct event *
make_event(struct worker *w, evutil_socket_t fd, short what, event_callback_fn fn)
{
	struct event *e = event_new(w->hub.base, fd, what, fn, w);

	if (e == NULL || event_priority_set(e, 0) == -1)
		mem_out(1, sizeof(e));
	return e;
}

static void
start(struct worker *w, int ready)
{
	const struct listeners *l = w->estate->listeners;

	w->term = make_event(w, SIGTERM, EV_SIGNAL | EV_PERSIST, on_term);
	w->tick = make_event(w, -1, 0, on_tick);
	w->rest = make_event(w, -1, 0, on_rested);
	if (event_add(w->term, NULL) == -1)
		mem_out(1, sizeof(*w));
	if (live_fd(&w->live) != -1) {
		w->changed = make_event(w, live_fd(&w->live), EV_READ | EV_PERSIST, on_changed);
		if (event_add(w->changed, NULL) == -1)
			mem_out(1, sizeof(*w));
	}
	arm_tick(w);
	for (size_t i = 0; i < l->n; i++) {
		w->listeners[i] = evconnlistener_new(w->hub.base, on_connection, w, LEV_OPT_CLOSE_ON_EXEC, 0,
		    l->items[i].fd);
		if (w->listeners[i] == NULL)
			mem_out(1, sizeof(*w));
		evconnlistener_set_error_cb(w->listeners[i], on_accept_error);
	}
	if (write(ready, "r", 1) == -1)
		log_line(LOG_WARNING, "the supervisor has gone away");
}

static void
stop(struct worker *w)
{
	struct event *events[] = { w->changed, w->tick, w->term, w->rest };

	for (size_t i = 0; i < sizeof(events) / sizeof(events[0]); i++)
		if (events[i] != NULL)
			event_free(events[i]);
	live_close(&w->live);
	names_release(&w->names);
	event_base_free(w->hub.base);
	arena_release(&w->arena);
}

int
worker_run(const struct estate *e, int ready)
{
	struct worker w = { .estate = e };

	w.hub = (struct hub){ .base = make_base(), .ctx = e->ctx, .store = e->order_out,
	    .proxies = &e->config->proxies,
	    .max_open = most_connections(), .front = front_now, .ended = on_ended, .ctx_of_callbacks = &w };
	peers_init(&w.hub.peers);
	make_front(&w);
	live_open(&w.live, e->root, e->config, NULL);
	names_look(&w.names, e->root, time_now());	/* the first reader with a name need not wait for it */
	start(&w, ready);
	(void)event_base_dispatch(w.hub.base);
	stop(&w);
	return 0;
}

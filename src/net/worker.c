#include "net/worker.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include <event2/listener.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/time.h"
#include "capsule/live.h"
#include "net/conn.h"
#include "net/face.h"

#include "base/banned.h"

#define SPARE_DESCRIPTORS 64	/* for files being read, watches, pipes, the log */
#define PER_CONNECTION 2	/* a socket and a file */
#define PER_CAPSULE 1		/* its folder */
#define REST_MS 100		/* of a listener when there is no descriptor left */

struct worker;

/* One capsule as this worker serves it. */
struct place {
	struct worker *worker;
	const struct tenant *tenant;
	struct live live;
	struct face face;
	struct event *changed, *tick;
};

struct worker {
	const struct estate *estate;
	struct arena arena;
	struct hub hub;
	struct place *places;		/* one for each tenant, in the same order */
	struct evconnlistener *listeners[LISTEN_MAX];
	struct event *term, *rest;
	bool draining;
	int64_t last_full;		/* for the log */
};

static const struct front *
front_now(void *ctx, size_t tenant)
{
	struct worker *w = ctx;
	struct place *p = &w->places[tenant];

	p->face.front.site = p->live.site;
	return &p->face.front;
}

/* --- changes of a capsule: before connections, so that who has published sees it --- */

static void
arm_tick(struct place *p)
{
	int64_t ms = live_wait_ms(&p->live) + 1;
	struct timeval t = { (time_t)(ms / 1000), (suseconds_t)(ms % 1000 * 1000) };

	if (evtimer_add(p->tick, &t) == -1)
		mem_out(1, sizeof(t));
}

static void
on_changed(evutil_socket_t fd, short what, void *arg)
{
	struct place *p = arg;

	(void)fd;
	(void)what;
	live_read(&p->live);
	arm_tick(p);
}

static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct place *p = arg;

	(void)fd;
	(void)what;
	live_tick(&p->live);
	arm_tick(p);
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
	size_t i = 0;

	(void)len;
	while (w->listeners[i] != l)
		i++;
	conn_start(&w->hub, fd, peer, &w->estate->listeners->items[i]);
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
most_connections(size_t capsules)
{
	struct rlimit limit;
	size_t spare = SPARE_DESCRIPTORS + PER_CAPSULE * capsules;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1)
		return 256;
	if (limit.rlim_cur < 4 * spare)
		return SPARE_DESCRIPTORS;
	return (limit.rlim_cur - spare) / PER_CONNECTION;
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
make_event(struct worker *w, evutil_socket_t fd, short what, event_callback_fn fn, void *arg)
{
	struct event *e = event_new(w->hub.base, fd, what, fn, arg);

	if (e == NULL || event_priority_set(e, 0) == -1)
		mem_out(1, sizeof(e));
	return e;
}

static void
open_place(struct worker *w, size_t i)
{
	struct place *p = &w->places[i];
	int fd;

	p->worker = w;
	p->tenant = w->estate->tenants[i];
	face_init(&p->face, w->estate, i, &w->arena);
	live_open(&p->live, p->tenant->root, &p->tenant->config, NULL);
	names_look(&p->face.names, p->tenant->root, time_now());	/* the first reader with a name need not wait */
	p->tick = make_event(w, -1, 0, on_tick, p);
	fd = live_fd(&p->live);
	if (fd != -1) {
		p->changed = make_event(w, fd, EV_READ | EV_PERSIST, on_changed, p);
		if (event_add(p->changed, NULL) == -1)
			mem_out(1, sizeof(*p));
	}
	arm_tick(p);
}

static void
close_place(struct place *p)
{
	event_free(p->tick);
	if (p->changed != NULL)
		event_free(p->changed);
	live_close(&p->live);
	names_release(&p->face.names);
}

static void
start(struct worker *w, int ready)
{
	const struct listeners *l = w->estate->listeners;

	w->term = make_event(w, SIGTERM, EV_SIGNAL | EV_PERSIST, on_term, w);
	w->rest = make_event(w, -1, 0, on_rested, w);
	if (event_add(w->term, NULL) == -1)
		mem_out(1, sizeof(*w));
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
	event_free(w->term);
	event_free(w->rest);
	for (size_t i = 0; i < w->estate->n; i++)
		close_place(&w->places[i]);
	free(w->places);
	event_base_free(w->hub.base);
	arena_release(&w->arena);
}

int
worker_run(const struct estate *e, int ready)
{
	struct worker w = { .estate = e, .places = mem_new(e->n, sizeof(*w.places)) };

	w.hub = (struct hub){ .base = make_base(), .estate = e, .max_open = most_connections(e->n),
	    .front = front_now, .ended = on_ended, .ctx_of_callbacks = &w };
	peers_init(&w.hub.peers);
	for (size_t i = 0; i < e->n; i++)
		open_place(&w, i);
	start(&w, ready);
	(void)event_base_dispatch(w.hub.base);
	stop(&w);
	return 0;
}

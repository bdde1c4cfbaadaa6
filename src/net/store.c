#include "net/store.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <event2/event.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "capsule/boxes.h"
#include "capsule/clerk.h"
#include "capsule/live.h"
#include "net/indexer.h"
#include "net/link.h"
#include "net/notify.h"

#include "base/banned.h"

#define BATCH 64		/* orders made durable together; more wait in the socket */
#define STALE_DAYS 30
#define BEAT_S 10
#define KEEP_SLICE 32		/* posts whose copies are looked at before orders get their turn */

struct store {
	const struct estate *estate;
	struct event_base *base;
	struct event *orders, *changed, *tick, *term, *keep, *child, *beat;
	struct notify notify;
	unsigned beats;
	struct live live;
	struct indexer *indexer;
	struct clerk clerk;
	size_t keep_at;			/* of live.site->by_name: copies up to here are right */
	int64_t last_complaint;
};

/* Take what waits, have it carried out, answer. How many orders there were. */
static size_t
run_batch(struct store *s)
{
	struct buf *messages = mem_new(BATCH, sizeof(*messages));
	struct order_answer answers[BATCH] = { { .result = ORDER_FAILED } };
	struct str texts[BATCH];
	int replies[BATCH];
	size_t n = 0;

	while (n < BATCH) {
		buf_init(&messages[n], ORDER_MAX);
		if (!link_take(s->estate->order_in, &messages[n], &replies[n])) {
			buf_release(&messages[n]);
			break;
		}
		texts[n] = buf_str(&messages[n]);
		n++;
	}
	s->clerk.site = s->live.site;
	clerk_run(&s->clerk, texts, answers, n, time_now());
	for (size_t i = 0; i < n; i++) {
		link_answer(replies[i], &answers[i]);
		file_close(&replies[i]);
		buf_release(&messages[i]);
	}
	free(messages);
	return n;
}

static void
on_orders(evutil_socket_t fd, short what, void *arg)
{
	struct store *s = arg;

	(void)fd;
	(void)what;
	(void)run_batch(s);
}

/* --- the capsule as it is: reported on, and kept as last good versions --- */

static void
report(void *ctx, struct error_at at, const char *text)
{
	struct error line;

	(void)ctx;
	(void)error_set(&line, ERROR_INPUT, at, "%s", text);
	log_line(LOG_WARNING, "%s", line.text);
}

static void
keep(struct store *s, const struct post *p)
{
	struct error err;

	if (post_keep(s->estate->root, p, &err) == -1 && log_due(&s->last_complaint, 60))
		log_line(LOG_WARNING, "cannot keep a copy of a post for the day its file is broken: %s",
		    err.text);
}

/* A new site: keep what is new in it at once, drop the copies of what is gone. */
static void
on_replaced(void *ctx, const struct site *old, const struct site *now)
{
	struct store *s = ctx;

	for (size_t i = 0; i < now->n_by_name; i++)
		if (site_post_named(old, now->by_name[i]->name) != now->by_name[i])
			keep(s, now->by_name[i]);
	for (size_t i = 0; i < old->n_by_name; i++)
		if (site_post_named(now, old->by_name[i]->name) == NULL)
			post_forget(s->estate->root, old->by_name[i]->name);
}

static void
on_noticed(void *ctx, const struct changes *changes)
{
	struct store *s = ctx;

	if (s->indexer != NULL)
		indexer_noticed(s->indexer, changes);
}

static bool
is_post(const void *ctx, struct str name)
{
	return site_post_named(ctx, name) != NULL;
}

/* After a start: go through all posts, a slice at a time, between orders. */
static void
on_keep(evutil_socket_t fd, short what, void *arg)
{
	struct store *s = arg;
	const struct site *site = s->live.site;
	struct timeval now = { 0, 0 };

	(void)fd;
	(void)what;
	for (int i = 0; i < KEEP_SLICE && s->keep_at < site->n_by_name; i++)
		keep(s, site->by_name[s->keep_at++]);
	if (s->keep_at < site->n_by_name)
		(void)evtimer_add(s->keep, &now);
	else if (s->indexer == NULL)	/* copies first: an author's next save may be a broken one */
		s->indexer = indexer_new(s->base, 2, &s->live);
}

static void
arm_tick(struct store *s)
{
	int64_t ms = live_wait_ms(&s->live) + 1;
	struct timeval t = { (time_t)(ms / 1000), (suseconds_t)(ms % 1000 * 1000) };

	if (evtimer_add(s->tick, &t) == -1)
		mem_out(1, sizeof(t));
}

static void
on_changed(evutil_socket_t fd, short what, void *arg)
{
	struct store *s = arg;

	(void)fd;
	(void)what;
	live_read(&s->live);
	arm_tick(s);
}

static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct store *s = arg;

	(void)fd;
	(void)what;
	live_tick(&s->live);
	arm_tick(s);
}

static void
on_term(evutil_socket_t fd, short what, void *arg)
{
	struct store *s = arg;

	(void)fd;
	(void)what;
	(void)event_base_loopexit(s->base, NULL);
}

/* --- the author is told --- */

static void
on_written(void *ctx, enum comment_box box, struct str post, const struct comment *comment)
{
	struct store *s = ctx;

	notify_send(&s->notify, s->estate->config, box, post, comment);
}

static void
on_child(evutil_socket_t fd, short what, void *arg)
{
	struct store *s = arg;

	(void)fd;
	(void)what;
	notify_reap(&s->notify);
}

/* Held comments are never deleted by themselves; the author is reminded of them once a day. */
static void
remind(const struct store *s)
{
	struct arena a = { NULL };
	struct boxed *held;
	size_t n, old = 0;
	int64_t now = time_now();

	boxes_list(s->estate->root, BOX_HELD, 0, &a, &held, &n, NULL);
	for (size_t i = 0; i < n; i++)
		old += now - comment_id_time(held[i].comment.id) > STALE_DAYS * TIME_DAY;
	if (old > 0)
		log_line(LOG_NOTICE, "%zu of %zu held comments have waited for more than %d days (carrel comments "
		    "lists them)", old, n, STALE_DAYS);
	arena_release(&a);
}

static void
on_beat(evutil_socket_t fd, short what, void *arg)
{
	struct store *s = arg;
	struct timeval later = { BEAT_S, 0 };

	(void)fd;
	(void)what;
	notify_tick(&s->notify);
	if (s->beats++ % (TIME_DAY / BEAT_S) == 0)
		remind(s);
	(void)evtimer_add(s->beat, &later);
}

static struct event *
make_event(struct store *s, evutil_socket_t fd, short what, event_callback_fn fn, int priority)
{
	struct event *e = event_new(s->base, fd, what, fn, s);

	if (e == NULL || event_priority_set(e, priority) == -1 ||
	    (fd != -1 && event_add(e, NULL) == -1))
		mem_out(1, sizeof(e));
	return e;
}

int
store_run(const struct estate *e, int ready)
{
	static struct store s;		/* the table of paces is too large for a stack */
	static const struct field_notes notes = { report, NULL };
	struct timeval now = { 0, 0 };

	s.estate = e;
	s.clerk.root = e->root;
	s.clerk.config = e->config;
	s.clerk.secret = e->secret;
	s.base = event_base_new();
	if (s.base == NULL || event_base_priority_init(s.base, 3) == -1)
		mem_out(1, sizeof(s));
	live_open(&s.live, e->root, e->config, &notes);
	post_forget_others(e->root, is_post, s.live.site);
	s.live.replaced = on_replaced;
	s.live.noticed = on_noticed;
	s.live.ctx = &s;
	s.term = make_event(&s, SIGTERM, EV_SIGNAL | EV_PERSIST, on_term, 0);
	s.tick = make_event(&s, -1, 0, on_tick, 0);
	if (live_fd(&s.live) != -1)
		s.changed = make_event(&s, live_fd(&s.live), EV_READ | EV_PERSIST, on_changed, 0);
	s.orders = make_event(&s, e->order_in, EV_READ | EV_PERSIST, on_orders, 1);
	s.clerk.written = on_written;
	s.clerk.ctx = &s;
	s.child = make_event(&s, SIGCHLD, EV_SIGNAL | EV_PERSIST, on_child, 0);
	s.beat = make_event(&s, -1, 0, on_beat, 2);
	s.keep = make_event(&s, -1, 0, on_keep, 2);
	arm_tick(&s);
	(void)evtimer_add(s.keep, &now);
	(void)evtimer_add(s.beat, &now);
	if (write(ready, "r", 1) == -1)
		log_line(LOG_WARNING, "the supervisor has gone away");
	(void)event_base_dispatch(s.base);
	while (run_batch(&s) > 0)
		;
	event_free(s.term);
	event_free(s.tick);
	event_free(s.orders);
	event_free(s.keep);
	event_free(s.child);
	event_free(s.beat);
	if (s.changed != NULL)
		event_free(s.changed);
	indexer_free(s.indexer);
	live_close(&s.live);
	event_base_free(s.base);
	return 0;
}

#include "net/store.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <event2/event.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "capsule/boxes.h"
#include "capsule/clerk.h"
#include "capsule/drafts.h"
#include "capsule/live.h"
#include "capsule/press.h"
#include "net/indexer.h"
#include "net/link.h"
#include "net/notify.h"

#include "base/banned.h"

#define BATCH 64		/* orders made durable together; more wait in the socket */
#define STALE_DAYS 30
#define BEAT_S 10
#define KEEP_SLICE 32		/* posts whose copies are looked at before orders get their turn */

struct store;

/* One capsule's part of the store. */
struct shelf {
	struct store *store;
	const struct tenant *tenant;
	char who[256];			/* for the log: which capsule's, when there are several */
	struct live live;
	struct indexer *indexer;	/* NULL: not begun */
	struct clerk clerk;
	struct event *changed, *tick, *keep;
	size_t keep_at;			/* of live.site->by_name: copies up to here are right */
	int64_t last_complaint;
	bool synced;			/* since the start: what is on disk then is there to stay */
	bool is_gone;			/* its folder, and that has been told */
};

struct store {
	const struct estate *estate;
	struct event_base *base;
	struct event *orders, *term, *child, *beat;
	struct shelf *shelves;		/* one for each tenant, in the same order */
	struct notify notify;		/* of all: programs that run at the same time are a limit of the process */
	unsigned beats;
};

/* What is said from now on is about this capsule. */
static void
speak_of(const struct shelf *s)
{
	log_as(s->who);
}

/* --- orders --- */

struct pending {
	struct parcel parcel;
	struct shelf *shelf;		/* NULL: nobody's that we know */
};

static struct shelf *
shelf_of(struct store *s, uint32_t number)
{
	for (size_t i = 0; i < s->estate->n; i++)
		if (s->estate->tenants[i]->number == number)
			return &s->shelves[i];
	return NULL;
}

/* Folders that a predecessor made and did not live to sync: what is put into them now must stay. */
static void
sync_once(struct shelf *s)
{
	if (!s->synced && syncfs(s->tenant->root) == -1)
		log_line(LOG_WARNING, "syncing the disk: %s", strerror(errno));
	s->synced = true;
}

/* Those orders of a batch that are about one capsule, from the first on: carried out together. */
static void
run_shelf(struct shelf *s, struct pending *all, size_t n)
{
	struct order_answer answers[BATCH] = { { .result = ORDER_FAILED } };
	struct str texts[BATCH], bodies[BATCH];
	size_t which[BATCH], mine = 0;

	for (size_t i = 0; i < n; i++) {
		if (all[i].shelf != s)
			continue;
		which[mine] = i;
		texts[mine] = buf_str(&all[i].parcel.message);
		bodies[mine++] = buf_str(&all[i].parcel.body);
	}
	speak_of(s);
	sync_once(s);
	s->clerk.site = s->live.site;
	clerk_run(&s->clerk, texts, bodies, answers, mine, time_now());
	for (size_t i = 0; i < mine; i++) {
		link_answer(all[which[i]].parcel.reply, &answers[i]);
		all[which[i]].shelf = NULL;
	}
}

/*
 * Take what waits, have it carried out, answer. How many orders there were. What is about a capsule that
 * we do not know is let go unanswered, and comes again: the store of the next generation may know it.
 */
static size_t
run_batch(struct store *s)
{
	struct pending *all = mem_new(BATCH, sizeof(*all));
	bool large = false;
	size_t n = 0;

	while (n < BATCH && !large && link_take(s->estate->order_in, &all[n].parcel, PRESS_MAX)) {
		large = all[n].parcel.body.n > 0;	/* one at a time: sixty-four would be a gigabyte */
		all[n].shelf = shelf_of(s, all[n].parcel.number);
		n++;
	}
	for (size_t i = 0; i < n; i++) {
		if (all[i].shelf != NULL)
			run_shelf(all[i].shelf, all + i, n - i);
		link_release(&all[i].parcel);
	}
	free(all);
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
keep(struct shelf *s, const struct post *p)
{
	struct error err;

	if (post_keep(s->tenant->root, p, &err) == -1 && log_due(&s->last_complaint, 60))
		log_line(LOG_WARNING, "cannot keep a copy of a post for the day its file is broken: %s",
		    err.text);
}

/* A new site: keep what is new in it at once, drop the copies of what is gone. */
static void
on_replaced(void *ctx, const struct site *old, const struct site *now)
{
	struct shelf *s = ctx;

	for (size_t i = 0; i < now->n_by_name; i++)
		if (site_post_named(old, now->by_name[i]->name) != now->by_name[i])
			keep(s, now->by_name[i]);
	for (size_t i = 0; i < old->n_by_name; i++)
		if (site_post_named(now, old->by_name[i]->name) == NULL)
			post_forget(s->tenant->root, old->by_name[i]->name);
}

static void
on_noticed(void *ctx, const struct changes *changes)
{
	struct shelf *s = ctx;

	if (s->indexer != NULL)
		indexer_noticed(s->indexer, changes);
}

static bool
is_post(const void *ctx, struct str name)
{
	return site_post_named(ctx, name) != NULL;
}

/*
 * After a start: go through all posts, a slice at a time, between orders. What a store that was killed
 * had half written under them goes, too: it is hidden, but nobody else would ever take it away.
 */
static void
on_keep(evutil_socket_t fd, short what, void *arg)
{
	struct shelf *s = arg;
	const struct site *site = s->live.site;
	struct timeval now = { 0, 0 };

	(void)fd;
	(void)what;
	speak_of(s);
	for (int i = 0; i < KEEP_SLICE && s->keep_at < site->n_by_name; i++) {
		keep(s, site->by_name[s->keep_at]);
		(void)boxes_sweep(s->tenant->root, site->by_name[s->keep_at++]->name);
	}
	if (s->keep_at < site->n_by_name)
		(void)evtimer_add(s->keep, &now);
	else if (s->indexer == NULL)	/* copies first: an author's next save may be a broken one */
		s->indexer = indexer_new(s->store->base, 2, &s->live);
}

static void
arm_tick(struct shelf *s)
{
	int64_t ms = live_wait_ms(&s->live) + 1;
	struct timeval t = { (time_t)(ms / 1000), (suseconds_t)(ms % 1000 * 1000) };

	if (evtimer_add(s->tick, &t) == -1)
		mem_out(1, sizeof(t));
}

static void
on_changed(evutil_socket_t fd, short what, void *arg)
{
	struct shelf *s = arg;

	(void)fd;
	(void)what;
	speak_of(s);
	live_read(&s->live);
	arm_tick(s);
}

static void
on_tick(evutil_socket_t fd, short what, void *arg)
{
	struct shelf *s = arg;

	(void)fd;
	(void)what;
	speak_of(s);
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
	struct shelf *s = ctx;

	notify_send(&s->store->notify, s->tenant->root, &s->tenant->config, box, post, comment);
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
remind(const struct shelf *s)
{
	struct arena a = { NULL };
	struct boxed *held;
	size_t n, old = 0;
	int64_t now = time_now();

	boxes_list(s->tenant->root, BOX_HELD, 0, &a, &held, &n, NULL);
	for (size_t i = 0; i < n; i++)
		old += now - comment_id_time(held[i].comment.id) > STALE_DAYS * TIME_DAY;
	if (old > 0)
		log_line(LOG_NOTICE, "%zu of %zu held comments have waited for more than %d days (carrel comments "
		    "lists them)", old, n, STALE_DAYS);
	arena_release(&a);
}

/*
 * A folder that was deleted, unmounted or replaced: we hold on to what it was, and only a reload takes
 * what is there now. The author should know; once is enough.
 */
static void
look_for_folder(struct shelf *s)
{
	struct stat st;
	bool gone = stat(s->tenant->path, &st) == -1 || st.st_dev != s->tenant->device ||
	    st.st_ino != s->tenant->inode;

	if (gone && !s->is_gone)
		log_line(LOG_WARNING, "%s is not the folder any more that it was at the start; when it is there, "
		    "SIGHUP takes it up", s->tenant->path);
	s->is_gone = gone;
}

static void
on_beat(evutil_socket_t fd, short what, void *arg)
{
	struct store *s = arg;
	struct timeval later = { BEAT_S, 0 };
	bool hourly = s->beats % (3600 / BEAT_S) == 0;
	bool daily = s->beats++ % (TIME_DAY / BEAT_S) == 0;

	(void)fd;
	(void)what;
	notify_tick(&s->notify);
	for (size_t i = 0; i < s->estate->n; i++) {
		speak_of(&s->shelves[i]);
		look_for_folder(&s->shelves[i]);
		clerk_look_for_wishes(&s->shelves[i].clerk);
		if (hourly)
			drafts_sweep(s->shelves[i].tenant->root, time_now());
		if (daily)
			remind(&s->shelves[i]);
	}
	(void)evtimer_add(s->beat, &later);
}

/* `arg` is the store or one of its shelves. */
static struct event *
make_event(struct store *s, evutil_socket_t fd, short what, event_callback_fn fn, int priority, void *arg)
{
	struct event *e = event_new(s->base, fd, what, fn, arg);

	if (e == NULL || event_priority_set(e, priority) == -1 ||
	    (fd != -1 && event_add(e, NULL) == -1))
		mem_out(1, sizeof(e));
	return e;
}

static void
open_clerk(struct shelf *s)
{
	clerk_open(&s->clerk, s->tenant->root, &s->tenant->config, &s->tenant->secret, time_now());
	s->clerk.written = on_written;
	s->clerk.ctx = s;
}

static void
open_shelf(struct store *store, size_t i)
{
	static const struct field_notes notes = { report, NULL };
	struct shelf *s = &store->shelves[i];
	struct timeval now = { 0, 0 };

	s->store = store;
	s->tenant = store->estate->tenants[i];
	(void)snprintf(s->who, sizeof(s->who), "store%s%s", store->estate->is_shared ? " " : "",
	    store->estate->is_shared ? s->tenant->path : "");
	speak_of(s);
	open_clerk(s);
	live_open(&s->live, s->tenant->root, &s->tenant->config, &notes);
	post_forget_others(s->tenant->root, is_post, s->live.site);
	s->live.replaced = on_replaced;
	s->live.noticed = on_noticed;
	s->live.ctx = s;
	s->tick = make_event(store, -1, 0, on_tick, 0, s);
	if (live_fd(&s->live) != -1)
		s->changed = make_event(store, live_fd(&s->live), EV_READ | EV_PERSIST, on_changed, 0, s);
	s->keep = make_event(store, -1, 0, on_keep, 2, s);
	arm_tick(s);
	(void)evtimer_add(s->keep, &now);
}

static void
close_shelf(struct shelf *s)
{
	event_free(s->tick);
	event_free(s->keep);
	if (s->changed != NULL)
		event_free(s->changed);
	indexer_free(s->indexer);
	live_close(&s->live);
	clerk_close(&s->clerk);
}

int
store_run(const struct estate *e, int ready)
{
	struct store s = { .estate = e, .shelves = mem_new(e->n, sizeof(*s.shelves)) };
	struct timeval now = { 0, 0 };

	s.base = event_base_new();
	if (s.base == NULL || event_base_priority_init(s.base, 3) == -1)
		mem_out(1, sizeof(s));
	s.term = make_event(&s, SIGTERM, EV_SIGNAL | EV_PERSIST, on_term, 0, &s);
	for (size_t i = 0; i < e->n; i++)
		open_shelf(&s, i);
	s.orders = make_event(&s, e->order_in, EV_READ | EV_PERSIST, on_orders, 1, &s);
	s.child = make_event(&s, SIGCHLD, EV_SIGNAL | EV_PERSIST, on_child, 0, &s);
	s.beat = make_event(&s, -1, 0, on_beat, 2, &s);
	(void)evtimer_add(s.beat, &now);
	if (write(ready, "r", 1) == -1)
		log_line(LOG_WARNING, "the supervisor has gone away");
	(void)event_base_dispatch(s.base);
	while (run_batch(&s) > 0)
		;
	notify_end(&s.notify);
	event_free(s.term);
	event_free(s.orders);
	event_free(s.child);
	event_free(s.beat);
	for (size_t i = 0; i < e->n; i++)
		close_shelf(&s.shelves[i]);
	free(s.shelves);
	event_base_free(s.base);
	return 0;
}

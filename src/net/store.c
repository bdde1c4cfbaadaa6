#include "net/store.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <event2/event.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "capsule/live.h"
#include "capsule/people.h"
#include "format/utf8.h"
#include "net/link.h"
#include "net/pace.h"

#include "base/banned.h"

#define BATCH 64		/* orders made durable together; more wait in the socket */
#define KEEP_SLICE 32		/* posts whose copies are looked at before orders get their turn */

struct store {
	const struct estate *estate;
	struct event_base *base;
	struct event *orders, *changed, *tick, *term, *keep;
	struct live live;
	struct pace pace;
	size_t keep_at;			/* of live.site->by_name: copies up to here are right */
	int64_t last_complaint;
};

/* One order of a batch. */
struct job {
	struct buf message;
	int reply;
	struct order order;
	struct order_answer answer;
	bool answered;			/* without writing anything */
	size_t same_as;			/* an earlier job of the batch with the same comment, or itself */
	struct comment comment;
	char id[COMMENT_ID_MAX + 1], mark[COMMENT_MARK];
	enum comment_box box;
	struct reader reader;
	bool known;			/* reader has a file */
};

static void
refuse(struct job *j, enum order_result result)
{
	j->answer = (struct order_answer){ .result = result };
	j->answered = true;
}

static void
answer_with(struct job *j, enum comment_box box, const char *id)
{
	refuse(j, box == BOX_PUBLISHED ? ORDER_PUBLISHED : ORDER_HELD);
	memcpy(j->answer.id, id, strlen(id) + 1);
}

/* Nothing in an order is believed because a worker said it. */
static bool
is_sound(const struct store *s, const struct order *o)
{
	struct site *site = s->live.site;
	const struct post *post = site_post_named(site, o->post);

	return comment_post_valid(o->post) && post != NULL && !post->broken &&
	    site_comments_mode(site, post) == COMMENTS_OPEN && o->text.n > 0 && utf8_valid(o->text) &&
	    utf8_valid(o->name) && (o->reply_to.n == 0 || comment_id_valid(o->reply_to)) &&
	    (str_eq(o->via, STR("gemini")) || str_eq(o->via, STR("gopher")));
}

/* Is it there already: on disk, or in this batch before it? */
static bool
is_known(const struct store *s, struct job *jobs, size_t at)
{
	struct job *j = &jobs[at];
	struct str mark = { j->mark, COMMENT_MARK };
	int root = s->estate->root;
	char id[COMMENT_ID_MAX + 1];

	for (size_t i = 0; i < at; i++) {
		if (!jobs[i].answered && memcmp(jobs[i].mark, j->mark, COMMENT_MARK) == 0 &&
		    str_eq(jobs[i].order.post, j->order.post)) {
			j->same_as = i;
			return true;
		}
	}
	if (comments_find(root, BOX_PUBLISHED, j->order.post, mark, id)) {
		answer_with(j, BOX_PUBLISHED, id);
		return true;
	}
	if (comments_find(root, BOX_HELD, j->order.post, mark, id)) {
		answer_with(j, BOX_HELD, id);
		return true;
	}
	return false;
}

/* Decide what becomes of one order. What is left unanswered is to be written. */
static void
judge(struct store *s, struct job *jobs, size_t at, struct arena *a, int64_t now)
{
	struct job *j = &jobs[at];
	const struct order *o = &j->order;
	int root = s->estate->root;
	struct error err;
	uint32_t wait;
	bool trusted;

	j->same_as = at;
	if (!order_read(buf_str(&j->message), &j->order) || !is_sound(s, o)) {
		refuse(j, ORDER_FAILED);
		return;
	}
	comment_mark(s->estate->secret, o->reader, o->post, o->text, j->mark);
	if (o->has_identity) {
		j->known = people_read(root, &o->identity, a, &j->reader, &err) == 0;
		if (!j->known && err.kind != ERROR_NOT_FOUND) {
			log_line(LOG_ERROR, "%s (no comment of this reader is taken meanwhile)", err.text);
			refuse(j, ORDER_FAILED);	/* who is blocked must not slip through a typing error */
			return;
		}
	}
	if (j->reader.blocked) {
		refuse(j, ORDER_REFUSED);
		return;
	}
	if (is_known(s, jobs, at))
		return;
	wait = pace_take(&s->pace, s->estate->secret, o->reader, now);
	if (wait > 0) {
		refuse(j, ORDER_SLOW_DOWN);
		j->answer.seconds = wait;
		return;
	}
	trusted = j->known && (j->reader.trusted || people_published_since(root, &j->reader));
	j->box = people_box(s->estate->config, o->has_identity ? &o->identity : NULL, trusted);
	if (trusted && !j->reader.trusted) {
		j->reader.trusted = true;
		j->reader.waiting.n = 0;
		(void)people_write(root, &o->identity, &j->reader, NULL);
	}
	time_write_id(j->id, now);
	j->id[TIME_ID_SIZE - 1] = '-';
	memcpy(j->id + TIME_ID_SIZE, j->mark, COMMENT_MARK);
	j->id[TIME_ID_SIZE + COMMENT_MARK] = '\0';
	j->comment = (struct comment){ .id = str_of(j->id), .name = comment_name(a, o->name), .reply_to = o->reply_to, .via = o->via, .text = utf8_clean_text(a, o->text),
	    .date = now, .has_identity = o->has_identity, .identity = o->identity };
}

/* A held comment of a reader with a certificate: remember it, so that publishing it makes him known. */
static void
remember_held(const struct store *s, struct job *j, struct arena *a, int64_t now)
{
	struct str_list *waiting = &j->reader.waiting;
	struct str *items = arena_new(a, PEOPLE_WAITING, sizeof(*items));
	size_t n = 0, skip = waiting->n >= PEOPLE_WAITING ? waiting->n - PEOPLE_WAITING + 1 : 0;
	struct error err;

	if (j->reader.trusted)
		return;
	for (size_t i = skip; i < waiting->n; i++)
		items[n++] = waiting->items[i];
	items[n++] = arena_printf(a, "%.*s/%s", STR_ARG(j->order.post), j->id);
	*waiting = (struct str_list){ items, n };
	if (!j->known) {
		j->reader.name = j->comment.name;
		j->reader.since = (struct field_date){ true, { .utc = now, .has_time = true } };
	}
	if (people_write(s->estate->root, &j->order.identity, &j->reader, &err) == -1)
		log_line(LOG_WARNING, "readers/: %s", err.text);
}

static void
write_all(struct store *s, struct job *jobs, size_t n, struct arena *a, int64_t now)
{
	struct comment_put *puts = arena_new(a, n, sizeof(*puts));
	size_t *job_of = arena_new(a, n, sizeof(*job_of)), writes = 0;

	for (size_t i = 0; i < n; i++) {
		if (jobs[i].answered || jobs[i].same_as != i)
			continue;
		job_of[writes] = i;
		puts[writes++] = (struct comment_put){ .box = jobs[i].box, .post = jobs[i].order.post,
		    .comment = &jobs[i].comment };
	}
	comments_put(s->estate->root, puts, writes);
	for (size_t i = 0; i < writes; i++) {
		struct job *j = &jobs[job_of[i]];

		if (puts[i].rc == -1) {
			if (log_due(&s->last_complaint, 10))
				log_line(LOG_ERROR, "a comment could not be saved: %s", puts[i].err.text);
			refuse(j, ORDER_FAILED);
			continue;
		}
		answer_with(j, j->box, j->id);
		if (j->box == BOX_HELD && j->order.has_identity)
			remember_held(s, j, a, now);
	}
	for (size_t i = 0; i < n; i++)
		if (!jobs[i].answered)
			jobs[i].answer = jobs[jobs[i].same_as].answer;
}

/* Take what waits, write it, make it durable, answer. How many there were. */
static size_t
run_batch(struct store *s)
{
	struct arena a = { NULL };
	struct job *jobs = mem_new(BATCH, sizeof(*jobs));
	int64_t now = time_now();
	size_t n = 0;

	while (n < BATCH) {
		buf_init(&jobs[n].message, ORDER_MAX);
		if (!link_take(s->estate->order_in, &jobs[n].message, &jobs[n].reply))
			break;
		n++;
	}
	if (n < BATCH)
		buf_release(&jobs[n].message);
	for (size_t i = 0; i < n; i++)
		judge(s, jobs, i, &a, now);
	write_all(s, jobs, n, &a, now);
	for (size_t i = 0; i < n; i++) {
		link_answer(jobs[i].reply, &jobs[i].answer);
		file_close(&jobs[i].reply);
		buf_release(&jobs[i].message);
	}
	free(jobs);
	arena_release(&a);
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
	s.base = event_base_new();
	if (s.base == NULL || event_base_priority_init(s.base, 3) == -1)
		mem_out(1, sizeof(s));
	live_open(&s.live, e->root, e->config, &notes);
	s.live.replaced = on_replaced;
	s.live.ctx = &s;
	s.term = make_event(&s, SIGTERM, EV_SIGNAL | EV_PERSIST, on_term, 0);
	s.tick = make_event(&s, -1, 0, on_tick, 0);
	if (live_fd(&s.live) != -1)
		s.changed = make_event(&s, live_fd(&s.live), EV_READ | EV_PERSIST, on_changed, 0);
	s.orders = make_event(&s, e->order_in, EV_READ | EV_PERSIST, on_orders, 1);
	s.keep = make_event(&s, -1, 0, on_keep, 2);
	arm_tick(&s);
	(void)evtimer_add(s.keep, &now);
	if (write(ready, "r", 1) == -1)
		log_line(LOG_WARNING, "the supervisor has gone away");
	(void)event_base_dispatch(s.base);
	while (run_batch(&s) > 0)
		;
	event_free(s.term);
	event_free(s.tick);
	event_free(s.orders);
	event_free(s.keep);
	if (s.changed != NULL)
		event_free(s.changed);
	live_close(&s.live);
	event_base_free(s.base);
	return 0;
}

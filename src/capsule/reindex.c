#include "capsule/reindex.h"

#include <fcntl.h>
#include <stdlib.h>

#include "base/log.h"
#include "capsule/comments.h"
#include "capsule/tokens.h"
#include "format/excerpt.h"

#include "base/banned.h"

#define COST_LOOK 1		/* a stat, a row */
#define COST_READ 8		/* a comment read and taken in */
#define COST_POST 32
#define ABOUT_MAX 4096		/* bytes of tags, author and summary */
#define SETTLE_S 2		/* a folder younger than this may change again within its time's last digit */
#define COMPLAIN_S 600

void
reindex_init(struct reindex *r, int root)
{
	*r = (struct reindex){ .root = root, .shallow = { .wanted = true }, .deep = { .wanted = true } };
	buf_init(&r->shallow.after, ORDER_NAME_MAX);
	buf_init(&r->deep.after, ORDER_NAME_MAX);
}

void
reindex_release(struct reindex *r)
{
	index_close(r->index);
	changes_clear(&r->hints);
	buf_release(&r->shallow.after);
	buf_release(&r->deep.after);
	arena_release(&r->arena);
	*r = (struct reindex){ .root = -1 };
}

static void
want(struct reindex_pass *pass)
{
	pass->wanted = true;
}

/* From the start again: what it has passed by already may have changed. */
static void
restart(struct reindex_pass *pass)
{
	pass->wanted = true;
	pass->begun = false;
	buf_clear(&pass->after);
}

void
reindex_noticed(struct reindex *r, const struct changes *changes, bool blind)
{
	if (changes->all) {
		restart(&r->shallow);
		restart(&r->deep);
		return;
	}
	if (changes->n == 0) {
		want(&r->shallow);
		if (blind)
			want(&r->deep);
		return;
	}
	for (size_t i = 0; i < changes->n && !r->hints.all; i++)
		changes_add(&r->hints, changes->items[i].path, changes->items[i].is_folder);
	if (r->hints.all) {		/* too many to be told one by one */
		changes_clear(&r->hints);
		r->next_hint = 0;
		restart(&r->shallow);
		restart(&r->deep);
	}
}

bool
reindex_is_idle(const struct reindex *r)
{
	return r->index != NULL && r->next_hint == r->hints.n && !r->shallow.wanted && r->uncommitted == 0 &&
	    (r->post.n == 0 || r->is_deep);
}

/* --- one document --- */

/* What was wrong with the disk: all that a pass did since the last commit is to be done again. */
static int
give_up(struct reindex *r, const struct error *err, int64_t now_ms)
{
	bool lost = r->index != NULL && index_is_lost(r->index);

	if (!lost && log_due(&r->last_complaint, COMPLAIN_S))
		log_line(LOG_WARNING, "%s (search does without what is new; trying again every %d seconds)",
		    err->text, REINDEX_RETRY_MS / 1000);
	r->retry_at = lost ? now_ms : now_ms + REINDEX_RETRY_MS;
	r->post = STR_NONE;
	r->n_ids = r->next_id = r->uncommitted = 0;
	restart(&r->shallow);
	restart(&r->deep);		/* and what was written in place */
	return -1;
}

static void
took(struct reindex *r)
{
	r->uncommitted++;
	r->read++;
}

static struct str
about_post(const struct post *p, struct arena *a)
{
	struct str out;
	struct buf b;

	buf_init(&b, ABOUT_MAX);
	for (size_t i = 0; i < p->n_tags; i++)
		buf_addf(&b, "%.*s\n", STR_ARG(p->tags[i]));
	buf_addf(&b, "%.*s\n%.*s", STR_ARG(p->author), STR_ARG(p->summary));
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

/* The post as the site has it. `force`: whatever its stamp says. */
static int
look_at_post(struct reindex *r, const struct site *site, struct str name, bool force, int *cost,
    struct error *err)
{
	const struct post *p = site_post_named(site, name), *version;
	struct file_stamp known;
	struct arena a = { NULL };
	struct str body;
	int rc = 0;

	*cost += COST_LOOK;
	if (p == NULL || p->broken) {
		if (!index_stamp(r->index, name, STR_NONE, &known))
			return 0;
		r->uncommitted++;
		return index_remove(r->index, name, STR_NONE, err);
	}
	if (!force && index_stamp(r->index, name, STR_NONE, &known) && file_stamp_eq(known, p->stamp))
		return 0;
	*cost += COST_POST;
	/* One that is being written just now will be noticed again. */
	if (post_open(r->root, p, &a, &version, &body, NULL) == 0) {
		struct index_text text = { version->title, about_post(version, &a), excerpt_readable(&a, body) };

		took(r);
		rc = index_put(r->index, name, STR_NONE, p->stamp, &text, err);
	}
	arena_release(&a);
	return rc;
}

static int
look_at_comment(struct reindex *r, struct str post, struct str id, bool force, int *cost, struct error *err)
{
	struct arena a = { NULL };
	struct file_stamp known, stamp;
	struct comment c = { .date = 0 };
	struct index_text text = { STR_NONE, STR_NONE, STR_NONE };
	struct stat st;
	int fd = file_open_regular(r->root, arena_cstr(&a, arena_printf(&a, "comments/%.*s/%.*s.gmi",
	    STR_ARG(post), STR_ARG(id))), &st, NULL), rc = 0;
	bool is_known = index_stamp(r->index, post, id, &known), there = fd != -1;

	*cost += COST_LOOK;
	stamp = there ? file_stamp(&st) : (struct file_stamp){ .size = 0 };
	file_close(&fd);
	if (!there && is_known) {
		r->uncommitted++;
		rc = index_remove(r->index, post, id, err);
	} else if (there && (force || !is_known || !file_stamp_eq(known, stamp))) {
		*cost += COST_READ;
		/* A damaged one has no words, but is not read again before it changes. */
		if (comments_get(r->root, BOX_PUBLISHED, post, id, &a, &c, NULL) == 0)
			text = (struct index_text){ STR_NONE, c.name, c.text };
		took(r);
		rc = index_put(r->index, post, id, stamp, &text, err);
	}
	arena_release(&a);
	return rc;
}

/* --- one place --- */

static bool
id_of_entry(const struct file_entry *e, struct str *id)
{
	*id = str_of(e->name);
	return e->kind == FILE_REGULAR && str_drop(id, STR(".gmi")) && comment_id_valid(*id);
}

/* Which comments to look at: those in the folder, and those known that may be there no more. */
static void
list_place(struct reindex *r, int dir)
{
	struct file_entry *entries = NULL;
	size_t n = 0, n_known = 0, k = 0;
	struct str *known, id;

	if (dir != -1 && file_list(dir, &r->arena, &entries, &n, NULL) == -1)
		n = 0;
	index_comments(r->index, r->post, &r->arena, &known, &n_known);
	r->ids = arena_new(&r->arena, n + n_known, sizeof(*r->ids));
	for (size_t i = 0; i < n; i++) {
		if (!id_of_entry(&entries[i], &id))
			continue;
		while (k < n_known && str_cmp(known[k], id) < 0)
			r->ids[r->n_ids++] = known[k++];
		k += k < n_known && str_eq(known[k], id);
		r->ids[r->n_ids++] = id;
	}
	while (k < n_known)
		r->ids[r->n_ids++] = known[k++];
}

/*
 * The post, and what of its folder must be looked at. A folder's time has a last digit of some milliseconds:
 * one that changed just now may do so again without showing it, so it is taken for different next time.
 */
static int
begin_place(struct reindex *r, const struct site *site, struct str post, bool deep, int64_t now, int *cost,
    struct error *err)
{
	struct file_stamp before = index_folder(r->index, post);
	struct stat st;
	int dir;

	arena_release(&r->arena);
	r->post = arena_str(&r->arena, post);
	r->n_ids = r->next_id = 0;
	r->folder = (struct file_stamp){ .size = 0 };
	r->is_deep = deep;
	*cost += 2 * COST_LOOK;
	if (look_at_post(r, site, r->post, false, cost, err) == -1)
		return -1;
	dir = file_open_beneath(r->root, arena_cstr(&r->arena, arena_printf(&r->arena, "comments/%.*s",
	    STR_ARG(r->post))), O_RDONLY | O_DIRECTORY, NULL);
	if (dir != -1 && fstat(dir, &st) == 0 && st.st_mtime + SETTLE_S < now)
		r->folder = file_stamp(&st);
	r->settle = !file_stamp_eq(before, r->folder);
	if (deep || dir == -1 || r->settle || r->folder.mtime_ns == 0) {
		list_place(r, dir);
		*cost += (int)(r->n_ids / 16);
	}
	file_close(&dir);
	return 0;
}

static int
end_place(struct reindex *r, const struct site *site, struct error *err)
{
	struct str post = r->post;

	r->post = STR_NONE;
	r->n_ids = r->next_id = 0;
	if (r->folder.mtime_ns == 0 && site_post_named(site, post) == NULL && site_thread(site, post) == NULL) {
		r->uncommitted++;
		return index_forget(r->index, post, err);
	}
	if (!r->settle)
		return 0;
	r->uncommitted++;
	return index_set_folder(r->index, post, r->folder, err);
}

static int
go_on_with_place(struct reindex *r, const struct site *site, int *cost, struct error *err)
{
	if (r->next_id < r->n_ids)
		return look_at_comment(r, r->post, r->ids[r->next_id++], false, cost, err);
	return end_place(r, site, err);
}

/* --- what was noticed --- */

/* "letters/moon" is, or is below, "letters"; everything is below "". */
static bool
is_below(struct str post, struct str folder)
{
	return folder.n == 0 || (str_skip(&post, folder) && (post.n == 0 || post.p[0] == '/'));
}

/*
 * A folder came, went or was renamed. If it is that of one post's comments, that is a place like others;
 * else all is looked at, which is cheap where nothing changed.
 */
static int
take_folder(struct reindex *r, const struct site *site, struct str post, int64_t now, int *cost,
    struct error *err)
{
	struct arena a = { NULL };
	struct str next = STR_NONE;
	bool others = post.n == 0;

	for (size_t i = 0; i < site->n_threads && !others; i++)
		others = !str_eq(site->threads[i].post, post) && is_below(site->threads[i].post, post);
	for (size_t i = 0; i < site->n_by_name && !others; i++)
		others = !str_eq(site->by_name[i]->name, post) && is_below(site->by_name[i]->name, post);
	if (!others)
		others = index_next(r->index, arena_printf(&a, "%.*s/", STR_ARG(post)), &a, &next) &&
		    is_below(next, post);
	arena_release(&a);
	if (others) {
		restart(&r->shallow);
		return 0;
	}
	return begin_place(r, site, post, false, now, cost, err);
}

static int
take_hint(struct reindex *r, const struct site *site, int64_t now, int *cost, struct error *err)
{
	const struct change *c = &r->hints.items[r->next_hint];
	struct str path = c->path, id = STR_NONE, rest;
	bool comments = str_eq(path, STR("comments")) || str_starts(path, STR("comments/"));

	/* A place begun for a pass is gone through first; a folder cannot wait in the middle of it. */
	if (c->is_folder && r->post.n > 0)
		return go_on_with_place(r, site, cost, err);
	r->next_hint++;
	*cost += COST_LOOK;
	r->urgent = true;
	if (!str_cut(&path, '/', &rest) || (!c->is_folder && !str_drop(&path, STR(".gmi"))) ||
	    (path.n > 0 && !comment_post_valid(path)))
		return c->is_folder && path.n == 0 ? take_folder(r, site, STR_NONE, now, cost, err) : 0;
	if (c->is_folder)
		return take_folder(r, site, path, now, cost, err);
	if (!comments)
		return str_eq(rest, STR("posts")) ? look_at_post(r, site, path, true, cost, err) : 0;
	rest = path;
	while (rest.n > 0 && rest.p[rest.n - 1] != '/')
		rest.n--;
	id = str_from(path, rest.n);
	return str_drop(&rest, STR("/")) && comment_id_valid(id) ?
	    look_at_comment(r, rest, id, true, cost, err) : 0;
}

/* --- passes --- */

static struct str
lesser(struct str a, struct str b)
{
	return a.n == 0 || (b.n > 0 && str_cmp(b, a) < 0) ? b : a;
}

/* The first place behind `after` that the site or the index knows of; empty: there is none. */
static struct str
next_place(const struct reindex *r, const struct site *site, struct str after, struct arena *a)
{
	struct str next = STR_NONE, known;
	size_t low = 0, high = site->n_by_name;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(site->by_name[middle]->name, after) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < site->n_by_name)
		next = site->by_name[low]->name;
	for (low = 0, high = site->n_threads; low < high;) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(site->threads[middle].post, after) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < site->n_threads)
		next = lesser(next, site->threads[low].post);
	return index_next(r->index, after, a, &known) ? lesser(next, known) : next;
}

static int
go_on_with_pass(struct reindex *r, const struct site *site, struct reindex_pass *pass, int64_t now, int *cost,
    struct error *err)
{
	struct arena a = { NULL };
	struct str next;
	int rc = 0;

	pass->begun = true;
	next = next_place(r, site, buf_str(&pass->after), &a);
	if (next.n > 0) {
		buf_clear(&pass->after);
		buf_add(&pass->after, next);
		rc = begin_place(r, site, next, pass == &r->deep, now, cost, err);
	} else {
		pass->wanted = pass->begun = false;
		buf_clear(&pass->after);
		if (pass == &r->shallow && !index_is_complete(r->index)) {
			r->uncommitted++;
			r->urgent = true;
			rc = index_set_complete(r->index, err);
		}
	}
	arena_release(&a);
	return rc;
}

/* --- slices --- */

/* 1: there is nothing to do. */
static int
do_one(struct reindex *r, const struct site *site, int64_t now, int *cost, struct error *err)
{
	if (r->next_hint < r->hints.n)
		return take_hint(r, site, now, cost, err);
	if (r->hints.n > 0) {
		changes_clear(&r->hints);
		r->next_hint = 0;
	}
	if (r->post.n > 0)
		return go_on_with_place(r, site, cost, err);
	if (r->shallow.wanted)
		return go_on_with_pass(r, site, &r->shallow, now, cost, err);
	if (r->deep.wanted)
		return go_on_with_pass(r, site, &r->deep, now, cost, err);
	return 1;
}

/* Is there an index to work on? Opened if it is time. */
static bool
is_ready(struct reindex *r, int64_t now_ms)
{
	struct error err;
	bool lost = r->index != NULL && index_is_lost(r->index);

	if (lost)
		log_line(LOG_NOTICE, INDEX_FILE " is damaged or gone; it is made anew");
	if (lost) {
		index_close(r->index);
		r->index = NULL;
		r->retry_at = r->opened_at + REINDEX_REOPEN_MS;
	}
	if (r->index == NULL && now_ms >= r->retry_at) {
		r->post = STR_NONE;
		r->n_ids = r->next_id = r->uncommitted = 0;
		r->opened_at = now_ms;
		r->index = index_open(r->root, &err);
		restart(&r->shallow);
		if (r->index == NULL)
			(void)give_up(r, &err, now_ms);
	}
	return r->index != NULL && now_ms >= r->retry_at;
}

static bool
is_time_to_commit(const struct reindex *r, bool done)
{
	return r->uncommitted > 0 && (done || r->uncommitted >= REINDEX_COMMIT ||
	    (r->urgent && r->next_hint == r->hints.n) || (!r->shallow.wanted && r->is_deep));
}

int64_t
reindex_step(struct reindex *r, const struct site *site, int64_t now, int64_t now_ms)
{
	struct error err;
	int cost = 0, rc = 0;

	if (!is_ready(r, now_ms))
		return r->retry_at > now_ms ? r->retry_at - now_ms : 1;
	while (rc == 0 && cost < REINDEX_SLICE)
		rc = do_one(r, site, now, &cost, &err);
	if (rc != -1 && is_time_to_commit(r, rc == 1)) {
		int busy = index_commit(r->index, &err);

		if (busy == 0) {
			r->uncommitted = 0;
			r->urgent = false;
		}
		if (busy == 1)
			return REINDEX_BUSY_MS;
		rc = busy == -1 ? -1 : rc;
	}
	if (rc == -1) {
		(void)give_up(r, &err, now_ms);
		return r->retry_at > now_ms ? r->retry_at - now_ms : 1;
	}
	if (rc == 1)
		return REINDEX_BEAT_MS;
	return r->next_hint == r->hints.n && !r->shallow.wanted && (r->is_deep || r->post.n == 0) ?
	    REINDEX_PAUSE_MS : 0;
}

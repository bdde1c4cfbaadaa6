#include "capsule/find.h"

#include <stdlib.h>

#include "base/file.h"
#include "capsule/tokens.h"

#include "base/banned.h"

#define MATCH_MAX 16384		/* bytes of an expression: a line of words and its quotes */

/*
 * From the document taken in last to the first: when there are more than can be ranked, it is old ones that
 * are left out. A word in a title counts for eight in a text, a tag or a name for four.
 */
static const char ask[] =
    "SELECT places.post, docs.comment, bm25(words, 8.0, 4.0, 1.0) FROM words"
    " CROSS JOIN docs ON docs.id = words.rowid CROSS JOIN places ON places.id = docs.place"
    " WHERE words MATCH ?1 ORDER BY words.rowid DESC";

/* SQLite calls this every FIND_STEPS_TICK steps; true ends the question. */
static int
on_steps(void *ctx)
{
	struct finding *f = ctx;

	f->steps += FIND_STEPS_TICK;
	return f->steps >= f->max_steps;
}

static bool
is_there(const struct view *view, const struct found *item, struct arena *a)
{
	return file_kind(view->site->root, arena_cstr(a, arena_printf(a, "comments/%.*s/%.*s.gmi",
	    STR_ARG(item->post->name), STR_ARG(item->id)))) == FILE_REGULAR;
}

static bool
take_row(const struct view *view, sqlite3_stmt *stmt, struct arena *a, struct found *item)
{
	struct str post = { (const char *)sqlite3_column_text(stmt, 0), 0 };
	struct str id = { (const char *)sqlite3_column_text(stmt, 1), 0 };

	post.n = (size_t)sqlite3_column_bytes(stmt, 0);
	id.n = (size_t)sqlite3_column_bytes(stmt, 1);
	if (post.n == 0)
		return false;
	item->post = site_post_named(view->site, post);
	if (item->post == NULL || !view_shows(view, item->post))
		return false;
	if (id.n > 0 && (!comment_id_valid(id) ||
	    site_comments_mode(view->site, item->post, view->now) == COMMENTS_OFF))
		return false;
	item->id = id.n > 0 ? arena_str(a, id) : STR_NONE;
	item->date = id.n > 0 ? comment_id_time(id) : item->post->date;
	item->rank = sqlite3_column_double(stmt, 2);
	return id.n == 0 || is_there(view, item, a);
}

static int
by_rank(const void *a, const void *b)
{
	const struct found *x = a, *y = b;

	if (x->rank < y->rank || x->rank > y->rank)
		return x->rank < y->rank ? -1 : 1;
	if (x->date != y->date)
		return x->date > y->date ? -1 : 1;
	return str_cmp(x->id, y->id);
}

/* All rows that are to be seen; SQLite's last word. */
static int
take_rows(const struct view *view, sqlite3_stmt *stmt, struct arena *a, struct finding *f)
{
	int rc;

	f->items = arena_new(a, FIND_MOST, sizeof(*f->items));
	while ((rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		struct found item;

		if (!take_row(view, stmt, a, &item))
			continue;
		if (f->n == FIND_MOST) {
			f->more = true;
			return SQLITE_DONE;
		}
		f->items[f->n++] = item;
	}
	return rc;
}

/* One number of the database; -1 when it cannot be had. */
static int
number(sqlite3 *db, const char *query)
{
	sqlite3_stmt *stmt = NULL;
	int n = -1;

	if (sqlite3_prepare_v2(db, query, -1, &stmt, NULL) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int(stmt, 0);
	(void)sqlite3_finalize(stmt);
	return n;
}

static int
run(const struct view *view, sqlite3 *db, struct str match, struct arena *a, struct finding *f)
{
	sqlite3_stmt *stmt = NULL;
	int rc;

	/* In one transaction: the parts of the answer belong together. */
	rc = sqlite3_exec(db, "BEGIN", NULL, NULL, NULL);
	if (rc == SQLITE_OK && number(db, "PRAGMA user_version") != INDEX_VERSION)
		rc = SQLITE_SCHEMA;
	if (rc != SQLITE_OK)
		return rc;
	f->incomplete = number(db, "SELECT complete FROM state") != 1;
	rc = sqlite3_prepare_v2(db, ask, -1, &stmt, NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_text64(stmt, 1, match.p, match.n, SQLITE_STATIC, SQLITE_UTF8);
	sqlite3_progress_handler(db, FIND_STEPS_TICK, on_steps, f);
	if (rc == SQLITE_OK)
		rc = take_rows(view, stmt, a, f);
	(void)sqlite3_finalize(stmt);
	return rc;
}

void
find_run(const struct view *view, const struct query *q, struct arena *a, struct finding *f)
{
	find_run_within(view, q, FIND_STEPS, a, f);
}

void
find_run_within(const struct view *view, const struct query *q, size_t max_steps, struct arena *a,
    struct finding *f)
{
	struct buf match;
	sqlite3 *db;
	int rc;

	*f = (struct finding){ .state = FIND_DONE, .max_steps = max_steps };
	if (q->wanted == 0)
		return;
	buf_init(&match, MATCH_MAX);
	query_write_match(q, &match);
	rc = match.full ? SQLITE_INTERRUPT : tokens_open(view->site->root, false, FIND_WAIT_MS, &db, NULL);
	if (rc == SQLITE_OK) {
		rc = run(view, db, buf_str(&match), a, f);
		(void)sqlite3_close(db);
	}
	buf_release(&match);
	if (rc != SQLITE_DONE) {
		f->state = (rc & 0xff) == SQLITE_INTERRUPT ? FIND_TOO_WIDE : FIND_RENEWED;
		f->n = 0;
	}
	if (f->n > 0)
		qsort(f->items, f->n, sizeof(*f->items), by_rank);
}

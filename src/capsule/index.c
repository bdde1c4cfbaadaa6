#include "capsule/index.h"

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/mem.h"
#include "capsule/seal.h"
#include "capsule/tokens.h"

#include "base/banned.h"

#define STAMP_NAME "search.stamp"
#define CACHE_KIB 8192		/* of pages held while changes are gathered */

enum statement {
	BEGIN, COMMIT, PLACE, NEW_PLACE, FOLDER, SET_FOLDER, FORGET_PLACE, NEXT, DOC, NEW_DOC, SET_DOC,
	FORGET_DOC, DOCS, ADD_WORDS, DROP_WORDS, COMPLETE, SET_COMPLETE, STATEMENTS
};

static const char *const sql[STATEMENTS] = {
	[BEGIN] = "BEGIN IMMEDIATE",
	[COMMIT] = "COMMIT",
	[PLACE] = "SELECT id FROM places WHERE post = ?1",
	[NEW_PLACE] = "INSERT INTO places (post) VALUES (?1)",
	[FOLDER] = "SELECT mtime, size, inode FROM places WHERE post = ?1",
	[SET_FOLDER] = "UPDATE places SET mtime = ?2, size = ?3, inode = ?4 WHERE id = ?1",
	[FORGET_PLACE] = "DELETE FROM places WHERE id = ?1",
	[NEXT] = "SELECT post FROM places WHERE post > ?1 ORDER BY post LIMIT 1",
	[DOC] = "SELECT id, mtime, size, inode FROM docs WHERE place = ?1 AND comment = ?2",
	[NEW_DOC] = "INSERT INTO docs (place, comment, mtime, size, inode) VALUES (?1, ?2, ?3, ?4, ?5)",
	[SET_DOC] = "UPDATE docs SET mtime = ?2, size = ?3, inode = ?4 WHERE id = ?1",
	[FORGET_DOC] = "DELETE FROM docs WHERE id = ?1",
	[DOCS] = "SELECT comment FROM docs WHERE place = ?1 AND comment <> '' ORDER BY comment",
	[ADD_WORDS] = "INSERT INTO words (rowid, title, about, text) VALUES (?1, ?2, ?3, ?4)",
	[DROP_WORDS] = "DELETE FROM words WHERE rowid = ?1",
	[COMPLETE] = "SELECT complete FROM state",
	[SET_COMPLETE] = "UPDATE state SET complete = 1",
};

/*
 * docs.id rises with every new document: find.c begins with the last. Beginnings of one to six characters
 * have lists of their own: three quarters more on disk, but without them moon* has to merge the lists of all
 * words that begin so, in one of the steps that find.c counts. Seven letters are hardly ever common.
 */
static const char *const schema =
    "CREATE TABLE state (complete INTEGER NOT NULL);"
    "INSERT INTO state VALUES (0);"
    "CREATE TABLE places (id INTEGER PRIMARY KEY, post TEXT NOT NULL UNIQUE,"
    "  mtime INTEGER NOT NULL DEFAULT 0, size INTEGER NOT NULL DEFAULT 0, inode INTEGER NOT NULL DEFAULT 0);"
    "CREATE TABLE docs (id INTEGER PRIMARY KEY, place INTEGER NOT NULL, comment TEXT NOT NULL,"
    "  mtime INTEGER NOT NULL, size INTEGER NOT NULL, inode INTEGER NOT NULL, UNIQUE (place, comment));"
    "CREATE VIRTUAL TABLE words USING fts5(title, about, text, prefix = '1 2 3 4 5 6', tokenize = 'carrel');";

struct index {
	int root;
	struct seal seal;		/* its dir is ours to close */
	sqlite3 *db;
	sqlite3_stmt *statements[STATEMENTS];
	bool changing;			/* a transaction is open */
	bool damaged;
	struct file_stamp left;		/* the file as our last commit left it */
};

static bool
is_damage(int rc)
{
	int code = rc & 0xff;

	return code == SQLITE_CORRUPT || code == SQLITE_NOTADB || code == SQLITE_SCHEMA || code == SQLITE_ERROR ||
	    rc == SQLITE_READONLY_DBMOVED || rc == SQLITE_IOERR_SHORT_READ;
}

/* After a failure nothing of the change is left: half of one must not be committed with the next. */
static int
fail(struct index *ix, int rc, const char *verb, struct error *err)
{
	if (is_damage(rc))
		ix->damaged = true;
	(void)tokens_error(ix->db, rc, verb, err);
	if (ix->changing && sqlite3_get_autocommit(ix->db) == 0)	/* SQLite may have done so itself */
		(void)sqlite3_exec(ix->db, "ROLLBACK", NULL, NULL, NULL);
	ix->changing = false;
	return -1;
}

/* --- statements: prepared once, each left reset --- */

static sqlite3_stmt *
statement(struct index *ix, enum statement which, int *rc)
{
	*rc = SQLITE_OK;
	if (ix->statements[which] == NULL)
		*rc = sqlite3_prepare_v3(ix->db, sql[which], -1, SQLITE_PREPARE_PERSISTENT,
		    &ix->statements[which], NULL);
	return ix->statements[which];
}

static void
bind_str(sqlite3_stmt *stmt, int at, struct str s)
{
	/* NULL would be no text at all. */
	(void)sqlite3_bind_text64(stmt, at, s.n == 0 ? "" : s.p, s.n, SQLITE_STATIC, SQLITE_UTF8);
}

static void
bind_stamp(sqlite3_stmt *stmt, int at, struct file_stamp stamp)
{
	(void)sqlite3_bind_int64(stmt, at, stamp.mtime_ns);
	(void)sqlite3_bind_int64(stmt, at + 1, (sqlite3_int64)stamp.size);
	(void)sqlite3_bind_int64(stmt, at + 2, (sqlite3_int64)stamp.inode);
}

static struct file_stamp
column_stamp(sqlite3_stmt *stmt, int at)
{
	return (struct file_stamp){ sqlite3_column_int64(stmt, at),
	    (uint64_t)sqlite3_column_int64(stmt, at + 1), (uint64_t)sqlite3_column_int64(stmt, at + 2) };
}

static struct str
column_str(sqlite3_stmt *stmt, int at, struct arena *a)
{
	struct str s = { (const char *)sqlite3_column_text(stmt, at), 0 };

	s.n = (size_t)sqlite3_column_bytes(stmt, at);
	return s.p == NULL ? STR_NONE : arena_str(a, s);
}

/* Run one that gives no rows. 0, or -1 and *err. */
static int
finish(struct index *ix, sqlite3_stmt *stmt, int rc, const char *verb, struct error *err)
{
	if (rc == SQLITE_OK) {
		rc = sqlite3_step(stmt);
		(void)sqlite3_reset(stmt);
	}
	return rc == SQLITE_DONE || rc == SQLITE_ROW ? 0 : fail(ix, rc, verb, err);
}

static int
run(struct index *ix, enum statement which, const char *verb, struct error *err)
{
	int rc;
	sqlite3_stmt *stmt = statement(ix, which, &rc);

	return finish(ix, stmt, rc, verb, err);
}

static int
run_on(struct index *ix, enum statement which, int64_t id, const char *verb, struct error *err)
{
	int rc;
	sqlite3_stmt *stmt = statement(ix, which, &rc);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_int64(stmt, 1, id);
	return finish(ix, stmt, rc, verb, err);
}

/* Step to a row. False: there is none, or it cannot be read, which then shows in index_is_lost(). */
static bool
step_to_row(struct index *ix, sqlite3_stmt *stmt, int rc)
{
	if (rc == SQLITE_OK)
		rc = sqlite3_step(stmt);
	if (rc != SQLITE_ROW && rc != SQLITE_DONE)
		(void)fail(ix, rc, "read", NULL);
	return rc == SQLITE_ROW;
}

/* --- opening and closing --- */

static void
remove_files(const struct seal *seal)
{
	seal_remove(seal);
	(void)unlinkat(seal->dir, INDEX_NAME "-journal", 0);
	(void)unlinkat(seal->dir, INDEX_NAME, 0);
}

static int
get_number(sqlite3 *db, const char *query, int *rc)
{
	sqlite3_stmt *stmt = NULL;
	int n = -1;

	*rc = sqlite3_prepare_v2(db, query, -1, &stmt, NULL);
	if (*rc == SQLITE_OK && (*rc = sqlite3_step(stmt)) == SQLITE_ROW) {
		n = sqlite3_column_int(stmt, 0);
		*rc = SQLITE_OK;
	}
	(void)sqlite3_finalize(stmt);
	return n;
}

static int
connect(struct index *ix, struct error *err)
{
	char settings[160];
	int rc = tokens_open(ix->root, true, 0, &ix->db, err);

	if (rc != SQLITE_OK)
		return rc;
	/* No spilling: readers are shut out for the moment of a commit and no longer. */
	(void)sqlite3_snprintf(sizeof(settings), settings, "PRAGMA synchronous = OFF; PRAGMA journal_mode = DELETE; "
	    "PRAGMA cache_size = -%d; PRAGMA cache_spill = OFF", CACHE_KIB);
	rc = sqlite3_exec(ix->db, settings, NULL, NULL, NULL);
	if (rc != SQLITE_OK)
		(void)tokens_error(ix->db, rc, "open the search index", err);
	return rc;
}

static int
begin_empty(struct index *ix, struct error *err)
{
	char version[64];
	int rc = connect(ix, err);

	if (rc != SQLITE_OK)
		return -1;
	(void)sqlite3_snprintf(sizeof(version), version, "PRAGMA user_version = %d; COMMIT", INDEX_VERSION);
	if ((rc = sqlite3_exec(ix->db, "BEGIN IMMEDIATE", NULL, NULL, NULL)) != SQLITE_OK ||
	    (rc = sqlite3_exec(ix->db, schema, NULL, NULL, NULL)) != SQLITE_OK ||
	    (rc = sqlite3_exec(ix->db, version, NULL, NULL, NULL)) != SQLITE_OK)
		return tokens_error(ix->db, rc, "make the search index", err);
	ix->left = seal_put(&ix->seal, false);
	return 0;
}

/* What was left, if it is good. */
static bool
take_up(struct index *ix)
{
	bool clean;
	int rc;

	if (!seal_holds(&ix->seal, &clean) || connect(ix, NULL) != SQLITE_OK)
		return false;
	if (get_number(ix->db, "PRAGMA user_version", &rc) != INDEX_VERSION || rc != SQLITE_OK ||
	    get_number(ix->db, "SELECT complete FROM state", &rc) == -1)
		return false;
	ix->left = seal_put(&ix->seal, false);
	/* From here on it may be half written: that must be on disk before the first page of it is. */
	return !clean || seal_sync(&ix->seal) == 0;
}

static void
disconnect(struct index *ix)
{
	for (size_t i = 0; i < STATEMENTS; i++) {
		(void)sqlite3_finalize(ix->statements[i]);
		ix->statements[i] = NULL;
	}
	(void)sqlite3_close(ix->db);
	ix->db = NULL;
}

struct index *
index_open(int root, struct error *err)
{
	struct index *ix = mem_new(1, sizeof(*ix));

	ix->root = root;
	ix->seal = (struct seal){ file_make_folder(root, INDEX_FOLDER, 0750, err), INDEX_NAME, STAMP_NAME,
	    INDEX_VERSION };
	if (ix->seal.dir != -1 && !take_up(ix)) {
		disconnect(ix);
		remove_files(&ix->seal);
		if (begin_empty(ix, err) == -1) {
			index_close(ix);
			return NULL;
		}
	}
	if (ix->seal.dir != -1)
		return ix;
	index_close(ix);
	return NULL;
}

void
index_close(struct index *ix)
{
	bool good;
	int fd;

	if (ix == NULL)
		return;
	good = ix->db != NULL && !ix->damaged && index_commit(ix, NULL) == 0 && !index_is_lost(ix);
	disconnect(ix);
	fd = good ? openat(ix->seal.dir, INDEX_NAME, O_RDONLY | O_CLOEXEC) : -1;
	if (fd != -1 && file_sync(fd, NULL) == 0)
		(void)seal_put(&ix->seal, true);
	file_close(&fd);
	file_close(&ix->seal.dir);
	free(ix);
}

bool
index_is_lost(struct index *ix)
{
	return ix->damaged || !file_stamp_eq(seal_stamp(&ix->seal), ix->left);
}

/* --- changes --- */

static int
begin_change(struct index *ix, struct error *err)
{
	if (ix->changing)
		return 0;
	if (run(ix, BEGIN, "write", err) == -1)
		return -1;
	ix->changing = true;
	return 0;
}

int
index_commit(struct index *ix, struct error *err)
{
	int rc;
	sqlite3_stmt *stmt;

	if (!ix->changing)
		return 0;
	stmt = statement(ix, COMMIT, &rc);
	if (rc == SQLITE_OK) {
		rc = sqlite3_step(stmt);
		(void)sqlite3_reset(stmt);
	}
	if ((rc & 0xff) == SQLITE_BUSY)
		return 1;
	if (rc != SQLITE_DONE)
		return fail(ix, rc, "write", err);
	ix->changing = false;
	ix->left = seal_put(&ix->seal, false);
	return 0;
}

/* 0: no such place. */
static int64_t
find_place(struct index *ix, struct str post)
{
	int rc;
	int64_t id = 0;
	sqlite3_stmt *stmt = statement(ix, PLACE, &rc);

	if (rc == SQLITE_OK)
		bind_str(stmt, 1, post);
	if (step_to_row(ix, stmt, rc))
		id = sqlite3_column_int64(stmt, 0);
	(void)sqlite3_reset(stmt);
	return id;
}

/* The place of POST, made if need be. -1 and *err. */
static int64_t
make_place(struct index *ix, struct str post, struct error *err)
{
	int64_t id = find_place(ix, post);
	sqlite3_stmt *stmt;
	int rc;

	if (id != 0)
		return id;
	stmt = statement(ix, NEW_PLACE, &rc);
	if (rc == SQLITE_OK)
		bind_str(stmt, 1, post);
	return finish(ix, stmt, rc, "write", err) == -1 ? -1 : sqlite3_last_insert_rowid(ix->db);
}

/* 0: no such document. */
static int64_t
find_doc(struct index *ix, int64_t place, struct str id, struct file_stamp *stamp)
{
	int rc;
	int64_t doc = 0;
	sqlite3_stmt *stmt = statement(ix, DOC, &rc);

	if (rc == SQLITE_OK) {
		(void)sqlite3_bind_int64(stmt, 1, place);
		bind_str(stmt, 2, id);
	}
	if (step_to_row(ix, stmt, rc)) {
		doc = sqlite3_column_int64(stmt, 0);
		*stamp = column_stamp(stmt, 1);
	}
	(void)sqlite3_reset(stmt);
	return doc;
}

static int64_t
make_doc(struct index *ix, int64_t place, struct str id, struct file_stamp stamp, struct error *err)
{
	struct file_stamp before;
	int64_t doc = find_doc(ix, place, id, &before);
	int rc;
	sqlite3_stmt *stmt = statement(ix, doc == 0 ? NEW_DOC : SET_DOC, &rc);

	if (rc == SQLITE_OK && doc == 0) {
		(void)sqlite3_bind_int64(stmt, 1, place);
		bind_str(stmt, 2, id);
		bind_stamp(stmt, 3, stamp);
	} else if (rc == SQLITE_OK) {
		(void)sqlite3_bind_int64(stmt, 1, doc);
		bind_stamp(stmt, 2, stamp);
	}
	if (finish(ix, stmt, rc, "write", err) == -1)
		return -1;
	if (doc == 0)
		return sqlite3_last_insert_rowid(ix->db);
	return run_on(ix, DROP_WORDS, doc, "write", err) == -1 ? -1 : doc;
}

int
index_put(struct index *ix, struct str post, struct str id, struct file_stamp stamp,
    const struct index_text *text, struct error *err)
{
	int64_t place, doc;
	sqlite3_stmt *stmt;
	int rc;

	if (begin_change(ix, err) == -1 || (place = make_place(ix, post, err)) == -1 ||
	    (doc = make_doc(ix, place, id, stamp, err)) == -1)
		return -1;
	stmt = statement(ix, ADD_WORDS, &rc);
	if (rc == SQLITE_OK) {
		(void)sqlite3_bind_int64(stmt, 1, doc);
		bind_str(stmt, 2, text->title);
		bind_str(stmt, 3, text->about);
		bind_str(stmt, 4, text->text);
	}
	rc = finish(ix, stmt, rc, "write", err);
	(void)sqlite3_clear_bindings(stmt);
	return rc;
}

int
index_remove(struct index *ix, struct str post, struct str id, struct error *err)
{
	struct file_stamp stamp;
	int64_t place = find_place(ix, post), doc = place == 0 ? 0 : find_doc(ix, place, id, &stamp);

	if (doc == 0)
		return 0;
	return begin_change(ix, err) == -1 || run_on(ix, DROP_WORDS, doc, "write", err) == -1 ||
	    run_on(ix, FORGET_DOC, doc, "write", err) == -1 ? -1 : 0;
}

int
index_forget(struct index *ix, struct str post, struct error *err)
{
	struct arena a = { NULL };
	int64_t place = find_place(ix, post);
	struct str *ids;
	size_t n;
	int rc = 0;

	if (place == 0)
		return 0;
	index_comments(ix, post, &a, &ids, &n);
	for (size_t i = 0; i < n && rc == 0; i++)
		rc = index_remove(ix, post, ids[i], err);
	arena_release(&a);
	if (rc == 0)
		rc = index_remove(ix, post, STR_NONE, err);
	if (rc == 0)
		rc = begin_change(ix, err);
	return rc == 0 ? run_on(ix, FORGET_PLACE, place, "write", err) : -1;
}

bool
index_stamp(struct index *ix, struct str post, struct str id, struct file_stamp *stamp)
{
	int64_t place = find_place(ix, post);

	return place != 0 && find_doc(ix, place, id, stamp) != 0;
}

struct file_stamp
index_folder(struct index *ix, struct str post)
{
	struct file_stamp stamp = { .size = 0 };
	int rc;
	sqlite3_stmt *stmt = statement(ix, FOLDER, &rc);

	if (rc == SQLITE_OK)
		bind_str(stmt, 1, post);
	if (step_to_row(ix, stmt, rc))
		stamp = column_stamp(stmt, 0);
	(void)sqlite3_reset(stmt);
	return stamp;
}

int
index_set_folder(struct index *ix, struct str post, struct file_stamp stamp, struct error *err)
{
	int64_t place;
	sqlite3_stmt *stmt;
	int rc;

	if (begin_change(ix, err) == -1 || (place = make_place(ix, post, err)) == -1)
		return -1;
	stmt = statement(ix, SET_FOLDER, &rc);
	if (rc == SQLITE_OK) {
		(void)sqlite3_bind_int64(stmt, 1, place);
		bind_stamp(stmt, 2, stamp);
	}
	return finish(ix, stmt, rc, "write", err);
}

void
index_comments(struct index *ix, struct str post, struct arena *a, struct str **ids, size_t *n)
{
	int64_t place = find_place(ix, post);
	size_t cap = 0;
	int rc;
	sqlite3_stmt *stmt = statement(ix, DOCS, &rc);

	*ids = NULL;
	*n = 0;
	if (rc == SQLITE_OK)
		rc = sqlite3_bind_int64(stmt, 1, place);
	while (step_to_row(ix, stmt, rc)) {
		arena_grow(a, (void **)ids, &cap, *n, sizeof(**ids));
		(*ids)[(*n)++] = column_str(stmt, 0, a);
	}
	(void)sqlite3_reset(stmt);
}

bool
index_next(struct index *ix, struct str after, struct arena *a, struct str *post)
{
	bool found;
	int rc;
	sqlite3_stmt *stmt = statement(ix, NEXT, &rc);

	if (rc == SQLITE_OK)
		bind_str(stmt, 1, after);
	found = step_to_row(ix, stmt, rc);
	if (found)
		*post = column_str(stmt, 0, a);
	(void)sqlite3_reset(stmt);
	return found;
}

bool
index_is_complete(struct index *ix)
{
	int rc;
	bool complete = false;
	sqlite3_stmt *stmt = statement(ix, COMPLETE, &rc);

	if (step_to_row(ix, stmt, rc))
		complete = sqlite3_column_int(stmt, 0) != 0;
	(void)sqlite3_reset(stmt);
	return complete;
}

int
index_set_complete(struct index *ix, struct error *err)
{
	return begin_change(ix, err) == -1 ? -1 : run(ix, SET_COMPLETE, "write", err);
}

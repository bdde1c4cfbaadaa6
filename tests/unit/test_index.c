/* tests/unit/test_index.c: the index as the store writes it, and what becomes of one that is damaged. */
#include "unit/test.h"

#include "capsule/find.h"
#include "capsule/index.h"
#include "capsule/tokens.h"

static struct temp t;

static void
begin(void)
{
	temp_open(&t);
}

static struct index *
open_index(void)
{
	struct error err;
	struct index *ix = index_open(t.fd, &err);

	if (ix == NULL)
		fail_msg("%s", err.text);
	return ix;
}

static struct file_stamp
stamp_of(int64_t mtime)
{
	return (struct file_stamp){ mtime, 7, 9 };
}

static void
put(struct index *ix, const char *post, const char *id, int64_t mtime, const char *text)
{
	struct index_text what = { STR("Title"), STR("about"), str_of(text) };
	struct error err;

	if (index_put(ix, str_of(post), str_of(id), stamp_of(mtime), &what, &err) == -1)
		fail_msg("%s", err.text);
}

static void
commit(struct index *ix)
{
	struct error err;

	if (index_commit(ix, &err) != 0)
		fail_msg("%s", err.text);
}

/* How many documents match, as a reader's connection sees it; -1: it cannot be asked. */
static int
count(const char *match)
{
	sqlite3_stmt *stmt = NULL;
	sqlite3 *db;
	int n = -1;

	if (tokens_open(t.fd, false, 0, &db, NULL) != SQLITE_OK)
		return -1;
	if (sqlite3_prepare_v2(db, "SELECT count(*) FROM words WHERE words MATCH ?1", -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(stmt, 1, match, -1, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int(stmt, 0);
	(void)sqlite3_finalize(stmt);
	(void)sqlite3_close(db);
	return n;
}

static void
put_and_found(void **state)
{
	struct index *ix;
	struct file_stamp stamp;

	(void)state;
	begin();
	ix = open_index();
	put(ix, "moon", "", 1, "pale");
	put(ix, "moon", "20240101T000000Z-aaaa", 2, "green");
	assert_int_equal(count("pale"), 0);		/* not committed yet */
	commit(ix);
	assert_int_equal(count("pale"), 1);
	assert_int_equal(count("GREEN"), 1);
	assert_int_equal(count("title"), 2);
	assert_true(index_stamp(ix, STR("moon"), STR_NONE, &stamp));
	assert_int_equal(stamp.mtime_ns, 1);
	assert_true(index_stamp(ix, STR("moon"), STR("20240101T000000Z-aaaa"), &stamp));
	assert_int_equal(stamp.mtime_ns, 2);
	assert_int_equal(stamp.size, 7);
	assert_int_equal(stamp.inode, 9);
	assert_false(index_stamp(ix, STR("moon"), STR("20240101T000000Z-bbbb"), &stamp));
	assert_false(index_stamp(ix, STR("sun"), STR_NONE, &stamp));
	index_close(ix);
	temp_close(&t);
}

static void
replaced_and_removed(void **state)
{
	struct index *ix;
	struct file_stamp stamp;
	struct error err;

	(void)state;
	begin();
	ix = open_index();
	put(ix, "moon", "", 1, "pale");
	commit(ix);
	put(ix, "moon", "", 2, "bright");
	commit(ix);
	assert_int_equal(count("pale"), 0);
	assert_int_equal(count("bright"), 1);
	assert_true(index_stamp(ix, STR("moon"), STR_NONE, &stamp));
	assert_int_equal(stamp.mtime_ns, 2);
	assert_int_equal(index_remove(ix, STR("moon"), STR_NONE, &err), 0);
	assert_int_equal(index_remove(ix, STR("moon"), STR_NONE, &err), 0);
	commit(ix);
	assert_int_equal(count("bright"), 0);
	assert_int_equal(count("title"), 0);
	assert_false(index_stamp(ix, STR("moon"), STR_NONE, &stamp));
	index_close(ix);
	temp_close(&t);
}

static void
places(void **state)
{
	struct index *ix;
	struct arena a = { NULL };
	struct error err;
	struct str *ids, post;
	size_t n;

	(void)state;
	begin();
	ix = open_index();
	put(ix, "b", "20240102T000000Z-aaaa", 1, "x");
	put(ix, "b", "20240101T000000Z-aaaa", 1, "x");
	put(ix, "b", "", 1, "x");
	put(ix, "a/c", "", 1, "x");
	index_comments(ix, STR("b"), &a, &ids, &n);
	assert_int_equal(n, 2);
	assert_str_equal(ids[0], "20240101T000000Z-aaaa");
	index_comments(ix, STR("none"), &a, &ids, &n);
	assert_int_equal(n, 0);
	assert_true(index_next(ix, STR_NONE, &a, &post));
	assert_str_equal(post, "a/c");
	assert_true(index_next(ix, post, &a, &post));
	assert_str_equal(post, "b");
	assert_false(index_next(ix, post, &a, &post));
	assert_int_equal(index_folder(ix, STR("b")).mtime_ns, 0);
	assert_int_equal(index_set_folder(ix, STR("b"), stamp_of(5), &err), 0);
	assert_true(file_stamp_eq(index_folder(ix, STR("b")), stamp_of(5)));
	assert_int_equal(index_forget(ix, STR("b"), &err), 0);
	commit(ix);
	assert_false(index_next(ix, STR("a/c"), &a, &post));
	assert_int_equal(count("x"), 1);
	arena_release(&a);
	index_close(ix);
	temp_close(&t);
}

/* Closed in good order, or left by a process that was killed: what was committed is there again. */
static void
outlives_its_process(void **state)
{
	struct index *ix;
	struct error err;
	char *note;

	(void)state;
	begin();
	ix = open_index();
	assert_false(index_is_complete(ix));
	assert_int_equal(index_set_complete(ix, &err), 0);
	put(ix, "moon", "", 1, "pale");
	index_close(ix);
	note = temp_read(&t, ".carrel/search.stamp");
	assert_has(str_of(note), " clean\n");
	free(note);
	ix = open_index();
	assert_true(index_is_complete(ix));
	note = temp_read(&t, ".carrel/search.stamp");
	assert_lacks(str_of(note), "clean");
	free(note);
	put(ix, "sun", "", 1, "hot");
	commit(ix);
	index_close(open_index());	/* the other one did not end: another process takes over what it left */
	assert_int_equal(count("pale OR hot"), 2);
	index_close(ix);
	temp_close(&t);
}

/* --- made anew --- */

static void
scribble(const char *path, off_t at, const char *bytes)
{
	int fd = openat(t.fd, path, O_WRONLY);

	assert_int_equal(pwrite(fd, bytes, strlen(bytes), at), strlen(bytes));
	close(fd);
}

static void hurt_deleted(void) { unlinkat(t.fd, INDEX_FILE, 0); }
static void hurt_note_gone(void) { unlinkat(t.fd, ".carrel/search.stamp", 0); }
static void hurt_empty(void) { temp_write(&t, INDEX_FILE, ""); }
static void hurt_text(void) { temp_write(&t, INDEX_FILE, "This is no database, whatever its name says.\n"); }
static void hurt_scribbled(void) { scribble(INDEX_FILE, 5000, "scribbled"); }
static void hurt_head(void) { scribble(INDEX_FILE, 0, "scribbled"); }
static void hurt_longer(void) { scribble(INDEX_FILE, 1 << 20, "x"); }

/* The note says it is right, and yet it is another version's. */
static void
hurt_version(void)
{
	struct file_stamp stamp;
	struct stat st;
	sqlite3 *db;
	char note[128];

	assert_int_equal(tokens_open(t.fd, true, 0, &db, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(fstatat(t.fd, INDEX_FILE, &st, 0), 0);
	stamp = file_stamp(&st);
	(void)snprintf(note, sizeof(note), "%d %lld %llu %llu clean\n", INDEX_VERSION, (long long)stamp.mtime_ns,
	    (unsigned long long)stamp.size, (unsigned long long)stamp.inode);
	temp_write(&t, ".carrel/search.stamp", note);
}

/* After a power cut the note has another boot's name in it. */
static void
hurt_power_cut(void)
{
	char *note = temp_read(&t, ".carrel/search.stamp");

	memcpy(strstr(note, "clean"), "other", 5);
	temp_write(&t, ".carrel/search.stamp", note);
	free(note);
}

static const struct hurt {
	const char *name;
	void (*hurt)(void);
} hurts[] = {
	{ "deleted", hurt_deleted },
	{ "emptied", hurt_empty },
	{ "something else", hurt_text },
	{ "scribbled over", hurt_scribbled },
	{ "its head scribbled over", hurt_head },
	{ "made longer", hurt_longer },
	{ "another version's", hurt_version },
}, notes[] = {
	{ "its note deleted", hurt_note_gone },
	{ "left by a power cut", hurt_power_cut },
};

/* Never served on: begun anew, and good again. */
static void
test_hurt(void **state)
{
	void (*hurt)(void) = ((const struct hurt *)*state)->hurt;
	struct index *ix;
	struct error err;

	begin();
	ix = open_index();
	put(ix, "moon", "", 1, "pale");
	assert_int_equal(index_set_complete(ix, &err), 0);
	index_close(ix);
	hurt();
	ix = open_index();
	assert_false(index_is_complete(ix));
	assert_false(index_is_lost(ix));
	assert_int_equal(count("pale"), 0);
	put(ix, "moon", "", 1, "pale again");
	commit(ix);
	assert_int_equal(count("again"), 1);
	index_close(ix);
	temp_close(&t);
}

/* While it is open: seen by its stamp, without reading it. */
static void
test_hurt_while_open(void **state)
{
	const struct hurt *row = *state;
	struct index *ix;

	begin();
	ix = open_index();
	put(ix, "moon", "", 1, "pale");
	commit(ix);
	assert_false(index_is_lost(ix));
	row->hurt();
	assert_true(index_is_lost(ix));
	index_close(ix);
	ix = open_index();
	assert_false(index_is_lost(ix));
	assert_int_equal(count("pale"), 0);
	index_close(ix);
	temp_close(&t);
}

/* --- others in the way --- */

/* A reader in the middle of its answer: the commit waits for it, and nothing is lost. */
static void
a_reader_in_the_way(void **state)
{
	sqlite3_stmt *stmt;
	struct index *ix;
	struct error err;
	sqlite3 *db;

	(void)state;
	begin();
	ix = open_index();
	put(ix, "moon", "", 1, "pale");
	commit(ix);
	assert_int_equal(tokens_open(t.fd, false, 0, &db, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(db, "SELECT id FROM docs", -1, &stmt, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	put(ix, "sun", "", 1, "hot");
	assert_int_equal(index_commit(ix, &err), 1);
	assert_int_equal(index_commit(ix, &err), 1);
	assert_int_equal(sqlite3_finalize(stmt), SQLITE_OK);
	assert_int_equal(index_commit(ix, &err), 0);
	assert_int_equal(count("hot"), 1);
	sqlite3_close(db);
	index_close(ix);
	temp_close(&t);
}

/* Who only reads writes nothing, not even the journal's rollback. */
static void
readers_write_nothing(void **state)
{
	struct index *ix;
	sqlite3 *db;

	(void)state;
	begin();
	ix = open_index();
	put(ix, "moon", "", 1, "pale");
	index_close(ix);
	assert_int_equal(tokens_open(t.fd, false, 0, &db, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "DELETE FROM docs", NULL, NULL, NULL) & 0xff, SQLITE_READONLY);
	sqlite3_close(db);
	assert_int_equal(unlinkat(t.fd, INDEX_FILE, 0), 0);
	assert_true(tokens_open(t.fd, false, 0, &db, NULL) != SQLITE_OK);
	assert_false(temp_exists(&t, INDEX_FILE));
	temp_close(&t);
}

/* The folder's place is taken by a file, so that root too cannot write there. */
static void
a_disk_that_will_not(void **state)
{
	struct error err;

	(void)state;
	begin();
	temp_write(&t, ".carrel", "in the way");
	assert_null(index_open(t.fd, &err));
	assert_int_equal(err.kind != ERROR_NONE, true);
	assert_has(str_of(err.text), ".carrel");
	temp_close(&t);
}

/* Half of a change is not committed with the next. */
static void
a_failed_change_leaves_nothing(void **state)
{
	struct index *ix;
	struct error err;
	sqlite3 *db;

	(void)state;
	begin();
	ix = open_index();
	assert_int_equal(tokens_open(t.fd, true, 0, &db, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(index_put(ix, STR("moon"), STR_NONE, stamp_of(1), &(struct index_text){ STR("x"), STR("x"),
	    STR("x") }, &err), -1);
	assert_has(str_of(err.text), "search.db: cannot write: ");
	assert_false(index_is_lost(ix));
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	put(ix, "sun", "", 1, "hot");
	commit(ix);
	assert_int_equal(count("hot OR x"), 1);
	index_close(ix);
	index_close(NULL);
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "index" };

	suite_test(&s, put_and_found);
	suite_test(&s, replaced_and_removed);
	suite_test(&s, places);
	suite_test(&s, outlives_its_process);
	suite_table(&s, "made anew", hurts, test_hurt);
	suite_table(&s, "made anew", notes, test_hurt);
	suite_table(&s, "seen while it is open", hurts, test_hurt_while_open);
	suite_test(&s, a_reader_in_the_way);
	suite_test(&s, readers_write_nothing);
	suite_test(&s, a_disk_that_will_not);
	suite_test(&s, a_failed_change_leaves_nothing);
	return suite_run(&s);
}

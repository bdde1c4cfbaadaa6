/* tests/unit/test_reindex.c: the index in step with the folder: what is read, and what is not read again. */
#include "unit/test.h"

#include <signal.h>
#include <sys/resource.h>

#include "base/time.h"
#include "capsule/find.h"
#include "capsule/reindex.h"
#include "capsule/tokens.h"

#define OLD 1700000000		/* long before `now`: a folder's time that has settled */

static struct temp t;
static struct config config;
static struct site *site;
static struct reindex r;
static int64_t ms;

#define ID "20240101T000000Z-"

static void
load(void)
{
	struct site *now = site_load(t.fd, &config, site, NULL);

	site_free(site);
	site = now;
}

/* Until nothing is left to do; a deep pass has all the time it needs. */
static void
work(void)
{
	int64_t wait = 0;

	for (int i = 0; i < 10000 && wait != REINDEX_BEAT_MS; i++) {
		ms += wait;
		wait = reindex_step(&r, site, OLD + 1000000, ms);
		assert_true(wait >= 0 && wait <= REINDEX_RETRY_MS);
	}
	assert_int_equal(wait, REINDEX_BEAT_MS);
	ms += wait;
	assert_true(reindex_is_idle(&r));
}

static void
settle(void)
{
	temp_touch(&t, "comments/moon", OLD);
	temp_touch(&t, "comments/letters/sun", OLD);
}

static void
begin(void)
{
	struct error err;

	temp_open(&t);
	assert_int_equal(config_read(STR("title: T\n"), &config, &err), 0);
	temp_write(&t, "posts/moon.gmi", "---\ntitle: The Moon\ntags: [night]\nauthor: Ann\n---\npale\n");
	temp_write(&t, "posts/letters/sun.gmi", "# Sun\nbright\n=> /a Label\n");
	temp_write(&t, "posts/draft.gmi", "---\ndraft: true\n---\nunfinished\n");
	temp_write(&t, "posts/broken.gmi", "---\ntitle: a: b\n---\nbroken\n");
	temp_write(&t, "comments/moon/" ID "aaaa.gmi", "---\nname: Ben\n---\ngreen\n");
	temp_write(&t, "comments/moon/" ID "bbbb.gmi", "cheese\n");
	temp_write(&t, "comments/moon/" ID "cccc.gmi", "---\nidentity: x\n---\ndamaged\n");
	temp_write(&t, "comments/moon/notes.txt", "other\n");
	temp_write(&t, "comments/letters/sun/" ID "aaaa.gmi", "hot\n");
	temp_write(&t, "comments/gone/" ID "aaaa.gmi", "orphan\n");
	settle();
	site = NULL;
	load();
	ms = 1000;
	reindex_init(&r, t.fd);
}

static void
end(void)
{
	reindex_release(&r);
	site_free(site);
	config_release(&config);
	temp_close(&t);
}

static int
count(const char *word)
{
	struct query q;
	struct buf b;
	sqlite3_stmt *stmt = NULL;
	sqlite3 *db;
	int n = -1;

	if (tokens_open(t.fd, false, 0, &db, NULL) != SQLITE_OK)
		return -1;
	buf_init(&b, 4096);
	query_parse(str_of(word), &q);
	query_write_match(&q, &b);
	if (sqlite3_prepare_v2(db, "SELECT count(*) FROM words WHERE words MATCH ?1", -1, &stmt, NULL) == SQLITE_OK &&
	    sqlite3_bind_text(stmt, 1, b.p, (int)b.n, SQLITE_STATIC) == SQLITE_OK && sqlite3_step(stmt) == SQLITE_ROW)
		n = sqlite3_column_int(stmt, 0);
	(void)sqlite3_finalize(stmt);
	(void)sqlite3_close(db);
	buf_release(&b);
	return n;
}

/* Tell of one file; the site is loaded anew, as live.c does before it tells. */
static void
notice(const char *path, bool is_folder)
{
	struct changes c = { .all = false };

	load();
	changes_add(&c, str_of(path), is_folder);
	reindex_noticed(&r, &c, false);
	changes_clear(&c);
	work();
}

static void
built_from_nothing(void **state)
{
	static const char *const found[] = { "pale", "moon", "night", "ann", "bright", "sun", "label", "green", "ben",
	    "cheese", "hot", "unfinished", "orphan" };
	static const char *const lost[] = { "broken", "damaged", "title", "other", "identity" };

	(void)state;
	begin();
	work();
	for (size_t i = 0; i < COUNT(found); i++) {
		print_message("%s\n", found[i]);
		assert_int_equal(count(found[i]), 1);
	}
	for (size_t i = 0; i < COUNT(lost); i++) {
		print_message("%s\n", lost[i]);
		assert_int_equal(count(lost[i]), 0);
	}
	assert_true(index_is_complete(r.index));
	assert_int_equal(r.read, 3 + 5);
	end();
}

/* Only the file that changed is read again. */
static const struct change_row {
	const char *name, *path, *text;		/* NULL: removed */
	bool folder;
	size_t read;
	const char *word;
	int before, after;
} changes[] = {
	{ "a post edited", "posts/moon.gmi", "# Moon\nluminous\n", false, 1, "luminous", 0, 1 },
	{ "a post's old words", "posts/moon.gmi", "# Moon\nluminous\n", false, 1, "pale", 1, 0 },
	{ "a post made", "posts/new.gmi", "# New\nluminous\n", false, 1, "luminous", 0, 1 },
	{ "a post removed", "posts/moon.gmi", NULL, false, 0, "pale", 1, 0 },
	{ "a comment made", "comments/moon/" ID "dddd.gmi", "luminous\n", false, 1, "luminous", 0, 1 },
	{ "a comment in a folder below", "comments/letters/sun/" ID "dddd.gmi", "luminous\n", false, 1, "luminous", 0, 1 },
	{ "a comment written in place", "comments/moon/" ID "aaaa.gmi", "luminous\n", false, 1, "luminous", 0, 1 },
	{ "a comment's old words", "comments/moon/" ID "aaaa.gmi", "luminous\n", false, 1, "green", 1, 0 },
	{ "a comment damaged", "comments/moon/" ID "aaaa.gmi", "---\nidentity: x\n---\nluminous", false, 1, "luminous green", 0, 0 },
	{ "a comment removed", "comments/moon/" ID "aaaa.gmi", NULL, false, 0, "green", 1, 0 },
	{ "no comment", "comments/moon/x.gmi", "luminous\n", false, 0, "luminous", 0, 0 },
	{ "the home page", "index.gmi", "luminous\n", false, 0, "luminous", 0, 0 },
};

static void
test_change(void **state)
{
	const struct change_row *row = *state;
	size_t read;

	begin();
	work();
	read = r.read;
	assert_int_equal(count(row->word), row->before);
	if (row->text != NULL)
		temp_write(&t, row->path, row->text);
	else
		assert_int_equal(unlinkat(t.fd, row->path, 0), 0);
	notice(row->path, row->folder);
	assert_int_equal(count(row->word), row->after);
	assert_int_equal(r.read - read, row->read);
	end();
}

static void
folders_come_and_go(void **state)
{
	(void)state;
	begin();
	work();
	temp_write(&t, "comments/draft/" ID "aaaa.gmi", "luminous\n");
	notice("comments/draft", true);
	assert_int_equal(count("luminous"), 1);
	assert_int_equal(renameat(t.fd, "comments/moon", t.fd, "comments/moved"), 0);
	notice("comments/moon", true);
	notice("comments/moved", true);
	assert_int_equal(count("green"), 1);
	assert_int_equal(renameat(t.fd, "comments/letters", t.fd, ".away"), 0);
	notice("comments/letters", true);
	assert_int_equal(count("hot"), 0);
	assert_int_equal(renameat(t.fd, "posts/letters", t.fd, "posts/mail"), 0);
	notice("posts/letters", true);
	notice("posts/mail", true);
	assert_int_equal(count("bright"), 1);
	assert_int_equal(renameat(t.fd, "comments", t.fd, ".gone"), 0);
	notice("comments", true);
	assert_int_equal(count("cheese") + count("green") + count("luminous"), 0);
	assert_int_equal(count("bright"), 1);
	end();
}

/* Another process begins with what the last one left. */
static void
again(void)
{
	reindex_release(&r);
	load();
	reindex_init(&r, t.fd);
}

static void
nothing_is_read_at_the_next_start(void **state)
{
	(void)state;
	begin();
	work();
	again();
	work();
	assert_int_equal(r.read, 0);
	assert_int_equal(count("green"), 1);
	end();
}

/* While nobody looked: found by the folder's time, or by the deep pass. */
static void
test_change_before_start(void **state)
{
	const struct change_row *row = *state;

	begin();
	work();
	if (row->text != NULL)
		temp_write(&t, row->path, row->text);
	else
		assert_int_equal(unlinkat(t.fd, row->path, 0), 0);
	again();
	work();
	assert_int_equal(count(row->word), row->after);
	assert_int_equal(r.read, row->read);
	end();
}

/* A comment that was written in place, in a folder that looks as before: the shallow pass does not see it. */
static void
a_deep_pass_finds_what_was_written_in_place(void **state)
{
	(void)state;
	begin();
	work();
	temp_write(&t, "comments/moon/" ID "aaaa.gmi", "luminous\n");
	temp_touch(&t, "comments/moon", OLD);
	load();
	reindex_noticed(&r, &(struct changes){ .all = false }, false);
	work();
	assert_int_equal(count("luminous"), 0);
	reindex_noticed(&r, &(struct changes){ .all = false }, true);
	work();
	assert_int_equal(count("luminous"), 1);
	assert_int_equal(count("green"), 0);
	end();
}

static void
events_were_lost(void **state)
{
	(void)state;
	begin();
	work();
	temp_write(&t, "comments/moon/" ID "aaaa.gmi", "luminous\n");
	temp_touch(&t, "comments/moon", OLD);
	reindex_noticed(&r, &(struct changes){ .all = true }, false);
	work();
	assert_int_equal(count("luminous"), 1);
	end();
}

/* A folder whose time is too young to be trusted is gone through again at the next start. */
static void
a_young_folder_is_not_trusted(void **state)
{
	(void)state;
	begin();
	temp_touch(&t, "comments/moon", OLD + 1000000 - 1);
	work();
	assert_int_equal(index_folder(r.index, STR("moon")).mtime_ns, 0);
	assert_true(index_folder(r.index, STR("letters/sun")).mtime_ns != 0);
	end();
}

/* More hints than are kept one by one: all is looked at. */
static void
a_flood(void **state)
{
	struct changes c = { .all = false };
	struct arena a = { NULL };

	(void)state;
	begin();
	work();
	temp_write(&t, "comments/moon/" ID "aaaa.gmi", "luminous\n");
	temp_touch(&t, "comments/moon", OLD);
	for (int i = 0; i < 1001; i++) {
		changes_add(&c, arena_printf(&a, "comments/moon/none%d.gmi", i), false);
		reindex_noticed(&r, &c, false);
		changes_clear(&c);
	}
	work();
	assert_int_equal(count("luminous"), 1);
	arena_release(&a);
	end();
}

/* Somebody deletes it or writes over it while it is in use: all is read again. */
static void
made_anew_while_it_runs(void **state)
{
	(void)state;
	begin();
	work();
	assert_int_equal(unlinkat(t.fd, INDEX_FILE, 0), 0);
	ms += REINDEX_REOPEN_MS;
	work();
	assert_int_equal(count("green"), 1);
	assert_int_equal(r.read, 2 * 8);
	temp_write(&t, INDEX_FILE, "scribbled");
	assert_int_equal(count("green"), -1);
	ms += REINDEX_REOPEN_MS;
	work();
	assert_int_equal(count("green"), 1);
	assert_int_equal(r.read, 3 * 8);
	end();
}

/* Not more than one beginning in REINDEX_REOPEN_MS, should the file never be as we left it. */
static void
not_too_often(void **state)
{
	int64_t wait;

	(void)state;
	begin();
	work();
	assert_int_equal(unlinkat(t.fd, INDEX_FILE, 0), 0);
	ms = r.opened_at + 1;
	wait = reindex_step(&r, site, OLD, ms);
	assert_null(r.index);
	assert_int_equal(wait, REINDEX_REOPEN_MS - 1);
	assert_int_equal(reindex_step(&r, site, OLD, ms + wait - 1), 1);
	assert_null(r.index);
	(void)reindex_step(&r, site, OLD, ms + wait);
	assert_non_null(r.index);
	end();
}

/* A disk that will not: tried again in a minute, and then all is found. */
static void
a_disk_that_will_not(void **state)
{
	(void)state;
	begin();
	temp_write(&t, ".carrel", "in the way");
	assert_int_equal(reindex_step(&r, site, OLD, ms), REINDEX_RETRY_MS);
	assert_int_equal(unlinkat(t.fd, ".carrel", 0), 0);
	assert_int_equal(reindex_step(&r, site, OLD, ms + REINDEX_RETRY_MS - 1), 1);
	assert_null(r.index);
	ms += REINDEX_RETRY_MS;
	work();
	assert_int_equal(count("green"), 1);
	end();
}

/* A writer in the way for long: what was put is put again. */
static void
a_write_that_failed(void **state)
{
	sqlite3 *db;

	(void)state;
	begin();
	work();
	assert_int_equal(tokens_open(t.fd, true, 0, &db, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	temp_write(&t, "comments/moon/" ID "dddd.gmi", "luminous\n");
	load();
	reindex_noticed(&r, &(struct changes){ .items = &(struct change){ STR("comments/moon/" ID "dddd.gmi"), false },
	    .n = 1 }, false);
	assert_int_equal(reindex_step(&r, site, OLD, ms), REINDEX_RETRY_MS);
	assert_int_equal(sqlite3_exec(db, "ROLLBACK", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(count("luminous"), 0);
	ms += REINDEX_RETRY_MS;
	work();
	assert_int_equal(count("luminous"), 1);
	end();
}

/* The disk is full: what is there is found on, what is new when there is room again. */
static void
a_full_disk(void **state)
{
	struct rlimit before, small = { 20000, 0 };

	(void)state;
	begin();
	work();
	temp_write(&t, "comments/moon/" ID "dddd.gmi", "luminous\n");
	load();
	reindex_noticed(&r, &(struct changes){ .items = &(struct change){ STR("comments/moon/" ID "dddd.gmi"), false },
	    .n = 1 }, false);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small.rlim_max = before.rlim_max;
	(void)signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	assert_int_equal(reindex_step(&r, site, OLD, ms), REINDEX_RETRY_MS);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_int_equal(count("green"), 1);
	assert_int_equal(count("luminous"), 0);
	ms += REINDEX_RETRY_MS;
	work();
	assert_int_equal(count("luminous"), 1);
	assert_int_equal(count("green"), 1);
	end();
}

/* A slice stops when it has cost enough, in the middle of a thread too. */
static void
in_slices(void **state)
{
	char path[64];
	int slices = 0;
	size_t before;

	(void)state;
	begin();
	for (int i = 0; i < 200; i++) {
		(void)snprintf(path, sizeof(path), "comments/moon/" ID "%04d.gmi", i);
		temp_write(&t, path, "many\n");
	}
	load();
	for (int64_t wait = 0; wait != REINDEX_BEAT_MS && slices < 1000; slices++) {
		before = r.read;
		wait = reindex_step(&r, site, OLD + 1000000, ms);
		assert_true(r.read - before <= REINDEX_SLICE / 8 + 1);
	}
	assert_true(slices >= 200 / (REINDEX_SLICE / 8));
	assert_int_equal(count("many"), 200);
	end();
}

int
main(void)
{
	static struct suite s = { .name = "reindex" };

	suite_test(&s, built_from_nothing);
	suite_table(&s, "noticed", changes, test_change);
	suite_table(&s, "changed before the start", changes, test_change_before_start);
	suite_test(&s, folders_come_and_go);
	suite_test(&s, nothing_is_read_at_the_next_start);
	suite_test(&s, a_deep_pass_finds_what_was_written_in_place);
	suite_test(&s, events_were_lost);
	suite_test(&s, a_young_folder_is_not_trusted);
	suite_test(&s, a_flood);
	suite_test(&s, made_anew_while_it_runs);
	suite_test(&s, not_too_often);
	suite_test(&s, a_disk_that_will_not);
	suite_test(&s, a_write_that_failed);
	suite_test(&s, a_full_disk);
	suite_test(&s, in_slices);
	return suite_run(&s);
}

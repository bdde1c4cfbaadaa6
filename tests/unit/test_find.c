/* tests/unit/test_find.c: asking the index: who finds what, in which order, and at what cost. */
#include "unit/test.h"

#include "capsule/find.h"
#include "capsule/reindex.h"
#include "capsule/tokens.h"

#define NOW 1709294400		/* 2024-03-01 12:00 */

static struct temp t;
static struct config config;
static struct site *site;
static struct arena arena;
static struct finding f;

static void
build(void)
{
	struct reindex r;

	site_free(site);
	site = site_load(t.fd, &config, NULL, NULL);
	reindex_init(&r, t.fd);
	for (int64_t ms = 1, wait = 0; wait != REINDEX_BEAT_MS; ms += wait)
		wait = reindex_step(&r, site, NOW, ms);
	reindex_release(&r);
}

static void
begin(const char *settings)
{
	struct error err;

	temp_open(&t);
	if (config_read(str_of(settings), &config, &err) == -1)
		fail_msg("%s", err.text);
	site = NULL;
}

static void
end(void)
{
	arena_release(&arena);
	site_free(site);
	config_release(&config);
	temp_close(&t);
}

static void
ask_at(const char *written, int64_t now, enum dialect dialect)
{
	struct view v = { site, now, dialect, NULL };
	struct query q;

	query_parse(str_of(written), &q);
	find_run(&v, &q, &arena, &f);
}

/* What was found, in order: "moon sun:ID" */
static struct str
ask(const char *written)
{
	struct str out = STR_NONE;

	ask_at(written, NOW, DIALECT_GEMINI);
	for (size_t i = 0; i < f.n; i++)
		out = arena_printf(&arena, "%.*s%s%.*s%s%.*s", STR_ARG(out), i > 0 ? " " : "",
		    STR_ARG(f.items[i].post->name), f.items[i].id.n > 0 ? ":" : "",
		    STR_ARG(str_from(f.items[i].id, sizeof("20240101T000000Z-") - 1)));
	return out;
}

#define ID "20240101T000000Z-"

static void
write_library(void)
{
	temp_write(&t, "posts/moon.gmi", "---\ntitle: The Moon\ndate: 2024-02-01\ntags: [Night Sky]\n---\nPale letters, Stra\xc3\x9f" "e.\n");
	temp_write(&t, "posts/sun.gmi", "---\ntitle: Sun\ndate: 2024-02-02\n---\nIt is no moon, the moon is not bright, and it takes a long time to say so.\n");
	temp_write(&t, "posts/jp.gmi", "---\ntitle: \xe6\x9d\xb1\xe4\xba\xac\xe3\x81\xae\xe5\x9b\xb3\xe6\x9b\xb8\xe9\xa4\xa8\ndate: 2024-02-03\n---\n\xe8\xa8\x88\xe9\x87\x8f\xe6\x89\x80\n");
	temp_write(&t, "posts/ko.gmi", "---\ntitle: K\ndate: 2024-02-04\n---\n\xed\x95\x99\xea\xb5\x90\xec\x97\x90\xec\x84\x9c\n");
	temp_write(&t, "posts/draft.gmi", "---\ndraft: true\n---\nsecret\n");
	temp_write(&t, "posts/future.gmi", "---\ntitle: F\ndate: 2024-03-02\n---\nsecret\n");
	temp_write(&t, "posts/gone.gmi", "---\ntitle: G\ndate: 2024-01-01\nexpiry: 2024-02-01\n---\nsecret\n");
	temp_write(&t, "posts/gopher.gmi", "---\ntitle: N\ndate: 2024-01-02\ngemini: false\n---\nburrow\n");
	temp_write(&t, "posts/off.gmi", "---\ntitle: O\ndate: 2024-01-03\ncomments: off\n---\nquiet\n");
	temp_write(&t, "comments/moon/" ID "aaaa.gmi", "---\nname: Zo\xc3\xab\n---\nI saw it at night.\n");
	temp_write(&t, "comments/off/" ID "aaaa.gmi", "secret\n");
	temp_write(&t, "comments/future/" ID "aaaa.gmi", "secret\n");
	temp_write(&t, "comments/none/" ID "aaaa.gmi", "secret\n");
	temp_write(&t, "comments/moon/20240102T000000Z-twin.gmi", "alike\n");
	temp_write(&t, "comments/moon/20240104T000000Z-twin.gmi", "alike\n");
	temp_write(&t, "comments/moon/20240103T000000Z-twin.gmi", "alike\n");
}

static const struct {
	const char *name, *query, *found;
} rows[] = {
	{ "by the text", "pale", "moon" },
	{ "a title counts for more", "moon", "moon sun" },
	{ "by a tag", "\"night sky\"", "moon" },
	{ "all words are needed", "moon bright", "sun" },
	{ "all words, none has them", "pale bright", "" },
	{ "case", "PALE", "moon" },
	{ "sharp s", "strasse", "moon" },
	{ "by a name without its accent", "zoe", "moon:aaaa" },
	{ "a comment is found by itself", "saw night", "moon:aaaa" },
	{ "phrase", "\"pale letters\"", "moon" },
	{ "phrase in another order", "\"letters pale\"", "" },
	{ "a phrase does not span fields", "\"moon night\"", "" },
	{ "prefix", "lett*", "moon" },
	{ "prefix of six", "letter*", "moon" },
	{ "prefix of seven", "letters*", "moon" },
	{ "no prefix", "lett", "" },
	{ "without", "moon -bright", "moon" },
	{ "two Japanese characters", "\xe5\x9b\xb3\xe6\x9b\xb8", "jp" },
	{ "one", "\xe9\x87\x8f", "jp" },
	{ "in another order", "\xe6\x9b\xb8\xe5\x9b\xb3", "" },
	{ "across the particle", "\xe4\xba\xac\xe3\x81\xae\xe5\x9b\xb3", "jp" },
	{ "Korean before a particle", "\xed\x95\x99\xea\xb5\x90", "ko" },
	{ "draft, to come, expired, comments off", "secret", "" },
	{ "not for this protocol", "burrow", "" },
	{ "comments off, the post is there", "quiet", "off" },
	{ "of equals the newest", "alike", "moon:twin moon:twin moon:twin" },
	{ "operators are words", "moon OR sun", "" },
	{ "nothing to look for", "?!", "" },
};

static void
test_row(void **state)
{
	const char *const *row = *state;

	begin("title: T\n");
	write_library();
	build();
	assert_str_equal(ask(row[1]), row[2]);
	assert_int_equal(f.state, FIND_DONE);
	assert_false(f.more || f.incomplete);
	for (size_t i = 1; i < f.n; i++)
		assert_true(f.items[i - 1].rank < f.items[i].rank || f.items[i - 1].date > f.items[i].date);
	end();
}

/* The same index: time goes on, and another protocol asks. */
static void
seen_when_its_time_has_come(void **state)
{
	(void)state;
	begin("title: T\n");
	write_library();
	build();
	ask_at("secret", NOW + 2 * 86400, DIALECT_GEMINI);
	assert_int_equal(f.n, 2);		/* the post that was to come, and its comment */
	ask_at("burrow", NOW, DIALECT_GOPHER);
	assert_int_equal(f.n, 1);
	end();
}

static void
what_is_gone_is_not_found(void **state)
{
	(void)state;
	begin("title: T\n");
	write_library();
	build();
	assert_int_equal(unlinkat(t.fd, "comments/moon/" ID "aaaa.gmi", 0), 0);
	assert_str_equal(ask("saw"), "");
	assert_int_equal(unlinkat(t.fd, "posts/moon.gmi", 0), 0);
	site_free(site);
	site = site_load(t.fd, &config, NULL, NULL);
	assert_str_equal(ask("pale"), "");
	assert_str_equal(ask("alike"), "");
	end();
}

static void
comments_off_for_all(void **state)
{
	(void)state;
	begin("title: T\ncomments: off\n");
	write_library();
	build();
	assert_str_equal(ask("saw"), "");
	assert_str_equal(ask("pale"), "moon");
	end();
}

/* --- no index to ask --- */

static void
renewed(void **state)
{
	(void)state;
	begin("title: T\n");
	write_library();
	site = site_load(t.fd, &config, NULL, NULL);
	ask("moon");
	assert_int_equal(f.state, FIND_RENEWED);
	assert_false(temp_exists(&t, ".carrel"));
	temp_write(&t, INDEX_FILE, "not a database at all, but long enough to look like the head of one, which it is "
	    "not: ...........................................................................................");
	ask("moon");
	assert_int_equal(f.state, FIND_RENEWED);
	temp_write(&t, INDEX_FILE, "");
	ask("moon");
	assert_int_equal(f.state, FIND_RENEWED);
	assert_int_equal(f.n, 0);
	end();
}

static void
another_version(void **state)
{
	sqlite3 *db;

	(void)state;
	begin("title: T\n");
	write_library();
	build();
	assert_int_equal(tokens_open(t.fd, true, 0, &db, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	ask("moon");
	assert_int_equal(f.state, FIND_RENEWED);
	end();
}

/* A store that was killed as it wrote left a journal: who may not write cannot roll it back, and says so. */
static void
a_hot_journal(void **state)
{
	struct buf written, journal;
	sqlite3 *db;

	(void)state;
	begin("title: T\n");
	write_library();
	build();
	buf_init(&written, 1 << 20);
	buf_init(&journal, 1 << 20);
	assert_int_equal(tokens_open(t.fd, true, 0, &db, NULL), SQLITE_OK);
	/* So little memory that half of the change is in the file before it is committed. */
	assert_int_equal(sqlite3_exec(db, "PRAGMA cache_size = 1; BEGIN; UPDATE docs SET mtime = 5; "
	    "CREATE TABLE big AS SELECT randomblob(60000)", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(file_read(t.fd, INDEX_FILE, &written, NULL, NULL), 0);
	assert_int_equal(file_read(t.fd, INDEX_FILE "-journal", &journal, NULL, NULL), 0);
	sqlite3_close(db);
	assert_str_equal(ask("pale"), "moon");
	temp_write_bytes(&t, INDEX_FILE, buf_str(&written));
	temp_write_bytes(&t, INDEX_FILE "-journal", buf_str(&journal));
	ask("moon");
	assert_int_equal(f.state, FIND_RENEWED);
	assert_true(temp_exists(&t, INDEX_FILE "-journal"));
	build();			/* the next store */
	assert_str_equal(ask("pale"), "moon");
	buf_release(&written);
	buf_release(&journal);
	end();
}

static void
locked(void **state)
{
	sqlite3 *db;

	(void)state;
	begin("title: T\n");
	write_library();
	build();
	assert_int_equal(tokens_open(t.fd, true, 0, &db, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "BEGIN EXCLUSIVE", NULL, NULL, NULL), SQLITE_OK);
	ask("moon");
	assert_int_equal(f.state, FIND_RENEWED);
	sqlite3_close(db);
	assert_str_equal(ask("pale"), "moon");
	end();
}

static void
incomplete(void **state)
{
	sqlite3 *db;

	(void)state;
	begin("title: T\n");
	write_library();
	build();
	assert_int_equal(tokens_open(t.fd, true, 0, &db, NULL), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "UPDATE state SET complete = 0", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_str_equal(ask("pale"), "moon");
	assert_true(f.incomplete);
	end();
}

/* --- the cost --- */

static void
write_many(size_t n)
{
	char path[64];

	temp_write(&t, "posts/moon.gmi", "---\ntitle: M\ndate: 2024-02-01\n---\n");
	for (size_t i = 0; i < n; i++) {
		(void)snprintf(path, sizeof(path), "comments/moon/" ID "%06zu.gmi", i);
		temp_write(&t, path, "a common word, another common thing, aa ab ac ad ae\n");
	}
	build();
}

/* FIND_MOST and one under and over it. */
static void
so_many_are_ranked(void **state)
{
	char path[64];

	(void)state;
	begin("title: T\n");
	write_many(FIND_MOST + 1);
	for (size_t left = FIND_MOST + 2; left-- > FIND_MOST - 1;) {
		ask("common");
		assert_int_equal(f.state, FIND_DONE);
		assert_int_equal(f.n, left < FIND_MOST ? left : FIND_MOST);
		assert_int_equal(f.more, left > FIND_MOST);
		if (left > 0)
			(void)snprintf(path, sizeof(path), "comments/moon/" ID "%06zu.gmi", left - 1);
		assert_int_equal(unlinkat(t.fd, path, 0), 0);
	}
	end();
}

/*
 * Whatever the question and the limit: it stops at the limit, says so, and gives no half of an answer. At
 * one tick more than it needs it is done.
 */
static const struct {
	const char *name, *query;
} wild[] = {
	{ "a common word", "common" },
	{ "a short beginning", "a*" },
	{ "many short beginnings", "a* c* w* t* aa* ab*" },
	{ "a long beginning", "commo*" },
	{ "a phrase that is nowhere", "\"word common\"" },
	{ "one without the other, which is everywhere", "common -thing" },
	{ "all at once", "a* \"common word\" thing* -\"word common\" -zz* aa ab ac ad" },
};

static void
test_wild(void **state)
{
	const char *written = *(const char *const *)((const char *const *)*state + 1);
	struct view v = { NULL, NOW, DIALECT_GEMINI, NULL };
	struct query q;
	size_t needed, n;

	begin("title: T\n");
	write_many(300);
	v.site = site;
	query_parse(str_of(written), &q);
	find_run(&v, &q, &arena, &f);
	assert_int_equal(f.state, FIND_DONE);
	needed = f.steps;
	n = f.n;
	assert_true(needed > 0 && needed < FIND_STEPS);
	for (size_t max = FIND_STEPS_TICK; max <= needed; max += FIND_STEPS_TICK) {
		find_run_within(&v, &q, max, &arena, &f);
		assert_int_equal(f.state, FIND_TOO_WIDE);
		/* The step at which it was told to stop may have been one of FTS5's own, inside of another's. */
		assert_in_range(f.steps, max, max + 2 * FIND_STEPS_TICK);
		assert_int_equal(f.n, 0);
		arena_release(&arena);
	}
	find_run_within(&v, &q, needed + FIND_STEPS_TICK, &arena, &f);
	assert_int_equal(f.state, FIND_DONE);
	assert_int_equal(f.n, n);
	end();
}

int
main(void)
{
	static struct suite s = { .name = "find" };

	suite_table(&s, "find", rows, test_row);
	suite_test(&s, seen_when_its_time_has_come);
	suite_test(&s, what_is_gone_is_not_found);
	suite_test(&s, comments_off_for_all);
	suite_test(&s, renewed);
	suite_test(&s, another_version);
	suite_test(&s, a_hot_journal);
	suite_test(&s, locked);
	suite_test(&s, incomplete);
	suite_test(&s, so_many_are_ranked);
	suite_table(&s, "a wild question", wild, test_wild);
	return suite_run(&s);
}

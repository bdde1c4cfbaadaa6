/*
 * fuzz_query.c: the first line is what a reader writes, the rest a text: words, query, its two written
 * forms, the excerpt, and that SQLite takes the expression, whatever it is.
 */
#include "fuzz.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "capsule/tokens.h"
#include "format/excerpt.h"

static sqlite3 *db;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	const char *folder = fuzz_make_folder();
	int root = open(folder, O_RDONLY | O_DIRECTORY);

	(void)argc;
	(void)argv;
	check(root != -1 && mkdirat(root, INDEX_FOLDER, 0700) == 0);
	check(tokens_open(root, true, 0, &db, NULL) == SQLITE_OK);
	check(sqlite3_exec(db, "CREATE VIRTUAL TABLE words USING fts5(text, tokenize = 'carrel')", NULL, NULL,
	    NULL) == SQLITE_OK);
	return 0;
}

static void
check_words(struct str text)
{
	struct str rest = text;
	struct fold w;

	while (fold_next(&rest, &w)) {
		check(w.n > 0 && w.n <= FOLD_MAX);
		check(w.raw.n > 0 && str_inside(w.raw, text) && str_inside(rest, text));
		check(utf8_valid((struct str){ w.folded, w.n }));
	}
	check(rest.n == 0);
}

/* The same terms, in the same order, each with the same words. */
static void
check_same(const struct query *a, const struct query *b)
{
	check(a->n == b->n && a->wanted == b->wanted);
	for (size_t i = 0; i < a->n; i++) {
		struct str x = a->terms[i].text, y = b->terms[i].text;
		struct fold v, w;

		check(a->terms[i].prefix == b->terms[i].prefix && a->terms[i].excluded == b->terms[i].excluded);
		check(a->terms[i].words == b->terms[i].words);
		while (fold_next(&x, &v))
			check(fold_next(&y, &w) && fold_is(&v, &w));
		check(!fold_next(&y, &w));
	}
}

static void
ask(struct str match)
{
	sqlite3_stmt *stmt = NULL;

	check(sqlite3_prepare_v2(db, "SELECT rowid FROM words WHERE words MATCH ?1", -1, &stmt, NULL) == SQLITE_OK);
	check(sqlite3_bind_text64(stmt, 1, match.p, match.n, SQLITE_STATIC, SQLITE_UTF8) == SQLITE_OK);
	check(sqlite3_step(stmt) == SQLITE_DONE);
	check(sqlite3_finalize(stmt) == SQLITE_OK);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str text = fuzz_str(data, size), written = STR_NONE, line;
	struct arena a = { NULL };
	struct query q, again, looser;
	struct buf b, match;

	(void)str_cut(&text, '\n', &written);
	buf_init(&b, 1 << 16);
	buf_init(&match, 1 << 16);
	check_words(text);
	query_parse(written, &q);
	check(q.n <= QUERY_TERMS && q.wanted <= q.n);
	query_write(&q, &b);
	check(!b.full && utf8_valid(buf_str(&b)) && is_printable(buf_str(&b), "") && !str_has(buf_str(&b), '/'));
	query_parse(buf_str(&b), &again);
	check_same(&q, &again);
	query_write_match(&q, &match);
	check(!match.full && (match.n == 0) == (q.wanted == 0));
	if (match.n > 0)
		ask(buf_str(&match));
	if (query_loosen(&q, &looser)) {
		buf_clear(&match);
		query_write_match(&looser, &match);
		ask(buf_str(&match));
	}
	line = excerpt_make(&a, text, &q);
	check(utf8_valid(line) && is_printable(line, ""));
	buf_release(&b);
	buf_release(&match);
	arena_release(&a);
	return 0;
}

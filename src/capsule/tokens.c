#include "capsule/tokens.h"

#include <stdio.h>

#include "format/fold.h"

#include "base/banned.h"

static int
create(void *ctx, const char **args, int n, Fts5Tokenizer **out)
{
	static char none;	/* it has no state, but NULL would mean that there is no memory */

	(void)ctx;
	(void)args;
	(void)n;
	*out = (Fts5Tokenizer *)(void *)&none;
	return SQLITE_OK;
}

static void
delete(Fts5Tokenizer *t)
{
	(void)t;
}

static int
tokenize(Fts5Tokenizer *t, void *ctx, int flags, const char *text, int n,
    int (*token)(void *ctx, int flags, const char *p, int n, int start, int end))
{
	struct str rest = { text, n < 0 || text == NULL ? 0 : (size_t)n };
	struct fold w;

	(void)t;
	(void)flags;
	while (fold_next(&rest, &w)) {
		int start = (int)(w.raw.p - text);
		int rc = token(ctx, 0, w.folded, (int)w.n, start, start + (int)w.raw.n);

		if (rc != SQLITE_OK)
			return rc;
	}
	return SQLITE_OK;
}

/* How an extension finds FTS5: it leaves its table of functions in a pointer that is bound to a query. */
static int
add_tokenizer(sqlite3 *db)
{
	static fts5_tokenizer tokenizer = { create, delete, tokenize };
	sqlite3_stmt *stmt = NULL;
	fts5_api *api = NULL;
	int rc = sqlite3_prepare_v2(db, "SELECT fts5(?1)", -1, &stmt, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_bind_pointer(stmt, 1, &api, "fts5_api_ptr", NULL);
	if (rc == SQLITE_OK && sqlite3_step(stmt) != SQLITE_ROW)
		rc = sqlite3_errcode(db);
	(void)sqlite3_finalize(stmt);
	if (rc == SQLITE_OK && api == NULL)
		rc = SQLITE_ERROR;
	return rc != SQLITE_OK ? rc : api->xCreateTokenizer(api, "carrel", NULL, &tokenizer, NULL);
}

int
tokens_error(sqlite3 *db, int rc, const char *verb, struct error *err)
{
	return error_set(err, ERROR_SYSTEM, (struct error_at){ INDEX_FILE, 0, 0 }, "cannot %s: %s", verb,
	    db != NULL && sqlite3_errcode(db) == rc ? sqlite3_errmsg(db) : sqlite3_errstr(rc));
}

int
tokens_open(int root, bool writing, int wait_ms, sqlite3 **db, struct error *err)
{
	/* No shared memory map: a file that somebody shortens would be a SIGBUS. */
	static const char *const settings = "PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY; "
	    "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON";
	char path[64];
	int rc;

	*db = NULL;
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d/" INDEX_FILE, root);
	rc = sqlite3_open_v2(path, db, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | (writing ?
	    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY), NULL);
	if (rc == SQLITE_OK)
		rc = sqlite3_busy_timeout(*db, wait_ms);
	if (rc == SQLITE_OK)
		rc = sqlite3_exec(*db, settings, NULL, NULL, NULL);
	if (rc == SQLITE_OK)
		rc = add_tokenizer(*db);
	if (rc == SQLITE_OK)
		return rc;
	(void)tokens_error(*db, rc, "open the search index", err);
	(void)sqlite3_close(*db);
	*db = NULL;
	return rc;
}

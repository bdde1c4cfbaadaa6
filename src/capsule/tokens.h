/*
 * capsule/tokens.h: SQLite as the search index uses it, by the one who writes and by those who ask: how it
 * is opened, and format/fold.h as FTS5's tokenizer "carrel".
 */
#ifndef CAPSULE_TOKENS_H
#define CAPSULE_TOKENS_H

#include <sqlite3.h>

#include <stdbool.h>

#include "base/error.h"

#define INDEX_FOLDER ".carrel"
#define INDEX_NAME "search.db"
#define INDEX_FILE INDEX_FOLDER "/" INDEX_NAME

/* What is in it, and how its words are made: another number, and it is made anew. */
#define INDEX_VERSION 1

/*
 * Open the index below the folder `root`, as it is for reading or, `writing`, made if it is not there.
 * Waits at most `wait_ms` for a lock. A connection that only reads writes nothing: no journal, no
 * temporary files. SQLITE_OK and *db, the caller's to close; else SQLite's code and *err.
 */
int tokens_open(int root, bool writing, int wait_ms, sqlite3 **db, struct error *err);

/* "…/search.db: cannot VERB: what SQLite says"; returns -1. */
int tokens_error(sqlite3 *db, int rc, const char *verb, struct error *err);

#endif

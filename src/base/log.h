/*
 * base/log.h: one line per event, on standard error.
 *
 * A line is written by one write(2), so lines of several processes do not mix. Control characters
 * are escaped as \xNN: what a stranger sent cannot forge a line or talk to a terminal.
 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/str.h"

enum log_level { LOG_ERROR, LOG_WARNING, LOG_NOTICE };

/*
 * From now on lines go to `hear`, as they were written and without a name in front, instead of to standard
 * error: to one who examines a capsule and tells what is wrong in his own way. NULL: no more.
 */
typedef void log_hear_fn(void *ctx, enum log_level level, struct str text);
void log_to(log_hear_fn *hear, void *ctx);

#define LOG_LINE_MAX 1024	/* bytes; a longer line is cut: a log is read by people */

/* Who speaks: "worker 2". Borrowed for the life of the process; NULL: just the program's name. */
void log_as(const char *who);

void log_line(enum log_level level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* The same once in `seconds` for each `last` (the caller's, 0 at first); the others are dropped. */
bool log_due(int64_t *last, int64_t seconds);

/*
 * The same line once, as far as memory goes back (LOG_TOLD lines): for faults of files that are met
 * again with every reader who comes by.
 */
#define LOG_TOLD 64
void log_once(enum log_level level, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

#endif

/*
 * base/error.h: an error that somebody can act on.
 *
 * Whoever meets it fills it in and returns; whoever can name the file or the peer reports it, once.
 */
#ifndef BASE_ERROR_H
#define BASE_ERROR_H

#include <stddef.h>

enum error_kind {
	ERROR_NONE,
	ERROR_SYSTEM,		/* a system call said no; may work later */
	ERROR_INPUT,		/* what we were given is wrong: the text says where and what was expected */
	ERROR_NOT_FOUND,	/* no such file, or none that may be seen */
	ERROR_EXISTS,
	ERROR_TOO_LARGE,	/* over a named limit */
};

struct error_at {
	const char *path;
	size_t line, col;	/* from 1, in bytes; 0: unknown */
};

struct error {
	enum error_kind kind;
	char text[512];		/* "posts/moon.gmi:4:7: no such day"; cut if longer, always ended */
};

/* Fill *err (NULL: the caller does not care) and return -1, so `return error_set(...)` works. */
int error_set(struct error *err, enum error_kind kind, struct error_at at, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/*
 * The same for a failed system call on `path`: "PATH: cannot VERB: No such file or directory", with
 * the kind that errno suggests (operations.md, section 5).
 */
int error_system(struct error *err, const char *path, const char *verb);

#endif

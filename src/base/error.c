#include "base/error.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

int
error_set(struct error *err, enum error_kind kind, struct error_at at, const char *fmt, ...)
{
	va_list args;
	int n = 0;

	if (err == NULL)
		return -1;
	err->kind = kind;
	err->text[0] = '\0';
	if (at.path != NULL && at.line > 0 && at.col > 0)
		n = snprintf(err->text, sizeof(err->text), "%s:%zu:%zu: ", at.path, at.line, at.col);
	else if (at.path != NULL && at.line > 0)
		n = snprintf(err->text, sizeof(err->text), "%s:%zu: ", at.path, at.line);
	else if (at.path != NULL)
		n = snprintf(err->text, sizeof(err->text), "%s: ", at.path);
	if (n < 0 || (size_t)n >= sizeof(err->text))
		return -1;
	va_start(args, fmt);
	(void)vsnprintf(err->text + n, sizeof(err->text) - (size_t)n, fmt, args);
	va_end(args);
	return -1;
}

static enum error_kind
kind_of_errno(int code)
{
	switch (code) {
	case ENOENT:
	case ENOTDIR:
	case ENAMETOOLONG:
	case ELOOP:
	case EACCES:
	case EPERM:
	case EINVAL:
	case EXDEV:		/* openat2: the path leads out of the folder */
	case EISDIR:
	case ENXIO:		/* a FIFO without a writer, a socket */
		return ERROR_NOT_FOUND;
	case EEXIST:
		return ERROR_EXISTS;
	default:
		return ERROR_SYSTEM;
	}
}

int
error_system(struct error *err, const char *path, const char *verb)
{
	int code = errno;
	int rc = error_set(err, kind_of_errno(code), (struct error_at){ path, 0, 0 },
	    "cannot %s: %s", verb, strerror(code));

	errno = code;
	return rc;
}

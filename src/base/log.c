#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/digest.h"

#include "base/banned.h"

static const char *log_who;
static log_hear_fn *log_hear;
static void *log_hear_ctx;

void
log_as(const char *who)
{
	log_who = who;
}

void
log_to(log_hear_fn *hear, void *ctx)
{
	log_hear = hear;
	log_hear_ctx = ctx;
}

/* UTF-8 above ASCII passes, but for C1 controls, which some terminals obey. */
static size_t
escape(char *to, size_t room, const char *from, size_t n)
{
	static const char hex[] = "0123456789abcdef";
	size_t out = 0, c1 = 0;		/* bytes of a C1 control that are still to come */

	for (size_t i = 0; i < n && out + 4 < room; i++) {
		unsigned char c = (unsigned char)from[i];

		if (c == 0xc2 && i + 1 < n && (unsigned char)from[i + 1] < 0xa0)
			c1 = 2;
		if (c >= 0x20 && c != 0x7f && c1 == 0) {
			to[out++] = (char)c;
			continue;
		}
		c1 -= c1 > 0;
		to[out++] = '\\';
		to[out++] = 'x';
		to[out++] = hex[c >> 4];
		to[out++] = hex[c & 15];
	}
	return out;
}

static void
write_line(enum log_level level, const char *text, size_t n)
{
	static const char *const names[] = { "error: ", "warning: ", "" };
	char line[LOG_LINE_MAX];
	int head, saved = errno;
	size_t len;

	if (log_hear != NULL) {
		log_hear(log_hear_ctx, level, (struct str){ text, n });
		return;
	}
	head = snprintf(line, sizeof(line), "carrel%s%s: %s", log_who == NULL ? "" : " ",
	    log_who == NULL ? "" : log_who, names[level]);
	if (head < 0 || (size_t)head >= sizeof(line))
		return;
	len = (size_t)head + escape(line + head, sizeof(line) - (size_t)head - 1, text, n);
	line[len++] = '\n';
	if (write(STDERR_FILENO, line, len) == -1) {
		/* nobody is left to be told */
	}
	errno = saved;
}

/* The length of what was written; what did not fit is cut. */
__attribute__((format(printf, 2, 0))) static size_t
format_line(char text[static LOG_LINE_MAX], const char *fmt, va_list args)
{
	int n = vsnprintf(text, LOG_LINE_MAX, fmt, args);

	return n < 0 ? 0 : n < LOG_LINE_MAX ? (size_t)n : LOG_LINE_MAX - 1;
}

void
log_line(enum log_level level, const char *fmt, ...)
{
	char text[LOG_LINE_MAX];
	va_list args;
	size_t n;

	va_start(args, fmt);
	n = format_line(text, fmt, args);
	va_end(args);
	write_line(level, text, n);
}

void
log_once(enum log_level level, const char *fmt, ...)
{
	static struct digest told[LOG_TOLD];
	static size_t n_told;
	char text[LOG_LINE_MAX];
	struct digest digest;
	va_list args;
	size_t n;

	va_start(args, fmt);
	n = format_line(text, fmt, args);
	va_end(args);
	digest = digest_of((struct str){ text, n });
	for (size_t i = 0; i < n_told && i < LOG_TOLD; i++)
		if (memcmp(told[i].byte, digest.byte, DIGEST_SIZE) == 0)
			return;
	told[n_told++ % LOG_TOLD] = digest;
	write_line(level, text, n);
}

bool
log_due(int64_t *last, int64_t seconds)
{
	struct timespec now;

	if (clock_gettime(CLOCK_MONOTONIC, &now) == -1)
		return true;
	if (*last != 0 && now.tv_sec - *last < seconds)
		return false;
	*last = now.tv_sec == 0 ? 1 : now.tv_sec;
	return true;
}

#include "base/log.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#include "base/banned.h"

static const char *log_who;

void
log_as(const char *who)
{
	log_who = who;
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

void
log_line(enum log_level level, const char *fmt, ...)
{
	static const char *const names[] = { "error: ", "warning: ", "" };
	char text[LOG_LINE_MAX], line[LOG_LINE_MAX];
	va_list args;
	int n, head, saved = errno;
	size_t len;

	head = snprintf(line, sizeof(line), "carrel%s%s: %s", log_who == NULL ? "" : " ",
	    log_who == NULL ? "" : log_who, names[level]);
	if (head < 0 || (size_t)head >= sizeof(line))
		return;
	va_start(args, fmt);
	n = vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (n < 0)
		return;
	len = (size_t)n < sizeof(text) ? (size_t)n : sizeof(text) - 1;
	len = (size_t)head + escape(line + head, sizeof(line) - (size_t)head - 1, text, len);
	line[len++] = '\n';
	if (write(STDERR_FILENO, line, len) == -1) {
		/* nobody is left to be told */
	}
	errno = saved;
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

/*
 * tests/unit/test.h: what every unit test needs: cmocka, text that ends where it says it ends, a
 * folder that goes away again, and tables whose rows are tests of their own.
 */
#ifndef TESTS_UNIT_TEST_H
#define TESTS_UNIT_TEST_H

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "base/str.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* --- bytes --- */

/*
 * A copy on the heap with nothing behind it, no NUL either: a read past its end is a fault that the
 * sanitizers see. One byte stands in front, so that the empty copy has an end as well.
 */
static inline struct str
exact_of(struct str s)
{
	char *p = malloc(s.n + 1);

	if (p == NULL)
		abort();
	if (s.n > 0)
		memcpy(p + 1, s.p, s.n);
	return (struct str){ p + 1, s.n };
}

static inline struct str
exact_dup(const char *s)
{
	return exact_of(str_of(s));
}

static inline void
exact_free(struct str s)
{
	free((char *)(uintptr_t)s.p - 1);
}

/* `n` times `c`, as a C string that the caller frees. */
static inline char *
text_of(char c, size_t n)
{
	char *p = malloc(n + 1);

	if (p == NULL)
		abort();
	memset(p, c, n);
	p[n] = '\0';
	return p;
}

static inline void
print_bytes(const char *what, struct str s)
{
	print_error("%s (%zu): \"", what, s.n);
	for (size_t i = 0; i < s.n && i < 4000; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (c == '\n')
			print_error("\\n");
		else if (c == '\r')
			print_error("\\r");
		else if (c == '\t')
			print_error("\\t");
		else if (c == '\\')
			print_error("\\\\");
		else if (c < 0x20 || c >= 0x7f)
			print_error("\\x%02x", c);
		else
			print_error("%c", c);
	}
	print_error("\"\n");
}

static inline bool
has_text(struct str s, struct str part)
{
	for (size_t i = 0; i + part.n <= s.n; i++)
		if (memcmp(s.p + i, part.p, part.n) == 0)
			return true;
	return false;
}

static inline void
check_bytes(struct str got, struct str want, const char *file, int line)
{
	if (str_eq(got, want))
		return;
	print_bytes("got ", got);
	print_bytes("want", want);
	_fail(file, line);
}

static inline void
check_part(struct str all, const char *part, bool wanted, const char *file, int line)
{
	if (has_text(all, str_of(part)) == wanted)
		return;
	print_bytes(wanted ? "wanted" : "not wanted", str_of(part));
	print_bytes("in", all);
	_fail(file, line);
}

#define assert_bytes_equal(got, want) check_bytes((got), (want), __FILE__, __LINE__)
#define assert_str_equal(got, want) check_bytes((got), str_of(want), __FILE__, __LINE__)
#define assert_has(all, part) check_part((all), (part), true, __FILE__, __LINE__)
#define assert_lacks(all, part) check_part((all), (part), false, __FILE__, __LINE__)

/* --- a folder that is gone after the test --- */

struct temp {
	char path[64];
	int fd;
};

/* Valgrind (3.19) knows no openat2, without which no file below a folder can be opened: skipped there. */
static inline void
temp_skip_under_valgrind(void)
{
	const char *preload = getenv("LD_PRELOAD");

	if (preload != NULL && strstr(preload, "vgpreload") != NULL &&
	    syscall(SYS_openat2, AT_FDCWD, ".", NULL, (size_t)0) == -1 && errno == ENOSYS)
		skip();
}

static char temp_left[64];	/* the folder that is open: a test that fails does not close it */

static inline int
temp_remove(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
	(void)st, (void)type, (void)ftw;
	return remove(path);
}

static inline void
temp_sweep(void)
{
	if (temp_left[0] != '\0')
		(void)nftw(temp_left, temp_remove, 16, FTW_DEPTH | FTW_PHYS);
	temp_left[0] = '\0';
}

static inline void
temp_open(struct temp *t)
{
	static bool first = true;

	temp_skip_under_valgrind();
	if (first)
		(void)atexit(temp_sweep);
	first = false;
	temp_sweep();
	(void)snprintf(t->path, sizeof(t->path), "/tmp/carrel-unit-XXXXXX");
	if (mkdtemp(t->path) == NULL)
		fail_msg("cannot make %s", t->path);
	memcpy(temp_left, t->path, sizeof(temp_left));
	t->fd = open(t->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	assert_true(t->fd != -1);
}

static inline void
temp_close(struct temp *t)
{
	if (t->fd != -1)
		(void)close(t->fd);
	t->fd = -1;
	temp_sweep();
}

static inline void
temp_folder(const struct temp *t, const char *path)
{
	char part[512];

	for (size_t i = 1; path[0] != '\0' && i <= strlen(path); i++) {
		if (path[i] != '/' && path[i] != '\0')
			continue;
		assert_true(i < sizeof(part));
		memcpy(part, path, i);
		part[i] = '\0';
		(void)mkdirat(t->fd, part, 0755);
	}
}

/* Write a file, and the folders it is in; one that exists is truncated and written in place. */
static inline void
temp_write_bytes(const struct temp *t, const char *path, struct str text)
{
	const char *slash = strrchr(path, '/');
	char folder[512];
	int fd;

	if (slash != NULL) {
		assert_true((size_t)(slash - path) < sizeof(folder));
		memcpy(folder, path, (size_t)(slash - path));
		folder[slash - path] = '\0';
		temp_folder(t, folder);
	}
	fd = openat(t->fd, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd == -1)
		fail_msg("cannot write %s", path);
	while (text.n > 0) {
		ssize_t n = write(fd, text.p, text.n);

		assert_true(n > 0);
		text = str_from(text, (size_t)n);
	}
	assert_int_equal(close(fd), 0);
}

static inline void
temp_write(const struct temp *t, const char *path, const char *text)
{
	temp_write_bytes(t, path, str_of(text));
}

/* What is in a file, NUL behind it; the caller frees. NULL: no such file. */
static inline char *
temp_read(const struct temp *t, const char *path)
{
	int fd = openat(t->fd, path, O_RDONLY | O_CLOEXEC);
	char *all = calloc(1, 1 << 20);
	ssize_t n;

	if (fd == -1 || all == NULL) {
		free(all);
		return NULL;
	}
	n = read(fd, all, (1 << 20) - 1);
	(void)close(fd);
	assert_true(n >= 0);
	return all;
}

/* Files of readers called X: fingerprints `from` to `to` - 1, as eight hex digits and noughts. */
static inline void
temp_readers(const struct temp *t, unsigned from, unsigned to)
{
	temp_folder(t, "readers");
	for (unsigned i = from; i < to; i++) {
		char path[128];
		int fd;

		(void)snprintf(path, sizeof(path), "readers/%08x%056d.yaml", i, 0);
		fd = openat(t->fd, path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
		if (fd == -1 || write(fd, "name: X\n", 8) != 8)
			abort();
		(void)close(fd);
	}
}

static inline bool
temp_exists(const struct temp *t, const char *path)
{
	return faccessat(t->fd, path, F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

/* A file's time, to the second, as an author's clock would have set it. */
static inline void
temp_touch(const struct temp *t, const char *path, int64_t utc)
{
	struct timespec times[2] = { { .tv_sec = utc }, { .tv_sec = utc } };

	assert_int_equal(utimensat(t->fd, path, times, 0), 0);
}

/* --- tables: each row a test of its own --- */

#define SUITE_MAX 1024

struct suite {
	const char *name;
	size_t n;
	struct CMUnitTest tests[SUITE_MAX];
};

/* The name is for people: no underscores. A hash or a newline would mean something in TAP. */
static inline void
suite_add(struct suite *s, const char *group, const char *name, CMUnitTestFunction test,
    const void *row)
{
	size_t n = strlen(group) + strlen(name) + 3;
	char *full = malloc(n);

	if (full == NULL || s->n == SUITE_MAX)
		abort();
	(void)snprintf(full, n, "%s: %s", group, name);
	for (char *p = full; *p != '\0'; p++)
		if (*p == '#' || *p == '\n' || *p == '_')
			*p = ' ';
	s->tests[s->n++] = (struct CMUnitTest){ .name = full, .test_func = test,
	    .initial_state = (void *)(uintptr_t)row };
}

#define suite_table(s, group, rows, test)					\
	do {									\
		for (size_t row_ = 0; row_ < COUNT(rows); row_++)		\
			suite_add((s), (group), (rows)[row_].name, (test), &(rows)[row_]); \
	} while (0)

/* One test, named as its function is. */
#define suite_test(s, test) suite_add((s), (s)->name, #test, (test), NULL)

static inline int
suite_run(struct suite *s)
{
	int failed;

	(void)setvbuf(stdout, NULL, _IOLBF, 0);		/* what was said before a crash is kept */
	failed = _cmocka_run_group_tests(s->name, s->tests, s->n, NULL, NULL);
	for (size_t i = 0; i < s->n; i++)
		free((char *)(uintptr_t)s->tests[i].name);
	return failed;
}

#endif

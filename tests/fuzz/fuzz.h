/*
 * fuzz.h: what the harnesses share. A harness is fuzz_NAME.c with LLVMFuzzerTestOneInput() in it; it
 * states with check() what must hold for any bytes. corpus/NAME/ holds inputs worth remembering.
 *
 * A harness that needs more than one text takes its input apart at LFs, so that corpora can be read
 * and written with an editor.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/str.h"
#include "format/utf8.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What must hold. Prints what did not, and ends the process. */
#define check(cond) ((cond) ? (void)0 : fuzz_fail(__FILE__, __LINE__, #cond))

static char fuzz_folder[256];	/* of fuzz_make_folder(); "": none was made */
static pid_t fuzz_folder_owner;	/* the one process that removes it: replay forks for each input */

static inline int
fuzz_unlink(const char *path, const struct stat *st, int type, struct FTW *at)
{
	(void)st;
	(void)type;
	(void)at;
	return remove(path);
}

static inline void
fuzz_clear_up(void)
{
	if (fuzz_folder[0] != '\0' && getpid() == fuzz_folder_owner)
		(void)nftw(fuzz_folder, fuzz_unlink, 8, FTW_DEPTH | FTW_PHYS);
	fuzz_folder[0] = '\0';
}

_Noreturn static inline void
fuzz_fail(const char *file, int line, const char *condition)
{
	(void)fprintf(stderr, "%s:%d: does not hold: %s\n", file, line, condition);
	fuzz_clear_up();
	abort();
}

/* A folder below TMPDIR or /tmp for the life of the process; its path. */
static inline const char *
fuzz_make_folder(void)
{
	const char *tmp = getenv("TMPDIR");

	(void)snprintf(fuzz_folder, sizeof(fuzz_folder), "%s/carrel-fuzz-XXXXXX",
	    tmp == NULL || tmp[0] == '\0' || strlen(tmp) > 200 ? "/tmp" : tmp);
	if (mkdtemp(fuzz_folder) == NULL) {
		perror(fuzz_folder);
		exit(2);
	}
	fuzz_folder_owner = getpid();
	(void)atexit(fuzz_clear_up);
	return fuzz_folder;
}

static inline struct str
fuzz_str(const uint8_t *data, size_t size)
{
	return size == 0 ? STR_NONE : (struct str){ (const char *)data, size };
}

/* No C0, DEL or C1 but those in `allowed`; what is not UTF-8 does not count as a control. */
static inline bool
is_printable(struct str s, const char *allowed)
{
	while (s.n > 0) {
		uint32_t c = utf8_next(&s);

		if ((c < 0x20 || (c >= 0x7f && c < 0xa0)) && (c >= 0x80 || c == 0 ||
		    strchr(allowed, (int)c) == NULL))
			return false;
	}
	return true;
}

static inline bool
is_trimmed(struct str s)
{
	return str_eq(s, str_trim(s));
}

/* A decoded path as everything behind the edge may rely on it. */
static inline void
check_path(struct str path)
{
	struct str segment;

	check(str_skip(&path, STR("/")));
	check(!str_has(path, '\0'));
	while (str_cut(&path, '/', &segment))
		check(segment.n > 0 && !str_eq(segment, STR(".")) && !str_eq(segment, STR("..")));
}

/*
 * A menu: lines of a type and four fields, ended by CRLF, without control characters; `ended`: a lone
 * dot is the last line, else there is none. Lines that begin with `.` are for the end alone.
 */
static inline void
check_menu(struct str menu, bool ended)
{
	struct str line, field;
	uint64_t port;
	bool dot = false;

	while (menu.n > 0) {
		check(!dot);
		check(str_has(menu, '\n'));
		check(str_cut(&menu, '\n', &line));
		check(str_drop(&line, STR("\r")));
		check(utf8_valid(line));
		check(is_printable(line, "\t"));
		check(line.n > 0);
		dot = str_eq(line, STR("."));
		if (dot)
			continue;
		check(line.p[0] > ' ' && line.p[0] < 0x7f && line.p[0] != '.');
		for (int i = 0; i < 3; i++) {
			check(str_has(line, '\t'));
			check(str_cut(&line, '\t', &field));
		}
		check(str_number(line, UINT16_MAX, &port));
	}
	check(dot == ended);
}

#endif

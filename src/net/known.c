#include "net/known.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "base/file.h"
#include "base/time.h"

#include "base/banned.h"

static bool
parse(struct str line, struct str *place, struct known *k)
{
	struct str key, end;
	struct when when;

	line = str_trim(line);
	*place = str_word(&line);
	line = str_trim(line);
	key = str_word(&line);
	end = str_trim(line);
	if (place->n == 0 || !str_skip(&key, STR("sha256:")) || !digest_from_hex(key, &k->key) ||
	    !time_parse(end, &when))
		return false;
	k->ends = when.utc;
	return true;
}

static bool
is_empty(struct str line)
{
	line = str_trim(line);
	return line.n == 0 || line.p[0] == '#';
}

enum known_found
known_look(struct str text, const char *path, struct str place, struct known *k, struct error *err)
{
	struct str line, there;
	enum known_found found = KNOWN_NO;
	struct known one;

	for (size_t number = 1; str_line(&text, &line); number++) {
		if (is_empty(line))
			continue;
		if (!parse(line, &there, &one)) {
			(void)error_set(err, ERROR_INPUT, (struct error_at){ path, number, 1 }, "is '%.*s'; expected "
			    "HOST:PORT, sha256: and 64 hex digits, and a date; mend or remove it",
			    (int)(line.n < 60 ? line.n : 60), line.p);
			return KNOWN_BAD;
		}
		if (found == KNOWN_NO && str_eq_nocase(there, place)) {
			*k = one;
			found = KNOWN_YES;
		}
	}
	return found;
}

void
known_write(struct buf *to, struct str text, struct str place, const struct known *k)
{
	struct str line, there;
	struct known one;
	char hex[DIGEST_HEX], date[TIME_ISO_SIZE];

	while (str_line(&text, &line)) {
		if (!is_empty(line) && parse(line, &there, &one) && str_eq_nocase(there, place))
			continue;
		buf_add(to, line);
		buf_addc(to, '\n');
	}
	digest_hex(&k->key, hex);
	time_write_iso(date, k->ends);
	buf_addf(to, "%.*s sha256:%.*s %s\n", STR_ARG(place), DIGEST_HEX, hex, date);
}

const char *
known_path(struct arena *a)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");

	if (data != NULL && data[0] == '/')		/* the XDG specification: a relative one is no value */
		return arena_printf(a, "%s/carrel/known-hosts%c", data, '\0').p;
	if (home == NULL || home[0] != '/')
		return NULL;
	return arena_printf(a, "%s/.local/share/carrel/known-hosts%c", home, '\0').p;
}

/* The folder of the file, opened; `make`: made with those above it. -1 and errno. */
static int
open_folder(const char *path, bool make, const char **name)
{
	struct arena a = { NULL };
	char *folder = arena_cstr(&a, str_of(path));
	int fd;

	*name = strrchr(path, '/') + 1;
	folder[*name - path - 1] = '\0';
	for (char *p = folder + 1; make && *p != '\0'; p++) {
		if (*p != '/')
			continue;
		*p = '\0';
		(void)mkdir(folder, 0700);
		*p = '/';
	}
	if (make)
		(void)mkdir(folder, 0700);
	fd = open(folder[0] == '\0' ? "/" : folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	arena_release(&a);
	return fd;
}

static int
read_text(int dir, const char *name, struct buf *text, struct error *err)
{
	struct error why;

	if (file_read(dir, name, text, NULL, &why) == 0 || why.kind == ERROR_NOT_FOUND)
		return 0;
	return error_set(err, why.kind, (struct error_at){ NULL, 0, 0 }, "%s", why.text);
}

enum known_found
known_find(const char *path, struct str place, struct known *k, struct error *err)
{
	const char *name;
	struct buf text;
	int dir = open_folder(path, false, &name);
	enum known_found found = KNOWN_NO;

	if (dir == -1 && errno == ENOENT)
		return KNOWN_NO;
	if (dir == -1) {
		(void)error_system(err, path, "open the folder of");
		return KNOWN_BAD;
	}
	buf_init(&text, KNOWN_MAX);
	if (read_text(dir, name, &text, err) == -1)
		found = KNOWN_BAD;
	else
		found = known_look(buf_str(&text), path, place, k, err);
	buf_release(&text);
	file_close(&dir);
	return found;
}

/* Of two at the same time the second waits for the folder, and adds to what the first has written. */
int
known_put(const char *path, struct str place, const struct known *k, struct error *err)
{
	const char *name;
	struct buf text, out;
	int dir = open_folder(path, true, &name), rc = -1;

	if (dir == -1)
		return error_system(err, path, "make the folder of");
	buf_init(&text, KNOWN_MAX);
	buf_init(&out, KNOWN_MAX);
	if (flock(dir, LOCK_EX) == -1) {
		(void)error_system(err, path, "lock the folder of");
	} else if (read_text(dir, name, &text, err) == 0) {
		known_write(&out, buf_str(&text), place, k);
		rc = out.full ? error_set(err, ERROR_TOO_LARGE, (struct error_at){ path, 0, 0 }, "is full (1 MiB); "
		    "remove lines that are not needed") :
		    file_replace(dir, name, 0600, buf_str(&out), true, err);
	}
	buf_release(&text);
	buf_release(&out);
	file_close(&dir);
	return rc;
}

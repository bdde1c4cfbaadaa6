#include "capsule/names.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "base/mem.h"
#include "format/utf8.h"
#include "format/words.h"

#include "base/banned.h"

#define HEADS 16384u		/* of chains, which stay short up to PEOPLE_MAX; beyond, they just grow */
#define COMPLAINT_SECONDS 3600
#define TICK_NS 20000000		/* file systems read a clock that ticks every 4 or 10 ms */

/* --- the index --- */

static uint64_t
number_of(const struct digest *d)
{
	uint64_t n = 0;

	for (int i = 0; i < 8; i++)
		n = n << 8 | d->byte[i];
	return n;
}

/* SHA-256, so that nobody can make a name whose look collides with another's. */
static uint64_t
look_number(struct str look)
{
	struct digest d = digest_of(look);

	return look.n == 0 ? 0 : number_of(&d) | 1;
}

static void
link_entry(struct names *names, size_t at)
{
	struct names_entry *e = &names->entries[at];
	uint32_t *head = &names->by_print[number_of(&e->fingerprint) % HEADS];

	e->next_print = *head;
	*head = (uint32_t)at + 1;
	for (int i = 0; i < ALIKE_WAYS; i++) {
		e->next[i] = 0;
		if (e->look[i] == 0)
			continue;
		head = &names->by_look[e->look[i] / 2 % HEADS];
		e->next[i] = *head;
		*head = (uint32_t)(at * ALIKE_WAYS) + (uint32_t)i + 1;
	}
}

static void
link_all(struct names *names)
{
	memset(names->by_look, 0, HEADS * sizeof(*names->by_look));
	memset(names->by_print, 0, HEADS * sizeof(*names->by_print));
	for (size_t i = 0; i < names->n; i++)
		link_entry(names, i);
}

static struct names_entry *
entry_of(const struct names *names, const struct digest *fingerprint)
{
	for (uint32_t at = names->by_print[number_of(fingerprint) % HEADS]; at != 0;
	    at = names->entries[at - 1].next_print)
		if (memcmp(names->entries[at - 1].fingerprint.byte, fingerprint->byte, DIGEST_SIZE) == 0)
			return &names->entries[at - 1];
	return NULL;
}

static void
read_looks(struct names_entry *e, struct str name)
{
	struct arena a = { NULL };
	struct alike alike = alike_of(&a, name);

	for (int i = 0; i < ALIKE_WAYS; i++)
		e->look[i] = look_number(alike.look[i]);
	arena_release(&a);
}

/* A file that cannot be read claims no name; `carrel check` and the log tell of it. */
static void
read_entry(struct names_entry *e, int root)
{
	struct arena a = { NULL };
	struct reader reader;

	if (people_read(root, &e->fingerprint, &a, &reader, NULL) == -1)
		reader = (struct reader){ .joined = 0 };
	read_looks(e, reader.name);
	e->joined = reader.joined;
	arena_release(&a);
}

static struct names_entry *
add_entry(struct names *names, const struct digest *fingerprint)
{
	struct names_entry *e;

	mem_grow((void **)&names->entries, &names->cap, names->n, sizeof(*names->entries));
	e = &names->entries[names->n++];
	*e = (struct names_entry){ .fingerprint = *fingerprint };
	return e;
}

/* --- the folder --- */

/* "9f86….yaml", in small letters, as people_read() will open it. */
static bool
is_readers_file(const char *file, struct digest *fingerprint)
{
	struct str hex = str_of(file);
	char written[DIGEST_HEX];

	if (!str_drop(&hex, STR(".yaml")) || !digest_from_hex(hex, fingerprint))
		return false;
	digest_hex(fingerprint, written);
	return str_eq(hex, (struct str){ written, DIGEST_HEX });
}

/*
 * One file of the folder. Unless `all` are asked for their stamps, the inode tells: who replaces a file
 * gives it another. True: something has changed.
 */
static bool
look_at_file(struct names *names, int root, int dir, const struct file_entry *file, bool all)
{
	struct digest fingerprint;
	struct names_entry *e;
	struct file_stamp stamp;
	struct stat st;

	if (!is_readers_file(file->name, &fingerprint))
		return false;
	e = entry_of(names, &fingerprint);
	if (e != NULL)
		e->seen = true;
	if (e != NULL && !all && e->stamp.inode == file->inode)
		return false;
	if (fstatat(dir, file->name, &st, 0) == -1)
		st = (struct stat){ .st_size = 0 };	/* a link to nowhere, or gone this moment */
	stamp = file_stamp(&st);
	if (e != NULL && file_stamp_eq(e->stamp, stamp))
		return false;
	if (e == NULL)
		e = add_entry(names, &fingerprint);
	e->seen = true;
	e->stamp = stamp;
	read_entry(e, root);
	return true;
}

/* Drop what is not there any more. */
static bool
drop_unseen(struct names *names)
{
	size_t kept = 0, was = names->n;

	for (size_t i = 0; i < was; i++)
		if (names->entries[i].seen)
			names->entries[kept++] = names->entries[i];
	names->n = kept;
	return kept != was;
}

static void
look_at_folder(struct names *names, int root, int dir, bool all)
{
	struct arena a = { NULL };
	struct file_entry *files;
	bool changed = false;
	size_t n = 0;

	if (dir == -1 || file_list(dir, &a, &files, &n, NULL) == -1)
		n = 0;
	for (size_t i = 0; i < names->n; i++)
		names->entries[i].seen = false;
	for (size_t i = 0; i < n; i++)
		changed = look_at_file(names, root, dir, &files[i], all) || changed;
	if (drop_unseen(names) || changed)
		link_all(names);
	arena_release(&a);
}

static struct file_stamp
stamp_of(int dir)
{
	struct stat st = { .st_size = 0 };

	if (dir == -1 || fstat(dir, &st) == -1)
		st = (struct stat){ .st_size = 0 };
	return file_stamp(&st);
}

/*
 * Was the folder changed in this very tick? Then its stamp will not tell of the next change. This is the
 * file system's own clock, not the caller's, which counts seconds.
 */
static bool
is_unsettled(struct file_stamp stamp)
{
	struct timespec t;
	int64_t age;

	if (clock_gettime(CLOCK_REALTIME, &t) == -1)
		return true;
	age = (int64_t)t.tv_sec * 1000000000 + t.tv_nsec - stamp.mtime_ns;
	return age < TICK_NS && age > -TICK_NS;
}

void
names_look(struct names *names, int root, int64_t now)
{
	int dir = file_open_beneath(root, "readers", O_RDONLY | O_DIRECTORY, NULL);
	struct file_stamp stamp = stamp_of(dir);
	bool all = !names->known || now < names->looked || now - names->looked >= NAMES_SECONDS;

	if (!names->known) {
		names->by_look = mem_new(HEADS, sizeof(*names->by_look));
		names->by_print = mem_new(HEADS, sizeof(*names->by_print));
		names->known = true;
	}
	if (all)
		names->looked = now;
	if (all || names->unsettled || !file_stamp_eq(stamp, names->folder)) {
		names->unsettled = is_unsettled(stamp);
		look_at_folder(names, root, dir, all);
	}
	names->folder = stamp;			/* from before: what comes meanwhile is seen next time */
	file_close(&dir);
}

void
names_release(struct names *names)
{
	free(names->entries);
	free(names->by_look);
	free(names->by_print);
	*names = (struct names){ .n = 0 };
}

/* --- questions --- */

/* "Ann Author", "Ann Author [author]", "author": all would be taken for the author. "Annika" is another. */
static bool
is_authors(const struct config *config, struct str name, struct arena *a)
{
	struct alike author = alike_of(a, config->author), whole = alike_of(a, name);
	struct str rest = name, lang;

	while (rest.n > 0) {
		struct str head = str_head(name, name.n - rest.n);
		enum utf8_class class = utf8_class(utf8_next(&rest));
		struct alike start;

		if (class == UTF8_LETTER || class == UTF8_MARK)
			continue;			/* not where a word ends */
		start = alike_of(a, head);
		if (alike_same(&start, &author))
			return true;
	}
	/* What pages call the author and the nameless, in any of their languages, is nobody's name. */
	for (size_t i = 0; (lang = words_builtin_lang(i)).n > 0; i++) {
		struct alike word = alike_of(a, words_get(words_builtin(lang), WORD_AUTHOR));
		struct alike nobody = alike_of(a, words_get(words_builtin(lang), WORD_ANONYMOUS));

		if (alike_same(&whole, &word) || alike_same(&whole, &nobody))
			return true;
	}
	return alike_same(&whole, &author);
}

static bool
is_taken(const struct names *names, const struct alike *alike, const struct digest *own)
{
	for (int i = 0; i < ALIKE_WAYS; i++) {
		uint64_t look = look_number(alike->look[i]);
		uint32_t at = look == 0 ? 0 : names->by_look[look / 2 % HEADS];

		while (at != 0) {
			const struct names_entry *e = &names->entries[(at - 1) / ALIKE_WAYS];
			size_t which = (at - 1) % ALIKE_WAYS;

			if (e->look[which] == look &&
			    (own == NULL || memcmp(own->byte, e->fingerprint.byte, DIGEST_SIZE) != 0))
				return true;
			at = e->next[which];
		}
	}
	return false;
}

bool
name_is_free(struct names *names, int root, const struct config *config, struct str name,
    const struct digest *identity, int64_t now)
{
	bool owner = identity != NULL && config_is_owner(config, identity), is_free;
	struct arena a = { NULL };
	struct alike alike = alike_of(&a, name);

	names_look(names, root, now);
	is_free = alike.look[0].n > 0 && (owner || !is_authors(config, name, &a)) &&
	    !is_taken(names, &alike, identity);
	arena_release(&a);
	return is_free;
}

static bool
has_room(struct names *names, int root, const struct digest *identity, size_t begun, int64_t now)
{
	names_look(names, root, now);
	return names->n + begun < PEOPLE_MAX || entry_of(names, identity) != NULL;
}

bool
names_have_room(struct names *names, int root, const struct digest *identity, int64_t now)
{
	return has_room(names, root, identity, 0, now);
}

bool
names_may_begin(struct names *names, int root, const struct digest *identity, size_t begun, int64_t now)
{
	bool room = has_room(names, root, identity, begun, now);

	if (!room && log_due(&names->last_complaint, COMPLAINT_SECONDS))
		log_line(LOG_WARNING, "readers/ holds %zu files, as many as may be (%d): new certificates are "
		    "treated as strangers until some are deleted", names->n, PEOPLE_MAX);
	return room;
}

bool
names_find_code(struct names *names, int root, const struct secret *secret, struct str code,
    int64_t now, struct digest *fingerprint)
{
	names_look(names, root, now);
	for (size_t i = 0; i < names->n; i++) {
		struct names_entry *e = &names->entries[i];
		struct reader reader = { .joined = e->joined };

		if (people_code_is(secret, code, now, &e->fingerprint, &reader)) {
			*fingerprint = e->fingerprint;
			return true;
		}
	}
	return false;
}

/* --- what we write ourselves --- */

static bool
same_looks(const struct names_entry *a, const struct names_entry *b)
{
	return memcmp(a->look, b->look, sizeof(a->look)) == 0;
}

/*
 * The folder's stamp is taken over, so that a batch of writes is not a batch of looks at the folder; what
 * somebody else did in the same moment is seen when all files are looked at.
 */
static void
note_written(struct names *names, int dir, const char *file, const struct digest *fingerprint,
    const struct reader *reader)
{
	struct names_entry *e = entry_of(names, fingerprint), was;
	struct stat st;

	if (e == NULL) {
		e = add_entry(names, fingerprint);
		link_entry(names, names->n - 1);
	}
	was = *e;
	e->stamp = fstatat(dir, file, &st, 0) == 0 ? file_stamp(&st) : (struct file_stamp){ .size = 0 };
	e->joined = reader->joined;
	read_looks(e, reader->name);
	if (!same_looks(&was, e))
		link_all(names);
	names->folder = stamp_of(dir);
	names->unsettled = false;
}

void
names_put(struct names *names, int root, struct reader_put *puts, size_t n)
{
	char file[PEOPLE_FILE];
	int dir = -1;

	people_put(root, puts, n);
	if (!names->known || n == 0)
		return;				/* the first question finds them */
	dir = file_open_beneath(root, "readers", O_RDONLY | O_DIRECTORY, NULL);
	for (size_t i = 0; i < n; i++) {
		if (puts[i].rc == -1)
			continue;
		people_file(&puts[i].fingerprint, file);
		note_written(names, dir, file, &puts[i].fingerprint, &puts[i].reader);
	}
	file_close(&dir);
}

int
names_write(struct names *names, int root, const struct digest *fingerprint,
    const struct reader *reader, struct error *err)
{
	struct reader_put put = { .fingerprint = *fingerprint, .reader = *reader };

	names_put(names, root, &put, 1);
	if (put.rc == -1)
		*err = put.err;
	return put.rc;
}

/* --- a name that signs a text --- */

/* Blanks and line ends go, at the end. */
static struct str
without_end(struct str s)
{
	while (s.n > 0 && str_has(STR(" \t\r\n"), s.p[s.n - 1]))
		s.n--;
	return s;
}

/* Where the last " --" ends; 0: nowhere. */
static size_t
last_dashes(struct str text)
{
	for (size_t at = text.n; at > 1; at--)
		if (text.p[at - 1] == '-' && text.p[at - 2] == '-' &&
		    (at == 2 || str_has(STR(" \t\r\n"), text.p[at - 3])))
			return at;
	return 0;
}

/* Does the text in front leave something open in which "--" is no signature? */
static bool
is_inside(struct str head)
{
	struct str rest = head, line = STR_NONE;
	bool in_pre = false, in_code = false;

	while (str_line(&rest, &line))
		if (str_starts(line, STR("```")))
			in_pre = !in_pre;
	if (head.n > 0 && head.p[head.n - 1] == '\n')
		line = STR_NONE;		/* "--" begins a line of its own */
	for (size_t i = 0; i < line.n; i++)
		in_code = in_code != (line.p[i] == '`');
	return in_pre || in_code || str_starts(line, STR(">")) || str_starts(line, STR("$ ")) ||
	    str_starts(line, STR("=>"));
}

/* Is it somebody's name, and not a path, a piece of code, or the end of a sentence? */
static bool
is_signer(struct str tail, struct str cleaned)
{
	char first, last;

	if (cleaned.n == 0 || utf8_columns(cleaned) > NAME_COLUMNS)
		return false;
	for (size_t i = 0; i < tail.n; i++)
		if (str_has(STR("\r\n`\\/<>{}=;|$*#\""), tail.p[i]))
			return false;
	first = cleaned.p[0];
	last = cleaned.p[cleaned.n - 1];
	return first != '-' && !(ascii_is_letter(first) && ascii_lower(first) == first &&
	    (last == '.' || last == '!' || last == '?'));
}

bool
name_take_signature(struct arena *a, struct str *text, struct str *name)
{
	struct str whole = without_end(*text), tail, head, cleaned;
	size_t at = last_dashes(whole);

	if (at == 0)
		return false;
	tail = str_from(whole, at);
	head = without_end(str_head(whole, at - 2));
	if (tail.n == 0 || !str_has(STR(" \t"), tail.p[0]) || tail.n > 8 * NAME_COLUMNS || head.n == 0)
		return false;
	cleaned = utf8_clean_name(a, tail, 2 * NAME_COLUMNS);	/* more than fits: to see that it does not */
	if (!is_signer(tail, cleaned) || is_inside(str_head(whole, at - 2)))
		return false;
	cleaned = comment_name(a, cleaned);
	if (cleaned.n == 0)
		return false;
	*text = head;
	*name = cleaned;
	return true;
}

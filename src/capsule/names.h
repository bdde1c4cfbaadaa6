/*
 * capsule/names.h: names of readers, and who may bear them. The first certificate that claims a name
 * keeps it, and nobody else may take one that looks the same (capsule/alike.h says what is compared).
 *
 * Whoever asks keeps a struct names: what readers/ holds, by looks and by fingerprint, so that a question
 * opens no file. It is a cache, in memory alone, that looks after itself: a change of the folder is seen
 * by the next question, a file that was edited in place within NAMES_SECONDS.
 */
#ifndef CAPSULE_NAMES_H
#define CAPSULE_NAMES_H

#include "base/file.h"
#include "capsule/alike.h"
#include "capsule/config.h"
#include "capsule/people.h"

#define NAME_COLUMNS 32		/* of a name as it is shown; a longer signature is a sentence */
#define NAMES_SECONDS 3		/* PEOPLE_MAX stats cost some 20 ms: not at each question */

struct names_entry {
	struct digest fingerprint;
	struct file_stamp stamp;		/* of the version that was read */
	uint64_t look[ALIKE_WAYS];		/* hashes of its name's looks; 0: none */
	uint64_t joined;			/* as in struct reader */
	uint32_t next[ALIKE_WAYS], next_print;	/* the next of the same bucket, as in the heads below */
	bool seen;				/* in the look at the folder that is going on */
};

/* All zero is one that has not looked yet; names_release() leaves that. */
struct names {
	struct names_entry *entries;
	size_t n, cap;
	uint32_t *by_print;			/* heads of chains: index of an entry + 1; 0 ends */
	uint32_t *by_look;			/* index * ALIKE_WAYS + which look + 1 */
	struct file_stamp folder;
	int64_t looked;				/* when every file was asked for its stamp */
	bool known;
	bool unsettled;				/* the stamp was so young that it may stand for two states */
	int64_t last_complaint;
};
void names_release(struct names *names);

/* Look now, if it is time to: what the first question would otherwise wait for. */
void names_look(struct names *names, int root, int64_t now);

/*
 * May the holder of `identity` (NULL: somebody without a certificate) be called `name`? Not if another
 * certificate's file in readers/ has one that looks the same, nor if it is the author's and he is not the
 * author.
 */
bool name_is_free(struct names *names, int root, const struct config *config, struct str name,
    const struct digest *identity, int64_t now);

/* Has the certificate a file in readers/, or is there room for one more (PEOPLE_MAX)? */
bool names_have_room(struct names *names, int root, const struct digest *identity, int64_t now);

/*
 * The same for the process that writes, which has `begun` further files on their way: it tells the
 * author, in the log, once an hour.
 */
bool names_may_begin(struct names *names, int root, const struct digest *identity, size_t begun,
    int64_t now);

/* people_put(), and the next question knows of it, whatever the clock of the file system says. */
void names_put(struct names *names, int root, struct reader_put *puts, size_t n);
int names_write(struct names *names, int root, const struct digest *fingerprint,
    const struct reader *reader, struct error *err);

/* Whose code is it (people_join_code)? False: nobody's, now. */
bool names_find_code(struct names *names, int root, const struct secret *secret, struct str code,
    int64_t now, struct digest *fingerprint);

/*
 * A closing " -- Name" signs a text: cut it off and give the name, cleaned; or false, and all is as it
 * was. "--" needs a blank or a line's start before it and a blank behind it; blanks and empty lines may
 * follow the name. It must be a name and no more of the text: of at most NAME_COLUMNS, without what stands
 * in code and in paths, no end of a sentence ("… -- good."), not in a quoted line, nor within ` or ```.
 */
bool name_take_signature(struct arena *a, struct str *text, struct str *name);

#endif

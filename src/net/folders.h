/*
 * net/folders.h: the folders that the command line names, patterns filled in.
 *
 * A pattern that was quoted, so that the shell left it alone, is looked up here, at the start and at each
 * SIGHUP: so a new user's capsule is found without a restart. A word that names something as it stands is
 * no pattern, whatever is in it.
 */
#ifndef NET_FOLDERS_H
#define NET_FOLDERS_H

#include <stdbool.h>
#include <stddef.h>

struct folder {
	char *path;
	bool found;		/* by a pattern, not named */
};

struct folders {
	struct folder *items;	/* in the order of the words; those of a pattern by name */
	size_t n, cap;
};

/* Fill in. Of folders that come twice by the same path, one found by a pattern is dropped. */
void folders_expand(struct folders *f, char *const *words, size_t n);
void folders_release(struct folders *f);

bool folders_is_pattern(const char *word);

#endif

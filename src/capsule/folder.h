/*
 * capsule/folder.h: .folder.yaml, what an author says of one folder and of all below it: who may see it,
 * the language and types of its files, how it is listed. The table in folder.c is the one list of keys.
 *
 * A file with a fault leaves in force what is said of the folder above. But if who may see the folder
 * cannot be read with certainty, nobody may: a typing mistake opens no door.
 */
#ifndef CAPSULE_FOLDER_H
#define CAPSULE_FOLDER_H

#include "base/arena.h"
#include "base/digest.h"
#include "base/error.h"
#include "format/fields.h"

#define FOLDER_FILE ".folder.yaml"
#define FOLDER_CACHE 64		/* files kept parsed; a capsule with more reads one of them again now and then */

enum folder_access {
	FOLDER_ANYONE,
	FOLDER_CERTIFICATE,	/* any */
	FOLDER_LISTED,		/* these certificates; none: the owner alone, who may go everywhere */
	FOLDER_BROKEN,		/* nobody: what the author wrote cannot be read */
};

enum folder_order { FOLDER_UNSAID, FOLDER_NAME, FOLDER_NEWEST, FOLDER_OLDEST };

struct folder_type {
	struct str extension;
	struct str media;	/* empty: only the item type is said */
	char item;		/* Gopher item type */
};

/* What is in force in a folder. */
struct folder_rules {
	enum folder_access access;
	struct str door;	/* the folder that says so, "/friends/": there a certificate is chosen */
	struct digest *listed;
	size_t n_listed;
	struct str lang;	/* of gemtext; empty: the capsule's */
	struct str title;	/* of the listing, for this folder alone; may be empty */
	int order;		/* enum folder_order */
	struct str_list hide;	/* names and globs: `*` any letters, `?` one letter */
	struct folder_type *types;
	size_t n_types;
};

/*
 * What a file says, from its text: *rules holds that alone (access is FOLDER_ANYONE also if nothing is
 * said: *says_access). Texts are in the arena. 0; or -1 and *err with line and column; then *rules holds
 * what is certain in spite of it: access if that could be read, else FOLDER_BROKEN, and nothing more.
 */
int folder_parse(struct str text, const char *path, struct arena *a, struct folder_rules *rules,
    bool *says_access, struct error *err);

/*
 * The rules of the folder `path` ("/", "/friends/"), below a folder with the rules `above` (NULL: it is
 * the capsule's own). Looks at the file each time, by its stamp, and reads it only when that has changed;
 * tells the log of a fault, once. A closed folder whose file is missed stays closed for two seconds more:
 * some editors move a file away before they write it anew. All that is in *rules is in the arena. Never
 * fails: see above. (rules.c)
 */
void folder_read(int root, struct str path, const struct folder_rules *above, int64_t now,
    struct arena *a, struct folder_rules *rules);

/* Of a file by its name: what the author said, else what everybody does. */
struct str folder_media(const struct folder_rules *rules, struct str name);
char folder_item(const struct folder_rules *rules, struct str name);	/* '\0': nothing is said of it */

bool folder_hides(const struct folder_rules *rules, struct str name);

/* "dat=text/plain" or "dat=0". False: neither. */
bool folder_type_parse(struct str s, struct folder_type *type);

/* The keys, for the manual. */
const struct field_table *folder_keys(void);

#endif

/*
 * net/known.h: the keys of servers that we have been to, for our own clients (get, put): a text file, one
 * line for each, "HOST:PORT sha256:KEY 2126-11-24T10:00:00Z": the SHA-256 of the public key and the end of
 * its certificate. Lines that begin with # are the author's.		client-certificates.md, clients.md section 2
 */
#ifndef NET_KNOWN_H
#define NET_KNOWN_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/digest.h"
#include "base/error.h"

#define KNOWN_MAX (1 << 20)	/* bytes of the file: ten thousand servers */

struct known {
	struct digest key;
	int64_t ends;
};

enum known_found { KNOWN_NO, KNOWN_YES, KNOWN_BAD };

/* Look a place ("host:port") up in the file's text; `path` is for messages. KNOWN_BAD: *err has file:line. */
enum known_found known_look(struct str text, const char *path, struct str place, struct known *k, struct error *err);
/* The text with this place's line added, or in the other one's place. */
void known_write(struct buf *to, struct str text, struct str place, const struct known *k);

/*
 * $XDG_DATA_HOME/carrel/known-hosts, else ~/.local/share/carrel/known-hosts; NULL: there is no home. In
 * the arena.
 */
const char *known_path(struct arena *a);

/* The same on disk. A file that is not there knows nobody; known_put() makes it, and its folders. */
enum known_found known_find(const char *path, struct str place, struct known *k, struct error *err);
int known_put(const char *path, struct str place, const struct known *k, struct error *err);

#endif

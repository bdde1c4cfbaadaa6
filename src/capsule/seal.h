/*
 * capsule/seal.h: a note beside a file that says how we left it, so that the next start knows whether it is
 * still so: not half written by a process that was killed, not lost in a power cut, not in other hands since.
 */
#ifndef CAPSULE_SEAL_H
#define CAPSULE_SEAL_H

#include "base/file.h"

/* A file in the folder `dir`, its note beside it, and the version of what is in the file. */
struct seal {
	int dir;
	const char *file, *note;
	int version;
};

struct file_stamp seal_stamp(const struct seal *s);	/* of the file as it is; all zero: there is none */

/*
 * Note how the file is now. `clean`: all of it is on disk, and the note will be when this returns; else it
 * holds until the machine restarts. When no note can be left, there is none: then nothing is believed.
 */
struct file_stamp seal_put(const struct seal *s, bool clean);
int seal_sync(const struct seal *s);	/* one that is not clean onto the disk; 0 or -1 */

/* Is the file as the note says, and has the machine not been restarted since, or was it left clean? */
bool seal_holds(const struct seal *s, bool *clean);

void seal_remove(const struct seal *s);

#endif

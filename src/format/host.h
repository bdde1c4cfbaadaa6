/*
 * format/host.h: host names as people write them, and as certificates, requests and links want them.
 *
 * An international name is written in its own letters and travels as its A-label (xn--…). The rules are
 * those of IDNA 2008 with UTS 46's mapping (case, normal form; ß stays ß), which is what clients do.
 */
#ifndef FORMAT_HOST_H
#define FORMAT_HOST_H

#include "base/arena.h"

#define HOST_MAX 253			/* bytes of a name (RFC 1035: 255 with its length bytes) */
#define HOST_WRITTEN_MAX (4 * HOST_MAX)	/* bytes of a name in letters of its own, which become fewer */

/*
 * Read a name or an address: "Bücher.Example" is "xn--bcher-kva.example", "[0::1]" is "::1". Lower case,
 * in the arena. Returns NULL, or why it is none: a phrase, static.
 */
const char *host_read(struct str text, struct arena *a, struct str *host);

bool host_is_address(struct str host);		/* IPv4 or IPv6, without brackets */

/* A host as a person reads it: "bücher.example". What is no A-label stays as it is. */
struct str host_shown(struct str host, struct arena *a);

#endif

#include "capsule/writer.h"

#include <string.h>

#include "base/time.h"

#include "base/banned.h"

#define HEADS_MAX 64		/* parts of a text that are tried: nobody adds more in an hour, at one a minute */
#define CLOCK_SLACK 60		/* seconds that an ID may lie in the future */

/*
 * Was this written from that network? The letters of its ID are its mark as it was at first; what was
 * added later stands behind empty lines, so the first text is one of the heads.
 */
static bool
is_marked_by(const struct secret *secret, struct str post, const struct comment *comment,
    struct str reader)
{
	struct str letters = str_from(comment->id, TIME_ID_SIZE);
	struct comment head = *comment;
	char mark[COMMENT_MARK];

	for (int tries = 0; tries < HEADS_MAX && head.text.n > 0; tries++) {
		comment_mark(secret, reader, post, &head, mark);
		if (str_eq(letters, (struct str){ mark, COMMENT_MARK }))
			return true;
		do {
			head.text.n--;
		} while (head.text.n > 0 && !str_starts(str_from(comment->text, head.text.n), STR("\n\n")));
	}
	return false;
}

bool
writer_is(const struct secret *secret, struct str post, const struct comment *comment,
    struct str reader, const struct digest *identity)
{
	if (comment->has_identity)
		return identity != NULL &&
		    memcmp(identity->byte, comment->identity.byte, DIGEST_SIZE) == 0;
	return identity == NULL && is_marked_by(secret, post, comment, reader);
}

bool
writer_may_change(const struct secret *secret, struct str post, const struct comment *comment,
    struct str reader, const struct digest *identity, bool add_only, int64_t now)
{
	/* By its ID: the date in the file may have been mended by hand. */
	int64_t written = comment_id_time(comment->id);

	if (now - written >= WRITER_SECONDS || written > now + CLOCK_SLACK)
		return false;
	if (!comment->has_identity && (!add_only || str_starts(reader, STR("net:proxy"))))
		return false;
	return writer_is(secret, post, comment, reader, identity);
}

struct str
writer_add(struct arena *a, struct str text, struct str piece)
{
	return arena_printf(a, "%.*s\n\n%.*s", STR_ARG(text), STR_ARG(piece));
}

bool
writer_has_added(struct str text, struct str piece, struct arena *a)
{
	struct str with = arena_printf(a, "\n\n%.*s\n\n", STR_ARG(piece));
	struct str whole = arena_printf(a, "%.*s\n\n", STR_ARG(text));

	for (size_t at = 0; at + with.n <= whole.n; at++)
		if (memcmp(whole.p + at, with.p, with.n) == 0)
			return true;
	return false;
}

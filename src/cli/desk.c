#include "cli/desk.h"

#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#include "base/time.h"
#include "capsule/people.h"
#include "capsule/wishes.h"
#include "format/json.h"
#include "format/utf8.h"

#include "base/banned.h"

int
desk_complain(const char *text)
{
	(void)fprintf(stderr, "carrel comments: %s\n", text);
	return EXIT_NO;
}

struct str
desk_name(const struct boxed *b)
{
	return b->comment.name.n > 0 ? b->comment.name : STR("Anonymous");
}

/* --- what was done: a line to read, or an object --- */

static int
print_object(const char *done, const char *key, struct str a, const char *key_b, struct str b)
{
	struct buf out;

	buf_init(&out, 64 << 10);
	buf_addc(&out, '{');
	json_member(&out, true, "done", str_of(done));
	json_member(&out, false, key, a);
	json_member(&out, false, key_b, b);
	buf_add(&out, STR("}\n"));
	(void)fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	return EXIT_DONE;
}

static int
tell(const struct desk *d, const char *done, struct str post, struct str id)
{
	if (d->json)
		return print_object(done, "post", post, "id", id);
	(void)printf("%s %.*s/%.*s\n", done, STR_ARG(post), STR_ARG(id));
	return EXIT_DONE;
}

static int
tell_reader(struct desk *d, const char *done, const struct digest *identity, struct str name)
{
	char hex[DIGEST_HEX];

	digest_hex(identity, hex);
	if (d->json)
		return print_object(done, "identity", arena_printf(&d->arena, "sha256:%.*s", DIGEST_HEX, hex),
		    "name", name);
	(void)printf("%s %.*s\n", done, STR_ARG(name.n > 0 ? name : STR("this certificate")));
	return EXIT_DONE;
}

/* --- deciding --- */

int
desk_publish(struct desk *d, const struct boxed *b)
{
	struct error err;

	/* Said twice is done once. */
	if (b->box == BOX_HELD && boxes_move(d->root, b, BOX_PUBLISHED, &err) == -1)
		return desk_complain(err.text);
	return tell(d, "published", b->post, b->comment.id);
}

int
desk_reject(struct desk *d, const struct boxed *b)
{
	struct error err;

	if (boxes_remove(d->root, b, &err) == -1)
		return desk_complain(err.text);
	return tell(d, "removed", b->post, b->comment.id);
}

static int
set_blocked(struct desk *d, const struct digest *identity, struct str name, bool blocked)
{
	struct reader reader;
	struct error err;

	if (people_read(d->root, identity, &d->arena, &reader, &err) == -1) {
		if (err.kind != ERROR_NOT_FOUND)
			return desk_complain(err.text);
		reader = (struct reader){ .name = name, .since = { true, { .utc = time_now() } } };
	}
	reader.blocked = blocked;
	if (people_write(d->root, identity, &reader, &err) == -1)
		return desk_complain(err.text);
	return tell_reader(d, blocked ? "blocked" : "unblocked", identity, reader.name);
}

/* A reader by his fingerprint, or by one of his comments. */
/* The letters behind the last slash, without .gmi. */
static struct str
id_in(struct str word)
{
	struct str part = word;

	while (str_has(part, '/'))
		part = str_from(part, 1);
	(void)str_drop(&part, STR(".gmi"));
	return part;
}

/* Without a certificate there is only the network, which the server knows and forgets. */
static int
wish_for_network(struct desk *d, struct str id, bool blocked)
{
	struct error err;

	if (wish_leave(d->root, blocked ? WISH_BLOCK : WISH_UNBLOCK, id, &err) == -1)
		return desk_complain(err.text);
	(void)fprintf(stderr, blocked ? "It came without a certificate: within ten seconds the server takes nothing "
	    "more from that network, for a day, if it has been running since.\n" :
	    "Within ten seconds the server takes comments from that network again.\n");
	return EXIT_DONE;
}

int
desk_block(struct desk *d, struct str word, bool blocked)
{
	struct digest identity;
	struct boxed found;
	struct error err;
	struct str hex = word;

	if (str_skip(&hex, STR("sha256:")))
		return digest_from_hex(hex, &identity) ? set_blocked(d, &identity, STR_NONE, blocked) :
		    desk_complain("a fingerprint is sha256: and 64 hex digits");
	if (boxes_find(d->root, word, &d->arena, &found, &err) == -1) {
		if (blocked || err.kind != ERROR_NOT_FOUND)
			return desk_complain(err.text);
		found = (struct boxed){ .comment = { .id = id_in(word) } };	/* removed since, as is usual */
	}
	if (!found.comment.has_identity)
		return wish_for_network(d, found.comment.id, blocked);
	return set_blocked(d, &found.comment.identity, found.comment.name, blocked);
}

static void
new_id(char id[static COMMENT_ID_MAX + 1], int64_t now)
{
	struct digest random;

	time_write_id(id, now);
	id[TIME_ID_SIZE - 1] = '-';
	if (getrandom(random.byte, sizeof(random.byte), 0) != sizeof(random.byte))
		memset(random.byte, 0, sizeof(random.byte));
	digest_letters(&random, id + TIME_ID_SIZE, COMMENT_MARK);
	id[TIME_ID_SIZE + COMMENT_MARK] = '\0';
}

int
desk_reply(struct desk *d, const struct boxed *b, struct str text)
{
	char id[COMMENT_ID_MAX + 1];
	struct comment answer = { .name = d->config.author, .reply_to = b->comment.id,
	    .via = STR("author"), .date = time_now(), .text = utf8_clean_text(&d->arena, text) };
	struct comment_put put = { .box = BOX_PUBLISHED, .post = b->post, .comment = &answer };

	if (answer.text.n == 0)
		return desk_complain("an empty answer says nothing");
	if (text.n > DESK_REPLY_MAX)
		return desk_complain("the answer is too long; it may have 64 KiB");
	/* An answer to what nobody sees would hang in the air. */
	if (b->box == BOX_HELD && desk_publish(d, b) != EXIT_DONE)
		return EXIT_NO;
	new_id(id, answer.date);
	answer.id = str_of(id);
	comments_put(d->root, &put, 1);
	if (put.rc == -1)
		return desk_complain(put.err.text);
	return tell(d, "published", b->post, answer.id);
}

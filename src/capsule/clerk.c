#include "capsule/clerk.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "capsule/boxes.h"
#include "capsule/names.h"
#include "capsule/people.h"
#include "format/utf8.h"

#include "base/banned.h"

/* One order of a batch. */
struct job {
	struct order order;
	struct order_answer *answer;
	bool answered;			/* else its comment is to be written */
	size_t same_as;			/* an earlier job of the batch with the same comment, or itself */
	enum comment_box box;
	struct comment comment;
	char id[COMMENT_ID_MAX + 1], mark[COMMENT_MARK];
	bool is_new;			/* else it replaces one in `old_box` */
	enum comment_box old_box;
	struct reader reader;
	bool known;			/* the reader has a file */
};

struct batch {
	struct clerk *clerk;
	struct arena arena;
	struct job *jobs;
	size_t n;
	int64_t now;
};

static void
answer(struct job *j, enum order_result result)
{
	*j->answer = (struct order_answer){ .result = result };
	j->answered = true;
}

static void
answer_with(struct job *j, enum comment_box box, struct str id)
{
	answer(j, box == BOX_PUBLISHED ? ORDER_PUBLISHED : ORDER_HELD);
	memcpy(j->answer->id, id.p, id.n);
}

static uint64_t
hash(const struct clerk *c, const char *what, struct str s)
{
	struct str parts[] = { str_of(what), s };
	struct digest d = digest_keyed(c->secret, parts, 2);
	uint64_t h;

	memcpy(&h, d.byte, sizeof(h));
	return h;
}

/* --- rules --- */

static const struct digest *
identity_of(const struct order *o)
{
	return o->has_identity ? &o->identity : NULL;
}

static bool
has_word(struct str text, const struct str_list *words, struct arena *a)
{
	struct str folded = utf8_fold(a, text);

	for (size_t i = 0; i < words->n; i++) {
		struct str word = utf8_fold(a, words->items[i]);

		for (size_t at = 0; word.n > 0 && at + word.n <= folded.n; at++)
			if (memcmp(folded.p + at, word.p, word.n) == 0)
				return true;
	}
	return false;
}

static size_t
count_links(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i + 3 <= text.n; i++)
		n += memcmp(text.p + i, "://", 3) == 0;
	return n;
}

static bool
is_blocked(const struct clerk *c, struct str reader, int64_t now)
{
	uint64_t h = hash(c, "reader", reader);
	size_t n = sizeof(c->blocked) / sizeof(c->blocked[0]);

	for (size_t i = 0; i < n && i < c->n_blocked; i++)
		if (c->blocked[i].reader == h && now < c->blocked[i].until)
			return true;
	return false;
}

/* The same words under another post, lately: somebody is spreading something. */
static bool
is_repeated(const struct clerk *c, const struct order *o, int64_t now)
{
	uint64_t text = hash(c, "text", o->text), post = hash(c, "post", o->post);
	size_t n = c->n_recent < CLERK_RECENT ? c->n_recent : CLERK_RECENT;

	for (size_t i = 0; i < n; i++)
		if (c->recent[i].text == text && c->recent[i].post != post &&
		    now - c->recent[i].at < TIME_DAY)
			return true;
	return false;
}

/* Holding rules that need no thought. The author's own comments know none. */
static bool
must_wait(struct batch *b, const struct order *o)
{
	const struct config *config = b->clerk->config;

	if (o->has_identity && config_is_owner(config, &o->identity))
		return false;
	return count_links(o->text) > config->hold_links || is_repeated(b->clerk, o, b->now) ||
	    has_word(o->text, &config->hold_words, &b->arena);
}

static bool
held_is_full(struct batch *b, struct str post)
{
	size_t here, all = boxes_count(b->clerk->root, BOX_HELD, post, &here);

	return all >= CLERK_HELD_MAX || here >= CLERK_HELD_PER_POST;
}

/* --- a new comment --- */

static bool
is_sound(struct batch *b, const struct order *o)
{
	const struct site *site = b->clerk->site;
	const struct post *post = site_post_named(site, o->post);

	return comment_post_valid(o->post) && post != NULL && !post->broken &&
	    site_comments_mode(site, post, b->now) == COMMENTS_OPEN && o->text.n > 0 &&
	    utf8_valid(o->text) && utf8_valid(o->name) &&
	    (o->reply_to.n == 0 || comment_id_valid(o->reply_to)) &&
	    (b->clerk->config->anonymous || o->has_identity) &&
	    (str_eq(o->via, STR("gemini")) || str_eq(o->via, STR("gopher")) ||
	    str_eq(o->via, STR("titan")));
}

/* Is it there already: in this batch before it, or on disk? */
static bool
is_there(struct batch *b, size_t at)
{
	struct job *j = &b->jobs[at];
	struct str mark = { j->mark, COMMENT_MARK };
	char id[COMMENT_ID_MAX + 1];

	for (size_t i = 0; i < at; i++) {
		if (!b->jobs[i].answered && b->jobs[i].is_new &&
		    memcmp(b->jobs[i].mark, j->mark, COMMENT_MARK) == 0 &&
		    str_eq(b->jobs[i].order.post, j->order.post)) {
			j->same_as = i;
			return true;
		}
	}
	for (int box = BOX_PUBLISHED; box <= BOX_HELD; box++) {
		if (comments_find(b->clerk->root, (enum comment_box)box, j->order.post, mark, id)) {
			answer_with(j, (enum comment_box)box, str_of(id));
			return true;
		}
	}
	return false;
}

/* Does a certificate before this job, in the same batch, get a name that looks like it? */
static bool
is_asked_for(struct batch *b, size_t at, struct str name)
{
	const struct order *o = &b->jobs[at].order;
	struct alike alike = alike_of(&b->arena, name), other;

	for (size_t i = 0; i < at; i++) {
		const struct job *j = &b->jobs[i];

		if (j->answered || !j->is_new || !j->order.has_identity || (o->has_identity &&
		    memcmp(o->identity.byte, j->order.identity.byte, DIGEST_SIZE) == 0))
			continue;
		other = alike_of(&b->arena, j->comment.name);
		if (alike_same(&alike, &other))
			return true;
	}
	return false;
}

static struct str
fitting_name(struct batch *b, size_t at)
{
	const struct order *o = &b->jobs[at].order;
	struct str name = comment_name(&b->arena, utf8_clean_name(&b->arena, o->name, NAME_COLUMNS));

	return name.n > 0 && !is_asked_for(b, at, name) && name_is_free(&b->clerk->names, b->clerk->root,
	    b->clerk->config, name, identity_of(o), b->now) ? name : STR_NONE;
}

static bool
replies_to_something(struct batch *b, const struct order *o)
{
	struct comment parent;

	return o->reply_to.n > 0 &&
	    (comments_get(b->clerk->root, BOX_PUBLISHED, o->post, o->reply_to, &b->arena, &parent,
	    NULL) == 0 ||
	    comments_get(b->clerk->root, BOX_HELD, o->post, o->reply_to, &b->arena, &parent, NULL) == 0);
}

static void
name_comment(struct job *j, int64_t now)
{
	time_write_id(j->id, now);
	j->id[TIME_ID_SIZE - 1] = '-';
	memcpy(j->id + TIME_ID_SIZE, j->mark, COMMENT_MARK);
	j->id[TIME_ID_SIZE + COMMENT_MARK] = '\0';
}

static bool
is_trusted(struct batch *b, struct job *j)
{
	if (!j->known || j->reader.trusted)
		return j->known;
	return people_published(b->clerk->root, &j->reader);
}

static void
judge_new(struct batch *b, size_t at)
{
	struct job *j = &b->jobs[at];
	struct order *o = &j->order;
	struct clerk *c = b->clerk;
	uint32_t wait;

	if (!is_sound(b, o)) {
		answer(j, ORDER_FAILED);
		return;
	}
	comment_mark(c->secret, o->reader, o->post, o->text, j->mark);
	if (is_there(b, at))
		return;
	if (j->reader.blocked || is_blocked(c, o->reader, b->now) ||
	    has_word(o->text, &c->config->refuse_words, &b->arena)) {
		answer(j, ORDER_REFUSED);
		return;
	}
	j->box = people_box(c->config, identity_of(o), is_trusted(b, j));
	if (must_wait(b, o))
		j->box = BOX_HELD;
	if (j->box == BOX_HELD && held_is_full(b, o->post)) {
		answer(j, ORDER_FULL);
		return;
	}
	wait = str_starts(o->reader, STR("net:proxy")) ||
	    (o->has_identity && config_is_owner(c->config, &o->identity)) ? 0 :
	    pace_take(&c->pace, c->secret, o->reader, b->now);
	if (wait > 0) {
		answer(j, ORDER_SLOW_DOWN);
		j->answer->seconds = wait;
		return;
	}
	name_comment(j, b->now);
	j->is_new = true;
	j->comment = (struct comment){ .id = str_of(j->id), .name = fitting_name(b, at), .via = o->via,
	    .reply_to = replies_to_something(b, o) ? o->reply_to : STR_NONE,
	    .text = utf8_clean_text(&b->arena, o->text), .date = b->now,
	    .has_identity = o->has_identity, .identity = o->identity };
}

/* --- changing one's own --- */

/*
 * Was this written from that network? The letters of its ID are a keyed hash of the reader and the first
 * text; what was added later stands behind empty lines, so the first text is one of the heads.
 */
static bool
is_marked_by(const struct secret *secret, struct str post, const struct comment *comment,
    struct str reader)
{
	struct str letters = str_from(comment->id, TIME_ID_SIZE), text = comment->text;
	char mark[COMMENT_MARK];

	for (int tries = 0; tries < 64 && text.n > 0; tries++) {
		comment_mark(secret, reader, post, text, mark);
		if (str_eq(letters, (struct str){ mark, COMMENT_MARK }))
			return true;
		do {
			text.n--;
		} while (text.n > 1 && !str_starts(str_from(comment->text, text.n), STR("\n\n")));
		if (text.n <= 1)
			break;
	}
	return false;
}

bool
clerk_may_change(const struct secret *secret, struct str post, const struct comment *comment,
    struct str reader, const struct digest *identity, bool add_only, int64_t now)
{
	/* By its ID: the date in the file may have been mended by hand. */
	int64_t written = comment_id_time(comment->id);

	if (now - written >= CLERK_CHANGE_SECONDS || written > now + 60)
		return false;
	if (comment->has_identity)
		return identity != NULL &&
		    memcmp(identity->byte, comment->identity.byte, DIGEST_SIZE) == 0;
	/* A network is no person: it may add what it types at a prompt, and no link of its own deletes. */
	return identity == NULL && add_only && !str_starts(reader, STR("net:proxy")) && is_marked_by(secret, post, comment, reader);
}

static bool
get_comment(struct batch *b, struct job *j)
{
	for (int box = BOX_PUBLISHED; box <= BOX_HELD; box++) {
		if (comments_get(b->clerk->root, (enum comment_box)box, j->order.post, j->order.id, &b->arena,
		    &j->comment, NULL) == 0) {
			j->old_box = j->box = (enum comment_box)box;
			return true;
		}
	}
	return false;
}

/* Said twice is said once: a reload must not add the same words again. */
static bool
is_added(struct str text, struct str piece, struct arena *a)
{
	struct str with = arena_printf(a, "\n\n%.*s\n\n", STR_ARG(piece));
	struct str whole = arena_printf(a, "%.*s\n\n", STR_ARG(text));

	for (size_t at = 0; at + with.n <= whole.n; at++)
		if (memcmp(whole.p + at, with.p, with.n) == 0)
			return true;
	return false;
}

static void
judge_change(struct batch *b, struct job *j)
{
	struct order *o = &j->order;
	struct clerk *c = b->clerk;
	bool add = o->kind == ORDER_ADD;
	struct boxed moved;
	struct error err;
	struct str text = utf8_clean_text(&b->arena, o->text);

	if (!get_comment(b, j)) {
		answer(j, ORDER_UNKNOWN);
	} else if (j->reader.blocked || is_blocked(c, o->reader, b->now)) {
		answer(j, ORDER_REFUSED);
	} else if (add && is_added(j->comment.text, text, &b->arena)) {
		answer_with(j, j->box, j->comment.id);
	} else if (!clerk_may_change(c->secret, o->post, &j->comment, o->reader, identity_of(o), add, b->now)) {
		answer(j, ORDER_TOO_LATE);
	} else if (text.n == 0 || text.n > CLERK_PROMPT_MAX ||
	    (add && j->comment.text.n + 2 + text.n > CLERK_PROMPT_MAX)) {
		answer(j, ORDER_TOO_LONG);
	} else if (has_word(text, &c->config->refuse_words, &b->arena)) {
		answer(j, ORDER_REFUSED);
	} else {
		j->comment.text = !add ? text : arena_printf(&b->arena, "%.*s\n\n%.*s",
		    STR_ARG(j->comment.text), STR_ARG(text));
		o->text = j->comment.text;
		memcpy(j->id, j->comment.id.p, j->comment.id.n);
		/* What the author has not read as it is now does not go past him. */
		if (must_wait(b, o) || people_box(c->config, identity_of(o), is_trusted(b, j)) == BOX_HELD)
			j->box = BOX_HELD;
		/* Moved first, then replaced where it is: at no moment is it in both boxes or in none. */
		moved = (struct boxed){ j->old_box, o->post, j->comment };
		if (j->box != j->old_box && boxes_move(c->root, &moved, j->box, &err) == -1)
			answer(j, ORDER_FAILED);
	}
}

static void
run_delete(struct batch *b, struct job *j)
{
	struct boxed what;
	struct error err;

	if (!get_comment(b, j)) {
		answer(j, ORDER_DONE);
		return;
	}
	if (!clerk_may_change(b->clerk->secret, j->order.post, &j->comment, j->order.reader,
	    identity_of(&j->order), false, b->now)) {
		answer(j, ORDER_TOO_LATE);
		return;
	}
	what = (struct boxed){ j->box, j->order.post, j->comment };
	answer(j, boxes_remove(b->clerk->root, &what, &err) == 0 ? ORDER_DONE : ORDER_FAILED);
}

/* --- the author's --- */

static void
block_writer(struct batch *b, const struct comment *comment)
{
	struct clerk *c = b->clerk;
	struct reader reader;
	struct error err;

	if (comment->has_identity) {
		if (people_read(c->root, &comment->identity, &b->arena, &reader, NULL) == -1)
			reader = (struct reader){ .name = comment->name, .since = { true, { .utc = b->now } } };
		reader.blocked = true;
		/* Even when readers/ is full: it is the author's wish, one at a time. */
		if (names_write(&c->names, c->root, &comment->identity, &reader, &err) == -1)
			log_line(LOG_ERROR, "readers/: %s", err.text);
		return;
	}
	for (size_t i = 0; i < CLERK_RECENT && i < c->n_recent; i++) {
		if (!str_eq(str_of(c->recent[i].id), comment->id))
			continue;
		c->blocked[c->n_blocked % (sizeof(c->blocked) / sizeof(c->blocked[0]))].reader =
		    c->recent[i].reader;
		c->blocked[c->n_blocked % (sizeof(c->blocked) / sizeof(c->blocked[0]))].until =
		    b->now + CLERK_BLOCK_SECONDS;
		c->n_blocked++;
	}
}

static void
run_moderation(struct batch *b, struct job *j)
{
	struct boxed what;
	struct error err;
	int rc = 0;

	if (!j->order.has_identity || !config_is_owner(b->clerk->config, &j->order.identity)) {
		answer(j, ORDER_REFUSED);
		return;
	}
	if (!get_comment(b, j)) {
		answer(j, j->order.kind == ORDER_LET ? ORDER_UNKNOWN : ORDER_DONE);
		return;
	}
	what = (struct boxed){ j->box, j->order.post, j->comment };
	if (j->order.kind == ORDER_BLOCK)
		block_writer(b, &j->comment);
	if (j->order.kind != ORDER_LET)
		rc = boxes_remove(b->clerk->root, &what, &err);
	else if (j->box == BOX_HELD)
		rc = boxes_move(b->clerk->root, &what, BOX_PUBLISHED, &err);
	answer(j, rc == 0 ? ORDER_DONE : ORDER_FAILED);
}

/* --- readers and drafts --- */

static void
begin_reader(struct batch *b, struct job *j)
{
	if (!j->known)
		j->reader.since = (struct field_date){ true, { .utc = b->now, .has_time = true } };
}

/* What is written of a reader has a file to go to, or room for one. */
static bool
may_have_file(struct batch *b, const struct job *j)
{
	return j->known || names_may_begin(&b->clerk->names, b->clerk->root, &j->order.identity, b->now);
}

static void
run_name(struct batch *b, struct job *j)
{
	struct str name = comment_name(&b->arena, utf8_clean_name(&b->arena, j->order.name, NAME_COLUMNS));
	struct error err;

	if (!j->order.has_identity || name.n == 0) {
		answer(j, ORDER_REFUSED);
	} else if (!name_is_free(&b->clerk->names, b->clerk->root, b->clerk->config, name,
	    &j->order.identity, b->now)) {
		answer(j, ORDER_TAKEN);
	} else if (!may_have_file(b, j)) {
		answer(j, ORDER_FULL);
	} else {
		begin_reader(b, j);
		j->reader.name = name;
		answer(j, names_write(&b->clerk->names, b->clerk->root, &j->order.identity, &j->reader,
		    &err) == 0 ? ORDER_DONE : ORDER_FAILED);
	}
}

static void
run_join(struct batch *b, struct job *j)
{
	struct clerk *c = b->clerk;
	struct reader other;
	struct digest main;
	struct error err;
	char hex[DIGEST_HEX];

	if (!j->order.has_identity ||
	    !names_find_code(&c->names, c->root, c->secret, j->order.text, b->now, &main) ||
	    memcmp(main.byte, j->order.identity.byte, DIGEST_SIZE) == 0 ||
	    people_read(c->root, &main, &b->arena, &other, NULL) == -1 || other.with.n > 0 ||
	    j->reader.joined > 0) {	/* others hang on this one: they would hang in the air */
		answer(j, ORDER_UNKNOWN);
		return;
	}
	if (!may_have_file(b, j)) {
		answer(j, ORDER_FULL);
		return;
	}
	digest_hex(&main, hex);
	begin_reader(b, j);
	j->reader.name = STR_NONE;		/* it goes by the other's from now on */
	j->reader.with = arena_printf(&b->arena, "sha256:%.*s", DIGEST_HEX, hex);
	other.joined++;
	answer(j, names_write(&c->names, c->root, &main, &other, &err) == 0 &&
	    names_write(&c->names, c->root, &j->order.identity, &j->reader, &err) == 0 ?
	    ORDER_DONE : ORDER_FAILED);
}

bool
clerk_draft_name_valid(struct str name)
{
	for (size_t i = 0; i < name.n; i++)
		if (!(name.p[i] >= 'a' && name.p[i] <= 'z') && !(name.p[i] >= '2' && name.p[i] <= '7'))
			return false;
	return name.n == 15;
}

/* Room for one more: the oldest goes. It can be written again; the newest is being read just now. */
static void
make_room(int dir, struct arena *a)
{
	struct file_entry *entries;
	const char *oldest = NULL;
	int64_t least = INT64_MAX;
	struct stat st;
	size_t n;

	if (file_list(dir, a, &entries, &n, NULL) == -1 || n < CLERK_DRAFTS_MAX)
		return;
	for (size_t i = 0; i < n; i++) {
		if (fstatat(dir, entries[i].name, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
		    file_stamp(&st).mtime_ns < least) {
			least = file_stamp(&st).mtime_ns;
			oldest = entries[i].name;
		}
	}
	if (oldest != NULL)
		(void)unlinkat(dir, oldest, 0);
}

static void
run_draft(struct batch *b, struct job *j)
{
	struct str name = j->order.name;
	struct error err;
	int dir, rc = -1;

	if (!clerk_draft_name_valid(name) || j->order.text.n == 0 || j->order.text.n > CLERK_PROMPT_MAX ||
	    !utf8_valid(j->order.text)) {
		answer(j, ORDER_REFUSED);
		return;
	}
	if (pace_take(&b->clerk->pace, b->clerk->secret, arena_printf(&b->arena, "draft %.*s",
	    STR_ARG(j->order.reader)), b->now) > 0) {
		answer(j, ORDER_FULL);
		return;
	}
	dir = file_make_folder(b->clerk->root, CLERK_DRAFTS, 0750, &err);
	if (dir != -1) {
		make_room(dir, &b->arena);
		rc = file_replace(dir, arena_cstr(&b->arena, arena_printf(&b->arena, "%.*s.txt",
		    STR_ARG(name))), 0640, j->order.text, true, &err);
	}
	answer(j, rc == 0 ? ORDER_DONE : ORDER_FAILED);
	file_close(&dir);
}

/* --- a batch --- */

static void
judge(struct batch *b, size_t at, struct str message)
{
	struct job *j = &b->jobs[at];
	struct order *o = &j->order;
	struct error err;

	j->same_as = at;
	if (!order_read(message, o)) {
		answer(j, ORDER_FAILED);
		return;
	}
	if (o->has_identity) {
		j->known = people_read(b->clerk->root, &o->identity, &b->arena, &j->reader, &err) == 0;
		if (!j->known && err.kind != ERROR_NOT_FOUND) {
			log_line(LOG_ERROR, "%s (nothing is taken from this reader meanwhile)", err.text);
			answer(j, ORDER_FAILED);	/* who is blocked must not slip through a typing error */
			return;
		}
	}
	switch (o->kind) {
	case ORDER_PUBLISH:
		judge_new(b, at);
		break;
	case ORDER_ADD:
	case ORDER_EDIT:
		judge_change(b, j);
		break;
	case ORDER_DELETE:
		run_delete(b, j);
		break;
	case ORDER_LET:
	case ORDER_REJECT:
	case ORDER_BLOCK:
		run_moderation(b, j);
		break;
	case ORDER_NAME:
		run_name(b, j);
		break;
	case ORDER_JOIN:
		run_join(b, j);
		break;
	case ORDER_DRAFT:
		run_draft(b, j);
		break;
	case ORDER_KINDS:
		answer(j, ORDER_FAILED);
		break;
	}
}

static void
remember_recent(struct batch *b, const struct job *j)
{
	struct recent_comment *r = &b->clerk->recent[b->clerk->n_recent++ % CLERK_RECENT];

	r->reader = hash(b->clerk, "reader", j->order.reader);
	r->text = hash(b->clerk, "text", j->order.text);
	r->post = hash(b->clerk, "post", j->order.post);
	r->at = b->now;
	memcpy(r->id, j->id, sizeof(r->id));
}

/* The reader's file: what he wrote last, by which he becomes known and finds his own again. */
static void
remember_in_file(struct batch *b, struct job *j)
{
	struct str_list *old = &j->reader.comments;
	struct str *items = arena_new(&b->arena, PEOPLE_COMMENTS, sizeof(*items));
	struct error err;
	size_t n = 0, skip;

	/* An earlier job of this batch may have written the file meanwhile. */
	if (people_read(b->clerk->root, &j->order.identity, &b->arena, &j->reader, NULL) == 0)
		j->known = true;
	if (!may_have_file(b, j))
		return;				/* he stays a stranger */
	begin_reader(b, j);
	skip = old->n >= PEOPLE_COMMENTS ? old->n - PEOPLE_COMMENTS + 1 : 0;
	for (size_t i = skip; i < old->n; i++)
		items[n++] = old->items[i];
	items[n++] = arena_printf(&b->arena, "%.*s/%s", STR_ARG(j->order.post), j->id);
	*old = (struct str_list){ items, n };
	if (j->reader.name.n == 0)
		j->reader.name = j->comment.name;
	if (j->box == BOX_PUBLISHED && b->clerk->config->moderate == MODERATE_FIRST)
		j->reader.trusted = true;	/* it did not wait because he is known: that need not be found again */
	if (names_write(&b->clerk->names, b->clerk->root, &j->order.identity, &j->reader, &err) == -1)
		log_line(LOG_WARNING, "readers/: %s", err.text);
}

/* The author answers what waits: an answer to what nobody sees would hang in the air. */
static void
publish_parent(struct batch *b, const struct job *j)
{
	struct boxed parent = { .box = BOX_HELD, .post = j->order.post };
	struct error err;

	if (j->comment.reply_to.n > 0 && comments_get(b->clerk->root, BOX_HELD, j->order.post,
	    j->comment.reply_to, &b->arena, &parent.comment, NULL) == 0 &&
	    boxes_move(b->clerk->root, &parent, BOX_PUBLISHED, &err) == -1)
		log_line(LOG_ERROR, "%s", err.text);
}

static void
settle_written(struct batch *b, struct job *j, const struct comment_put *put)
{
	struct clerk *c = b->clerk;

	if (put->rc == -1) {
		if (log_due(&c->last_complaint, 10))
			log_line(LOG_ERROR, "a comment could not be saved: %s", put->err.text);
		answer(j, ORDER_FAILED);
		return;
	}
	answer_with(j, j->box, j->comment.id);
	if (j->is_new) {
		remember_recent(b, j);
		if (j->order.has_identity)
			remember_in_file(b, j);
	}
	if (j->is_new && j->order.has_identity && config_is_owner(c->config, &j->order.identity))
		publish_parent(b, j);
	if (c->written != NULL)
		c->written(c->ctx, j->box, j->order.post, &j->comment);
}

/* Write what has been judged so far, from job `from` on, and answer it. */
static void
write_all(struct batch *b, size_t from, size_t to)
{
	struct comment_put *puts = arena_new(&b->arena, b->n, sizeof(*puts));
	size_t *job_of = arena_new(&b->arena, b->n, sizeof(*job_of)), writes = 0;

	for (size_t i = from; i < to; i++) {
		if (b->jobs[i].answered || b->jobs[i].same_as != i)
			continue;
		job_of[writes] = i;
		puts[writes++] = (struct comment_put){ .box = b->jobs[i].box, .post = b->jobs[i].order.post,
		    .comment = &b->jobs[i].comment, .replaces = !b->jobs[i].is_new };
	}
	comments_put(b->clerk->root, puts, writes);
	for (size_t i = 0; i < writes; i++)
		settle_written(b, &b->jobs[job_of[i]], &puts[i]);
	for (size_t i = from; i < to; i++) {
		if (b->jobs[i].answered)
			continue;
		*b->jobs[i].answer = *b->jobs[b->jobs[i].same_as].answer;
		b->jobs[i].answered = true;
	}
}

void
clerk_run(struct clerk *c, const struct str *messages, struct order_answer *answers, size_t n,
    int64_t now)
{
	struct batch b = { .clerk = c, .jobs = mem_new(n, sizeof(*b.jobs)), .n = n, .now = now };
	size_t begun = 0;

	for (size_t i = 0; i < n; i++) {
		bool fresh;

		b.jobs[i].answer = &answers[i];
		b.jobs[i].same_as = i;
		fresh = order_read(messages[i], &b.jobs[i].order) && b.jobs[i].order.kind == ORDER_PUBLISH;
		/* Only new comments can be written together: what changes one must find it as it is. */
		if (!fresh) {
			write_all(&b, begun, i);
			begun = i;
		}
		judge(&b, i, messages[i]);
		if (!fresh) {
			write_all(&b, begun, i + 1);
			begun = i + 1;
		}
	}
	write_all(&b, begun, n);
	free(b.jobs);
	arena_release(&b.arena);
}

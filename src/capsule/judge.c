#include "capsule/job.h"

#include <string.h>

#include "capsule/boxes.h"
#include "capsule/names.h"
#include "capsule/writer.h"
#include "format/utf8.h"

#include "base/banned.h"

static const struct digest *
identity_of(const struct order *o)
{
	return o->has_identity ? &o->identity : NULL;
}

/* Is this a new comment that waits to be written with the rest of its batch? */
static bool
is_pending(const struct job *j)
{
	return !j->answered && j->is_new;
}

/* --- rules --- */

/* The same words under another post: lately, or in this very batch. */
static bool
is_repeated(const struct batch *b, size_t at)
{
	const struct order *o = &b->jobs[at].order;

	for (size_t i = b->begun; i < at; i++)
		if (is_pending(&b->jobs[i]) && str_eq(b->jobs[i].order.text, o->text) &&
		    !str_eq(b->jobs[i].order.post, o->post))
			return true;
	return guard_is_repeated(&b->clerk->guard, o, b->now);
}

/* Holding rules that need no thought. The author's own comments know none. */
static bool
must_wait(struct batch *b, size_t at)
{
	const struct config *config = b->clerk->config;
	const struct order *o = &b->jobs[at].order;

	return !job_is_owners(b, &b->jobs[at]) && (guard_count_links(o->text) > config->hold_links ||
	    is_repeated(b, at) || guard_has_word(o->text, &config->hold_words, &b->arena));
}

static bool
held_is_full(struct batch *b, size_t at)
{
	struct str post = b->jobs[at].order.post;
	size_t here, all = boxes_count(b->clerk->root, BOX_HELD, post, &here);

	for (size_t i = b->begun; i < at; i++) {
		if (!is_pending(&b->jobs[i]) || b->jobs[i].box != BOX_HELD)
			continue;
		all++;
		here += str_eq(b->jobs[i].order.post, post);
	}
	return all >= CLERK_HELD_MAX || here >= CLERK_HELD_PER_POST;
}

enum order_result
judge_reader(struct batch *b, struct job *j)
{
	struct clerk *c = b->clerk;

	return j->reader.blocked || guard_is_blocked(&c->guard, j->order.reader, b->now) ||
	    guard_has_word(j->order.text, &c->config->refuse_words, &b->arena) ? ORDER_REFUSED : ORDER_DONE;
}

enum order_result
judge_pace(struct batch *b, struct job *j, const char *what)
{
	j->answer->seconds = job_is_owners(b, j) ? 0 : guard_pace(&b->clerk->guard, what, &j->order, b->now);
	return j->answer->seconds > 0 ? ORDER_SLOW_DOWN : ORDER_DONE;
}

/* --- a new comment --- */

/* Is this an order that a sound worker would give, and does the post take comments? ORDER_DONE, or why not. */
static enum order_result
judge_post(struct batch *b, const struct order *o)
{
	const struct site *site = b->clerk->site;
	const struct post *post = site_post_named(site, o->post);

	if (!comment_post_valid(o->post) || post == NULL || post->broken || post->draft || post->date > b->now)
		return ORDER_FAILED;
	return site_comments_mode(site, post, b->now) == COMMENTS_OPEN ? ORDER_DONE : ORDER_CLOSED;
}

static enum order_result
judge_new_order(struct batch *b, const struct order *o)
{
	if (o->text.n == 0 || !utf8_valid(o->text) || !utf8_valid(o->name) ||
	    (o->reply_to.n > 0 && !comment_id_valid(o->reply_to)) ||
	    (!b->clerk->config->anonymous && !o->has_identity) ||
	    (!str_eq(o->via, STR("gemini")) && !str_eq(o->via, STR("gopher")) &&
	    !str_eq(o->via, STR("titan"))))
		return ORDER_FAILED;
	return judge_post(b, o);
}

/* Is it there already: in this batch before it, or on disk? Or was it, and has been taken out? */
static bool
is_there(struct batch *b, size_t at)
{
	struct job *j = &b->jobs[at];
	struct str mark = { j->mark, COMMENT_MARK };
	char id[COMMENT_ID_MAX + 1];

	for (size_t i = b->begun; i < at; i++) {
		if (is_pending(&b->jobs[i]) && memcmp(b->jobs[i].mark, j->mark, COMMENT_MARK) == 0 &&
		    str_eq(b->jobs[i].order.post, j->order.post)) {
			j->same_as = i;
			return true;
		}
	}
	for (int box = BOX_PUBLISHED; box <= BOX_HELD; box++) {
		if (comments_find(b->clerk->root, (enum comment_box)box, j->order.post, mark, id)) {
			job_answer_comment(j, (enum comment_box)box, str_of(id));
			return true;
		}
	}
	if (!taken_has(&b->clerk->taken, j->order.post, mark, b->now))
		return false;
	job_answer(j, ORDER_GONE);
	return true;
}

/* Somebody in this batch is about to get this name, or one that looks like it, for his certificate. */
static bool
is_claimed(struct batch *b, size_t at, struct str name)
{
	struct alike alike = alike_of(&b->arena, name), taken;

	for (size_t i = b->begun; i < at; i++) {
		const struct job *other = &b->jobs[i];

		if (!is_pending(other) || !other->order.has_identity || other->comment.name.n == 0 ||
		    (b->jobs[at].order.has_identity && memcmp(other->order.identity.byte,
		    b->jobs[at].order.identity.byte, DIGEST_SIZE) == 0))
			continue;
		taken = alike_of(&b->arena, other->comment.name);
		if (alike_same(&alike, &taken))
			return true;
	}
	return false;
}

static struct str
fitting_name(struct batch *b, size_t at)
{
	const struct order *o = &b->jobs[at].order;
	struct str name = comment_name(&b->arena, utf8_clean_name(&b->arena, o->name, NAME_COLUMNS));

	return name.n > 0 && !is_claimed(b, at, name) && name_is_free(&b->clerk->names, b->clerk->root,
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

void
judge_new(struct batch *b, size_t at)
{
	struct job *j = &b->jobs[at];
	struct order *o = &j->order;
	struct clerk *c = b->clerk;
	enum order_result result = judge_new_order(b, o);

	if (result == ORDER_FAILED) {
		job_answer(j, result);
		return;
	}
	j->comment = (struct comment){ .name = fitting_name(b, at), .via = o->via,
	    .reply_to = replies_to_something(b, o) ? o->reply_to : STR_NONE,
	    .text = utf8_clean_text(&b->arena, o->text), .date = b->now,
	    .has_identity = o->has_identity, .identity = o->identity };
	comment_mark(c->secret, o->reader, o->post, &j->comment, j->mark);
	if (is_there(b, at))
		return;
	j->box = people_box(c->config, identity_of(o), is_trusted(b, j));
	if (must_wait(b, at))
		j->box = BOX_HELD;
	if (result == ORDER_DONE)
		result = judge_reader(b, j);
	if (result == ORDER_DONE && j->box == BOX_HELD && held_is_full(b, at))
		result = ORDER_FULL;
	if (result == ORDER_DONE)
		result = judge_pace(b, j, "comment");
	if (result != ORDER_DONE) {
		job_refuse(j, result);
		return;
	}
	name_comment(j, b->now);
	j->comment.id = str_of(j->id);
	j->is_new = true;
}

/* --- changing one's own --- */

/* The comment has been found: may it become this? ORDER_DONE, or why not. */
static enum order_result
judge_text(struct batch *b, struct job *j)
{
	struct order *o = &j->order;
	bool add = o->kind == ORDER_ADD;
	enum order_result result = judge_post(b, o);

	if (result != ORDER_DONE)
		return result;
	if (!writer_may_change(b->clerk->secret, o->post, &j->comment, o->reader, identity_of(o), add, b->now))
		return ORDER_TOO_LATE;
	if (o->text.n == 0 || o->text.n > CLERK_PROMPT_MAX ||
	    (add && j->comment.text.n + 2 + o->text.n > CLERK_PROMPT_MAX))
		return ORDER_TOO_LONG;
	result = judge_reader(b, j);
	return result == ORDER_DONE ? judge_pace(b, j, "change") : result;
}

void
judge_change(struct batch *b, size_t at)
{
	struct job *j = &b->jobs[at];
	struct order *o = &j->order;
	enum order_result result;
	struct boxed moved;
	struct error err;

	o->text = utf8_clean_text(&b->arena, o->text);
	if (!job_get_comment(b, j)) {
		job_answer(j, ORDER_UNKNOWN);
		return;
	}
	if (o->kind == ORDER_ADD ? writer_has_added(j->comment.text, o->text, &b->arena) :
	    str_eq(j->comment.text, o->text)) {
		job_answer_comment(j, j->box, j->comment.id);
		return;
	}
	result = judge_text(b, j);
	if (result != ORDER_DONE) {
		job_refuse(j, result);
		return;
	}
	if (o->kind == ORDER_ADD)
		o->text = writer_add(&b->arena, j->comment.text, o->text);
	j->comment.text = o->text;
	memcpy(j->id, j->comment.id.p, j->comment.id.n);
	/* What the author has not read as it is now does not go past him. */
	if (must_wait(b, at) || people_box(b->clerk->config, identity_of(o), is_trusted(b, j)) == BOX_HELD)
		j->box = BOX_HELD;
	/* Moved first, then replaced where it is: at no moment is it in both boxes or in none. */
	moved = (struct boxed){ j->old_box, o->post, j->comment };
	if (j->box != j->old_box && boxes_move(b->clerk->root, &moved, j->box, &err) == -1)
		job_answer(j, ORDER_FAILED);
}

#include "capsule/job.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "capsule/boxes.h"
#include "capsule/drafts.h"
#include "capsule/enrol.h"
#include "capsule/press.h"
#include "capsule/wishes.h"
#include "capsule/writer.h"
#include "format/utf8.h"

#include "base/banned.h"

void
job_answer(struct job *j, enum order_result result)
{
	*j->answer = (struct order_answer){ .result = result };
	j->answered = true;
}

void
job_answer_comment(struct job *j, enum comment_box box, struct str id)
{
	job_answer(j, box == BOX_PUBLISHED ? ORDER_PUBLISHED : ORDER_HELD);
	memcpy(j->answer->id, id.p, id.n);
}

void
job_refuse(struct job *j, enum order_result result)
{
	uint32_t seconds = j->answer->seconds;

	job_answer(j, result);
	if (result == ORDER_SLOW_DOWN)
		j->answer->seconds = seconds;
}

bool
job_is_owners(const struct batch *b, const struct job *j)
{
	return j->order.has_identity && config_is_owner(b->clerk->config, &j->order.identity);
}

bool
job_get_comment(struct batch *b, struct job *j)
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

/* --- one's own --- */

static void
run_delete(struct batch *b, struct job *j)
{
	struct boxed what;
	struct error err;

	if (!job_get_comment(b, j)) {
		job_answer(j, ORDER_DONE);
		return;
	}
	if (!writer_may_change(b->clerk->secret, j->order.post, &j->comment, j->order.reader,
	    j->order.has_identity ? &j->order.identity : NULL, false, b->now)) {
		job_answer(j, ORDER_TOO_LATE);
		return;
	}
	what = (struct boxed){ j->box, j->order.post, j->comment };
	job_answer(j, boxes_remove(b->clerk->root, &what, &err) == 0 ? ORDER_DONE : ORDER_FAILED);
}

/* --- the author's --- */

static void
block_writer(struct batch *b, const struct comment *comment)
{
	struct clerk *c = b->clerk;
	struct reader reader;
	struct error err;

	if (!comment->has_identity) {
		guard_block_writer(&c->guard, comment->id, b->now);
		return;
	}
	if (people_read(c->root, &comment->identity, &b->arena, &reader, NULL) == -1) {
		reader = (struct reader){ .name = comment->name };
		people_begin(&reader, b->now);
	}
	reader.blocked = true;
	/* Even when readers/ is full: it is the author's wish, one at a time. */
	if (names_write(&c->names, c->root, &comment->identity, &reader, &err) == -1)
		log_line(LOG_ERROR, "readers/: %s", err.text);
}

static void
run_moderation(struct batch *b, struct job *j)
{
	struct boxed what;
	struct error err;
	int rc = 0;

	if (!job_is_owners(b, j)) {
		job_answer(j, ORDER_REFUSED);
		return;
	}
	if (!job_get_comment(b, j)) {
		job_answer(j, j->order.kind == ORDER_LET ? ORDER_UNKNOWN : ORDER_DONE);
		return;
	}
	what = (struct boxed){ j->box, j->order.post, j->comment };
	if (j->order.kind == ORDER_BLOCK)
		block_writer(b, &j->comment);
	if (j->order.kind != ORDER_LET)
		rc = boxes_remove(b->clerk->root, &what, &err);
	else if (j->box == BOX_HELD)
		rc = boxes_move(b->clerk->root, &what, BOX_PUBLISHED, &err);
	job_answer(j, rc == 0 ? ORDER_DONE : ORDER_FAILED);
}

/* --- names and drafts --- */

static void
run_enrolment(struct batch *b, struct job *j)
{
	struct clerk *c = b->clerk;
	enum order_result result = judge_reader(b, j);

	if (result == ORDER_DONE)
		result = judge_pace(b, j, "name");
	if (result == ORDER_DONE && j->order.kind == ORDER_NAME)
		result = enrol_name(c->root, c->config, &c->names, &j->order, j->known ? &j->reader : NULL,
		    b->now, &b->arena);
	else if (result == ORDER_DONE)
		result = enrol_join(c->root, c->config, c->secret, &c->names, &j->order,
		    j->known ? &j->reader : NULL, b->now, &b->arena);
	job_refuse(j, result);
}

static void
run_draft(struct batch *b, struct job *j)
{
	const struct order *o = &j->order;
	struct error err;

	if (!draft_name_valid(o->name) || o->text.n == 0 || o->text.n > CLERK_PROMPT_MAX ||
	    !utf8_valid(o->text))
		job_answer(j, ORDER_REFUSED);
	else if (guard_pace(&b->clerk->guard, "draft", o, b->now) > 0)
		job_answer(j, ORDER_FULL);
	else
		job_answer(j, draft_write(b->clerk->root, o->name, o->text, &err) == 0 ? ORDER_DONE : ORDER_FAILED);
}

/* --- the author's own files --- */

static void
run_press(struct batch *b, struct job *j)
{
	const struct order *o = &j->order;
	bool upload = o->kind == ORDER_UPLOAD;
	struct error err;

	if (!job_is_owners(b, j)) {
		job_answer(j, ORDER_REFUSED);
	} else if (upload && o->body.n == 0) {
		job_answer(j, ORDER_FAILED);	/* nothing is a deletion, and that is asked for by its name */
	} else if (upload ? press_write(b->clerk->root, o->name, o->body, b->now, &err) == 0 :
	    press_remove(b->clerk->root, o->name, b->now, &err) == 0) {
		job_answer(j, ORDER_DONE);
	} else if (err.kind == ERROR_NOT_FOUND && !upload) {
		job_answer(j, ORDER_DONE);	/* said twice is done once */
	} else {
		log_line(LOG_ERROR, "an upload could not be saved: %s", err.text);
		job_answer(j, ORDER_FAILED);
	}
}

/* --- a batch --- */

/* False: the reader's file is damaged, and nothing is taken: who is blocked must not slip through that. */
static bool
know_reader(struct batch *b, struct job *j)
{
	struct error err;

	if (!j->order.has_identity)
		return true;
	j->known = people_read(b->clerk->root, &j->order.identity, &b->arena, &j->reader, &err) == 0;
	if (j->known || err.kind == ERROR_NOT_FOUND)
		return true;
	log_line(LOG_ERROR, "%s (nothing is taken from this reader meanwhile)", err.text);
	return false;
}

static void
judge(struct batch *b, size_t at)
{
	struct job *j = &b->jobs[at];

	if (!know_reader(b, j)) {
		job_answer(j, ORDER_FAILED);
		return;
	}
	switch (j->order.kind) {
	case ORDER_PUBLISH:
		judge_new(b, at);
		break;
	case ORDER_ADD:
	case ORDER_EDIT:
		judge_change(b, at);
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
	case ORDER_JOIN:
		run_enrolment(b, j);
		break;
	case ORDER_DRAFT:
		run_draft(b, j);
		break;
	case ORDER_UPLOAD:
	case ORDER_REMOVE:
		run_press(b, j);
		break;
	case ORDER_KINDS:
		job_answer(j, ORDER_FAILED);
		break;
	}
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

/* The text could not be replaced where the comment was put for that: back to where its readers find it. */
static void
move_back(struct batch *b, const struct job *j)
{
	struct boxed moved = { j->box, j->order.post, j->comment };
	struct error err;

	if (!j->is_new && j->box != j->old_box && boxes_move(b->clerk->root, &moved, j->old_box, &err) == -1)
		log_line(LOG_ERROR, "%s", err.text);
}

static void
settle_written(struct batch *b, struct job *j, const struct comment_put *put)
{
	struct clerk *c = b->clerk;

	if (put->rc == -1) {
		if (log_due(&c->last_complaint, 10))
			log_line(LOG_ERROR, "a comment could not be saved: %s", put->err.text);
		move_back(b, j);
		job_answer(j, ORDER_FAILED);
		return;
	}
	job_answer_comment(j, j->box, j->comment.id);
	if (j->is_new) {
		guard_remember(&c->guard, &j->order, j->comment.id, b->now);
		taken_add(&c->taken, j->order.post, j->comment.id);
	}
	if (j->is_new && job_is_owners(b, j))
		publish_parent(b, j);
	if (c->written != NULL)
		c->written(c->ctx, j->box, j->order.post, &j->comment);
}

static struct reader_put *
put_of(struct reader_put *puts, size_t n, const struct digest *fingerprint)
{
	for (size_t i = 0; i < n; i++)
		if (memcmp(puts[i].fingerprint.byte, fingerprint->byte, DIGEST_SIZE) == 0)
			return &puts[i];
	return NULL;
}

/* May a file be begun for this reader, with `begun` files on their way already? */
static bool
has_room(struct batch *b, const struct job *j, size_t begun)
{
	return names_may_begin(&b->clerk->names, b->clerk->root, &j->order.identity, begun, b->now);
}

/* The files of those whose comments have just been written: what they wrote, by which they become known. */
static void
remember_readers(struct batch *b, size_t to)
{
	struct reader_put *puts = arena_new(&b->arena, b->n, sizeof(*puts));
	size_t n = 0;

	for (size_t i = b->begun; i < to; i++) {
		struct job *j = &b->jobs[i];
		struct reader_put *p;

		if (!j->is_new || j->same_as != i || !j->order.has_identity || j->answer->id[0] == '\0')
			continue;
		if ((p = put_of(puts, n, &j->order.identity)) == NULL) {
			if (!j->known && !has_room(b, j, n))
				continue;	/* he stays a stranger */
			p = &puts[n++];
			*p = (struct reader_put){ .fingerprint = j->order.identity, .reader = j->reader };
			if (!j->known)
				people_begin(&p->reader, b->now);
		}
		people_remember(&p->reader, j->order.post, j->comment.id, &b->arena);
		if (p->reader.name.n == 0)
			p->reader.name = j->comment.name;
		if (j->box == BOX_PUBLISHED && b->clerk->config->moderate == MODERATE_FIRST)
			p->reader.trusted = true;	/* it did not wait because he is known: no need to find that again */
	}
	names_put(&b->clerk->names, b->clerk->root, puts, n);
	for (size_t i = 0; i < n; i++)
		if (puts[i].rc == -1)
			log_line(LOG_WARNING, "readers/: %s", puts[i].err.text);
}

/* Write what has been judged so far, up to job `to`, and answer it. */
static void
write_all(struct batch *b, size_t to)
{
	struct comment_put *puts = arena_new(&b->arena, b->n, sizeof(*puts));
	size_t *job_of = arena_new(&b->arena, b->n, sizeof(*job_of)), writes = 0;

	for (size_t i = b->begun; i < to; i++) {
		if (b->jobs[i].answered || b->jobs[i].same_as != i)
			continue;
		job_of[writes] = i;
		puts[writes++] = (struct comment_put){ .box = b->jobs[i].box, .post = b->jobs[i].order.post,
		    .comment = &b->jobs[i].comment, .replaces = !b->jobs[i].is_new };
	}
	comments_put(b->clerk->root, puts, writes);
	for (size_t i = 0; i < writes; i++)
		settle_written(b, &b->jobs[job_of[i]], &puts[i]);
	remember_readers(b, to);
	for (size_t i = b->begun; i < to; i++) {
		if (b->jobs[i].answered)
			continue;
		*b->jobs[i].answer = *b->jobs[b->jobs[i].same_as].answer;
		b->jobs[i].answered = true;
	}
	b->begun = to;
}

void
clerk_open(struct clerk *c, int root, const struct config *config, const struct secret *secret, int64_t now)
{
	memset(c, 0, sizeof(*c));
	c->root = root;
	c->config = config;
	c->secret = c->guard.secret = secret;
	taken_open(&c->taken, root, now);
	names_look(&c->names, root, now);
	drafts_sweep(root, now);
	(void)people_sweep(root);
}

static void
grant(void *ctx, enum wish wish, struct str id)
{
	struct clerk *c = ctx;

	if (wish == WISH_BLOCK)
		guard_block_writer(&c->guard, id, time_now());
	else
		guard_unblock_writer(&c->guard, id);
}

void
clerk_look_for_wishes(struct clerk *c)
{
	wishes_take(c->root, grant, c);
}

void
clerk_close(struct clerk *c)
{
	taken_close(&c->taken);
	names_release(&c->names);
}

void
clerk_run(struct clerk *c, const struct str *messages, const struct str *bodies,
    struct order_answer *answers, size_t n, int64_t now)
{
	struct batch b = { .clerk = c, .jobs = mem_new(n, sizeof(*b.jobs)), .n = n, .now = now };

	for (size_t i = 0; i < n; i++) {
		struct job *j = &b.jobs[i];

		j->answer = &answers[i];
		answers[i] = (struct order_answer){ .result = ORDER_FAILED };
		j->same_as = i;
		if (!order_read(messages[i], &j->order)) {
			job_answer(j, ORDER_FAILED);
			continue;
		}
		if (bodies != NULL)
			j->order.body = bodies[i];
		/* Only new comments can be written together: what changes one must find it as it is. */
		if (j->order.kind != ORDER_PUBLISH)
			write_all(&b, i);
		judge(&b, i);
		if (j->order.kind != ORDER_PUBLISH)
			write_all(&b, i + 1);
	}
	write_all(&b, n);
	free(b.jobs);
	arena_release(&b.arena);
}

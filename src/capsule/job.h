/*
 * capsule/job.h: one order on its way through the clerk, for the two files that move it: judge.c decides
 * what becomes of what readers write, clerk.c writes it and carries out everything else.
 */
#ifndef CAPSULE_JOB_H
#define CAPSULE_JOB_H

#include "capsule/clerk.h"
#include "capsule/people.h"

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
	size_t begun;			/* jobs from here on wait to be written */
	int64_t now;
};

void job_answer(struct job *j, enum order_result result);
void job_answer_comment(struct job *j, enum comment_box box, struct str id);	/* it is on disk, there */
/* `result`, where a SLOW_DOWN keeps the seconds that were found. */
void job_refuse(struct job *j, enum order_result result);

bool job_is_owners(const struct batch *b, const struct job *j);
bool job_get_comment(struct batch *b, struct job *j);	/* the one the order names, in either box */

/*
 * May this reader write at all, and these words? And has he not written too much just now? ORDER_DONE,
 * or why not; `what` as for guard_pace(). The second counts, so it is asked last.
 */
enum order_result judge_reader(struct batch *b, struct job *j);
enum order_result judge_pace(struct batch *b, struct job *j, const char *what);

/*
 * A new comment, and a change of an old one: either the job is answered, or its comment is ready to be
 * written.
 */
void judge_new(struct batch *b, size_t at);
void judge_change(struct batch *b, size_t at);

#endif

/*
 * capsule/find.h: asking the search index. What a worker may do: it opens the index as it is, writes
 * nothing, waits for nobody, and stops when a question has cost enough.
 */
#ifndef CAPSULE_FIND_H
#define CAPSULE_FIND_H

#include "capsule/site.h"
#include "format/query.h"

/*
 * Documents that are ranked for one question, of those that the index took in last. More than that match
 * only words that everybody uses, and nobody reads so many pages.
 */
#define FIND_MOST 500
/*
 * Steps of SQLite's machine that one question may take: a worker serves nobody else meanwhile. A document
 * that matches takes eighteen, a page of the index (4 KiB) that is read three or four; so even "the" takes
 * ten thousand at most, and a question that finds nothing may read some 7,000 pages over it: a tenth of a
 * second. Time would not do as a measure, it would depend on the machine's other work.
 */
#define FIND_STEPS 24000
#define FIND_STEPS_TICK 16	/* steps between two looks at the count */
#define FIND_WAIT_MS 10		/* for the moment in which the store commits */

enum find_state {
	FIND_DONE,
	FIND_RENEWED,		/* there is no index to ask: none yet, a damaged one, one being committed */
	FIND_TOO_WIDE,		/* it was stopped: the words are too common, or their beginnings too short */
};

struct found {
	const struct post *post;
	struct str id;		/* of a comment; empty: the post itself */
	double rank;		/* less is better */
	int64_t date;
};

struct finding {
	enum find_state state;
	bool incomplete;	/* the index is being made: there may be more */
	bool more;		/* than FIND_MOST match */
	struct found *items;	/* best first, of equals the newest */
	size_t n;
	size_t steps;		/* that it took, to FIND_STEPS_TICK */
	size_t max_steps;
};

/*
 * Look for `q` as `view` sees the site: what is not to be seen, or not there any more, is left out, however
 * the index lags behind. In the arena.
 */
void find_run(const struct view *view, const struct query *q, struct arena *a, struct finding *f);

/* The same with another limit than FIND_STEPS, for tests. */
void find_run_within(const struct view *view, const struct query *q, size_t max_steps, struct arena *a,
    struct finding *f);

#endif

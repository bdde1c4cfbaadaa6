#include "capsule/thread.h"

#include <stdlib.h>

#include "base/banned.h"

#define NONE SIZE_MAX

struct node {
	size_t parent, child, sibling;	/* indexes; first answer, next answer to the same; NONE */
	bool placed;
};

static int
by_id(const void *a, const void *b)
{
	return str_cmp(((const struct comment *)a)->id, ((const struct comment *)b)->id);
}

static size_t
find(const struct comment *comments, size_t n, struct str id)
{
	struct comment key = { .id = id };
	const struct comment *at;

	if (id.n == 0)
		return NONE;
	at = bsearch(&key, comments, n, sizeof(*comments), by_id);
	return at == NULL ? NONE : (size_t)(at - comments);
}

/* `from` and what hangs on it, without recursion: a chain of answers may be as long as the list. */
static size_t
place(struct threaded *out, size_t placed, struct node *nodes, const struct comment *comments, size_t from)
{
	size_t at = from, depth = 0;

	for (;;) {
		if (!nodes[at].placed) {
			nodes[at].placed = true;
			out[placed++] = (struct threaded){ &comments[at],
			    nodes[at].parent == NONE ? NULL : &comments[nodes[at].parent], depth };
			if (nodes[at].child != NONE && !nodes[nodes[at].child].placed) {
				at = nodes[at].child;
				depth++;
				continue;
			}
		}
		while (at != from && (nodes[at].sibling == NONE || nodes[nodes[at].sibling].placed)) {
			at = nodes[at].parent;
			depth--;
		}
		if (at == from)
			return placed;
		at = nodes[at].sibling;
	}
}

struct threaded *
thread_order(const struct comment *comments, size_t n, struct arena *a)
{
	struct threaded *out = arena_new(a, n, sizeof(*out));
	struct node *nodes = arena_new(a, n, sizeof(*nodes));
	size_t placed = 0;

	for (size_t i = 0; i < n; i++) {
		nodes[i] = (struct node){ find(comments, n, comments[i].reply_to), NONE, NONE, false };
		if (nodes[i].parent == i)
			nodes[i].parent = NONE;
	}
	for (size_t i = n; i-- > 0;) {		/* backwards, so that each list comes out oldest first */
		if (nodes[i].parent == NONE)
			continue;
		nodes[i].sibling = nodes[nodes[i].parent].child;
		nodes[nodes[i].parent].child = i;
	}
	for (size_t i = 0; i < n; i++)
		if (nodes[i].parent == NONE)
			placed = place(out, placed, nodes, comments, i);
	for (size_t i = 0; i < n; i++)
		if (!nodes[i].placed)
			placed = place(out, placed, nodes, comments, i);
	return out;
}

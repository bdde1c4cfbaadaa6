/* tests/unit/test_thread.c: comments in the order in which one can follow them. */
#include "unit/test.h"

#include "capsule/thread.h"

/* Rows are "ID>PARENT" words in order of ID; the result "ID:depth^PARENT", in the thread's order. */
static const struct {
	const char *name, *in, *out;
} rows[] = {
	{ "none",		"",			"" },
	{ "one",		"a",			"a0" },
	{ "oldest first",	"a b c",		"a0 b0 c0" },
	{ "an answer",		"a b c>a",		"a0 c1^a b0" },
	{ "two answers",	"a b>a c>a",		"a0 b1^a c1^a" },
	{ "an answer's answer",	"a b>a c>a d>b",	"a0 b1^a d2^b c1^a" },
	{ "back to the top",	"a b>a c>b d e>d",	"a0 b1^a c2^b d0 e1^d" },
	{ "all over",		"a b c>b d>a e>c f>a g>b", "a0 d1^a f1^a b0 c1^b e2^c g1^b" },
	{ "a parent that is gone", "a b>x c>b",		"a0 b0 c1^b" },
	{ "to itself",		"a>a b",		"a0 b0" },
	{ "to itself, answered", "a>a b>a",		"a0 b1^a" },
	{ "an answer to a later one", "a>b b",		"b0 a1^b" },
	{ "a ring of two",	"a>b b>a",		"a0^b b1^a" },
	{ "a ring of two beside others", "a b>c c>b d>a", "a0 d1^a b0^c c1^b" },
	{ "a ring of three",	"a>c b>a c>b",		"a0^c b1^a c2^b" },
	{ "a ring with a tail",	"a>b b>a c>b d>c",	"a0^b b1^a c0^b d1^c" },
	{ "a tail before the ring", "a>b b>c c>b",	NULL },
	{ "two rings",		"a>b b>a c>d d>c",	"a0^b b1^a c0^d d1^c" },
	{ "no answer but an empty name", "a> b>",	"a0 b0" },
};

static void
test_row(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct comment comments[16];
	struct arena a = { NULL };
	struct str in = str_of(row->in), word, id;
	struct threaded *out;
	size_t n = 0;
	int seen[26] = { 0 };
	struct buf b;

	while (str_cut(&in, ' ', &word)) {
		(void)str_cut(&word, '>', &id);
		comments[n++] = (struct comment){ .id = exact_of(id), .reply_to = exact_of(word) };
	}
	out = thread_order(comments, n, &a);
	buf_init(&b, 1024);
	for (size_t i = 0; i < n; i++) {
		buf_addf(&b, "%s%.*s%zu", i == 0 ? "" : " ", STR_ARG(out[i].comment->id), out[i].depth);
		if (out[i].parent != NULL)
			buf_addf(&b, "^%.*s", STR_ARG(out[i].parent->id));
		seen[out[i].comment->id.p[0] - 'a']++;
	}
	if (row->out != NULL)
		assert_str_equal(buf_str(&b), row->out);
	for (size_t i = 0; i < n; i++)			/* nobody lost, nobody twice */
		assert_int_equal(seen[comments[i].id.p[0] - 'a'], 1);
	for (size_t i = 0; i < n; i++) {
		exact_free(comments[i].id);
		exact_free(comments[i].reply_to);
	}
	buf_release(&b);
	arena_release(&a);
}

#define MANY 10000

static struct comment *
make_many(struct arena *a)
{
	struct comment *comments = arena_new(a, MANY, sizeof(*comments));

	for (int i = 0; i < MANY; i++)
		comments[i] = (struct comment){ .id = arena_printf(a, "20240301T120000Z-%08d", i) };
	return comments;
}

/* Each answers the one before: no stack is used up, and it takes no time. */
static void
a_long_chain(void **state)
{
	struct arena a = { NULL };
	struct comment *comments = make_many(&a);
	struct threaded *out;

	(void)state;
	for (int i = 1; i < MANY; i++)
		comments[i].reply_to = comments[i - 1].id;
	out = thread_order(comments, MANY, &a);
	for (size_t i = 0; i < MANY; i++) {
		assert_ptr_equal(out[i].comment, &comments[i]);
		assert_int_equal(out[i].depth, i);
	}
	/* And closed to a ring. */
	comments[0].reply_to = comments[MANY - 1].id;
	out = thread_order(comments, MANY, &a);
	for (size_t i = 0; i < MANY; i++)
		assert_ptr_equal(out[i].comment, &comments[i]);
	arena_release(&a);
}

static void
many_answers_to_one(void **state)
{
	struct arena a = { NULL };
	struct comment *comments = make_many(&a);
	struct threaded *out;

	(void)state;
	for (int i = 1; i < MANY; i++)
		comments[i].reply_to = comments[0].id;
	out = thread_order(comments, MANY, &a);
	for (size_t i = 1; i < MANY; i++) {
		assert_ptr_equal(out[i].comment, &comments[i]);
		assert_ptr_equal(out[i].parent, &comments[0]);
		assert_int_equal(out[i].depth, 1);
	}
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "thread" };

	suite_table(&s, "thread", rows, test_row);
	suite_test(&s, a_long_chain);
	suite_test(&s, many_answers_to_one);
	return suite_run(&s);
}

/* tests/unit/test_writer.c: who wrote a comment, and what he may still do with it. */
#include "unit/test.h"

#include "base/time.h"
#include "capsule/writer.h"

#define NOW 1709294400			/* 2024-03-01, noon */
#define NET "net:192.0.2.0/24"

static const struct secret key = { { 1 } };
static const struct digest ann = { { 1 } }, bob = { { 2 } };

/* A comment that `reader` wrote as `first`, and which has become `text`, `age` seconds ago. */
static struct comment
comment(struct arena *a, const char *reader, const char *first, const char *text, int64_t age)
{
	struct comment c = { .name = STR("Sam"), .reply_to = STR("20240301T110000Z-abcd"), .text = str_of(first) };
	char time[TIME_ID_SIZE], mark[COMMENT_MARK];

	time_write_id(time, NOW - age);
	comment_mark(&key, str_of(reader), STR("moon"), &c, mark);
	c.id = arena_printf(a, "%s-%.*s", time, COMMENT_MARK, mark);
	c.text = str_of(text);
	return c;
}

static const struct {
	const char *name, *reader, *first, *text;
	int64_t age;
	bool certified, by_ann, add, allowed;
} rows[] = {
	{ "the writer",			"sha256:1", "x", "x", 0,	true, true, false, true },
	{ "the writer adds",		"sha256:1", "x", "x", 0,	true, true, true, true },
	{ "another certificate",	"sha256:1", "x", "x", 0,	true, false, true, false },
	{ "just within the hour",	"sha256:1", "x", "x", WRITER_SECONDS - 1, true, true, false, true },
	{ "the hour is over",		"sha256:1", "x", "x", WRITER_SECONDS, true, true, false, false },
	{ "a clock a minute ahead",	"sha256:1", "x", "x", -60,	true, true, false, true },
	{ "a clock further ahead",	"sha256:1", "x", "x", -61,	true, true, false, false },
	{ "a network adds",		NET, "x", "x", 0,		false, false, true, true },
	{ "a network does not edit",	NET, "x", "x", 0,		false, false, false, false },
	{ "behind an addition",		NET, "x", "x\n\ny", 0,		false, false, true, true },
	{ "behind two",			NET, "x", "x\n\ny\n\ny", 0,	false, false, true, true },
	{ "paragraphs of its own",	NET, "x\n\ny", "x\n\ny\n\nz", 0, false, false, true, true },
	{ "another network",		"net:198.51.100.0/24", "x", "x", 0, false, false, true, false },
	{ "mended by hand",		NET, "x", "X", 0,		false, false, true, false },
	{ "nothing left of it",		NET, "x", "", 0,		false, false, true, false },
	{ "behind a proxy",		"net:proxy:192.0.2.80", "x", "x", 0, false, false, true, false },
};

static void
test_row(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct arena a = { NULL };
	struct comment c = comment(&a, row->reader, row->first, row->text, row->age);
	bool here = !row->certified && !str_starts(str_of(row->reader), STR("net:198"));

	if (row->certified) {
		c.has_identity = true;
		c.identity = ann;
	}
	assert_int_equal(writer_may_change(&key, STR("moon"), &c, here ? str_of(row->reader) : STR(NET),
	    !row->certified ? NULL : row->by_ann ? &ann : &bob, row->add, NOW), row->allowed);
	/* A certificate that came later changes nothing that was written without one. */
	if (!row->certified)
		assert_false(writer_may_change(&key, STR("moon"), &c, STR(NET), &ann, row->add, NOW));
	arena_release(&a);
}

static void
whose(void **state)
{
	struct arena a = { NULL };
	struct comment c = comment(&a, NET, "x", "x\n\ny", 2 * WRITER_SECONDS);
	struct str net = STR(NET), other = STR("net:198.51.100.0/24");

	(void)state;
	assert_true(writer_is(&key, STR("moon"), &c, net, NULL));	/* also when the hour is over */
	assert_false(writer_is(&key, STR("moon"), &c, other, NULL));
	assert_false(writer_is(&key, STR("sun"), &c, net, NULL));
	assert_false(writer_is(&key, STR("moon"), &c, net, &ann));
	c.has_identity = true;
	c.identity = ann;
	assert_true(writer_is(&key, STR("moon"), &c, net, &ann));
	assert_false(writer_is(&key, STR("moon"), &c, net, &bob));
	assert_false(writer_is(&key, STR("moon"), &c, net, NULL));
	arena_release(&a);
}

static const struct {
	const char *name, *text, *piece;
	bool there;
} additions[] = {
	{ "nothing yet",	"x",			"y",	false },
	{ "there",		"x\n\ny",		"y",	true },
	{ "behind another",	"x\n\ny\n\nz",		"y",	true },
	{ "and once more",	"x\n\ny\n\nz\n\ny",	"z",	true },
	{ "of two paragraphs",	"x\n\ny\n\nz",		"y\n\nz", true },
	{ "only a part",	"x\n\nyes",		"y",	false },
	{ "the first text",	"y\n\nx",		"y",	false },
};

static void
test_addition(void **state)
{
	const __typeof__(additions[0]) *row = *state;
	struct arena a = { NULL };

	assert_int_equal(writer_has_added(str_of(row->text), str_of(row->piece), &a), row->there);
	assert_true(writer_has_added(writer_add(&a, str_of(row->text), str_of(row->piece)), str_of(row->piece), &a));
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "writer" };

	suite_table(&s, "writer may", rows, test_row);
	suite_test(&s, whose);
	suite_table(&s, "writer addition", additions, test_addition);
	return suite_run(&s);
}

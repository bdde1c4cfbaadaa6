/* tests/unit/test_boxes.c: all comments of a capsule, and moving them. */
#include "unit/test.h"
#include "unit/nfs.h"

#include "capsule/boxes.h"

#define ID1 "20261122T081500Z-aaaaaaaa"
#define ID2 "20261123T100000Z-bbbbbbbb"
#define ID3 "20261124T100000Z-cccccccc"

static struct temp t;

static struct arena a;

static void
begin(void)
{
	temp_open(&t);
	a = (struct arena){ NULL };
	temp_write(&t, "held/moon/" ID1 ".gmi", "held one");
	temp_write(&t, "held/moon/" ID2 ".gmi", "held two");
	temp_write(&t, "held/letters/deep/" ID1 ".gmi", "deep");
	temp_write(&t, "comments/moon/" ID3 ".gmi", "on the air");
	temp_write(&t, "held/moon/notes.txt", "not a comment");
	temp_write(&t, "held/moon/.x.tmp", "nor this");
	temp_write(&t, "held/" ID2 ".gmi", "under no post");
}

static void
end(void)
{
	arena_release(&a);
	temp_close(&t);
}

static void
listed(void **state)
{
	struct boxed *list;
	size_t n;

	(void)state;
	begin();
	boxes_list(t.fd, BOX_HELD, 0, &a, &list, &n, NULL);
	assert_int_equal(n, 3);
	assert_str_equal(list[0].post, "letters/deep");
	assert_str_equal(list[1].post, "moon");
	assert_str_equal(list[1].comment.id, ID1);
	assert_str_equal(list[2].comment.text, "held two");
	assert_int_equal(list[2].box, BOX_HELD);
	boxes_list(t.fd, BOX_HELD, 2, &a, &list, &n, NULL);
	assert_int_equal(n, 2);
	boxes_list(t.fd, BOX_PUBLISHED, 0, &a, &list, &n, NULL);
	assert_int_equal(n, 1);
	end();
}

static void
newest(void **state)
{
	struct str_list faults = { NULL, 0 };
	struct boxed *list;
	size_t n, all;

	(void)state;
	begin();
	boxes_newest(t.fd, BOX_HELD, 9, &a, &list, &n, &all, &faults);
	assert_int_equal(n, 3);
	assert_int_equal(all, 3);
	assert_int_equal(faults.n, 0);
	assert_str_equal(list[0].comment.text, "held two");
	assert_str_equal(list[1].post, "letters/deep");		/* of the same ID: by the post */
	assert_str_equal(list[2].post, "moon");
	assert_int_equal(list[2].box, BOX_HELD);
	boxes_newest(t.fd, BOX_HELD, 2, &a, &list, &n, &all, NULL);
	assert_int_equal(n, 2);
	assert_int_equal(all, 3);
	temp_write(&t, "held/moon/" ID3 ".gmi", "---\nname: [\n---\n");
	boxes_newest(t.fd, BOX_HELD, 2, &a, &list, &n, &all, &faults);
	assert_int_equal(n, 2);
	assert_int_equal(all, 4);
	assert_int_equal(faults.n, 1);
	assert_str_equal(list[0].comment.text, "held two");
	boxes_newest(t.fd, BOX_HELD, 0, &a, &list, &n, &all, NULL);
	assert_int_equal(n, 0);
	end();
}

static void
no_folder(void **state)
{
	struct boxed *list;
	size_t n = 9;

	(void)state;
	temp_open(&t);
	a = (struct arena){ NULL };
	boxes_list(t.fd, BOX_HELD, 0, &a, &list, &n, NULL);
	assert_int_equal(n, 0);
	end();
}

static void
damaged_files_are_named(void **state)
{
	struct str_list faults = { NULL, 0 };
	struct boxed *list;
	size_t n;

	(void)state;
	begin();
	temp_write(&t, "held/moon/20261125T100000Z-dddddddd.gmi", "---\nname: a: b\n---\nx");
	temp_write(&t, "held/letters/deep/20261125T100000Z-eeeeeeee.gmi", "---\nidentity: nobody\n---\nx");
	boxes_list(t.fd, BOX_HELD, 0, &a, &list, &n, &faults);
	assert_int_equal(n, 3);
	assert_int_equal(faults.n, 2);
	assert_has(faults.items[0], "letters/deep/20261125T100000Z-eeeeeeee.gmi");
	assert_has(faults.items[1], "moon/20261125T100000Z-dddddddd.gmi:2:");
	end();
}

static const struct {
	const char *name, *asked;
	int kind;			/* 0: found; else the error's */
	const char *text;
} finds[] = {
	{ "POST/ID",			"moon/" ID1,			0, "held one" },
	{ "POST/ID.gmi",		"moon/" ID1 ".gmi",		0, "held one" },
	{ "a post in a folder",		"letters/deep/" ID1,		0, "deep" },
	{ "its path",			"held/moon/" ID2 ".gmi",	0, "held two" },
	{ "its path, from here",	"./held/moon/" ID2 ".gmi",	0, "held two" },
	{ "its whole path",		"/srv/capsule/held/moon/" ID2 ".gmi", 0, "held two" },
	{ "on the air, by POST/ID",	"moon/" ID3,			0, "on the air" },
	{ "on the air, by path",	"comments/moon/" ID3 ".gmi",	0, "on the air" },
	{ "by ID alone",		ID2,				0, "held two" },
	{ "by ID alone, .gmi",		ID3 ".gmi",			0, "on the air" },
	{ "an ID of two",		ID1,				ERROR_NOT_FOUND, NULL },
	{ "the other box",		"comments/moon/" ID1 ".gmi",	ERROR_NOT_FOUND, NULL },
	{ "no such",			"moon/20200101T000000Z-aaaaaaaa", ERROR_NOT_FOUND, NULL },
	{ "no such ID",			"20200101T000000Z-aaaaaaaa",	ERROR_NOT_FOUND, NULL },
	{ "no ID",			"moon",				ERROR_INPUT, NULL },
	{ "a folder",			"held/moon/",			ERROR_INPUT, NULL },
	{ "empty",			"",				ERROR_INPUT, NULL },
	{ "climbing",			"held/../../" ID1,		ERROR_NOT_FOUND, NULL },
};

static void
test_find(void **state)
{
	const __typeof__(finds[0]) *row = *state;
	struct str asked = exact_dup(row->asked);
	struct boxed found;
	struct error err = { .kind = ERROR_SYSTEM };

	begin();
	if (row->kind == 0) {
		if (boxes_find(t.fd, asked, &a, &found, &err) == -1)
			fail_msg("%s", err.text);
		assert_str_equal(found.comment.text, row->text);
	} else {
		assert_int_equal(boxes_find(t.fd, asked, &a, &found, &err), -1);
		assert_int_equal(err.kind, row->kind);
		assert_true(err.text[0] != '\0');
	}
	exact_free(asked);
	end();
}

static void
moved_and_removed(void **state)
{
	struct boxed what;
	struct error err;

	(void)state;
	begin();
	assert_int_equal(boxes_find(t.fd, STR("letters/deep/" ID1), &a, &what, &err), 0);
	assert_int_equal(boxes_move(t.fd, &what, BOX_PUBLISHED, &err), 0);
	assert_false(temp_exists(&t, "held/letters/deep/" ID1 ".gmi"));
	assert_true(temp_exists(&t, "comments/letters/deep/" ID1 ".gmi"));
	assert_int_equal(boxes_move(t.fd, &what, BOX_PUBLISHED, &err), -1);	/* it is not there any more */
	/* Never over another. */
	assert_int_equal(boxes_find(t.fd, STR("moon/" ID1), &a, &what, &err), 0);
	temp_write(&t, "comments/moon/" ID1 ".gmi", "another");
	assert_int_equal(boxes_move(t.fd, &what, BOX_PUBLISHED, &err), -1);
	assert_true(temp_exists(&t, "held/moon/" ID1 ".gmi"));
	assert_int_equal(boxes_remove(t.fd, &what, &err), 0);
	assert_false(temp_exists(&t, "held/moon/" ID1 ".gmi"));
	assert_int_equal(boxes_remove(t.fd, &what, &err), -1);
	assert_true(temp_exists(&t, "comments/moon/" ID1 ".gmi"));
	end();
}

static void
moved_and_removed_on_nfs(void **state)
{
	no_renameat2 = true;
	moved_and_removed(state);
	no_renameat2 = false;
}

int
main(void)
{
	static struct suite s = { .name = "boxes" };

	suite_test(&s, listed);
	suite_test(&s, newest);
	suite_test(&s, no_folder);
	suite_test(&s, damaged_files_are_named);
	suite_table(&s, "boxes find", finds, test_find);
	suite_test(&s, moved_and_removed);
	suite_test(&s, moved_and_removed_on_nfs);
	return suite_run(&s);
}

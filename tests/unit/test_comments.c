/* tests/unit/test_comments.c: comments as files. */
#include "unit/test.h"

#include "base/file.h"
#include "capsule/comments.h"

#define ID1 "20261122T081500Z-k3f9"
#define ID2 "20261123T100000Z-abcdefgh"
#define ID3 "20261123T100000Z-zzzz0000"

static const struct secret key = { { 7 } };
static struct temp t;

/* --- names --- */

static const struct {
	const char *name;
	bool valid;
} ids[] = {
	{ ID1, true }, { ID2, true }, { "20261122T081500Z-0000", true }, { "20261122T081500Z-k3f", false },
	{ "20261122T081500Z-", false }, { "20261122T081500Z-K3F9", false }, { "20261122T081500Z-k3f-", false },
	{ "20261122T081500-k3f9", false }, { "20261122 081500Z-k3f9", false }, { "2026112aT081500Z-k3f9", false },
	{ "20261122T081500Z.k3f9", false }, { "", false }, { "../../../etc/passwd0000", false },
	{ "20261122T081500Z-aaaaaaaaaaaaaaaaaaaaaa", true },	/* 39 bytes */
	{ "20261122T081500Z-aaaaaaaaaaaaaaaaaaaaaaa", true },	/* COMMENT_ID_MAX */
	{ "20261122T081500Z-aaaaaaaaaaaaaaaaaaaaaaaa", false },	/* 41 */
};

static void
test_id(void **state)
{
	const __typeof__(ids[0]) *row = *state;
	struct str id = exact_dup(row->name);

	assert_int_equal(comment_id_valid(id), row->valid);
	exact_free(id);
}

static const struct {
	const char *name;
	bool valid;
} posts[] = {
	{ "moon", true }, { "letters/moon", true }, { "a b/\xc3\xa9", true }, { "", false }, { "/moon", false },
	{ "moon/", false }, { "a//b", false }, { "..", false }, { "../x", false }, { "a/../b", false },
	{ ".hidden", false }, { "a/.hidden", false }, { "a./b", true },
};

static void
test_post(void **state)
{
	const __typeof__(posts[0]) *row = *state;
	struct str post = exact_dup(row->name);

	assert_int_equal(comment_post_valid(post), row->valid);
	exact_free(post);
}

static void
long_posts(void **state)
{
	(void)state;
	assert_false(comment_post_valid(STR("a\0b")));
	for (size_t n = 199; n <= 201; n++) {
		char *part = text_of('x', n);

		assert_int_equal(comment_post_valid(str_of(part)), n <= 200);
		free(part);
	}
	for (size_t n = ORDER_NAME_MAX - 1; n <= ORDER_NAME_MAX + 1; n++) {
		char *path = text_of('x', n);

		for (size_t i = 100; i < n - 1; i += 101)
			path[i] = '/';
		assert_int_equal(comment_post_valid(str_of(path)), n <= ORDER_NAME_MAX);
		free(path);
	}
}

static void
marks(void **state)
{
	const char *const other[][5] = { { "bob", "moon", "text", "", "" }, { "ann", "sun", "text", "", "" },
	    { "ann", "moon", "text!", "", "" }, { "an", "nmoon", "text", "", "" }, { "ann", "moon", "text", "Sam", "" },
	    { "ann", "moon", "text", "", "20240301T120000Z-abcd" } };
	struct comment c = { .text = STR("text") };
	char mark[COMMENT_MARK], again[COMMENT_MARK];

	(void)state;
	comment_mark(&key, STR("ann"), STR("moon"), &c, mark);
	comment_mark(&key, STR("ann"), STR("moon"), &c, again);
	assert_memory_equal(mark, again, COMMENT_MARK);
	for (size_t i = 0; i < COUNT(other); i++) {
		struct comment o = { .text = str_of(other[i][2]), .name = str_of(other[i][3]),
		    .reply_to = str_of(other[i][4]) };

		comment_mark(&key, str_of(other[i][0]), str_of(other[i][1]), &o, again);
		assert_memory_not_equal(mark, again, COMMENT_MARK);
	}
	/* Who has a certificate may choose another name, and the link that he holds is still the same. */
	c.has_identity = true;
	comment_mark(&key, STR("ann"), STR("moon"), &c, mark);
	c.name = STR("Ann");
	comment_mark(&key, STR("ann"), STR("moon"), &c, again);
	assert_memory_equal(mark, again, COMMENT_MARK);
	for (size_t i = 0; i < COMMENT_MARK; i++)
		assert_true(ascii_is_digit(mark[i]) || (mark[i] >= 'a' && mark[i] <= 'z'));
}

/* --- files --- */

static struct comment
sample(const char *id, const char *text)
{
	return (struct comment){ .id = str_of(id), .name = STR("Ann"), .via = STR("gemini"), .text = str_of(text),
	    .date = 1795428000 };
}

static int
put(enum comment_box box, const char *post, const struct comment *c)
{
	struct comment_put p = { .box = box, .post = str_of(post), .comment = c };

	comments_put(t.fd, &p, 1);
	return p.rc;
}

static void
put_and_get(void **state)
{
	struct comment c = sample(ID2, "Thanks for those links.\n\n# more\n---\nend"), got;
	struct arena a = { NULL };
	struct error err;
	char *file;

	(void)state;
	temp_open(&t);
	c.has_identity = true;
	memset(c.identity.byte, 0x9f, DIGEST_SIZE);
	c.reply_to = STR(ID1);
	assert_int_equal(put(BOX_PUBLISHED, "letters/moon", &c), 0);
	file = temp_read(&t, "comments/letters/moon/" ID2 ".gmi");
	assert_non_null(file);
	assert_true(str_starts(str_of(file), STR("---\nname: Ann\ndate: 2026-11-23T10:00:00Z\nidentity: sha256:9f9f")));
	free(file);
	if (comments_get(t.fd, BOX_PUBLISHED, STR("letters/moon"), STR(ID2), &a, &got, &err) == -1)
		fail_msg("%s", err.text);
	assert_str_equal(got.id, ID2);
	assert_bytes_equal(got.name, c.name);
	assert_bytes_equal(got.text, c.text);
	assert_bytes_equal(got.via, c.via);
	assert_bytes_equal(got.reply_to, c.reply_to);
	assert_int_equal(got.date, c.date);
	assert_true(got.has_identity);
	assert_memory_equal(&got.identity, &c.identity, DIGEST_SIZE);
	assert_int_equal(comments_get(t.fd, BOX_HELD, STR("letters/moon"), STR(ID2), &a, &got, &err), -1);
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	assert_int_equal(comments_get(t.fd, BOX_PUBLISHED, STR("../x"), STR(ID2), &a, &got, &err), -1);
	assert_int_equal(comments_get(t.fd, BOX_PUBLISHED, STR("letters/moon"), STR("x"), &a, &got, &err), -1);
	arena_release(&a);
	temp_close(&t);
}

/* What a stranger writes cannot become front matter of its own. */
static void
names_that_try(void **state)
{
	static const char *const names[] = { "Ann\nvia: author", "---", "\"", "a: b", "\x1b[31m", "'", "[x", "" };
	struct arena a = { NULL };

	(void)state;
	temp_open(&t);
	for (size_t i = 0; i < COUNT(names); i++) {
		struct comment c = sample(ID2, "---\nidentity: x\n---"), got;
		struct error err;

		c.name = str_of(names[i]);
		assert_int_equal(put(BOX_HELD, "moon", &c), 0);
		if (comments_get(t.fd, BOX_HELD, STR("moon"), STR(ID2), &a, &got, &err) == -1) {
			assert_true(strcmp(names[i], "\x1b[31m") == 0 || strchr(names[i], '\n') != NULL);
			continue;	/* refused is fine, taken in is not */
		}
		assert_str_equal(got.via, "gemini");
		assert_false(got.has_identity);
		assert_bytes_equal(got.text, c.text);
	}
	arena_release(&a);
	temp_close(&t);
}

static void
find_by_mark(void **state)
{
	struct comment c = sample(ID2, "x");
	char id[COMMENT_ID_MAX + 1];

	(void)state;
	temp_open(&t);
	assert_false(comments_find(t.fd, BOX_PUBLISHED, STR("moon"), STR("abcdefgh"), id));
	assert_int_equal(put(BOX_PUBLISHED, "moon", &c), 0);
	assert_true(comments_find(t.fd, BOX_PUBLISHED, STR("moon"), STR("abcdefgh"), id));
	assert_string_equal(id, ID2);
	assert_false(comments_find(t.fd, BOX_PUBLISHED, STR("moon"), STR("bcdefgh"), id));
	assert_false(comments_find(t.fd, BOX_PUBLISHED, STR("moon"), STR("zzzzzzzz"), id));
	assert_false(comments_find(t.fd, BOX_PUBLISHED, STR("sun"), STR("abcdefgh"), id));
	assert_false(comments_find(t.fd, BOX_HELD, STR("moon"), STR("abcdefgh"), id));
	assert_false(comments_find(t.fd, BOX_PUBLISHED, STR(".."), STR("abcdefgh"), id));
	temp_close(&t);
}

/* What addresses call a comment, and the way back: the letters are the elder's, and what is published goes first. */
static void
refs(void **state)
{
	static const struct {
		enum comment_box box;
		const char *id, *ref;
	} rows[] = {
		{ BOX_PUBLISHED, "20240101T000000Z-aaaaaaaa", "aaaaaaaa" },
		{ BOX_PUBLISHED, "20240102T000000Z-aaaaaaaa", "20240102T000000Z-aaaaaaaa" },
		{ BOX_HELD, "20230101T000000Z-aaaaaaaa", "20230101T000000Z-aaaaaaaa" },
		{ BOX_HELD, "20240103T000000Z-bbbbbbbb", "bbbbbbbb" },
		{ BOX_PUBLISHED, "20240104T000000Z-cccc", "20240104T000000Z-cccc" },
		{ BOX_PUBLISHED, "20240105T000000Z-ddddddd", "20240105T000000Z-ddddddd" },
		{ BOX_PUBLISHED, "20240106T000000Z-eeeeeeeee", "20240106T000000Z-eeeeeeeee" },
	};
	struct arena a = { NULL };
	enum comment_box box;
	struct comment c;
	struct error err;

	(void)state;
	temp_open(&t);
	for (size_t i = 0; i < COUNT(rows); i++) {
		c = sample(rows[i].id, rows[i].id);
		assert_int_equal(put(rows[i].box, "moon", &c), 0);
	}
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct str both[] = { str_of(rows[i].ref), str_of(rows[i].id) };

		assert_str_equal(comments_ref(t.fd, STR("moon"), str_of(rows[i].id)), rows[i].ref);
		for (size_t j = 0; j < 2; j++) {
			assert_int_equal(comments_get_ref(t.fd, STR("moon"), both[j], &a, &box, &c, &err), 0);
			assert_str_equal(c.text, rows[i].id);
			assert_int_equal(box, rows[i].box);
		}
	}
	assert_int_equal(comments_get_ref(t.fd, STR("moon"), STR("zzzzzzzz"), &a, &box, &c, &err), -1);
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	assert_int_equal(comments_get_ref(t.fd, STR("moon"), STR(""), &a, &box, &c, &err), -1);
	assert_int_equal(comments_get_ref(t.fd, STR("moon"), STR("../x"), &a, &box, &c, &err), -1);
	assert_int_equal(comments_get_ref(t.fd, STR("sun"), STR("aaaaaaaa"), &a, &box, &c, &err), -1);
	assert_str_equal(comments_ref(t.fd, STR("sun"), STR("20240101T000000Z-aaaaaaaa")), "20240101T000000Z-aaaaaaaa");
	arena_release(&a);
	temp_close(&t);
}

/* --- lists --- */

static void
read_in_order(void **state)
{
	char newest[COMMENT_ID_MAX + 1];
	struct comment *comments;
	struct arena a = { NULL };
	struct error err;
	size_t n;

	(void)state;
	temp_open(&t);
	assert_int_equal(comments_read(t.fd, BOX_PUBLISHED, STR("moon"), 0, &a, &comments, &n, NULL, &err), 0);
	assert_int_equal(n, 0);
	assert_int_equal(comments_count(t.fd, STR("moon"), newest), 0);
	assert_string_equal(newest, "");
	temp_write(&t, "comments/moon/" ID3 ".gmi", "three");
	temp_write(&t, "comments/moon/" ID1 ".gmi", "one");
	temp_write(&t, "comments/moon/" ID2 ".gmi", "two");
	temp_write(&t, "comments/moon/" ID1 ".gmi~", "an editor's copy");
	temp_write(&t, "comments/moon/." ID1 ".tmp", "half");
	temp_write(&t, "comments/moon/zz-notes.txt", "the author's");
	temp_folder(&t, "comments/moon/20261124T000000Z-fold.gmi");
	assert_int_equal(comments_read(t.fd, BOX_PUBLISHED, STR("moon"), 0, &a, &comments, &n, NULL, &err), 0);
	assert_int_equal(n, 3);
	assert_str_equal(comments[0].text, "one");
	assert_str_equal(comments[1].text, "two");
	assert_str_equal(comments[2].text, "three");
	assert_int_equal(comments[0].date, 1795335300);		/* out of its name */
	assert_int_equal(comments_heads(t.fd, BOX_PUBLISHED, STR("moon"), &a, &comments, &n, NULL, &err), 0);
	assert_int_equal(n, 3);
	assert_str_equal(comments[2].id, ID3);
	assert_int_equal(comments[2].text.n, 0);
	assert_int_equal(comments_count(t.fd, STR("moon"), newest), 3);
	assert_string_equal(newest, ID3);
	arena_release(&a);
	temp_close(&t);
}

/* The newest, also when other files lie beside them. */
/* All of a comment but its text, and what is damaged is named as in the whole list. */
static void
heads(void **state)
{
	struct comment *comments, c = sample(ID1, "Text");
	struct str_list faults = { NULL, 0 };
	struct arena a = { NULL };
	struct error err;
	size_t n;

	(void)state;
	temp_open(&t);
	c.reply_to = STR(ID2);
	c.has_identity = true;
	c.identity.byte[0] = 7;
	assert_int_equal(put(BOX_PUBLISHED, "moon", &c), 0);
	temp_write(&t, "comments/moon/" ID3 ".gmi", "---\nname: a: b\n---\n");
	assert_int_equal(comments_heads(t.fd, BOX_PUBLISHED, STR("moon"), &a, &comments, &n, &faults, &err), 0);
	assert_int_equal(n, 1);
	assert_str_equal(comments[0].id, ID1);
	assert_str_equal(comments[0].name, "Ann");
	assert_str_equal(comments[0].reply_to, ID2);
	assert_str_equal(comments[0].via, "gemini");
	assert_int_equal(comments[0].date, c.date);
	assert_true(comments[0].has_identity);
	assert_int_equal(comments[0].identity.byte[0], 7);
	assert_int_equal(comments[0].text.n, 0);
	assert_int_equal(faults.n, 1);
	arena_release(&a);
	temp_close(&t);
}

static void
read_the_newest(void **state)
{
	struct comment *comments;
	struct arena a = { NULL };
	struct error err;
	size_t n;

	(void)state;
	temp_open(&t);
	temp_write(&t, "comments/moon/" ID1 ".gmi", "one");
	temp_write(&t, "comments/moon/" ID2 ".gmi", "two");
	temp_write(&t, "comments/moon/" ID3 ".gmi", "three");
	for (size_t limit = 1; limit <= 4; limit++) {
		assert_int_equal(comments_read(t.fd, BOX_PUBLISHED, STR("moon"), limit, &a, &comments, &n, NULL, &err), 0);
		assert_int_equal(n, limit < 3 ? limit : 3);
		assert_str_equal(comments[n - 1].text, "three");
	}
	temp_write(&t, "comments/moon/zz-notes.txt", "the author's");
	assert_int_equal(comments_read(t.fd, BOX_PUBLISHED, STR("moon"), 1, &a, &comments, &n, NULL, &err), 0);
	assert_int_equal(n, 1);
	assert_str_equal(comments[0].text, "three");
	arena_release(&a);
	temp_close(&t);
}

static void
a_damaged_file(void **state)
{
	struct str_list faults = { NULL, 0 };
	struct comment *comments;
	struct arena a = { NULL };
	struct error err;
	size_t n;

	(void)state;
	temp_open(&t);
	temp_write(&t, "comments/moon/" ID1 ".gmi", "---\nname: Ann\ndate: soon\n---\nx");
	temp_write(&t, "comments/moon/" ID2 ".gmi", "---\nname: Ann\n---\nfine");
	temp_write(&t, "comments/moon/" ID3 ".gmi", "---\nidentity: sha256:12\n---\nx");
	assert_int_equal(comments_read(t.fd, BOX_PUBLISHED, STR("moon"), 0, &a, &comments, &n, &faults, &err), 0);
	assert_int_equal(n, 1);
	assert_str_equal(comments[0].text, "fine");
	assert_int_equal(faults.n, 2);
	assert_true(str_starts(faults.items[0], STR("comments/moon/" ID1 ".gmi:3:7: ")));
	assert_has(faults.items[1], ID3);
	arena_release(&a);
	temp_close(&t);
}

/* A person may write a file by hand: any gemtext is a comment; what could hurt a screen goes. */
static void
by_hand(void **state)
{
	struct comment c;
	struct arena a = { NULL };
	struct error err;

	(void)state;
	temp_open(&t);
	temp_write(&t, "comments/moon/" ID1 ".gmi", "\n\nJust text.\r\n\x1b[31mred\n\n");
	assert_int_equal(comments_get(t.fd, BOX_PUBLISHED, STR("moon"), STR(ID1), &a, &c, &err), 0);
	assert_str_equal(c.text, "Just text.\n[31mred");
	assert_int_equal(c.name.n, 0);
	for (size_t n = COMMENT_FILE_MAX - 1; n <= COMMENT_FILE_MAX + 1; n++) {
		char *text = text_of('x', n);

		temp_write(&t, "comments/moon/" ID2 ".gmi", text);
		assert_int_equal(comments_get(t.fd, BOX_PUBLISHED, STR("moon"), STR(ID2), &a, &c, &err),
		    n > COMMENT_FILE_MAX ? -1 : 0);
		free(text);
	}
	assert_int_equal(err.kind, ERROR_TOO_LARGE);
	arena_release(&a);
	temp_close(&t);
}

/* --- batches --- */

static void
a_batch_with_one_that_fails(void **state)
{
	struct comment one = sample(ID1, "one"), two = sample(ID2, "two"), three = sample(ID3, "three");
	struct comment_put puts[] = {
		{ .box = BOX_PUBLISHED, .post = STR("moon"), .comment = &one },
		{ .box = BOX_PUBLISHED, .post = STR("file/x"), .comment = &two },
		{ .box = BOX_HELD, .post = STR("moon"), .comment = &two },
		{ .box = BOX_PUBLISHED, .post = STR("moon"), .comment = &three },
	};
	char newest[COMMENT_ID_MAX + 1];

	(void)state;
	temp_open(&t);
	temp_write(&t, "comments/file", "in the way");
	comments_put(t.fd, puts, COUNT(puts));
	assert_int_equal(puts[0].rc, 0);
	assert_int_equal(puts[1].rc, -1);
	assert_true(puts[1].err.text[0] != '\0');
	assert_int_equal(puts[2].rc, 0);
	assert_int_equal(puts[3].rc, 0);
	assert_int_equal(comments_count(t.fd, STR("moon"), newest), 2);
	assert_true(temp_exists(&t, "held/moon/" ID2 ".gmi"));
	assert_false(temp_exists(&t, "comments/moon/." ID1 ".tmp"));
	temp_close(&t);
}

/* A temporary left by a store that was killed is no obstacle; the same again is the same file. */
static void
put_again(void **state)
{
	struct comment c = sample(ID1, "whole");
	char newest[COMMENT_ID_MAX + 1], *file;

	(void)state;
	temp_open(&t);
	temp_write(&t, "comments/moon/." ID1 ".tmp", "ha");
	assert_int_equal(put(BOX_PUBLISHED, "moon", &c), 0);
	assert_int_equal(put(BOX_PUBLISHED, "moon", &c), 0);
	file = temp_read(&t, "comments/moon/" ID1 ".gmi");
	assert_has(str_of(file), "\nwhole\n");
	free(file);
	assert_int_equal(comments_count(t.fd, STR("moon"), newest), 1);
	assert_int_equal(put(BOX_PUBLISHED, "../out", &c), -1);
	assert_int_equal(put(BOX_PUBLISHED, "a/../../out", &c), -1);
	temp_close(&t);
}

/* Acknowledged is kept whole: what no reader could read again is not written. */
static void
too_long_is_refused(void **state)
{
	struct comment c;
	char *text;

	(void)state;
	temp_open(&t);
	text = text_of('x', COMMENT_FILE_MAX);
	c = sample(ID1, text);
	assert_int_equal(put(BOX_PUBLISHED, "moon", &c), -1);
	assert_false(temp_exists(&t, "comments/moon/" ID1 ".gmi"));
	temp_close(&t);
	free(text);
}

int
main(void)
{
	static struct suite s = { .name = "comments" };

	suite_table(&s, "comments id", ids, test_id);
	suite_table(&s, "comments post", posts, test_post);
	suite_test(&s, long_posts);
	suite_test(&s, marks);
	suite_test(&s, put_and_get);
	suite_test(&s, names_that_try);
	suite_test(&s, find_by_mark);
	suite_test(&s, refs);
	suite_test(&s, read_in_order);
	suite_test(&s, heads);
	suite_test(&s, read_the_newest);
	suite_test(&s, a_damaged_file);
	suite_test(&s, by_hand);
	suite_test(&s, a_batch_with_one_that_fails);
	suite_test(&s, put_again);
	suite_test(&s, too_long_is_refused);
	return suite_run(&s);
}

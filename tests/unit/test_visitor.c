/* tests/unit/test_visitor.c: who may go where.	client-certificates.md section 4 */
#include "unit/test.h"

#include "capsule/people.h"
#include "capsule/visitor.h"

#define NOW 1709294400
#define HEX(c) c "f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define LISTED HEX("9")
#define OTHER HEX("8")
#define OWNER HEX("7")
#define JOINED HEX("6")		/* to LISTED */
#define SECOND HEX("5")		/* to OWNER */

static struct temp t;
static struct arena arena;
static struct config config;

static void
begin(void)
{
	struct error err;
	struct reader reader = { .with = STR("sha256:" LISTED) };
	struct digest d;

	temp_open(&t);
	if (config_read(STR("owner: sha256:" OWNER "\n"), &config, &err) == -1)
		fail_msg("%s", err.text);
	temp_folder(&t, "readers");
	assert_true(digest_from_hex(STR(JOINED), &d));
	assert_int_equal(people_write(t.fd, &d, &reader, &err), 0);
	reader.with = STR("sha256:" OWNER);
	assert_true(digest_from_hex(STR(SECOND), &d));
	assert_int_equal(people_write(t.fd, &d, &reader, &err), 0);
	temp_write(&t, "any/.folder.yaml", "access: any-certificate\n");
	temp_write(&t, "listed/.folder.yaml", "access: sha256:" LISTED "\n");
	temp_write(&t, "listed/open/.folder.yaml", "access: anyone\n");
	temp_write(&t, "own/.folder.yaml", "access: []\n");
	temp_write(&t, "broken/.folder.yaml", "access: nobody\n");
}

static void
end(void)
{
	config_release(&config);
	arena_release(&arena);
	temp_close(&t);
}

static struct visitor
visitor_with(const char *hex, int64_t not_before, int64_t not_after)
{
	struct visitor v = { .root = t.fd, .config = &config, .now = NOW, .arena = &arena };

	if (hex != NULL) {
		v.who = (struct identity){ .given = true, .not_before = not_before, .not_after = not_after };
		assert_true(digest_from_hex(str_of(hex), &v.who.fingerprint));
	}
	return v;
}

static const struct {
	const char *name, *hex;
	int64_t not_before, not_after;
	enum status open, any, listed, own;
} rows[] = {
	{ "nobody",		NULL,	0, 0,			20, 60, 60, 60 },
	{ "a stranger",		OTHER,	0, NOW + 60,		20, 20, 61, 61 },
	{ "the listed",		LISTED,	0, NOW + 60,		20, 20, 20, 61 },
	{ "the listed, by another", JOINED, 0, NOW + 60,	20, 20, 20, 61 },
	{ "the owner",		OWNER,	0, NOW + 60,		20, 20, 20, 20 },
	{ "the owner, by another", SECOND, 0, NOW + 60,		20, 20, 20, 20 },
	{ "expired",		LISTED,	0, NOW - 1,		20, 62, 62, 62 },
	{ "not yet",		LISTED,	NOW + 1, NOW + 60,	20, 62, 62, 62 },
	{ "an expired stranger", OTHER,	0, NOW - 1,		20, 62, 62, 62 },
	{ "the owner, expired",	OWNER,	0, NOW - 1,		20, 62, 62, 62 },
	{ "in the last second",	LISTED,	NOW, NOW,		20, 20, 20, 61 },
};

static void
test_admits(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct visitor v;

	begin();
	v = visitor_with(row->hex, row->not_before, row->not_after);
	assert_int_equal(visitor_admits(&v, STR("/a.gmi")), row->open);
	assert_int_equal(visitor_admits(&v, STR("/")), row->open);
	assert_int_equal(visitor_admits(&v, STR("/any/a.gmi")), row->any);
	assert_int_equal(visitor_admits(&v, STR("/any/")), row->any);
	assert_int_equal(visitor_admits(&v, STR("/any")), row->open);	/* leads to /any/ */
	assert_int_equal(visitor_admits(&v, STR("/any/deep/down/a.gmi")), row->any);
	assert_int_equal(visitor_admits(&v, STR("/listed/none")), row->listed);
	assert_int_equal(visitor_admits(&v, STR("/listed/open/a")), row->open);
	assert_int_equal(visitor_admits(&v, STR("/own/")), row->own);
	assert_int_equal(visitor_admits(&v, STR("/broken/x")), STATUS_FAILED);
	assert_int_equal(visitor_admits(&v, STR("/broken/below/x")), STATUS_FAILED);
	assert_int_equal(visitor_is_owner(&v), row->own == 20);
	end();
}

/* One request sees one state, and what it has seen it does not look at again. */
static void
one_look_a_request(void **state)
{
	struct visitor v, next;

	(void)state;
	begin();
	v = visitor_with(NULL, 0, 0);
	assert_int_equal(visitor_admits(&v, STR("/any/a")), STATUS_NEED_CERTIFICATE);
	temp_write(&t, "any/.folder.yaml", "access: anyone\nlang: de\n");
	assert_int_equal(visitor_admits(&v, STR("/any/b")), STATUS_NEED_CERTIFICATE);
	next = visitor_with(NULL, 0, 0);
	assert_int_equal(visitor_admits(&next, STR("/any/b")), STATUS_OK);
	assert_str_equal(visitor_rules(&next, STR("/any/b"))->lang, "de");
	end();
}

/* Many folders, in any order; their rules stay where they were given out. */
static void
many_folders(void **state)
{
	const struct folder_rules *first;
	struct visitor v;

	(void)state;
	begin();
	v = visitor_with(NULL, 0, 0);
	first = visitor_rules(&v, STR("/any/"));
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < 300; i++) {
			char path[64];

			(void)snprintf(path, sizeof(path), "/%s/%d/x", i % 2 ? "any" : "none", i * 7 % 300);
			assert_int_equal(visitor_admits(&v, str_of(path)), i % 2 ? 60 : 20);
		}
	}
	assert_int_equal(v.n, 303);
	assert_int_equal(first->access, FOLDER_CERTIFICATE);
	end();
}

static void
a_deep_path(void **state)
{
	struct visitor v;
	struct buf path;

	(void)state;
	begin();
	buf_init(&path, 2048);
	buf_add(&path, STR("/any"));
	for (int i = 0; i < 500; i++)
		buf_add(&path, STR("/x"));
	v = visitor_with(NULL, 0, 0);
	assert_int_equal(visitor_admits(&v, buf_str(&path)), STATUS_NEED_CERTIFICATE);
	buf_release(&path);
	end();
}

int
main(void)
{
	static struct suite s = { .name = "visitor" };

	suite_table(&s, "visitor", rows, test_admits);
	suite_test(&s, one_look_a_request);
	suite_test(&s, many_folders);
	suite_test(&s, a_deep_path);
	return suite_run(&s);
}

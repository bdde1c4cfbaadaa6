/* tests/unit/test_input.c: from the prompt to the published comment.	DESIGN.md section 3 */
#include "unit/stage.h"

static struct stage s;

/* --- what the prompt's address answers, and to whom --- */

static const struct {
	const char *name, *post, *rest, *answer;
} steps[] = {
	{ "the prompt",			"moon",		"leave-a-comment",	"10 " },
	{ "the prompt of a post in a folder", "letters/deep", "leave-a-comment", "10 " },
	{ "an empty answer",		"moon",		"leave-a-comment?",	"20 text/gemini; lang=en\r\n# Nothing was written" },
	{ "an answer of blanks",	"moon",		"leave-a-comment?%20%0A", "20 text/gemini; lang=en\r\n# Nothing was written" },
	{ "an answer that cannot be seen", "moon",	"leave-a-comment?%C2%A0%E2%80%8B", "20 text/gemini; lang=en\r\n# Nothing was written" },
	{ "an answer",			"moon",		"leave-a-comment?Hello", "20 text/gemini; lang=en\r\n# Your comment on" },
	{ "a token, no text",		"moon",		"abcdefghijklmno",	"10 " },
	{ "a wrong token: the preview again", "moon",	"abcdefghijklmno?Hello", "20 text/gemini; lang=en\r\n# Your comment on" },
	{ "a shorter token",		"moon",		"abcdefghijklmn?Hello",	"51 " },
	{ "a longer token",		"moon",		"abcdefghijklmnop?Hello", "51 " },
	{ "nothing behind the ID: to follow the discussion", "moon", "",	"20 text/gemini; lang=en\r\n# Comments on" },
	{ "more behind the prompt is Gopher's", "moon",	"leave-a-comment/x",	"51 " },
	{ "a page of the discussion that is not there", "moon", "page-2",	"51 " },
	{ "page one stands below the post", "moon",	"page-1",		"51 " },
	{ "page zero",			"moon",		"page-0",		"51 " },
	{ "an answer to a comment",	"moon",		"aaaaaaaa/leave-a-comment", "10 " },
	{ "an answer to a comment that is gone", "moon", "zzzzzzzz/leave-a-comment", "20 text/gemini; lang=en\r\n# This comment is not here" },
	{ "and the text is not lost",	"moon",		"zzzzzzzz/leave-a-comment?Hello", "20 text/gemini; lang=en\r\n# This comment is not here" },
	{ "to edit what is nobody's",	"moon",		"edit-my-comment",	"51 " },
	{ "to edit what is not one's own", "moon",	"aaaaaaaa/edit-my-comment?Hello", "20 text/gemini; lang=en\r\n# The hour is over" },
	{ "to add to what is not one's own", "moon",	"aaaaaaaa/add-to-the-text?Hello", "20 text/gemini; lang=en\r\n# The hour is over" },
	{ "to delete what is not one's own", "moon",	"aaaaaaaa/delete-my-words", "20 text/gemini; lang=en\r\n# The hour is over" },
	{ "an answer not UTF-8",	"moon",		"leave-a-comment?%FF",	"59 " },
	{ "closed, no prompt",		"closed",	"leave-a-comment",	"20 text/gemini; lang=en\r\n# Comments are closed" },
	{ "closed in the meantime: the text is not lost", "closed", "leave-a-comment?Hello", "20 text/gemini; lang=en\r\n# Comments are closed" },
	{ "no comments here",		"off",		"leave-a-comment",	"51 " },
	{ "a draft",			"draft",	"leave-a-comment",	"51 " },
	{ "a post to come",		"future",	"leave-a-comment",	"51 " },
	{ "a post that is gone",	"gone",		"leave-a-comment",	"51 " },
	{ "a comment that is not there", "moon",	"20240229T120000Z-zzzzzzzz", "20 text/gemini; lang=en\r\n# This comment is not here any more" },
};

static void
test_step(void **state)
{
	const __typeof__(steps[0]) *row = *state;
	struct str answer;

	stage_open(&s);
	answer = stage_ask(&s, row->post, row->rest);
	assert_true(s.done);
	if (!str_starts(answer, str_of(row->answer))) {
		print_bytes("got", answer);
		fail_msg("wanted %s", row->answer);
	}
	if (strstr(row->rest, "Hello") != NULL && str_starts(answer, STR("20")))
		assert_has(answer, "> Hello\n");
	assert_lacks(answer, "SECRET");
	stage_close(&s);
}

static const struct {
	const char *name, *path, *settings;
	unsigned char first;		/* of the certificate; 0: none */
	bool expired;
	const char *answer;
} doors[] = {
	{ "me, nobody",			"/c/",		NULL,	0,	false,	"60 " },
	{ "me",				"/c/",		NULL,	1,	false,	"20 text/gemini; lang=en\r\n# You" },
	{ "me, too late",		"/c/",		NULL,	1,	true,	"62 " },
	{ "queue, nobody",		"/c/queue",	NULL,	0,	false,	"60 " },
	{ "queue, a reader",		"/c/queue",	NULL,	1,	false,	"61 " },
	{ "queue, the author",		"/c/queue",	NULL,	0x9f,	false,	"20 text/gemini; lang=en\r\n# Comments that wait for you" },
	{ "queue, the author, too late", "/c/queue",	NULL,	0x9f,	true,	"62 " },
	{ "without the slash",		"/c",		NULL,	0,	false,	"31 /c/\r\n" },
	{ "no such ID",			"/c/aaaaa/leave-a-comment", NULL, 0, false, "51 " },
	{ "an ID too short",		"/c/aaaa/leave-a-comment", NULL, 0, false, "51 " },
	{ "anonymous, if the author says no", "M",	"anonymous: no\n", 0, false, "60 " },
	{ "with a certificate, then",	"M",		"anonymous: no\n", 1, false, "10 " },
	{ "prompt, too late",		"M",		NULL,	1,	true,	"62 " },
	{ "no comments at all",		"M",		"comments: off\n", 0, false, "51 " },
	/* Validity matters only where a certificate is needed. */
	{ "home, too late",		"/",		NULL,	1,	true,	"20 " },
	{ "a post, too late",		"/posts/moon.gmi", NULL, 1,	true,	"20 " },
};

static void
test_door(void **state)
{
	const __typeof__(doors[0]) *row = *state;
	char yaml[512];
	struct str answer;

	stage_open(&s);
	if (row->settings != NULL) {
		(void)snprintf(yaml, sizeof(yaml), "%s%s", STAGE_SETTINGS, row->settings);
		stage_settings(&s, yaml);
	}
	if (row->first != 0)
		s.who = stage_identity(row->first, "Ann");
	if (row->first == 0x9f)
		assert_true(digest_from_hex(STR(STAGE_OWNER), &s.who.fingerprint));
	if (row->expired)
		s.who.not_after = STAGE_NOW - 1;
	answer = stage_gemini(&s, row->path[0] == 'M' ? stage_path(&s, "moon", "leave-a-comment") : row->path);
	if (!str_starts(answer, str_of(row->answer))) {
		print_bytes("got", answer);
		fail_msg("wanted %s", row->answer);
	}
	stage_close(&s);
}

/* The certificate's time: a second before, the first, the last, a second after. */
static void
the_certificates_time(void **state)
{
	(void)state;
	stage_open(&s);
	for (int64_t d = -1; d <= 1; d++) {
		s.who = stage_identity(1, "Ann");
		s.who.not_before = STAGE_NOW + d;
		assert_int_equal(str_starts(stage_gemini(&s, "/c/"), STR("20")), d <= 0);
		s.who = stage_identity(1, "Ann");
		s.who.not_after = STAGE_NOW + d;
		assert_int_equal(str_starts(stage_gemini(&s, "/c/"), STR("20")), d >= 0);
	}
	stage_close(&s);
}

/* --- the whole way --- */

static void
from_prompt_to_post(void **state)
{
	struct comment_put put = { .box = BOX_PUBLISHED };
	struct comment c;
	struct arena a = { NULL };
	struct str answer;

	(void)state;
	stage_open(&s);
	s.who = stage_identity(1, "Bob");
	assert_status(stage_ask(&s, "moon", "leave-a-comment"), "10 Write your comment\r\n");
	answer = stage_ask(&s, "moon", "leave-a-comment?Thank%20you.%0ABye.");
	assert_status(answer, "20 ");
	assert_has(answer, "It is not published yet.");
	assert_has(answer, "> Thank you.\n> Bye.\n");
	assert_has(answer, "### Bob (");
	assert_false(temp_exists(&s.t, "comments/moon/20240301T120000Z-aaaaaaaa.gmi"));
	assert_int_equal(stage_gemini(&s, stage_publish_link(answer)).n, 0);
	assert_false(s.done);
	assert_int_equal(s.x.response.kind, RESPONSE_ORDER);
	assert_str_equal(s.x.response.order.post, "moon");
	assert_str_equal(s.x.response.order.text, "Thank you.\nBye.");
	assert_true(str_starts(s.x.response.order.reader, STR("sha256:01000000")));
	assert_str_equal(s.x.response.order.name, "Bob");
	assert_str_equal(s.x.response.order.via, "gemini");
	assert_true(s.x.response.order.has_identity);
	assert_int_equal(s.x.response.order.identity.byte[0], 1);
	/* What the store does. */
	c = (struct comment){ .id = STR("20240301T120000Z-bbbbbbbb"), .name = STR("Bob"), .via = STR("gemini"),
	    .text = arena_str(&a, s.x.response.order.text), .date = STAGE_NOW };
	put.post = STR("moon");
	put.comment = &c;
	comments_put(s.t.fd, &put, 1);
	assert_int_equal(put.rc, 0);
	assert_str_equal(stage_settle(&s, ORDER_PUBLISHED, 0, "20240301T120000Z-bbbbbbbb"), "30 /posts/moon.gmi\r\n");
	stage_load(&s);
	assert_has(stage_gemini(&s, "/posts/moon.gmi"), "## 2 comments\n\n### Ann, 29 February 2024\n> First.\n=> /c/");
	assert_has(buf_str(&s.out), "/20240229T130000Z-aaaaaaaa Answer Ann\n\n### Bob, 1 March 2024\n> Thank you.\n> Bye.\n=> /c/");
	assert_has(buf_str(&s.out), "/20240301T120000Z-bbbbbbbb Answer Bob\n\n=> /c/");
	arena_release(&a);
	stage_close(&s);
}

static const struct {
	const char *name;
	enum order_result result;
	uint32_t seconds;
	const char *answer;
} results[] = {
	{ "published",	ORDER_PUBLISHED, 0,	"30 /posts/moon.gmi\r\n" },
	{ "held",	ORDER_HELD, 0,		"30 /c/" },
	{ "slow down",	ORDER_SLOW_DOWN, 42,	"44 42\r\n" },	/* a bare number */
	/* Whatever is not taken is given back: the page holds the text. */
	{ "refused",	ORDER_REFUSED, 0,	"20 text/gemini; lang=en\r\n# This comment was not taken\n" },
	{ "full",	ORDER_FULL, 0,		"20 text/gemini; lang=en\r\n# This comment was not taken\n" },
	{ "too late",	ORDER_TOO_LATE, 0,	"20 text/gemini; lang=en\r\n# This comment was not taken\n" },
	{ "too long",	ORDER_TOO_LONG, 0,	"20 text/gemini; lang=en\r\n# This comment was not taken\n" },
	{ "failed",	ORDER_FAILED, 0,	"40 " },
};

static void
test_result(void **state)
{
	const __typeof__(results[0]) *row = *state;
	struct str answer;

	stage_open(&s);
	(void)stage_gemini(&s, stage_publish_link(stage_ask(&s, "moon", "leave-a-comment?Hello")));
	assert_false(s.done);
	assert_str_equal(s.x.response.order.reader, "net:192.0.2.0/24");
	assert_false(s.x.response.order.has_identity);
	answer = stage_settle(&s, row->result, row->seconds, "20240301T120000Z-cccccccc");
	if (!str_starts(answer, str_of(row->answer))) {
		print_bytes("got", answer);
		fail_msg("wanted %s", row->answer);
	}
	if (str_starts(answer, STR("20")))
		assert_has(answer, "> Hello\n");
	if (row->result == ORDER_HELD)
		assert_true(str_ends(answer, STR("/20240301T120000Z-cccccccc\r\n")));
	stage_close(&s);
}

/* The page that the writer of a held comment keeps: waits, published, gone. */
static void
a_held_comments_page(void **state)
{
	const char *id = "20240301T120000Z-cccccccc";

	(void)state;
	stage_open(&s);
	temp_write(&s.t, "held/moon/20240301T120000Z-cccccccc.gmi", "---\nname: Bob\n---\nHello.\n");
	assert_has(stage_ask(&s, "moon", id), "# This comment waits for the author\nThank you.");
	assert_has(stage_ask(&s, "moon", id), "> Hello.\n");
	assert_int_equal(renameat(s.t.fd, "held/moon/20240301T120000Z-cccccccc.gmi", s.t.fd,
	    "comments/moon/20240301T120000Z-cccccccc.gmi"), 0);
	assert_has(stage_ask(&s, "moon", id), "# A comment on \xe2\x80\x9cThe Moon\xe2\x80\x9d\n");
	assert_int_equal(unlinkat(s.t.fd, "comments/moon/20240301T120000Z-cccccccc.gmi", 0), 0);
	assert_has(stage_ask(&s, "moon", id), "# This comment is not here any more\n");
	stage_close(&s);
}

static void
the_authors_queue(void **state)
{
	struct str answer;
	char link[8192];

	(void)state;
	stage_open(&s);
	s.who = stage_identity(0, "Author");
	assert_true(digest_from_hex(STR(STAGE_OWNER), &s.who.fingerprint));
	answer = stage_gemini(&s, "/c/queue");
	(void)snprintf(link, sizeof(link), "=> %s 2024-02-29 Anonymous on ",
	    stage_path(&s, "moon", "20240229T120000Z-heldheld"));
	assert_has(answer, link);
	assert_has(answer, "\n> SECRET\n");
	assert_has(stage_gemini(&s, "/c/"), "=> /c/queue ");
	s.who = stage_identity(1, "Bob");
	assert_lacks(stage_gemini(&s, "/c/"), "/c/queue");
	stage_close(&s);
}

/* --- tokens --- */

static const struct {
	const char *name;
	int64_t later;		/* seconds from the preview to the click */
	bool other_reader, certificate, other_post, other_text, other_secret, good;
} tokens[] = {
	{ "the same day",		3600,	false, false, false, false, false, true },
	{ "the next day",		TIME_DAY, false, false, false, false, false, true },
	{ "the end of the next day",	TIME_DAY + 43199, false, false, false, false, false, true },
	{ "the day after that",		TIME_DAY + 43200, false, false, false, false, false, false },
	{ "two days later",		2 * TIME_DAY, false, false, false, false, false, false },
	{ "a day before, by a bad clock", -TIME_DAY, false, false, false, false, false, false },
	{ "from another network",	0,	true,  false, false, false, false, false },
	{ "with a certificate now",	0,	false, true,  false, false, false, false },
	{ "for another post",		0,	false, false, true,  false, false, false },
	{ "with another text",		0,	false, false, false, true,  false, false },
	{ "signed by another capsule",	0,	false, false, false, false, true,  false },
};

static void
test_token(void **state)
{
	const __typeof__(tokens[0]) *row = *state;
	char link[4096], token[64];
	struct str answer;

	stage_open(&s);
	stage_keep(link, sizeof(link), stage_publish_link(stage_ask(&s, "moon", "leave-a-comment?Hello")));
	assert_int_equal(strlen(link), strlen("/c/abcde/leave-a-comment?Hello"));
	if (row->other_post) {
		stage_keep(token, sizeof(token), strrchr(link, '/') + 1);
		stage_keep(link, sizeof(link), stage_path(&s, "sun", token));
	}
	if (row->other_text)
		link[strlen(link) - 1] = 'p';
	if (row->other_reader)
		s.prefix = "198.51.100.0/24";
	if (row->certificate)
		s.who = stage_identity(1, "Ann");
	if (row->other_secret)
		s.secret.byte[31] ^= 1;
	s.now += row->later;
	answer = stage_gemini(&s, link);
	assert_int_equal(!s.done, row->good);
	if (!row->good) {			/* the text is never lost: the preview, with a good token */
		assert_has(answer, row->other_text ? "> Hellp\n" : "> Hello\n");
		(void)stage_gemini(&s, stage_publish_link(answer));
		assert_false(s.done);
	}
	stage_close(&s);
}

/* The same however often it is fetched; a reload of the link is the same order again. */
static void
the_same_link_again(void **state)
{
	char link[256];

	(void)state;
	stage_open(&s);
	stage_keep(link, sizeof(link), stage_publish_link(stage_ask(&s, "moon", "leave-a-comment?Hello")));
	assert_string_equal(stage_publish_link(stage_ask(&s, "moon", "leave-a-comment?Hello")), link);
	for (int i = 0; i < 3; i++) {
		(void)stage_gemini(&s, link);
		assert_false(s.done);
		assert_str_equal(s.x.response.order.text, "Hello");
	}
	/* A client that encodes more than it must has written the same text. */
	(void)snprintf(strchr(link, '?'), 32, "?%%48e%%6C%%6co%%0D%%0A");
	(void)stage_gemini(&s, link);
	assert_false(s.done);
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "input" };

	suite_table(&suite, "input", steps, test_step);
	suite_table(&suite, "input door", doors, test_door);
	suite_test(&suite, the_certificates_time);
	suite_test(&suite, from_prompt_to_post);
	suite_table(&suite, "input result", results, test_result);
	suite_test(&suite, a_held_comments_page);
	suite_test(&suite, the_authors_queue);
	suite_table(&suite, "input token", tokens, test_token);
	suite_test(&suite, the_same_link_again);
	return suite_run(&suite);
}

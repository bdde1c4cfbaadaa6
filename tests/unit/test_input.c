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
	{ "and the text is not lost",	"moon",		"edit-my-comment?Hello", "20 text/gemini; lang=en\r\n# No comment is named here" },
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
	{ "queue, the author",		"/c/queue",	NULL,	0x9f,	false,	"20 text/gemini; lang=en\r\n# Comments on Moon Letters, for its author" },
	{ "queue, the author, too late", "/c/queue",	NULL,	0x9f,	true,	"62 " },
	{ "its feed, nobody",		"/c/queue.xml",	NULL,	0,	false,	"60 " },
	{ "its feed, a reader",		"/c/queue.xml",	NULL,	1,	false,	"61 " },
	{ "its feed, the author",	"/c/queue.xml",	NULL,	0x9f,	false,	"20 application/atom+xml\r\n" },
	{ "its feed, the author, too late", "/c/queue.xml", NULL, 0x9f,	true,	"62 " },
	{ "below the feed",		"/c/queue.xml/x", NULL,	0x9f,	false,	"51 " },
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
	{ "failed",	ORDER_FAILED, 0,	"20 text/gemini; lang=en\r\n# This comment was not saved\n" },
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
	char hex[DIGEST_HEX], file[256];

	(void)state;
	stage_open(&s);
	s.who = stage_identity(1, "Bob");
	digest_hex(&s.who.fingerprint, hex);
	(void)snprintf(file, sizeof(file), "---\nname: Bob\nidentity: sha256:%.*s\n---\nHello.\n", DIGEST_HEX, hex);
	temp_write(&s.t, "held/moon/20240301T120000Z-cccccccc.gmi", file);
	s.who = stage_identity(2, "Eve");
	assert_has(stage_ask(&s, "moon", id), "# This comment waits for the author\nThank you.");
	assert_lacks(stage_ask(&s, "moon", id), "Hello.");
	s.who = (struct identity){ .given = false };
	assert_lacks(stage_ask(&s, "moon", id), "Hello.");
	s.who = stage_identity(1, "Bob");
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

/* readers/ is full: politely, before a name is asked for, and at the last moment too. */
static void
no_more_names(void **state)
{
	static const char *const paths[] = { "/c/name", "/c/name?Ann", "/c/join-with?abcdefgh" };
	struct str answer;
	char link[4096];

	(void)state;
	stage_open(&s);
	s.who = stage_identity(0xee, "");
	answer = stage_gemini(&s, "/c/name?Zacharias");
	assert_has(answer, "# Be called this from now on?");
	stage_keep(link, sizeof(link), stage_link(answer, " Yes"));
	(void)stage_gemini(&s, link);
	assert_false(s.done);
	answer = stage_settle(&s, ORDER_FULL, 0, "");		/* somebody was quicker */
	assert_has(answer, "# No more names at the moment\n");
	assert_has(answer, "> Zacharias\n");
	temp_readers(&s.t, 0, PEOPLE_MAX);
	for (size_t i = 0; i < COUNT(paths); i++) {
		answer = stage_gemini(&s, paths[i]);
		assert_true(s.done);
		assert_status(answer, "20 ");
		assert_has(answer, "# No more names at the moment\n");
	}
	assert_has(answer, "> abcdefgh\n");
	assert_has(stage_ask(&s, "moon", "leave-a-comment?Hello"), "# Your comment on");
	s.who = stage_identity(0, "");				/* one of those who are known */
	assert_status(stage_gemini(&s, "/c/name"), "10 ");
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

/* Selectors of as many bytes as every client carries, and of one more: that text waits as a draft. */
static const struct {
	const char *name;
	size_t letters, slashes;	/* of the text */
	bool draft;
} selectors[] = {
	{ "one less",		229,	0,	false },
	{ "as many as may be",	230,	0,	false },
	{ "one more",		231,	0,	true },
	{ "with slashes, as many as may be", 221, 3, false },
	{ "with slashes, one more", 222, 3,	true },
};

static void
test_selector(void **state)
{
	const __typeof__(selectors[0]) *row = *state;
	char selector[1024];
	size_t n;

	stage_open(&s);
	n = (size_t)snprintf(selector, sizeof(selector), "%s\t", stage_path(&s, "moon", "leave-a-comment"));
	assert_int_equal(n, 25);		/* with a slash for the TAB; and 230 letters are 255 */
	memset(selector + n, 'x', row->letters);
	memset(selector + n + row->letters, '/', row->slashes);
	(void)stage_gopher(&s, (struct str){ selector, n + row->letters + row->slashes });
	assert_int_equal(!s.done, row->draft);
	if (row->draft)
		assert_int_equal(s.x.response.order.kind, ORDER_DRAFT);
	stage_close(&s);
}

/* --- the author's page and feed --- */

static void
as_the_author(void)
{
	s.who = stage_identity(0, "Author");
	assert_true(digest_from_hex(STR(STAGE_OWNER), &s.who.fingerprint));
}

/* The entries of a page by its dated links, or of a feed: their IDs in order, with a blank behind each. */
static const char *
entries_of(struct str page)
{
	static char ids[1024];
	struct str line;

	ids[0] = '\0';
	while (str_line(&page, &line)) {
		struct str word;

		if (!str_skip(&line, STR("=> ")))
			continue;
		word = str_word(&line);
		line = str_trim(line);
		if (line.n > 11 && line.p[4] == '-' && line.p[7] == '-' && line.p[10] == ' ')
			(void)snprintf(ids + strlen(ids), sizeof(ids) - strlen(ids), "%.*s ", 8,
			    word.p + word.n - 8);
	}
	return ids;
}

static void
the_queue_as_a_feed(void **state)
{
	char before[8192], id[64];
	struct str entry;

	(void)state;
	stage_open(&s);
	as_the_author();
	temp_write(&s.t, "held/sun/20240301T100000Z-sunlight.gmi", "---\nname: Zoe\n---\nHot.\n");
	temp_write(&s.t, "held/letters/deep/20240228T100000Z-deepdeep.gmi", "Deep.\n");
	temp_write(&s.t, "held/nowhere/20240227T100000Z-nowheree.gmi", "Lost.\n");
	temp_write(&s.t, "held/moon/20240226T100000Z-damaged1.gmi", "---\nname: [\n---\nBad.\n");
	temp_write(&s.t, "comments/moon/20240301T090000Z-newestaa.gmi", "New.\n");
	stage_load(&s);
	assert_string_equal(entries_of(stage_gemini(&s, "/c/queue")), "sunlight heldheld deepdeep newestaa aaaaaaaa ");
	assert_has(buf_str(&s.out), "> Hot.\n");
	assert_has(buf_str(&s.out), "held/nowhere/20240227T100000Z-nowheree.gmi: its post is gone\n> Lost.\n");
	assert_has(buf_str(&s.out), "held/moon/20240226T100000Z-damaged1.gmi:");
	assert_lacks(buf_str(&s.out), "> New.");
	/* Nothing in it changes by itself. */
	(void)snprintf(before, sizeof(before), "%.*s", (int)s.out.n, s.out.p);
	s.now += 7 * TIME_DAY;
	s.who.not_after += 7 * TIME_DAY;
	assert_str_equal(stage_gemini(&s, "/c/queue"), before);
	(void)stage_gemini(&s, "/c/queue.xml");
	assert_status(buf_str(&s.out), "20 application/atom+xml\r\n<?xml ");
	(void)snprintf(before, sizeof(before), "%.*s", (int)s.out.n, s.out.p);
	s.now += 7 * TIME_DAY;
	s.who.not_after += 7 * TIME_DAY;
	assert_str_equal(stage_gemini(&s, "/c/queue.xml"), before);
	assert_has(buf_str(&s.out), "<link rel=\"self\" href=\"gemini://h.example/c/queue.xml\"/>");
	assert_has(buf_str(&s.out), ">Zoe on \xe2\x80\x9cThe Sun\xe2\x80\x9d (waits)<");
	/* What is published keeps its entry: the same ID, which is the public feed's as well. */
	entry = buf_str(&s.out);
	while (!str_starts(entry, STR("<entry>")))
		entry = str_from(entry, 1);
	while (!str_starts(entry, STR("urn:uuid:")))
		entry = str_from(entry, 1);
	(void)snprintf(id, sizeof(id), "%.*s", 45, entry.p);
	temp_folder(&s.t, "comments/sun");
	assert_int_equal(renameat(s.t.fd, "held/sun/20240301T100000Z-sunlight.gmi", s.t.fd,
	    "comments/sun/20240301T100000Z-sunlight.gmi"), 0);
	stage_load(&s);
	assert_has(stage_gemini(&s, "/c/queue.xml"), id);
	assert_lacks(buf_str(&s.out), "The Sun\xe2\x80\x9d (waits)");
	assert_has(stage_gemini(&s, "/comments.xml"), id);
	assert_string_equal(entries_of(stage_gemini(&s, "/c/queue")), "heldheld deepdeep sunlight newestaa aaaaaaaa ");
	stage_close(&s);
}

static void
an_empty_queue(void **state)
{
	(void)state;
	stage_open(&s);
	as_the_author();
	stage_settings(&s, STAGE_SETTINGS "comments: off\n");
	assert_int_equal(unlinkat(s.t.fd, "held/moon/20240229T120000Z-heldheld.gmi", 0), 0);
	assert_has(stage_gemini(&s, "/c/queue"), "## Waiting for you\nNone.\n\n## Published last\nNone.\n");
	assert_has(stage_gemini(&s, "/c/queue.xml"), "<updated>1970-01-01T00:00:00Z</updated>");
	assert_lacks(buf_str(&s.out), "<entry>");
	stage_close(&s);
}

/* As many as are shown, and one more. */
static void
a_full_queue(void **state)
{
	char path[128];

	(void)state;
	stage_open(&s);
	as_the_author();
	for (int i = 1; i < 201; i++) {		/* one is there */
		(void)snprintf(path, sizeof(path), "held/sun/202403%02dT%02d0000Z-abcd%04d.gmi", i / 24 + 1, i % 24, i);
		temp_write(&s.t, path, "Me too.\n");
		if (i == 199)
			assert_lacks(stage_gemini(&s, "/c/queue"), "older than these");
	}
	assert_has(stage_gemini(&s, "/c/queue"), "\nAnd 1 more in held/, older than these.\n");
	assert_has(buf_str(&s.out), "-abcd0200 ");
	assert_lacks(buf_str(&s.out), "heldheld");
	stage_close(&s);
}

/* --- letters that are two comments' --- */

#define FIRST "20240229T130000Z-aaaaaaaa"
#define COPY "20240301T110000Z-aaaaaaaa"
#define SHORT "20240301T111000Z-bbbb"
#define LONG "20240301T112000Z-cccccccccccccccc"
#define FIFTEEN "20240301T113000Z-ddddddddddddddd"

static const struct {
	const char *name, *id, *step;	/* what the comment's page calls the way to answer it */
} refs[] = {
	{ "ours",			FIRST,		"aaaaaaaa/leave-a-comment" },
	{ "a copy of its file",		COPY,		COPY "/leave-a-comment" },
	{ "fewer letters than ours",	SHORT,		SHORT "/leave-a-comment" },
	{ "more",			LONG,		LONG "/leave-a-comment" },
	{ "as many as a token has",	FIFTEEN,	FIFTEEN "/leave-a-comment" },
};

static void
test_ref(void **state)
{
	const __typeof__(refs[0]) *row = *state;
	char rest[256], want[8192];

	stage_open(&s);
	for (size_t i = 1; i < COUNT(refs); i++) {
		(void)snprintf(rest, sizeof(rest), "comments/moon/%s.gmi", refs[i].id);
		temp_write(&s.t, rest, "---\nname: Bob\n---\nAgain.\n");
	}
	(void)snprintf(want, sizeof(want), "=> %s Answer ", stage_path(&s, "moon", row->step));
	assert_has(stage_ask(&s, "moon", row->id), want);
	assert_status(stage_ask(&s, "moon", row->step), "10 ");
	(void)snprintf(rest, sizeof(rest), "%s?Hello", row->step);
	(void)stage_gemini(&s, stage_publish_link(stage_ask(&s, "moon", rest)));
	assert_false(s.done);
	assert_str_equal(s.x.response.order.reply_to, row->id);
	/* The whole ID is good for every comment, on Gopher too. */
	(void)snprintf(rest, sizeof(rest), "%s/leave-a-comment\tHello", row->id);
	assert_has(stage_gopher(&s, str_of(stage_path(&s, "moon", rest))), "> Hello");
	stage_close(&s);
}

/* --- a post that has another name now --- */

static void
a_renamed_post(void **state)
{
	char link[8192], prompt[256], other[256];

	(void)state;
	stage_open(&s);
	stage_keep(prompt, sizeof(prompt), stage_path(&s, "sun", "leave-a-comment"));
	stage_keep(link, sizeof(link), stage_publish_link(stage_ask(&s, "sun", "leave-a-comment?Hello")));
	assert_int_equal(unlinkat(s.t.fd, "posts/sun.gmi", 0), 0);
	temp_write(&s.t, "posts/star.gmi", "---\ntitle: The Star\ndate: 2024-02-01\n---\n");
	stage_load(&s);
	assert_status(stage_gemini(&s, prompt), "51 ");
	assert_has(stage_gemini(&s, link), "# This post is not here any more\n");
	assert_has(buf_str(&s.out), "> Hello\n");
	/* Once the post says what it was called, what readers hold leads to it. */
	temp_write(&s.t, "posts/star.gmi", "---\ntitle: The Star\ndate: 2024-02-01\naliases: [/x, /posts/su.gmi, /posts/sun.gmi]\n---\n");
	stage_load(&s);
	assert_status(stage_gemini(&s, prompt), "10 ");
	assert_has(stage_gemini(&s, link), "# Your comment on \xe2\x80\x9cThe Star\xe2\x80\x9d\n");
	(void)stage_gemini(&s, stage_publish_link(buf_str(&s.out)));
	assert_false(s.done);
	assert_str_equal(s.x.response.order.post, "star");
	assert_str_equal(s.x.response.order.text, "Hello");
	/* A post of the old name comes first; one that may not be seen is not found by its old name either. */
	(void)snprintf(other, sizeof(other), "%s", prompt);
	temp_write(&s.t, "posts/star.gmi", "---\ntitle: The Star\ndate: 2024-02-01\ndraft: true\naliases: /posts/sun.gmi\n---\n");
	stage_load(&s);
	assert_status(stage_gemini(&s, other), "51 ");
	temp_write(&s.t, "posts/sun.gmi", "---\ndate: 2024-02-01\n---\n# A new sun\n");
	stage_load(&s);
	(void)stage_gemini(&s, link);		/* POST is what it was: so the token is good */
	assert_false(s.done);
	assert_str_equal(s.x.response.order.post, "sun");
	stage_close(&s);
}

/* --- certificates that are missing or late, with a text in the request --- */

static const struct {
	const char *name, *rest;
	unsigned char first;
	bool expired, anonymous;
	const char *answer, *link;	/* to go on with; NULL: the text is not there, or not any more */
} certified[] = {
	{ "none, no text yet",		"leave-a-comment",	0, false, false, "60 ", NULL },
	{ "none, an empty one",		"leave-a-comment?",	0, false, false, "60 ", NULL },
	{ "none",			"leave-a-comment?Hello", 0, false, false, "20 ", "go-on-certified?Hello " },
	{ "none, to publish",		"aaaaaaaaaaaaaaa?Hello", 0, false, false, "20 ", "go-on-certified?Hello " },
	{ "none, to answer",		"aaaaaaaa/leave-a-comment?Hello", 0, false, false, "20 ", "aaaaaaaa/go-on-certified?Hello " },
	{ "none, to edit",		"aaaaaaaa/edit-my-comment?Hello", 0, false, false, "20 ", FIRST " " },
	{ "none, the text was shown",	"go-on-certified?Hello", 0, false, false, "60 ", NULL },
	{ "late",			"leave-a-comment?Hello", 1, true, true, "20 ", "go-on-certified?Hello " },
	{ "late, no text yet",		"leave-a-comment",	1, true, true, "62 ", NULL },
	{ "late, to publish",		"aaaaaaaaaaaaaaa?Hello", 1, true, true, "20 ", "go-on-certified?Hello " },
	{ "late, the text was shown",	"go-on-certified?Hello", 1, true, true, "62 ", NULL },
	{ "another one",		"go-on-certified?Hello", 1, false, false, "20 text/gemini; lang=en\r\n# Your comment", NULL },
	{ "none, which is well now",	"go-on-certified?Hello", 0, false, true, "20 text/gemini; lang=en\r\n# Your comment", NULL },
};

static void
test_certified(void **state)
{
	const __typeof__(certified[0]) *row = *state;
	char want[8192];
	struct str answer;

	stage_open(&s);
	if (!row->anonymous)
		stage_settings(&s, STAGE_SETTINGS "anonymous: no\n");
	if (row->first != 0)
		s.who = stage_identity(row->first, "Bob");
	if (row->expired)
		s.who.not_after = STAGE_NOW - 1;
	answer = stage_ask(&s, "moon", row->rest);
	if (!str_starts(answer, str_of(row->answer))) {
		print_bytes("got", answer);
		fail_msg("wanted %s", row->answer);
	}
	if (row->link != NULL) {
		(void)snprintf(want, sizeof(want), "=> %s", stage_path(&s, "moon", row->link));
		assert_has(answer, want);
		assert_has(answer, "> Hello\n");
	}
	stage_close(&s);
}

static void
a_certificate_on_gopher(void **state)
{
	(void)state;
	stage_open(&s);
	stage_settings(&s, STAGE_SETTINGS "anonymous: no\n");
	assert_has(stage_gopher(&s, str_of(stage_path(&s, "moon", "leave-a-comment\tHello"))), "i> Hello\t");
	assert_lacks(buf_str(&s.out), "go-on-certified");
	stage_close(&s);
}

/* From the prompt to the end with a certificate whose time runs out in between. */
static void
a_certificate_runs_out(void **state)
{
	char link[8192];

	(void)state;
	stage_open(&s);
	s.who = stage_identity(1, "Bob");
	stage_keep(link, sizeof(link), stage_publish_link(stage_ask(&s, "moon", "leave-a-comment?Hello")));
	s.now = s.who.not_after + 1;
	assert_has(stage_gemini(&s, link), "# Your certificate is not valid now\n");
	assert_has(buf_str(&s.out), "> Hello\n");
	assert_status(stage_ask(&s, "moon", "go-on-certified?Hello"), "62 ");
	s.who = stage_identity(2, "Bob");
	s.who.not_after = s.now;
	(void)stage_gemini(&s, stage_publish_link(stage_ask(&s, "moon", "go-on-certified?Hello")));
	assert_false(s.done);
	assert_int_equal(s.x.response.order.identity.byte[0], 2);
	stage_close(&s);
}

/* What could not be saved has a link to try again, which is the one that was followed. */
static void
to_try_again(void **state)
{
	char link[8192], want[8292];

	(void)state;
	stage_open(&s);
	stage_keep(link, sizeof(link), stage_publish_link(stage_ask(&s, "moon", "leave-a-comment?A%26b%3F%20%C3%A9%0Ac")));
	(void)stage_gemini(&s, link);
	(void)snprintf(want, sizeof(want), "=> %s Try again\n", link);
	assert_has(stage_settle(&s, ORDER_FAILED, 0, ""), want);
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
	suite_test(&suite, no_more_names);
	suite_table(&suite, "input token", tokens, test_token);
	suite_test(&suite, the_same_link_again);
	suite_table(&suite, "input selector", selectors, test_selector);
	suite_test(&suite, the_queue_as_a_feed);
	suite_test(&suite, an_empty_queue);
	suite_test(&suite, a_full_queue);
	suite_table(&suite, "input ref", refs, test_ref);
	suite_test(&suite, a_renamed_post);
	suite_table(&suite, "input certified", certified, test_certified);
	suite_test(&suite, a_certificate_on_gopher);
	suite_test(&suite, a_certificate_runs_out);
	suite_test(&suite, to_try_again);
	return suite_run(&suite);
}

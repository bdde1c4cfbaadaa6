/* tests/unit/test_clerk.c: orders carried out: what may be written, where it goes, whose it is.	DESIGN.md section 4 */
#include "unit/test.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/time.h"
#include "capsule/boxes.h"
#include "capsule/clerk.h"
#include "capsule/drafts.h"
#include "capsule/people.h"
#include "capsule/writer.h"

#define NOW 1709294400			/* 2024-03-01, noon */
#define NET "net:192.0.2.0/24"
#define OTHER_NET "net:198.51.100.0/24"
#define OWNER "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define SETTINGS "title: T\nhost: h.example\nauthor: Olga Owner\nowner: sha256:" OWNER "\n"

static struct temp t;
static struct config config;
static struct site *site;
static struct secret secret;
static struct clerk *clerk;
static struct arena arena;
static int64_t now;
static size_t told;

/* --- people --- */

enum person { NOBODY, ELSEWHERE, PROXY, ANN, BOB, AUTHOR };

static struct digest
fingerprint_of(enum person who)
{
	struct digest d = { { (unsigned char)who } };

	if (who == AUTHOR)
		assert_true(digest_from_hex(STR(OWNER), &d));
	return d;
}

static struct order
by(enum person who, enum order_kind kind)
{
	struct order o = { .kind = kind, .post = STR("moon"), .via = STR("gemini") };
	char hex[DIGEST_HEX];

	o.reader = who == NOBODY ? STR(NET) : who == ELSEWHERE ? STR(OTHER_NET) : STR("net:proxy");
	if (who >= ANN) {
		o.has_identity = true;
		o.identity = fingerprint_of(who);
		digest_hex(&o.identity, hex);
		o.reader = arena_printf(&arena, "sha256:%.*s", DIGEST_HEX, hex);
	}
	return o;
}

static struct order
saying(enum person who, const char *text)
{
	struct order o = by(who, ORDER_PUBLISH);

	o.text = str_of(text);
	return o;
}

static struct order
about(enum person who, enum order_kind kind, const char *id, const char *text)
{
	struct order o = by(who, kind);

	o.id = str_of(id);
	o.text = str_of(text);
	return o;
}

static const char *
file_of(enum person who)
{
	static char path[128];
	struct digest d = fingerprint_of(who);
	char hex[DIGEST_HEX];

	digest_hex(&d, hex);
	(void)snprintf(path, sizeof(path), "readers/%.*s.yaml", DIGEST_HEX, hex);
	return path;
}

static void
write_reader(enum person who, const char *yaml)
{
	temp_write(&t, file_of(who), yaml);
}

static struct reader
reader_of(enum person who)
{
	struct digest d = fingerprint_of(who);
	struct reader r;
	struct error err;

	if (people_read(t.fd, &d, &arena, &r, &err) == -1)
		fail_msg("%s", err.text);
	return r;
}

/* What is in a file, in the arena. */
static struct str
text_in(const char *path)
{
	char *all = temp_read(&t, path);
	struct str s = all == NULL ? STR("(no such file)") : arena_str(&arena, str_of(all));

	free(all);
	return s;
}

/* --- the stage --- */

static void
count(void *ctx, enum comment_box box, struct str post, const struct comment *comment)
{
	(void)ctx, (void)box;
	assert_true(post.n > 0 && comment->id.n > 0);
	told++;
}

static void
settings(const char *more)
{
	char yaml[1024];
	struct error err;

	(void)snprintf(yaml, sizeof(yaml), "%s%s", SETTINGS, more);
	site_free(site);
	config_release(&config);
	if (config_read(str_of(yaml), &config, &err) == -1)
		fail_msg("%s", err.text);
	site = site_load(t.fd, &config, NULL, NULL);
	clerk->site = site;
}

static void
begin(const char *more)
{
	temp_open(&t);
	temp_write(&t, "posts/moon.gmi", "---\ntitle: Moon\ndate: 2024-02-01\n---\n");
	temp_write(&t, "posts/sun.gmi", "---\ntitle: Sun\ndate: 2024-02-01\n---\n");
	temp_write(&t, "posts/letters/deep.gmi", "---\ntitle: Deep\ndate: 2024-02-01\n---\n");
	temp_write(&t, "posts/closed.gmi", "---\ntitle: Closed\ndate: 2024-02-01\ncomments: closed\n---\n");
	temp_write(&t, "posts/off.gmi", "---\ntitle: Off\ndate: 2024-02-01\ncomments: off\n---\n");
	temp_write(&t, "posts/draft.gmi", "---\ntitle: Draft\ndate: 2024-02-01\ndraft: true\n---\n");
	temp_write(&t, "posts/future.gmi", "---\ntitle: Future\ndate: 2024-03-02\n---\n");
	temp_write(&t, "posts/broken.gmi", "---\ntitle: a: b\n---\n");
	memset(secret.byte, 0x42, sizeof(secret.byte));
	now = NOW;
	told = 0;
	site = NULL;
	config = (struct config){ .lang = STR_NONE };
	arena = (struct arena){ NULL };
	clerk = mem_new(1, sizeof(*clerk));
	clerk_open(clerk, t.fd, &config, &secret, now);
	clerk->written = count;
	settings(more);
}

static void
end(void)
{
	site_free(site);
	config_release(&config);
	arena_release(&arena);
	clerk_close(clerk);
	free(clerk);
	temp_close(&t);
}

static void
run(const struct order *orders, struct order_answer *answers, size_t n)
{
	struct str *messages = arena_new(&arena, n, sizeof(*messages));
	struct str *bodies = arena_new(&arena, n, sizeof(*bodies));

	for (size_t i = 0; i < n; i++) {
		struct buf b;

		buf_init(&b, ORDER_MAX);
		order_write(&b, &orders[i]);
		messages[i] = exact_of(buf_str(&b));
		bodies[i] = orders[i].body;
		buf_release(&b);
	}
	clerk_run(clerk, messages, bodies, answers, n, now);
	for (size_t i = 0; i < n; i++)
		exact_free(messages[i]);
}

static struct order_answer
one(struct order o)
{
	struct order_answer answer;

	run(&o, &answer, 1);
	return answer;
}

static size_t
files_in(enum comment_box box)
{
	struct boxed *list;
	size_t n;

	boxes_list(t.fd, box, 0, &arena, &list, &n, NULL);
	return n;
}

#define assert_boxes(published, held)						\
	do {									\
		assert_int_equal(files_in(BOX_PUBLISHED), (published));		\
		assert_int_equal(files_in(BOX_HELD), (held));			\
	} while (0)

static struct comment
comment_in(enum comment_box box, const char *id)
{
	struct comment c;
	struct error err;

	if (comments_get(t.fd, box, STR("moon"), str_of(id), &arena, &c, &err) == -1)
		fail_msg("%s", err.text);
	return c;
}

/* What an author does with mv. */
static void
let(const char *id)
{
	char from[128], to[128];

	(void)snprintf(from, sizeof(from), "held/moon/%s.gmi", id);
	(void)snprintf(to, sizeof(to), "comments/moon/%s.gmi", id);
	temp_folder(&t, "comments/moon");
	assert_int_equal(renameat(t.fd, from, t.fd, to), 0);
}

/* --- publishing --- */

static void
published(void **state)
{
	struct order o;
	struct order_answer a;
	struct comment c;

	(void)state;
	begin("moderate: none\n");
	o = saying(ANN, "Thank you.\n=> x");
	o.name = STR("Ann");
	a = one(o);
	assert_int_equal(a.result, ORDER_PUBLISHED);
	assert_true(str_starts(str_of(a.id), STR("20240301T120000Z-")));
	c = comment_in(BOX_PUBLISHED, a.id);
	assert_str_equal(c.text, "Thank you.\n=> x");
	assert_str_equal(c.name, "Ann");
	assert_str_equal(c.via, "gemini");
	assert_int_equal(c.date, NOW);
	assert_true(c.has_identity);
	assert_memory_equal(c.identity.byte, o.identity.byte, DIGEST_SIZE);
	assert_boxes(1, 0);
	assert_int_equal(told, 1);
	/* The certificate's file: the name is his from now on. */
	assert_str_equal(reader_of(ANN).name, "Ann");
	assert_int_equal(reader_of(ANN).comments.n, 1);
	/* No address, no network is written anywhere. */
	a = one(saying(NOBODY, "Hello"));
	assert_lacks(text_in(arena_cstr(&arena, arena_printf(&arena, "comments/moon/%s.gmi", a.id))), "192.0.2");
	end();
}

static void
a_post_in_a_folder(void **state)
{
	struct order o;

	(void)state;
	begin("moderate: none\n");
	o = saying(NOBODY, "x");
	o.post = STR("letters/deep");
	assert_int_equal(one(o).result, ORDER_PUBLISHED);
	assert_true(temp_exists(&t, "comments/letters/deep"));
	end();
}

/* The same link followed three times at once, then again the next day: one comment, one answer. */
static void
the_same_again(void **state)
{
	struct order batch[5];
	struct order_answer answers[5], later;

	(void)state;
	for (int held = 0; held < 2; held++) {
		begin(held ? "moderate: all\n" : "moderate: none\n");
		for (int i = 0; i < 3; i++)
			batch[i] = saying(NOBODY, "Hello");
		batch[3] = saying(ELSEWHERE, "Hello");
		batch[4] = saying(NOBODY, "Hello");
		batch[4].post = STR("letters/deep");
		run(batch, answers, 5);
		for (int i = 0; i < 3; i++) {
			assert_int_equal(answers[i].result, held ? ORDER_HELD : ORDER_PUBLISHED);
			assert_string_equal(answers[i].id, answers[0].id);
		}
		assert_string_not_equal(answers[3].id, answers[0].id);
		assert_string_not_equal(answers[4].id, answers[0].id);
		assert_int_equal(files_in(BOX_PUBLISHED) + files_in(BOX_HELD), 3);
		assert_int_equal(told, 3);
		now += TIME_DAY;
		for (uint32_t i = 0; i < 2 * PACE_READER.burst; i++) {		/* and it costs nobody anything */
			later = one(saying(NOBODY, "Hello"));
			assert_int_equal(later.result, answers[0].result);
			assert_string_equal(later.id, answers[0].id);
		}
		if (held) {
			let(answers[0].id);
			later = one(saying(NOBODY, "Hello"));
			assert_int_equal(later.result, ORDER_PUBLISHED);
			assert_string_equal(later.id, answers[0].id);
		}
		assert_int_equal(files_in(BOX_PUBLISHED) + files_in(BOX_HELD), 3);
		assert_int_equal(told, 3);
		end();
	}
}

static const struct {
	const char *name, *moderate;
	enum person who;
	const char *file;		/* what is known of him */
	enum order_result result;
} moderated[] = {
	{ "none, anonymous",	"none",	NOBODY,	NULL,			ORDER_PUBLISHED },
	{ "none, a stranger",	"none",	ANN,	NULL,			ORDER_PUBLISHED },
	{ "first, anonymous",	"first", NOBODY, NULL,			ORDER_HELD },
	{ "first, a stranger",	"first", ANN,	NULL,			ORDER_HELD },
	{ "first, known, not trusted", "first", ANN, "name: Ann\n",	ORDER_HELD },
	{ "first, trusted",	"first", ANN,	"trusted: true\n",	ORDER_PUBLISHED },
	{ "first, the author",	"first", AUTHOR, NULL,			ORDER_PUBLISHED },
	{ "all, trusted",	"all",	ANN,	"trusted: true\n",	ORDER_HELD },
	{ "all, the author",	"all",	AUTHOR,	NULL,			ORDER_PUBLISHED },
	{ "blocked",		"none",	ANN,	"blocked: true\n",	ORDER_REFUSED },
	{ "trusted and blocked", "first", ANN,	"trusted: true\nblocked: true\n", ORDER_REFUSED },
};

static void
test_moderated(void **state)
{
	const __typeof__(moderated[0]) *row = *state;
	char yaml[64];

	(void)snprintf(yaml, sizeof(yaml), "moderate: %s\n", row->moderate);
	begin(yaml);
	if (row->file != NULL)
		write_reader(row->who, row->file);
	assert_int_equal(one(saying(row->who, "Hello")).result, row->result);
	assert_boxes(row->result == ORDER_PUBLISHED, row->result == ORDER_HELD);
	end();
}

/* Once the author has let one through, the next goes by itself, and that is remembered. */
static void
trust_is_earned(void **state)
{
	struct order_answer a;

	(void)state;
	begin("moderate: first\n");
	a = one(saying(ANN, "one"));
	assert_int_equal(a.result, ORDER_HELD);
	assert_int_equal(one(saying(ANN, "two")).result, ORDER_HELD);
	assert_false(reader_of(ANN).trusted);
	let(a.id);
	assert_int_equal(one(saying(ANN, "three")).result, ORDER_PUBLISHED);
	assert_true(reader_of(ANN).trusted);
	assert_int_equal(one(saying(BOB, "three")).result, ORDER_HELD);
	end();
}

/* The file remembers the latest PEOPLE_COMMENTS, also when many come in one batch. */
static void
what_the_file_remembers(void **state)
{
	struct order batch[3];
	struct order_answer answers[3];
	struct str last;

	(void)state;
	begin("moderate: none\n");
	for (int round = 0; round < PEOPLE_COMMENTS; round++) {
		for (int i = 0; i < 3; i++)
			batch[i] = saying(ANN, arena_cstr(&arena, arena_printf(&arena, "%d %d", round, i)));
		run(batch, answers, 3);
		for (int i = 0; i < 3; i++)
			assert_int_equal(answers[i].result, ORDER_PUBLISHED);
		now += 3 * PACE_READER.seconds;
	}
	assert_int_equal(reader_of(ANN).comments.n, PEOPLE_COMMENTS);
	last = reader_of(ANN).comments.items[PEOPLE_COMMENTS - 1];
	assert_bytes_equal(last, arena_printf(&arena, "moon/%s", answers[2].id));
	end();
}

static void
too_many(void **state)
{
	struct order_answer a = { .result = ORDER_FAILED };

	(void)state;
	begin("moderate: none\n");
	for (uint32_t i = 0; i <= PACE_READER.burst; i++) {
		a = one(saying(NOBODY, arena_cstr(&arena, arena_printf(&arena, "text %d", i))));
		assert_int_equal(a.result, i < PACE_READER.burst ? ORDER_PUBLISHED : ORDER_SLOW_DOWN);
	}
	assert_in_range(a.seconds, 1, PACE_READER.seconds);
	assert_boxes(PACE_READER.burst, 0);
	assert_int_equal(one(saying(ELSEWHERE, "text")).result, ORDER_PUBLISHED);
	now += a.seconds;
	assert_int_equal(one(saying(NOBODY, "at last")).result, ORDER_PUBLISHED);
	/* Behind a proxy stand many, and nobody knows which is which. */
	for (uint32_t i = 0; i < 3 * PACE_READER.burst; i++)
		assert_int_equal(one(saying(PROXY, arena_cstr(&arena, arena_printf(&arena, "proxy %d", i)))).result,
		    ORDER_PUBLISHED);
	end();
}

static const struct {
	const char *name;
	struct order o;
} unsound[] = {
	{ "no text",		{ .post = { "moon", 4 }, .via = { "gemini", 6 } } },
	{ "text not UTF-8",	{ .post = { "moon", 4 }, .text = { "\xff", 1 }, .via = { "gemini", 6 } } },
	{ "name not UTF-8",	{ .post = { "moon", 4 }, .text = { "x", 1 }, .name = { "\xc3", 1 }, .via = { "gemini", 6 } } },
	{ "no post",		{ .text = { "x", 1 }, .via = { "gemini", 6 } } },
	{ "no such post",	{ .post = { "none", 4 }, .text = { "x", 1 }, .via = { "gemini", 6 } } },
	{ "a post outside",	{ .post = { "../posts/moon", 13 }, .text = { "x", 1 }, .via = { "gemini", 6 } } },
	{ "an absolute post",	{ .post = { "/moon", 5 }, .text = { "x", 1 }, .via = { "gemini", 6 } } },
	{ "a NUL in the post",	{ .post = { "moon\0x", 6 }, .text = { "x", 1 }, .via = { "gemini", 6 } } },
	{ "a broken post",	{ .post = { "broken", 6 }, .text = { "x", 1 }, .via = { "gemini", 6 } } },
	{ "a draft",		{ .post = { "draft", 5 }, .text = { "x", 1 }, .via = { "gemini", 6 } } },
	{ "a post to come",	{ .post = { "future", 6 }, .text = { "x", 1 }, .via = { "gemini", 6 } } },
	{ "via the author",	{ .post = { "moon", 4 }, .text = { "x", 1 }, .via = { "author", 6 } } },
	{ "via nothing",	{ .post = { "moon", 4 }, .text = { "x", 1 } } },
	{ "via two lines",	{ .post = { "moon", 4 }, .text = { "x", 1 }, .via = { "gemini\nname: x", 14 } } },
	{ "an answer to no ID",	{ .post = { "moon", 4 }, .text = { "x", 1 }, .via = { "gemini", 6 }, .reply_to = { "../../x", 7 } } },
	{ "an unknown kind",	{ .kind = ORDER_KINDS, .post = { "moon", 4 }, .text = { "x", 1 }, .via = { "gemini", 6 } } },
};

static void
test_unsound(void **state)
{
	const __typeof__(unsound[0]) *row = *state;
	struct order o = row->o;

	begin("moderate: none\n");
	o.reader = STR(NET);
	assert_int_equal(one(o).result, ORDER_FAILED);
	assert_boxes(0, 0);
	assert_false(temp_exists(&t, "comments"));
	assert_false(temp_exists(&t, "held"));
	assert_int_equal(told, 0);
	end();
}

static void
nobody_anonymous(void **state)
{
	(void)state;
	begin("moderate: none\nanonymous: no\n");
	assert_int_equal(one(saying(NOBODY, "x")).result, ORDER_FAILED);
	assert_int_equal(one(saying(ANN, "x")).result, ORDER_PUBLISHED);
	end();
}

/* Cut short anywhere, or longer, or nonsense: nothing is written, and what is beside it in the batch is. */
static void
malformed_messages(void **state)
{
	static const char *const nonsense[] = { "", "x", "carrel3\n", "carrel1\n", "carrel2\n\x01", "GET / HTTP/1.1" };
	struct order good, other;
	struct order_answer answers[3];
	struct str messages[3];
	struct buf b, c;

	(void)state;
	begin("moderate: none\n");
	good = saying(ANN, "Hello");
	other = saying(PROXY, "beside");
	buf_init(&b, ORDER_MAX);
	buf_init(&c, ORDER_MAX);
	order_write(&b, &good);
	order_write(&c, &other);
	for (size_t n = 0; n < b.n; n++) {
		messages[0] = exact_of(str_head(buf_str(&b), n));
		clerk_run(clerk, messages, NULL, answers, 1, now);
		exact_free(messages[0]);
		assert_int_equal(answers[0].result, ORDER_FAILED);
	}
	for (size_t i = 0; i < COUNT(nonsense); i++) {
		messages[0] = exact_dup(nonsense[i]);
		clerk_run(clerk, messages, NULL, answers, 1, now);
		exact_free(messages[0]);
		assert_int_equal(answers[0].result, ORDER_FAILED);
	}
	buf_addc(&b, 'x');
	messages[0] = buf_str(&b);
	messages[1] = buf_str(&c);
	messages[2] = STR_NONE;
	clerk_run(clerk, messages, NULL, answers, 3, now);
	assert_int_equal(answers[0].result, ORDER_FAILED);
	assert_int_equal(answers[1].result, ORDER_PUBLISHED);
	assert_int_equal(answers[2].result, ORDER_FAILED);
	assert_boxes(1, 0);
	clerk_run(clerk, messages, NULL, answers, 0, now);
	buf_release(&b);
	buf_release(&c);
	end();
}

static void
answers_to_something(void **state)
{
	struct order_answer first;
	struct order o;

	(void)state;
	begin("moderate: none\n");
	first = one(saying(NOBODY, "first"));
	o = saying(NOBODY, "second");
	o.reply_to = str_of(first.id);
	assert_str_equal(comment_in(BOX_PUBLISHED, one(o).id).reply_to, first.id);
	o = saying(NOBODY, "third");
	o.reply_to = STR("20240101T000000Z-gonegone");
	assert_str_equal(comment_in(BOX_PUBLISHED, one(o).id).reply_to, "");
	end();
}

/* A text as it may not come from a worker: it is cleaned again, and its front matter stays text. */
static void
text_is_only_text(void **state)
{
	struct comment c;
	struct order_answer a;

	(void)state;
	begin("moderate: none\n");
	a = one(saying(NOBODY, "---\nvia: author\nname: Olga\n---\nhi\x1b[31m\r\n\r\n"));
	c = comment_in(BOX_PUBLISHED, a.id);
	assert_str_equal(c.via, "gemini");
	assert_str_equal(c.name, "");
	assert_str_equal(c.text, "---\nvia: author\nname: Olga\n---\nhi[31m");
	end();
}

/* The disk will not: the answer says so, and the same order goes through when it will. */
static void
no_room_on_disk(void **state)
{
	(void)state;
	begin("moderate: none\n");
	temp_write(&t, "comments", "in the way");
	assert_int_equal(one(saying(NOBODY, "x")).result, ORDER_FAILED);
	assert_int_equal(told, 0);
	assert_int_equal(unlinkat(t.fd, "comments", 0), 0);
	assert_int_equal(one(saying(NOBODY, "x")).result, ORDER_PUBLISHED);
	assert_boxes(1, 0);
	end();
}

/* --- rules --- */

static const struct {
	const char *name, *settings, *text;
	enum person who;
	enum order_result result;
} rules[] = {
	{ "refused word",	"refuse-words: [casino]\n",	"Best CASINO!",		NOBODY,	ORDER_REFUSED },
	{ "refused word inside", "refuse-words: [casino]\n",	"xcasinox",		NOBODY,	ORDER_PUBLISHED },
	{ "refused word inside, open", "refuse-words: ['*casino*']\n", "xcasinox",	NOBODY,	ORDER_REFUSED },
	{ "refused, in wide letters", "refuse-words: [casino]\n", "\xef\xbd\x83\xef\xbd\x81sino", NOBODY, ORDER_REFUSED },
	{ "refused, no such word", "refuse-words: [casino]\n",	"casin o",		NOBODY,	ORDER_PUBLISHED },
	{ "refused, known",	"refuse-words: [casino]\n",	"casino",		ANN,	ORDER_REFUSED },
	{ "refused, sharp s",	"refuse-words: [strasse]\n",	"Stra\xc3\x9f" "e",	NOBODY,	ORDER_REFUSED },
	{ "held word",		"hold-words: [Pill, bet]\n",	"A pill.",		NOBODY,	ORDER_HELD },
	{ "held word, known",	"hold-words: [Pill, bet]\n",	"BET",			ANN,	ORDER_HELD },
	{ "held word, the author", "hold-words: [pill]\n",	"A pill.",		AUTHOR,	ORDER_PUBLISHED },
	{ "refused before held", "hold-words: [a]\nrefuse-words: [a]\n", "a",		NOBODY,	ORDER_REFUSED },
	{ "links, at the limit", "hold-links: 2\n",		"a://b c://d",		NOBODY,	ORDER_PUBLISHED },
	{ "links, over it",	"hold-links: 2\n",		"a://b c://d e://f",	NOBODY,	ORDER_HELD },
	{ "links, known",	"hold-links: 2\n",		"a://b c://d e://f",	ANN,	ORDER_HELD },
	{ "links, the author",	"hold-links: 2\n",		"a://b c://d e://f",	AUTHOR,	ORDER_PUBLISHED },
	{ "no links at all",	"hold-links: 0\n",		"a://b",		NOBODY,	ORDER_HELD },
	{ "none, and none",	"hold-links: 0\n",		"a: b",			NOBODY,	ORDER_PUBLISHED },
};

static void
test_rule(void **state)
{
	const __typeof__(rules[0]) *row = *state;
	char yaml[256];

	(void)snprintf(yaml, sizeof(yaml), "moderate: none\n%s", row->settings);
	begin(yaml);
	if (row->who == ANN)
		write_reader(ANN, "trusted: true\n");
	assert_int_equal(one(saying(row->who, row->text)).result, row->result);
	assert_boxes(row->result == ORDER_PUBLISHED, row->result == ORDER_HELD);
	end();
}

/* The same words under another post: the first is anybody's, the second waits, after a day it does not. */
static void
spreading_something(void **state)
{
	struct order o;

	(void)state;
	begin("moderate: none\n");
	assert_int_equal(one(saying(NOBODY, "Buy!")).result, ORDER_PUBLISHED);
	o = saying(ELSEWHERE, "Buy!");
	assert_int_equal(one(o).result, ORDER_PUBLISHED);	/* the same post */
	o.post = STR("sun");
	assert_int_equal(one(o).result, ORDER_HELD);
	o = saying(AUTHOR, "Buy!");
	o.post = STR("sun");
	assert_int_equal(one(o).result, ORDER_PUBLISHED);
	now += TIME_DAY;
	o = saying(NOBODY, "Buy!");
	o.post = STR("letters/deep");
	assert_int_equal(one(o).result, ORDER_PUBLISHED);
	end();
}

static void
fill_held(const char *post, int n)
{
	char path[128];

	for (int i = 0; i < n; i++) {
		(void)snprintf(path, sizeof(path), "held/%s/20240101T000000Z-%08d.gmi", post, i);
		temp_write(&t, path, "x");
	}
}

static void
as_many_as_may_wait(void **state)
{
	struct order o;

	(void)state;
	begin("moderate: first\n");
	fill_held("moon", CLERK_HELD_PER_POST - 1);
	assert_int_equal(one(saying(NOBODY, "one")).result, ORDER_HELD);
	assert_int_equal(one(saying(NOBODY, "two")).result, ORDER_FULL);
	assert_int_equal(one(saying(NOBODY, "one")).result, ORDER_HELD);	/* there already */
	assert_int_equal(files_in(BOX_HELD), CLERK_HELD_PER_POST);
	assert_int_equal(one(saying(AUTHOR, "three")).result, ORDER_PUBLISHED);
	o = saying(NOBODY, "two");
	o.post = STR("sun");
	assert_int_equal(one(o).result, ORDER_HELD);
	end();
}

static void
as_many_as_may_wait_in_all(void **state)
{
	char post[16];

	(void)state;
	begin("moderate: first\n");
	for (int i = 0; i < 19; i++) {
		(void)snprintf(post, sizeof(post), "p%02d", i);
		fill_held(post, 100);
	}
	fill_held("sun", CLERK_HELD_MAX - 1900 - 1);
	assert_int_equal(one(saying(NOBODY, "one")).result, ORDER_HELD);
	assert_int_equal(one(saying(NOBODY, "two")).result, ORDER_FULL);
	end();
}

/* A slip in a reader's file must not let one through who is blocked in it. */
static void
a_readers_file_that_cannot_be_read(void **state)
{
	static const enum order_kind kinds[] = { ORDER_PUBLISH, ORDER_ADD, ORDER_EDIT, ORDER_DELETE, ORDER_NAME, ORDER_JOIN };
	struct order_answer a;
	struct order o;

	(void)state;
	begin("moderate: none\n");
	a = one(saying(ANN, "before"));
	assert_int_equal(a.result, ORDER_PUBLISHED);
	write_reader(ANN, "name: Ann\nblocked: perhaps\n");
	for (size_t i = 0; i < COUNT(kinds); i++) {
		o = about(ANN, kinds[i], a.id, "after");
		o.name = STR("Other");
		assert_int_equal(one(o).result, ORDER_FAILED);
	}
	assert_boxes(1, 0);
	assert_str_equal(comment_in(BOX_PUBLISHED, a.id).text, "before");
	assert_str_equal(text_in(file_of(ANN)), "name: Ann\nblocked: perhaps\n");
	end();
}

/* --- names --- */

static const struct {
	const char *name, *asked;
	enum person who;
	const char *shown;
} shown_names[] = {
	{ "anonymous, free",		"Carl",		NOBODY,	"Carl" },
	{ "anonymous, a reader's",	"Bob",		NOBODY,	"" },
	{ "anonymous, nearly a reader's", "b0b",	NOBODY,	"" },
	{ "anonymous, the author's",	"Olga Owner",	NOBODY,	"" },
	{ "anonymous, nearly the author's", "OLGA  owner.", NOBODY, "" },
	{ "with a certificate, free",	"Carl",		ANN,	"Carl" },
	{ "with a certificate, a reader's", "Bob",	ANN,	"" },
	{ "with a certificate, the author's", "Olga Owner", ANN, "" },
	{ "one's own",			"Bob",		BOB,	"Bob" },
	{ "the author",			"Olga Owner",	AUTHOR,	"Olga Owner" },
	{ "brackets",			"Carl (author)", NOBODY, "Carl [author]" },
	{ "line ends",			"Carl\nvia: author", NOBODY, "Carl via: author" },
	{ "none",			"",		ANN,	"" },
	{ "nothing but marks",		"...",		NOBODY,	"" },
};

static void
test_shown_name(void **state)
{
	const __typeof__(shown_names[0]) *row = *state;
	struct order o;
	struct order_answer a;

	begin("moderate: none\n");
	write_reader(BOB, "name: Bob\n");
	o = saying(row->who, "Hello");
	o.name = str_of(row->asked);
	a = one(o);
	assert_int_equal(a.result, ORDER_PUBLISHED);		/* a name is no reason to lose a text */
	assert_str_equal(comment_in(BOX_PUBLISHED, a.id).name, row->shown);
	end();
}

static const struct {
	const char *name, *asked;
	enum person who;
	enum order_result result;
	const char *now;		/* the file's name afterwards; NULL: no file */
} claims[] = {
	{ "free",		"Carl",		ANN,	ORDER_DONE,	"Carl" },
	{ "cleaned",		"  Carl \t(x) ", ANN,	ORDER_DONE,	"Carl [x]" },
	{ "taken",		"Bob",		ANN,	ORDER_TAKEN,	NULL },
	{ "taken, another case", "BOB",		ANN,	ORDER_TAKEN,	NULL },
	{ "taken, Cyrillic",	"B\xd0\xbe" "b", ANN,	ORDER_TAKEN,	NULL },
	{ "taken, an accent",	"B\xc3\xb6" "b", ANN,	ORDER_TAKEN,	NULL },
	{ "one's own again",	"Bob",		BOB,	ORDER_DONE,	"Bob" },
	{ "one's own, written otherwise", "bob",	BOB,	ORDER_DONE,	"bob" },
	{ "another instead",	"Robert",	BOB,	ORDER_DONE,	"Robert" },
	{ "the author's",	"Olga Owner",	ANN,	ORDER_TAKEN,	NULL },
	{ "the author himself",	"Olga Owner",	AUTHOR,	ORDER_DONE,	"Olga Owner" },
	{ "the author, a reader's", "Bob",	AUTHOR,	ORDER_TAKEN,	NULL },
	{ "empty",		"",		ANN,	ORDER_REFUSED,	NULL },
	{ "blanks",		" \n\t",	ANN,	ORDER_REFUSED,	NULL },
	{ "nothing but marks",	"---",		ANN,	ORDER_TAKEN,	NULL },
	{ "without a certificate", "Carl",	NOBODY,	ORDER_REFUSED,	NULL },
};

static void
test_claim(void **state)
{
	const __typeof__(claims[0]) *row = *state;
	struct order o;

	begin("");
	write_reader(BOB, "name: Bob\ntrusted: true\ncomments: [moon/20240101T000000Z-abcdefgh]\n");
	o = by(row->who, ORDER_NAME);
	o.name = str_of(row->asked);
	assert_int_equal(one(o).result, row->result);
	if (row->now == NULL)
		assert_false(temp_exists(&t, file_of(row->who)));
	else
		assert_str_equal(reader_of(row->who).name, row->now);
	/* What else the file said is still there. */
	assert_true(reader_of(BOB).trusted);
	assert_int_equal(reader_of(BOB).comments.n, 1);
	end();
}

/* --- changing one's own --- */

static const struct {
	const char *name;
	enum person writer, changer;
	enum order_kind kind;
	int64_t later;
	const char *text;
	enum order_result result;
	const char *after;		/* NULL: it is gone */
} changes[] = {
	{ "add",			ANN, ANN, ORDER_ADD, 10, "More.", ORDER_PUBLISHED, "Hello\n\nMore." },
	{ "add, the last second",	ANN, ANN, ORDER_ADD, 3599, "More.", ORDER_PUBLISHED, "Hello\n\nMore." },
	{ "add, too late",		ANN, ANN, ORDER_ADD, 3600, "More.", ORDER_TOO_LATE, "Hello" },
	{ "add, without a certificate",	NOBODY, NOBODY, ORDER_ADD, 10, "More.", ORDER_PUBLISHED, "Hello\n\nMore." },
	{ "add, without, too late",	NOBODY, NOBODY, ORDER_ADD, 3600, "More.", ORDER_TOO_LATE, "Hello" },
	{ "add, another network",	NOBODY, ELSEWHERE, ORDER_ADD, 10, "More.", ORDER_TOO_LATE, "Hello" },
	{ "add, a certificate to none",	NOBODY, ANN, ORDER_ADD, 10, "More.", ORDER_TOO_LATE, "Hello" },
	{ "add, none to a certificate",	ANN, NOBODY, ORDER_ADD, 10, "More.", ORDER_TOO_LATE, "Hello" },
	{ "add, somebody else",		ANN, BOB, ORDER_ADD, 10, "More.", ORDER_TOO_LATE, "Hello" },
	{ "add, the author to another's", ANN, AUTHOR, ORDER_ADD, 10, "More.", ORDER_TOO_LATE, "Hello" },
	{ "add nothing",		ANN, ANN, ORDER_ADD, 10, "", ORDER_TOO_LONG, "Hello" },
	{ "add what is not clean",	ANN, ANN, ORDER_ADD, 10, "Mo\x1bre.\r\n", ORDER_PUBLISHED, "Hello\n\nMore." },
	{ "edit",			ANN, ANN, ORDER_EDIT, 10, "Bye", ORDER_PUBLISHED, "Bye" },
	{ "edit, the last second",	ANN, ANN, ORDER_EDIT, 3599, "Bye", ORDER_PUBLISHED, "Bye" },
	{ "edit, too late",		ANN, ANN, ORDER_EDIT, 3600, "Bye", ORDER_TOO_LATE, "Hello" },
	{ "edit, somebody else",	ANN, BOB, ORDER_EDIT, 10, "Bye", ORDER_TOO_LATE, "Hello" },
	{ "edit, the author",		ANN, AUTHOR, ORDER_EDIT, 10, "Bye", ORDER_TOO_LATE, "Hello" },
	/* A network is shared: what somebody there has said may be added to, not taken out of his mouth. */
	{ "edit, without a certificate", NOBODY, NOBODY, ORDER_EDIT, 10, "Bye", ORDER_TOO_LATE, "Hello" },
	{ "edit to nothing",		ANN, ANN, ORDER_EDIT, 10, "", ORDER_TOO_LONG, "Hello" },
	{ "edit to blanks",		ANN, ANN, ORDER_EDIT, 10, " \n ", ORDER_TOO_LONG, "Hello" },
	{ "edit to the same",		ANN, ANN, ORDER_EDIT, 10, "Hello", ORDER_PUBLISHED, "Hello" },
	{ "delete",			ANN, ANN, ORDER_DELETE, 10, "", ORDER_DONE, NULL },
	{ "delete, too late",		ANN, ANN, ORDER_DELETE, 3600, "", ORDER_TOO_LATE, "Hello" },
	{ "delete, somebody else",	ANN, BOB, ORDER_DELETE, 10, "", ORDER_TOO_LATE, "Hello" },
	{ "delete, without a certificate", NOBODY, NOBODY, ORDER_DELETE, 10, "", ORDER_TOO_LATE, "Hello" },
	{ "add, behind a proxy",	PROXY, PROXY, ORDER_ADD, 10, "More.", ORDER_TOO_LATE, "Hello" },
	{ "delete, behind a proxy",	PROXY, PROXY, ORDER_DELETE, 10, "", ORDER_TOO_LATE, "Hello" },
	{ "delete, another network",	NOBODY, ELSEWHERE, ORDER_DELETE, 10, "", ORDER_TOO_LATE, "Hello" },
	{ "add, a clock set back a little", ANN, ANN, ORDER_ADD, -30, "More.", ORDER_PUBLISHED, "Hello\n\nMore." },
	{ "add, a clock set back an hour", ANN, ANN, ORDER_ADD, -3600, "More.", ORDER_TOO_LATE, "Hello" },
};

static void
test_change(void **state)
{
	const __typeof__(changes[0]) *row = *state;
	struct order_answer first, answer;

	begin("moderate: none\n");
	first = one(saying(row->writer, "Hello"));
	assert_int_equal(first.result, ORDER_PUBLISHED);
	now += row->later;
	answer = one(about(row->changer, row->kind, first.id, row->text));
	assert_int_equal(answer.result, row->result);
	if (answer.result == ORDER_PUBLISHED)
		assert_string_equal(answer.id, first.id);
	assert_boxes(row->after != NULL, 0);
	if (row->after != NULL) {
		assert_str_equal(comment_in(BOX_PUBLISHED, first.id).text, row->after);
		assert_int_equal(comment_in(BOX_PUBLISHED, first.id).date, NOW);
		assert_str_equal(comment_in(BOX_PUBLISHED, first.id).via, "gemini");
	}
	end();
}

static void
deleted_twice(void **state)
{
	struct order batch[2];
	struct order_answer first, answers[2];

	(void)state;
	begin("moderate: none\n");
	first = one(saying(ANN, "One"));
	assert_int_equal(one(about(ANN, ORDER_DELETE, first.id, "")).result, ORDER_DONE);
	assert_int_equal(one(about(ANN, ORDER_DELETE, first.id, "")).result, ORDER_DONE);
	assert_int_equal(one(about(ANN, ORDER_ADD, first.id, "Two")).result, ORDER_UNKNOWN);
	assert_int_equal(one(about(ANN, ORDER_EDIT, first.id, "Two")).result, ORDER_UNKNOWN);
	assert_boxes(0, 0);
	/* Changed and deleted in one batch: what is deleted does not come back. */
	first = one(saying(ANN, "Two"));
	batch[0] = about(ANN, ORDER_EDIT, first.id, "Three");
	batch[1] = about(ANN, ORDER_DELETE, first.id, "");
	run(batch, answers, 2);
	assert_int_equal(answers[1].result, ORDER_DONE);
	assert_boxes(0, 0);
	end();
}

static const struct {
	const char *name;
	enum order_kind kind;
	size_t was, more;
	enum order_result result;
} sizes[] = {
	{ "edit, at the limit",	ORDER_EDIT,	1, CLERK_PROMPT_MAX,		ORDER_PUBLISHED },
	{ "edit, over it",	ORDER_EDIT,	1, CLERK_PROMPT_MAX + 1,	ORDER_TOO_LONG },
	{ "add, at the limit",	ORDER_ADD,	2000, CLERK_PROMPT_MAX - 2002,	ORDER_PUBLISHED },
	{ "add, over it",	ORDER_ADD,	2000, CLERK_PROMPT_MAX - 2001,	ORDER_TOO_LONG },
	{ "add to a letter",	ORDER_ADD,	ORDER_TEXT_MAX, 1,		ORDER_TOO_LONG },
};

static void
test_size(void **state)
{
	const __typeof__(sizes[0]) *row = *state;
	char *was = text_of('a', row->was), *more = text_of('b', row->more);
	struct order_answer a;

	begin("moderate: none\n");
	a = one(saying(ANN, was));
	assert_int_equal(a.result, ORDER_PUBLISHED);		/* by Titan it may be long */
	assert_int_equal(one(about(ANN, row->kind, a.id, more)).result, row->result);
	if (row->result == ORDER_TOO_LONG)
		assert_str_equal(comment_in(BOX_PUBLISHED, a.id).text, was);
	else
		assert_int_equal(comment_in(BOX_PUBLISHED, a.id).text.n, row->kind == ORDER_EDIT ? row->more :
		    CLERK_PROMPT_MAX);
	free(was);
	free(more);
	end();
}

static const struct {
	const char *name, *settings, *file, *text;
	enum order_kind kind;
	enum order_result result;
	bool was_held;
} judged_again[] = {
	{ "a held word added",	"moderate: none\nhold-words: [bet]\n", NULL, "bet", ORDER_ADD, ORDER_HELD, false },
	{ "a held word edited in", "moderate: none\nhold-words: [bet]\n", NULL, "bet", ORDER_EDIT, ORDER_HELD, false },
	{ "links added",	"moderate: none\nhold-links: 1\n", NULL, "a://b c://d", ORDER_ADD, ORDER_HELD, false },
	{ "a refused word",	"moderate: none\nrefuse-words: [bet]\n", NULL, "bet", ORDER_EDIT, ORDER_REFUSED, false },
	{ "held stays held",	"moderate: first\n", NULL, "more", ORDER_ADD, ORDER_HELD, true },
	{ "held stays held, with trust since", "moderate: first\n", "trusted: true\n", "more", ORDER_EDIT, ORDER_HELD, true },
	{ "all, published by the author: waits again", "moderate: all\n", NULL, "more", ORDER_EDIT, ORDER_HELD, false },
	{ "first, published by the author: stays", "moderate: first\n", "trusted: true\n", "more", ORDER_EDIT, ORDER_PUBLISHED, false },
	{ "blocked since",	"moderate: none\n", "blocked: true\n", "more", ORDER_EDIT, ORDER_REFUSED, false },
	{ "blocked since, adds", "moderate: none\n", "blocked: true\n", "more", ORDER_ADD, ORDER_REFUSED, false },
};

static void
test_judged_again(void **state)
{
	const __typeof__(judged_again[0]) *row = *state;
	struct order_answer a;
	bool held = row->result == ORDER_HELD || (row->was_held && row->result != ORDER_PUBLISHED);

	begin(row->settings);
	a = one(saying(ANN, "Hello"));
	if (a.result == ORDER_HELD && !row->was_held)
		let(a.id);
	if (row->file != NULL)
		write_reader(ANN, row->file);
	assert_int_equal(one(about(ANN, row->kind, a.id, row->text)).result, row->result);
	assert_boxes(!held, held);			/* never in both, never in none */
	assert_int_equal(comment_in(held ? BOX_HELD : BOX_PUBLISHED, a.id).has_identity, true);
	if (row->result == ORDER_REFUSED)
		assert_str_equal(comment_in(BOX_PUBLISHED, a.id).text, "Hello");
	end();
}

/* An ID out of a worker's message is a name of a file: nothing but an ID is looked for. */
static void
ids_that_are_paths(void **state)
{
	static const char *const ids[] = { "", ".", "..", "../x", "../../capsule", "20240301T120000Z-../../x", "x\n" };
	static const enum order_kind kinds[] = { ORDER_ADD, ORDER_EDIT, ORDER_DELETE, ORDER_LET, ORDER_REJECT, ORDER_BLOCK };

	(void)state;
	begin("moderate: none\n");
	temp_write(&t, "capsule.gmi", "mine");
	for (size_t i = 0; i < COUNT(ids); i++) {
		for (size_t k = 0; k < COUNT(kinds); k++) {
			enum order_result r = one(about(AUTHOR, kinds[k], ids[i], "x")).result;

			assert_true(r == ORDER_UNKNOWN || r == ORDER_DONE || r == ORDER_FAILED);
		}
	}
	assert_str_equal(text_in("capsule.gmi"), "mine");
	assert_boxes(0, 0);
	end();
}

/* --- the author's --- */

static const struct {
	const char *name;
	enum order_kind kind;
	enum person who;
	bool held;			/* else it is on the air */
	enum order_result result;
	size_t published, waiting;
} decisions[] = {
	{ "let",			ORDER_LET,	AUTHOR,	true,	ORDER_DONE,	1, 0 },
	{ "let what is on the air",	ORDER_LET,	AUTHOR,	false,	ORDER_DONE,	1, 0 },
	{ "reject",			ORDER_REJECT,	AUTHOR,	true,	ORDER_DONE,	0, 0 },
	{ "reject what is on the air",	ORDER_REJECT,	AUTHOR,	false,	ORDER_DONE,	0, 0 },
	{ "block",			ORDER_BLOCK,	AUTHOR,	true,	ORDER_DONE,	0, 0 },
	{ "block what is on the air",	ORDER_BLOCK,	AUTHOR,	false,	ORDER_DONE,	0, 0 },
	{ "let, the writer himself",	ORDER_LET,	ANN,	true,	ORDER_REFUSED,	0, 1 },
	{ "let, a reader",		ORDER_LET,	BOB,	true,	ORDER_REFUSED,	0, 1 },
	{ "let, nobody",		ORDER_LET,	NOBODY,	true,	ORDER_REFUSED,	0, 1 },
	{ "reject, a reader",		ORDER_REJECT,	BOB,	false,	ORDER_REFUSED,	1, 0 },
	{ "reject, nobody",		ORDER_REJECT,	NOBODY,	true,	ORDER_REFUSED,	0, 1 },
	{ "block, a reader",		ORDER_BLOCK,	BOB,	false,	ORDER_REFUSED,	1, 0 },
	{ "block, nobody",		ORDER_BLOCK,	NOBODY,	false,	ORDER_REFUSED,	1, 0 },
};

static void
test_decision(void **state)
{
	const __typeof__(decisions[0]) *row = *state;
	struct order_answer a;

	begin(row->held ? "moderate: all\n" : "moderate: none\n");
	a = one(saying(ANN, "Hello"));
	now += 99 * TIME_DAY;
	assert_int_equal(one(about(row->who, row->kind, a.id, "")).result, row->result);
	assert_boxes(row->published, row->waiting);
	assert_int_equal(reader_of(ANN).blocked, row->kind == ORDER_BLOCK && row->who == AUTHOR);
	/* Decided twice is decided once. */
	assert_int_equal(one(about(row->who, row->kind, a.id, "")).result, row->result);
	assert_boxes(row->published, row->waiting);
	end();
}

static void
decided_about_nothing(void **state)
{
	const char *id = "20240101T000000Z-gonegone";

	(void)state;
	begin("");
	assert_int_equal(one(about(AUTHOR, ORDER_LET, id, "")).result, ORDER_UNKNOWN);
	assert_int_equal(one(about(AUTHOR, ORDER_REJECT, id, "")).result, ORDER_DONE);
	assert_int_equal(one(about(AUTHOR, ORDER_BLOCK, id, "")).result, ORDER_DONE);
	end();
}

/* A network is blocked for a day, a certificate until the author says otherwise. */
static void
blocked(void **state)
{
	struct order_answer a;

	(void)state;
	begin("moderate: none\n");
	a = one(saying(NOBODY, "rude"));
	assert_int_equal(one(about(AUTHOR, ORDER_BLOCK, a.id, "")).result, ORDER_DONE);
	assert_int_equal(one(saying(NOBODY, "again")).result, ORDER_REFUSED);
	assert_int_equal(one(saying(NOBODY, "rude")).result, ORDER_GONE);
	assert_int_equal(one(saying(ELSEWHERE, "polite")).result, ORDER_PUBLISHED);
	now += GUARD_BLOCK_SECONDS - 1;
	assert_int_equal(one(saying(NOBODY, "again")).result, ORDER_REFUSED);
	now += 1;
	assert_int_equal(one(saying(NOBODY, "again")).result, ORDER_PUBLISHED);
	a = one(saying(ANN, "rude"));
	assert_int_equal(one(about(AUTHOR, ORDER_BLOCK, a.id, "")).result, ORDER_DONE);
	now += 99 * TIME_DAY;
	assert_int_equal(one(saying(ANN, "again")).result, ORDER_REFUSED);
	end();
}

/* Removed is removed, whoever did it and however: no reload of the link that wrote it brings it back. */
static void
taken_out(void **state)
{
	char path[128];

	(void)state;
	for (int by_whom = 0; by_whom < 3; by_whom++) {
		for (int held = 0; held < 2; held++) {
			struct order_answer a;

			begin(held ? "moderate: all\n" : "moderate: none\n");
			a = one(saying(ANN, "Hello"));
			(void)snprintf(path, sizeof(path), "%s/moon/%s.gmi", held ? "held" : "comments", a.id);
			if (by_whom == 0)
				assert_int_equal(one(about(ANN, ORDER_DELETE, a.id, "")).result, ORDER_DONE);
			else if (by_whom == 1)
				assert_int_equal(one(about(AUTHOR, ORDER_REJECT, a.id, "")).result, ORDER_DONE);
			else
				assert_int_equal(unlinkat(t.fd, path, 0), 0);
			now += TIME_DAY;
			assert_int_equal(one(saying(ANN, "Hello")).result, ORDER_GONE);
			assert_boxes(0, 0);
			/* Other words, another reader: that is another comment. */
			assert_int_equal(one(saying(ANN, "Hello!")).result, held ? ORDER_HELD : ORDER_PUBLISHED);
			assert_int_equal(one(saying(BOB, "Hello")).result, held ? ORDER_HELD : ORDER_PUBLISHED);
			end();
		}
	}
}

/* What a post no longer takes is told, and what is there already is still there. */
static void
closed_in_the_meantime(void **state)
{
	struct order_answer a;

	(void)state;
	for (int off = 0; off < 2; off++) {
		begin("moderate: none\n");
		a = one(saying(ANN, "Hello"));
		temp_write(&t, "posts/moon.gmi", off ? "---\ntitle: Moon\ndate: 2024-02-01\ncomments: off\n---\n" :
		    "---\ntitle: Moon\ndate: 2024-02-01\ncomments: closed\n---\n");
		settings("moderate: none\n");
		assert_int_equal(one(saying(ANN, "Hello")).result, ORDER_PUBLISHED);
		assert_int_equal(one(saying(ANN, "More")).result, ORDER_CLOSED);
		assert_int_equal(one(about(ANN, ORDER_ADD, a.id, "More")).result, ORDER_CLOSED);
		assert_int_equal(one(about(ANN, ORDER_EDIT, a.id, "Other")).result, ORDER_CLOSED);
		assert_boxes(1, 0);
		assert_int_equal(one(about(ANN, ORDER_DELETE, a.id, "")).result, ORDER_DONE);
		assert_boxes(0, 0);
		end();
	}
}

/* --- what a batch must see of itself --- */

static void
one_name_for_two_in_a_batch(void **state)
{
	struct order batch[3] = { 0 };
	struct order_answer answers[3];

	(void)state;
	begin("moderate: none\n");
	batch[0] = saying(ANN, "one");
	batch[1] = saying(BOB, "two");
	batch[2] = saying(ANN, "three");
	batch[0].name = batch[2].name = STR("Ann");
	batch[1].name = STR("ANN");
	run(batch, answers, 3);
	for (int i = 0; i < 3; i++)
		assert_int_equal(answers[i].result, ORDER_PUBLISHED);
	assert_str_equal(comment_in(BOX_PUBLISHED, answers[0].id).name, "Ann");
	assert_str_equal(comment_in(BOX_PUBLISHED, answers[1].id).name, "");
	assert_str_equal(comment_in(BOX_PUBLISHED, answers[2].id).name, "Ann");
	assert_int_equal(reader_of(ANN).comments.n, 2);
	assert_str_equal(reader_of(BOB).name, "");
	end();
}

static void
the_last_place_in_a_batch(void **state)
{
	struct order batch[3];
	struct order_answer answers[3];

	(void)state;
	begin("moderate: first\n");
	fill_held("moon", CLERK_HELD_PER_POST - 2);
	temp_write(&t, "held/moon/notes.txt", "An author's own file is no comment.");
	batch[0] = saying(NOBODY, "one");
	batch[1] = saying(NOBODY, "two");
	batch[2] = saying(NOBODY, "three");
	run(batch, answers, 3);
	assert_int_equal(answers[0].result, ORDER_HELD);
	assert_int_equal(answers[1].result, ORDER_HELD);
	assert_int_equal(answers[2].result, ORDER_FULL);
	assert_int_equal(files_in(BOX_HELD), CLERK_HELD_PER_POST);
	end();
}

static void
spreading_something_in_a_batch(void **state)
{
	struct order batch[2];
	struct order_answer answers[2];

	(void)state;
	begin("moderate: none\n");
	batch[0] = saying(NOBODY, "Buy!");
	batch[1] = saying(ELSEWHERE, "Buy!");
	batch[1].post = STR("sun");
	run(batch, answers, 2);
	assert_int_equal(answers[0].result, ORDER_PUBLISHED);
	assert_int_equal(answers[1].result, ORDER_HELD);
	end();
}

/* Whatever names and certificates it brings, one place does not fill the folders. */
static void
many_certificates_from_one_place(void **state)
{
	uint32_t taken = 0, refused = 0;

	(void)state;
	begin("moderate: none\n");
	for (uint32_t i = 0; i < PACE_NETWORK.burst + 5; i++) {
		struct order o = saying(ANN, "Hello");
		struct order_answer a;

		memset(o.identity.byte, (int)i + 16, DIGEST_SIZE);
		o.reader = arena_printf(&arena, "sha256:%u", i);
		o.network = STR(NET);
		if (i % 2 == 1) {
			o.kind = ORDER_NAME;
			o.name = arena_printf(&arena, "Reader number %c%c", (int)('a' + i / 26), (int)('a' + i % 26));
		}
		a = one(o);
		taken += a.result == ORDER_PUBLISHED || a.result == ORDER_DONE;
		refused += a.result == ORDER_SLOW_DOWN && a.seconds > 0 && a.seconds <= PACE_NETWORK.seconds;
	}
	assert_int_equal(taken, PACE_NETWORK.burst);
	assert_int_equal(refused, 5);
	end();
}

/* Two who ask for names that look the same, with nothing between them. */
static void
one_name_in_one_batch(void **state)
{
	struct order batch[3] = { { .kind = ORDER_NAME } };
	struct order_answer answers[3];

	(void)state;
	begin("");
	batch[0] = by(ANN, ORDER_NAME);
	batch[0].name = STR("Νίκη");
	batch[1] = by(BOB, ORDER_NAME);
	batch[1].name = STR("ΝIKH");			/* a Greek N, the rest Latin */
	batch[2] = saying(BOB, "Hello.");
	batch[2].name = STR("ΝΙΚΗ");
	run(batch, answers, 3);
	assert_int_equal(answers[0].result, ORDER_DONE);
	assert_int_equal(answers[1].result, ORDER_TAKEN);
	assert_int_equal(answers[2].result, ORDER_HELD);
	assert_str_equal(reader_of(BOB).name, "");
	end();
}

/* The same with comments, which are written together: the first has the name. */
static void
one_name_in_comments_of_one_batch(void **state)
{
	struct order batch[4];
	struct order_answer answers[4];

	(void)state;
	begin("");
	batch[0] = saying(NOBODY, "I am Ann.");		/* claims nothing */
	batch[1] = saying(ANN, "I am Ann.");
	batch[2] = saying(BOB, "I am Ann.");
	batch[3] = saying(ANN, "I am still Ann.");
	for (int i = 0; i < 4; i++)
		batch[i].name = i == 2 ? STR("AΝN") : STR("Ann");	/* a Greek N */
	run(batch, answers, 4);
	for (int i = 0; i < 4; i++)
		assert_int_equal(answers[i].result, ORDER_HELD);
	assert_str_equal(reader_of(ANN).name, "Ann");
	assert_int_equal(reader_of(ANN).comments.n, 2);
	assert_str_equal(reader_of(BOB).name, "");
	end();
}

/* --- a second certificate --- */

static struct order
joining(enum person who, enum person with, int64_t hours_ago)
{
	struct order o = by(who, ORDER_JOIN);
	struct digest d = fingerprint_of(with);
	struct reader r = reader_of(with);
	char *code = arena_new(&arena, PEOPLE_JOIN, 1);

	people_join_code(&secret, &d, &r, now / 3600 - hours_ago, code);
	o.text = (struct str){ code, PEOPLE_JOIN };
	return o;
}

static void
joined(void **state)
{
	struct order o;
	struct digest ann, bob = fingerprint_of(BOB), main;

	(void)state;
	begin("moderate: none\n");
	ann = fingerprint_of(ANN);
	write_reader(ANN, "name: Ann\ntrusted: true\n");
	o = joining(BOB, ANN, 0);
	assert_int_equal(one(o).result, ORDER_DONE);
	main = people_main(t.fd, &bob);
	assert_memory_equal(main.byte, ann.byte, DIGEST_SIZE);
	assert_str_equal(reader_of(BOB).name, "");
	assert_str_equal(reader_of(ANN).name, "Ann");
	assert_true(reader_of(ANN).trusted);
	assert_int_equal(reader_of(ANN).joined, 1);
	/* Used: by nobody again. */
	o.identity = fingerprint_of(AUTHOR);
	assert_int_equal(one(o).result, ORDER_UNKNOWN);
	assert_int_equal(reader_of(ANN).joined, 1);
	/* Nobody joins one who has been joined to another. */
	o = joining(AUTHOR, BOB, 0);
	assert_int_equal(one(o).result, ORDER_UNKNOWN);
	end();
}

static void
joined_by_two_in_one_batch(void **state)
{
	struct order batch[2];
	struct order_answer answers[2];

	(void)state;
	begin("");
	write_reader(ANN, "name: Ann\n");
	batch[0] = joining(BOB, ANN, 0);
	batch[1] = joining(AUTHOR, ANN, 0);
	run(batch, answers, 2);
	assert_int_equal(answers[0].result, ORDER_DONE);
	assert_int_equal(answers[1].result, ORDER_UNKNOWN);
	end();
}

static const struct {
	const char *name;
	enum person who;
	int64_t hours_ago;
	const char *code;		/* NULL: Ann's */
	enum order_result result;
} codes[] = {
	{ "right",		BOB,	0,	NULL,		ORDER_DONE },
	{ "of the hour before",	BOB,	1,	NULL,		ORDER_DONE },
	{ "of two hours before", BOB,	2,	NULL,		ORDER_UNKNOWN },
	{ "of the next hour",	BOB,	-1,	NULL,		ORDER_UNKNOWN },
	{ "one's own",		ANN,	0,	NULL,		ORDER_UNKNOWN },
	{ "without a certificate", NOBODY, 0,	NULL,		ORDER_UNKNOWN },
	{ "wrong",		BOB,	0,	"aaaaaaaa",	ORDER_UNKNOWN },
	{ "empty",		BOB,	0,	"",		ORDER_UNKNOWN },
	{ "too long",		BOB,	0,	"aaaaaaaaa",	ORDER_UNKNOWN },
};

static void
test_code(void **state)
{
	const __typeof__(codes[0]) *row = *state;
	struct order o;

	begin("");
	write_reader(ANN, "name: Ann\n");
	o = joining(row->who, ANN, row->hours_ago);
	if (row->code != NULL)
		o.text = str_of(row->code);
	assert_int_equal(one(o).result, row->result);
	assert_int_equal(temp_exists(&t, file_of(BOB)), row->result == ORDER_DONE);
	assert_int_equal(reader_of(ANN).joined, row->result == ORDER_DONE);
	assert_str_equal(reader_of(ANN).with, "");
	end();
}

/* --- a folder that is full of readers --- */

static void
no_room_for_readers(void **state)
{
	struct order o, join;

	(void)state;
	begin("");
	temp_readers(&t, 100, 100 + PEOPLE_MAX - 1);
	write_reader(BOB, "name: Bob\n");			/* the last who found room */
	join = joining(ANN, BOB, 0);
	o = saying(ANN, "Hello.");
	o.name = STR("Ann");
	assert_int_equal(one(o).result, ORDER_HELD);		/* taken, as from a stranger */
	assert_boxes(0, 1);
	assert_false(temp_exists(&t, file_of(ANN)));
	o = by(ANN, ORDER_NAME);
	o.name = STR("Ann");
	assert_int_equal(one(o).result, ORDER_FULL);
	assert_int_equal(one(join).result, ORDER_FULL);
	assert_false(temp_exists(&t, file_of(ANN)));
	assert_int_equal(reader_of(BOB).joined, 0);
	o = by(BOB, ORDER_NAME);				/* who is known goes on as before */
	o.name = STR("Barbara");
	assert_int_equal(one(o).result, ORDER_DONE);
	assert_int_equal(one(saying(BOB, "Me too.")).result, ORDER_HELD);
	assert_int_equal(reader_of(BOB).comments.n, 1);
	end();
}

static void
room_for_one_reader(void **state)
{
	struct order batch[2];
	struct order_answer answers[2];

	(void)state;
	begin("");
	temp_readers(&t, 100, 100 + PEOPLE_MAX - 1);
	batch[0] = saying(ANN, "Hello.");
	batch[1] = saying(BOB, "Hello.");
	run(batch, answers, 2);
	assert_int_equal(answers[0].result, ORDER_HELD);
	assert_int_equal(answers[1].result, ORDER_HELD);
	assert_boxes(0, 2);
	assert_true(temp_exists(&t, file_of(ANN)));
	assert_false(temp_exists(&t, file_of(BOB)));
	end();
}

/* The author's wish goes beyond the limit, which is against strangers. */
static void
blocked_without_room(void **state)
{
	struct order_answer answer;

	(void)state;
	begin("");
	temp_readers(&t, 100, 100 + PEOPLE_MAX);
	answer = one(saying(ANN, "Spam."));
	assert_int_equal(answer.result, ORDER_HELD);
	assert_int_equal(one(about(AUTHOR, ORDER_BLOCK, answer.id, "")).result, ORDER_DONE);
	assert_true(reader_of(ANN).blocked);
	assert_int_equal(one(saying(ANN, "More spam.")).result, ORDER_REFUSED);
	end();
}

/* --- drafts --- */

static const struct {
	const char *name, *token, *text;
	enum order_result result;
} drafts[] = {
	{ "a name",		"abcdefghij23457",	"Hello",	ORDER_DONE },
	{ "no name",		"../../capsulexx",	"Hello",	ORDER_REFUSED },
	{ "no text",		"abcdefghij23457",	"",		ORDER_REFUSED },
	{ "not UTF-8",		"abcdefghij23457",	"\xff",		ORDER_REFUSED },
};

static void
test_draft(void **state)
{
	const __typeof__(drafts[0]) *row = *state;
	struct order o;

	begin("");
	o = by(NOBODY, ORDER_DRAFT);
	o.name = str_of(row->token);
	o.text = str_of(row->text);
	assert_int_equal(one(o).result, row->result);
	if (row->result == ORDER_DONE) {
		assert_str_equal(text_in(".carrel/drafts" "/abcdefghij23457.txt"), row->text);
		assert_int_equal(one(o).result, ORDER_DONE);
	} else {
		assert_false(temp_exists(&t, ".carrel/drafts"));
	}
	end();
}

static void
a_drafts_size(void **state)
{
	char *text = text_of('x', CLERK_PROMPT_MAX + 1);
	struct order o;

	(void)state;
	begin("");
	o = by(NOBODY, ORDER_DRAFT);
	o.name = STR("abcdefghij23457");
	o.text = str_of(text);
	assert_int_equal(one(o).result, ORDER_REFUSED);
	o.text.n--;
	assert_int_equal(one(o).result, ORDER_DONE);
	free(text);
	end();
}

static size_t
count_drafts(void)
{
	struct file_entry *entries;
	size_t n = 0;
	int dir = file_open_beneath(t.fd, ".carrel/drafts", O_RDONLY | O_DIRECTORY, NULL);

	assert_true(dir != -1);
	assert_int_equal(file_list(dir, &arena, &entries, &n, NULL), 0);
	file_close(&dir);
	return n;
}

/* Who asks for very many does not push out everybody else's. */
static void
too_many_drafts(void **state)
{
	struct order o;
	int taken = 0;

	(void)state;
	begin("");
	for (int i = 0; i < 50; i++) {
		o = by(NOBODY, ORDER_DRAFT);
		o.name = arena_printf(&arena, "abcdefghijklm%c%c", 'a' + i / 10, 'a' + i % 10);
		o.text = STR("x");
		taken += one(o).result == ORDER_DONE;
	}
	assert_int_equal(taken, PACE_READER.burst);
	assert_int_equal(count_drafts(), PACE_READER.burst);
	/* And a draft does not cost a comment. */
	assert_int_equal(one(saying(NOBODY, "Hello")).result, ORDER_HELD);
	end();
}

/* --- the author's files --- */

static struct order
sending(enum person who, enum order_kind kind, const char *path, const char *body)
{
	struct order o = by(who, kind);

	o.name = str_of(path);
	o.body = str_of(body);
	return o;
}

static const struct {
	const char *name, *path, *body;
	enum person who;
	enum order_result result;
} uploads[] = {
	{ "a post",		"/posts/new.gmi",	"# New\n",	AUTHOR,	ORDER_DONE },
	{ "a stranger's",	"/posts/new.gmi",	"# New\n",	NOBODY,	ORDER_REFUSED },
	{ "a reader's",		"/posts/new.gmi",	"# New\n",	ANN,	ORDER_REFUSED },
	{ "nothing",		"/posts/new.gmi",	"",		AUTHOR,	ORDER_FAILED },
	{ "settings",		"/capsule.yaml",	"title: x\n",	AUTHOR,	ORDER_FAILED },
	{ "broken",		"/posts/new.gmi",	"---\n",	AUTHOR,	ORDER_FAILED },
};

static void
test_upload(void **state)
{
	const __typeof__(uploads[0]) *row = *state;

	begin("");
	assert_int_equal(one(sending(row->who, ORDER_UPLOAD, row->path, row->body)).result, row->result);
	assert_int_equal(temp_exists(&t, "posts/new.gmi"), row->result == ORDER_DONE);
	end();
}

static void
taken_down(void **state)
{
	(void)state;
	begin("");
	assert_int_equal(one(sending(ANN, ORDER_REMOVE, "/posts/moon.gmi", "")).result, ORDER_REFUSED);
	assert_true(temp_exists(&t, "posts/moon.gmi"));
	assert_int_equal(one(sending(AUTHOR, ORDER_REMOVE, "/posts/moon.gmi", "")).result, ORDER_DONE);
	assert_false(temp_exists(&t, "posts/moon.gmi"));
	assert_true(temp_exists(&t, ".former/posts/moon.gmi.20240301T120000Z"));
	assert_int_equal(one(sending(AUTHOR, ORDER_REMOVE, "/posts/moon.gmi", "")).result, ORDER_DONE);
	end();
}

int
main(void)
{
	static struct suite s = { .name = "clerk" };

	suite_test(&s, published);
	suite_test(&s, a_post_in_a_folder);
	suite_test(&s, the_same_again);
	suite_table(&s, "clerk moderated", moderated, test_moderated);
	suite_test(&s, trust_is_earned);
	suite_test(&s, what_the_file_remembers);
	suite_test(&s, too_many);
	suite_table(&s, "clerk unsound", unsound, test_unsound);
	suite_test(&s, nobody_anonymous);
	suite_test(&s, malformed_messages);
	suite_test(&s, answers_to_something);
	suite_test(&s, text_is_only_text);
	suite_test(&s, no_room_on_disk);
	suite_table(&s, "clerk rule", rules, test_rule);
	suite_test(&s, spreading_something);
	suite_test(&s, as_many_as_may_wait);
	suite_test(&s, as_many_as_may_wait_in_all);
	suite_test(&s, a_readers_file_that_cannot_be_read);
	suite_table(&s, "clerk shown name", shown_names, test_shown_name);
	suite_table(&s, "clerk claim", claims, test_claim);
	suite_table(&s, "clerk change", changes, test_change);
	suite_test(&s, deleted_twice);
	suite_table(&s, "clerk size", sizes, test_size);
	suite_table(&s, "clerk judged again", judged_again, test_judged_again);
	suite_test(&s, ids_that_are_paths);
	suite_table(&s, "clerk decision", decisions, test_decision);
	suite_test(&s, decided_about_nothing);
	suite_test(&s, blocked);
	suite_test(&s, taken_out);
	suite_test(&s, closed_in_the_meantime);
	suite_test(&s, one_name_for_two_in_a_batch);
	suite_test(&s, one_name_in_one_batch);
	suite_test(&s, one_name_in_comments_of_one_batch);
	suite_test(&s, no_room_for_readers);
	suite_test(&s, room_for_one_reader);
	suite_test(&s, blocked_without_room);
	suite_test(&s, the_last_place_in_a_batch);
	suite_test(&s, spreading_something_in_a_batch);
	suite_test(&s, many_certificates_from_one_place);
	suite_test(&s, joined);
	suite_test(&s, joined_by_two_in_one_batch);
	suite_table(&s, "clerk code", codes, test_code);
	suite_table(&s, "clerk draft", drafts, test_draft);
	suite_table(&s, "clerk upload", uploads, test_upload);
	suite_test(&s, taken_down);
	suite_test(&s, a_drafts_size);
	suite_test(&s, too_many_drafts);
	return suite_run(&s);
}

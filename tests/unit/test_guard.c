/* tests/unit/test_guard.c: pace, words, links, repetition, and networks that are blocked. */
#include "unit/test.h"

#include "base/mem.h"
#include "base/time.h"
#include "capsule/guard.h"

#define NOW 1800000000
#define NET "net:192.0.2.0/24"

static const struct secret key = { { 1 } };
static struct guard *g;

static void
begin(void)
{
	g = mem_new(1, sizeof(*g));
	g->secret = &key;
}

static struct order
order(const char *reader, const char *network, const char *post, const char *text)
{
	return (struct order){ .reader = str_of(reader), .network = str_of(network), .post = str_of(post),
	    .text = str_of(text) };
}

/* --- words --- */

static const struct {
	const char *name, *text, *word;
	bool stands;
} words[] = {
	{ "alone",		"casino",		"casino",	true },
	{ "any case",		"The CaSiNo!",		"cASINO",	true },
	{ "at the start",	"casino, now",		"casino",	true },
	{ "at the end",		"in a casino",		"casino",	true },
	{ "in quotes",		"“casino”",		"casino",	true },
	{ "inside a word",	"Scunthorpe",		"cunt",		false },
	{ "a plural",		"casinos",		"casino",	false },
	{ "a longer word in front", "minicasino",	"casino",	false },
	{ "a digit behind",	"casino24",		"casino",	false },
	{ "open at the end",	"casinos",		"casino*",	true },
	{ "open at the start",	"minicasino",		"*casino",	true },
	{ "open, but the other end", "minicasinos",	"*casino",	false },
	{ "open at both",	"minicasinos",		"*casino*",	true },
	{ "inside first, then alone", "casinos casino",	"casino",	true },
	{ "two words",		"buy  now, buy now",	"buy now",	true },
	{ "two words, cut",	"rebuy now",		"buy now",	false },
	{ "a link",		"see https://casino.example/", "casino", true },
	{ "a mark at its end",	"100% free",		"100%",		true },
	{ "wide letters",	"ｃａｓｉｎｏ",		"casino",	true },
	{ "sharp s",		"die Straße dort",	"strasse",	true },
	{ "an accent",		"café",			"cafe",		false },
	{ "composed or not",	"cafe\xcc\x81 crème",	"café",		true },
	{ "an accent behind",	"cafe\xcc\x81",		"cafe",		false },
	{ "Cyrillic",		"Наше казино здесь",	"казино",	true },
	{ "Cyrillic, inside",	"казиношный",		"казино",	false },
	{ "Japanese has no blanks", "駅前のカジノです",	"カジノ",	true },
	{ "Chinese has no blanks", "去赌场玩",		"赌场",		true },
	{ "Thai has no blanks",	"ไปคาสิโนกัน",		"คาสิโน",	true },
	{ "an empty word",	"casino",		"",		false },
	{ "only a star",	"casino",		"*",		false },
	{ "only stars",		"casino",		"**",		false },
	{ "longer than the text", "cas",		"casino",	false },
	{ "an empty text",	"",			"casino",	false },
};

static void
test_word(void **state)
{
	const __typeof__(words[0]) *row = *state;
	struct str word = str_of(row->word), text = exact_dup(row->text);
	struct str_list list = { &word, 1 };
	struct arena a = { NULL };

	assert_int_equal(guard_has_word(text, &list, &a), row->stands);
	arena_release(&a);
	exact_free(text);
}

static void
any_of_several_words(void **state)
{
	struct str list[] = { STR("loan"), STR("casino") };
	struct arena a = { NULL };

	(void)state;
	assert_true(guard_has_word(STR("a casino"), &(struct str_list){ list, 2 }, &a));
	assert_false(guard_has_word(STR("a cinema"), &(struct str_list){ list, 2 }, &a));
	assert_false(guard_has_word(STR("a casino"), &(struct str_list){ NULL, 0 }, &a));
	arena_release(&a);
}

static void
links(void **state)
{
	(void)state;
	assert_int_equal(guard_count_links(STR("")), 0);
	assert_int_equal(guard_count_links(STR("://")), 1);
	assert_int_equal(guard_count_links(STR("a: //b")), 0);
	assert_int_equal(guard_count_links(STR("a://b c://d")), 2);
}

/* --- blocking --- */

static void
a_network_for_a_day(void **state)
{
	struct order o = order(NET, NET, "moon", "x");

	(void)state;
	begin();
	guard_remember(g, &o, STR("20240301T120000Z-aaaa"), NOW);
	assert_false(guard_is_blocked(g, o.reader, NOW));
	guard_block_writer(g, STR("20240301T120000Z-bbbb"), NOW);	/* another's */
	assert_false(guard_is_blocked(g, o.reader, NOW));
	guard_block_writer(g, STR("20240301T120000Z-aaaa"), NOW);
	assert_true(guard_is_blocked(g, o.reader, NOW));
	assert_true(guard_is_blocked(g, o.reader, NOW + GUARD_BLOCK_SECONDS - 1));
	assert_false(guard_is_blocked(g, o.reader, NOW + GUARD_BLOCK_SECONDS));
	guard_unblock_writer(g, STR("20240301T120000Z-bbbb"));		/* another's */
	assert_true(guard_is_blocked(g, o.reader, NOW));
	guard_unblock_writer(g, STR("20240301T120000Z-aaaa"));
	assert_false(guard_is_blocked(g, o.reader, NOW));
	assert_false(guard_is_blocked(g, STR("net:198.51.100.0/24"), NOW));
	free(g);
}

/* Behind a proxy are many: one who misbehaves there does not cost the others their voice. */
static void
a_proxy_is_never_blocked(void **state)
{
	struct order o = order("net:proxy:192.0.2.80", "net:proxy:192.0.2.80", "moon", "x");

	(void)state;
	begin();
	guard_remember(g, &o, STR("20240301T120000Z-aaaa"), NOW);
	guard_block_writer(g, STR("20240301T120000Z-aaaa"), NOW);
	assert_false(guard_is_blocked(g, o.reader, NOW));
	free(g);
}

/* GUARD_BLOCKED at once, and one more: the first goes. */
static void
as_many_as_are_blocked(void **state)
{
	char net[GUARD_BLOCKED + 1][32], id[32];

	(void)state;
	begin();
	for (int i = 0; i <= GUARD_BLOCKED; i++) {
		struct order o;

		(void)snprintf(net[i], sizeof(net[i]), "net:10.0.%d.0/24", i);
		(void)snprintf(id, sizeof(id), "20240301T120000Z-%04d", i);
		o = order(net[i], net[i], "moon", "x");
		guard_remember(g, &o, str_of(id), NOW);
		guard_block_writer(g, str_of(id), NOW);
		assert_true(guard_is_blocked(g, str_of(net[0]), NOW) == (i < GUARD_BLOCKED));
	}
	for (int i = 1; i <= GUARD_BLOCKED; i++)
		assert_true(guard_is_blocked(g, str_of(net[i]), NOW));
	free(g);
}

/* --- repetition --- */

static void
the_same_words(void **state)
{
	struct order o = order(NET, NET, "moon", "Buy!"), again = order("sha256:1", NET, "sun", "Buy!");

	(void)state;
	begin();
	assert_false(guard_is_repeated(g, &again, NOW));
	guard_remember(g, &o, STR("20240301T120000Z-aaaa"), NOW);
	assert_false(guard_is_repeated(g, &o, NOW));		/* under the same post */
	assert_true(guard_is_repeated(g, &again, NOW));		/* whoever says it */
	assert_true(guard_is_repeated(g, &again, NOW + GUARD_REPEAT_SECONDS - 1));
	assert_false(guard_is_repeated(g, &again, NOW + GUARD_REPEAT_SECONDS));
	again.text = STR("Buy");
	assert_false(guard_is_repeated(g, &again, NOW));
	free(g);
}

/* GUARD_RECENT comments later it is forgotten, not one before. */
static void
as_many_as_are_remembered(void **state)
{
	struct order o = order(NET, NET, "moon", "Buy!"), again = order(NET, NET, "sun", "Buy!");

	(void)state;
	begin();
	guard_remember(g, &o, STR("20240301T120000Z-aaaa"), NOW);
	for (int i = 0; i < GUARD_RECENT; i++) {
		struct order other = order(NET, NET, "moon", "Other");

		assert_true(guard_is_repeated(g, &again, NOW));
		guard_remember(g, &other, STR("20240301T120000Z-bbbb"), NOW);
	}
	assert_false(guard_is_repeated(g, &again, NOW));
	free(g);
}

/* --- pace --- */

static void
certificates_from_one_place(void **state)
{
	char reader[32];

	(void)state;
	begin();
	for (uint32_t i = 0; i < PACE_NETWORK.burst; i++) {
		struct order o;

		(void)snprintf(reader, sizeof(reader), "sha256:%u", i);
		o = order(reader, NET, "moon", "x");
		assert_int_equal(guard_pace(g, "comment", &o, NOW), 0);
	}
	assert_true(guard_pace(g, "comment", &(struct order){ .reader = STR("sha256:new"),
	    .network = STR(NET) }, NOW) > 0);
	assert_int_equal(guard_pace(g, "comment", &(struct order){ .reader = STR("sha256:new"),
	    .network = STR("net:198.51.100.0/24") }, NOW), 0);
	assert_int_equal(guard_pace(g, "comment", &(struct order){ .reader = STR("sha256:newer"),
	    .network = STR("net:proxy:192.0.2.80") }, NOW), 0);
	free(g);
}

/* Names do not cost comments, but both come from somewhere. */
static void
kinds_of_writing(void **state)
{
	struct order o = order("sha256:1", NET, "moon", "x");

	(void)state;
	begin();
	for (uint32_t i = 0; i < PACE_READER.burst; i++)
		assert_int_equal(guard_pace(g, "name", &o, NOW), 0);
	assert_true(guard_pace(g, "name", &o, NOW) > 0);
	assert_int_equal(guard_pace(g, "comment", &o, NOW), 0);
	free(g);
}

static void
behind_a_proxy(void **state)
{
	struct order o = order("net:proxy:192.0.2.80", "net:proxy:192.0.2.80", "moon", "x");

	(void)state;
	begin();
	for (int i = 0; i < 1000; i++)
		assert_int_equal(guard_pace(g, "comment", &o, NOW), 0);
	free(g);
}

int
main(void)
{
	static struct suite s = { .name = "guard" };

	suite_table(&s, "guard word", words, test_word);
	suite_test(&s, any_of_several_words);
	suite_test(&s, links);
	suite_test(&s, a_network_for_a_day);
	suite_test(&s, a_proxy_is_never_blocked);
	suite_test(&s, as_many_as_are_blocked);
	suite_test(&s, the_same_words);
	suite_test(&s, as_many_as_are_remembered);
	suite_test(&s, certificates_from_one_place);
	suite_test(&s, kinds_of_writing);
	suite_test(&s, behind_a_proxy);
	return suite_run(&s);
}

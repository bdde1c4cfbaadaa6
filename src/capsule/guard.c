#include "capsule/guard.h"

#include <string.h>

#include "base/time.h"
#include "format/utf8.h"

#include "base/banned.h"

static uint64_t
hash(const struct guard *g, const char *what, struct str s)
{
	struct str parts[] = { str_of(what), s };
	struct digest d = digest_keyed(g->secret, parts, 2);
	uint64_t h;

	memcpy(&h, d.byte, sizeof(h));
	return h | 1;			/* 0 is nobody */
}

static bool
is_proxy(struct str reader)
{
	return str_starts(reader, STR("net:proxy"));
}

/* --- pace --- */

uint32_t
guard_pace(struct guard *g, const char *what, const struct order *o, int64_t now)
{
	struct arena a = { NULL };
	struct pace_claim claims[2];
	size_t n = 0;
	uint32_t wait;

	if (!is_proxy(o->reader))
		claims[n++] = (struct pace_claim){ arena_printf(&a, "%s %.*s", what, STR_ARG(o->reader)),
		    PACE_READER };
	if (o->network.n > 0 && !is_proxy(o->network))
		claims[n++] = (struct pace_claim){ arena_printf(&a, "all of %.*s", STR_ARG(o->network)),
		    PACE_NETWORK };
	wait = pace_take(&g->pace, g->secret, claims, n, now);
	arena_release(&a);
	return wait;
}

/* --- blocking and repetition --- */

bool
guard_is_blocked(const struct guard *g, struct str reader, int64_t now)
{
	uint64_t h = hash(g, "reader", reader);

	for (size_t i = 0; i < GUARD_BLOCKED && i < g->n_blocked; i++)
		if (g->blocked[i].reader == h && now < g->blocked[i].until)
			return true;
	return false;
}

/* Where the comment came from; 0: it is not known, or many come from there. */
static uint64_t
reader_of(const struct guard *g, struct str id)
{
	for (size_t i = 0; i < GUARD_RECENT && i < g->n_recent; i++)
		if (str_eq(str_of(g->recent[i].id), id))
			return g->recent[i].reader;
	return 0;
}

void
guard_block_writer(struct guard *g, struct str id, int64_t now)
{
	uint64_t reader = reader_of(g, id);

	if (reader == 0)
		return;
	g->blocked[g->n_blocked % GUARD_BLOCKED].reader = reader;
	g->blocked[g->n_blocked++ % GUARD_BLOCKED].until = now + GUARD_BLOCK_SECONDS;
}

void
guard_unblock_writer(struct guard *g, struct str id)
{
	uint64_t reader = reader_of(g, id);

	for (size_t i = 0; reader != 0 && i < GUARD_BLOCKED; i++)
		if (g->blocked[i].reader == reader)
			g->blocked[i].until = 0;
}

void
guard_remember(struct guard *g, const struct order *o, struct str id, int64_t now)
{
	size_t at = g->n_recent++ % GUARD_RECENT;

	g->recent[at].reader = is_proxy(o->reader) ? 0 : hash(g, "reader", o->reader);
	g->recent[at].text = hash(g, "text", o->text);
	g->recent[at].post = hash(g, "post", o->post);
	g->recent[at].at = now;
	id = str_head(id, COMMENT_ID_MAX);
	memcpy(g->recent[at].id, id.p, id.n);
	g->recent[at].id[id.n] = '\0';
}

bool
guard_is_repeated(const struct guard *g, const struct order *o, int64_t now)
{
	uint64_t text = hash(g, "text", o->text), post = hash(g, "post", o->post);

	for (size_t i = 0; i < GUARD_RECENT && i < g->n_recent; i++)
		if (g->recent[i].text == text && g->recent[i].post != post &&
		    now - g->recent[i].at < GUARD_REPEAT_SECONDS)
			return true;
	return false;
}

/* --- words and links --- */

/* Scripts written without blanks: there a word can begin and end anywhere. */
static bool
joins_words(uint32_t c)
{
	static const struct {
		uint32_t from, to;
	} blankless[] = {
		{ 0x0e00, 0x0eff },	/* Thai, Lao */
		{ 0x1000, 0x109f },	/* Myanmar */
		{ 0x1780, 0x17ff },	/* Khmer */
		{ 0x2e80, 0xd7ff },	/* Han, kana, Hangul with its particles, Yi */
		{ 0xf900, 0xfaff }, { 0x20000, 0x3ffff },
	};

	for (size_t i = 0; i < sizeof(blankless) / sizeof(blankless[0]); i++)
		if (c >= blankless[i].from && c <= blankless[i].to)
			return false;
	return utf8_is_letter(c);
}

static bool
begins_with_letter(struct str s)
{
	return s.n > 0 && joins_words(utf8_next(&s));
}

static bool
ends_with_letter(struct str s)
{
	size_t at = s.n;

	while (at > 0 && ((unsigned char)s.p[--at] & 0xc0) == 0x80)
		;
	return begins_with_letter(str_from(s, at));
}

static bool
stands_in(struct str text, struct str word, bool open_left, bool open_right)
{
	for (size_t at = 0; word.n > 0 && at + word.n <= text.n; at++) {
		if (memcmp(text.p + at, word.p, word.n) != 0)
			continue;
		if ((open_left || !begins_with_letter(word) || !ends_with_letter(str_head(text, at))) &&
		    (open_right || !ends_with_letter(word) ||
		    !begins_with_letter(str_from(text, at + word.n))))
			return true;
	}
	return false;
}

bool
guard_has_word(struct str text, const struct str_list *words, struct arena *a)
{
	struct str folded = utf8_fold(a, text);

	for (size_t i = 0; i < words->n; i++) {
		struct str word = utf8_fold(a, words->items[i]);
		bool left = str_skip(&word, STR("*")), right = str_drop(&word, STR("*"));

		if (stands_in(folded, word, left, right))
			return true;
	}
	return false;
}

size_t
guard_count_links(struct str text)
{
	size_t n = 0;

	for (size_t i = 0; i + 3 <= text.n; i++)
		n += memcmp(text.p + i, "://", 3) == 0;
	return n;
}

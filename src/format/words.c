#include "format/words.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/time.h"

#include "base/banned.h"

#define SAID_MAX (256 << 10)	/* bytes of a text with titles and names filled in, which front matter bounds */

static const struct {
	const char *key, *english;
} list[WORDS] = {
#define WORD_ROW(name, key, english) { key, english },
	WORD_LIST(WORD_ROW)
#undef WORD_ROW
};

static const char *const words_en[WORDS] = {
#define WORD_TEXT(name, key, english) english,
	WORD_LIST(WORD_TEXT)
#undef WORD_TEXT
};

static const struct {
	const char *lang;
	const char *const *texts;
} shipped[] = {
	{ "en", words_en }, { "de", words_de }, { "fr", words_fr }, { "es", words_es }, { "ja", words_ja },
};

#define SHIPPED (sizeof(shipped) / sizeof(shipped[0]))

/* --- what stands between braces --- */

static const struct {
	const char *name;
	size_t at;
} holes[] = {
	{ "title", offsetof(struct word_args, title) },
	{ "name", offsetof(struct word_args, name) },
	{ "author", offsetof(struct word_args, author) },
	{ "date", offsetof(struct word_args, date) },
	{ "line", offsetof(struct word_args, line) },
	{ "head", offsetof(struct word_args, head) },
	{ "license", offsetof(struct word_args, license) },
	{ "tag", offsetof(struct word_args, tag) },
	{ "folder", offsetof(struct word_args, folder) },
	{ "mark", offsetof(struct word_args, mark) },
	{ "file", offsetof(struct word_args, file) },
	{ "page", offsetof(struct word_args, page) },
	{ "pages", offsetof(struct word_args, pages) },
	{ "size", offsetof(struct word_args, size) },
	{ "day", offsetof(struct word_args, day) },
	{ "month", offsetof(struct word_args, month) },
	{ "year", offsetof(struct word_args, year) },
	{ "n", offsetof(struct word_args, n) },		/* the last: the one number among them */
};

#define HOLES (sizeof(holes) / sizeof(holes[0]))
#define HOLE_N (HOLES - 1)

enum piece { PIECE_END, PIECE_TEXT, PIECE_HOLE };

/* The next piece of a text: up to a brace, or what stands between two. */
static enum piece
next_piece(struct str *rest, struct str *piece)
{
	const char *brace = rest->n == 0 ? NULL : memchr(rest->p, '{', rest->n);

	if (rest->n == 0)
		return PIECE_END;
	if (brace == rest->p) {
		*rest = str_from(*rest, 1);
		(void)str_cut(rest, '}', piece);
		return PIECE_HOLE;
	}
	*piece = str_head(*rest, brace == NULL ? rest->n : (size_t)(brace - rest->p));
	*rest = str_from(*rest, piece->n);
	return PIECE_TEXT;
}

static size_t
hole_named(struct str name)
{
	size_t i = 0;

	while (i < HOLES && !str_eq(name, str_of(holes[i].name)))
		i++;
	return i;
}

static unsigned
holes_in(struct str text)
{
	unsigned found = 0;
	struct str piece = STR_NONE;
	enum piece kind;

	while ((kind = next_piece(&text, &piece)) != PIECE_END)
		if (kind == PIECE_HOLE && hole_named(piece) < HOLES)
			found |= 1u << hole_named(piece);
	return found;
}

/* --- forms --- */

/* The first of the forms in *rest: what stands before " | ". False: there are no more. */
static bool
next_form(struct str *rest, struct str *form)
{
	*form = *rest;
	if (rest->n == 0)
		return false;
	for (size_t i = 0; i + 3 <= rest->n; i++) {
		if (memcmp(rest->p + i, " | ", 3) != 0)
			continue;
		*form = str_head(*rest, i);
		*rest = str_from(*rest, i + 3);
		return true;
	}
	*rest = STR_NONE;
	return true;
}

static int wrong(char *why, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

static int
wrong(char *why, const char *fmt, ...)
{
	va_list args;

	va_start(args, fmt);
	(void)vsnprintf(why, WORDS_WHY, fmt, args);
	va_end(args);
	return -1;
}

/* Is every brace one of a pair with a name we know, and every name that is wanted there? */
static int
check_form(struct str form, unsigned wanted, bool may_lack_n, char *why)
{
	struct str rest = form, piece = STR_NONE;
	unsigned have = 0;
	enum piece kind;

	if (str_trim(form).n == 0)
		return wrong(why, "has a form without a text");
	for (size_t depth = 0, i = 0; i < form.n; i++) {
		depth += form.p[i] == '{';
		depth -= form.p[i] == '}' && depth > 0;
		if (depth > 1 || (depth == 1 && i + 1 == form.n))
			return wrong(why, "holds a { without its }; expected {name}");
	}
	while ((kind = next_piece(&rest, &piece)) != PIECE_END) {
		size_t hole = kind == PIECE_HOLE ? hole_named(piece) : HOLES;

		if (kind == PIECE_TEXT)
			continue;
		if (hole == HOLES || (wanted & 1u << hole) == 0)
			return wrong(why, "names {%.*s}, which is nothing here",
			    STR_ARG(str_head(piece, 40)));
		have |= 1u << hole;
	}
	if (may_lack_n)
		have |= 1u << HOLE_N;
	for (size_t i = 0; i < HOLES; i++)
		if ((wanted & ~have & 1u << i) != 0)
			return wrong(why, "lacks {%s}", holes[i].name);
	return 0;
}

int
words_set(struct words *w, enum word word, struct str text, char why[static WORDS_WHY])
{
	unsigned wanted = holes_in(str_of(list[word].english));
	struct str forms[PLURAL_FORMS], form, rest = text;
	size_t n = 0;

	if (str_trim(text).n == 0)
		return wrong(why, "is empty; expected a text");
	if (text.n > WORD_MAX)
		return wrong(why, "has %zu bytes; expected at most %d", text.n, WORD_MAX);
	if ((wanted & 1u << HOLE_N) == 0) {
		forms[n++] = text;		/* nothing is counted: a bar is a bar */
	} else {
		for (; next_form(&rest, &form); n++)
			if (n < PLURAL_FORMS)
				forms[n] = form;
		if (n != 1 && n != w->plural->forms)
			return wrong(why, "has %zu forms; expected one, or %zu divided by ' | ': %s",
			    n, w->plural->forms, w->plural->examples);
	}
	for (size_t i = 0; i < n; i++)
		if (check_form(forms[i], wanted, n > 1 && i < w->plural->single, why) == -1)
			return -1;
	for (size_t i = 0; i < PLURAL_FORMS; i++)
		w->text[word][i] = forms[n == 1 ? 0 : i < n ? i : n - 1];
	return 0;
}

/* --- tables --- */

struct str
words_primary(struct str tag)
{
	struct str primary = STR_NONE;

	(void)str_cut(&tag, '-', &primary);
	return primary;
}

static const struct words *
settle(size_t i)
{
	static struct words tables[SHIPPED];
	static bool settled[SHIPPED];
	char why[WORDS_WHY];

	if (settled[i])
		return &tables[i];
	tables[i].lang = str_of(shipped[i].lang);
	tables[i].plural = plural_of(tables[i].lang);
	for (int word = 0; word < WORDS; word++)
		if (shipped[i].texts[word] == NULL || words_set(&tables[i], (enum word)word,
		    str_of(shipped[i].texts[word]), why) == -1)		/* the unit test lets none pass */
			for (size_t form = 0; form < PLURAL_FORMS; form++)
				tables[i].text[word][form] = str_of(list[word].english);
	settled[i] = true;
	return &tables[i];
}

static size_t
find_shipped(struct str lang)
{
	size_t i = 0;

	while (i < SHIPPED && !str_eq_nocase(lang, str_of(shipped[i].lang)))
		i++;
	return i;
}

const struct words *
words_builtin(struct str lang)
{
	size_t i = find_shipped(lang);

	return i < SHIPPED ? settle(i) : NULL;
}

const struct words *
words_english(void)
{
	return settle(0);
}

struct str
words_builtin_lang(size_t i)
{
	return i < SHIPPED ? str_of(shipped[i].lang) : STR_NONE;
}

struct str
words_key(enum word word)
{
	return str_of(list[word].key);
}

struct str
words_source(enum word word)
{
	return str_of(list[word].english);
}

const char *
words_shipped(struct str lang, enum word word)
{
	size_t i = find_shipped(lang);

	return i < SHIPPED ? shipped[i].texts[word] : NULL;
}

/* The English form for a form of another language: that of its one number, else that of many. */
static size_t
english_form(const struct plural *plural, size_t form)
{
	const struct plural *english = words_english()->plural;
	uint64_t n = 0;

	if (form >= plural->single)
		return english->forms - 1;
	while (plural->form(n) != form)
		n++;
	return english->form(n);
}

void
words_begin(struct words *w, struct str lang)
{
	const struct words *english = words_english(), *base = words_builtin(lang);

	*w = base != NULL ? *base : *english;
	w->lang = lang;
	w->plural = plural_of(lang);
	for (int word = 0; base == NULL && word < WORDS; word++)
		for (size_t form = 0; form < w->plural->forms; form++)
			w->text[word][form] = english->text[word][english_form(w->plural, form)];
}

/* --- saying them --- */

struct str
words_get(const struct words *w, enum word word)
{
	return w->text[word][0];
}

struct str
words_say(const struct words *w, enum word word, struct arena *a, const struct word_args *args)
{
	struct str rest = w->text[word][w->plural->form(args->n)], piece, out;
	struct buf b;
	enum piece kind;

	buf_init(&b, SAID_MAX);
	while ((kind = next_piece(&rest, &piece)) != PIECE_END) {
		size_t hole = kind == PIECE_HOLE ? hole_named(piece) : HOLES;

		if (kind == PIECE_TEXT)
			buf_add(&b, piece);
		else if (hole == HOLE_N)
			buf_addf(&b, "%llu", (unsigned long long)args->n);
		else if (hole < HOLES)
			buf_add(&b, *(const struct str *)(const void *)((const char *)args + holes[hole].at));
	}
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

struct str
words_month(const struct words *w, struct arena *a, int64_t year, int month)
{
	return words_say(w, WORD_MONTH_OF_YEAR, a, &(struct word_args){
		.month = words_get(w, (enum word)(WORD_JANUARY + month - 1)),
		.year = arena_printf(a, "%lld", (long long)year),
	});
}

struct str
words_day(const struct words *w, struct arena *a, int64_t utc, int32_t offset)
{
	struct civil c = time_civil(utc + offset);

	return words_say(w, WORD_DATE, a, &(struct word_args){
		.day = c.day == 1 ? words_get(w, WORD_FIRST_OF_MONTH) : arena_printf(a, "%d", c.day),
		.month = words_get(w, (enum word)(WORD_JANUARY + c.month - 1)),
		.year = arena_printf(a, "%lld", (long long)c.year),
	});
}

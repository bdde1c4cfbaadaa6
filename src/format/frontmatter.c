#include "format/frontmatter.h"

#include <stddef.h>

#include "base/banned.h"

static const char *const comments_words[] = { "-", "open|true|yes|on", "closed", "off|false|no", NULL };

/* `published` is a date in gempost and a switch in Jekyll: read as text, decided below. */
struct raw {
	struct frontmatter fm;
	struct str published;
};

#define AT(member) offsetof(struct raw, member)
#define EXPECT_DATE "a date such as 2026-11-23 or 2026-11-23T10:00:00Z"
#define EXPECT_BOOL "true or false"

static bool
is_word(struct str s, const char *words)
{
	struct str rest = str_of(words), one;

	while (str_cut(&rest, '|', &one))
		if (str_eq_nocase(s, one))
			return true;
	return false;
}

static bool
good_published(struct str s)
{
	struct when when;

	return is_word(s, "true|yes|on|false|no|off") || time_parse(s, &when);
}

static const struct field fields[] = {
	{ "title", FIELD_TEXT, AT(fm.title), "a line of text", NULL, 0, NULL },
	{ "date", FIELD_DATE, AT(fm.date), EXPECT_DATE, NULL, 0, NULL },
	{ "publishDate", FIELD_DATE, AT(fm.date), EXPECT_DATE, NULL, 0, NULL },
	{ "published", FIELD_TEXT, AT(published), "a date, or true or false", NULL, 0, good_published },
	{ "updated", FIELD_DATE, AT(fm.updated), EXPECT_DATE, NULL, 0, NULL },
	{ "lastmod", FIELD_DATE, AT(fm.updated), EXPECT_DATE, NULL, 0, NULL },
	{ "last_modified_at", FIELD_DATE, AT(fm.updated), EXPECT_DATE, NULL, 0, NULL },
	{ "tags", FIELD_LIST, AT(fm.tags), "a list of words", NULL, 0, NULL },
	{ "categories", FIELD_LIST, AT(fm.categories), "a list of words", NULL, 0, NULL },
	{ "category", FIELD_LIST, AT(fm.category), "a word or a list of words", NULL, 0, NULL },
	{ "author", FIELD_PERSON, AT(fm.author), "a name", NULL, 0, NULL },
	{ "authors", FIELD_PERSON, AT(fm.author), "a name or a list of names", NULL, 0, NULL },
	{ "summary", FIELD_TEXT, AT(fm.summary), "a line of text", NULL, 0, NULL },
	{ "description", FIELD_TEXT, AT(fm.summary), "a line of text", NULL, 0, NULL },
	{ "lang", FIELD_TEXT, AT(fm.lang), "a language tag such as en or pt-BR", NULL, 0, NULL },
	{ "language", FIELD_TEXT, AT(fm.lang), "a language tag such as en or pt-BR", NULL, 0, NULL },
	{ "draft", FIELD_BOOL, AT(fm.draft), EXPECT_BOOL, NULL, 0, NULL },
	{ "comments", FIELD_CHOICE, AT(fm.comments), "open, closed or off", comments_words, 0, NULL },
	{ "slug", FIELD_TEXT, AT(fm.slug), "a short name for the address", NULL, 0, NULL },
	{ "aliases", FIELD_LIST, AT(fm.aliases), "a list of old addresses", NULL, 0, NULL },
	{ "redirect_from", FIELD_LIST, AT(fm.aliases), "a list of old addresses", NULL, 0, NULL },
	{ "license", FIELD_TEXT, AT(fm.license), "a line of text", NULL, 0, NULL },
	{ "rights", FIELD_TEXT, AT(fm.license), "a line of text", NULL, 0, NULL },
	{ "expiry", FIELD_DATE, AT(fm.expiry), EXPECT_DATE, NULL, 0, NULL },
	{ "expiryDate", FIELD_DATE, AT(fm.expiry), EXPECT_DATE, NULL, 0, NULL },
	{ "id", FIELD_TEXT, AT(fm.id), "a name that never changes", NULL, 0, NULL },
	{ "guid", FIELD_TEXT, AT(fm.id), "a name that never changes", NULL, 0, NULL },
	{ "gone", FIELD_BOOL, AT(fm.gone), EXPECT_BOOL, NULL, 0, NULL },
	{ "gemini", FIELD_BOOL, AT(fm.gemini), EXPECT_BOOL, NULL, 0, NULL },
	{ "gopher", FIELD_BOOL, AT(fm.gopher), EXPECT_BOOL, NULL, 0, NULL },
	{ "name", FIELD_TEXT, AT(fm.name), "a name", NULL, 0, NULL },
	{ "identity", FIELD_TEXT, AT(fm.identity), "sha256: and 64 hex digits", NULL, 0, NULL },
	{ "reply-to", FIELD_TEXT, AT(fm.reply_to), "a comment's name", NULL, 0, NULL },
	{ "via", FIELD_TEXT, AT(fm.via), "gemini, gopher, titan, author or import", NULL, 0, NULL },
};

static const struct field_table table = { fields, sizeof(fields) / sizeof(fields[0]), false };

const struct field_table *
frontmatter_keys(void)
{
	return &table;
}

enum split { SPLIT_NONE, SPLIT_FOUND, SPLIT_OPEN };

static bool
is_fence(struct str line, bool closing)
{
	while (line.n > 0 && (line.p[line.n - 1] == ' ' || line.p[line.n - 1] == '\t'))
		line.n--;
	return str_eq(line, STR("---")) || (closing && str_eq(line, STR("...")));
}

/* libyaml must not see the fences: to it they begin further documents. */
static enum split
split(struct str file, struct str *block, struct str *body)
{
	struct str line, rest, start;

	(void)str_skip(&file, STR("\xef\xbb\xbf"));
	*block = STR_NONE;
	*body = file;
	rest = file;
	if (!str_line(&rest, &line) || !is_fence(line, false))
		return SPLIT_NONE;
	start = rest;
	for (;;) {
		struct str before = rest;

		if (!str_line(&rest, &line))
			return SPLIT_OPEN;
		if (!is_fence(line, true))
			continue;
		*block = str_head(start, start.n - before.n);
		*body = rest;
		if (!str_skip(body, STR("\n")))
			(void)str_skip(body, STR("\r\n"));
		return SPLIT_FOUND;
	}
}

static void
settle_published(struct raw *raw)
{
	struct str p = raw->published;
	struct when when;

	if (is_word(p, "false|no|off"))
		raw->fm.draft = true;
	else if (!raw->fm.date.given && time_parse(p, &when))
		raw->fm.date = (struct field_date){ true, when };
}

int
frontmatter_read(struct str file, const char *path, struct arena *a,
    const struct field_notes *notes, struct frontmatter *fm, struct str *body, struct error *err)
{
	struct raw raw = { .fm = { .gemini = true, .gopher = true } };
	struct str block;
	int rc = 0;

	switch (split(file, &block, body)) {
	case SPLIT_NONE:
		break;
	case SPLIT_OPEN:
		return error_set(err, ERROR_INPUT, (struct error_at){ path, 1, 1 },
		    "front matter begins here and never ends; expected a line `---` behind it");
	case SPLIT_FOUND:
		rc = fields_read(block, path, 2, &table, &raw, a, notes, err);
		break;
	}
	settle_published(&raw);
	*fm = raw.fm;
	return rc;
}

bool
frontmatter_skip(struct str file, struct str *body)
{
	struct str block;

	return split(file, &block, body) != SPLIT_OPEN;
}

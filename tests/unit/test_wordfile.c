/* tests/unit/test_wordfile.c: the author's words. */
#include "unit/test.h"

#include "format/wordfile.h"

static char told[4096];

static void
note(void *ctx, struct error_at at, const char *text)
{
	size_t n = strlen(told);

	(void)ctx;
	(void)snprintf(told + n, sizeof(told) - n, "%s:%zu:%zu: %s\n", at.path == NULL ? "-" : at.path, at.line, at.col, text);
}

static const struct field_notes notes = { note, NULL };

static const struct {
	const char *name, *yaml;
	const char *all_posts, *comments;	/* what two of the words are then */
	const char *note;			/* how the notes begin; "": there are none */
} rows[] = {
	{ "nothing", "", "All posts", "{n} comment", "" },
	{ "only remarks", "# all-posts: x\n", "All posts", "{n} comment", "" },
	{ "one word", "all-posts: Everything\n", "Everything", "{n} comment", "" },
	{ "any case", "All-Posts: Everything\n", "Everything", "{n} comment", "" },
	{ "a colon in quotes", "all-posts: \"Read: all\"\n", "Read: all", "{n} comment", "" },
	{ "nothing behind it", "all-posts:\n", "All posts", "{n} comment", "" },
	{ "forms", "comments: \"{n} note | {n} notes\"\n", "All posts", "{n} note", "" },
	{ "unknown", "home: Door\nal-posts: x\ncomments: \"{n}\"\n", "All posts", "{n}",
	    "words.yaml:2:1: unknown key 'al-posts'; did you mean 'all-posts' (a text)?\n" },
	{ "unknown, like nothing", "lang: de\nall-posts: Everything\n", "Everything", "{n} comment",
	    "words.yaml:1:1: unknown key 'lang'; expected one of the keys in the manual's page on words\n" },
	{ "without its name", "all-posts: Everything\ncomments:   some | many\n", "Everything", "{n} comment",
	    "words.yaml:2:13: comments lacks {n} (in English: {n} comment | {n} comments)\n" },
	{ "two faults", "comments: none\nbyline: x\n", "All posts", "{n} comment",
	    "words.yaml:2:9: byline lacks {author} (in English: {date}, by {author})\n"
	    "words.yaml:1:11: comments lacks {n} (in English: {n} comment | {n} comments)\n" },
	{ "empty in quotes", "all-posts: \"\"\n", "All posts", "{n} comment",
	    "words.yaml:1:12: all-posts is empty; expected a text (in English: All posts)\n" },
	{ "broken YAML changes nothing", "all-posts: Everything\nhome: a: b\n", "All posts", "{n} comment",
	    "-:0:0: words.yaml:2:8: mapping values are not allowed in this context" },
	{ "a brace without quotes", "all-posts: Everything\ncomments: {n} notes\n", "All posts", "{n} comment",
	    "-:0:0: words.yaml:2:1" },
	{ "given twice", "all-posts: a\nall-posts: b\n", "All posts", "{n} comment",
	    "-:0:0: words.yaml:2:1: 'all-posts' is given twice" },
	{ "a list", "all-posts: [a, b]\n", "All posts", "{n} comment", "-:0:0: words.yaml:1:12: all-posts holds a list" },
};

static void
test_read(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct words *w = malloc(sizeof(*w));
	struct str yaml = exact_dup(row->yaml);
	struct arena a = { NULL };

	for (int quiet = 0; quiet < 2; quiet++) {
		told[0] = '\0';
		*w = *words_english();
		wordfile_read(w, yaml, "words.yaml", &a, quiet ? NULL : &notes);
		assert_str_equal(words_get(w, WORD_ALL_POSTS), row->all_posts);
		assert_str_equal(w->text[WORD_COMMENTS][0], row->comments);
		if (!quiet && (row->note[0] == '\0' ? told[0] != '\0' : strncmp(told, row->note, strlen(row->note)) != 0))
			fail_msg("told: %s", told);
	}
	exact_free(yaml);
	arena_release(&a);
	free(w);
}

/* What `carrel words` prints can be read back without a fault, and says what was said before. */
static const struct {
	const char *name, *lang, *first;
} templates[] = {
	{ "en", "en", "# The words that carrel says to readers, in en.\n" },
	{ "de", "de", "# The words that carrel says to readers, in de.\n" },
	{ "fr", "fr", "# The words that carrel says to readers, in fr.\n" },
	{ "es", "es", "# The words that carrel says to readers, in es.\n" },
	{ "ja", "ja", "# The words that carrel says to readers, in ja.\n" },
	{ "nl", "nl", "# The words that carrel says to readers, in English, to be translated.\n" },
	{ "pl, with three forms", "pl", "# The words that carrel says to readers, in English, to be translated.\n" },
	{ "ko, with one form", "ko", "# The words that carrel says to readers, in English, to be translated.\n" },
	{ "ar, with six forms", "ar", "# The words that carrel says to readers, in English, to be translated.\n" },
};

static void
test_template(void **state)
{
	const __typeof__(templates[0]) *row = *state;
	struct words *w = malloc(sizeof(*w)), *begun = malloc(sizeof(*begun));
	struct arena a = { NULL };
	struct buf b;

	words_begin(begun, str_of(row->lang));
	told[0] = '\0';
	buf_init(&b, FIELDS_MAX_BYTES);
	wordfile_template(&b, str_of(row->lang));
	assert_false(b.full);
	assert_true(str_starts(buf_str(&b), str_of(row->first)));
	assert_has(buf_str(&b), "\nall-posts: ");
	*w = *begun;
	for (int i = 0; i < WORDS; i++)
		for (size_t form = 0; form < PLURAL_FORMS; form++)
			w->text[i][form] = STR_NONE;
	wordfile_read(w, buf_str(&b), "words.yaml", &a, &notes);
	assert_string_equal(told, "");
	for (int i = 0; i < WORDS; i++)
		for (size_t form = 0; form < begun->plural->forms; form++)
			assert_true(str_eq(w->text[i][form], begun->text[i][form]));
	buf_release(&b);
	arena_release(&a);
	free(w);
	free(begun);
}

int
main(void)
{
	static struct suite s = { .name = "wordfile" };

	suite_table(&s, "read", rows, test_read);
	suite_table(&s, "template", templates, test_template);
	return suite_run(&s);
}

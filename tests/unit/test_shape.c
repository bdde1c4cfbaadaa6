/* tests/unit/test_shape.c: the folder layout/: what is in it, what is behind it, and what is wrong in it. */
#include "unit/test.h"

#include "capsule/shape.h"

static char told[8192];
static size_t n_told;

static void
note(void *ctx, struct error_at at, const char *text)
{
	size_t n = strlen(told);

	(void)ctx;
	n_told++;
	if (at.path == NULL)
		(void)snprintf(told + n, sizeof(told) - n, "%s\n", text);
	else
		(void)snprintf(told + n, sizeof(told) - n, "%s:%zu:%zu: %s\n", at.path, at.line, at.col, text);
}

static const struct field_notes notes = { note, NULL };

static struct shape *
load(const struct temp *t, const char *lang, struct shape *old)
{
	told[0] = '\0';
	n_told = 0;
	return shape_load(t->fd, str_of(lang), old, &notes);
}

static struct str
home(const struct shape *s, const char *lang)
{
	return words_get(shape_words(s, str_of(lang)), WORD_HOME);
}

/* --- which words are said --- */

static const struct {
	const char *name, *own, *path, *text;	/* the capsule's language; a file; */
	const char *lang, *said;		/* "home" for this language then */
} spoken[] = {
	{ "English", "en", NULL, NULL, "en", "Home" },
	{ "a post without a language", "de", NULL, NULL, "", "Startseite" },
	{ "no language at all", "", NULL, NULL, "", "Home" },
	{ "a post's own", "en", NULL, NULL, "de", "Startseite" },
	{ "a region", "en", NULL, NULL, "de-AT", "Startseite" },
	{ "any case", "en", NULL, NULL, "DE", "Startseite" },
	{ "a language that nobody speaks here", "fr", NULL, NULL, "nl", "Accueil" },
	{ "a capsule in a language that is not shipped", "nl", NULL, NULL, "nl", "Home" },
	{ "the author's word", "en", "layout/words.yaml", "home: Door\n", "en", "Door" },
	{ "the author's word, in a region", "en-GB", "layout/words.yaml", "home: Door\n", "en-US", "Door" },
	{ "the author's word is not German", "en", "layout/words.yaml", "home: Door\n", "de", "Startseite" },
	{ "the author's word where none is known", "en", "layout/words.yaml", "home: Door\n", "nl", "Door" },
	{ "no language, the author's word", "", "layout/words.yaml", "home: Door\n", "en", "Door" },
	{ "a new language as the capsule's own", "nl", "layout/words.yaml", "home: Thuis\n", "", "Thuis" },
	{ "a new language beside it", "en", "layout/words.nl.yaml", "home: Thuis\n", "nl-BE", "Thuis" },
	{ "a new language is not the capsule's", "en", "layout/words.nl.yaml", "home: Thuis\n", "", "Home" },
	{ "one German word", "en", "layout/words.de.yaml", "home: Daheim\n", "de", "Daheim" },
	{ "a broken file", "en", "layout/words.de.yaml", "home: a: b\n", "de", "Startseite" },
	{ "words for Gopher alone there are not", "en", "layout/gopher/words.yaml", "home: Door\n", "en", "Home" },
};

static void
test_spoken(void **state)
{
	const __typeof__(spoken[0]) *row = *state;
	struct shape *s;
	struct temp t;

	temp_open(&t);
	if (row->path != NULL)
		temp_write(&t, row->path, row->text);
	s = load(&t, row->own, NULL);
	assert_str_equal(home(s, row->lang), row->said);
	/* The other words of such a table are there, too. */
	for (int i = 0; i < WORDS; i++)
		assert_true(words_get(shape_words(s, str_of(row->lang)), (enum word)i).n > 0);
	shape_unref(s);
	temp_close(&t);
}

static void
a_new_language_counts_its_way(void **state)
{
	struct arena a = { NULL };
	struct shape *s;
	struct temp t;

	(void)state;
	temp_open(&t);
	temp_write(&t, "layout/words.pl.yaml", "comments: \"{n} komentarz | {n} komentarze | {n} komentarzy\"\n");
	s = load(&t, "en", NULL);
	assert_int_equal(n_told, 0);
	assert_str_equal(words_say(shape_words(s, STR("pl")), WORD_COMMENTS, &a, &(struct word_args){ .n = 22 }), "22 komentarze");
	shape_unref(s);
	arena_release(&a);
	temp_close(&t);
}

/* --- what is wrong --- */

static const struct {
	const char *name, *path, *text, *told;	/* NULL: nothing */
} faults[] = {
	{ "nothing", "posts/a.gmi", "", NULL },
	{ "a layout", "layout/post.gmi", "{{body}}\n", NULL },
	{ "a layout for Gopher", "layout/gopher/footer.gmi", "bye\n", NULL },
	{ "a backup", "layout/post.gmi~", "{{nothing}}\n", NULL },
	{ "a hidden file", "layout/.post.gmi.swp", "{{nothing}}\n", NULL },
	{ "a note of the author's", "layout/README", "{{nothing}}\n", NULL },
	{ "a fault in a layout", "layout/post.gmi", "{{body}}\n{{tag}}\n", "layout/post.gmi:2:3: {{tag}} means nothing in this layout" },
	{ "a layout without its body", "layout/gopher/post.gmi", "# {{title}}\n", "layout/gopher/post.gmi:1:1: {{body}} is missing" },
	{ "a misspelt layout", "layout/pots.gmi", "{{body}}\n", "layout/pots.gmi:0:0: is no layout; expected post.gmi, list.gmi" },
	{ "a misspelt word", "layout/words.yaml", "hom: x\n", "layout/words.yaml:1:1: unknown key 'hom'; did you mean 'home' (a text)?\n" },
	{ "a word without its name", "layout/words.de.yaml", "back-to: zurück\n", "layout/words.de.yaml:1:10: back-to lacks {title}" },
	{ "words in no language", "layout/words.english.yaml", "home: x\n", "layout/words.english.yaml:0:0: is no layout" },
	{ "words for Gopher", "layout/gopher/words.yaml", "home: x\n", "layout/gopher/words.yaml:0:0: is no layout" },
	{ "twice the same language", "layout/words.en.yaml", "home: x\n", "layout/words.yaml:0:0: these words are in the language of another" },
};

static void
test_fault(void **state)
{
	const __typeof__(faults[0]) *row = *state;
	struct shape *s, *again;
	struct temp t;

	temp_open(&t);
	if (strcmp(row->path, "layout/words.en.yaml") == 0)
		temp_write(&t, "layout/words.yaml", "home: y\n");
	temp_write(&t, row->path, row->text);
	s = load(&t, "en", NULL);
	assert_int_equal(n_told, row->told != NULL);
	if (row->told != NULL && strncmp(told, row->told, strlen(row->told)) != 0)
		fail_msg("told: %s", told);
	/* Looked at again, it is the same shape, and nobody is told twice. */
	again = load(&t, "en", s);
	assert_ptr_equal(again, s);
	assert_int_equal(n_told, 0);
	shape_unref(again);
	shape_unref(s);
	temp_close(&t);
}

static void
a_change_makes_another(void **state)
{
	struct shape *s, *next;
	struct temp t;

	(void)state;
	temp_open(&t);
	s = load(&t, "en", NULL);
	temp_write(&t, "layout/words.yaml", "home: Door\n");
	next = load(&t, "en", s);
	assert_true(next != s);
	assert_str_equal(home(s, "en"), "Home");
	shape_unref(s);
	assert_str_equal(home(next, "en"), "Door");
	s = load(&t, "de", next);		/* the same file is German then */
	assert_str_equal(home(s, ""), "Door");
	assert_str_equal(home(s, "en"), "Home");
	shape_unref(s);
	shape_unref(next);
	shape_unref(NULL);
	temp_close(&t);
}

/* Gemini has layout/, Gopher what is in layout/gopher/ and else the same; with a fault what is behind it. */
static const struct {
	const char *name, *both, *gopher;	/* text of footer.gmi; NULL: no such file */
	const char *on_gemini, *on_gopher;	/* what stands in the first line; NULL: built in, no line */
} variants[] = {
	{ "built in", NULL, NULL, NULL, NULL },
	{ "one for both", "a\n", NULL, "a", "a" },
	{ "one for each", "a\n", "b\n", "a", "b" },
	{ "only for Gopher", NULL, "b\n", NULL, "b" },
	{ "a fault on Gopher", "a\n", "{{x}}\n", "a", "a" },
	{ "a fault on both", "{{x}}\n", NULL, NULL, NULL },
	{ "a fault, but not on Gopher", "{{x}}\n", "b\n", NULL, "b" },
	{ "nothing on Gopher", "a\n", "", "a", NULL },
};

static void
test_variant(void **state)
{
	const __typeof__(variants[0]) *row = *state;
	struct shape *s;
	struct temp t;

	temp_open(&t);
	if (row->both != NULL)
		temp_write(&t, "layout/footer.gmi", row->both);
	if (row->gopher != NULL)
		temp_write(&t, "layout/gopher/footer.gmi", row->gopher);
	s = load(&t, "en", NULL);
	for (int d = DIALECT_GEMINI; d <= DIALECT_GOPHER; d++) {
		const char *want = d == DIALECT_GEMINI ? row->on_gemini : row->on_gopher;
		const struct layout *l = &s->layouts[d][LAYOUT_FOOTER];

		assert_int_equal(l->n, want != NULL);
		if (want != NULL)
			assert_str_equal(l->lines[0].text[0].text, want);
	}
	shape_unref(s);
	temp_close(&t);
}

static void
a_layout_has_a_size(void **state)
{
	struct temp t;

	(void)state;
	temp_open(&t);
	for (size_t n = LAYOUT_MAX - 1; n <= LAYOUT_MAX + 1; n++) {
		char *text = text_of('x', n);
		struct shape *s;

		temp_write(&t, "layout/footer.gmi", text);
		s = load(&t, "en", NULL);
		assert_int_equal(s->layouts[DIALECT_GEMINI][LAYOUT_FOOTER].n, n <= LAYOUT_MAX);
		assert_int_equal(n_told, n > LAYOUT_MAX);
		shape_unref(s);
		free(text);
	}
	assert_has(str_of(told), "layout/footer.gmi");
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "shape" };

	suite_table(&s, "spoken", spoken, test_spoken);
	suite_table(&s, "fault", faults, test_fault);
	suite_table(&s, "variant", variants, test_variant);
	suite_test(&s, a_new_language_counts_its_way);
	suite_test(&s, a_change_makes_another);
	suite_test(&s, a_layout_has_a_size);
	return suite_run(&s);
}

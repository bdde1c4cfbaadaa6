#include "format/wordfile.h"

#include <stdio.h>

#include "base/banned.h"

static const struct field keys[WORDS] = {
#define WORD_KEY(name, key, english) \
	{ key, FIELD_TEXT_AT, WORD_##name * sizeof(struct text_at), "a text", NULL, 0, NULL },
	WORD_LIST(WORD_KEY)
#undef WORD_KEY
};

static const struct field_table table = { keys, WORDS, FIELDS_TOLD };

static void
tell(const struct field_notes *notes, struct error_at at, const char *text)
{
	if (notes != NULL)
		notes->tell(notes->ctx, at, text);
}

void
wordfile_read(struct words *w, struct str yaml, const char *path, struct arena *a,
    const struct field_notes *notes)
{
	struct text_at *given = arena_new(a, WORDS, sizeof(*given));
	char why[WORDS_WHY], text[WORDS_WHY + 200];
	struct error err;

	if (fields_read(yaml, path, 1, &table, given, a, notes, &err) == -1) {
		tell(notes, (struct error_at){ NULL, 0, 0 }, err.text);
		return;
	}
	for (int i = 0; i < WORDS; i++) {
		struct error_at at = { path, given[i].line, given[i].col };
		struct str key = words_key((enum word)i);

		if (given[i].line == 0 || words_set(w, (enum word)i, given[i].text, why) == 0)
			continue;
		(void)snprintf(text, sizeof(text), "%.*s %s (in English: %.*s)", STR_ARG(key), why,
		    STR_ARG(str_head(words_source((enum word)i), 120)));
		tell(notes, at, text);
	}
}

/* A text with its forms as they stand in a file: those that are all the same once. */
static void
add_forms(struct buf *to, const struct words *w, enum word word)
{
	bool same = true;

	for (size_t form = 1; form < w->plural->forms; form++)
		same = same && str_eq(w->text[word][form], w->text[word][0]);
	for (size_t form = 0; form < (same ? 1 : w->plural->forms); form++)
		buf_addf(to, "%s%.*s", form == 0 ? "" : " | ", STR_ARG(w->text[word][form]));
}

void
wordfile_template(struct buf *to, struct str lang)
{
	const struct plural *plural = plural_of(lang);
	bool shipped = words_builtin(lang) != NULL;
	struct words w;
	struct buf forms;

	words_begin(&w, lang);
	buf_init(&forms, PLURAL_FORMS * (WORD_MAX + 3));
	buf_addf(to, "# The words that carrel says to readers, in %.*s%s.\n"
	    "# Save this as layout/words.yaml, or for one language among several as layout/words.%.*s.yaml.\n"
	    "# Keep the lines that you change; a word without a line stays as it is.\n"
	    "# What stands between braces is filled in: keep it, in whatever order.\n",
	    STR_ARG(shipped ? lang : STR("English")), shipped ? "" : ", to be translated", STR_ARG(lang));
	buf_addf(to, "# A text with {n} may have %zu form%s, divided by \" | \", for: %s\n\n", plural->forms,
	    plural->forms == 1 ? "" : "s", plural->examples);
	for (int i = 0; i < WORDS; i++) {
		char key[64];

		(void)snprintf(key, sizeof(key), "%.*s", STR_ARG(words_key((enum word)i)));
		buf_clear(&forms);
		add_forms(&forms, &w, (enum word)i);
		fields_write(to, key, buf_str(&forms));
	}
	buf_release(&forms);
}

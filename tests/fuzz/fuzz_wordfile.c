/* fuzz_wordfile.c: the first line is a language tag, the rest an author's layout/words.yaml. */
#include "fuzz.h"

#include "format/wordfile.h"

static void
note(void *ctx, struct error_at at, const char *text)
{
	size_t *told = ctx;

	++*told;
	check(text[0] != '\0');
	check((at.path == NULL) == (at.line == 0));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str yaml = fuzz_str(data, size), tag = STR_NONE, said;
	struct words *w = malloc(sizeof(*w)), *begun = malloc(sizeof(*begun));
	struct arena a = { NULL };
	size_t told = 0, changed = 0;
	struct field_notes notes = { note, &told };
	struct word_args args = { .title = STR("{n}"), .name = STR("{title}"), .n = size };

	(void)str_line(&yaml, &tag);
	words_begin(w, words_primary(tag));
	*begun = *w;
	wordfile_read(w, yaml, "layout/words.yaml", &a, &notes);
	for (int i = 0; i < WORDS; i++) {
		for (size_t form = 0; form < PLURAL_FORMS; form++) {
			check(str_trim(w->text[i][form]).n > 0 && w->text[i][form].n <= WORD_MAX);
			check(str_eq(w->text[i][form], begun->text[i][form]) ||
			    is_printable(w->text[i][form], ""));
		}
		changed += w->text[i][0].p != begun->text[i][0].p;
		said = words_say(w, (enum word)i, &a, &args);
		check(said.n <= WORD_MAX * (sizeof("{title}") + 1));
	}
	if (yaml.n == 0)
		check(changed == 0 && told == 0);
	(void)words_day(w, &a, (int64_t)size * TIME_DAY, 0);
	arena_release(&a);
	free(w);
	free(begun);
	return 0;
}

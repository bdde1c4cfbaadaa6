/* fuzz_text.c: texts as the doctor reads them: as gemtext, or plain. */
#include "fuzz.h"

#include "exam/text.h"

struct seen {
	struct str text;
	size_t lines, links;
};

static size_t
count_lines(struct str text)
{
	struct str line;
	size_t n = 0;

	while (str_line(&text, &line))
		n++;
	return n;
}

static void
see(void *ctx, const struct text_link *link)
{
	struct seen *s = ctx;

	s->links++;
	check(link->url.n > 0 && str_inside(link->url, s->text) && str_inside(link->label, s->text));
	check(link->at.line > 0 && link->at.line <= s->lines && link->at.col > 2);
}

static void
look(struct str text, bool gemtext)
{
	struct faults found = { .n = 0 };
	struct seen seen = { text, count_lines(text), 0 };
	struct text_exam t = { &found, STR("index.gmi"), 7, 10, gemtext, true, 1709294400, see, &seen };

	seen.lines += 7;
	text_examine(&t, text);
	check(gemtext || seen.links == 0);
	check(seen.links <= seen.lines);
	for (size_t i = 0; i < found.n; i++) {
		const struct fault *f = &found.items[i];

		check(f->at.line > 7 && f->at.line <= seen.lines);
		check(f->at.col <= text.n + 1);
		check(f->found.n > 0 && f->found.n <= FAULT_TEXT_MAX);
	}
	faults_sort(&found);
	for (size_t i = 1; i < found.n; i++)
		check(fault_rows[found.items[i - 1].kind].group <= fault_rows[found.items[i].kind].group);
	faults_release(&found);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct faults found = { .n = 0 };
	struct str text = fuzz_str(data, size);

	look(text, true);
	look(text, false);
	fault_add_message(&found, FAULT_MAP_ODD, (struct fault_at){ STR("x"), 0, 0 }, text);
	check(found.n == 1 && found.items[0].expected.n > 0);
	faults_release(&found);
	return 0;
}

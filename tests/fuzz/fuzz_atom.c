/*
 * fuzz_atom.c: lines of the input are an entry's id, title, address, author, summary, text and categories.
 * Whatever they hold, what comes out is XML in which nothing of theirs is markup.
 */
#include "fuzz.h"

#include "format/atom.h"

#define CATEGORIES 4

/* A feed read by its grammar, as far as we write it: tags, references, and text without either. */
static void
check_xml(struct str s)
{
	static const char *const references[] = { "amp;", "lt;", "gt;", "quot;" };
	size_t depth = 0;

	for (; s.n > 0; s = str_from(s, 1)) {
		if (str_skip(&s, STR("&"))) {
			bool known = false;

			for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++)
				known = known || str_starts(s, str_of(references[i]));
			check(known);
		} else if (str_skip(&s, STR("<"))) {
			struct str tag = STR_NONE;

			check(str_has(s, '>') && str_cut(&s, '>', &tag));
			s.p--;				/* what the loop steps over */
			s.n++;
			check(tag.n > 0 && !str_has(tag, '<'));
			if (tag.p[0] == '/')
				check(depth-- > 0);
			else if (tag.p[0] != '?' && tag.p[tag.n - 1] != '/')
				depth++;
		} else {
			unsigned char c = (unsigned char)s.p[0];

			check(c >= 0x20 || c == '\t' || c == '\n');
			check(c != '>' && c != 0x7f);
		}
	}
	check(depth == 0);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str rest = fuzz_str(data, size), line, categories[CATEGORIES];
	struct atom_entry e = { .categories = categories, .type = "text/gemini" };
	struct str *const texts[] = { &e.id, &e.title, &e.url, &e.author, &e.summary };
	struct buf b, entry;

	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]) && str_cut(&rest, '\n', &line); i++)
		*texts[i] = line;
	while (e.n_categories < CATEGORIES && str_cut(&rest, '\n', &line))
		categories[e.n_categories++] = line;
	e.text = rest;
	buf_init(&b, 1 << 20);
	atom_begin(&b, e.id, e.title, e.author, e.url, e.url, 0);
	check(atom_entry(&b, &e));
	atom_end(&b);
	check(utf8_valid(buf_str(&b)));
	check_xml(buf_str(&b));
	/* As small a buffer as the input says: an entry is whole or not there. */
	buf_init(&entry, size * 2);
	if (!atom_entry(&entry, &e))
		check(entry.n == 0);
	else
		check_xml(buf_str(&entry));
	check(!entry.full);
	buf_release(&entry);
	buf_release(&b);
	return 0;
}

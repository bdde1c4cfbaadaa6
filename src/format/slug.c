#include "format/slug.h"

#include "format/ascii.h"

#include "base/banned.h"

/* "don't" is one word: its apostrophe is no end of one, whichever kind it is. */
static bool
is_apostrophe(char c)
{
	return c == '\'' || c == '`';
}

static struct str
cut_behind_word(struct str s)
{
	struct str head = str_head(s, SLUG_MAX);
	size_t end = head.n;

	if (s.n <= SLUG_MAX || s.p[SLUG_MAX] == '-')
		return head;
	while (end > 0 && head.p[end - 1] != '-')
		end--;
	return end > 1 ? str_head(head, end - 1) : head;	/* one very long word is cut as it is */
}

struct str
slug_of(struct arena *a, struct str title, struct str lang)
{
	struct str ascii = ascii_of(a, title, lang);
	char *to = arena_new(a, ascii.n + 1, 1);
	size_t n = 0;

	for (size_t i = 0; i < ascii.n; i++) {
		char c = ascii_lower(ascii.p[i]);

		if (ascii_is_letter(c) || ascii_is_digit(c))
			to[n++] = c;
		else if (!is_apostrophe(c) && n > 0 && to[n - 1] != '-')
			to[n++] = '-';
	}
	return cut_behind_word((struct str){ to, n > 0 && to[n - 1] == '-' ? n - 1 : n });
}

#include "cli/typed.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "format/utf8.h"

#include "base/banned.h"

#define WORD_MAX (64 << 10)	/* bytes of a quoted word; paths have at most 4096 */

bool
typed_by_somebody(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

bool
typed_answer(struct arena *a, const char *question, struct str usual, struct str *answer)
{
	char *line = NULL;
	size_t cap = 0;
	ssize_t n;
	struct str text;

	if (usual.n > 0)
		(void)fprintf(stderr, "%s [%.*s]: ", question, STR_ARG(usual));
	else
		(void)fprintf(stderr, "%s: ", question);
	n = getline(&line, &cap, stdin);
	if (n == -1) {
		free(line);
		(void)fprintf(stderr, "\n");
		return false;
	}
	text = (struct str){ line, (size_t)n };
	(void)str_drop(&text, STR("\n"));
	text = str_trim(utf8_repair(a, text));
	*answer = text.n > 0 ? arena_str(a, text) : usual;
	free(line);
	return true;
}

/* Letters, digits and what no shell takes for its own. Bytes of other scripts are letters. */
static bool
is_plain(struct str word)
{
	for (size_t i = 0; i < word.n; i++) {
		char c = word.p[i];

		if (!ascii_is_letter(c) && !ascii_is_digit(c) && (unsigned char)c < 0x80 &&
		    !str_has(STR("%+,-./:=@_"), c))
			return false;
	}
	return word.n > 0;
}

struct str
typed_word(struct arena *a, struct str word)
{
	struct str quoted;
	struct buf b;

	if (is_plain(word))
		return word;
	buf_init(&b, WORD_MAX);
	buf_addc(&b, '\'');
	for (size_t i = 0; i < word.n; i++) {
		if (word.p[i] == '\'')
			buf_add(&b, STR("'\\''"));
		else
			buf_addc(&b, word.p[i]);
	}
	buf_addc(&b, '\'');
	quoted = arena_str(a, buf_str(&b));
	buf_release(&b);
	return quoted;
}

struct str
typed_program(struct arena *a)
{
	return typed_word(a, str_of(program_invocation_name));
}

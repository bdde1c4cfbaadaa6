#include <stdio.h>

#include "base/buf.h"
#include "base/str.h"
#include "cli/command.h"
#include "format/wordfile.h"

#include "base/banned.h"

static void
help(void)
{
	command_help("words", "[LANG]", NULL, 0);
	(void)printf("\nPrints the words that carrel says to readers, as a file to fill in: change what you like,\n"
	    "and save it as DIR/layout/words.yaml, or for one language among several as\n"
	    "DIR/layout/words.LANG.yaml. Shipped:");
	for (size_t i = 0; words_builtin_lang(i).n > 0; i++)
		(void)printf(" %.*s", STR_ARG(words_builtin_lang(i)));
	(void)printf("; another LANG gets the English ones, to be translated.\n");
}

static bool
is_language(struct str lang)
{
	for (size_t i = 0; i < lang.n; i++)
		if (!ascii_is_letter(lang.p[i]))
			return false;
	return lang.n == 2 || lang.n == 3;
}

int
words_command(int argc, char **argv)
{
	const char *argument;
	struct str lang = STR("en");
	struct buf out;
	int at = 1;

	while (command_option(argc, argv, &at, NULL, 0, &argument, help) != NULL)
		;
	if (at < argc)
		lang = words_primary(str_of(argv[at++]));
	if (at < argc || !is_language(lang)) {
		(void)fprintf(stderr, "carrel words: expected at most one language, as de or pt-BR\n");
		return EXIT_USAGE;
	}
	buf_init(&out, FIELDS_MAX_BYTES);
	wordfile_template(&out, lang);
	(void)fwrite(out.p, 1, out.n, stdout);
	buf_release(&out);
	return EXIT_DONE;
}

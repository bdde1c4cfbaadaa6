#include <stdio.h>

#include "base/buf.h"
#include "base/str.h"
#include "cli/command.h"
#include "format/wordfile.h"

#include "base/banned.h"

static bool
is_language(struct str lang)
{
	for (size_t i = 0; i < lang.n; i++)
		if (!ascii_is_letter(lang.p[i]))
			return false;
	return lang.n == 2 || lang.n == 3;
}

static int
run(int argc, char **argv)
{
	const char *argument;
	struct str lang = STR("en");
	struct buf out;
	int at = 1;

	while (command_option(argc, argv, &at, &words_command, &argument) != NULL)
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

const struct command words_command = {
	.name = "words",
	.arguments = "[LANG]",
	.summary = "print the words readers see, to change or translate",
	.group = COMMAND_LOOKS,
	.run = run,
	.text = "A file to fill in: change what you like, and save it as DIR/layout/words.yaml, or for one\n"
	    "language among several as DIR/layout/words.LANG.yaml. Shipped are en, de, fr, es and ja; another\n"
	    "LANG gets the English ones, to be translated.\n",
	.example = "carrel words de >capsule/layout/words.yaml\n",
};

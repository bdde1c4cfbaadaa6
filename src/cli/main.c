#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "base/version.h"
#include "cli/command.h"

#include "base/banned.h"

static const struct command commands[] = {
	{ "serve", "[options] DIR …", "serve capsules over Gemini and Gopher", serve_command },
	{ "comments", "[options] DIR …", "read, publish, reject and answer comments", comments_command },
	{ "words", "[LANG]", "print the words readers see, to change or translate", words_command },
	{ "layout", "[NAME]", "print the layout of a page, to change", layout_command },
};

static void
usage(FILE *to)
{
	(void)fprintf(to, "carrel: a capsule server: one folder of text files, as a Gemini capsule and a "
	    "Gopher hole\n\nUsage: carrel COMMAND [options] …\n\n");
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		(void)fprintf(to, "  %-8s %-16s %s\n", commands[i].name, commands[i].arguments,
		    commands[i].summary);
	(void)fprintf(to, "\n  carrel COMMAND --help tells a command's options.\n"
	    "  carrel --version tells the version.\n");
}

const struct option_row *
command_option(int argc, char **argv, int *at, const struct option_row *rows, size_t n,
    const char **argument, void (*help)(void))
{
	struct str word = *at < argc ? str_of(argv[*at]) : STR_NONE, name;

	*argument = NULL;
	if (!str_starts(word, STR("-")) || word.n == 1)
		return NULL;
	++*at;
	if (str_eq(word, STR("--")))
		return NULL;
	if (str_eq(word, STR("--help")) || str_eq(word, STR("-h"))) {
		help();
		exit(EXIT_DONE);
	}
	(void)str_cut(&word, '=', &name);
	for (size_t i = 0; i < n; i++) {
		if (!str_eq(name, str_of(rows[i].name)))
			continue;
		if (rows[i].argument == NULL)
			return &rows[i];
		if (name.n < str_of(argv[*at - 1]).n)
			*argument = argv[*at - 1] + name.n + 1;
		else if (*at < argc)
			*argument = argv[(*at)++];
		if (*argument == NULL || **argument == '\0') {
			(void)fprintf(stderr, "carrel: %s needs %s\n", rows[i].name, rows[i].argument);
			exit(EXIT_USAGE);
		}
		return &rows[i];
	}
	(void)fprintf(stderr, "carrel: no option %.*s; --help tells those there are\n", STR_ARG(name));
	exit(EXIT_USAGE);
}

void
command_help(const char *name, const char *arguments, const struct option_row *rows, size_t n)
{
	(void)printf("Usage: carrel %s %s\n\n", name, arguments);
	for (size_t i = 0; i < n; i++)
		(void)printf("  %-9s %-10s %s\n", rows[i].name,
		    rows[i].argument == NULL ? "" : rows[i].argument, rows[i].help);
	(void)printf("  %-9s %-10s %s\n", "--help", "", "this text");
}

int
main(int argc, char **argv)
{
	struct str name = argc > 1 ? str_of(argv[1]) : STR_NONE;

	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (str_eq(name, str_of(commands[i].name)))
			return commands[i].run(argc - 1, argv + 1);
	if (str_eq(name, STR("--version"))) {
		(void)printf("carrel %s\n", CARREL_VERSION);
		return EXIT_DONE;
	}
	if (str_eq(name, STR("--help")) || str_eq(name, STR("-h")) || str_eq(name, STR("help"))) {
		usage(stdout);
		return EXIT_DONE;
	}
	if (name.n > 0)
		(void)fprintf(stderr, "carrel: no command '%.*s'\n\n", STR_ARG(name));
	usage(stderr);
	return EXIT_USAGE;
}

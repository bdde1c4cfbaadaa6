#include <stddef.h>
#include <stdio.h>

#include "base/str.h"
#include "base/version.h"
#include "cli/command.h"

#include "base/banned.h"

static void
usage(FILE *to)
{
	const struct command *const *list;
	size_t n;
	int wide = 0;

	list = command_list(&n);
	for (size_t i = 0; i < n; i++)
		wide = (int)str_of(list[i]->name).n > wide ? (int)str_of(list[i]->name).n : wide;
	(void)fprintf(to, "carrel: a capsule server: one folder of text files, as a Gemini capsule and a "
	    "Gopher hole\n\nUsage: carrel COMMAND [options] …\n");
	for (int group = 0; group < COMMAND_GROUPS; group++) {
		bool first = true;

		for (size_t i = 0; i < n; i++) {
			if ((int)list[i]->group != group)
				continue;
			if (first)
				(void)fprintf(to, "\n%s\n", command_group(list[i]->group));
			first = false;
			(void)fprintf(to, "  %-*s  %s\n", wide, list[i]->name, list[i]->summary);
		}
	}
	(void)fprintf(to, "\n`carrel help COMMAND` tells what a command takes, with an example.\n"
	    "`carrel --version` tells the version.\n");
}

static int
help(int argc, char **argv)
{
	const struct command *c;

	if (argc == 0) {
		usage(stdout);
		return EXIT_DONE;
	}
	if ((c = command_find(str_of(argv[0]))) == NULL) {
		(void)fprintf(stderr, "carrel: no command '%s'\n\n", argv[0]);
		usage(stderr);
		return EXIT_USAGE;
	}
	command_help(c);
	return EXIT_DONE;
}

int
main(int argc, char **argv)
{
	struct str name = argc > 1 ? str_of(argv[1]) : STR_NONE;
	const struct command *c = command_find(name);

	if (c != NULL)
		return c->run(argc - 1, argv + 1);
	if (str_eq(name, STR("--version"))) {
		(void)printf("carrel %s\n", CARREL_VERSION);
		return EXIT_DONE;
	}
	if (str_eq(name, STR("--help")) || str_eq(name, STR("-h")) || str_eq(name, STR("help")))
		return help(argc - 2, argv + 2);
	if (name.n > 0)
		(void)fprintf(stderr, "carrel: no command '%.*s'\n\n", STR_ARG(name));
	usage(stderr);
	return EXIT_USAGE;
}

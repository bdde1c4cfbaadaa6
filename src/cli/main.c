#include <stdio.h>

#include "base/version.h"
#include "cli/command.h"
#include "cli/help.h"

#include "base/banned.h"

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
	if (str_eq(name, STR("--help")) || str_eq(name, STR("-h"))) {
		help_usage(stdout);
		return EXIT_DONE;
	}
	if (name.n > 0)
		return help_unknown(name);
	help_usage(stderr);
	return EXIT_USAGE;
}

#include "cli/help.h"

#include "base/near.h"
#include "cli/command.h"

#include "base/banned.h"

static void
print_group(FILE *to, enum command_group group, int wide)
{
	size_t n;
	const struct command *const *list = command_list(&n);
	bool first = true;

	for (size_t i = 0; i < n; i++) {
		if (list[i]->group != group)
			continue;
		if (first)
			(void)fprintf(to, "\n%s\n", command_group(group));
		first = false;
		(void)fprintf(to, "  %-*s  %s\n", wide, list[i]->name, list[i]->summary);
	}
}

void
help_usage(FILE *to)
{
	size_t n, wide = 0;
	const struct command *const *list = command_list(&n);

	for (size_t i = 0; i < n; i++)
		if (str_of(list[i]->name).n > wide)
			wide = str_of(list[i]->name).n;
	(void)fprintf(to, "carrel: a capsule server: one folder of text files, as a Gemini capsule and a "
	    "Gopher hole\n\nUsage: carrel COMMAND [options] …\n");
	for (int group = 0; group < COMMAND_GROUPS; group++)
		print_group(to, (enum command_group)group, (int)wide);
	(void)fprintf(to, "\n`carrel help COMMAND` tells what a command takes, with an example.\n"
	    "`carrel --version` tells the version.\n");
}

int
help_unknown(struct str name)
{
	struct near near = near_to(name);
	size_t n;
	const struct command *const *list = command_list(&n);

	for (size_t i = 0; i < n; i++)
		near_try(&near, str_of(list[i]->name), i);
	if (near.found)
		(void)fprintf(stderr, "carrel: no command '%.*s'; did you mean '%s'?\n", STR_ARG(name),
		    list[near.best]->name);
	else
		(void)fprintf(stderr, "carrel: no command '%.*s'; `carrel help` lists those there are\n", STR_ARG(name));
	return EXIT_USAGE;
}

static int
run(int argc, char **argv)
{
	const struct command *c;
	const char *argument;
	int at = 1;

	(void)command_option(argc, argv, &at, &help_command, &argument);
	if (at == argc) {
		help_usage(stdout);
		return EXIT_DONE;
	}
	c = command_find(str_of(argv[at]));
	if (c == NULL)
		return help_unknown(str_of(argv[at]));
	command_help(c);
	return EXIT_DONE;
}

const struct command help_command = {
	.name = "help",
	.arguments = "[COMMAND]",
	.summary = "tell what there is, or what a command takes",
	.group = COMMAND_TELLS,
	.run = run,
	.example = "carrel help serve\n",
};

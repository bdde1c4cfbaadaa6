#include "cli/command.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/banned.h"

/* One row for each command, in the order of the help. */
static const struct command *const commands[] = {
	&init_command,
	&new_command,
	&serve_command,
	&comments_command,
	&check_command,
	&render_command,
	&cert_command,
	&words_command,
	&layout_command,
	&get_command,
	&put_command,
	&import_command,
	&help_command,
	&man_command,
	&completion_command,
};

const struct command *const *
command_list(size_t *n)
{
	*n = sizeof(commands) / sizeof(commands[0]);
	return commands;
}

const struct command *
command_find(struct str name)
{
	for (size_t i = 0; i < sizeof(commands) / sizeof(commands[0]); i++)
		if (str_eq(name, str_of(commands[i]->name)))
			return commands[i];
	return NULL;
}

const char *
command_group(enum command_group group)
{
	static const char *const headings[COMMAND_GROUPS] = {
		[COMMAND_WRITES] = "Writing",
		[COMMAND_SERVES] = "Serving, and what readers send",
		[COMMAND_LOOKS] = "Looking after it",
		[COMMAND_CARRIES] = "In and out",
		[COMMAND_TELLS] = "About carrel",
	};

	return headings[group];
}

static const struct option_row *
complain(const struct command *c, const char *what, struct str name, const char *rest)
{
	(void)fprintf(stderr, "carrel %s: %s%.*s%s; --help tells how\n", c->name, what, STR_ARG(name), rest);
	exit(EXIT_USAGE);
}

const struct option_row *
command_option(int argc, char **argv, int *at, const struct command *command, const char **argument)
{
	struct str word = *at < argc ? str_of(argv[*at]) : STR_NONE, whole = word, name;

	*argument = NULL;
	if (!str_starts(word, STR("-")) || word.n == 1)
		return NULL;
	++*at;
	if (str_eq(word, STR("--")))
		return NULL;
	if (str_eq(word, STR("--help")) || str_eq(word, STR("-h"))) {
		command_help(command);
		exit(EXIT_DONE);
	}
	(void)str_cut(&word, '=', &name);
	for (size_t i = 0; i < command->n_options; i++) {
		const struct option_row *row = &command->options[i];

		if (!str_eq(name, str_of(row->name)))
			continue;
		if (row->argument == NULL && name.n < whole.n)
			return complain(command, "", name, " takes nothing behind a =");
		if (row->argument == NULL)
			return row;
		if (name.n < whole.n)
			*argument = whole.p + name.n + 1;
		else if (*at < argc)
			*argument = argv[(*at)++];
		if (*argument == NULL || **argument == '\0') {
			(void)fprintf(stderr, "carrel %s: %s needs %s\n", command->name, row->name, row->argument);
			exit(EXIT_USAGE);
		}
		return row;
	}
	return complain(command, "no option ", name, "");
}

/* --- the help --- */

/* Columns, not bytes: every byte but those that continue a character begins one. */
static int
columns(const char *s)
{
	int n = 0;

	for (; s != NULL && *s != '\0'; s++)
		n += ((unsigned char)*s & 0xc0) != 0x80;
	return n;
}

static void
print_rows(const struct option_row *rows, size_t n)
{
	int wide_name = columns("--help"), wide_argument = 0;

	for (size_t i = 0; i < n; i++) {
		int name = columns(rows[i].name), argument = columns(rows[i].argument);

		wide_name = name > wide_name ? name : wide_name;
		wide_argument = argument > wide_argument ? argument : wide_argument;
	}
	for (size_t i = 0; i < n; i++) {
		const char *argument = rows[i].argument == NULL ? "" : rows[i].argument;

		(void)printf("  %s%*s %s%*s  %s\n", rows[i].name, wide_name - columns(rows[i].name), "",
		    argument, wide_argument - columns(argument), "", rows[i].help);
	}
}

static void
print_indented(const char *text)
{
	struct str rest = str_of(text), line;

	while (str_line(&rest, &line))
		(void)printf("  %.*s\n", STR_ARG(line));
}

void
command_help(const struct command *c)
{
	(void)printf("Usage: carrel %s %s\n\n%s.\n", c->name, c->arguments, c->summary);
	if (c->n_options > 0) {
		(void)printf("\n");
		print_rows(c->options, c->n_options);
	}
	if (c->n_actions > 0) {
		(void)printf("\n");
		print_rows(c->actions, c->n_actions);
	}
	if (c->text != NULL)
		(void)printf("\n%s", c->text);
	(void)printf("\nExample:\n");
	print_indented(c->example);
}

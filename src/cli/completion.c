#include <stdio.h>
#include <string.h>

#include "cli/command.h"

#include "base/banned.h"

static const struct option_row shells[] = {
	{ "bash", NULL, "for share/bash-completion/completions/carrel" },
	{ "zsh", NULL, "for share/zsh/site-functions/_carrel" },
	{ "fish", NULL, "for share/fish/vendor_completions.d/carrel.fish" },
};

/* --- what can follow --- */

enum follows { ANY_WORD, FOLDERS, FILES, CHOICES };

static enum follows
follows(const char *argument)
{
	struct str s = str_of(argument);

	if (str_has(s, '|'))
		return CHOICES;
	return str_starts(s, STR("DIR")) ? FOLDERS : str_starts(s, STR("FILE")) ? FILES : ANY_WORD;
}

/* What stands among a command's arguments, besides its actions. */
static enum follows
rest_of(const struct command *c)
{
	if (strstr(c->arguments, "FILE") != NULL)
		return FILES;
	return strstr(c->arguments, "DIR") != NULL ? FOLDERS : ANY_WORD;
}

static bool
takes_command(const struct command *c)
{
	return strstr(c->arguments, "COMMAND") != NULL;
}

static void
print_choices(const char *argument)
{
	for (; *argument != '\0'; argument++)
		(void)putchar(*argument == '|' ? ' ' : *argument);
}

static void
print_commands(void)
{
	size_t n;
	const struct command *const *list = command_list(&n);

	for (size_t i = 0; i < n; i++)
		(void)printf("%s%s", i == 0 ? "" : " ", list[i]->name);
}

static void
print_names(const struct option_row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++)
		(void)printf("%s%s", i == 0 ? "" : " ", rows[i].name);
}

/* Inside single quotes: `quote` is written for one, and a backslash before each of `marked`. */
static void
print_quoted(const char *s, const char *quote, const char *marked)
{
	for (; *s != '\0'; s++) {
		if (*s == '\'')
			(void)printf("%s", quote);
		else if (strchr(marked, *s) != NULL)
			(void)printf("\\%c", *s);
		else
			(void)putchar(*s);
	}
}

/* --- bash --- */

static void
bash_command(const struct command *c)
{
	static const char *const kinds[] = { [ANY_WORD] = "", [FOLDERS] = "-d", [FILES] = "-f" };

	(void)printf("\t%s)\n\t\tcase $prev in\n", c->name);
	for (size_t i = 0; i < c->n_options; i++) {
		const struct option_row *o = &c->options[i];

		if (o->argument == NULL)
			continue;
		(void)printf("\t\t%s) ", o->name);
		if (follows(o->argument) == CHOICES) {
			(void)printf("_carrel_words '");
			print_choices(o->argument);
			(void)printf("'");
		} else {
			(void)printf("_carrel_files %s", kinds[follows(o->argument)]);
		}
		(void)printf("; return ;;\n");
	}
	(void)printf("\t\tesac\n\t\tif [[ $cur == -* ]]; then\n\t\t\t_carrel_words '");
	print_names(c->options, c->n_options);
	(void)printf("%s--help'\n\t\t\treturn\n\t\tfi\n\t\t_carrel_files %s\n", c->n_options > 0 ? " " : "",
	    kinds[rest_of(c)]);
	if (c->n_actions > 0 || takes_command(c)) {
		(void)printf("\t\t_carrel_words '");
		print_names(c->actions, c->n_actions);
		if (takes_command(c))
			print_commands();
		(void)printf("'\n");
	}
	(void)printf("\t\t;;\n");
}

static void
print_bash(void)
{
	size_t n;
	const struct command *const *list = command_list(&n);

	(void)printf("# carrel in bash; made by `carrel completion bash`\n"
	    "_carrel_words() {\n\tlocal word\n\twhile IFS= read -r word; do COMPREPLY+=(\"$word\"); done "
	    "< <(compgen -W \"$1\" -- \"$cur\")\n}\n"
	    "_carrel_files() {\n\tlocal word\n\t[[ -n ${1-} ]] || return\n\tcompopt -o filenames 2>/dev/null\n"
	    "\twhile IFS= read -r word; do COMPREPLY+=(\"$word\"); done < <(compgen \"$1\" -- \"$cur\")\n}\n"
	    "_carrel() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n\tCOMPREPLY=()\n"
	    "\t# bash takes the = of --option=word for a word of its own\n"
	    "\tif [[ $cur == = ]]; then\n\t\tcur=\n\telif [[ $prev == = && $COMP_CWORD -gt 2 ]]; then\n"
	    "\t\tprev=${COMP_WORDS[COMP_CWORD-2]}\n\tfi\n"
	    "\tif [[ $COMP_CWORD -eq 1 ]]; then\n\t\t_carrel_words '");
	print_commands();
	(void)printf(" --help --version'\n\t\treturn\n\tfi\n\tcase ${COMP_WORDS[1]} in\n");
	for (size_t i = 0; i < n; i++)
		bash_command(list[i]);
	(void)printf("\tesac\n}\ncomplete -F _carrel carrel\n");
}

/* --- zsh --- */

static void
zsh_follows(const char *argument)
{
	static const char *const actions[] = { [ANY_WORD] = " ", [FOLDERS] = "_files -/", [FILES] = "_files" };

	(void)printf(":");
	print_quoted(argument, "'\\''", ":[]\\");
	(void)printf(":");
	if (follows(argument) != CHOICES) {
		(void)printf("%s", actions[follows(argument)]);
		return;
	}
	(void)printf("(");
	print_choices(argument);
	(void)printf(")");
}

static void
zsh_rest(const struct command *c)
{
	(void)printf(" \\\n\t\t\t'*: :{ ");
	if (c->n_actions > 0 || takes_command(c)) {
		(void)printf("compadd -- ");
		print_names(c->actions, c->n_actions);
		if (takes_command(c))
			print_commands();
		(void)printf("; ");
	}
	if (rest_of(c) != ANY_WORD)
		(void)printf("_files%s; ", rest_of(c) == FOLDERS ? " -/" : "");
	(void)printf("}'");
}

static void
zsh_command(const struct command *c)
{
	(void)printf("\t%s)\n\t\t_arguments -S", c->name);
	for (size_t i = 0; i < c->n_options; i++) {
		(void)printf(" \\\n\t\t\t'*%s%s[", c->options[i].name, c->options[i].argument == NULL ? "" : "=");
		print_quoted(c->options[i].help, "'\\''", ":[]\\");
		(void)printf("]");
		if (c->options[i].argument != NULL)
			zsh_follows(c->options[i].argument);
		(void)printf("'");
	}
	(void)printf(" \\\n\t\t\t'--help[tell what it takes]'");
	if (c->n_actions > 0 || takes_command(c) || rest_of(c) != ANY_WORD)
		zsh_rest(c);
	(void)printf("\n\t\t;;\n");
}

static void
print_zsh(void)
{
	size_t n;
	const struct command *const *list = command_list(&n);

	(void)printf("#compdef carrel\n# carrel in zsh; made by `carrel completion zsh`\n"
	    "_carrel() {\n\tlocal -a commands\n\tcommands=(\n");
	for (size_t i = 0; i < n; i++) {
		(void)printf("\t\t'%s:", list[i]->name);
		print_quoted(list[i]->summary, "'\\''", ":\\");
		(void)printf("'\n");
	}
	(void)printf("\t)\n\tif (( CURRENT == 2 )); then\n\t\t_describe command commands\n\t\treturn\n\tfi\n"
	    "\tshift words\n\t(( CURRENT-- ))\n\tcase $words[1] in\n");
	for (size_t i = 0; i < n; i++)
		zsh_command(list[i]);
	(void)printf("\tesac\n}\nif [[ $funcstack[1] == _carrel ]]; then\n\t_carrel \"$@\"\nelse\n"
	    "\tcompdef _carrel carrel\nfi\n");
}

/* --- fish --- */

static void
fish_row(const struct command *c, const char *help)
{
	(void)printf("complete -c carrel -n '__fish_seen_subcommand_from %s' -d '", c->name);
	print_quoted(help, "\\'", "\\");
	(void)printf("'");
}

static void
fish_command(const struct command *c)
{
	for (size_t i = 0; i < c->n_options; i++) {
		const char *argument = c->options[i].argument;

		fish_row(c, c->options[i].help);
		(void)printf(" -l %s", c->options[i].name + 2);
		if (argument != NULL && follows(argument) == CHOICES) {
			(void)printf(" -x -a '");
			print_choices(argument);
			(void)printf("'");
		} else if (argument != NULL) {
			(void)printf(follows(argument) == FOLDERS ? " -x -a '(__fish_complete_directories)'" :
			    follows(argument) == FILES ? " -r -F" : " -x");
		}
		(void)printf("\n");
	}
	fish_row(c, "tell what it takes");
	(void)printf(" -l help\n");
	for (size_t i = 0; i < c->n_actions; i++) {
		fish_row(c, c->actions[i].help);
		(void)printf(" -a %s\n", c->actions[i].name);
	}
	if (takes_command(c)) {
		fish_row(c, "command");
		(void)printf(" -a '");
		print_commands();
		(void)printf("'\n");
	}
	if (rest_of(c) != ANY_WORD) {
		fish_row(c, "");
		(void)printf(rest_of(c) == FOLDERS ? " -a '(__fish_complete_directories)'\n" : " -F\n");
	}
}

static void
print_fish(void)
{
	size_t n;
	const struct command *const *list = command_list(&n);

	(void)printf("# carrel in fish; made by `carrel completion fish`\ncomplete -c carrel -f\n"
	    "complete -c carrel -n __fish_use_subcommand -l version -d 'tell the version'\n");
	for (size_t i = 0; i < n; i++) {
		(void)printf("complete -c carrel -n __fish_use_subcommand -a %s -d '", list[i]->name);
		print_quoted(list[i]->summary, "\\'", "\\");
		(void)printf("'\n");
	}
	for (size_t i = 0; i < n; i++)
		fish_command(list[i]);
}

/* --- the command --- */

static int
run(int argc, char **argv)
{
	static void (*const prints[])(void) = { print_bash, print_zsh, print_fish };
	const char *argument;
	int at = 1;

	(void)command_option(argc, argv, &at, &completion_command, &argument);
	for (size_t i = 0; argc - at == 1 && i < sizeof(shells) / sizeof(shells[0]); i++) {
		if (strcmp(argv[at], shells[i].name) != 0)
			continue;
		prints[i]();
		return EXIT_DONE;
	}
	(void)fprintf(stderr, "carrel completion: for which shell? expected bash, zsh or fish\n");
	return EXIT_USAGE;
}

const struct command completion_command = {
	.name = "completion",
	.arguments = "bash|zsh|fish",
	.summary = "print what makes a shell complete carrel's commands and options",
	.group = COMMAND_TELLS,
	.run = run,
	.actions = shells,
	.n_actions = sizeof(shells) / sizeof(shells[0]),
	.text = "`make install` puts all three where their shells look. To try it: source <(carrel completion bash)\n",
	.example = "carrel completion fish > ~/.config/fish/completions/carrel.fish\n",
};

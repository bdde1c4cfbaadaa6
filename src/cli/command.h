/*
 * cli/command.h: the commands. Each has a file, and in it one `const struct command`: what it is called,
 * what it takes, what it does. The table in command.c lists them. The dispatcher, the help, the man page,
 * shell completion and the tests all read these rows, and nothing else says the same again.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

#include <stddef.h>

#include "base/str.h"

/* Exit statuses (DESIGN.md section 7). */
enum { EXIT_DONE = 0, EXIT_NO = 1, EXIT_USAGE = 2 };

/*
 * An option, or a word that may stand among the arguments. Completion knows by `argument` what can follow:
 * "DIR" and "FILE" at its start are a folder and a file, "open|closed|off" is one of these words.
 */
struct option_row {
	const char *name;	/* "--gemini" */
	const char *argument;	/* "ADDR:PORT", or NULL */
	const char *help;	/* one line */
};

enum command_group { COMMAND_WRITES, COMMAND_SERVES, COMMAND_LOOKS, COMMAND_CARRIES, COMMAND_TELLS, COMMAND_GROUPS };

struct command {
	const char *name;
	const char *arguments;			/* "[options] DIR" */
	const char *summary;			/* one line, for the list of commands */
	enum command_group group;		/* where in that list */
	int (*run)(int argc, char **argv);	/* argv[0] is the command's name */
	const struct option_row *options;	/* without --help, which all have */
	size_t n_options;
	const struct option_row *actions;	/* words among the arguments: "publish", "NAME…"; or NULL */
	size_t n_actions;
	/*
	 * What else is to be said, or NULL: paragraphs of lines of at most COMMAND_COLUMNS, an empty line
	 * between them, a line end at the end. Lines that begin with a blank are shown as they stand.
	 */
	const char *text;
	const char *example;			/* lines to paste, as they would be typed; a line end at the end */
};

#define COMMAND_COLUMNS 100

extern const struct command init_command, new_command, serve_command, comments_command, words_command,
    layout_command, check_command, render_command, cert_command, get_command, put_command,
    import_command, help_command, man_command, completion_command;

/* All of them, in the order of the help. */
const struct command *const *command_list(size_t *n);
const struct command *command_find(struct str name);	/* NULL: there is none */
const char *command_group(enum command_group group);	/* its heading */

/*
 * The next option of argv at *at: its row and, if it takes one, its argument ("--certs DIR" or
 * "--certs=DIR"). NULL at the first word that is none, or behind "--". A mistake is told on stderr and
 * ends the program with EXIT_USAGE; --help prints the command's help and ends it with EXIT_DONE.
 */
const struct option_row *command_option(int argc, char **argv, int *at, const struct command *command,
    const char **argument);
void command_help(const struct command *command);

#endif

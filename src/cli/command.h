/*
 * cli/command.h: the commands. One table feeds the dispatcher, the help and the tests.
 */
#ifndef CLI_COMMAND_H
#define CLI_COMMAND_H

/* Exit statuses (DESIGN.md section 7). */
enum { EXIT_DONE = 0, EXIT_NO = 1, EXIT_USAGE = 2 };

struct command {
	const char *name;
	const char *arguments;			/* "[options] DIR" */
	const char *summary;			/* one line, for the list of commands */
	int (*run)(int argc, char **argv);	/* argv[0] is the command's name */
};

struct option_row {
	const char *name;	/* "--gemini" */
	const char *argument;	/* "ADDR:PORT", or NULL */
	const char *help;
};

int serve_command(int argc, char **argv);
int comments_command(int argc, char **argv);
int words_command(int argc, char **argv);
int layout_command(int argc, char **argv);

/*
 * The next option of argv at *at: its row and, if it takes one, its argument ("--certs DIR" or
 * "--certs=DIR"). NULL at the first word that is none, or behind "--". A mistake is told on stderr and
 * ends the program with EXIT_USAGE; --help prints help() and ends it with EXIT_DONE.
 */
const struct option_row *command_option(int argc, char **argv, int *at, const struct option_row *rows,
    size_t n, const char **argument, void (*help)(void));
void command_help(const char *name, const char *arguments, const struct option_row *rows, size_t n);

#endif

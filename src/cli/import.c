#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "cli/command.h"
#include "cli/moving.h"

#include "base/banned.h"

static const struct option_row rows[] = {
	{ "--dry-run", NULL, "write nothing, only tell what would be" },
	{ "--json", NULL, "the report as one JSON object" },
};

static int
complain(const char *text)
{
	(void)fprintf(stderr, "carrel import: %s\n", text);
	return EXIT_NO;
}

static bool
is_folder(int fd)
{
	struct stat st;

	return fstat(fd, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
import(struct moving *m, const char *from, const char *to)
{
	struct error err;
	int fd = open(from, O_RDONLY | O_CLOEXEC | O_NONBLOCK), status = EXIT_DONE;

	if (fd == -1) {
		(void)error_system(&err, from, "open");
		return complain(err.text);
	}
	m->root = open(to, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (m->root == -1) {
		(void)error_system(&err, to, "open the folder");
		status = complain(err.text);
	} else if ((is_folder(fd) ? folder_import(m, fd, &err) : wordpress_import(m, fd, from, &err)) == -1) {
		status = complain(err.text);
	} else {
		moving_report(m);
		status = m->failed ? EXIT_NO : EXIT_DONE;
	}
	file_close(&m->root);
	file_close(&fd);
	return status;
}

static int
run(int argc, char **argv)
{
	static struct moving m = { .root = -1, .percent = -1 };
	const struct option_row *row;
	const char *argument;
	int at = 1, status;

	while ((row = command_option(argc, argv, &at, &import_command, &argument)) != NULL) {
		m.dry = m.dry || row == &rows[0];
		m.json = m.json || row == &rows[1];
	}
	if (argc - at != 2) {
		(void)fprintf(stderr, "carrel import: expected a FILE or FOLDER and then the capsule's DIR; --help tells how\n");
		return EXIT_USAGE;
	}
	m.at_terminal = isatty(STDERR_FILENO) != 0;
	status = import(&m, argv[at], argv[at + 1]);
	moving_release(&m);
	return status;
}

const struct command import_command = {
	.name = "import",
	.arguments = "[options] FILE|FOLDER DIR",
	.summary = "bring posts, pages and comments over from elsewhere",
	.group = COMMAND_CARRIES,
	.run = run,
	.options = rows,
	.n_options = sizeof(rows) / sizeof(rows[0]),
	.text = "FILE is what WordPress writes under Tools, Export, All content. DIR is the capsule's folder. A\n"
	    "file that is there is never written over, so running it again adds only what is new. Mail and IP\n"
	    "addresses of those who commented are not taken over, nor the addresses of their sites.\n"
	    "\n"
	    "FOLDER holds Markdown of Hugo or Jekyll (.md), or the posts of a gemlog (.gmi) or a phlog (.txt).\n",
	.example = "carrel import --dry-run wordpress.xml notes\ncarrel import wordpress.xml notes\ncarrel import hugo/content notes\n",
};

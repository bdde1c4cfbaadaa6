#include "format/layout.h"

#include <stdio.h>

#include "base/str.h"
#include "cli/command.h"

#include "base/banned.h"

/* The layouts, each with its placeholders. */
static void
list(void)
{
	for (int kind = 0; kind < LAYOUTS; kind++) {
		(void)printf("%s%s.gmi\n", kind == 0 ? "" : "\n", layout_name((enum layout_kind)kind));
		for (int hole = 0; hole < HOLES; hole++)
			if (layout_takes((enum layout_kind)kind, (enum layout_hole)hole))
				(void)printf("  %-20s %s%s\n", layout_hole_name((enum layout_hole)hole),
				    layout_hole_meaning((enum layout_hole)hole),
				    layout_is_block((enum layout_hole)hole) ? " (alone on a line)" : "");
	}
}

static int
run(int argc, char **argv)
{
	enum layout_kind kind = LAYOUTS;
	const char *argument;
	int at = 1;

	while (command_option(argc, argv, &at, &layout_command, &argument) != NULL)
		;
	if (at == argc) {
		list();
		return EXIT_DONE;
	}
	kind = layout_named(str_of(argv[at++]));
	if (at < argc || kind == LAYOUTS) {
		(void)fprintf(stderr, "carrel layout: expected one of");
		for (int i = 0; i < LAYOUTS; i++)
			(void)fprintf(stderr, " %s", layout_name((enum layout_kind)i));
		(void)fprintf(stderr, "\n");
		return EXIT_USAGE;
	}
	if (layout_builtin(kind).n == 0)
		(void)fprintf(stderr, "carrel layout: nothing is built in for %s\n", layout_name(kind));
	(void)printf("%.*s", STR_ARG(layout_builtin(kind)));
	return EXIT_DONE;
}

const struct command layout_command = {
	.name = "layout",
	.arguments = "[NAME]",
	.summary = "print the layout of a page, to change",
	.group = COMMAND_LOOKS,
	.run = run,
	.text = "Save it as DIR/layout/NAME.gmi, or for Gopher alone as DIR/layout/gopher/NAME.gmi, and change\n"
	    "it there. Without NAME: all layouts, and what may stand in each.\n",
	.example = "carrel layout post >capsule/layout/post.gmi\n",
};

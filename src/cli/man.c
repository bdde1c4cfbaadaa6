#include <stdio.h>

#include "base/version.h"
#include "capsule/config.h"
#include "capsule/folder.h"
#include "cli/command.h"
#include "format/frontmatter.h"
#include "format/utf8.h"

#include "base/banned.h"

/* The man pages, in the language of man(7). What they say stands in the tables of commands and of keys. */

static const struct option_row pages[] = {
	{ "carrel", NULL, "carrel(1), the commands; this is printed if nothing is named" },
	{ "capsule.yaml", NULL, "capsule.yaml(5), the settings" },
};

/* --- text that roff takes for text --- */

/* Other letters than ASCII's by number: no locale and no preprocessor is needed to read those. */
static void
text(struct str s)
{
	uint32_t c;

	if (str_starts(s, STR(".")) || str_starts(s, STR("'")))
		(void)printf("\\&");
	while (s.n > 0) {
		c = utf8_next(&s);
		if (c == '\\')
			(void)printf("\\e");
		else if (c == '-')
			(void)printf("\\-");
		else if (c < 0x80)
			(void)putchar((int)c);
		else
			(void)printf("\\[u%04X]", (unsigned)c);
	}
}

static void
line(struct str s)
{
	text(s);
	(void)putchar('\n');
}

static void
font(char name, const char *s)
{
	(void)printf("\\f%c", name);
	text(str_of(s));
	(void)printf("\\fR");
}

/* Paragraphs are filled; lines that begin with a blank stay as they are. */
static void
paragraphs(const char *s)
{
	struct str rest = str_of(s), l;
	bool as_it_stands = false;

	while (str_line(&rest, &l)) {
		bool blank = str_starts(l, STR(" "));

		if (blank != as_it_stands)
			(void)printf(blank ? ".nf\n" : ".fi\n");
		as_it_stands = blank;
		if (l.n == 0)
			(void)printf(".PP\n");
		else
			line(l);
	}
	if (as_it_stands)
		(void)printf(".fi\n");
}

static void
example(const char *s)
{
	struct str rest = str_of(s), l;

	(void)printf(".PP\n.RS 4\n.nf\n");
	while (str_line(&rest, &l))
		line(l);
	(void)printf(".fi\n.RE\n");
}

/* --- carrel(1) --- */

static void
rows(const struct option_row *list, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		(void)printf(".TP\n");
		font('B', list[i].name);
		if (list[i].argument != NULL) {
			(void)putchar(' ');
			font('I', list[i].argument);
		}
		(void)putchar('\n');
		line(str_of(list[i].help));
	}
}

static void
command(const struct command *c)
{
	(void)printf(".SS ");
	text(str_of(c->name));
	(void)putchar('\n');
	font('B', "carrel ");
	font('B', c->name);
	(void)putchar(' ');
	line(str_of(c->arguments));
	(void)printf(".PP\n");
	text(str_of(c->summary));
	(void)printf(".\n");
	rows(c->options, c->n_options);
	rows(c->actions, c->n_actions);
	if (c->text != NULL) {
		(void)printf(".PP\n");
		paragraphs(c->text);
	}
	example(c->example);
}

static void
head(const char *name, int section)
{
	(void)printf(".\\\" Made by `carrel man`: the tables of the program say all of this.\n"
	    ".TH %s %d %s \"carrel %s\"\n", name, section, CARREL_DATE, CARREL_VERSION);
}

static void
print_carrel(void)
{
	size_t n;
	const struct command *const *list = command_list(&n);

	head("CARREL", 1);
	(void)printf(".SH NAME\ncarrel \\- serve a folder of text files as a Gemini capsule and a Gopher hole\n"
	    ".SH SYNOPSIS\n\\fBcarrel\\fR \\fICOMMAND\\fR [\\fIoptions\\fR] \\[u2026]\n.br\n"
	    "\\fBcarrel\\fR \\fB\\-\\-version\\fR\n"
	    ".SH DESCRIPTION\nOne folder of plain text files is served over Gemini and Gopher, with posts, tags, feeds and "
	    "a search.\nReaders' comments come back into that folder, as plain text files, too.\n"
	    "The files are the truth; there is no database.\n.PP\n"
	    "Every command has \\fB\\-\\-help\\fR.\nOptions stand in front of the other arguments; \\fB\\-\\-\\fR ends them.\n"
	    ".SH COMMANDS\n");
	for (int group = 0; group < COMMAND_GROUPS; group++)
		for (size_t i = 0; i < n; i++)
			if ((int)list[i]->group == group)
				command(list[i]);
	(void)printf(".SH EXIT STATUS\n.TP\n0\ndone\n.TP\n1\nthe answer is no, or it could not be done; standard error "
	    "tells why\n.TP\n2\nwrong use\n.SH SEE ALSO\n\\fBcapsule.yaml\\fR(5)\n");
}

/* --- capsule.yaml(5) --- */

static void
keys(const struct field_table *table)
{
	for (size_t i = 0; i < table->n; i++) {
		(void)printf(".TP\n");
		font('B', table->fields[i].key);
		(void)putchar('\n');
		line(str_of(table->fields[i].expected));
	}
}

static void
print_settings(void)
{
	head("CAPSULE.YAML", 5);
	(void)printf(".SH NAME\ncapsule.yaml \\- settings of a capsule that \\fBcarrel\\fR(1) serves\n.SH DESCRIPTION\n"
	    "A folder with a file \\fIcapsule.yaml\\fR is a capsule.\nThe file is a flat YAML mapping of the keys below, "
	    "all of which may be left out.\nA key that is not among them, or a value of another kind, is refused with "
	    "its line and column.\n.PP\nIt is read at the start and at SIGHUP; if there is a fault in it then, the old "
	    "settings stay in force.\n.SH KEYS\n");
	keys(config_keys());
	(void)printf(".SH FOLDERS\nA file \\fI.folder.yaml\\fR in any folder of the capsule holds for that folder and for "
	    "all below it.\nIt is read anew when it changes.\n");
	keys(folder_keys());
	(void)printf(".SH FRONT MATTER\nA post in \\fIposts\\fR, and a comment in \\fIcomments\\fR or \\fIheld\\fR, may "
	    "begin with a YAML mapping between two lines of three hyphens.\nOther keys are left alone.\n");
	keys(frontmatter_keys());
	(void)printf(".SH EXAMPLE\n.nf\ntitle: My notes\nauthor: Ann\nhost: [notes.example.org, 192.0.2.7]\nlang: en\n"
	    "comments: open\nmoderate: first\n.fi\n.SH SEE ALSO\n\\fBcarrel\\fR(1)\n");
}

static int
run(int argc, char **argv)
{
	const char *argument;
	struct str page;
	int at = 1;

	(void)command_option(argc, argv, &at, &man_command, &argument);
	page = at < argc ? str_of(argv[at]) : str_of(pages[0].name);
	if (argc - at > 1 || (!str_eq(page, str_of(pages[0].name)) && !str_eq(page, str_of(pages[1].name)))) {
		(void)fprintf(stderr, "carrel man: no page '%.*s'; there are carrel and capsule.yaml\n", STR_ARG(page));
		return EXIT_USAGE;
	}
	if (str_eq(page, str_of(pages[0].name)))
		print_carrel();
	else
		print_settings();
	return EXIT_DONE;
}

const struct command man_command = {
	.name = "man",
	.arguments = "[PAGE]",
	.summary = "print a man page, for man(1)",
	.group = COMMAND_TELLS,
	.run = run,
	.actions = pages,
	.n_actions = sizeof(pages) / sizeof(pages[0]),
	.example = "carrel man capsule.yaml | man -l -\n",
};

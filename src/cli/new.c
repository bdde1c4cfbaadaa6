#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/time.h"
#include "capsule/config.h"
#include "cli/command.h"
#include "cli/typed.h"
#include "format/slug.h"
#include "format/utf8.h"

#include "base/banned.h"

#define TEXT_MAX FIELDS_MAX_BYTES	/* bytes of front matter: its reader takes no more */
#define SAME_NAME_MAX 99		/* posts of one day with the same title */
#define EDITOR_WORDS 16			/* of $EDITOR: "code --wait" has two */

static const struct option_row rows[] = {
	{ "--tags", "A,B", "under which the post is filed" },
	{ "--date", "DATE", "its date, 2026-11-23 or with a time 2026-11-23T18:30:00+01:00 (default: today, UTC)" },
	{ "--lang", "TAG", "its language, if it is not the capsule's: de, pt-BR" },
	{ "--draft", NULL, "keep it from readers until you take `draft: true` out" },
	{ "--no-edit", NULL, "only make the file; open no editor" },
};

struct new_post {
	struct arena arena;
	int root;		/* the capsule's folder */
	struct str folder;	/* the way to it, empty or with a slash at its end: for the path that is told */
	struct str title, tags, date, lang;
	struct when when;
	bool draft, no_edit;
	struct str path;	/* out */
};

/* --- which capsule --- */

static bool
is_capsule(int dir)
{
	return faccessat(dir, CONFIG_FILE, F_OK, 0) == 0;
}

static int
open_named(struct new_post *p, const char *folder, struct error *err)
{
	struct str path = str_of(folder);

	p->root = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (p->root == -1)
		return error_system(err, folder, "open the folder");
	if (!is_capsule(p->root))
		return error_set(err, ERROR_NOT_FOUND, (struct error_at){ folder, 0, 0 }, "is no capsule: there is no "
		    "%s in it", CONFIG_FILE);
	p->folder = str_ends(path, STR("/")) ? path : arena_printf(&p->arena, "%s/", folder);
	return 0;
}

static bool
same_folder(int a, int b)
{
	struct stat x, y;

	return fstat(a, &x) == -1 || fstat(b, &y) == -1 || (x.st_dev == y.st_dev && x.st_ino == y.st_ino);
}

/* The current folder, or the nearest above it that is a capsule. */
static int
open_around(struct new_post *p, struct error *err)
{
	p->root = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	while (p->root != -1 && !is_capsule(p->root)) {
		int above = openat(p->root, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);

		if (above == -1 || same_folder(p->root, above)) {
			file_close(&above);
			return error_set(err, ERROR_NOT_FOUND, (struct error_at){ NULL, 0, 0 }, "neither this folder nor "
			    "one above it is a capsule; name one: carrel new \"Title\" DIR");
		}
		file_close(&p->root);
		p->root = above;
		p->folder = arena_printf(&p->arena, "../%.*s", STR_ARG(p->folder));
	}
	return p->root == -1 ? error_system(err, ".", "open the folder") : 0;
}

/* --- the file --- */

static void
write_tags(struct buf *b, struct str tags)
{
	struct str tag;
	bool first = true;

	while (str_cut(&tags, ',', &tag)) {
		tag = str_trim(tag);
		if (tag.n == 0)
			continue;
		if (first)
			buf_add(b, STR("tags:\n"));
		first = false;
		buf_add(b, STR("  "));
		fields_write_item(b, tag);
	}
}

static void
write_post(struct buf *b, const struct new_post *p)
{
	buf_add(b, STR("---\n"));
	fields_write(b, "title", p->title);
	fields_write(b, "date", p->date);
	fields_write(b, "lang", p->lang);
	write_tags(b, p->tags);
	if (p->draft)
		buf_add(b, STR("draft: true\n"));
	buf_add(b, STR("---\n\n"));
}

/* What was written is what will be read; and what cannot be read is told now. */
static int
check_text(struct new_post *p, struct str text, struct error *err)
{
	struct frontmatter fm;
	struct str body;

	if (frontmatter_read(text, "the post", &p->arena, NULL, &fm, &body, err) == -1)
		return -1;
	if (!str_eq(fm.title, p->title))
		return error_set(err, ERROR_INPUT, (struct error_at){ NULL, 0, 0 }, "this title cannot be written");
	return 0;
}

/* DATE-slug.gmi, or -2, -3 … for a further post of the day by this name. */
static int
put_post(struct new_post *p, int posts, struct str slug, struct str text, struct error *err)
{
	char day[TIME_DATE_SIZE];
	int rc = -1;

	time_write_date(day, p->when.utc, p->when.offset);
	for (int i = 1; i <= SAME_NAME_MAX; i++) {
		struct str name = arena_printf(&p->arena, "%s-%.*s", day, STR_ARG(slug));

		if (i > 1)
			name = arena_printf(&p->arena, "%.*s-%d", STR_ARG(name), i);
		name = arena_printf(&p->arena, "%.*s.gmi", STR_ARG(name));
		rc = file_put_new(posts, arena_cstr(&p->arena, name), 0644, text, err);
		if (rc == 0)
			p->path = arena_printf(&p->arena, "%.*sposts/%.*s", STR_ARG(p->folder), STR_ARG(name));
		if (rc == 0 || err->kind != ERROR_EXISTS)
			return rc;
	}
	return rc;
}

/* The language of the post, else of the capsule: an ä is ae only in some. */
static struct str
lang_of(struct new_post *p)
{
	struct config config;
	struct error err;
	struct str lang = p->lang;

	if (lang.n > 0)
		return lang;
	if (config_load(p->root, &config, &err) == -1) {
		(void)fprintf(stderr, "carrel new: %s\n", err.text);	/* no reason not to write */
		return STR_NONE;
	}
	lang = arena_str(&p->arena, config.lang);
	config_release(&config);
	return lang;
}

static int
make_post(struct new_post *p, struct error *err)
{
	struct str slug = slug_of(&p->arena, p->title, lang_of(p));
	struct buf b;
	int posts = -1, rc = -1;

	if (slug.n == 0)
		slug = STR("post");
	buf_init(&b, TEXT_MAX);
	write_post(&b, p);
	if (b.full)
		(void)error_set(err, ERROR_TOO_LARGE, (struct error_at){ NULL, 0, 0 }, "title and tags are too long");
	else if (check_text(p, buf_str(&b), err) == 0 &&
	    (posts = file_make_folder(p->root, "posts", 0755, err)) != -1)
		rc = put_post(p, posts, slug, buf_str(&b), err);
	file_close(&posts);
	buf_release(&b);
	return rc;
}

/* --- the editor --- */

static const char *
editor(void)
{
	const char *name = getenv("VISUAL");

	if (name == NULL || *name == '\0')
		name = getenv("EDITOR");
	return name == NULL || *name == '\0' ? NULL : name;
}

/* Words at blanks, as in "code --wait", and the path behind them; no shell looks at either. */
static void
become_editor(struct new_post *p, const char *command)
{
	char *words[EDITOR_WORDS + 2];
	struct str rest = str_trim(str_of(command));
	size_t n = 0;

	while (rest.n > 0 && n < EDITOR_WORDS) {
		words[n++] = arena_cstr(&p->arena, str_word(&rest));
		rest = str_trim(rest);
	}
	words[n++] = arena_cstr(&p->arena, p->path);
	words[n] = NULL;
	(void)execvp(words[0], words);
	(void)fprintf(stderr, "carrel new: cannot run the editor \"%s\"; the post is in %s\n", words[0], words[n - 1]);
	_exit(127);
}

/* Ctrl-C is the editor's while it runs, as in a shell. */
static int
edit(struct new_post *p, const char *command)
{
	struct sigaction ignore = { .sa_handler = SIG_IGN }, interrupt, quit;
	int status = -1;
	pid_t pid;

	(void)fflush(NULL);
	(void)sigaction(SIGINT, &ignore, &interrupt);
	(void)sigaction(SIGQUIT, &ignore, &quit);
	pid = fork();
	if (pid == 0) {
		(void)sigaction(SIGINT, &interrupt, NULL);
		(void)sigaction(SIGQUIT, &quit, NULL);
		become_editor(p, command);
	}
	while (pid > 0 && waitpid(pid, &status, 0) == -1 && errno == EINTR)
		;
	(void)sigaction(SIGINT, &interrupt, NULL);
	(void)sigaction(SIGQUIT, &quit, NULL);
	if (pid > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return EXIT_DONE;
	if (pid == -1 || !WIFEXITED(status) || WEXITSTATUS(status) != 127)
		(void)fprintf(stderr, "carrel new: the editor \"%s\" did not end well; the post is in %.*s\n", command,
		    STR_ARG(p->path));
	return EXIT_NO;
}

/* --- the command --- */

/* Whoever catches the path wants no editor in between: it opens at a terminal only. */
static int
write_new(struct new_post *p, const char *folder)
{
	struct error err;

	if ((folder != NULL ? open_named(p, folder, &err) : open_around(p, &err)) == -1 ||
	    make_post(p, &err) == -1) {
		(void)fprintf(stderr, "carrel new: %s\n", err.text);
		return EXIT_NO;
	}
	(void)printf("%.*s\n", STR_ARG(p->path));
	if (p->no_edit || !typed_by_somebody() || !isatty(STDOUT_FILENO))
		return EXIT_DONE;
	if (editor() != NULL)
		return edit(p, editor());
	(void)fprintf(stderr, "Open it with any editor. With EDITOR set (export EDITOR=nano), it opens by itself.\n");
	return EXIT_DONE;
}

static int
wrong(const char *what, const char *word, const char *expected)
{
	(void)fprintf(stderr, "carrel new: %s%s%s; --help tells how\n", what, word, expected);
	return EXIT_USAGE;
}

static int
take_option(struct new_post *p, size_t row, const char *argument)
{
	switch (row) {
	case 0:
		p->tags = str_of(argument);
		return EXIT_DONE;
	case 1:
		p->date = str_of(argument);
		return time_parse(p->date, &p->when) ? EXIT_DONE :
		    wrong("--date ", argument, " is no date; expected one such as 2026-11-23");
	case 2:
		p->lang = str_of(argument);
		return config_is_lang(p->lang) ? EXIT_DONE :
		    wrong("--lang ", argument, " is no language; expected a tag such as en or pt-BR");
	case 3:
		p->draft = true;
		return EXIT_DONE;
	default:
		p->no_edit = true;
		return EXIT_DONE;
	}
}

static bool
is_title(struct str title)
{
	for (size_t i = 0; i < title.n; i++)
		if (ascii_is_control(title.p[i]))
			return false;
	return title.n > 0 && utf8_valid(title);
}

static int
run(int argc, char **argv)
{
	struct new_post p = { .root = -1, .when = { .utc = time_now() } };
	const struct option_row *row;
	const char *argument;
	char today[TIME_DATE_SIZE];
	int at = 1, status = EXIT_DONE;

	time_write_date(today, p.when.utc, 0);
	p.date = str_of(today);
	while (status == EXIT_DONE && (row = command_option(argc, argv, &at, &new_command, &argument)) != NULL)
		status = take_option(&p, (size_t)(row - rows), argument);
	if (status != EXIT_DONE)
		return status;
	if (at == argc)
		return wrong("which title?", "", "");
	for (int i = at + 1; i < argc; i++)
		if (argv[i][0] == '-')
			return wrong("options stand in front of the title: ", argv[i], "");
	if (argc - at > 2)
		return wrong("a title and a folder at most; a title of several words stands in quotes", "", "");
	p.title = str_trim(str_of(argv[at]));
	if (!is_title(p.title))
		return wrong("the title must be a line of text in UTF-8", "", "");
	status = write_new(&p, argc - at == 2 ? argv[at + 1] : NULL);
	file_close(&p.root);
	arena_release(&p.arena);
	return status;
}

const struct command new_command = {
	.name = "new",
	.arguments = "[options] \"Title\" [DIR]",
	.summary = "begin a post, and open it in your editor",
	.group = COMMAND_WRITES,
	.run = run,
	.options = rows,
	.n_options = sizeof(rows) / sizeof(rows[0]),
	.text = "Makes posts/DATE-title.gmi in the capsule DIR; without DIR, in the one that the current folder is, or\n"
	    "is in. Prints the path, and opens it in $VISUAL or $EDITOR at a terminal. A second post of that name\n"
	    "on that day gets a -2. A server that runs shows the post at once, unless it is a draft.\n",
	.example = "carrel new --draft --tags books,autumn \"The lamp in the east window\" notes\n",
};

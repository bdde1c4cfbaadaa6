#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/time.h"
#include "capsule/config.h"
#include "cli/command.h"
#include "cli/typed.h"
#include "format/host.h"
#include "format/utf8.h"
#include "net/tenant.h"

#include "base/banned.h"

#define TEXT_MAX (64 << 10)	/* bytes of each file that is made; its reader takes no longer settings */
#define HERE_SHOWN 5		/* names of what stands in the way */

enum question { TITLE, AUTHOR, HOST, COMMENTS, QUESTIONS };

static const struct option_row rows[] = {
	{ "--title", "TEXT", "the capsule's title" },
	{ "--author", "NAME", "the name under your posts" },
	{ "--host", "NAME", "the name or address by which readers reach it" },
	{ "--comments", "open|closed|off", "do posts take comments?" },
	{ "--yes", NULL, "ask nothing: what is usual for all that is not given" },
};

static const char *const questions[QUESTIONS] = {
	[TITLE] = "Title of the capsule",
	[AUTHOR] = "Your name, as it stands under posts",
	[HOST] = "Host name by which readers reach it",
	[COMMENTS] = "Comments: open, closed or off",
};

/* What is being made. Folders and files in the order in which they were made, to be taken back. */
struct capsule {
	struct arena arena;
	const char *folder;
	struct str answer[QUESTIONS];
	struct str lang;
	int root;
	bool made_root;
	const char *made[8];
	size_t n_made;
};

/* --- what can be found out --- */

/* The full name of whoever runs us, else the login name. */
static struct str
own_name(struct arena *a)
{
	const struct passwd *p = getpwuid(getuid());
	struct str gecos, name;

	if (p == NULL)
		return STR("Me");
	gecos = str_of(p->pw_gecos);
	if (!str_cut(&gecos, ',', &name) || str_trim(name).n == 0)
		name = str_of(p->pw_name);
	return utf8_clean_name(a, name, 60);
}

/* A name of this machine that others may know; a name without a dot means nothing outside the house. */
static struct str
own_host(struct arena *a)
{
	char name[HOST_MAX + 1];
	struct str host;

	if (gethostname(name, sizeof(name)) == -1)
		return STR("localhost");
	name[sizeof(name) - 1] = '\0';
	if (strchr(name, '.') == NULL || host_read(str_of(name), a, &host) != NULL)
		return STR("localhost");
	return host;
}

/* "de" of "de_AT.UTF-8"; English if nothing is said. */
static struct str
own_lang(struct arena *a)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	struct str value = STR_NONE, lang;

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]) && value.n == 0; i++)
		value = str_of(getenv(names[i]));
	lang = str_head(value, 0);
	while (lang.n < value.n && ascii_is_letter(value.p[lang.n]))
		lang.n++;
	return lang.n >= 2 && lang.n <= 3 ? arena_str(a, lang) : STR("en");
}

static struct str
usual(struct capsule *c, enum question q)
{
	switch (q) {
	case TITLE:
		return STR("Notes");
	case AUTHOR:
		return own_name(&c->arena);
	case HOST:
		return own_host(&c->arena);
	default:
		return STR("open");
	}
}

/* --- the answers --- */

static bool
is_line(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (ascii_is_control(s.p[i]))
			return false;
	return str_trim(s).n > 0 && utf8_valid(s);
}

/* NULL, or what is wrong with an answer. */
static const char *
fault(struct capsule *c, enum question q, struct str answer)
{
	struct str host;

	switch (q) {
	case HOST:
		return host_read(answer, &c->arena, &host);
	case COMMENTS:
		return str_eq(answer, STR("open")) || str_eq(answer, STR("closed")) ||
		    str_eq(answer, STR("off")) ? NULL : "expected open, closed or off";
	default:
		return is_line(answer) ? NULL : "expected a line of text in UTF-8";
	}
}

static bool
ask(struct capsule *c, enum question q)
{
	struct str offer = usual(c, q);
	const char *wrong;

	do {
		if (!typed_answer(&c->arena, questions[q], offer, &c->answer[q]))
			return false;
		wrong = fault(c, q, c->answer[q]);
		if (wrong != NULL)
			(void)fprintf(stderr, "  \"%.*s\": %s\n", STR_ARG(c->answer[q]), wrong);
	} while (wrong != NULL);
	return true;
}

/* Fill in what no option has said: by asking, or with what is usual. */
static bool
complete(struct capsule *c, bool asks)
{
	bool told = asks;

	for (int q = 0; q < QUESTIONS; q++) {
		if (c->answer[q].n > 0)
			continue;
		if (asks && !ask(c, (enum question)q))
			return false;
		if (asks)
			continue;
		c->answer[q] = usual(c, (enum question)q);
		if (!told)
			(void)fprintf(stderr, "Taken as usual, and easily changed in %s/%s:\n", c->folder, CONFIG_FILE);
		told = true;
		(void)fprintf(stderr, "  %s: %.*s\n", questions[q], STR_ARG(c->answer[q]));
	}
	return true;
}

/* --- the files --- */

static void
write_settings(struct buf *b, const struct capsule *c)
{
	buf_add(b, STR("# The settings of this capsule. `carrel man capsule.yaml` explains every key.\n"
	    "# They are read when the server starts, and when it gets a SIGHUP.\n\n"));
	fields_write(b, "title", c->answer[TITLE]);
	buf_add(b, STR("# subtitle: a line below the title\n"));
	fields_write(b, "author", c->answer[AUTHOR]);
	buf_add(b, STR("\n# The name by which readers reach it, or a list of names and addresses. All of them stand\n"
	    "# in the certificate: who changes them later makes a new one, of which readers are warned.\n"));
	fields_write(b, "host", c->answer[HOST]);
	buf_add(b, STR("\n# The language of pages that name none, and the license of posts that name none.\n"));
	fields_write(b, "lang", c->lang);
	buf_add(b, STR("# license: CC BY 4.0\n"
	    "\n# open; closed (shown, but no new ones); off (not even shown)\n"));
	fields_write(b, "comments", c->answer[COMMENTS]);
	buf_add(b, STR("# Which comments wait for you: none, all, or the first of each reader.\n"
	    "moderate: first\n"
	    "# May readers without a certificate comment?\n"
	    "anonymous: true\n"
	    "\n# Your own client certificate: what you write with it is marked as the author's.\n"
	    "# owner: sha256:…\n"));
}

static void
write_home(struct buf *b, const struct capsule *c)
{
	buf_addf(b, "# %.*s\n\nWelcome.\n\n=> /about.gmi About this place\n{{search}}\n\n## Posts\n\n{{posts 10}}\n\n"
	    "=> /posts/ All posts\n=> /atom.xml Atom feed\n", STR_ARG(c->answer[TITLE]));
	if (!str_eq(c->answer[COMMENTS], STR("off")))
		buf_add(b, STR("\n## What readers say\n\n{{comments 5}}\n"));
}

static void
write_about(struct buf *b, const struct capsule *c)
{
	buf_addf(b, "# About this place\n\n%.*s writes here. This page is the file about.gmi; any other file and "
	    "folder beside it is served, too.\n", STR_ARG(c->answer[AUTHOR]));
}

static void
write_post(struct buf *b, const char *day)
{
	buf_addf(b, "---\ntitle: First post\ndate: %s\ntags: [hello]\n---\n\nThis is a post: a text file in the folder "
	    "posts. A line is a paragraph.\n\n## A heading\n\n* a line that begins with a star and a blank is an item\n"
	    "> one that begins with a > is a quote\n=> /about.gmi one that begins with => is a link\n\n"
	    "Change it or delete it. A server that runs sees that at once.\n", day);
}

/* Who keeps the folder with git keeps no index of a search in it. */
static void
write_ignored(struct buf *b)
{
	buf_add(b, STR("# Made from the other files, at any time anew.\n.carrel/\n"));
}

static int
put(struct capsule *c, const char *path, const char *name, struct buf *text, struct error *err)
{
	int dir = c->root, rc = -1;

	if (path != name) {
		dir = file_make_folder(c->root, "posts", 0755, err);
		if (dir == -1)
			return -1;
		c->made[c->n_made++] = "posts";
	}
	if (text->full)
		(void)error_set(err, ERROR_TOO_LARGE, (struct error_at){ path, 0, 0 }, "title or name is too long");
	else
		rc = file_put_new(dir, name, 0644, buf_str(text), err);
	if (rc == 0)
		c->made[c->n_made++] = path;
	if (dir != c->root)
		file_close(&dir);
	buf_clear(text);
	return rc;
}

/* All of it; the settings last, for they make a folder a capsule. */
static int
put_files(struct capsule *c, struct error *err)
{
	char day[TIME_DATE_SIZE], name[TIME_DATE_SIZE + sizeof("-first-post.gmi")];
	struct config config;
	struct buf b;
	int rc = -1;

	buf_init(&b, TEXT_MAX);
	time_write_date(day, time_now(), 0);
	(void)snprintf(name, sizeof(name), "%s-first-post.gmi", day);
	write_settings(&b, c);
	if (!b.full && config_read(buf_str(&b), &config, err) == -1)
		goto out;
	config_release(&config);
	buf_clear(&b);
	write_ignored(&b);
	if (put(c, ".gitignore", ".gitignore", &b, err) == -1 && err->kind != ERROR_EXISTS)
		goto out;
	write_home(&b, c);
	if (put(c, "index.gmi", "index.gmi", &b, err) == -1)
		goto out;
	write_about(&b, c);
	if (put(c, "about.gmi", "about.gmi", &b, err) == -1)
		goto out;
	write_post(&b, day);
	if (put(c, arena_cstr(&c->arena, arena_printf(&c->arena, "posts/%s", name)), name, &b, err) == -1)
		goto out;
	write_settings(&b, c);
	rc = put(c, CONFIG_FILE, CONFIG_FILE, &b, err);
out:
	buf_release(&b);
	return rc;
}

/* --- the folder --- */

/* Names of what stands in a folder: "a, b and 3 more". */
static struct str
names_in(struct arena *a, const struct file_entry *entries, size_t n)
{
	struct str s = STR_NONE;

	for (size_t i = 0; i < n && i < HERE_SHOWN; i++)
		s = arena_printf(a, "%.*s%s%s", STR_ARG(s), i == 0 ? "" : ", ", entries[i].name);
	return n > HERE_SHOWN ? arena_printf(a, "%.*s and %zu more", STR_ARG(s), n - HERE_SHOWN) : s;
}

/* Nothing is made where something is. Names that begin with a dot (.git) are nobody's page: they may stay. */
static int
refuse_what_is_there(struct capsule *c, struct error *err)
{
	struct error_at at = { c->folder, 0, 0 };
	struct file_entry *entries;
	size_t n;

	c->root = open(c->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (c->root == -1 && errno == ENOENT)
		return 0;
	if (c->root == -1)
		return error_system(err, c->folder, "open the folder");
	if (faccessat(c->root, CONFIG_FILE, F_OK, AT_SYMLINK_NOFOLLOW) == 0)
		return error_set(err, ERROR_EXISTS, at, "is a capsule already; its settings are in %s", CONFIG_FILE);
	if (file_list(c->root, &c->arena, &entries, &n, err) == -1)
		return -1;
	if (n > 0)
		return error_set(err, ERROR_EXISTS, at, "is not empty: %.*s. To make a capsule of what is there, give it "
		    "a file %s: printf 'title: Notes\\nhost: localhost\\n' > %.*s/%s",
		    STR_ARG(names_in(&c->arena, entries, n)), CONFIG_FILE,
		    STR_ARG(typed_word(&c->arena, str_of(c->folder))), CONFIG_FILE);
	return 0;
}

static int
make_root(struct capsule *c, struct error *err)
{
	if (c->root != -1)
		return 0;
	if (mkdir(c->folder, 0755) == -1)
		return error_system(err, c->folder, "make the folder");
	c->made_root = true;
	c->root = open(c->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return c->root == -1 ? error_system(err, c->folder, "open the folder") : 0;
}

/* The keys, by the same way as the server that will want them: what it would refuse is refused now. */
static int
make_keys(struct capsule *c, struct str *fingerprint, struct error *err)
{
	struct tenant *t = tenant_read(c->folder, err);
	char hex[DIGEST_HEX];
	int rc = t == NULL ? -1 : tenant_equip(t, NULL, time_now(), err);

	if (rc == 0) {
		digest_hex(&t->cert.fingerprint, hex);
		*fingerprint = arena_printf(&c->arena, "%.*s", DIGEST_HEX, hex);
	}
	tenant_free(t);
	return rc;
}

static void
take_back(struct capsule *c)
{
	while (c->n_made > 0) {
		const char *name = c->made[--c->n_made];

		(void)unlinkat(c->root, name, strcmp(name, "posts") == 0 ? AT_REMOVEDIR : 0);
	}
	if (c->made_root)
		(void)rmdir(c->folder);
}

/* From here on nobody interrupts: all of it is there or nothing. */
static int
make(struct capsule *c, struct str *fingerprint, struct error *err)
{
	sigset_t all, before;
	int rc;

	(void)sigfillset(&all);
	(void)sigprocmask(SIG_BLOCK, &all, &before);
	rc = make_root(c, err);
	if (rc == 0)
		rc = put_files(c, err);
	if (rc == 0)
		rc = make_keys(c, fingerprint, err);
	if (rc == -1)
		take_back(c);
	(void)sigprocmask(SIG_SETMASK, &before, NULL);
	return rc;
}

/* --- the command --- */

static void
say_what_next(struct capsule *c, struct str fingerprint)
{
	struct arena *a = &c->arena;
	struct str program = typed_program(a), folder = typed_word(a, str_of(c->folder)), host = STR_NONE;
	bool home = str_eq(c->answer[HOST], STR("localhost"));
	const char *at = home ? "localhost" : "";

	(void)host_read(c->answer[HOST], a, &host);
	if (str_has(host, ':'))
		host = arena_printf(a, "[%.*s]", STR_ARG(host));
	(void)printf("%s is a capsule. Its certificate is in the folder certs beside it; keep both in your backups.\n"
	    "Readers' clients will show this fingerprint (SHA-256):\n  %.*s\n\n", c->folder, STR_ARG(fingerprint));
	(void)printf("Serve it, and leave that running:\n  %.*s serve --gemini %s:1965 --gopher %s:7070 %.*s\n"
	    "It is then at gemini://%.*s/ and gopher://%.*s:7070/\n\n", STR_ARG(program), at, at, STR_ARG(folder),
	    STR_ARG(host), STR_ARG(host));
	(void)printf("Write a post:\n  %.*s new \"My second post\" %.*s\n\n", STR_ARG(program), STR_ARG(folder));
	(void)printf("Read what readers say, and publish it:\n  %.*s comments %.*s\n", STR_ARG(program),
	    STR_ARG(folder));
}

static int
make_capsule(struct capsule *c, bool asks)
{
	struct str fingerprint = STR_NONE;
	struct error err;

	if (refuse_what_is_there(c, &err) == -1) {
		(void)fprintf(stderr, "carrel init: %s\n", err.text);
		return EXIT_NO;
	}
	if (!complete(c, asks)) {
		(void)fprintf(stderr, "carrel init: not all questions were answered; nothing was made\n");
		return EXIT_NO;
	}
	c->lang = own_lang(&c->arena);
	if (make(c, &fingerprint, &err) == -1) {
		(void)fprintf(stderr, "carrel init: %s\n", err.text);
		return EXIT_NO;
	}
	say_what_next(c, fingerprint);
	return EXIT_DONE;
}

static int
run(int argc, char **argv)
{
	struct capsule c = { .root = -1 };
	const struct option_row *row;
	const char *argument, *wrong;
	bool yes = false;
	int at = 1, status;

	while ((row = command_option(argc, argv, &at, &init_command, &argument)) != NULL) {
		enum question q = (enum question)(row - rows);

		yes = yes || q == QUESTIONS;
		if (q == QUESTIONS)
			continue;
		wrong = fault(&c, q, str_of(argument));
		if (wrong != NULL) {
			(void)fprintf(stderr, "carrel init: %s \"%s\": %s\n", row->name, argument, wrong);
			return EXIT_USAGE;
		}
		c.answer[q] = str_trim(str_of(argument));
	}
	if (at + 1 < argc && argv[at + 1][0] == '-') {
		(void)fprintf(stderr, "carrel init: options stand in front of the folder: %s\n", argv[at + 1]);
		return EXIT_USAGE;
	}
	if (argc - at != 1) {
		(void)fprintf(stderr, "carrel init: %s; --help tells how\n", at == argc ? "which folder?" :
		    "one folder at a time; a name with blanks stands in quotes");
		return EXIT_USAGE;
	}
	c.folder = argv[at];
	status = make_capsule(&c, !yes && typed_by_somebody());
	file_close(&c.root);
	arena_release(&c.arena);
	return status;
}

const struct command init_command = {
	.name = "init",
	.arguments = "[options] DIR",
	.summary = "make a new capsule",
	.group = COMMAND_WRITES,
	.run = run,
	.options = rows,
	.n_options = sizeof(rows) / sizeof(rows[0]),
	.text = "What no option says is asked at a terminal, each with an answer that Enter takes; elsewhere that\n"
	    "answer is taken. Made are settings, a home page, a first post, and a certificate in the folder certs\n"
	    "beside DIR. Nothing is ever overwritten: DIR must be new or empty, but for names that begin with a dot.\n",
	.example = "carrel init --title 'My notes' --author Ann --host localhost --comments open notes\n",
};

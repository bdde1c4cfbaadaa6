#include "cli/desk.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include "base/time.h"
#include "capsule/people.h"
#include "format/utf8.h"

#include "base/banned.h"

#define WIDTH_DEFAULT 80	/* of a terminal that does not tell */
#define WIDTH_MIN 20		/* what is narrower may break lines itself */
#define WIDTH_MAX 100		/* longer lines are no pleasure to read */

enum fate { WAITS, PUBLISHED, REMOVED, FATES };

/* --- one key, without Enter --- */

static struct termios as_it_was;
static volatile sig_atomic_t is_raw;

/* Whatever ends us: the terminal is left as it was found. */
static void
on_signal(int number)
{
	if (is_raw)
		(void)tcsetattr(STDIN_FILENO, TCSANOW, &as_it_was);
	(void)signal(number, SIG_DFL);
	(void)raise(number);
}

static void
catch_signals(void)
{
	static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
	struct sigaction act = { .sa_handler = on_signal };

	for (size_t i = 0; i < sizeof(numbers) / sizeof(numbers[0]); i++)
		(void)sigaction(numbers[i], &act, NULL);
}

static int
read_key(void)
{
	struct termios raw;
	int key;

	if (tcgetattr(STDIN_FILENO, &as_it_was) == -1)
		return EOF;
	raw = as_it_was;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	raw.c_cc[VMIN] = 1;
	raw.c_cc[VTIME] = 0;
	raw.c_cc[VSUSP] = _POSIX_VDISABLE;	/* a shell would get the terminal like this */
	is_raw = 1;
	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &raw);
	key = getchar();
	(void)tcsetattr(STDIN_FILENO, TCSADRAIN, &as_it_was);
	is_raw = 0;
	return key;
}

/* --- showing --- */

static size_t
width(void)
{
	struct winsize size;
	size_t columns = WIDTH_DEFAULT;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
		columns = size.ws_col;
	return columns < WIDTH_MIN ? WIDTH_MIN : columns > WIDTH_MAX ? WIDTH_MAX : columns;
}

static void
print_wrapped(struct str text, const char *lead)
{
	size_t room = width() - strlen(lead);
	struct str line, piece;

	while (str_line(&text, &line)) {
		if (line.n == 0)
			(void)printf("\n");
		while (utf8_wrap(&line, room, &piece))
			(void)printf("%s%.*s\n", lead, STR_ARG(piece));
	}
}

static void
print_comment(struct desk *d, const struct boxed *b, size_t number, size_t n)
{
	const struct comment *c = &b->comment;
	char date[TIME_ISO_SIZE], mark[PEOPLE_MARK];
	struct str who = desk_name(b);

	time_write_iso(date, c->date);
	if (c->has_identity) {
		people_mark(&c->identity, mark);
		who = arena_printf(&d->arena, "%.*s (%.*s)", STR_ARG(who), PEOPLE_MARK, mark);
	}
	(void)printf("\n");
	print_wrapped(arena_printf(&d->arena, "[%zu of %zu] %.*s on %.*s, %s%s%.*s", number, n, STR_ARG(who),
	    STR_ARG(b->post), date, c->reply_to.n > 0 ? ", in reply to " : "", STR_ARG(c->reply_to)), "");
	(void)printf("\n");
	print_wrapped(c->text, "  ");
	(void)printf("\n");
}

/* --- keys --- */

/* What may be typed. Each says what became of the comment; FATES: ask again. */
static enum fate key_publish(struct desk *d, const struct boxed *b);
static enum fate key_answer(struct desk *d, const struct boxed *b);
static enum fate key_reject(struct desk *d, const struct boxed *b);
static enum fate key_block(struct desk *d, const struct boxed *b);
static enum fate key_skip(struct desk *d, const struct boxed *b);

static const struct key {
	char key;
	const char *label;
	enum fate (*press)(struct desk *d, const struct boxed *b);	/* NULL: to quit */
} keys[] = {
	{ 'p', "publish", key_publish },
	{ 'a', "answer", key_answer },
	{ 'r', "reject", key_reject },
	{ 'b', "block and reject", key_block },
	{ 's', "skip", key_skip },
	{ 'q', "quit", NULL },
};

static enum fate
key_publish(struct desk *d, const struct boxed *b)
{
	return desk_publish(d, b) == EXIT_DONE ? PUBLISHED : WAITS;
}

static enum fate
key_answer(struct desk *d, const struct boxed *b)
{
	char line[4096];
	struct buf text;
	enum fate fate = FATES;

	print_wrapped(STR("Your answer; a line with only a dot ends it. An empty one is none."), "");
	buf_init(&text, DESK_REPLY_MAX + 1);
	while (fgets(line, sizeof(line), stdin) != NULL && strcmp(line, ".\n") != 0)
		buf_add(&text, str_of(line));
	clearerr(stdin);		/* Ctrl-D has ended the answer, not the queue */
	if (str_trim(buf_str(&text)).n == 0)
		(void)printf("Not answered.\n");
	else
		fate = desk_reply(d, b, buf_str(&text)) == EXIT_DONE ? PUBLISHED : WAITS;
	buf_release(&text);
	return fate;
}

static enum fate
key_reject(struct desk *d, const struct boxed *b)
{
	return desk_reject(d, b) == EXIT_DONE ? REMOVED : WAITS;
}

static enum fate
key_block(struct desk *d, const struct boxed *b)
{
	struct str name = arena_printf(&d->arena, "%.*s/%.*s", STR_ARG(b->post), STR_ARG(b->comment.id));

	return desk_block(d, name, true) == EXIT_DONE ? key_reject(d, b) : WAITS;
}

static enum fate
key_skip(struct desk *d, const struct boxed *b)
{
	(void)d;
	(void)b;
	(void)printf("skipped\n");
	return WAITS;
}

static void
print_keys(void)
{
	size_t at = 0, room = width();

	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++) {
		size_t n = strlen(keys[i].label) + sizeof("k ") - 1;

		if (at > 0 && at + sizeof(", ") - 1 + n + 2 > room) {
			(void)printf(",\n");
			at = 0;
		}
		at += (size_t)printf("%s%c %s", at > 0 ? ", " : "", keys[i].key, keys[i].label);
	}
	(void)printf(": ");
	(void)fflush(stdout);
}

static const struct key *
ask_key(void)
{
	for (;;) {
		int key;

		print_keys();
		key = read_key();
		if (key == EOF || key == '\x04')
			key = 'q';
		(void)printf("%c\n", key > ' ' && key < 0x7f ? key : ' ');
		for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
			if (keys[i].key == key)
				return &keys[i];
	}
}

/* --- the queue --- */

/* Is it still as it was shown? Another hand may have been there meanwhile, or the comment's writer. */
static bool
still_waits(struct desk *d, struct boxed *b)
{
	struct str id = b->comment.id;
	struct comment now;

	if (comments_get(d->root, BOX_HELD, b->post, id, &d->arena, &now, NULL) == 0) {
		b->comment = now;
		return true;
	}
	(void)printf("%.*s/%.*s was %s meanwhile.\n", STR_ARG(b->post), STR_ARG(id),
	    comments_get(d->root, BOX_PUBLISHED, b->post, id, &d->arena, &now, NULL) == 0 ? "published" : "removed");
	return false;
}

/* False: enough for now. */
static bool
decide(struct desk *d, struct boxed *b, size_t number, size_t n, size_t counts[static FATES])
{
	enum fate fate = FATES;

	print_comment(d, b, number, n);
	while (fate == FATES) {
		struct str shown = b->comment.text;
		const struct key *key = ask_key();

		if (key->press == NULL)
			return false;
		if (!still_waits(d, b))
			return true;
		if (!str_eq(shown, b->comment.text) && key->press != key_skip) {
			(void)printf("It was changed meanwhile; this is how it is now.\n");
			print_comment(d, b, number, n);
			continue;
		}
		fate = key->press(d, b);
	}
	counts[fate]++;
	return true;
}

int
desk_go_through(struct desk *d)
{
	struct str_list faults = { NULL, 0 };
	size_t n, i, here, counts[FATES] = { 0, 0, 0 };
	struct boxed *all;

	boxes_list(d->root, BOX_HELD, 0, &d->arena, &all, &n, &faults);
	for (i = 0; i < faults.n; i++)
		(void)fprintf(stderr, "carrel comments: %.*s\n", STR_ARG(faults.items[i]));
	if (n == 0) {
		(void)printf("No comments wait.\n");
		return faults.n > 0 ? EXIT_NO : EXIT_DONE;
	}
	catch_signals();
	for (i = 0; i < n; i++)
		if (still_waits(d, &all[i]) && !decide(d, &all[i], i + 1, n, counts))
			break;
	(void)printf("%zu published, %zu removed, %zu waiting.\n", counts[PUBLISHED], counts[REMOVED],
	    boxes_count(d->root, BOX_HELD, STR_NONE, &here));
	return faults.n > 0 ? EXIT_NO : EXIT_DONE;
}

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/fetch.h"
#include "format/uri.h"

#include "base/banned.h"

#define REDIRECTS 5		/* gemini.md section 4: clients stop there */
#define PROMPTS 5		/* in a row, at a terminal; somebody who wants more words can wait */
#define ANSWER_MAX 4096		/* bytes of a typed line: more fits no request */
#define MAX_BYTES (1ULL << 30)	/* unless --max-bytes says otherwise: no page is so large, and disks fill */
#define PIECE 65536

enum { OPTION_INPUT = FETCH_N_OPTIONS, OPTION_HEAD, OPTION_OUTPUT, OPTION_MAX, OPTION_ANY };

static const struct option_row rows[] = {
	FETCH_OPTIONS,
	[OPTION_INPUT] = { "--input", "TEXT", "the answer to a prompt, or the words of a Gopher search" },
	[OPTION_HEAD] = { "--head", NULL, "Gemini: print the status line, and take no more" },
	[OPTION_OUTPUT] = { "--output", "FILE", "write to this file, which gets its name when all has come" },
	[OPTION_MAX] = { "--max-bytes", "N", "take no more than this (default 1 GiB)" },
	[OPTION_ANY] = { "--any-scheme", NULL, "follow redirects to other schemes, too, of those we speak" },
};

struct get {
	struct fetch f;
	struct target target;
	const char *input, *output;
	bool head, any_scheme;
	uint64_t max;
	/* where it goes */
	FILE *to;
	char *part;			/* FILE.part; NULL: standard output */
	bool for_eyes;
	struct shown shown;
	uint64_t taken;
	/* of Gopher's answer */
	char first;
	char tail[5];			/* its last bytes: the dot of a menu */
};

static bool
is_gopher(const struct target *t)
{
	return t->scheme == SCHEME_GOPHER || t->scheme == SCHEME_GOPHERS;
}

/* --- output --- */

static int
open_output(struct get *g)
{
	g->to = stdout;
	g->for_eyes = g->output == NULL && isatty(STDOUT_FILENO);
	if (g->output == NULL)
		return 0;
	g->part = arena_cstr(&g->f.arena, arena_printf(&g->f.arena, "%s.part", g->output));
	g->to = fopen(g->part, "wbe");
	if (g->to != NULL)
		return 0;
	(void)fetch_complain(&g->f, arena_cstr(&g->f.arena, arena_printf(&g->f.arena, "%s: %s", g->part,
	    strerror(errno))));
	return -1;
}

static bool
write_piece(struct get *g, struct str piece)
{
	struct buf b;
	bool ok;

	if (!g->for_eyes)
		return fwrite(piece.p, 1, piece.n, g->to) == piece.n;
	buf_init(&b, 8 * piece.n + 16);
	shown_write(&g->shown, piece, &b);
	ok = fwrite(b.p, 1, b.n, g->to) == b.n && fflush(g->to) == 0;
	buf_release(&b);
	return ok;
}

/* A whole file gets its name; of another the part is kept, and it is said. */
static int
close_output(struct get *g, int status)
{
	bool ok = g->part == NULL ? fflush(g->to) == 0 : fclose(g->to) == 0;

	if (!ok)
		status = fetch_complain(&g->f, "not all of it could be written");
	if (g->part == NULL)
		return status;
	if (status == EXIT_NO) {
		(void)fprintf(stderr, "carrel get: what came is in %s\n", g->part);
	} else if (rename(g->part, g->output) == -1) {
		status = fetch_complain(&g->f, strerror(errno));
	}
	return status;
}

/* The last bytes of all, for the dot. */
static void
remember_tail(struct get *g, struct str piece)
{
	size_t n = sizeof(g->tail);

	if (g->taken == 0 && piece.n > 0)
		g->first = piece.p[0];
	if (piece.n >= n) {
		memcpy(g->tail, piece.p + piece.n - n, n);
	} else {
		memmove(g->tail, g->tail + piece.n, n - piece.n);
		memcpy(g->tail + n - piece.n, piece.p, piece.n);
	}
}

static int
take_body(struct get *g)
{
	static char piece[PIECE];
	char text[80];
	size_t n;

	while ((n = fetch_read(&g->f, piece, sizeof(piece))) > 0) {
		size_t fits = n < g->max - g->taken ? n : (size_t)(g->max - g->taken);

		remember_tail(g, (struct str){ piece, fits });
		if (!write_piece(g, (struct str){ piece, fits }))
			return fetch_complain(&g->f, "not all of it could be written");
		g->taken += fits;
		if (fits < n) {
			(void)snprintf(text, sizeof(text), "more than %llu bytes: cut there (--max-bytes)",
			    (unsigned long long)g->max);
			return fetch_complain(&g->f, text);
		}
	}
	switch (g->f.client.end) {
	case CLIENT_LATE:
		return fetch_complain(&g->f, "the server has gone silent: something is missing at the end");
	case CLIENT_CUT:
		return fetch_complain(&g->f, "the connection was cut (no close_notify): something may be missing");
	default:
		return EXIT_DONE;
	}
}

/* --- answers to prompts --- */

static bool
at_terminal(void)
{
	return isatty(STDIN_FILENO) && isatty(STDERR_FILENO);
}

/* A line from the terminal into `to`, unseen if it is a secret. False: its end. */
static bool
ask(struct get *g, struct str prompt, bool secret, char to[static ANSWER_MAX], struct str *line)
{
	struct termios before, quiet;
	struct shown s = { .cr = false };
	struct buf b;
	bool changed = false, ok;

	buf_init(&b, 4 * prompt.n + 8);
	shown_write(&s, prompt, &b);
	(void)fprintf(stderr, "%.*s: ", STR_ARG(buf_str(&b)));
	buf_release(&b);
	(void)g;
	if (secret && tcgetattr(STDIN_FILENO, &before) == 0) {
		quiet = before;
		quiet.c_lflag &= ~(tcflag_t)ECHO;
		changed = tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet) == 0;
	}
	ok = fgets(to, ANSWER_MAX, stdin) != NULL;
	if (changed) {
		(void)tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
		(void)fputc('\n', stderr);
	}
	*line = str_of(to);
	(void)str_drop(line, STR("\n"));
	return ok;
}

/* The text for a prompt: --input's, once, or what is typed. 0, or -1 when there is none: it has been told. */
static int
find_answer(struct get *g, struct str prompt, bool secret, struct str *text)
{
	static char typed[ANSWER_MAX];

	if (g->input != NULL) {
		*text = str_of(g->input);
		g->input = NULL;
		return 0;
	}
	if (at_terminal() && ask(g, prompt, secret, typed, text))
		return 0;
	(void)fetch_complain(&g->f, "it asks for words; --input TEXT gives them");
	return -1;
}

static int
answer(struct get *g, struct str prompt, bool secret)
{
	struct error err;
	struct str text;

	if (find_answer(g, prompt, secret, &text) == -1)
		return -1;
	if (target_answer(&g->target, arena_str(&g->f.arena, text), &g->f.arena, &err) == 0)
		return 0;
	(void)fetch_complain(&g->f, err.text);
	return -1;
}

/* --- Gemini --- */

/* Where a redirect leads is the next target. -1: not followed, and it has been told. */
static int
follow(struct get *g)
{
	struct arena *a = &g->f.arena;
	struct str from = target_url(&g->target, a), to = uri_resolve(a, from, g->f.meta);
	struct target next;
	struct error err;

	if (target_parse(to, a, &next, &err) == -1) {
		(void)fetch_complain(&g->f, arena_cstr(a, arena_printf(a, "redirected to %.*s: %s", STR_ARG(to), err.text)));
		return -1;
	}
	if (next.scheme != g->target.scheme && (!g->any_scheme || next.scheme == SCHEME_TITAN)) {
		(void)fetch_complain(&g->f, arena_cstr(a, arena_printf(a, "not followed to another scheme: %.*s%s",
		    STR_ARG(to), next.scheme == SCHEME_TITAN ? "" : " (--any-scheme follows)")));
		return -1;
	}
	if (g->f.options.cert != NULL && !str_eq(next.place, g->target.place)) {
		(void)fprintf(stderr, "carrel get: your certificate is not shown to %.*s, where this leads\n",
		    STR_ARG(next.place));
		g->f.options.cert = NULL;
	}
	if (g->f.options.has_pin && !str_eq(next.place, g->target.place)) {
		(void)fetch_complain(&g->f, arena_cstr(a, arena_printf(a, "not followed to %.*s: --pin is for %.*s",
		    STR_ARG(next.place), STR_ARG(g->target.place))));
		return -1;
	}
	g->target = next;
	return 0;
}

static int
request(struct get *g, struct error *err)
{
	struct str line = is_gopher(&g->target) ? g->target.selector : target_url(&g->target, &g->f.arena);

	if (fetch_open(&g->f, &g->target, err) == -1)
		return -1;
	line = arena_printf(&g->f.arena, "%.*s\r\n", STR_ARG(line));
	return client_write(&g->f.client, line, err);
}

static int
body(struct get *g)
{
	int status;

	if (open_output(g) == -1)
		return EXIT_NO;
	status = take_body(g);
	return close_output(g, status);
}

static int get_gopher(struct get *g);

static int
get_gemini(struct get *g)
{
	struct error err;
	int redirects = 0, prompts = 0;

	for (;;) {
		if (request(g, &err) == -1 || fetch_header(&g->f, &err) == -1)
			return fetch_complain(&g->f, err.text);
		if (g->head) {
			fetch_say_header(&g->f, stdout);
			return g->f.status / 10 == 2 ? EXIT_DONE : EXIT_NO;
		}
		if (g->f.status / 10 == 2)
			return body(g);
		if (g->f.status / 10 == 1 && (g->input != NULL || at_terminal()) && prompts++ < PROMPTS) {
			if (answer(g, g->f.meta, g->f.status == 11) == -1)
				return EXIT_NO;
			continue;
		}
		if (g->f.status / 10 != 3) {
			fetch_say_header(&g->f, stderr);
			return EXIT_NO;
		}
		if (redirects++ == REDIRECTS) {
			fetch_say_header(&g->f, stderr);
			return fetch_complain(&g->f, "more than 5 redirects: it leads in a circle");
		}
		if (follow(g) == -1)
			return EXIT_NO;
		if (is_gopher(&g->target))
			return get_gopher(g);
	}
}

/* --- Gopher --- */

static int
get_gopher(struct get *g)
{
	bool menu = g->target.type == '1' || g->target.type == '7';
	struct error err;
	int status;

	if ((g->target.type == '7' || g->input != NULL) && !g->target.has_search && answer(g, STR("Search"), false) == -1)
		return EXIT_NO;
	if (request(g, &err) == -1)
		return fetch_complain(&g->f, err.text);
	status = body(g);
	if (status != EXIT_DONE)
		return status;
	if (g->taken == 0)
		return fetch_complain(&g->f, "the server has closed the connection without an answer");
	/* Of a menu whose dot is missing nobody knows whether it is whole; many servers send none. */
	if (menu && memcmp(g->tail + 2, ".\r\n", 3) != 0 && memcmp(g->tail + 3, ".\n", 2) != 0)
		(void)fprintf(stderr, "carrel get: the menu has no dot at its end; it may be cut short\n");
	return menu && g->first == '3' ? EXIT_NO : EXIT_DONE;
}

/* --- the command line --- */

static int
take_option(struct get *g, ptrdiff_t row, const char *argument)
{
	switch (row) {
	case OPTION_INPUT:
		g->input = argument;
		break;
	case OPTION_HEAD:
		g->head = true;
		break;
	case OPTION_OUTPUT:
		g->output = argument;
		break;
	case OPTION_MAX:
		if (!str_number(str_of(argument), UINT64_MAX / 2, &g->max))
			return fetch_wrong(&g->f, "--max-bytes wants a number, not ", argument);
		break;
	case OPTION_ANY:
		g->any_scheme = true;
		break;
	default:
		return fetch_option(&g->f, row, argument);
	}
	return EXIT_DONE;
}

static int
get(struct get *g, const char *url)
{
	struct error err;

	if (target_parse(str_of(url), &g->f.arena, &g->target, &err) == -1) {
		(void)fprintf(stderr, "carrel get: %s: %s\n", url, err.text);
		return EXIT_USAGE;
	}
	if (g->target.scheme == SCHEME_TITAN)
		return fetch_wrong(&g->f, "titan:// is for sending: carrel put FILE ", url);
	if (g->head && is_gopher(&g->target))
		return fetch_wrong(&g->f, "--head: Gopher has no status line", "");
	return is_gopher(&g->target) ? get_gopher(g) : get_gemini(g);
}

static int
run(int argc, char **argv)
{
	struct get g = { .max = MAX_BYTES };
	const struct option_row *row;
	const char *argument, *url = NULL;
	int at = 1, status = EXIT_DONE;

	fetch_init(&g.f, "get");
	while (at < argc && status == EXIT_DONE) {
		row = command_option(argc, argv, &at, &get_command, &argument);
		if (row != NULL)
			status = take_option(&g, row - rows, argument);
		else if (at < argc && url != NULL)
			status = fetch_wrong(&g.f, "one address, not also ", argv[at]);
		else if (at < argc)
			url = argv[at++];
	}
	if (status == EXIT_DONE)
		status = url == NULL ? fetch_wrong(&g.f, "which address?", "") : get(&g, url);
	fetch_release(&g.f);
	return status;
}

const struct command get_command = {
	.name = "get",
	.arguments = "[options] URL",
	.summary = "fetch a page over Gemini or Gopher",
	.group = COMMAND_CARRIES,
	.run = run,
	.options = rows,
	.n_options = sizeof(rows) / sizeof(rows[0]),
	.text = "URL is gemini://, gopher:// or gophers://. Follows up to 5 redirects. Prompts are asked at a\n"
	    "terminal. The exit status is 0 if a whole page came, 1 for all else, with the status line on\n"
	    "standard error.\n"
	    "\n"
	    "The first time, a server's key is believed and remembered, in ~/.local/share/carrel/known-hosts\n"
	    "(or $XDG_DATA_HOME/carrel); from then on no other is, until its certificate has ended.\n",
	.example = "carrel get gemini://localhost/posts/\n",
};

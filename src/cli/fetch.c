#include "cli/fetch.h"

#include <signal.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "capsule/config.h"
#include "net/known.h"

#include "base/banned.h"

enum { COMMON_CERT, COMMON_PIN, COMMON_ACCEPT, COMMON_INSECURE, COMMON_TIMEOUT };

#define PIECE 4096

/* --- what is shown --- */

static void
shown_byte(struct shown *s, unsigned char c, struct buf *to)
{
	bool cr = s->cr;

	s->cr = c == '\r';
	if (cr && c != '\n')
		buf_add(to, STR("\\x0D"));
	if (s->lead != 0) {
		if (c >= 0xA0 && c <= 0xBF)
			buf_addf(to, "%c%c", s->lead, c);
		else
			buf_addf(to, "\\x%02X", s->lead);
		s->lead = 0;
		if (c >= 0xA0 && c <= 0xBF)
			return;
	}
	if (s->more > 0 && c >= 0x80 && c <= 0xBF) {
		s->more--;
		buf_addc(to, (char)c);
		return;
	}
	s->more = 0;
	if (c == '\r')
		return;			/* until it is known what follows */
	if (c == 0xC2)
		s->lead = c;
	else if (c == '\n' || c == '\t' || (c >= 0x20 && c < 0x7F) || (c > 0xC2 && c < 0xF5))
		buf_addc(to, (char)c);
	else
		buf_addf(to, "\\x%02X", c);
	s->more = c > 0xC2 && c < 0xE0 ? 1 : c >= 0xE0 && c < 0xF0 ? 2 : c >= 0xF0 && c < 0xF5 ? 3 : 0;
}

void
shown_write(struct shown *s, struct str piece, struct buf *to)
{
	for (size_t i = 0; i < piece.n; i++)
		shown_byte(s, (unsigned char)piece.p[i], to);
}

static void
say(FILE *to, const char *before, struct str text)
{
	struct shown s = { .cr = false };
	struct buf b;

	buf_init(&b, 4 * text.n + 8);
	shown_write(&s, text, &b);
	(void)fprintf(to, "%s%.*s\n", before, STR_ARG(buf_str(&b)));
	buf_release(&b);
}

static const char *who = "get";		/* for notes, which have no context */

static void
note(const char *text)
{
	(void)fprintf(stderr, "carrel %s: ", who);
	say(stderr, "", str_of(text));
}

int
fetch_wrong(const struct fetch *f, const char *text, const char *what)
{
	(void)fprintf(stderr, "carrel %s: %s%s; --help tells how\n", f->command, text, what);
	return EXIT_USAGE;
}

int
fetch_complain(const struct fetch *f, const char *text)
{
	(void)fprintf(stderr, "carrel %s: ", f->command);
	say(stderr, "", str_of(text));
	return EXIT_NO;
}

void
fetch_say_header(const struct fetch *f, FILE *to)
{
	char number[8];

	(void)snprintf(number, sizeof(number), "%02d ", f->status);
	say(to, number, f->meta);
}

/* --- options --- */

void
fetch_init(struct fetch *f, const char *command)
{
	*f = (struct fetch){ .command = command, .client = { .fd = -1 } };
	who = command;
	buf_init(&f->rest, TARGET_HEADER_MAX + PIECE);
	f->options.timeout_s = CLIENT_TIMEOUT_S;
	f->options.known = known_path(&f->arena);
	(void)signal(SIGPIPE, SIG_IGN);		/* a server that hangs up is an error to be told */
}

void
fetch_release(struct fetch *f)
{
	client_close(&f->client);
	buf_release(&f->rest);
	arena_release(&f->arena);
}

int
fetch_option(struct fetch *f, ptrdiff_t row, const char *argument)
{
	uint64_t seconds;

	switch (row) {
	case COMMON_CERT:
		f->options.cert = argument;
		break;
	case COMMON_PIN:
		if (!config_fingerprint(str_of(argument), &f->options.pin))
			return fetch_wrong(f, "--pin wants sha256: and 64 hex digits, not ", argument);
		f->options.has_pin = true;
		break;
	case COMMON_ACCEPT:
		f->options.accept_new_key = true;
		break;
	case COMMON_INSECURE:
		f->options.insecure = true;
		break;
	default:
		if (!str_number(str_of(argument), CLIENT_TIMEOUT_MAX_S, &seconds) || seconds == 0)
			return fetch_wrong(f, "--timeout wants 1 to 3600 seconds, not ", argument);
		f->options.timeout_s = (int)seconds;
	}
	if (f->options.insecure && f->options.has_pin)
		return fetch_wrong(f, "--pin believes one key and --insecure all: one of them", "");
	return EXIT_DONE;
}

/* --- requests --- */

int
fetch_open(struct fetch *f, const struct target *t, struct error *err)
{
	client_close(&f->client);
	buf_clear(&f->rest);
	return client_open(&f->client, t->host, t->port, t->scheme != SCHEME_GOPHER, t->place, &f->options, note,
	    err);
}

static int
no_header(const struct fetch *f, struct error *err)
{
	const struct error_at at = { NULL, 0, 0 };
	struct str got = buf_str(&f->rest);

	if (f->client.end == CLIENT_LATE)
		return error_set(err, ERROR_SYSTEM, at, "no answer within %d seconds", f->options.timeout_s);
	if (got.n == 0)
		return error_set(err, ERROR_SYSTEM, at, "the server has closed the connection without an answer");
	return error_set(err, ERROR_INPUT, at, "the answer does not begin with a status line: '%.*s'",
	    (int)(got.n < 60 ? got.n : 60), got.p);
}

/* The deadline is not rewound: a byte a second must not keep a script for ever. */
int
fetch_header(struct fetch *f, struct error *err)
{
	client_rewind(&f->client);
	for (;;) {
		struct str in = buf_str(&f->rest);
		size_t end = 0;

		while (end + 1 < in.n && (in.p[end] != '\r' || in.p[end + 1] != '\n'))
			end++;
		if (end + 1 < in.n) {
			if (!target_read_header(str_head(in, end), &f->status, &f->meta))
				return no_header(f, err);
			f->meta = arena_str(&f->arena, f->meta);
			memmove(f->rest.p, f->rest.p + end + 2, in.n - end - 2);
			f->rest.n -= end + 2;
			return 0;
		}
		if (in.n >= TARGET_HEADER_MAX)
			return no_header(f, err);
		f->rest.n += client_read(&f->client, buf_room(&f->rest, PIECE), PIECE);
		if (f->rest.n == in.n)
			return no_header(f, err);
	}
}

size_t
fetch_read(struct fetch *f, char *to, size_t n)
{
	size_t got = f->rest.n < n ? f->rest.n : n;

	if (got > 0) {
		memcpy(to, f->rest.p, got);
		memmove(f->rest.p, f->rest.p + got, f->rest.n - got);
		f->rest.n -= got;
		return got;
	}
	got = client_read(&f->client, to, n);
	if (got > 0)
		client_rewind(&f->client);
	return got;
}

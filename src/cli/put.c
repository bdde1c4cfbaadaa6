#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/file.h"
#include "cli/fetch.h"
#include "format/mime.h"
#include "format/uri.h"
#include "proto/gemini.h"

#include "base/banned.h"

#define STDIN_MAX (64 << 20)	/* bytes from standard input: the size goes first, so all of it is held */
#define PIECE 65536

enum { OPTION_MIME = FETCH_N_OPTIONS, OPTION_TOKEN };

static const struct option_row rows[] = {
	FETCH_OPTIONS,
	[OPTION_MIME] = { "--mime", "TYPE", "the media type (default: by the file's name)" },
	[OPTION_TOKEN] = { "--token", "WORD", "what some servers want as a password" },
};

struct put {
	struct fetch f;
	struct target target;
	const char *mime, *token;
	int fd;				/* of the file; -1: `body` holds all */
	struct buf body;
	uint64_t size;
};

/* --- what is sent --- */

static int
read_stdin(struct put *p)
{
	ssize_t n;

	for (;;) {
		char *room = buf_room(&p->body, PIECE);

		if (room == NULL)
			return fetch_complain(&p->f, "standard input is longer than 64 MiB; put it into a file");
		n = read(STDIN_FILENO, room, PIECE);
		if (n == -1 && errno == EINTR)
			continue;
		if (n == -1)
			return fetch_complain(&p->f, strerror(errno));
		if (n == 0)
			break;
		p->body.n += (size_t)n;
	}
	p->size = p->body.n;
	return EXIT_DONE;
}

static int
open_file(struct put *p, const char *path)
{
	struct stat st;

	if (strcmp(path, "-") == 0)
		return read_stdin(p);
	p->fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	if (p->fd == -1 || fstat(p->fd, &st) == -1) {
		(void)fprintf(stderr, "carrel put: %s: %s\n", path, strerror(errno));
		return EXIT_NO;
	}
	if (!S_ISREG(st.st_mode)) {
		(void)fprintf(stderr, "carrel put: %s is no file; - is standard input\n", path);
		return EXIT_NO;
	}
	p->size = (uint64_t)st.st_size;
	return EXIT_DONE;
}

/* titan.md: parameters stand behind the path; what reserves a meaning in them is encoded. */
static void
add_parameter(struct buf *line, const char *name, const char *value)
{
	buf_addf(line, ";%s=", name);
	for (const char *c = value; *c != '\0'; c++) {
		struct str byte = { c, 1 };

		if (strchr(";=?#%/\\", *c) == NULL && uri_is_clean(byte))
			buf_add(line, byte);
		else if (*c == '/' && strcmp(name, "mime") == 0)
			buf_addc(line, '/');
		else
			buf_addf(line, "%%%02X", (unsigned)(unsigned char)*c);
	}
}

static int
send_line(struct put *p, const char *path, struct error *err)
{
	struct buf line;
	int rc;

	buf_init(&line, 4 * GEMINI_REQUEST_MAX);
	buf_add(&line, p->target.uri);
	buf_addf(&line, ";size=%llu", (unsigned long long)p->size);
	add_parameter(&line, "mime", p->mime != NULL ? p->mime : strcmp(path, "-") == 0 ? "text/gemini" :
	    mime_of(str_of(path))->type);
	if (p->token != NULL)
		add_parameter(&line, "token", p->token);
	if (line.full || line.n > GEMINI_REQUEST_MAX) {
		rc = error_set(err, ERROR_TOO_LARGE, (struct error_at){ NULL, 0, 0 }, "address, type and token are "
		    "longer than %d bytes together", GEMINI_REQUEST_MAX);
	} else {
		buf_add(&line, STR("\r\n"));
		rc = fetch_open(&p->f, &p->target, err);
		if (rc == 0)
			rc = client_write(&p->f.client, buf_str(&line), err);
	}
	buf_release(&line);
	return rc;
}

/* As many bytes as were announced. */
static int
send_body(struct put *p, const char *path, struct error *err)
{
	static char piece[PIECE];

	if (p->fd == -1)
		return client_write(&p->f.client, buf_str(&p->body), err);
	for (uint64_t at = 0; at < p->size; ) {
		uint64_t left = p->size - at;
		ssize_t n = file_pread(p->fd, piece, left < PIECE ? (size_t)left : PIECE, at);

		if (n <= 0)
			return error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 }, "became shorter while it "
			    "was sent: send it again");
		if (client_write(&p->f.client, (struct str){ piece, (size_t)n }, err) == -1)
			return -1;
		at += (uint64_t)n;
	}
	return 0;
}

/* --- the answer --- */

static int
print_page(struct put *p)
{
	static char piece[PIECE];
	bool for_eyes = isatty(STDOUT_FILENO);
	struct shown s = { .cr = false };
	uint64_t taken = 0;
	size_t n;

	while (taken < STDIN_MAX && (n = fetch_read(&p->f, piece, sizeof(piece))) > 0) {
		struct buf b;

		taken += n;
		buf_init(&b, 8 * n + 16);
		if (for_eyes)
			shown_write(&s, (struct str){ piece, n }, &b);
		else
			buf_add(&b, (struct str){ piece, n });
		(void)fwrite(b.p, 1, b.n, stdout);
		buf_release(&b);
	}
	return fflush(stdout) == 0 ? EXIT_DONE : EXIT_NO;
}

/* Titan's usual answer to what was taken is a redirect to it. */
static int
take_answer(struct put *p)
{
	struct arena *a = &p->f.arena;
	struct str base, to;
	struct target there;

	if (p->f.status / 10 == 2)
		return print_page(p);
	if (p->f.status / 10 != 3) {
		fetch_say_header(&p->f, stderr);
		return EXIT_NO;
	}
	base = p->target.uri;
	(void)str_skip(&base, STR("titan"));
	to = uri_resolve(a, arena_printf(a, "gemini%.*s", STR_ARG(base)), p->f.meta);
	if (target_parse(to, a, &there, NULL) == -1) {
		fetch_say_header(&p->f, stderr);
		return fetch_complain(&p->f, "sent; but where it is now is no address");
	}
	to = there.scheme == SCHEME_GEMINI || there.scheme == SCHEME_TITAN ? target_url(&there, a) : to;
	(void)printf("%.*s\n", STR_ARG(to));
	return fflush(stdout) == 0 ? EXIT_DONE : EXIT_NO;
}

static int
put(struct put *p, const char *path)
{
	struct error err, why;

	if (send_line(p, path, &err) == -1)
		return fetch_complain(&p->f, err.text);
	/* Who is refused may be told so before he has sent all; then what was said counts, not the silence. */
	if (send_body(p, path, &err) == -1) {
		if (p->f.client.end != CLIENT_CUT || fetch_header(&p->f, &why) == -1 || p->f.status < 40)
			return fetch_complain(&p->f, err.text);
	} else if (fetch_header(&p->f, &err) == -1) {
		return fetch_complain(&p->f, err.text);
	}
	return take_answer(p);
}

/* --- the command line --- */

static int
prepare(struct put *p, const char *path, const char *url)
{
	struct error err;

	if (target_parse(str_of(url), &p->f.arena, &p->target, &err) == -1) {
		(void)fprintf(stderr, "carrel put: %s: %s\n", url, err.text);
		return EXIT_USAGE;
	}
	if (p->target.scheme != SCHEME_TITAN)
		return fetch_wrong(&p->f, "only titan:// takes files, not ", url);
	if (p->target.has_query)
		return fetch_wrong(&p->f, "a titan:// address has no query: ", url);
	return open_file(p, path);
}

static int
run(int argc, char **argv)
{
	struct put p = { .fd = -1 };
	const struct option_row *row;
	const char *argument, *words[2] = { NULL, NULL };
	int at = 1, n = 0, status = EXIT_DONE;

	fetch_init(&p.f, "put");
	buf_init(&p.body, STDIN_MAX);
	while (at < argc && status == EXIT_DONE) {
		row = command_option(argc, argv, &at, &put_command, &argument);
		if (row == &rows[OPTION_MIME])
			p.mime = argument;
		else if (row == &rows[OPTION_TOKEN])
			p.token = argument;
		else if (row != NULL)
			status = fetch_option(&p.f, row - rows, argument);
		else if (at < argc && n == 2)
			status = fetch_wrong(&p.f, "one file and one address, not also ", argv[at]);
		else if (at < argc)
			words[n++] = argv[at++];
	}
	if (status == EXIT_DONE)
		status = n < 2 ? fetch_wrong(&p.f, n == 0 ? "which file?" : "to which titan:// address?", "") :
		    prepare(&p, words[0], words[1]);
	if (status == EXIT_DONE)
		status = put(&p, words[0]);
	file_close(&p.fd);
	buf_release(&p.body);
	fetch_release(&p.f);
	return status;
}

const struct command put_command = {
	.name = "put",
	.arguments = "[options] FILE URL",
	.summary = "send a file by Titan",
	.group = COMMAND_CARRIES,
	.run = run,
	.options = rows,
	.n_options = sizeof(rows) / sizeof(rows[0]),
	.text = "URL is titan://; FILE - is standard input. What the server answers goes to standard output: a\n"
	    "page, or the address under which the file can be seen now. The exit status is 0 if it was taken.\n"
	    "Keys of servers are remembered as by get.\n",
	.example = "carrel put --cert me.pem answer.gmi titan://localhost/c/abcde/leave-a-comment\n",
};

#include <errno.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "base/file.h"
#include "base/time.h"
#include "cli/command.h"
#include "format/host.h"
#include "format/uri.h"
#include "net/face.h"
#include "proto/gopher.h"
#include "proto/titan.h"

#include "base/banned.h"

#define GEMINI_PORT 1965	/* where a server listens that was told nothing else */
#define GOPHER_PORT 70
#define PIECE 65536		/* bytes of a file held in memory */

enum { OPTION_GOPHER, OPTION_WIDTH, OPTION_ASCII, OPTION_AS, OPTION_DATE, OPTION_HEADER, OPTION_CERTS };

#define LAST_SECOND INT64_C(253402300799)	/* of the year 9999: a certificate without an end says that */

static const struct option_row rows[] = {
	[OPTION_GOPHER] = { "--gopher", NULL, "as a Gopher reader gets it (default: Gemini)" },
	[OPTION_WIDTH] = { "--width", "N", "columns of text in menus (default: gopher-width of the settings)" },
	[OPTION_ASCII] = { "--ascii", NULL, "through the ASCII door, see /manual/gopher.gmi; it is Gopher's" },
	[OPTION_AS] = { "--as", "WHO", "the reader's certificate: sha256:FINGERPRINT, or `owner` for yours" },
	[OPTION_DATE] = { "--date", "WHEN", "as it is at that time: 2026-12-24, 2026-12-24T18:00Z (default: now)" },
	[OPTION_HEADER] = { "--header", NULL, "all bytes: Gemini's status line goes to standard output, too" },
	[OPTION_CERTS] = { "--certs", "DIR", "where secret.key is (default: certs beside the capsule's folder)" },
};

/* One address to be shown. */
struct rendering {
	const char *address, *folder, *as, *certs;
	bool gopher, ascii, header;
	uint64_t width;			/* 0: as in the settings */
	int64_t now;
	struct arena arena;
	struct listeners listeners;	/* where a server would listen; no sockets are made */
	struct str line, sni;		/* the request */
};

static int
wrong(const char *text, const char *what)
{
	(void)fprintf(stderr, "carrel render: %s%s; --help tells how\n", text, what);
	return EXIT_USAGE;
}

static int
complain(const struct error *err)
{
	(void)fprintf(stderr, "carrel render: %s\n", err->text);
	return EXIT_NO;
}

/* --- the request that a client would send --- */

/* What a person types for a path: every byte that cannot stand in a URI is percent-encoded. */
static struct str
typed_path(struct arena *a, struct str typed)
{
	struct buf b;
	struct str out;

	buf_init(&b, 3 * typed.n + 1);
	if (!str_starts(typed, STR("/")))
		buf_addc(&b, '/');
	uri_encode_typed(&b, typed);
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

static void
listen_at(struct rendering *r, enum service service, uint16_t port)
{
	struct listener *l = &r->listeners.items[r->listeners.n++];

	*l = (struct listener){ -1, service, { .len = sizeof(struct sockaddr_in) } };
	l->address.sa.ss_family = AF_INET;
	address_set_port(&l->address, port);
}

static bool
is_ours(const struct config *config, struct str host)
{
	for (size_t i = 0; i < config->hosts.n; i++)
		if (str_eq(config->hosts.items[i], host))
			return true;
	return false;
}

/* A selector from a gopher:// URL: the item type goes, what is percent-encoded is sent as it is meant. */
static struct str
url_selector(struct arena *a, const struct uri *u)
{
	struct str path = u->path, selector;

	if (u->has_query)		/* one that was typed into a URL stands for the search */
		path = arena_printf(a, "%.*s?%.*s", STR_ARG(u->path), STR_ARG(u->query));
	if (path.n >= 2)
		path = str_from(path, 2);
	else
		path = STR_NONE;
	return uri_decode(a, path, &selector) ? selector : path;
}

/* A Gemini URL asked for on Gopher, or a path: our selectors are the paths. */
static struct str
path_selector(struct arena *a, struct str path)
{
	struct str selector;

	return uri_decode(a, path, &selector) ? selector : path;
}

static int
take_url(struct rendering *r, const struct config *config, const struct uri *u, struct error *err)
{
	const struct error_at at = { r->address, 0, 0 };
	bool gopher = str_eq_nocase(u->scheme, STR("gopher")) || str_eq_nocase(u->scheme, STR("gophers"));
	struct uri_authority who;
	struct str host;
	uint16_t port;

	if (!gopher && !str_eq_nocase(u->scheme, STR("gemini")))
		return error_set(err, ERROR_INPUT, at, "is no address that can be shown; expected a path, "
		    "gemini:// or gopher://");
	if (!u->has_authority || !uri_split_authority(u->authority, &who) || who.has_userinfo ||
	    !uri_port(who.port, gopher ? GOPHER_PORT : GEMINI_PORT, &port) || port == 0 ||
	    host_read(who.host, &r->arena, &host) != NULL)
		return error_set(err, ERROR_INPUT, at, "has no host and port that could be asked");
	if (!is_ours(config, host))
		return error_set(err, ERROR_INPUT, at, "is of another capsule: this one's host is %.*s",
		    STR_ARG(config->hosts.items[0]));
	if (who.port.n > 0 && port != (gopher ? config->gopher_port : config->gemini_port))
		listen_at(r, gopher ? SERVICE_GOPHER : SERVICE_GEMINI, port);
	r->sni = host;
	if (gopher) {
		r->gopher = true;
		r->line = url_selector(&r->arena, u);
	} else if (r->gopher) {
		r->line = path_selector(&r->arena, u->path);
		if (u->has_query)
			r->line = arena_printf(&r->arena, "%.*s?%.*s", STR_ARG(r->line), STR_ARG(u->query));
	} else {
		r->line = str_of(r->address);
	}
	return 0;
}

/* A path stands for the first host of the capsule. */
static void
take_path(struct rendering *r, const struct config *config)
{
	struct str host = config->hosts.items[0], typed = str_of(r->address);
	const char *open = str_has(host, ':') ? "[" : "", *close = str_has(host, ':') ? "]" : "";

	r->sni = host_is_address(host) ? STR_NONE : host;
	if (r->gopher)
		r->line = str_starts(typed, STR("/")) || typed.n == 0 || str_starts(typed, STR("URL:")) ? typed :
		    arena_printf(&r->arena, "/%.*s", STR_ARG(typed));
	else
		r->line = arena_printf(&r->arena, "gemini://%s%.*s%s%.*s", open, STR_ARG(host), close,
		    STR_ARG(typed_path(&r->arena, typed)));
}

static int
make_request(struct rendering *r, const struct config *config, struct error *err)
{
	struct uri u = uri_split(str_of(r->address));

	r->gopher = r->gopher || r->ascii;
	/* A path may hold a colon; a scheme is followed by two slashes in what we take. */
	if (u.scheme.n > 0 && u.has_authority) {
		if (take_url(r, config, &u, err) == -1)
			return -1;
	} else {
		take_path(r, config);
	}
	if (r->ascii && !str_eq(r->line, STR("/ascii")) && !str_starts(r->line, STR("/ascii/")))
		r->line = arena_printf(&r->arena, "/ascii%s%.*s", r->line.n == 0 ? "/" : "", STR_ARG(r->line));
	if (r->line.n > (r->gopher ? GOPHER_LINE_MAX : GEMINI_REQUEST_MAX))
		return error_set(err, ERROR_TOO_LARGE, (struct error_at){ NULL, 0, 0 },
		    "the address is too long for a request; expected at most %d bytes", r->gopher ? GOPHER_LINE_MAX : GEMINI_REQUEST_MAX);
	return 0;
}

static int
make_reader(const struct rendering *r, const struct config *config, struct identity *who, struct error *err)
{
	if (r->as == NULL)
		return 0;
	*who = (struct identity){ .given = true, .not_before = INT64_MIN, .not_after = LAST_SECOND };
	if (strcmp(r->as, "owner") != 0)
		return config_fingerprint(str_of(r->as), &who->fingerprint) ? 0 : error_set(err, ERROR_INPUT,
		    (struct error_at){ NULL, 0, 0 }, "--as is '%s'; expected sha256: and 64 hex digits, or owner",
		    r->as);
	if (config->n_owners == 0)
		return error_set(err, ERROR_INPUT, (struct error_at){ NULL, 0, 0 }, "%s/%s names no owner; "
		    "`carrel cert make --client NAME FILE` makes a certificate for one", r->folder, CONFIG_FILE);
	who->fingerprint = config->owners[0];
	return 0;
}

/* --- the answer --- */

static int
send_file(const struct response *resp)
{
	static char piece[PIECE];
	uint64_t at = 0;

	while (resp->fd != -1 && at < resp->size) {
		uint64_t left = resp->size - at;
		ssize_t n = file_pread(resp->fd, piece, left < PIECE ? (size_t)left : PIECE, at);

		if (n <= 0)
			return -1;
		if (fwrite(piece, 1, (size_t)n, stdout) != (size_t)n)
			return -1;
		at += (uint64_t)n;
	}
	return 0;
}

/* Gemini's first line to standard error, the rest, and all of Gopher, to standard output. */
static int
send_answer(const struct rendering *r, const struct exchange *x, struct str out)
{
	struct str header = STR_NONE;
	bool good;

	if (r->gopher) {	/* an error is an item of type 3, where no page was made */
		good = out.n == 0 || out.p[0] != '3' || x->response.kind != RESPONSE_HEADER;
	} else {
		good = out.n > 0 && out.p[0] == '2';
		for (size_t i = 0; i < out.n && header.n == 0; i++)
			if (out.p[i] == '\n')
				header = str_head(out, i + 1);
		(void)fprintf(stderr, "%.*s\n", (int)(header.n < 2 ? 0 : header.n - 2), header.p);
		if (!r->header)
			out = str_from(out, header.n);
	}
	if (fwrite(out.p, 1, out.n, stdout) != out.n || send_file(&x->response) == -1 || fflush(stdout) != 0) {
		(void)fprintf(stderr, "carrel render: %s: not all of it could be read and written\n", r->address);
		return EXIT_NO;
	}
	return good ? EXIT_DONE : EXIT_NO;
}

static int
answer(struct rendering *r, const struct estate *e, struct exchange *x)
{
	struct face face = { .ports = { 0 } };
	struct tenant *t = e->tenants[0];
	struct site *site = site_load(t->root, &t->config, NULL, NULL);
	enum serve_next next;
	struct buf out;
	int status;

	buf_init(&out, REPLY_MAX);
	face_init(&face, e, 0, &r->arena);
	face.front.site = site;
	names_look(&face.names, t->root, r->now);
	next = r->gopher ? serve_gopher(&face.front, r->line, x, &out) :
	    serve_gemini(&face.front, r->line, r->sni, x, &out);
	if (next == SERVE_DONE) {
		status = send_answer(r, x, buf_str(&out));
	} else {
		(void)fprintf(stderr, "carrel render: %s would write something; only a server does\n", r->address);
		status = EXIT_NO;
	}
	buf_release(&out);
	names_release(&face.names);
	site_free(site);
	return status;
}

static int
render(struct rendering *r)
{
	struct estate e = { .n = 1, .listeners = &r->listeners, .order_in = -1, .order_out = -1 };
	struct exchange x = { .ascii = false };
	struct error err;
	struct tenant *t = tenant_read(r->folder, &err);
	int status = EXIT_NO;

	if (t == NULL)
		return complain(&err);
	e.tenants = &t;
	x.response.fd = -1;
	x.request.now = r->now;
	x.request.prefix = STR("127.0.0.0/24");		/* as a reader on this machine */
	if (r->width != 0)
		t->config.gopher_width = r->width;
	if (tenant_peek(t, r->certs, &err) == -1)
		(void)fprintf(stderr, "carrel render: %s (links that publish a comment will be worth nothing)\n",
		    err.text);
	if (make_request(r, &t->config, &err) == -1 ||
	    make_reader(r, &t->config, &x.request.who, &err) == -1) {
		status = complain(&err);
	} else {
		listen_at(r, SERVICE_GEMINI, GEMINI_PORT);
		listen_at(r, SERVICE_GOPHER, GOPHER_PORT);
		if (r->gopher)			/* nobody shows a certificate there */
			x.request.who.given = false;
		status = answer(r, &e, &x);
	}
	exchange_release(&x);
	tenant_free(t);
	return status;
}

static int
take_option(struct rendering *r, ptrdiff_t option, const char *argument)
{
	struct when when;

	switch (option) {
	case OPTION_GOPHER:
		r->gopher = true;
		break;
	case OPTION_WIDTH:
		if (!str_number(str_of(argument), MENU_WIDTH_MAX, &r->width) || r->width < MENU_WIDTH_MIN)
			return wrong("--width wants a number from 40 to 120, not ", argument);
		break;
	case OPTION_ASCII:
		r->ascii = true;
		break;
	case OPTION_AS:
		r->as = argument;
		break;
	case OPTION_DATE:
		if (!time_parse(str_of(argument), &when))
			return wrong("--date wants 2026-12-24 or 2026-12-24T18:00Z, not ", argument);
		r->now = when.utc;
		break;
	case OPTION_HEADER:
		r->header = true;
		break;
	default:
		r->certs = argument;
	}
	return EXIT_DONE;
}

static int
run(int argc, char **argv)
{
	struct rendering r = { .folder = ".", .now = time_now() };
	const struct option_row *row;
	const char *argument;
	int at = 1, words = 0, status;

	while (at < argc) {		/* options may stand behind the address, too */
		row = command_option(argc, argv, &at, &render_command, &argument);
		if (row != NULL && (status = take_option(&r, row - rows, argument)) != EXIT_DONE)
			return status;
		if (row != NULL || at == argc)
			continue;
		if (++words > 2)
			return wrong("one address and one folder, not also ", argv[at]);
		*(words == 1 ? &r.address : &r.folder) = argv[at++];
	}
	if (words == 0)
		return wrong("which address?", "");
	status = render(&r);
	arena_release(&r.arena);
	return status;
}

const struct command render_command = {
	.name = "render",
	.arguments = "[options] ADDRESS [DIR]",
	.summary = "print what a reader gets, without a server",
	.group = COMMAND_LOOKS,
	.run = run,
	.options = rows,
	.n_options = sizeof(rows) / sizeof(rows[0]),
	.text = "ADDRESS is a path such as /posts/, or a gemini:// or gopher:// URL of the capsule DIR (default:\n"
	    "the current folder); a port in it is taken for the one that the server listens on. Prints, byte\n"
	    "for byte, what a reader gets. Gemini's status line goes to standard error. The exit status is 0\n"
	    "if a page came, else 1. Nothing is written, and no server is asked.\n",
	.example = "carrel render --gopher --width 60 /posts/ capsule\n",
};

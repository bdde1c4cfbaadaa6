#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "cli/command.h"
#include "net/address.h"
#include "net/super.h"

#include "base/banned.h"

static const struct option_row rows[] = {
	{ "--gemini", "ADDR:PORT", "listen for Gemini there, or `off` (default :1965; repeatable)" },
	{ "--gopher", "ADDR:PORT", "listen for Gopher there, or `off` (default :70; repeatable)" },
	{ "--certs", "DIR", "certificates and keys (default: certs beside each capsule's folder)" },
	{ "--workers", "N", "processes that serve readers (default: one for each processor, up to 8)" },
};

static int
wrong(const char *text, const char *what)
{
	(void)fprintf(stderr, "carrel serve: %s%s; --help tells how\n", text, what);
	return EXIT_USAGE;
}

/* A mistyped address is wrong use, not a server that could not start. */
static bool
good_address(const char *spec)
{
	struct address addresses[ADDRESS_SPEC_MAX];
	struct error err;

	if (str_eq(str_of(spec), STR("off")) || address_parse(str_of(spec), 1, addresses, &err) != -1)
		return true;
	(void)fprintf(stderr, "carrel serve: %s\n", err.text);
	return false;
}

static int
run(int argc, char **argv)
{
	struct super_options o = { .workers = 0 };
	const struct option_row *row;
	const char *argument;
	struct error err;
	uint64_t workers;
	int at = 1;

	while ((row = command_option(argc, argv, &at, &serve_command, &argument)) != NULL) {
		if ((row == &rows[0] || row == &rows[1]) && !good_address(argument))
			return EXIT_USAGE;
		if (row == &rows[0] && o.n_gemini < SUPER_ADDRESSES) {
			o.gemini[o.n_gemini++] = argument;
		} else if (row == &rows[1] && o.n_gopher < SUPER_ADDRESSES) {
			o.gopher[o.n_gopher++] = argument;
		} else if (row == &rows[2]) {
			o.source.certs = argument;
		} else if (row == &rows[3]) {
			if (!str_number(str_of(argument), SUPER_WORKERS, &workers) || workers == 0)
				return wrong("--workers wants a number from 1 to 64, not ", argument);
			o.workers = (size_t)workers;
		} else {
			return wrong("too many addresses: ", argument);
		}
	}
	if (at == argc)
		return wrong("which folder?", "");
	o.source.folders = argv + at;
	o.source.n = (size_t)(argc - at);
	if (super_run(&o, &err) == 0)
		return EXIT_DONE;
	log_line(LOG_ERROR, "%s", err.text);
	return EXIT_NO;
}

const struct command serve_command = {
	.name = "serve",
	.arguments = "[options] DIR …",
	.summary = "serve capsules over Gemini and Gopher",
	.group = COMMAND_SERVES,
	.run = run,
	.options = rows,
	.n_options = sizeof(rows) / sizeof(rows[0]),
	.text = "ADDR is an address in digits, `localhost`, or nothing or `*` for all; [::1]:PORT for IPv6.\n"
	    "SIGHUP loads DIR/capsule.yaml and the certificate anew, SIGTERM finishes what is in flight.\n"
	    "\n"
	    "Several folders are several capsules; Gemini tells them apart by their names (host:). Gopher knows\n"
	    "no names: a capsule whose gopher-port is that of a --gopher has it for itself, the first capsule\n"
	    "has the rest. A quoted pattern such as '/home/*/capsule' is looked up here, again at each SIGHUP.\n"
	    "A capsule with a fault is told of and left out; the others are served.\n"
	    "\n"
	    "`carrel man capsule.yaml` tells the keys of capsule.yaml and of .folder.yaml.\n",
	.example = "carrel serve --gemini :1965 --gopher 127.0.0.1:7070 capsule\n",
};

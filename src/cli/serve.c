#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/str.h"
#include "capsule/config.h"
#include "capsule/folder.h"
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

static void
help_keys(const struct field_table *keys)
{
	for (size_t i = 0; i < keys->n; i++)
		(void)printf("  %-16s %s\n", keys->fields[i].key, keys->fields[i].expected);
}

static void
help(void)
{
	command_help("serve", "[options] DIR …", rows, sizeof(rows) / sizeof(rows[0]));
	(void)printf("\nADDR is an address in digits, `localhost`, or nothing or `*` for all; [::1]:PORT for "
	    "IPv6.\nSIGHUP loads DIR/%s and the certificate anew, SIGTERM finishes what is in flight.\n"
	    "\nSeveral folders are several capsules; Gemini tells them apart by their names (host:). Gopher knows\n"
	    "no names: a capsule whose gopher-port is that of a --gopher has it for itself, the first capsule\n"
	    "has the rest. A quoted pattern such as '/home/*/capsule' is looked up here, again at each SIGHUP.\n"
	    "A capsule with a fault is told of and left out; the others are served.\n"
	    "\nKeys of DIR/%s:\n\n", CONFIG_FILE, CONFIG_FILE);
	help_keys(config_keys());
	(void)printf("\nKeys of %s in any folder, for that and all below it:\n\n", FOLDER_FILE);
	help_keys(folder_keys());
}

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

int
serve_command(int argc, char **argv)
{
	struct super_options o = { .workers = 0 };
	const struct option_row *row;
	const char *argument;
	struct error err;
	uint64_t workers;
	int at = 1;

	while ((row = command_option(argc, argv, &at, rows, sizeof(rows) / sizeof(rows[0]), &argument,
	    help)) != NULL) {
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

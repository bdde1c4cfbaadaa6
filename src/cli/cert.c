#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/x509v3.h>

#include "base/file.h"
#include "base/time.h"
#include "cli/command.h"
#include "format/host.h"
#include "net/renew.h"
#include "net/tenant.h"

#include "base/banned.h"

#define FILE_MAX (64 << 10)	/* bytes of a chain or a key: a chain of eight takes twenty thousand */
#define PIECE 4096

static const struct option_row rows[] = {
	{ "--client", "NAME", "make: a certificate for yourself, to be known to capsules by" },
	{ "--certs", "DIR", "certificates and keys (default: certs beside the capsule's folder)" },
};

static const struct option_row actions[] = {
	{ "show", NULL, "the certificate, its names, its end, and what readers' clients remember of it" },
	{ "make", NULL, "key and certificate of the capsule, as the first start does; or --client's into FILE" },
	{ "renew", NULL, "a new certificate with the same key, for the hosts of the settings" },
	{ "import", "FILE", "a CA's CHAIN and perhaps its KEY, in PEM" },
};

/* A capsule and its folder of keys. */
struct bench {
	const char *certs, *client;
	struct tenant *tenant;
	char *path;		/* of the folder of keys, for messages */
	int dir;
	struct arena arena;
};

static int
wrong(const char *text, const char *what)
{
	(void)fprintf(stderr, "carrel cert: %s%s; --help tells how\n", text, what);
	return EXIT_USAGE;
}

static int
complain(const struct bench *b, const struct error *err, bool in_folder)
{
	(void)fprintf(stderr, "carrel cert: %s%s%s\n", in_folder ? b->path : "", in_folder ? "/" : "", err->text);
	return EXIT_NO;
}

/* Reloading is the author's to do: we do not know which process is his. */
static void
say_reload(void)
{
	(void)printf("A server that runs takes it at SIGHUP (systemctl reload carrel, or kill -HUP).\n");
}

static void
say_kept(const struct bench *b, const char *name)
{
	if (name[0] != '\0')
		(void)printf("kept %s/%s\n", b->path, name);
}

static const struct str_list *
hosts_of(const struct bench *b)
{
	return &b->tenant->config.hosts;
}

/* --- show --- */

static void
print_line(const char *label, struct str text)
{
	(void)printf("  %-12s %.*s\n", label, STR_ARG(text));
}

static void
print_digest(const char *label, const struct digest *d)
{
	char hex[DIGEST_HEX];

	digest_hex(d, hex);
	(void)printf("  %-12s sha256:%.*s\n", label, DIGEST_HEX, hex);
}

/* What SAN says, as a person reads it; a name that is not text is left out. */
static struct str
all_names(X509 *x509, struct arena *a)
{
	GENERAL_NAMES *names = X509_get_ext_d2i(x509, NID_subject_alt_name, NULL, NULL);
	struct str out = STR_NONE;

	for (int i = 0; i < sk_GENERAL_NAME_num(names); i++) {
		const GENERAL_NAME *g = sk_GENERAL_NAME_value(names, i);
		char ip[INET6_ADDRSTRLEN];
		struct str name;

		if (g->type == GEN_DNS)
			name = host_shown((struct str){ (const char *)ASN1_STRING_get0_data(g->d.dNSName),
			    (size_t)ASN1_STRING_length(g->d.dNSName) }, a);
		else if (g->type == GEN_IPADD && (ASN1_STRING_length(g->d.iPAddress) == 4 ||
		    ASN1_STRING_length(g->d.iPAddress) == 16) &&
		    inet_ntop(ASN1_STRING_length(g->d.iPAddress) == 4 ? AF_INET : AF_INET6,
		    ASN1_STRING_get0_data(g->d.iPAddress), ip, sizeof(ip)) != NULL)
			name = arena_str(a, str_of(ip));
		else
			continue;
		out = arena_printf(a, "%.*s%s%.*s", STR_ARG(out), out.n > 0 ? ", " : "", STR_ARG(name));
	}
	GENERAL_NAMES_free(names);
	return out.n > 0 ? out : STR("none");
}

static struct str
issuer(const struct cert *cert, struct arena *a)
{
	char name[128];
	int n = cert->chain == NULL ? 0 : sk_X509_num(cert->chain);

	if (cert_is_self_signed(cert->x509))
		return STR("itself");
	if (X509_NAME_get_text_by_NID(X509_get_issuer_name(cert->x509), NID_commonName, name, sizeof(name)) <= 0)
		(void)snprintf(name, sizeof(name), "a CA without a name");
	return arena_printf(a, "%s; %d certificate%s sent behind it", name, n, n == 1 ? " is" : "s are");
}

static struct str
validity(const struct cert *cert, int64_t now, struct arena *a)
{
	char from[TIME_DATE_SIZE], to[TIME_DATE_SIZE];
	int64_t days = (cert->ends - now) / TIME_DAY;

	time_write_date(from, cert->starts, 0);
	time_write_date(to, cert->ends, 0);
	if (cert->ends <= now)
		return arena_printf(a, "from %s to %s: it is over", from, to);
	if (cert->starts > now)
		return arena_printf(a, "from %s to %s: it has not begun", from, to);
	return arena_printf(a, "from %s to %s, %lld day%s left", from, to, (long long)days, days == 1 ? "" : "s");
}

/* reference/clients.md section 2: who remembers what, and so what a change does. */
static void
print_pins(void)
{
	(void)printf("What readers' clients remember of it, and when they warn:\n"
	    "  the key           Lagrange, amfora, Kristall: only if the key changes before the certificate's end\n"
	    "  the certificate   telescope, ncgopher: at every new certificate, even with the same key\n"
	    "                    bombadillo: likewise, but not once the old one has ended\n");
}

static void
print_trouble(const struct bench *b, const struct cert *cert, int64_t now)
{
	const struct str_list *hosts = hosts_of(b);
	char crt[CERT_NAME_MAX], key[CERT_NAME_MAX];
	struct stat st;
	struct arena a = { NULL };
	struct str phrase;

	cert_file(crt, hosts->items[0], ".crt");
	cert_file(key, hosts->items[0], ".key");
	for (size_t i = 0; i < hosts->n; i++)
		if (!cert_names(cert->x509, hosts->items[i]))
			(void)fprintf(stderr, "carrel cert: %s/%s does not name %.*s, which capsule.yaml does; "
			    "`carrel cert renew` would\n", b->path, crt, STR_ARG(hosts->items[i]));
	if (cert_is_ending(cert->ends, now, &a, &phrase))
		(void)fprintf(stderr, "carrel cert: %s/%s %.*s; %s\n", b->path, crt, STR_ARG(phrase),
		    cert_is_self_signed(cert->x509) ? "`carrel cert renew` makes another with the same key" :
		    "`carrel cert import` takes the next one of its CA");
	if (fstatat(b->dir, key, &st, 0) == -1)
		(void)fprintf(stderr, "carrel cert: %s/%s: %s; the server needs it\n", b->path, key, strerror(errno));
	else if (st.st_mode & 077)
		(void)fprintf(stderr, "carrel cert: %s/%s can be read by others (mode %03o); expected 600\n", b->path,
		    key, (unsigned)st.st_mode & 0777);
	arena_release(&a);
}

static int
show(struct bench *b, int argc, char **argv)
{
	char crt[CERT_NAME_MAX];
	struct cert cert;
	struct error err;
	int64_t now = time_now();
	bool good;

	(void)argc;
	(void)argv;
	cert_file(crt, hosts_of(b)->items[0], ".crt");
	if (cert_find_public(b->dir, hosts_of(b)->items[0], &cert, &err) == -1)
		return complain(b, &err, true);
	if (cert.x509 == NULL) {
		(void)fprintf(stderr, "carrel cert: %s/%s is not there yet; the first start makes it, or `carrel cert "
		    "make`\n", b->path, crt);
		return EXIT_NO;
	}
	(void)printf("%s/%s\n", b->path, crt);
	print_line("names", all_names(cert.x509, &b->arena));
	print_line("good", validity(&cert, now, &b->arena));
	print_line("signed by", issuer(&cert, &b->arena));
	print_digest("certificate", &cert.fingerprint);
	print_digest("public key", &cert.key_fingerprint);
	print_pins();
	(void)fflush(stdout);
	print_trouble(b, &cert, now);
	good = cert.starts <= now && now < cert.ends;
	cert_release(&cert);
	return good ? EXIT_DONE : EXIT_NO;
}

/* --- make, renew, import --- */

static int
make(struct bench *b, int argc, char **argv)
{
	char crt[CERT_NAME_MAX];
	struct cert cert;
	struct error err;
	bool made;

	(void)argc;
	(void)argv;
	cert_file(crt, hosts_of(b)->items[0], ".crt");
	if (cert_load(b->dir, hosts_of(b), time_now(), &cert, &err) == -1)
		return complain(b, &err, true);
	made = cert.made;
	if (made) {
		(void)printf("made %s/%s, good for %d years\n", b->path, crt, CERT_YEARS);
		print_digest("certificate", &cert.fingerprint);
		print_digest("public key", &cert.key_fingerprint);
		(void)printf("Keep %s in your backup: readers will know this capsule by it.\n", b->path);
	} else {
		(void)fprintf(stderr, "carrel cert: %s/%s is there already and stays as it is; `carrel cert renew` "
		    "makes another with the same key\n", b->path, crt);
	}
	cert_release(&cert);
	return made ? EXIT_DONE : EXIT_NO;
}

static int
renew(struct bench *b, int argc, char **argv)
{
	char crt[CERT_NAME_MAX];
	struct kept kept;
	struct error err;

	(void)argc;
	(void)argv;
	cert_file(crt, hosts_of(b)->items[0], ".crt");
	if (renew_same_key(b->dir, hosts_of(b), time_now(), &kept, &err) == -1)
		return complain(b, &err, true);
	say_kept(b, kept.crt);
	(void)printf("made %s/%s with the same key\n", b->path, crt);
	say_reload();
	return EXIT_DONE;
}

/* The author's own file, wherever he has it. */
static int
read_file(const char *path, struct buf *to, struct error *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	ssize_t n = -1;
	char *room;

	if (fd == -1)
		return error_system(err, path, "open");
	while ((room = buf_room(to, PIECE)) != NULL && (n = read(fd, room, PIECE)) > 0)
		to->n += (size_t)n;
	file_close(&fd);
	if (room == NULL)
		return error_set(err, ERROR_TOO_LARGE, (struct error_at){ path, 0, 0 }, "is larger than %d bytes; "
		    "expected certificates or a key in PEM", FILE_MAX - PIECE);
	return n == -1 ? error_system(err, path, "read") : 0;
}

static int
import(struct bench *b, int argc, char **argv)
{
	char crt[CERT_NAME_MAX], key[CERT_NAME_MAX];
	struct buf chain, secret;
	struct kept kept;
	struct cert cert = { .made = false };
	struct error err;
	int status = EXIT_NO;

	buf_init(&chain, FILE_MAX);
	buf_init(&secret, FILE_MAX);
	cert_file(crt, hosts_of(b)->items[0], ".crt");
	cert_file(key, hosts_of(b)->items[0], ".key");
	if (read_file(argv[0], &chain, &err) == -1 || (argc > 1 && read_file(argv[1], &secret, &err) == -1) ||
	    renew_import(b->dir, hosts_of(b), buf_str(&chain), argv[0], buf_str(&secret),
	    argc > 1 ? argv[1] : key, time_now(), &kept, &cert, &err) == -1) {
		(void)complain(b, &err, false);
	} else {
		say_kept(b, kept.crt);
		say_kept(b, kept.key);
		(void)printf("took over %s/%s, signed by %.*s\n", b->path, crt, STR_ARG(issuer(&cert, &b->arena)));
		if (kept.key[0] != '\0')
			(void)printf("Its key is another than before: readers' clients will warn them.\n");
		say_reload();
		print_trouble(b, &cert, time_now());
		status = EXIT_DONE;
	}
	cert_release(&cert);
	if (secret.p != NULL)
		OPENSSL_cleanse(secret.p, secret.n);
	buf_release(&secret);
	buf_release(&chain);
	return status;
}

static int
make_client(const char *name, const char *path)
{
	struct digest fingerprint;
	char hex[DIGEST_HEX];
	struct error err;

	if (renew_make_client(str_of(name), path, time_now(), &fingerprint, &err) == -1) {
		(void)fprintf(stderr, "carrel cert: %s\n", err.text);
		return EXIT_NO;
	}
	digest_hex(&fingerprint, hex);
	(void)fprintf(stderr, "made %s with its key: load it into your client, and put this line into "
	    "capsule.yaml\n", path);
	(void)printf("owner: sha256:%.*s\n", DIGEST_HEX, hex);
	return EXIT_DONE;
}

/* --- the command line --- */

static const struct {
	const char *name;
	int (*run)(struct bench *b, int argc, char **argv);
	int least, most;		/* files before the capsule's folder */
	bool makes;			/* the folder of keys, if it is not there */
} steps[] = {
	{ "show", show, 0, 0, false },
	{ "make", make, 0, 0, true },
	{ "renew", renew, 0, 0, false },
	{ "import", import, 1, 2, true },
};

static bool
is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static int
work(struct bench *b, size_t step, const char *folder, int argc, char **argv)
{
	struct error err;
	int status = EXIT_NO;

	b->dir = -1;
	if ((b->tenant = tenant_read(folder, &err)) == NULL) {
		(void)complain(b, &err, false);
	} else if ((b->dir = tenant_certs(b->tenant, b->certs, steps[step].makes, &b->path, &err)) == -1) {
		(void)complain(b, &err, false);
		if (err.kind == ERROR_NOT_FOUND)
			(void)fprintf(stderr, "carrel cert: the first start makes it, or `carrel cert make`\n");
	} else {
		status = steps[step].run(b, argc, argv);
	}
	file_close(&b->dir);
	free(b->path);
	tenant_free(b->tenant);
	arena_release(&b->arena);
	return status;
}

/* The words without options: the step, its files, and the capsule's folder, which is known by being one. */
static int
take_words(struct bench *b, int n, char **words)
{
	const char *folder = ".";
	size_t i = 0;

	if (n == 0)
		return wrong("show, make, renew or import?", "");
	while (i < sizeof(steps) / sizeof(steps[0]) && strcmp(words[0], steps[i].name) != 0)
		i++;
	if (i == sizeof(steps) / sizeof(steps[0]))
		return wrong("no action ", words[0]);
	if (b->client != NULL)
		return strcmp(words[0], "make") != 0 ? wrong("--client goes with make, not with ", words[0]) :
		    n == 2 ? make_client(b->client, words[1]) :
		    wrong("make --client NAME wants one file to write", "");
	if (n - 1 > steps[i].least && (n - 1 > steps[i].most || is_folder(words[n - 1])))
		folder = words[--n];
	if (n - 1 < steps[i].least)
		return wrong("import: which chain?", "");
	if (n - 1 > steps[i].most)
		return wrong("too many words: ", words[n - 1]);
	return work(b, i, folder, n - 1, words + 1);
}

static int
run(int argc, char **argv)
{
	struct bench b = { .dir = -1 };
	char *words[5];			/* an action, two files, a folder, and one too many */
	const struct option_row *row;
	const char *argument;
	int at = 1, n = 0;

	while (at < argc) {
		row = command_option(argc, argv, &at, &cert_command, &argument);
		if (row == &rows[0])
			b.client = argument;
		else if (row == &rows[1])
			b.certs = argument;
		else if (at < argc && n < 5)
			words[n++] = argv[at++];
		else if (at < argc)
			return wrong("too many words: ", argv[at]);
	}
	return take_words(&b, n, words);
}

const struct command cert_command = {
	.name = "cert",
	.arguments = "[options] ACTION [FILE…] [DIR]",
	.summary = "look at, make and renew certificates",
	.group = COMMAND_LOOKS,
	.run = run,
	.options = rows,
	.n_options = sizeof(rows) / sizeof(rows[0]),
	.actions = actions,
	.n_actions = sizeof(actions) / sizeof(actions[0]),
	.text = "DIR is the capsule (default: the current folder); its first host names the files. Nothing is\n"
	    "overwritten: what gets another's place is kept beside it as HOST.crt.DATE or HOST.key.DATE.\n"
	    "\n"
	    "  carrel cert make --client NAME FILE\n"
	    "\n"
	    "writes a certificate with its key for your own client, and prints the line for capsule.yaml\n"
	    "that makes you the capsule's owner.\n",
	.example = "carrel cert show capsule\n",
};

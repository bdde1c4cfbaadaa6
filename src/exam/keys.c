#include "exam/look.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "base/file.h"
#include "base/time.h"
#include "format/host.h"
#include "net/cert.h"

#include "base/banned.h"

#define PEM_MAX (64 << 10)

/* The certs folder, and the pair of the capsule's first name. */
struct keys {
	struct look *look;
	struct str folder;		/* for messages: as it was named, or "…/certs" */
	int dir;
	X509 *x509;
	EVP_PKEY *key;
};

static struct fault_at
at(struct keys *k, const char *name)
{
	return (struct fault_at){ arena_printf(&k->look->arena, "%.*s/%s", STR_ARG(k->folder), name), 0, 0 };
}

/* False: it is not there, or cannot be read, which has been told. */
static bool
read_key_file(struct keys *k, const char *name, bool is_secret, struct buf *to)
{
	struct error err;
	struct stat st;
	int fd = file_open_regular(k->dir, name, &st, &err);

	buf_init(to, PEM_MAX);
	if (fd == -1) {
		if (errno != ENOENT)
			fault_add_message(k->look->found, FAULT_CERT_BROKEN, at(k, name), str_of(err.text));
		return false;
	}
	file_close(&fd);
	if (is_secret && (st.st_mode & 077) != 0)
		fault_add(k->look->found, FAULT_KEY_MODE, at(k, name), "mode %04o", (unsigned)(st.st_mode & 07777));
	if (file_read(k->dir, name, to, NULL, &err) == -1) {
		fault_add_message(k->look->found, FAULT_CERT_BROKEN, at(k, name), str_of(err.text));
		return false;
	}
	return true;
}

static void
read_pair(struct keys *k, const char *crt, const char *key)
{
	struct buf pem;
	BIO *bio;

	if (read_key_file(k, key, true, &pem)) {
		bio = BIO_new_mem_buf(pem.p, (int)pem.n);
		k->key = PEM_read_bio_PrivateKey(bio, NULL, NULL, (void *)(uintptr_t)"");
		BIO_free(bio);
		if (k->key == NULL)
			fault_add(k->look->found, FAULT_CERT_BROKEN, at(k, key), "it is no private key");
		OPENSSL_cleanse(pem.p, pem.n);
	}
	buf_release(&pem);
	if (read_key_file(k, crt, false, &pem)) {
		bio = BIO_new_mem_buf(pem.p, (int)pem.n);
		k->x509 = PEM_read_bio_X509(bio, NULL, NULL, NULL);
		BIO_free(bio);
		if (k->x509 == NULL)
			fault_add(k->look->found, FAULT_CERT_BROKEN, at(k, crt), "it is no certificate");
		else if (k->key == NULL && faccessat(k->dir, key, F_OK, 0) == -1)
			fault_add(k->look->found, FAULT_CERT_KEY_GONE, at(k, crt), "its key %s is gone", key);
	}
	buf_release(&pem);
}

static void
look_at_names(struct keys *k, const char *crt)
{
	const struct str_list *hosts = &k->look->config.hosts;

	for (size_t i = 0; i < hosts->n; i++) {
		struct str host = hosts->items[i];
		int covered = host_is_address(host) ?
		    X509_check_ip_asc(k->x509, arena_cstr(&k->look->arena, host), 0) :
		    X509_check_host(k->x509, host.p, host.n, X509_CHECK_FLAG_NEVER_CHECK_SUBJECT, NULL);

		if (covered != 1)
			fault_add(k->look->found, FAULT_CERT_NAMES, at(k, crt), "it is not for %.*s", STR_ARG(host));
	}
}

static void
look_at_days(struct keys *k, const char *crt)
{
	int64_t now = k->look->source->now, from = cert_time(X509_get0_notBefore(k->x509)),
	    until = cert_time(X509_get0_notAfter(k->x509));
	char date[TIME_DATE_SIZE];

	time_write_date(date, until, 0);
	if (until <= now)
		fault_add(k->look->found, FAULT_CERT_EXPIRED, at(k, crt), "it has expired on %s", date);
	else if (until - now < EXAM_DAYS * TIME_DAY)
		fault_add(k->look->found, FAULT_CERT_EXPIRES, at(k, crt), "it expires on %s, in %d days", date,
		    (int)((until - now) / TIME_DAY));
	time_write_date(date, from, 0);
	if (from > now)
		fault_add(k->look->found, FAULT_CERT_EARLY, at(k, crt), "it is good from %s on", date);
}

static void
look_at_secret(struct keys *k)
{
	struct buf b;

	if (read_key_file(k, "secret.key", true, &b) && b.n != sizeof(k->look->secret.byte))
		fault_add(k->look->found, FAULT_SECRET_BROKEN, at(k, "secret.key"), "it holds %zu bytes", b.n);
	if (b.n > 0)
		OPENSSL_cleanse(b.p, b.n);
	buf_release(&b);
}

/* What was named, or `certs` beside the folder that the path leads to, as net/tenant.c finds it. */
static struct str
folder_of(struct look *l)
{
	char *real = l->source->certs != NULL ? NULL : realpath(l->source->path, NULL);
	struct str path = l->source->certs != NULL ? str_of(l->source->certs) : str_of(real);

	if (real != NULL) {
		while (path.n > 1 && path.p[path.n - 1] != '/')
			path.n--;
		path = arena_printf(&l->arena, "%.*scerts", STR_ARG(path));
	}
	free(real);
	return path;
}

/* Before the first start there is nothing, and nothing to say. */
void
look_at_keys(struct look *l)
{
	struct keys k = { .look = l, .folder = folder_of(l), .dir = -1 };
	struct str host = str_head(l->config.hosts.items[0], 255);
	const char *crt = arena_cstr(&l->arena, arena_printf(&l->arena, "%.*s.crt", STR_ARG(host)));
	const char *key = arena_cstr(&l->arena, arena_printf(&l->arena, "%.*s.key", STR_ARG(host)));

	k.dir = open(arena_cstr(&l->arena, k.folder), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (k.dir != -1 && l->settings_good) {
		read_pair(&k, crt, key);
		if (k.x509 != NULL) {
			look_at_names(&k, crt);
			look_at_days(&k, crt);
		}
		if (k.x509 != NULL && k.key != NULL && X509_check_private_key(k.x509, k.key) != 1)
			fault_add(l->found, FAULT_CERT_PAIR, at(&k, crt), "it does not belong to the key %s", key);
	}
	if (k.dir != -1)
		look_at_secret(&k);
	ERR_clear_error();
	X509_free(k.x509);
	EVP_PKEY_free(k.key);
	file_close(&k.dir);
}

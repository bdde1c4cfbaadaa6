#include "net/cert.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include "base/file.h"
#include "base/log.h"

#include "base/banned.h"

#define PEM_MAX (64 << 10)

static int
openssl_failed(struct error *err, const char *path, const char *what)
{
	char text[160];

	ERR_error_string_n(ERR_peek_last_error(), text, sizeof(text));
	ERR_clear_error();
	return error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 }, "%s: %s", what, text);
}

/* 0 read, 1 not there, -1 and *err. */
static int
read_pem(int dir, const char *name, struct buf *to, mode_t *mode, struct error *err)
{
	struct error why;
	struct stat st;
	int fd = file_open_regular(dir, name, &st, &why);

	if (fd == -1 && errno == ENOENT)
		return 1;
	if (fd == -1)
		return error_set(err, why.kind, (struct error_at){ NULL, 0, 0 }, "%s", why.text);
	*mode = st.st_mode;
	file_close(&fd);
	return file_read(dir, name, to, NULL, err);
}

/* Put a new file there, durably, unless one is there: a key is never overwritten. */
static int
write_once(int dir, const char *name, mode_t mode, struct str text, struct error *err)
{
	char tmp[300];
	int n = snprintf(tmp, sizeof(tmp), ".%s.tmp", name), fd = -1, rc = -1;

	if (n < 0 || (size_t)n >= sizeof(tmp))
		return error_set(err, ERROR_INPUT, (struct error_at){ name, 0, 0 }, "too long a name");
	(void)unlinkat(dir, tmp, 0);
	if ((fd = file_create(dir, tmp, mode, err)) == -1 || file_write_all(fd, text, err) == -1 ||
	    file_sync(fd, err) == -1)
		goto out;
	if (linkat(dir, tmp, dir, name, 0) == -1) {
		(void)error_system(err, name, "create");
		goto out;
	}
	rc = file_sync(dir, err);
out:
	(void)unlinkat(dir, tmp, 0);
	file_close(&fd);
	return rc;
}

static struct str
bio_text(BIO *bio)
{
	char *p = NULL;
	long n = BIO_get_mem_data(bio, &p);

	return n <= 0 ? STR_NONE : (struct str){ p, (size_t)n };
}

static int
write_pem(int dir, const char *name, mode_t mode, X509 *x509, EVP_PKEY *key, struct error *err)
{
	BIO *bio = BIO_new(BIO_s_mem());
	int rc = -1;

	if (bio == NULL || (x509 != NULL ? PEM_write_bio_X509(bio, x509) :
	    PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL)) != 1)
		rc = openssl_failed(err, name, "cannot be written");
	else
		rc = write_once(dir, name, mode, bio_text(bio), err);
	BIO_free(bio);
	return rc;
}

/* Names in SAN, CN as well: some clients look at one, some at the other. */
static bool
add_names(X509 *x, const struct str_list *hosts)
{
	GENERAL_NAMES *names = sk_GENERAL_NAME_new_null();
	X509_NAME *subject = X509_get_subject_name(x);
	size_t cn = hosts->items[0].n < 64 ? hosts->items[0].n : 64;	/* ub-common-name */
	bool ok = names != NULL && X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
	    (const unsigned char *)hosts->items[0].p, (int)cn, -1, 0) == 1 &&
	    X509_set_issuer_name(x, subject) == 1;

	for (size_t i = 0; ok && i < hosts->n; i++) {
		char text[256];
		struct str host = str_head(hosts->items[i], sizeof(text) - 1);
		ASN1_OCTET_STRING *ip;
		GENERAL_NAME *name = GENERAL_NAME_new();
		ASN1_IA5STRING *dns;

		memcpy(text, host.p, host.n);
		text[host.n] = '\0';
		ip = a2i_IPADDRESS(text);
		if (ip != NULL) {
			GENERAL_NAME_set0_value(name, GEN_IPADD, ip);
		} else {
			dns = ASN1_IA5STRING_new();
			ok = dns != NULL && ASN1_STRING_set(dns, host.p, (int)host.n) == 1;
			GENERAL_NAME_set0_value(name, GEN_DNS, dns);
		}
		ok = ok && sk_GENERAL_NAME_push(names, name) > 0;
	}
	ERR_clear_error();		/* a name that is no address has left its complaint there */
	ok = ok && X509_add1_ext_i2d(x, NID_subject_alt_name, names, 0, 0) == 1;
	GENERAL_NAMES_free(names);
	return ok;
}

static bool
set_serial(X509 *x)
{
	uint64_t serial;

	return RAND_bytes((unsigned char *)&serial, sizeof(serial)) == 1 &&
	    ASN1_INTEGER_set_uint64(X509_get_serialNumber(x), serial >> 1) == 1;
}

static X509 *
make_x509(EVP_PKEY *key, const struct str_list *hosts, int64_t now)
{
	X509 *x = X509_new();

	/* A day in the past: readers' clocks differ. */
	if (x == NULL || X509_set_version(x, X509_VERSION_3) != 1 || !set_serial(x) ||
	    ASN1_TIME_set(X509_getm_notBefore(x), (time_t)(now - TIME_DAY)) == NULL ||
	    ASN1_TIME_adj(X509_getm_notAfter(x), (time_t)now, CERT_YEARS * 36525 / 100, 0) == NULL ||
	    X509_set_pubkey(x, key) != 1 || !add_names(x, hosts) ||
	    X509_sign(x, key, EVP_sha256()) == 0) {
		X509_free(x);
		return NULL;
	}
	return x;
}

static void
take_fingerprints(struct cert *cert)
{
	unsigned char *der = NULL;
	int n = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(cert->x509), &der);
	unsigned len;

	(void)X509_digest(cert->x509, EVP_sha256(), cert->fingerprint.byte, &len);
	if (n > 0)
		cert->key_fingerprint = digest_of((struct str){ (const char *)der, (size_t)n });
	OPENSSL_free(der);
}

static void
warn_of_names(const struct cert *cert, const char *path, const struct str_list *hosts)
{
	for (size_t i = 0; i < hosts->n; i++) {
		char text[256];
		struct str host = str_head(hosts->items[i], sizeof(text) - 1);

		memcpy(text, host.p, host.n);
		text[host.n] = '\0';
		if (X509_check_host(cert->x509, host.p, host.n, 0, NULL) != 1 &&
		    X509_check_ip_asc(cert->x509, text, 0) != 1)
			log_line(LOG_WARNING, "%s does not name %s, which capsule.yaml does; some clients will "
			    "refuse that name", path, text);
	}
	ERR_clear_error();
}

/* Only its owner may read a key. */
static void
warn_of_mode(const char *path, mode_t mode)
{
	if (mode & 077)
		log_line(LOG_WARNING, "%s can be read by others (mode %03o); expected 600", path,
		    (unsigned)mode & 0777);
}

static int
load_key(int dir, const char *name, struct cert *cert, struct error *err)
{
	struct buf pem;
	mode_t mode = 0;
	BIO *bio;
	int rc;

	buf_init(&pem, PEM_MAX);
	rc = read_pem(dir, name, &pem, &mode, err);
	if (rc == 0) {
		warn_of_mode(name, mode);
		bio = BIO_new_mem_buf(pem.p, (int)pem.n);
		cert->key = PEM_read_bio_PrivateKey(bio, NULL, NULL, (void *)"");
		BIO_free(bio);
		if (cert->key == NULL)
			rc = openssl_failed(err, name, "is no private key in PEM");
		OPENSSL_cleanse(pem.p, pem.n);
	}
	buf_release(&pem);
	return rc;
}

static int
load_x509(int dir, const char *name, struct cert *cert, struct error *err)
{
	struct buf pem;
	mode_t mode;
	BIO *bio;
	int rc;

	buf_init(&pem, PEM_MAX);
	rc = read_pem(dir, name, &pem, &mode, err);
	if (rc == 0) {
		bio = BIO_new_mem_buf(pem.p, (int)pem.n);
		cert->x509 = PEM_read_bio_X509(bio, NULL, NULL, NULL);
		BIO_free(bio);
		if (cert->x509 == NULL)
			rc = openssl_failed(err, name, "is no certificate in PEM");
	}
	buf_release(&pem);
	return rc;
}

int
cert_load(int dir, const struct str_list *hosts, int64_t now, struct cert *cert, struct error *err)
{
	char crt[300], key[300];
	struct str host = str_head(hosts->items[0], 255);
	int have_key, have_crt;

	*cert = (struct cert){ .made = false };
	(void)snprintf(crt, sizeof(crt), "%.*s.crt", STR_ARG(host));
	(void)snprintf(key, sizeof(key), "%.*s.key", STR_ARG(host));
	if ((have_key = load_key(dir, key, cert, err)) == -1 ||
	    (have_crt = load_x509(dir, crt, cert, err)) == -1)
		goto fail;
	if (have_key == 1 && have_crt == 0) {
		(void)error_set(err, ERROR_INPUT, (struct error_at){ crt, 0, 0 }, "its key %s is gone; put it "
		    "back from a backup, or move the certificate away to start anew", key);
		goto fail;
	}
	if (have_key == 1) {
		cert->key = EVP_EC_gen("P-256");
		if (cert->key == NULL) {
			(void)openssl_failed(err, key, "cannot be made");
			goto fail;
		}
		if (write_pem(dir, key, 0600, NULL, cert->key, err) == -1)
			goto fail;
	}
	if (have_crt == 1) {
		cert->x509 = make_x509(cert->key, hosts, now);
		if (cert->x509 == NULL) {
			(void)openssl_failed(err, crt, "cannot be made");
			goto fail;
		}
		if (write_pem(dir, crt, 0644, cert->x509, NULL, err) == -1)
			goto fail;
		cert->made = true;
	}
	if (X509_check_private_key(cert->x509, cert->key) != 1) {
		(void)openssl_failed(err, crt, "does not belong to its key");
		goto fail;
	}
	warn_of_names(cert, crt, hosts);
	take_fingerprints(cert);
	return 0;
fail:
	cert_release(cert);
	return -1;
}

void
cert_release(struct cert *cert)
{
	X509_free(cert->x509);
	EVP_PKEY_free(cert->key);
	*cert = (struct cert){ .made = false };
}

int
cert_secret_find(int dir, struct secret *secret, struct error *err)
{
	struct buf bytes;
	mode_t mode = 0;
	int rc;

	buf_init(&bytes, PEM_MAX);
	rc = read_pem(dir, "secret.key", &bytes, &mode, err);
	if (rc == 0 && bytes.n != sizeof(secret->byte)) {
		rc = error_set(err, ERROR_INPUT, (struct error_at){ "secret.key", 0, 0 }, "holds %zu bytes; "
		    "expected %zu (delete it to have a new one made)", bytes.n, sizeof(secret->byte));
	} else if (rc == 0) {
		warn_of_mode("secret.key", mode);
		memcpy(secret->byte, bytes.p, sizeof(secret->byte));
	}
	buf_release(&bytes);
	return rc;
}

int
cert_secret(int dir, struct secret *secret, struct error *err)
{
	int rc = cert_secret_find(dir, secret, err);

	if (rc != 1)
		return rc;
	if (getrandom(secret->byte, sizeof(secret->byte), 0) != sizeof(secret->byte))
		return error_system(err, "secret.key", "find random bytes for");
	return write_once(dir, "secret.key", 0600, (struct str){ (const char *)secret->byte,
	    sizeof(secret->byte) }, err);
}

int64_t
cert_time(const ASN1_TIME *t)
{
	struct tm tm;
	struct civil c;

	if (ASN1_TIME_to_tm(t, &tm) != 1)
		return INT64_MIN;
	c = (struct civil){ tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour, tm.tm_min, tm.tm_sec };
	return time_of_civil(c);
}

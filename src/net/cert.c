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
		rc = file_put_new(dir, name, mode, bio_text(bio), err);
	BIO_free(bio);
	return rc;
}

static bool
set_subject(X509 *x, struct str name)
{
	X509_NAME *subject = X509_get_subject_name(x);
	size_t n = name.n < 64 ? name.n : 64;		/* ub-common-name */

	return X509_NAME_add_entry_by_NID(subject, NID_commonName, MBSTRING_UTF8,
	    (const unsigned char *)name.p, (int)n, -1, 0) == 1 && X509_set_issuer_name(x, subject) == 1;
}

/* Names in SAN, CN as well: some clients look at one, some at the other. */
static bool
add_names(X509 *x, const struct str_list *hosts)
{
	GENERAL_NAMES *names = sk_GENERAL_NAME_new_null();
	bool ok = names != NULL;

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

X509 *
cert_sign(EVP_PKEY *key, struct str name, const struct str_list *hosts, int64_t now)
{
	X509 *x = X509_new();

	/* A day in the past: readers' clocks differ. */
	if (x == NULL || X509_set_version(x, X509_VERSION_3) != 1 || !set_serial(x) ||
	    ASN1_TIME_set(X509_getm_notBefore(x), (time_t)(now - TIME_DAY)) == NULL ||
	    ASN1_TIME_adj(X509_getm_notAfter(x), (time_t)now, CERT_YEARS * 36525 / 100, 0) == NULL ||
	    X509_set_pubkey(x, key) != 1 || !set_subject(x, name) || (hosts != NULL && !add_names(x, hosts)) ||
	    X509_sign(x, key, EVP_sha256()) == 0) {
		X509_free(x);
		return NULL;
	}
	return x;
}

struct digest
cert_key_fingerprint(X509 *x509)
{
	struct digest d = { { 0 } };
	unsigned char *der = NULL;
	int n = i2d_X509_PUBKEY(X509_get_X509_PUBKEY(x509), &der);

	if (n > 0)
		d = digest_of((struct str){ (const char *)der, (size_t)n });
	OPENSSL_free(der);
	return d;
}

static void
take_fingerprints(struct cert *cert)
{
	unsigned len;

	(void)X509_digest(cert->x509, EVP_sha256(), cert->fingerprint.byte, &len);
	cert->key_fingerprint = cert_key_fingerprint(cert->x509);
	cert->starts = cert_time(X509_get0_notBefore(cert->x509));
	cert->ends = cert_time(X509_get0_notAfter(cert->x509));
}

bool
cert_names(X509 *x509, struct str host)
{
	char text[256];
	bool ok;

	host = str_head(host, sizeof(text) - 1);
	memcpy(text, host.p, host.n);
	text[host.n] = '\0';
	ok = X509_check_host(x509, host.p, host.n, 0, NULL) == 1 || X509_check_ip_asc(x509, text, 0) == 1;
	ERR_clear_error();
	return ok;
}

bool
cert_is_self_signed(X509 *x509)
{
	return X509_NAME_cmp(X509_get_subject_name(x509), X509_get_issuer_name(x509)) == 0;
}

static void
warn_of_names(const struct cert *cert, const char *path, const struct str_list *hosts)
{
	for (size_t i = 0; i < hosts->n; i++)
		if (!cert_names(cert->x509, hosts->items[i]))
			log_line(LOG_WARNING, "%s does not name %.*s, which capsule.yaml does; some clients will "
			    "refuse that name", path, STR_ARG(hosts->items[i]));
}

/* Only its owner may read a key. */
static void
warn_of_mode(const char *path, mode_t mode)
{
	if (mode & 077)
		log_line(LOG_WARNING, "%s can be read by others (mode %03o); expected 600", path,
		    (unsigned)mode & 0777);
}

/* No passphrase is asked for: there is nobody to ask when a server starts. */
EVP_PKEY *
cert_parse_key(struct str pem, const char *path, struct error *err)
{
	BIO *bio = BIO_new_mem_buf(pem.p, (int)pem.n);
	EVP_PKEY *key = PEM_read_bio_PrivateKey(bio, NULL, NULL, (void *)"");

	BIO_free(bio);
	if (key == NULL)
		(void)openssl_failed(err, path, "is no private key in PEM without a passphrase");
	ERR_clear_error();
	return key;
}

/* All that is there; what is over the limit stays unread, and is told. */
static int
read_chain(BIO *bio, const char *path, struct cert *read, struct error *err)
{
	X509 *x;

	read->x509 = PEM_read_bio_X509(bio, NULL, NULL, NULL);
	if (read->x509 == NULL)
		return openssl_failed(err, path, "is no certificate in PEM");
	while ((x = PEM_read_bio_X509(bio, NULL, NULL, NULL)) != NULL) {
		if (read->chain == NULL)
			read->chain = sk_X509_new_null();
		if (sk_X509_num(read->chain) == CERT_CHAIN_MAX - 1 || sk_X509_push(read->chain, x) <= 0) {
			X509_free(x);
			return error_set(err, ERROR_TOO_LARGE, (struct error_at){ path, 0, 0 },
			    "holds more than %d certificates; expected the server's, then those of the CA that "
			    "lead to it", CERT_CHAIN_MAX);
		}
	}
	if (ERR_GET_REASON(ERR_peek_last_error()) != PEM_R_NO_START_LINE)
		return openssl_failed(err, path, "has a damaged certificate in it");
	ERR_clear_error();
	return 0;
}

int
cert_parse(struct str pem, const char *path, struct cert *cert, struct error *err)
{
	struct cert read = { .made = false };
	BIO *bio = BIO_new_mem_buf(pem.p, (int)pem.n);
	int rc = read_chain(bio, path, &read, err);

	BIO_free(bio);
	if (rc == -1) {
		cert_release(&read);
		return -1;
	}
	cert->x509 = read.x509;
	cert->chain = read.chain;
	take_fingerprints(cert);
	return 0;
}

static int
load_key(int dir, const char *name, struct cert *cert, struct error *err)
{
	struct buf pem;
	mode_t mode = 0;
	int rc;

	buf_init(&pem, PEM_MAX);
	rc = read_pem(dir, name, &pem, &mode, err);
	if (rc == 0) {
		warn_of_mode(name, mode);
		cert->key = cert_parse_key(buf_str(&pem), name, err);
		if (cert->key == NULL)
			rc = -1;
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
	int rc;

	buf_init(&pem, PEM_MAX);
	rc = read_pem(dir, name, &pem, &mode, err);
	if (rc == 0)
		rc = cert_parse(buf_str(&pem), name, cert, err);
	buf_release(&pem);
	return rc;
}

void
cert_file(char to[static CERT_NAME_MAX], struct str host, const char *extension)
{
	(void)snprintf(to, CERT_NAME_MAX, "%.*s%s", (int)(host.n < 255 ? host.n : 255), host.p, extension);
}

int
cert_find_public(int dir, struct str host, struct cert *cert, struct error *err)
{
	char crt[CERT_NAME_MAX];

	*cert = (struct cert){ .made = false };
	cert_file(crt, host, ".crt");
	return load_x509(dir, crt, cert, err) == -1 ? -1 : 0;
}

int
cert_find(int dir, struct str host, struct cert *cert, struct error *err)
{
	char key[CERT_NAME_MAX];

	cert_file(key, host, ".key");
	if (cert_find_public(dir, host, cert, err) == -1)
		return -1;
	if (load_key(dir, key, cert, err) == -1) {
		cert_release(cert);
		return -1;
	}
	return 0;
}

/* What is missing. A certificate without its key is not: some other key would be its end. */
static int
make_missing(int dir, const struct str_list *hosts, int64_t now, struct cert *cert, struct error *err)
{
	char crt[CERT_NAME_MAX], key[CERT_NAME_MAX];

	cert_file(crt, hosts->items[0], ".crt");
	cert_file(key, hosts->items[0], ".key");
	if (cert->key == NULL && cert->x509 != NULL)
		return error_set(err, ERROR_INPUT, (struct error_at){ crt, 0, 0 }, "its key %s is gone; put it "
		    "back from a backup, or move the certificate away to start anew", key);
	if (cert->key == NULL) {
		cert->key = EVP_EC_gen("P-256");
		if (cert->key == NULL)
			return openssl_failed(err, key, "cannot be made");
		if (write_pem(dir, key, 0600, NULL, cert->key, err) == -1)
			return -1;
	}
	if (cert->x509 == NULL) {
		cert->x509 = cert_sign(cert->key, hosts->items[0], hosts, now);
		if (cert->x509 == NULL)
			return openssl_failed(err, crt, "cannot be made");
		if (write_pem(dir, crt, 0644, cert->x509, NULL, err) == -1)
			return -1;
		cert->made = true;
		take_fingerprints(cert);
	}
	return 0;
}

int
cert_load(int dir, const struct str_list *hosts, int64_t now, struct cert *cert, struct error *err)
{
	char crt[CERT_NAME_MAX], key[CERT_NAME_MAX];

	cert_file(crt, hosts->items[0], ".crt");
	cert_file(key, hosts->items[0], ".key");
	if (cert_find(dir, hosts->items[0], cert, err) == -1)
		return -1;
	if (make_missing(dir, hosts, now, cert, err) == -1) {
		cert_release(cert);
		return -1;
	}
	if (X509_check_private_key(cert->x509, cert->key) != 1) {
		ERR_clear_error();
		(void)error_set(err, ERROR_INPUT, (struct error_at){ crt, 0, 0 }, "does not belong to its key %s; "
		    "expected the two that were made together", key);
		cert_release(cert);
		return -1;
	}
	warn_of_names(cert, crt, hosts);
	return 0;
}

void
cert_release(struct cert *cert)
{
	X509_free(cert->x509);
	sk_X509_pop_free(cert->chain, X509_free);
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
	return file_put_new(dir, "secret.key", 0600, (struct str){ (const char *)secret->byte,
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

bool
cert_is_ending(int64_t ends, int64_t now, struct arena *a, struct str *phrase)
{
	char date[TIME_DATE_SIZE];
	int64_t days;

	if (ends - now > (int64_t)CERT_WARN_DAYS * TIME_DAY)
		return false;
	time_write_date(date, ends, 0);
	days = (ends > now ? ends - now : now - ends) / TIME_DAY;
	if (ends > now)
		*phrase = arena_printf(a, "ends in %lld days (%s)", (long long)days, date);
	else
		*phrase = arena_printf(a, "ended %lld days ago (%s)", (long long)days, date);
	return true;
}

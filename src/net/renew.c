#include "net/renew.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>

#include "base/file.h"
#include "base/time.h"
#include "format/utf8.h"

#include "base/banned.h"

#define SAME_DAY 100		/* certificates that are put aside on one day */

static int
failed(struct error *err, const char *path, const char *what)
{
	char text[160];

	ERR_error_string_n(ERR_peek_last_error(), text, sizeof(text));
	ERR_clear_error();
	return error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 }, "%s: %s", what, text);
}

/* A second name for what stands there; nothing there is nothing to keep. */
static int
keep(int dir, const char *name, int64_t now, char kept[static CERT_NAME_MAX], struct error *err)
{
	char date[TIME_DATE_SIZE];

	time_write_date(date, now, 0);
	for (int i = 1; i < SAME_DAY; i++) {
		int n = i == 1 ? snprintf(kept, CERT_NAME_MAX, "%s.%s", name, date) :
		    snprintf(kept, CERT_NAME_MAX, "%s.%s-%d", name, date, i);

		if (n < 0 || n >= CERT_NAME_MAX)
			return error_set(err, ERROR_INPUT, (struct error_at){ name, 0, 0 }, "too long a name");
		if (linkat(dir, name, dir, kept, 0) == 0)
			return file_sync(dir, err);
		if (errno == ENOENT) {
			kept[0] = '\0';
			return 0;
		}
		if (errno != EEXIST)
			return error_system(err, kept, "create");
	}
	return error_set(err, ERROR_EXISTS, (struct error_at){ kept, 0, 0 }, "is there, and so are %d others of "
	    "today; remove what is not needed", SAME_DAY - 1);
}

static struct str
bio_text(BIO *bio)
{
	char *p = NULL;
	long n = BIO_get_mem_data(bio, &p);

	return n <= 0 ? STR_NONE : (struct str){ p, (size_t)n };
}

static bool
write_all(BIO *bio, X509 *x509, const STACK_OF(X509) *chain, EVP_PKEY *key)
{
	if (bio == NULL || (x509 != NULL && PEM_write_bio_X509(bio, x509) != 1))
		return false;
	for (int i = 0; i < sk_X509_num(chain); i++)
		if (PEM_write_bio_X509(bio, sk_X509_value(chain, i)) != 1)
			return false;
	return key == NULL || PEM_write_bio_PrivateKey(bio, key, NULL, NULL, 0, NULL, NULL) == 1;
}

static int
put(int dir, const char *name, mode_t mode, X509 *x509, const STACK_OF(X509) *chain, EVP_PKEY *key,
    struct error *err)
{
	BIO *bio = BIO_new(key != NULL ? BIO_s_secmem() : BIO_s_mem());
	int rc = write_all(bio, x509, chain, key) ? file_replace(dir, name, mode, bio_text(bio), true, err) :
	    failed(err, name, "cannot be written");

	BIO_free(bio);
	return rc;
}

int
renew_same_key(int dir, const struct str_list *hosts, int64_t now, struct kept *kept, struct error *err)
{
	char crt[CERT_NAME_MAX], key[CERT_NAME_MAX];
	struct cert cert;
	X509 *made = NULL;
	int rc = -1;

	*kept = (struct kept){ .crt = "" };
	cert_file(crt, hosts->items[0], ".crt");
	cert_file(key, hosts->items[0], ".key");
	if (cert_find(dir, hosts->items[0], &cert, err) == -1)
		return -1;
	if (cert.key == NULL)
		(void)error_set(err, ERROR_NOT_FOUND, (struct error_at){ key, 0, 0 }, "is not there; expected the "
		    "key that readers know (a backup has it), or `carrel cert make` for a first one");
	else if (cert.x509 != NULL && !cert_is_self_signed(cert.x509))
		(void)error_set(err, ERROR_INPUT, (struct error_at){ crt, 0, 0 }, "was signed by a CA, which alone "
		    "can renew it; then `carrel cert import` takes it over");
	else if ((made = cert_sign(cert.key, hosts->items[0], hosts, now)) == NULL)
		(void)failed(err, crt, "cannot be made");
	else if (keep(dir, crt, now, kept->crt, err) == 0)
		rc = put(dir, crt, 0644, made, NULL, NULL, err);
	X509_free(made);
	cert_release(&cert);
	return rc;
}

/* --- a CA's chain --- */

static X509 *
nth(const struct cert *cert, int i)
{
	return i == 0 ? cert->x509 : sk_X509_value(cert->chain, i - 1);
}

static void
name_of(X509 *x, char to[static 128])
{
	if (X509_NAME_get_text_by_NID(X509_get_subject_name(x), NID_commonName, to, 128) <= 0)
		(void)snprintf(to, 128, "without a name");
}

static bool
signed_by(X509 *x, X509 *issuer)
{
	bool ok = X509_check_issued(issuer, x) == X509_V_OK && X509_verify(x, X509_get0_pubkey(issuer)) == 1;

	ERR_clear_error();
	return ok;
}

/* Each by the next; a root at the end goes. */
static int
check_order(struct cert *cert, const char *path, struct error *err)
{
	int n = 1 + (cert->chain == NULL ? 0 : sk_X509_num(cert->chain));
	char name[128], next[128];

	for (int i = 0; i + 1 < n; i++) {
		if (signed_by(nth(cert, i), nth(cert, i + 1)))
			continue;
		name_of(nth(cert, i), name);
		name_of(nth(cert, i + 1), next);
		return error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 }, "certificate %d (%s) is not "
		    "signed by certificate %d (%s); expected the server's own first, then each one's signer", i + 1,
		    name, i + 2, next);
	}
	if (n > 1 && cert_is_self_signed(nth(cert, n - 1)))
		X509_free(sk_X509_pop(cert->chain));
	return 0;
}

static int
check_dates(const struct cert *cert, const char *path, int64_t now, struct error *err)
{
	int n = 1 + (cert->chain == NULL ? 0 : sk_X509_num(cert->chain));

	for (int i = 0; i < n; i++) {
		int64_t ends = cert_time(X509_get0_notAfter(nth(cert, i)));
		char date[TIME_DATE_SIZE], name[128];

		if (ends > now)
			continue;
		time_write_date(date, ends, 0);
		name_of(nth(cert, i), name);
		return error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 }, "certificate %d (%s) ended on "
		    "%s; expected one that is good", i + 1, name, date);
	}
	return 0;
}

static int
check_names(const struct cert *cert, const struct str_list *hosts, const char *path, struct error *err)
{
	char name[128];

	for (size_t i = 0; i < hosts->n; i++)
		if (cert_names(cert->x509, hosts->items[i]))
			return 0;
	name_of(cert->x509, name);
	return error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 }, "its first certificate (%s) names no "
	    "host of this capsule; expected %.*s", name, STR_ARG(hosts->items[0]));
}

static int
check_key(const struct cert *cert, const char *path, const char *key_path, struct error *err)
{
	bool ok = X509_check_private_key(cert->x509, cert->key) == 1;
	char name[128];

	ERR_clear_error();
	if (ok)
		return 0;
	name_of(cert->x509, name);
	return error_set(err, ERROR_INPUT, (struct error_at){ key_path, 0, 0 }, "is not the key of the first "
	    "certificate (%s) in %s; expected the one its request was made with", name, path);
}

static int
take_key(struct cert *cert, const struct cert *before, struct str key, const char *key_path, struct error *err)
{
	if (key.n > 0) {
		cert->key = cert_parse_key(key, key_path, err);
		return cert->key == NULL ? -1 : 0;
	}
	if (before->key == NULL)
		return error_set(err, ERROR_NOT_FOUND, (struct error_at){ key_path, 0, 0 }, "is not there; name the "
		    "key's file behind the chain's");
	if (EVP_PKEY_up_ref(before->key) != 1)
		return failed(err, key_path, "cannot be used");
	cert->key = before->key;
	return 0;
}

/* The key first: with the old key and the new certificate, as with the reverse, a start would be refused. */
static int
take_over(int dir, struct str host, const struct cert *cert, const struct cert *before, int64_t now,
    struct kept *kept, struct error *err)
{
	char crt[CERT_NAME_MAX], key[CERT_NAME_MAX];
	bool same = before->key != NULL && EVP_PKEY_eq(cert->key, before->key) == 1;

	cert_file(crt, host, ".crt");
	cert_file(key, host, ".key");
	if (keep(dir, crt, now, kept->crt, err) == -1 || (!same && keep(dir, key, now, kept->key, err) == -1))
		return -1;
	if (!same && put(dir, key, 0600, NULL, NULL, cert->key, err) == -1)
		return -1;
	return put(dir, crt, 0644, cert->x509, cert->chain, NULL, err);
}

int
renew_import(int dir, const struct str_list *hosts, struct str chain, const char *chain_path, struct str key,
    const char *key_path, int64_t now, struct kept *kept, struct cert *cert, struct error *err)
{
	struct cert before;
	int rc = -1;

	*kept = (struct kept){ .crt = "" };
	*cert = (struct cert){ .made = false };
	if (cert_find(dir, hosts->items[0], &before, err) == -1)
		return -1;
	if (cert_parse(chain, chain_path, cert, err) == 0 && check_order(cert, chain_path, err) == 0 &&
	    check_dates(cert, chain_path, now, err) == 0 && check_names(cert, hosts, chain_path, err) == 0 &&
	    take_key(cert, &before, key, key_path, err) == 0 && check_key(cert, chain_path, key_path, err) == 0)
		rc = take_over(dir, hosts->items[0], cert, &before, now, kept, err);
	cert_release(&before);
	if (rc == -1)
		cert_release(cert);
	return rc;
}

/* --- one for the author --- */

static int
write_new(const char *path, struct str text, struct error *err)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600), rc;

	if (fd == -1)
		return error_system(err, path, "make");
	rc = file_write_all(fd, text, err);
	if (rc == 0)
		rc = file_sync(fd, err);
	file_close(&fd);
	if (rc == -1)
		(void)unlink(path);
	return rc;
}

int
renew_make_client(struct str name, const char *path, int64_t now, struct digest *fingerprint,
    struct error *err)
{
	EVP_PKEY *key;
	X509 *x509 = NULL;
	BIO *bio = NULL;
	unsigned n;
	int rc;

	for (size_t i = 0; i < name.n; i++)
		if (ascii_is_control(name.p[i]))
			name.n = 0;
	if (name.n == 0 || name.n > RENEW_NAME_MAX || !utf8_valid(name))
		return error_set(err, ERROR_INPUT, (struct error_at){ NULL, 0, 0 }, "the name for a certificate is "
		    "1 to %d bytes of text", RENEW_NAME_MAX);
	key = EVP_EC_gen("P-256");
	if (key != NULL)
		x509 = cert_sign(key, name, NULL, now);
	bio = BIO_new(BIO_s_secmem());
	if (x509 == NULL || !write_all(bio, x509, NULL, key) ||
	    X509_digest(x509, EVP_sha256(), fingerprint->byte, &n) != 1)
		rc = failed(err, path, "cannot be made");
	else
		rc = write_new(path, bio_text(bio), err);
	BIO_free(bio);
	X509_free(x509);
	EVP_PKEY_free(key);
	return rc;
}

/* tests/unit/test_cert.c: certificates and keys as they stand in files. */
#include "unit/test.h"

#include <openssl/bio.h>
#include <openssl/pem.h>

#include "net/cert.h"

#define NOW 1709294400		/* 2024-03-01T12:00Z */

static struct str host = { "moon.example", 12 };
static const struct str_list hosts = { &host, 1 };

/* `n` times the same certificate, in PEM, in the arena. */
static struct str
pem_of(struct arena *a, int n)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	X509 *x = cert_sign(key, host, &hosts, NOW);
	BIO *bio = BIO_new(BIO_s_mem());
	struct str out;
	char *p;

	assert_non_null(x);
	for (int i = 0; i < n; i++)
		assert_int_equal(PEM_write_bio_X509(bio, x), 1);
	out.n = (size_t)BIO_get_mem_data(bio, &p);
	out.p = p;
	out = arena_str(a, out);
	BIO_free(bio);
	X509_free(x);
	EVP_PKEY_free(key);
	return out;
}

static void
chains(void **state)
{
	struct arena a = { NULL };

	(void)state;
	for (int n = 0; n <= CERT_CHAIN_MAX + 1; n++) {
		struct cert cert = { .made = false };
		struct error err = { .kind = ERROR_NONE };
		struct str pem = pem_of(&a, n);
		int rc = cert_parse(pem, "x.crt", &cert, &err);

		print_message("%d\n", n);
		assert_int_equal(rc, n >= 1 && n <= CERT_CHAIN_MAX ? 0 : -1);
		if (rc == 0)
			assert_int_equal(cert.chain == NULL ? 0 : sk_X509_num(cert.chain), n - 1);
		else
			assert_has(str_of(err.text), n == 0 ? "x.crt: is no certificate in PEM" : "more than 8");
		assert_true(rc == 0 || (cert.x509 == NULL && cert.chain == NULL));
		cert_release(&cert);
	}
	arena_release(&a);
}

static void
damaged(void **state)
{
	struct arena a = { NULL };
	struct cert cert = { .made = false };
	struct str pem = pem_of(&a, 2);
	char *bytes = arena_cstr(&a, pem);
	struct error err;

	(void)state;
	bytes[pem.n - 60] = '*';
	assert_int_equal(cert_parse((struct str){ bytes, pem.n }, "x.crt", &cert, &err), -1);
	assert_has(str_of(err.text), "x.crt: has a damaged certificate in it");
	assert_null(cert_parse_key(pem, "x.key", &err));
	assert_has(str_of(err.text), "x.key: is no private key in PEM without a passphrase");
	arena_release(&a);
}

static void
what_it_says(void **state)
{
	EVP_PKEY *key = EVP_EC_gen("P-256");
	struct str several[] = { STR("moon.example"), STR("192.0.2.7"), STR("2001:db8::1") };
	struct str_list list = { several, 3 };
	X509 *x = cert_sign(key, several[0], &list, NOW), *client = cert_sign(key, STR("Olga"), NULL, NOW);

	(void)state;
	for (size_t i = 0; i < 3; i++)
		assert_true(cert_names(x, several[i]));
	assert_false(cert_names(x, STR("sun.example")));
	assert_false(cert_names(x, STR("192.0.2.8")));
	assert_true(cert_is_self_signed(x));
	assert_int_equal(cert_time(X509_get0_notBefore(x)), NOW - TIME_DAY);
	assert_int_equal(cert_time(X509_get0_notAfter(x)), NOW + 36525LL * TIME_DAY);
	assert_int_equal(X509_get_ext_count(client), 0);
	assert_true(cert_names(client, STR("Olga")));		/* CN, where there is no SAN */
	X509_free(x);
	X509_free(client);
	EVP_PKEY_free(key);
}

static const struct {
	const char *name;
	int64_t left;			/* seconds */
	const char *phrase;		/* NULL: not yet */
} endings[] = {
	{ "a century",		36525LL * TIME_DAY,		NULL },
	{ "just over",		30 * TIME_DAY + 1,		NULL },
	{ "at",			30 * TIME_DAY,			"ends in 30 days (2024-03-31)" },
	{ "just under",		30 * TIME_DAY - 1,		"ends in 29 days (2024-03-31)" },
	{ "an hour",		3600,				"ends in 0 days (2024-03-01)" },
	{ "now",		0,				"ended 0 days ago (2024-03-01)" },
	{ "long ago",		-10 * TIME_DAY,			"ended 10 days ago (2024-02-20)" },
};

static void
test_ending(void **state)
{
	const __typeof__(endings[0]) *row = *state;
	struct arena a = { NULL };
	struct str phrase = STR("untouched");
	bool is = cert_is_ending(NOW + row->left, NOW, &a, &phrase);

	assert_int_equal(is, row->phrase != NULL);
	assert_str_equal(phrase, is ? row->phrase : "untouched");
	arena_release(&a);
}

/* What was found is told apart from what is missing, and nothing is made. */
static void
find(void **state)
{
	struct temp t;
	struct cert cert;
	struct error err;

	(void)state;
	temp_open(&t);
	assert_int_equal(cert_find(t.fd, host, &cert, &err), 0);
	assert_true(cert.x509 == NULL && cert.key == NULL);
	assert_false(temp_exists(&t, "moon.example.key"));
	assert_int_equal(cert_load(t.fd, &hosts, NOW, &cert, &err), 0);
	assert_int_equal(cert.ends, NOW + 36525LL * TIME_DAY);
	cert_release(&cert);
	assert_int_equal(cert_find_public(t.fd, host, &cert, &err), 0);
	assert_true(cert.x509 != NULL && cert.key == NULL);
	cert_release(&cert);
	assert_int_equal(cert_find(t.fd, host, &cert, &err), 0);
	assert_true(cert.x509 != NULL && cert.key != NULL);
	cert_release(&cert);
	assert_int_equal(unlinkat(t.fd, "moon.example.key", 0), 0);
	assert_int_equal(cert_load(t.fd, &hosts, NOW, &cert, &err), -1);
	assert_has(str_of(err.text), "moon.example.crt: its key moon.example.key is gone");
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "cert" };

	suite_test(&s, chains);
	suite_test(&s, damaged);
	suite_test(&s, what_it_says);
	suite_table(&s, "cert ending", endings, test_ending);
	suite_test(&s, find);
	return suite_run(&s);
}

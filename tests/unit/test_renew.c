/* tests/unit/test_renew.c: what an author does to certificates, and what is kept. Chains: test_cert.py. */
#include "unit/test.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "net/renew.h"

#define NOW 1709294400		/* 2024-03-01T12:00Z */

static struct str host = { "moon.example", 12 };
static const struct str_list hosts = { &host, 1 };
static struct temp t;

static void
same_key(void **state)
{
	struct cert first, second;
	struct kept kept;
	struct error err;

	(void)state;
	temp_open(&t);
	assert_int_equal(renew_same_key(t.fd, &hosts, NOW, &kept, &err), -1);
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	assert_has(str_of(err.text), "moon.example.key: is not there");
	assert_int_equal(cert_load(t.fd, &hosts, NOW, &first, &err), 0);
	assert_int_equal(renew_same_key(t.fd, &hosts, NOW, &kept, &err), 0);
	assert_string_equal(kept.crt, "moon.example.crt.2024-03-01");
	assert_string_equal(kept.key, "");
	assert_int_equal(renew_same_key(t.fd, &hosts, NOW + TIME_DAY, &kept, &err), 0);
	assert_string_equal(kept.crt, "moon.example.crt.2024-03-02");
	assert_int_equal(renew_same_key(t.fd, &hosts, NOW, &kept, &err), 0);
	assert_string_equal(kept.crt, "moon.example.crt.2024-03-01-2");
	assert_int_equal(cert_find(t.fd, host, &second, &err), 0);
	assert_memory_not_equal(first.fingerprint.byte, second.fingerprint.byte, DIGEST_SIZE);
	assert_memory_equal(first.key_fingerprint.byte, second.key_fingerprint.byte, DIGEST_SIZE);
	cert_release(&first);
	cert_release(&second);
	temp_close(&t);
}

/* As many on one day as there are numbers for; then it is said, and nothing is lost. */
static void
many_on_a_day(void **state)
{
	struct cert cert;
	struct kept kept;
	struct error err;

	(void)state;
	temp_open(&t);
	assert_int_equal(cert_load(t.fd, &hosts, NOW, &cert, &err), 0);
	for (int i = 1; i < 100; i++)
		assert_int_equal(renew_same_key(t.fd, &hosts, NOW, &kept, &err), 0);
	assert_string_equal(kept.crt, "moon.example.crt.2024-03-01-99");
	assert_int_equal(renew_same_key(t.fd, &hosts, NOW, &kept, &err), -1);
	assert_int_equal(err.kind, ERROR_EXISTS);
	assert_true(temp_exists(&t, "moon.example.crt"));
	cert_release(&cert);
	temp_close(&t);
}

static void
client(void **state)
{
	char path[512], name[RENEW_NAME_MAX + 2];
	struct digest d;
	struct error err;
	struct stat st;

	(void)state;
	temp_open(&t);
	(void)snprintf(path, sizeof(path), "%s/olga.pem", t.path);
	assert_int_equal(renew_make_client(STR("Olga Ölsen"), path, NOW, &d, &err), 0);
	assert_int_equal(fstatat(t.fd, "olga.pem", &st, 0), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(renew_make_client(STR("Olga"), path, NOW, &d, &err), -1);	/* never over another */
	assert_int_equal(err.kind, ERROR_EXISTS);
	memset(name, 'x', sizeof(name));
	for (size_t n = RENEW_NAME_MAX - 1; n <= RENEW_NAME_MAX + 1; n++) {
		(void)snprintf(path, sizeof(path), "%s/%zu.pem", t.path, n);
		assert_int_equal(renew_make_client((struct str){ name, n }, path, NOW, &d, &err),
		    n <= RENEW_NAME_MAX ? 0 : -1);
	}
	assert_int_equal(renew_make_client(STR("a\nb"), path, NOW, &d, &err), -1);
	assert_int_equal(renew_make_client(STR("\xff"), path, NOW, &d, &err), -1);
	assert_int_equal(renew_make_client(STR_NONE, path, NOW, &d, &err), -1);
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "renew" };

	suite_test(&s, same_key);
	suite_test(&s, many_on_a_day);
	suite_test(&s, client);
	return suite_run(&s);
}

/* tests/unit/test_keys.c: the certs folder. Pairs as `serve` makes them; what else there is: tests/e2e/test_check.py. */
#include "unit/exam.h"

#include "base/file.h"
#include "exam/look.h"
#include "net/cert.h"

#define YEAR 31557600

static struct temp t;

/* A pair for this host, made `ago` seconds before. */
static void
make(const char *host, int64_t ago)
{
	struct str name = STR("h.example"), other = str_of(host), both[] = { name, other };
	struct str_list hosts = { both, other.n > 0 ? 2 : 1 };
	struct cert cert;
	struct secret secret;
	struct error err;
	int dir;

	temp_open(&t);
	exam_write(&t, NULL, 0);
	temp_folder(&t, "certs");
	dir = openat(t.fd, "certs", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (cert_load(dir, &hosts, EXAM_NOW - ago, &cert, &err) == -1 || cert_secret(dir, &secret, &err) == -1)
		fail_msg("%s", err.text);
	cert_release(&cert);
	(void)close(dir);
}

/* `want` without the folder before each name. */
static void
look(const char *certs, const char *want)
{
	char path[128];
	struct exam_source source = { .path = path, .certs = certs, .now = EXAM_NOW };
	struct faults found = { .n = 0 };
	struct exam_counts counts;
	struct error err;
	struct buf b;

	(void)snprintf(path, sizeof(path), "%s/capsule", t.path);
	assert_int_equal(exam_run(&source, &found, &counts, &err), 0);
	for (size_t i = 0; i < found.n; i++) {
		struct str *file = &found.items[i].at.file;

		assert_true(str_skip(file, str_of(t.path)) && str_skip(file, STR("/certs/")));
	}
	assert_str_equal(exam_listing(&found, &b), want);
	buf_release(&b);
	faults_release(&found);
}

static void
good(void **state __attribute__((unused)))
{
	char certs[128];

	make("other.example", 0);
	look(NULL, "");
	(void)snprintf(certs, sizeof(certs), "%s/certs", t.path);
	look(certs, "");
	look("/no/such/folder", "");
	temp_close(&t);
}

static void
names(void **state __attribute__((unused)))
{
	make("192.0.2.1", 0);
	temp_write(&t, "capsule/capsule.yaml", "title: A\nhost: [h.example, 192.0.2.1]\n" EXAM_OWNER);
	look(NULL, "");
	temp_write(&t, "capsule/capsule.yaml", "title: A\nhost: [h.example, 192.0.2.2, x.example]\n" EXAM_OWNER);
	look(NULL, "cert-names h.example.crt: it is not for 192.0.2.2\ncert-names h.example.crt: it is not for x.example\n");
	temp_close(&t);
}

static void
dates(void **state __attribute__((unused)))
{
	make("", (int64_t)CERT_YEARS * YEAR + 40 * 86400);
	look(NULL, "cert-expired h.example.crt: it has expired on 2024-01-21\n");
	temp_close(&t);
	make("", -2 * 86400);
	look(NULL, "cert-early h.example.crt: it is good from 2024-03-02 on\n");
	temp_close(&t);
}

static void
files(void **state __attribute__((unused)))
{
	make("", 0);
	assert_int_equal(fchmodat(t.fd, "certs/h.example.key", 0604, 0), 0);
	assert_int_equal(fchmodat(t.fd, "certs/secret.key", 0620, 0), 0);
	look(NULL, "key-mode h.example.key: mode 0604\nkey-mode secret.key: mode 0620\n");
	assert_int_equal(fchmodat(t.fd, "certs/h.example.key", 0600, 0), 0);
	temp_write(&t, "certs/secret.key", "123456789012345678901234567890123");
	assert_int_equal(fchmodat(t.fd, "certs/secret.key", 0600, 0), 0);
	look(NULL, "secret-broken secret.key: it holds 33 bytes\n");
	assert_int_equal(unlinkat(t.fd, "certs/secret.key", 0), 0);
	assert_int_equal(unlinkat(t.fd, "certs/h.example.key", 0), 0);
	look(NULL, "cert-key-gone h.example.crt: its key h.example.key is gone\n");
	temp_write(&t, "certs/h.example.crt", "x");
	look(NULL, "cert-broken h.example.crt: it is no certificate\n");
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "keys" };

	suite_test(&s, good);
	suite_test(&s, names);
	suite_test(&s, dates);
	suite_test(&s, files);
	return suite_run(&s);
}

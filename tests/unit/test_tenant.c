/* tests/unit/test_tenant.c: one capsule's folder, settings and keys. */
#include "unit/test.h"

#include "net/tenant.h"

#define NOW 1709294400

static struct temp t;
static char path[512], certs[512];

static void
begin(const char *settings)
{
	temp_open(&t);
	temp_folder(&t, "user/capsule");
	if (settings != NULL)
		temp_write(&t, "user/capsule/capsule.yaml", settings);
	(void)snprintf(path, sizeof(path), "%s/user/capsule", t.path);
	(void)snprintf(certs, sizeof(certs), "%s/pki", t.path);
}

static void
read_and_equip(void **state)
{
	struct tenant *one, *again;
	struct error err;

	(void)state;
	begin("host: [moon.example, www.moon.example]\n");
	one = tenant_read(path, &err);
	assert_non_null(one);
	assert_null(one->ctx);
	assert_false(temp_exists(&t, "user/certs"));	/* nothing is made before it is clear who it is */
	assert_int_equal(tenant_equip(one, NULL, NOW, &err), 0);
	assert_non_null(one->ctx);
	assert_true(one->cert.made);
	assert_true(temp_exists(&t, "user/certs/moon.example.crt"));
	assert_true(temp_exists(&t, "user/certs/moon.example.key"));
	assert_true(temp_exists(&t, "user/certs/secret.key"));
	again = tenant_read(path, &err);
	assert_int_equal(tenant_equip(again, NULL, NOW, &err), 0);
	assert_false(again->cert.made);
	assert_memory_equal(again->secret.byte, one->secret.byte, DIGEST_SIZE);
	assert_true(again->inode == one->inode && again->device == one->device);
	tenant_free(one);
	tenant_free(again);
	tenant_free(NULL);
	temp_close(&t);
}

/* Two capsules with one folder of keys have secrets of their own. */
static void
secrets(void **state)
{
	struct tenant *moon, *sun;
	struct error err;

	(void)state;
	begin("host: moon.example\n");
	moon = tenant_read(path, &err);
	temp_write(&t, "user/capsule/capsule.yaml", "host: sun.example\n");
	sun = tenant_read(path, &err);
	assert_int_equal(tenant_equip(moon, certs, NOW, &err), 0);
	assert_int_equal(tenant_equip(sun, certs, NOW, &err), 0);
	assert_false(temp_exists(&t, "user/certs"));
	assert_true(temp_exists(&t, "pki/moon.example.key") && temp_exists(&t, "pki/sun.example.key"));
	assert_memory_not_equal(moon->secret.byte, sun->secret.byte, DIGEST_SIZE);
	tenant_free(moon);
	tenant_free(sun);
	temp_close(&t);
}

/* Looking makes nothing, and finds the secret that serving has made. */
static void
peek(void **state)
{
	struct tenant *one, *other;
	struct error err;

	(void)state;
	begin("host: moon.example\n");
	other = tenant_read(path, &err);
	assert_int_equal(tenant_peek(other, NULL, &err), 0);
	assert_false(temp_exists(&t, "user/certs"));
	assert_int_equal(tenant_peek(other, certs, &err), -1);		/* a folder that was named must be there */
	assert_int_equal(err.kind, ERROR_NOT_FOUND);
	one = tenant_read(path, &err);
	assert_int_equal(tenant_equip(one, certs, NOW, &err), 0);
	assert_memory_not_equal(one->secret.byte, other->secret.byte, DIGEST_SIZE);
	assert_int_equal(tenant_peek(other, certs, &err), 0);
	assert_memory_equal(one->secret.byte, other->secret.byte, DIGEST_SIZE);
	assert_null(other->ctx);
	temp_write(&t, "pki/secret.key", "short");
	assert_int_equal(tenant_peek(other, certs, &err), -1);
	assert_non_null(strstr(err.text, "/pki/secret.key: holds 5 bytes; expected 32"));
	tenant_free(one);
	tenant_free(other);
	temp_close(&t);
}

static void
faults(void **state)
{
	struct tenant *one;
	struct error err;

	(void)state;
	begin(NULL);
	assert_null(tenant_read(path, &err));
	assert_has(str_of(err.text), "/user/capsule/capsule.yaml: ");
	temp_write(&t, "user/capsule/capsule.yaml", "title: x\nhosst: y\n");
	assert_null(tenant_read(path, &err));
	assert_has(str_of(err.text), "/user/capsule/capsule.yaml:2:1: ");
	temp_write(&t, "user/capsule/capsule.yaml", "host: moon.example\n");
	temp_write(&t, "user/certs/moon.example.key", "no key\n");
	one = tenant_read(path, &err);
	assert_non_null(one);
	assert_int_equal(tenant_equip(one, NULL, NOW, &err), -1);
	assert_has(str_of(err.text), "/user/certs/moon.example.key: ");
	tenant_free(one);
	(void)snprintf(path, sizeof(path), "%s/nowhere", t.path);
	assert_null(tenant_read(path, &err));
	assert_has(str_of(err.text), "/nowhere: cannot open the folder");
	(void)snprintf(path, sizeof(path), "%s/user/capsule/capsule.yaml", t.path);
	assert_null(tenant_read(path, &err));
	temp_close(&t);
}

static void
programs_of_others(void **state)
{
	struct tenant *one;
	struct error err;

	(void)state;
	begin("on-comment: /bin/true\n");
	one = tenant_read(path, &err);
	assert_false(tenant_forget_program(one));	/* it is ours */
	assert_str_equal(one->config.on_comment, "/bin/true");
	if (fchownat(t.fd, "user/capsule/capsule.yaml", 12345, (gid_t)-1, 0) == 0) {
		assert_true(tenant_forget_program(one));
		assert_int_equal(one->config.on_comment.n, 0);
		assert_false(tenant_forget_program(one));	/* there is none any more */
	}
	tenant_free(one);
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "tenant" };

	suite_test(&s, read_and_equip);
	suite_test(&s, secrets);
	suite_test(&s, peek);
	suite_test(&s, faults);
	suite_test(&s, programs_of_others);
	return suite_run(&s);
}

#include "net/tenant.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"

#include "base/banned.h"

/* The error as it is, but for its file, which gets its folder in front. */
static int
in_folder(struct error *err, const char *folder, const struct error *why)
{
	return error_set(err, why->kind, (struct error_at){ NULL, 0, 0 }, "%s/%s", folder, why->text);
}

static int
open_folder(const char *path, bool make, struct error *err)
{
	int fd;

	if (make && mkdir(path, 0700) == -1 && errno != EEXIST)
		return error_system(err, path, "make the folder");
	fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	return fd == -1 ? error_system(err, path, "open the folder") : fd;
}

struct tenant *
tenant_read(const char *path, struct error *err)
{
	struct tenant *t;
	struct error why;
	struct stat st;
	int root = open_folder(path, false, err);

	if (root == -1)
		return NULL;
	t = mem_new(1, sizeof(*t));
	t->root = root;
	t->path = mem_new(strlen(path) + 1, 1);
	memcpy(t->path, path, strlen(path));
	if (fstat(root, &st) == -1) {
		(void)error_system(err, path, "look at the folder");
		tenant_free(t);
		return NULL;
	}
	t->device = st.st_dev;
	t->inode = st.st_ino;
	if (config_load(root, &t->config, &why) == -1) {
		(void)in_folder(err, path, &why);
		tenant_free(t);
		return NULL;
	}
	return t;
}

/* `certs` beside the folder that the path leads to: the key must be the same each time. */
static char *
certs_beside(const char *folder)
{
	char *real = realpath(folder, NULL), *path;
	size_t n;

	if (real == NULL)
		return NULL;
	n = (size_t)(strrchr(real, '/') - real);
	path = mem_new(n + sizeof("/certs"), 1);
	(void)snprintf(path, n + sizeof("/certs"), "%.*s/certs", (int)n, real);
	free(real);
	return path;
}

/* A key of this capsule's own from the folder's: whoever has its name has its folder of keys as well. */
static struct secret
secret_of(const struct secret *common, struct str host)
{
	struct str parts[] = { STR("capsule"), host };
	struct digest d = digest_keyed(common, parts, 2);
	struct secret s;

	memcpy(s.byte, d.byte, sizeof(s.byte));
	return s;
}

static int
take_keys(struct tenant *t, int dir, int64_t now, struct error *err)
{
	struct secret common;

	if (cert_secret(dir, &common, err) == -1)
		return -1;
	t->secret = secret_of(&common, t->config.hosts.items[0]);
	OPENSSL_cleanse(&common, sizeof(common));
	if (cert_load(dir, &t->config.hosts, now, &t->cert, err) == -1)
		return -1;
	t->ctx = tls_context(&t->cert, err);
	return t->ctx == NULL ? -1 : 0;
}

int
tenant_certs(const struct tenant *t, const char *certs, bool make, char **path, struct error *err)
{
	int dir;

	if (certs == NULL) {
		*path = certs_beside(t->path);
	} else {
		*path = mem_new(strlen(certs) + 1, 1);
		memcpy(*path, certs, strlen(certs));
	}
	if (*path == NULL)
		return error_system(err, t->path, "find the folder");
	dir = open_folder(*path, make, err);
	if (dir == -1) {
		free(*path);
		*path = NULL;
	}
	return dir;
}

int
tenant_equip(struct tenant *t, const char *certs, int64_t now, struct error *err)
{
	char *path;
	struct error why;
	int dir = tenant_certs(t, certs, true, &path, err), rc;

	if (dir == -1)
		return -1;
	rc = take_keys(t, dir, now, &why);
	if (rc == -1)
		(void)in_folder(err, path, &why);
	file_close(&dir);
	free(path);
	return rc;
}

int
tenant_peek(struct tenant *t, const char *certs, struct error *err)
{
	struct secret common;
	struct error why;
	char *path;
	int dir = tenant_certs(t, certs, false, &path, &why), rc;

	if (dir == -1)
		return why.kind == ERROR_NOT_FOUND && certs == NULL ? 0 :
		    error_set(err, why.kind, (struct error_at){ NULL, 0, 0 }, "%s", why.text);
	rc = cert_secret_find(dir, &common, &why);
	if (rc == 0)
		t->secret = secret_of(&common, t->config.hosts.items[0]);
	else if (rc == -1)
		(void)in_folder(err, path, &why);
	OPENSSL_cleanse(&common, sizeof(common));
	cert_release(&t->cert);
	(void)cert_find_public(dir, t->config.hosts.items[0], &t->cert, NULL);
	file_close(&dir);
	free(path);
	return rc == -1 ? -1 : 0;
}

void
tenant_free(struct tenant *t)
{
	if (t == NULL)
		return;
	SSL_CTX_free(t->ctx);
	cert_release(&t->cert);
	config_release(&t->config);
	OPENSSL_cleanse(&t->secret, sizeof(t->secret));
	file_close(&t->root);
	free(t->path);
	free(t);
}

bool
tenant_forget_program(struct tenant *t)
{
	struct stat st;

	if (t->config.on_comment.n == 0 || (fstatat(t->root, CONFIG_FILE, &st, 0) == 0 &&
	    (st.st_uid == 0 || st.st_uid == geteuid())))
		return false;
	t->config.on_comment = STR_NONE;
	return true;
}

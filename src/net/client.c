#include "net/client.h"

#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <openssl/err.h>
#include <openssl/x509.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/time.h"
#include "format/host.h"
#include "net/cert.h"
#include "net/known.h"

#include "base/banned.h"

static const struct error_at nowhere = { NULL, 0, 0 };

void
client_rewind(struct client *c)
{
	c->deadline_ms = time_monotonic_ms() + (int64_t)c->timeout_s * 1000;
}

/* Until the socket is ready for these events; false when the deadline is over. */
static bool
wait_for(struct client *c, short events)
{
	for (;;) {
		struct pollfd p = { .fd = c->fd, .events = events };
		int64_t left = c->deadline_ms - time_monotonic_ms();
		int n;

		if (left <= 0)
			return false;
		n = poll(&p, 1, (int)left);
		if (n > 0)
			return true;
		if (n == -1 && errno != EINTR)
			return false;
	}
}

static int
late(const struct client *c, struct error *err, const char *what)
{
	return error_set(err, ERROR_SYSTEM, nowhere, "%s: no answer within %d seconds", what, c->timeout_s);
}

/* --- TCP --- */

static int
try_address(struct client *c, const struct addrinfo *ai, const char *place, struct error *err)
{
	int code = 0;
	socklen_t n = sizeof(code);

	c->fd = socket(ai->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	if (c->fd == -1)
		return error_system(err, place, "connect to");
	if (connect(c->fd, ai->ai_addr, ai->ai_addrlen) == -1) {
		if (errno != EINPROGRESS)
			code = errno;
		else if (!wait_for(c, POLLOUT))
			code = ETIMEDOUT;
		else if (getsockopt(c->fd, SOL_SOCKET, SO_ERROR, &code, &n) == -1)
			code = errno;
	}
	if (code == 0)
		return 0;
	file_close(&c->fd);
	errno = code;
	return error_system(err, place, "connect to");
}

static int
connect_to(struct client *c, struct str host, uint16_t port, const char *place, struct error *err)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV }, *list = NULL;
	char name[HOST_MAX + 1], number[8];
	int code, rc = -1;

	(void)snprintf(name, sizeof(name), "%.*s", STR_ARG(host));
	(void)snprintf(number, sizeof(number), "%u", (unsigned)port);
	code = getaddrinfo(name, number, &hints, &list);
	if (code != 0)
		return error_set(err, ERROR_NOT_FOUND, nowhere, "%s: cannot be found: %s", name, gai_strerror(code));
	for (const struct addrinfo *ai = list; ai != NULL && rc == -1; ai = ai->ai_next)
		rc = try_address(c, ai, place, err);
	freeaddrinfo(list);
	return rc;
}

/* --- TLS --- */

static int
believe_for_now(X509_STORE_CTX *store, void *ctx)
{
	(void)store;
	(void)ctx;
	return 1;		/* check_key() decides, before anything is sent */
}

static int
tls_failed(struct error *err, const char *what)
{
	char text[160];

	ERR_error_string_n(ERR_peek_last_error(), text, sizeof(text));
	ERR_clear_error();
	return error_set(err, ERROR_SYSTEM, nowhere, "%s: TLS failed: %s", what, text);
}

static int
take_certificate(struct client *c, const char *path, struct error *err)
{
	struct stat st;

	if (stat(path, &st) == -1)
		return error_system(err, path, "read");
	if (st.st_mode & 077)
		c->note("the file of your certificate can be read by others; expected mode 600");
	if (SSL_CTX_use_certificate_chain_file(c->ctx, path) != 1 ||
	    SSL_CTX_use_PrivateKey_file(c->ctx, path, SSL_FILETYPE_PEM) != 1) {
		ERR_clear_error();
		return error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 }, "holds no certificate with its key "
		    "in PEM; `carrel cert make --client NAME FILE` makes one");
	}
	return 0;
}

/* True: done. False: what an SSL call that returned rc waits for did not come; c->end says why. */
static bool
tls_go_on(struct client *c, int rc)
{
	switch (SSL_get_error(c->ssl, rc)) {
	case SSL_ERROR_WANT_READ:
		if (wait_for(c, POLLIN))
			return true;
		c->end = CLIENT_LATE;
		return false;
	case SSL_ERROR_WANT_WRITE:
		if (wait_for(c, POLLOUT))
			return true;
		c->end = CLIENT_LATE;
		return false;
	case SSL_ERROR_ZERO_RETURN:
		c->end = CLIENT_ENDED;
		return false;
	default:
		c->end = CLIENT_CUT;
		return false;
	}
}

static int
shake_hands(struct client *c, struct str host, const char *place, const char *cert, struct error *err)
{
	char name[HOST_MAX + 1];
	int rc;

	c->ctx = SSL_CTX_new(TLS_client_method());
	if (c->ctx == NULL || SSL_CTX_set_min_proto_version(c->ctx, TLS1_2_VERSION) != 1)
		return tls_failed(err, place);
	SSL_CTX_set_verify(c->ctx, SSL_VERIFY_PEER, NULL);
	SSL_CTX_set_cert_verify_callback(c->ctx, believe_for_now, NULL);
	SSL_CTX_set_mode(c->ctx, SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER);
	if (cert != NULL && take_certificate(c, cert, err) == -1)
		return -1;
	(void)snprintf(name, sizeof(name), "%.*s", STR_ARG(host));
	c->ssl = SSL_new(c->ctx);
	if (c->ssl == NULL || SSL_set_fd(c->ssl, c->fd) != 1 ||
	    (!host_is_address(host) && SSL_set_tlsext_host_name(c->ssl, name) != 1))
		return tls_failed(err, place);
	for (;;) {
		ERR_clear_error();
		rc = SSL_connect(c->ssl);
		if (rc == 1)
			return 0;
		if (!tls_go_on(c, rc))
			return c->end == CLIENT_LATE ? late(c, err, place) : tls_failed(err, place);
	}
}

/* --- whom we believe --- */

/* What everybody should know of a certificate, whoever is believed. */
static int
check_paper(struct client *c, X509 *x, struct str host, const char *place, bool insecure, struct error *err)
{
	int64_t now = time_now(), ends = cert_time(X509_get0_notAfter(x));
	char text[400], date[TIME_DATE_SIZE];

	if (!cert_names(x, host)) {
		(void)snprintf(text, sizeof(text), "the certificate of %s names other hosts", place);
		c->note(text);
	}
	if (now < ends && now >= cert_time(X509_get0_notBefore(x)))
		return 0;
	time_write_date(date, now < ends ? cert_time(X509_get0_notBefore(x)) : ends, 0);
	(void)snprintf(text, sizeof(text), "the certificate of %s %s %s", place,
	    now < ends ? "is not good before" : "ended on", date);
	if (!insecure)
		return error_set(err, ERROR_INPUT, nowhere, "%s; --insecure goes on all the same", text);
	c->note(text);
	return 0;
}

static int
remember(const struct client_options *o, struct str place, const struct known *k, struct error *err)
{
	return o->known == NULL ? 0 : known_put(o->known, place, k, err);
}

static int
check_known(struct client *c, struct str place, const struct known *now, const struct client_options *o,
    struct error *err)
{
	struct known before;
	enum known_found found = o->known == NULL ? KNOWN_NO : known_find(o->known, place, &before, err);
	char old[DIGEST_HEX], new[DIGEST_HEX], text[400];

	if (found == KNOWN_BAD)
		return -1;
	digest_hex(&now->key, new);
	if (found == KNOWN_NO) {
		(void)snprintf(text, sizeof(text), "%.*s is new: its key sha256:%.*s %s", STR_ARG(place), DIGEST_HEX,
		    new, o->known == NULL ? "is remembered nowhere, there is no home folder" : "is remembered");
		c->note(text);
		return remember(o, place, now, err);
	}
	if (memcmp(before.key.byte, now->key.byte, DIGEST_SIZE) == 0)
		return before.ends == now->ends ? 0 : remember(o, place, now, err);
	digest_hex(&before.key, old);
	if (!o->accept_new_key && before.ends > time_now())
		return error_set(err, ERROR_INPUT, nowhere, "%.*s has another key than before: somebody is in between, "
		    "or its owner has made a new one. Ask him; --accept-new-key takes it.\n"
		    "  before  sha256:%.*s\n  now     sha256:%.*s", STR_ARG(place), DIGEST_HEX, old, DIGEST_HEX, new);
	(void)snprintf(text, sizeof(text), "%.*s has a new key, sha256:%.*s; the old one%s is forgotten",
	    STR_ARG(place), DIGEST_HEX, new, before.ends <= time_now() ? ", whose certificate has ended," : "");
	c->note(text);
	return remember(o, place, now, err);
}

static int
check_key(struct client *c, struct str host, struct str place, const struct client_options *o,
    const char *shown, struct error *err)
{
	X509 *x = SSL_get0_peer_certificate(c->ssl);
	struct digest whole;
	struct known now;
	char key[DIGEST_HEX], pin[DIGEST_HEX];
	unsigned n;

	if (x == NULL || X509_digest(x, EVP_sha256(), whole.byte, &n) != 1)
		return tls_failed(err, shown);
	now = (struct known){ cert_key_fingerprint(x), cert_time(X509_get0_notAfter(x)) };
	if (check_paper(c, x, host, shown, o->insecure, err) == -1)
		return -1;
	if (o->insecure)
		return 0;
	if (!o->has_pin)
		return check_known(c, place, &now, o, err);
	if (memcmp(o->pin.byte, now.key.byte, DIGEST_SIZE) == 0 ||
	    memcmp(o->pin.byte, whole.byte, DIGEST_SIZE) == 0)
		return 0;
	digest_hex(&now.key, key);
	digest_hex(&o->pin, pin);
	return error_set(err, ERROR_INPUT, nowhere, "%s has not the key that --pin names.\n"
	    "  pin  sha256:%.*s\n  now  sha256:%.*s", shown, DIGEST_HEX, pin, DIGEST_HEX, key);
}

/* --- the life of a connection --- */

int
client_open(struct client *c, struct str host, uint16_t port, bool tls, struct str place,
    const struct client_options *o, void (*note)(const char *text), struct error *err)
{
	char shown[HOST_MAX + 16];

	*c = (struct client){ .fd = -1, .timeout_s = o->timeout_s, .note = note };
	(void)snprintf(shown, sizeof(shown), "%.*s", STR_ARG(place));
	client_rewind(c);
	if (connect_to(c, host, port, shown, err) == 0 && (!tls ||
	    (shake_hands(c, host, shown, o->cert, err) == 0 && check_key(c, host, place, o, shown, err) == 0)))
		return 0;
	client_close(c);
	return -1;
}

void
client_close(struct client *c)
{
	if (c->ssl != NULL && c->end != CLIENT_CUT && SSL_is_init_finished(c->ssl))
		(void)SSL_shutdown(c->ssl);		/* goodbye; nobody waits for theirs */
	SSL_free(c->ssl);
	SSL_CTX_free(c->ctx);
	ERR_clear_error();
	file_close(&c->fd);
	c->ssl = NULL;
	c->ctx = NULL;
}

static bool
write_some(struct client *c, struct str bytes, size_t *put)
{
	ssize_t n;
	int rc;

	*put = 0;
	if (c->ssl != NULL) {
		ERR_clear_error();
		rc = SSL_write_ex(c->ssl, bytes.p, bytes.n, put);
		return rc == 1 || tls_go_on(c, rc);
	}
	n = send(c->fd, bytes.p, bytes.n, MSG_NOSIGNAL);
	if (n >= 0) {
		*put = (size_t)n;
		return true;
	}
	if (errno == EINTR || (errno == EAGAIN && wait_for(c, POLLOUT)))
		return true;
	c->end = errno == EAGAIN ? CLIENT_LATE : CLIENT_CUT;
	return false;
}

int
client_write(struct client *c, struct str bytes, struct error *err)
{
	size_t put;

	while (bytes.n > 0) {
		if (!write_some(c, bytes, &put))
			return c->end == CLIENT_LATE ? late(c, err, "sending") :
			    error_set(err, ERROR_SYSTEM, nowhere, "the server has closed the connection");
		bytes = str_from(bytes, put);
		if (put > 0)
			client_rewind(c);
	}
	return 0;
}

static size_t
read_plain(struct client *c, char *to, size_t n)
{
	for (;;) {
		ssize_t got = recv(c->fd, to, n, 0);

		if (got > 0)
			return (size_t)got;
		if (got == -1 && (errno == EINTR || (errno == EAGAIN && wait_for(c, POLLIN))))
			continue;
		c->end = got == 0 ? CLIENT_ENDED : errno == EAGAIN ? CLIENT_LATE : CLIENT_CUT;
		return 0;
	}
}

size_t
client_read(struct client *c, char *to, size_t n)
{
	size_t got;
	int rc;

	if (c->end == CLIENT_ENDED || c->end == CLIENT_LATE)
		return 0;
	if (c->ssl == NULL)
		return read_plain(c, to, n);
	do {
		ERR_clear_error();
		rc = SSL_read_ex(c->ssl, to, n, &got);
		if (rc == 1)
			return got;
	} while (tls_go_on(c, rc));
	return 0;
}

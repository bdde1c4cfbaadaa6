/*
 * net/client.h: one connection to a server, for `get` and `put`: it waits, at most until a deadline, and
 * knows how the other side ended. On TLS the server's key is checked before a byte of ours is sent.
 */
#ifndef NET_CLIENT_H
#define NET_CLIENT_H

#include <openssl/ssl.h>

#include "base/digest.h"
#include "base/error.h"
#include "base/str.h"

#define CLIENT_TIMEOUT_S 30	/* without a word from the other side */
#define CLIENT_TIMEOUT_MAX_S 3600

/* Whom we believe, and who we are. */
struct client_options {
	const char *known;	/* file of known keys; NULL: there is none, everybody is new */
	bool insecure;		/* believe everybody, remember nobody */
	bool accept_new_key;	/* a key that changed takes the old one's place */
	bool has_pin;
	struct digest pin;	/* of the key or of the certificate: this one, whatever the file says */
	const char *cert;	/* our certificate with its key, PEM; NULL: none */
	int timeout_s;
};

enum client_end {
	CLIENT_OPEN,
	CLIENT_ENDED,		/* properly: close_notify, or the end of a plain connection */
	CLIENT_CUT,		/* TLS without close_notify, a reset: something may be missing */
	CLIENT_LATE,		/* nothing came in time */
};

struct client {
	int fd;
	SSL_CTX *ctx;
	SSL *ssl;		/* NULL: plain */
	enum client_end end;
	int timeout_s;
	int64_t deadline_ms;
	/* Told of what the user should know and what stops nothing: a new server, a name that does not fit. */
	void (*note)(const char *text);
};

/*
 * Connect to the host (as host_read() gives it); with `tls` shake hands, and check the key under `place`.
 * The deadline is for all of this. 0; or -1 and *err, and nothing is open.
 */
int client_open(struct client *c, struct str host, uint16_t port, bool tls, struct str place,
    const struct client_options *o, void (*note)(const char *text), struct error *err);
void client_close(struct client *c);

void client_rewind(struct client *c);	/* the timeout starts anew */

int client_write(struct client *c, struct str bytes, struct error *err);	/* all of them, or -1 */
/* At most n bytes: how many came; 0 at the end, and c->end says which. */
size_t client_read(struct client *c, char *to, size_t n);

#endif

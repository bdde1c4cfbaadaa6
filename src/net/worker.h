/*
 * net/worker.h: a process that serves readers. Reads the capsule, writes nothing.
 */
#ifndef NET_WORKER_H
#define NET_WORKER_H

#include "net/listen.h"
#include "net/tls.h"
#include "serve/serve.h"

/* What every process is given by the supervisor when it is forked. */
struct estate {
	int root;			/* the capsule's folder */
	const struct config *config;
	const struct secret *secret;
	struct listeners *listeners;
	SSL_CTX *ctx;
	int order_out, order_in;	/* the workers' and the store's end of the order socket */
};

/*
 * Serve until SIGTERM, then finish what is in flight. A byte is written to `ready` once connections
 * are accepted. Returns the process's exit status.
 */
int worker_run(const struct estate *e, int ready);

/* Addresses as readers see them: the capsule's first name and the advertised or listening port. */
struct str worker_gemini_address(const struct estate *e, struct arena *a);	/* gemini://host[:port] */
struct str worker_gopher_address(const struct estate *e, struct arena *a);	/* gopher://host[:port] */

#endif

/*
 * net/super.h: the supervisor. Binds, reads keys, forks, restarts what dies, reloads on SIGHUP, drains
 * on SIGTERM. Parses no content and no request.
 */
#ifndef NET_SUPER_H
#define NET_SUPER_H

#include "base/error.h"
#include "base/str.h"

#define SUPER_ADDRESSES 16	/* ADDR:PORT arguments for each protocol */
#define SUPER_WORKERS 64

struct super_options {
	const char *folder;		/* the capsule */
	const char *certs;		/* NULL: `certs` beside the capsule's folder */
	const char *gemini[SUPER_ADDRESSES], *gopher[SUPER_ADDRESSES];
	size_t n_gemini, n_gopher;	/* 0: the usual address; "off" alone: none */
	size_t workers;			/* 0: one for each processor, at most eight */
};

/*
 * Serve until SIGTERM or SIGINT. Prints "serving URL on ADDR:PORT" for each address when all workers
 * are ready. 0, or -1 and *err when it could not start.
 */
int super_run(const struct super_options *options, struct error *err);

#endif

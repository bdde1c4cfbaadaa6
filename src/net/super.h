/*
 * net/super.h: the supervisor. Binds, reads keys, forks, restarts what dies, reloads on SIGHUP, drains
 * on SIGTERM. Parses no content and no request.
 */
#ifndef NET_SUPER_H
#define NET_SUPER_H

#include "base/error.h"
#include "net/estate.h"

#define SUPER_ADDRESSES 16	/* ADDR:PORT arguments for each protocol */
#define SUPER_WORKERS 64

struct super_options {
	struct estate_source source;	/* folders, and where keys are */
	const char *gemini[SUPER_ADDRESSES], *gopher[SUPER_ADDRESSES];
	size_t n_gemini, n_gopher;	/* 0: the usual address; "off" alone: none */
	size_t workers;			/* 0: one for each processor, at most eight */
};

/*
 * Serve until SIGTERM or SIGINT. Prints "serving URL on ADDR:PORT" for each address when all workers
 * are ready, and of several capsules "capsule TITLE at URL from DIR" for each.
 * 0, or -1 and *err when it could not start.
 */
int super_run(const struct super_options *options, struct error *err);

#endif

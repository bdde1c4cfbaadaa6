/*
 * net/face.h: a capsule of the estate as readers reach it: what a worker serves from, and what `carrel
 * render` shows without a server.
 */
#ifndef NET_FACE_H
#define NET_FACE_H

#include "net/estate.h"
#include "serve/serve.h"

/* A front, and what it borrows. The site is the caller's to fill in, and to replace. */
struct face {
	struct front front;
	struct names names;		/* names_release() */
	uint16_t ports[LISTEN_MAX + 1];
};

/* Fill in an all-zero face of the estate's capsule `tenant`; addresses are made in the arena. */
void face_init(struct face *face, const struct estate *e, size_t tenant, struct arena *a);

#endif

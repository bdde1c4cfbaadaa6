/*
 * net/store.h: the process that writes. No network; a socket to the workers.
 */
#ifndef NET_STORE_H
#define NET_STORE_H

#include "net/worker.h"

/* Carry out orders until SIGTERM, then those that wait. Returns the process's exit status. */
int store_run(const struct estate *e, int ready);

#endif

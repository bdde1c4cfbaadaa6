/*
 * net/worker.h: a process that serves readers. Reads the capsule, writes nothing.
 */
#ifndef NET_WORKER_H
#define NET_WORKER_H

#include "net/estate.h"

/*
 * Serve until SIGTERM, then finish what is in flight. A byte is written to `ready` once connections
 * are accepted. Returns the process's exit status.
 */
int worker_run(const struct estate *e, int ready);

#endif

/*
 * net/peer.h: how many connections each network has open, so that one cannot take them all.
 */
#ifndef NET_PEER_H
#define NET_PEER_H

#include "base/str.h"

#define PEER_CONNECTIONS 128	/* per network (/24, /48) and worker: a busy school behind one address */
#define PEER_TABLE 4096		/* networks told apart; beyond that they share slots, which only errs early */

struct peers {
	uint16_t count[PEER_TABLE];
	uint64_t seed;		/* so that nobody can choose whom he shares a slot with */
};

void peers_init(struct peers *p);

/* One more connection from `prefix`: its slot for peers_leave(), or -1: too many. */
int peers_enter(struct peers *p, struct str prefix);
void peers_leave(struct peers *p, int slot);	/* -1 is accepted */

#endif

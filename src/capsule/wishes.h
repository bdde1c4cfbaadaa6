/*
 * capsule/wishes.h: what the author's command asks of the store while both run: to block the network that
 * an anonymous comment came from, or to let it write again. Only the store's memory knows that network
 * (capsule/guard.h); the command leaves the comment's name in .carrel/wishes, and the store looks there.
 */
#ifndef CAPSULE_WISHES_H
#define CAPSULE_WISHES_H

#include <stdbool.h>

#include "base/error.h"
#include "base/str.h"

enum wish { WISH_BLOCK, WISH_UNBLOCK };

/* Leave one, for the comment of this ID. Durable until the store has taken it. */
int wish_leave(int root, enum wish wish, struct str id, struct error *err);

/* Take all: `grant` is called for each, then it is gone. What is no wish is thrown away. */
void wishes_take(int root, void (*grant)(void *ctx, enum wish wish, struct str id), void *ctx);

#endif

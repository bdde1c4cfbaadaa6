/*
 * capsule/live.h: the site as it is now: loads it, watches the folder, replaces it when something
 * changed. No event loop in here: whoever has one calls live_read() when live_fd() is readable and
 * live_tick() when live_wait_ms() is over.
 */
#ifndef CAPSULE_LIVE_H
#define CAPSULE_LIVE_H

#include "capsule/site.h"
#include "capsule/watch.h"

struct live {
	int root;
	const struct config *config;
	const struct field_notes *report;	/* or NULL */
	struct site *site;			/* the current one; never NULL after live_open() */
	struct watch *watch;			/* NULL: none was to be had */
	bool polling;				/* the watch does not see everything */
	struct changes later;
	int64_t later_at, sweep_at;		/* monotonic ms; 0: nothing to do */
	/* Called before the old site is freed, or NULL. */
	void (*replaced)(void *ctx, const struct site *old, const struct site *now);
	/* Called when the site has been replaced for these changes, or NULL. No changes: all was looked at. */
	void (*noticed)(void *ctx, const struct changes *changes);
	void *ctx;
};

/* Load the site and start watching; falls back to polling with a line in the log. Borrows all. */
void live_open(struct live *l, int root, const struct config *config, const struct field_notes *report);
void live_close(struct live *l);

int live_fd(const struct live *l);		/* -1: polling, nothing to wait for */
void live_read(struct live *l);			/* take what the watch has to say */
void live_tick(struct live *l);			/* do what is due */
int64_t live_wait_ms(const struct live *l);	/* until something is due */

#endif

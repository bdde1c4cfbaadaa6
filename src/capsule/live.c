#include "capsule/live.h"

#include "base/log.h"

#include "base/banned.h"

#define SETTLE_MS 250		/* an editor that moves a file away has put the new one there by then */
#define SETTLE_MAX_MS 800	/* …and one that never rests must not keep readers from its changes */
#define POLL_MS 2000		/* without inotify: how old a page may be */
#define SWEEP_MS (10 * 60 * 1000)	/* with it: whatever was missed is found by then */

static void
replace(struct live *l, struct site *now)
{
	struct site *old = l->site;

	l->site = now;
	if (l->replaced != NULL)
		l->replaced(l->ctx, old, now);
	site_free(old);
}

static void
look_at(struct live *l, const struct changes *c)
{
	if (c->all)
		replace(l, site_load(l->root, l->config, l->site, l->report));
	else if (c->n > 0)
		replace(l, site_update(l->site, c->items, c->n, l->report));
	if ((c->all || c->n > 0) && l->noticed != NULL)
		l->noticed(l->ctx, c);
}

static int64_t
sweep_ms(const struct live *l)
{
	return l->polling ? POLL_MS : SWEEP_MS;
}

void
live_open(struct live *l, int root, const struct config *config, const struct field_notes *report)
{
	struct error err;

	*l = (struct live){ .root = root, .config = config, .report = report, .polling = true };
	if (config->watch == WATCH_AUTO) {
		l->watch = watch_open(root, &err);	/* before loading: no change is missed */
		l->polling = l->watch == NULL;
		if (l->polling)
			log_line(LOG_WARNING, "%s; looking every %d seconds instead", err.text,
			    POLL_MS / 1000);
	}
	l->site = site_load(root, config, NULL, report);
	l->sweep_at = time_monotonic_ms() + sweep_ms(l);
}

void
live_close(struct live *l)
{
	watch_close(l->watch);
	changes_clear(&l->later);
	site_free(l->site);
	*l = (struct live){ .root = -1 };
}

int
live_fd(const struct live *l)
{
	return l->watch == NULL ? -1 : watch_fd(l->watch);
}

void
live_read(struct live *l)
{
	struct changes now = { .all = false };
	size_t before = l->later.n;
	int64_t ms = time_monotonic_ms();

	if (l->watch == NULL)
		return;
	if (!watch_read(l->watch, &now, &l->later) && !l->polling) {
		log_line(LOG_WARNING, "cannot watch a new folder; looking every %d seconds, too",
		    POLL_MS / 1000);
		now.all = true;
		l->polling = true;
		l->sweep_at = ms + POLL_MS;
	}
	if ((l->later.n > 0 || l->later.all) && l->later_at == 0)
		l->later_at = ms + SETTLE_MS;
	else if (l->later.n > before && l->later_at - ms < SETTLE_MAX_MS - SETTLE_MS)
		l->later_at += SETTLE_MS / 2;
	look_at(l, &now);
	changes_clear(&now);
}

void
live_tick(struct live *l)
{
	int64_t ms = time_monotonic_ms();

	if (l->later_at != 0 && l->later_at <= ms) {
		struct changes due = l->later;

		l->later = (struct changes){ .all = false };
		l->later_at = 0;
		look_at(l, &due);
		changes_clear(&due);
	}
	if (l->sweep_at <= ms) {
		replace(l, site_load(l->root, l->config, l->site, l->report));
		if (l->noticed != NULL)
			l->noticed(l->ctx, &(struct changes){ .all = false });
		l->sweep_at = time_monotonic_ms() + sweep_ms(l);
	}
}

int64_t
live_wait_ms(const struct live *l)
{
	int64_t at = l->later_at != 0 && l->later_at < l->sweep_at ? l->later_at : l->sweep_at;
	int64_t ms = time_monotonic_ms();

	return at > ms ? at - ms : 0;
}

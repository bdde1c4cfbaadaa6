#include "net/estate.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "format/host.h"
#include "net/folders.h"

#include "base/banned.h"

/* A folder on its way into the new estate. */
struct candidate {
	struct tenant *fresh;		/* as the folder is now; NULL: it has a fault */
	struct tenant *old;		/* as it was served until now, borrowed; NULL: it is new */
};

struct loading {
	const struct estate_source *source;
	const struct estate *before;
	bool alone;			/* one folder, and no pattern: its faults are the caller's to tell */
	struct folders folders;
	struct candidate *candidates;
	size_t n;
	struct estate made;
	int64_t time;
	struct error last;		/* for the caller */
};

/* A fault of one capsule is no reason not to serve the others. */
static void
tell(struct loading *l, const struct candidate *c, const struct error *why)
{
	l->last = *why;
	if (!l->alone)
		log_line(LOG_ERROR, "%s (%s)", why->text, c->old != NULL ?
		    "not reloaded: its old settings stay in force" : "left out; the others are served");
}

static struct tenant *
served_before(const struct estate *e, const char *path)
{
	for (size_t i = 0; i < e->n; i++)
		if (strcmp(e->tenants[i]->path, path) == 0)
			return e->tenants[i];
	return NULL;
}

static const char *
same_folder(const struct loading *l, const struct tenant *t)
{
	for (size_t i = 0; i < l->n; i++) {
		const struct tenant *other = l->candidates[i].fresh;

		if (other != NULL && other->device == t->device && other->inode == t->inode)
			return other->path;
	}
	return NULL;
}

/* --- names: nobody takes one from a capsule that has it --- */

static const struct config *
wanted_by(const struct candidate *c)
{
	return c->fresh != NULL ? &c->fresh->config : c->old != NULL ? &c->old->config : NULL;
}

static bool
names(const struct config *config, struct str host)
{
	for (size_t i = 0; config != NULL && i < config->hosts.n; i++)
		if (str_eq(config->hosts.items[i], host))
			return true;
	return false;
}

/*
 * Whose is this name already? Of a capsule before this one, or of one that has it from before and has
 * not given it up: else a reload would give readers, who have pinned a certificate, another capsule.
 */
static const char *
owner_of(const struct loading *l, const struct candidate *c, struct str host)
{
	const struct host *h = hosts_find(&l->made.hosts, host);
	const struct tenant *holder;

	if (h != NULL)
		return l->made.tenants[h->tenant]->path;
	h = hosts_find(&l->before->hosts, host);
	if (h == NULL)
		return NULL;
	holder = l->before->tenants[h->tenant];
	for (size_t i = 0; i < l->n; i++)
		if (&l->candidates[i] != c && l->candidates[i].old == holder &&
		    names(wanted_by(&l->candidates[i]), host))
			return holder->path;
	return NULL;
}

static int
check_names(const struct loading *l, const struct candidate *c, const struct tenant *t, struct error *err)
{
	for (size_t i = 0; i < t->config.hosts.n; i++) {
		struct arena a = { NULL };
		struct str host = t->config.hosts.items[i];
		struct error_at at = t->config.hosts_at[i];
		const char *owner = owner_of(l, c, host);

		if (owner == NULL)
			continue;
		at.path = arena_cstr(&a, arena_printf(&a, "%s/%s", t->path, CONFIG_FILE));
		host = host_shown(host, &a);
		if (at.line == 0)
			(void)error_set(err, ERROR_INPUT, at, "it has no host, and localhost, which is the usual "
			    "one, is taken by %s; expected a `host:` of its own", owner);
		else
			(void)error_set(err, ERROR_INPUT, at, "host is '%.*s', which %s has already; expected a "
			    "name of its own", STR_ARG(host), owner);
		arena_release(&a);
		return -1;
	}
	return 0;
}

/* --- one folder after the other --- */

static bool
is_full(const struct loading *l)
{
	if (l->n == ESTATE_TENANTS)
		log_line(LOG_ERROR, "more than %d capsules: the others are left out", ESTATE_TENANTS);
	return l->n == ESTATE_TENANTS;
}

static void
find_candidates(struct loading *l)
{
	l->candidates = mem_new(l->folders.n, sizeof(*l->candidates));
	for (size_t i = 0; i < l->folders.n && !is_full(l); i++) {
		const struct folder *f = &l->folders.items[i];
		struct candidate c = { NULL, served_before(l->before, f->path) };
		const char *same;
		struct error err;

		c.fresh = tenant_read(f->path, &err);
		if (c.fresh == NULL) {
			tell(l, &c, &err);
		} else if ((same = same_folder(l, c.fresh)) != NULL) {
			if (!f->found)
				log_line(LOG_WARNING, "%s is the same folder as %s: served once", f->path, same);
			tenant_free(c.fresh);
			continue;
		}
		l->candidates[l->n++] = c;
	}
}

static void
tell_keys(const struct loading *l, const struct tenant *t)
{
	struct arena a = { NULL };
	char crt[DIGEST_HEX], key[DIGEST_HEX];
	struct str host = host_shown(t->config.hosts.items[0], &a);
	const char *of = l->alone ? "" : arena_cstr(&a, arena_printf(&a, "%.*s: ", STR_ARG(host)));

	digest_hex(&t->cert.fingerprint, crt);
	digest_hex(&t->cert.key_fingerprint, key);
	if (t->cert.made)
		log_line(LOG_NOTICE, "made a certificate for %.*s, good for %d years: keep certs/ in your "
		    "backup, readers will know this capsule by it", STR_ARG(host), CERT_YEARS);
	log_line(LOG_NOTICE, "%scertificate fingerprint sha256:%.*s", of, DIGEST_HEX, crt);
	log_line(LOG_NOTICE, "%spublic key fingerprint sha256:%.*s", of, DIGEST_HEX, key);
	arena_release(&a);
}

static bool
has_new_keys(const struct candidate *c)
{
	return c->old == NULL || memcmp(c->old->cert.fingerprint.byte, c->fresh->cert.fingerprint.byte,
	    DIGEST_SIZE) != 0;
}

/* The folder as it is now, if nothing is wrong with it. */
static bool
take_fresh(struct loading *l, const struct candidate *c)
{
	struct error err;

	if (c->fresh == NULL)
		return false;
	if (check_names(l, c, c->fresh, &err) == -1 ||
	    tenant_equip(c->fresh, l->source->certs, l->time, &err) == -1) {
		tell(l, c, &err);
		return false;
	}
	c->fresh->number = c->old != NULL ? c->old->number : ++l->made.last_number;
	if (!l->alone && tenant_forget_program(c->fresh))
		log_line(LOG_WARNING, "%s/%s: on-comment is ignored: among several capsules only root and "
		    "the server's own user may name a program, and the file is neither's", c->fresh->path,
		    CONFIG_FILE);
	if (has_new_keys(c))
		tell_keys(l, c->fresh);
	return true;
}

/* Else as it was; a name may have gone to another capsule in between, if it had given it up. */
static bool
take_old(struct loading *l, const struct candidate *c)
{
	struct error err;

	if (c->old == NULL || l->alone)
		return false;
	if (check_names(l, c, c->old, &err) == 0)
		return true;
	log_line(LOG_ERROR, "%s (its old settings do not help: left out)", err.text);
	return false;
}

static void
take_in(struct loading *l, struct tenant *t)
{
	for (size_t i = 0; i < t->config.hosts.n; i++)
		hosts_add(&l->made.hosts, t->config.hosts.items[i], l->made.n);
	l->made.tenants[l->made.n++] = t;
}

/* An SNI that we know chooses the certificate. One that we do not know is told so by a status. */
static int
choose_by_name(SSL *ssl, int *alert, void *arg)
{
	const struct estate *e = arg;
	const struct host *h = hosts_find(&e->hosts, str_of(SSL_get_servername(ssl, TLSEXT_NAMETYPE_host_name)));

	(void)alert;
	if (h == NULL)
		return SSL_TLSEXT_ERR_NOACK;
	(void)SSL_set_SSL_CTX(ssl, e->tenants[h->tenant]->ctx);
	return SSL_TLSEXT_ERR_OK;
}

static bool
is_in(const struct estate *e, const struct tenant *t)
{
	for (size_t i = 0; i < e->n; i++)
		if (e->tenants[i] == t)
			return true;
	return false;
}

/* The new estate in the old one's place; what is not in it any more goes. */
static void
replace(struct estate *e, const struct estate *made)
{
	for (size_t i = 0; i < e->n; i++) {
		if (is_in(made, e->tenants[i]))
			continue;
		if (served_before(made, e->tenants[i]->path) == NULL)
			log_line(LOG_NOTICE, "%s is served no longer", e->tenants[i]->path);
		tenant_free(e->tenants[i]);
	}
	free(e->tenants);
	hosts_release(&e->hosts);
	e->tenants = made->tenants;
	e->n = made->n;
	e->last_number = made->last_number;
	e->hosts = made->hosts;
	e->is_shared = made->is_shared;
	for (size_t i = 0; i < e->n; i++) {
		(void)SSL_CTX_set_tlsext_servername_callback(e->tenants[i]->ctx, choose_by_name);
		(void)SSL_CTX_set_tlsext_servername_arg(e->tenants[i]->ctx, e);
	}
}

int
estate_load(struct estate *e, const struct estate_source *source, int64_t now, struct error *err)
{
	struct loading l = { .source = source, .before = e, .time = now,
	    .alone = source->n == 1 && !folders_is_pattern(source->folders[0]) };

	folders_expand(&l.folders, source->folders, source->n);
	l.made = (struct estate){ .last_number = e->last_number, .is_shared = !l.alone,
	    .tenants = mem_new(l.folders.n, sizeof(struct tenant *)) };
	find_candidates(&l);
	for (size_t i = 0; i < l.n; i++) {
		struct candidate *c = &l.candidates[i];

		if (take_fresh(&l, c)) {
			take_in(&l, c->fresh);
			continue;
		}
		tenant_free(c->fresh);
		c->fresh = NULL;
		if (take_old(&l, c))
			take_in(&l, c->old);
	}
	free(l.candidates);
	folders_release(&l.folders);
	if (l.made.n > 0) {
		replace(e, &l.made);
		return 0;
	}
	free(l.made.tenants);
	hosts_release(&l.made.hosts);
	if (l.alone)
		return error_set(err, l.last.kind, (struct error_at){ NULL, 0, 0 }, "%s", l.last.text);
	return error_set(err, ERROR_INPUT, (struct error_at){ NULL, 0, 0 },
	    "of the folders that were named none can be served");
}

void
estate_tell_endings(const struct estate *e, int64_t now)
{
	for (size_t i = 0; i < e->n; i++) {
		const struct tenant *t = e->tenants[i];
		struct arena a = { NULL };
		struct str phrase;

		if (cert_is_ending(t->cert.ends, now, &a, &phrase))
			log_line(LOG_WARNING, "the certificate of %.*s %.*s; %s", STR_ARG(host_shown(
			    t->config.hosts.items[0], &a)), STR_ARG(phrase), cert_is_self_signed(t->cert.x509) ?
			    "`carrel cert renew` makes another with the same key" :
			    "`carrel cert import` takes the next one of its CA");
		arena_release(&a);
	}
}

void
estate_release(struct estate *e)
{
	for (size_t i = 0; i < e->n; i++)
		tenant_free(e->tenants[i]);
	free(e->tenants);
	hosts_release(&e->hosts);
	e->tenants = NULL;
	e->n = 0;
}

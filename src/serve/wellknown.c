#include "serve/serve.h"

#include "base/log.h"
#include "base/time.h"

#include "base/banned.h"

#define WELLKNOWN_MAX 16384	/* bytes of one of these files */

/*
 * Robots obey the group of their purpose (subscriptions-and-feeds.md section 3). Simple ones read one
 * agent a group, so each purpose has one.
 */
static bool
write_robots(const struct front *f, struct exchange *x, struct buf *to)
{
	static const char *const agents[] = { "*", "archiver", "indexer", "researcher", "webproxy" };

	(void)f;
	(void)x;
	buf_add(to, STR("# What writes, and what looks for words, is for people.\n"));
	for (size_t i = 0; i < sizeof(agents) / sizeof(agents[0]); i++)
		buf_addf(to, "\nUser-agent: %s\nDisallow: /c/\nDisallow: /search\n", agents[i]);
	return true;
}

static bool
write_favicon(const struct front *f, struct exchange *x, struct buf *to)
{
	struct str favicon = f->site->config->favicon;

	(void)x;
	buf_add(to, favicon);
	buf_addc(to, '\n');
	return favicon.n > 0;
}

/* RFC 9116: one Expires, and where this file is at home. */
static bool
write_security(const struct front *f, struct exchange *x, struct buf *to)
{
	static int64_t last_complaint;
	const struct config *c = f->site->config;
	char expires[TIME_ISO_SIZE];

	if (c->security_contact.n == 0)
		return false;
	for (size_t i = 0; i < c->security_contact.n; i++)
		buf_addf(to, "Contact: %.*s\n", STR_ARG(c->security_contact.items[i]));
	time_write_iso(expires, c->security_expires.when.utc);
	buf_addf(to, "Expires: %s\n", expires);
	if (c->lang.n > 0)
		buf_addf(to, "Preferred-Languages: %.*s\n", STR_ARG(c->lang));
	if (f->has_gemini)
		buf_addf(to, "Canonical: %.*s/.well-known/security.txt\n", STR_ARG(f->gemini));
	if (c->security_expires.when.utc <= x->request.now && log_due(&last_complaint, TIME_DAY))
		log_line(LOG_WARNING, CONFIG_FILE ": security-expires has passed, so nobody need believe "
		    "/.well-known/security.txt any more; set a new date");
	return true;
}

static const struct {
	const char *path;
	bool (*write)(const struct front *f, struct exchange *x, struct buf *to);
} files[] = {
	{ "/robots.txt", write_robots },
	{ "/favicon.txt", write_favicon },
	{ "/.well-known/security.txt", write_security },
};

bool
wellknown_get(const struct front *f, struct exchange *x)
{
	struct buf b;
	bool made = false;

	for (size_t i = 0; i < sizeof(files) / sizeof(files[0]) && !made; i++) {
		if (!str_eq(x->request.path, str_of(files[i].path)))
			continue;
		buf_init(&b, WELLKNOWN_MAX);
		made = files[i].write(f, x, &b);
		if (made) {
			x->response.kind = RESPONSE_BYTES;
			x->response.status = STATUS_OK;
			x->response.meta = STR("text/plain");
			x->response.bytes = arena_str(&x->arena, buf_str(&b));
		}
		buf_release(&b);
	}
	return made;
}

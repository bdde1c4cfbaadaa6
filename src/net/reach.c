#include "net/reach.h"

#include "format/host.h"

#include "base/banned.h"

#define GEMINI_PORT 1965
#define GOPHER_PORT 70

size_t
reach_from(const struct estate *e, const struct listener *l)
{
	if (l->service == SERVICE_GOPHER)
		for (size_t i = 0; i < e->n; i++)
			if (e->tenants[i]->config.gopher_port == address_port(&l->address))
				return i;
	return 0;
}

bool
reach_is_plain(const struct estate *e, size_t tenant)
{
	for (size_t i = 0; i < e->listeners->n; i++)
		if (e->listeners->items[i].service == SERVICE_GOPHER &&
		    reach_from(e, &e->listeners->items[i]) == tenant)
			return true;
	return false;
}

/* The first capsule may advertise a port that is mapped to ours; others are found by their real ones. */
uint16_t
reach_gopher_port(const struct estate *e, size_t tenant)
{
	const struct config *config = &e->tenants[tenant]->config;

	if (tenant > 0 && !reach_is_plain(e, tenant))
		config = &e->tenants[0]->config;
	return config->gopher_port != 0 ? (uint16_t)config->gopher_port :
	    listen_port(e->listeners, SERVICE_GOPHER);
}

static struct str
address(struct arena *a, const char *scheme, struct str host, uint16_t port, uint16_t usual)
{
	const char *open = str_has(host, ':') ? "[" : "", *close = str_has(host, ':') ? "]" : "";

	if (port == usual || port == 0)
		return arena_printf(a, "%s://%s%.*s%s", scheme, open, STR_ARG(host), close);
	return arena_printf(a, "%s://%s%.*s%s:%u", scheme, open, STR_ARG(host), close, (unsigned)port);
}

static uint16_t
gemini_port(const struct estate *e, size_t tenant)
{
	uint64_t advertised = e->tenants[tenant]->config.gemini_port;

	return advertised != 0 ? (uint16_t)advertised : listen_port(e->listeners, SERVICE_GEMINI);
}

struct str
reach_gemini(const struct estate *e, size_t tenant, struct arena *a)
{
	return address(a, "gemini", e->tenants[tenant]->config.hosts.items[0], gemini_port(e, tenant),
	    GEMINI_PORT);
}

struct str
reach_gopher(const struct estate *e, size_t tenant, struct arena *a)
{
	return address(a, "gopher", e->tenants[tenant]->config.hosts.items[0], reach_gopher_port(e, tenant),
	    GOPHER_PORT);
}

struct str
reach_all(const struct estate *e, size_t tenant, struct arena *a)
{
	struct str host = host_shown(e->tenants[tenant]->config.hosts.items[0], a), gopher;
	bool plain = reach_is_plain(e, tenant);

	gopher = address(a, plain ? "gopher" : "gophers", host, reach_gopher_port(e, tenant), GOPHER_PORT);
	if (listen_port(e->listeners, SERVICE_GEMINI) == 0)
		return arena_printf(a, "%.*s/", STR_ARG(gopher));
	host = address(a, "gemini", host, gemini_port(e, tenant), GEMINI_PORT);
	if (!plain)
		return arena_printf(a, "%.*s/", STR_ARG(host));
	return arena_printf(a, "%.*s/ and %.*s/", STR_ARG(host), STR_ARG(gopher));
}

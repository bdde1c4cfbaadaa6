#include "net/face.h"

#include "net/reach.h"

#include "base/banned.h"

void
face_init(struct face *face, const struct estate *e, size_t tenant, struct arena *a)
{
	const struct config *config = &e->tenants[tenant]->config;
	struct front *f = &face->front;

	for (size_t i = 0; i < e->listeners->n; i++)
		if (e->listeners->items[i].service == SERVICE_GEMINI)
			face->ports[f->served.n_ports++] = address_port(&e->listeners->items[i].address);
	if (config->gemini_port != 0)
		face->ports[f->served.n_ports++] = (uint16_t)config->gemini_port;
	f->served.ports = face->ports;
	f->served.hosts = config->hosts.items;
	f->served.n_hosts = config->hosts.n;
	f->secret = &e->tenants[tenant]->secret;
	f->names = &face->names;
	f->gemini = reach_gemini(e, tenant, a);
	f->has_gemini = listen_port(e->listeners, SERVICE_GEMINI) != 0;
	f->gopher_host = config->hosts.items[0];
	f->gopher_port = reach_gopher_port(e, tenant);
	f->cert_ends = e->tenants[tenant]->cert.x509 != NULL ? e->tenants[tenant]->cert.ends : 0;
	f->gopher_tls = listen_port(e->listeners, SERVICE_GOPHER) != 0;
}

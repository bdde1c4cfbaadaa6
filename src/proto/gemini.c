#include "proto/gemini.h"

#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

/* The host as we compare it: decoded, without the root's dot. Case is left to the comparison. */
static bool
plain_host(const struct uri_authority *at, struct arena *a, struct str *host)
{
	if (!uri_decode(a, at->host, host))
		return false;
	if (!at->is_literal && host->n > 1)
		(void)str_drop(host, STR("."));
	return host->n > 0;
}

struct str
gemini_host(struct str line, struct arena *a)
{
	struct uri u = uri_split(line);
	struct uri_authority at;
	struct str host = STR_NONE;

	if (line.n > GEMINI_REQUEST_MAX || !u.has_authority || !uri_split_authority(u.authority, &at) ||
	    !plain_host(&at, a, &host))
		return STR_NONE;
	return host;
}

static bool
host_is_served(const struct gemini_served *served, struct str host)
{
	for (size_t i = 0; i < served->n_hosts; i++)
		if (str_eq_nocase(host, served->hosts[i]))
			return true;
	return false;
}

/*
 * A port that is written must be one of ours. An absent one is let pass although it means 1965 and we
 * may listen elsewhere: behind a port map that is right, and it names no other server.
 */
static bool
port_is_served(const struct gemini_served *served, struct str port)
{
	uint16_t number;

	if (port.n == 0)
		return true;
	if (!uri_port(port, 0, &number))
		return false;
	for (size_t i = 0; i < served->n_ports; i++)
		if (number == served->ports[i])
			return true;
	return false;
}

enum status
gemini_parse(struct str line, const struct gemini_served *served, struct arena *a, struct request *req)
{
	struct uri u = uri_split(line);
	struct uri_authority at;
	struct str host;
	bool gemini = str_eq_nocase(u.scheme, STR("gemini"));
	uint16_t port;

	req->dialect = DIALECT_GEMINI;
	if (line.n > GEMINI_REQUEST_MAX || !uri_is_clean(line) || u.scheme.n == 0 || u.has_fragment)
		return STATUS_BAD_REQUEST;
	if (!u.has_authority)			/* mailto:a@example.org is a fine URI, only not for us */
		return gemini ? STATUS_BAD_REQUEST : STATUS_NOT_SERVED;
	if (!uri_split_authority(u.authority, &at) || at.has_userinfo || !uri_port(at.port, 0, &port) ||
	    !plain_host(&at, a, &host))
		return STATUS_BAD_REQUEST;
	if (!gemini || !host_is_served(served, host) || !port_is_served(served, at.port))
		return STATUS_NOT_SERVED;
	/* Else a client would pin one name's certificate and read another's pages (section 8). */
	if (served->sni.n > 0 && !str_eq_nocase(served->sni, host))
		return STATUS_NOT_SERVED;
	switch (uri_path_decode(a, u.path, &req->path)) {
	case URI_PATH_OK:
		break;
	case URI_PATH_BAD:
	case URI_PATH_CLIMBS:
		return STATUS_BAD_REQUEST;
	case URI_PATH_NOWHERE:
		return STATUS_NOT_FOUND;
	}
	req->has_query = u.has_query;
	if (!uri_decode(a, u.query, &req->query) || !utf8_valid(req->query))
		return STATUS_BAD_REQUEST;
	return 0;
}

void
gemini_write_header(struct buf *to, enum status status, struct str meta)
{
	size_t left = GEMINI_META_MAX;

	buf_addf(to, "%02d ", (int)status);
	while (meta.n > 0) {
		struct str was = meta;
		uint32_t c = utf8_next(&meta);
		size_t n = was.n - meta.n;

		if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			c = ' ';
		if (c == UTF8_BAD)
			n = 3;
		if (n > left)
			break;
		left -= n;
		utf8_put(to, c);
	}
	buf_add(to, STR("\r\n"));
}

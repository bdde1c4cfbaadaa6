#include "net/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "base/banned.h"

static void
set_v4(struct address *a, struct in_addr ip, uint16_t port)
{
	struct sockaddr_in in = { .sin_family = AF_INET, .sin_port = htons(port), .sin_addr = ip };

	memset(a, 0, sizeof(*a));
	memcpy(&a->sa, &in, sizeof(in));
	a->len = sizeof(in);
}

static void
set_v6(struct address *a, struct in6_addr ip, uint16_t port)
{
	struct sockaddr_in6 in = { .sin6_family = AF_INET6, .sin6_port = htons(port), .sin6_addr = ip };

	memset(a, 0, sizeof(*a));
	memcpy(&a->sa, &in, sizeof(in));
	a->len = sizeof(in);
}

/* "host:port", "[host]:port", ":port", "host", or digits alone, which are a port. */
static bool
split(struct str spec, struct str *host, struct str *port)
{
	bool digits = spec.n > 0;

	*host = *port = STR_NONE;
	for (size_t i = 0; i < spec.n; i++)
		digits = digits && ascii_is_digit(spec.p[i]);
	if (digits) {
		*port = spec;
		return true;
	}
	if (str_skip(&spec, STR("["))) {
		if (!str_has(spec, ']'))
			return false;
		(void)str_cut(&spec, ']', host);
		*port = spec;
		return spec.n == 0 || (str_skip(port, STR(":")) && port->n > 0);
	}
	if (!str_has(spec, ':')) {
		*host = spec;
		return spec.n > 0;
	}
	(void)str_cut(&spec, ':', host);
	*port = spec;
	return spec.n > 0 && !str_has(spec, ':');
}

int
address_parse(struct str spec, uint16_t port, struct address to[static ADDRESS_SPEC_MAX],
    struct error *err)
{
	static const struct in6_addr any6 = IN6ADDR_ANY_INIT, loop6 = IN6ADDR_LOOPBACK_INIT;
	struct error_at nowhere = { NULL, 0, 0 };
	struct str host, digits;
	struct in6_addr ip6;
	struct in_addr ip4;
	char text[INET6_ADDRSTRLEN];
	uint64_t number = port;

	if (!split(spec, &host, &digits) || (digits.n > 0 && !str_number(digits, UINT16_MAX, &number)) ||
	    host.n >= sizeof(text))
		return error_set(err, ERROR_INPUT, nowhere, "'%.*s' is no address; expected ADDR:PORT, such "
		    "as :%u, 127.0.0.1:%u or [::1]:%u", STR_ARG(spec), port, port, port);
	port = (uint16_t)number;
	if (host.n == 0 || str_eq(host, STR("*"))) {
		set_v4(&to[0], (struct in_addr){ htonl(INADDR_ANY) }, port);
		set_v6(&to[1], any6, port);
		return 2;
	}
	if (str_eq_nocase(host, STR("localhost"))) {
		set_v4(&to[0], (struct in_addr){ htonl(INADDR_LOOPBACK) }, port);
		set_v6(&to[1], loop6, port);
		return 2;
	}
	memcpy(text, host.p, host.n);
	text[host.n] = '\0';
	if (inet_pton(AF_INET, text, &ip4) == 1)
		set_v4(&to[0], ip4, port);
	else if (inet_pton(AF_INET6, text, &ip6) == 1)
		set_v6(&to[0], ip6, port);
	else
		return error_set(err, ERROR_INPUT, nowhere, "'%.*s' is no address of this machine; expected "
		    "one in digits, `localhost`, or `*` for all", STR_ARG(host));
	return 1;
}

uint16_t
address_port(const struct address *a)
{
	struct sockaddr_in6 in6;
	struct sockaddr_in in;

	if (a->sa.ss_family == AF_INET6) {
		memcpy(&in6, &a->sa, sizeof(in6));
		return ntohs(in6.sin6_port);
	}
	memcpy(&in, &a->sa, sizeof(in));
	return ntohs(in.sin_port);
}

void
address_set_port(struct address *a, uint16_t port)
{
	struct sockaddr_in6 in6;
	struct sockaddr_in in;

	if (a->sa.ss_family == AF_INET6) {
		memcpy(&in6, &a->sa, sizeof(in6));
		set_v6(a, in6.sin6_addr, port);
	} else {
		memcpy(&in, &a->sa, sizeof(in));
		set_v4(a, in.sin_addr, port);
	}
}

void
address_write(const struct address *a, char to[static ADDRESS_TEXT])
{
	char ip[INET6_ADDRSTRLEN] = "?";
	struct sockaddr_in6 in6;
	struct sockaddr_in in;

	if (a->sa.ss_family == AF_INET6) {
		memcpy(&in6, &a->sa, sizeof(in6));
		(void)inet_ntop(AF_INET6, &in6.sin6_addr, ip, sizeof(ip));
		(void)snprintf(to, ADDRESS_TEXT, "[%s]:%u", ip, ntohs(in6.sin6_port));
	} else {
		memcpy(&in, &a->sa, sizeof(in));
		(void)inet_ntop(AF_INET, &in.sin_addr, ip, sizeof(ip));
		(void)snprintf(to, ADDRESS_TEXT, "%s:%u", ip, ntohs(in.sin_port));
	}
}

void
address_prefix(const struct sockaddr *sa, char to[static ADDRESS_TEXT])
{
	const unsigned char *ip;
	struct sockaddr_in6 in6;
	struct sockaddr_in in;

	if (sa->sa_family == AF_INET) {
		memcpy(&in, sa, sizeof(in));
		ip = (const unsigned char *)&in.sin_addr;
	} else if (sa->sa_family == AF_INET6) {
		memcpy(&in6, sa, sizeof(in6));
		ip = in6.sin6_addr.s6_addr;
		if (!IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr)) {
			(void)snprintf(to, ADDRESS_TEXT, "%x:%x:%x::/48", ip[0] << 8 | ip[1],
			    ip[2] << 8 | ip[3], ip[4] << 8 | ip[5]);
			return;
		}
		ip += 12;
	} else {
		(void)snprintf(to, ADDRESS_TEXT, "unix");
		return;
	}
	(void)snprintf(to, ADDRESS_TEXT, "%u.%u.%u.0/24", ip[0], ip[1], ip[2]);
}

void
address_ip(const struct sockaddr *sa, char to[static ADDRESS_TEXT])
{
	struct sockaddr_in6 in6;
	struct sockaddr_in in;

	to[0] = '\0';
	if (sa->sa_family == AF_INET) {
		memcpy(&in, sa, sizeof(in));
		(void)inet_ntop(AF_INET, &in.sin_addr, to, ADDRESS_TEXT);
	} else if (sa->sa_family == AF_INET6) {
		memcpy(&in6, sa, sizeof(in6));
		if (IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr))
			(void)inet_ntop(AF_INET, in6.sin6_addr.s6_addr + 12, to, ADDRESS_TEXT);
		else
			(void)inet_ntop(AF_INET6, &in6.sin6_addr, to, ADDRESS_TEXT);
	}
}

bool
address_is_loopback(const struct sockaddr *sa)
{
	struct sockaddr_in6 in6;
	struct sockaddr_in in;

	if (sa->sa_family == AF_INET) {
		memcpy(&in, sa, sizeof(in));
		return ntohl(in.sin_addr.s_addr) >> 24 == 127;
	}
	if (sa->sa_family != AF_INET6)
		return true;		/* a Unix socket */
	memcpy(&in6, sa, sizeof(in6));
	return IN6_IS_ADDR_LOOPBACK(&in6.sin6_addr) ||
	    (IN6_IS_ADDR_V4MAPPED(&in6.sin6_addr) && in6.sin6_addr.s6_addr[12] == 127);
}

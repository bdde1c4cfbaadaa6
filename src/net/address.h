/*
 * net/address.h: where we listen, and from where readers come.
 */
#ifndef NET_ADDRESS_H
#define NET_ADDRESS_H

#include <sys/socket.h>

#include "base/error.h"
#include "base/str.h"

#define ADDRESS_TEXT 64		/* "[2001:db8::1]:1965" and a NUL */
#define ADDRESS_SPEC_MAX 2	/* sockets that one ADDR:PORT asks for: IPv4 and IPv6 */

struct address {
	struct sockaddr_storage sa;
	socklen_t len;
};

/*
 * Read ADDR:PORT from the command line: "192.0.2.1:1965", "[::1]:1965"; ":1965", "*:1965" and "1965"
 * are all addresses of both families, "localhost:1965" both loopbacks. Without a port `port` is used.
 * Returns how many addresses, or -1 and *err. No name is looked up.
 */
int address_parse(struct str spec, uint16_t port, struct address to[static ADDRESS_SPEC_MAX],
    struct error *err);

uint16_t address_port(const struct address *a);
void address_set_port(struct address *a, uint16_t port);
void address_write(const struct address *a, char to[static ADDRESS_TEXT]);	/* "[::1]:1965" */

/*
 * The network a peer belongs to, as much of its address as we ever use: /24 of IPv4 (also when mapped
 * into IPv6), /48 of IPv6.
 */
void address_prefix(const struct sockaddr *sa, char to[static ADDRESS_TEXT]);
void address_ip(const struct sockaddr *sa, char to[static ADDRESS_TEXT]);	/* "192.0.2.7" */
bool address_is_loopback(const struct sockaddr *sa);

#endif

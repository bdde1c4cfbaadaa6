#include "net/listen.h"

#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/socket.h>

#include "base/file.h"

#include "base/banned.h"

static int
open_socket(const struct address *a)
{
	int on = 1, fd = socket(a->sa.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);

	if (fd == -1)
		return -1;
	/* REUSEADDR: a restart does not wait for old connections. NODELAY: what we write is whole. */
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on)) == -1 ||
	    setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on)) == -1 ||
	    (a->sa.ss_family == AF_INET6 &&
	    setsockopt(fd, IPPROTO_IPV6, IPV6_V6ONLY, &on, sizeof(on)) == -1) ||
	    bind(fd, (const struct sockaddr *)&a->sa, a->len) == -1 || listen(fd, SOMAXCONN) == -1) {
		int code = errno;

		file_close(&fd);
		errno = code;
	}
	return fd;
}

static const char *
hint(int code, uint16_t port)
{
	if (code == EACCES && port < 1024)
		return "; ports below 1024 need root, or `setcap cap_net_bind_service+ep` on the binary, or "
		    "another port such as --gopher :7070";
	if (code == EADDRINUSE)
		return "; another program, perhaps another carrel, listens there";
	if (code == EADDRNOTAVAIL)
		return "; this machine has no such address";
	return "";
}

int
listen_add(struct listeners *l, enum service service, struct str spec, struct error *err)
{
	struct address addresses[ADDRESS_SPEC_MAX];
	int n = address_parse(spec, service == SERVICE_GEMINI ? 1965 : 70, addresses, err), made = 0;
	uint16_t port = 0;

	if (n == -1)
		return -1;
	for (int i = 0; i < n; i++) {
		struct listener *to = &l->items[l->n];
		char text[ADDRESS_TEXT];
		int fd;

		if (l->n == LISTEN_MAX)
			return error_set(err, ERROR_INPUT, (struct error_at){ NULL, 0, 0 },
			    "more than %d addresses to listen on", LISTEN_MAX);
		if (port != 0)		/* both families on the port that the kernel chose */
			address_set_port(&addresses[i], port);
		fd = open_socket(&addresses[i]);
		if (fd == -1 && (errno == EAFNOSUPPORT || errno == EADDRNOTAVAIL) && n > 1 &&
		    (made > 0 || i + 1 < n))
			continue;
		address_write(&addresses[i], text);
		if (fd == -1)
			return error_set(err, ERROR_SYSTEM, (struct error_at){ NULL, 0, 0 },
			    "cannot listen on %s: %s%s", text, strerror(errno),
			    hint(errno, address_port(&addresses[i])));
		*to = (struct listener){ fd, service, addresses[i] };
		to->address.len = sizeof(to->address.sa);
		if (getsockname(fd, (struct sockaddr *)&to->address.sa, &to->address.len) == 0)
			port = address_port(&to->address);
		l->n++;
		made++;
	}
	return 0;
}

void
listen_close(struct listeners *l)
{
	for (size_t i = 0; i < l->n; i++)
		file_close(&l->items[i].fd);
	l->n = 0;
}

uint16_t
listen_port(const struct listeners *l, enum service service)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->items[i].service == service)
			return address_port(&l->items[i].address);
	return 0;
}

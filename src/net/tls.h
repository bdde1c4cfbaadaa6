/*
 * net/tls.h: TLS as Gemini wants it.		gemini.md section 8, client-certificates.md section 3
 */
#ifndef NET_TLS_H
#define NET_TLS_H

#include <openssl/ssl.h>

#include "base/arena.h"
#include "net/cert.h"
#include "proto/request.h"

#define TLS_CLIENT_CHAIN_MAX 16384	/* bytes; a self-signed certificate takes one or two thousand */

/*
 * A server context: TLS 1.2 and 1.3, a client certificate asked for and never required, no resumption
 * (it confuses identity and helps tracking), no renegotiation. The caller's; NULL and *err.
 */
SSL_CTX *tls_context(const struct cert *cert, struct error *err);

/* Who is at the other end, once the handshake is done. Texts in the arena. */
struct identity tls_identity(SSL *ssl, struct arena *a);

#endif

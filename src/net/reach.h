/*
 * net/reach.h: by which addresses a capsule is reached, and which capsule answers at an address.
 *
 * Gemini tells capsules apart by name (SNI, and the request's host). A Gopher request has no name in it.
 * So a capsule whose settings name the port of a --gopher listener as its gopher-port has that one for
 * itself, and the first capsule has the rest. Over TLS (gophers://) a name finds every capsule at every
 * listener.
 */
#ifndef NET_REACH_H
#define NET_REACH_H

#include "net/estate.h"

/* The capsule that answers callers of this listener who name none. */
size_t reach_from(const struct estate *e, const struct listener *l);

/* Does a Gopher listener lead to this capsule without a name? */
bool reach_is_plain(const struct estate *e, size_t tenant);

/*
 * Where menus lead: the advertised port; of a capsule without a listener of its own the first one's,
 * where its name finds it. 0: nobody listens for Gopher.
 */
uint16_t reach_gopher_port(const struct estate *e, size_t tenant);

/* "gemini://host[:port]", "gopher://host[:port]": the capsule's first name; no slash behind. */
struct str reach_gemini(const struct estate *e, size_t tenant, struct arena *a);
struct str reach_gopher(const struct estate *e, size_t tenant, struct arena *a);

/* All addresses of a capsule as a person reads them: "gemini://bücher.example/ and gopher://…". */
struct str reach_all(const struct estate *e, size_t tenant, struct arena *a);

#endif

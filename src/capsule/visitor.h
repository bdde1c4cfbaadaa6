/*
 * capsule/visitor.h: who asks, and which folders are open to him. What was found out about folders is
 * kept for the one request, so that a list of a thousand posts looks at each folder once.
 */
#ifndef CAPSULE_VISITOR_H
#define CAPSULE_VISITOR_H

#include "capsule/config.h"
#include "capsule/folder.h"
#include "proto/request.h"
#include "proto/response.h"

struct visited;
struct visitor {
	int root;
	const struct config *config;
	struct identity who;		/* not given: anybody */
	int64_t now;
	struct arena *arena;		/* of what was found out */
	struct visited *folders;	/* by path */
	size_t n, cap;
	bool has_main;
	struct digest main_fingerprint;	/* whom `who` is joined to, once asked */
};

/* The rules of the folder in which `path` (decoded, a slash in front) lies; "/a/" lies in itself. */
const struct folder_rules *visitor_rules(struct visitor *v, struct str path);

/*
 * May the visitor see what lies at this path? STATUS_OK, or what to answer: STATUS_NEED_CERTIFICATE,
 * STATUS_BAD_CERTIFICATE (outside its dates), STATUS_NOT_ALLOWED, in this order (client-certificates.md
 * section 4), or STATUS_FAILED where settings are broken. A certificate that was joined to another is as
 * good as that. The owner may, everywhere.
 */
enum status visitor_admits(struct visitor *v, struct str path);

bool visitor_is_owner(struct visitor *v);	/* with a certificate of the author's, in its time */

#endif

#include "serve/serve.h"

#include "page/page.h"

#include "base/banned.h"

/* What to say: the remedy, for it is all that the reader's client shows; `door` is where to use it. */
static struct str
remedy(struct arena *a, enum status status, const struct folder_rules *rules, struct str door)
{
	bool any = rules->access == FOLDER_CERTIFICATE;

	switch (status) {
	case STATUS_NEED_CERTIFICATE:
		return arena_printf(a, any ? "This is for readers with a certificate: open %.*s and choose or "
		    "make one there" : "This is for certain readers: open %.*s and choose the certificate that "
		    "the author knows", STR_ARG(door));
	case STATUS_BAD_CERTIFICATE:
		return arena_printf(a, "This certificate is out of date, or not good yet: open %.*s with another",
		    STR_ARG(door));
	case STATUS_NOT_ALLOWED:
		return STR("This certificate is not on the list: choose another, or ask the author to add it; its "
		    "fingerprint stands at /c/");
	default:
		return STR("This folder's settings are broken, so it is closed; the author finds the reason in the "
		    "log");
	}
}

bool
serve_admits(const struct front *f, struct exchange *x, struct str path)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	const struct folder_rules *rules;
	enum status status = visitor_admits(v.visitor, path);

	if (status == STATUS_OK)
		return true;
	rules = visitor_rules(v.visitor, path);
	if (x->request.dialect == DIALECT_GEMINI || status == STATUS_FAILED)
		/* A certificate for the posts' folder is not yet one for the comments below /c/. */
		response_set(&x->response, status, remedy(&x->arena, status, rules,
		    str_starts(x->request.path, STR("/c/")) ? STR("/c/") : page_url(&page, rules->door)));
	else
		response_set(&x->response, STATUS_NOT_FOUND, STR("This folder needs a certificate, and so a Gemini "
		    "client"));
	return false;
}

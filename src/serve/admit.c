#include "serve/serve.h"

#include "page/page.h"

#include "base/banned.h"

/* What to say: the remedy, for it is all that the reader's client shows; `door` is where to use it. */
static struct str
remedy(const struct page *page, enum status status, const struct folder_rules *rules, struct str door)
{
	switch (status) {
	case STATUS_NEED_CERTIFICATE:
		return page_say(page, rules->access == FOLDER_CERTIFICATE ? WORD_FOLDER_FOR_CERTIFICATES :
		    WORD_FOLDER_FOR_SOME, .folder = door);
	case STATUS_BAD_CERTIFICATE:
		return page_say(page, WORD_FOLDER_CERTIFICATE_LATE, .folder = door);
	case STATUS_NOT_ALLOWED:
		return page_word(page, WORD_FOLDER_NOT_FOR_YOU);
	default:
		return page_word(page, WORD_FOLDER_BROKEN);
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
		response_set(&x->response, status, remedy(&page, status, rules,
		    str_starts(x->request.path, STR("/c/")) ? STR("/c/") : page_url(&page, rules->door)));
	else
		response_set(&x->response, STATUS_NOT_FOUND, page_word(&page, WORD_FOLDER_ON_GOPHER));
	return false;
}

#include "serve/input.h"

#include "base/time.h"
#include "capsule/clerk.h"
#include "capsule/names.h"
#include "capsule/people.h"
#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

static void
set_name(const struct front *f, struct exchange *x, struct page *page, struct str given)
{
	struct str name = comment_name(&x->arena, utf8_clean_name(&x->arena, x->request.query,
	    NAME_COLUMNS)), url;
	struct buf b;

	if (!x->request.has_query || name.n == 0) {
		response_set(&x->response, STATUS_INPUT, page_word(page, WORD_ASK_NAME));
	} else if (!name_is_free(f->site->root, f->site->config, name, &x->request.who.fingerprint)) {
		serve_page(f, x, page_text_back(page, NULL, page_word(page, WORD_NAME_TAKEN), page_word(page,
		    WORD_NAME_TAKEN_WHY), name, STR("/c/name"), page_word(page, WORD_CHOOSE_ANOTHER)));
	} else if (input_token_is(f, x, ORDER_NAME, STR_NONE, STR_NONE, name, given)) {
		input_order(x, &(struct order){ .kind = ORDER_NAME, .name = name });
	} else {
		buf_init(&b, 4096);
		buf_addf(&b, "/c/name/%.*s?", STR_ARG(input_token(f, x, ORDER_NAME, STR_NONE, STR_NONE, name,
		    x->request.now / TIME_DAY)));
		uri_encode_query(&b, name);
		url = arena_str(&x->arena, buf_str(&b));
		buf_release(&b);
		serve_page(f, x, page_confirm(page, page_word(page, WORD_NAME_QUESTION), name, url,
		    page_word(page, WORD_YES), STR("/c/")));
	}
}

static void
join(const struct front *f, struct exchange *x, struct page *page, struct str given)
{
	struct str code = str_trim(x->request.query), url;

	if (!x->request.has_query || code.n == 0) {
		response_set(&x->response, STATUS_INPUT, page_word(page, WORD_ASK_CODE));
	} else if (input_token_is(f, x, ORDER_JOIN, STR_NONE, STR_NONE, code, given)) {
		input_order(x, &(struct order){ .kind = ORDER_JOIN, .text = code });
	} else if (code.n != PEOPLE_JOIN || !clerk_draft_name_valid(arena_printf(&x->arena, "%.*saaaaaaa",
	    STR_ARG(code)))) {
		serve_page(f, x, page_text_back(page, NULL, page_word(page, WORD_NO_CODE), page_word(page,
		    WORD_NO_CODE_WHY), code, STR("/c/join-with"), page_word(page, WORD_TRY_AGAIN)));
	} else {
		url = arena_printf(&x->arena, "/c/join-with/%.*s?%.*s", STR_ARG(input_token(f, x, ORDER_JOIN, STR_NONE,
		    STR_NONE, code, x->request.now / TIME_DAY)), STR_ARG(code));
		serve_page(f, x, page_confirm(page, page_word(page, WORD_JOIN_QUESTION), STR_NONE, url,
		    page_word(page, WORD_YES), STR("/c/")));
	}
}

static void
show_code(const struct front *f, struct exchange *x, struct page *page)
{
	struct reader reader = { .trusted = false };
	char *code = arena_new(&x->arena, PEOPLE_JOIN, 1);

	/* There must be a file to find the code by: a name makes one. */
	if (people_read(f->site->root, &x->request.who.fingerprint, &x->arena, &reader, NULL) == -1) {
		serve_page(f, x, page_text_back(page, NULL, page_word(page, WORD_NAME_FIRST), page_word(page,
		    WORD_NAME_FIRST_WHY), STR_NONE, STR("/c/name"), page_word(page, WORD_CHOOSE_NAME)));
		return;
	}
	people_join_code(f->secret, &x->request.who.fingerprint, &reader, x->request.now / 3600, code);
	serve_page(f, x, page_join(page, (struct str){ code, PEOPLE_JOIN }));
}

/* Pages that need a certificate. False: `path` (behind /c/) is none of them. */
bool
personal_request(const struct front *f, struct exchange *x, struct page *page, struct str path)
{
	enum personal { READER, MINE, NAME, JOIN, JOIN_WITH, QUEUE, NONE } which = NONE;
	static const char *const words[] = { "", "mine", "name", "join", "join-with", "queue" };
	enum status identity = input_identity(&x->request);
	struct str rest = path, word = STR_NONE;

	(void)str_cut(&rest, '/', &word);
	for (int i = READER; i < NONE; i++)
		if (str_eq(word, str_of(words[i])))
			which = (enum personal)i;
	if (which == NONE || (rest.n > 0 && which != NAME && which != JOIN_WITH))
		return false;
	if (x->request.dialect == DIALECT_GOPHER)
		response_set(&x->response, STATUS_NOT_FOUND, page_word(page, WORD_CERTIFICATE_ON_GOPHER));
	else if (identity != STATUS_OK)
		response_set(&x->response, identity, STR_NONE);
	else if (which == READER)
		serve_page(f, x, page_reader(page, &x->request.who));
	else if (which == MINE)
		serve_page(f, x, page_own(page, &x->request.who));
	else if (which == NAME)
		set_name(f, x, page, rest);
	else if (which == JOIN)
		show_code(f, x, page);
	else if (which == JOIN_WITH)
		join(f, x, page, rest);
	else if (!config_is_owner(f->site->config, &x->request.who.fingerprint))
		response_set(&x->response, STATUS_NOT_ALLOWED, STR_NONE);
	else
		serve_page(f, x, page_queue(page));
	return true;
}

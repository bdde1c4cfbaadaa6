#include "serve/input.h"
#include "serve/upload.h"

#include "base/time.h"
#include "capsule/drafts.h"
#include "capsule/people.h"
#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

/* readers/ has as many files as may be: nobody new is written down, but nobody is silenced either. */
struct doc *
personal_full(struct page *page, struct str text)
{
	return page_text_back(page, NULL, page_word(page, WORD_NAMES_FULL), page_word(page, WORD_NAMES_FULL_WHY),
	    text, STR("/c/"), page_word(page, WORD_YOU));
}

static void
set_name(const struct front *f, struct exchange *x, struct page *page, struct str given)
{
	struct str name = comment_name(&x->arena, utf8_clean_name(&x->arena, x->request.query,
	    NAME_COLUMNS)), url;
	struct buf b;

	if (!names_have_room(f->names, f->site->root, &x->request.who.fingerprint, x->request.now)) {
		serve_page(f, x, personal_full(page, name));
	} else if (!x->request.has_query || name.n == 0) {
		response_set(&x->response, STATUS_INPUT, page_word(page, WORD_ASK_NAME));
	} else if (!name_is_free(f->names, f->site->root, f->site->config, name, &x->request.who.fingerprint,
	    x->request.now)) {
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
	} else if (!names_have_room(f->names, f->site->root, &x->request.who.fingerprint, x->request.now)) {
		serve_page(f, x, personal_full(page, code));
	} else if (input_token_is(f, x, ORDER_JOIN, STR_NONE, STR_NONE, code, given)) {
		input_order(x, &(struct order){ .kind = ORDER_JOIN, .text = code });
	} else if (code.n != PEOPLE_JOIN || !draft_name_valid(arena_printf(&x->arena, "%.*saaaaaaa",
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

enum personal { READER, MINE, NAME, JOIN, JOIN_WITH, QUEUE, QUEUE_FEED, DRAFTS, WRITE, REMOVE, NONE };

static enum personal
find_word(struct str path)
{
	static const char *const words[] = { "", "mine", "name", "join", "join-with", "queue", "queue.xml", "drafts", "write",
	    "remove" };
	struct str word = STR_NONE;

	(void)str_cut(&path, '/', &word);
	for (int i = READER; i < NONE; i++)
		if (str_eq(word, str_of(words[i])))
			return (enum personal)i;
	return NONE;
}

bool
personal_is(struct str path)
{
	return find_word(path) != NONE;
}

/* Below /c/, because there the author's certificate is at work; the address it will have knows of none. */
static void
show_draft(const struct front *f, struct exchange *x, struct page *page, struct str id)
{
	const struct post *post = site_post_by_id(f->site, id);
	struct error err = { .kind = ERROR_NOT_FOUND };
	struct doc *d = NULL;

	if (post != NULL && view_previews(page->view, post)) {
		begin_post(f, x, page, post);
		d = page_draft(page, post, &err);
	} else if (post != NULL && view_shows(page->view, post)) {
		response_set(&x->response, STATUS_REDIRECT, page_url(page, post->path));
		return;
	}
	if (d != NULL)
		serve_page(f, x, d);
	else
		response_set(&x->response, err.kind == ERROR_SYSTEM ? STATUS_FAILED : STATUS_NOT_FOUND, STR_NONE);
}

bool
personal_request(const struct front *f, struct exchange *x, struct page *page, struct str path)
{
	enum personal which = find_word(path);
	enum status identity = input_identity(&x->request);
	struct str rest = path, word;

	(void)str_cut(&rest, '/', &word);
	if (which == NONE || (rest.n > 0 && which != NAME && which != JOIN_WITH && which != DRAFTS &&
	    which != REMOVE))
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
	else if (which == QUEUE_FEED)
		feed_queue(f, x);
	else if (which == QUEUE)
		serve_page(f, x, page_queue(page));
	else if (which == WRITE)
		serve_page(f, x, page_write(page));
	else if (which == REMOVE)
		upload_remove(f, x, page, rest);
	else if (rest.n == 0)
		serve_page(f, x, page_drafts(page));
	else
		show_draft(f, x, page, rest);
	return true;
}

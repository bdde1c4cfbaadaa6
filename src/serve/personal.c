#include "serve/input.h"

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
	return page_text_back(page, NULL, STR("No more names at the moment"), STR("This capsule knows as many "
	    "readers as it can, so no new names are taken just now. You can comment all the same; please come "
	    "back for a name another day."), text, STR("/c/"), STR("You"));
}

static void
set_name(const struct front *f, struct exchange *x, struct page *page, struct str given)
{
	struct str name = comment_name(&x->arena, utf8_clean_name(&x->arena, x->request.query,
	    NAME_COLUMNS)), url;
	struct buf b;

	if (!names_have_room(f->names, f->site->root, &x->request.who.fingerprint, x->request.now)) {
		input_show(f, x, personal_full(page, name));
	} else if (!x->request.has_query || name.n == 0) {
		response_set(&x->response, STATUS_INPUT, STR("What would you like to be called here?"));
	} else if (!name_is_free(f->names, f->site->root, f->site->config, name, &x->request.who.fingerprint,
	    x->request.now)) {
		input_show(f, x, page_text_back(page, NULL, STR("This name is taken"), STR("Somebody else is called so "
		    "here, or so nearly that readers would take one for the other."), name, STR("/c/name"),
		    STR("Choose another")));
	} else if (input_token_is(f, x, ORDER_NAME, STR_NONE, STR_NONE, name, given)) {
		input_order(x, &(struct order){ .kind = ORDER_NAME, .name = name });
	} else {
		buf_init(&b, 4096);
		buf_addf(&b, "/c/name/%.*s?", STR_ARG(input_token(f, x, ORDER_NAME, STR_NONE, STR_NONE, name,
		    x->request.now / TIME_DAY)));
		uri_encode_query(&b, name);
		url = arena_str(&x->arena, buf_str(&b));
		buf_release(&b);
		input_show(f, x, page_confirm(page, STR("Be called this from now on?"), name, url, STR("Yes"),
		    STR("/c/")));
	}
}

static void
join(const struct front *f, struct exchange *x, struct page *page, struct str given)
{
	struct str code = str_trim(x->request.query), url;

	if (!x->request.has_query || code.n == 0) {
		response_set(&x->response, STATUS_INPUT, STR("The code from your other certificate"));
	} else if (!names_have_room(f->names, f->site->root, &x->request.who.fingerprint, x->request.now)) {
		input_show(f, x, personal_full(page, code));
	} else if (input_token_is(f, x, ORDER_JOIN, STR_NONE, STR_NONE, code, given)) {
		input_order(x, &(struct order){ .kind = ORDER_JOIN, .text = code });
	} else if (code.n != PEOPLE_JOIN || !draft_name_valid(arena_printf(&x->arena, "%.*saaaaaaa",
	    STR_ARG(code)))) {
		input_show(f, x, page_text_back(page, NULL, STR("This is no code"), STR("A code has eight letters and "
		    "digits."), code, STR("/c/join-with"), STR("Try again")));
	} else {
		url = arena_printf(&x->arena, "/c/join-with/%.*s?%.*s", STR_ARG(input_token(f, x, ORDER_JOIN, STR_NONE,
		    STR_NONE, code, x->request.now / TIME_DAY)), STR_ARG(code));
		input_show(f, x, page_confirm(page, STR("Be the same person as your other certificate?"), STR_NONE, url,
		    STR("Yes"), STR("/c/")));
	}
}

static void
show_code(const struct front *f, struct exchange *x, struct page *page)
{
	struct reader reader = { .trusted = false };
	char *code = arena_new(&x->arena, PEOPLE_JOIN, 1);

	/* There must be a file to find the code by: a name makes one. */
	if (people_read(f->site->root, &x->request.who.fingerprint, &x->arena, &reader, NULL) == -1) {
		input_show(f, x, page_text_back(page, NULL, STR("First choose a name"), STR("The capsule does not know "
		    "this certificate yet. With a name it does; then come back for the code. If the other "
		    "certificate is the known one, open this page with that."), STR_NONE, STR("/c/name"),
		    STR("Choose a name")));
		return;
	}
	people_join_code(f->secret, &x->request.who.fingerprint, &reader, x->request.now / 3600, code);
	input_show(f, x, page_join(page, (struct str){ code, PEOPLE_JOIN }));
}

enum personal { READER, MINE, NAME, JOIN, JOIN_WITH, QUEUE, QUEUE_FEED, DRAFTS, NONE };

static enum personal
find_word(struct str path)
{
	static const char *const words[] = { "", "mine", "name", "join", "join-with", "queue", "queue.xml", "drafts" };
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
		d = page_draft(page, post, &err);
	} else if (post != NULL && view_shows(page->view, post)) {
		response_set(&x->response, STATUS_REDIRECT, page_url(page, post->path));
		return;
	}
	if (d != NULL)
		response_page(&x->response, d, post->lang.n > 0 ? post->lang : f->site->config->lang);
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
	if (which == NONE || (rest.n > 0 && which != NAME && which != JOIN_WITH && which != DRAFTS))
		return false;
	if (x->request.dialect == DIALECT_GOPHER)
		response_set(&x->response, STATUS_NOT_FOUND, STR("This page needs a certificate, and so a Gemini "
		    "client"));
	else if (identity != STATUS_OK)
		response_set(&x->response, identity, STR_NONE);
	else if (which == READER)
		input_show(f, x, page_reader(page, &x->request.who));
	else if (which == MINE)
		input_show(f, x, page_own(page, &x->request.who));
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
		input_show(f, x, page_queue(page));
	else if (rest.n == 0)
		input_show(f, x, page_drafts(page));
	else
		show_draft(f, x, page, rest);
	return true;
}

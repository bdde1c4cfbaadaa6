#include "serve/serve.h"

#include "base/file.h"
#include "base/log.h"
#include "format/menu.h"
#include "format/mime.h"
#include "format/plain.h"
#include "format/utf8.h"
#include "page/page.h"
#include "proto/gopher.h"
#include "proto/titan.h"
#include "serve/upload.h"
#include "serve/door.h"

#include "base/banned.h"

#define GOPHER_HOPS 3		/* redirects that we follow for a Gopher reader, who knows none */
#define GEMTEXT_MAX (4 << 20)	/* bytes of a .gmi file that is turned into a menu; more is sent raw */

/* The words of the answer: those of the post that it is about, else the capsule's. */
static const struct words *
words_of(const struct front *f, const struct exchange *x)
{
	return x->words != NULL ? x->words : f->site->shape->own;
}

/* --- Gemini --- */

static bool
is_language_tag(struct str lang)
{
	for (size_t i = 0; i < lang.n; i++)
		if (!ascii_is_letter(lang.p[i]) && !ascii_is_digit(lang.p[i]) && lang.p[i] != '-')
			return false;
	return lang.n > 0;
}

static struct str
media_type(const struct front *f, struct exchange *x)
{
	struct str type = x->response.meta, lang = x->response.lang;

	if (x->response.kind == RESPONSE_PAGE)
		type = STR("text/gemini");
	else if (x->response.kind == RESPONSE_FILE && lang.n == 0)
		lang = f->site->config->lang;
	if (str_eq(type, STR("text/gemini")) && is_language_tag(lang))
		return arena_printf(&x->arena, "%.*s; lang=%.*s", STR_ARG(type), STR_ARG(lang));
	return type;
}

static bool
is_redirect(const struct response *r)
{
	return r->kind == RESPONSE_HEADER && (r->status == STATUS_REDIRECT || r->status == STATUS_MOVED);
}

static void
write_gemini(const struct front *f, struct exchange *x, struct buf *out)
{
	struct response *r = &x->response;

	response_settle(r, words_of(f, x));
	if (r->kind == RESPONSE_HEADER) {
		/* A relative target would lead back to titan:, where clients ask for another upload. */
		gemini_write_header(out, r->status, x->request.titan && is_redirect(r) ?
		    arena_printf(&x->arena, "%.*s%.*s", STR_ARG(f->gemini), STR_ARG(r->meta)) : r->meta);
		return;
	}
	gemini_write_header(out, r->status, media_type(f, x));
	if (r->kind == RESPONSE_PAGE)
		doc_write_gemtext(r->doc, out);
	else if (r->kind == RESPONSE_BYTES)
		buf_add(out, r->bytes);
	if (!out->full)
		return;
	buf_clear(out);
	response_release(r);
	log_line(LOG_ERROR, "%.*s: the page is larger than %d bytes", STR_ARG(x->request.path), REPLY_MAX);
	gemini_write_header(out, STATUS_FAILED, status_message(words_of(f, x), STATUS_FAILED));
}

static enum serve_next
finish_gemini(const struct front *f, struct exchange *x, struct buf *out)
{
	if (x->response.kind == RESPONSE_ORDER)
		return SERVE_ORDER;
	write_gemini(f, x, out);
	return SERVE_DONE;
}

static bool
is_text(struct str mime)
{
	struct str type = mime;

	(void)str_cut(&mime, ';', &type);
	return str_eq_nocase(str_trim(type), STR("text/plain")) ||
	    str_eq_nocase(str_trim(type), STR("text/gemini"));
}

/* Everything that can be refused is refused before the body is read. */
static enum serve_next
begin_titan(const struct front *f, struct str line, const struct gemini_served *served,
    struct exchange *x, struct buf *out)
{
	struct titan titan;
	enum status refusal = titan_parse(line, served, &x->arena, &x->request, &titan);

	if (refusal != 0)
		response_set(&x->response, refusal, STR_NONE);
	else if (!str_starts(x->request.path, STR("/c/")))
		return titan.edit ? (upload_edit(f, x), finish_gemini(f, x, out)) :
		    upload_begin(f, x, &titan) ? SERVE_BODY : finish_gemini(f, x, out);
	else if (titan.edit)
		input_edit(f, x);
	else if (!is_text(titan.mime))
		response_set(&x->response, STATUS_BAD_REQUEST, words_get(words_of(f, x), WORD_ONLY_TEXT));
	else if (titan.size == 0 || titan.size > ORDER_TEXT_MAX)
		response_set(&x->response, STATUS_BAD_REQUEST, words_say(words_of(f, x),
		    WORD_COMMENT_SIZE, &x->arena, &(struct word_args){ .n = ORDER_TEXT_MAX }));
	else if ((refusal = input_may_upload(f, x, (size_t)titan.size)) != STATUS_OK)
		response_set(&x->response, refusal, STR_NONE);
	else {
		x->body_size = (size_t)titan.size;
		return SERVE_BODY;
	}
	return finish_gemini(f, x, out);
}

enum serve_next
serve_gemini(const struct front *f, struct str line, struct str sni, struct exchange *x, struct buf *out)
{
	struct gemini_served served = f->served;
	enum status refusal;

	served.sni = sni;
	response_init(&x->response);
	if (titan_is(line))
		return begin_titan(f, line, &served, x, out);
	refusal = gemini_parse(line, &served, &x->arena, &x->request);
	if (refusal != 0)
		response_set(&x->response, refusal, STR_NONE);
	else
		serve_request(f, x);
	return finish_gemini(f, x, out);
}

enum serve_next
serve_body(const struct front *f, struct exchange *x, struct str body, struct buf *out)
{
	if (body.n < x->body_size) {
		response_set(&x->response, STATUS_BAD_REQUEST, words_say(words_of(f, x), WORD_ONLY_PART,
		    &x->arena, &(struct word_args){ .n = body.n, .size = arena_printf(&x->arena, "%zu",
		    x->body_size) }));
	} else if (x->upload.n > 0) {
		upload_body(f, x, body);
	} else if (!utf8_valid(body)) {
		response_set(&x->response, STATUS_BAD_REQUEST, words_get(words_of(f, x), WORD_NOT_UTF_8));
	} else {
		x->request.query = arena_str(&x->arena, body);
		x->request.has_query = true;
		serve_request(f, x);
	}
	return finish_gemini(f, x, out);
}

/* --- Gopher --- */

struct menu_place
reply_place(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str url = page_url(&page, x->request.path);

	return (struct menu_place){ f->gopher_host, f->gopher_port, (size_t)f->site->config->gopher_width,
	    arena_printf(&x->arena, "%.*s%.*s", STR_ARG(f->gemini), STR_ARG(url)), item_type, f,
	    STR("/c/"), x->ascii ? DOOR : STR_NONE };
}

bool
reply_read(struct exchange *x, struct str *text)
{
	struct response *r = &x->response;
	char *to = arena_new(&x->arena, (size_t)r->size + 1, 1);
	size_t n = 0;
	ssize_t got = 1;

	while (n < r->size && (got = file_pread(r->fd, to + n, (size_t)r->size - n, n)) > 0)
		n += (size_t)got;
	response_release(r);
	*text = (struct str){ to, n };
	if (got == -1)
		response_set(r, STATUS_FAILED, STR_NONE);
	return got != -1;
}

/* A .gmi file is a page too; if it is too large to be one, it goes out as it is. */
static void
read_gemtext(struct exchange *x)
{
	struct response *r = &x->response;
	struct doc *d;
	struct str text;

	if (r->kind != RESPONSE_FILE || !str_eq(r->meta, STR("text/gemini")) || r->size > GEMTEXT_MAX ||
	    !reply_read(x, &text))
		return;
	d = doc_new(&x->arena);
	doc_parse(d, text);
	response_page(r, d, r->lang);
}

/* Below a page with a file of its own: the same as text, for reading without items or for keeping. */
static void
offer_plain(const struct front *f, struct exchange *x, const struct menu_place *place, struct buf *out)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str path = x->request.path;

	if (!str_drop(&path, STR(".gmi")))
		return;
	menu_info(out, STR_NONE);
	menu_item(out, '0', door_text(f, x, page_word(&page, WORD_AS_TEXT), x->lang), menu_selector(place,
	    page_url(&page, arena_printf(&x->arena, "%.*s.txt", STR_ARG(path))), &x->arena), place->host,
	    place->port);
}

/* A prompt that was asked for without words: some clients do, others ask by themselves. */
static void
offer_prompt(const struct front *f, struct exchange *x, struct buf *out)
{
	struct menu_place place = reply_place(f, x);
	struct view v;
	struct page page = begin_page(f, x, &v);

	menu_info(out, door_text(f, x, page_word(&page, WORD_TAKES_WORDS), x->lang));
	menu_item(out, '7', door_text(f, x, x->response.meta, x->lang), menu_selector(&place,
	    page_same_url(&page, x->request.path), &x->arena), place.host, place.port);
	menu_end(out);
}

static void
write_page(const struct front *f, struct exchange *x, struct buf *out)
{
	struct menu_place place = reply_place(f, x);
	struct doc *d = door_doc(f, x, x->response.doc, x->response.lang);

	if (x->request.plain) {
		plain_write_doc(out, d, &place, &x->arena);
		return;
	}
	menu_write_doc(out, d, &place, &x->arena);
	offer_plain(f, x, &place, out);
	door_offer(f, x, &place, out);
	menu_end(out);
}

static void
write_gopher(const struct front *f, struct exchange *x, struct buf *out)
{
	struct response *r = &x->response;

	read_gemtext(x);
	door_file(f, x);
	response_settle(r, words_of(f, x));
	door_feed(x);
	switch (r->kind) {
	case RESPONSE_HEADER:
		if (r->status == STATUS_INPUT)
			offer_prompt(f, x, out);
		else
			gopher_write_error(out, door_text(f, x, r->meta, x->lang));
		break;
	case RESPONSE_ORDER:
		break;
	case RESPONSE_PAGE:
		write_page(f, x, out);
		break;
	case RESPONSE_FILE:
		break;
	case RESPONSE_BYTES:
		buf_add(out, r->bytes);
		if (r->is_menu)
			menu_end(out);
		break;
	}
	if (!out->full)
		return;
	buf_clear(out);
	response_release(r);
	log_line(LOG_ERROR, "%.*s: the menu is larger than %d bytes", STR_ARG(x->request.path), REPLY_MAX);
	gopher_write_error(out, status_message(words_of(f, x), STATUS_FAILED));
}

static bool
is_missing(const struct response *r)
{
	return r->kind == RESPONSE_HEADER && r->status == STATUS_NOT_FOUND;
}

/* Where a redirect leads, decoded. */
static struct str
redirect_path(struct exchange *x)
{
	struct str target;

	return gopher_path(&x->arena, x->response.meta, 1, &target) && target.n > 0 ? target :
	    x->response.meta;
}

/* One path, with redirects inside the capsule followed for the reader. */
static void
try_path(const struct front *f, struct exchange *x, struct str path)
{
	x->request.path = path;
	serve_request(f, x);
	for (int hops = 0; is_redirect(&x->response) && hops < GOPHER_HOPS; hops++) {
		x->request.path = redirect_path(x);
		serve_request(f, x);
	}
}

/* The selector as it may be meant, and every page also as plain text under its name with .txt. */
static void
find_here(const struct front *f, struct exchange *x, struct str selector)
{
	struct str path;

	for (size_t i = 0; gopher_path(&x->arena, selector, i, &path); i++) {
		if (path.n == 0)
			continue;
		x->request.plain = false;
		try_path(f, x, path);
		if (is_missing(&x->response) && str_drop(&path, STR(".txt"))) {
			x->request.plain = true;
			try_path(f, x, arena_printf(&x->arena, "%.*s.gmi", STR_ARG(path)));
		}
		if (!is_missing(&x->response))
			return;
	}
}

static bool
find_behind_door(const struct front *f, struct exchange *x, struct str selector)
{
	x->ascii = door_skip(&selector) && door_is_there(f);
	if (!x->ascii)
		return false;
	find_here(f, x, selector);
	x->ascii = !is_missing(&x->response);
	return x->ascii;
}

/* Behind the ASCII door, or here; the door at last also with an item type in front, as gopher_path() does. */
static void
find_item(const struct front *f, struct exchange *x, struct str selector)
{
	if (find_behind_door(f, x, selector))
		return;
	find_here(f, x, selector);
	(void)str_skip(&selector, STR("/"));
	if (is_missing(&x->response) && selector.n > 2 && selector.p[1] == '/')
		(void)find_behind_door(f, x, str_from(selector, 1));
}

static void
give_caps(const struct front *f, struct exchange *x, const struct gopher_place *place)
{
	struct buf b;

	buf_init(&b, 8192);
	gopher_write_caps(&b, place, f->gopher_tls);
	x->response.kind = RESPONSE_BYTES;
	x->response.is_menu = false;
	x->response.bytes = arena_str(&x->arena, buf_str(&b));
	buf_release(&b);
}

static bool
is_caps(struct str selector)
{
	(void)door_skip(&selector);
	(void)str_skip(&selector, STR("/"));
	return str_eq(selector, STR("caps.txt"));
}

static bool
takes_words(struct str selector)
{
	struct str part;

	/* input_item_type() wants a path; the slash in front may be missing in a selector. */
	(void)str_cut(&selector, '/', &part);
	return input_item_type(selector) == '7';
}

/* Which selectors take words behind a TAB: also with the type in front, with which find_item() finds them. */
static bool
is_search(struct str selector)
{
	(void)str_skip(&selector, STR("/"));
	(void)str_skip(&selector, STR("7/"));
	(void)door_skip(&selector);
	(void)str_skip(&selector, STR("/"));
	return str_eq(selector, STR("search")) || (str_starts(selector, STR("c/")) && takes_words(selector));
}

enum serve_next
serve_gopher(const struct front *f, struct str line, struct exchange *x, struct buf *out)
{
	struct gopher_request g = gopher_parse(line, is_search, &x->arena);
	const struct config *c = f->site->config;
	struct gopher_place place = { .title = c->title, .host = f->gopher_host, .port = f->gopher_port,
	    .gemini = f->has_gemini ? arena_printf(&x->arena, "%.*s/", STR_ARG(f->gemini)) : STR_NONE,
	    .words = f->site->shape->own, .subtitle = c->subtitle, .author = c->author };

	response_init(&x->response);
	x->request.dialect = DIALECT_GOPHER;
	x->request.query = g.search;
	x->request.has_query = g.has_search;
	switch (g.kind) {
	case GOPHER_ITEM:
		find_item(f, x, g.selector);
		if (x->response.kind == RESPONSE_ORDER)
			return SERVE_ORDER;
		if (is_missing(&x->response) && is_caps(g.selector))
			give_caps(f, x, &place);
		write_gopher(f, x, out);
		break;
	case GOPHER_URL:
		gopher_write_url_page(out, g.selector, f->site->shape->own);
		break;
	case GOPHER_HTTP:
		gopher_write_http(out, &place);
		break;
	case GOPHER_ATTRIBUTES:
		gopher_write_attributes(out, g.selector, &place);
		break;
	case GOPHER_FORM:
		gopher_write_form_refusal(out, &place);
		break;
	case GOPHER_BAD:
		gopher_write_error(out, status_message(words_of(f, x), STATUS_BAD_REQUEST));
		break;
	}
	return SERVE_DONE;
}

enum serve_next
serve_settle(const struct front *f, struct exchange *x, const struct order_answer *answer,
    struct buf *out)
{
	serve_answer(f, x, answer);
	if (x->request.dialect == DIALECT_GOPHER && is_redirect(&x->response)) {
		x->request.has_query = false;
		x->request.query = STR_NONE;
		try_path(f, x, redirect_path(x));
	}
	if (x->response.kind == RESPONSE_ORDER)
		return SERVE_ORDER;
	if (x->request.dialect == DIALECT_GOPHER)
		write_gopher(f, x, out);
	else
		write_gemini(f, x, out);
	return SERVE_DONE;
}

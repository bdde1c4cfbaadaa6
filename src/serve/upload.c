#include "serve/upload.h"

#include "base/file.h"
#include "base/time.h"
#include "capsule/press.h"
#include "format/frontmatter.h"
#include "format/mime.h"
#include "format/slug.h"
#include "format/uri.h"
#include "serve/input.h"

#include "base/banned.h"

#define SAME_DAY 100		/* posts of one title on one day */

static const struct str new_post = { "/posts/", 7 };	/* sent here, it is called by its date and title */

/* Else the response says what is missing. Where the settings name no owner, there is nothing to be had. */
static bool
is_owner(struct exchange *x, const struct page *page)
{
	enum status status = input_identity(&x->request);

	if (page->view->site->config->n_owners == 0) {
		response_set(&x->response, STATUS_NOT_FOUND, STR_NONE);
		return false;
	}
	if (status == STATUS_OK && !visitor_is_owner(page->view->visitor))
		status = STATUS_NOT_ALLOWED;
	if (status != STATUS_OK)
		response_set(&x->response, status, page_word(page, WORD_UPLOAD_OWNER));
	return status == STATUS_OK;
}

/* A post is its file, whatever its address; an older address of one is not where it can be sent. */
static bool
find_target(const struct front *f, struct exchange *x, const struct page *page)
{
	const struct post *post = site_post_at(f->site, x->request.path);
	struct error err;

	if (post != NULL) {
		x->upload = arena_printf(&x->arena, "/posts/%.*s.gmi", STR_ARG(post->name));
		return true;
	}
	x->upload = x->request.path;
	if ((post = site_post_aliased(f->site, x->request.path)) != NULL) {
		response_set(&x->response, STATUS_BAD_REQUEST, page_say(page, WORD_UPLOAD_MOVED,
		    .line = page_url(page, post->path)));
		return false;
	}
	if (str_eq(x->upload, new_post) || press_path_good(x->upload, &err) == 0)
		return true;
	response_set(&x->response, STATUS_BAD_REQUEST, arena_str(&x->arena, str_of(err.text)));
	return false;
}

static bool
is_there(const struct front *f, struct exchange *x, struct str path)
{
	return file_kind(f->site->root, arena_cstr(&x->arena, str_from(path, 1))) == FILE_REGULAR;
}

static void
ask_to_remove(const struct front *f, struct exchange *x)
{
	struct buf url;

	if (!is_there(f, x, x->upload)) {
		response_set(&x->response, STATUS_NOT_FOUND, STR_NONE);
		return;
	}
	buf_init(&url, 4096);
	buf_add(&url, STR("/c/remove?"));
	uri_encode_query(&url, x->upload);
	response_set(&x->response, STATUS_REDIRECT, arena_str(&x->arena, buf_str(&url)));
	buf_release(&url);
}

static bool
is_text(struct str type)
{
	return str_starts(type, STR("text/"));
}

bool
upload_begin(const struct front *f, struct exchange *x, const struct titan *titan)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str type;
	size_t max;

	if (!is_owner(x, &page) || !find_target(f, x, &page))
		return false;
	type = str_eq(x->upload, new_post) ? STR("text/gemini") : str_of(mime_of(x->upload)->type);
	max = is_text(type) ? PRESS_TEXT_MAX : PRESS_MAX;
	if (titan->size == 0) {
		ask_to_remove(f, x);
	} else if (titan->size > max) {
		response_set(&x->response, STATUS_BAD_REQUEST, page_say(&page, WORD_UPLOAD_SIZE, .n = max));
	} else if (is_text(type) && !is_text(titan->mime)) {
		response_set(&x->response, STATUS_BAD_REQUEST, page_word(&page, WORD_ONLY_TEXT));
	} else {
		x->body_size = (size_t)titan->size;
		return true;
	}
	return false;
}

/* --- a new post --- */

static struct str
first_heading(struct str text)
{
	bool in_pre = false;
	struct str line;

	while (str_line(&text, &line)) {
		struct gemtext_line l = gemtext_parse_line(line, &in_pre);

		if (l.kind == GEMTEXT_HEADING)
			return l.text;
	}
	return STR_NONE;
}

/* posts/DATE-TITLE.gmi, and a number behind it if there is one already. */
static struct str
name_post(const struct front *f, struct exchange *x, const struct frontmatter *fm, struct str text)
{
	struct str lang = fm->lang.n > 0 ? fm->lang : f->site->config->lang;
	struct str slug = slug_of(&x->arena, fm->title.n > 0 ? fm->title : first_heading(text), lang), path;
	char day[TIME_DATE_SIZE];

	time_write_date(day, fm->date.given ? fm->date.when.utc : x->request.now,
	    fm->date.given ? fm->date.when.offset : 0);
	if (slug.n == 0)
		slug = STR("post");
	path = arena_printf(&x->arena, "/posts/%s-%.*s.gmi", day, STR_ARG(slug));
	for (int i = 2; i < SAME_DAY && is_there(f, x, path); i++)
		path = arena_printf(&x->arena, "/posts/%s-%.*s-%d.gmi", day, STR_ARG(slug), i);
	return path;
}

/* Where the author is led when it has been written: to what cannot be seen yet, by the way he sees it. */
static struct str
address_of(struct exchange *x, const struct page *page, const struct frontmatter *fm)
{
	bool hidden = fm->draft || (fm->date.given && fm->date.when.utc > x->request.now);

	return str_starts(x->upload, new_post) && hidden ? STR("/c/drafts") : page_url(page, x->upload);
}

void
upload_body(const struct front *f, struct exchange *x, struct str body)
{
	struct frontmatter fm = { .draft = false };
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct error err;
	struct str text = body;

	if (str_starts(x->upload, new_post))
		(void)frontmatter_read(body, "", &x->arena, NULL, &fm, &text, NULL);
	if (str_eq(x->upload, new_post))
		x->upload = name_post(f, x, &fm, text);
	if (press_body_good(x->upload, body, &err) == -1) {
		response_set(&x->response, STATUS_BAD_REQUEST, arena_str(&x->arena, str_of(err.text)));
		return;
	}
	x->uploaded = address_of(x, &page, &fm);
	input_order(x, &(struct order){ .kind = ORDER_UPLOAD, .name = x->upload, .body = body });
}

void
upload_edit(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct stat st;
	int fd;

	if (!is_owner(x, &page) || !find_target(f, x, &page))
		return;
	fd = str_eq(x->upload, new_post) ? -1 : file_open_regular(f->site->root, arena_cstr(&x->arena,
	    str_from(x->upload, 1)), &st, NULL);
	x->response.status = STATUS_OK;
	x->response.meta = str_eq(x->upload, new_post) ? STR("text/gemini") : str_of(mime_of(x->upload)->type);
	x->response.kind = fd == -1 ? RESPONSE_BYTES : RESPONSE_FILE;
	x->response.fd = fd;
	x->response.size = fd == -1 ? 0 : (uint64_t)st.st_size;
}

/* --- taking down --- */

void
upload_remove(const struct front *f, struct exchange *x, struct page *page, struct str token)
{
	struct str path = x->request.query, url;
	struct error err;
	struct buf b;

	if (!x->request.has_query || press_path_good(path, &err) == -1 || !is_there(f, x, path)) {
		response_set(&x->response, STATUS_NOT_FOUND, STR_NONE);
	} else if (input_token_is(f, x, ORDER_REMOVE, STR_NONE, STR_NONE, path, token)) {
		input_order(x, &(struct order){ .kind = ORDER_REMOVE, .name = path });
	} else {
		buf_init(&b, 4096);
		buf_addf(&b, "/c/remove/%.*s?", STR_ARG(input_token(f, x, ORDER_REMOVE, STR_NONE, STR_NONE, path,
		    x->request.now / TIME_DAY)));
		uri_encode_query(&b, path);
		url = arena_str(&x->arena, buf_str(&b));
		buf_release(&b);
		serve_page(f, x, page_confirm(page, page_word(page, WORD_REMOVE_QUESTION), path, url,
		    page_word(page, WORD_YES), STR("/c/write")));
	}
}

void
upload_answer(struct exchange *x, const struct page *page, const struct order_answer *answer)
{
	bool upload = x->response.order.kind == ORDER_UPLOAD;

	if (answer->result == ORDER_DONE)
		response_set(&x->response, STATUS_REDIRECT, upload ? x->uploaded : STR("/c/write"));
	else if (answer->result == ORDER_REFUSED)
		response_set(&x->response, STATUS_NOT_ALLOWED, page_word(page, WORD_UPLOAD_OWNER));
	else
		response_set(&x->response, STATUS_FAILED, page_word(page, WORD_NOT_SAVED));
}

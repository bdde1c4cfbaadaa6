#include "serve/serve.h"

#include "base/time.h"
#include "format/uri.h"
#include "format/utf8.h"
#include "page/page.h"

#include "base/banned.h"

#define PROMPT "leave-a-comment"
#define TOKEN_LETTERS (sizeof(PROMPT) - 1)	/* equal, so that what fits the prompt fits the link */

/* Is there a certificate, and is this its time? STATUS_OK, or why not. */
static enum status
check_identity(const struct request *r)
{
	if (!r->who.given)
		return STATUS_NEED_CERTIFICATE;
	return r->who.not_before <= r->now && r->now <= r->who.not_after ? STATUS_OK :
	    STATUS_BAD_CERTIFICATE;
}

/* Whom tokens and marks are made for: the certificate, else the network the reader comes from. */
static struct str
reader_of(struct exchange *x)
{
	char hex[DIGEST_HEX];

	if (!x->request.who.given)
		return arena_printf(&x->arena, "net:%.*s", STR_ARG(x->request.prefix));
	digest_hex(&x->request.who.fingerprint, hex);
	return arena_printf(&x->arena, "sha256:%.*s", DIGEST_HEX, hex);
}

/* HMAC(secret, post, day, reader, text): whoever holds it has seen this very preview. */
static struct str
token(const struct front *f, struct exchange *x, const struct post *post, struct str text, int64_t day)
{
	struct str parts[] = { STR("token"), post->name, arena_printf(&x->arena, "%lld", (long long)day),
	    reader_of(x), text };
	struct digest d = digest_keyed(f->secret, parts, sizeof(parts) / sizeof(parts[0]));
	char *letters = arena_new(&x->arena, TOKEN_LETTERS, 1);

	digest_letters(&d, letters, TOKEN_LETTERS);
	return (struct str){ letters, TOKEN_LETTERS };
}

static struct comment
comment_of(struct exchange *x, struct str text)
{
	return (struct comment){ .name = comment_name(&x->arena, x->request.who.name), .text = text, .date = x->request.now,
	    .has_identity = x->request.who.given, .identity = x->request.who.fingerprint };
}

static void
preview(const struct front *f, struct exchange *x, const struct page *page, const struct post *post,
    struct str text)
{
	struct comment comment = comment_of(x, text);
	struct str key = token(f, x, post, text, x->request.now / TIME_DAY), url;
	struct buf b;

	buf_init(&b, 3 * text.n + 256);
	buf_addf(&b, "/c/%s/%.*s?", site_id_of(f->site, post), STR_ARG(key));
	uri_encode_query(&b, text);
	url = arena_str(&x->arena, buf_str(&b));
	buf_release(&b);
	response_page(&x->response, page_preview(page, post, &comment, url), f->site->config->lang);
}

static void
order(struct exchange *x, const struct post *post, struct str text)
{
	x->response.kind = RESPONSE_ORDER;
	x->response.order = (struct order){
		.post = post->name, .text = text, .reader = reader_of(x), .name = x->request.who.name,
		.reply_to = STR_NONE, .via = STR("gemini"),
		.has_identity = x->request.who.given, .identity = x->request.who.fingerprint,
	};
}

static bool
token_is_good(const struct front *f, struct exchange *x, const struct post *post, struct str text,
    struct str given)
{
	int64_t today = x->request.now / TIME_DAY;

	return digest_same(given, token(f, x, post, text, today)) ||
	    digest_same(given, token(f, x, post, text, today - 1));
}

/* One of our own comments by its name, wherever it is now: the page that a held one's writer keeps. */
static void
show_comment(const struct front *f, struct exchange *x, const struct page *page, const struct post *post,
    struct str id)
{
	struct comment comment;
	struct doc *d;

	if (comments_get(f->site->root, BOX_PUBLISHED, post->name, id, &x->arena, &comment, NULL) == 0)
		d = page_comment(page, post, &comment, BOX_PUBLISHED);
	else if (comments_get(f->site->root, BOX_HELD, post->name, id, &x->arena, &comment, NULL) == 0)
		d = page_comment(page, post, &comment, BOX_HELD);
	else
		d = page_comment_gone(page, post);
	response_page(&x->response, d, f->site->config->lang);
}

/* `step` is the prompt, or a token. */
static void
write_comment(const struct front *f, struct exchange *x, const struct page *page,
    const struct post *post, struct str step)
{
	enum comments_mode mode = site_comments_mode(f->site, post);
	struct str text = utf8_clean_text(&x->arena, x->request.query);
	enum status identity = check_identity(&x->request);

	if (mode == COMMENTS_CLOSED)
		response_page(&x->response, page_closed(page, post, text), f->site->config->lang);
	else if (identity == STATUS_BAD_CERTIFICATE ||
	    (identity == STATUS_NEED_CERTIFICATE && !f->site->config->anonymous))
		response_set(&x->response, identity, STR_NONE);
	else if (!x->request.has_query)
		response_set(&x->response, STATUS_INPUT, STR("Write your comment"));
	else if (text.n == 0)
		response_page(&x->response, page_no_text(page, post), f->site->config->lang);
	else if (token_is_good(f, x, post, text, step))
		order(x, post, text);
	else
		preview(f, x, page, post, text);
}

/* /c/ID5/…: about one post, which must be there to be seen. */
static void
about_post(const struct front *f, struct exchange *x, const struct page *page, struct str id,
    struct str step)
{
	const struct post *post = site_post_by_id(f->site, id);

	if (post == NULL || !view_shows(page->view, post) ||
	    site_comments_mode(f->site, post) == COMMENTS_OFF)
		return;
	if (comment_id_valid(step))
		show_comment(f, x, page, post, step);
	else if (step.n == TOKEN_LETTERS && !str_has(step, '/'))
		write_comment(f, x, page, post, step);
}

void
input_request(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str rest = str_from(x->request.path, sizeof("/c/") - 1), id;
	enum status identity = check_identity(&x->request);

	if (x->request.dialect == DIALECT_GOPHER) {
		response_set(&x->response, STATUS_NOT_FOUND, f->has_gemini ? arena_printf(&x->arena,
		    "Comments are left with a Gemini client, at %.*s", STR_ARG(f->gemini)) : STR_NONE);
	} else if (rest.n == 0 || str_eq(rest, STR("queue"))) {
		if (identity != STATUS_OK)
			response_set(&x->response, identity, STR_NONE);
		else if (rest.n == 0)
			response_page(&x->response, page_reader(&page, &x->request.who),
			    f->site->config->lang);
		else if (!config_is_owner(f->site->config, &x->request.who.fingerprint))
			response_set(&x->response, STATUS_NOT_ALLOWED, STR_NONE);
		else
			response_page(&x->response, page_queue(&page), f->site->config->lang);
	} else if (str_cut(&rest, '/', &id)) {
		about_post(f, x, &page, id, rest);
	}
}

/* Publishing is at an end: one redirect, never a chain (amfora asks at each), never 31. */
void
serve_answer(const struct front *f, struct exchange *x, const struct order_answer *answer)
{
	struct response *r = &x->response;
	struct view v;
	struct page page = begin_page(f, x, &v);
	const struct post *post = site_post_named(f->site, r->order.post);

	switch (answer->result) {
	case ORDER_PUBLISHED:
		response_set(r, STATUS_REDIRECT, post == NULL ? STR("/") : page_url(&page, post->path));
		return;
	case ORDER_HELD:
		response_set(r, STATUS_REDIRECT, post == NULL ? STR("/") : arena_printf(&x->arena,
		    "/c/%s/%s", site_id_of(f->site, post), answer->id));
		return;
	case ORDER_SLOW_DOWN:
		/* A bare number: clients of 0.16.1 read it, the others show it. */
		response_set(r, STATUS_SLOW_DOWN, arena_printf(&x->arena, "%u", answer->seconds));
		return;
	case ORDER_REFUSED:
		response_set(r, STATUS_NOT_ALLOWED, STR("The author takes no comments from this certificate"));
		return;
	case ORDER_FAILED:
		break;
	}
	response_set(r, STATUS_FAILED,
	    STR("The comment could not be saved; please try the same link again in a minute"));
}

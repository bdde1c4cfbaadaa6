#include "serve/input.h"
#include "serve/upload.h"

#include "capsule/clerk.h"
#include "format/uri.h"

#include "base/banned.h"

/* The link that led here, with the text in it. */
static struct str
same_link(struct exchange *x, struct page *page)
{
	struct buf b;
	struct str url;

	buf_init(&b, 3 * (x->request.path.n + x->request.query.n) + 2);
	buf_add(&b, page_same_url(page, x->request.path));
	if (x->request.has_query) {
		buf_addc(&b, '?');
		uri_encode_query(&b, x->request.query);
	}
	url = arena_str(&x->arena, buf_str(&b));
	buf_release(&b);
	return url;
}

static void
answer_comment(const struct front *f, struct exchange *x, struct page *page, const struct post *post,
    const struct order_answer *answer)
{
	const struct order *o = &x->response.order;
	struct str title = page_word(page, WORD_NOT_TAKEN), why, url = same_link(x, page);
	struct str go_on = page_word(page, WORD_TRY_AGAIN);

	switch (answer->result) {
	case ORDER_SLOW_DOWN:
		why = page_say(page, WORD_NOT_TAKEN_SLOW, .n = answer->seconds);
		break;
	case ORDER_REFUSED:
		why = page_word(page, WORD_NOT_TAKEN_REFUSED);
		url = STR_NONE;
		break;
	case ORDER_FULL:
		why = page_word(page, WORD_NOT_TAKEN_FULL);
		url = STR_NONE;
		break;
	case ORDER_CLOSED:
		title = page_word(page, WORD_CLOSED_TITLE);
		why = page_say(page, WORD_CLOSED_NOW, .title = post->title);
		url = STR_NONE;
		break;
	case ORDER_GONE:
		why = page_word(page, WORD_TAKEN_OUT_SINCE);
		url = page_step_url(page, post, STR_NONE, STR("leave-a-comment"));
		go_on = page_word(page, WORD_WRITE_ANOTHER);
		break;
	case ORDER_TOO_LATE:
		why = page_word(page, WORD_CHANGE_TOO_LATE);
		url = page_step_url(page, post, STR_NONE, STR("leave-a-comment"));
		go_on = page_word(page, WORD_LEAVE_A_COMMENT);
		break;
	case ORDER_TOO_LONG:
		why = page_say(page, WORD_NOT_TAKEN_LONG, .n = CLERK_PROMPT_MAX);
		url = page_step_url(page, post, STR_NONE, STR("leave-a-comment"));
		go_on = page_word(page, WORD_ANOTHER_COMMENT);
		break;
	default:
		title = page_word(page, WORD_COMMENT_NOT_SAVED);
		why = page_word(page, WORD_FAILED_HERE);
		break;
	}
	serve_page(f, x, page_text_back(page, post, title, why, o->text, url, go_on));
}

/* A bare number: clients of 0.16.1 read it, the others show it. */
static void
slow_down(struct exchange *x, const struct order_answer *answer)
{
	response_set(&x->response, STATUS_SLOW_DOWN, arena_printf(&x->arena, "%u", answer->seconds));
}

/* Publishing is at an end: one redirect, never a chain (amfora asks at each), never 31. */
static void
answer_post(const struct front *f, struct exchange *x, struct page *page, const struct post *post,
    const struct order_answer *answer)
{
	const struct order *o = &x->response.order;
	bool gemini = x->request.dialect == DIALECT_GEMINI;

	if (answer->result == ORDER_HELD || (answer->result == ORDER_PUBLISHED && o->kind != ORDER_PUBLISH))
		response_set(&x->response, STATUS_REDIRECT, page_comment_url(page, post, str_of(answer->id)));
	else if (answer->result == ORDER_PUBLISHED || (answer->result == ORDER_DONE && o->kind == ORDER_DELETE))
		response_set(&x->response, STATUS_REDIRECT, page_url(page, post->path));
	else if (answer->result == ORDER_DONE || o->kind == ORDER_LET)
		response_set(&x->response, STATUS_REDIRECT, STR("/c/queue"));
	else if (answer->result == ORDER_SLOW_DOWN && gemini)
		slow_down(x, answer);
	else if (answer->result == ORDER_FAILED && gemini && (o->text.n == 0 || x->request.titan))
		/* There is no text, or the client has it: uploads are kept until they succeed (titan.md). */
		response_set(&x->response, STATUS_FAILED, page_word(page, WORD_NOT_SAVED_LINK));
	else
		answer_comment(f, x, page, post, answer);
}

void
serve_answer(const struct front *f, struct exchange *x, const struct order_answer *answer)
{
	const struct order o = x->response.order;
	struct view v;
	struct page page;
	const struct post *post = o.post.n > 0 ? site_post_named(f->site, o.post) : NULL;
	bool done = answer->result == ORDER_DONE;

	x->words = NULL;		/* they were those of the site before the order */
	x->lang = STR_NONE;
	page = begin_page(f, x, &v);
	if (post != NULL)
		begin_post(f, x, &page, post);
	if (o.kind == ORDER_DRAFT && done) {
		x->drafted = true;		/* once more, and now the link can be short */
		serve_request(f, x);
	} else if (o.kind == ORDER_DRAFT) {
		serve_page(f, x, page_text_back(&page, NULL, page_word(&page, WORD_TOO_LONG_NOW),
		    page_word(&page, WORD_TOO_LONG_NOW_WHY), o.text, STR_NONE, STR_NONE));
	} else if (o.kind == ORDER_UPLOAD || o.kind == ORDER_REMOVE) {
		upload_answer(x, &page, answer);
	} else if (o.kind == ORDER_NAME || o.kind == ORDER_JOIN) {
		if (answer->result == ORDER_SLOW_DOWN)
			slow_down(x, answer);
		else if (done)
			response_set(&x->response, STATUS_REDIRECT, STR("/c/"));
		else if (answer->result == ORDER_FAILED)
			serve_page(f, x, page_text_back(&page, NULL, page_word(&page, WORD_DID_NOT_WORK),
			    page_word(&page, WORD_NOT_SAVED), o.kind == ORDER_NAME ? o.name : o.text,
			    same_link(x, &page), page_word(&page, WORD_TRY_AGAIN)));
		else if (answer->result == ORDER_FULL)
			serve_page(f, x, personal_full(&page, o.kind == ORDER_NAME ? o.name : o.text));
		else
			serve_page(f, x, page_text_back(&page, NULL, page_word(&page, WORD_DID_NOT_WORK),
			    page_word(&page, o.kind == ORDER_NAME ? WORD_NAME_IS_TAKEN : WORD_CODE_UNKNOWN),
			    o.kind == ORDER_NAME ? o.name : o.text, STR("/c/"), page_word(&page, WORD_YOU)));
	} else if (post == NULL && x->request.titan) {
		response_set(&x->response, STATUS_NOT_FOUND, page_word(&page, WORD_POST_GONE));
	} else if (post == NULL) {
		serve_page(f, x, page_text_back(&page, NULL, page_word(&page, WORD_POST_GONE),
		    page_word(&page, WORD_POST_GONE_NOW), o.text, STR("/posts/"), page_word(&page, WORD_ALL_POSTS)));
	} else {
		answer_post(f, x, &page, post, answer);
	}
}

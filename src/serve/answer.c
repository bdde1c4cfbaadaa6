#include "serve/input.h"

#include "capsule/clerk.h"

#include "base/banned.h"

static void
answer_comment(const struct front *f, struct exchange *x, struct page *page, const struct post *post,
    const struct order_answer *answer)
{
	const struct order *o = &x->response.order;
	struct str title = page_word(page, WORD_NOT_TAKEN), why, url, go_on = page_word(page, WORD_TRY_AGAIN);

	/* The text stands in the link that led here: following it again loses nothing. */
	url = x->request.dialect == DIALECT_GOPHER ? page_same_url(page, x->request.path) : STR_NONE;
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
	case ORDER_TOO_LATE:
		why = page_word(page, WORD_CHANGE_TOO_LATE);
		url = page_step_url(page, post, NULL, "leave-a-comment");
		go_on = page_word(page, WORD_LEAVE_A_COMMENT);
		break;
	case ORDER_TOO_LONG:
		why = page_say(page, WORD_NOT_TAKEN_LONG, .n = CLERK_PROMPT_MAX);
		url = page_step_url(page, post, NULL, "leave-a-comment");
		go_on = page_word(page, WORD_ANOTHER_COMMENT);
		break;
	default:
		why = page_word(page, WORD_NOT_SAVED);
		break;
	}
	serve_page(f, x, page_text_back(page, post, title, why, o->text, url, go_on));
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
		/* A bare number: clients of 0.16.1 read it, the others show it. */
		response_set(&x->response, STATUS_SLOW_DOWN, arena_printf(&x->arena, "%u", answer->seconds));
	else if (answer->result == ORDER_FAILED && gemini)
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
	} else if (o.kind == ORDER_NAME || o.kind == ORDER_JOIN) {
		if (done)
			response_set(&x->response, STATUS_REDIRECT, STR("/c/"));
		else if (answer->result == ORDER_FAILED)
			response_set(&x->response, STATUS_FAILED, STR_NONE);
		else
			serve_page(f, x, page_text_back(&page, NULL, page_word(&page, WORD_DID_NOT_WORK),
			    page_word(&page, o.kind == ORDER_NAME ? WORD_NAME_TAKEN_WHY : WORD_CODE_UNKNOWN),
			    STR_NONE, STR("/c/"), page_word(&page, WORD_YOU)));
	} else if (post == NULL) {
		serve_page(f, x, page_text_back(&page, NULL, page_word(&page, WORD_POST_GONE),
		    page_word(&page, WORD_POST_GONE_NOW), o.text, STR("/posts/"), page_word(&page, WORD_ALL_POSTS)));
	} else {
		answer_post(f, x, &page, post, answer);
	}
}

#include "serve/input.h"

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
	struct str title = STR("This comment was not taken"), why, url = same_link(x, page), go_on = STR("Try again");

	switch (answer->result) {
	case ORDER_SLOW_DOWN:
		why = arena_printf(&x->arena, "That was very much in a short time. Please try again in %u seconds.",
		    answer->seconds);
		break;
	case ORDER_REFUSED:
		why = STR("The author does not take comments from you, or with these words.");
		url = STR_NONE;
		break;
	case ORDER_FULL:
		why = STR("As many comments wait for the author as may. Please keep your text and try again on "
		    "another day.");
		url = STR_NONE;
		break;
	case ORDER_CLOSED:
		title = STR("Comments are closed");
		why = arena_printf(&x->arena, "“%.*s” takes no new comments any more.", STR_ARG(post->title));
		url = STR_NONE;
		break;
	case ORDER_GONE:
		why = STR("It was saved before, and you or the author of the capsule have taken it out since. The "
		    "same link does not bring it back.");
		url = page_step_url(page, post, STR_NONE, STR("leave-a-comment"));
		go_on = STR("Write another");
		break;
	case ORDER_TOO_LATE:
		why = STR("A comment can be changed for an hour, by the one who wrote it. You can answer it "
		    "instead.");
		url = page_step_url(page, post, STR_NONE, STR("leave-a-comment"));
		go_on = STR("Leave a comment");
		break;
	case ORDER_TOO_LONG:
		why = arena_printf(&x->arena, "A comment that is written in parts may have %d bytes in all. You can "
		    "go on in another.", CLERK_PROMPT_MAX);
		url = page_step_url(page, post, STR_NONE, STR("leave-a-comment"));
		go_on = STR("Leave another comment");
		break;
	default:
		title = STR("This comment was not saved");
		why = STR("Something failed here. Please try again in a minute.");
		break;
	}
	input_show(f, x, page_text_back(page, post, title, why, o->text, url, go_on));
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
		response_set(&x->response, STATUS_FAILED,
		    STR("The comment could not be saved; please try again in a minute"));
	else
		answer_comment(f, x, page, post, answer);
}

void
serve_answer(const struct front *f, struct exchange *x, const struct order_answer *answer)
{
	const struct order o = x->response.order;
	struct view v;
	struct page page = begin_page(f, x, &v);
	const struct post *post = o.post.n > 0 ? site_post_named(f->site, o.post) : NULL;
	bool done = answer->result == ORDER_DONE;

	if (o.kind == ORDER_DRAFT && done) {
		x->drafted = true;		/* once more, and now the link can be short */
		serve_request(f, x);
	} else if (o.kind == ORDER_DRAFT) {
		input_show(f, x, page_text_back(&page, NULL, STR("Too long for now"), STR("So long a text must wait "
		    "here until you publish it, and there is no room for it at the moment."), o.text, STR_NONE,
		    STR_NONE));
	} else if (o.kind == ORDER_NAME || o.kind == ORDER_JOIN) {
		if (answer->result == ORDER_SLOW_DOWN)
			slow_down(x, answer);
		else if (done)
			response_set(&x->response, STATUS_REDIRECT, STR("/c/"));
		else if (answer->result == ORDER_FAILED)
			input_show(f, x, page_text_back(&page, NULL, STR("That did not work"), STR("It could not be "
			    "saved. Please try again in a minute."), o.kind == ORDER_NAME ? o.name : o.text,
			    same_link(x, &page), STR("Try again")));
		else if (answer->result == ORDER_FULL)
			input_show(f, x, personal_full(&page, o.kind == ORDER_NAME ? o.name : o.text));
		else
			input_show(f, x, page_text_back(&page, NULL, STR("That did not work"), o.kind == ORDER_NAME ?
			    STR("This name is taken.") : STR("This code is not known, or has been used."),
			    o.kind == ORDER_NAME ? o.name : o.text, STR("/c/"), STR("You")));
	} else if (post == NULL && x->request.titan) {
		response_set(&x->response, STATUS_NOT_FOUND, STR("This post is not here any more"));
	} else if (post == NULL) {
		input_show(f, x, page_text_back(&page, NULL, STR("This post is not here any more"), STR("It was taken "
		    "down at this very moment."), o.text, STR("/posts/"), STR("All posts")));
	} else {
		answer_post(f, x, &page, post, answer);
	}
}

#include "serve/input.h"

#include <string.h>

#include "base/file.h"
#include "capsule/clerk.h"
#include "capsule/drafts.h"
#include "capsule/people.h"
#include "capsule/writer.h"
#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

#define TOKEN_LETTERS 15	/* as many as a step's name has: what fits the prompt fits the link */
/*
 * Bytes of a selector that every Gopher client carries: what RFC 1436 promises. lynx 2.9, sacc 1.06, curl 7,
 * UMN gopher 3.0 and bombadillo 2.4 were tried with 1000 and carried them; lynx shows a menu line of more
 * than 1024 as text. A longer text waits as a draft, which works in any client.
 */
#define SELECTOR_ROOM 255

/* What can be asked for at a prompt: `word` is its place in an address. */
static const struct step {
	const char *word;		/* TOKEN_LETTERS letters */
	enum order_kind kind;
	enum word prompt;		/* short: it is the headline of a dialog, and some clients hide it */
} steps[] = {
	{ "leave-a-comment", ORDER_PUBLISH, WORD_WRITE_A_COMMENT },
	{ "add-to-the-text", ORDER_ADD, WORD_WRITE_AN_ADDITION },
	{ "edit-my-comment", ORDER_EDIT, WORD_WRITE_IT_AS_IT_SHOULD_BE },
	{ "go-on-certified", ORDER_PUBLISH, WORD_WRITE_A_COMMENT },
	{ "sign-your-words", ORDER_PUBLISH, WORD_YOUR_NAME },
};
#define CERTIFIED "go-on-certified"	/* leave-a-comment, but with 60 even if that hides a text: it was shown */
#define SIGN "sign-your-words"
#define DELETE "delete-my-words"

/* A request below /c/ID5/, taken apart. */
struct errand {
	const struct front *front;
	struct exchange *x;
	struct page *page;
	const struct post *post;
	struct boxed about;		/* the comment it is about */
	struct str ref;			/* and what addresses call it */
	bool has_about;
	struct str step;		/* the last part: a step's word, or a token */
	struct str whole;		/* what the reader wrote, signature and all: what tokens are made of */
	struct str text, name;		/* apart */
	bool has_text;
};

static const struct digest *
identity_of(const struct exchange *x)
{
	return x->request.who.given ? &x->request.who.fingerprint : NULL;
}

/* Is there a certificate, and is this its time? STATUS_OK, or why not. */
enum status
input_identity(const struct request *r)
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

/* --- tokens --- */

/*
 * HMAC(secret, kind, post, comment, day, reader, text): whoever holds it has seen this very preview. So a
 * link that somebody else prepared does nothing but show one.
 */
struct str
input_token(const struct front *f, struct exchange *x, enum order_kind kind, struct str post, struct str ref,
    struct str text, int64_t day)
{
	struct str parts[] = { STR("token"), arena_printf(&x->arena, "%d", (int)kind), post, ref,
	    arena_printf(&x->arena, "%lld", (long long)day), reader_of(x), text };
	struct digest d = digest_keyed(f->secret, parts, sizeof(parts) / sizeof(parts[0]));
	char *letters = arena_new(&x->arena, TOKEN_LETTERS, 1);

	digest_letters(&d, letters, TOKEN_LETTERS);
	return (struct str){ letters, TOKEN_LETTERS };
}

/* Today's token is good, and yesterday's: nobody publishes at midnight in vain. */
bool
input_token_is(const struct front *f, struct exchange *x, enum order_kind kind, struct str post, struct str ref,
    struct str text, struct str given)
{
	int64_t today = x->request.now / TIME_DAY;

	return digest_same(given, input_token(f, x, kind, post, ref, text, today)) ||
	    digest_same(given, input_token(f, x, kind, post, ref, text, today - 1));
}

/* The whole ID: its letters alone may be another comment's too, if an author has copied a file. */
static struct str
about_id(const struct errand *e)
{
	return e->has_about ? e->about.comment.id : STR_NONE;
}

static struct str
make_token(const struct errand *e, enum order_kind kind, struct str text)
{
	return input_token(e->front, e->x, kind, e->post->name, about_id(e), text, e->x->request.now / TIME_DAY);
}

static bool
errand_token_is(const struct errand *e, enum order_kind kind, struct str text)
{
	return input_token_is(e->front, e->x, kind, e->post->name, about_id(e), text, e->step);
}

static struct str
errand_url(const struct errand *e, struct str last)
{
	return page_step_url(e->page, e->post, e->ref, last);
}

/* The link that carries a token and the text; doc writers turn its query into Gopher's form. */
static struct str
url_with_text(const struct errand *e, struct str step, struct str text)
{
	struct str url = errand_url(e, step), out;
	struct buf b;

	buf_init(&b, url.n + 3 * text.n + 2);
	buf_add(&b, url);
	buf_addc(&b, '?');
	uri_encode_query(&b, text);
	out = arena_str(&e->x->arena, buf_str(&b));
	buf_release(&b);
	return out;
}

/* --- orders --- */

void
input_order(struct exchange *x, const struct order *o)
{
	x->response.kind = RESPONSE_ORDER;
	x->response.order = *o;
	x->response.order.reader = reader_of(x);
	x->response.order.network = arena_printf(&x->arena, "net:%.*s", STR_ARG(x->request.prefix));
	x->response.order.via = x->request.titan ? STR("titan") :
	    x->request.dialect == DIALECT_GOPHER ? STR("gopher") : STR("gemini");
	x->response.order.has_identity = x->request.who.given;
	x->response.order.identity = x->request.who.fingerprint;
}

static void
errand_order(struct errand *e, enum order_kind kind)
{
	bool fresh = kind == ORDER_PUBLISH;

	input_order(e->x, &(struct order){
		.kind = kind, .post = e->post->name, .text = e->text, .name = e->name,
		.id = e->has_about && !fresh ? e->about.comment.id : STR_NONE,
		.reply_to = e->has_about && fresh ? e->about.comment.id : STR_NONE,
	});
}

/* --- what a comment is signed with --- */

/* The reader's own name: as his file has it, else his certificate's, if nobody else bears that. */
static struct str
certificate_name(const struct front *f, struct exchange *x)
{
	struct reader reader = { .trusted = false };
	struct str name = comment_name(&x->arena, x->request.who.name);

	if (people_read(f->site->root, &x->request.who.fingerprint, &x->arena, &reader, NULL) == 0 &&
	    reader.name.n > 0)
		return reader.name;
	return name.n > 0 && name_is_free(f->names, f->site->root, f->site->config, name,
	    &x->request.who.fingerprint, x->request.now) ? name : STR_NONE;
}

/* Split what was written into text and name; *note says why a name was not taken. */
static void
take_name(struct errand *e, struct str *note)
{
	const struct site *s = e->front->site;
	struct exchange *x = e->x;

	e->text = e->whole;
	e->name = STR_NONE;
	*note = STR_NONE;
	if (x->request.who.given) {
		e->name = certificate_name(e->front, x);
		if (e->name.n == 0 && x->request.who.name.n > 0)
			*note = page_word(e->page, WORD_NAME_IN_CERTIFICATE_TAKEN);
	} else if (name_take_signature(&x->arena, &e->text, &e->name) &&
	    !name_is_free(e->front->names, s->root, s->config, e->name, NULL, x->request.now)) {
		*note = page_say(e->page, WORD_NAME_BELONGS, .name = e->name);
		e->name = STR_NONE;
	}
}

/* --- texts that wait on their way (Gopher) --- */

static bool
read_draft(const struct errand *e, struct str name, struct str *text)
{
	return draft_read(e->front->site->root, name, CLERK_PROMPT_MAX + 1, &e->x->arena, text);
}

/* --- the way to a comment --- */

static void
give_back(struct errand *e, struct str title, struct str why, struct str go_on_url, struct str go_on)
{
	serve_page(e->front, e->x, page_text_back(e->page, e->post, title, why, e->whole, go_on_url, go_on));
}

static struct str
prompt_url(const struct errand *e)
{
	return errand_url(e, STR("leave-a-comment"));
}

/* Of a link with a text: in a selector it is a last part, where slashes and question marks are encoded. */
static size_t
selector_size(struct str url)
{
	struct str path;
	size_t n = url.n;

	(void)str_cut(&url, '?', &path);
	for (size_t i = 0; i < url.n; i++)
		n += url.p[i] == '/' || url.p[i] == '?' ? 2 : 0;
	return n;
}

static void
preview(struct errand *e, enum order_kind kind, struct str note)
{
	struct exchange *x = e->x;
	struct comment shown = { .name = e->name, .date = x->request.now,
	    .has_identity = x->request.who.given, .identity = x->request.who.fingerprint };
	struct str key = make_token(e, kind, e->whole), carried = e->whole;
	struct writing w = { .post = e->post, .comment = &shown, .note = note };
	bool gopher = x->request.dialect == DIALECT_GOPHER;

	if (gopher && e->whole.n > CLERK_PROMPT_MAX) {
		give_back(e, page_word(e->page, WORD_TOO_LONG), page_say(e->page, WORD_TOO_LONG_WHY,
		    .n = CLERK_PROMPT_MAX, .size = arena_printf(&x->arena, "%zu", e->whole.n)), prompt_url(e),
		    page_word(e->page, WORD_WRITE_ANEW));
		return;
	}
	w.publish_url = url_with_text(e, key, e->whole);
	if (gopher && selector_size(w.publish_url) > SELECTOR_ROOM) {
		if (!x->drafted) {
			input_order(x, &(struct order){ .kind = ORDER_DRAFT, .text = e->whole, .name = key });
			return;
		}
		w.publish_url = errand_url(e, key);
		carried = key;
	}
	if (gopher && kind == ORDER_PUBLISH && e->name.n == 0)
		w.sign_url = url_with_text(e, STR(SIGN), carried);
	else if (!gopher && x->request.who.given && e->name.n == 0)
		w.sign_url = STR("/c/name");
	shown.text = e->text;
	if (kind == ORDER_ADD)
		shown.text = arena_printf(&x->arena, "%.*s\n\n%.*s", STR_ARG(e->about.comment.text),
		    STR_ARG(e->text));
	if (kind != ORDER_PUBLISH)
		shown.name = e->about.comment.name;
	w.about = kind == ORDER_PUBLISH && e->has_about ? &e->about.comment : NULL;
	w.again_url = prompt_url(e);
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (steps[i].kind == kind && kind != ORDER_PUBLISH)
			w.again_url = errand_url(e, str_of(steps[i].word));
	serve_page(e->front, x, page_preview(e->page, &w));
}

static bool
may_change(const struct errand *e, bool add_only)
{
	return e->has_about && writer_may_change(e->front->secret, e->post->name, &e->about.comment,
	    reader_of(e->x), identity_of(e->x), add_only, e->x->request.now);
}

/* Text for one of the steps, or with a token. */
static void
take_text(struct errand *e, enum order_kind kind)
{
	struct str note;

	if (e->text.n == 0) {
		serve_page(e->front, e->x, page_no_text(e->page, e->post, prompt_url(e)));
		return;
	}
	take_name(e, &note);
	if (e->x->request.titan) {		/* an upload is meant: no client can ask for one unseen */
		if (kind != ORDER_PUBLISH)
			e->text = e->whole;
		errand_order(e, kind);
		return;
	}
	for (int k = ORDER_PUBLISH; k <= ORDER_EDIT; k++) {
		if (errand_token_is(e, (enum order_kind)k, e->whole)) {
			if (k != ORDER_PUBLISH)
				e->text = e->whole;	/* what is changed is signed already */
			errand_order(e, (enum order_kind)k);
			return;
		}
	}
	if (kind != ORDER_PUBLISH) {
		e->text = e->whole;
		if (!may_change(e, kind == ORDER_ADD)) {
			give_back(e, page_word(e->page, WORD_HOUR_OVER), page_word(e->page, WORD_CHANGE_TOO_LATE),
			    prompt_url(e), page_word(e->page, WORD_ANSWER_IT));
			return;
		}
	}
	preview(e, kind, note);
}

static const struct step *
find_step(struct str word)
{
	for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++)
		if (str_eq(word, str_of(steps[i].word)))
			return &steps[i];
	return NULL;
}

/* Tokens that carry no text: the author's decisions, and deleting one's own. */
static bool
take_decision(struct errand *e)
{
	for (int k = ORDER_DELETE; k <= ORDER_BLOCK; k++) {
		if (e->has_about && errand_token_is(e, (enum order_kind)k, STR_NONE)) {
			errand_order(e, (enum order_kind)k);
			return true;
		}
	}
	return false;
}

static void
ask_to_delete(struct errand *e)
{
	struct str back = page_comment_url(e->page, e->post, e->about.comment.id);

	if (!may_change(e, false))
		give_back(e, page_word(e->page, WORD_HOUR_OVER), page_word(e->page, WORD_DELETE_TOO_LATE), back,
		    page_word(e->page, WORD_THE_COMMENT));
	else
		serve_page(e->front, e->x, page_confirm(e->page, page_word(e->page, WORD_DELETE_QUESTION),
		    e->about.comment.text, errand_url(e, make_token(e, ORDER_DELETE, STR_NONE)),
		    page_word(e->page, WORD_DELETE_YES), back));
}

static void show_comment(struct errand *e, struct str id);

static enum status
may_write(const struct front *f, const struct exchange *x)
{
	enum status identity = input_identity(&x->request);

	return identity == STATUS_NEED_CERTIFICATE && f->site->config->anonymous ? STATUS_OK : identity;
}

/*
 * No certificate where one is needed, or not its time. Many clients show 60 and 62 as an error, and what
 * was written is then gone: so first a page with the text, and from there a link that answers 60.
 */
static void
ask_for_certificate(struct errand *e, const struct step *step, enum status status)
{
	bool late = status == STATUS_BAD_CERTIFICATE, gopher = e->x->request.dialect == DIALECT_GOPHER;
	struct str url = STR_NONE, go_on = page_word(e->page, WORD_GO_ON_CERTIFIED);

	if (e->whole.n == 0 || str_eq(e->step, STR(CERTIFIED)) || e->x->request.titan) {
		response_set(&e->x->response, status, STR_NONE);
		return;
	}
	if (!gopher && (!e->has_about || (step != NULL && step->kind == ORDER_PUBLISH))) {
		url = url_with_text(e, STR(CERTIFIED), e->whole);
	} else if (!gopher) {
		url = page_comment_url(e->page, e->post, e->about.comment.id);
		go_on = page_word(e->page, WORD_COMMENT_MEANT);
	}
	give_back(e, page_word(e->page, late ? WORD_CERTIFICATE_LATE : WORD_CERTIFICATE_FIRST),
	    page_word(e->page, late ? WORD_CERTIFICATE_LATE_WHY : gopher ? WORD_CERTIFICATE_FIRST_GOPHER :
	    WORD_CERTIFICATE_FIRST_WHY), url, go_on);
}

static void
write_comment(struct errand *e)
{
	const struct front *f = e->front;
	const struct step *step = find_step(e->step);
	enum comments_mode mode = site_comments_mode(f->site, e->post, e->x->request.now);
	enum status identity = may_write(f, e->x);

	if (identity != STATUS_OK) {
		ask_for_certificate(e, step, identity);
	} else if (take_decision(e)) {
		return;
	} else if (str_eq(e->step, STR(DELETE)) && e->has_about) {
		ask_to_delete(e);
	} else if (mode == COMMENTS_CLOSED) {
		give_back(e, page_word(e->page, WORD_CLOSED_TITLE), page_say(e->page, WORD_CLOSED_WHY,
		    .title = e->post->title), STR_NONE, STR_NONE);
	} else if (step != NULL && step->kind != ORDER_PUBLISH && !e->has_about) {
		if (e->whole.n > 0)
			give_back(e, page_word(e->page, WORD_NO_COMMENT_NAMED), page_word(e->page,
			    WORD_NO_COMMENT_NAMED_WHY), prompt_url(e), page_word(e->page, WORD_LEAVE_A_COMMENT));
	} else if (step == NULL && !e->has_text && e->has_about) {
		/* A token that is too old, for something that needs no words: back to the comment. */
		show_comment(e, e->about.comment.id);
	} else if (!e->has_text) {
		response_set(&e->x->response, STATUS_INPUT, page_word(e->page, step == NULL ?
		    WORD_WRITE_A_COMMENT : step->prompt));
	} else {
		take_text(e, step == NULL ? ORDER_PUBLISH : step->kind);
	}
}

/* --- one comment --- */

/* The comment that is called so: by its ID or by that one's letters. */
static bool
find_about(struct errand *e, struct str ref)
{
	int root = e->front->site->root;

	e->about.post = e->post->name;
	e->has_about = comments_get_ref(root, e->post->name, ref, &e->x->arena, &e->about.box,
	    &e->about.comment, NULL) == 0;
	e->ref = e->has_about ? comments_ref(root, e->post->name, e->about.comment.id) : STR_NONE;
	return e->has_about;
}

static void
show_comment(struct errand *e, struct str id)
{
	const struct front *f = e->front;
	struct comment_tools tools = { .answer_url = STR_NONE };
	struct exchange *x = e->x;
	bool open = site_comments_mode(f->site, e->post, x->request.now) == COMMENTS_OPEN;
	bool gopher = x->request.dialect == DIALECT_GOPHER;

	if (!find_about(e, id)) {
		serve_page(f, x, page_comment_gone(e->page, e->post));
		return;
	}
	/* Else whoever writes something has it shown here to all the world, whatever the author decides. */
	tools.hides = e->about.box == BOX_HELD && !config_is_owner(f->site->config, &x->request.who.fingerprint) &&
	    !writer_is(f->secret, e->post->name, &e->about.comment, reader_of(x), identity_of(x));
	if (open && (e->about.box == BOX_PUBLISHED || config_is_owner(f->site->config,
	    &x->request.who.fingerprint)))
		tools.answer_url = prompt_url(e);
	if (open && may_change(e, true))
		tools.add_url = errand_url(e, STR("add-to-the-text"));
	if (open && may_change(e, false))
		tools.edit_url = errand_url(e, STR("edit-my-comment"));
	if (may_change(e, false))
		tools.delete_url = errand_url(e, STR(DELETE));
	if (!gopher && x->request.who.given && config_is_owner(f->site->config, &x->request.who.fingerprint)) {
		if (e->about.box == BOX_HELD)
			tools.let_url = errand_url(e, make_token(e, ORDER_LET, STR_NONE));
		tools.reject_url = errand_url(e, make_token(e, ORDER_REJECT, STR_NONE));
		tools.block_url = errand_url(e, make_token(e, ORDER_BLOCK, STR_NONE));
	}
	serve_page(f, x, page_comment(e->page, e->post, &e->about, &tools));
}

/* A reader with several certificates is one reader. */
static void
read_identity(const struct errand *e)
{
	struct identity *who = &e->x->request.who;

	if (who->given)
		who->fingerprint = people_main(e->front->site->root, &who->fingerprint);
}

/*
 * The post an address is about. One that was renamed has another ID now; if an alias tells what it was
 * called, prompts and publish links that readers hold still lead to it.
 */
static const struct post *
post_of(const struct site *s, struct str id)
{
	const struct post *post = site_post_by_id(s, id);

	return post != NULL ? post : site_post_formerly(s, id);
}

/* --- /c/ID5/… --- */

/* What was written: the query, or on Gopher a last part of the selector (a text, or a draft's name). */
static void
take_query(struct errand *e, struct str last)
{
	struct exchange *x = e->x;
	struct str text = x->request.query, carried;

	e->has_text = x->request.has_query;
	if (x->request.dialect == DIALECT_GOPHER && last.n > 0 && uri_decode(&x->arena, last, &carried)) {
		(void)read_draft(e, carried, &carried);
		/* A name for what was written before: as if it had been signed at once. */
		if (str_eq(e->step, STR(SIGN)))
			text = e->has_text ? arena_printf(&x->arena, "%.*s -- %.*s", STR_ARG(carried),
			    STR_ARG(utf8_clean_name(&x->arena, text, NAME_COLUMNS))) : carried;
		else
			text = carried;
		e->has_text = e->has_text || !str_eq(e->step, STR(SIGN));
	} else if (x->request.dialect == DIALECT_GOPHER && !e->has_text) {
		e->has_text = read_draft(e, e->step, &text);
	}
	e->whole = e->text = utf8_clean_text(&x->arena, text);
}

/* The same where there is nothing to do with it any more but to give it back. */
static void
take_lost_text(struct errand *e, struct str rest)
{
	struct str part = STR_NONE, before = STR_NONE;

	while (str_has(rest, '/') && str_cut(&rest, '/', &part))
		before = part;
	e->step = before.n > 0 && rest.n > 0 ? before : rest;
	take_query(e, before.n > 0 ? rest : STR_NONE);
	if (!e->has_text)
		e->whole = STR_NONE;
}

static bool
is_page_number(struct str s, size_t *number)
{
	uint64_t n;

	if (!str_skip(&s, STR("page-")) || !str_number(s, 1000000, &n))
		return false;
	*number = (size_t)n;
	return true;
}

static void
about_post(struct errand *e, struct str rest)
{
	struct str part[3] = { STR_NONE, STR_NONE, STR_NONE };
	size_t n = 0, number;

	while (n < 3 && str_cut(&rest, '/', &part[n]))
		n++;
	/* A text as a last part is Gopher's; on Gemini it is the query. */
	if (rest.n > 0 || (e->x->request.dialect == DIALECT_GEMINI &&
	    (n == 3 || (n == 2 && part[0].n == TOKEN_LETTERS))))
		return;
	if (n == 0) {
		serve_page(e->front, e->x, page_follow_post(e->page, e->post));
	} else if (n == 1 && comment_id_valid(part[0])) {
		show_comment(e, part[0]);
	} else if (n == 1 && is_page_number(part[0], &number)) {
		serve_page(e->front, e->x, page_talk(e->page, e->post, number));
	} else if (part[0].n == TOKEN_LETTERS) {
		e->step = part[0];
		take_query(e, part[1]);
		write_comment(e);
	} else if (part[1].n == TOKEN_LETTERS) {
		e->step = part[1];
		take_query(e, part[2]);
		if (find_about(e, part[0]))
			write_comment(e);
		else if (e->has_text)
			give_back(e, page_word(e->page, WORD_COMMENT_GONE), page_word(e->page,
			    WORD_ANSWERED_GONE_WHY), prompt_url(e), page_word(e->page, WORD_LEAVE_A_COMMENT));
		else
			serve_page(e->front, e->x, page_comment_gone(e->page, e->post));
	}
}

void
input_request(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct str rest = str_from(x->request.path, sizeof("/c/") - 1), id = STR_NONE;
	struct errand e = { .front = f, .x = x, .page = &page };

	read_identity(&e);
	if (personal_request(f, x, &page, rest))
		return;
	if (str_eq(rest, STR("comments"))) {
		serve_page(f, x, page_follow_all(&page));
		return;
	}
	(void)str_cut(&rest, '/', &id);
	e.post = post_of(f->site, id);
	/* Who may not read the post may not read what is said of it. */
	if (e.post != NULL && view_is_out(&v, e.post) && !serve_admits(f, x, e.post->path)) {
		e.post = NULL;
		take_lost_text(&e, rest);
		/* On Gemini the text stands in the address, which a certificate makes good. */
		if (x->request.dialect == DIALECT_GOPHER && e.whole.n > 0)
			give_back(&e, page_word(&page, WORD_POST_CLOSED), page_word(&page, WORD_POST_CLOSED_WHY),
			    STR("/posts/"), page_word(&page, WORD_ALL_POSTS));
		return;
	}
	if (e.post != NULL && !view_is_out(&v, e.post))
		e.post = NULL;
	if (e.post != NULL)
		begin_post(f, x, &page, e.post);
	if (e.post == NULL) {
		take_lost_text(&e, rest);
		if (e.whole.n > 0)
			give_back(&e, page_word(&page, WORD_POST_GONE), page_word(&page, WORD_POST_GONE_WHY),
			    STR("/posts/"), page_word(&page, WORD_ALL_POSTS));
	} else if (site_comments_mode(f->site, e.post, x->request.now) != COMMENTS_OFF) {
		about_post(&e, rest);
	} else {
		take_lost_text(&e, rest);
		if (e.whole.n > 0)
			give_back(&e, page_word(&page, WORD_COMMENTS_OFF), page_word(&page,
			    WORD_COMMENTS_OFF_WHY), STR_NONE, STR_NONE);
	}
}

/* /c/ID5/[REF/]STEP where something can be sent to: its post and its step. STATUS_OK, or why not. */
static enum status
take_target(struct errand *e, const struct step **step, struct str *ref)
{
	struct str rest = e->x->request.path, id = STR_NONE, part[2] = { STR_NONE, STR_NONE };
	struct page page;
	struct view v;
	size_t n = 0;

	page = begin_page(e->front, e->x, &v);
	if (!str_skip(&rest, STR("/c/")) || !str_cut(&rest, '/', &id))
		return STATUS_NOT_FOUND;
	while (n < 2 && str_cut(&rest, '/', &part[n]))
		n++;
	if (n == 0 || rest.n > 0)
		return STATUS_NOT_FOUND;
	e->post = post_of(e->front->site, id);
	e->step = part[n - 1];
	*ref = n == 2 ? part[0] : STR_NONE;
	*step = find_step(e->step);
	if (e->post == NULL || !view_is_out(&v, e->post) || *step == NULL || str_eq(e->step, STR(SIGN)) ||
	    site_comments_mode(e->front->site, e->post, e->x->request.now) != COMMENTS_OPEN)
		return STATUS_NOT_FOUND;
	begin_post(e->front, e->x, &page, e->post);
	return view_admits(&v, e->post);
}

enum status
input_may_upload(const struct front *f, struct exchange *x, size_t size)
{
	struct errand e = { .front = f, .x = x };
	const struct step *step;
	struct str ref;
	enum status status;

	if ((status = take_target(&e, &step, &ref)) != STATUS_OK || (status = may_write(f, x)) != STATUS_OK)
		return status;
	return step->kind != ORDER_PUBLISH && size > CLERK_PROMPT_MAX ? STATUS_BAD_REQUEST : STATUS_OK;
}

/* Why this reader may not change this comment: he may be another, or he may be too late. */
static void
refuse_change(struct errand *e)
{
	const struct comment *c = &e->about.comment;
	const struct digest *identity = identity_of(e->x);

	if (identity == NULL && c->has_identity)
		response_set(&e->x->response, STATUS_NEED_CERTIFICATE, STR_NONE);
	else if (identity == NULL || !c->has_identity ||
	    memcmp(identity->byte, c->identity.byte, DIGEST_SIZE) != 0)
		response_set(&e->x->response, STATUS_NOT_ALLOWED, words_get(e->x->words, WORD_COMMENT_NOT_YOURS));
	else
		response_set(&e->x->response, STATUS_BAD_REQUEST, words_get(e->x->words,
		    WORD_CHANGE_TOO_LATE));
}

void
input_edit(const struct front *f, struct exchange *x)
{
	struct errand e = { .front = f, .x = x };
	const struct step *step;
	struct str ref;
	enum status status;

	if ((status = take_target(&e, &step, &ref)) != STATUS_OK || (status = may_write(f, x)) != STATUS_OK) {
		response_set(&x->response, status, STR_NONE);
		return;
	}
	read_identity(&e);
	if ((ref.n > 0 || step->kind != ORDER_PUBLISH) && !find_about(&e, ref)) {
		response_set(&x->response, STATUS_NOT_FOUND, words_get(x->words, WORD_COMMENT_GONE));
		return;
	}
	if (step->kind != ORDER_PUBLISH && !may_change(&e, step->kind == ORDER_ADD)) {
		refuse_change(&e);
		return;
	}
	/*
	 * Plain text: that is what the reader wrote, whatever lines in it may look like, and as what Lagrange
	 * sends it back. Empty where the upload makes something new, so that a client's editor opens on it.
	 */
	x->response.kind = RESPONSE_BYTES;
	x->response.status = STATUS_OK;
	x->response.meta = STR("text/plain");
	x->response.bytes = step->kind == ORDER_EDIT ? e.about.comment.text : STR_NONE;
}

char
input_item_type(struct str path)
{
	struct str part;

	(void)str_skip(&path, STR("/c/"));
	if (personal_is(path))
		return 'h';
	while (str_cut(&path, '/', &part))
		if (find_step(part) != NULL)
			return '7';
	return '1';
}

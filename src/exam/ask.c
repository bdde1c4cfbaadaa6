#include "exam/look.h"

#include <stdlib.h>

#include "base/mem.h"
#include "capsule/visitor.h"
#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

#define BUCKETS 16384

struct one {
	struct one *next;
	struct str path, query;
	bool has_query;
	struct answer answer;
};

/* By path and query. Lives in the examination's arena. */
struct asked {
	struct one *buckets[BUCKETS];
	size_t n;
	struct one last;		/* in the place of one that is not kept */
};

/* FNV-1a */
static size_t
bucket_of(struct str path, struct str query)
{
	uint64_t h = 0xcbf29ce484222325u;

	for (size_t i = 0; i < path.n; i++)
		h = (h ^ (unsigned char)path.p[i]) * 0x100000001b3u;
	for (size_t i = 0; i < query.n; i++)
		h = (h ^ (unsigned char)query.p[i]) * 0x100000001b3u;
	return (size_t)(h % BUCKETS);
}

static void
begin(const struct look *l, struct exchange *x, enum dialect dialect, struct str path, struct str query,
    bool has_query)
{
	*x = (struct exchange){ .response = { .fd = -1 } };
	response_init(&x->response);
	x->request = (struct request){ .dialect = dialect, .path = arena_str(&x->arena, path),
	    .query = arena_str(&x->arena, query), .has_query = has_query, .now = l->source->now };
}

static bool
is_redirect(const struct response *r)
{
	return r->kind == RESPONSE_HEADER && (r->status == STATUS_REDIRECT || r->status == STATUS_MOVED);
}

bool
ask_is_good(enum status s)
{
	return s == STATUS_OK || s == STATUS_INPUT || s == STATUS_NEED_CERTIFICATE || s == STATUS_NOT_ALLOWED ||
	    s == STATUS_REDIRECT || s == STATUS_MOVED;
}

static enum status
status_of(const struct response *r)
{
	return r->kind == RESPONSE_HEADER ? r->status : STATUS_OK;
}

/* One hop: a folder without its slash, an old address. */
static enum status
follow(const struct look *l, enum dialect dialect, struct str target)
{
	struct exchange x;
	struct uri u = uri_split(target);
	struct str path;
	enum status status = STATUS_NOT_FOUND;

	begin(l, &x, dialect, STR("/"), STR_NONE, false);
	if (uri_path_decode(&x.arena, u.path, &path) == URI_PATH_OK) {
		x.request.path = path;
		serve_request(&l->front, &x);
		status = status_of(&x.response);
	}
	exchange_release(&x);
	return status;
}

static enum status
visit(struct look *l, enum dialect dialect, struct one *o)
{
	struct exchange x;
	enum status status;

	begin(l, &x, dialect, o->path, o->query, o->has_query);
	serve_request(&l->front, &x);
	status = status_of(&x.response);
	if (is_redirect(&x.response)) {
		if (dialect == DIALECT_GEMINI)
			o->answer.moved = arena_str(&l->arena, x.response.meta);
		status = follow(l, dialect, x.response.meta);
	} else if (dialect == DIALECT_GEMINI) {
		o->answer.is_file = ask_is_good(status);
	}
	exchange_release(&x);
	return status;
}

/* The owner, with a certificate of this day. */
static bool
visit_as_owner(const struct look *l, const struct one *o)
{
	struct exchange x;
	bool good;

	if (l->config.n_owners == 0)
		return site_post_at(l->site, o->path) != NULL;
	begin(l, &x, DIALECT_GEMINI, o->path, o->query, o->has_query);
	x.request.who = (struct identity){ .given = true, .fingerprint = l->config.owners[0],
	    .not_before = l->source->now - 1, .not_after = l->source->now + 1 };
	serve_request(&l->front, &x);
	good = ask_is_good(status_of(&x.response));
	exchange_release(&x);
	return good;
}

/* A place for an answer: kept, or (when there are too many) the one that is used again and again. */
static struct one *
place_for(struct look *l, struct str path, struct str query, bool has_query)
{
	struct asked *all = l->asked;
	struct one *o = &all->last;

	if (all->n < ASKED_MAX) {
		struct one **head = &all->buckets[bucket_of(path, query)];

		o = arena_new(&l->arena, 1, sizeof(*o));
		o->next = *head;
		*head = o;
		all->n++;
	} else {
		*o = (struct one){ .next = NULL };
	}
	o->path = arena_str(&l->arena, path);
	o->query = arena_str(&l->arena, query);
	o->has_query = has_query;
	return o;
}

struct answer *
ask(struct look *l, struct str path, struct str query, bool has_query)
{
	struct one *o;

	if (l->asked == NULL)
		l->asked = mem_new(1, sizeof(*l->asked));
	for (o = l->asked->buckets[bucket_of(path, query)]; o != NULL; o = o->next)
		if (str_eq(o->path, path) && str_eq(o->query, query) && o->has_query == has_query)
			return &o->answer;
	o = place_for(l, path, query, has_query);
	o->answer.gemini = visit(l, DIALECT_GEMINI, o);
	o->answer.gopher = visit(l, DIALECT_GOPHER, o);
	if (!ask_is_good(o->answer.gemini))
		o->answer.owner = visit_as_owner(l, o);
	return &o->answer;
}

void
ask_forget(struct look *l)
{
	free(l->asked);
	l->asked = NULL;
}

/* --- headings --- */

/* What is compared: letters and digits alone, of any case. */
static struct str
letters_of(struct arena *a, struct str s)
{
	struct str rest = utf8_fold(a, s);
	struct buf b;

	buf_init(&b, rest.n);
	while (rest.n > 0) {
		uint32_t c = utf8_next(&rest);

		if (utf8_is_letter(c))
			utf8_put(&b, c);
	}
	s = arena_str(a, buf_str(&b));
	buf_release(&b);
	return s;
}

/* The page as a visitor on Gemini has it. NULL: it is none. */
static struct doc *
page_of(struct exchange *x)
{
	struct response *r = &x->response;
	struct doc *d;
	struct str text;

	if (r->kind == RESPONSE_PAGE)
		return r->doc;
	if (r->kind != RESPONSE_FILE || !str_eq(r->meta, STR("text/gemini")) || r->size > EXAM_TEXT_MAX ||
	    !reply_read(x, &text))
		return NULL;
	d = doc_new(&x->arena);
	doc_parse(d, text);
	return d;
}

static void
read_headings(struct look *l, struct answer *to, struct str path)
{
	struct exchange x;
	const struct doc *d;

	begin(l, &x, DIALECT_GEMINI, path, STR_NONE, false);
	serve_request(&l->front, &x);
	d = page_of(&x);
	to->knows_headings = true;
	to->has_headings = d != NULL;
	if (d != NULL) {
		size_t n = 0;

		for (size_t i = 0; i < d->n; i++)
			n += d->lines[i].kind == GEMTEXT_HEADING;
		to->headings = arena_new(&l->arena, n, sizeof(*to->headings));
		for (size_t i = 0; i < d->n; i++)
			if (d->lines[i].kind == GEMTEXT_HEADING)
				to->headings[to->n_headings++] = letters_of(&l->arena, d->lines[i].text);
	}
	exchange_release(&x);
}

bool
ask_heading(struct look *l, struct answer *answer, struct str path, struct str fragment)
{
	struct arena a = { NULL };
	struct str wanted;
	bool found;

	if (!answer->knows_headings)
		read_headings(l, answer, path);
	if (!uri_decode(&a, fragment, &wanted))
		wanted = fragment;
	wanted = letters_of(&a, wanted);
	found = !answer->has_headings || wanted.n == 0;
	for (size_t i = 0; i < answer->n_headings && !found; i++)
		found = str_eq(answer->headings[i], wanted);
	arena_release(&a);
	return found;
}

/* --- Gopher --- */

enum status
ask_gopher(struct look *l, struct str selector)
{
	struct exchange x;
	struct buf out;
	enum status status;

	begin(l, &x, DIALECT_GOPHER, STR("/"), STR_NONE, false);
	buf_init(&out, REPLY_MAX);
	(void)serve_gopher(&l->front, arena_str(&x.arena, selector), &x, &out);
	status = status_of(&x.response);
	buf_release(&out);
	exchange_release(&x);
	return status;
}

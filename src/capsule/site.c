#include "capsule/site.h"

#include <stdlib.h>
#include <string.h>

#include "capsule/sort.h"
#include "format/utf8.h"

#include "base/banned.h"

/* --- finding --- */

struct post *
site_post_named(const struct site *s, struct str name)
{
	struct post key = { .name = name }, *k = &key, **at;

	if (s->n_by_name == 0)
		return NULL;
	at = bsearch(&k, s->by_name, s->n_by_name, sizeof(*s->by_name), sort_by_name);
	return at == NULL ? NULL : *at;
}

struct post *
site_post_at(const struct site *s, struct str path)
{
	struct post key = { .path = path }, *k = &key, **at;

	if (s->n_by_path == 0)
		return NULL;
	at = bsearch(&k, s->by_path, s->n_by_path, sizeof(*s->by_path), sort_by_path);
	return at == NULL ? NULL : *at;
}

struct post *
site_post_by_id(const struct site *s, struct str id)
{
	struct post_id key = { .post = NULL }, *at;

	if (id.n < SITE_ID_MIN || id.n > POST_KEY || str_has(id, '\0') || s->n_posts == 0)
		return NULL;
	memcpy(key.id, id.p, id.n);
	at = bsearch(&key, s->ids, s->n_posts, sizeof(*s->ids), sort_by_id);
	return at == NULL ? NULL : at->post;
}

struct post *
site_post_formerly(const struct site *s, struct str id)
{
	char key[POST_KEY];

	if (id.n < SITE_ID_MIN || id.n > POST_KEY)
		return NULL;
	for (size_t i = 0; i < s->n_aliases; i++) {
		struct str name = s->aliases[i].path;
		struct digest d;

		if (!str_skip(&name, STR("/posts/")) || !str_drop(&name, STR(".gmi")))
			continue;
		d = digest_of(name);
		digest_letters(&d, key, POST_KEY);
		if (str_eq(id, (struct str){ key, id.n }))
			return s->aliases[i].post;
	}
	return NULL;
}

const char *
site_id_of(const struct site *s, const struct post *p)
{
	struct post_id key = { .post = NULL }, *at;

	/* Its ID is some head of its key: the first of them that stands for this very post. */
	for (size_t n = SITE_ID_MIN; n <= POST_KEY && s->n_posts > 0; n++) {
		memcpy(key.id, p->key, n);
		at = bsearch(&key, s->ids, s->n_posts, sizeof(*s->ids), sort_by_id);
		if (at != NULL && at->post == p)
			return at->id;
	}
	return "";
}

/* The first of those that claim this path, the newest post's; n_aliases: none does. */
static size_t
first_alias(const struct site *s, struct str path)
{
	size_t low = 0, high = s->n_aliases;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(s->aliases[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->n_aliases && str_eq(s->aliases[low].path, path) ? low : s->n_aliases;
}

struct post *
site_post_aliased(const struct site *s, struct str path)
{
	size_t i = first_alias(s, path);

	return i < s->n_aliases ? s->aliases[i].post : NULL;
}

const struct tag *
site_tag(const struct site *s, struct str key)
{
	struct tag k = { .key = key };

	return s->n_tags == 0 ? NULL : bsearch(&k, s->tags, s->n_tags, sizeof(*s->tags), sort_by_key);
}

const struct thread *
site_thread(const struct site *s, struct str post)
{
	struct thread key = { .post = post };

	return s->n_threads == 0 ? NULL :
	    bsearch(&key, s->threads, s->n_threads, sizeof(*s->threads), sort_by_post);
}

struct str
tag_key(struct arena *a, struct str tag)
{
	struct str folded = utf8_fold(a, tag);
	char *key = arena_cstr(a, folded);

	for (size_t i = 0; i < folded.n; i++)
		if (ascii_is_control(key[i]) || str_has(STR(" /?#%"), key[i]))
			key[i] = '-';
	if (folded.n > 0 && key[0] == '.')
		key[0] = '-';			/* no dot segment, nothing hidden */
	return (struct str){ key, folded.n };
}

/* --- seeing --- */

bool
site_is_shadowed(const struct site *s, const struct post *p)
{
	for (size_t i = 0; i < s->n_shadowed; i++)
		if (s->shadowed[i] == p)
			return true;
	return false;
}

/* Does the post have an address, and is its time not over? */
static bool
is_alive(const struct view *v, const struct post *p)
{
	return !p->broken && !p->gone && !site_is_shadowed(v->site, p) && (p->expiry == 0 || v->now < p->expiry);
}

bool
view_is_out(const struct view *v, const struct post *p)
{
	return !p->draft && p->date <= v->now && is_alive(v, p) &&
	    (v->dialect == DIALECT_GEMINI ? p->gemini : p->gopher);
}

enum status
view_admits(const struct view *v, const struct post *p)
{
	struct arena a = { NULL };
	struct visitor anybody = { .root = v->site->root, .config = v->site->config, .now = v->now,
	    .arena = &a };
	enum status status = visitor_admits(v->visitor != NULL ? v->visitor : &anybody, p->path);

	arena_release(&a);
	return status;
}

bool
view_shows(const struct view *v, const struct post *p)
{
	return view_is_out(v, p) && view_admits(v, p) == STATUS_OK;
}

bool
view_previews(const struct view *v, const struct post *p)
{
	return v->visitor != NULL && v->dialect == DIALECT_GEMINI && (p->draft || p->date > v->now) &&
	    is_alive(v, p) && visitor_is_owner(v->visitor) && view_admits(v, p) == STATUS_OK;
}

bool
view_is_over(const struct view *v, const struct post *p)
{
	/* What was behind a door is not to be known of either. */
	return !p->draft && (p->gone || (p->expiry != 0 && p->expiry <= v->now)) &&
	    view_admits(v, p) == STATUS_OK;
}

struct post *
view_post_aliased(const struct view *v, struct str path)
{
	const struct site *s = v->site;
	struct post *over = NULL;

	for (size_t i = first_alias(s, path); i < s->n_aliases && str_eq(s->aliases[i].path, path); i++) {
		if (view_shows(v, s->aliases[i].post))
			return s->aliases[i].post;
		if (over == NULL && view_is_over(v, s->aliases[i].post))
			over = s->aliases[i].post;
	}
	return over;
}

size_t
view_first(const struct view *v)
{
	size_t low = 0, high = v->site->n_posts;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (v->site->posts[middle]->date > v->now)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct post *
view_neighbour(const struct view *v, const struct post *p, bool newer)
{
	const struct site *s = v->site;
	struct post *const *at;
	size_t i;

	if (s->n_posts == 0)
		return NULL;
	at = bsearch(&p, s->posts, s->n_posts, sizeof(*s->posts), sort_by_date);
	if (at == NULL)
		return NULL;
	i = (size_t)(at - s->posts);
	while (newer ? i > 0 : i + 1 < s->n_posts) {
		i = newer ? i - 1 : i + 1;
		if (view_shows(v, s->posts[i]))
			return s->posts[i];
	}
	return NULL;
}

enum comments_mode
site_comments_mode(const struct site *s, const struct post *p, int64_t now)
{
	const struct config *c = s->config;
	int mode = c->comments == COMMENTS_OFF || p->comments == COMMENTS_UNSAID ? c->comments : p->comments;

	/* What the post itself says stands for ever. */
	if (mode == COMMENTS_OPEN && p->comments == COMMENTS_UNSAID && c->close_after > 0 &&
	    now >= p->date + (int64_t)c->close_after * TIME_DAY)
		mode = COMMENTS_CLOSED;
	return (enum comments_mode)mode;
}

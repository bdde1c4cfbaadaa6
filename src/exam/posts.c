#include "exam/look.h"

#include "capsule/check.h"
#include "format/frontmatter.h"
#include "page/page.h"

#include "base/banned.h"

/* A post's file that is being looked at. */
struct sheet {
	struct look *look;
	const struct post *post;
	struct arena arena;
	struct str file;		/* posts/NAME.gmi */
	struct str text, body;
	struct frontmatter fm;
};

static struct fault_at
at_file(const struct sheet *s)
{
	return (struct fault_at){ s->file, 0, 0 };
}

static struct fault_at
at_key(const struct sheet *s, const char *key)
{
	return look_key(s->file, str_head(s->text, s->text.n - s->body.n), str_of(key));
}

/* --- what the reader of front matter says --- */

/* A near miss has a line; an alias that is none has the file alone. */
static void
hear(void *ctx, struct error_at at, const char *text)
{
	struct sheet *s = ctx;
	struct fault_at where = { s->file, at.line, at.col };

	if (at.path == NULL)		/* the whole of it is in the text: why it is broken */
		fault_add_message(s->look->found, FAULT_POST_BROKEN, where, str_of(text));
	else
		fault_add_message(s->look->found, at.line > 0 ? FAULT_POST_KEY : FAULT_POST_ALIAS,
		    at.line > 0 ? where : at_key(s, "aliases"), str_of(text));
}

/* False: it cannot be read as a post, and that has been told. */
static bool
read_sheet(struct sheet *s)
{
	const struct field_notes notes = { hear, s };
	struct frontmatter fm;
	bool good;

	if (!look_read(s->look, s->file, POST_MAX_BYTES, &s->arena, &s->text))
		s->text = STR_NONE;
	good = s->text.n > 0 && frontmatter_read(s->text, "", &s->arena, NULL, &fm, &s->body, NULL) == 0;
	post_unref(post_load(s->look->root, s->post->name, NULL, false, &notes, NULL));
	if (good)
		s->fm = fm;
	return good;
}

/* --- dates --- */

static int64_t
day_of(const struct when *w)
{
	return (w->utc + w->offset) / TIME_DAY;
}

/* "2024-03-01T10:00", without anything that says where on earth that is. */
static bool
lacks_zone(struct str written)
{
	struct str rest = str_from(written, 11);

	return written.n > 11 && !str_has(rest, 'Z') && !str_has(rest, 'z') && !str_has(rest, '+') &&
	    !str_has(rest, '-');
}

/* What stands behind the key on its line, without a comment or quotes. */
static struct str
value_at(const struct sheet *s, struct fault_at at)
{
	struct str rest = s->text, line = STR_NONE, value;

	for (size_t n = 0; n < at.line && str_line(&rest, &line);)
		n++;
	line = str_from(line, at.col == 0 ? 0 : at.col - 1);
	(void)str_cut(&line, '#', &value);
	value = str_trim(value);
	if (str_starts(value, STR("\"")) || str_starts(value, STR("'")))
		value = str_head(str_from(value, 1), value.n > 1 ? value.n - 2 : 0);
	return value;
}

static void
look_at_dates(struct sheet *s)
{
	struct faults *f = s->look->found;
	const struct frontmatter *fm = &s->fm;
	struct fault_at at = at_key(s, "date"), updated = at_key(s, "updated");
	struct str value = at.line > 0 ? value_at(s, at) : STR_NONE;
	struct when named;
	bool has_name = post_named_date(s->post->name, &named);

	if (!fm->date.given && !has_name)
		fault_add(f, FAULT_POST_UNDATED, at_file(s), "no date");
	if (fm->date.given && has_name && day_of(&fm->date.when) != day_of(&named))
		fault_add(f, FAULT_POST_DATE, at, "date is %.*s, but the file is called %.*s", STR_ARG(value),
		    STR_ARG(str_head(s->post->name, 150)));
	if (fm->date.given && fm->date.when.has_time && lacks_zone(value))
		fault_add(f, FAULT_POST_ZONE, at, "date is %.*s", STR_ARG(value));
	if (fm->updated.given && (fm->date.given || has_name)) {
		const struct when *date = fm->date.given ? &fm->date.when : &named;
		bool whole = date->has_time && fm->updated.when.has_time;

		if (whole ? fm->updated.when.utc < date->utc : day_of(&fm->updated.when) < day_of(date))
			fault_add(f, FAULT_POST_UPDATED, updated, "updated is before date");
	}
	if (s->post->date > s->look->source->now && !s->post->draft)
		fault_add(f, FAULT_POST_FUTURE, at.line > 0 ? at : at_file(s), "the post is not shown before its "
		    "date");
}

/* --- names and addresses --- */

/* Letters that stand for themselves in every address: RFC 3986 section 2.3. */
static bool
is_plain(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_letter(s.p[i]) && !ascii_is_digit(s.p[i]) && !str_has(STR("-._~/"), s.p[i]))
			return false;
	return true;
}

static void
look_at_name(struct sheet *s)
{
	struct faults *f = s->look->found;
	struct str slug = s->fm.slug;

	(void)str_drop(&slug, STR(".gmi"));
	if (slug.n > 0 && (slug.p[0] == '.' || str_has(slug, '/')))
		fault_add(f, FAULT_POST_SLUG, at_key(s, "slug"), "slug is %.*s", STR_ARG(str_head(slug, 150)));
	if (!is_plain(s->post->path))
		fault_add(f, FAULT_POST_NAME, s->fm.slug.n > 0 ? at_key(s, "slug") : at_file(s), "the address is %.*s",
		    STR_ARG(str_head(s->post->path, 150)));
	if (site_is_shadowed(s->look->site, s->post))
		fault_add(f, FAULT_POST_ADDRESS, s->fm.slug.n > 0 ? at_key(s, "slug") : at_file(s), "%.*s is the "
		    "address of posts/%.*s.gmi, too", STR_ARG(str_head(s->post->path, 100)),
		    STR_ARG(str_head(site_post_at(s->look->site, s->post->path)->name, 100)));
}

/* An old address is looked for only where nothing else is found. */
static void
look_at_aliases(struct sheet *s)
{
	for (size_t i = 0; i < s->post->n_aliases; i++) {
		struct str alias = s->post->aliases[i];

		if (str_has(alias, '?') || site_post_at(s->look->site, alias) != NULL ||
		    !ask(s->look, alias, STR_NONE, false)->is_file)
			continue;
		fault_add(s->look->found, FAULT_POST_ALIAS_TAKEN, at_key(s, "aliases"), "alias %.*s is the address of "
		    "something that is there", STR_ARG(str_head(alias, 150)));
	}
}

/* --- the text --- */

static size_t
lines_before(struct str text, struct str body)
{
	struct str head = str_head(text, text.n - body.n);
	size_t n = 0;

	for (size_t i = 0; i < head.n; i++)
		n += head.p[i] == '\n';
	return n;
}

static void
look_at_body(struct sheet *s)
{
	struct look *l = s->look;
	struct view v = { l->site, l->source->now, DIALECT_GEMINI, NULL };
	struct link_page page = { l, s->post->path, s->post->gemini, s->post->gopher, view_is_out(&v, s->post) };
	struct text_exam t = { l->found, s->file, lines_before(s->text, s->body), (size_t)l->config.gopher_width,
	    true, s->post->gopher, l->source->now, links_examine, &page };

	v.dialect = DIALECT_GOPHER;
	page.is_out = page.is_out || view_is_out(&v, s->post);
	text_examine(&t, s->body);
	if (s->body.n == s->text.n || !str_starts(s->text, STR("\xef\xbb\xbf")))
		return;
	fault_add(l->found, FAULT_TEXT_BOM, (struct fault_at){ s->file, 1, 1 }, "a byte order mark");
}

static void
look_at_post(struct look *l, const struct post *post)
{
	struct sheet s = { .look = l, .post = post };

	s.file = arena_printf(&s.arena, "posts/%.*s.gmi", STR_ARG(post->name));
	l->counts->posts++;
	l->counts->drafts += post->draft;
	if (read_sheet(&s)) {
		look_at_dates(&s);
		look_at_name(&s);
		look_at_aliases(&s);
		look_at_body(&s);
	}
	arena_release(&s.arena);
}

/* --- all together --- */

/* "alias /x is …", "id x is …": told of a file alone, but the key is known. */
static void
hear_clash(void *ctx, struct error_at at, const char *text)
{
	struct look *l = ctx;
	struct arena a = { NULL };
	struct fault_at where = { str_of(at.path), at.line, at.col };
	struct str file;

	if (look_read(l, where.file, POST_MAX_BYTES, &a, &file))
		where = look_key(where.file, file, str_starts(str_of(text), STR("alias")) ? STR("aliases") : STR("id"));
	fault_add_message(l->found, FAULT_POST_CLASH, where, str_of(text));
	arena_release(&a);
}

/* All posts of a language have the same room, but for a letter of their IDs: one is named for all. */
static void
look_at_room(struct look *l)
{
	struct arena a = { NULL };
	struct view v = { l->site, l->source->now, DIALECT_GEMINI, NULL };
	struct page page = { .view = &v, .arena = &a, .capsule = l->front.gemini, .words = words_english() };
	const struct post *least = NULL;
	size_t room = EXAM_ROOM, n = 0;

	for (size_t i = 0; i < l->site->n_posts; i++) {
		const struct post *p = l->site->posts[i];
		struct str url = page_step_url(&page, p, STR_NONE, STR("leave-a-comment"));
		size_t here = talk_room(&page, url, p);

		if (here >= EXAM_ROOM || !p->gemini || site_comments_mode(l->site, p, v.now) != COMMENTS_OPEN)
			continue;
		n++;
		if (here < room) {
			room = here;
			least = p;
		}
	}
	if (least != NULL)
		fault_add(l->found, FAULT_POST_ROOM, (struct fault_at){ arena_printf(&a, "posts/%.*s.gmi",
		    STR_ARG(least->name)), 0, 0 }, "a comment's prompt leaves room for %zu characters; so little, or "
		    "nearly, under %zu post%s", room, n, n == 1 ? "" : "s");
	arena_release(&a);
}

void
look_at_posts(struct look *l)
{
	const struct field_notes clashes = { hear_clash, l };

	for (size_t i = 0; i < l->site->n_by_name; i++) {
		look_progress(l, "posts", i, l->site->n_by_name);
		look_at_post(l, l->site->by_name[i]);
	}
	check_site(l->site, NULL, &clashes);
	look_at_room(l);
}

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/time.h"
#include "capsule/comments.h"
#include "capsule/post.h"
#include "cli/moving.h"
#include "format/excerpt.h"
#include "format/html.h"
#include "format/html_text.h"
#include "format/uri.h"
#include "format/utf8.h"
#include "format/wxr.h"

#include "base/banned.h"

#define PIECE (64 << 10)		/* bytes that are read at a time */
#define OFFSET_MAX (14 * 3600)		/* no place on earth is further from UTC */
#define NAME_MAX_BYTES 120		/* of a post's name: a date, a slug, a number */

enum kind { KIND_LEFT, KIND_POST, KIND_PAGE, KIND_ATTACHMENT };

/* What the first reading keeps of an item. */
struct known {
	uint64_t id;
	enum kind kind;
	struct str name;		/* of the file, without .gmi */
	struct str link, url, title;	/* url, title: an attachment's */
	size_t comments;
	size_t order;
};

/* And of a comment: who answers it must know its file. */
struct answer {
	uint64_t id;
	int64_t utc;
	uint32_t item;
	bool kept;
};

struct author {
	struct str login, name;
};

struct wordpress {
	struct moving *m;
	struct arena arena;
	struct str base;		/* the site's address without scheme and the slash at its end */
	struct known *items;
	size_t n_items, items_cap;
	struct known **by_link, **by_id;
	struct answer *answers;		/* by id once the first reading is over */
	size_t n_answers, answers_cap;
	struct author *authors;
	size_t n_authors, authors_cap;
	bool second;			/* the second reading, which writes */
	size_t at;			/* items[] that is being read, plus one */
	bool changed;			/* the second reading sees another file than the first */
	struct arena item_arena;	/* of the item that is being written */
};

static uint64_t
number(struct str s)
{
	uint64_t n;

	return str_number(str_trim(s), UINT64_MAX / 2, &n) ? n : 0;
}

/* "0000-00-00 00:00:00" is no date. */
static bool
read_date(struct str s, int64_t *utc)
{
	struct when when;

	s = str_trim(s);
	if (str_starts(s, STR("0000")) || !time_parse(s, &when))
		return false;
	*utc = when.utc;
	return true;
}

/* The moment, and how far from UTC the site's clock was. */
static bool
read_moment(struct str local, struct str gmt, int64_t *utc, int64_t *offset)
{
	int64_t here;

	*offset = 0;
	if (!read_date(gmt, utc))
		return read_date(local, utc);
	if (read_date(local, &here) && here - *utc <= OFFSET_MAX && here - *utc >= -OFFSET_MAX)
		*offset = (here - *utc) / 60 * 60;
	return true;
}

/* --- the first reading: what there is --- */

static bool
is_draft(const struct wxr_item *item)
{
	return !str_eq(item->status, STR("publish")) && !str_eq(item->status, STR("future")) &&
	    !str_eq(item->status, STR("inherit")) && item->status.n > 0;
}

static enum kind
kind_of(const struct wxr_item *item)
{
	if (str_eq(item->status, STR("trash")) || str_eq(item->status, STR("auto-draft")))
		return KIND_LEFT;
	if (str_eq(item->type, STR("attachment")))
		return KIND_ATTACHMENT;
	if (str_eq(item->type, STR("page")))	/* only a post can be a draft */
		return is_draft(item) || item->password.n > 0 ? KIND_POST : KIND_PAGE;
	return str_eq(item->type, STR("post")) || item->type.n == 0 ? KIND_POST : KIND_LEFT;
}

static struct str
name_of(struct arena *a, const struct wxr_item *item)
{
	struct str slug = item->name, plain;
	int64_t utc, offset;
	char date[TIME_DATE_SIZE];

	if (uri_decode(a, slug, &plain))
		slug = plain;
	slug = moving_slug(a, slug.n > 0 ? slug : html_decode(a, item->title));
	if (slug.n == 0)
		slug = arena_printf(a, "post-%llu", (unsigned long long)number(item->id));
	if (str_eq(item->type, STR("page")) || !read_moment(item->date, item->date_gmt, &utc, &offset))
		return slug;
	time_write_date(date, utc, (int32_t)offset);
	return arena_printf(a, "%s-%.*s", date, STR_ARG(slug));
}

static void
know_item(struct wordpress *w, const struct wxr_site *site, const struct wxr_item *item)
{
	struct arena *a = &w->arena;
	struct known k = { .id = number(item->id), .kind = kind_of(item), .order = w->n_items };

	if (w->base.n == 0) {
		struct uri u = uri_split(site->link);

		w->base = arena_printf(a, "%.*s%.*s", STR_ARG(u.authority), STR_ARG(u.path));
		(void)str_drop(&w->base, STR("/"));
	}
	if (k.kind == KIND_POST || k.kind == KIND_PAGE) {
		k.name = name_of(a, item);
		k.link = arena_str(a, item->link);
	} else if (k.kind == KIND_ATTACHMENT) {
		k.url = arena_str(a, item->attachment_url);
		k.title = arena_str(a, item->title);
	}
	mem_grow((void **)&w->items, &w->items_cap, w->n_items, sizeof(*w->items));
	w->items[w->n_items++] = k;
}

static bool
is_kept(const struct wxr_comment *c)
{
	return (c->type.n == 0 || str_eq(c->type, STR("comment"))) && !str_eq(c->approved, STR("spam")) &&
	    !str_eq(c->approved, STR("trash")) && !str_eq(c->approved, STR("post-trashed"));
}

static void
know_comment(struct wordpress *w, const struct wxr_comment *c)
{
	struct answer answer = { .id = number(c->id), .item = (uint32_t)(w->n_items - 1), .kept = is_kept(c) };
	int64_t offset;

	(void)read_moment(c->date, c->date_gmt, &answer.utc, &offset);
	mem_grow((void **)&w->answers, &w->answers_cap, w->n_answers, sizeof(*w->answers));
	w->answers[w->n_answers++] = answer;
	w->items[w->n_items - 1].comments += answer.kept;
}

static int
by_link(const void *a, const void *b)
{
	const struct known *x = *(const struct known *const *)a, *y = *(const struct known *const *)b;

	return str_cmp(x->link, y->link);
}

static int
by_id(const void *a, const void *b)
{
	const struct known *x = *(const struct known *const *)a, *y = *(const struct known *const *)b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static int
by_name(const void *a, const void *b)
{
	const struct known *x = *(const struct known *const *)a, *y = *(const struct known *const *)b;
	int c = (int)x->kind - (int)y->kind;

	c = c == 0 ? str_cmp(x->name, y->name) : c;
	return c != 0 ? c : by_id(a, b);
}

static int
answer_cmp(const void *a, const void *b)
{
	const struct answer *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static struct known **
sorted(struct wordpress *w, int (*cmp)(const void *, const void *))
{
	struct known **list = mem_new(w->n_items + 1, sizeof(*list));

	for (size_t i = 0; i < w->n_items; i++)
		list[i] = &w->items[i];
	qsort(list, w->n_items, sizeof(*list), cmp);
	return list;
}

/* What would share a file's name gets WordPress's number behind it. */
static void
part_names(struct wordpress *w)
{
	struct known **list = sorted(w, by_name);
	struct str before = STR_NONE;

	for (size_t i = 0; i < w->n_items; i++) {
		struct known *k = list[i];
		bool again = i > 0 && k->kind == list[i - 1]->kind && k->name.n > 0 && str_eq(k->name, before);

		before = k->name;
		if (again)
			k->name = arena_printf(&w->arena, "%.*s-%llu", STR_ARG(k->name), (unsigned long long)k->id);
	}
	free(list);
}

static void
settle_known(struct wordpress *w)
{
	for (size_t i = 0; i < w->n_items; i++)		/* a page has no comments of its own */
		if (w->items[i].kind == KIND_PAGE && w->items[i].comments > 0)
			w->items[i].kind = KIND_POST;
	part_names(w);
	w->by_link = sorted(w, by_link);
	w->by_id = sorted(w, by_id);
	if (w->n_answers > 0)		/* no array, no sorting: qsort() wants one even of nothing */
		qsort(w->answers, w->n_answers, sizeof(*w->answers), answer_cmp);
}

/* --- what is written into a text: links to our own, pictures of galleries --- */

static const struct known *
find_link(const struct wordpress *w, struct str url)
{
	struct known key = { .link = url }, *k = &key, **at;

	at = bsearch(&k, w->by_link, w->n_items, sizeof(*w->by_link), by_link);
	return at == NULL ? NULL : *at;
}

static const struct known *
find_id(const struct wordpress *w, uint64_t id)
{
	struct known key = { .id = id }, *k = &key, **at;

	at = bsearch(&k, w->by_id, w->n_items, sizeof(*w->by_id), by_id);
	return at == NULL ? NULL : *at;
}

static struct str
address_of(struct arena *a, const struct known *k)
{
	return arena_printf(a, "%s%.*s.gmi", k->kind == KIND_POST ? "/posts/" : "/pages/", STR_ARG(k->name));
}

/* An address of the site that was is ours now, if what it leads to has come along. */
static struct str
move_link(void *ctx, struct arena *a, struct str url)
{
	const struct wordpress *w = ctx;
	struct str rest = url, whole;
	const struct known *k;

	if (str_starts(url, STR("/")) && w->base.n > 0)
		rest = url = arena_printf(a, "https://%.*s%.*s", STR_ARG(w->base), STR_ARG(url));
	if (!(str_skip(&rest, STR("https://")) || str_skip(&rest, STR("http://"))) || w->base.n == 0 ||
	    !str_starts(rest, w->base))
		return url;	/* somebody else's */
	(void)str_cut(&rest, '#', &whole);
	for (int i = 0; i < 4; i++) {
		struct str path = i % 2 == 0 ? whole : arena_printf(a, "%.*s/", STR_ARG(whole));

		k = find_link(w, arena_printf(a, "%s://%.*s", i < 2 ? "https" : "http", STR_ARG(path)));
		if (k != NULL && (k->kind == KIND_POST || k->kind == KIND_PAGE))
			return address_of(a, k);
	}
	return url;
}

static struct str
attachment(void *ctx, struct arena *a, struct str id, struct str *label)
{
	const struct known *k = find_id(ctx, number(id));

	(void)a;
	if (k == NULL || k->kind != KIND_ATTACHMENT)
		return STR_NONE;
	*label = k->title;
	return k->url;
}

static void
left_out(void *ctx, struct str what)
{
	struct wordpress *w = ctx;

	moving_note(w->m, "%.*s was taken out of texts", STR_ARG(what));
}

static struct str
to_gemtext(struct wordpress *w, struct str html, bool plain)
{
	struct html_options options = { .link = move_link, .attachment = attachment, .left = left_out, .ctx = w,
	    .plain = plain };

	return html_to_gemtext(&w->item_arena, html, &options);
}

/* --- posts --- */

static void
write_moment(struct buf *to, const char *key, int64_t utc, int64_t offset)
{
	char iso[TIME_ISO_SIZE];

	time_write_iso(iso, utc + offset);
	iso[TIME_ISO_SIZE - 2] = '\0';		/* without the Z */
	if (offset == 0)
		buf_addf(to, "%s: %sZ\n", key, iso);
	else
		buf_addf(to, "%s: %s%c%02d:%02d\n", key, iso, offset < 0 ? '-' : '+', (int)(llabs(offset) / 3600),
		    (int)(llabs(offset) / 60 % 60));
}

static void
write_list(struct wordpress *w, struct buf *to, const char *key, struct str_list list)
{
	bool begun = false;

	for (size_t i = 0; i < list.n; i++) {
		struct str name = utf8_clean_name(&w->item_arena, html_decode(&w->item_arena, list.items[i]), 100);

		if (name.n == 0 || str_eq(name, STR("Uncategorized")))
			continue;
		if (!begun)
			buf_addf(to, "%s:\n", key);
		begun = true;
		buf_add(to, STR("  "));
		fields_write_item(to, name);
	}
}

static void
write_aliases(struct wordpress *w, struct buf *to, const struct wxr_item *item)
{
	struct uri u = uri_split(str_trim(item->link));

	(void)w;
	buf_add(to, STR("aliases:\n"));
	if (u.path.n > 1) {
		buf_add(to, STR("  "));
		fields_write_item(to, u.path);
	}
	buf_add(to, STR("  "));
	fields_write_item(to, arena_printf(&w->item_arena, "/?%s=%llu", str_eq(item->type, STR("page")) ?
	    "page_id" : "p", (unsigned long long)number(item->id)));
}

/* The excerpt, or what stands before <!--more-->, as one line. */
static struct str
summary_of(struct wordpress *w, const struct wxr_item *item)
{
	struct arena *a = &w->item_arena;
	struct str html = item->excerpt;
	const char *more = item->content.n == 0 ? NULL : memmem(item->content.p, item->content.n, "<!--more", 8);

	if (html.n == 0 && more != NULL)
		html = str_head(item->content, (size_t)(more - item->content.p));
	return html.n == 0 ? STR_NONE : utf8_clean_name(a, to_gemtext(w, html, true), 1000);
}

static struct str
author_of(const struct wordpress *w, struct str login)
{
	for (size_t i = 0; i < w->n_authors; i++)
		if (str_eq(w->authors[i].login, login))
			return w->authors[i].name;
	return login;
}

static void
write_front(struct wordpress *w, struct buf *to, const struct wxr_item *item, struct str title)
{
	struct arena *a = &w->item_arena;
	int64_t utc, offset = 0, updated;
	bool draft = is_draft(item) || item->password.n > 0;

	buf_add(to, STR("---\n"));
	fields_write(to, "title", title);
	if (read_moment(item->date, item->date_gmt, &utc, &offset))
		write_moment(to, "date", utc, offset);
	else
		utc = INT64_MAX;
	if (read_date(item->modified_gmt, &updated) && utc < updated)
		write_moment(to, "updated", updated, offset);
	fields_write(to, "author", utf8_clean_name(a, author_of(w, item->creator), 100));
	fields_write(to, "summary", summary_of(w, item));
	write_list(w, to, "tags", item->tags);
	write_list(w, to, "categories", item->categories);
	if (draft)
		buf_add(to, STR("draft: true\n"));
	if (str_eq(item->comment_status, STR("closed")))
		buf_add(to, STR("comments: closed\n"));
	write_aliases(w, to, item);
	buf_add(to, STR("---\n"));
}

static void
note_item(struct wordpress *w, const struct wxr_item *item, const struct known *k)
{
	struct str name = k->name;

	if (item->password.n > 0)
		moving_note(w->m, "posts/%.*s.gmi: had a password; it is a draft now", STR_ARG(name));
	else if (str_eq(item->status, STR("private")))
		moving_note(w->m, "posts/%.*s.gmi: was private; it is a draft now", STR_ARG(name));
	else if (str_eq(item->status, STR("future")))
		moving_note(w->m, "posts/%.*s.gmi: appears at its date", STR_ARG(name));
	if (str_eq(item->sticky, STR("1")))
		moving_note(w->m, "posts/%.*s.gmi: was sticky; name it in index.gmi", STR_ARG(name));
	if (str_eq(item->type, STR("page")) && k->kind == KIND_POST)
		moving_note(w->m, "posts/%.*s.gmi: was a page, but only posts can be drafts and have comments",
		    STR_ARG(name));
	if (item->cut)
		moving_note(w->m, "%.*s: longer than %d MiB; cut there", STR_ARG(name), WXR_FIELD_MAX >> 20);
}

static void
note_left(struct wordpress *w, const struct wxr_item *item, enum kind kind)
{
	if (kind == KIND_ATTACHMENT)
		moving_note(w->m, "attachment left where it is: links lead to the old site; copy what you want to keep");
	else if (str_eq(item->status, STR("trash")) || str_eq(item->status, STR("auto-draft")))
		moving_note(w->m, "left out: an item in the state %.*s", STR_ARG(str_head(item->status, 40)));
	else
		moving_note(w->m, "left out: an item of the type %.*s", STR_ARG(str_head(item->type, 40)));
}

static void
write_item(struct wordpress *w, const struct wxr_item *item)
{
	const struct known *k;
	struct arena *a = &w->item_arena;
	struct str title, body;
	struct buf file;

	if (w->at == w->n_items || w->changed)	/* somebody writes to the export while we read it */
		w->changed = true;
	if (w->changed)
		return;
	k = &w->items[w->at++];
	arena_release(a);
	if (k->kind != KIND_POST && k->kind != KIND_PAGE) {
		note_left(w, item, k->kind);
		return;
	}
	title = utf8_clean_name(a, html_decode(a, item->title), 300);
	if (title.n == 0)
		title = STR("Untitled");
	body = to_gemtext(w, item->content, false);
	buf_init(&file, POST_MAX_BYTES);
	if (k->kind == KIND_POST)
		write_front(w, &file, item, title);
	else
		buf_addf(&file, "# %.*s\n\n", STR_ARG(title));
	buf_add(&file, body);
	note_item(w, item, k);
	if (file.full)
		moving_note(w->m, "%.*s: left out, since a post may have %d MiB", STR_ARG(k->name), POST_MAX_BYTES >> 20);
	else
		moving_put(w->m, k->kind == KIND_POST ? MOVED_POSTS : MOVED_PAGES,
		    k->kind == KIND_POST ? STR("posts") : STR("pages"),
		    arena_printf(a, "%.*s.gmi", STR_ARG(k->name)), buf_str(&file));
	buf_release(&file);
}

/* --- comments --- */

/* Its time, and letters of its number on that site: the same comment has the same file each time. */
static struct str
comment_file(struct wordpress *w, struct arena *a, uint64_t id, int64_t utc)
{
	char time[TIME_ID_SIZE], letters[COMMENT_MARK];
	struct digest d = digest_of(arena_printf(a, "wordpress %.*s %llu", STR_ARG(w->base), (unsigned long long)id));

	time_write_id(time, utc);
	digest_letters(&d, letters, COMMENT_MARK);
	return arena_printf(a, "%s-%.*s", time, COMMENT_MARK, letters);
}

/* The file of what it answers; empty if that has not come along. */
static struct str
parent_of(struct wordpress *w, struct arena *a, const struct wxr_comment *c)
{
	struct answer key = { .id = number(c->parent) };
	const struct answer *at;

	if (key.id == 0)
		return STR_NONE;
	at = bsearch(&key, w->answers, w->n_answers, sizeof(*w->answers), answer_cmp);
	if (at == NULL || !at->kept || at->item != w->at - 1) {
		moving_note(w->m, "what a comment answers is missing; it stands by itself");
		return STR_NONE;
	}
	return comment_file(w, a, at->id, at->utc);
}

/* In which box it lies already: the author may have moved it since. */
static bool
is_in_other_box(struct wordpress *w, struct str other, struct str post, struct str id)
{
	struct str path = arena_printf(&w->item_arena, "%.*s/%.*s/%.*s.gmi", STR_ARG(other), STR_ARG(post), STR_ARG(id));
	struct stat st;
	int fd = file_open_regular(w->m->root, arena_cstr(&w->item_arena, path), &st, NULL);
	bool there = fd != -1;

	file_close(&fd);
	return there;
}

static void
write_comment(struct wordpress *w, const struct wxr_comment *c)
{
	const struct known *k = w->at == 0 ? NULL : &w->items[w->at - 1];
	struct comment comment = { .via = STR("import") };
	struct arena a = { NULL };
	struct buf file;
	struct str html = str_head(c->content, ORDER_TEXT_MAX), boxes[] = { STR("comments"), STR("held") };
	int held = !str_eq(c->approved, STR("1"));
	int64_t offset;

	if (w->changed || k == NULL)
		return;
	if (k->kind != KIND_POST || !is_kept(c)) {
		moving_note(w->m, "comment left out: %s", k->kind != KIND_POST ? "its post is left out" :
		    c->type.n > 0 && !str_eq(c->type, STR("comment")) ? "a pingback or the like" : "spam or trash");
		return;
	}
	if (!read_moment(c->date, c->date_gmt, &comment.date, &offset))
		moving_note(w->m, "posts/%.*s.gmi: a comment without a date stands at 1970", STR_ARG(k->name));
	arena_release(&w->item_arena);
	comment.id = comment_file(w, &a, number(c->id), comment.date);
	comment.name = comment_name(&a, html_decode(&a, c->author));
	comment.reply_to = parent_of(w, &a, c);
	comment.text = utf8_clean_text(&a, to_gemtext(w, html, true));
	if (html.n < c->content.n || comment.text.n > ORDER_TEXT_MAX)
		moving_note(w->m, "posts/%.*s.gmi: a comment longer than 64 KiB was cut", STR_ARG(k->name));
	comment.text = str_head(comment.text, ORDER_TEXT_MAX);
	buf_init(&file, COMMENT_FILE_MAX);
	comment_write(&comment, &file);
	if (is_in_other_box(w, boxes[!held], k->name, comment.id))
		w->m->there[held ? MOVED_HELD : MOVED_COMMENTS]++;
	else
		moving_put(w->m, held ? MOVED_HELD : MOVED_COMMENTS, arena_printf(&a, "%.*s/%.*s",
		    STR_ARG(boxes[held]), STR_ARG(k->name)), arena_printf(&a, "%.*s.gmi", STR_ARG(comment.id)),
		    buf_str(&file));
	buf_release(&file);
	arena_release(&a);
}

/* --- both readings --- */

static void
on_author(void *ctx, struct str login, struct str name)
{
	struct wordpress *w = ctx;

	if (w->second)
		return;
	mem_grow((void **)&w->authors, &w->authors_cap, w->n_authors, sizeof(*w->authors));
	w->authors[w->n_authors++] = (struct author){ arena_str(&w->arena, login), arena_str(&w->arena,
	    name.n > 0 ? name : login) };
}

static void
on_item(void *ctx, const struct wxr_site *site, const struct wxr_item *item)
{
	struct wordpress *w = ctx;

	if (w->second)
		write_item(w, item);
	else
		know_item(w, site, item);
}

static void
on_comment(void *ctx, const struct wxr_comment *comment)
{
	struct wordpress *w = ctx;

	if (w->second)
		write_comment(w, comment);
	else
		know_comment(w, comment);
}

static void
check_version(struct wordpress *w, const struct wxr_site *site)
{
	if (site->version.n == 0)
		moving_note(w->m, "the export does not say its version; read as 1.2");
	else if (!str_eq(site->version, STR("1.0")) && !str_eq(site->version, STR("1.1")) &&
	    !str_eq(site->version, STR("1.2")))
		moving_note(w->m, "the export is of version %.*s, which is not known; read as 1.2",
		    STR_ARG(str_head(site->version, 20)));
}

static int
read_once(struct wordpress *w, int fd, const char *path, uint64_t size, struct error *err)
{
	struct wxr_handler handler = { on_author, on_item, on_comment, w };
	struct wxr *reader = wxr_new(path, &handler);
	char *piece = mem_new(PIECE, 1);
	uint64_t at = 0;
	ssize_t n;
	int rc = 0;

	while (rc == 0 && (n = file_pread(fd, piece, PIECE, at)) > 0) {
		rc = wxr_feed(reader, (struct str){ piece, (size_t)n }, false, err);
		at += (uint64_t)n;
		moving_progress(w->m, (w->second ? size : 0) + at, 2 * size);
	}
	if (rc == 0 && n < 0)
		rc = error_system(err, path, "read");
	if (rc == 0)
		rc = wxr_feed(reader, STR_NONE, true, err);
	if (rc == 0 && w->second && (w->changed || w->at < w->n_items))
		rc = error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 },
		    "was changed while it was read; import it again");
	if (rc == 0 && w->second)
		check_version(w, wxr_site(reader));
	free(piece);
	wxr_free(reader);
	return rc;
}

int
wordpress_import(struct moving *m, int fd, const char *path, struct error *err)
{
	struct wordpress w = { .m = m };
	struct stat st;
	int rc = -1;

	if (fstat(fd, &st) == -1) {
		(void)error_system(err, path, "look at");
	} else if (!S_ISREG(st.st_mode)) {
		(void)error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 },
		    "is no file; expected a WordPress export, which is read twice");
	} else if (read_once(&w, fd, path, (uint64_t)st.st_size, err) == 0) {
		settle_known(&w);
		w.second = true;
		rc = read_once(&w, fd, path, (uint64_t)st.st_size, err);
		moving_flush(m);
	}
	free(w.items);
	free(w.by_link);
	free(w.by_id);
	free(w.answers);
	free(w.authors);
	arena_release(&w.item_arena);
	arena_release(&w.arena);
	return rc;
}

#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "base/time.h"
#include "capsule/post.h"
#include "cli/moving.h"
#include "format/frontmatter.h"
#include "format/gemtext.h"
#include "format/markdown.h"
#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

#define FILES_MAX 20000		/* of one folder; more is no blog but a disk, and names are compared in pairs */
#define DEPTH_MAX 16		/* folders in folders */
#define COPY_MAX (32 << 20)	/* bytes of a picture: it is held in memory */

enum kind { KIND_MARKDOWN, KIND_GEMTEXT, KIND_TEXT, KIND_PICTURE };

/* A file of the folder, and what it becomes. */
struct source {
	enum kind kind;
	struct str path;		/* below the folder */
	struct str folder, base;	/* of `path`; base without its extension, a bundle's name for index.md */
	bool bundle;			/* index.md: what lies beside it belongs to it */
	bool draft_folder;
	struct str to_folder, to;	/* where it goes: folder, and name without .gmi; empty: nowhere */
	struct frontmatter fm;
	struct field_date date;
	struct str title;		/* of an index that lists it; may be empty */
};

struct garden {
	struct moving *m;
	int root;
	struct arena arena;
	struct source *sources;
	size_t n, cap;
	const struct source *now;	/* whose links are being read */
};

/* --- what there is --- */

static bool
is_left_folder(const char *name)
{
	static const char *const left[] = { "_site", "public", "node_modules", "themes", "layouts", "_layouts",
		"_includes", "_sass", "vendor", "resources", "archetypes", "i18n", "data", "_data", NULL };

	for (size_t i = 0; left[i] != NULL; i++)
		if (strcmp(name, left[i]) == 0)
			return true;
	return false;
}

static bool
ends_with(struct str *s, const char *end)
{
	size_t n = str_of(end).n;

	if (s->n <= n || !str_eq_nocase(str_from(*s, s->n - n), str_of(end)))
		return false;
	s->n -= n;
	return true;
}

static bool
kind_of(struct str *base, enum kind *kind)
{
	if (ends_with(base, ".md") || ends_with(base, ".markdown"))
		*kind = KIND_MARKDOWN;
	else if (ends_with(base, ".gmi") || ends_with(base, ".gemini"))
		*kind = KIND_GEMTEXT;
	else if (ends_with(base, ".txt"))
		*kind = KIND_TEXT;
	else if (ends_with(base, ".jpg") || ends_with(base, ".jpeg") || ends_with(base, ".png") ||
	    ends_with(base, ".gif") || ends_with(base, ".webp") || ends_with(base, ".svg"))
		*kind = KIND_PICTURE;
	else
		return false;
	return true;
}

static struct str
last_part(struct str path)
{
	for (size_t i = path.n; i > 0; i--)
		if (path.p[i - 1] == '/')
			return str_from(path, i);
	return path;
}

/* Is the folder this one, or below it? */
static bool
is_below(struct str folder, struct str of)
{
	return str_eq(folder, of) || (folder.n > of.n && str_starts(folder, of) && folder.p[of.n] == '/');
}

static void
add_source(struct garden *g, struct str folder, const char *name)
{
	struct source s = { .folder = folder, .base = str_of(name) };

	if (!kind_of(&s.base, &s.kind))
		return;
	if (g->n == FILES_MAX) {
		moving_note(g->m, "left out: what is more than %d files", FILES_MAX);
		g->m->failed = true;
		return;
	}
	s.path = arena_printf(&g->arena, "%.*s%s%s", STR_ARG(folder), folder.n > 0 ? "/" : "", name);
	s.base = arena_str(&g->arena, s.base);
	s.draft_folder = str_eq(last_part(folder), STR("_drafts"));
	s.bundle = s.kind == KIND_MARKDOWN && str_eq(s.base, STR("index")) && folder.n > 0;
	if (s.bundle)
		s.base = last_part(folder);
	arena_grow(&g->arena, (void **)&g->sources, &g->cap, g->n, sizeof(*g->sources));
	g->sources[g->n++] = s;
}

static int
look_into(struct garden *g, struct str folder, size_t depth, struct error *err)
{
	int dir = file_open_beneath(g->root, arena_cstr(&g->arena, folder), O_RDONLY | O_DIRECTORY, err), rc;
	struct file_entry *entries;
	size_t n;

	if (dir == -1)
		return -1;
	rc = file_list(dir, &g->arena, &entries, &n, err);
	file_close(&dir);
	for (size_t i = 0; rc == 0 && i < n; i++) {
		struct str path = arena_printf(&g->arena, "%.*s%s%s", STR_ARG(folder), folder.n > 0 ? "/" : "",
		    entries[i].name);

		if (entries[i].kind == FILE_REGULAR)
			add_source(g, folder, entries[i].name);
		else if (entries[i].kind == FILE_FOLDER && depth < DEPTH_MAX && !is_left_folder(entries[i].name))
			rc = look_into(g, path, depth + 1, err);
	}
	return rc;
}

/* --- reading one --- */

static int
read_source(struct garden *g, struct arena *a, const struct source *s, struct str *text, struct error *err)
{
	struct buf file;
	int rc;

	buf_init(&file, s->kind == KIND_PICTURE ? COPY_MAX : POST_MAX_BYTES);
	rc = file_read(g->root, arena_cstr(a, s->path), &file, NULL, err);
	*text = arena_str(a, buf_str(&file));
	buf_release(&file);
	return rc;
}

/* A file with its front matter as YAML. */
static int
read_front(struct garden *g, struct arena *a, const struct source *s, struct frontmatter *fm, struct str *body,
    struct error *err)
{
	const char *path = arena_cstr(a, s->path);
	struct str text;

	if (read_source(g, a, s, &text, err) == -1)
		return -1;
	if (s->kind == KIND_TEXT) {
		*fm = (struct frontmatter){ .gemini = true, .gopher = true };
		*body = text;
		return 0;
	}
	if (str_starts(text, STR("{")) && s->kind == KIND_MARKDOWN)
		return error_set(err, ERROR_INPUT, (struct error_at){ path, 1, 1 },
		    "front matter in JSON; expected YAML between --- or TOML between +++ (hugo convert toYAML)");
	if (markdown_toml(a, text, path, &text, err) == -1)
		return -1;
	return frontmatter_read(text, path, a, NULL, fm, body, err);
}

/* --- dates and titles that an index gives (gemlogs: => file DATE title; menus: 0DATE title, TAB, file) --- */

static void
take_entry(struct garden *g, struct str folder, struct str target, struct str label)
{
	struct str name = last_part(target), title;
	struct when when;

	if (!time_parse(str_head(label, 10), &when))
		return;
	title = str_trim(str_from(label, 10));
	(void)(str_skip(&title, STR("- ")) || str_skip(&title, STR(": ")));
	for (size_t i = 0; i < g->n; i++) {
		struct source *s = &g->sources[i];

		if (!str_eq(last_part(s->path), name) || !str_starts(s->folder, folder))
			continue;
		s->date = (struct field_date){ true, when };
		s->title = utf8_clean_name(&g->arena, title, 200);
	}
}

static void
read_index(struct garden *g, struct str folder, const char *name, bool menu)
{
	struct arena a = { NULL };
	struct buf file;
	struct str rest, line, field, selector;
	bool in_pre = false;

	buf_init(&file, POST_MAX_BYTES);
	(void)file_read(g->root, arena_cstr(&a, arena_printf(&a, "%.*s%s%s", STR_ARG(folder), folder.n > 0 ? "/" : "",
	    name)), &file, NULL, NULL);
	rest = buf_str(&file);
	while (str_line(&rest, &line)) {
		if (menu && line.n > 1 && str_has(line, '\t')) {
			(void)str_cut(&line, '\t', &field);
			(void)str_cut(&line, '\t', &selector);
			take_entry(g, folder, selector, str_trim(str_from(field, 1)));
		} else if (!menu) {
			struct gemtext_line l = gemtext_parse_line(line, &in_pre);

			if (l.kind == GEMTEXT_LINK)
				take_entry(g, folder, l.url, l.text);
		}
	}
	buf_release(&file);
	arena_release(&a);
}

static bool
is_index(const struct source *s)
{
	return (s->kind == KIND_GEMTEXT && str_eq(s->base, STR("index"))) ||
	    (s->kind == KIND_MARKDOWN && str_eq(s->base, STR("_index")));
}

static void
read_indexes(struct garden *g)
{
	struct str before = STR("\n");

	for (size_t i = 0; i < g->n; i++) {
		if (str_eq(g->sources[i].folder, before))
			continue;
		before = g->sources[i].folder;
		read_index(g, before, "index.gmi", false);
		read_index(g, before, "gophermap", true);
	}
}

/* --- where it goes --- */

static bool
dated(struct str base, struct when *when)
{
	return time_parse(str_head(base, 10), when) && base.n > 10;
}

static bool
is_posts_folder(struct str folder)
{
	struct str part;

	while (str_cut(&folder, '/', &part))
		if (str_eq(part, STR("posts")) || str_eq(part, STR("_posts")) || str_eq(part, STR("post")) ||
		    str_eq(part, STR("blog")) || str_eq(part, STR("_drafts")) || str_eq(part, STR("gemlog")) ||
		    str_eq(part, STR("phlog")))
			return true;
	return false;
}

static void
place(struct garden *g, struct source *s)
{
	struct arena *a = &g->arena;
	struct str slug = s->fm.slug.n > 0 ? s->fm.slug : s->base, body;
	char date[TIME_DATE_SIZE];
	struct error err;
	struct when when;

	if (s->kind == KIND_PICTURE || is_index(s))
		return;
	if (read_front(g, a, s, &s->fm, &body, &err) == -1) {
		moving_note(g->m, "left out: %s", err.text);
		g->m->failed = true;
		return;
	}
	slug = s->fm.slug.n > 0 ? s->fm.slug : s->base;
	if (s->fm.date.given)
		s->date = s->fm.date;
	if (dated(s->base, &when) && !s->date.given)
		s->date = (struct field_date){ true, when };
	if (s->kind == KIND_TEXT && !s->date.given && !is_posts_folder(s->folder)) {
		moving_note(g->m, "left out: %.*s: a text without a date", STR_ARG(s->path));
		return;
	}
	if (!s->date.given && !is_posts_folder(s->folder)) {
		s->to_folder = STR("pages");
		s->to = moving_slug(a, slug);
		return;
	}
	s->to_folder = STR("posts");
	if (dated(slug, &when))
		slug = str_from(slug, 11);
	slug = moving_slug(a, slug);
	if (slug.n == 0)
		slug = STR("post");
	s->to = slug;
	if (s->date.given) {
		time_write_date(date, s->date.when.utc, s->date.when.offset);
		s->to = arena_printf(a, "%s-%.*s", date, STR_ARG(slug));
	}
}

/* Two that would share a name: the later one in the folder's order is left out, and that is told. */
static void
part_names(struct garden *g)
{
	for (size_t i = 0; i < g->n; i++) {
		for (size_t j = 0; j < i && g->sources[i].to.n > 0; j++) {
			struct source *s = &g->sources[i], *t = &g->sources[j];

			if (!str_eq(s->to, t->to) || !str_eq(s->to_folder, t->to_folder))
				continue;
			moving_note(g->m, "left out: %.*s would have the name of %.*s", STR_ARG(s->path), STR_ARG(t->path));
			g->m->failed = true;
			s->to = STR_NONE;
		}
	}
}

/* --- links --- */

static const struct source *
find_source(const struct garden *g, struct str path)
{
	for (size_t i = 0; i < g->n; i++)
		if (str_eq(g->sources[i].path, path))
			return &g->sources[i];
	return NULL;
}

/* A link from one file to another leads to what that has become. */
static struct str
move_link(void *ctx, struct arena *a, struct str url)
{
	struct garden *g = ctx;
	struct uri u = uri_split(url);
	struct str path;
	const struct source *to;

	if (u.scheme.n > 0 || u.has_authority || u.path.n == 0)
		return url;
	path = str_starts(u.path, STR("/")) ? u.path : arena_printf(a, "/%.*s/%.*s", STR_ARG(g->now->folder),
	    STR_ARG(u.path));
	while (str_starts(path, STR("//")))
		path = str_from(path, 1);
	if (uri_path_decode(a, path, &path) != URI_PATH_OK)
		return url;
	to = find_source(g, str_from(path, 1));
	if (to == NULL)
		return url;
	if (to->kind == KIND_PICTURE)
		return g->now->bundle && is_below(to->folder, g->now->folder) ? arena_printf(a, "/%.*s/%.*s/%.*s",
		    STR_ARG(g->now->to_folder), STR_ARG(g->now->to), STR_ARG(last_part(to->path))) : path;
	return to->to.n == 0 ? url : arena_printf(a, "/%.*s/%.*s.gmi", STR_ARG(to->to_folder), STR_ARG(to->to));
}

static void
left_out(void *ctx, struct str what)
{
	struct garden *g = ctx;

	moving_note(g->m, "%.*s was taken out of texts", STR_ARG(what));
}

/* --- writing --- */

static void
write_list(struct buf *to, const char *key, struct str_list list)
{
	if (list.n > 0)
		buf_addf(to, "%s:\n", key);
	for (size_t i = 0; i < list.n; i++) {
		buf_add(to, STR("  "));
		fields_write_item(to, list.items[i]);
	}
}

static void
write_date(struct buf *to, const char *key, struct field_date d)
{
	char iso[TIME_ISO_SIZE];
	int minutes = d.when.offset < 0 ? -d.when.offset / 60 : d.when.offset / 60;

	if (!d.given)
		return;
	time_write_iso(iso, d.when.utc + d.when.offset);
	iso[d.when.has_time ? TIME_ISO_SIZE - 2 : TIME_DATE_SIZE - 1] = '\0';
	buf_addf(to, "%s: %s", key, iso);
	if (d.when.has_time && d.when.offset == 0)
		buf_addc(to, 'Z');
	else if (d.when.has_time)
		buf_addf(to, "%c%02d:%02d", d.when.offset < 0 ? '-' : '+', minutes / 60, minutes % 60);
	buf_addc(to, '\n');
}

/* Jekyll's /2012/05/04/moon.html and Hugo's /posts/moon/, or a file as it stood. */
static void
write_aliases(struct garden *g, struct buf *to, const struct source *s)
{
	struct str_list given = s->fm.aliases;
	struct str folder = s->folder, old;
	struct when when;

	buf_add(to, STR("aliases:\n"));
	for (size_t i = 0; i < given.n; i++) {
		buf_add(to, STR("  "));
		fields_write_item(to, given.items[i]);
	}
	(void)str_skip(&folder, STR("content/"));
	if (s->bundle)
		folder = str_head(folder, folder.n - s->base.n);
	(void)str_drop(&folder, STR("/"));
	old = s->kind != KIND_MARKDOWN ? arena_printf(&g->arena, "/%.*s", STR_ARG(s->path)) :
	    dated(s->base, &when) ? arena_printf(&g->arena, "/%.4s/%.2s/%.2s/%.*s.html", s->base.p, s->base.p + 5,
	    s->base.p + 8, STR_ARG(str_from(s->base, 11))) : arena_printf(&g->arena, "/%.*s%s%.*s/", STR_ARG(folder),
	    folder.n > 0 ? "/" : "", STR_ARG(s->base));
	buf_add(to, STR("  "));
	fields_write_item(to, old);
}

static void
write_front(struct garden *g, struct buf *to, const struct source *s)
{
	static const char *const comments[] = { NULL, "open", "closed", "off" };
	const struct frontmatter *fm = &s->fm;

	buf_add(to, STR("---\n"));
	fields_write(to, "title", fm->title.n > 0 ? fm->title : s->title);
	write_date(to, "date", s->date);
	write_date(to, "updated", fm->updated);
	write_date(to, "expiry", fm->expiry);
	fields_write(to, "author", fm->author);
	fields_write(to, "summary", fm->summary);
	fields_write(to, "lang", fm->lang);
	write_list(to, "tags", fm->tags);
	write_list(to, "categories", fm->categories);
	write_list(to, "category", fm->category);
	if (fm->draft || s->draft_folder)
		buf_add(to, STR("draft: true\n"));
	if (comments[fm->comments] != NULL)
		buf_addf(to, "comments: %s\n", comments[fm->comments]);
	write_aliases(g, to, s);
	buf_add(to, STR("---\n"));
}

static void
write_text(struct buf *to, struct str body)
{
	struct str line;

	buf_add(to, STR("```Text\n"));
	while (str_line(&body, &line)) {
		buf_add(to, str_starts(line, STR("```")) ? STR(" ") : STR_NONE);
		buf_add(to, line);
		buf_addc(to, '\n');
	}
	buf_add(to, STR("```\n"));
}

static void
write_picture(struct garden *g, struct arena *a, const struct source *s)
{
	struct str text, folder = s->folder;
	const struct source *of = NULL;
	struct error err;

	for (size_t i = 0; i < g->n && of == NULL; i++)
		if (g->sources[i].bundle && g->sources[i].to.n > 0 && is_below(s->folder, g->sources[i].folder))
			of = &g->sources[i];
	if (of != NULL)
		folder = arena_printf(a, "%.*s/%.*s", STR_ARG(of->to_folder), STR_ARG(of->to));
	if (read_source(g, a, s, &text, &err) == 0) {
		moving_put(g->m, MOVED_FILES, folder, last_part(s->path), text);
		return;
	}
	moving_note(g->m, "left out: %s", err.text);
	g->m->failed = true;
}

static void
write_source(struct garden *g, struct arena *a, const struct source *s)
{
	struct html_options options = { .link = move_link, .left = left_out, .ctx = g };
	bool post = str_eq(s->to_folder, STR("posts"));
	struct frontmatter fm;
	struct error err;
	struct when when;
	struct str body;
	struct buf file;

	if (s->to.n == 0 || read_front(g, a, s, &fm, &body, &err) == -1)
		return;
	g->now = s;
	buf_init(&file, POST_MAX_BYTES);
	if (s->kind == KIND_GEMTEXT && (s->fm.date.given || !s->date.given || dated(s->base, &when))) {
		struct str as_it_is;

		if (read_source(g, a, s, &as_it_is, &err) == 0)
			buf_add(&file, as_it_is);
	} else {
		if (post)
			write_front(g, &file, s);
		else if (fm.title.n > 0)
			buf_addf(&file, "# %.*s\n\n", STR_ARG(utf8_clean_name(a, fm.title, 300)));
		if (s->kind == KIND_MARKDOWN)
			buf_add(&file, markdown_to_gemtext(a, body, &options));
		else if (s->kind == KIND_TEXT)
			write_text(&file, body);
		else
			buf_add(&file, body);
	}
	if (file.full) {
		moving_note(g->m, "left out: %.*s: a post may have %d MiB", STR_ARG(s->path), POST_MAX_BYTES >> 20);
		g->m->failed = true;
	} else {
		moving_put(g->m, post ? MOVED_POSTS : MOVED_PAGES, s->to_folder,
		    arena_printf(a, "%.*s.gmi", STR_ARG(s->to)), buf_str(&file));
	}
	buf_release(&file);
}

int
folder_import(struct moving *m, int folder, struct error *err)
{
	struct garden g = { .m = m, .root = folder };
	int rc = look_into(&g, STR_NONE, 0, err);

	if (rc == 0) {
		read_indexes(&g);
		for (size_t i = 0; i < g.n; i++)
			place(&g, &g.sources[i]);
		part_names(&g);
	}
	for (size_t i = 0; rc == 0 && i < g.n; i++) {
		struct arena a = { NULL };

		if (g.sources[i].kind == KIND_PICTURE)
			write_picture(&g, &a, &g.sources[i]);
		else
			write_source(&g, &a, &g.sources[i]);
		arena_release(&a);
		moving_progress(m, i + 1, g.n);
	}
	moving_flush(m);
	arena_release(&g.arena);
	return rc;
}

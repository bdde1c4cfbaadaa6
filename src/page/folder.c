#include "page/page.h"

#include <fcntl.h>
#include <stdlib.h>

#include "base/file.h"
#include "base/time.h"
#include "capsule/private.h"
#include "format/frontmatter.h"
#include "format/uri.h"
#include "format/utf8.h"

#include "base/banned.h"

#define TITLE_COLUMNS 200
#define PATH_COLUMNS 1024
#define PART "page-"

/* What is shown of one file or folder. */
struct listed {
	struct str name;
	bool is_folder, is_gemtext;
	bool dated;		/* its name or its front matter has a date, which is shown */
	struct when date;	/* else the file's own time */
	struct str title;	/* empty: its name will do */
};

struct listing {
	const struct page *page;
	int dir;
	struct str path;
	const struct folder_rules *rules;
	struct listed *items;
	size_t n;
};

/* --- which --- */

static bool
is_shown(const struct listing *l, const struct file_entry *e)
{
	const struct view *v = l->page->view;
	struct str name = str_of(e->name), path = arena_printf(l->page->arena, "%.*s%s%s", STR_ARG(l->path),
	    e->name, e->kind == FILE_FOLDER ? "/" : "");
	enum status status = STATUS_OK;

	if (e->kind >= FILE_LINK || str_eq(name, STR("gophermap")) || str_eq(name, STR("gophertag")) ||
	    private_path(path) || folder_hides(l->rules, name))
		return false;
	if (e->kind == FILE_FOLDER && v->visitor != NULL)
		status = visitor_admits(v->visitor, path);
	/* A door that a certificate opens is shown where there are certificates. */
	return status == STATUS_OK || (status != STATUS_FAILED && v->dialect == DIALECT_GEMINI);
}

static int
gather(struct listing *l, struct error *err)
{
	struct arena *a = l->page->arena;
	struct file_entry *entries;
	size_t n;

	if (file_list(l->dir, a, &entries, &n, err) == -1)
		return -1;
	l->items = arena_new(a, n, sizeof(*l->items));
	for (size_t i = 0; i < n; i++) {
		struct str name = str_of(entries[i].name);

		/* A link to elsewhere in the capsule is what it leads to. */
		if (entries[i].kind == FILE_LINK)
			entries[i].kind = file_kind(l->page->view->site->root, arena_cstr(a, arena_printf(a,
			    "%.*s%s", STR_ARG(str_from(l->path, 1)), entries[i].name)));
		if (!is_shown(l, &entries[i]))
			continue;
		l->items[l->n++] = (struct listed){ .name = name,
		    .is_folder = entries[i].kind == FILE_FOLDER,
		    .is_gemtext = entries[i].kind == FILE_REGULAR && str_starts(folder_media(l->rules, name),
		    STR("text/gemini")) };
	}
	return 0;
}

/* --- what is said of them --- */

static struct str
first_heading(struct str text)
{
	bool in_pre = false;
	struct str line;

	while (str_line(&text, &line)) {
		struct gemtext_line l = gemtext_parse_line(line, &in_pre);

		if (l.kind == GEMTEXT_HEADING && l.text.n > 0)
			return l.text;
	}
	return STR_NONE;
}

/* The title and the date that stand at the start of a gemtext file, if they do. */
static void
look_inside(const struct listing *l, struct listed *item)
{
	struct arena *a = l->page->arena;
	char *path = arena_cstr(a, arena_printf(a, "%.*s%.*s", STR_ARG(str_from(l->path, 1)),
	    STR_ARG(item->name))), *head = arena_new(a, FOLDER_HEAD, 1);
	struct frontmatter fm = { .title = STR_NONE };
	struct str body;
	struct stat st;
	ssize_t n = 0;
	int fd = file_open_regular(l->page->view->site->root, path, &st, NULL);

	if (fd != -1)
		n = file_pread(fd, head, FOLDER_HEAD, 0);
	file_close(&fd);
	/* Broken front matter, or one that goes on and on: then the name says what it is. */
	if (n <= 0 || frontmatter_read((struct str){ head, (size_t)n }, "", a, NULL, &fm, &body, NULL) == -1)
		return;
	item->title = utf8_clean_name(a, fm.title.n > 0 ? fm.title : first_heading(body), TITLE_COLUMNS);
	if (!item->dated && fm.date.given) {
		item->dated = true;
		item->date = fm.date.when;
	}
}

static bool
look_at(const struct listing *l, const struct listed *item, struct stat *st)
{
	int fd = file_open_beneath(l->page->view->site->root, arena_cstr(l->page->arena, arena_printf(
	    l->page->arena, "%.*s%.*s", STR_ARG(str_from(l->path, 1)), STR_ARG(item->name))), O_PATH, NULL);
	bool ok = fd != -1 && fstat(fd, st) == 0;

	file_close(&fd);
	return ok;
}

static bool
date_of_name(struct str name, struct when *date)
{
	return time_parse(str_head(name, 10), date) && (name.n == 10 || !ascii_is_digit(name.p[10]));
}

/* In the name, in the file, else the file's own: whatever is there. */
static void
find_dates(struct listing *l)
{
	for (size_t i = 0; i < l->n; i++) {
		struct listed *item = &l->items[i];
		struct stat st;

		item->dated = date_of_name(item->name, &item->date);
		if (!item->dated && item->is_gemtext && l->n <= FOLDER_DATED)
			look_inside(l, item);
		if (!item->dated && look_at(l, item, &st))
			item->date.utc = st.st_mtim.tv_sec;
	}
}

/* --- in which order: folders first; as file_list() gave them where nothing else tells them apart --- */

static int
by_name(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	return x->is_folder != y->is_folder ? y->is_folder - x->is_folder : str_cmp(x->name, y->name);
}

static int
by_date(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	if (x->is_folder || y->is_folder || x->date.utc == y->date.utc)
		return by_name(a, b);
	return x->date.utc < y->date.utc ? -1 : 1;
}

static int
by_date_newest(const void *a, const void *b)
{
	const struct listed *x = a, *y = b;

	return x->is_folder || y->is_folder || x->date.utc == y->date.utc ? by_name(a, b) : by_date(b, a);
}

static void
put_in_order(struct listing *l)
{
	int order = l->rules->order;

	if (l->n == 0)
		return;
	if (order == FOLDER_NEWEST || order == FOLDER_OLDEST)
		find_dates(l);
	qsort(l->items, l->n, sizeof(*l->items), order == FOLDER_NEWEST ? by_date_newest :
	    order == FOLDER_OLDEST ? by_date : by_name);
}

/* --- lines --- */

static struct str
size_in_words(const struct page *page, uint64_t n)
{
	static const enum word units[] = { WORD_KILOBYTES, WORD_MEGABYTES, WORD_GIGABYTES, WORD_TERABYTES };
	uint64_t tenths = n / 100;
	struct str size;
	size_t unit = 0;

	if (n < 1000)
		return page_say(page, WORD_BYTES, .n = n);
	while (tenths >= 10000 && unit + 1 < sizeof(units) / sizeof(units[0])) {
		tenths /= 1000;
		unit++;
	}
	size = arena_printf(page->arena, "%llu", (unsigned long long)(tenths / 10));
	if (tenths < 100)
		size = arena_printf(page->arena, "%.*s%.*s%u", STR_ARG(size), STR_ARG(page_word(page,
		    WORD_DECIMAL_POINT)), (unsigned)(tenths % 10));
	return page_say(page, units[unit], .size = size);
}

/* A title; or a name, with the size of what a reader would fetch without seeing it. */
static struct str
label_of(const struct listing *l, const struct listed *item)
{
	struct arena *a = l->page->arena;
	struct str name = utf8_clean_name(a, item->name, TITLE_COLUMNS);
	bool by_time = l->rules->order == FOLDER_NEWEST || l->rules->order == FOLDER_OLDEST;
	struct stat st;

	if (item->is_folder)
		return arena_printf(a, "%.*s/", STR_ARG(name));
	if (item->is_gemtext && item->dated && by_time)	/* what feed readers take for an entry */
		return arena_printf(a, "%.*s %.*s", STR_ARG(page_day(l->page, item->date.utc,
		    item->date.offset)), STR_ARG(item->title.n > 0 ? item->title : name));
	if (item->is_gemtext && item->title.n > 0)
		return item->title;
	if (item->is_gemtext || str_starts(folder_media(l->rules, item->name), STR("text/plain")) ||
	    !look_at(l, item, &st))
		return name;
	return arena_printf(a, "%.*s (%.*s)", STR_ARG(name), STR_ARG(size_in_words(l->page,
	    (uint64_t)st.st_size)));
}

static void
add_item(const struct listing *l, struct doc *d, struct listed *item)
{
	struct str name = arena_printf(l->page->arena, "%.*s%s", STR_ARG(item->name),
	    item->is_folder ? "/" : "");

	if (item->is_gemtext && item->title.n == 0)
		look_inside(l, item);
	/* "./" makes the reference safe for every name, also one with a colon in it. */
	doc_link(d, arena_printf(l->page->arena, "./%.*s", STR_ARG(page_url(l->page, name))),
	    label_of(l, item));
}

static void
add_parts(const struct listing *l, struct doc *d, size_t number)
{
	size_t parts = (l->n + FOLDER_PER_PAGE - 1) / FOLDER_PER_PAGE;

	if (parts <= 1)
		return;
	doc_gap(d);
	for (size_t i = 1; i <= parts; i++)
		if (i != number)
			doc_link(d, i == 1 ? STR("./") : arena_printf(l->page->arena, "./" PART "%zu", i),
			    page_say(l->page, WORD_PAGE_OF,
			    .page = arena_printf(l->page->arena, "%zu", i),
			    .pages = arena_printf(l->page->arena, "%zu", parts)));
}

struct doc *
page_folder_part(const struct page *page, int dir, struct str path, size_t number, struct error *err)
{
	struct visitor anybody = { .root = page->view->site->root, .config = page->view->site->config,
	    .now = page->view->now, .arena = page->arena };
	struct visitor *visitor = page->view->visitor != NULL ? page->view->visitor : &anybody;
	struct listing l = { .page = page, .dir = dir, .path = path, .rules = visitor_rules(visitor, path) };
	struct doc *d = doc_new(page->arena);
	size_t from = (number - 1) * FOLDER_PER_PAGE;

	if (gather(&l, err) == -1 || (number > 1 && from >= l.n))
		return NULL;
	put_in_order(&l);
	doc_heading(d, 1, l.rules->title.n > 0 ? l.rules->title : utf8_clean_name(page->arena, path,
	    PATH_COLUMNS));
	doc_gap(d);
	doc_link(d, STR("../"), page_word(page, WORD_UP));
	for (size_t i = from; i < l.n && i < from + FOLDER_PER_PAGE; i++)
		add_item(&l, d, &l.items[i]);
	if (l.n == 0)
		doc_text(d, page_word(page, WORD_FOLDER_EMPTY));
	add_parts(&l, d, number);
	return d;
}

struct doc *
page_folder(const struct page *page, int dir, struct str path, struct error *err)
{
	return page_folder_part(page, dir, path, 1, err);
}

bool
page_folder_number(struct str path, struct str *folder, size_t *number)
{
	struct str last = path;
	uint64_t n;

	while (str_has(last, '/'))
		last = str_from(last, 1);
	*folder = str_head(path, path.n - last.n);
	if (!str_skip(&last, STR(PART)) || last.n == 0 || last.p[0] == '0' || !str_number(last, 1000000, &n) ||
	    n < 2)
		return false;
	*number = (size_t)n;
	return true;
}

#include "format/prose.h"

#include <limits.h>

#include "format/table.h"
#include "format/utf8.h"

#include "base/banned.h"

struct open {
	enum prose_block block;
	int number;		/* of the next item; a heading's level */
};

struct pending {
	struct str url, label;
	bool picture;
};

struct prose {
	struct doc *doc;
	bool plain;
	struct open open[PROSE_DEPTH];
	size_t depth, too_deep;
	struct buf line;		/* what has been said and is not yet a line of the doc */
	bool blank;			/* a blank is due before the next word */
	bool item_due;			/* the next line is an item's first */
	bool gap_due;			/* an empty line is, if another line comes */
	struct pending *links;		/* to be told behind the block */
	size_t n_links, links_cap;
	struct str url;			/* of the link that is open, and where in `line` it began */
	size_t url_at;
	bool in_link;
	struct pending *whole;		/* the link that is all of the line, perhaps */
	size_t whole_start, whole_end;
	size_t figure_at;		/* links[] from here on are pictures of the figure */
	struct str caption;
	struct table_row *rows;
	size_t n_rows, rows_cap, cells_cap;
};

struct prose *
prose_new(struct doc *d, bool plain)
{
	struct prose *p = arena_new(d->arena, 1, sizeof(*p));

	p->doc = d;
	p->plain = plain;
	buf_init(&p->line, PROSE_LINE_MAX);
	return p;
}

bool
prose_inside(const struct prose *p, enum prose_block block)
{
	for (size_t i = 0; i < p->depth; i++)
		if (p->open[i].block == block)
			return true;
	return false;
}

static bool
in_list(const struct prose *p)
{
	return prose_inside(p, PROSE_LIST) || prose_inside(p, PROSE_NUMBERED) || prose_inside(p, PROSE_ITEM);
}

/* --- links --- */

static struct pending *
add_pending(struct prose *p, struct str url, struct str label, bool picture)
{
	label = utf8_clean_name(p->doc->arena, label, SIZE_MAX);
	for (size_t i = 0; i < p->n_links; i++) {
		if (!str_eq(p->links[i].url, url))
			continue;
		if (p->links[i].label.n == 0)
			p->links[i].label = label;
		return &p->links[i];
	}
	arena_grow(p->doc->arena, (void **)&p->links, &p->links_cap, p->n_links, sizeof(*p->links));
	p->links[p->n_links] = (struct pending){ arena_str(p->doc->arena, url), label, picture };
	return &p->links[p->n_links++];
}

static void
put_gap(struct prose *p)
{
	if (p->gap_due)
		doc_gap(p->doc);
	p->gap_due = false;
}

static void
put_link(struct prose *p, const struct pending *link)
{
	struct str label = str_eq(link->label, link->url) ? STR_NONE : link->label;

	put_gap(p);
	if (!p->plain)
		doc_link(p->doc, link->url, label);
	else
		doc_text(p->doc, link->url);
}

/* The links of a block, once nothing around it can have more of them. */
static void
put_links(struct prose *p)
{
	if (in_list(p) || prose_inside(p, PROSE_QUOTE) || prose_inside(p, PROSE_TABLE) ||
	    prose_inside(p, PROSE_FIGURE) || prose_inside(p, PROSE_PRE))
		return;
	for (size_t i = 0; i < p->n_links; i++)
		put_link(p, &p->links[i]);
	if (p->n_links > 0)
		p->gap_due = true;
	p->n_links = 0;
	p->whole = NULL;
}

/* --- lines --- */

/* "2.1. " before an item of numbered lists, "- " for each further level of others. */
static struct str
item_mark(const struct prose *p, bool *numbered)
{
	struct buf mark;
	struct str out;
	size_t lists = 0;

	buf_init(&mark, 64 * PROSE_DEPTH);
	*numbered = false;
	for (size_t i = 0; i < p->depth; i++) {
		const struct open *o = &p->open[i];

		if (o->block != PROSE_LIST && o->block != PROSE_NUMBERED)
			continue;
		if (lists == 0)
			*numbered = o->block == PROSE_NUMBERED;
		if (o->block == PROSE_NUMBERED)
			buf_addf(&mark, "%d.", o->number);
		else if (lists > 0)
			buf_add(&mark, mark.n > 0 && mark.p[mark.n - 1] == '.' ? STR(" -") : STR("-"));
		lists++;
	}
	if (mark.n > 0)
		buf_addc(&mark, ' ');
	out = arena_str(p->doc->arena, buf_str(&mark));
	buf_release(&mark);
	return out;
}

static bool
is_address(struct str s)
{
	return (str_starts(s, STR("https://")) || str_starts(s, STR("http://")) ||
	    str_starts(s, STR("gemini://")) || str_starts(s, STR("gopher://"))) && !str_has(s, ' ');
}

/* Take the link out of what is to be told behind the block. */
static struct pending
take_whole(struct prose *p)
{
	struct pending link = *p->whole;
	size_t at = (size_t)(p->whole - p->links);

	for (size_t i = at; i + 1 < p->n_links; i++)
		p->links[i] = p->links[i + 1];
	p->n_links--;
	return link;
}

static enum gemtext_kind
kind_now(const struct prose *p, int *level)
{
	*level = 0;
	if (prose_inside(p, PROSE_QUOTE))
		return GEMTEXT_QUOTE;
	for (size_t i = p->depth; i-- > 0;) {
		if (p->open[i].block == PROSE_HEADING) {
			*level = p->open[i].number;
			return p->plain ? GEMTEXT_TEXT : GEMTEXT_HEADING;
		}
	}
	return GEMTEXT_TEXT;
}

static void
put_line(struct prose *p, struct str text)
{
	struct gemtext_line l = { .text = text };
	bool numbered = false;

	l.kind = kind_now(p, &l.level);
	if (p->item_due) {
		struct str mark = item_mark(p, &numbered);

		l.text = arena_printf(p->doc->arena, "%s%.*s%.*s",
		    l.kind == GEMTEXT_QUOTE && !numbered ? "* " : "", STR_ARG(mark), STR_ARG(text));
		if (l.kind != GEMTEXT_QUOTE && !numbered)
			l.kind = GEMTEXT_ITEM;
	}
	if (p->gap_due && l.kind == GEMTEXT_QUOTE && p->doc->n > 0 &&
	    p->doc->lines[p->doc->n - 1].kind == GEMTEXT_QUOTE) {
		p->gap_due = false;
		doc_add(p->doc, (struct gemtext_line){ GEMTEXT_QUOTE, 0, STR_NONE, STR_NONE });
	}
	put_gap(p);
	doc_add(p->doc, l);
}

/* What has been said becomes a line; a line that is one link becomes that link. */
static void
end_line(struct prose *p)
{
	struct str text = str_trim(buf_str(&p->line));
	bool whole = p->whole != NULL && p->whole_start == 0 && p->whole_end == p->line.n;
	bool free_line = !p->plain && !prose_inside(p, PROSE_QUOTE) && !prose_inside(p, PROSE_HEADING);

	if (text.n > 0) {
		text = arena_str(p->doc->arena, text);
		if (whole && free_line) {
			struct pending link = take_whole(p);

			put_link(p, &link);
		} else if (free_line && is_address(text)) {
			put_link(p, &(struct pending){ text, STR_NONE, false });
		} else {
			put_line(p, text);
		}
		p->item_due = false;
	}
	p->whole = NULL;
	p->blank = false;
	buf_clear(&p->line);
	p->url_at = 0;
}

/* In cells and captions lines are not put: the text is taken when they end. */
static bool
is_gathering(const struct prose *p)
{
	return prose_inside(p, PROSE_CELL) || prose_inside(p, PROSE_HEAD_CELL) || prose_inside(p, PROSE_CAPTION);
}

/* A block begins or ends here: whatever has been said is complete. */
static void
settle(struct prose *p)
{
	if (is_gathering(p)) {
		p->blank = true;
		return;
	}
	end_line(p);
	put_links(p);
	if (!in_list(p))
		p->gap_due = p->doc->n > 0;
}

void
prose_text(struct prose *p, struct str text)
{
	if (prose_inside(p, PROSE_PRE)) {
		buf_add(&p->line, text);
		return;
	}
	for (size_t i = 0; i < text.n; i++) {
		size_t start = i;

		if (str_has(STR(" \t\r\n\f"), text.p[i])) {
			p->blank = true;
			continue;
		}
		while (i < text.n && !str_has(STR(" \t\r\n\f"), text.p[i]))
			i++;
		if (p->blank && p->line.n > 0)
			buf_addc(&p->line, ' ');
		p->blank = false;
		if (p->in_link && p->url_at == SIZE_MAX)
			p->url_at = p->line.n;
		buf_add(&p->line, (struct str){ text.p + start, i - start });
		i--;
	}
}

void
prose_break(struct prose *p)
{
	if (prose_inside(p, PROSE_PRE)) {
		buf_addc(&p->line, '\n');
	} else if (is_gathering(p) || prose_inside(p, PROSE_HEADING)) {
		p->blank = true;
	} else {
		prose_link_end(p);	/* what it says on its first line is enough */
		end_line(p);
	}
}

void
prose_rule(struct prose *p)
{
	settle(p);
	if (is_gathering(p) || prose_inside(p, PROSE_PRE))
		return;
	put_line(p, STR("---"));
	p->gap_due = true;
}

void
prose_link_begin(struct prose *p, struct str url)
{
	prose_link_end(p);
	if (url.n == 0)
		return;
	p->in_link = true;
	p->url = arena_str(p->doc->arena, url);
	p->url_at = prose_inside(p, PROSE_PRE) ? p->line.n : SIZE_MAX;
}

void
prose_link_end(struct prose *p)
{
	struct str label;

	if (!p->in_link)
		return;
	p->in_link = false;
	if (p->url_at == SIZE_MAX || p->url_at >= p->line.n)
		return;			/* nothing was said: a picture, which is told with its own words */
	label = str_from(buf_str(&p->line), p->url_at);
	p->whole = add_pending(p, p->url, label, false);
	p->whole_start = p->url_at;
	p->whole_end = p->line.n;
}

static bool
is_picture_file(struct str url)
{
	static const char *const ends[] = { ".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif", NULL };

	for (size_t i = 0; ends[i] != NULL; i++) {
		size_t n = str_of(ends[i]).n;

		if (url.n > n && str_eq_nocase(str_from(url, url.n - n), str_of(ends[i])))
			return true;
	}
	return false;
}

static struct str
file_name(struct str url)
{
	struct str part, last = url;

	while (str_cut(&url, '/', &part))
		if (part.n > 0)
			last = part;
	return last;
}

/* A small picture that leads to the large one is one picture; around others, both are told. */
void
prose_picture(struct prose *p, struct str url, struct str alt)
{
	size_t before = p->n_links;

	if (url.n == 0)
		return;
	if (p->in_link && is_picture_file(p->url))
		url = p->url;
	(void)add_pending(p, url, alt, true);
	if (p->in_link && !is_picture_file(p->url))
		(void)add_pending(p, p->url, alt.n > 0 ? alt : file_name(p->url), false);
	if (p->n_links > before)
		p->whole = NULL;	/* the array may have moved */
}

void
prose_add_link(struct prose *p, struct str url, struct str label)
{
	if (url.n == 0)
		return;
	(void)add_pending(p, url, label, false);
	p->whole = NULL;
}

/* --- blocks --- */

static void
name_pictures(struct prose *p, size_t from)
{
	for (size_t i = from; i < p->n_links; i++)
		if (p->links[i].picture && p->links[i].label.n == 0)
			p->links[i].label = file_name(p->links[i].url);
}

static void
end_figure(struct prose *p)
{
	bool used = p->caption.n == 0;

	for (size_t i = p->figure_at; i < p->n_links && !used; i++) {
		if (p->links[i].picture && (p->links[i].label.n == 0 || str_eq(p->links[i].label, p->caption))) {
			p->links[i].label = p->caption;
			used = true;
		}
	}
	name_pictures(p, p->figure_at < p->n_links ? p->figure_at : p->n_links);
	put_links(p);
	if (!used) {
		p->gap_due = false;	/* it belongs to the picture above it */
		put_line(p, p->caption);
	}
	p->caption = STR_NONE;
	p->gap_due = p->doc->n > 0;
}

static void
end_pre(struct prose *p)
{
	struct str rest = arena_str(p->doc->arena, buf_str(&p->line)), line;
	bool quoted = prose_inside(p, PROSE_QUOTE);

	(void)str_skip(&rest, STR("\r"));
	(void)str_skip(&rest, STR("\n"));
	while (rest.n > 0 && str_has(STR(" \t\r\n"), rest.p[rest.n - 1]))
		rest.n--;
	while (str_line(&rest, &line))
		doc_add(p->doc, (struct gemtext_line){ quoted ? GEMTEXT_QUOTE : GEMTEXT_PRE, 0, line, STR_NONE });
	if (!quoted)
		doc_add(p->doc, (struct gemtext_line){ GEMTEXT_TOGGLE, 0, STR_NONE, STR_NONE });
	buf_clear(&p->line);
	p->item_due = false;
	p->gap_due = true;
}

static void
begin_pre(struct prose *p, struct str alt)
{
	put_gap(p);
	if (!prose_inside(p, PROSE_QUOTE))
		doc_add(p->doc, (struct gemtext_line){ GEMTEXT_TOGGLE, 0,
		    utf8_clean_name(p->doc->arena, alt, 80), STR_NONE });
}

static void
end_cell(struct prose *p, bool head)
{
	struct str text = utf8_clean_name(p->doc->arena, buf_str(&p->line), SIZE_MAX);
	struct table_row *row = p->n_rows == 0 ? NULL : &p->rows[p->n_rows - 1];

	buf_clear(&p->line);
	p->blank = false;
	p->whole = NULL;
	if (row == NULL)
		return;
	if (row->n == PROSE_TABLE_COLUMNS) {
		struct table_cell *last = &row->cells[row->n - 1];

		last->text = arena_printf(p->doc->arena, "%.*s %.*s", STR_ARG(last->text), STR_ARG(text));
		return;
	}
	arena_grow(p->doc->arena, (void **)&row->cells, &p->cells_cap, row->n, sizeof(*row->cells));
	row->cells[row->n++] = (struct table_cell){ text, head };
}

static void
begin_row(struct prose *p)
{
	arena_grow(p->doc->arena, (void **)&p->rows, &p->rows_cap, p->n_rows, sizeof(*p->rows));
	p->rows[p->n_rows++] = (struct table_row){ NULL, 0 };
	p->cells_cap = 0;
}

static void
end_table(struct prose *p)
{
	if (p->n_rows > 0) {
		p->gap_due = p->doc->n > 0;
		put_gap(p);
		table_add(p->doc, p->rows, p->n_rows, p->caption, PROSE_TABLE_WIDTH);
	}
	p->caption = STR_NONE;
	p->n_rows = 0;
	p->gap_due = p->doc->n > 0;
}

static void
end_caption(struct prose *p)
{
	struct str text = utf8_clean_name(p->doc->arena, buf_str(&p->line), SIZE_MAX);

	buf_clear(&p->line);
	p->blank = false;
	p->whole = NULL;
	p->caption = p->caption.n == 0 ? text :
	    arena_printf(p->doc->arena, "%.*s %.*s", STR_ARG(p->caption), STR_ARG(text));
	if (!prose_inside(p, PROSE_FIGURE) && !prose_inside(p, PROSE_TABLE)) {
		put_line(p, p->caption);
		p->caption = STR_NONE;
	}
}

/* The block has just left the list of open ones. */
static void
close_block(struct prose *p, enum prose_block block)
{
	switch (block) {
	case PROSE_PRE:
		end_pre(p);
		put_links(p);
		break;
	case PROSE_CELL:
	case PROSE_HEAD_CELL:
		end_cell(p, block == PROSE_HEAD_CELL);
		break;
	case PROSE_CAPTION:
		end_caption(p);
		break;
	case PROSE_TABLE:
		end_table(p);
		put_links(p);
		break;
	case PROSE_FIGURE:
		end_figure(p);
		break;
	case PROSE_ITEM:
		p->item_due = false;
		break;
	default:
		put_links(p);
		if (!in_list(p))
			p->gap_due = p->doc->n > 0;
		break;
	}
}

/* Rows and cells end those before them, whether that was said or not. False: there is no table. */
static bool
make_way_in_table(struct prose *p, enum prose_block block)
{
	if (!prose_inside(p, PROSE_TABLE))
		return false;
	prose_end(p, PROSE_CELL);
	prose_end(p, PROSE_HEAD_CELL);
	if (block == PROSE_ROW)
		prose_end(p, PROSE_ROW);
	else if (!prose_inside(p, PROSE_ROW))
		prose_begin(p, PROSE_ROW, 0, STR_NONE);
	return true;
}

/* An item ends the one before it; the list counts it. */
static void
make_way_for_item(struct prose *p)
{
	size_t i = p->depth;

	end_line(p);
	while (i > 0 && p->open[i - 1].block != PROSE_LIST && p->open[i - 1].block != PROSE_NUMBERED &&
	    p->open[i - 1].block != PROSE_ITEM)
		i--;
	if (i > 0 && p->open[i - 1].block == PROSE_ITEM) {
		prose_end(p, PROSE_ITEM);
		i = p->depth;
	}
	while (i > 0 && p->open[i - 1].block != PROSE_LIST && p->open[i - 1].block != PROSE_NUMBERED)
		i--;
	if (i > 0 && p->open[i - 1].number < INT_MAX)
		p->open[i - 1].number++;
}

/* May this block begin here? What stands before it is complete then. */
static bool
make_way(struct prose *p, enum prose_block block)
{
	if (block == PROSE_CELL || block == PROSE_HEAD_CELL || block == PROSE_ROW)
		return make_way_in_table(p, block);
	if (prose_inside(p, PROSE_PRE))
		return false;			/* markup in what is shown as it stands */
	if (is_gathering(p)) {
		p->blank = true;		/* no block of its own in a cell or a caption */
		return false;
	}
	if (block == PROSE_TABLE && prose_inside(p, PROSE_TABLE))
		return false;
	if (block == PROSE_HEADING)
		prose_end(p, PROSE_HEADING);
	if (block == PROSE_ITEM)
		make_way_for_item(p);
	else if (!p->item_due || p->line.n > 0)
		settle(p);
	return block != PROSE_PARAGRAPH;
}

void
prose_begin(struct prose *p, enum prose_block block, int number, struct str word)
{
	if (!make_way(p, block))
		return;
	if (p->depth == PROSE_DEPTH) {
		p->too_deep++;
		return;
	}
	if (block == PROSE_FIGURE && !prose_inside(p, PROSE_FIGURE))
		p->figure_at = p->n_links;
	if (block == PROSE_ROW)
		begin_row(p);
	if (block == PROSE_PRE)
		begin_pre(p, word);
	if (block == PROSE_HEADING)
		number = number < 1 ? 1 : number > 3 ? 3 : number;
	if (block == PROSE_NUMBERED)
		number = number < 0 ? 0 : number - 1;
	p->open[p->depth++] = (struct open){ block, number };
	if (block == PROSE_ITEM)
		p->item_due = true;
}

void
prose_end(struct prose *p, enum prose_block block)
{
	if (prose_inside(p, PROSE_PRE) && block != PROSE_PRE)
		return;
	if (block == PROSE_PARAGRAPH) {
		prose_link_end(p);
		settle(p);
		return;
	}
	if (p->too_deep > 0 && p->depth == PROSE_DEPTH && p->open[p->depth - 1].block != block) {
		p->too_deep--;
		return;
	}
	if (!prose_inside(p, block))
		return;
	for (;;) {
		enum prose_block innermost = p->open[p->depth - 1].block;

		if (innermost != PROSE_PRE) {
			prose_link_end(p);
			if (!is_gathering(p))
				end_line(p);
		}
		p->depth--;
		close_block(p, innermost);
		if (innermost == block)
			return;
	}
}

void
prose_finish(struct prose *p)
{
	prose_end(p, PROSE_PRE);
	prose_link_end(p);
	while (p->depth > 0)
		prose_end(p, p->open[p->depth - 1].block);
	name_pictures(p, 0);
	settle(p);
	buf_release(&p->line);
}

#include "format/table.h"

#include "format/utf8.h"

#include "base/banned.h"

#define GAP 2		/* blanks between columns */
#define LINE_MAX_BYTES (1 << 20)

static size_t
count_columns(const struct table_row *rows, size_t n)
{
	size_t most = 0;

	for (size_t i = 0; i < n; i++)
		most = rows[i].n > most ? rows[i].n : most;
	return most;
}

/* Of each column into `widths`; all of them with their gaps is returned. */
static size_t
measure(const struct table_row *rows, size_t n, size_t *widths, size_t columns)
{
	size_t all = 0;

	for (size_t i = 0; i < n; i++) {
		for (size_t j = 0; j < rows[i].n; j++) {
			size_t w = utf8_columns(rows[i].cells[j].text);

			widths[j] = w > widths[j] ? w : widths[j];
		}
	}
	for (size_t j = 0; j < columns; j++)
		all += widths[j] + (j > 0 ? GAP : 0);
	return all;
}

static bool
is_head(const struct table_row *row)
{
	for (size_t j = 0; j < row->n; j++)
		if (!row->cells[j].head)
			return false;
	return row->n > 0;
}

static void
add_pre(struct doc *d, const struct buf *line)
{
	struct str s = buf_str(line);

	while (s.n > 0 && s.p[s.n - 1] == ' ')
		s.n--;
	doc_add(d, (struct gemtext_line){ GEMTEXT_PRE, 0, arena_str(d->arena, s), STR_NONE });
}

static void
add_aligned(struct doc *d, const struct table_row *row, const size_t *widths)
{
	struct buf line;

	buf_init(&line, LINE_MAX_BYTES);
	for (size_t j = 0; j < row->n; j++) {
		buf_fill(&line, ' ', j > 0 ? GAP : 0);
		buf_add(&line, row->cells[j].text);
		buf_fill(&line, ' ', widths[j] - utf8_columns(row->cells[j].text));
	}
	add_pre(d, &line);
	buf_release(&line);
}

static void
add_rule(struct doc *d, const size_t *widths, size_t columns)
{
	struct buf line;

	buf_init(&line, LINE_MAX_BYTES);
	for (size_t j = 0; j < columns; j++) {
		buf_fill(&line, ' ', j > 0 ? GAP : 0);
		buf_fill(&line, '-', widths[j]);
	}
	add_pre(d, &line);
	buf_release(&line);
}

static void
add_item(struct doc *d, const struct table_row *row, const struct table_row *heads)
{
	struct buf line;

	buf_init(&line, LINE_MAX_BYTES);
	for (size_t j = 0; j < row->n; j++) {
		if (row->cells[j].text.n == 0)
			continue;
		buf_add(&line, line.n > 0 ? STR("; ") : STR_NONE);
		if (heads != NULL && j < heads->n && heads->cells[j].text.n > 0) {
			buf_add(&line, heads->cells[j].text);
			buf_add(&line, STR(": "));
		}
		buf_add(&line, row->cells[j].text);
	}
	if (line.n > 0)
		doc_item(d, arena_str(d->arena, buf_str(&line)));
	buf_release(&line);
}

void
table_add(struct doc *d, const struct table_row *rows, size_t n, struct str caption, size_t width)
{
	size_t columns = count_columns(rows, n);
	size_t *widths = arena_new(d->arena, columns, sizeof(*widths));
	const struct table_row *heads = n > 1 && is_head(&rows[0]) ? &rows[0] : NULL;
	struct gemtext_line toggle = { GEMTEXT_TOGGLE, 0, STR_NONE, STR_NONE };

	if (measure(rows, n, widths, columns) > width || columns < 2) {
		if (caption.n > 0)
			doc_text(d, caption);
		for (size_t i = heads == NULL ? 0 : 1; i < n; i++)
			add_item(d, &rows[i], heads);
		return;
	}
	toggle.text = caption.n > 0 ? caption : STR("Table");
	doc_add(d, toggle);
	for (size_t i = 0; i < n; i++) {
		add_aligned(d, &rows[i], widths);
		if (&rows[i] == heads)
			add_rule(d, widths, columns);
	}
	toggle.text = STR_NONE;
	doc_add(d, toggle);
}

/* tests/unit/test_table.c: tables in columns, and what is too wide for them. */
#include "unit/test.h"

#include "format/table.h"

#define BQ "```"

/* Rows at LF, cells at '|'; a '!' in front is a head. */
static const struct row {
	const char *name, *in, *caption;
	size_t width;
	const char *out;
} rows[] = {
	{ "nothing", "", "", 10, "" },
	{ "two columns", "a|bb\nccc|d", "", 10, BQ "Table\na    bb\nccc  d\n" BQ "\n" },
	{ "heads", "!a|!bb\nccc|d", "C", 10, BQ "C\na    bb\n---  --\nccc  d\n" BQ "\n" },
	{ "heads at the side", "!a|b\n!c|d", "", 10, BQ "Table\na  b\nc  d\n" BQ "\n" },
	{ "rows of their own lengths", "a|b|c\nd", "", 10, BQ "Table\na  b  c\nd\n" BQ "\n" },
	{ "wide letters", "\xe8\x8c\xb6|b\nc|d", "", 10, BQ "Table\n\xe8\x8c\xb6  b\nc   d\n" BQ "\n" },
	{ "just as wide", "aaaa|bbbb", "", 10, BQ "Table\naaaa  bbbb\n" BQ "\n" },
	{ "just too wide", "aaaa|bbbbb", "", 10, "* aaaa; bbbbb\n" },
	{ "too wide, heads", "!x|!y\naaaaa|bbbbb\n|c", "C", 10, "C\n* x: aaaaa; y: bbbbb\n* y: c\n" },
	{ "one column", "a\nb", "", 10, "* a\n* b\n" },
};

static void
test_row(void **state)
{
	const struct row *row = *state;
	struct arena a = { NULL };
	struct doc *d = doc_new(&a);
	struct str rest = str_of(row->in), line, cell;
	struct table_row table[8] = { 0 };
	struct buf out;
	size_t n = 0;

	while (str_line(&rest, &line)) {
		table[n].cells = arena_new(&a, 8, sizeof(struct table_cell));
		while (str_cut(&line, '|', &cell)) {
			bool head = str_skip(&cell, STR("!"));

			table[n].cells[table[n].n++] = (struct table_cell){ cell, head };
		}
		n++;
	}
	table_add(d, table, n, str_of(row->caption), row->width);
	buf_init(&out, 4096);
	doc_write_gemtext(d, &out);
	assert_str_equal(buf_str(&out), row->out);
	buf_release(&out);
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "table" };

	suite_table(&s, "table", rows, test_row);
	return suite_run(&s);
}

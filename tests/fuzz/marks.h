/* marks.h: what a message about a file says of the place must be in that file. */
#ifndef MARKS_H
#define MARKS_H

#include "base/error.h"

/* Line and column, from 1; the end of the file is a place too. `line` may be all there is. */
static inline void
check_mark(struct str file, uint64_t line, uint64_t col)
{
	struct str text = STR_NONE;

	check(line >= 1);
	for (; line > 0; line--) {
		if (file.n > 0) {
			check(str_cut(&file, '\n', &text));
			continue;
		}
		check(line == 1 && col <= 1);		/* just behind the last line */
		return;
	}
	check(col <= text.n + 1);
}

/* "NAME:LINE:COL: text" or "NAME:LINE: text". The text may quote anything: the log escapes it. */
static inline void
check_error(struct str file, const char *name, const struct error *err)
{
	struct str text = str_of(err->text), number;
	uint64_t line, col = 0;

	check(err->kind == ERROR_INPUT || err->kind == ERROR_TOO_LARGE);
	check(str_skip(&text, str_of(name)) && str_skip(&text, STR(":")));
	check(str_cut(&text, ':', &number) && str_number(number, SIZE_MAX, &line));
	if (!str_starts(text, STR(" ")))
		check(str_cut(&text, ':', &number) && str_number(number, SIZE_MAX, &col) && col >= 1);
	check(str_skip(&text, STR(" ")) && text.n > 0);
	check_mark(file, line, col);
}

#endif

/*
 * format/plural.h: how a language counts. Spec: Unicode CLDR, plural rules; the order of forms is that of
 * gettext's catalogues, which translators know.
 */
#ifndef FORMAT_PLURAL_H
#define FORMAT_PLURAL_H

#include "base/str.h"

#define PLURAL_FORMS 6		/* Arabic has six; no language of CLDR has more */

struct plural {
	const char *langs;		/* primary subtags, divided by blanks */
	size_t forms;			/* 1 to PLURAL_FORMS */
	size_t single;			/* so many of the first forms stand for one number each: "a comment" */
	const char *examples;		/* which numbers take which form: "1 | 0, 2, 3 …" */
	size_t (*form)(uint64_t n);	/* below `forms` */
};

/* The rule of a language by its primary subtag; one that is not in the table counts as English does. */
const struct plural *plural_of(struct str lang);

#endif

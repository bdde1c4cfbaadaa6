/*
 * base/str.h: borrowed bytes of known length. Never NUL-terminated, never freed through the view;
 * whoever made the bytes owns them and outlives the view. Letters are ASCII letters, whatever the
 * locale says.
 */
#ifndef BASE_STR_H
#define BASE_STR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct str {
	const char *p;
	size_t n;
};

#define STR(lit) ((struct str){ (lit), sizeof(lit) - 1 })
#define STR_NONE ((struct str){ "", 0 })
#define STR_ARG(s) (int)(s).n, (s).p	/* for printf's "%.*s" */

struct str str_of(const char *cstr);	/* the whole of a C string, borrowed; NULL: the empty one */

bool str_eq(struct str a, struct str b);
bool str_eq_nocase(struct str a, struct str b);
int str_cmp(struct str a, struct str b);	/* order of bytes, the shorter first; as memcmp */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
bool str_has(struct str s, char c);
bool str_inside(struct str inner, struct str outer);	/* is inner a view into outer? */

bool str_skip(struct str *s, struct str prefix);	/* *s starts with prefix: step past it, true */
bool str_drop(struct str *s, struct str suffix);	/* *s ends with suffix: cut it off, true */
struct str str_from(struct str s, size_t at);		/* the rest from byte `at`; empty past the end */
struct str str_head(struct str s, size_t n);		/* the first n bytes at most */

struct str str_trim(struct str s);	/* without SPACE and TAB at both ends */
struct str str_word(struct str *s);	/* cut the bytes up to the first SPACE or TAB off *s */

/*
 * Cut the bytes before the first `sep` off *s, and the separator with them. Without one, all of *s
 * is the head and *s becomes empty. False when *s was empty before: so `while (str_cut(&s, …))`
 * sees every part but an empty last one.
 */
bool str_cut(struct str *s, char sep, struct str *head);

/* The next line of *rest without its LF or CRLF; a last line needs none. False at the end. */
bool str_line(struct str *rest, struct str *line);

/* Decimal digits and nothing else, at most `max`: true and *value. No sign, no blank, not empty. */
bool str_number(struct str s, uint64_t max, uint64_t *value);

char ascii_lower(char c);
bool ascii_is_digit(char c);
bool ascii_is_letter(char c);
bool ascii_is_control(char c);		/* C0 and DEL */
int ascii_hex(char c);			/* 0 to 15, or -1 */

#endif

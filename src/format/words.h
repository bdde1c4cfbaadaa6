/*
 * format/words.h: what carrel itself says to readers, in their language. Code names a word by its enum; the
 * text behind it is English, German, French, Spanish or Japanese as shipped, or the author's own (format/
 * wordfile.h). A word is looked up by index; tables are made when the capsule is loaded, never for a request.
 */
#ifndef FORMAT_WORDS_H
#define FORMAT_WORDS_H

#include "base/arena.h"
#include "format/plural.h"
#include "format/word_list.h"

enum word {
#define WORD_ENUM(name, key, english) WORD_##name,
	WORD_LIST(WORD_ENUM)
#undef WORD_ENUM
	WORDS
};

#define WORD_MAX 600		/* bytes of a text: a prompt must fit a status line of 1,024 with a title in it */

/* All words in one language. Every text is there: none is empty. */
struct words {
	struct str lang;		/* primary subtag, lower case */
	const struct plural *plural;
	/* By form; a text that is the same for all numbers stands in each. */
	struct str text[WORDS][PLURAL_FORMS];
};

/* What {title} and the like stand for. A member that a text does not name is not looked at. */
struct word_args {
	struct str title, name, author, date, line, head, license, tag, folder, mark, file, page, pages, size;
	struct str day, month, year;
	uint64_t n;			/* {n}, and which form is said */
};

/* The primary subtag of a language tag: "pt" of "pt-BR". A view. */
struct str words_primary(struct str tag);

/* The words as shipped, by primary subtag in any case; NULL: carrel does not speak it. Never freed. */
const struct words *words_builtin(struct str lang);
const struct words *words_english(void);

/* The languages of words_builtin(), English first; the empty one behind the last. */
struct str words_builtin_lang(size_t i);

/*
 * A table of one's own, to be changed with words_set(): the shipped words of `lang` (a primary subtag,
 * borrowed), or the English ones, sorted into the forms of that language.
 */
void words_begin(struct words *w, struct str lang);

struct str words_get(const struct words *w, enum word word);	/* for words without {…} */
struct str words_say(const struct words *w, enum word word, struct arena *a, const struct word_args *args);

/* A day as it is written in running text: "7. November 2026". */
struct str words_day(const struct words *w, struct arena *a, int64_t utc, int32_t offset);
/* A month, from 1, as it stands above what is from it: "November 2026". */
struct str words_month(const struct words *w, struct arena *a, int64_t year, int month);

/* The word's name in the author's file, and its English text, forms and all. */
struct str words_key(enum word word);
struct str words_source(enum word word);

/* The text of a shipped language as it stands in its table; NULL: not shipped, or not translated. */
const char *words_shipped(struct str lang, enum word word);

/*
 * Put one text, with its forms divided by " | ", into the table. It must name what the English one names and
 * nothing else; {n} may be left out of a form that stands for one number. 0, or -1 and why[], what is wrong
 * and what was expected. Borrows `text`.
 */
#define WORDS_WHY 300
int words_set(struct words *w, enum word word, struct str text, char why[static WORDS_WHY]);

extern const char *const words_de[WORDS], *const words_fr[WORDS], *const words_es[WORDS],
    *const words_ja[WORDS];

#endif

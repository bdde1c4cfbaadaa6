#include "format/placeholder.h"

#include "base/banned.h"

static const struct {
	const char *word;
	enum placeholder_kind kind;
	size_t usual;		/* 0: takes no number */
} words[] = {
	{ "posts", PLACEHOLDER_POSTS, 10 },
	{ "tags", PLACEHOLDER_TAGS, 0 },
	{ "comments", PLACEHOLDER_COMMENTS, 5 },
	{ "search", PLACEHOLDER_SEARCH, 0 },
};

struct placeholder
placeholder_parse(struct str line)
{
	struct placeholder p = { PLACEHOLDER_NONE, 0, 0 };
	struct str s = str_trim(line), word;
	uint64_t count;

	if (!str_skip(&s, STR("{{")) || !str_drop(&s, STR("}}")))
		return p;
	s = str_trim(s);
	p.kind = PLACEHOLDER_UNKNOWN;
	p.col = s.n == 0 ? 1 : (size_t)(s.p - line.p) + 1;
	word = str_word(&s);
	s = str_trim(s);
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (!str_eq_nocase(word, str_of(words[i].word)))
			continue;
		count = words[i].usual;
		if (s.n > 0 && (count == 0 || !str_number(s, PLACEHOLDER_MAX, &count) || count == 0))
			break;
		p.kind = words[i].kind;
		p.count = (size_t)count;
	}
	return p;
}

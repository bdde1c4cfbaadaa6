#include "format/gemtext.h"

#include "base/banned.h"

static int
skip_hashes(struct str *s)
{
	int level = 0;

	while (level < 3 && str_skip(s, STR("#")))
		level++;
	return level;
}

struct gemtext_line
gemtext_parse_line(struct str line, bool *in_pre)
{
	struct gemtext_line l = { .kind = GEMTEXT_TEXT, .text = line, .url = STR_NONE };
	struct str s = line;

	if (str_skip(&s, STR("```"))) {
		l.kind = GEMTEXT_TOGGLE;
		l.text = *in_pre ? STR_NONE : str_trim(s);	/* only an opening toggle has alt text */
		*in_pre = !*in_pre;
	} else if (*in_pre) {
		l.kind = GEMTEXT_PRE;
	} else if (str_skip(&s, STR("=>"))) {
		s = str_trim(s);
		if (s.n == 0)
			return l;				/* an arrow to nowhere is text */
		l.kind = GEMTEXT_LINK;
		l.url = str_word(&s);				/* cuts s at its first blank */
		l.text = str_trim(s);
	} else if ((l.level = skip_hashes(&s)) > 0) {
		l.kind = GEMTEXT_HEADING;
		l.text = str_trim(s);
	} else if (str_skip(&s, STR("* "))) {
		l.kind = GEMTEXT_ITEM;
		l.text = str_trim(s);
	} else if (str_skip(&s, STR(">"))) {
		l.kind = GEMTEXT_QUOTE;
		l.text = str_trim(s);
	}
	return l;
}

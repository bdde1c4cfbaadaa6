#include "format/json.h"

#include "format/utf8.h"

#include "base/banned.h"

void
json_string(struct buf *to, struct str s)
{
	buf_addc(to, '"');
	while (s.n > 0) {
		uint32_t c = utf8_next(&s);

		if (c == '"' || c == '\\')
			buf_addf(to, "\\%c", (char)c);
		else if (c == '\n')
			buf_add(to, STR("\\n"));
		else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
			buf_addf(to, "\\u%04x", (unsigned)c);
		else
			utf8_put(to, c);
	}
	buf_addc(to, '"');
}

void
json_member(struct buf *to, bool first, const char *key, struct str value)
{
	if (!first)
		buf_add(to, STR(", "));
	json_string(to, str_of(key));
	buf_add(to, STR(": "));
	json_string(to, value);
}

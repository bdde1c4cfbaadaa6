#include "format/slug.h"

#include "base/buf.h"
#include "format/ascii.h"

#include "base/banned.h"

/* No longer than may be, and of whole words if the first one allows it. */
static struct str
fitting(struct str slug)
{
	size_t at = SLUG_MAX;

	if (slug.n <= SLUG_MAX)
		return slug;
	while (at > 0 && slug.p[at] != '-')
		at--;
	return str_head(slug, at > 0 ? at : SLUG_MAX);
}

struct str
slug_of(struct arena *a, struct str title, struct str lang)
{
	struct str plain = ascii_of(a, title, lang), out;
	struct buf b;

	buf_init(&b, plain.n + 1);
	for (size_t i = 0; i < plain.n; i++) {
		char c = ascii_lower(plain.p[i]);

		if ((c >= 'a' && c <= 'z') || ascii_is_digit(c))
			buf_addc(&b, c);
		else if (c != '\'' && b.n > 0 && b.p[b.n - 1] != '-')	/* who's is whos, not who-s */
			buf_addc(&b, '-');
	}
	out = buf_str(&b);
	(void)str_drop(&out, STR("-"));
	out = arena_str(a, fitting(out));
	buf_release(&b);
	return out;
}

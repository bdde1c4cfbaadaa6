/* fuzz_wxr.c: any bytes as a WordPress export, in one piece and byte by byte. */
#include "fuzz.h"

#include "format/wxr.h"

struct seen {
	size_t items, comments, authors, bytes;
};

static void
on_author(void *ctx, struct str login, struct str name)
{
	struct seen *s = ctx;

	s->authors++;
	s->bytes += login.n + name.n;
}

static void
on_item(void *ctx, const struct wxr_site *site, const struct wxr_item *item)
{
	struct seen *s = ctx;

	s->items++;
	check(utf8_valid(site->title) && utf8_valid(item->content) && utf8_valid(item->title));
	check(item->content.n <= WXR_FIELD_MAX && item->tags.n <= WXR_LIST_MAX);
	s->bytes += item->content.n + item->title.n + item->name.n + item->tags.n + item->categories.n;
}

static void
on_comment(void *ctx, const struct wxr_comment *c)
{
	struct seen *s = ctx;

	check(s->items > 0);		/* the item is told before its comments */
	s->comments++;
	s->bytes += c->id.n + c->author.n + c->content.n;
}

static int
read_in_pieces(struct str all, size_t piece, struct seen *s)
{
	struct wxr_handler handler = { on_author, on_item, on_comment, s };
	struct wxr *w = wxr_new("x", &handler);
	struct error err;
	int rc = 0;

	*s = (struct seen){ 0 };
	while (rc == 0 && all.n > 0) {
		rc = wxr_feed(w, str_head(all, piece), false, &err);
		all = str_from(all, str_head(all, piece).n);
	}
	if (rc == 0)
		rc = wxr_feed(w, STR_NONE, true, &err);
	check(rc == 0 || (err.kind == ERROR_INPUT && err.text[0] != '\0'));
	wxr_free(w);
	return rc;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str all = fuzz_str(data, size);
	struct seen whole, parts;

	if (read_in_pieces(all, 1 << 20, &whole) != 0)
		return 0;
	check(read_in_pieces(all, 1, &parts) == 0);
	check(whole.items == parts.items && whole.comments == parts.comments);
	check(whole.authors == parts.authors && whole.bytes == parts.bytes);
	return 0;
}

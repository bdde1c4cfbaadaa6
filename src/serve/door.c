#include "serve/door.h"

#include "base/file.h"
#include "format/utf8.h"
#include "page/page.h"

#include "base/banned.h"

bool
door_skip(struct str *selector)
{
	struct str s = *selector;

	(void)str_skip(&s, STR("/"));
	if (!str_skip(&s, STR("ascii")) || (s.n > 0 && s.p[0] != '/'))
		return false;
	*selector = s;
	return true;
}

bool
door_is_there(const struct front *f)
{
	return file_kind(f->site->root, "ascii") == FILE_OTHER;
}

struct str
door_text(const struct front *f, struct exchange *x, struct str text, struct str lang)
{
	return x->ascii ? ascii_of(&x->arena, text, lang.n > 0 ? lang : f->site->config->lang) : text;
}

/* An address as it is written must not hold other letters either: they mean the same percent-encoded. */
static struct str
plain_url(struct arena *a, struct str url)
{
	struct buf b;
	struct str out;

	if (ascii_is(url))
		return url;
	buf_init(&b, 3 * url.n);
	for (size_t i = 0; i < url.n; i++)
		if ((unsigned char)url.p[i] < 0x80)
			buf_addc(&b, url.p[i]);
		else
			buf_addf(&b, "%%%02X", (unsigned)(unsigned char)url.p[i]);
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

struct doc *
door_doc(const struct front *f, struct exchange *x, struct doc *d, struct str lang)
{
	struct doc *out;

	if (!x->ascii)
		return d;
	out = doc_new(&x->arena);
	for (size_t i = 0; i < d->n; i++) {
		struct gemtext_line l = d->lines[i];

		/* A link without a label shows its address: that as it can be read, not as it is sent. */
		if (l.kind == GEMTEXT_LINK && l.text.n == 0)
			l.text = l.url;
		l.text = door_text(f, x, l.text, lang);
		l.url = plain_url(&x->arena, l.url);
		doc_add(out, l);
	}
	return out;
}

/* Prose, not what programs read: an XML file whose quotes have changed may be none any more. */
static bool
is_prose(const struct front *f, struct exchange *x)
{
	struct str type = x->response.meta;

	if (str_eq(type, STR("application/octet-stream")))
		return item_type(f, x->request.path) == '0';
	return str_starts(type, STR("text/")) && !str_starts(type, STR("text/html"));
}

void
door_file(const struct front *f, struct exchange *x)
{
	struct response *r = &x->response;
	struct str text, lang = r->lang;

	if (!x->ascii || r->kind != RESPONSE_FILE || r->size > DOOR_TEXT_MAX || !is_prose(f, x) ||
	    !reply_read(x, &text))
		return;
	r->kind = RESPONSE_BYTES;
	r->is_menu = false;
	r->bytes = door_text(f, x, text, lang);
}

#define NUMBER_GROWTH 4		/* times a letter's bytes, at most: "&#2047;" for two */

void
door_feed(struct exchange *x)
{
	struct response *r = &x->response;
	struct str rest = r->bytes;
	struct buf b;

	if (!x->ascii || r->kind != RESPONSE_BYTES || !str_eq(r->meta, STR("application/atom+xml")) ||
	    ascii_is(rest))
		return;
	buf_init(&b, NUMBER_GROWTH * rest.n);
	while (rest.n > 0) {
		uint32_t c = utf8_next(&rest);

		if (c < 0x80)
			buf_addc(&b, (char)c);
		else
			buf_addf(&b, "&#%u;", (unsigned)(c == UTF8_BAD ? 0xfffd : c));
	}
	r->bytes = arena_str(&x->arena, buf_str(&b));
	buf_release(&b);
}

void
door_offer(const struct front *f, struct exchange *x, const struct menu_place *place, struct buf *out)
{
	struct view v;
	struct page page = begin_page(f, x, &v);

	if (!str_eq(x->request.path, STR("/")))
		return;
	if (x->ascii)
		menu_item(out, '1', door_text(f, x, page_word(&page, WORD_ALL_LETTERS), x->lang), STR("/"), place->host,
		    place->port);
	else if (door_is_there(f))
		menu_item(out, '1', page_word(&page, WORD_PLAIN_ASCII), arena_printf(&x->arena, "%.*s/",
		    STR_ARG(DOOR)), place->host, place->port);
}

#include "format/atom.h"

#include "base/digest.h"
#include "base/time.h"
#include "format/utf8.h"

#include "base/banned.h"

/* Text for an element or an attribute. XML 1.0 has no control characters but TAB and LF. */
static void
add_text(struct buf *to, struct str s)
{
	while (s.n > 0) {
		uint32_t c = utf8_next(&s);

		if (c == '&')
			buf_add(to, STR("&amp;"));
		else if (c == '<')
			buf_add(to, STR("&lt;"));
		else if (c == '>')
			buf_add(to, STR("&gt;"));
		else if (c == '"')
			buf_add(to, STR("&quot;"));
		else if ((c >= 0x20 || c == '\t' || c == '\n') && (c < 0x7f || c > 0x9f) && c != 0xfffe &&
		    c != 0xffff)
			utf8_put(to, c);
	}
}

static void
add_element(struct buf *to, const char *indent, const char *name, struct str text)
{
	buf_addf(to, "%s<%s>", indent, name);
	add_text(to, text);
	buf_addf(to, "</%s>\n", name);
}

static void
add_time(struct buf *to, const char *indent, const char *name, int64_t utc)
{
	char iso[TIME_ISO_SIZE];

	time_write_iso(iso, utc);
	add_element(to, indent, name, str_of(iso));
}

static void
add_link(struct buf *to, const char *indent, const char *rel, struct str url)
{
	buf_addf(to, "%s<link rel=\"%s\" href=\"", indent, rel);
	add_text(to, url);
	buf_add(to, STR("\"/>\n"));
}

static void
add_author(struct buf *to, const char *indent, struct str name)
{
	buf_addf(to, "%s<author><name>", indent);
	add_text(to, name);
	buf_add(to, STR("</name></author>\n"));
}

void
atom_begin(struct buf *to, struct str id, struct str title, struct str author, struct str self,
    struct str url, int64_t updated)
{
	buf_add(to, STR("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n"));
	add_element(to, "  ", "id", id);
	add_element(to, "  ", "title", title);
	add_time(to, "  ", "updated", updated);
	if (author.n > 0)
		add_author(to, "  ", author);
	add_link(to, "  ", "self", self);
	add_link(to, "  ", "alternate", url);
}

static void
add_categories(struct buf *to, const struct str *categories, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_add(to, STR("    <category term=\""));
		add_text(to, categories[i]);
		buf_add(to, STR("\"/>\n"));
	}
}

static void
add_entry(struct buf *to, const struct atom_entry *e)
{
	buf_add(to, STR("  <entry>\n"));
	add_element(to, "    ", "id", e->id);
	add_element(to, "    ", "title", e->title);
	add_time(to, "    ", "published", e->published);
	add_time(to, "    ", "updated", e->updated);
	add_author(to, "    ", e->author);
	add_link(to, "    ", "alternate", e->url);
	add_categories(to, e->categories, e->n_categories);
	if (e->summary.n > 0)
		add_element(to, "    ", "summary", e->summary);
	if (e->text.n > 0) {
		buf_addf(to, "    <content type=\"%s\">", e->type == NULL ? "text" : e->type);
		add_text(to, e->text);
		buf_add(to, STR("</content>\n"));
	}
	buf_add(to, STR("  </entry>\n"));
}

#define END STR("</feed>\n")

bool
atom_entry(struct buf *to, const struct atom_entry *e)
{
	size_t before = to->n, room = to->max - to->n;
	bool was_full = to->full;

	add_entry(to, e);
	if (was_full || (!to->full && to->n - before + END.n <= room))
		return !was_full;
	to->n = before;
	to->full = false;
	return false;
}

void
atom_end(struct buf *to)
{
	buf_add(to, END);
}

void
atom_urn(struct buf *to, struct str what)
{
	struct digest d = digest_of(what);
	char hex[DIGEST_HEX];

	/* RFC 9562, version 8: a hash of our own; the variant bits as they must be. */
	d.byte[6] = (unsigned char)((d.byte[6] & 0x0f) | 0x80);
	d.byte[8] = (unsigned char)((d.byte[8] & 0x3f) | 0x80);
	digest_hex(&d, hex);
	buf_addf(to, "urn:uuid:%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

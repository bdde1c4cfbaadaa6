#include "proto/gopher.h"

#include <string.h>

#include "base/version.h"
#include "format/menu.h"
#include "format/uri.h"

#include "base/banned.h"

/* Schemes that a page of ours may send a web browser to. Never javascript:, data: or file:. */
static const char *const passed_on[] = {
	"http", "https", "gemini", "titan", "spartan", "nex", "gopher", "gophers", "finger", "ftp", "ftps",
	"sftp", "ssh", "telnet", "mailto", "irc", "ircs", "xmpp", "news", "nntp", "magnet", "tel", "geo",
};

static bool
is_passed_on(struct str url)
{
	struct uri u = uri_split(url);

	for (size_t i = 0; i < url.n; i++)
		if (ascii_is_control(url.p[i]) || url.p[i] == ' ')
			return false;
	for (size_t i = 0; i < sizeof(passed_on) / sizeof(passed_on[0]); i++)
		if (str_eq_nocase(u.scheme, str_of(passed_on[i])))
			return true;
	return false;
}

/* "GET /path HTTP/1.1": without the HTTP/ it is a selector like another. */
static bool
is_http(struct str line)
{
	struct str rest = line, method = str_word(&rest), path;

	if (method.n < 3 || method.n > 7)
		return false;
	for (size_t i = 0; i < method.n; i++)
		if (method.p[i] < 'A' || method.p[i] > 'Z')
			return false;
	rest = str_trim(rest);
	path = str_word(&rest);
	return path.n > 0 && str_starts(str_trim(rest), STR("HTTP/"));
}

/* Further TAB fields belong to the search (a `?` in it became a TAB), but for a lone Gopher+ mark. */
static struct str
join_search(struct str first, struct str more, struct arena *a)
{
	struct str part, all;
	bool last = false;
	struct buf b;

	buf_init(&b, first.n + 1 + more.n);
	buf_add(&b, first);
	while (!last) {
		last = !str_has(more, '\t');	/* an empty last part is a question mark at the end */
		if (!str_cut(&more, '\t', &part))
			part = STR_NONE;
		if (part.n == 1 && str_has(STR("+$!"), part.p[0]))
			continue;
		buf_addc(&b, '?');
		buf_add(&b, part);
	}
	all = arena_str(a, buf_str(&b));
	buf_release(&b);
	return all;
}

size_t
gopher_line_max(struct str line)
{
	return str_has(line, '\t') ? GOPHER_TYPED_MAX : GOPHER_LINE_MAX;
}

struct gopher_request
gopher_parse(struct str line, bool (*is_search)(struct str selector), struct arena *a)
{
	struct gopher_request r = { .kind = GOPHER_ITEM, .selector = STR_NONE, .search = STR_NONE };
	struct str rest = line, field = STR_NONE, url, head;
	bool more;

	if (str_has(line, '\0')) {
		r.kind = GOPHER_BAD;
		return r;
	}
	if (is_http(line)) {
		r.kind = GOPHER_HTTP;
		return r;
	}
	if (str_cut(&rest, '\t', &head))
		r.selector = head;
	url = r.selector;
	(void)str_skip(&url, STR("/"));		/* lynx puts one in front */
	if (str_skip(&url, STR("URL:"))) {
		r.kind = is_passed_on(url) ? GOPHER_URL : GOPHER_BAD;
		r.selector = url;
		return r;
	}
	if (str_has(r.selector, '?')) {
		struct str query = r.selector;

		(void)str_cut(&query, '?', &head);
		if (is_search(head)) {
			r.selector = head;
			r.search = query;
			r.has_search = true;
		}
	}
	if (r.selector.n == line.n || r.has_search)
		return r;
	more = str_has(rest, '\t');
	(void)str_cut(&rest, '\t', &field);
	if (is_search(r.selector)) {
		r.search = more ? join_search(field, rest, a) : field;
		r.has_search = true;
	} else if (str_starts(field, STR("!")) || str_starts(field, STR("$"))) {
		r.kind = GOPHER_ATTRIBUTES;
	} else if (str_starts(field, STR("+")) && str_starts(rest, STR("1"))) {
		r.kind = GOPHER_FORM;
	}
	return r;
}

/* No percent signs, no dots, no empty segments to resolve: selectors of ours never have them. */
static struct str
literal_path(struct arena *a, struct str selector)
{
	struct str rest, segment;

	(void)str_skip(&selector, STR("/"));
	rest = selector;
	while (str_cut(&rest, '/', &segment))
		if (segment.n == 0 || str_eq(segment, STR(".")) || str_eq(segment, STR("..")))
			return STR_NONE;
	return arena_printf(a, "/%.*s", STR_ARG(selector));
}

bool
gopher_path(struct arena *a, struct str selector, size_t reading, struct str *path)
{
	struct str s = selector;

	*path = STR_NONE;
	if (reading >= GOPHER_READINGS)
		return false;
	if (reading >= 2) {
		(void)str_skip(&s, STR("/"));
		if (s.n < 2 || s.p[1] != '/' || !str_has(STR("0179gIhs"), s.p[0]))
			return true;
		s = str_from(s, 1);
	}
	if (reading % 2 == 0) {
		*path = literal_path(a, s);
	} else if (str_has(s, '%')) {
		(void)str_skip(&s, STR("/"));
		if (uri_path_decode(a, arena_printf(a, "/%.*s", STR_ARG(s)), path) != URI_PATH_OK)
			*path = STR_NONE;
	}
	return true;
}

void
gopher_write_error(struct buf *to, struct str message)
{
	menu_item(to, '3', message, STR_NONE, STR("error.host"), 1);
	menu_end(to);
}

static void
add_html(struct buf *to, struct str s)
{
	for (size_t i = 0; i < s.n; i++) {
		switch (s.p[i]) {
		case '&':
			buf_add(to, STR("&amp;"));
			break;
		case '<':
			buf_add(to, STR("&lt;"));
			break;
		case '>':
			buf_add(to, STR("&gt;"));
			break;
		case '"':
			buf_add(to, STR("&quot;"));
			break;
		case '\'':
			buf_add(to, STR("&#39;"));
			break;
		default:
			if (!ascii_is_control(s.p[i]))
				buf_addc(to, s.p[i]);
		}
	}
}

void
gopher_write_url_page(struct buf *to, struct str url, const struct words *words)
{
	buf_add(to, STR("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2 Final//EN\">\n"
	    "<html><head><title>"));
	add_html(to, words_get(words, WORD_LINK_OUT_TITLE));
	buf_add(to, STR("</title>\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\n"
	    "<meta http-equiv=\"refresh\" content=\"5;url="));
	add_html(to, url);
	buf_add(to, STR("\">\n</head><body><p>"));
	add_html(to, words_get(words, WORD_LINK_OUT));
	buf_add(to, STR("\n<a href=\""));
	add_html(to, url);
	buf_add(to, STR("\">"));
	add_html(to, url);
	buf_add(to, STR("</a></p></body></html>\n"));
}

static void
add_gopher_address(struct buf *to, const struct gopher_place *place)
{
	buf_addf(to, str_has(place->host, ':') ? "gopher://[%.*s]" : "gopher://%.*s",
	    STR_ARG(place->host));
	if (place->port != 70)
		buf_addf(to, ":%u", (unsigned)place->port);
	buf_addc(to, '/');
}

static void
add_link(struct buf *to, const struct buf *address)
{
	buf_add(to, STR("<a href=\""));
	add_html(to, buf_str(address));
	buf_add(to, STR("\">"));
	add_html(to, buf_str(address));
	buf_add(to, STR("</a>"));
}

void
gopher_write_http(struct buf *to, const struct gopher_place *place)
{
	struct buf address;

	buf_init(&address, 4096);
	buf_add(to, STR("HTTP/1.0 400 Bad Request\r\nContent-Type: text/html; charset=utf-8\r\n"
	    "Connection: close\r\n\r\n"
	    "<html><head><title>"));
	add_html(to, words_get(place->words, WORD_NO_WEB_SERVER));
	buf_add(to, STR("</title></head><body>\n<p>"));
	add_html(to, words_get(place->words, WORD_GOPHER_SERVER));
	buf_addc(to, ' ');
	add_gopher_address(&address, place);
	add_link(to, &address);
	if (place->gemini.n > 0) {
		buf_add(to, STR("</p>\n<p>"));
		add_html(to, words_get(place->words, WORD_ALSO_ON_GEMINI));
		buf_addc(to, ' ');
		buf_clear(&address);
		buf_add(&address, place->gemini);
		add_link(to, &address);
	}
	buf_add(to, STR("</p>\n</body></html>\n"));
	buf_release(&address);
}

/* Just enough Gopher+ to send UMN's client back to plain Gopher: no `+` behind the port. */
void
gopher_write_attributes(struct buf *to, struct str selector, const struct gopher_place *place)
{
	buf_add(to, STR("+-1\r\n+INFO: "));
	menu_item(to, '1', place->title, selector, place->host, place->port);
	buf_add(to, STR("+ADMIN:\r\n Admin: the author of this capsule <see the home page>\r\n.\r\n"));
}

void
gopher_write_form_refusal(struct buf *to, const struct gopher_place *place)
{
	buf_addf(to, "--1\r\n1 <admin@%.*s>\r\n%.*s\r\n.\r\n", STR_ARG(place->host),
	    STR_ARG(words_get(place->words, WORD_NO_FORMS)));
}

/* A line of caps.txt, of one or two texts; of what nobody has set there is none. */
static void
add_cap(struct buf *to, const char *key, struct str value, struct str more)
{
	if (value.n == 0)
		return;
	buf_addf(to, "%s=%.*s%s%.*s\n", key, STR_ARG(value), more.n > 0 ? ": " : "", STR_ARG(more));
}

void
gopher_write_caps(struct buf *to, const struct gopher_place *place, bool tls)
{
	buf_add(to, STR("CAPS\n\n# What this server can do\nCapsVersion=1\nExpireCapsAfter=3600\n\n"
	    "PathDelimeter=/\nPathIdentity=.\nPathParent=..\nPathParentDouble=FALSE\n"
	    "PathKeepPreDelimeter=FALSE\n\nServerSoftware=carrel\nServerSoftwareVersion=" CARREL_VERSION "\n"
	    "ServerSupportsStdinScripts=FALSE\nServerDefaultEncoding=UTF-8\nDefaultEncoding=UTF-8\n"));
	add_cap(to, "ServerDescription", place->title, place->subtitle);
	add_cap(to, "ServerAdmin", place->author, STR_NONE);
	if (tls)
		buf_addf(to, "ServerTLSPort=%u\n", (unsigned)place->port);
}

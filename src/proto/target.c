#include "proto/target.h"

#include "format/host.h"
#include "format/uri.h"
#include "format/utf8.h"
#include "proto/gemini.h"

#include "base/banned.h"

static const struct {
	struct str name;
	uint16_t port;
} schemes[] = {
	[SCHEME_GEMINI] = { { "gemini", 6 }, 1965 }, [SCHEME_TITAN] = { { "titan", 5 }, 1965 },
	[SCHEME_GOPHER] = { { "gopher", 6 }, 70 }, [SCHEME_GOPHERS] = { { "gophers", 7 }, 70 },
};

static int
bad(struct error *err, const char *text)
{
	return error_set(err, ERROR_INPUT, (struct error_at){ NULL, 0, 0 }, "%s", text);
}

static bool
is_gopher(enum scheme s)
{
	return s == SCHEME_GOPHER || s == SCHEME_GOPHERS;
}

static bool
find_scheme(struct str name, enum scheme *scheme)
{
	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
		if (str_eq_nocase(name, schemes[i].name)) {
			*scheme = (enum scheme)i;
			return true;
		}
	}
	return false;
}

static struct str
encoded(struct arena *a, struct str typed)
{
	struct buf b;
	struct str out;

	buf_init(&b, 3 * typed.n + 1);
	uri_encode_typed(&b, typed);
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

static bool
has_line_end(struct str s)
{
	return str_has(s, '\r') || str_has(s, '\n') || str_has(s, '\0');
}

/* "/1/posts/" is type 1 and "/posts/" (RFC 4266, section 2.1). A query is part of the selector there. */
static int
take_selector(struct target *t, const struct uri *u, struct arena *a, struct error *err)
{
	struct str raw = u->path;

	if (u->has_query)
		raw = arena_printf(a, "%.*s?%.*s", STR_ARG(u->path), STR_ARG(u->query));
	t->type = raw.n >= 2 ? raw.p[1] : '1';
	if (!uri_decode(a, str_from(raw, 2), &t->selector))
		return bad(err, "a % without two hex digits behind it");
	t->has_search = str_has(t->selector, '\t');
	if (has_line_end(t->selector))
		return bad(err, "a selector cannot hold a line end or a NUL");
	if (t->selector.n > TARGET_SELECTOR_MAX)
		return bad(err, "the selector is longer than 4096 bytes");
	return 0;
}

static int
take_uri(struct target *t, const struct uri *u, struct arena *a, struct error *err)
{
	struct str path = u->path.n > 0 ? encoded(a, u->path) : STR("/");
	struct str name = schemes[t->scheme].name;

	/* Without the usual port, as clients send it. */
	t->uri = arena_printf(a, "%.*s://%.*s%.*s", STR_ARG(name), STR_ARG(t->place), STR_ARG(path));
	if (t->port == schemes[t->scheme].port) {
		struct str place = t->place;

		while (place.p[place.n - 1] != ':')
			place.n--;
		place.n--;
		t->uri = arena_printf(a, "%.*s://%.*s%.*s", STR_ARG(name), STR_ARG(place), STR_ARG(path));
	}
	t->has_query = u->has_query;
	t->query = u->has_query ? encoded(a, u->query) : STR_NONE;
	if (target_url(t, a).n > GEMINI_REQUEST_MAX)
		return bad(err, "the address is longer than 1024 bytes");
	return 0;
}

int
target_parse(struct str url, struct arena *a, struct target *t, struct error *err)
{
	struct uri u = uri_split(url);
	struct uri_authority who;
	const char *why;

	*t = (struct target){ .scheme = SCHEME_GEMINI };
	if (!find_scheme(u.scheme, &t->scheme) || !u.has_authority)
		return bad(err, "expected gemini://, titan://, gopher:// or gophers://");
	if (!uri_split_authority(u.authority, &who) || who.host.n == 0)
		return bad(err, "there is no host in it");
	if (who.has_userinfo)
		return bad(err, "a user name before the host is not sent to anybody; leave it out");
	if (!uri_port(who.port, schemes[t->scheme].port, &t->port) || t->port == 0)
		return bad(err, "the port is a number from 1 to 65535");
	if ((why = host_read(who.host, a, &t->host)) != NULL)
		return error_set(err, ERROR_INPUT, (struct error_at){ NULL, 0, 0 }, "the host '%.*s' is none: %s",
		    STR_ARG(who.host), why);
	t->place = str_has(t->host, ':') ? arena_printf(a, "[%.*s]:%u", STR_ARG(t->host), (unsigned)t->port) :
	    arena_printf(a, "%.*s:%u", STR_ARG(t->host), (unsigned)t->port);
	return is_gopher(t->scheme) ? take_selector(t, &u, a, err) : take_uri(t, &u, a, err);
}

struct str
target_url(const struct target *t, struct arena *a)
{
	return t->has_query ? arena_printf(a, "%.*s?%.*s", STR_ARG(t->uri), STR_ARG(t->query)) : t->uri;
}

int
target_answer(struct target *t, struct str text, struct arena *a, struct error *err)
{
	struct buf b;

	if (is_gopher(t->scheme)) {
		if (has_line_end(text) || str_has(text, '\t'))
			return bad(err, "a search is one line without tabs");
		(void)str_cut(&(struct str){ t->selector.p, t->selector.n }, '\t', &t->selector);
		t->selector = arena_printf(a, "%.*s\t%.*s", STR_ARG(t->selector), STR_ARG(text));
		t->has_search = true;
		return t->selector.n > TARGET_SELECTOR_MAX ? bad(err, "the text is too long for a selector") : 0;
	}
	buf_init(&b, 3 * text.n + 1);
	uri_encode_query(&b, text);
	t->query = arena_str(a, buf_str(&b));
	t->has_query = true;
	buf_release(&b);
	return target_url(t, a).n > GEMINI_REQUEST_MAX ? bad(err, "the text is too long for a request of 1024 bytes") : 0;
}

/* A space must follow the status, even where there is no meta; servers that leave both out are understood. */
bool
target_read_header(struct str line, int *status, struct str *meta)
{
	if (line.n < 2 || line.p[0] < '1' || line.p[0] > '6' || !ascii_is_digit(line.p[1]) ||
	    (line.n > 2 && line.p[2] != ' ') || !utf8_valid(line))
		return false;
	*status = (line.p[0] - '0') * 10 + (line.p[1] - '0');
	*meta = str_from(line, 3);
	return true;
}

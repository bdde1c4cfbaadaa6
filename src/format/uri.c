#include "format/uri.h"

#include "base/banned.h"

static bool
is_unreserved(char c)
{
	return ascii_is_letter(c) || ascii_is_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
}

static bool
is_sub_delim(char c)
{
	return str_has(STR("!$&'()*+,;="), c);
}

/* What may stand raw in a path besides the slash. */
static bool
is_pchar(char c)
{
	return is_unreserved(c) || is_sub_delim(c) || c == ':' || c == '@';
}

/* The scheme before the first colon, if that is one: a letter, then letters, digits, + - and dot. */
static bool
take_scheme(struct str *s, struct str *scheme)
{
	for (size_t i = 0; i < s->n; i++) {
		char c = s->p[i];

		if (c == ':' && i > 0) {
			*scheme = str_head(*s, i);
			*s = str_from(*s, i + 1);
			return true;
		}
		if (!ascii_is_letter(c) && (i == 0 || (!ascii_is_digit(c) && c != '+' && c != '-' && c != '.')))
			return false;
	}
	return false;
}

struct uri
uri_split(struct str s)
{
	struct uri u = { .scheme = STR_NONE, .authority = STR_NONE, .path = STR_NONE,
	    .query = STR_NONE, .fragment = STR_NONE };
	struct str head = STR_NONE;

	if (str_has(s, '#')) {
		u.has_fragment = true;
		(void)str_cut(&s, '#', &head);
		u.fragment = s;
		s = head;
	}
	if (str_has(s, '?')) {
		u.has_query = true;
		(void)str_cut(&s, '?', &head);
		u.query = s;
		s = head;
	}
	(void)take_scheme(&s, &u.scheme);
	if (str_skip(&s, STR("//"))) {
		size_t n = 0;

		u.has_authority = true;
		while (n < s.n && s.p[n] != '/')
			n++;
		u.authority = str_head(s, n);
		s = str_from(s, n);
	}
	u.path = s;
	return u;
}

bool
uri_is_clean(struct str s)
{
	struct uri u = uri_split(s);

	for (size_t i = 0; i < s.n; i++) {
		char c = s.p[i];

		if (c == '%') {
			if (i + 2 >= s.n || ascii_hex(s.p[i + 1]) == -1 || ascii_hex(s.p[i + 2]) == -1)
				return false;
		} else if (c == '[' || c == ']') {
			if (u.authority.n == 0 || !str_inside((struct str){ s.p + i, 1 }, u.authority))
				return false;
		} else if (!is_pchar(c) && c != '/' && c != '?' && c != '#') {
			return false;
		}
	}
	return true;
}

bool
uri_split_authority(struct str s, struct uri_authority *parts)
{
	struct str head;

	*parts = (struct uri_authority){ .userinfo = STR_NONE, .host = STR_NONE, .port = STR_NONE };
	if (str_has(s, '@')) {
		parts->has_userinfo = true;
		(void)str_cut(&s, '@', &parts->userinfo);
		if (str_has(s, '@'))
			return false;
	}
	if (str_skip(&s, STR("["))) {
		if (!str_has(s, ']'))
			return false;
		parts->is_literal = true;
		(void)str_cut(&s, ']', &parts->host);
		if (parts->host.n == 0 || str_has(parts->host, '%') || (s.n > 0 && !str_skip(&s, STR(":"))))
			return false;
		parts->port = s;
	} else {
		if (str_cut(&s, ':', &head))
			parts->host = head;
		parts->port = s;
		if (str_has(parts->host, ']') || str_has(parts->host, '['))
			return false;
	}
	for (size_t i = 0; i < parts->port.n; i++)
		if (!ascii_is_digit(parts->port.p[i]))
			return false;
	return true;
}

bool
uri_port(struct str port, uint16_t none, uint16_t *number)
{
	uint64_t n = none;

	if (port.n > 0 && !str_number(port, UINT16_MAX, &n))
		return false;
	*number = (uint16_t)n;
	return true;
}

bool
uri_decode(struct arena *a, struct str s, struct str *out)
{
	char *to;
	size_t n = 0;

	if (!str_has(s, '%')) {
		*out = s;
		return true;
	}
	to = arena_cstr(a, s);
	for (size_t i = 0; i < s.n; i++) {
		if (s.p[i] != '%') {
			to[n++] = s.p[i];
			continue;
		}
		if (i + 2 >= s.n || ascii_hex(s.p[i + 1]) == -1 || ascii_hex(s.p[i + 2]) == -1)
			return false;
		to[n++] = (char)(ascii_hex(s.p[i + 1]) * 16 + ascii_hex(s.p[i + 2]));
		i += 2;
	}
	*out = (struct str){ to, n };
	return true;
}

enum uri_path
uri_path_decode(struct arena *a, struct str raw, struct str *out)
{
	char *path = arena_cstr(a, (struct str){ raw.p, raw.n });	/* decoding never lengthens */
	size_t n = 0;
	bool folder = false;
	struct str segment, plain;

	*out = STR("/");
	if (raw.n == 0)
		return URI_PATH_OK;
	if (!str_skip(&raw, STR("/")))
		return URI_PATH_BAD;
	/* Invariant: path[0..n) is "" or "/a/b", and `folder` says whether a slash ends it. */
	while (raw.n > 0 || !folder) {
		bool last = !str_has(raw, '/');

		if (!str_cut(&raw, '/', &segment))
			segment = STR_NONE;
		if (!uri_decode(a, segment, &plain) || str_has(plain, '\0'))
			return URI_PATH_BAD;
		folder = last && segment.n == 0;
		if (str_eq(plain, STR(".."))) {
			if (n == 0)
				return URI_PATH_CLIMBS;
			while (path[--n] != '/')
				;
			folder = true;
		} else if (str_eq(plain, STR("."))) {
			folder = true;
		} else if (str_has(plain, '/') || (plain.n == 0 && !last)) {
			return URI_PATH_NOWHERE;
		} else if (plain.n > 0) {
			path[n++] = '/';
			for (size_t i = 0; i < plain.n; i++)
				path[n++] = plain.p[i];
		}
		if (last)
			break;
	}
	if (folder || n == 0)
		path[n++] = '/';
	*out = (struct str){ path, n };
	return URI_PATH_OK;
}

static void
encode(struct buf *b, struct str s, bool (*raw)(char))
{
	static const char hex[] = "0123456789ABCDEF";

	for (size_t i = 0; i < s.n; i++) {
		unsigned char c = (unsigned char)s.p[i];

		if (raw(s.p[i])) {
			buf_addc(b, s.p[i]);
		} else {
			buf_addc(b, '%');
			buf_addc(b, hex[c >> 4]);
			buf_addc(b, hex[c & 15]);
		}
	}
}

static bool
is_path_byte(char c)
{
	return is_pchar(c) || c == '/';
}

static bool
is_query_byte(char c)
{
	return is_pchar(c) || c == '/' || c == '?';
}

void
uri_encode_path(struct buf *b, struct str path)
{
	encode(b, path, is_path_byte);
}

void
uri_encode_typed(struct buf *b, struct str typed)
{
	for (size_t i = 0; i < typed.n; i++) {
		if (typed.p[i] == '%' || uri_is_clean((struct str){ &typed.p[i], 1 }))
			buf_addc(b, typed.p[i]);
		else
			buf_addf(b, "%%%02X", (unsigned)(unsigned char)typed.p[i]);
	}
}

void
uri_encode_query(struct buf *b, struct str text)
{
	encode(b, text, is_query_byte);
}

/* RFC 3986 section 5.2.4 over a path that begins with a slash; climbing above the root stays there. */
static void
add_without_dots(struct buf *b, struct str path)
{
	size_t root = b->n;
	struct str segment;

	while (str_skip(&path, STR("/"))) {
		size_t n = 0;
		bool last;

		while (n < path.n && path.p[n] != '/')
			n++;
		segment = str_head(path, n);
		path = str_from(path, n);
		last = path.n == 0;
		if (str_eq(segment, STR(".."))) {
			while (b->n > root && b->p[--b->n] != '/')
				;
		} else if (!str_eq(segment, STR("."))) {
			buf_addc(b, '/');
			buf_add(b, segment);
			continue;
		}
		if (last)
			buf_addc(b, '/');
	}
	if (b->n == root)
		buf_addc(b, '/');
}

/* RFC 3986 section 5.2.3: the base path up to its last slash, then the reference's. */
static struct str
merge(struct arena *a, struct uri base, struct str path)
{
	size_t n = base.path.n;

	while (n > 0 && base.path.p[n - 1] != '/')
		n--;
	if (n == 0)
		return arena_printf(a, "/%.*s", STR_ARG(path));
	return arena_printf(a, "%.*s%.*s", (int)n, base.path.p, STR_ARG(path));
}

struct str
uri_resolve(struct arena *a, struct str base_uri, struct str ref)
{
	struct uri base = uri_split(base_uri), r = uri_split(ref), t = r;
	struct str out;
	struct buf b;

	if (r.scheme.n == 0) {
		t.scheme = base.scheme;
		if (!r.has_authority) {
			t.authority = base.authority;
			t.has_authority = base.has_authority;
			if (r.path.n == 0) {
				t.path = base.path;
				if (!r.has_query) {
					t.query = base.query;
					t.has_query = base.has_query;
				}
			} else if (r.path.p[0] != '/') {
				t.path = merge(a, base, r.path);
			}
		}
	}
	buf_init(&b, base_uri.n + ref.n + 8);
	buf_add(&b, t.scheme);
	buf_addc(&b, ':');
	if (t.has_authority) {
		buf_add(&b, STR("//"));
		buf_add(&b, t.authority);
	}
	if (t.path.n > 0 && t.path.p[0] == '/') {
		size_t start = b.n;

		add_without_dots(&b, t.path);
		/* Without an authority two slashes would begin one. */
		if (!t.has_authority && str_starts(str_from(buf_str(&b), start), STR("//"))) {
			b.n = start;
			buf_add(&b, STR("/."));
			add_without_dots(&b, t.path);
		}
	} else
		buf_add(&b, t.path);
	if (t.has_query) {
		buf_addc(&b, '?');
		buf_add(&b, t.query);
	}
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

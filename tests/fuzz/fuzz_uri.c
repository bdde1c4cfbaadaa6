/* fuzz_uri.c: the input is a URI, an authority, a path, and a reference, whatever it is. */
#include "fuzz.h"

#include "format/uri.h"

static struct str
together(struct buf *b, struct uri u)
{
	buf_init(b, 1 << 16);
	buf_add(b, u.scheme);
	if (u.scheme.n > 0)
		buf_addc(b, ':');
	if (u.has_authority)
		buf_add(b, STR("//"));
	buf_add(b, u.authority);
	buf_add(b, u.path);
	if (u.has_query)
		buf_addc(b, '?');
	buf_add(b, u.query);
	if (u.has_fragment)
		buf_addc(b, '#');
	buf_add(b, u.fragment);
	return buf_str(b);
}

static void
check_split(struct str s)
{
	struct uri u = uri_split(s);
	struct buf b;

	check(str_inside(u.scheme, s) && str_inside(u.authority, s) && str_inside(u.path, s) &&
	    str_inside(u.query, s) && str_inside(u.fragment, s));
	check(u.has_authority || u.authority.n == 0);
	check(u.has_query || u.query.n == 0);
	check(u.has_fragment || u.fragment.n == 0);
	check(!str_has(u.authority, '/') && !str_has(u.path, '?') && !str_has(u.query, '#'));
	check(str_eq(together(&b, u), s));		/* nothing is lost, nothing is there twice */
	buf_release(&b);
}

static void
check_authority(struct str s)
{
	struct uri_authority at;
	struct buf b;
	uint16_t port;
	uint64_t number;

	if (!uri_split_authority(s, &at))
		return;
	check(str_inside(at.userinfo, s) && str_inside(at.host, s) && str_inside(at.port, s));
	check(at.has_userinfo || at.userinfo.n == 0);
	check(at.is_literal ? at.host.n > 0 && !str_has(at.host, '%') : !str_has(at.host, ':') &&
	    !str_has(at.host, '[') && !str_has(at.host, ']'));
	check(!str_has(at.host, '@'));
	for (size_t i = 0; i < at.port.n; i++)
		check(ascii_is_digit(at.port.p[i]));
	if (uri_port(at.port, 1965, &port))
		check(at.port.n == 0 ? port == 1965 : str_number(at.port, UINT16_MAX, &number) &&
		    number == port);
	else
		check(at.port.n > 0 && !str_number(at.port, UINT16_MAX, &number));
	buf_init(&b, 1 << 16);
	buf_add(&b, at.userinfo);
	if (at.has_userinfo)
		buf_addc(&b, '@');
	buf_add(&b, at.is_literal ? STR("[") : STR_NONE);
	buf_add(&b, at.host);
	buf_add(&b, at.is_literal ? STR("]") : STR_NONE);
	if (str_ends(s, STR(":")) || at.port.n > 0)
		buf_addc(&b, ':');
	buf_add(&b, at.port);
	check(str_eq(buf_str(&b), s));
	buf_release(&b);
}

/* What was encoded is clean, and decodes to what it was. */
static void
check_encode(struct arena *a, struct str s, void (*encode)(struct buf *b, struct str s))
{
	struct str back, whole;
	struct buf b;

	buf_init(&b, 3 * s.n);
	encode(&b, s);
	check(!b.full);
	check(uri_decode(a, buf_str(&b), &back) && str_eq(back, s));
	whole = arena_printf(a, "gemini://h/?%.*s", STR_ARG(buf_str(&b)));
	check(uri_is_clean(whole));
	check(!uri_split(whole).has_fragment);
	buf_release(&b);
}

static void
check_decode(struct arena *a, struct str s)
{
	struct str out;
	bool ok = uri_decode(a, s, &out);

	check(ok || !uri_is_clean(s));
	check(!ok || out.n <= s.n);
	check(!ok || str_has(s, '%') || str_eq(out, s));
}

static void
check_path_decode(struct arena *a, struct str s)
{
	struct str path, again;
	struct buf b;

	if (uri_path_decode(a, s, &path) != URI_PATH_OK)
		return;
	check_path(path);
	check(path.n <= s.n + 1);
	buf_init(&b, 3 * path.n);
	uri_encode_path(&b, path);
	check(uri_path_decode(a, buf_str(&b), &again) == URI_PATH_OK && str_eq(path, again));
	buf_release(&b);
}

static void
check_resolve(struct arena *a, struct str base, struct str ref)
{
	struct str full = uri_resolve(a, base, ref), path, segment;
	struct uri u = uri_split(full), r = uri_split(ref), b = uri_split(base);

	check(!u.has_fragment);
	check(str_eq(u.scheme, r.scheme.n > 0 ? r.scheme : b.scheme));
	if (r.scheme.n == 0 && !r.has_authority)
		check(str_eq(u.authority, b.authority));
	else
		check(u.has_authority == r.has_authority && str_eq(u.authority, r.authority));
	check(u.has_query == r.has_query || (r.path.n == 0 && !r.has_authority && r.scheme.n == 0));
	check(!u.has_authority || u.path.n == 0 || u.path.p[0] == '/');
	path = u.path;
	if (!u.has_authority)			/* "x:/.//y": else two slashes would begin an authority */
		(void)str_skip(&path, STR("/."));
	if (str_skip(&path, STR("/")))
		while (str_cut(&path, '/', &segment))
			check(!str_eq(segment, STR(".")) && !str_eq(segment, STR("..")));
	check(str_eq(uri_resolve(a, base, full), full));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size);
	struct arena a = { NULL };

	check_split(s);
	check_authority(s);
	check_authority(uri_split(s).authority);
	check_decode(&a, s);
	check_encode(&a, s, uri_encode_path);
	check_encode(&a, s, uri_encode_query);
	check_path_decode(&a, s);
	check_path_decode(&a, uri_split(s).path);
	check_resolve(&a, STR("gemini://example.org/a/b/c?q"), s);
	check_resolve(&a, STR("gemini://example.org"), s);
	if (uri_is_clean(s))
		for (size_t i = 0; i < s.n; i++)
			check(s.p[i] > ' ' && s.p[i] < 0x7f && !str_has(STR("\"<>\\^`{|}"), s.p[i]));
	arena_release(&a);
	return 0;
}

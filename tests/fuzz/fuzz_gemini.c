/* fuzz_gemini.c: the input as a request line and as the meta of a header. */
#include "fuzz.h"

#include "format/uri.h"
#include "proto/gemini.h"

static const struct str hosts[] = { { "example.org", 11 }, { "::1", 3 } };
static const uint16_t ports[] = { 1965, 1966 };

static void
check_request(struct str line, struct str sni)
{
	const struct gemini_served served = { hosts, 2, ports, 2, sni };
	struct arena a = { NULL };
	struct request req = { .path = STR_NONE, .query = STR_NONE };
	enum status status = gemini_parse(line, &served, &a, &req);
	struct uri u = uri_split(line);

	check(req.dialect == DIALECT_GEMINI);
	check(status == 0 || status == STATUS_BAD_REQUEST || status == STATUS_NOT_SERVED ||
	    status == STATUS_NOT_FOUND);
	if (line.n > GEMINI_REQUEST_MAX || u.has_fragment || u.scheme.n == 0 || str_has(u.authority, '@'))
		check(status == STATUS_BAD_REQUEST);
	for (size_t i = 0; i < line.n; i++)
		if (line.p[i] <= ' ' || (unsigned char)line.p[i] >= 0x7f)
			check(status == STATUS_BAD_REQUEST);
	if (status == 0) {
		check(str_eq_nocase(u.scheme, STR("gemini")));
		check_path(req.path);
		check(utf8_valid(req.query) && req.has_query == u.has_query);
		check(req.has_query || req.query.n == 0);
		/* The capsule that is found by the host alone is the one that serves it. */
		check(str_eq_nocase(gemini_host(line, &a), hosts[0]) || str_eq(gemini_host(line, &a), hosts[1]));
	}
	(void)gemini_host(line, &a);
	arena_release(&a);
}

static void
check_header(struct str meta)
{
	struct str header, line;
	struct buf b;

	buf_init(&b, GEMINI_META_MAX + 16);
	gemini_write_header(&b, STATUS_NOT_FOUND, meta);
	check(!b.full);
	header = buf_str(&b);
	check(str_skip(&header, STR("51 ")) && str_drop(&header, STR("\r\n")));
	check(header.n <= GEMINI_META_MAX);
	check(utf8_valid(header));
	check(is_printable(header, ""));
	line = str_head(meta, header.n);
	if (utf8_valid(meta) && is_printable(meta, "") && meta.n <= GEMINI_META_MAX)
		check(str_eq(header, meta));
	else if (utf8_valid(meta) && is_printable(meta, ""))
		check(str_eq(header, line) && meta.n - header.n > 0 && GEMINI_META_MAX - header.n < 4);
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size);

	check_request(s, STR_NONE);
	check_request(s, STR("example.org"));
	check_header(s);
	return 0;
}

/* fuzz_gopher.c: the input is a request line; also what is made of its parts in answers. */
#include "fuzz.h"

#include "format/uri.h"
#include "proto/gopher.h"

static bool
is_search(struct str selector)
{
	check(!str_has(selector, '?') && !str_has(selector, '\t'));
	(void)str_skip(&selector, STR("/"));
	return str_eq(selector, STR("s"));
}

static void
check_paths(struct arena *a, struct str selector)
{
	struct str path;
	size_t readings = 0;

	while (gopher_path(a, selector, readings, &path)) {
		readings++;
		if (path.n > 0)
			check_path(path);
	}
	check(readings == GOPHER_READINGS && path.n == 0);
}

/* HTML in which nothing of a stranger's is markup. */
static void
check_url_page(struct str url)
{
	struct buf page, empty;
	size_t tags[2] = { 0, 0 };

	buf_init(&page, 1 << 20);
	buf_init(&empty, 1 << 20);
	gopher_write_url_page(&page, url, words_english());
	gopher_write_url_page(&empty, STR_NONE, words_english());
	for (size_t i = 0; i < page.n; i++)
		tags[0] += str_has(STR("<>\"'"), page.p[i]);
	for (size_t i = 0; i < empty.n; i++)
		tags[1] += str_has(STR("<>\"'"), empty.p[i]);
	check(tags[0] == tags[1]);
	for (size_t i = 0; i < page.n; i++)
		check(!ascii_is_control(page.p[i]) || page.p[i] == '\n');
	buf_release(&page);
	buf_release(&empty);
}

static void
check_attributes(struct str selector)
{
	const struct gopher_place place = { STR("A capsule"), STR("gopher.example.org"), 70, STR_NONE,
	    words_english(), STR_NONE, STR_NONE };
	struct str all, line;
	struct buf b;

	buf_init(&b, 1 << 20);
	gopher_write_attributes(&b, selector, &place);
	all = buf_str(&b);
	check(str_line(&all, &line) && str_eq(line, STR("+-1")));
	check(str_skip(&all, STR("+INFO: ")));
	check(str_cut(&all, '\n', &line));
	check_menu((struct str){ line.p, line.n + 1 }, false);
	check(!str_ends(line, STR("+\r")));
	check(str_ends(all, STR("\r\n.\r\n")));
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str line = fuzz_str(data, size), url;
	struct arena a = { NULL };
	struct gopher_request r;
	struct buf b;

	(void)str_cut(&line, '\n', &line);		/* lines are what is before an LF */
	r = gopher_parse(line, is_search, &a);
	if (r.kind != GOPHER_BAD)
		check(!str_has(line, '\0'));
	check(str_inside(r.selector, line));
	check(!str_has(r.selector, '\t') && !str_has(r.search, '\t'));
	check(r.has_search || r.search.n == 0);
	check(r.search.n <= line.n);
	if (r.kind == GOPHER_URL) {
		url = uri_split(r.selector).scheme;
		check(url.n > 0 && !str_eq_nocase(url, STR("javascript")) && !str_eq_nocase(url, STR("data")) &&
		    !str_eq_nocase(url, STR("file")));
		for (size_t i = 0; i < r.selector.n; i++)
			check(!ascii_is_control(r.selector.p[i]) && r.selector.p[i] != ' ');
	}
	if (!str_has(line, '\0'))
		check_paths(&a, r.selector);
	check_url_page(line);
	check_attributes(line);
	buf_init(&b, 1 << 20);
	gopher_write_error(&b, line);
	check_menu(buf_str(&b), true);
	buf_release(&b);
	arena_release(&a);
	return 0;
}

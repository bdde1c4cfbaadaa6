#include "serve/serve.h"

#include "format/uri.h"
#include "format/utf8.h"
#include "page/page.h"

#include "base/banned.h"

#define PAGE_MAX (FIND_MOST / SEARCH_PER_PAGE)

/* /search/N/WORDS: pages behind the first, and links with words in them, for Gopher too. */
static bool
take_path(struct exchange *x, size_t *number, struct str *words)
{
	struct str rest = x->request.path, part;
	uint64_t n;

	if (!str_skip(&rest, STR("/search/")) || !str_cut(&rest, '/', &part) ||
	    !str_number(part, PAGE_MAX, &n) || rest.n == 0)
		return false;
	*number = (size_t)n;
	*words = rest;
	/* Selectors come as they stand in the menu: encoded. */
	if (x->request.dialect == DIALECT_GOPHER)
		(void)uri_decode(&x->arena, rest, words);
	return true;
}

static void
answer(const struct front *f, struct exchange *x, struct str words, size_t number)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	struct finding finding;
	struct query q;
	struct doc *d;

	query_parse(utf8_repair(&x->arena, words), &q);
	if (q.wanted == 0) {
		d = page_search_help(&page, q.n > 0);
	} else {
		find_run(&v, &q, &x->arena, &finding);
		d = page_search(&page, &q, &finding, number);
	}
	serve_page(f, x, d);
}

/*
 * An empty answer is an answer: who cancels, or finds no words, gets help instead of the prompt again, from
 * which some clients know no way out.
 */
void
get_search(const struct front *f, struct exchange *x)
{
	struct view v;
	struct page page = begin_page(f, x, &v);
	size_t number = 1;
	struct str words;

	if (str_eq(x->request.path, STR("/search"))) {
		if (x->request.has_query)
			answer(f, x, x->request.query, number);
		else
			response_set(&x->response, STATUS_INPUT, page_word(&page, WORD_SEARCH_PROMPT));
	} else if (take_path(x, &number, &words)) {
		answer(f, x, words, number);
	} else if (str_eq(x->request.path, STR("/search/"))) {
		response_set(&x->response, STATUS_MOVED, STR("/search"));
	} else {
		get_file(f, x);		/* the author may have a folder of that name */
	}
}

#include "page/page.h"

#include "format/uri.h"

#include "base/banned.h"

struct str
page_url(const struct page *page, struct str path)
{
	struct buf b;
	struct str url;

	buf_init(&b, 3 * path.n + 1);
	uri_encode_path(&b, path);
	url = arena_str(page->arena, buf_str(&b));
	buf_release(&b);
	return url;
}

struct str
page_same_url(const struct page *page, struct str path)
{
	return uri_is_clean(path) ? path : page_url(page, path);
}

struct str
page_step_url(const struct page *page, const struct post *post, struct str ref, struct str step)
{
	return arena_printf(page->arena, "/c/%s/%.*s%s%.*s", site_id_of(page->view->site, post), STR_ARG(ref),
	    ref.n > 0 ? "/" : "", STR_ARG(step));
}

struct str
page_comment_url(const struct page *page, const struct post *post, struct str id)
{
	return arena_printf(page->arena, "/c/%s/%.*s", site_id_of(page->view->site, post), STR_ARG(id));
}

struct str
page_day(const struct page *page, int64_t utc, int32_t offset)
{
	char day[TIME_DATE_SIZE];

	time_write_date(day, utc, offset);
	return arena_str(page->arena, str_of(day));
}

struct str
page_date(const struct page *page, int64_t utc, int32_t offset)
{
	return words_day(page->words, page->arena, utc, offset);
}

struct str
page_word(const struct page *page, enum word word)
{
	return words_get(page->words, word);
}

struct str
page_lang(const struct page *page, const struct post *post)
{
	struct str lang = post->lang;

	if (lang.n == 0 && page->view->visitor != NULL)
		lang = visitor_rules(page->view->visitor, post->path)->lang;
	return lang.n > 0 ? lang : page->view->site->config->lang;
}

struct str
page_name(const struct page *page, const struct comment *c)
{
	return c->name.n > 0 ? c->name : page_word(page, WORD_ANONYMOUS);
}

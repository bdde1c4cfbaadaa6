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
page_prompt_url(const struct page *page, const struct post *post)
{
	return arena_printf(page->arena, "/c/%s/leave-a-comment", site_id_of(page->view->site, post));
}

struct str
page_day(const struct page *page, int64_t utc, int32_t offset)
{
	char day[TIME_DATE_SIZE];

	time_write_date(day, utc, offset);
	return arena_str(page->arena, str_of(day));
}

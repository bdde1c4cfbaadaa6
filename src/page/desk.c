#include "page/page.h"

#include <fcntl.h>

#include "base/file.h"
#include "capsule/people.h"

#include "base/banned.h"

#define QUEUE_MAX 200		/* comments on the author's page; the folder has the rest */
#define FOLDER_DEPTH 16

struct doc *
page_reader(const struct page *page, const struct identity *who)
{
	const struct config *config = page->view->site->config;
	struct doc *d = doc_new(page->arena);
	char mark[PEOPLE_MARK], hex[DIGEST_HEX];

	people_mark(&who->fingerprint, mark);
	digest_hex(&who->fingerprint, hex);
	doc_heading(d, 1, STR("You"));
	doc_text(d, STR("This is what your certificate says of you here."));
	doc_gap(d);
	doc_item(d, arena_printf(page->arena, "Name: %.*s", STR_ARG(who->name.n > 0 ? who->name :
	    STR("none; your comments will be signed as anonymous"))));
	doc_item(d, arena_printf(page->arena, "Mark beside your name: %.*s", PEOPLE_MARK, mark));
	doc_item(d, arena_printf(page->arena, "Certificate good until: %.*s",
	    STR_ARG(page_day(page, who->not_after, 0))));
	doc_gap(d);
	doc_text(d, STR("Its fingerprint, for capsule.yaml if you are the author (owner:):"));
	doc_text(d, arena_printf(page->arena, "sha256:%.*s", DIGEST_HEX, hex));
	doc_gap(d);
	if (config_is_owner(config, &who->fingerprint))
		doc_link(d, STR("/c/queue"), STR("Comments that wait for you"));
	doc_link(d, STR("/"), STR("Home"));
	return d;
}

static size_t
add_held(const struct page *page, struct doc *d, struct str post)
{
	struct comment *comments;
	size_t n;

	if (comments_read(page->view->site->root, BOX_HELD, post, QUEUE_MAX, page->arena, &comments, &n,
	    NULL, NULL) == -1)
		return 0;
	for (size_t i = 0; i < n; i++) {
		struct str name = comments[i].name.n > 0 ? comments[i].name : STR("Anonymous");

		doc_gap(d);
		doc_heading(d, 3, arena_printf(page->arena, "%.*s, %.*s", STR_ARG(name),
		    STR_ARG(page_day(page, comments[i].date, 0))));
		doc_quote(d, comments[i].text);
		doc_text(d, arena_printf(page->arena, "held/%.*s/%.*s.gmi", STR_ARG(post),
		    STR_ARG(comments[i].id)));
	}
	return n;
}

static size_t
add_below(const struct page *page, struct doc *d, struct str folder, int depth, size_t shown)
{
	struct file_entry *entries;
	size_t n = 0;
	int dir = file_open_beneath(page->view->site->root, arena_cstr(page->arena,
	    arena_printf(page->arena, "held/%.*s", STR_ARG(folder))), O_RDONLY | O_DIRECTORY, NULL);

	if (dir == -1)
		return shown;
	if (file_list(dir, page->arena, &entries, &n, NULL) == -1)
		n = 0;
	file_close(&dir);
	if (folder.n > 0)
		shown += add_held(page, d, folder);
	for (size_t i = 0; i < n && depth < FOLDER_DEPTH && shown < QUEUE_MAX; i++)
		if (entries[i].kind == FILE_FOLDER)
			shown = add_below(page, d, arena_printf(page->arena, "%.*s%s%s", STR_ARG(folder),
			    folder.n > 0 ? "/" : "", entries[i].name), depth + 1, shown);
	return shown;
}

struct doc *
page_queue(const struct page *page)
{
	struct doc *d = doc_new(page->arena);

	doc_heading(d, 1, STR("Comments that wait for you"));
	doc_text(d, STR("In the capsule's folder: mv a file from held/ to comments/ to publish it, rm it to "
	    "reject it."));
	if (add_below(page, d, STR_NONE, 0, 0) == 0) {
		doc_gap(d);
		doc_text(d, STR("None."));
	}
	doc_gap(d);
	doc_link(d, STR("/"), STR("Home"));
	return d;
}

#include "format/wxr.h"

#include <libxml/SAX2.h>
#include <libxml/parser.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"

#include "base/banned.h"

enum scope { IN_CHANNEL, IN_AUTHOR, IN_ITEM, IN_COMMENT, SCOPES };

/* Elements that hold fields: how deep they stand, and inside what. */
#define CHANNEL_DEPTH 2		/* rss, channel */

struct author {
	struct str login, name;
};

static const struct wxr_field {
	enum scope scope;
	const char *name;
	size_t at;
} fields[] = {
	{ IN_CHANNEL, "title", offsetof(struct wxr_site, title) },
	{ IN_CHANNEL, "link", offsetof(struct wxr_site, link) },
	{ IN_CHANNEL, "language", offsetof(struct wxr_site, language) },
	{ IN_CHANNEL, "wp:wxr_version", offsetof(struct wxr_site, version) },
	{ IN_AUTHOR, "wp:author_login", offsetof(struct author, login) },
	{ IN_AUTHOR, "wp:author_display_name", offsetof(struct author, name) },
	{ IN_ITEM, "title", offsetof(struct wxr_item, title) },
	{ IN_ITEM, "link", offsetof(struct wxr_item, link) },
	{ IN_ITEM, "dc:creator", offsetof(struct wxr_item, creator) },
	{ IN_ITEM, "content:encoded", offsetof(struct wxr_item, content) },
	{ IN_ITEM, "excerpt:encoded", offsetof(struct wxr_item, excerpt) },
	{ IN_ITEM, "wp:post_id", offsetof(struct wxr_item, id) },
	{ IN_ITEM, "wp:post_date", offsetof(struct wxr_item, date) },
	{ IN_ITEM, "wp:post_date_gmt", offsetof(struct wxr_item, date_gmt) },
	{ IN_ITEM, "wp:post_modified_gmt", offsetof(struct wxr_item, modified_gmt) },
	{ IN_ITEM, "wp:post_name", offsetof(struct wxr_item, name) },
	{ IN_ITEM, "wp:status", offsetof(struct wxr_item, status) },
	{ IN_ITEM, "wp:post_type", offsetof(struct wxr_item, type) },
	{ IN_ITEM, "wp:post_parent", offsetof(struct wxr_item, parent) },
	{ IN_ITEM, "wp:post_password", offsetof(struct wxr_item, password) },
	{ IN_ITEM, "wp:comment_status", offsetof(struct wxr_item, comment_status) },
	{ IN_ITEM, "wp:is_sticky", offsetof(struct wxr_item, sticky) },
	{ IN_ITEM, "wp:attachment_url", offsetof(struct wxr_item, attachment_url) },
	{ IN_COMMENT, "wp:comment_id", offsetof(struct wxr_comment, id) },
	{ IN_COMMENT, "wp:comment_author", offsetof(struct wxr_comment, author) },
	{ IN_COMMENT, "wp:comment_date", offsetof(struct wxr_comment, date) },
	{ IN_COMMENT, "wp:comment_date_gmt", offsetof(struct wxr_comment, date_gmt) },
	{ IN_COMMENT, "wp:comment_content", offsetof(struct wxr_comment, content) },
	{ IN_COMMENT, "wp:comment_approved", offsetof(struct wxr_comment, approved) },
	{ IN_COMMENT, "wp:comment_type", offsetof(struct wxr_comment, type) },
	{ IN_COMMENT, "wp:comment_parent", offsetof(struct wxr_comment, parent) },
};

struct wxr {
	const char *path;
	const struct wxr_handler *handler;
	xmlSAXHandler sax;
	xmlParserCtxtPtr parser;
	struct arena arena[SCOPES];	/* what the element of that scope holds */
	struct wxr_site site;
	struct author author;
	struct wxr_item item;
	struct wxr_comment comment;
	enum scope scope;
	size_t depth;			/* of open elements */
	size_t field_depth;		/* of the element whose text is kept; 0: none */
	struct str *field;		/* where it goes; NULL: a list's */
	struct str_list *list;
	size_t tags_cap, categories_cap;
	bool item_told, seen_channel, failed;
	struct buf text;
	struct error error;
};

static size_t
depth_of(enum scope scope)
{
	return scope == IN_CHANNEL ? CHANNEL_DEPTH : scope == IN_COMMENT ? CHANNEL_DEPTH + 2 : CHANNEL_DEPTH + 1;
}

static void *
holder(struct wxr *w)
{
	switch (w->scope) {
	case IN_CHANNEL:
		return &w->site;
	case IN_AUTHOR:
		return &w->author;
	case IN_ITEM:
		return &w->item;
	default:
		return &w->comment;
	}
}

static void
fail(struct wxr *w, const char *text)
{
	if (w->failed)
		return;
	w->failed = true;
	(void)error_set(&w->error, ERROR_INPUT, (struct error_at){ w->path,
	    (size_t)xmlSAX2GetLineNumber(w->parser), (size_t)xmlSAX2GetColumnNumber(w->parser) }, "%s", text);
	xmlStopParser(w->parser);
}

/* --- libxml2's calls --- */

static bool
is(const char *name, const xmlChar *prefix, const xmlChar *local)
{
	struct str n = str_of(name);

	if (prefix != NULL && !(str_skip(&n, str_of((const char *)prefix)) && str_skip(&n, STR(":"))))
		return false;
	return str_eq(n, str_of((const char *)local));
}

static void
tell_item(struct wxr *w)
{
	if (w->item_told)
		return;
	w->item_told = true;
	if (w->handler->item != NULL)
		w->handler->item(w->handler->ctx, &w->site, &w->item);
}

static bool
enter(struct wxr *w, const xmlChar *prefix, const xmlChar *local)
{
	if (w->scope == IN_CHANNEL && w->depth == CHANNEL_DEPTH + 1 && is("item", prefix, local)) {
		w->scope = IN_ITEM;
		w->item = (struct wxr_item){ .cut = false };
		w->tags_cap = w->categories_cap = 0;
		w->item_told = false;
	} else if (w->scope == IN_CHANNEL && w->depth == CHANNEL_DEPTH + 1 && is("wp:author", prefix, local)) {
		w->scope = IN_AUTHOR;
		w->author = (struct author){ .login = STR_NONE };
	} else if (w->scope == IN_ITEM && w->depth == CHANNEL_DEPTH + 2 && is("wp:comment", prefix, local)) {
		tell_item(w);
		w->scope = IN_COMMENT;
		w->comment = (struct wxr_comment){ .id = STR_NONE };
	} else {
		return false;
	}
	return true;
}

/* <category domain="post_tag"> is a tag, domain="category" a category; other domains are menus and the like. */
static void
begin_category(struct wxr *w, int n, const xmlChar **attributes)
{
	for (int i = 0; i < n; i++) {
		const xmlChar **a = &attributes[5 * i];		/* local name, prefix, URI, value, its end */
		struct str value = { (const char *)a[3], (size_t)(a[4] - a[3]) };

		if (strcmp((const char *)a[0], "domain") != 0)
			continue;
		if (str_eq(value, STR("post_tag")) || str_eq(value, STR("tag")))
			w->list = &w->item.tags;
		else if (str_eq(value, STR("category")))
			w->list = &w->item.categories;
	}
}

static void
begin_field(struct wxr *w, const xmlChar *prefix, const xmlChar *local, int n, const xmlChar **attributes)
{
	w->field = NULL;
	w->list = NULL;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i].scope == w->scope && is(fields[i].name, prefix, local))
			w->field = (struct str *)(void *)((char *)holder(w) + fields[i].at);
	if (w->scope == IN_ITEM && is("category", prefix, local))
		begin_category(w, n, attributes);
	if (w->field != NULL || w->list != NULL) {
		w->field_depth = w->depth;
		buf_clear(&w->text);
		w->text.full = false;
	}
}

static void
start_element(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri, int n_spaces,
    const xmlChar **spaces, int n, int n_defaulted, const xmlChar **attributes)
{
	struct wxr *w = ctx;

	(void)uri, (void)n_spaces, (void)spaces, (void)n_defaulted;
	w->depth++;
	if (w->depth == 1 && !is("rss", prefix, local)) {
		fail(w, "this is no WordPress export; expected <rss> as the first element");
		return;
	}
	if (w->depth == CHANNEL_DEPTH && is("channel", prefix, local))
		w->seen_channel = true;
	if (w->seen_channel && !enter(w, prefix, local) && w->field_depth == 0 &&
	    w->depth == depth_of(w->scope) + 1)
		begin_field(w, prefix, local, n, attributes);
}

static void
end_field(struct wxr *w)
{
	struct arena *a = &w->arena[w->scope];
	struct str text = arena_str(a, buf_str(&w->text));

	w->field_depth = 0;
	if (w->text.full && w->scope == IN_ITEM)
		w->item.cut = true;
	if (w->field != NULL) {
		*w->field = text;
	} else if (w->list->n < WXR_LIST_MAX) {
		size_t *cap = w->list == &w->item.tags ? &w->tags_cap : &w->categories_cap;

		arena_grow(a, (void **)&w->list->items, cap, w->list->n, sizeof(*w->list->items));
		w->list->items[w->list->n++] = text;
	}
}

static void
leave(struct wxr *w)
{
	enum scope scope = w->scope;

	if (scope == IN_ITEM)
		tell_item(w);
	else if (scope == IN_COMMENT && w->handler->comment != NULL)
		w->handler->comment(w->handler->ctx, &w->comment);
	else if (scope == IN_AUTHOR && w->handler->author != NULL)
		w->handler->author(w->handler->ctx, w->author.login, w->author.name);
	w->scope = scope == IN_COMMENT ? IN_ITEM : IN_CHANNEL;
	arena_release(&w->arena[scope]);
}

static void
end_element(void *ctx, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct wxr *w = ctx;

	(void)local, (void)prefix, (void)uri;
	if (w->field_depth == w->depth)
		end_field(w);
	else if (w->scope != IN_CHANNEL && w->depth == depth_of(w->scope))
		leave(w);
	w->depth--;
}

static void
characters(void *ctx, const xmlChar *text, int n)
{
	struct wxr *w = ctx;

	if (w->field_depth == w->depth && w->depth > 0)
		buf_add(&w->text, (struct str){ (const char *)text, (size_t)n });
}

static void
document_type(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	fail(ctx, "a document type stands here; an export has none, and with one it could be made to grow "
	    "without end");
}

static xmlEntityPtr
get_entity(void *ctx, const xmlChar *name)
{
	(void)ctx;
	return xmlGetPredefinedEntity(name);
}

static void
on_error(void *ctx, xmlErrorPtr e)
{
	struct wxr *w = ctx;
	struct str text = str_of(e->message);

	if (w->failed || e->level != XML_ERR_FATAL)
		return;
	w->failed = true;
	(void)str_drop(&text, STR("\n"));
	(void)error_set(&w->error, ERROR_INPUT, (struct error_at){ w->path, (size_t)(e->line > 0 ? e->line : 0),
	    (size_t)(e->int2 > 0 ? e->int2 : 0) }, "%.*s; expected well-formed XML", STR_ARG(text));
}

/* --- ours --- */

struct wxr *
wxr_new(const char *path, const struct wxr_handler *handler)
{
	struct wxr *w = mem_new(1, sizeof(*w));

	w->path = path;
	w->handler = handler;
	w->sax = (xmlSAXHandler){ .initialized = XML_SAX2_MAGIC, .startElementNs = start_element,
	    .endElementNs = end_element, .characters = characters, .cdataBlock = characters,
	    .ignorableWhitespace = characters, .internalSubset = document_type, .getEntity = get_entity,
	    .serror = on_error };
	buf_init(&w->text, WXR_FIELD_MAX);
	w->parser = xmlCreatePushParserCtxt(&w->sax, w, NULL, 0, NULL);
	if (w->parser == NULL)
		mem_out(1, sizeof(*w->parser));
	(void)xmlCtxtUseOptions(w->parser, XML_PARSE_NONET);
	return w;
}

void
wxr_free(struct wxr *w)
{
	if (w == NULL)
		return;
	for (int i = 0; i < SCOPES; i++)
		arena_release(&w->arena[i]);
	buf_release(&w->text);
	xmlFreeDoc(w->parser->myDoc);
	xmlFreeParserCtxt(w->parser);
	free(w);
}

const struct wxr_site *
wxr_site(const struct wxr *w)
{
	return &w->site;
}

static void
feed_piece(struct wxr *w, struct str bytes, bool last)
{
	char clean[4096];

	for (size_t i = 0; i < bytes.n; i++) {
		unsigned char c = (unsigned char)bytes.p[i];

		clean[i] = c < ' ' && c != '\t' && c != '\n' && c != '\r' ? ' ' : bytes.p[i];
	}
	(void)xmlParseChunk(w->parser, clean, (int)bytes.n, last);
}

int
wxr_feed(struct wxr *w, struct str bytes, bool last, struct error *err)
{
	while (bytes.n > 0 && !w->failed) {
		struct str piece = str_head(bytes, 4096);

		feed_piece(w, piece, false);
		bytes = str_from(bytes, piece.n);
	}
	if (last && !w->failed)
		feed_piece(w, STR_NONE, true);
	if (last && !w->failed && !w->seen_channel)
		fail(w, "this is no WordPress export; expected <channel> in <rss>");
	if (!w->failed)
		return 0;
	if (err != NULL)
		*err = w->error;
	return -1;
}

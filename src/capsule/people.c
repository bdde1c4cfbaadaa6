#include "capsule/people.h"

#include <stddef.h>

#include "base/file.h"
#include "base/put.h"

#include "base/banned.h"

#define AT(member) offsetof(struct reader, member)

static const struct field fields[] = {
	{ "name", FIELD_TEXT, AT(name), "a name", NULL, 0, NULL },
	{ "since", FIELD_DATE, AT(since), "a date such as 2026-11-23T10:00:00Z", NULL, 0, NULL },
	{ "trusted", FIELD_BOOL, AT(trusted), "true or false", NULL, 0, NULL },
	{ "blocked", FIELD_BOOL, AT(blocked), "true or false", NULL, 0, NULL },
	{ "comments", FIELD_LIST, AT(comments), "a list of comments, POST/ID", NULL, 0, NULL },
	{ "with", FIELD_TEXT, AT(with), "sha256: and 64 hex digits", NULL, 0, NULL },
	{ "joined", FIELD_NUMBER, AT(joined), "a number", NULL, 1000000, NULL },
};

static const struct field_table table = { fields, sizeof(fields) / sizeof(fields[0]), false };

void
people_mark(const struct digest *fingerprint, char to[static PEOPLE_MARK])
{
	struct digest d = digest_of((struct str){ (const char *)fingerprint->byte, DIGEST_SIZE });

	digest_letters(&d, to, PEOPLE_MARK);
}

void
people_file(const struct digest *fingerprint, char to[static PEOPLE_FILE])
{
	digest_hex(fingerprint, to);
	for (size_t i = 0; i < sizeof(".yaml"); i++)
		to[DIGEST_HEX + i] = ".yaml"[i];
}

int
people_read(int root, const struct digest *fingerprint, struct arena *a, struct reader *reader,
    struct error *err)
{
	char name[PEOPLE_FILE], *path;
	struct buf text;
	int rc;

	*reader = (struct reader){ .trusted = false };
	people_file(fingerprint, name);
	path = arena_cstr(a, arena_printf(a, "readers/%s", name));
	buf_init(&text, FIELDS_MAX_BYTES);
	rc = file_read(root, path, &text, NULL, err);
	if (rc == 0)
		rc = fields_read(buf_str(&text), path, 1, &table, reader, a, NULL, err);
	buf_release(&text);
	return rc;
}

static void
write_yaml(const struct reader *reader, struct buf *to)
{
	char since[TIME_ISO_SIZE];

	time_write_iso(since, reader->since.when.utc);
	fields_write(to, "name", reader->name);
	buf_addf(to, "since: %s\ntrusted: %s\nblocked: %s\n", since, reader->trusted ? "true" : "false",
	    reader->blocked ? "true" : "false");
	fields_write(to, "with", reader->with);
	if (reader->joined > 0)
		buf_addf(to, "joined: %u\n", (unsigned)reader->joined);
	if (reader->comments.n > 0)
		buf_add(to, STR("comments:\n"));
	for (size_t i = 0; i < reader->comments.n; i++)
		fields_write_item(to, reader->comments.items[i]);
}

void
people_put(int root, struct reader_put *puts, size_t n)
{
	struct arena a = { NULL };
	struct put *files = arena_new(&a, n, sizeof(*files));

	for (size_t i = 0; i < n; i++) {
		char name[PEOPLE_FILE];
		struct buf text;

		people_file(&puts[i].fingerprint, name);
		buf_init(&text, FIELDS_MAX_BYTES);
		write_yaml(&puts[i].reader, &text);
		files[i] = (struct put){ .folder = "readers", .name = arena_cstr(&a, str_of(name)),
		    .text = arena_str(&a, buf_str(&text)), .replaces = true };
		buf_release(&text);
	}
	put_all(root, files, n);
	for (size_t i = 0; i < n; i++) {
		puts[i].rc = files[i].rc;
		puts[i].err = files[i].err;
	}
	arena_release(&a);
}

int
people_write(int root, const struct digest *fingerprint, const struct reader *reader,
    struct error *err)
{
	struct reader_put put = { .fingerprint = *fingerprint, .reader = *reader };

	people_put(root, &put, 1);
	if (put.rc == -1)
		*err = put.err;
	return put.rc;
}

size_t
people_sweep(int root)
{
	return put_sweep(root, "readers");
}

void
people_begin(struct reader *reader, int64_t now)
{
	reader->since = (struct field_date){ true, { .utc = now, .has_time = true } };
}

void
people_remember(struct reader *reader, struct str post, struct str id, struct arena *a)
{
	struct str_list *old = &reader->comments;
	struct str *items = arena_new(a, PEOPLE_COMMENTS, sizeof(*items));
	size_t n = 0, skip = old->n >= PEOPLE_COMMENTS ? old->n - PEOPLE_COMMENTS + 1 : 0;

	for (size_t i = skip; i < old->n; i++)
		items[n++] = old->items[i];
	items[n++] = arena_printf(a, "%.*s/%.*s", STR_ARG(post), STR_ARG(id));
	*old = (struct str_list){ items, n };
}

bool
people_split(struct str comment, struct str *post, struct str *id)
{
	for (size_t i = comment.n; i > 0; i--) {
		if (comment.p[i - 1] != '/')
			continue;
		*id = str_from(comment, i);
		*post = str_head(comment, i - 1);
		return comment_id_valid(*id) && comment_post_valid(*post);
	}
	return false;
}

bool
people_published(int root, const struct reader *reader)
{
	bool found = false;

	for (size_t i = reader->comments.n; i > 0 && !found; i--) {
		struct arena a = { NULL };
		struct comment comment;
		struct str post, id;

		found = people_split(reader->comments.items[i - 1], &post, &id) &&
		    comments_get(root, BOX_PUBLISHED, post, id, &a, &comment, NULL) == 0;
		arena_release(&a);
	}
	return found;
}

struct digest
people_main(int root, const struct digest *fingerprint)
{
	struct arena a = { NULL };
	struct digest main = *fingerprint, other;
	struct reader reader;
	struct str hex;

	if (people_read(root, fingerprint, &a, &reader, NULL) == 0) {
		hex = reader.with;
		if (str_skip(&hex, STR("sha256:")) && digest_from_hex(hex, &other))
			main = other;
	}
	arena_release(&a);
	return main;
}

void
people_join_code(const struct secret *secret, const struct digest *fingerprint,
    const struct reader *reader, int64_t hour, char to[static PEOPLE_JOIN])
{
	struct arena a = { NULL };
	struct str parts[] = { STR("join"), { (const char *)fingerprint->byte, DIGEST_SIZE },
	    arena_printf(&a, "%lld", (long long)hour),
	    arena_printf(&a, "%llu", (unsigned long long)reader->joined) };
	struct digest d = digest_keyed(secret, parts, sizeof(parts) / sizeof(parts[0]));

	digest_letters(&d, to, PEOPLE_JOIN);
	arena_release(&a);
}

bool
people_code_is(const struct secret *secret, struct str code, int64_t now,
    const struct digest *fingerprint, const struct reader *reader)
{
	char letters[PEOPLE_JOIN];

	for (int64_t hour = now / 3600 - 1; hour <= now / 3600; hour++) {
		people_join_code(secret, fingerprint, reader, hour, letters);
		if (digest_same(code, (struct str){ letters, PEOPLE_JOIN }))
			return true;
	}
	return false;
}

enum comment_box
people_box(const struct config *config, const struct digest *identity, bool trusted)
{
	if (identity != NULL && config_is_owner(config, identity))
		return BOX_PUBLISHED;
	switch ((enum moderate)config->moderate) {
	case MODERATE_NONE:
		return BOX_PUBLISHED;
	case MODERATE_FIRST:
		return identity != NULL && trusted ? BOX_PUBLISHED : BOX_HELD;
	case MODERATE_ALL:
		break;
	}
	return BOX_HELD;
}

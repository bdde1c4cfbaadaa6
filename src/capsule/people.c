#include "capsule/people.h"

#include <stddef.h>

#include "base/file.h"

#include "base/banned.h"

#define AT(member) offsetof(struct reader, member)

static const struct field fields[] = {
	{ "name", FIELD_TEXT, AT(name), "a name", NULL, 0, NULL },
	{ "since", FIELD_DATE, AT(since), "a date such as 2026-11-23T10:00:00Z", NULL, 0, NULL },
	{ "trusted", FIELD_BOOL, AT(trusted), "true or false", NULL, 0, NULL },
	{ "blocked", FIELD_BOOL, AT(blocked), "true or false", NULL, 0, NULL },
	{ "waiting", FIELD_LIST, AT(waiting), "a list of held comments, POST/ID", NULL, 0, NULL },
};

static const struct field_table table = { fields, sizeof(fields) / sizeof(fields[0]), false };

void
people_mark(const struct digest *fingerprint, char to[static PEOPLE_MARK])
{
	struct digest d = digest_of((struct str){ (const char *)fingerprint->byte, DIGEST_SIZE });

	digest_letters(&d, to, PEOPLE_MARK);
}

#define READER_FILE (DIGEST_HEX + sizeof(".yaml"))

static void
reader_file(const struct digest *fingerprint, char to[static READER_FILE])
{
	digest_hex(fingerprint, to);
	for (size_t i = 0; i < sizeof(".yaml"); i++)
		to[DIGEST_HEX + i] = ".yaml"[i];
}

int
people_read(int root, const struct digest *fingerprint, struct arena *a, struct reader *reader,
    struct error *err)
{
	char name[READER_FILE], *path;
	struct buf text;
	int rc;

	*reader = (struct reader){ .trusted = false };
	reader_file(fingerprint, name);
	path = arena_cstr(a, arena_printf(a, "readers/%s", name));
	buf_init(&text, FIELDS_MAX_BYTES);
	rc = file_read(root, path, &text, NULL, err);
	if (rc == 0)
		rc = fields_read(buf_str(&text), path, 1, &table, reader, a, NULL, err);
	buf_release(&text);
	return rc;
}

int
people_write(int root, const struct digest *fingerprint, const struct reader *reader,
    struct error *err)
{
	char name[READER_FILE], since[TIME_ISO_SIZE];
	struct buf text;
	int dir, rc = -1;

	reader_file(fingerprint, name);
	time_write_iso(since, reader->since.when.utc);
	buf_init(&text, FIELDS_MAX_BYTES);
	fields_write(&text, "name", reader->name);
	buf_addf(&text, "since: %s\ntrusted: %s\nblocked: %s\n", since,
	    reader->trusted ? "true" : "false", reader->blocked ? "true" : "false");
	if (reader->waiting.n > 0)
		buf_add(&text, STR("waiting:\n"));
	for (size_t i = 0; i < reader->waiting.n; i++)
		fields_write_item(&text, reader->waiting.items[i]);
	dir = file_make_folder(root, "readers", 0750, err);
	if (dir != -1)
		rc = file_replace(dir, name, 0640, buf_str(&text), true, err);
	file_close(&dir);
	buf_release(&text);
	return rc;
}

bool
people_published_since(int root, const struct reader *reader)
{
	for (size_t i = 0; i < reader->waiting.n; i++) {
		struct str post = reader->waiting.items[i], id = STR_NONE;
		struct arena a = { NULL };
		struct comment comment;
		bool found;

		for (size_t j = post.n; j > 0 && id.n == 0; j--) {
			if (post.p[j - 1] == '/') {
				id = str_from(post, j);
				post = str_head(post, j - 1);
			}
		}
		found = comments_get(root, BOX_PUBLISHED, post, id, &a, &comment, NULL) == 0;
		arena_release(&a);
		if (found)
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

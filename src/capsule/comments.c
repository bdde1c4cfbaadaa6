#include "capsule/comments.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/file.h"
#include "base/put.h"
#include "base/time.h"
#include "format/frontmatter.h"
#include "format/utf8.h"

#include "base/banned.h"

#define ID_HEAD (TIME_ID_SIZE - 1)	/* 20261123T100000Z */

static const char *const boxes[] = { "comments", "held" };

bool
comment_id_valid(struct str id)
{
	static const char shape[] = "dddddddd" "Tdddddd" "Z-";

	if (id.n < sizeof(shape) - 1 + 4 || id.n > COMMENT_ID_MAX)
		return false;
	for (size_t i = 0; i < id.n; i++) {
		char c = id.p[i];
		bool letter = c >= 'a' && c <= 'z';

		if (i >= sizeof(shape) - 1 ? !letter && !ascii_is_digit(c) :
		    shape[i] == 'd' ? !ascii_is_digit(c) : c != shape[i])
			return false;
	}
	return true;
}

bool
comment_post_valid(struct str post)
{
	struct str part;

	if (post.n == 0 || post.n > ORDER_NAME_MAX || str_has(post, '\0') || post.p[post.n - 1] == '/')
		return false;
	while (str_cut(&post, '/', &part))
		if (part.n == 0 || part.n > 200 || part.p[0] == '.')
			return false;
	return true;
}

void
comment_mark(const struct secret *key, struct str reader, struct str post, const struct comment *c,
    char to[static COMMENT_MARK])
{
	struct str parts[] = { STR("comment"), reader, post, c->has_identity ? STR_NONE : c->name,
	    c->reply_to, c->text };
	struct digest d = digest_keyed(key, parts, sizeof(parts) / sizeof(parts[0]));

	digest_letters(&d, to, COMMENT_MARK);
}

static char *
folder_path(struct arena *a, enum comment_box box, struct str post)
{
	return arena_cstr(a, arena_printf(a, "%s/%.*s", boxes[box], STR_ARG(post)));
}

/* Calendar and clock out of an ID, for a file whose front matter says no date. */
int64_t
comment_id_time(struct str id)
{
	struct when when;
	char iso[] = "....-..-..T..:..:..Z";
	static const unsigned char at[] = { 0, 1, 2, 3, 5, 6, 8, 9, 10, 11, 12, 14, 15, 17, 18, 19 };

	for (size_t i = 0; i < sizeof(at); i++)
		iso[at[i]] = id.p[i];
	return time_parse(str_of(iso), &when) ? when.utc : 0;
}

/* All that a reader takes for a round bracket: -1 opening, 1 closing. */
static int
is_bracket(uint32_t c)
{
	static const uint32_t opening[] = { '(', 0x207d, 0x208d, 0x2768, 0x276a, 0x27ee, 0x2985, 0xfd3e,
	    0xfe35, 0xfe59, 0xff08, 0xff5f };

	for (size_t i = 0; i < sizeof(opening) / sizeof(opening[0]); i++) {
		if (c == opening[i])
			return -1;
		if (c == opening[i] + 1)
			return 1;
	}
	return 0;
}

struct str
comment_name(struct arena *a, struct str name)
{
	struct str rest = utf8_clean_name(a, name, COMMENT_NAME_COLUMNS), out;
	struct buf b;

	buf_init(&b, rest.n);
	while (rest.n > 0) {
		uint32_t c = utf8_next(&rest);
		int bracket = is_bracket(c);

		if (bracket == 0)
			utf8_put(&b, c);
		else
			buf_addc(&b, bracket < 0 ? '[' : ']');
	}
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

/* Without its text, unless that is wanted: cleaning it costs more than all the rest. */
static int
parse(struct str file, const char *path, struct str id, bool whole, struct arena *a, struct comment *c,
    struct error *err)
{
	struct frontmatter fm;
	struct str body, hex;

	if (frontmatter_read(file, path, a, NULL, &fm, &body, err) == -1)
		return -1;
	*c = (struct comment){ .id = id, .reply_to = fm.reply_to, .via = fm.via };
	c->name = comment_name(a, fm.name);
	c->date = fm.date.given ? fm.date.when.utc : comment_id_time(id);
	if (whole)
		c->text = utf8_clean_text(a, body);
	hex = fm.identity;
	c->has_identity = str_skip(&hex, STR("sha256:")) && digest_from_hex(hex, &c->identity);
	if (fm.identity.n > 0 && !c->has_identity)
		return error_set(err, ERROR_INPUT, (struct error_at){ path, 0, 0 },
		    "identity is '%.*s'; expected sha256: and 64 hex digits", STR_ARG(fm.identity));
	return 0;
}

static int
get(int root, enum comment_box box, struct str post, struct str id, bool whole, struct arena *a,
    struct comment *comment, struct error *err)
{
	char *path = arena_cstr(a, arena_printf(a, "%s/%.*s.gmi", folder_path(a, box, post), STR_ARG(id)));
	struct buf file;
	int rc;

	if (!comment_id_valid(id) || !comment_post_valid(post))
		return error_set(err, ERROR_NOT_FOUND, (struct error_at){ NULL, 0, 0 }, "no such comment");
	buf_init(&file, COMMENT_FILE_MAX);
	rc = file_read(root, path, &file, NULL, err);
	if (rc == 0)
		rc = parse(arena_str(a, buf_str(&file)), path, arena_str(a, id), whole, a, comment, err);
	buf_release(&file);
	return rc;
}

int
comments_get(int root, enum comment_box box, struct str post, struct str id, struct arena *a,
    struct comment *comment, struct error *err)
{
	return get(root, box, post, id, true, a, comment, err);
}

/* Only what stays is put into the caller's arena: of a long discussion the texts are megabytes. */
static int
get_head(int root, enum comment_box box, struct str post, struct str id, struct arena *a,
    struct comment *comment, struct error *err)
{
	struct arena own = { NULL };
	int rc = get(root, box, post, id, false, &own, comment, err);

	if (rc == 0) {
		comment->id = arena_str(a, comment->id);
		comment->name = arena_str(a, comment->name);
		comment->reply_to = arena_str(a, comment->reply_to);
		comment->via = arena_str(a, comment->via);
	}
	arena_release(&own);
	return rc;
}

/* "ID.gmi" to ID, if it is one. */
static bool
id_of_entry(const struct file_entry *e, struct str *id)
{
	*id = str_of(e->name);
	return e->kind == FILE_REGULAR && str_drop(id, STR(".gmi")) && comment_id_valid(*id);
}

/* No folder is an empty list. */
static int
list_box(int root, enum comment_box box, struct str post, struct arena *a, struct file_entry **entries,
    size_t *n, struct error *err)
{
	int dir, rc;
	struct error why;

	*n = 0;
	if (!comment_post_valid(post))
		return 0;
	dir = file_open_beneath(root, folder_path(a, box, post), O_RDONLY | O_DIRECTORY, &why);
	if (dir == -1)
		return why.kind == ERROR_NOT_FOUND ? 0 : error_set(err, why.kind,
		    (struct error_at){ NULL, 0, 0 }, "%s", why.text);
	rc = file_list(dir, a, entries, n, err);
	file_close(&dir);
	return rc;
}

/* Where the newest `limit` comments among all files begin. */
static size_t
first_of(const struct file_entry *entries, size_t n, size_t limit)
{
	struct str id;
	size_t at = n;

	while (limit > 0 && at > 0)
		if (id_of_entry(&entries[--at], &id))
			limit--;
	return limit > 0 || at == n ? 0 : at;
}

/* The newest `limit` (0: all), each by `get_one`. */
static int
read_box(int root, enum comment_box box, struct str post, size_t limit, int (*get_one)(int root,
    enum comment_box box, struct str post, struct str id, struct arena *a, struct comment *comment,
    struct error *err), struct arena *a, struct comment **comments, size_t *n, struct str_list *faults,
    struct error *err)
{
	struct file_entry *entries;
	size_t files, faults_cap = 0;
	struct error why;
	struct str id;

	*n = 0;
	*comments = NULL;
	if (list_box(root, box, post, a, &entries, &files, err) == -1)
		return -1;
	*comments = arena_new(a, files, sizeof(**comments));
	for (size_t i = first_of(entries, files, limit); i < files; i++) {
		if (!id_of_entry(&entries[i], &id))
			continue;
		if (get_one(root, box, post, id, a, &(*comments)[*n], &why) == 0) {
			++*n;
		} else if (faults != NULL && why.kind != ERROR_NOT_FOUND) {
			arena_grow(a, (void **)&faults->items, &faults_cap, faults->n,
			    sizeof(*faults->items));
			faults->items[faults->n++] = arena_str(a, str_of(why.text));
		}
	}
	return 0;
}

int
comments_read(int root, enum comment_box box, struct str post, size_t limit, struct arena *a,
    struct comment **comments, size_t *n, struct str_list *faults, struct error *err)
{
	return read_box(root, box, post, limit, comments_get, a, comments, n, faults, err);
}

int
comments_heads(int root, enum comment_box box, struct str post, struct arena *a,
    struct comment **comments, size_t *n, struct str_list *faults, struct error *err)
{
	return read_box(root, box, post, 0, get_head, a, comments, n, faults, err);
}

bool
comments_find(int root, enum comment_box box, struct str post, struct str mark,
    char id[static COMMENT_ID_MAX + 1])
{
	struct arena a = { NULL };
	struct file_entry *entries;
	bool found = false;
	struct str name;
	size_t n;

	if (list_box(root, box, post, &a, &entries, &n, NULL) == -1)
		n = 0;
	for (size_t i = 0; i < n && !found; i++) {
		if (id_of_entry(&entries[i], &name) && str_ends(name, mark) &&
		    name.n == ID_HEAD + 1 + mark.n) {
			memcpy(id, name.p, name.n);
			id[name.n] = '\0';
			found = true;
		}
	}
	arena_release(&a);
	return found;
}

struct str
comments_ref(int root, struct str post, struct str id)
{
	struct str mark = str_from(id, ID_HEAD + 1);
	char first[COMMENT_ID_MAX + 1];

	for (int box = BOX_PUBLISHED; box <= BOX_HELD && mark.n == COMMENT_MARK; box++)
		if (comments_find(root, (enum comment_box)box, post, mark, first))
			return str_eq(str_of(first), id) ? mark : id;
	return id;
}

int
comments_get_ref(int root, struct str post, struct str ref, struct arena *a, enum comment_box *box,
    struct comment *comment, struct error *err)
{
	char id[COMMENT_ID_MAX + 1];

	for (int b = BOX_PUBLISHED; b <= BOX_HELD; b++) {
		struct str name = ref;

		*box = (enum comment_box)b;
		if (!comment_id_valid(ref) && comments_find(root, *box, post, ref, id))
			name = str_of(id);
		if (comments_get(root, *box, post, name, a, comment, err) == 0)
			return 0;
	}
	return -1;
}

size_t
comments_count(int root, struct str post, char newest[static COMMENT_ID_MAX + 1])
{
	struct arena a = { NULL };
	struct file_entry *entries;
	size_t n, count = 0;
	struct str id;

	newest[0] = '\0';
	if (list_box(root, BOX_PUBLISHED, post, &a, &entries, &n, NULL) == -1)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		if (!id_of_entry(&entries[i], &id))
			continue;
		count++;
		memcpy(newest, id.p, id.n);	/* the list is in order */
		newest[id.n] = '\0';
	}
	arena_release(&a);
	return count;
}

void
comment_write(const struct comment *c, struct buf *to)
{
	char date[TIME_ISO_SIZE], hex[DIGEST_HEX];

	time_write_iso(date, c->date);
	buf_add(to, STR("---\n"));
	fields_write(to, "name", c->name);
	buf_addf(to, "date: %s\n", date);
	if (c->has_identity) {
		digest_hex(&c->identity, hex);
		buf_addf(to, "identity: sha256:%.*s\n", DIGEST_HEX, hex);
	}
	fields_write(to, "reply-to", c->reply_to);
	fields_write(to, "via", c->via);
	buf_add(to, STR("---\n"));
	buf_add(to, c->text);
	buf_addc(to, '\n');
}

/* The file that it is to become. False: it is too long for one, and put->err says so. */
static bool
as_file(const struct comment_put *put, struct arena *a, struct put *file)
{
	struct buf text;
	bool fits;

	buf_init(&text, COMMENT_FILE_MAX);
	comment_write(put->comment, &text);
	fits = !text.full;
	*file = (struct put){ .folder = folder_path(a, put->box, put->post), .replaces = put->replaces,
	    .only_there = put->replaces,
	    .name = arena_cstr(a, arena_printf(a, "%.*s.gmi", STR_ARG(put->comment->id))),
	    .text = arena_str(a, buf_str(&text)) };
	buf_release(&text);
	return fits;
}

void
comments_put(int root, struct comment_put *puts, size_t n)
{
	struct arena a = { NULL };
	struct put *files = arena_new(&a, n, sizeof(*files));
	struct comment_put **of = arena_new(&a, n, sizeof(*of));
	size_t n_files = 0;

	for (size_t i = 0; i < n; i++) {
		puts[i].rc = 0;
		if (as_file(&puts[i], &a, &files[n_files]))
			of[n_files++] = &puts[i];
		else
			puts[i].rc = error_set(&puts[i].err, ERROR_TOO_LARGE, (struct error_at){ NULL, 0, 0 },
			    "a comment of more than %d bytes", COMMENT_FILE_MAX);
	}
	put_all(root, files, n_files);
	for (size_t i = 0; i < n_files; i++) {
		of[i]->rc = files[i].rc;
		of[i]->err = files[i].err;
	}
	arena_release(&a);
}

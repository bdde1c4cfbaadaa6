#include "capsule/folder.h"

#include <stddef.h>

#include "capsule/config.h"
#include "format/menu.h"
#include "format/mime.h"
#include "format/utf8.h"

#include "base/banned.h"

#define MEDIA_MAX 100		/* bytes of a media type with its parameters: it goes into a header */
#define EXTENSION_MAX 32

/* --- the file's text --- */

struct raw {
	struct str title, lang;
	int order;
	struct str_list access, types, hide;
};

/* Of what can be said of a folder, access is what must not be misread. */
struct access_raw {
	struct str_list access, other;
};

static bool
good_access(struct str s)
{
	struct digest d;

	return str_eq(s, STR("anyone")) || str_eq(s, STR("any-certificate")) || config_fingerprint(s, &d);
}

/* RFC 9110 section 5.6.2: what a type's name is made of. */
static bool
is_token(struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!ascii_is_letter(s.p[i]) && !ascii_is_digit(s.p[i]) && !str_has(STR("!#$&^_.+-"), s.p[i]))
			return false;
	return s.n > 0;
}

static bool
is_media_type(struct str s)
{
	struct str type = STR_NONE, subtype = STR_NONE;

	if (s.n > MEDIA_MAX)
		return false;
	for (size_t i = 0; i < s.n; i++)
		if (ascii_is_control(s.p[i]) || (unsigned char)s.p[i] >= 0x80)
			return false;
	if (!str_has(s, '/') || !str_cut(&s, '/', &type) || !str_cut(&s, ';', &subtype))
		return false;
	return is_token(type) && is_token(str_trim(subtype));
}

/* What Gopher has for a media type (clients.md section 3). */
static char
item_of(struct str media)
{
	static const struct {
		const char *head;
		char item;
	} items[] = {
		{ "text/gemini", '1' }, { "text/", '0' }, { "image/gif", 'g' }, { "image/", 'I' },
		{ "audio/", 's' },
	};

	for (size_t i = 0; i < sizeof(items) / sizeof(items[0]); i++)
		if (str_starts(media, str_of(items[i].head)))
			return items[i].item;
	return '9';
}

bool
folder_type_parse(struct str s, struct folder_type *type)
{
	struct str extension = STR_NONE;

	if (!str_has(s, '=') || !str_cut(&s, '=', &extension))
		return false;
	extension = str_trim(extension);
	s = str_trim(s);
	(void)str_skip(&extension, STR("."));
	if (extension.n == 0 || extension.n > EXTENSION_MAX || str_has(extension, '/') ||
	    str_has(extension, ' '))
		return false;
	*type = (struct folder_type){ .extension = extension };
	if (s.n == 1 && menu_type_valid(s.p[0])) {
		type->item = s.p[0];
		return true;
	}
	type->media = s;
	type->item = item_of(s);
	return is_media_type(s);
}

static bool
good_type(struct str s)
{
	struct folder_type type;

	return folder_type_parse(s, &type);
}

static bool
good_hide(struct str s)
{
	return s.n > 0 && !str_has(s, '/');
}

static const char *const order_words[] = { "-", "name", "newest", "oldest", NULL };

#define AT(member) offsetof(struct raw, member)
#define EXPECT_ACCESS "anyone, any-certificate, or a list of fingerprints, sha256: and 64 hex digits each"

static const struct field fields[] = {
	{ "title", FIELD_TEXT, AT(title), "a title for the listing", NULL, 0, NULL },
	{ "lang", FIELD_TEXT, AT(lang), "a language tag such as en or pt-BR", NULL, 0, config_is_lang },
	{ "order", FIELD_CHOICE, AT(order), "name, newest or oldest", order_words, 0, NULL },
	{ "hide", FIELD_LIST, AT(hide), "names of files, with * and ? for any letters, no slash", NULL, 0,
	    good_hide },
	{ "types", FIELD_LIST, AT(types), "an extension and a type such as dat=text/plain, or a Gopher item "
	    "type such as dat=9, or a list of them", NULL, 0, good_type },
	{ "access", FIELD_LIST, AT(access), EXPECT_ACCESS, NULL, 0, good_access },
};
static const struct field_table table = { fields, sizeof(fields) / sizeof(fields[0]), true };

/* The same keys, of which only access is judged. */
#define OTHER(key) { key, FIELD_LIST, offsetof(struct access_raw, other), "", NULL, 0, NULL }
static const struct field access_fields[] = {
	OTHER("title"), OTHER("lang"), OTHER("order"), OTHER("hide"), OTHER("types"),
	{ "access", FIELD_LIST, offsetof(struct access_raw, access), EXPECT_ACCESS, NULL, 0, good_access },
};
static const struct field_table access_table = { access_fields,
    sizeof(access_fields) / sizeof(access_fields[0]), true };

const struct field_table *
folder_keys(void)
{
	return &table;
}

/* For a message: where the key stands. */
static struct error_at
place_of(struct str text, struct str key, const char *path)
{
	struct str line;

	for (size_t n = 1; str_line(&text, &line); n++)
		for (size_t i = 0; i + key.n <= line.n; i++)
			if (str_eq_nocase(str_head(str_from(line, i), key.n), key))
				return (struct error_at){ path, n, i + 1 };
	return (struct error_at){ path, 1, 1 };		/* it was written with escapes */
}

/* What stands behind `access`, each item of which is good by itself. */
static int
settle_access(struct str_list list, struct arena *a, struct folder_rules *rules, bool *says,
    struct error_at at, struct error *err)
{
	*says = list.items != NULL;
	if (!*says)
		return 0;
	rules->access = FOLDER_LISTED;
	rules->listed = arena_new(a, list.n, sizeof(*rules->listed));
	for (size_t i = 0; i < list.n; i++) {
		if (config_fingerprint(list.items[i], &rules->listed[rules->n_listed])) {
			rules->n_listed++;
			continue;
		}
		if (list.n > 1) {
			rules->access = FOLDER_BROKEN;
			return error_set(err, ERROR_INPUT, at, "access is a list with '%.*s' in it; expected "
			    "anyone or any-certificate alone, or fingerprints", STR_ARG(list.items[i]));
		}
		rules->access = str_eq(list.items[i], STR("anyone")) ? FOLDER_ANYONE : FOLDER_CERTIFICATE;
	}
	return 0;
}

/* There is a fault: is it certain all the same who may see the folder? */
static void
salvage(struct str text, const char *path, struct arena *a, struct folder_rules *rules, bool *says)
{
	struct access_raw raw = { .access = { NULL, 0 } };
	struct error_at at = { path, 0, 0 };

	*rules = (struct folder_rules){ .order = FOLDER_UNSAID };
	if (fields_read(text, path, 1, &access_table, &raw, a, NULL, NULL) == 0 &&
	    settle_access(raw.access, a, rules, says, at, NULL) == 0)
		return;
	*rules = (struct folder_rules){ .access = FOLDER_BROKEN };
	*says = true;
}

int
folder_parse(struct str text, const char *path, struct arena *a, struct folder_rules *rules,
    bool *says_access, struct error *err)
{
	struct raw raw = { .order = FOLDER_UNSAID };
	int rc;

	*rules = (struct folder_rules){ .order = FOLDER_UNSAID };
	if (text.n == 0)		/* an editor has just opened it: what it will say is not known yet */
		rc = error_set(err, ERROR_INPUT, (struct error_at){ path, 1, 1 }, "is empty; expected "
		    "settings such as `lang: en`, or no such file");
	else
		rc = fields_read(text, path, 1, &table, &raw, a, NULL, err);
	if (rc == 0)
		rc = settle_access(raw.access, a, rules, says_access, place_of(text, STR("access"), path), err);
	if (rc == -1) {
		salvage(text, path, a, rules, says_access);
		if (text.n == 0)
			rules->access = FOLDER_BROKEN;
		*says_access = *says_access || text.n == 0;
		return -1;
	}
	rules->title = raw.title;
	rules->lang = raw.lang;
	rules->order = raw.order;
	rules->hide = raw.hide;
	rules->types = arena_new(a, raw.types.n, sizeof(*rules->types));
	for (size_t i = 0; i < raw.types.n; i++)
		rules->n_types += folder_type_parse(raw.types.items[i], &rules->types[rules->n_types]);
	return 0;
}

/* --- what they say of a file --- */

static const struct folder_type *
find_type(const struct folder_rules *rules, struct str name, bool with_media)
{
	for (size_t i = 0; i < rules->n_types; i++) {
		struct str e = rules->types[i].extension;

		if (name.n > e.n && name.p[name.n - e.n - 1] == '.' && (!with_media ||
		    rules->types[i].media.n > 0) && str_eq_nocase(str_from(name, name.n - e.n), e))
			return &rules->types[i];
	}
	return NULL;
}

struct str
folder_media(const struct folder_rules *rules, struct str name)
{
	const struct folder_type *type = find_type(rules, name, true);

	return type != NULL ? type->media : str_of(mime_of(name)->type);
}

char
folder_item(const struct folder_rules *rules, struct str name)
{
	const struct folder_type *type = find_type(rules, name, false);

	return type != NULL ? type->item : '\0';
}

/* The last star is the only one that need be tried anew: no more than pattern times name steps. */
static bool
glob(struct str pattern, struct str name)
{
	struct str star = STR_NONE, from = STR_NONE;
	bool has_star = false;

	while (name.n > 0 || pattern.n > 0) {
		struct str p = pattern, n = name;

		if (pattern.n > 0 && pattern.p[0] == '*') {
			has_star = true;
			star = pattern = str_from(pattern, 1);
			from = name;
		} else if (pattern.n > 0 && name.n > 0 && (pattern.p[0] == '?' ||
		    utf8_next(&p) == utf8_next(&n))) {
			p = pattern;
			n = name;
			(void)utf8_next(&p);
			(void)utf8_next(&n);
			pattern = p;
			name = n;
		} else if (has_star && from.n > 0) {
			(void)utf8_next(&from);
			name = from;
			pattern = star;
		} else {
			return false;
		}
	}
	return true;
}

bool
folder_hides(const struct folder_rules *rules, struct str name)
{
	for (size_t i = 0; i < rules->hide.n; i++)
		if (glob(rules->hide.items[i], name))
			return true;
	return false;
}

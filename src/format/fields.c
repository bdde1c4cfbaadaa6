#include "format/fields.h"

#include <string.h>

#include <yaml.h>

#include "base/near.h"
#include "format/host.h"
#include "format/utf8.h"

#include "base/banned.h"

struct reader {
	yaml_parser_t yaml;
	struct str text;
	const char *path;
	size_t first_line;
	size_t events;
	const struct field_table *table;
	void *into;
	struct arena *arena;
	const struct field_notes *notes;
	struct error *err;
};

static struct error_at
at_byte(const struct reader *r, size_t offset)
{
	size_t line = 0, start = 0;

	if (offset > r->text.n)
		offset = r->text.n;
	for (size_t i = 0; i < offset; i++) {
		if (r->text.p[i] == '\n') {
			line++;
			start = i + 1;
		}
	}
	return (struct error_at){ r->path, r->first_line + line, offset - start + 1 };
}

/*
 * libyaml's index counts characters from 0, people lines and columns from 1, and columns here are bytes.
 * Its own line numbers are of no use: to YAML a bare CR ends a line, to an editor it does not.
 */
static struct error_at
at_mark(const struct reader *r, yaml_mark_t mark)
{
	struct str rest = r->text;

	(void)str_skip(&rest, STR("\xef\xbb\xbf"));
	for (size_t i = 0; i < mark.index && rest.n > 0; i++)
		(void)utf8_next(&rest);
	return at_byte(r, r->text.n - rest.n);
}

/* What libyaml's words mean to somebody who has not read YAML's grammar. */
static const struct {
	const char *problem, *hint;
} hints[] = {
	{ "mapping values are not allowed in this context", "a value with a colon needs quotes" },
	{ "found character that cannot start any token",
	    "a value that begins with @, ` or % needs quotes; indent with blanks, not tabs" },
	{ "did not find expected key", "text behind a quote or a bracket: quote the whole value" },
	{ "could not find expected ':'", "expected `key: value`" },
	{ "block sequence entries are not allowed in this context", "a list begins on a line of its own" },
	{ "found unexpected end of stream", "a quote is not closed" },
};

static int
yaml_says(struct reader *r)
{
	const char *problem = r->yaml.problem == NULL ? "not YAML" : r->yaml.problem, *hint = NULL;
	yaml_mark_t mark = r->yaml.problem_mark;

	for (size_t i = 0; i < sizeof(hints) / sizeof(hints[0]); i++)
		if (strcmp(problem, hints[i].problem) == 0)
			hint = hints[i].hint;
	if (r->yaml.error == YAML_READER_ERROR)
		return error_set(r->err, ERROR_INPUT, at_byte(r, r->yaml.problem_offset),
		    "%s (byte 0x%02x); expected UTF-8 text", problem, (unsigned)r->yaml.problem_value);
	if (strcmp(problem, "found unexpected end of stream") == 0 && r->yaml.context != NULL)
		mark = r->yaml.context_mark;		/* where the quote was opened */
	return error_set(r->err, ERROR_INPUT, at_mark(r, mark), "%s%s%s", problem,
	    hint == NULL ? "" : "; ", hint == NULL ? "" : hint);
}

static int
next(struct reader *r, yaml_event_t *e)
{
	if (r->events++ == FIELDS_EVENTS)
		return error_set(r->err, ERROR_TOO_LARGE, (struct error_at){ r->path, r->first_line, 0 },
		    "more than %d YAML items", FIELDS_EVENTS);
	if (yaml_parser_parse(&r->yaml, e) != 1)
		return yaml_says(r);
	return 0;
}

static struct str
scalar(const yaml_event_t *e)
{
	return (struct str){ (const char *)e->data.scalar.value, e->data.scalar.length };
}

static bool
is_null(const yaml_event_t *e)
{
	static const char *const nulls[] = { "", "~", "null", "Null", "NULL" };

	if (e->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
		return false;
	for (size_t i = 0; i < sizeof(nulls) / sizeof(nulls[0]); i++)
		if (str_eq(scalar(e), str_of(nulls[i])))
			return true;
	return false;
}

static int
check_plain(struct reader *r, const yaml_event_t *e)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	if (e->type == YAML_SCALAR_EVENT) {
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
		if (tag != NULL && strcmp((const char *)tag, YAML_STR_TAG) == 0)
			tag = NULL;
	} else if (e->type == YAML_SEQUENCE_START_EVENT) {
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
	} else if (e->type == YAML_MAPPING_START_EVENT) {
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
	}
	if (anchor != NULL || e->type == YAML_ALIAS_EVENT)
		return error_set(r->err, ERROR_INPUT, at_mark(r, e->start_mark),
		    "anchors and aliases (& and *) are not supported; quote the value");
	if (tag != NULL)
		return error_set(r->err, ERROR_INPUT, at_mark(r, e->start_mark),
		    "tags (!) are not supported; quote the value");
	return 0;
}

static int
take_host(struct reader *r, const struct field *f, const yaml_event_t *e, struct str *host)
{
	struct str text = *host;
	const char *fault = host_read(text, r->arena, host);

	if (fault == NULL)
		return 0;
	return error_set(r->err, ERROR_INPUT, at_mark(r, e->start_mark), "%s is '%.*s' (%s); expected %s",
	    f->key, STR_ARG(str_head(text, 80)), fault, f->expected);
}

/* Text for a line of a page: trimmed, newlines as blanks, no control characters. */
static int
take_text(struct reader *r, const struct field *f, const yaml_event_t *e, struct str *to)
{
	struct str s = scalar(e);
	char *copy;

	while (s.n > 0 && str_has(STR(" \t\n"), s.p[s.n - 1]))
		s.n--;
	while (s.n > 0 && str_has(STR(" \t\n"), s.p[0]))
		s = str_from(s, 1);
	copy = arena_cstr(r->arena, s);
	for (size_t i = 0; i < s.n; i++) {
		if (copy[i] == '\n' || copy[i] == '\t')
			copy[i] = ' ';
		else if (ascii_is_control(copy[i]) ||
		    (copy[i] == '\xc2' && (unsigned char)copy[i + 1] < 0xa0))
			return error_set(r->err, ERROR_INPUT, at_mark(r, e->start_mark),
			    "%s holds a control character; expected printable text", f->key);
	}
	*to = (struct str){ copy, s.n };
	if (f->type == FIELD_HOSTS)
		return take_host(r, f, e, to);
	if (f->good != NULL && !f->good(*to))
		return error_set(r->err, ERROR_INPUT, at_mark(r, e->start_mark),
		    "%s is '%.*s'; expected %s", f->key, STR_ARG(str_head(*to, 80)), f->expected);
	return 0;
}

static bool
read_bool(struct str s, bool *value)
{
	static const char *const words[] = { "false", "true", "no", "yes", "off", "on" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		if (str_eq_nocase(s, str_of(words[i]))) {
			*value = i % 2 == 1;
			return true;
		}
	}
	return false;
}

static bool
read_choice(struct str s, const char *const *choices, int *value)
{
	for (int i = 0; choices[i] != NULL; i++) {
		struct str spellings = str_of(choices[i]), one;

		while (str_cut(&spellings, '|', &one)) {
			if (str_eq_nocase(s, one) && !str_eq(one, STR("-"))) {	/* "-": cannot be said */
				*value = i;
				return true;
			}
		}
	}
	return false;
}

static int
take_scalar(struct reader *r, const struct field *f, const yaml_event_t *e)
{
	char *to = (char *)r->into + f->at;
	struct str s = str_trim(scalar(e));
	struct field_date *date;
	struct text_at *placed;
	struct error_at at;
	struct str_list *list;
	struct host_list *hosts;
	bool ok = true;

	switch (f->type) {
	case FIELD_TEXT:
	case FIELD_PERSON:
		return take_text(r, f, e, (struct str *)(void *)to);
	case FIELD_TEXT_AT:
		placed = (struct text_at *)(void *)to;
		at = at_mark(r, e->start_mark);
		placed->line = at.line;
		placed->col = at.col;
		return take_text(r, f, e, &placed->text);
	case FIELD_LIST:
		list = (struct str_list *)(void *)to;
		*list = (struct str_list){ arena_new(r->arena, 1, sizeof(struct str)), 1 };
		return take_text(r, f, e, &list->items[0]);
	case FIELD_HOSTS:
		hosts = (struct host_list *)(void *)to;
		hosts->names = (struct str_list){ arena_new(r->arena, 1, sizeof(struct str)), 1 };
		hosts->at = arena_new(r->arena, 1, sizeof(*hosts->at));
		hosts->at[0] = at_mark(r, e->start_mark);
		return take_text(r, f, e, &hosts->names.items[0]);
	case FIELD_BOOL:
		ok = read_bool(s, (bool *)(void *)to);
		break;
	case FIELD_NUMBER:
		ok = (f->good == NULL || f->good(s)) && str_number(s, f->max, (uint64_t *)(void *)to);
		break;
	case FIELD_DATE:
		date = (struct field_date *)(void *)to;
		ok = time_parse(s, &date->when);
		date->given = ok;
		break;
	case FIELD_CHOICE:
		ok = read_choice(s, f->choices, (int *)(void *)to);
		break;
	}
	if (ok)
		return 0;
	return error_set(r->err, ERROR_INPUT, at_mark(r, e->start_mark), "%s is '%.*s'; expected %s",
	    f->key, STR_ARG(str_head(s, 80)), f->expected);
}

/* Read on to the end of the collection that `e` (taken over, deleted) has opened. */
static int
skip_collection(struct reader *r, yaml_event_t *e)
{
	int depth = 0;

	for (;;) {
		yaml_event_type_t type = e->type;

		if (check_plain(r, e) == -1) {
			yaml_event_delete(e);
			return -1;
		}
		if (type == YAML_MAPPING_START_EVENT || type == YAML_SEQUENCE_START_EVENT)
			depth++;
		else if (type == YAML_MAPPING_END_EVENT || type == YAML_SEQUENCE_END_EVENT)
			depth--;
		if (depth == FIELDS_DEPTH) {
			struct error_at at = at_mark(r, e->start_mark);

			yaml_event_delete(e);
			return error_set(r->err, ERROR_INPUT, at, "more than %d levels deep", FIELDS_DEPTH);
		}
		yaml_event_delete(e);
		if (depth == 0)
			return 0;
		if (next(r, e) == -1)
			return -1;
	}
}

static int
wrong_shape(struct reader *r, const struct field *f, yaml_event_t *e)
{
	int rc = error_set(r->err, ERROR_INPUT, at_mark(r, e->start_mark), "%s holds a %s; expected %s",
	    f->key, e->type == YAML_SEQUENCE_START_EVENT ? "list" : "group of keys", f->expected);

	yaml_event_delete(e);
	return rc;
}

static int
note_host(struct reader *r, const struct field *f, const yaml_event_t *e, struct error_at *at, size_t n)
{
	at[n % FIELDS_HOSTS] = at_mark(r, e->start_mark);
	if (n < FIELDS_HOSTS)
		return 0;
	return error_set(r->err, ERROR_INPUT, at[0], "%s has more than %d names; all of them go into the "
	    "certificate that each reader fetches", f->key, FIELDS_HOSTS);
}

/* A sequence of scalars, for a FIELD_LIST, FIELD_HOSTS or FIELD_PERSON. `e` opened it and is taken over. */
static int
take_sequence(struct reader *r, const struct field *f, yaml_event_t *e)
{
	struct str_list all = { NULL, 0 };
	struct error_at *at = f->type != FIELD_HOSTS ? NULL : arena_new(r->arena, FIELDS_HOSTS, sizeof(*at));
	size_t cap = 0;

	yaml_event_delete(e);
	for (;;) {
		if (next(r, e) == -1)
			return -1;
		if (check_plain(r, e) == -1) {
			yaml_event_delete(e);
			return -1;
		}
		if (e->type == YAML_SEQUENCE_END_EVENT)
			break;
		if (e->type != YAML_SCALAR_EVENT)
			return wrong_shape(r, f, e);
		arena_grow(r->arena, (void **)&all.items, &cap, all.n, sizeof(*all.items));
		if ((at != NULL && note_host(r, f, e, at, all.n) == -1) ||
		    take_text(r, f, e, &all.items[all.n++]) == -1) {
			yaml_event_delete(e);
			return -1;
		}
		yaml_event_delete(e);
	}
	yaml_event_delete(e);
	if (f->type == FIELD_LIST) {
		if (all.items == NULL)
			all.items = arena_new(r->arena, 1, sizeof(struct str));
		*(struct str_list *)(void *)((char *)r->into + f->at) = all;
	} else if (f->type == FIELD_HOSTS) {
		*(struct host_list *)(void *)((char *)r->into + f->at) = (struct host_list){ all, at };
	} else {
		struct str joined = STR_NONE;

		for (size_t i = 0; i < all.n; i++)
			joined = i == 0 ? all.items[0] : arena_printf(r->arena, "%.*s, %.*s",
			    STR_ARG(joined), STR_ARG(all.items[i]));
		*(struct str *)(void *)((char *)r->into + f->at) = joined;
	}
	return 0;
}

/* A mapping where a person is expected: its `name`. `e` opened it and is taken over. */
static int
take_person(struct reader *r, const struct field *f, yaml_event_t *e)
{
	yaml_event_delete(e);
	for (;;) {
		bool is_name;

		if (next(r, e) == -1)
			return -1;
		if (e->type == YAML_MAPPING_END_EVENT)
			break;
		is_name = e->type == YAML_SCALAR_EVENT && str_eq(scalar(e), STR("name"));
		if (skip_collection(r, e) == -1 || next(r, e) == -1)
			return -1;
		if (is_name && e->type == YAML_SCALAR_EVENT && take_scalar(r, f, e) == -1) {
			yaml_event_delete(e);
			return -1;
		}
		if (skip_collection(r, e) == -1)
			return -1;
	}
	yaml_event_delete(e);
	return 0;
}

/* A key with nothing behind it keeps its value; a list is then known to be there, see fields.h. */
static int
take_null(struct reader *r, const struct field *f)
{
	struct str_list *list = (struct str_list *)(void *)((char *)r->into + f->at);

	if (f->type == FIELD_LIST && list->items == NULL)
		list->items = arena_new(r->arena, 1, sizeof(struct str));
	return 0;
}

static int
take_value(struct reader *r, const struct field *f, yaml_event_t *e)
{
	int rc;

	if (check_plain(r, e) == -1) {
		yaml_event_delete(e);
		return -1;
	}
	if (e->type == YAML_SCALAR_EVENT) {
		rc = is_null(e) ? take_null(r, f) : take_scalar(r, f, e);
		yaml_event_delete(e);
		return rc;
	}
	if (e->type == YAML_SEQUENCE_START_EVENT && (f->type == FIELD_LIST || f->type == FIELD_HOSTS ||
	    f->type == FIELD_PERSON))
		return take_sequence(r, f, e);
	if (e->type == YAML_MAPPING_START_EVENT && f->type == FIELD_PERSON)
		return take_person(r, f, e);
	return wrong_shape(r, f, e);
}

static const struct field *
nearest(const struct field_table *t, struct str key)
{
	struct near near = near_to(key);

	for (size_t i = 0; i < t->n; i++)
		near_try(&near, str_of(t->fields[i].key), i);
	return near.found ? &t->fields[near.best] : NULL;
}

static int
unknown_key(struct reader *r, const yaml_event_t *e)
{
	const struct field *near;
	struct error_at at = at_mark(r, e->start_mark);
	struct str key = str_head(scalar(e), 64);
	struct error note;

	if (r->table->strict != FIELDS_STRICT && r->notes == NULL)
		return 0;
	near = nearest(r->table, scalar(e));
	if (near == NULL && r->table->strict == FIELDS_OPEN)
		return 0;
	if (near != NULL)
		(void)error_set(&note, ERROR_INPUT, (struct error_at){ NULL, 0, 0 },
		    "unknown key '%.*s'; did you mean '%s' (%s)?", STR_ARG(key), near->key,
		    near->expected);
	else
		(void)error_set(&note, ERROR_INPUT, (struct error_at){ NULL, 0, 0 },
		    "unknown key '%.*s'; expected one of the keys in the manual's page on %s", STR_ARG(key),
		    r->table->strict == FIELDS_STRICT ? "settings" : "words");
	if (r->table->strict == FIELDS_STRICT)
		return error_set(r->err, ERROR_INPUT, at, "%s", note.text);
	r->notes->tell(r->notes->ctx, at, note.text);
	return 0;
}

struct seen {
	struct str key;
	size_t line;
	struct seen *before;
};

static int
check_key(struct reader *r, const yaml_event_t *e, struct seen **seen)
{
	struct error_at at = at_mark(r, e->start_mark);
	struct seen *s;

	if (check_plain(r, e) == -1)
		return -1;
	if (e->type != YAML_SCALAR_EVENT)
		return error_set(r->err, ERROR_INPUT, at, "a key must be a word; expected `key: value`");
	for (s = *seen; s != NULL; s = s->before)
		if (str_eq_nocase(s->key, scalar(e)))
			return error_set(r->err, ERROR_INPUT, at, "'%.*s' is given twice; it stands on line %zu",
			    STR_ARG(str_head(s->key, 64)), s->line);
	s = arena_new(r->arena, 1, sizeof(*s));
	*s = (struct seen){ arena_str(r->arena, scalar(e)), at.line, *seen };
	*seen = s;
	return 0;
}

static int
take_mapping(struct reader *r)
{
	struct seen *seen = NULL;
	yaml_event_t e;

	for (;;) {
		const struct field *f = NULL;
		int rc;

		if (next(r, &e) == -1)
			return -1;
		if (e.type == YAML_MAPPING_END_EVENT) {
			yaml_event_delete(&e);
			return 0;
		}
		rc = check_key(r, &e, &seen);
		for (size_t i = 0; rc == 0 && i < r->table->n && f == NULL; i++)
			if (str_eq_nocase(scalar(&e), str_of(r->table->fields[i].key)))
				f = &r->table->fields[i];
		if (rc == 0 && f == NULL)
			rc = unknown_key(r, &e);
		yaml_event_delete(&e);
		if (rc == -1 || next(r, &e) == -1)
			return -1;
		if ((f == NULL ? skip_collection(r, &e) : take_value(r, f, &e)) == -1)
			return -1;
	}
}

/* The stream around the one mapping; nothing but comments is no fields at all. */
static int
take_stream(struct reader *r)
{
	bool mapping = false;

	for (;;) {
		struct error_at at;
		yaml_event_type_t type;
		yaml_event_t e;

		if (next(r, &e) == -1)
			return -1;
		at = at_mark(r, e.start_mark);
		type = e.type;
		if (type == YAML_MAPPING_START_EVENT && check_plain(r, &e) == -1) {
			yaml_event_delete(&e);
			return -1;
		}
		yaml_event_delete(&e);
		switch (type) {
		case YAML_STREAM_END_EVENT:
			return 0;
		case YAML_DOCUMENT_START_EVENT:
			if (mapping)
				return error_set(r->err, ERROR_INPUT, at, "a second YAML document; expected one");
			break;
		case YAML_MAPPING_START_EVENT:
			mapping = true;
			if (take_mapping(r) == -1)
				return -1;
			break;
		case YAML_SCALAR_EVENT:
		case YAML_SEQUENCE_START_EVENT:
		case YAML_ALIAS_EVENT:
			return error_set(r->err, ERROR_INPUT, at, "expected fields, one `key: value` a line");
		default:
			break;
		}
	}
}

int
fields_read(struct str yaml, const char *path, size_t first_line, const struct field_table *table,
    void *into, struct arena *a, const struct field_notes *notes, struct error *err)
{
	struct reader r = { .text = yaml, .path = path, .first_line = first_line, .table = table,
	    .into = into, .arena = a, .notes = notes, .err = err };
	int rc;

	if (yaml.n > FIELDS_MAX_BYTES)
		return error_set(err, ERROR_TOO_LARGE, (struct error_at){ path, first_line, 0 },
		    "%zu bytes of YAML; expected at most %d", yaml.n, FIELDS_MAX_BYTES);
	if (yaml_parser_initialize(&r.yaml) != 1)
		return error_set(err, ERROR_SYSTEM, (struct error_at){ path, 0, 0 }, "out of memory");
	yaml_parser_set_encoding(&r.yaml, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.yaml, (const unsigned char *)yaml.p, yaml.n);
	rc = take_stream(&r);
	yaml_parser_delete(&r.yaml);
	return rc;
}

/* Plain scalars are what people like to read; everything YAML could take for more is quoted. */
static bool
may_stand_plain(struct str s)
{
	static const char *const words[] = { "~", "null", "true", "false", "yes", "no", "on", "off" };

	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (str_eq_nocase(s, str_of(words[i])))
			return false;
	if (!ascii_is_letter(s.p[0]) && !ascii_is_digit(s.p[0]) && (unsigned char)s.p[0] < 0x80)
		return false;
	for (size_t i = 0; i < s.n; i++) {
		bool blank_next = i + 1 == s.n || s.p[i + 1] == ' ';

		/* Among U+0080-9F, U+2000-203F and U+F000-FFFF are YAML's other line ends and no characters. */
		if ((s.p[i] == '\xc2' && i + 1 < s.n && (unsigned char)s.p[i + 1] < 0xa0) ||
		    (s.p[i] == '\xe2' && i + 1 < s.n && s.p[i + 1] == '\x80') || s.p[i] == '\xef')
			return false;
		if (ascii_is_control(s.p[i]) || s.p[i] == '"' || (s.p[i] == ':' && blank_next) ||
		    (s.p[i] == ' ' && (i + 1 == s.n || s.p[i + 1] == '#')))
			return false;
	}
	return utf8_valid(s);
}

static void
write_value(struct buf *to, struct str value)
{
	if (value.n > 0 && may_stand_plain(value)) {
		buf_add(to, value);
	} else {
		buf_addc(to, '"');
		while (value.n > 0) {
			uint32_t c = utf8_next(&value);

			if (c == '"' || c == '\\')
				buf_addf(to, "\\%c", (char)c);
			else if (c < 0x20 || (c >= 0x7f && c < 0xa0))
				buf_addf(to, "\\x%02x", (unsigned)c);
			else if (c == 0x2028 || c == 0x2029 || c == 0xfeff || c == 0xfffe || c == 0xffff)
				buf_addf(to, "\\u%04x", (unsigned)c);
			else
				utf8_put(to, c);
		}
		buf_addc(to, '"');
	}
	buf_addc(to, '\n');
}

void
fields_write(struct buf *to, const char *key, struct str value)
{
	if (value.n == 0)
		return;
	buf_addf(to, "%s: ", key);
	write_value(to, value);
}

void
fields_write_item(struct buf *to, struct str value)
{
	buf_add(to, STR("- "));
	write_value(to, value);
}

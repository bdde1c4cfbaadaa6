/*
 * format/fields.h: a flat YAML mapping into a struct, by a table. Front matter, settings and readers'
 * files are all read by this one reader (libyaml's events), so they all answer mistakes alike.
 *
 * Scalars are text until the table says otherwise: `title: 2024` is a title, `author: no` a name.
 * Refused with line and column: anchors and aliases, tags, a second document, a repeated key, more
 * than FIELDS_DEPTH levels, more than FIELDS_EVENTS events, control characters in values.
 */
#ifndef FORMAT_FIELDS_H
#define FORMAT_FIELDS_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/error.h"
#include "base/time.h"

#define FIELDS_MAX_BYTES 65536	/* libyaml needs quadratic time for nesting; no page has more to say */
#define FIELDS_DEPTH 8		/* a 65,000-brace bomb ends here, in milliseconds */
#define FIELDS_EVENTS 10000
#define FIELDS_HOSTS 64	/* of a FIELD_HOSTS: all of them go into the certificate that each reader fetches */

struct str_list {
	struct str *items;
	size_t n;
};

/* Hosts as host_read() gives them, and where each one stands. */
struct host_list {
	struct str_list names;
	struct error_at *at;
};

struct field_date {
	bool given;
	struct when when;
};

struct text_at {
	struct str text;
	size_t line, col;		/* 0: not given */
};

enum field_type {
	FIELD_TEXT,	/* struct str */
	FIELD_TEXT_AT,	/* struct text_at: a text, and where it stands, for whoever reads on in it */
	FIELD_BOOL,	/* bool; true false yes no on off, any case */
	FIELD_NUMBER,	/* uint64_t, at most `max` */
	FIELD_DATE,	/* struct field_date */
	FIELD_CHOICE,	/* int: which of `choices` */
	FIELD_LIST,	/* struct str_list; one scalar is a list of one; items is NULL only without the key */
	FIELD_HOSTS,	/* struct host_list; one scalar is a list of one */
	FIELD_PERSON,	/* struct str; a scalar, or a list (joined by ", "), or a mapping's `name` */
};

struct field {
	const char *key;
	enum field_type type;
	size_t at;			/* offsetof() in the struct */
	const char *expected;		/* for messages and the manual: "a host name or an address" */
	const char *const *choices;	/* of FIELD_CHOICE, ended by NULL; "open|true|yes": spellings */
	uint64_t max;			/* of FIELD_NUMBER */
	bool (*good)(struct str value);	/* of FIELD_TEXT, FIELD_NUMBER, each of FIELD_LIST; NULL: all are */
};

/* What an unknown key is. */
enum fields_strictness {
	FIELDS_OPEN,		/* somebody else's, perhaps; a note if it is nearly one of ours */
	FIELDS_STRICT,		/* an error */
	FIELDS_TOLD,		/* a note, whatever it is like; the others count */
};

struct field_table {
	const struct field *fields;
	size_t n;
	enum fields_strictness strict;
};

/* Told of what is odd but no error. `at` is good during the call. NULL: nobody wants to know. */
struct field_notes {
	void (*tell)(void *ctx, struct error_at at, const char *text);
	void *ctx;
};

/*
 * Read `yaml` into the struct `into`, of which fields not mentioned keep their values. Keys match
 * whatever their case. `path` and `first_line` (from 1, of the block's first line in that file) are
 * for messages. Texts are copied into the arena. Returns 0, or -1 and *err; then `into` may be
 * filled in part.
 */
int fields_read(struct str yaml, const char *path, size_t first_line, const struct field_table *table,
    void *into, struct arena *a, const struct field_notes *notes, struct error *err);

/* "key: value\n", the value quoted where YAML needs it. An empty value is left out. */
void fields_write(struct buf *to, const char *key, struct str value);
void fields_write_item(struct buf *to, struct str value);	/* "- value\n", of a list */

#endif

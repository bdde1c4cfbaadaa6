/*
 * fuzz_fields.c: the input as front matter, as fields of every type, and as a value that is written
 * and read again.
 */
#include "fuzz.h"

#include <stddef.h>

#include "format/frontmatter.h"
#include "marks.h"

#define NAME "f.gmi"
#define MOST 40			/* of the number */

struct sample {
	struct str text, person;
	bool flag;
	uint64_t number;
	struct field_date date;
	int choice;
	struct str_list list;
};

static const char *const choices[] = { "first|one", "second", NULL };

#define AT(member) offsetof(struct sample, member)
static const struct field fields[] = {
	{ "text", FIELD_TEXT, AT(text), "a text", NULL, 0, NULL },
	{ "person", FIELD_PERSON, AT(person), "a name", NULL, 0, NULL },
	{ "flag", FIELD_BOOL, AT(flag), "true or false", NULL, 0, NULL },
	{ "number", FIELD_NUMBER, AT(number), "0 to 40", NULL, MOST, NULL },
	{ "date", FIELD_DATE, AT(date), "a date", NULL, 0, NULL },
	{ "choice", FIELD_CHOICE, AT(choice), "first or second", choices, 0, NULL },
	{ "list", FIELD_LIST, AT(list), "a list", NULL, 0, NULL },
};

static void
check_text(struct str s)
{
	check(s.n == 0 || s.p != NULL);
	check(utf8_valid(s));
	check(is_printable(s, ""));
	check(is_trimmed(s));
}

static void
check_list(struct str_list list)
{
	for (size_t i = 0; i < list.n; i++)
		check_text(list.items[i]);
}

static void
on_note(void *ctx, struct error_at at, const char *text)
{
	struct str *file = ctx;

	check(strcmp(at.path, NAME) == 0);
	check(text[0] != '\0');
	check(at.col >= 1);
	check_mark(*file, at.line, at.col);
}

static void
check_frontmatter(struct arena *a, struct str file)
{
	const struct field_notes notes = { on_note, &file };
	struct str body = STR("?"), skipped;
	struct frontmatter fm;
	struct error err;
	bool closed = frontmatter_skip(file, &skipped);

	if (frontmatter_read(file, NAME, a, &notes, &fm, &body, &err) == -1) {
		check_error(file, NAME, &err);
		return;
	}
	check(closed && body.n == skipped.n && (body.n == 0 || body.p == skipped.p));
	check(body.n == 0 || body.p + body.n == file.p + file.n);
	check_text(fm.title);
	check_text(fm.author);
	check_text(fm.summary);
	check_text(fm.lang);
	check_text(fm.slug);
	check_text(fm.license);
	check_text(fm.name);
	check_text(fm.identity);
	check_text(fm.reply_to);
	check_text(fm.via);
	check_list(fm.tags);
	check_list(fm.categories);
	check_list(fm.category);
	check_list(fm.aliases);
}

static void
check_table(struct arena *a, struct str yaml, bool strict)
{
	const struct field_table table = { fields, sizeof(fields) / sizeof(fields[0]), strict };
	const struct field_notes notes = { on_note, &yaml };
	struct sample s = { .choice = 1 };
	struct error err;

	if (fields_read(yaml, NAME, 1, &table, &s, a, &notes, &err) == -1) {
		check_error(yaml, NAME, &err);
		return;
	}
	check_text(s.text);
	check_text(s.person);
	check_list(s.list);
	check(s.number <= MOST);
	check(s.choice == 0 || s.choice == 1);
	check(s.date.given || s.date.when.utc == 0);
}

/* What may be a value: a line of text without control characters or blanks at its ends. */
static bool
is_value(struct str s)
{
	return utf8_valid(s) && is_printable(s, "") && is_trimmed(s) && s.n > 0;
}

/* Lines that are written as values come back as they were, and bring nothing else with them. */
static void
check_round_trip(struct arena *a, struct str values)
{
	const struct field_table table = { fields, sizeof(fields) / sizeof(fields[0]), true };
	struct sample s = { .number = 7 };
	struct str first = STR_NONE, rest, value;
	struct error err;
	struct buf b;
	size_t n = 0;

	buf_init(&b, FIELDS_MAX_BYTES);
	(void)str_cut(&values, '\n', &first);
	if (is_value(first))
		fields_write(&b, "text", first);
	buf_add(&b, STR("list:\n"));
	for (rest = values; str_cut(&rest, '\n', &value);)
		if (is_value(value))
			fields_write_item(&b, value);
	buf_add(&b, STR("number: 8\n"));
	if (b.full) {
		buf_release(&b);
		return;
	}
	check(fields_read(buf_str(&b), NAME, 1, &table, &s, a, NULL, &err) == 0);
	check(!is_value(first) || str_eq(s.text, first));
	for (rest = values; str_cut(&rest, '\n', &value);)
		if (is_value(value))
			check(n < s.list.n && str_eq(s.list.items[n++], value));
	check(n == s.list.n && s.number == 8 && !s.flag && !s.date.given && s.person.n == 0);
	buf_release(&b);
}

/* A line's end to libyaml, though not to us. */
static bool
has_yaml_break(struct str s)
{
	while (s.n > 0) {
		uint32_t c = utf8_next(&s);

		if (c == 0x85 || c == 0x2028 || c == 0x2029)
			return true;
	}
	return false;
}

/* Whatever the bytes, one value is one line of YAML: it can add no field. */
static void
check_one_line(struct str value)
{
	struct buf b;

	buf_init(&b, 1 << 20);
	fields_write(&b, "text", value);
	if (value.n == 0) {
		check(b.n == 0);
	} else {
		check(b.p[b.n - 1] == '\n');
		check(is_printable((struct str){ b.p, b.n - 1 }, ""));
		check(utf8_valid(buf_str(&b)));
		check(!has_yaml_break(buf_str(&b)));
	}
	buf_release(&b);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size), rest = s, line;
	struct arena a = { NULL };

	check_frontmatter(&a, s);
	check_table(&a, s, true);
	check_table(&a, s, false);
	check_one_line(s);
	while (str_cut(&rest, '\n', &line))
		check_one_line(line);
	check_round_trip(&a, s);
	arena_release(&a);
	return 0;
}

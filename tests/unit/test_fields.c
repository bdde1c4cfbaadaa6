/* tests/unit/test_fields.c: a flat YAML mapping into a struct, by a table.	yaml-front-matter.md */
#include "unit/test.h"

#include "format/fields.h"

struct thing {
	struct str text, short_text, person;
	bool flag;
	uint64_t number;
	struct field_date date;
	int choice;
	struct str_list list;
};

static bool
is_short(struct str s)
{
	return s.n <= 3;
}

static const char *const colours[] = { "-", "red|crimson", "green", NULL };

static const struct field fields[] = {
	{ "title", FIELD_TEXT, offsetof(struct thing, text), "a line of text", NULL, 0, NULL },
	{ "word", FIELD_TEXT, offsetof(struct thing, short_text), "three letters", NULL, 0, is_short },
	{ "author", FIELD_PERSON, offsetof(struct thing, person), "a name", NULL, 0, NULL },
	{ "draft", FIELD_BOOL, offsetof(struct thing, flag), "true or false", NULL, 0, NULL },
	{ "port", FIELD_NUMBER, offsetof(struct thing, number), "at most 100", NULL, 100, NULL },
	{ "date", FIELD_DATE, offsetof(struct thing, date), "a date", NULL, 0, NULL },
	{ "colour", FIELD_CHOICE, offsetof(struct thing, choice), "red or green", colours, 0, NULL },
	{ "tags", FIELD_LIST, offsetof(struct thing, list), "a list of words", NULL, 0, NULL },
};
static const struct field_table lenient = { fields, COUNT(fields), false };
static const struct field_table strict = { fields, COUNT(fields), true };

static char told[1024];

static void
tell(void *ctx, struct error_at at, const char *text)
{
	(void)ctx;
	(void)snprintf(told, sizeof(told), "%s:%zu:%zu: %s", at.path, at.line, at.col, text);
}

static const struct field_notes notes = { tell, NULL };

/* A thing as one line, for comparing: only what has been given. */
static void
describe(const struct thing *t, char to[static 512])
{
	struct buf b;

	buf_init(&b, 511);
	if (t->text.n > 0)
		buf_addf(&b, "title=%.*s;", STR_ARG(t->text));
	if (t->short_text.n > 0)
		buf_addf(&b, "word=%.*s;", STR_ARG(t->short_text));
	if (t->person.n > 0)
		buf_addf(&b, "author=%.*s;", STR_ARG(t->person));
	if (t->flag)
		buf_addf(&b, "draft;");
	if (t->number != 7)
		buf_addf(&b, "port=%d;", (int)t->number);
	if (t->date.given)
		buf_addf(&b, "date=%lld;", (long long)t->date.when.utc);
	if (t->choice != 0)
		buf_addf(&b, "colour=%d;", t->choice);
	for (size_t i = 0; i < t->list.n; i++)
		buf_addf(&b, "tag=%.*s;", STR_ARG(t->list.items[i]));
	memcpy(to, buf_str(&b).p, b.n);
	to[b.n] = '\0';
	buf_release(&b);
}

/* --- what is read --- */

static const struct {
	const char *name, *yaml, *want;
} good[] = {
	{ "nothing",			"",				"" },
	{ "10 only a comment",		"# only a comment\n",		"" },
	{ "text",			"title: Hi\n",			"title=Hi;" },
	{ "no line end",		"title: Hi",			"title=Hi;" },
	{ "CRLF",			"title: Hi\r\nport: 3\r\n",	"title=Hi;port=3;" },
	{ "byte order mark",		"\xef\xbb\xbftitle: Hi\n",	"title=Hi;" },
	{ "19 a date is text where text is asked", "title: 2024-03-01\n", "title=2024-03-01;" },
	{ "a number is text",		"title: 2024\n",		"title=2024;" },
	{ "Norway",			"author: no\n",			"author=no;" },
	{ "quoted",			"title: 'foo: bar'\n",		"title=foo: bar;" },
	{ "30 empty is absent",		"title:\n",			"" },
	{ "tilde is absent",		"title: ~\n",			"" },
	{ "null is absent",		"title: null\nport: NULL\n",	"" },
	{ "quoted null is a word",	"title: 'null'\n",		"title=null;" },
	{ "a comment for a value",	"title: #hash\n",		"" },
	{ "a hash inside",		"title: C# x\n",		"title=C# x;" },
	{ "29 keys of any case",	"TITLE: x\nTags: a\n",		"title=x;tag=a;" },
	{ "folded text",		"title: >\n  one\n  two\n",	"title=one two;" },
	{ "kept newlines are blanks",	"title: |\n  one\n  two\n",	"title=one two;" },
	{ "text is trimmed",		"title: '  x\t'\n",		"title=x;" },
	{ "an explicit string",		"title: !!str 3\n",		"title=3;" },
	{ "UTF-8",			"title: caf\xc3\xa9\n",		"title=caf\xc3\xa9;" },
	{ "17 true",			"draft: YES\n",			"draft;" },
	{ "on",				"draft: on\n",			"draft;" },
	{ "quoted true",		"draft: 'true'\n",		"draft;" },
	{ "off",			"draft: Off\n",			"" },
	{ "number just under",		"port: 99\n",			"port=99;" },
	{ "number at the limit",	"port: 100\n",			"port=100;" },
	{ "date",			"date: 2024-03-01\n",		"date=1709251200;" },
	{ "choice",			"colour: Red\n",		"colour=1;" },
	{ "choice, other spelling",	"colour: crimson\n",		"colour=1;" },
	{ "22 one is a list of one",	"tags: a\n",			"tag=a;" },
	{ "23 flow list",		"tags: [a, \"b c\", d]\n",	"tag=a;tag=b c;tag=d;" },
	{ "block list",			"tags:\n- a\n- b\n",		"tag=a;tag=b;" },
	{ "empty list",			"tags: []\n",			"" },
	{ "a person",			"author: Ann\n",		"author=Ann;" },
	{ "persons",			"author: [Ann, Bob]\n",		"author=Ann, Bob;" },
	{ "a person with more to say",	"author:\n  url: x\n  name: Ann\n  mail: [a, b]\n", "author=Ann;" },
	{ "a person without a name",	"author: {url: x}\n",		"" },
	{ "unknown is passed over",	"weight: 5\ncascade: {a: [b, {c: d}]}\ntitle: x\n", "title=x;" },
};

static void
test_good(void **state)
{
	const __typeof__(good[0]) *row = *state;
	struct thing t = { .number = 7 };
	struct str yaml = exact_dup(row->yaml);
	struct arena a = { NULL };
	struct error err = { .kind = ERROR_NONE };
	char got[512];

	if (fields_read(yaml, "f.yaml", 1, &lenient, &t, &a, NULL, &err) == -1)
		fail_msg("%s", err.text);
	describe(&t, got);
	assert_string_equal(got, row->want);
	arena_release(&a);
	exact_free(yaml);
}

/* --- what is refused, and where --- */

static const struct {
	const char *name, *yaml, *at, *says;	/* of the message its place and a word */
} bad[] = {
	{ "11 prose",			"just text\n",			"f.yaml:1:1: ", "expected fields" },
	{ "12 a list",			"- a\n",			"f.yaml:1:1: ", "expected fields" },
	{ "no blank behind the colon",	"title:x\n",			"f.yaml:1:1: ", "expected fields" },
	{ "13 a key twice",		"title: 1\ntitle: 2\n",		"f.yaml:2:1: ", "line 1" },
	{ "a key twice, other case",	"title: 1\nTitle: 2\n",		"f.yaml:2:1: ", "line 1" },
	{ "an unknown key twice",	"x: 1\nx: 2\n",			"f.yaml:2:1: ", "line 1" },
	{ "14 an anchor",		"title: &x 1\n",		"f.yaml:1:8: ", "anchors" },
	{ "an alias",			"title: *x\n",			"f.yaml:1:8: ", "anchors" },
	{ "an anchor under an unknown key", "x: &x 1\n",		"f.yaml:1:4: ", "anchors" },
	{ "an anchor on all",		"&x\ntitle: y\n",		"f.yaml:1:1: ", "anchors" },
	{ "an anchor in a list",	"tags: [a, &x b]\n",		"f.yaml:1:11: ", "anchors" },
	{ "an alias for a key",		"? *x\n: y\n",			"f.yaml:1:3: ", "anchors" },
	{ "15 a colon in a value",	"title: foo: bar\n",		"f.yaml:1:11: ", "quotes" },
	{ "16 an open bracket",		"title: [x\n",			"f.yaml:", "" },
	{ "18 no boolean",		"draft: maybe\n",		"f.yaml:1:8: ", "true or false" },
	{ "20 30 February",		"date: 2024-02-30\n",		"f.yaml:1:7: ", "a date" },
	{ "24 a NUL",			"title: \"a\\0b\"\n",		"f.yaml:1:8: ", "control" },
	{ "an escape",			"title: \"\\x1b[31m\"\n",	"f.yaml:1:8: ", "control" },
	{ "C1",				"title: \"\\x9b\"\n",		"f.yaml:1:8: ", "control" },
	{ "25 not UTF-8",		"title: x\nword: \xff\n",	"f.yaml:2:7: ", "UTF-8" },
	{ "not UTF-8 behind UTF-8",	"title: \xc3\xa9\xff\n",	"f.yaml:1:10: ", "UTF-8" },
	{ "28 a tag",			"title: !!int 3\n",		"f.yaml:1:8: ", "tags" },
	{ "a tag of one's own",		"title: !foo 3\n",		"f.yaml:1:8: ", "tags" },
	{ "a tag on all",		"!!map\ntitle: x\n",		"f.yaml:1:1: ", "tags" },
	{ "a second document",		"title: x\n---\ntitle: y\n",	"f.yaml:2:1: ", "second" },
	{ "a list for a key",		"? [a]\n: b\n",			"f.yaml:1:3: ", "key" },
	{ "a tab as indent",		"tags:\n\t- a\n",		"f.yaml:2:1: ", "tabs" },
	{ "an at sign",			"title: @x\n",			"f.yaml:1:8: ", "quotes" },
	{ "a backquote",		"title: `x`\n",			"f.yaml:1:8: ", "quotes" },
	{ "text behind a bracket",	"tags: [draft] foo\n",		"f.yaml:1:15: ", "quote" },
	{ "brackets in a text",		"title: [draft] foo\n",		"f.yaml:1:8: ", "list" },
	{ "text behind a quote",	"title: \"a\" b\n",		"f.yaml:1:12: ", "quote" },
	{ "a dash behind a key",	"title: - b\n",			"f.yaml:1:8: ", "line of its own" },
	{ "an open quote: where it began", "title: 'x\nword: a\n",	"f.yaml:1:8: ", "quote" },
	{ "a list where text is asked",	"title: [a]\n",			"f.yaml:1:8: ", "list" },
	{ "keys where text is asked",	"title: {a: b}\n",		"f.yaml:1:8: ", "group of keys" },
	{ "a list in a list",		"tags: [a, [b]]\n",		"f.yaml:1:11: ", "list" },
	{ "number just over",		"port: 101\n",			"f.yaml:1:7: ", "at most 100" },
	{ "number with a sign",		"port: -1\n",			"f.yaml:1:7: ", "at most 100" },
	{ "no choice",			"colour: blue\n",		"f.yaml:1:9: ", "'blue'; expected red or green" },
	{ "not good enough",		"word: abcd\n",			"f.yaml:1:7: ", "'abcd'; expected three letters" },
	{ "columns are bytes",		"\xc3\xa9: {a: [@]}\n",		"f.yaml:1:10: ", "" },
	{ "an unknown directive",	"%FOO\ntitle: x\n",		"f.yaml:1:", "" },
};

static void
test_bad(void **state)
{
	const __typeof__(bad[0]) *row = *state;
	struct thing t = { .number = 7 };
	struct str yaml = exact_dup(row->yaml);
	struct arena a = { NULL };
	struct error err = { .kind = ERROR_NONE };

	assert_int_equal(fields_read(yaml, "f.yaml", 1, &lenient, &t, &a, NULL, &err), -1);
	assert_int_equal(err.kind, ERROR_INPUT);
	if (!str_starts(str_of(err.text), str_of(row->at)))
		fail_msg("'%s', expected %s", err.text, row->at);
	assert_has(str_of(err.text), row->says);
	arena_release(&a);
	exact_free(yaml);
}

/* --- keys that are not in the table --- */

static const struct {
	const char *name, *yaml, *near;
} near[] = {
	{ "one letter wrong",	"titel: x\n",	"title" },
	{ "one letter missing",	"autor: x\n",	"author" },
	{ "one too many",	"draftt: x\n",	"draft" },
	{ "American",		"color: red\n",	"colour" },
	{ "another word",	"weight: 5\n",	NULL },
	{ "a short other word",	"toc: 5\n",	NULL },
};

static void
test_near(void **state)
{
	const __typeof__(near[0]) *row = *state;
	struct thing t = { .number = 7 };
	struct arena a = { NULL };
	struct error err;

	told[0] = '\0';
	assert_int_equal(fields_read(str_of(row->yaml), "f.yaml", 1, &lenient, &t, &a, &notes, &err), 0);
	if (row->near == NULL) {
		assert_string_equal(told, "");
	} else {
		assert_true(str_starts(str_of(told), STR("f.yaml:1:1: ")));
		assert_has(str_of(told), "did you mean");
		assert_has(str_of(told), row->near);
	}
	assert_int_equal(fields_read(str_of(row->yaml), "f.yaml", 1, &strict, &t, &a, &notes, &err), -1);
	assert_true(str_starts(str_of(err.text), STR("f.yaml:1:1: ")));
	if (row->near != NULL)
		assert_has(str_of(err.text), row->near);
	arena_release(&a);
}

/* --- limits: just under, at, just over --- */

static int
read_buf(struct buf *b, struct error *err)
{
	struct thing t = { .number = 7 };
	struct str yaml = exact_of(buf_str(b));
	struct arena a = { NULL };
	int rc = fields_read(yaml, "f.yaml", 1, &lenient, &t, &a, NULL, err);

	exact_free(yaml);
	arena_release(&a);
	buf_clear(b);
	return rc;
}

static void
limit_of_bytes(void **state)
{
	struct error err;
	struct buf b;

	(void)state;
	buf_init(&b, FIELDS_MAX_BYTES + 8);
	for (size_t n = FIELDS_MAX_BYTES - 1; n <= FIELDS_MAX_BYTES + 1; n++) {
		buf_addc(&b, '#');
		buf_fill(&b, 'x', n - 1);
		assert_int_equal(read_buf(&b, &err), n > FIELDS_MAX_BYTES ? -1 : 0);
	}
	assert_int_equal(err.kind, ERROR_TOO_LARGE);
	buf_release(&b);
}

/* The mapping around all is the first level. */
static void
limit_of_depth(void **state)
{
	struct error err;
	struct buf b;

	(void)state;
	buf_init(&b, 1000);
	for (size_t depth = FIELDS_DEPTH - 1; depth <= FIELDS_DEPTH + 1; depth++) {
		buf_add(&b, STR("x: "));
		buf_fill(&b, '[', depth - 1);
		buf_fill(&b, ']', depth - 1);
		assert_int_equal(read_buf(&b, &err), depth > FIELDS_DEPTH ? -1 : 0);
	}
	buf_release(&b);
}

/* Nine events go for what is around a list. */
static void
limit_of_events(void **state)
{
	struct error err;
	struct buf b;

	(void)state;
	buf_init(&b, FIELDS_MAX_BYTES);
	for (size_t events = FIELDS_EVENTS - 1; events <= FIELDS_EVENTS + 1; events++) {
		buf_add(&b, STR("tags: [a"));
		for (size_t i = 1; i < events - 9; i++)
			buf_add(&b, STR(", b"));
		buf_add(&b, STR("]"));
		assert_int_equal(read_buf(&b, &err), events > FIELDS_EVENTS ? -1 : 0);
	}
	buf_release(&b);
}

/* 26: bombs of brackets and braces end at once; the suite would hang otherwise. */
static void
bombs(void **state)
{
	static const char *const heads[] = { "", "x: ", "tags: ", "author: ", "title: " };
	struct error err;
	struct buf b;

	(void)state;
	buf_init(&b, FIELDS_MAX_BYTES);
	for (size_t i = 0; i < COUNT(heads); i++) {
		buf_add(&b, str_of(heads[i]));
		buf_fill(&b, '[', 60000);
		assert_int_equal(read_buf(&b, &err), -1);
		buf_add(&b, str_of(heads[i]));
		buf_fill(&b, '{', 60000);
		assert_int_equal(read_buf(&b, &err), -1);
	}
	buf_release(&b);
}

/* --- writing --- */

static const char *const values[] = {
	"Ann", "Ann Smith", "\xc3\x89mile", "yes", "Null", "~", "2024-03-01", "a: b", "a:b", "a:", "#x", "C# x",
	"x #y", "- x", "-x", "@x", "`x`", "%x", "*x", "&x", "!x", "'x'", "\"x\"", "a\"b", "a\\b", "[x]", "{x}",
	"a, b", "? x", "| x", "> x", "null", "0x1f", "trailing", "\xe6\x9c\x88", "=", "<<", "...", "---",
};

static void
written_and_read_again(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(values); i++) {
		struct thing t = { .number = 7 };
		struct arena a = { NULL };
		struct error err = { .kind = ERROR_NONE };
		struct buf b;

		buf_init(&b, 1024);
		fields_write(&b, "title", str_of(values[i]));
		buf_add(&b, STR("tags:\n"));
		fields_write_item(&b, str_of(values[i]));
		if (fields_read(buf_str(&b), "f", 1, &lenient, &t, &a, NULL, &err) == -1)
			fail_msg("%s: %s", values[i], err.text);
		assert_str_equal(t.text, values[i]);
		assert_int_equal(t.list.n, 1);
		assert_str_equal(t.list.items[0], values[i]);
		arena_release(&a);
		buf_release(&b);
	}
}

static void
no_value_writes_a_line_of_its_own(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 1024);
	fields_write(&b, "title", STR_NONE);
	assert_str_equal(buf_str(&b), "");
	fields_write(&b, "title", STR("a\nowner: me\r\n---\n"));
	assert_lacks(buf_str(&b), "\nowner");
	assert_lacks(buf_str(&b), "\n---");
	buf_clear(&b);
	fields_write(&b, "name", STR("Ann"));
	assert_str_equal(buf_str(&b), "name: Ann\n");		/* what people like to read */
	buf_release(&b);
}

/* Who must know whether a list was meant to be empty can tell. */
static void
a_list_that_is_there(void **state)
{
	static const struct {
		const char *yaml;
		bool given;
		size_t n;
	} lists[] = { { "title: x\n", false, 0 }, { "tags:\n", true, 0 }, { "tags: ~\n", true, 0 }, { "tags: []\n", true, 0 },
	    { "tags:\n#- a\n", true, 0 }, { "tags: a\n", true, 1 }, { "tags: [a, b]\n", true, 2 } };

	(void)state;
	for (size_t i = 0; i < COUNT(lists); i++) {
		struct arena a = { NULL };
		struct thing t = { .flag = false };
		struct error err;

		assert_int_equal(fields_read(str_of(lists[i].yaml), "x", 1, &strict, &t, &a, NULL, &err), 0);
		assert_int_equal(t.list.items != NULL, lists[i].given);
		assert_int_equal(t.list.n, lists[i].n);
		arena_release(&a);
	}
}

/* --- texts that know their place, and keys that are told and passed over --- */

struct placed {
	struct text_at text, other;
};

static const struct field placed_fields[] = {
	{ "text", FIELD_TEXT_AT, offsetof(struct placed, text), "a text", NULL, 0, NULL },
	{ "other", FIELD_TEXT_AT, offsetof(struct placed, other), "a text", NULL, 0, NULL },
};
static const struct field_table told_table = { placed_fields, COUNT(placed_fields), FIELDS_TOLD };

static const struct {
	const char *name, *yaml, *text;
	size_t line, col;
	size_t notes;
} placed_rows[] = {
	{ "not given", "", "", 0, 0, 0 },
	{ "nothing behind it", "text:\n", "", 0, 0, 0 },
	{ "first", "text: a b\n", "a b", 1, 7, 0 },
	{ "in quotes", "# x\n\ntext:   \"a\"\n", "a", 3, 9, 0 },
	{ "on the next line", "text:\n  a\n", "a", 2, 3, 0 },
	{ "behind a key that is like another", "othr: x\ntext: a\n", "a", 2, 7, 1 },
	{ "behind a key that is like nothing", "zzzzzzzz: x\ntext: a\n", "a", 2, 7, 1 },
};

static void
count_note(void *ctx, struct error_at at, const char *text)
{
	(void)text;
	++*(size_t *)ctx;
	assert_int_equal(at.line, 1);
	assert_int_equal(at.col, 1);
}

static void
test_placed(void **state)
{
	const __typeof__(placed_rows[0]) *row = *state;
	struct placed p = { .text = { STR_NONE, 0, 0 } };
	struct arena a = { NULL };
	size_t n = 0;
	const struct field_notes counting = { count_note, &n };
	struct error err;

	if (fields_read(str_of(row->yaml), "f.yaml", 1, &told_table, &p, &a, &counting, &err) == -1)
		fail_msg("%s", err.text);
	assert_str_equal(p.text.text, row->text);
	assert_int_equal(p.text.line, row->line);
	assert_int_equal(p.text.col, row->col);
	assert_int_equal(n, row->notes);
	assert_int_equal(fields_read(str_of(row->yaml), "f.yaml", 1, &told_table, &p, &a, NULL, &err), 0);
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "fields" };

	suite_table(&s, "fields good", good, test_good);
	suite_table(&s, "fields bad", bad, test_bad);
	suite_table(&s, "fields near", near, test_near);
	suite_test(&s, limit_of_bytes);
	suite_test(&s, limit_of_depth);
	suite_test(&s, limit_of_events);
	suite_test(&s, bombs);
	suite_test(&s, written_and_read_again);
	suite_test(&s, no_value_writes_a_line_of_its_own);
	suite_test(&s, a_list_that_is_there);
	suite_table(&s, "placed", placed_rows, test_placed);
	return suite_run(&s);
}

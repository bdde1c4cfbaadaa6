/* tests/unit/test_folder.c: .folder.yaml, and what it says of files. */
#include "unit/test.h"

#include "capsule/folder.h"

#define A "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
#define B "SHA256:9F:86:D0:81:88:4C:7D:65:9A:2F:EA:A0:C5:5A:D0:15:A3:BF:4F:1B:2B:0B:82:2C:D1:5D:6C:15:B0:F0:0A:09"

/* --- who may see it: what counts is that no mistake opens a door --- */

static const struct {
	const char *name, *yaml;
	bool says;
	enum folder_access access;
	size_t listed;
	const char *fault;		/* NULL: none */
} rows[] = {
	{ "nothing of it",	"lang: de\n",			false, FOLDER_ANYONE, 0, NULL },
	{ "only a comment",	"# later\n",			false, FOLDER_ANYONE, 0, NULL },
	{ "anyone",		"access: anyone\n",		true, FOLDER_ANYONE, 0, NULL },
	{ "any certificate",	"access: any-certificate\n",	true, FOLDER_CERTIFICATE, 0, NULL },
	{ "one",		"access: " A "\n",		true, FOLDER_LISTED, 1, NULL },
	{ "two",		"access:\n- " A "\n- " B "\n",	true, FOLDER_LISTED, 2, NULL },
	{ "none: the owner",	"access: []\n",			true, FOLDER_LISTED, 0, NULL },
	{ "all commented out: the owner", "access:\n#- " A "\n", true, FOLDER_LISTED, 0, NULL },
	{ "null: the owner",	"access: ~\n",			true, FOLDER_LISTED, 0, NULL },
	{ "empty file",		"",				true, FOLDER_BROKEN, 0, "d/.folder.yaml:1:1: is empty" },
	{ "no such word",	"access: nobody\n",		true, FOLDER_BROKEN, 0, "d/.folder.yaml:1:9: access is 'nobody'" },
	{ "word in capitals",	"access: Anyone\n",		true, FOLDER_BROKEN, 0, "d/.folder.yaml:1:9: " },
	{ "a digit short",	"lang: de\naccess:\n- " A "\n- sha256:9f\n", true, FOLDER_BROKEN, 0, "d/.folder.yaml:4:3: " },
	{ "no sha256:",		"access: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08\n", true, FOLDER_BROKEN, 0, "d/.folder.yaml:1:9: " },
	{ "mixed",		"lang: de\naccess: [anyone, " A "]\n", true, FOLDER_BROKEN, 0, "d/.folder.yaml:2:1: access is a list with 'anyone'" },
	{ "mixed, in braces",	"{lang: de, access: [anyone, " A "]}\n", true, FOLDER_BROKEN, 0, "d/.folder.yaml:1:12: access is a list" },
	{ "two words",		"access: [anyone, any-certificate]\n", true, FOLDER_BROKEN, 0, "d/.folder.yaml:1:1: " },
	{ "a mapping",		"access: {a: b}\n",		true, FOLDER_BROKEN, 0, "d/.folder.yaml:1:9: " },
	{ "misspelt",		"acess: any-certificate\n",	true, FOLDER_BROKEN, 0, "d/.folder.yaml:1:1: unknown key 'acess'; did you mean 'access'" },
	{ "twice",		"access: " A "\naccess: anyone\n", true, FOLDER_BROKEN, 0, "d/.folder.yaml:2:1: " },
	{ "no YAML",		"access any-certificate\n",	true, FOLDER_BROKEN, 0, "d/.folder.yaml:1:1: " },
	{ "no YAML behind it",	"access: anyone\nlang: 'de\n",	true, FOLDER_BROKEN, 0, "d/.folder.yaml:2:7: " },
	{ "a stranger",		"colour: red\n",		true, FOLDER_BROKEN, 0, "d/.folder.yaml:1:1: unknown key 'colour'" },
	/* The fault is elsewhere, and access is certain. */
	{ "order, open",	"order: neewst\n",		false, FOLDER_ANYONE, 0, "d/.folder.yaml:1:8: order is 'neewst'; expected name, newest or oldest" },
	{ "order, closed",	"order: neewst\naccess: " A "\n", true, FOLDER_LISTED, 1, "d/.folder.yaml:1:8: " },
	{ "lang, before it",	"access: any-certificate\nlang: en_GB\n", true, FOLDER_CERTIFICATE, 0, "d/.folder.yaml:2:7: " },
	{ "types",		"types: [dat=x/y, dat]\n",	false, FOLDER_ANYONE, 0, "d/.folder.yaml:1:18: types is 'dat'; expected an extension" },
	{ "hide with a slash",	"hide: a/b\n",			false, FOLDER_ANYONE, 0, "d/.folder.yaml:1:7: hide is 'a/b'" },
	{ "title is a list",	"title: [a]\naccess: anyone\n",	true, FOLDER_ANYONE, 0, "d/.folder.yaml:1:8: title" },
};

static void
test_access(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str yaml = exact_dup(row->yaml);
	struct arena a = { NULL };
	struct error err = { .kind = ERROR_NONE };
	struct folder_rules r;
	bool says = false;
	int rc = folder_parse(yaml, "d/.folder.yaml", &a, &r, &says, &err);

	exact_free(yaml);
	assert_int_equal(r.access, row->access);
	assert_int_equal(says, row->says);
	assert_int_equal(r.n_listed, row->listed);
	assert_int_equal(rc, row->fault == NULL ? 0 : -1);
	if (row->fault != NULL && !str_starts(str_of(err.text), str_of(row->fault)))
		fail_msg("'%s', expected %s", err.text, row->fault);
	if (rc == -1)
		assert_true(r.lang.n == 0 && r.title.n == 0 && r.order == FOLDER_UNSAID && r.n_types == 0);
	arena_release(&a);
}

static void
all_settings(void **state)
{
	struct arena a = { NULL };
	struct error err;
	struct folder_rules r;
	bool says;

	(void)state;
	if (folder_parse(STR("title: Letters from afar\nlang: pt-BR\norder: oldest\nhide: [x, '*.bak']\n"
	    "types: [dat=text/plain; charset=iso-8859-1, .log=9]\n"), "x", &a, &r, &says, &err) == -1)
		fail_msg("%s", err.text);
	assert_str_equal(r.title, "Letters from afar");
	assert_str_equal(r.lang, "pt-BR");
	assert_int_equal(r.order, FOLDER_OLDEST);
	assert_int_equal(r.hide.n, 2);
	assert_int_equal(r.n_types, 2);
	assert_str_equal(folder_media(&r, STR("/a/b.DAT")), "text/plain; charset=iso-8859-1");
	assert_int_equal(folder_item(&r, STR("b.dat")), '0');
	assert_int_equal(folder_item(&r, STR("b.log")), '9');
	assert_str_equal(folder_media(&r, STR("b.log")), "text/plain");	/* only the item was said */
	assert_int_equal(folder_item(&r, STR("b.txt")), '\0');
	assert_str_equal(folder_media(&r, STR("b.txt")), "text/plain");
	assert_str_equal(folder_media(&r, STR("dat")), "application/octet-stream");
	assert_str_equal(folder_media(&r, STR(".dat")), "text/plain; charset=iso-8859-1");
	arena_release(&a);
}

static const struct {
	const char *name;
	const char *extension, *media;	/* NULL: not good */
	char item;
} types[] = {
	{ "dat=text/plain",		"dat", "text/plain", '0' },
	{ ".dat = text/x-note",		"dat", "text/x-note", '0' },
	{ "g=text/gemini",		"g", "text/gemini", '1' },
	{ "x=image/gif",		"x", "image/gif", 'g' },
	{ "x=image/jxl",		"x", "image/jxl", 'I' },
	{ "x=audio/midi",		"x", "audio/midi", 's' },
	{ "x=application/zip",		"x", "application/zip", '9' },
	{ "tar.gz=application/gzip",	"tar.gz", "application/gzip", '9' },
	{ "x=h",			"x", "", 'h' },
	{ "x=text/plain; charset=utf-16", "x", "text/plain; charset=utf-16", '0' },
	{ "x=",				NULL, NULL, 0 },
	{ "=text/plain",		NULL, NULL, 0 },
	{ "x",				NULL, NULL, 0 },
	{ "x=text",			NULL, NULL, 0 },
	{ "x=/plain",			NULL, NULL, 0 },
	{ "x=text/",			NULL, NULL, 0 },
	{ "x=text/pl ain",		NULL, NULL, 0 },
	{ "x=t\xc3\xa9xt/plain",	NULL, NULL, 0 },
	{ "x=.",			NULL, NULL, 0 },
	{ "a/b=text/plain",		NULL, NULL, 0 },
	{ "a b=text/plain",		NULL, NULL, 0 },
};

static void
test_type(void **state)
{
	const __typeof__(types[0]) *row = *state;
	struct str s = exact_dup(row->name);
	struct folder_type t = { .item = 'x' };
	bool ok = folder_type_parse(s, &t);

	assert_int_equal(ok, row->extension != NULL);
	if (ok) {
		assert_str_equal(t.extension, row->extension);
		assert_str_equal(t.media, row->media);
		assert_int_equal(t.item, row->item);
	}
	exact_free(s);
}

/* The limits of what goes into a header: just under, at, just over. */
static void
long_types(void **state)
{
	(void)state;
	for (size_t n = 99; n <= 101; n++) {
		char *name = text_of('a', n - 2), line[200];
		struct folder_type t;

		(void)snprintf(line, sizeof(line), "x=a/%s", name);
		assert_int_equal(folder_type_parse(str_of(line), &t), n <= 100);
		free(name);
	}
	for (size_t n = 31; n <= 33; n++) {
		char *name = text_of('a', n), line[200];
		struct folder_type t;

		(void)snprintf(line, sizeof(line), "%s=a/b", name);
		assert_int_equal(folder_type_parse(str_of(line), &t), n <= 32);
		free(name);
	}
}

static const struct {
	const char *name, *pattern, *file;
	bool hidden;
} globs[] = {
	{ "name",		"a.txt",	"a.txt",	true },
	{ "another",		"a.txt",	"b.txt",	false },
	{ "only the head",	"a",		"a.txt",	false },
	{ "only the tail",	"txt",		"a.txt",	false },
	{ "case",		"A.txt",	"a.txt",	false },
	{ "star",		"*.txt",	"a.txt",	true },
	{ "star for nothing",	"*.txt",	".txt",		true },
	{ "star at the end",	"a*",		"a",		true },
	{ "stars",		"*a*b*",	"xxaxxbxx",	true },
	{ "stars, out of order", "*a*b*",	"xxbxxaxx",	false },
	{ "star tries again",	"*ab",		"aab",		true },
	{ "all",		"*",		"anything",	true },
	{ "one letter",		"?.txt",	"a.txt",	true },
	{ "one wide letter",	"?.txt",	"\xe6\x9c\x88.txt", true },
	{ "not none",		"?.txt",	".txt",		false },
	{ "a star alone",	"**",		"",		true },
	{ "bytes that are no UTF-8", "a\xff",	"a\xff",	true },
};

static void
test_glob(void **state)
{
	const __typeof__(globs[0]) *row = *state;
	struct str pattern = exact_dup(row->pattern), file = exact_dup(row->file);
	struct folder_rules r = { .hide = { &pattern, 1 } };

	assert_int_equal(folder_hides(&r, file), row->hidden);
	exact_free(pattern);
	exact_free(file);
}

/* The worst of patterns on the worst of names ends at once. */
static void
a_hostile_glob(void **state)
{
	char *stars = text_of('a', 255), *name = text_of('a', 255);
	struct str pattern;
	struct folder_rules r = { .hide = { &pattern, 1 } };

	(void)state;
	for (size_t i = 0; i < 254; i += 2)
		stars[i] = '*';
	stars[254] = 'b';
	pattern = str_of(stars);
	assert_false(folder_hides(&r, str_of(name)));
	free(stars);
	free(name);
}

static void
keys_for_the_manual(void **state)
{
	const struct field_table *t = folder_keys();

	(void)state;
	assert_true(t->strict && t->n == 6);
	for (size_t i = 0; i < t->n; i++)
		assert_true(t->fields[i].key != NULL && t->fields[i].expected[0] != '\0');
}

int
main(void)
{
	static struct suite s = { .name = "folder" };

	suite_table(&s, "folder access", rows, test_access);
	suite_test(&s, all_settings);
	suite_table(&s, "folder type", types, test_type);
	suite_test(&s, long_types);
	suite_table(&s, "folder hides", globs, test_glob);
	suite_test(&s, a_hostile_glob);
	suite_test(&s, keys_for_the_manual);
	return suite_run(&s);
}

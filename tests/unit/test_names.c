/* tests/unit/test_names.c: who may bear which name, the index of names, and a name that signs a text. */
#include "unit/test.h"

#include "base/time.h"
#include "capsule/names.h"

#define NOW 1709294400			/* 2024-03-01, noon */

static struct temp t;
static struct names names;

static void
end(void)
{
	names_release(&names);
	temp_close(&t);
}

#define OWNER "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

/* --- who may be called what --- */

static const struct digest ann = { { 0x01 } }, bob = { { 0x02 } };

enum who { NOBODY, ANN, BOB, AUTHOR };

static const struct {
	const char *name, *asked;
	enum who who;
	bool free;
} rows[] = {
	{ "free",				"Carl",		NOBODY,	true },
	{ "free, with a certificate",		"Carl",		ANN,	true },
	{ "taken",				"Bob",		NOBODY,	false },
	{ "taken, with a certificate",		"Bob",		ANN,	false },
	{ "one's own",				"Bob",		BOB,	true },
	{ "one's own, nearly",			"B0B",		BOB,	true },
	{ "nearly taken",			"8 \xd0\x92\xd0\xbe" "b", NOBODY, true },
	{ "nearly taken, Cyrillic",		"\xd0\x92\xd0\xbe\xd0\xac", NOBODY, false },
	{ "taken, author too",			"Bob",		AUTHOR,	false },
	{ "the author's",			"Olga",		NOBODY,	false },
	{ "the author's, with a certificate",	"OLGA",		ANN,	false },
	{ "the author's own",			"Olga",		AUTHOR,	true },
	{ "a name and a half, of the author's",	"Olga (author)", NOBODY, false },
	{ "the author's, with more words",	"Olga the second", ANN,	false },
	{ "the author's, behind a dash",	"Olga — admin",	NOBODY,	false },
	{ "the author's, with a tick",		"Olga ✓",	NOBODY,	false },
	{ "the author's, and a slash",		"Olga/admin",	NOBODY,	false },
	{ "the author's, Cyrillic",		"Оlgа",		ANN,	false },
	{ "the word author",			"(Author)",	NOBODY,	false },
	{ "the word author, nearly",		"4uth0r",	ANN,	false },
	{ "the word anonymous",			"anonymous",	ANN,	false },
	{ "the word author, in German",		"Autor",	ANN,	false },
	{ "the word author, in Japanese",	"著者",		NOBODY,	false },
	{ "the word anonymous, in Spanish",	"ANÓNIMO",	ANN,	false },
	{ "no word of ours",			"Autora",	NOBODY,	true },
	/* Somebody whose name merely begins like the author's is another. */
	{ "a longer name",			"Olgarda",	NOBODY,	true },
	{ "a longer name, with a certificate",	"Olgarda",	ANN,	true },
	{ "nothing",				"",		NOBODY,	false },
	{ "marks alone",			"!!",		ANN,	false },
	{ "a damaged file's",			"Dora",		NOBODY,	true },
	{ "a file's that is none",		"Eve",		NOBODY,	true },
	{ "one of no name",			"\xe2\x80\x8b",	BOB,	false },
};

static void
test_may_bear(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct digest owner;
	struct config config = { .author = STR("Olga"), .owners = &owner, .n_owners = 1 };
	const struct digest *who[] = { NULL, &ann, &bob, &owner };
	struct str name = exact_dup(row->asked);

	temp_open(&t);
	assert_true(digest_from_hex(STR(OWNER), &owner));
	temp_write(&t, "readers/0200000000000000000000000000000000000000000000000000000000000000.yaml", "name: Bob\n");
	temp_write(&t, "readers/0300000000000000000000000000000000000000000000000000000000000000.yaml", "name: \"\"\n");
	temp_write(&t, "readers/0400000000000000000000000000000000000000000000000000000000000000.yaml", "name: Dora\ntrusted: perhaps\n");
	temp_write(&t, "readers/notes.yaml", "name: Eve\n");
	assert_int_equal(name_is_free(&names, t.fd, &config, name, who[row->who], NOW), row->free);
	exact_free(name);
	end();
}

static void
no_folder_of_readers(void **state)
{
	struct config config = { .author = STR_NONE };

	(void)state;
	temp_open(&t);
	assert_true(name_is_free(&names, t.fd, &config, STR("Ann"), NULL, NOW));
	assert_true(names_have_room(&names, t.fd, &ann, NOW));
	end();
}

/* --- the index --- */

#define FILE_OF(digit) "readers/0" digit "00000000000000000000000000000000000000000000000000000000000000.yaml"

static struct config nobody = { .author = STR_NONE };

static bool
is_free(const char *name, int64_t now)
{
	return name_is_free(&names, t.fd, &nobody, str_of(name), NULL, now);
}

/* What others do to the folder. */
static void
follows_the_folder(void **state)
{
	(void)state;
	temp_open(&t);
	temp_write(&t, FILE_OF("2"), "name: Bob\n");
	assert_false(is_free("Bob", NOW));
	assert_true(is_free("Carl", NOW));
	temp_write(&t, FILE_OF("3"), "name: Carl\n");		/* a new file: at once */
	assert_false(is_free("Carl", NOW));
	temp_write(&t, "readers/.tmp", "name: Dora\n");		/* replaced: at once */
	assert_int_equal(renameat(t.fd, "readers/.tmp", t.fd, FILE_OF("3")), 0);
	assert_false(is_free("Dora", NOW));
	assert_true(is_free("Carl", NOW));
	assert_int_equal(unlinkat(t.fd, FILE_OF("3"), 0), 0);	/* gone: at once */
	assert_true(is_free("Dora", NOW));
	assert_false(is_free("Bob", NOW));
	temp_write(&t, FILE_OF("2"), "name: Barbara\n");	/* edited in place: in a while */
	assert_true(is_free("Barbara", NOW + NAMES_SECONDS - 1));
	assert_false(is_free("Barbara", NOW + NAMES_SECONDS));
	assert_true(is_free("Bob", NOW + NAMES_SECONDS));
	temp_write(&t, FILE_OF("2"), "name: Zacharias\n");	/* and when the clock was set back */
	assert_false(is_free("Zacharias", NOW - TIME_DAY));
	temp_write(&t, FILE_OF("2"), "name: [\n");		/* a typing error frees the name … */
	assert_true(is_free("Zacharias", NOW));
	temp_write(&t, FILE_OF("2"), "name: Zacharias\n");	/* … until it is mended */
	assert_false(is_free("Zacharias", NOW + NAMES_SECONDS));
	end();
}

static void
the_folder_goes_and_comes(void **state)
{
	(void)state;
	temp_open(&t);
	temp_write(&t, FILE_OF("2"), "name: Bob\n");
	assert_false(is_free("Bob", NOW));
	assert_int_equal(renameat(t.fd, "readers", t.fd, "away"), 0);
	assert_true(is_free("Bob", NOW));
	assert_int_equal(renameat(t.fd, "away", t.fd, "readers"), 0);
	assert_false(is_free("Bob", NOW));
	end();
}

/* What we write ourselves is known to the next question, however coarse the file system's clock is. */
static void
own_writes_are_known(void **state)
{
	struct reader reader = { .name = STR("Ann"), .since = { true, { .utc = NOW } } };
	struct error err;

	(void)state;
	temp_open(&t);
	assert_true(is_free("Ann", NOW));
	for (int i = 0; i < 50; i++) {
		struct digest who = { { (unsigned char)i, 0x77 } };
		char name[16];

		(void)snprintf(name, sizeof(name), "Reader %c%c", 'a' + i % 7, 'p' + i / 7);
		reader.name = str_of(name);
		assert_true(is_free(name, NOW));
		assert_int_equal(names_write(&names, t.fd, &who, &reader, &err), 0);
		assert_false(is_free(name, NOW));
		assert_true(name_is_free(&names, t.fd, &nobody, str_of(name), &who, NOW));
	}
	reader.name = STR("Ann");
	assert_int_equal(names_write(&names, t.fd, &ann, &reader, &err), 0);
	reader.name = STR("Barbara");				/* renamed: the old one is free again */
	assert_int_equal(names_write(&names, t.fd, &ann, &reader, &err), 0);
	assert_true(is_free("Ann", NOW));
	assert_false(is_free("Barbara", NOW));
	reader.name = STR_NONE;					/* joined to another: it has none */
	assert_int_equal(names_write(&names, t.fd, &ann, &reader, &err), 0);
	assert_true(is_free("Barbara", NOW));
	temp_write(&t, FILE_OF("2"), "name: Bob\n");		/* the author's is seen beside ours */
	assert_int_equal(names_write(&names, t.fd, &ann, &reader, &err), 0);
	assert_false(is_free("Bob", NOW + NAMES_SECONDS));
	end();
}

static void
codes_are_found(void **state)
{
	struct secret secret = { { 0x42 } };
	struct reader reader = { .name = STR("Bob"), .since = { true, { .utc = NOW } }, .joined = 2 };
	struct digest found;
	struct error err;
	char code[PEOPLE_JOIN];
	struct str s = { code, PEOPLE_JOIN };

	(void)state;
	temp_open(&t);
	temp_write(&t, FILE_OF("1"), "name: Ann\n");
	assert_int_equal(names_write(&names, t.fd, &bob, &reader, &err), 0);
	people_join_code(&secret, &bob, &reader, NOW / 3600, code);
	assert_true(names_find_code(&names, t.fd, &secret, s, NOW, &found));
	assert_memory_equal(found.byte, bob.byte, DIGEST_SIZE);
	assert_true(names_find_code(&names, t.fd, &secret, s, NOW + 3600, &found));
	assert_false(names_find_code(&names, t.fd, &secret, s, NOW + 7200, &found));
	reader.joined++;					/* used */
	assert_int_equal(names_write(&names, t.fd, &bob, &reader, &err), 0);
	assert_false(names_find_code(&names, t.fd, &secret, s, NOW, &found));
	end();
}

static void
room(void **state)
{
	struct digest first = { { 0 } }, new = { { 0xee } };
	struct reader reader = { .name = STR("Ann"), .since = { true, { .utc = NOW } } };
	struct error err;

	(void)state;
	temp_open(&t);
	temp_folder(&t, "readers");
	temp_write(&t, "readers/notes.yaml", "");		/* is nobody's */
	temp_write(&t, "readers/AB00000000000000000000000000000000000000000000000000000000000000.yaml", "");
	temp_readers(&t, 0, PEOPLE_MAX - 1);
	assert_true(names_have_room(&names, t.fd, &new, NOW));	/* just under */
	assert_true(names_may_begin(&names, t.fd, &new, 0, NOW));
	assert_int_equal(names_write(&names, t.fd, &new, &reader, &err), 0);
	assert_false(names_have_room(&names, t.fd, &ann, NOW));	/* at */
	assert_false(names_may_begin(&names, t.fd, &ann, 0, NOW));
	assert_true(names_may_begin(&names, t.fd, &new, 0, NOW));	/* who is there stays */
	assert_true(names_may_begin(&names, t.fd, &first, 0, NOW));
	temp_readers(&t, PEOPLE_MAX - 1, PEOPLE_MAX);			/* over: by hand, or by an older carrel */
	assert_false(names_may_begin(&names, t.fd, &ann, 0, NOW));
	assert_int_equal(unlinkat(t.fd, FILE_OF("0"), 0), 0);
	assert_false(names_may_begin(&names, t.fd, &ann, 0, NOW));
	assert_int_equal(unlinkat(t.fd, "readers/0000000100000000000000000000000000000000000000000000000000000000.yaml",
	    0), 0);
	assert_true(names_may_begin(&names, t.fd, &ann, 0, NOW));
	end();
}

/* --- signatures --- */

static const struct {
	const char *name, *in, *text, *signer;		/* signer NULL: none, and the text as it was */
} signatures[] = {
	{ "one line",			"Hello -- Ann",			"Hello",	"Ann" },
	{ "a line of its own",		"Hello\n-- Ann",		"Hello",	"Ann" },
	{ "behind an empty line",	"Hello\n\n-- Ann",		"Hello",	"Ann" },
	{ "two words",			"Hello -- Ann Smith",		"Hello",	"Ann Smith" },
	{ "blanks around",		"Hello   --   Ann  Smith",	"Hello",	"Ann Smith" },
	{ "the last of two",		"a -- b -- Ann",		"a -- b",	"Ann" },
	{ "brackets",			"Hello -- Ann (author)",	"Hello",	"Ann [author]" },
	{ "no blank in front",		"Hello-- Ann",			NULL,		NULL },
	{ "no blank behind",		"Hello --Ann",			NULL,		NULL },
	{ "one dash",			"Hello - Ann",			NULL,		NULL },
	{ "three dashes",		"Hello --- Ann",		NULL,		NULL },
	{ "no text",			"-- Ann",			NULL,		NULL },
	{ "nothing but blanks",		"  \n -- Ann",			NULL,		NULL },
	{ "no name",			"Hello -- ",			NULL,		NULL },
	{ "no name, no blank",		"Hello --",			NULL,		NULL },
	{ "name of nothing to be seen",	"Hello -- \xe2\x80\x8b",	NULL,		NULL },
	{ "text goes on",		"Hello -- Ann\nand more",	NULL,		NULL },
	{ "an aside",			"It was -- I must say, and I say it gladly, for all of us here who were "
					"there -- good.",		NULL,		NULL },
	{ "a question",			"Shall we -- or not?",		NULL,		NULL },
	{ "a sentence longer than a name", "I like it -- but only when it is not raining here", NULL, NULL },
	{ "an initial",			"Hello -- Ann B.",		"Hello",	"Ann B." },
	{ "a small letter",		"Hello -- ann",			"Hello",	"ann" },
	{ "as wide as a name may be",	"Hello -- 01234567890123456789012345678901", "Hello", "01234567890123456789012345678901" },
	{ "one wider",			"Hello -- 012345678901234567890123456789012", NULL, NULL },
	{ "as wide, of wide letters",	"Hello -- 春春春春春春春春春春春春春春春春", "Hello", "春春春春春春春春春春春春春春春春" },
	{ "one wider, of wide letters",	"Hello -- 春春春春春春春春春春春春春春春春春", NULL, NULL },
	{ "a line end behind",		"Hello -- Ann\n",		"Hello",	"Ann" },
	{ "blanks and line ends behind", "Hello\n-- Ann \t\n \n",	"Hello",	"Ann" },
	{ "CR LF",			"Hello\r\n\r\n-- Ann\r\n",	"Hello",	"Ann" },
	{ "tabs",			"Hello\t--\tAnn",		"Hello",	"Ann" },
	{ "an em dash",			"Hello — Ann",			NULL,		NULL },
	{ "an em dash, on its line",	"Hello\n— Ann",			NULL,		NULL },
	{ "an em dash before",		"So it goes — yes -- Ann",	"So it goes — yes", "Ann" },
	{ "two signatures",		"Hello\n-- Ann\n-- Bob",	"Hello\n-- Ann", "Bob" },
	{ "a mail's signature",		"Hello\n-- \nAnn",		NULL,		NULL },
	{ "a path",			"git checkout -- src/main.c",	NULL,		NULL },
	{ "a command's option",		"rm -- -rf",			NULL,		NULL },
	{ "a command",			"$ grep -- word",		NULL,		NULL },
	{ "a comment in SQL",		"select 1; -- x = 2",		NULL,		NULL },
	{ "a comment in Lua",		"return f(x) -- {done}",	NULL,		NULL },
	{ "in backquotes",		"Try `rm -- file` first",	NULL,		NULL },
	{ "in open backquotes",		"Try `rm -- file",		NULL,		NULL },
	{ "behind backquotes",		"Try `rm` first -- Ann",	"Try `rm` first", "Ann" },
	{ "in a preformatted block",	"```\na -- b",			NULL,		NULL },
	{ "line in a preformatted block", "```\na\n-- b",		NULL,		NULL },
	{ "behind a preformatted block", "```\na\n```\n-- Ann",	"```\na\n```",	"Ann" },
	{ "in a quoted line",		"> I like it -- Bob",		NULL,		NULL },
	{ "below a quoted line",	"> I like it\n-- Ann",		"> I like it",	"Ann" },
	{ "in a link",			"=> /a -- Ann",			NULL,		NULL },
	{ "Hebrew",			"שלום -- דוד",			"שלום",		"דוד" },
	{ "overrides",			"Hello -- \xe2\x80\xaenn" "A\xe2\x80\xac", "Hello", "nnA" },
	{ "marks alone",		"Hello -- \xcc\x81\xcc\x81",	NULL,		NULL },
	{ "a name too long",		"Hello -- 0123456789012345678901234567890123456789012345678901234567890123456789"
					"0123456789012345678901234567890123456789012345678901234567890123456789", NULL, NULL },
	{ "an option",			"Try ls --all",			NULL,		NULL },
	{ "empty",			"",				NULL,		NULL },
	{ "a dash",			"-",				NULL,		NULL },
	{ "two dashes",			"--",				NULL,		NULL },
};

static void
test_signature(void **state)
{
	const __typeof__(signatures[0]) *row = *state;
	struct str in = exact_dup(row->in), text = in, signer = STR("untouched");
	struct arena a = { NULL };
	bool found = name_take_signature(&a, &text, &signer);

	assert_int_equal(found, row->signer != NULL);
	assert_str_equal(signer, found ? row->signer : "untouched");
	assert_str_equal(text, found ? row->text : row->in);
	exact_free(in);
	arena_release(&a);
}

int
main(void)
{
	static struct suite s = { .name = "names" };

	suite_table(&s, "names free", rows, test_may_bear);
	suite_test(&s, no_folder_of_readers);
	suite_test(&s, follows_the_folder);
	suite_test(&s, the_folder_goes_and_comes);
	suite_test(&s, own_writes_are_known);
	suite_test(&s, codes_are_found);
	suite_test(&s, room);
	suite_table(&s, "names signature", signatures, test_signature);
	return suite_run(&s);
}

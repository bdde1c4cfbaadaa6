/* tests/unit/test_names.c: names, who may bear them, and a name that signs a text. */
#include "unit/test.h"

#include "capsule/names.h"

static struct temp t;

#define OWNER "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

/* --- look-alikes --- */

static const struct {
	const char *name, *a, *b;
	bool same;
} pairs[] = {
	{ "case",			"Ann",		"aNN",		true },
	{ "an accent",			"Zoe",		"Zo\xc3\xab",	true },
	{ "an accent of its own",	"Zoe",		"Zoe\xcc\x88",	true },
	{ "many accents",		"Ann",		"A\xcc\x81\xcc\x82nn\xcc\xa3", true },
	{ "blanks",			"Ann Smith",	"AnnSmith",	true },
	{ "other blanks",		"Ann Smith",	"Ann\xc2\xa0\xe2\x80\x83Smith", true },
	{ "zero width",			"Ann",		"A\xe2\x80\x8bnn", true },
	{ "joiners",			"Ann",		"A\xe2\x80\x8dn\xef\xbb\xbfn", true },
	{ "soft hyphen",		"Ann",		"An\xc2\xadn",	true },
	{ "punctuation",		"Ann Smith",	"ann_smith.",	true },
	{ "a dash",			"Ann Smith",	"Ann-Smith!",	true },
	{ "wide letters",		"Ann",		"\xef\xbc\xa1\xef\xbd\x8e\xef\xbd\x8e", true },
	{ "mathematical letters",	"Ann",		"\xf0\x9d\x90\x80\xf0\x9d\x90\xa7\xf0\x9d\x90\xa7", true },
	{ "letters in circles",		"ann",		"\xe2\x93\x90\xe2\x93\x9d\xe2\x93\x9d", true },
	{ "Cyrillic a",			"Maria",	"M\xd0\xb0ria",	true },
	{ "Cyrillic, capitals",		"ECHO",		"\xd0\x95\xd0\xa1HO", true },
	{ "Cyrillic, all of it",	"cope",		"\xd1\x81\xd0\xbe\xd1\x80\xd0\xb5", true },
	{ "Cyrillic i",			"Kim",		"K\xd1\x96m",	true },
	{ "Greek o",			"Bob",		"B\xce\xbf" "b", true },
	{ "Greek capitals",		"BOB",		"\xce\x92\xce\x9f\xce\x92", true },
	{ "Greek with an accent",	"Bob",		"B\xcf\x8c" "b", true },
	{ "zero",			"Bob",		"B0b",		true },
	{ "one, l and i",		"Bill",		"Bi11",		true },
	{ "I and l",			"Ian",		"lan",		true },
	{ "a bar",			"Lil",		"L|l",		true },
	{ "three, four, five",		"Sea",		"534",		true },
	{ "a dollar and an at",		"Sam",		"$@m",		true },
	{ "rn",				"Tom",		"Torn",		true },
	{ "RN",				"Tom",		"TORN",		true },
	{ "rn with a blank",		"Tom",		"Tor n",	true },
	{ "Cyrillic rn",		"Tom",		"To\xd0\xb3n",	true },
	{ "vv",				"Will",		"VVill",	true },
	{ "ligature",			"office",	"o\xef\xac\x83" "ce", true },
	{ "sharp s",			"Strauss",	"Strau\xc3\x9f", true },
	{ "ae",				"Caesar",	"C\xc3\xa6sar",	true },
	{ "stroke",			"Soren",	"S\xc3\xb8ren",	true },
	{ "Turkish i",			"Ilkay",	"\xc4\xb1lkay",	true },
	{ "other names",		"Ann",		"Anna",		false },
	{ "order",			"Amy",		"May",		false },
	{ "other digits",		"Ann2",		"Ann7",		false },
	{ "other scripts",		"\xe5\xb1\xb1\xe7\x94\xb0", "\xe5\xb1\xb1\xe6\x9c\xac", false },
	{ "m and n",			"Tom",		"Ton",		false },
};

static void
test_pair(void **state)
{
	const __typeof__(pairs[0]) *row = *state;
	struct arena arena = { NULL };
	struct str a = exact_dup(row->a), b = exact_dup(row->b), sa = name_skeleton(&arena, a), sb = name_skeleton(&arena, b);

	assert_true(sa.n > 0);
	if (str_eq(sa, sb) != row->same) {
		print_bytes("one", sa);
		print_bytes("other", sb);
		fail();
	}
	exact_free(a);
	exact_free(b);
	arena_release(&arena);
}

static void
nothing_left(void **state)
{
	static const char *const names[] = { "", " ", "...", "-- --", "\xe2\x80\x8b", "\xcc\x81" };
	struct arena a = { NULL };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct str name = exact_dup(names[i]);

		assert_int_equal(name_skeleton(&a, name).n, 0);
		exact_free(name);
	}
	/* Bytes that are no UTF-8 are no fault. */
	(void)name_skeleton(&a, (struct str){ "\xff\xc3", 2 });
	arena_release(&a);
}

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
	assert_int_equal(name_is_free(t.fd, &config, name, who[row->who]), row->free);
	exact_free(name);
	temp_close(&t);
}

static void
no_folder_of_readers(void **state)
{
	struct config config = { .author = STR_NONE };

	(void)state;
	temp_open(&t);
	assert_true(name_is_free(t.fd, &config, STR("Ann"), NULL));
	temp_close(&t);
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
					"there on that long cold day in the harbour, waiting for the ferry -- good.", "It was -- I must say, "
					"and I say it gladly, for all of us here who were there on that long cold day in the harbour, "
					"waiting for the ferry", "good." },
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

	suite_table(&s, "names alike", pairs, test_pair);
	suite_test(&s, nothing_left);
	suite_table(&s, "names free", rows, test_may_bear);
	suite_test(&s, no_folder_of_readers);
	suite_table(&s, "names signature", signatures, test_signature);
	return suite_run(&s);
}

/* tests/unit/test_alike.c: names that look the same, and honest names that do not. */
#include "unit/test.h"

#include "capsule/alike.h"
#include "format/utf8.h"

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
	/* A hostile reader: capitals, which folding would change first. */
	{ "Greek capital N",		"Ann",		"AΝΝ",		true },
	{ "Greek capitals, all",	"BOHNIKZ",	"ΒΟΗΝΙΚΖ",	true },
	{ "Greek name in capitals",	"Νίκη",		"ΝΙΚΗ",		true },
	{ "half in Latin capitals",	"Νίκη",		"ΝIKH",		true },
	{ "half in small letters",	"Νίκη",		"νIκH",		true },
	{ "Latin for Greek",		"Νίκη",		"Níkn",		true },
	{ "Cherokee",			"DAVE",		"ᎠᎪᏙᎬ",		true },
	{ "Cherokee, small",		"DAVE",		"ꭰꭺꮩꭼ",		true },
	{ "small capitals",		"Barbara",	"ʙᴀʀʙᴀʀᴀ",	true },
	{ "small capitals, others",	"Fiqs Ylgn",	"ꜰɪꞯꜱ ʏʟɢɴ",	true },
	{ "mathematical, double",	"Bob",		"𝔹𝕠𝕓",		true },
	{ "mathematical, Greek",	"Ann",		"𝚨nn",		true },
	{ "black circles",		"Ann",		"🅐🅝🅝",		true },
	{ "black squares",		"Ann",		"🅰🅽🅽",		true },
	{ "flags",			"Ann",		"🇦 🇳 🇳",		true },
	{ "superscripts",		"Ann",		"ᴬⁿⁿ",		true },
	{ "Roman numerals",		"Ivi",		"Ⅳⅰ",		true },
	{ "Armenian",			"Soho",		"ՏօհՕ",		true },
	{ "Coptic",			"COHMAX",	"ⲤⲞⲎⲘⲀⲬ",	true },
	{ "Georgian",			"yo",		"ყჿ",		true },
	{ "Lisu",			"BOB",		"ꓐꓳꓐ",		true },
	{ "Canadian",			"DANA",		"ᗪᗩᑎᗩ",		true },
	{ "runes",			"Rib",		"ᚱᛁᛒ",		true },
	{ "old Italic, Deseret",	"BOT",		"𐌁𐐄𐌕",		true },
	{ "a zero of India",		"Bob",		"B०b",		true },
	{ "Hebrew and Arabic",		"lolo",		"וסاه",		true },
	{ "ring, empty set",		"Bobo",		"B○b∅",		true },
	{ "dental click",		"Bill",		"Biǀǀ",		true },
	{ "ideographic zero and stroke", "Oil",		"〇i丨",		true },
	{ "Hangul i",			"Il",		"Iㅣ",		true },
	{ "eight",			"Bob",		"8o8",		true },
	{ "euro, cent, pound",		"Col",		"¢o£",		true },
	{ "hooks and strokes",		"Bodek",	"Ɓøđɇƙ",	true },
	{ "Cyrillic lo and bl",		"Lobl",		"юы",		true },
	{ "Greek for Cyrillic",		"Фара",		"Φαρα",		true },
	{ "sharp s for B",		"Strauss",	"STRAUẞ",	true },
	{ "capital AE",			"Caesar",	"CÆSAR",	true },
	/* … marks, and what is not seen. */
	{ "trade mark",			"Ann",		"Ann™",		true },
	{ "a tick",			"Ann",		"Ann ✓",	true },
	{ "a star and a variation",	"Ann",		"Ann ⭐\xef\xb8\x8f", true },
	{ "an emoji with a skin",	"Ann",		"👋🏽Ann",		true },
	{ "an apostrophe that is a letter", "Ann",	"Annʼ",		true },
	{ "saltillo",			"Ann",		"Annꞌ",		true },
	{ "another stop",		"Ann",		"Ann·…。",	true },
	{ "a Lisu stop",		"Ann",		"Annꓸ",		true },
	{ "modifier letters",		"Ann",		"Annˑˈ",	true },
	{ "tatweel",			"محمد",		"محـمد",	true },
	{ "Arabic and Persian yeh",	"علي",		"علی",		true },
	{ "Hangul fillers",		"Ann",		"A\xe3\x85\xa4n\xe1\x85\x9fn\xef\xbe\xa0", true },
	{ "Braille blank",		"Ann",		"An\xe2\xa0\x80n", true },
	{ "variation selector",		"Ann",		"An\xef\xb8\x8en", true },
	{ "combining grapheme joiner",	"Ann",		"An\xcd\x8fn",	true },
	{ "tags",			"Ann",		"Ann\xf3\xa0\x81\xa1", true },
	{ "right to left",		"Ann",		"\xe2\x80\xaennA\xe2\x80\xac", false },
	{ "override that changes nothing", "Ann",	"\xe2\x80\xad" "Ann\xe2\x80\xac", true },
	{ "enclosing circle",		"Ann",		"An\xe2\x83\x9dn", true },
	{ "a voice mark on Latin",	"Ann",		"Ann\xe3\x82\x99", true },
	{ "a vowel sign on Latin",	"Ann",		"Ann\xe0\xa4\xbe", true },
	{ "private use",		"Ann",		"Ann\xee\x80\x80", true },
	{ "katakana and kanji",		"カナ",		"力ナ",		true },
	{ "half-width kana",		"カナ",		"ｶﾅ",		true },
	{ "a long sound, and one",	"マリー",	"マリ一",	true },
	/* An honest reader. */
	{ "Νίκος is not Nina",		"Νίκος",	"Nina",		false },
	{ "Νίκος is not Πίκος",		"Νίκος",	"Πίκος",	false },
	{ "Πάνος is not Νάνος",		"Πάνος",	"Νάνος",	false },
	{ "Εύη is not Έμη",		"Εύη",		"Έμη",		false },
	{ "Λίνα is not Αίνα",		"Λίνα",		"Αίνα",		false },
	{ "Nan is not Van",		"Nan",		"Van",		false },
	{ "Анна is not Anna",		"Анна",		"Anna",		false },
	{ "Анна is not Алла",		"Анна",		"Алла",		false },
	{ "Нина is not Лина",		"Нина",		"Лина",		false },
	{ "Иван is not Ivan",		"Иван",		"Ivan",		false },
	{ "Clara is not Dara",		"Clara",	"Dara",		false },
	{ "春子 is not 夏子",		"春子",		"夏子",		false },
	{ "かな is not がな",		"かな",		"がな",		false },
	{ "はな is not ばな",		"はな",		"ばな",		false },
	{ "राम is not रमा",		"राम",		"रमा",		false },
	{ "राम, twice a sign, is राम",	"राम",		"रााम",		true },
	{ "สมชาย is not สมชัย",		"สมชาย",	"สมชัย",	false },
	{ "Nguyễn is Nguyen",		"Nguyễn",	"Nguyen",	true },
	{ "Nguyễn is not Nguyệt",	"Nguyễn",	"Nguyệt",	false },
	{ "지수 is not 지우",		"지수",		"지우",		false },
	{ "two pictures",		"🦊",		"🐢",		false },
	{ "a picture, with a variation", "❤",		"❤\xef\xb8\x8f", true },
};

static void
test_pair(void **state)
{
	const __typeof__(pairs[0]) *row = *state;
	struct arena arena = { NULL };
	struct str a = exact_dup(row->a), b = exact_dup(row->b);
	struct alike la = alike_of(&arena, a), lb = alike_of(&arena, b);

	assert_true(la.look[0].n > 0);
	assert_true(lb.look[0].n > 0);
	if (alike_same(&la, &lb) != row->same || alike_same(&lb, &la) != row->same) {
		for (int i = 0; i < ALIKE_WAYS; i++) {
			print_bytes("one", la.look[i]);
			print_bytes("other", lb.look[i]);
		}
		fail();
	}
	exact_free(a);
	exact_free(b);
	arena_release(&arena);
}

static void
nothing_left(void **state)
{
	static const char *const names[] = { "", " ", "...", "-- --", "\xe2\x80\x8b", "\xcc\x81", "\xe3\x85\xa4",
		"\xe2\xa0\x80", "™", "ʼ", "\xef\xb8\x8f" };
	struct arena a = { NULL };

	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct str name = exact_dup(names[i]);
		struct alike alike = alike_of(&a, name);

		for (int k = 0; k < ALIKE_WAYS; k++)
			assert_int_equal(alike.look[k].n, 0);
		assert_false(alike_same(&alike, &alike));
		exact_free(name);
	}
	/* Bytes that are no UTF-8 are no fault. */
	(void)alike_of(&a, (struct str){ "\xff\xc3", 2 });
	arena_release(&a);
}

/* Sorted, or the search misses letters; final, or a chain ends half way. */
static void
table_in_order(void **state)
{
	(void)state;
	for (size_t i = 0; i < alike_count; i++) {
		struct str as = str_of(alike_letters[i].as);

		if (i > 0 && alike_letters[i].seen <= alike_letters[i - 1].seen)
			fail_msg("U+%04X stands behind U+%04X", (unsigned)alike_letters[i].seen,
			    (unsigned)alike_letters[i - 1].seen);
		while (as.n > 0) {
			uint32_t c = utf8_next(&as);

			for (size_t k = 0; k < alike_count; k++)
				if (alike_letters[k].seen == c)
					fail_msg("U+%04X becomes what becomes something else", (unsigned)c);
		}
	}
}

/* Every letter of the table is found, alone and in a name. */
static void
table_is_used(void **state)
{
	(void)state;
	for (size_t i = 0; i < alike_count; i++) {
		struct arena a = { NULL };
		struct buf b;
		struct alike one, other;

		buf_init(&b, 64);
		buf_addc(&b, 'Z');
		utf8_put(&b, alike_letters[i].seen);
		one = alike_of(&a, buf_str(&b));
		other = alike_of(&a, arena_printf(&a, "Z%s", alike_letters[i].as));
		if (!alike_same(&one, &other))
			fail_msg("U+%04X is not taken for %s", (unsigned)alike_letters[i].seen, alike_letters[i].as);
		buf_release(&b);
		arena_release(&a);
	}
}

int
main(void)
{
	static struct suite s = { .name = "alike" };

	suite_table(&s, "alike", pairs, test_pair);
	suite_test(&s, nothing_left);
	suite_test(&s, table_in_order);
	suite_test(&s, table_is_used);
	return suite_run(&s);
}

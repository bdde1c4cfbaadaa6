/* tests/unit/test_ascii.c: text for machines that know ASCII and nothing else. */
#include "unit/test.h"

#include "format/ascii.h"
#include "format/utf8.h"

static const struct {
	const char *name, *lang, *in, *out;
} rows[] = {
	{ "empty",		"en", "",				"" },
	{ "ASCII",		"de", "A b\tc\r\n\x1b[1m~",		"A b\tc\r\n\x1b[1m~" },

	{ "marks",		"fr", "été, ça, où, naïve, Noël",	"ete, ca, ou, naive, Noel" },
	{ "marks of their own",	"fr", "e\u0301te\u0301",		"ete" },
	{ "many marks",		"vi", "Tiếng Việt",			"Tieng Viet" },
	{ "Slavonic marks",	"cs", "Příliš žluťoučký kůň",		"Prilis zlutoucky kun" },
	{ "strokes",		"pl", "Łódź, Đuro, Ħ",			"Lodz, Duro, H" },
	{ "dotless",		"tr", "İstanbul, ılık",			"Istanbul, ilik" },
	{ "ligatures",		"fr", "œuvre, Œuvre, ŒUVRE, Æsop, ﬁ",	"oeuvre, Oeuvre, OEUVRE, Aesop, fi" },
	{ "Icelandic",		"is", "Þór, það, Ðe",			"Thor, thad, De" },

	{ "German",		"de", "Ärger, Öl, Übung, süß",		"Aerger, Oel, Uebung, suess" },
	{ "Austrian",		"de-AT", "schön",			"schoen" },
	{ "tag in capitals",	"DE", "schön",				"schoen" },
	{ "German capitals",	"de", "ÄRGER ÜBEN STRAẞE TÜ Ü",		"AERGER UEBEN STRASSE TUE Ue" },
	{ "German, marks of their own", "de", "A\u0308rger, u\u0308ben", "Aerger, ueben" },
	{ "no German",		"fi", "Äiti, hyvä yö",			"Aiti, hyva yo" },
	{ "no language",	"",   "schön",				"schon" },
	{ "not every de",	"den", "schön",				"schon" },
	{ "Danish",		"da", "Ålborg, smørrebrød",		"Aalborg, smoerrebroed" },
	{ "Swedish",		"sv", "Ålborg",				"Alborg" },

	{ "quotes",		"en", "“a” ‘b’ „c“ «d» ‹e› it’s",	"\"a\" 'b' \"c\" \"d\" 'e' it's" },
	{ "dashes",		"en", "1–2 — ‐ ‑ − 3",			"1-2 -- - - - 3" },
	{ "ellipsis, bullets",	"en", "• a… · ◦ ● ‣",			"* a... . o * >" },
	{ "blanks",		"en", "a\u00a0b\u2003c\u3000d",		"a b c d" },
	{ "not to be seen",	"en", "a\u00ad\u200b\u200d\ufeff\u202e\ufe0f" "b", "ab" },
	{ "line separator",	"en", "a\u2028b",			"a\nb" },
	{ "arrows",		"en", "← → ↔ ⇒ ↑",			"<- -> <-> => ^" },
	{ "currency",		"en", "€5 £3 ¥8 5¢",			"EUR5 GBP3 JPY8 5c" },
	{ "signs",		"en", "© ® ™ § № 20 °C ±1",		"(C) (R) TM S. No 20 degC +/-1" },
	{ "numbers",		"en", "½ ¾ x² ⅷ ① ×÷",			"1/2 3/4 x2 viii 1 x/" },
	{ "mathematics",	"en", "a ≠ b ≤ c ∞",			"a != b <= c inf" },
	{ "wide letters",	"ja", "Ｈｅｌｌｏ！",			"Hello!" },
	{ "ticks",		"en", "☐ ☑ ✓ ✗ ♥ ☺",			"[ ] [x] + x <3 :-)" },

	{ "a frame",		"en", "┌──┬─┐\n│a░│▓│\n├──┼─┤\n└──┴─┘", "+--+-+\n|a.|%|\n+--+-+\n+--+-+" },
	{ "a double frame",	"en", "╔═╗║╚╝",				"+=+|++" },
	{ "blocks",		"en", "█▀▄▌",				"#\"_|" },
	{ "slanted",		"en", "╱╲╳",				"/\\X" },

	{ "Greek",		"el", "Θεός και ψυχή, ΘΕΟΣ, Χάος",	"Theos kai psychi, THEOS, Chaos" },
	{ "Russian",		"ru", "Щи да каша, пища наша. Ёлка, ЁЖ, объём", "Shchi da kasha, pishcha nasha. Yolka, YOZH, obyom" },
	{ "Russian, marks of their own", "ru", "Е\u0308лка, и\u0306",	"Yolka, y" },
	{ "Ukrainian",		"uk", "Григорій, їжа, Ґанок",		"Hryhoriy, yizha, Ganok" },
	{ "Russian is not Ukrainian", "ru", "Григорий",			"Grigoriy" },
	{ "Serbian",		"sr", "Његош, ђак, џеп",		"Njegosh, djak, dzep" },

	{ "Japanese",		"ja", "図書館の窓辺で、本を。（昔）！",	"[?]" },
	{ "Japanese, quoted",	"ja", "「図書館」と, 本。",		"\"[?], [?]" },
	{ "Japanese stops alone", "ja", "a、b。「c」・",			"a,b.\"c\"." },
	{ "Japanese and Latin",	"ja", "図書館のWLAN、2026年。",		"[?]WLAN,2026[?]" },
	{ "one run, one mark",	"ja", "a 図書館 b",			"a [?] b" },
	{ "emoji",		"en", "Hi 📚🐦 there 👩\u200d💻!",	"Hi [?] there [?]!" },
	{ "Korean",		"ko", "한국어",				"[?]" },
	{ "Hindi",		"hi", "नमस्ते",				"[?]" },
	{ "replacement character", "en", "a\ufffd" "b",			"a[?]b" },

	{ "Latin-1",		"de", "Gr\xfc\xdf" "e \xa9",		"Gruesse (C)" },
	{ "Latin-1 controls",	"en", "a\x80\x9b" "b",			"ab" },
	{ "cut off",		"en", "a\xe2\x80",			"aa" },
};

static void
test_text(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str in = exact_dup(row->in);
	struct arena a = { NULL };
	struct str out = ascii_of(&a, in, str_of(row->lang));

	assert_str_equal(out, row->out);
	assert_true(ascii_is(out));
	assert_bytes_equal(ascii_of(&a, out, str_of(row->lang)), out);
	arena_release(&a);
	exact_free(in);
}

/* Every character there is becomes ASCII, and none grows beyond what the header says. */
static void
every_character(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 16);
	for (uint32_t c = 0; c < 0x110000; c++) {
		struct arena a = { NULL };
		struct str out;

		if (c >= 0xd800 && c < 0xe000)
			continue;
		buf_clear(&b);
		utf8_put(&b, c);
		out = ascii_of(&a, buf_str(&b), STR_NONE);
		if (!ascii_is(out) || out.n > ASCII_GROWTH * b.n)
			fail_msg("U+%04X", (unsigned)c);
		arena_release(&a);
	}
	buf_release(&b);
}

/* Frames of text keep their columns. */
static void
every_line_and_block(void **state)
{
	struct buf b;

	(void)state;
	buf_init(&b, 16);
	for (uint32_t c = 0x2500; c < 0x25a0; c++) {
		struct arena a = { NULL };

		buf_clear(&b);
		utf8_put(&b, c);
		assert_int_equal(ascii_of(&a, buf_str(&b), STR_NONE).n, 1);
		arena_release(&a);
	}
	buf_release(&b);
}

int
main(void)
{
	static struct suite s = { .name = "ascii" };

	suite_table(&s, "ascii", rows, test_text);
	suite_test(&s, every_character);
	suite_test(&s, every_line_and_block);
	return suite_run(&s);
}

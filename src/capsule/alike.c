#include "capsule/alike.h"

#include "format/utf8.h"

#include "base/banned.h"

/*
 * What is taken for what, in order of code points: Unicode's confusables, those that a keyboard, an
 * alphabet in use or a fancy-text page can bring into a name. Not here: what compatibility decomposition
 * does (full width, mathematical, circled letters), accents, and capitals that look as their small letters
 * do. Also not: cl for d, since Clara is not Dara; μ for u, since the Greek Έμη is not Εύη.
 */
const struct alike_letter alike_letters[] = {
	/* what is written for a letter */
	{ U'$', "s" }, { U'0', "o" }, { U'1', "l" }, { U'3', "e" }, { U'4', "a" }, { U'5', "s" },
	{ U'8', "b" }, { U'@', "a" }, { U'i', "l" }, { U'|', "l" },
	/* Latin with strokes, hooks and tails; small capitals; letters that are apostrophes */
	{ U'¢', "c" }, { U'£', "l" }, { U'¥', "y" }, { U'Æ', "ae" }, { U'Ð', "d" }, { U'×', "x" },
	{ U'Ø', "o" }, { U'Þ', "p" }, { U'ß', "ss" }, { U'æ', "ae" }, { U'ð', "d" }, { U'ø', "o" },
	{ U'þ', "p" }, { U'đ', "d" }, { U'ħ', "h" }, { U'ı', "l" }, { U'ł', "l" }, { U'ŋ', "n" },
	{ U'œ', "oe" }, { U'ŧ', "t" }, { U'ƀ', "b" }, { U'ƃ', "b" }, { U'ƈ', "c" }, { U'ƒ', "f" },
	{ U'ƙ', "k" }, { U'ƚ', "l" }, { U'ƞ', "n" }, { U'ƥ', "p" }, { U'ƭ', "t" }, { U'ƴ', "y" },
	{ U'ƶ', "z" }, { U'ǀ', "l" }, { U'ǁ', "ll" }, { U'ǃ', "" }, { U'ȥ', "z" }, { U'ȷ', "j" },
	{ U'ȼ', "c" }, { U'ȿ', "s" }, { U'ɇ', "e" }, { U'ɉ', "j" }, { U'ɍ', "r" }, { U'ɏ', "y" },
	{ U'ɑ', "a" }, { U'ɓ', "b" }, { U'ɖ', "d" }, { U'ɗ', "d" }, { U'ɛ', "e" }, { U'ɠ', "g" },
	{ U'ɡ', "g" }, { U'ɢ', "g" }, { U'ɦ', "h" }, { U'ɨ', "l" }, { U'ɩ', "l" }, { U'ɪ', "l" },
	{ U'ɫ', "l" }, { U'ɬ', "l" }, { U'ɭ', "l" }, { U'ɯ', "w" }, { U'ɱ', "m" }, { U'ɲ', "n" },
	{ U'ɳ', "n" }, { U'ɴ', "n" }, { U'ɵ', "o" }, { U'ɼ', "r" }, { U'ɽ', "r" }, { U'ɾ', "r" },
	{ U'ʀ', "r" }, { U'ʂ', "s" }, { U'ʈ', "t" }, { U'ʉ', "u" }, { U'ʋ', "v" }, { U'ʏ', "y" },
	{ U'ʐ', "z" }, { U'ʙ', "b" }, { U'ʜ', "h" }, { U'ʟ', "l" }, { U'ʠ', "q" }, { U'ʹ', "" },
	{ U'ʺ', "" }, { U'ʻ', "" }, { U'ʼ', "" }, { U'ʽ', "" }, { U'ʾ', "" }, { U'ʿ', "" },
	{ U'ˀ', "" }, { U'ˁ', "" }, { U'ˈ', "" }, { U'ˉ', "" }, { U'ˊ', "" }, { U'ˋ', "" },
	{ U'ˌ', "" }, { U'ː', "" }, { U'ˑ', "" },
	/* Greek */
	{ U'Α', "a" }, { U'Β', "b" }, { U'Γ', "r" }, { U'Ε', "e" }, { U'Ζ', "z" }, { U'Η', "h" },
	{ U'Ι', "l" }, { U'Κ', "k" }, { U'Μ', "m" }, { U'Ν', "n" }, { U'Ο', "o" }, { U'Ρ', "p" },
	{ U'Τ', "t" }, { U'Υ', "y" }, { U'Φ', "φ" }, { U'Χ', "x" }, { U'α', "a" }, { U'β', "b" },
	{ U'γ', "y" }, { U'ε', "e" }, { U'η', "n" }, { U'ι', "l" }, { U'κ', "k" }, { U'ν', "v" },
	{ U'ο', "o" }, { U'ρ', "p" }, { U'ς', "c" }, { U'σ', "o" }, { U'τ', "t" }, { U'υ', "u" },
	{ U'χ', "x" }, { U'ω', "w" }, { U'Ϝ', "f" }, { U'ϝ', "f" }, { U'ϲ', "c" }, { U'ϳ', "j" },
	{ U'Ϻ', "m" }, { U'ϻ', "m" },
	/* Cyrillic */
	{ U'а', "a" }, { U'в', "b" }, { U'г', "r" }, { U'е', "e" }, { U'з', "e" }, { U'к', "k" },
	{ U'м', "m" }, { U'н', "h" }, { U'о', "o" }, { U'п', "n" }, { U'р', "p" }, { U'с', "c" },
	{ U'т', "t" }, { U'у', "y" }, { U'ф', "φ" }, { U'х', "x" }, { U'ш', "w" }, { U'щ', "w" },
	{ U'ы', "bl" }, { U'ь', "b" }, { U'ю', "lo" }, { U'є', "e" }, { U'ѕ', "s" }, { U'і', "l" },
	{ U'ј', "j" }, { U'ѡ', "w" }, { U'ѵ', "v" }, { U'ґ', "r" }, { U'ғ', "f" }, { U'қ', "k" },
	{ U'ү', "y" }, { U'һ', "h" }, { U'ҽ', "e" }, { U'ӏ', "l" }, { U'ә', "ə" }, { U'ө', "o" },
	{ U'ԁ', "d" }, { U'ԛ', "q" }, { U'ԝ', "w" },
	/* Armenian */
	{ U'Լ', "l" }, { U'Յ', "j" }, { U'Ս', "u" }, { U'Տ', "s" }, { U'Օ', "o" }, { U'ՙ', "" },
	{ U'զ', "q" }, { U'հ', "h" }, { U'յ', "j" }, { U'ո', "n" }, { U'ռ', "n" }, { U'ս', "u" },
	{ U'ց', "g" }, { U'ւ', "l" }, { U'օ', "o" },
	/* Hebrew, Arabic: some letters have two code points */
	{ 0x05d5, "l" }, { 0x05df, "l" }, { 0x05e1, "o" }, { 0x0627, "l" }, { 0x0640, "" },
	{ 0x0647, "o" }, { 0x0649, "ي" }, { 0x0660, "" }, { 0x0661, "l" }, { 0x0665, "o" },
	{ 0x06a9, "ك" }, { 0x06be, "o" }, { 0x06c1, "o" }, { 0x06cc, "ي" }, { 0x06d5, "o" },
	{ 0x06f1, "l" }, { 0x06f5, "o" }, { 0x07c0, "o" }, { 0x07ca, "l" }, { 0x07fa, "" },
	/* zeros and rings from India to Cambodia */
	{ U'०', "o" }, { U'০', "o" }, { U'੦', "o" }, { U'૦', "o" }, { U'୦', "o" }, { U'௦', "o" },
	{ U'౦', "o" }, { U'೦', "o" }, { U'ഠ', "o" }, { U'൦', "o" }, { U'๐', "o" }, { U'໐', "o" },
	{ U'ဝ', "o" }, { U'၀', "o" },
	/* Georgian; Hangul in its parts */
	{ U'Ⴝ', "s" }, { U'ყ', "y" }, { U'ჿ', "o" }, { 0x110b, "o" }, { 0x1175, "l" },
	/* Cherokee */
	{ U'Ꭰ', "d" }, { U'Ꭱ', "r" }, { U'Ꭲ', "t" }, { U'Ꭵ', "l" }, { U'Ꭹ', "y" }, { U'Ꭺ', "a" },
	{ U'Ꭻ', "j" }, { U'Ꭼ', "e" }, { U'Ꮃ', "w" }, { U'Ꮇ', "m" }, { U'Ꮋ', "h" }, { U'Ꮍ', "y" },
	{ U'Ꮐ', "g" }, { U'Ꮒ', "h" }, { U'Ꮓ', "z" }, { U'Ꮞ', "a" }, { U'Ꮟ', "b" }, { U'Ꮢ', "r" },
	{ U'Ꮤ', "w" }, { U'Ꮥ', "s" }, { U'Ꮩ', "v" }, { U'Ꮪ', "s" }, { U'Ꮮ', "l" }, { U'Ꮯ', "c" },
	{ U'Ꮲ', "p" }, { U'Ꮶ', "k" }, { U'Ꮷ', "d" }, { U'Ᏻ', "g" }, { U'Ᏼ', "b" },
	/* Canadian syllabics, of which fancy-text pages make capitals; runes */
	{ U'ᐟ', "" }, { U'ᐧ', "" }, { U'ᐯ', "v" }, { U'ᑌ', "u" }, { U'ᑎ', "n" }, { U'ᑕ', "c" },
	{ U'ᑫ', "q" }, { U'ᑭ', "p" }, { U'ᑯ', "d" }, { U'ᑲ', "b" }, { U'ᒍ', "j" }, { U'ᒪ', "l" },
	{ U'ᔕ', "s" }, { U'ᕼ', "h" }, { U'ᖇ', "r" }, { U'ᖴ', "f" }, { U'ᗅ', "a" }, { U'ᗩ', "a" },
	{ U'ᗪ', "d" }, { U'ᗯ', "w" }, { U'ᗰ', "m" }, { U'ᗴ', "e" }, { U'ᗷ', "b" }, { U'ᘔ', "z" },
	{ U'᙭', "x" }, { U'ᚱ', "r" }, { U'ᚷ', "x" }, { U'ᛁ', "l" }, { U'ᛒ', "b" }, { U'ᛖ', "m" },
	{ U'០', "o" },
	/* small capitals */
	{ U'ᴀ', "a" }, { U'ᴁ', "ae" }, { U'ᴄ', "c" }, { U'ᴅ', "d" }, { U'ᴇ', "e" }, { U'ᴊ', "j" },
	{ U'ᴋ', "k" }, { U'ᴍ', "m" }, { U'ᴏ', "o" }, { U'ᴘ', "p" }, { U'ᴛ', "t" }, { U'ᴜ', "u" },
	{ U'ᴠ', "v" }, { U'ᴡ', "w" }, { U'ᴢ', "z" }, { U'ᴦ', "r" },
	/* signs: ™ would come apart into letters */
	{ U'℠', "" }, { U'™', "" }, { U'℮', "e" }, { U'∂', "d" }, { U'∅', "o" }, { U'∣', "l" },
	{ U'∨', "v" }, { U'∩', "n" }, { U'∪', "u" }, { U'⊂', "c" }, { U'○', "o" }, { U'◎', "o" },
	{ U'●', "o" }, { U'◯', "o" }, { U'⚪', "o" }, { U'⚫', "o" }, { 0x2800, "" }, { U'⭕', "o" },
	/* Latin, later ones */
	{ U'ⱥ', "a" }, { U'ⱱ', "v" }, { U'ⱺ', "o" },
	/* Coptic */
	{ U'ⲁ', "a" }, { U'ⲃ', "b" }, { U'ⲉ', "e" }, { U'ⲍ', "z" }, { U'ⲏ', "h" }, { U'ⲓ', "l" },
	{ U'ⲕ', "k" }, { U'ⲙ', "m" }, { U'ⲛ', "n" }, { U'ⲟ', "o" }, { U'ⲣ', "p" }, { U'ⲥ', "c" },
	{ U'ⲧ', "t" }, { U'ⲩ', "y" }, { U'ⲭ', "x" },
	/* kana and kanji that are drawn alike */
	{ U'〇', "o" }, { U'エ', "工" }, { U'カ', "力" }, { U'タ', "夕" }, { U'ト', "卜" }, { U'ニ', "二" },
	{ U'ハ', "八" }, { U'ヘ', "へ" }, { U'リ', "り" }, { U'ロ', "口" }, { U'ー', "一" }, { U'ㄥ', "l" },
	{ U'丨', "l" },
	/* Lisu */
	{ U'ꓐ', "b" }, { U'ꓑ', "p" }, { U'ꓒ', "d" }, { U'ꓓ', "d" }, { U'ꓔ', "t" }, { U'ꓖ', "g" },
	{ U'ꓗ', "k" }, { U'ꓙ', "j" }, { U'ꓚ', "c" }, { U'ꓜ', "z" }, { U'ꓝ', "f" }, { U'ꓟ', "m" },
	{ U'ꓠ', "n" }, { U'ꓡ', "l" }, { U'ꓢ', "s" }, { U'ꓣ', "r" }, { U'ꓦ', "v" }, { U'ꓧ', "h" },
	{ U'ꓪ', "w" }, { U'ꓫ', "x" }, { U'ꓬ', "y" }, { U'ꓮ', "a" }, { U'ꓰ', "e" }, { U'ꓲ', "l" },
	{ U'ꓳ', "o" }, { U'ꓴ', "u" }, { U'ꓸ', "" }, { U'ꓹ', "" }, { U'ꓺ', "" }, { U'ꓻ', "" },
	{ U'ꓼ', "" }, { U'ꓽ', "" },
	/* Latin, the latest */
	{ U'ꜰ', "f" }, { U'ꜱ', "s" }, { U'ꜳ', "aa" }, { U'ꝏ', "oo" }, { U'Ꞌ', "" }, { U'ꞌ', "" },
	{ U'ꞯ', "q" },
	/* old Italic, Gothic, Deseret */
	{ U'𐌀', "a" }, { U'𐌁', "b" }, { U'𐌂', "c" }, { U'𐌄', "e" }, { U'𐌉', "l" }, { U'𐌌', "m" },
	{ U'𐌍', "n" }, { U'𐌏', "o" }, { U'𐌑', "m" }, { U'𐌕', "t" }, { U'𐌗', "x" }, { U'𐌱', "b" },
	{ U'𐌷', "h" }, { U'𐌺', "k" }, { U'𐌽', "n" }, { U'𐍄', "t" }, { U'𐍈', "o" }, { U'𐐄', "o" },
	{ U'𐐬', "o" },
};
const size_t alike_count = sizeof(alike_letters) / sizeof(alike_letters[0]);

/* Alphabets that stand for another one, letter by letter, and do not decompose into it. */
static const struct {
	uint32_t first, last, to;
} alphabets[] = {
	{ 0x13f8, 0x13fd, 0x13f0 },	/* Cherokee small letters are small capitals */
	{ 0xab70, 0xabbf, 0x13a0 },
	{ 0x1f150, 0x1f169, 'a' },	/* white on a black circle, */
	{ 0x1f170, 0x1f189, 'a' },	/* on a black square, */
	{ 0x1f1e6, 0x1f1ff, 'a' },	/* and what flags are made of */
};

enum way { AS_WRITTEN, IN_SMALL, IN_CAPITALS };

/* A look being made. */
struct maker {
	struct buf look;
	enum way way;
	bool signs;		/* pictures count: there is nothing else */
	uint32_t last;		/* letter or vowel sign that was kept */
};

static const char *
find(uint32_t c)
{
	size_t low = 0, high = alike_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (alike_letters[mid].seen == c)
			return alike_letters[mid].as;
		if (alike_letters[mid].seen < c)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

static uint32_t
of_alphabet(uint32_t c)
{
	for (size_t i = 0; i < sizeof(alphabets) / sizeof(alphabets[0]); i++)
		if (c >= alphabets[i].first && c <= alphabets[i].last)
			return c - alphabets[i].first + alphabets[i].to;
	return c;
}

/* "rn" is read as "m", "vv" as "w", and whatever looks like these letters as well. */
static void
join_pair(struct buf *look)
{
	struct str s = buf_str(look);
	char to = str_ends(s, STR("rn")) ? 'm' : str_ends(s, STR("vv")) ? 'w' : '\0';

	if (to != '\0') {
		look->n -= 2;
		buf_addc(look, to);
	}
}

/* What the table has for c: true, and it is in the look. */
static bool
put_known(struct maker *m, uint32_t c)
{
	const char *as = find(c);

	if (as == NULL)
		return false;
	buf_add(&m->look, str_of(as));
	join_pair(&m->look);
	m->last = c;
	return true;
}

/*
 * Vowel signs of the scripts from India to Cambodia and the voice marks of kana are letters: राम is not
 * रमा. They count behind a letter of their own script, and once; all other marks are ornament.
 */
static bool
is_vowel_sign(uint32_t c, uint32_t last)
{
	return ((c >= 0x900 && c <= 0x109f) || (c >= 0x1700 && c <= 0x17ff) || c == 0x3099 || c == 0x309a) &&
	    c >> 8 == last >> 8 && c != last;
}

static void
put_part(struct maker *m, uint32_t c)
{
	enum utf8_class class = utf8_class(c);
	uint32_t small = utf8_small(c);

	if (put_known(m, c) || (small != c && put_known(m, small)))
		return;
	if (class == UTF8_MARK ? !is_vowel_sign(c, m->last) :
	    class == UTF8_SIGN ? !m->signs : class == UTF8_POINT)
		return;
	utf8_put(&m->look, small);
	join_pair(&m->look);
	m->last = c;
}

static void
put_letter(struct maker *m, uint32_t c)
{
	uint32_t parts[UTF8_APART];
	size_t n;

	c = of_alphabet(c);
	c = m->way == IN_SMALL ? utf8_small(c) : m->way == IN_CAPITALS ? utf8_capital(c) : c;
	if (put_known(m, of_alphabet(c)))
		return;				/* before it comes apart: ™ is not TM */
	n = utf8_apart(c, m->way == IN_SMALL, parts);
	for (size_t i = 0; i < n; i++)
		put_part(m, of_alphabet(parts[i]));
}

static struct str
look_at(struct arena *a, struct str name, enum way way, bool signs)
{
	struct maker m = { .way = way, .signs = signs };
	struct str look;

	buf_init(&m.look, 16 * name.n + 16);	/* U+FDFA, three bytes, becomes 33 */
	while (name.n > 0)
		put_letter(&m, utf8_next(&name));
	look = arena_str(a, buf_str(&m.look));
	buf_release(&m.look);
	return look;
}

struct alike
alike_of(struct arena *a, struct str name)
{
	bool signs = look_at(a, name, AS_WRITTEN, false).n == 0;
	struct alike all = { .look = { STR_NONE, STR_NONE, STR_NONE } };

	for (int way = 0; way < ALIKE_WAYS; way++) {
		struct str look = look_at(a, name, (enum way)way, signs);
		bool new = true;

		for (int i = 0; i < way; i++)
			new = new && !str_eq(look, all.look[i]);
		if (new)
			all.look[way] = look;
	}
	return all;
}

bool
alike_same(const struct alike *a, const struct alike *b)
{
	for (int i = 0; i < ALIKE_WAYS; i++)
		for (int k = 0; k < ALIKE_WAYS; k++)
			if (a->look[i].n > 0 && str_eq(a->look[i], b->look[k]))
				return true;
	return false;
}

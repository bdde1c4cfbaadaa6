#include "capsule/names.h"

#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "capsule/people.h"
#include "format/utf8.h"
#include "format/words.h"

#include "base/banned.h"

/*
 * Letters that a reader takes for a Latin one (Unicode's confusables, those that occur in names), after
 * case folding. Each stands before what it is taken for.
 */
static const char *const look_alikes[][2] = {
	{ "а", "a" }, { "ɑ", "a" }, { "α", "a" }, { "в", "b" }, { "ь", "b" }, { "β", "b" }, { "с", "c" },
	{ "ϲ", "c" }, { "ԁ", "d" }, { "е", "e" }, { "ё", "e" }, { "є", "e" }, { "ε", "e" }, { "ҽ", "e" },
	{ "ғ", "f" }, { "ɡ", "g" }, { "һ", "h" }, { "н", "h" }, { "η", "n" }, { "і", "i" }, { "ї", "i" },
	{ "ι", "i" }, { "ı", "i" }, { "ј", "j" }, { "к", "k" }, { "κ", "k" }, { "қ", "k" }, { "ӏ", "l" },
	{ "м", "m" }, { "μ", "u" }, { "п", "n" }, { "ո", "n" }, { "о", "o" }, { "ο", "o" }, { "σ", "o" },
	{ "օ", "o" }, { "ө", "o" }, { "р", "p" }, { "ρ", "p" }, { "ԛ", "q" }, { "г", "r" }, { "ѕ", "s" },
	{ "т", "t" }, { "τ", "t" }, { "υ", "u" }, { "ս", "u" }, { "ν", "v" }, { "ѵ", "v" }, { "ԝ", "w" },
	{ "ω", "w" }, { "ш", "w" }, { "х", "x" }, { "χ", "x" }, { "у", "y" }, { "ү", "y" }, { "γ", "y" },
	{ "ᴢ", "z" }, { "ℓ", "l" }, { "0", "o" }, { "1", "l" }, { "i", "l" }, { "|", "l" },
	{ "3", "e" }, { "4", "a" }, { "5", "s" }, { "$", "s" }, { "@", "a" }, { "ø", "o" }, { "đ", "d" },
	{ "ł", "l" }, { "ħ", "h" }, { "ŧ", "t" }, { "æ", "ae" }, { "œ", "oe" }, { "ß", "ss" }, { "þ", "p" },
};

static struct str
plain_letter(struct str letter)
{
	/* Twice, since a Cyrillic і is an i, and an i is taken for an l. */
	for (int turn = 0; turn < 2; turn++)
		for (size_t i = 0; i < sizeof(look_alikes) / sizeof(look_alikes[0]); i++)
			if (str_eq(letter, str_of(look_alikes[i][0]))) {
				letter = str_of(look_alikes[i][1]);
				break;
			}
	return letter;
}

static bool
is_letter(struct str letter)
{
	unsigned char c = (unsigned char)letter.p[0];

	return c >= 0x80 || ascii_is_letter(letter.p[0]) || ascii_is_digit(letter.p[0]);
}

struct str
name_skeleton(struct arena *a, struct str name)
{
	struct str rest = utf8_bare(a, name), out, m;
	struct buf b;

	buf_init(&b, 4 * rest.n + 16);
	while (rest.n > 0) {
		struct str was = rest, letter;

		(void)utf8_next(&rest);
		letter = plain_letter(str_head(was, was.n - rest.n));
		if (is_letter(letter))
			buf_add(&b, letter);
		/* "rn" is read as "m", "vv" as "w". */
		m = buf_str(&b);
		if (str_ends(m, STR("rn")) || str_ends(m, STR("vv"))) {
			char to = str_ends(m, STR("rn")) ? 'm' : 'w';

			b.n -= 2;
			buf_addc(&b, to);
		}
	}
	out = arena_str(a, buf_str(&b));
	buf_release(&b);
	return out;
}

/* "Ann Author", "Ann Author [author]", "author": all would be taken for the author. "Annika" is another. */
static bool
is_authors(const struct config *config, struct str name, struct arena *a)
{
	struct str author = name_skeleton(a, config->author), whole = name_skeleton(a, name), lang;

	for (size_t i = 0; author.n > 0 && i < name.n; i++)
		if (str_has(STR(" [,.;:-"), name.p[i]) &&
		    str_eq(name_skeleton(a, str_head(name, i)), author))
			return true;
	/* What pages call the author and the nameless, in any of their languages, is nobody's name. */
	for (size_t i = 0; (lang = words_builtin_lang(i)).n > 0; i++)
		if (str_eq(whole, name_skeleton(a, words_get(words_builtin(lang), WORD_AUTHOR))) ||
		    str_eq(whole, name_skeleton(a, words_get(words_builtin(lang), WORD_ANONYMOUS))))
			return true;
	return author.n > 0 && str_eq(whole, author);
}

static bool
is_in_readers(int root, struct str skeleton, const struct digest *own, struct arena *a)
{
	struct file_entry *entries;
	size_t n = 0;
	bool found = false;
	int dir = file_open_beneath(root, "readers", O_RDONLY | O_DIRECTORY, NULL);

	if (dir == -1 || file_list(dir, a, &entries, &n, NULL) == -1)
		n = 0;
	file_close(&dir);
	for (size_t i = 0; i < n && !found; i++) {
		struct arena scratch = { NULL };
		struct str hex = str_of(entries[i].name);
		struct digest fingerprint;
		struct reader reader;

		found = str_drop(&hex, STR(".yaml")) && digest_from_hex(hex, &fingerprint) &&
		    (own == NULL || memcmp(own->byte, fingerprint.byte, DIGEST_SIZE) != 0) &&
		    people_read(root, &fingerprint, &scratch, &reader, NULL) == 0 && reader.name.n > 0 &&
		    str_eq(name_skeleton(&scratch, reader.name), skeleton);
		arena_release(&scratch);
	}
	return found;
}

bool
name_is_free(int root, const struct config *config, struct str name, const struct digest *identity)
{
	struct arena a = { NULL };
	struct str skeleton = name_skeleton(&a, name);
	bool owner = identity != NULL && config_is_owner(config, identity);
	bool free = skeleton.n > 0 && (owner || !is_authors(config, name, &a)) &&
	    !is_in_readers(root, skeleton, identity, &a);

	arena_release(&a);
	return free;
}

bool
name_take_signature(struct arena *a, struct str *text, struct str *name)
{
	size_t at = text->n;
	struct str head, tail, signer;

	while (at > 0 && !(text->p[at - 1] == '-' && at > 1 && text->p[at - 2] == '-' &&
	    (at == 2 || text->p[at - 3] == ' ' || text->p[at - 3] == '\n')))
		at--;
	if (at == 0)
		return false;
	tail = str_from(*text, at);
	if (!str_starts(tail, STR(" ")) || str_has(tail, '\n') || tail.n > 4 * NAME_COLUMNS)
		return false;
	head = str_head(*text, at - 2);
	while (head.n > 0 && (head.p[head.n - 1] == ' ' || head.p[head.n - 1] == '\n'))
		head.n--;
	signer = comment_name(a, utf8_clean_name(a, tail, NAME_COLUMNS));
	if (signer.n == 0 || head.n == 0)
		return false;
	*text = head;
	*name = signer;
	return true;
}

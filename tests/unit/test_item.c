/* tests/unit/test_item.c: the Gopher item type of our own paths. */
#include "unit/stage.h"

static struct stage s;

static const struct {
	const char *name;
	char type;
} rows[] = {
	{ "/", '1' }, { "/posts/", '1' }, { "/posts/moon.gmi", '1' }, { "/about.gmi", '1' }, { "/tags/x", '1' },
	{ "/list", '1' }, { "/list/", '1' }, { "/old", '1' }, { "/notes.txt", '0' }, { "/posts/moon.txt", '0' },
	{ "/posts/picture.png", 'I' }, { "/a.gif", 'g' }, { "/a.pdf", '9' }, { "/a.mp3", 's' }, { "/none", '9' },
	{ "/textfile", '0' }, { "/binary", '9' }, { "/zerobytes", '0' }, { "/unknown.xyz", '0' },
	{ "/late", '0' },			/* only its first bytes are looked at */
	{ "/.git/config", '9' }, { "/held/x", '9' }, { "/secret", '9' }, { "/pipe", '9' },
	{ "/c/abcde/leave-a-comment", '7' }, { "/c/abcde/abcdefgh/leave-a-comment", '7' },
	{ "/c/abcde/abcdefgh/add-to-the-text", '7' }, { "/c/abcde/abcdefgh/edit-my-comment", '7' },
	{ "/c/abcde/sign-your-words/Hello", '7' }, { "/c/abcde/abcdefghijklmno/Hello", '1' },
	{ "/c/abcde/abcdefgh/delete-my-words", '1' }, { "/c/abcde/", '1' }, { "/c/abcde/page-2", '1' },
	{ "/c/abcde/20240301T120000Z-bbbbbbbb", '1' }, { "/c/comments", '1' },
	/* What needs a certificate is not to be had on Gopher. */
	{ "/c/", 'h' }, { "/c/mine", 'h' }, { "/c/name", 'h' }, { "/c/join", 'h' }, { "/c/join-with", 'h' },
	{ "/c/queue", 'h' }, { "/cellar.txt", '0' },
	{ "/atom.xml", '0' }, { "/tags/x/atom.xml", '0' }, { "/tags/x/page-2", '1' }, { "/posts/moon.xml", '0' },
	{ "/archive/", '1' }, { "/archive/2026", '1' }, { "/posts/page-2", '1' }, { "/posts/letters/page-12", '1' },
	{ "/posts/page-02", '9' }, { "/posts/page-", '9' }, { "/archive/x", '9' },
};

static void
test_item(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str path;
	char late[600];

	stage_open(&s);
	path = exact_dup(row->name);
	temp_write(&s.t, "textfile", "text\n");
	temp_write_bytes(&s.t, "binary", STR("\x7f" "ELF\0"));
	temp_write(&s.t, "zerobytes", "");
	temp_write(&s.t, "unknown.xyz", "text\n");
	memset(late, 'x', sizeof(late));
	late[sizeof(late) - 1] = '\0';
	temp_write_bytes(&s.t, "late", (struct str){ late, sizeof(late) });
	assert_int_equal(symlinkat("/etc/passwd", s.t.fd, "secret"), 0);
	assert_int_equal(mkfifoat(s.t.fd, "pipe", 0644), 0);
	assert_int_equal(item_type(&s.front, path), row->type);
	exact_free(path);
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "item" };

	suite_table(&suite, "item", rows, test_item);
	return suite_run(&suite);
}

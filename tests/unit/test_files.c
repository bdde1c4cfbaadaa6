/* tests/unit/test_files.c: the files of a capsule, whatever is in them. */
#include "unit/exam.h"

static const struct exam_row rows[] = {
	{ "good", { { "a.txt", "A\n" }, { "b/c.png", "C" }, { ".git/x.gmi", "x" }, { ".gitignore", "x" }, { ".x.swp", "x" }, { "layout/x.txt", "\xff" } },
	    "" },
	{ "hidden", { { ".a.gmi", "=> no\n" }, { "b/.c.png", "x" }, { ".well-known/x", "x" } },
	    "file-hidden .a.gmi: a name with a dot in front\n"
	    "file-hidden .well-known: a name with a dot in front\n"
	    "file-hidden b/.c.png: a name with a dot in front\n" },
	{ "an editor's copies", { { "a.gmi~", "=> no\n" }, { "a.txt.bak", "A" }, { "posts/a.gmi.bak", "A" }, { "posts/b.gmi~", "A" } },
	    "file-backup a.gmi~: an editor's copy, which is never served\n"
	    "file-backup a.txt.bak: an editor's copy, which anybody can fetch\n"
	    "file-backup posts/a.gmi.bak: an editor's copy, which is never served\n"
	    "file-backup posts/b.gmi~: an editor's copy, which is never served\n" },
	{ "a folder's settings", { { "b/.folder.yaml", "langg: en\n" }, { "c/.folder.yaml", "lang: en\n" }, { "posts/d/.folder.yaml", "" } },
	    "folder-broken b/.folder.yaml:1:1: unknown key 'langg'; did you mean 'lang' (a language tag such as en or pt-BR)?\n"
	    "folder-broken posts/d/.folder.yaml:1:1: is empty\n" },
	{ "texts", { { "a.txt", "caf\xe9\n" }, { "b.gmi", "caf\xe9\n" }, { "c.bin", "caf\xe9\n" }, { "posts/d.txt", "caf\xe9\n" } },
	    "text-utf8 a.txt:1:4: byte 0xe9 in one line\n"
	    "text-utf8 b.gmi:1:4: byte 0xe9 in one line\n"
	    "text-utf8 posts/d.txt:1:4: byte 0xe9 in one line\n" },
};

static void
links_and_modes(void **state __attribute__((unused)))
{
	static const struct exam_file files[] = { { "a.txt", "A\n" }, { "closed.txt", "A\n" }, { "mine/b.txt", "A\n" },
	    { "none.txt", "A\n" }, { "posts/p.gmi", EXAM_POST } };
	struct temp t;

	temp_open(&t);
	exam_write(&t, files, COUNT(files));
	temp_write(&t, "outside.txt", "A\n");
	assert_int_equal(symlinkat("a.txt", t.fd, "capsule/good.txt"), 0);
	assert_int_equal(symlinkat("mine", t.fd, "capsule/folder"), 0);
	assert_int_equal(symlinkat("../outside.txt", t.fd, "capsule/out.txt"), 0);
	assert_int_equal(symlinkat("/etc/passwd", t.fd, "capsule/out2.txt"), 0);
	assert_int_equal(symlinkat("no.txt", t.fd, "capsule/nowhere.txt"), 0);
	assert_int_equal(symlinkat("loop.txt", t.fd, "capsule/loop.txt"), 0);
	assert_int_equal(mkfifoat(t.fd, "capsule/fifo.txt", 0644), 0);
	assert_int_equal(fchmodat(t.fd, "capsule/closed.txt", 0640, 0), 0);
	assert_int_equal(fchmodat(t.fd, "capsule/mine", 0700, 0), 0);
	assert_int_equal(fchmodat(t.fd, "capsule/none.txt", 0044, 0), 0);
	exam_look(&t, "file-closed closed.txt: mode 0640; capsule.yaml has 0644\n"
	    "file-out loop.txt: it leads to loop.txt, which is not in this capsule\n"
	    "file-closed mine: mode 0700; capsule.yaml has 0644\n"
	    "file-closed none.txt: mode 0044; capsule.yaml has 0644\n"
	    "file-out nowhere.txt: it leads to no.txt, which is not there\n"
	    "file-out out.txt: it leads to ../outside.txt, which is not in this capsule\n"
	    "file-out out2.txt: it leads to /etc/passwd, which is not in this capsule\n");
	/* A capsule that is its owner's alone as a whole is meant so. */
	assert_int_equal(fchmodat(t.fd, "capsule/capsule.yaml", 0640, 0), 0);
	exam_look(&t, "file-out loop.txt: it leads to loop.txt, which is not in this capsule\n"
	    "file-closed none.txt: mode 0044; capsule.yaml has 0640\n"
	    "file-out nowhere.txt: it leads to no.txt, which is not there\n"
	    "file-out out.txt: it leads to ../outside.txt, which is not in this capsule\n"
	    "file-out out2.txt: it leads to /etc/passwd, which is not in this capsule\n");
	temp_close(&t);
}

/* What is too large to be read as a page is not looked into. */
static void
large_texts(void **state __attribute__((unused)))
{
	struct temp t;

	for (size_t n = EXAM_TEXT_MAX - 1; n <= EXAM_TEXT_MAX + 1; n++) {
		char *text = text_of('x', n);

		temp_open(&t);
		text[n - 1] = '\xff';
		exam_write(&t, NULL, 0);
		temp_write(&t, "capsule/a.gmi", text);
		exam_look(&t, n == EXAM_TEXT_MAX - 1 ? "text-utf8 a.gmi:1:4194303: byte 0xff in one line\n" :
		    n == EXAM_TEXT_MAX ? "text-utf8 a.gmi:1:4194304: byte 0xff in one line\n" : "");
		temp_close(&t);
		free(text);
	}
}

int
main(void)
{
	static struct suite s = { .name = "files" };

	suite_table(&s, "files", rows, exam_test);
	suite_test(&s, links_and_modes);
	suite_test(&s, large_texts);
	return suite_run(&s);
}

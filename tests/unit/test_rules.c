/* tests/unit/test_rules.c: what is in force in a folder, as files come, change and go. */
#include "unit/test.h"

#include "base/time.h"
#include "capsule/folder.h"

#define A "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

static struct temp t;
static struct arena arena;
static int64_t now;

static struct folder_rules
rules_of(const char *path, const struct folder_rules *above)
{
	struct folder_rules r;

	folder_read(t.fd, str_of(path), above, now, &arena, &r);
	return r;
}

static void
begin(void)
{
	temp_open(&t);
	now = time_now() + 3600;	/* all files are old enough to be remembered */
}

static void
end(void)
{
	arena_release(&arena);
	temp_close(&t);
}

static void
inherited(void **state)
{
	struct folder_rules top, a, b, c;

	(void)state;
	begin();
	temp_write(&t, ".folder.yaml", "title: Top\nlang: de\nhide: x\ntypes: [dat=text/plain, log=9]\n");
	temp_write(&t, "a/.folder.yaml", "access: any-certificate\norder: newest\ntypes: dat=image/png\nhide: y\n");
	temp_write(&t, "a/b/c/.folder.yaml", "access: anyone\nlang: fr\n");
	top = rules_of("/", NULL);
	a = rules_of("/a/", &top);
	b = rules_of("/a/b/", &a);
	c = rules_of("/a/b/c/", &b);
	assert_str_equal(top.title, "Top");
	assert_int_equal(top.access, FOLDER_ANYONE);
	assert_str_equal(top.door, "/");
	assert_int_equal(a.title.n, 0);			/* of that folder alone */
	assert_str_equal(a.lang, "de");
	assert_int_equal(a.access, FOLDER_CERTIFICATE);
	assert_int_equal(b.access, FOLDER_CERTIFICATE);	/* says nothing itself */
	assert_str_equal(b.door, "/a/");
	assert_int_equal(b.order, FOLDER_NEWEST);
	assert_str_equal(folder_media(&b, STR("q.dat")), "image/png");	/* the nearest word counts */
	assert_int_equal(folder_item(&b, STR("q.log")), '9');
	assert_true(folder_hides(&b, STR("x")) && folder_hides(&b, STR("y")));
	assert_false(folder_hides(&top, STR("y")));
	assert_int_equal(c.access, FOLDER_ANYONE);	/* says so */
	assert_str_equal(c.door, "/a/b/c/");
	assert_str_equal(c.lang, "fr");
	end();
}

static void
a_change_is_seen_at_once(void **state)
{
	(void)state;
	begin();
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_ANYONE);
	temp_write(&t, "d/.folder.yaml", "access: any-certificate\n");
	for (int i = 0; i < 3; i++)
		assert_int_equal(rules_of("/d/", NULL).access, FOLDER_CERTIFICATE);
	temp_write(&t, "d/.folder.yaml", "access: []\n");
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_LISTED);
	temp_write(&t, "d/.folder.yaml", "access: anyone\n");
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_ANYONE);
	end();
}

/* In one tick of the file system's clock, of the same length: no stamp tells them apart. */
static void
two_changes_in_one_moment(void **state)
{
	(void)state;
	begin();
	now = time_now();
	for (int i = 0; i < 200; i++) {
		temp_write(&t, "d/.folder.yaml", i % 2 == 0 ? "access: anyone         \n" : "access: any-certificate\n");
		assert_int_equal(rules_of("/d/", NULL).access, i % 2 == 0 ? FOLDER_ANYONE : FOLDER_CERTIFICATE);
	}
	end();
}

/* More folders than are remembered, each with a word of its own. */
static void
more_than_are_kept(void **state)
{
	(void)state;
	begin();
	for (int i = 0; i < FOLDER_CACHE + 2; i++) {
		char path[64], yaml[64];

		(void)snprintf(path, sizeof(path), "d%d/.folder.yaml", i);
		(void)snprintf(yaml, sizeof(yaml), "title: Folder %d\n", i);
		temp_write(&t, path, yaml);
	}
	for (int round = 0; round < 2; round++) {
		for (int i = 0; i < FOLDER_CACHE + 2; i++) {
			char path[64], title[64];

			(void)snprintf(path, sizeof(path), "/d%d/", i);
			(void)snprintf(title, sizeof(title), "Folder %d", i);
			assert_str_equal(rules_of(path, NULL).title, title);
		}
	}
	end();
}

/* --- what is there and cannot be read closes the folder --- */

static void
a_file_that_is_none(void **state)
{
	(void)state;
	begin();
	temp_folder(&t, "a/.folder.yaml");
	temp_folder(&t, "b");
	assert_int_equal(mkfifoat(t.fd, "b/.folder.yaml", 0644), 0);
	temp_folder(&t, "c");
	assert_int_equal(symlinkat("nowhere", t.fd, "c/.folder.yaml"), 0);
	temp_folder(&t, "d");
	assert_int_equal(symlinkat("/etc/hostname", t.fd, "d/.folder.yaml"), 0);
	temp_write(&t, "e/.folder.yaml", "");
	temp_write_bytes(&t, "f/.folder.yaml", STR("access: anyone\n\0"));
	for (char c = 'a'; c <= 'f'; c++) {
		char path[] = { '/', c, '/', '\0' };
		struct folder_rules r = rules_of(path, NULL), below = rules_of("/x/", &r);

		print_message("%s\n", path);
		assert_int_equal(r.access, FOLDER_BROKEN);
		assert_str_equal(r.door, path);
		assert_int_equal(below.access, FOLDER_BROKEN);
	}
	/* A link to another folder's settings is fine. */
	temp_write(&t, "shared.yaml", "access: " A "\n");
	temp_folder(&t, "g");
	assert_int_equal(symlinkat("../shared.yaml", t.fd, "g/.folder.yaml"), 0);
	assert_int_equal(rules_of("/g/", NULL).n_listed, 1);
	end();
}

/* Front matter's limit holds here too: at it, read; over it, closed. */
static void
a_large_file(void **state)
{
	(void)state;
	begin();
	for (size_t n = FIELDS_MAX_BYTES - 1; n <= FIELDS_MAX_BYTES + 1; n++) {
		char *text = text_of('#', n);

		temp_write(&t, "d/.folder.yaml", text);
		assert_int_equal(rules_of("/d/", NULL).access, n > FIELDS_MAX_BYTES ? FOLDER_BROKEN : FOLDER_ANYONE);
		free(text);
	}
	end();
}

/* vim: rename to a backup, write anew. Nobody slips in between. */
static void
an_editor_that_moves_it_away(void **state)
{
	(void)state;
	begin();
	temp_write(&t, "d/.folder.yaml", "access: any-certificate\n");
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_CERTIFICATE);
	assert_int_equal(renameat(t.fd, "d/.folder.yaml", t.fd, "d/.folder.yaml~"), 0);
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_BROKEN);
	now++;
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_BROKEN);
	temp_write(&t, "d/.folder.yaml", "access: any-certificate\nlang: de\n");
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_CERTIFICATE);
	/* Taken away for good, the folder is open two seconds later. */
	assert_int_equal(unlinkat(t.fd, "d/.folder.yaml", 0), 0);
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_BROKEN);
	now++;
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_BROKEN);
	now++;
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_ANYONE);
	/* What was open to all may go at once; and another folder's file is another's. */
	temp_write(&t, "d/.folder.yaml", "access: anyone\n");
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_ANYONE);
	assert_int_equal(unlinkat(t.fd, "d/.folder.yaml", 0), 0);
	assert_int_equal(rules_of("/d/", NULL).access, FOLDER_ANYONE);
	assert_int_equal(rules_of("/other/", NULL).access, FOLDER_ANYONE);
	end();
}

/* --- a fault is told once --- */

static void
told_once(void **state)
{
	char text[4096];
	int saved = dup(STDERR_FILENO), pipes[2];
	ssize_t n;

	(void)state;
	begin();
	now = time_now();		/* nothing is remembered: the file is read each time */
	temp_write(&t, "q/.folder.yaml", "lang: de\norder: neewst\n");
	temp_write(&t, "r/.folder.yaml", "acess: anyone\n");
	assert_int_equal(pipe(pipes), 0);
	assert_true(saved != -1 && dup2(pipes[1], STDERR_FILENO) != -1);
	for (int i = 0; i < 3; i++) {
		(void)rules_of("/q/", NULL);
		(void)rules_of("/r/", NULL);
	}
	assert_true(dup2(saved, STDERR_FILENO) != -1);
	(void)close(saved);
	(void)close(pipes[1]);
	n = read(pipes[0], text, sizeof(text));
	(void)close(pipes[0]);
	assert_true(n > 0);
	assert_str_equal(((struct str){ text, (size_t)n }), "carrel: warning: q/.folder.yaml:2:8: order is 'neewst'; "
	    "expected name, newest or oldest (but for access, the folder keeps to what is said of the one above it)\n"
	    "carrel: warning: r/.folder.yaml:1:1: unknown key 'acess'; did you mean 'access' (anyone, any-certificate, "
	    "or a list of fingerprints, sha256: and 64 hex digits each)? (the folder is closed to all until this is "
	    "mended)\n");
	end();
}

int
main(void)
{
	static struct suite s = { .name = "rules" };

	suite_test(&s, inherited);
	suite_test(&s, a_change_is_seen_at_once);
	suite_test(&s, two_changes_in_one_moment);
	suite_test(&s, more_than_are_kept);
	suite_test(&s, a_file_that_is_none);
	suite_test(&s, a_large_file);
	suite_test(&s, an_editor_that_moves_it_away);
	suite_test(&s, told_once);
	return suite_run(&s);
}

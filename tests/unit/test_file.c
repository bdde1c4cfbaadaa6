/* tests/unit/test_file.c: files below a folder, and nothing but those. */
#include "unit/test.h"

#include <errno.h>

#include "base/file.h"

static struct temp t;

static int
begin(void **state)
{
	(void)state;
	temp_open(&t);
	return 0;
}

static int
end(void **state)
{
	(void)state;
	temp_close(&t);
	return 0;
}

/* --- opening --- */

static const struct {
	const char *name, *path;
	bool opens, regular;
} paths[] = {
	{ "a file",			"a/b.txt",		true,	true },
	{ "a folder",			"a",			true,	false },
	{ "the folder itself, empty",	"",			true,	false },
	{ "the folder itself, dot",	".",			true,	false },
	{ "link inside",		"inside",		true,	true },
	{ "link inside, through ..",	"a/back",		true,	true },
	{ "dots that stay inside",	"a/../a/b.txt",		true,	true },
	{ "dots that lead out",		"../x",			false,	false },
	{ "dots at the end",		"a/../..",		false,	false },
	{ "absolute path",		"/etc/passwd",		false,	false },
	{ "link to an absolute path",	"absolute",		false,	false },
	{ "link that leads out",	"out",			false,	false },
	{ "folder link that leads out",	"root/etc/passwd",	false,	false },
	{ "link to itself",		"loop",			false,	false },
	{ "link to nothing",		"dangling",		false,	false },
	{ "no such file",		"a/c.txt",		false,	false },
	{ "slash behind a file",	"a/b.txt/",		false,	false },
	{ "file as a folder",		"a/b.txt/c",		false,	false },
	{ "FIFO, without waiting",	"fifo",			true,	false },
};

static void
test_open(void **state)
{
	const __typeof__(paths[0]) *row = *state;
	struct error err = { .kind = ERROR_NONE };
	struct stat st;
	int fd;

	temp_open(&t);
	temp_write(&t, "a/b.txt", "text");
	assert_int_equal(symlinkat("a/b.txt", t.fd, "inside"), 0);
	assert_int_equal(symlinkat("../a/b.txt", t.fd, "a/back"), 0);
	assert_int_equal(symlinkat("/etc/passwd", t.fd, "absolute"), 0);
	assert_int_equal(symlinkat("../../etc/passwd", t.fd, "out"), 0);
	assert_int_equal(symlinkat("/", t.fd, "root"), 0);
	assert_int_equal(symlinkat("loop", t.fd, "loop"), 0);
	assert_int_equal(symlinkat("nothing", t.fd, "dangling"), 0);
	assert_int_equal(mkfifoat(t.fd, "fifo", 0644), 0);
	fd = file_open_beneath(t.fd, row->path, O_RDONLY, &err);
	assert_int_equal(fd != -1, row->opens);
	if (fd == -1)
		assert_int_equal(err.kind, ERROR_NOT_FOUND);
	else
		assert_true(fcntl(fd, F_GETFD) & FD_CLOEXEC);
	file_close(&fd);
	assert_int_equal(fd, -1);
	fd = file_open_regular(t.fd, row->path, &st, &err);
	assert_int_equal(fd != -1, row->regular);
	if (fd == -1)
		assert_int_equal(err.kind, ERROR_NOT_FOUND);
	file_close(&fd);
	temp_close(&t);
}

/* --- reading --- */

static void
read_up_to_the_limit(void **state)
{
	struct file_stamp stamp;
	struct error err;
	struct buf b;

	(void)begin(state);
	temp_write(&t, "f", "12345");
	for (size_t max = 4; max <= 6; max++) {
		int rc;

		buf_init(&b, max);
		rc = file_read(t.fd, "f", &b, &stamp, &err);
		assert_int_equal(rc, max < 5 ? -1 : 0);
		if (max < 5)
			assert_int_equal(err.kind, ERROR_TOO_LARGE);
		else
			assert_str_equal(buf_str(&b), "12345");
		buf_release(&b);
	}
	buf_init(&b, 8);			/* behind what is there, and still at most max */
	buf_add(&b, STR("abc"));
	assert_int_equal(file_read(t.fd, "f", &b, NULL, &err), 0);
	assert_str_equal(buf_str(&b), "abc12345");
	assert_int_equal(file_read(t.fd, "f", &b, NULL, &err), -1);
	buf_release(&b);
	(void)end(state);
}

static void
read_large_and_empty(void **state)
{
	struct file_stamp one, two;
	struct buf b;
	char *text;

	(void)begin(state);
	text = text_of('x', 100000);
	temp_write(&t, "f", text);
	buf_init(&b, 1 << 20);
	assert_int_equal(file_read(t.fd, "f", &b, &one, NULL), 0);
	assert_str_equal(buf_str(&b), text);
	assert_int_equal(one.size, 100000);
	temp_write(&t, "f", "");
	buf_clear(&b);
	assert_int_equal(file_read(t.fd, "f", &b, &two, NULL), 0);
	assert_int_equal(b.n, 0);
	assert_false(file_stamp_eq(one, two));
	assert_true(file_stamp_eq(two, two));
	assert_int_equal(file_read(t.fd, "none", &b, NULL, NULL), -1);
	buf_release(&b);
	free(text);
	(void)end(state);
}

static void
pread_in_pieces(void **state)
{
	char piece[4];
	int fd;

	(void)begin(state);
	temp_write(&t, "f", "abcdef");
	fd = file_open_beneath(t.fd, "f", O_RDONLY, NULL);
	assert_int_equal(file_pread(fd, piece, 4, 0), 4);
	assert_int_equal(file_pread(fd, piece, 4, 4), 2);
	assert_memory_equal(piece, "ef", 2);
	assert_int_equal(file_pread(fd, piece, 4, 6), 0);
	file_close(&fd);
	(void)end(state);
}

/* --- writing --- */

static void
create_only_new(void **state)
{
	struct error err;
	int fd;

	(void)begin(state);
	fd = file_create(t.fd, "new", 0640, &err);
	assert_true(fd != -1);
	assert_int_equal(file_write_all(fd, STR("text"), &err), 0);
	assert_int_equal(file_sync(fd, &err), 0);
	file_close(&fd);
	assert_int_equal(file_create(t.fd, "new", 0640, &err), -1);
	assert_int_equal(err.kind, ERROR_EXISTS);
	assert_int_equal(symlinkat("elsewhere", t.fd, "link"), 0);
	assert_int_equal(file_create(t.fd, "link", 0640, &err), -1);
	assert_false(temp_exists(&t, "elsewhere"));
	assert_int_equal(file_rename(t.fd, "new", "newer", &err), 0);
	assert_false(temp_exists(&t, "new"));
	assert_int_equal(file_rename(t.fd, "new", "newer", &err), -1);
	(void)end(state);
}

static void
replace_whole(void **state)
{
	struct file_entry *entries;
	struct arena a = { NULL };
	struct error err;
	struct stat st;
	char *text;
	size_t n;

	(void)begin(state);
	for (int durable = 0; durable < 2; durable++) {
		assert_int_equal(file_replace(t.fd, "f", 0640, STR("one"), durable, &err), 0);
		assert_int_equal(file_replace(t.fd, "f", 0640, STR("two"), durable, &err), 0);
	}
	text = temp_read(&t, "f");
	assert_string_equal(text, "two");
	free(text);
	assert_int_equal(fstatat(t.fd, "f", &st, 0), 0);
	assert_int_equal(st.st_mode & 0777, 0640);
	/* A folder in the way: nothing is left behind, no temporary either. */
	temp_folder(&t, "d");
	temp_write(&t, "d/x", "");
	assert_int_equal(file_replace(t.fd, "d", 0640, STR("x"), false, &err), -1);
	assert_int_equal(unlinkat(t.fd, "f", 0), 0);
	assert_int_equal(file_list(t.fd, &a, &entries, &n, &err), 0);
	assert_int_equal(n, 1);
	arena_release(&a);
	(void)end(state);
}

static const struct {
	const char *name, *path;
	bool ok;
} folders[] = {
	{ "one",			"a",			true },
	{ "several",			"a/b/c",		true },
	{ "there already",		"there/deep",		true },
	{ "itself",			"",			true },
	{ "hidden as the first",	".carrel/good",		true },
	{ "hidden further down",	"a/.b",			false },
	{ "dots",			"a/../b",		false },
	{ "climbing",			"..",			false },
	{ "empty part",			"a//b",			false },
	{ "a file in the way",		"file/x",		false },
	{ "a link that leads out",	"out/x",		false },
};

static void
test_make_folder(void **state)
{
	const __typeof__(folders[0]) *row = *state;
	struct error err;
	struct stat st;
	int dir;

	temp_open(&t);
	temp_folder(&t, "there/deep");
	temp_write(&t, "file", "");
	assert_int_equal(symlinkat("/tmp", t.fd, "out"), 0);
	dir = file_make_folder(t.fd, row->path, 0750, &err);
	assert_int_equal(dir != -1, row->ok);
	if (row->ok) {
		assert_int_equal(fstat(dir, &st), 0);
		assert_true(S_ISDIR(st.st_mode));
		assert_true(row->path[0] == '\0' || temp_exists(&t, row->path));
	}
	file_close(&dir);
	temp_close(&t);
}

/* NAME_MAX is 255: just under, at, just over. */
static void
long_folder_names(void **state)
{
	(void)begin(state);
	for (size_t n = 254; n <= 256; n++) {
		char *name = text_of('x', n);
		int dir = file_make_folder(t.fd, name, 0750, NULL);

		assert_int_equal(dir != -1, n < 256);
		file_close(&dir);
		free(name);
	}
	(void)end(state);
}

static void
list_in_order_of_bytes(void **state)
{
	static const struct file_entry want[] = {
		{ (char *)(uintptr_t)"B.gmi", FILE_REGULAR, 0 }, { (char *)(uintptr_t)"a.gmi", FILE_REGULAR, 0 },
		{ (char *)(uintptr_t)"folder", FILE_FOLDER, 0 }, { (char *)(uintptr_t)"link", FILE_FOLDER, 0 },
		{ (char *)(uintptr_t)"out", FILE_LINK, 0 }, { (char *)(uintptr_t)"pipe", FILE_OTHER, 0 },
		{ (char *)(uintptr_t)"\xc3\xa9", FILE_REGULAR, 0 },
	};
	struct file_entry *entries;
	struct arena a = { NULL };
	size_t n;

	(void)begin(state);
	temp_write(&t, "a.gmi", "");
	temp_write(&t, "B.gmi", "");
	temp_write(&t, "\xc3\xa9", "");
	temp_write(&t, ".hidden", "");
	temp_folder(&t, "folder");
	assert_int_equal(mkfifoat(t.fd, "pipe", 0644), 0);
	assert_int_equal(symlinkat("folder", t.fd, "link"), 0);
	assert_int_equal(symlinkat("/etc/passwd", t.fd, "out"), 0);
	for (int again = 0; again < 2; again++) {		/* `dir` stays open and at its start */
		assert_int_equal(file_list(t.fd, &a, &entries, &n, NULL), 0);
		assert_int_equal(n, COUNT(want));
		for (size_t i = 0; i < n; i++) {
			struct stat st;

			assert_string_equal(entries[i].name, want[i].name);
			assert_int_equal(fstatat(t.fd, entries[i].name, &st, AT_SYMLINK_NOFOLLOW), 0);
			assert_int_equal(entries[i].inode, st.st_ino);
			assert_int_equal(entries[i].kind, want[i].kind);
		}
	}
	arena_release(&a);
	(void)end(state);
}

static void
put_new_once(void **state)
{
	struct error err;
	struct stat st;
	char name[300], *text;

	(void)begin(state);
	temp_write_bytes(&t, ".f.tmp", STR("left by one that was killed"));
	assert_int_equal(file_put_new(t.fd, "f", 0600, STR("one"), &err), 0);
	assert_int_equal(file_put_new(t.fd, "f", 0600, STR("two"), &err), -1);
	assert_int_equal(err.kind, ERROR_EXISTS);
	text = temp_read(&t, "f");
	assert_string_equal(text, "one");
	free(text);
	assert_int_equal(fstatat(t.fd, "f", &st, 0), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_int_equal(st.st_nlink, 1);
	assert_int_equal(faccessat(t.fd, ".f.tmp", F_OK, 0), -1);
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(file_put_new(t.fd, name, 0600, STR("x"), &err), -1);
	(void)end(state);
}

int
main(void)
{
	static struct suite s = { .name = "file" };

	suite_table(&s, "file open", paths, test_open);
	suite_test(&s, read_up_to_the_limit);
	suite_test(&s, read_large_and_empty);
	suite_test(&s, pread_in_pieces);
	suite_test(&s, create_only_new);
	suite_test(&s, replace_whole);
	suite_test(&s, put_new_once);
	suite_table(&s, "file folder", folders, test_make_folder);
	suite_test(&s, long_folder_names);
	suite_test(&s, list_in_order_of_bytes);
	return suite_run(&s);
}

/*
 * fuzz_comment.c: the input as a comment's file; and, its first line as a reader's name and the rest as
 * his text, as a comment that is cleaned, written and read.
 */
#include "fuzz.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "capsule/comments.h"
#include "marks.h"

#define POST "letters/moon"
#define ID "20261123T100000Z-k3f9q2a7"
#define FILE_NAME "comments/" POST "/" ID ".gmi"

static int root = -1;

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	(void)argc;
	(void)argv;
	root = open(fuzz_make_folder(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root == -1 || mkdirat(root, "comments", 0700) == -1 ||
	    mkdirat(root, "comments/letters", 0700) == -1 || mkdirat(root, "comments/" POST, 0700) == -1) {
		perror("the folder");
		exit(2);
	}
	return 0;
}

static void
put(struct str file)
{
	int fd = openat(root, FILE_NAME, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd == -1 || write(fd, file.p, file.n) != (ssize_t)file.n) {
		perror(FILE_NAME);
		exit(2);
	}
	(void)close(fd);
}

static int
get(struct arena *a, struct comment *c, struct error *err)
{
	return comments_get(root, BOX_PUBLISHED, str_of(POST), str_of(ID), a, c, err);
}

static void
check_same(const struct comment *a, const struct comment *b)
{
	check(str_eq(a->id, b->id) && str_eq(a->name, b->name) && str_eq(a->text, b->text));
	check(str_eq(a->reply_to, b->reply_to) && str_eq(a->via, b->via));
	check(a->date == b->date);
	check(a->has_identity == b->has_identity);
	check(!a->has_identity || memcmp(a->identity.byte, b->identity.byte, DIGEST_SIZE) == 0);
}

/* What is acknowledged to a reader must be shown for ever: a comment that is written is read again. */
static void
check_written(struct arena *a, const struct comment *c)
{
	struct comment again;
	struct error err;
	struct buf b;

	buf_init(&b, COMMENT_FILE_MAX);
	comment_write(c, &b);
	check(!b.full);
	put(buf_str(&b));
	check(get(a, &again, &err) == 0);
	check_same(c, &again);
	buf_release(&b);
}

static void
check_file(struct arena *a, struct str file)
{
	struct comment c;
	struct error err;

	put(file);
	if (get(a, &c, &err) == -1) {
		if (err.text[sizeof(FILE_NAME) - 1] == ':' && ascii_is_digit(err.text[sizeof(FILE_NAME)]))
			check_error(file, FILE_NAME, &err);
		check(str_starts(str_of(err.text), STR(FILE_NAME)));
		return;
	}
	check(str_eq(c.id, STR(ID)));
	check(utf8_valid(c.name) && is_printable(c.name, "") && is_trimmed(c.name));
	check(utf8_valid(c.text) && is_printable(c.text, "\n"));
	check(is_printable(c.reply_to, "") && is_printable(c.via, ""));
	if (c.date >= -62135596800)		/* the year 1; base/time.h reads none before */
		check_written(a, &c);
}

static void
check_reader(struct arena *a, struct str text)
{
	struct str name = STR_NONE;
	struct comment c = { .id = STR(ID), .reply_to = STR_NONE, .via = STR("gemini"), .date = 1795514400 };

	if (!utf8_valid(text))
		return;				/* refused at the edge */
	(void)str_cut(&text, '\n', &name);
	c.name = comment_name(a, name);
	c.text = utf8_clean_text(a, text);
	c.has_identity = c.name.n % 2 == 1;
	if (c.has_identity)
		c.identity = digest_of(name);
	check_written(a, &c);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size);
	struct arena a = { NULL };

	check_file(&a, s);
	check_reader(&a, s);
	arena_release(&a);
	return 0;
}

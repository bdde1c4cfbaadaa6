/* fuzz_people.c: the input is readers/FINGERPRINT.yaml. What can be read is written and read again. */
#include "fuzz.h"

#include <fcntl.h>
#include <sys/stat.h>

#include "capsule/people.h"
#include "marks.h"

static int root = -1;
static struct digest who;
static char path[sizeof("readers/.yaml") + DIGEST_HEX];

/* The disk is not what is tested here: people_write() waits for it otherwise. */
int
fsync(int fd)
{
	(void)fd;
	return 0;
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char hex[DIGEST_HEX];

	(void)argc;
	(void)argv;
	root = open(fuzz_make_folder(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root == -1 || mkdirat(root, "readers", 0700) == -1) {
		perror("the folder");
		exit(2);
	}
	digest_hex(&who, hex);
	(void)snprintf(path, sizeof(path), "readers/%.*s.yaml", DIGEST_HEX, hex);
	return 0;
}

static void
put(struct str file)
{
	int fd = openat(root, path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	if (fd == -1 || write(fd, file.p, file.n) != (ssize_t)file.n) {
		perror(path);
		exit(2);
	}
	(void)close(fd);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct str s = fuzz_str(data, size);
	struct arena a = { NULL };
	struct reader r, again;
	struct error err;

	put(s);
	if (people_read(root, &who, &a, &r, &err) == -1) {
		check_error(s, path, &err);
	} else if (!r.since.given || r.since.when.utc >= -62135596800) {
		check(people_write(root, &who, &r, &err) == 0);
		check(people_read(root, &who, &a, &again, &err) == 0);
		check(str_eq(r.name, again.name) && r.trusted == again.trusted && r.blocked == again.blocked);
		check(again.since.given && again.since.when.utc == r.since.when.utc);
		check(r.comments.n == again.comments.n);
		for (size_t i = 0; i < r.comments.n; i++)
			check(str_eq(r.comments.items[i], again.comments.items[i]));
		check(str_eq(r.with, again.with) && r.joined == again.joined);
		(void)people_published(root, &r);
	}
	arena_release(&a);
	return 0;
}

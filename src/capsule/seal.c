#include "capsule/seal.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/banned.h"

#define NOTE_MAX 256		/* bytes of the note */
#define BOOT_ID "/proc/sys/kernel/random/boot_id"
#define BOOT_ID_MAX 64

static struct str
boot_id(char to[static BOOT_ID_MAX])
{
	int fd = open(BOOT_ID, O_RDONLY | O_CLOEXEC);
	ssize_t n = fd == -1 ? 0 : read(fd, to, BOOT_ID_MAX - 1);
	struct str id = { to, n < 0 ? 0 : (size_t)n };

	file_close(&fd);
	(void)str_drop(&id, STR("\n"));
	return id;
}

struct file_stamp
seal_stamp(const struct seal *s)
{
	struct stat st;

	if (fstatat(s->dir, s->file, &st, AT_SYMLINK_NOFOLLOW) == -1)
		return (struct file_stamp){ .size = 0 };
	return file_stamp(&st);
}

static void
write_note(struct buf *b, int version, struct file_stamp stamp, struct str state)
{
	buf_addf(b, "%d %lld %llu %llu %.*s\n", version, (long long)stamp.mtime_ns,
	    (unsigned long long)stamp.size, (unsigned long long)stamp.inode, STR_ARG(state));
}

struct file_stamp
seal_put(const struct seal *s, bool clean)
{
	struct file_stamp stamp = seal_stamp(s);
	char boot[BOOT_ID_MAX];
	struct buf b;

	buf_init(&b, NOTE_MAX);
	write_note(&b, s->version, stamp, clean ? STR("clean") : boot_id(boot));
	if (file_replace(s->dir, s->note, 0640, buf_str(&b), clean, NULL) == -1)
		seal_remove(s);
	buf_release(&b);
	return stamp;
}

int
seal_sync(const struct seal *s)
{
	int fd = openat(s->dir, s->note, O_RDONLY | O_CLOEXEC);
	int rc = fd == -1 ? 0 : file_sync(fd, NULL);

	file_close(&fd);
	return rc == 0 ? file_sync(s->dir, NULL) : -1;
}

bool
seal_holds(const struct seal *s, bool *clean)
{
	struct file_stamp stamp = seal_stamp(s);
	struct buf note, want;
	char boot[BOOT_ID_MAX];
	bool good;

	buf_init(&note, NOTE_MAX);
	buf_init(&want, NOTE_MAX);
	good = stamp.inode != 0 && file_read(s->dir, s->note, &note, NULL, NULL) == 0;
	write_note(&want, s->version, stamp, STR("clean"));
	*clean = good && str_eq(buf_str(&note), buf_str(&want));
	buf_clear(&want);
	write_note(&want, s->version, stamp, boot_id(boot));
	good = *clean || (good && str_eq(buf_str(&note), buf_str(&want)));
	buf_release(&note);
	buf_release(&want);
	return good;
}

void
seal_remove(const struct seal *s)
{
	(void)unlinkat(s->dir, s->note, 0);
}

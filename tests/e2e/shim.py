"""A disk whose fsync is slow: a library to be preloaded, which sleeps and counts."""
import os
import subprocess

from harness import CARREL, Skip, scratch, write

SOURCE = r"""
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <time.h>
#include <unistd.h>

static int
slow(const char *name, int fd)
{
	int (*real)(int) = (int (*)(int))dlsym(RTLD_NEXT, name);
	struct timespec pause = { 0, %d * 1000000L };
	int log = open("%s", O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0600);

	nanosleep(&pause, NULL);
	if (log != -1) {
		(void)!write(log, ".", 1);
		close(log);
	}
	return real(fd);
}

int fsync(int fd) { return slow("fsync", fd); }
int fdatasync(int fd) { return slow("fdatasync", fd); }
int syncfs(int fd) { return slow("syncfs", fd); }
"""


def slow_fsync(milliseconds):
    """(what LD_PRELOAD must be, function that tells how many there were)"""
    if "address" in CARREL:
        raise Skip("the address sanitizer's runtime must be the first library, before any preloaded one")
    folder = scratch()
    source, library, count = (os.path.join(folder, n) for n in ("slow.c", "slow.so", "count"))
    write(source, SOURCE % (milliseconds, count))
    try:
        done = subprocess.run([os.environ.get("CC", "cc"), "-shared", "-fPIC", "-o", library, source, "-ldl"],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    except OSError as e:
        raise Skip("no compiler: %s" % e)
    if done.returncode:
        raise Skip("the shim does not compile: %s" % done.stdout.decode()[-300:])
    return library, lambda: os.path.getsize(count) if os.path.exists(count) else 0

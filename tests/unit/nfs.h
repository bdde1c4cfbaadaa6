/*
 * tests/unit/nfs.h: renameat2() in place of the C library's, which can be told to know no flags, as on NFS.
 * For one file of a test program.
 */
#ifndef UNIT_NFS_H
#define UNIT_NFS_H

#include <errno.h>
#include <sys/syscall.h>
#include <unistd.h>

static bool no_renameat2;

int
renameat2(int from, const char *old, int to, const char *new, unsigned flags)
{
	if (no_renameat2) {
		errno = EINVAL;
		return -1;
	}
	return (int)syscall(SYS_renameat2, from, old, to, new, flags);
}

#endif

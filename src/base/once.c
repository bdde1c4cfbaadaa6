#include "base/once.h"

#include <stdatomic.h>
#include <string.h>
#include <sys/mman.h>

#include "base/banned.h"

#define SETS 1024
#define WAYS 8			/* so that two things that share a set do not push each other out in turns */

struct memory {
	_Atomic uint64_t key[SETS][WAYS];	/* 0: free */
};

static struct memory own;
static struct memory *memory = &own;

void
once_share(void)
{
	void *p = mmap(NULL, sizeof(*memory), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

	if (p != MAP_FAILED)
		memory = p;
}

bool
once(const struct digest *what)
{
	uint64_t key, free_key = 0;
	_Atomic uint64_t *set;

	memcpy(&key, what->byte, sizeof(key));
	key |= 1;				/* 0 is nobody's */
	set = memory->key[key / 2 % SETS];
	for (size_t i = 0; i < WAYS; i++) {
		/* Whoever changes 0 to his key was first; another process with the same key comes second. */
		if (atomic_load(&set[i]) == key)
			return false;
		free_key = 0;
		if (atomic_compare_exchange_strong(&set[i], &free_key, key))
			return true;
		if (free_key == key)
			return false;
	}
	atomic_store(&set[key / 2 / SETS % WAYS], key);
	return true;
}

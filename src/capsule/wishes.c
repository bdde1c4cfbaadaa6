#include "capsule/wishes.h"

#include <fcntl.h>
#include <unistd.h>

#include "base/file.h"
#include "base/put.h"
#include "capsule/comments.h"

#include "base/banned.h"

#define FOLDER ".carrel/wishes"

static const char *const words[] = { [WISH_BLOCK] = "block-", [WISH_UNBLOCK] = "unblock-" };

int
wish_leave(int root, enum wish wish, struct str id, struct error *err)
{
	struct arena a = { NULL };
	struct put put = { .folder = FOLDER, .text = STR_NONE, .replaces = true,
	    .name = arena_cstr(&a, arena_printf(&a, "%s%.*s", words[wish], STR_ARG(id))) };

	put_all(root, &put, 1);
	arena_release(&a);
	if (put.rc == -1)
		*err = put.err;
	return put.rc;
}

void
wishes_take(int root, void (*grant)(void *ctx, enum wish wish, struct str id), void *ctx)
{
	struct arena a = { NULL };
	struct file_entry *entries;
	size_t n = 0;
	int dir = file_open_beneath(root, FOLDER, O_RDONLY | O_DIRECTORY, NULL);

	if (dir == -1 || file_list(dir, &a, &entries, &n, NULL) == -1)
		n = 0;
	for (size_t i = 0; i < n; i++) {
		for (int w = WISH_BLOCK; w <= WISH_UNBLOCK; w++) {
			struct str id = str_of(entries[i].name);

			if (str_skip(&id, str_of(words[w])) && comment_id_valid(id))
				grant(ctx, (enum wish)w, id);
		}
		(void)unlinkat(dir, entries[i].name, 0);
	}
	file_close(&dir);
	arena_release(&a);
}

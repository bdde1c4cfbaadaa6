#include "capsule/taken.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/digest.h"
#include "base/file.h"
#include "base/mem.h"
#include "capsule/comments.h"

#include "base/banned.h"

#define FOLDER ".carrel"
#define NAME "published"
#define FILE_BYTES_MAX (8 << 20)	/* TAKEN_MAX lines with posts' names of 400 bytes; a larger one is forgotten */

static uint64_t
key_of(struct str post, struct str mark)
{
	struct arena a = { NULL };
	struct digest d = digest_of(arena_printf(&a, "%.*s %.*s", STR_ARG(mark), STR_ARG(post)));
	uint64_t key;

	memcpy(&key, d.byte, sizeof(key));
	arena_release(&a);
	return key;
}

static void
add(struct taken *t, struct str post, struct str id)
{
	if (t->n == TAKEN_MAX)
		memmove(t->items, t->items + 1, --t->n * sizeof(*t->items));
	mem_grow((void **)&t->items, &t->cap, t->n, sizeof(*t->items));
	t->items[t->n].key = key_of(post, str_from(id, TIME_ID_SIZE));
	t->items[t->n++].at = comment_id_time(id);
}

/* Read what is still of use, and give it back as it should stand in the file. */
static void
load(struct taken *t, struct str file, int64_t now, struct buf *keep)
{
	struct str line, id;

	while (str_line(&file, &line)) {
		struct str post = line;

		id = str_word(&post);
		post = str_from(post, 1);
		if (!comment_id_valid(id) || !comment_post_valid(post) ||
		    now - comment_id_time(id) >= TAKEN_SECONDS)
			continue;
		add(t, post, id);
		buf_addf(keep, "%.*s %.*s\n", STR_ARG(id), STR_ARG(post));
	}
}

void
taken_open(struct taken *t, int root, int64_t now)
{
	struct buf file, keep;
	int dir;

	*t = (struct taken){ .root = root };
	buf_init(&file, FILE_BYTES_MAX);
	buf_init(&keep, FILE_BYTES_MAX);
	if (file_read(root, FOLDER "/" NAME, &file, NULL, NULL) == 0)
		load(t, buf_str(&file), now, &keep);
	if (file.n > 0 && keep.n < file.n && (dir = file_open_beneath(root, FOLDER, O_RDONLY | O_DIRECTORY,
	    NULL)) != -1) {
		(void)file_replace(dir, NAME, 0640, buf_str(&keep), false, NULL);
		file_close(&dir);
	}
	buf_release(&file);
	buf_release(&keep);
}

void
taken_close(struct taken *t)
{
	free(t->items);
	*t = (struct taken){ .root = -1 };
}

void
taken_add(struct taken *t, struct str post, struct str id)
{
	struct arena a = { NULL };
	int dir = file_make_folder(t->root, FOLDER, 0750, NULL), fd = -1;

	if (dir != -1)
		fd = openat(dir, NAME, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0640);
	if (fd != -1)			/* a full disk costs no more than is said above */
		(void)file_write_all(fd, arena_printf(&a, "%.*s %.*s\n", STR_ARG(id), STR_ARG(post)), NULL);
	file_close(&fd);
	file_close(&dir);
	arena_release(&a);
	add(t, post, id);
}

bool
taken_has(const struct taken *t, struct str post, struct str mark, int64_t now)
{
	uint64_t key = key_of(post, mark);

	for (size_t i = 0; i < t->n; i++)
		if (t->items[i].key == key && now - t->items[i].at < TAKEN_SECONDS)
			return true;
	return false;
}

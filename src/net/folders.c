#include "net/folders.h"

#include <glob.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/log.h"
#include "base/mem.h"

#include "base/banned.h"

bool
folders_is_pattern(const char *word)
{
	struct stat st;

	return strpbrk(word, "*?[") != NULL && lstat(word, &st) == -1;
}

static void
add(struct folders *f, const char *path, bool found)
{
	size_t n = strlen(path);

	while (n > 1 && path[n - 1] == '/')	/* DIR/ and DIR are one */
		n--;
	for (size_t i = 0; i < f->n && found; i++)
		if (str_eq((struct str){ path, n }, str_of(f->items[i].path)))
			return;
	mem_grow((void **)&f->items, &f->cap, f->n, sizeof(*f->items));
	f->items[f->n] = (struct folder){ mem_new(n + 1, 1), found };
	memcpy(f->items[f->n++].path, path, n);
}

/* The order is that of bytes: there is no locale. */
static void
add_pattern(struct folders *f, const char *pattern)
{
	struct stat st;
	glob_t g = { .gl_pathc = 0 };
	size_t before = f->n;

	if (glob(pattern, 0, NULL, &g) == 0) {
		for (size_t i = 0; i < g.gl_pathc; i++)
			if (stat(g.gl_pathv[i], &st) == 0 && S_ISDIR(st.st_mode))
				add(f, g.gl_pathv[i], true);
	}
	globfree(&g);
	if (f->n == before)
		log_line(LOG_WARNING, "%s: no folder fits, or all that do were named before", pattern);
}

void
folders_expand(struct folders *f, char *const *words, size_t n)
{
	*f = (struct folders){ .n = 0 };
	for (size_t i = 0; i < n; i++) {
		if (folders_is_pattern(words[i]))
			add_pattern(f, words[i]);
		else
			add(f, words[i], false);
	}
}

void
folders_release(struct folders *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->items[i].path);
	free(f->items);
	*f = (struct folders){ .n = 0 };
}

#include "serve/serve.h"

#include <fcntl.h>
#include <string.h>

#include "base/file.h"
#include "capsule/private.h"
#include "format/mime.h"
#include "page/page.h"

#include "base/banned.h"

/* A file whose name says nothing: a folder, text if its first bytes hold no NUL, else bytes. */
static char
look_inside(const struct front *f, struct str path)
{
	struct arena a = { NULL };
	char head[512], type = '9';
	ssize_t n;
	struct stat st;
	int fd = -1;

	if (!private_path(path))
		fd = file_open_beneath(f->site->root, arena_cstr(&a, str_from(path, 1)), O_RDONLY, NULL);
	if (fd != -1 && fstat(fd, &st) == 0 && S_ISDIR(st.st_mode))
		type = '1';
	else if (fd != -1 && S_ISREG(st.st_mode) && (n = file_pread(fd, head, sizeof(head), 0)) >= 0 &&
	    memchr(head, '\0', (size_t)n) == NULL)
		type = '0';
	file_close(&fd);
	arena_release(&a);
	return type;
}

/* Lists whose addresses end in a number. */
static bool
is_list(struct str path)
{
	struct str year = path;
	uint64_t number;
	size_t n;

	if (str_skip(&year, STR("/archive/")))
		return str_number(year, 9999, &number);
	return str_starts(path, STR("/posts/")) && lists_take_page(&path, &n);
}

/* By the folder's settings. Posts and tags are pages, whatever is said of their names. */
static bool
said_type(const struct front *f, struct str path, char *type)
{
	struct arena a = { NULL };
	struct visitor v = { .root = f->site->root, .config = f->site->config, .arena = &a };

	*type = '\0';
	if (!str_ends(path, STR("/")) && !str_starts(path, STR("/posts/")) && !str_starts(path, STR("/tags/")))
		*type = folder_item(visitor_rules(&v, path), path);
	arena_release(&a);
	return *type != '\0';
}

/* /search/N/WORDS */
static bool
is_result_page(struct str path)
{
	return str_skip(&path, STR("/search/")) && path.n > 0 && ascii_is_digit(path.p[0]);
}

char
item_type(const void *ctx, struct str path)
{
	const struct front *f = ctx;
	const struct mime *mime = mime_of(path);
	size_t number;
	char type;

	if (str_starts(path, STR("/c/")))
		return input_item_type(path);
	if (str_starts(path, STR("/tags/")) && str_ends(path, STR("/atom.xml")))
		return '0';
	if (str_eq(path, STR("/search")))
		return '7';
	if (said_type(f, path, &type))
		return type;
	if (str_ends(path, STR("/")) || str_starts(path, STR("/tags/")) || is_list(path) ||
	    is_result_page(path) || mime_is_gemtext(mime) ||
	    site_post_aliased(f->site, path) != NULL)
		return '1';
	if (!str_eq(str_of(mime->type), STR("application/octet-stream")))
		return mime->item;
	type = look_inside(f, path);
	return type == '9' && page_folder_number(path, &path, &number) ? '1' : type;
}

#include "capsule/sort.h"

#include <string.h>

#include "capsule/site.h"

#include "base/banned.h"

int
sort_by_name(const void *a, const void *b)
{
	return str_cmp((*(struct post *const *)a)->name, (*(struct post *const *)b)->name);
}

int
sort_by_path(const void *a, const void *b)
{
	return str_cmp((*(struct post *const *)a)->path, (*(struct post *const *)b)->path);
}

int
sort_by_date(const void *a, const void *b)
{
	return post_cmp(*(struct post *const *)a, *(struct post *const *)b);
}

int
sort_by_id(const void *a, const void *b)
{
	const struct post_id *x = a, *y = b;

	return strcmp(x->id, y->id);
}

int
sort_by_alias(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;
	int order = str_cmp(x->path, y->path);

	return order != 0 ? order : post_cmp(x->post, y->post);
}

int
sort_by_key(const void *a, const void *b)
{
	return str_cmp(((const struct tag *)a)->key, ((const struct tag *)b)->key);
}

int
sort_by_post(const void *a, const void *b)
{
	return str_cmp(((const struct thread *)a)->post, ((const struct thread *)b)->post);
}

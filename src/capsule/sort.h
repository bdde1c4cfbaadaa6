/*
 * capsule/sort.h: the orders in which a site's lists are kept, for qsort(3) and bsearch(3) alike: whoever
 * sorts a list and whoever looks something up in it must mean the same.
 */
#ifndef CAPSULE_SORT_H
#define CAPSULE_SORT_H

int sort_by_name(const void *a, const void *b);		/* struct post *: its file's name */
int sort_by_path(const void *a, const void *b);		/* struct post *: its address */
int sort_by_date(const void *a, const void *b);		/* struct post *: newest first, see post_cmp() */
int sort_by_id(const void *a, const void *b);		/* struct post_id */
int sort_by_alias(const void *a, const void *b);	/* struct alias: by path, the newest post's first */
int sort_by_key(const void *a, const void *b);		/* struct tag */
int sort_by_post(const void *a, const void *b);		/* struct thread */

#endif

#include "net/hosts.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#include "base/banned.h"

/* As str_cmp(), whatever the case of `name`. */
static int
compare(struct str name, struct str entry)
{
	size_t n = name.n < entry.n ? name.n : entry.n;

	for (size_t i = 0; i < n; i++) {
		int d = (unsigned char)ascii_lower(name.p[i]) - (unsigned char)entry.p[i];

		if (d != 0)
			return d;
	}
	return name.n < entry.n ? -1 : name.n > entry.n;
}

/* Where the name is, or where it belongs. */
static size_t
place_of(const struct hosts *h, struct str name, bool *found)
{
	size_t low = 0, high = h->n;

	*found = false;
	while (low < high && !*found) {
		size_t middle = low + (high - low) / 2;
		int order = compare(name, h->items[middle].name);

		if (order == 0) {
			*found = true;
			low = middle;
		} else if (order > 0) {
			low = middle + 1;
		} else {
			high = middle;
		}
	}
	return low;
}

void
hosts_add(struct hosts *h, struct str name, size_t tenant)
{
	bool found;
	size_t at = place_of(h, name, &found);

	if (found)
		return;
	mem_grow((void **)&h->items, &h->cap, h->n, sizeof(*h->items));
	memmove(&h->items[at + 1], &h->items[at], (h->n - at) * sizeof(*h->items));
	h->items[at] = (struct host){ name, tenant };
	h->n++;
}

const struct host *
hosts_find(const struct hosts *h, struct str name)
{
	bool found;
	size_t at;

	if (name.n > 1)
		(void)str_drop(&name, STR("."));
	at = place_of(h, name, &found);
	return found ? &h->items[at] : NULL;
}

void
hosts_release(struct hosts *h)
{
	free(h->items);
	*h = (struct hosts){ .n = 0 };
}

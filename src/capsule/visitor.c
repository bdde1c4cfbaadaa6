#include "capsule/visitor.h"

#include <string.h>

#include "capsule/people.h"

#include "base/banned.h"

#define UNKNOWN 0		/* no status yet */

struct visited {
	struct str path;
	struct folder_rules rules;
	int admits;
};

static struct str
folder_of(struct str path)
{
	while (path.n > 1 && path.p[path.n - 1] != '/')
		path.n--;
	return path;
}

/* Where `path` stands in the sorted list, or would. */
static size_t
place(const struct visitor *v, struct str path)
{
	size_t low = 0, high = v->n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (str_cmp(v->folders[middle].path, path) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static struct visited *
add(struct visitor *v, struct str path, const struct folder_rules *above)
{
	struct folder_rules rules;
	size_t at = place(v, path);

	folder_read(v->root, path, above, v->now, v->arena, &rules);
	arena_grow(v->arena, (void **)&v->folders, &v->cap, v->n, sizeof(*v->folders));
	memmove(&v->folders[at + 1], &v->folders[at], (v->n - at) * sizeof(*v->folders));
	v->folders[at] = (struct visited){ arena_str(v->arena, path), rules, UNKNOWN };
	v->n++;
	return &v->folders[at];
}

/* From the top down to the folder; those on the way are kept too. Good until the next one is added. */
static struct visited *
visit(struct visitor *v, struct str path)
{
	struct str folder = folder_of(path);
	size_t at = place(v, folder);
	struct folder_rules above;
	struct visited *found = NULL;

	if (at < v->n && str_eq(v->folders[at].path, folder))
		return &v->folders[at];
	for (size_t i = 0; i < folder.n; i++) {
		struct str head = str_head(folder, i + 1);

		if (folder.p[i] != '/')
			continue;
		at = place(v, head);
		if (at < v->n && str_eq(v->folders[at].path, head))
			found = &v->folders[at];
		else
			found = add(v, head, found == NULL ? NULL : &above);
		above = found->rules;
	}
	return found;
}

const struct folder_rules *
visitor_rules(struct visitor *v, struct str path)
{
	struct folder_rules *rules = arena_new(v->arena, 1, sizeof(*rules));

	*rules = visit(v, path)->rules;
	return rules;
}

/* Asked once: it is a file of its own. */
static const struct digest *
main_of(struct visitor *v)
{
	if (!v->has_main)
		v->main_fingerprint = people_main(v->root, &v->who.fingerprint);
	v->has_main = true;
	return &v->main_fingerprint;
}

static bool
in_time(const struct visitor *v)
{
	return v->who.given && v->who.not_before <= v->now && v->now <= v->who.not_after;
}

bool
visitor_is_owner(struct visitor *v)
{
	return in_time(v) && v->config->n_owners > 0 && (config_is_owner(v->config, &v->who.fingerprint) ||
	    config_is_owner(v->config, main_of(v)));
}

static bool
is_listed(const struct folder_rules *rules, const struct digest *d)
{
	for (size_t i = 0; i < rules->n_listed; i++)
		if (memcmp(rules->listed[i].byte, d->byte, DIGEST_SIZE) == 0)
			return true;
	return false;
}

static enum status
admit(struct visitor *v, const struct folder_rules *rules)
{
	if (rules->access == FOLDER_BROKEN)
		return STATUS_FAILED;
	if (rules->access == FOLDER_ANYONE)
		return STATUS_OK;
	if (!v->who.given)
		return STATUS_NEED_CERTIFICATE;
	if (!in_time(v))
		return STATUS_BAD_CERTIFICATE;
	return rules->access == FOLDER_CERTIFICATE || is_listed(rules, &v->who.fingerprint) ||
	    visitor_is_owner(v) || is_listed(rules, main_of(v)) ? STATUS_OK : STATUS_NOT_ALLOWED;
}

enum status
visitor_admits(struct visitor *v, struct str path)
{
	struct visited *folder = visit(v, path);

	if (folder->admits == UNKNOWN)
		folder->admits = (int)admit(v, &folder->rules);
	return (enum status)folder->admits;
}

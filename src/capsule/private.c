#include "capsule/private.h"

#include "base/banned.h"

static const char *const names[] = { "capsule.yaml", "comments", "held", "readers", "layout" };

bool
private_path(struct str path)
{
	struct str part;
	bool first = true;

	(void)str_skip(&path, STR("/"));
	for (; str_cut(&path, '/', &part); first = false) {
		if (str_starts(part, STR(".")) || str_ends(part, STR("~")))
			return true;
		for (size_t i = 0; first && i < sizeof(names) / sizeof(names[0]); i++)
			if (str_eq(part, str_of(names[i])))
				return true;
	}
	return false;
}

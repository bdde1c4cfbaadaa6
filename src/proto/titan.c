#include "proto/titan.h"

#include "format/uri.h"

#include "base/banned.h"

bool
titan_is(struct str line)
{
	return str_eq_nocase(str_head(line, sizeof("titan:") - 1), STR("titan:"));
}

static bool
take_parameter(struct titan *t, struct str one, struct arena *a)
{
	struct str name, value = one, plain;

	(void)str_cut(&value, '=', &name);
	if (!uri_decode(a, value, &plain))
		return false;
	if (str_eq(one, STR("edit"))) {
		t->edit = true;
	} else if (str_eq(name, STR("size"))) {
		if (t->has_size || !str_number(plain, UINT64_MAX, &t->size))
			return false;
		t->has_size = true;
	} else if (str_eq(name, STR("mime"))) {
		t->mime = plain;
	} else if (str_eq(name, STR("token"))) {
		t->token = plain;
	}
	return true;			/* others are no business of ours */
}

/*
 * Where the parameters begin: the first semicolon with one of their names behind it, or the path's end.
 * Not by the last slash: clients send `mime=text/plain` as it is.
 */
static size_t
parameters_at(struct str path)
{
	static const char *const names[] = { ";size=", ";mime=", ";token=", ";edit" };

	for (size_t at = 0; at < path.n; at++)
		for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
			if (str_starts(str_from(path, at), str_of(names[i])))
				return at;
	return path.n;
}

enum status
titan_parse(struct str line, const struct gemini_served *served, struct arena *a, struct request *req,
    struct titan *titan)
{
	struct uri u = uri_split(line);
	struct str head, rest, one;
	size_t at = parameters_at(u.path);
	enum status status;

	*titan = (struct titan){ .mime = STR("text/gemini"), .token = STR_NONE };
	/* Without its parameters it is a Gemini request, and all of that protocol's rules hold. */
	if (line.n > GEMINI_REQUEST_MAX || u.has_fragment || !uri_is_clean(line))
		return STATUS_BAD_REQUEST;
	head = str_from(str_head(line, (size_t)(u.path.p - line.p) + at), sizeof("titan") - 1);
	status = gemini_parse(arena_printf(a, "gemini%.*s", STR_ARG(head)), served, a, req);
	if (status != 0)
		return status;
	req->titan = true;
	req->has_query = false;
	req->query = STR_NONE;
	rest = str_from(u.path, at + 1);
	while (str_cut(&rest, ';', &one))
		if (!take_parameter(titan, one, a))
			return STATUS_BAD_REQUEST;
	if (titan->edit ? titan->has_size || str_has(str_from(u.path, at + 1), ';') : !titan->has_size)
		return STATUS_BAD_REQUEST;
	return 0;
}

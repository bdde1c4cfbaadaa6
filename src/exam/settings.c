#include "exam/look.h"

#include <unistd.h>

#include "base/time.h"

#include "base/banned.h"

static struct fault_at
at(const struct look *l, const char *key)
{
	return look_key(STR(CONFIG_FILE), l->settings, str_of(key));
}

static void
look_at_program(struct look *l)
{
	const char *path = arena_cstr(&l->arena, l->config.on_comment);

	if (l->config.on_comment.n > 0 && access(path, X_OK) == -1)
		fault_add(l->found, FAULT_CONFIG_PROGRAM, at(l, "on-comment"), "%s %s", path,
		    access(path, F_OK) == -1 ? "is not there" : "is not executable");
}

static void
look_at_expiry(struct look *l)
{
	int64_t left = l->config.security_expires.when.utc - l->source->now;

	if (!l->config.security_expires.given)
		return;
	if (left <= 0)
		fault_add(l->found, FAULT_CONFIG_EXPIRED, at(l, "security-expires"), "the date has passed, so nobody "
		    "need believe security.txt");
	else if (left < EXAM_DAYS * TIME_DAY)
		fault_add(l->found, FAULT_CONFIG_EXPIRES, at(l, "security-expires"), "%d days are left",
		    (int)(left / TIME_DAY));
}

/* Names of this machine alone. */
static bool
is_for_trying_out(const struct config *c)
{
	bool local = true;

	for (size_t i = 0; i < c->hosts.n; i++) {
		struct str h = c->hosts.items[i];

		local = local && (str_eq(h, STR("localhost")) || str_starts(h, STR("127.")) || str_eq(h, STR("::1")));
	}
	return local;
}

void
look_at_settings(struct look *l)
{
	const struct config *c = &l->config;

	if (!l->settings_good)
		return;
	if (at(l, "title").line == 0)
		fault_add(l->found, FAULT_CONFIG_TITLE, at(l, "title"), "no title");
	if (is_for_trying_out(c))
		fault_add(l->found, FAULT_CONFIG_HOST, at(l, "host"), "host is %.*s, by which only this machine reaches "
		    "it", STR_ARG(c->hosts.items[0]));
	if (c->n_owners == 0)
		fault_add(l->found, FAULT_CONFIG_OWNER, at(l, "owner"), "no owner, so drafts and waiting comments are for "
		    "nobody's eyes");
	if (c->comments == COMMENTS_OPEN && c->moderate == MODERATE_NONE)
		fault_add(l->found, FAULT_CONFIG_OPEN, at(l, "moderate"), "moderate is none: whatever strangers write is "
		    "published at once");
	look_at_program(l);
	look_at_expiry(l);
}

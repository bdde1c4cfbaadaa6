/* tests/unit/test_check.c: what no single file shows. */
#include "unit/test.h"

#include "capsule/check.h"

static struct temp t;
static struct config config;
static char told[2000];

static void
hear(void *ctx, struct error_at at, const char *text)
{
	size_t n = strlen(told);

	(void)ctx;
	(void)snprintf(told + n, sizeof(told) - n, "%s: %s\n", at.path, text);
}

static const struct field_notes report = { hear, NULL };

static const struct {
	const char *name, *a, *b;	/* front matter of posts/a.gmi, of 2024-01-01, and of posts/b.gmi, a day later */
	const char *told;
} rows[] = {
	{ "nothing", "", "", "" },
	{ "different aliases", "aliases: /x", "aliases: /y", "" },
	{ "one alias", "aliases: [/w, /x]", "aliases: /x", "posts/a.gmi: alias /x is the address or a newer alias of posts/b.gmi, to "
	    "which it leads; expected one post for each\n" },
	{ "one twice in a post", "aliases: [/x, /x]", "", "" },
	{ "another's address", "aliases: /posts/b.gmi", "", "posts/a.gmi: alias /posts/b.gmi is the address or a newer alias of "
	    "posts/b.gmi, to which it leads; expected one post for each\n" },
	{ "its own address", "aliases: /posts/a.gmi", "", "" },
	{ "each other's", "aliases: /posts/b.gmi", "aliases: /posts/a.gmi", "posts/b.gmi: alias /posts/a.gmi is the address or a newer "
	    "alias of posts/a.gmi, to which it leads; expected one post for each\nposts/a.gmi: alias /posts/b.gmi is the address or a "
	    "newer alias of posts/b.gmi, to which it leads; expected one post for each\n" },
	{ "a draft's", "aliases: /x", "aliases: /x\ndraft: true", "" },
	{ "different ids", "id: a", "id: b", "" },
	{ "one id", "id: urn:x:y", "id: urn:x:y", "posts/b.gmi: id urn:x:y is that of posts/a.gmi, which is older; expected one of its "
	    "own, or none\n" },
	{ "one id, a draft's", "id: urn:x:y", "id: urn:x:y\ndraft: true", "" },
};

static void
test_check(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct site *site, *again;
	char text[256];

	temp_open(&t);
	(void)snprintf(text, sizeof(text), "---\ndate: 2024-01-01\n%s\n---\n", row->a);
	temp_write(&t, "posts/a.gmi", text);
	(void)snprintf(text, sizeof(text), "---\ndate: 2024-01-02\n%s\n---\n", row->b);
	temp_write(&t, "posts/b.gmi", text);
	told[0] = '\0';
	site = site_load(t.fd, &config, NULL, &report);
	assert_string_equal(told, row->told);
	/* Told once: the folder is looked at again at every change. */
	told[0] = '\0';
	again = site_load(t.fd, &config, site, &report);
	assert_string_equal(told, "");
	check_site(again, NULL, NULL);
	site_free(site);
	site_free(again);
	temp_close(&t);
}

int
main(void)
{
	static struct suite s = { .name = "check" };

	suite_table(&s, "check", rows, test_check);
	return suite_run(&s);
}

/* tests/unit/test_wellknown.c: files for machines, made where the author has none.	subscriptions-and-feeds.md */
#include "unit/stage.h"

static struct stage s;

/* What a robot with this name may not fetch, by the rules of section 3: the head of a path, line by line. */
static bool
forbids(struct str robots, const char *agent, const char *path)
{
	bool in_group = false, agents = false;
	struct str line;

	while (str_line(&robots, &line)) {
		if (str_skip(&line, STR("User-agent:"))) {
			in_group = (agents && in_group) || str_eq(str_trim(line), str_of(agent));
			agents = true;
		} else if (str_skip(&line, STR("Disallow:"))) {
			agents = false;
			line = str_trim(line);
			if (in_group && line.n > 0 && str_starts(str_of(path), line))
				return true;
		}
	}
	return false;
}

static void
robots(void **state)
{
	static const char *const agents[] = { "*", "archiver", "indexer", "researcher", "webproxy" };
	struct str answer;

	(void)state;
	stage_open(&s);
	answer = stage_gemini(&s, "/robots.txt");
	assert_status(answer, "20 text/plain\r\n");
	for (size_t i = 0; i < COUNT(agents); i++) {
		assert_true(forbids(answer, agents[i], "/c/abcde/leave-a-comment"));
		assert_true(forbids(answer, agents[i], "/search?moon"));
		assert_false(forbids(answer, agents[i], "/"));
		assert_false(forbids(answer, agents[i], "/posts/moon.gmi"));
		assert_false(forbids(answer, agents[i], "/catalogue/"));
	}
	assert_has(stage_gopher(&s, STR("robots.txt")), "User-agent: indexer\nDisallow: /c/\n");
	assert_has(stage_gopher(&s, STR("/robots.txt")), "User-agent: indexer\nDisallow: /c/\n");
	temp_write(&s.t, "robots.txt", "# mine\n");		/* the author's wins */
	assert_str_equal(stage_gemini(&s, "/robots.txt"), "20 text/plain\r\n# mine\n");
	assert_str_equal(stage_gopher(&s, STR("robots.txt")), "# mine\n");
	temp_write(&s.t, "robots.txt", "");			/* so does an empty one */
	assert_str_equal(stage_gemini(&s, "/robots.txt"), "20 text/plain\r\n");
	stage_close(&s);
}

static void
favicon(void **state)
{
	(void)state;
	stage_open(&s);
	assert_status(stage_gemini(&s, "/favicon.txt"), "51 ");
	assert_menu_reply(stage_gopher(&s, STR("/favicon.txt")));
	stage_settings(&s, STAGE_SETTINGS "favicon: \xf0\x9f\x93\x96\n");
	assert_str_equal(stage_gemini(&s, "/favicon.txt"), "20 text/plain\r\n\xf0\x9f\x93\x96\n");
	assert_str_equal(stage_gopher(&s, STR("favicon.txt")), "\xf0\x9f\x93\x96\n");
	temp_write(&s.t, "favicon.txt", "x\n");
	assert_str_equal(stage_gemini(&s, "/favicon.txt"), "20 text/plain\r\nx\n");
	stage_close(&s);
}

static void
security(void **state)
{
	(void)state;
	stage_open(&s);
	assert_status(stage_gemini(&s, "/.well-known/security.txt"), "51 ");
	stage_settings(&s, STAGE_SETTINGS "security-contact: [mailto:me@example.org, 'https://example.org/x']\n"
	    "security-expires: 2025-01-31T12:00:00+01:00\n");
	assert_str_equal(stage_gemini(&s, "/.well-known/security.txt"), "20 text/plain\r\n"
	    "Contact: mailto:me@example.org\nContact: https://example.org/x\nExpires: 2025-01-31T11:00:00Z\n"
	    "Preferred-Languages: en\nCanonical: gemini://h.example/.well-known/security.txt\n");
	assert_has(stage_gopher(&s, STR("/.well-known/security.txt")), "Contact: mailto:me@example.org\n");
	/* Nothing else there is served, not even a file of this name: names with a dot in front never are. */
	temp_write(&s.t, ".well-known/security.txt", "SECRET\n");
	temp_write(&s.t, ".well-known/other.txt", "SECRET\n");
	assert_lacks(stage_gemini(&s, "/.well-known/security.txt"), "SECRET");
	assert_status(stage_gemini(&s, "/.well-known/other.txt"), "51 ");
	assert_status(stage_gemini(&s, "/.well-known/"), "51 ");
	assert_status(stage_gemini(&s, "/.well-known/security.txt/"), "51 ");
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "wellknown" };

	suite_test(&suite, robots);
	suite_test(&suite, favicon);
	suite_test(&suite, security);
	return suite_run(&suite);
}

/* tests/unit/test_coming.c: what is not out yet, for the one who wrote it and for nobody else. */
#include "unit/stage.h"

static struct stage s;

static void
set_up(void)
{
	stage_open(&s);
	temp_write(&s.t, "posts/letters/half.gmi", "---\ntitle: Half a letter\ndraft: true\ndate: 2024-02-10\n---\n"
	    "=> deep.gmi Beside\n=> ../moon.gmi Above\n=> /about.gmi About\n=> https://example.net/ Web\n=> ?x Query\n");
	stage_load(&s);
}

static void
as_owner(void)
{
	s.who = stage_identity(0, "Author");
	assert_true(digest_from_hex(STR(STAGE_OWNER), &s.who.fingerprint));
}

static const char *
draft_path(const char *post)
{
	static char path[64];

	(void)snprintf(path, sizeof(path), "/c/drafts/%s", site_id_of(s.site, site_post_named(s.site, str_of(post))));
	return path;
}

static void
the_list(void **state)
{
	struct str answer;

	(void)state;
	set_up();
	assert_status(stage_gemini(&s, "/c/drafts"), "60 ");
	s.who = stage_identity(1, "Ann");
	assert_status(stage_gemini(&s, "/c/drafts"), "61 ");
	assert_lacks(stage_gemini(&s, "/c/"), "/c/drafts");
	as_owner();
	assert_has(stage_gemini(&s, "/c/"), "=> /c/drafts Drafts and posts to come\n");
	answer = stage_gemini(&s, "/c/drafts");
	assert_status(answer, "20 ");
	assert_has(answer, "## Drafts\n");
	assert_has(answer, " Half a letter\n");
	assert_has(answer, " SECRET draft\n");
	assert_has(answer, "## Posts to come\n");
	assert_has(answer, " 2024-03-02 SECRET future\n");
	assert_lacks(answer, "gone");		/* it was out */
	assert_lacks(answer, "The Moon");
	s.now = STAGE_NOW + TIME_DAY;
	assert_lacks(stage_gemini(&s, "/c/drafts"), "Posts to come");
	s.who.not_after = STAGE_NOW;
	assert_status(stage_gemini(&s, "/c/drafts"), "62 ");
	assert_has(stage_gopher(&s, STR("/c/drafts")), "3");
	stage_close(&s);
}

static void
none(void **state)
{
	(void)state;
	set_up();
	assert_int_equal(unlinkat(s.t.fd, "posts/draft.gmi", 0) | unlinkat(s.t.fd, "posts/future.gmi", 0) |
	    unlinkat(s.t.fd, "posts/letters/half.gmi", 0), 0);
	stage_load(&s);
	as_owner();
	assert_has(stage_gemini(&s, "/c/drafts"), "\nNone.\n");
	stage_close(&s);
}

static void
the_preview(void **state)
{
	struct str answer;

	(void)state;
	set_up();
	as_owner();
	answer = stage_gemini(&s, draft_path("letters/half"));
	assert_status(answer, "20 text/gemini; lang=en\r\n# Half a letter\n10 February 2024\n\nDraft: only you see this.\n");
	/* Links mean what they will mean at /posts/letters/half.gmi. */
	assert_has(answer, "=> gemini://h.example/posts/letters/deep.gmi Beside\n");
	assert_has(answer, "=> gemini://h.example/posts/moon.gmi Above\n");
	assert_has(answer, "/about.gmi About\n");
	assert_has(answer, "=> https://example.net/ Web\n");
	assert_has(answer, "=> gemini://h.example/posts/letters/half.gmi?x Query\n");
	assert_lacks(answer, "omment");		/* nobody could leave one */
	assert_has(stage_gemini(&s, draft_path("future")), "Not out yet: until 2 March 2024 only you see this.\n");
	assert_status(stage_gemini(&s, draft_path("moon")), "30 /posts/moon.gmi\r\n");	/* it is out by now */
	assert_status(stage_gemini(&s, "/c/drafts/zzzzz"), "51 ");
	assert_status(stage_gemini(&s, draft_path("gone")), "51 ");
	s.who = (struct identity){ .given = false };
	assert_status(stage_gemini(&s, draft_path("letters/half")), "60 ");
	assert_lacks(buf_str(&s.out), "Half");
	s.who = stage_identity(1, "Ann");
	assert_status(stage_gemini(&s, draft_path("letters/half")), "61 ");
	assert_status(stage_gemini(&s, "/c/drafts/zzzzz"), "61 ");		/* no telling which there are */
	stage_close(&s);
}

/* If the author's client sends the certificate there, the address itself shows it too; no list does. */
static void
at_its_own_address(void **state)
{
	static const char *const lists[] = { "/", "/posts/", "/posts/letters/", "/tags/", "/posts/sun.gmi", "/c/comments" };

	(void)state;
	set_up();
	assert_status(stage_gemini(&s, "/posts/letters/half.gmi"), "51 ");
	s.who = stage_identity(1, "Ann");
	assert_status(stage_gemini(&s, "/posts/letters/half.gmi"), "51 ");
	as_owner();
	assert_has(stage_gemini(&s, "/posts/letters/half.gmi"), "Draft: only you see this.\n");
	assert_has(stage_gemini(&s, "/posts/future.gmi"), "Not out yet");
	assert_status(stage_gemini(&s, "/posts/gone.gmi"), "52 ");
	assert_status(stage_gopher(&s, STR("/posts/letters/half.gmi")), "3");
	for (size_t i = 0; i < COUNT(lists); i++) {
		assert_lacks(stage_gemini(&s, lists[i]), "Half a letter");
		assert_lacks(stage_gemini(&s, lists[i]), "SECRET");
	}
	assert_status(stage_ask(&s, "letters/half", "leave-a-comment"), "51 ");
	stage_close(&s);
}

/* No layout can hide that a page is a draft's, and none can ask for comments there. */
static void
a_preview_by_a_layout(void **state)
{
	struct str answer;

	(void)state;
	set_up();
	temp_write(&s.t, "layout/post.gmi", "# {{title}}\n{{body}}\n{{leave-a-comment}}\n{{follow}}\n{{comments}}\n");
	stage_load(&s);
	as_owner();
	answer = stage_gemini(&s, draft_path("letters/half"));
	assert_status(answer, "20 text/gemini; lang=en\r\n# Half a letter\nDraft: only you see this.\n");
	assert_lacks(answer, "omment");
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "coming" };

	suite_test(&suite, the_list);
	suite_test(&suite, none);
	suite_test(&suite, the_preview);
	suite_test(&suite, at_its_own_address);
	suite_test(&suite, a_preview_by_a_layout);
	return suite_run(&suite);
}

/* tests/unit/test_admit.c: folders with a door, in both protocols; and that nothing of them comes out. */
#include "unit/stage.h"

static struct stage s;

#define FRIEND "01f0000000000000000000000000000000000000000000000000000000000000"

static struct identity
reader(unsigned char first, unsigned char second)
{
	struct identity who = stage_identity(first, "Ann");

	who.fingerprint.byte[1] = second;
	return who;
}

static struct identity
owner(void)
{
	struct identity who = stage_identity(0, "Author");

	assert_true(digest_from_hex(STR(STAGE_OWNER), &who.fingerprint));
	return who;
}

/* Two closed folders, of files and of posts; and what a public page could give away of them. */
static void
set_up(void)
{
	stage_open(&s);
	temp_write(&s.t, "friends/.folder.yaml", "access: sha256:" FRIEND "\n");
	temp_write(&s.t, "friends/index.gmi", "# CLOSED index\n");
	temp_write(&s.t, "friends/a.txt", "CLOSED text\n");
	temp_write(&s.t, "friends/sub/b.gmi", "# CLOSED heading\n");
	temp_write(&s.t, "friends/gophermap", "iCLOSED map\n");
	temp_write(&s.t, "posts/friends/.folder.yaml", "access: sha256:" FRIEND "\n");
	/* Dated between two others, so that it would be their neighbour; with the newest of all comments. */
	temp_write(&s.t, "posts/friends/close.gmi", "---\ntitle: CLOSED post\ndate: 2024-02-15\n"
	    "tags: [night sky, closed-tag]\nsummary: CLOSED\naliases: /closed-alias\n---\nCLOSED words\n");
	temp_write(&s.t, "posts/friends/over.gmi", "---\ntitle: CLOSED over\ngone: true\ndate: 2024-02-16\n"
	    "aliases: /closed-over\n---\n");
	temp_write(&s.t, "posts/friends/picture.png", "CLOSED");
	temp_write(&s.t, "comments/friends/close/20240301T110000Z-bbbbbbbb.gmi", "---\nname: CLOSED\nvia: gemini\n---\nCLOSED\n");
	temp_write(&s.t, "out.gmi", "=> posts/friends/close.gmi Further\n=> friends/ Friends\n");
	temp_write(&s.t, "menus/gophermap", "=../friends/gophermap\n=../friends/a.txt\nx\n");
	temp_write(&s.t, "dir/gophermap", "*\n");
	temp_write(&s.t, "dir/inner/.folder.yaml", "access: any-certificate\n");
	stage_load(&s);
}

static const struct {
	const char *name, *path, *none, *stranger, *friend;	/* heads of the three answers */
} rows[] = {
	{ "without the slash",	"/friends",		"31 /friends/\r\n", "31 /friends/\r\n", "31 /friends/\r\n" },
	{ "the folder",		"/friends/",		"60 ", "61 ", "20 text/gemini; lang=en\r\n# CLOSED index" },
	{ "a file",		"/friends/a.txt",	"60 ", "61 ", "20 text/plain\r\nCLOSED" },
	{ "what is not there",	"/friends/none.txt",	"60 ", "61 ", "51 " },
	{ "below it",		"/friends/sub/",	"60 ", "61 ", "20 text/gemini; lang=en\r\n# /friends/sub/\n\n=> ../ Up\n=> ./b.gmi CLOSED heading" },
	{ "a listing's page",	"/friends/sub/page-2",	"60 ", "61 ", "51 " },
	{ "posts, without the slash", "/posts/friends",	"31 /posts/friends/\r\n", "31 ", "31 /posts/friends/\r\n" },
	{ "posts",		"/posts/friends/",	"60 ", "61 ", "20 text/gemini" },
	{ "a post",		"/posts/friends/close.gmi", "60 ", "61 ", "20 text/gemini; lang=en\r\n# CLOSED post" },
	{ "its feed",		"/posts/friends/close.xml", "60 ", "61 ", "20 application/atom+xml" },
	{ "no such post",	"/posts/friends/none.gmi", "60 ", "61 ", "51 " },
	{ "its picture",	"/posts/friends/picture.png", "60 ", "61 ", "20 image/png" },
	{ "its alias",		"/closed-alias",	"51 ", "51 ", "31 /posts/friends/close.gmi\r\n" },
	{ "what is over",	"/posts/friends/over.gmi", "60 ", "61 ", "52 " },
	{ "its alias",		"/closed-over",		"51 ", "51 ", "52 " },
	{ "its tag",		"/tags/closed-tag",	"51 ", "51 ", "20 text/gemini" },
};

static void
test_door(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str answer;

	set_up();
	answer = stage_gemini(&s, row->path);
	if (!str_starts(answer, str_of(row->none)))
		print_bytes("nobody got", answer), fail();
	assert_lacks(answer, "CLOSED");
	s.who = reader(0x77, 1);
	answer = stage_gemini(&s, row->path);
	if (!str_starts(answer, str_of(row->stranger)))
		print_bytes("a stranger got", answer), fail();
	assert_lacks(answer, "CLOSED");
	s.who = reader(0x01, 0xf0);
	answer = stage_gemini(&s, row->path);
	if (!str_starts(answer, str_of(row->friend)))
		print_bytes("a friend got", answer), fail();
	s.who = owner();
	answer = stage_gemini(&s, row->path);
	if (!str_starts(answer, str_of(row->friend)))
		print_bytes("the owner got", answer), fail();
	s.who = (struct identity){ .given = false };
	answer = stage_gopher(&s, str_of(row->path));
	assert_menu_reply(answer);
	assert_true(str_starts(answer, STR("3")));
	assert_lacks(answer, "CLOSED");
	stage_close(&s);
}

/* The meta is all a reader sees: it says where and what to do. */
static void
remedies(void **state)
{
	(void)state;
	set_up();
	temp_write(&s.t, "some one/.folder.yaml", "access: any-certificate\n");
	temp_write(&s.t, "broken/.folder.yaml", "acess: any-certificate\n");
	assert_str_equal(stage_gemini(&s, "/some%20one/deep/x"), "60 This is for readers with a certificate: open "
	    "/some%20one/ and choose or make one there\r\n");
	assert_str_equal(stage_gemini(&s, "/friends/sub/b.gmi"), "60 This is for certain readers: open /friends/ and "
	    "choose the certificate that the author knows\r\n");
	assert_status(stage_gemini(&s, "/broken/"), "40 This folder's settings are broken");
	s.who = reader(0x77, 1);
	assert_status(stage_gemini(&s, "/friends/"), "61 This certificate is not on the list: ");
	assert_status(stage_gemini(&s, "/broken/"), "40 ");
	s.who.not_after = STAGE_NOW - 1;
	assert_status(stage_gemini(&s, "/friends/"), "62 This certificate is out of date");
	assert_has(stage_gopher(&s, STR("/friends/")), "3This folder needs a certificate, and so a Gemini client\t");
	assert_has(stage_gopher(&s, STR("/posts/friends/close.txt")), "3This folder needs a certificate");
	assert_has(stage_gopher(&s, STR("/broken/")), "3This folder's settings are broken");
	s.who = owner();
	assert_status(stage_gemini(&s, "/broken/"), "40 ");
	stage_close(&s);
}

/* --- no page, list, feed or menu for everybody names what is inside --- */

static const char *const public_pages[] = { "/", "/posts/", "/posts/moon.gmi", "/posts/sun.gmi", "/posts/letters/",
    "/posts/letters/deep.gmi", "/tags/", "/tags/night-sky", "/tags/night-sky/atom.xml", "/atom.xml", "/archive/",
    "/archive/2024", "/comments.xml", "/posts/moon.xml", "/c/comments",
    "/out.gmi", "/list/", "/dir/", "/menus/" };

static void
nothing_comes_out(void **state)
{
	(void)state;
	set_up();
	for (int home = 0; home < 2; home++) {
		for (size_t i = 0; i < COUNT(public_pages); i++) {
			struct str answer = stage_gemini(&s, public_pages[i]);

			print_message("%s\n", public_pages[i]);
			assert_status(answer, "20 ");
			assert_lacks(answer, "CLOSED");
			assert_lacks(answer, "closed-tag");
			answer = stage_gopher(&s, str_of(public_pages[i]));
			assert_false(str_starts(answer, STR("3")));
			assert_lacks(answer, "CLOSED");
			assert_lacks(answer, "closed-tag");
		}
		temp_write(&s.t, "index.gmi", "{{posts}}\n{{tags}}\n{{comments}}\n");
		stage_load(&s);
	}
	assert_lacks(stage_gopher(&s, STR("/dir/")), "inner");
	assert_has(stage_gopher(&s, STR("/menus/")), "ix\t");
	stage_close(&s);
}

/* A folder that was opened is open to a map elsewhere too, once its file has been missed for a while. */
static void
opened_for_maps_too(void **state)
{
	(void)state;
	set_up();
	assert_lacks(stage_gopher(&s, STR("/menus/")), "CLOSED");
	assert_int_equal(unlinkat(s.t.fd, "friends/.folder.yaml", 0), 0);
	assert_lacks(stage_gopher(&s, STR("/menus/")), "CLOSED");	/* an editor may be at work */
	s.now += 3;
	assert_has(stage_gopher(&s, STR("/menus/")), "iCLOSED map\t");
	stage_close(&s);
}

/* On Gopher too nobody learns what was there: the answer is the same as for what never was. */
static void
over_behind_the_door_on_gopher(void **state)
{
	struct arena a = { NULL };
	struct str never, inside;

	(void)state;
	set_up();
	never = arena_str(&a, stage_gopher(&s, STR("/never-was")));
	assert_true(str_eq(stage_gopher(&s, STR("/closed-over")), never));
	inside = arena_str(&a, stage_gopher(&s, STR("/posts/friends/never.gmi")));
	assert_true(str_eq(stage_gopher(&s, STR("/posts/friends/over.gmi")), inside));
	assert_true(str_eq(stage_gopher(&s, STR("/posts/friends/over.xml")), inside));
	arena_release(&a);
	stage_close(&s);
}

/* And to those who may, the same pages show it. */
static void
to_friends_it_does(void **state)
{
	static const struct {
		const char *path, *has;
	} pages[] = {
		{ "/", "2024-02-15 CLOSED post" }, { "/posts/", "=> /posts/friends/close.gmi 2024-02-15 CLOSED post\n" },
		{ "/posts/moon.gmi", "Before: CLOSED post" }, { "/posts/sun.gmi", "Next: CLOSED post" },
		{ "/tags/", "Night Sky (2)" }, { "/tags/night-sky", "CLOSED post" },
		{ "/comments.xml", "CLOSED" }, { "/c/comments", "CLOSED on" }, { "/", "CLOSED on" },
	};

	(void)state;
	set_up();
	s.who = reader(0x01, 0xf0);
	for (size_t i = 0; i < COUNT(pages); i++)
		assert_has(stage_gemini(&s, pages[i].path), pages[i].has);
	/* Gopher has no certificates, whoever the connection thinks is there. */
	assert_lacks(stage_gopher(&s, STR("/posts/")), "CLOSED");
	stage_close(&s);
}

/* Who commented once keeps his words, but learns nothing more of a post that is not for him now. */
static void
own_comments_name_no_hidden_post(void **state)
{
	static const char *const posts[] = { "friends/close", "draft", "future", "gone" };

	(void)state;
	set_up();
	temp_write(&s.t, "readers/7701000000000000000000000000000000000000000000000000000000000000.yaml",
	    "name: Ann\nsince: 2024-02-01\ncomments:\n  - moon/20240229T130000Z-aaaaaaaa\n"
	    "  - friends/close/20240229T130000Z-cccccccc\n  - draft/20240229T130000Z-cccccccc\n"
	    "  - future/20240229T130000Z-cccccccc\n  - gone/20240229T130000Z-cccccccc\n");
	for (size_t i = 0; i < COUNT(posts); i++) {
		char path[128];

		(void)snprintf(path, sizeof(path), "comments/%s/20240229T130000Z-cccccccc.gmi", posts[i]);
		temp_write(&s.t, path, "---\nname: Ann\nvia: gemini\n---\nMy own words.\n");
	}
	stage_load(&s);
	s.who = reader(0x77, 1);
	assert_has(stage_gemini(&s, "/c/mine"), "2024-02-29 on “The Moon”\n");
	assert_has(buf_str(&s.out), "> My own words.\n2024-02-29\n");
	assert_lacks(buf_str(&s.out), "CLOSED");
	assert_lacks(buf_str(&s.out), "SECRET");
	s.who = reader(0x77, 2);
	assert_lacks(stage_gemini(&s, "/c/mine"), "words");
	stage_close(&s);
}

/* A door is shown where one can open it; one that is nailed up is not. */
static void
doors_in_listings(void **state)
{
	(void)state;
	set_up();
	temp_write(&s.t, "list/door/.folder.yaml", "access: any-certificate\n");
	temp_write(&s.t, "list/nailed/.folder.yaml", "access: nobody\n");
	assert_has(stage_gemini(&s, "/list/"), "=> ./door/ door/\n=> ./sub/ sub/\n");
	assert_lacks(stage_gopher(&s, STR("/list/")), "door");
	assert_has(stage_gopher(&s, STR("/list/")), "1sub/\t");
	stage_close(&s);
}

/* --- what is said under a post --- */

static void
comments_behind_the_door(void **state)
{
	static const char *const steps[] = { "", "leave-a-comment", "leave-a-comment?Hello", "page-2",
	    "20240301T110000Z-bbbbbbbb", "bbbbbbbb/leave-a-comment", "aaaaaaaaaaaaaaa?Hello" };

	(void)state;
	set_up();
	for (size_t i = 0; i < COUNT(steps); i++) {
		print_message("%s\n", steps[i]);
		s.who = (struct identity){ .given = false };
		assert_status(stage_ask(&s, "friends/close", steps[i]), "60 This is for certain readers: open /c/ and ");
		assert_lacks(buf_str(&s.out), "CLOSED");
		s.who = reader(0x77, 1);
		assert_status(stage_ask(&s, "friends/close", steps[i]), "61 ");
		assert_has(stage_gopher(&s, str_of(stage_path(&s, "friends/close", ""))), "3This folder needs");
		s.who = reader(0x01, 0xf0);
		if (i != 3)
			assert_true(!str_starts(stage_ask(&s, "friends/close", steps[i]), STR("6")) &&
			    !str_starts(buf_str(&s.out), STR("51")));
	}
	assert_has(stage_ask(&s, "friends/close", "leave-a-comment?Hello"), "Publish this comment");
	/* The folder was closed while somebody on Gopher wrote: he has his words back, and no title. */
	assert_has(stage_gopher(&s, str_of(stage_path(&s, "friends/close", "leave-a-comment\tMany a word"))),
	    "i> Many a word\t");
	assert_lacks(buf_str(&s.out), "CLOSED");
	stage_close(&s);
}

static void
upload_behind_the_door(void **state)
{
	char url[8192];

	(void)state;
	set_up();
	(void)snprintf(url, sizeof(url), "titan://h.example%s;size=5;mime=text/plain",
	    stage_path(&s, "friends/close", "leave-a-comment"));
	assert_status(stage_gemini(&s, url), "60 ");
	assert_true(s.done);
	s.who = reader(0x77, 1);
	assert_status(stage_gemini(&s, url), "61 ");
	s.who = reader(0x01, 0xf0);
	(void)stage_gemini(&s, url);
	assert_false(s.done);		/* the body may come */
	stage_close(&s);
}

/* More closed threads than are gathered must not push the open ones out of the list. */
static void
many_closed_threads(void **state)
{
	(void)state;
	set_up();
	for (int i = 0; i < 40; i++) {
		char path[128];

		(void)snprintf(path, sizeof(path), "posts/friends/p%d.gmi", i);
		temp_write(&s.t, path, "---\ntitle: CLOSED\ndate: 2024-02-15\n---\n");
		(void)snprintf(path, sizeof(path), "comments/friends/p%d/20240301T110000Z-cccccccc.gmi", i);
		temp_write(&s.t, path, "CLOSED\n");
	}
	temp_write(&s.t, "index.gmi", "{{comments 5}}\n");
	stage_load(&s);
	assert_has(stage_gemini(&s, "/"), "Ann on");
	assert_lacks(stage_gemini(&s, "/"), "CLOSED");
	stage_close(&s);
}

/* The whole capsule may have a door; then 60 is sent everywhere, but below /c/ each post decides. */
static void
a_closed_capsule(void **state)
{
	(void)state;
	set_up();
	temp_write(&s.t, ".folder.yaml", "access: any-certificate\n");
	for (size_t i = 0; i < COUNT(public_pages); i++)
		if (!str_starts(str_of(public_pages[i]), STR("/c/")))
			assert_status(stage_gemini(&s, public_pages[i]), "60 This is for readers with a certificate: open / and");
	assert_lacks(stage_gemini(&s, "/c/comments"), "Ann");
	assert_status(stage_gemini(&s, "/c"), "31 /c/\r\n");
	s.who = reader(0x77, 1);
	assert_has(stage_gemini(&s, "/posts/"), "The Moon");
	assert_has(stage_gemini(&s, "/c/comments"), "Ann");
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "admit" };

	suite_table(&suite, "admit", rows, test_door);
	suite_test(&suite, remedies);
	suite_test(&suite, nothing_comes_out);
	suite_test(&suite, opened_for_maps_too);
	suite_test(&suite, over_behind_the_door_on_gopher);
	suite_test(&suite, to_friends_it_does);
	suite_test(&suite, own_comments_name_no_hidden_post);
	suite_test(&suite, doors_in_listings);
	suite_test(&suite, comments_behind_the_door);
	suite_test(&suite, upload_behind_the_door);
	suite_test(&suite, many_closed_threads);
	suite_test(&suite, a_closed_capsule);
	return suite_run(&suite);
}

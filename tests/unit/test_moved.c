/* tests/unit/test_moved.c: older addresses, and what is over, in both protocols. */
#include "unit/stage.h"

static struct stage s;

static void
begin(void)
{
	stage_open(&s);
	temp_write(&s.t, "posts/luna.gmi", "---\ntitle: Luna\ndate: 2024-01-05\nslug: selene\naliases: [/2012/05/moon/, "
	    "'https://old.example/?p=123', /tags/luna, /archive/1999, /about.gmi, /posts/moon.gmi, /posts/selene.gmi, "
	    "'/posts/first name.gmi', /c/old]\n---\nText.\n");
	temp_write(&s.t, "posts/ended.gmi", "---\ngone: true\ndate: 2024-01-06\naliases: [/ended.html]\n---\nSECRET\n");
	temp_write(&s.t, "posts/hidden.gmi", "---\ndraft: true\nslug: unseen\n---\nSECRET\n");
	stage_settings(&s, STAGE_SETTINGS "gone: [/posts/deleted.gmi, /attic/, /notes.txt]\n");
}

#define LUNA "31 /posts/selene.gmi\r\n"

static const struct {
	const char *name, *header, *selector, *menu;	/* NULL: not asked there */
} rows[] = {
	{ "/2012/05/moon/",	LUNA, "/2012/05/moon/", "iLuna\t" },
	{ "/2012/05/moon",	LUNA, "/2012/05/moon", "iLuna\t" },
	{ "/2012/05/moon/x",	"51 ", "/2012/05/moon/x", NULL },
	{ "/?p=123",		LUNA, "/?p=123", "iLuna\t" },
	{ "/?p=12",		"20 ", NULL, NULL },
	{ "/about.gmi?p=123",	"20 ", NULL, NULL },
	{ "/tags/luna",		LUNA, "/tags/luna", "iLuna\t" },
	{ "/archive/1999",	LUNA, "/archive/1999", "iLuna\t" },
	/* What is there wins over what was. */
	{ "/about.gmi",		"20 ", "/about.gmi", "iAbout\t" },
	{ "/posts/moon.gmi",	"20 ", "/posts/moon.gmi", "iThe Moon\t" },
	{ "/notes.txt",		"20 ", "/notes.txt", "one\n" },
	/* An alias to itself leads nowhere else. */
	{ "/posts/selene.gmi",	"20 ", "/posts/selene.gmi", "iLuna\t" },
	{ "/posts/first%20name.gmi", LUNA, "/posts/first%20name.gmi", "iLuna\t" },
	/* Until it had a slug, its file's name was its address; the feed moves with it. */
	{ "/posts/luna.gmi",	LUNA, "/posts/luna.gmi", "iLuna\t" },
	{ "/posts/luna.xml",	"31 /posts/selene.xml\r\n", "/posts/luna.xml", "<title>Comments on" },
	{ "/posts/first%20name.xml", "31 /posts/selene.xml\r\n", NULL, NULL },
	{ "/posts/hidden.gmi",	"51 ", "/posts/hidden.gmi", NULL },
	{ "/posts/unseen.gmi",	"51 ", "/posts/unseen.gmi", NULL },
	{ "/posts/ended.gmi",	"52 ", "/posts/ended.gmi", NULL },
	{ "/posts/ended.xml",	"52 ", "/posts/ended.xml", NULL },
	{ "/posts/gone.xml",	"52 ", "/posts/gone.xml", NULL },
	{ "/ended.html",	"52 ", "/ended.html", NULL },
	{ "/posts/deleted.gmi",	"52 ", "/posts/deleted.gmi", NULL },
	{ "/attic/old.gmi",	"52 ", "/attic/old.gmi", NULL },
	{ "/attic/",		"52 ", "/attic/", NULL },
	{ "/attics",		"51 ", "/attics", NULL },
};

static void
test_moved(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str answer;

	begin();
	answer = stage_gemini(&s, row->name);
	if (!str_starts(answer, str_of(row->header))) {
		print_bytes("got", answer);
		fail_msg("wanted %s", row->header);
	}
	assert_lacks(answer, "SECRET");
	if (row->selector != NULL) {
		answer = stage_gopher(&s, str_of(row->selector));
		if (row->menu != NULL)
			assert_has(answer, row->menu);
		else
			assert_status(answer, "3");
		assert_lacks(answer, "SECRET");
	}
	stage_close(&s);
}

/* On Gopher there is no status: the words have to say which of the two it is. */
static void
gone_in_words(void **state)
{
	struct str no;
	struct arena a = { NULL };

	(void)state;
	begin();
	no = arena_str(&a, stage_gopher(&s, STR("/posts/never.gmi")));
	assert_false(str_eq(stage_gopher(&s, STR("/posts/ended.gmi")), no));
	arena_release(&a);
	stage_close(&s);
}

/* What is over is in no list and no feed, and nobody's neighbour. */
static void
gone_is_nowhere(void **state)
{
	static const char *const pages[] = { "/", "/posts/", "/atom.xml", "/archive/2024", "/comments.xml", "/posts/selene.gmi" };

	(void)state;
	begin();
	for (size_t i = 0; i < COUNT(pages); i++) {
		assert_status(stage_gemini(&s, pages[i]), "20 ");
		assert_lacks(buf_str(&s.out), "ended");
	}
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "moved" };

	suite_table(&suite, "moved", rows, test_moved);
	suite_test(&suite, gone_in_words);
	suite_test(&suite, gone_is_nowhere);
	return suite_run(&suite);
}

/* tests/unit/test_fill.c: pages by the author's layouts. (src/page/fill.c, and what fills them) */
#include "unit/stage.h"

#include "capsule/clerk.h"

static struct stage s;

static const struct {
	const char *name, *path, *text;		/* a file in layout/ */
	const char *ask;			/* "/…" on Gemini, else "g/…" on Gopher */
	const char *has, *lacks;		/* NULL: whatever */
} rows[] = {
	{ "a post", "layout/post.gmi", "# {{title}} ({{iso-date}})\nby {{author}}{{date}}\n{{body}}\n{{tags}}\n",
	    "/posts/moon.gmi", "\r\n# The Moon (2024-02-29)\nby 29 February 2024\nPale.\nFiled under:\n=> /tags/night-sky Night Sky\n", "comment" },
	{ "values of a post in its language", "layout/post.gmi", "{{date}}\n{{body}}\n{{byline}}\n",
	    "/posts/letters/deep.gmi", "\r\n1. Januar 2024\n1. Januar 2024\n", NULL },
	{ "a line whose values are empty is left out", "layout/post.gmi", "License: {{license}}\n* {{author}}{{summary}}\n{{body}}\n",
	    "/posts/moon.gmi", "\r\nPale.\n", "License" },
	{ "a line without values stays", "layout/post.gmi", "License:\n{{body}}\n", "/posts/moon.gmi", "\r\nLicense:\nPale.\n", NULL },
	{ "what is left out leaves no gap", "layout/post.gmi", "\n\n{{license-line}}\n\n{{body}}\n\n\n{{license-line}}\n\n",
	    "/posts/moon.gmi", "\r\nPale.\n", "\n\n" },
	{ "the capsule is known everywhere", "layout/post.gmi", "{{capsule}}\n{{body}}\n", "/posts/moon.gmi", "\r\nMoon Letters\nPale.\n", NULL },
	{ "a title in an address", "layout/post.gmi", "{{body}}\n=> mailto:a@b?subject={{title}} Write to {{capsule}}\n",
	    "/posts/moon.gmi", "=> mailto:a@b?subject=The%20Moon Write to Moon Letters\n", NULL },
	{ "a path in an address is one", "layout/post.gmi", "{{body}}\n=> gemini://mirror.example{{path}} Mirror\n",
	    "/posts/moon.gmi", "=> gemini://mirror.example/posts/moon.gmi Mirror\n", NULL },
	{ "a body without the layout's title keeps its own", "layout/post.gmi", "{{body}}\n", "/posts/sun.gmi", "\r\n# The Sun\n\nBright.\n", NULL },
	{ "a body with it drops its own", "layout/post.gmi", "## {{title}}\n\n{{body}}\n", "/posts/sun.gmi", "\r\n## The Sun\n\nBright.\n",
	    "\n# The Sun" },
	{ "preformatted in a layout", "layout/post.gmi", "```\n{{title}}\n```\n{{body}}\n", "/posts/moon.gmi", "```\n{{title}}\n```\nPale.\n", NULL },
	{ "leave a comment on top", "layout/post.gmi", "{{leave-a-comment}}\n{{follow}}\n{{body}}\n", "/posts/moon.gmi", "/leave-a-comment Leave a comment", "Answer Ann" },
	{ "comments are closed", "layout/post.gmi", "{{leave-a-comment}}\n{{body}}\n", "/posts/closed.gmi", "\r\nComments are closed.\n", "=> /c/" },
	{ "comments are off", "layout/post.gmi", "{{leave-a-comment}}\n{{follow}}\nx\n{{body}}\n", "/posts/off.gmi", "\r\nx\n", "=> /c/" },
	{ "the comments", "layout/comments.gmi", "## On {{title}}: {{count}}\n{{follow}}\n{{comments}}\n", "/posts/moon.gmi",
	    "\n\n## On The Moon: 1 comment\n=> /c/", "leave-a-comment" },
	{ "comments stay quoted", "layout/comments.gmi", "{{comments}}\n", "/posts/moon.gmi", "\n> First.\n", "\nFirst." },
	{ "a list", "layout/list.gmi", "# Posts of {{title}}\n{{posts}}\n", "/posts/", "\r\n# Posts of Moon Letters\n=> /posts/moon.gmi 2024-02-29 The Moon\n", "Home" },
	{ "a list of a folder", "layout/list.gmi", "# {{title}}\n{{posts}}\n", "/posts/letters/",
	    "\r\n# Moon Letters: letters/\n=> /posts/letters/deep.gmi 2024-01-01 Deep\n", "Moon\n" },
	{ "a tag", "layout/tag.gmi", "# {{tag}}\n{{links}}\n{{posts}}\n", "/tags/night-sky", "\r\n# Night Sky\n=> /tags/night-sky/atom.xml Atom feed\n=> /tags/ All tags\n=> /posts/ All posts\n=> /posts/moon.gmi 2024-02-29 The Moon\n", NULL },
	{ "a way to the search", "layout/post.gmi", "{{search}}\n{{body}}\n", "/posts/moon.gmi", "\r\n=> /search Search\nPale.\n", NULL },
	{ "one on every page", "layout/header.gmi", "{{search}}\n", "/tags/", "\r\n=> /search Search\n\n# Tags\n", NULL },
	{ "one on Gopher", "layout/header.gmi", "{{search}}\n", "g/tags/", "7Search\t/search\t", NULL },
	{ "no related posts leave no gap", "layout/post.gmi", "{{body}}\n\n{{related}}\n\nend\n", "/posts/moon.gmi", "\r\nPale.\n\nend\n", NULL },
	{ "few posts need no pages", "layout/list.gmi", "{{pages}}\n{{posts}}\n", "/posts/", "\r\n=> /posts/moon.gmi 2024", "posts" "/page-" },
	{ "a header", "layout/header.gmi", "Of {{capsule}}\n", "/posts/moon.gmi", "\r\nOf Moon Letters\n\n# The Moon\n", NULL },
	{ "a header above home", "layout/header.gmi", "Of {{capsule}}\n", "/", "\r\nOf Moon Letters\n\n# Moon Letters\n", NULL },
	{ "a header above a folder", "layout/header.gmi", "up\n", "/list/", "\r\nup\n\n# /list/\n", NULL },
	{ "a footer", "layout/footer.gmi", "\n=> /about.gmi About\n", "/tags/", "=> / Home\n\n=> /about.gmi About\n", NULL },
	{ "a footer below the comments", "layout/footer.gmi", "bye\n", "/c/comments", "Home\n\nbye\n", NULL },
	{ "no header on a file", "layout/header.gmi", "up\n", "/about.gmi", "\r\n# About\n", "up" },
	{ "no header on a prompt", "layout/header.gmi", "up\n", "/nowhere", "51 Not found\r\n", "up" },
	{ "on Gopher, too", "layout/footer.gmi", "bye\n", "g/posts/moon.gmi", "ibye\t", NULL },
	{ "on Gopher alone", "layout/gopher/footer.gmi", "bye\n", "g/posts/moon.gmi", "ibye\t", NULL },
	{ "not on Gemini", "layout/gopher/footer.gmi", "bye\n", "/posts/moon.gmi", "# The Moon", "bye" },
	{ "a broken one is the built-in one", "layout/post.gmi", "{{boddy}}\n", "/posts/moon.gmi", "\r\n# The Moon\n29 February 2024\n\nPale.\n", "boddy" },
	{ "never served as a file", "layout/post.gmi", "{{body}}\n", "/layout/post.gmi", "51 ", NULL },
};

static void
test_page(void **state)
{
	const __typeof__(rows[0]) *row = *state;
	struct str answer;

	stage_open(&s);
	temp_write(&s.t, row->path, row->text);
	stage_load(&s);
	answer = row->ask[0] == 'g' ? stage_gopher(&s, str_of(row->ask + 1)) : stage_gemini(&s, row->ask);
	if (row->has != NULL)
		assert_has(answer, row->has);
	if (row->lacks != NULL)
		assert_lacks(answer, row->lacks);
	stage_close(&s);
}

/* --- the language of what is said --- */

static const struct {
	const char *name, *post, *rest;		/* below /c/ID5/ of this post; NULL: `rest` is a path */
	const char *has;
} spoken[] = {
	{ "a German post", NULL, "/posts/letters/deep.gmi", "20 text/gemini; lang=de\r\n" },
	{ "its comments", NULL, "/posts/letters/deep.gmi", "## Noch keine Kommentare\n" },
	{ "a prompt about it", "letters/deep", "leave-a-comment", "10 Schreiben Sie Ihren Kommentar\r\n" },
	{ "a preview", "letters/deep", "leave-a-comment?Hallo", "20 text/gemini; lang=de\r\n# Ihr Kommentar zu „Deep“\n" },
	{ "its discussion", "letters/deep", "", "# Kommentare zu „Deep“\n" },
	{ "an empty answer", "letters/deep", "leave-a-comment?", "# Es wurde nichts geschrieben\n" },
	{ "what is not there", "letters/deep", "nothing", "51 Nicht gefunden\r\n" },
	{ "the feed of its comments", NULL, "/posts/letters/deep.xml", "<title>Kommentare zu „Deep“</title>" },
	{ "an English post", "moon", "leave-a-comment", "10 Write your comment\r\n" },
	{ "the capsule", NULL, "/posts/", "=> / Home\n" },
};

static void
test_spoken(void **state)
{
	const __typeof__(spoken[0]) *row = *state;

	stage_open(&s);
	if (row->post == NULL)
		assert_has(stage_gemini(&s, row->rest), row->has);
	else
		assert_has(stage_ask(&s, row->post, row->rest), row->has);
	stage_close(&s);
}

/* A capsule in Japanese: what nobody's post decides is Japanese, errors among it. */
static void
a_capsule_in_another_language(void **state)
{
	(void)state;
	stage_open(&s);
	stage_settings(&s, "title: 月\nlang: ja\nhost: h.example\n");
	assert_has(stage_gemini(&s, "/posts/"), "=> / ホーム\n");
	assert_has(stage_gemini(&s, "/nowhere"), "51 見つかりません\r\n");
	assert_has(stage_gemini(&s, "gemini://other.example/"), "53 このサーバーはそのアドレスを扱っていません\r\n");
	assert_has(stage_gemini(&s, "/posts/moon.gmi"), "\n2024年2月29日\n");
	assert_has(stage_gopher(&s, STR("/nowhere")), "3見つかりません\t");
	assert_has(stage_gemini(&s, "/posts/letters/deep.gmi"), "Alle Beiträge");
	/* One exchange after the other: the language of the last one is forgotten. */
	assert_has(stage_gemini(&s, "/tags/"), "すべての記事");
	stage_close(&s);
}

/* What is said where no post is, in a folder and in lists: the folder's language. */
static void
a_folder_in_another_language(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "fr/.folder.yaml", "lang: fr\n");
	temp_write(&s.t, "fr/a.gmi", "# A\n");
	temp_write(&s.t, "posts/.folder.yaml", "lang: ja-JP\n");
	assert_has(stage_gemini(&s, "/fr/"), "20 text/gemini; lang=fr\r\n# /fr/\n\n=> ../ Dossier parent\n");
	assert_has(stage_gemini(&s, "/fr/nothing"), "51 Introuvable\r\n");
	assert_has(stage_gopher(&s, STR("/fr/")), "1Dossier parent\t");
	assert_has(stage_gemini(&s, "/posts/"), "20 text/gemini; lang=ja-JP\r\n");
	assert_has(stage_gemini(&s, "/posts/"), "=> /archive/ 年別\n");
	assert_has(stage_gemini(&s, "/posts/moon.gmi"), "\n2024年2月29日\n");
	assert_has(stage_ask(&s, "moon", "leave-a-comment?x"), "lang=ja-JP\r\n# 「The Moon」へのあなたのコメント\n");
	/* A post's own language comes first; elsewhere it is the capsule's. */
	assert_has(stage_gemini(&s, "/posts/letters/deep.gmi"), "Alle Beiträge");
	assert_has(stage_gemini(&s, "/tags/"), "=> / Home\n");
	stage_close(&s);
}

/* Long lists, in German: their pages have numbers, and the subtitle stands on the first alone. */
static void
numbered_pages(void **state)
{
	(void)state;
	stage_open(&s);
	for (int i = 10; i < 31; i++) {
		char path[32], text[96];

		(void)snprintf(path, sizeof(path), "posts/n/%d.gmi", i);
		(void)snprintf(text, sizeof(text), "---\ntitle: N%d\ndate: 2020-01-%d\ntags: viel\n---\n", i, i);
		temp_write(&s.t, path, text);
	}
	temp_write(&s.t, "layout/list.gmi", "# {{title}}\n## {{subtitle}}\n{{pages}}\n{{posts}}\n");
	stage_settings(&s, "title: T\nsubtitle: S\nlang: de\nhost: h.example\npage-length: 10\n");
	assert_has(stage_gemini(&s, "/posts/"), "\r\n# T\n## S\n=> /posts/page-2 Ältere Beiträge\n=> /posts/moon.gmi 2024-02-29 ");
	assert_has(stage_gemini(&s, "/posts/page-1"), "\r\n# T (Seite 1)\n=> /posts/page-2 Neuere Beiträge\n=> /posts/n/19.gmi 2020-01-19 N19\n");
	assert_has(stage_gemini(&s, "/posts/n/"), "\r\n# T: n/\n=> /posts/n/page-2 Ältere Beiträge\n=> /posts/n/30.gmi ");
	assert_has(stage_gemini(&s, "/posts/page-9"), "51 Nicht gefunden\r\n");
	assert_has(stage_gemini(&s, "/tags/viel/page-2"), "\r\n# Abgelegt unter viel (Seite 2)\n");
	assert_has(stage_gemini(&s, "/tags/viel/page-2"), "=> /tags/viel/page-1 Ältere Beiträge\n=> /tags/viel Neueste Beiträge\n");
	assert_has(stage_gemini(&s, "/archive/2020"), "# T: 2020\n\n21 Beiträge.\n\n## Januar 2020\n\n=> /posts/n/30.gmi 2020-01-30 N30\n");
	assert_has(stage_gemini(&s, "/posts/n/30.gmi"), "\nDazu passt:\n=> /posts/n/29.gmi N29\n");
	stage_close(&s);
}

/* Gopher's prompts take what a comment may have; more comes back, in the words of its post. */
static void
too_long_in_the_words_of_its_post(void **state)
{
	static const struct {
		size_t n;
		bool fits;
	} sizes[] = { { CLERK_PROMPT_MAX - 1, true }, { CLERK_PROMPT_MAX, true }, { CLERK_PROMPT_MAX + 1, false } };

	(void)state;
	stage_open(&s);
	for (size_t i = 0; i < COUNT(sizes); i++) {
		char line[CLERK_PROMPT_MAX + 64];
		int head = snprintf(line, sizeof(line), "/c/%s/leave-a-comment\t", site_id_of(s.site,
		    site_post_named(s.site, STR("letters/deep"))));
		struct str answer;

		memset(line + head, 'x', sizes[i].n);
		answer = stage_gopher(&s, (struct str){ line, (size_t)head + sizes[i].n });
		assert_int_equal(s.done, !sizes[i].fits);	/* one that fits waits in the store first */
		if (sizes[i].fits)
			continue;
		assert_has(answer, "iDas ist zu lang\t");
		assert_has(answer, "iEin Kommentar darf hier 4000 Byte lang sein, dieser hat 4001.");
		assert_has(answer, "7Neu schreiben\t/c/");
	}
	stage_close(&s);
}

/* The store's answer comes when the site may be another: its words are those of the site that answers. */
static void
an_answer_is_in_the_words_of_its_site(void **state)
{
	char link[4096];

	(void)state;
	stage_open(&s);
	temp_write(&s.t, "layout/words.de.yaml", "publish: Publish this comment\n");
	stage_load(&s);
	stage_keep(link, sizeof(link), stage_publish_link(stage_ask(&s, "letters/deep", "leave-a-comment?Hallo")));
	(void)stage_gemini(&s, link);
	assert_false(s.done);
	temp_write(&s.t, "layout/words.de.yaml", "not-taken: Nein.\n");
	stage_load(&s);				/* frees the words that the order was made with */
	assert_has(stage_settle(&s, ORDER_REFUSED, 0, ""), "# Nein.\n");
	stage_close(&s);
}

int
main(void)
{
	static struct suite suite = { .name = "fill" };

	suite_table(&suite, "page", rows, test_page);
	suite_table(&suite, "spoken", spoken, test_spoken);
	suite_test(&suite, a_capsule_in_another_language);
	suite_test(&suite, a_folder_in_another_language);
	suite_test(&suite, numbered_pages);
	suite_test(&suite, too_long_in_the_words_of_its_post);
	suite_test(&suite, an_answer_is_in_the_words_of_its_site);
	return suite_run(&suite);
}

/* tests/unit/test_feed.c: posts as Atom feeds.	RFC 4287 section 4; subscriptions-and-feeds.md section 2 */
#include "unit/stage.h"

#include "format/doc.h"

static struct stage s;
static struct arena kept;

static struct str
feed(const char *path)
{
	assert_status(stage_gemini(&s, path), "20 application/atom+xml\r\n");
	return buf_str(&s.out);
}

static struct str
keep(struct str text)
{
	return arena_str(&kept, text);
}

/* What stands between two pieces of text, the n-th time (from 0). */
static struct str
between(struct str text, const char *open, const char *close, size_t n)
{
	for (; text.n > 0; text = str_from(text, 1)) {
		if (!str_starts(text, str_of(open)) || n-- > 0)
			continue;
		text = str_from(text, strlen(open));
		for (size_t i = 0; i < text.n; i++)
			if (str_starts(str_from(text, i), str_of(close)))
				return str_head(text, i);
	}
	return STR_NONE;
}

static struct str
id_of(const char *title)
{
	struct str rest = feed("/atom.xml"), entry;

	for (size_t i = 0; (entry = between(rest, "<entry>", "</entry>", i)).n > 0; i++)
		if (str_eq(between(entry, "<title>", "</title>", 0), str_of(title)))
			return keep(between(entry, "<id>", "</id>", 0));
	return STR_NONE;
}

static size_t
count(struct str text, const char *part)
{
	size_t n = 0;

	for (; text.n > 0; text = str_from(text, 1))
		n += str_starts(text, str_of(part));
	return n;
}

static void
of_the_capsule(void **state)
{
	struct str all;

	(void)state;
	stage_open(&s);
	all = feed("/atom.xml");
	assert_has(all, "\n  <title>Moon Letters</title>\n  <updated>2024-02-29T00:00:00Z</updated>\n"
	    "  <link rel=\"self\" href=\"gemini://h.example/atom.xml\"/>\n  <link rel=\"alternate\" href=\"gemini://h.example/posts/\"/>\n");
	assert_has(all, "    <title>The Moon</title>\n    <published>2024-02-29T00:00:00Z</published>\n    <updated>2024-02-29T00:00:00Z</updated>\n"
	    "    <author><name>Moon Letters</name></author>\n    <link rel=\"alternate\" href=\"gemini://h.example/posts/moon.gmi\"/>\n"
	    "    <category term=\"Night Sky\"/>\n    <summary>Pale.</summary>\n  </entry>\n");
	assert_has(all, "<summary>Bright.</summary>");		/* not the heading */
	assert_int_equal(count(all, "<entry>"), 6);
	assert_lacks(all, "SECRET");
	assert_lacks(all, "Not for Gemini");
	all = keep(all);
	assert_bytes_equal(feed("/atom.xml"), all);
	s.now += 3600;
	assert_bytes_equal(feed("/atom.xml"), all);		/* no clock in it */
	stage_settings(&s, STAGE_SETTINGS "author: Ann\n");
	assert_has(feed("/atom.xml"), "\n  <author><name>Ann</name></author>\n");
	assert_has(feed("/atom.xml"), "\n    <author><name>Ann</name></author>\n");
	stage_close(&s);
}

static void
of_a_tag(void **state)
{
	(void)state;
	stage_open(&s);
	assert_has(feed("/tags/night-sky/atom.xml"), "<title>Moon Letters: Night Sky</title>");
	assert_has(buf_str(&s.out), "href=\"gemini://h.example/tags/night-sky/atom.xml\"");
	assert_has(buf_str(&s.out), "href=\"gemini://h.example/tags/night-sky\"");
	assert_int_equal(count(buf_str(&s.out), "<entry>"), 1);
	assert_has(stage_gemini(&s, "/tags/night-sky"), "=> /tags/night-sky/atom.xml Atom feed\n");
	assert_status(stage_gemini(&s, "/tags/secret/atom.xml"), "51 ");	/* of drafts alone */
	assert_status(stage_gemini(&s, "/tags/none/atom.xml"), "51 ");
	assert_status(stage_gemini(&s, "/tags/atom.xml"), "51 ");
	temp_write(&s.t, "posts/x.gmi", "---\ndate: 2024-01-01\ntags: atom.xml\n---\n");
	stage_load(&s);
	assert_status(stage_gemini(&s, "/tags/atom.xml"), "20 text/gemini");
	assert_int_equal(count(feed("/tags/atom.xml/atom.xml"), "<entry>"), 1);
	stage_close(&s);
}

static void
on_gopher(void **state)
{
	struct str all;

	(void)state;
	stage_open(&s);
	all = stage_gopher(&s, STR("/atom.xml"));
	assert_status(all, "<?xml ");
	assert_has(all, "<link rel=\"self\" href=\"gopher://h.example:70/0/atom.xml\"/>");
	assert_has(all, "<link rel=\"alternate\" href=\"gopher://h.example:70/1/posts/moon.gmi\"/>");
	assert_lacks(all, "gemini://");
	assert_has(all, "Not for Gemini");
	assert_has(stage_gopher(&s, STR("/posts/")), "\r\n0Atom feed\t/atom.xml\t");
	stage_close(&s);
}

/* One post, one name, in both protocols, whatever becomes of everything around it. */
static void
names_outlive_everything(void **state)
{
	struct str id, site, on_gopher;
	struct temp *t = &s.t;

	(void)state;
	stage_open(&s);
	id = id_of("The Moon");
	assert_true(str_starts(id, STR("urn:uuid:")));
	site = keep(between(feed("/atom.xml"), "<id>", "</id>", 0));
	on_gopher = stage_gopher(&s, STR("/atom.xml"));
	assert_has(on_gopher, arena_cstr(&kept, id));
	/* host */
	stage_settings(&s, "title: Moon Letters\nhost: other.example\n");
	s.front.gemini = STR("gemini://other.example");
	assert_bytes_equal(id_of("The Moon"), id);
	assert_bytes_equal(between(feed("/atom.xml"), "<id>", "</id>", 0), site);
	/* slug, body, updated, tags, aliases, author */
	temp_write(t, "posts/moon.gmi", "---\ntitle: The Moon\ndate: 2024-02-29\nslug: luna\naliases: /x\nupdated: 2024-03-01\n---\nPaler.\n");
	stage_load(&s);
	assert_bytes_equal(id_of("The Moon"), id);
	/* title */
	temp_write(t, "posts/moon.gmi", "---\ntitle: Luna\ndate: 2024-02-29\n---\nPaler.\n");
	stage_load(&s);
	assert_bytes_equal(id_of("Luna"), id);
	/* its place: the author says what it was called */
	assert_int_equal(renameat(t->fd, "posts/moon.gmi", t->fd, "posts/letters/m.gmi"), 0);
	temp_write(t, "posts/letters/m.gmi", "---\ntitle: Luna\ndate: 2024-02-29\n---\n");
	stage_load(&s);
	assert_false(str_eq(id_of("Luna"), id));
	for (size_t i = 0; i < 3; i++) {
		static const char *const names[] = { "moon", "posts/moon.gmi", "/posts/moon.gmi" };
		char text[128];

		(void)snprintf(text, sizeof(text), "---\ntitle: Luna\ndate: 2024-02-29\nid: %s\n---\n", names[i]);
		temp_write(t, "posts/letters/m.gmi", text);
		stage_load(&s);
		assert_bytes_equal(id_of("Luna"), id);
	}
	stage_close(&s);
	arena_release(&kept);
}

/* With a name for the capsule, neither its title nor a post's date matter any more. */
static void
a_name_for_the_capsule(void **state)
{
	struct str id, site, other;

	(void)state;
	stage_open(&s);
	other = id_of("The Moon");
	stage_settings(&s, "title: A\nid: urn:x:one\nhost: h.example\n");
	id = id_of("The Moon");
	site = keep(between(feed("/atom.xml"), "<id>", "</id>", 0));
	assert_false(str_eq(id, other));
	stage_settings(&s, "title: B\nid: urn:x:one\nhost: h.example\n");
	temp_write(&s.t, "posts/moon.gmi", "---\ntitle: The Moon\ndate: 2024-02-28\n---\n");
	stage_load(&s);
	assert_bytes_equal(id_of("The Moon"), id);
	assert_bytes_equal(between(feed("/atom.xml"), "<id>", "</id>", 0), site);
	stage_settings(&s, "title: B\nid: urn:x:two\nhost: h.example\n");
	assert_false(str_eq(id_of("The Moon"), id));
	stage_close(&s);
	arena_release(&kept);
}

static const struct {
	const char *name, *id;		/* NULL: a hash */
} ids[] = {
	{ "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8", "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8" },
	{ "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8" },
	{ "tag:ann.example,2024:moon", "tag:ann.example,2024:moon" },
	{ "https://old.example/?p=123", "https://old.example/?p=123" },
	{ "6ba7b810-9dad-11d1-80b4-00c04fd430c", NULL }, { "6ba7b810-9dad-11d1-80b4-00c04fd430c8a", NULL },
	{ "6ba7b810x9dad-11d1-80b4-00c04fd430c8", NULL }, { "gba7b810-9dad-11d1-80b4-00c04fd430c8", NULL },
	{ "moon: a visit", NULL }, { "two words", NULL }, { "7", NULL },
};

static void
test_id(void **state)
{
	const __typeof__(ids[0]) *row = *state;
	struct config c = { .title = STR("T") };
	struct site site = { .config = &c };
	struct post p = { .name = STR("moon"), .id = exact_dup(row->name) };
	struct str id = feed_post_id(&site, &p, &kept);

	if (row->id != NULL)
		assert_str_equal(id, row->id);
	else
		assert_true(str_starts(id, STR("urn:uuid:")) && !str_ends(id, p.id));
	exact_free(p.id);
	arena_release(&kept);
}

/* `updated` is what the author says, never before the post itself; the feed's is that of its newest change. */
static void
when_it_changed(void **state)
{
	struct str all;

	(void)state;
	stage_open(&s);
	temp_write(&s.t, "posts/letters/deep.gmi", "---\ndate: 2024-01-01\ntitle: Deep\nupdated: 2024-03-01\n---\n");
	temp_write(&s.t, "posts/moon.gmi", "---\ntitle: The Moon\ndate: 2024-02-29\nupdated: 2024-02-01\n---\n");
	stage_load(&s);
	all = feed("/atom.xml");
	assert_has(all, "<title>Moon Letters</title>\n  <updated>2024-03-01T00:00:00Z</updated>");
	assert_has(all, "<published>2024-01-01T00:00:00Z</published>\n    <updated>2024-03-01T00:00:00Z</updated>");
	assert_has(all, "<published>2024-02-29T00:00:00Z</published>\n    <updated>2024-02-29T00:00:00Z</updated>");
	all = keep(all);
	temp_touch(&s.t, "posts/moon.gmi", STAGE_NOW);		/* saved again, as it was */
	stage_load(&s);
	assert_bytes_equal(feed("/atom.xml"), all);
	stage_close(&s);
	arena_release(&kept);
}

/* A post may bear the date of an old letter; nobody has updated it in 1970. */
static void
long_ago(void **state)
{
	struct str all;

	(void)state;
	stage_open(&s);
	temp_write(&s.t, "posts/old/letter.gmi", "---\ntitle: Letter\ndate: 1912-04-14\ntags: letters\n---\nText.\n");
	stage_load(&s);
	all = feed("/tags/letters/atom.xml");
	assert_has(all, "Letters: letters</title>\n  <updated>1912-04-14T00:00:00Z</updated>");
	assert_has(all, "<published>1912-04-14T00:00:00Z</published>\n    <updated>1912-04-14T00:00:00Z</updated>");
	assert_has(stage_gemini(&s, "/posts/old/letter.gmi"), "# Letter\n14 April 1912\n");
	stage_close(&s);
}

#define BODY "# Sun\n\n=> moon.gmi Moon\n=> ../about.gmi\n=> https://w.example/ W\n=> /notes.txt N\n```x\n=> kept\n```\nText & <more>.\n"

static void
full_texts(void **state)
{
	(void)state;
	stage_open(&s);
	temp_write(&s.t, "posts/sun.gmi", "---\ndate: 2024-02-01\ntitle: The Sun\nsummary: Own words\n---\n" BODY);
	stage_settings(&s, STAGE_SETTINGS "feed: full\n");
	assert_has(feed("/atom.xml"), "    <summary>Own words</summary>\n    <content type=\"text/gemini\"># Sun\n\n"
	    "=&gt; gemini://h.example/posts/moon.gmi Moon\n=&gt; gemini://h.example/about.gmi\n=&gt; https://w.example/ W\n"
	    "=&gt; gemini://h.example/notes.txt N\n```x\n=&gt; kept\n```\nText &amp; &lt;more&gt;.\n</content>\n");
	assert_has(buf_str(&s.out), "<content type=\"text/gemini\">Pale.\n</content>");
	assert_lacks(buf_str(&s.out), "<summary>Pale.");
	assert_has(stage_gopher(&s, STR("/atom.xml")), "\n=&gt; gopher://h.example:70/1/posts/moon.gmi Moon\n"
	    "=&gt; gopher://h.example:70/1/about.gmi\n=&gt; https://w.example/ W\n=&gt; gopher://h.example:70/0/notes.txt N\n```x\n");
	stage_close(&s);
}

/* FEED_TEXT_MAX, 256 KiB: at it the text, one byte over it the summary. */
static void
a_text_too_long(void **state)
{
	(void)state;
	stage_open(&s);
	stage_settings(&s, STAGE_SETTINGS "feed: full\n");
	for (size_t n = (256 << 10) - 1; n <= (256 << 10) + 1; n++) {
		char *text = text_of('x', n);

		text[n - 1] = '\n';
		text[9] = '\n';
		temp_write(&s.t, "posts/2024-02-03-long.gmi", text);
		stage_load(&s);
		assert_int_equal(has_text(feed("/atom.xml"), STR("<content type=\"text/gemini\">xxxxxxxxx\nx")), n <= 256 << 10);
		assert_int_equal(has_text(buf_str(&s.out), STR("<summary>xxxxxxxxx</summary>")), n > 256 << 10);
		free(text);
	}
	stage_close(&s);
}

/* FEED_ENTRIES, 50; and FEED_MAX, 4 MiB, over which the oldest are left out and the feed is still whole. */
static void
limits(void **state)
{
	char *big = text_of('x', 200 << 10);

	(void)state;
	stage_open(&s);
	for (int i = 0; i < 45; i++) {
		char path[64];

		(void)snprintf(path, sizeof(path), "posts/2023-01-%02d-%02d.gmi", i % 28 + 1, i);
		temp_write(&s.t, path, i == 44 ? "last" : "text");
		stage_load(&s);
		if (i >= 42)			/* 49, 50, 51 with the six that are there */
			assert_int_equal(count(feed("/atom.xml"), "<entry>"), i + 7 < 50 ? i + 7 : 50);
	}
	for (int i = 0; i < 30; i++) {
		char path[64];

		(void)snprintf(path, sizeof(path), "posts/2024-01-%02d-big.gmi", i % 28 + 1);
		temp_write(&s.t, path, big);
	}
	stage_settings(&s, STAGE_SETTINGS "feed: full\n");
	assert_true(str_ends(feed("/atom.xml"), STR("  </entry>\n</feed>\n")));
	assert_in_range(s.out.n, (4 << 20) - (201 << 10), 4 << 20);
	assert_int_equal(count(buf_str(&s.out), "<entry>"), count(buf_str(&s.out), "</entry>"));
	stage_close(&s);
	free(big);
}

static void
a_long_first_paragraph(void **state)
{
	char *long_line = text_of('y', 400);
	char want[400];

	(void)state;
	stage_open(&s);
	for (size_t n = 299; n <= 301; n++) {
		char text[500];

		(void)snprintf(text, sizeof(text), "# T\n```a\npre\n```\n> quote\n* item\n=> /x link\n\n%.*s\nnext\n", (int)n, long_line);
		temp_write(&s.t, "posts/2024-02-03-long.gmi", text);
		stage_load(&s);
		(void)snprintf(want, sizeof(want), "<summary>%.*s%s</summary>", n > 300 ? 300 : (int)n, long_line, n > 300 ? "\xe2\x80\xa6" : "");
		assert_has(feed("/atom.xml"), want);
	}
	stage_close(&s);
	free(long_line);
}

/* No posts at all: still a feed, and the same one tomorrow. A file of the author's own wins. */
static void
empty_and_ones_own(void **state)
{
	struct str all;

	(void)state;
	stage_open(&s);
	s.now = 0;
	all = keep(feed("/atom.xml"));
	assert_has(all, "<updated>1970-01-01T00:00:00Z</updated>");
	assert_lacks(all, "<entry>");
	s.now = 86400;
	assert_bytes_equal(feed("/atom.xml"), all);
	temp_write(&s.t, "atom.xml", "<mine/>");
	assert_has(stage_gemini(&s, "/atom.xml"), "<mine/>");
	stage_close(&s);
	arena_release(&kept);
}

/* The feeds of comments have names of the same kind. */
static void
comments_too(void **state)
{
	struct str one, all, entry;

	(void)state;
	stage_open(&s);
	one = keep(between(feed("/posts/moon.xml"), "<id>", "</id>", 0));
	entry = keep(between(buf_str(&s.out), "<id>", "</id>", 1));
	all = keep(between(feed("/comments.xml"), "<id>", "</id>", 0));
	assert_bytes_equal(between(buf_str(&s.out), "<id>", "</id>", 1), entry);
	assert_false(str_eq(one, all));
	stage_settings(&s, "title: Moon Letters\nhost: other.example\n");
	temp_write(&s.t, "posts/moon.gmi", "---\ntitle: The Moon\ndate: 2024-02-29\nslug: luna\n---\nPale.\n");
	stage_load(&s);
	assert_bytes_equal(between(feed("/posts/luna.xml"), "<id>", "</id>", 0), one);
	assert_bytes_equal(between(feed("/comments.xml"), "<id>", "</id>", 0), all);
	stage_close(&s);
	arena_release(&kept);
}

int
main(void)
{
	static struct suite suite = { .name = "feed" };

	suite_test(&suite, of_the_capsule);
	suite_test(&suite, of_a_tag);
	suite_test(&suite, on_gopher);
	suite_test(&suite, names_outlive_everything);
	suite_test(&suite, a_name_for_the_capsule);
	suite_table(&suite, "feed id", ids, test_id);
	suite_test(&suite, when_it_changed);
	suite_test(&suite, long_ago);
	suite_test(&suite, full_texts);
	suite_test(&suite, a_text_too_long);
	suite_test(&suite, limits);
	suite_test(&suite, a_long_first_paragraph);
	suite_test(&suite, empty_and_ones_own);
	suite_test(&suite, comments_too);
	return suite_run(&suite);
}

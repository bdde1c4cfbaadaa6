/* tests/unit/test_atom.c: Atom feeds, written.	RFC 4287; subscriptions-and-feeds.md section 2 */
#include "unit/test.h"

#include "format/atom.h"

static void
a_whole_feed(void **state)
{
	struct atom_entry e = { .id = STR("urn:x"), .title = STR("T<1>"), .url = STR("gemini://h.example/?a&b\"c"),
	    .author = STR("Ann & Bob"), .text = STR("a\n<b>"), .published = 1709294400, .updated = 1709294401 };
	struct buf b;

	(void)state;
	buf_init(&b, 8192);
	atom_begin(&b, STR("urn:f"), STR("Feed"), STR("Olga"), STR("gemini://h.example/f.xml"), STR("gemini://h.example/"), 1709294401);
	atom_entry(&b, &e);
	atom_end(&b);
	assert_str_equal(buf_str(&b), "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n"
	    "<feed xmlns=\"http://www.w3.org/2005/Atom\">\n  <id>urn:f</id>\n  <title>Feed</title>\n"
	    "  <updated>2024-03-01T12:00:01Z</updated>\n  <author><name>Olga</name></author>\n"
	    "  <link rel=\"self\" href=\"gemini://h.example/f.xml\"/>\n  <link rel=\"alternate\" href=\"gemini://h.example/\"/>\n"
	    "  <entry>\n    <id>urn:x</id>\n    <title>T&lt;1&gt;</title>\n    <published>2024-03-01T12:00:00Z</published>\n"
	    "    <updated>2024-03-01T12:00:01Z</updated>\n    <author><name>Ann &amp; Bob</name></author>\n"
	    "    <link rel=\"alternate\" href=\"gemini://h.example/?a&amp;b&quot;c\"/>\n"
	    "    <content type=\"text\">a\n&lt;b&gt;</content>\n  </entry>\n</feed>\n");
	buf_release(&b);
}

/* XML 1.0 section 2.2: what is no Char can be in no document, not even encoded. */
static const struct {
	const char *name, *in, *out;
} texts[] = {
	{ "plain", "abc", "abc" }, { "markup", "</title><x a=\"1\">&amp;", "&lt;/title&gt;&lt;x a=&quot;1&quot;&gt;&amp;amp;" },
	{ "end of CDATA", "]]>", "]]&gt;" }, { "controls", "a\x01\x1b[1m\x08z", "a[1mz" }, { "DEL and C1", "a\x7f\xc2\x9bz", "az" },
	{ "tab and line end", "a\tb\nc", "a\tb\nc" }, { "CR", "a\rb", "ab" }, { "U+FFFE", "a\xef\xbf\xbe\xef\xbf\xbfz", "az" },
	{ "not UTF-8", "a\xffz", "a\xef\xbf\xbdz" }, { "four bytes", "\xf0\x9f\x9a\x80", "\xf0\x9f\x9a\x80" },
};

static void
test_text(void **state)
{
	const __typeof__(texts[0]) *row = *state;
	struct str in = exact_dup(row->in);
	struct atom_entry e = { .id = in, .title = in, .url = in, .author = in, .text = in };
	struct buf b, want;

	buf_init(&b, 8192);
	buf_init(&want, 8192);
	atom_entry(&b, &e);
	buf_addf(&want, "<title>%s</title>", row->out);
	buf_addc(&want, '\0');
	assert_has(buf_str(&b), want.p);
	buf_clear(&want);
	buf_addf(&want, " href=\"%s\"/>", row->out);
	buf_addc(&want, '\0');
	assert_has(buf_str(&b), want.p);
	buf_clear(&want);
	buf_addf(&want, "<content type=\"text\">%s</content>", row->out);
	buf_addc(&want, '\0');
	assert_has(buf_str(&b), want.p);
	buf_release(&want);
	buf_release(&b);
	exact_free(in);
}

static void
an_entry_without_text(void **state)
{
	struct atom_entry e = { .id = STR("urn:x") };
	struct buf b;

	(void)state;
	buf_init(&b, 8192);
	atom_entry(&b, &e);
	assert_lacks(buf_str(&b), "<content");
	buf_clear(&b);
	atom_begin(&b, STR("urn:f"), STR("F"), STR_NONE, STR("s"), STR("u"), 0);
	assert_lacks(buf_str(&b), "<author>");
	buf_release(&b);
}

static void
all_of_an_entry(void **state)
{
	static const struct str tags[] = { { "a & b", 5 }, { "c", 1 } };
	struct atom_entry e = { .id = STR("urn:x"), .summary = STR("S < T"), .text = STR("# x"), .type = "text/gemini",
	    .categories = tags, .n_categories = 2 };
	struct buf b;

	(void)state;
	buf_init(&b, 8192);
	assert_true(atom_entry(&b, &e));
	assert_has(buf_str(&b), "    <category term=\"a &amp; b\"/>\n    <category term=\"c\"/>\n"
	    "    <summary>S &lt; T</summary>\n    <content type=\"text/gemini\"># x</content>\n  </entry>\n");
	buf_release(&b);
}

/* One byte too few for the entry and the feed's end: then there is nothing of it, and the end still fits. */
static void
whole_or_not_at_all(void **state)
{
	struct atom_entry e = { .id = STR("urn:x"), .title = STR("T"), .text = STR("&&&&&&&&") };
	size_t whole;

	(void)state;
	whole = 0;
	for (size_t max = 0; max < 1000; max++) {
		struct buf b;
		bool fits;

		buf_init(&b, 40 + max);
		buf_fill(&b, '.', 40);
		fits = atom_entry(&b, &e);
		assert_int_equal(b.full, false);
		assert_int_equal(fits, b.n > 40);
		if (whole == 0 && fits)
			whole = max;
		assert_int_equal(fits, whole != 0);
		if (max >= sizeof("</feed>\n") - 1)
			atom_end(&b);
		assert_false(b.full);
		if (fits && max == whole)
			assert_int_equal(b.n, b.max);		/* not a byte of the room was kept from it */
		buf_release(&b);
	}
	assert_true(whole > 0);
}

static void
names_that_stay(void **state)
{
	struct buf b, other;

	(void)state;
	buf_init(&b, 256);
	buf_init(&other, 256);
	atom_urn(&b, STR("x"));
	atom_urn(&other, STR("x"));
	assert_bytes_equal(buf_str(&b), buf_str(&other));
	assert_int_equal(b.n, strlen("urn:uuid:xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"));
	assert_int_equal(b.p[9 + 14], '8');					/* version */
	assert_true(strchr("89ab", b.p[9 + 19]) != NULL);			/* variant */
	buf_clear(&other);
	atom_urn(&other, STR("y"));
	assert_false(str_eq(buf_str(&b), buf_str(&other)));
	buf_release(&b);
	buf_release(&other);
}

int
main(void)
{
	static struct suite s = { .name = "atom" };

	suite_test(&s, a_whole_feed);
	suite_table(&s, "atom text", texts, test_text);
	suite_test(&s, an_entry_without_text);
	suite_test(&s, all_of_an_entry);
	suite_test(&s, whole_or_not_at_all);
	suite_test(&s, names_that_stay);
	return suite_run(&s);
}

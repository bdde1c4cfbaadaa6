/* tests/unit/test_posts.c: posts: front matter, dates, addresses, and the room in a prompt. */
#include "unit/exam.h"

static const struct exam_row rows[] = {
	{ "good", { { "posts/a.gmi", EXAM_POST "Text.\n" } },
	    "" },
	{ "broken", { { "posts/a.gmi", "---\ntitle: a: b\n---\n" } },
	    "post-broken posts/a.gmi:2:9: mapping values are not allowed in this context; a value with a colon needs quotes (the post is not shown)\n" },
	{ "empty", { { "posts/a.gmi", "" } },
	    "post-broken posts/a.gmi: is empty (the post is not shown)\n" },
	{ "a near miss", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\nsumary: x\n---\n" } },
	    "post-key posts/a.gmi:4:1: unknown key 'sumary'; did you mean 'summary' (a line of text)?\n" },
	{ "no date: the file's time, which is after this noon", { { "posts/a.gmi", "Text.\n" } },
	    "post-future posts/a.gmi: the post is not shown before its date\n"
	    "post-undated posts/a.gmi: no date\n" },
	{ "a date in the name", { { "posts/2024-01-01-a.gmi", "Text.\n" } },
	    "" },
	{ "no date in the name", { { "posts/2024-01-011.gmi", "Text.\n" } },
	    "post-future posts/2024-01-011.gmi: the post is not shown before its date\n"
	    "post-undated posts/2024-01-011.gmi: no date\n" },
	{ "two dates", { { "posts/2024-01-02-a.gmi", EXAM_POST } },
	    "post-date posts/2024-01-02-a.gmi:3:7: date is 2024-01-01, but the file is called 2024-01-02-a\n" },
	{ "one date, written twice", { { "posts/2024-01-02.gmi", "---\ntitle: A\ndate: 2024-01-02T23:30:00-05:00\n---\n" } },
	    "" },
	{ "a time without a zone", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01T10:00  # noon\n---\n" } },
	    "post-zone posts/a.gmi:3:7: date is 2024-01-01T10:00\n" },
	{ "times with a zone", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01 10:00 +0100\n---\n" }, { "posts/b.gmi", "---\ntitle: A\ndate: '2024-01-01T10:00:00Z'\n---\n" } },
	    "" },
	{ "to come", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-03-02\n---\n" } },
	    "post-future posts/a.gmi:3:7: the post is not shown before its date\n" },
	{ "to come, by name", { { "posts/2024-03-02.gmi", "Text.\n" } },
	    "post-future posts/2024-03-02.gmi: the post is not shown before its date\n" },
	{ "a draft to come", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-03-02\ndraft: true\n---\n" } },
	    "" },
	{ "updated a day before", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\nupdated: 2023-12-31\n---\n" } },
	    "post-updated posts/a.gmi:4:10: updated is before date\n" },
	{ "updated that day", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01T10:00:00Z\nupdated: 2024-01-01\n---\n" } },
	    "" },
	{ "updated an hour before", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01T10:00:00Z\nupdated: 2024-01-01T09:00:00Z\n---\n" } },
	    "post-updated posts/a.gmi:4:10: updated is before date\n" },
	{ "updated before the date in the name", { { "posts/2024-01-02.gmi", "---\ntitle: A\nupdated: 2024-01-01\n---\n" } },
	    "post-updated posts/2024-01-02.gmi:3:10: updated is before date\n" },
	{ "a name with a blank", { { "posts/a b.gmi", EXAM_POST } },
	    "post-name posts/a b.gmi: the address is /posts/a b.gmi\n" },
	{ "a name with a question", { { "posts/a?.gmi", EXAM_POST } },
	    "post-name posts/a?.gmi: the address is /posts/a?.gmi\n" },
	{ "a good slug for it", { { "posts/a b.gmi", "---\ntitle: A\ndate: 2024-01-01\nslug: ab\n---\n" } },
	    "" },
	{ "a bad slug", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\nslug: ä\n---\n" } },
	    "post-name posts/a.gmi:4:7: the address is /posts/ä.gmi\n" },
	{ "no slug at all", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\nslug: .a\n---\n" } },
	    "post-slug posts/a.gmi:4:7: slug is .a\n" },
	{ "a slug twice", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\nslug: c\n---\n" }, { "posts/b.gmi", "---\ntitle: A\ndate: 2024-01-01\nslug: c.gmi\n---\n" } },
	    "post-address posts/b.gmi:4:7: /posts/c.gmi is the address of posts/a.gmi, too\n" },
	{ "another's name for a slug", { { "posts/a.gmi", EXAM_POST }, { "posts/b.gmi", "---\ntitle: A\ndate: 2024-01-01\nslug: a\n---\n" } },
	    "post-address posts/b.gmi:4:7: /posts/a.gmi is the address of posts/a.gmi, too\n" },
	{ "no alias", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\naliases: [/a, '/%zz']\n---\n" } },
	    "post-alias posts/a.gmi:4:10: alias /%zz is no address\n" },
	{ "an alias that is a file", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\naliases: [/b.txt, /c.txt]\n---\n" }, { "b.txt", "B\n" } },
	    "post-alias-taken posts/a.gmi:4:10: alias /b.txt is the address of something that is there\n" },
	{ "an alias that is a page of ours", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\naliases: /archive/\n---\n" } },
	    "post-alias-taken posts/a.gmi:4:10: alias /archive/ is the address of something that is there\n" },
	{ "an alias twice", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\naliases: /c\n---\n" }, { "posts/b.gmi", "---\ntitle: A\ndate: 2024-01-02\naliases: /c\n---\n" } },
	    "post-clash posts/a.gmi:4:10: alias /c is the address or a newer alias of posts/b.gmi, to which it leads\n" },
	{ "an id twice", { { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\nid: c\n---\n" }, { "posts/b.gmi", "---\ntitle: A\ndate: 2024-01-02\nid: c\n---\n" } },
	    "post-clash posts/b.gmi:4:5: id c is that of posts/a.gmi, which is older\n" },
	{ "lines are counted from the file's start", { { "posts/a.gmi", EXAM_POST "\n#### 4\n" } },
	    "text-level posts/a.gmi:6:4: #### 4\n" },
	{ "a byte order mark before front matter", { { "posts/a.gmi", "\xef\xbb\xbf" EXAM_POST "A\n" } },
	    "text-bom posts/a.gmi:1:1: a byte order mark\n" },
	{ "wide, but not for Gopher", { { "capsule.yaml", EXAM_SETTINGS "gopher-width: 40\n" }, { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\ngopher: false\n---\n```x\n12345678901234567890123456789012345678901\n```\n" } },
	    "" },
	{ "wide", { { "capsule.yaml", EXAM_SETTINGS "gopher-width: 40\n" }, { "posts/a.gmi", "---\ntitle: A\ndate: 2024-01-01\n---\n```x\n12345678901234567890123456789012345678901\n```\n" } },
	    "pre-wide posts/a.gmi:6:41: 1 line of this block is wider than 40 columns; the widest has 41\n" },
};

int
main(void)
{
	static struct suite s = { .name = "posts" };

	suite_table(&s, "posts", rows, exam_test);
	return suite_run(&s);
}

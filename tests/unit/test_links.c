/* tests/unit/test_links.c: links: dead, in another case, leading out, not for everybody. */
#include "unit/exam.h"

static const struct exam_row rows[] = {
	{ "good", { { "a.gmi", "=> b/c.gmi\n=> /a.gmi\n=> b/\n=> /\n=> #A\n=> ?q\n=> /tags/\n=> /robots.txt\n=> /atom.xml\n# A\n" }, { "b/c.gmi", "=> ../a.gmi\n=> .\n=> ./c.gmi\n=> ..\n" } },
	    "" },
	{ "not ours", { { "a.gmi", "=> https://h.example/no\n=> gemini://x.example/no\n=> gopher://x.example/1/no\n=> mailto:a@h.example\n=> gemini://h.example:1966/no\n=> //x.example/no\n=> spartan://h.example/no\n" } },
	    "" },
	{ "our own", { { "a.gmi", "=> gemini://H.example/no\n=> gemini://h.example:1965/no\n=> //h.example/no\n=> gemini://h.example\n=> gemini://h.example/a.gmi\n" } },
	    "link-dead a.gmi:1:4: nothing is served at gemini://H.example/no\n"
	    "link-dead a.gmi:2:4: nothing is served at gemini://h.example:1965/no\n"
	    "link-dead a.gmi:3:4: nothing is served at //h.example/no\n" },
	{ "our own port", { { "capsule.yaml", EXAM_SETTINGS "gemini-port: 1966\n" }, { "a.gmi", "=> gemini://h.example:1966/no\n" } },
	    "link-dead a.gmi:1:4: nothing is served at gemini://h.example:1966/no\n" },
	{ "our own hole", { { "a.gmi", "=> gopher://h.example/1/no\n=> gopher://h.example:70/0/a.txt\n=> gopher://h.example\n=> gopher://h.example/7/search\n" }, { "a.txt", "A\n" } },
	    "link-dead a.gmi:1:4: nothing is served at gopher://h.example/1/no\n" },
	{ "private", { { "a.gmi", "=> capsule.yaml\n=> /comments/\n=> .git/config\n" }, { ".git/config", "x" } },
	    "link-dead a.gmi:1:4: nothing is served at capsule.yaml\n"
	    "link-dead a.gmi:2:4: nothing is served at /comments/\n"
	    "link-dead a.gmi:3:4: nothing is served at .git/config\n" },
	{ "other case", { { "a.gmi", "=> B/C.gmi\n=> B/\n=> /POSTS/a.gmi\n=> posts/SLUG.gmi\n" }, { "b/c.gmi", "C\n" }, { "posts/a.gmi", "---\ntitle: A\nslug: slug\ndate: 2024-01-01\n---\n" } },
	    "link-case a.gmi:1:4: B/C.gmi is called /b/c.gmi\n"
	    "link-case a.gmi:2:4: B/ is called /b/\n"
	    "link-case a.gmi:3:4: /POSTS/a.gmi is called /posts/a.gmi\n"
	    "link-case a.gmi:4:4: posts/SLUG.gmi is called /posts/slug.gmi\n" },
	{ "climbs", { { "b/a.gmi", "=> ../../x\n=> ../b/a.gmi\n=> /../x\n" } },
	    "link-climbs b/a.gmi:1:4: ../../x leads above the capsule's first folder\n"
	    "link-climbs b/a.gmi:3:4: /../x leads above the capsule's first folder\n" },
	{ "badly written", { { "a.gmi", "=> %zz\n=> caf\xc3\xa9.txt\n=> caf%C3%A9.txt\n=> a%2Fb\n" }, { "caf\xc3\xa9.txt", "A\n" } },
	    "link-written a.gmi:1:4: %zz\n"
	    "link-written a.gmi:2:4: café.txt\n"
	    "link-dead a.gmi:4:4: nothing can be called a%2Fb\n" },
	{ "headings", { { "a.gmi", "=> b.gmi#good-news\n=> b.gmi#Good%20News!\n=> b.gmi#bad\n=> b.txt#x\n=> posts/p.gmi#sub\n=> posts/p.gmi#no\n" }, { "b.gmi", "# Good News\n" }, { "b.txt", "B\n" }, { "posts/p.gmi", EXAM_POST "## Sub\n" } },
	    "link-anchor a.gmi:3:4: no heading there is called “bad”\n"
	    "link-anchor a.gmi:6:4: no heading there is called “no”\n" },
	{ "not to be seen", { { "a.gmi", "=> posts/d.gmi\n=> posts/f.gmi\n=> posts/o.gmi\n" }, { "posts/d.gmi", "---\ndate: 2024-01-01\ndraft: true\n---\n" }, { "posts/f.gmi", "---\ndate: 2024-03-02\n---\n" }, { "posts/o.gmi", "---\ndate: 2024-01-01\nexpiry: 2024-01-02\n---\n" } },
	    "post-future posts/f.gmi:2:7: the post is not shown before its date\n"
	    "link-unseen a.gmi:1:4: posts/d.gmi is not out yet\n"
	    "link-unseen a.gmi:2:4: posts/f.gmi is not out yet\n"
	    "link-gone a.gmi:3:4: posts/o.gmi was there once\n" },
	{ "from one draft to another", { { "posts/d.gmi", "---\ndate: 2024-01-01\ndraft: true\n---\n=> e.gmi\n=> no.gmi\n" }, { "posts/e.gmi", "---\ndate: 2024-01-01\ndraft: true\n---\n" } },
	    "link-dead posts/d.gmi:6:4: nothing is served at no.gmi\n" },
	{ "without an owner", { { "capsule.yaml", "title: A capsule\nhost: h.example\n" }, { "a.gmi", "=> posts/d.gmi\n" }, { "posts/d.gmi", "---\ndate: 2024-01-01\ndraft: true\n---\n" } },
	    "config-owner capsule.yaml: no owner, so drafts and waiting comments are for nobody's eyes\n"
	    "link-unseen a.gmi:1:4: posts/d.gmi is not out yet\n" },
	{ "closed to strangers", { { "a.gmi", "=> shut/c.gmi\n" }, { "shut/.folder.yaml", "access: any-certificate\n" }, { "shut/c.gmi", "C\n" } },
	    "link-side a.gmi:1:4: shut/c.gmi is there on Gemini only\n" },
	{ "moved", { { "a.gmi", "=> /old\n=> /b\n=> posts\n" }, { "posts/p.gmi", "---\ntitle: P\ndate: 2024-01-01\naliases: /old\n---\n" }, { "b/c.txt", "C\n" } },
	    "link-moved a.gmi:1:4: /old has moved to /posts/p.gmi\n" },
	{ "on one side", { { "a.gmi", "=> posts/m.gmi\n=> posts/g.gmi\n=> /c/\n" }, { "posts/m.gmi", "---\ndate: 2024-01-01\ngopher: false\n---\n=> m.gmi\n" }, { "posts/g.gmi", "---\ndate: 2024-01-01\ngemini: false\n---\n=> g.gmi\n" } },
	    "link-side a.gmi:1:4: posts/m.gmi is there on Gemini only\n"
	    "link-side a.gmi:2:4: posts/g.gmi is there on Gopher only\n" },
	{ "from where a slug puts it", { { "posts/x/a.gmi", "---\ndate: 2024-01-01\nslug: s\n---\n=> s.gmi\n=> ../b.gmi\n" }, { "posts/b.gmi", EXAM_POST } },
	    "" },
};

int
main(void)
{
	static struct suite s = { .name = "links" };

	suite_table(&s, "links", rows, exam_test);
	return suite_run(&s);
}

/* tests/unit/test_said.c: comments, and readers' files. */
#include "unit/exam.h"

static const struct exam_row rows[] = {
	{ "good", { { "posts/a.gmi", EXAM_POST }, { "comments/a/20240101T000001Z-abcd.gmi", "---\nname: Ann\n---\nHello.\n" }, { "comments/a/20240101T000002Z-abcd.gmi", "---\nname: Ben\nreply-to: 20240101T000001Z-abcd\n---\nHi.\n" }, { "held/a/20240229T000000Z-abcd.gmi", "---\nname: Ann\n---\nHello.\n" }, { "readers/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.yaml", "name: Ann\n" } },
	    "" },
	{ "an answer to what waits", { { "posts/a.gmi", EXAM_POST }, { "held/a/20240229T000000Z-abcd.gmi", "---\nname: Ann\n---\nHello.\n" }, { "comments/a/20240101T000002Z-abcd.gmi", "---\nname: Ben\nreply-to: 20240229T000000Z-abcd\n---\nHi.\n" } },
	    "" },
	{ "an answer to nothing", { { "posts/a.gmi", EXAM_POST }, { "comments/a/20240101T000002Z-abcd.gmi", "---\nreply-to: 20240101T000001Z-abcd\n---\nHi.\n" }, { "comments/a/20240101T000003Z-abcd.gmi", "---\nreply-to: Ann\n---\nHi.\n" } },
	    "talk-reply comments/a/20240101T000002Z-abcd.gmi: it answers 20240101T000001Z-abcd, which is not there\n"
	    "talk-reply comments/a/20240101T000003Z-abcd.gmi: it answers Ann, which is not there\n" },
	{ "an orphan", { { "comments/a/20240101T000001Z-abcd.gmi", "---\nname: Ann\n---\nHello.\n" }, { "comments/a/20240101T000002Z-abcd.gmi", "---\nname: Ann\n---\nHello.\n" }, { "comments/b/c/20240101T000002Z-abcd.gmi", "---\nname: Ann\n---\nHello.\n" } },
	    "talk-orphan comments/a/: 2 comments, but no posts/a.gmi\n"
	    "talk-orphan comments/b/c/: 1 comment, but no posts/b/c.gmi\n" },
	{ "damaged", { { "posts/a.gmi", EXAM_POST }, { "comments/a/20240101T000001Z-abcd.gmi", "---\nname: [\n" } },
	    "talk-damaged comments/a/20240101T000001Z-abcd.gmi:1:1: front matter begins here and never ends\n" },
	{ "no names", { { "posts/a.gmi", EXAM_POST }, { "comments/a/mine.gmi", "---\nname: Ann\n---\nHello.\n" }, { "comments/a/x.txt", "x" }, { "comments/20240101T000001Z-abcd.gmi", "---\nname: Ann\n---\nHello.\n" } },
	    "talk-name comments/20240101T000001Z-abcd.gmi: 20240101T000001Z-abcd.gmi is no comment's name and lies under no post\n"
	    "talk-name comments/a/mine.gmi: mine.gmi is no comment's name\n"
	    "talk-name comments/a/x.txt: x.txt is no comment's name\n" },
	{ "leftovers", { { "posts/a.gmi", EXAM_POST }, { "held/a/.20240101T000001Z-abcd.gmi.tmp", "x" }, { "readers/.x.tmp", "x" } },
	    "talk-leftover held/a/.20240101T000001Z-abcd.gmi.tmp: .20240101T000001Z-abcd.gmi.tmp\n"
	    "talk-leftover readers/.x.tmp: .x.tmp\n" },
	{ "waiting just long enough", { { "posts/a.gmi", EXAM_POST }, { "held/a/20240131T115959Z-abcd.gmi", "---\nname: Ann\n---\nHello.\n" }, { "held/a/20240131T120000Z-abcd.gmi", "---\nname: Ann\n---\nHello.\n" } },
	    "talk-old held/a/20240131T115959Z-abcd.gmi: 1 comment here has waited for more than 30 days\n" },
	{ "readers", { { "readers/ann.yaml", "name: Ann\n" }, { "readers/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.yaml", "name: [\n" } },
	    "reader-damaged readers/9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08.yaml:1:7: name holds a list\n"
	    "reader-name readers/ann.yaml: ann.yaml is no reader's file\n" },
};

int
main(void)
{
	static struct suite s = { .name = "said" };

	suite_table(&s, "said", rows, exam_test);
	return suite_run(&s);
}

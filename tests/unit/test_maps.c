/* tests/unit/test_maps.c: hand-made menus. */
#include "unit/exam.h"

static const struct exam_row rows[] = {
	{ "good", { { "m/gophermap", "Hello\n!Title\niInfo\n1Home\t/\n0A\ta.txt\n7Search\t/search\nhWeb\tURL:https://x.example/\n0Far\t/x\tx.example\t70\n*\n0No\tno.txt\n" }, { "m/a.txt", "A\n" } },
	    "" },
	{ "dead", { { "gophermap", "\n0No\tno.txt\n1No\t/no/\n0Own\t/no.txt\th.example\t70\n" } },
	    "map-dead gophermap:2:5: nothing is served at /no.txt\n"
	    "map-dead gophermap:3:5: nothing is served at /no/\n"
	    "map-dead gophermap:4:6: nothing is served at /no.txt\n" },
	{ "behind the end", { { "gophermap", ".\n0No\tno.txt\n" } },
	    "" },
	{ "what the server finds odd", { { "gophermap", "0A\t/a.txt\th.example\tx\n=no\n" }, { "a.txt", "A\n" } },
	    "map-odd gophermap:1:21: found 'x'\n"
	    "map-odd gophermap:2:2: found 'no'\n" },
	{ "in a map that is included", { { "gophermap", "=b.gph\n" }, { "b.gph", "[0|A]\n" } },
	    "map-odd b.gph:1:1: found '[0|A]'\n" },
	{ "selectors", { { "gophermap", "1Ask\t/search?x\n0Five\t5/x\tx.example\t70\n1Nine\t9/x\tx.example\t70\n" } },
	    "map-selector gophermap:1:6: type 1 with the selector /search?x\n"
	    "map-selector gophermap:2:7: type 0 with the selector 5/x\n" },
	{ "a web page", { { "gophermap", "hWeb\t/a.html\n" }, { "a.html", "A" } },
	    "map-html gophermap:1:6: type h with the selector /a.html\n" },
	{ "gph", { { "a.gph", "[1|No|/no|server|port]\n[0|A|/a.txt|server|port]\nText\n" }, { "a.txt", "A\n" } },
	    "map-dead a.gph:1:7: nothing is served at /no\n" },
};

int
main(void)
{
	static struct suite s = { .name = "maps" };

	suite_table(&s, "maps", rows, exam_test);
	return suite_run(&s);
}

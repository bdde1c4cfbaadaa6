"""Menus by hand, geomyidae's menus and the ASCII door, on the real server."""
import re

from harness import Server, check, has, lacks, main, menu, once, post, rows, same, short, until

HOST = "gopher.example.org"
HERE = (HOST, "70")
TAB = "\t"
SETTINGS = "gemini-port: 1965\ngopher-port: 70\nauthor: Ottilie\nsubtitle: Käse\n"


def line(kind, label, selector):
    return TAB.join((kind + label, selector) + HERE)


def info(label):
    return TAB.join(("i" + label, "", "error.host", "1"))


@once
def server():
    return Server({
        "posts/one.gmi": post("Größe — 図書館", "Ärger “quoted”.\n=> /about.gmi Über uns\n=> /p.png Bild\n",
                              date="2026-01-02", lang="de", aliases="[/posts/old-one.gmi, /once]"),
        "posts/two.gmi": post("Two", date="2026-01-01"),
        "posts/draft.gmi": post("SECRET", draft="true"),
        "about.gmi": "# Über uns\n=> /map/ Map\n=> /gph/ Menu\n", "p.png": b"\x89PNG\xc3\xbc", "naive.txt": "naïve\n",
        "map/gophermap": "!Title\n# note\nText\n=part\n=sub/menu.gph\n{{posts 1}}\n-b.txt\n:log=9\n*\nnever\n",
        "map/part": "0A part\ta.txt\n", "map/a.txt": "a\n", "map/b.txt": "b\n", "map/c.log": "c\n",
        "map/sub/menu.gph": "tthe menu\n[1|Up \\| away|..|server|port]\n[h|Web|URL:https://e.example/|server|port]\n",
        "gph/index.gph": "Häuser\n[0|Text|x.txt|server|port]\n[broken]\n", "gph/x.txt": "x\n",
    }, SETTINGS, host=HOST)


def test_a_map_with_includes_and_a_list():
    raw = server().gopher("/map/").decode()
    menu(raw.encode(), HERE)
    same(raw.split("\r\n")[:-2][1:7], [
        info("Text"), line("0", "A part", "/map/a.txt"), info("the menu"), line("1", "Up | away", "/"),
        line("h", "Web", "URL:https://e.example/"),
        line("1", "2026-01-02 Größe — 図書館", "/posts/one.gmi")], "lines")
    items = [(i.type, i.selector) for i in menu(raw.encode(), HERE)[7:]]
    same(items, [("1", "/map/sub/"), ("0", "/map/a.txt"), ("9", "/map/c.log"), ("0", "/map/part")], "list")


def test_a_gph_folder_and_file():
    for selector in ("/gph/", "/gph", "/gph/index.gph"):
        same(server().gopher(selector).decode(), "\r\n".join([
            info("Häuser"), line("0", "Text", "/gph/x.txt"), info("[broken]"), ".\r\n"]), selector)
    reply = server().get("/gph/index.gph")
    same((reply.status, reply.meta), (20, "text/plain"))
    has(reply.text, "[0|Text|x.txt|server|port]")


ODD = "0A\ta.txt\th\tabc\n=nothing\n=gophermap\n"


def test_faults_are_told_once_for_each_version_by_all_workers():
    with Server({"odd/gophermap": ODD, "odd/a.txt": ""}, SETTINGS, host=HOST, workers=3) as s:
        told = lambda: [l for l in s.log().splitlines() if "odd/gophermap" in l]
        for _ in range(30):                             # each worker gets its share
            s.gopher("/odd/")
        same(len(told()), 3, "lines in the log: %s" % told())
        for place, part in (("1:12", "found 'abc'; expected a port"), ("2:2", "found 'nothing'"),
                            ("3:2", "found 'gophermap'; expected a map that is not on its way")):
            check([l for l in told() if "odd/gophermap:%s: %s" % (place, part) in l], "%s: %s" % (place, told()))
        s.save("odd/gophermap", ODD + "x\n")
        s.gopher("/odd/")
        same(len(told()), 6, "lines in the log after a change: %s" % told())


def test_a_map_over_its_limit_gives_way():
    with Server({"big/gophermap": "Hand\n" + "#" * (256 << 10), "big/a.txt": ""}, SETTINGS, host=HOST) as s:
        items = s.menu("/big/")
        check([i for i in items if i.selector == "/big/a.txt"], "not the page made for the folder: %s" % items)
        lacks([i.label for i in items], "Hand")
        has(s.log(), "big/gophermap: the map is too large; expected at most 262144 bytes")


def test_width():
    text = post("Wide", "word " * 60)
    for width in (40, 120):
        with Server({"posts/w.gmi": text}, SETTINGS + "gopher-width: %d\n" % width, host=HOST) as s:
            labels = [len(i.label) for i in s.menu("/posts/w.gmi") if i.label.startswith("word")]
            check(width - 5 < max(labels) <= width, "lines of %s columns at width %d" % (labels, width))
            longest = max(len(l) for l in s.gopher("/posts/w.txt").decode().splitlines() if l.startswith("word"))
            check(width - 5 < longest <= width, "%d columns in the text at width %d" % (longest, width))


# --- the ASCII door ---

def test_home_leads_through_the_door_and_back():
    items = server().menu("")
    door = [i for i in items if i.selector == "/ascii/"]
    same([(i.type, i.label) for i in door], [("1", "The same in plain ASCII")], "items")
    back = [i for i in server().menu("/ascii/") if i.selector == "/"]
    same([i.type for i in back], ["1"], "items that lead back")


@rows([("menu", "/ascii/posts/one.gmi", "Groesse -- [?]"), ("text", "/ascii/posts/one.txt", 'Aerger "quoted".'),
       ("link", "/ascii/posts/one.gmi", line("1", "Ueber uns", "/ascii/about.gmi")),
       ("picture's link", "/ascii/posts/one.gmi", line("I", "Bild", "/ascii/p.png")),
       ("old name", "/ascii/posts/old-one.gmi", "Groesse"), ("old name as text", "/ascii/posts/old-one.txt", "Groesse"),
       ("alias", "/ascii/once", "Groesse"), ("list", "/ascii/posts/", line("1", "2026-01-01 Two", "/ascii/posts/two.gmi")),
       ("map", "/ascii/map/", line("0", "A part", "/ascii/map/a.txt")),
       ("gph", "/ascii/gph/", info("Hauser")), ("file", "/ascii/naive.txt", "naive\n"),
       ("caps.txt", "/ascii/caps.txt", "CAPS\n")])
def test_behind_the_door(selector, part):
    raw = server().gopher(selector)
    if not selector.endswith(".txt"):
        menu(raw, HERE)
    has(raw.decode("ascii") if "caps" not in selector else raw.decode(), part)


def test_a_picture_is_a_picture():
    same(server().gopher("/ascii/p.png"), b"\x89PNG\xc3\xbc")


def test_nobody_leaves_by_a_link_of_ours():
    s, todo, seen = server(), ["/ascii/"], set()
    while todo:
        selector = todo.pop()
        if selector in seen:
            continue
        seen.add(selector)
        raw = s.gopher(selector)
        check(not raw.startswith(b"3"), "a link that leads nowhere, %s: %s" % (selector, short(raw)))
        for i in menu(raw, HERE):
            if (i.host, i.port) != HERE or i.type in "hi" or (selector == "/ascii/" and i.selector == "/"):
                continue
            check(i.selector.startswith("/ascii/"), "a link out of %s: %s" % (selector, i))
            if i.type == "1":
                todo.append(i.selector)
    check(len(seen) > 8, "only %s" % seen)


def test_commenting_behind_the_door():
    with Server({"posts/ask.gmi": post("Ask")}, SETTINGS, host=HOST) as s:
        ask = next(i for i in s.menu("/ascii/posts/ask.gmi") if i.label.startswith("Leave a comment"))
        same(ask.type, "7")
        items = menu(s.gopher(ask.selector.encode() + "\tGrüße\r\n".encode()), HERE)
        check([i for i in items if i.label == "> Grusse"], "no preview: %s" % items)
        publish = next(i for i in items if i.label == "Publish this comment")
        check(publish.selector.startswith("/ascii/c/"), publish.selector)
        raw = s.gopher(publish.selector)
        check(all(b < 128 for b in raw), "not ASCII: %s" % short(raw))
        kept = s.listing("comments") + s.listing("held")
        same(len(kept), 1, "files")


def test_an_authors_folder_of_that_name_wins():
    with Server({"ascii/art.txt": "ü\n", "posts/one.gmi": post("One")}, SETTINGS, host=HOST) as s:
        same(s.gopher("/ascii/art.txt").decode(), "ü\n")
        check([i for i in s.menu("/ascii/") if i.selector == "/ascii/art.txt"], "the folder is not listed")
        check(s.gopher("/ascii/posts/one.gmi").startswith(b"3"), "a door beside the author's folder")
        lacks([i.label for i in s.menu("")], "The same in plain ASCII")


# --- caps.txt, old names ---

def test_caps():
    raw = server().gopher("caps.txt").decode()
    same(server().gopher("/caps.txt").decode(), raw)
    check(raw.startswith("CAPS\n"), short(raw))
    keys = [l.split("=", 1) for l in raw.splitlines()[1:] if l and not l.startswith("#")]
    same(keys[0], ["CapsVersion", "1"], "first key")
    values = dict(keys)
    for key, value in (("PathDelimeter", "/"), ("ServerSoftware", "carrel"), ("ServerAdmin", "Ottilie"),
                       ("ServerDescription", "A capsule under test: Käse"), ("ServerDefaultEncoding", "UTF-8")):
        same(values.get(key), value, key)
    check(re.match(r"\d+\.\d+", values.get("ServerSoftwareVersion", "")), raw)
    with Server({"caps.txt": "CAPS\nmine\n"}, SETTINGS, host=HOST) as s:
        same(s.gopher("caps.txt"), b"CAPS\nmine\n")
        same(s.gopher("/caps.txt"), b"CAPS\nmine\n")


def test_old_names_go_on_working():
    s = server()
    same(s.gopher("/posts/old-one.gmi"), s.gopher("/posts/one.gmi"))
    same(s.gopher("/posts/old-one.txt"), s.gopher("/posts/one.txt"))
    same(s.gopher("/once"), s.gopher("/posts/one.gmi"))
    same(s.gopher("/ascii/once"), s.gopher("/ascii/posts/one.gmi"))
    s.save("posts/one.gmi", post("Größe — 図書館", "New name.\n", slug="newer", lang="de", date="2026-01-02",
                                 aliases="[/posts/old-one.gmi, /once, /posts/one.gmi]"))
    until(lambda: s.gopher("/posts/newer.gmi").startswith(b"i"), "the slug is not seen")
    for old in ("/posts/one.gmi", "/posts/old-one.gmi", "/once"):
        same(s.gopher(old), s.gopher("/posts/newer.gmi"), old)
        same(s.gopher("/ascii" + old), s.gopher("/ascii/posts/newer.gmi"), "/ascii" + old)
    same(s.gopher("/posts/one.txt"), s.gopher("/posts/newer.txt"))
    same(s.gopher("/ascii/posts/one.txt"), s.gopher("/ascii/posts/newer.txt"))


if __name__ == "__main__":
    main(globals())

"""Every page, feed and menu of a generated capsule, in both protocols: no link is dead, nothing is of another
type than was said, nothing differs when it is fetched again, by another worker, nothing hidden is seen.

CARREL_CRAWL=full walks 2,000 posts and 20,000 comments; else so many of each kind of page of a smaller capsule.
"""
import os
import re
import signal
import time
from urllib.parse import quote

import crawl
import generate
from crawl import Address, Walk
from generate import HIDDEN, NOT_ON_GEMINI, NOT_ON_GOPHER
from harness import Server, check, main, once, one_of, post, rows, same, short, until

FULL = os.environ.get("CARREL_CRAWL") == "full"
POSTS, COMMENTS, LIMIT = (2000, 20000, None) if FULL else (300, 1500, 40)
SEEDS = [Address("gemini", p) for p in (
    "/", "/robots.txt", "/favicon.txt", "/.well-known/security.txt", "/old/001.html", "/?p=1", "/posts/odd",
    "/posts/2014/", "/posts/2015/", "/c/")] + [Address("gopher", p) for p in (
        "", "/", "caps.txt", "/ascii/", "/old/001.html", "/posts/odd", "/posts/2014/", "/posts/2015/",
        "/ascii/posts/2014/", "/ascii/posts/2015/")]


def start(s):
    """Until both workers answer from the whole index: what is found must not change any more."""
    s.start()
    until(lambda: all("renewed" not in s.page("/search?" + crawl.WORD) for _ in range(8)), "no index", 120)
    return s


@once
def server():
    s = Server({}, start=False)
    generate.generate(s.capsule, POSTS, COMMENTS)
    return start(s)


class Only:
    """While it lasts, one worker answers all: the others are stopped, and take no connection."""

    def __init__(self, s, which):
        workers = sorted(s.children("carrel-worker"))
        self.others = [w for w in workers if w != workers[which]]

    def __enter__(self):
        for pid in self.others:
            os.kill(pid, signal.SIGSTOP)

    def __exit__(self, *_):
        for pid in self.others:
            os.kill(pid, signal.SIGCONT)


@once
def walked():
    s = server()
    walk = Walk(s, LIMIT)
    began = time.monotonic()
    with Only(s, 0):
        walk.run(SEEDS)
    first = time.monotonic()
    with Only(s, 1):
        walk.again()
    print("# %s, %d links: %.1f s, and %.1f s to fetch all again" % (", ".join("%d addresses on %s" % (sum(
        a.proto == proto.lower() for a in walk.digests), proto) for proto in ("Gemini", "Gopher")), walk.links, first - began,
        time.monotonic() - first))
    return walk


@rows([("Gemini", "gemini"), ("Gopher", "gopher")])
def test_nothing_is_wrong(proto):
    same([f for f in walked().faults if f.startswith(proto)], [], "faults")


# At least two of each, but for what there is only one of; behind the door all of Gopher once more.
BOTH = ["/posts/*.gmi", "/posts/*/*.gmi", "/posts/odd/*.gmi", "/posts/*.xml", "/posts/*/", "/tags/*", "/tags/*/atom.xml", "/archive/*",
        "/c/*/", "/c/*/*", "/c/*/leave-a-comment", "/c/*/*/leave-a-comment", "/notes/*.txt", "/notes/*/",
        "/notes/pages/*.gmi", "/many/*.gmi", "/many/page-N", "/crowd/page-N", "/diary/*.gmi", "/posts/page-N", "/c/*/page-N"]
ONE = ["/", "/posts/", "/posts/odd/", "/tags/", "/archive/", "/atom.xml", "/comments.xml", "/c/comments", "/about.gmi",
       "/menus/", "/gph/", "/notes/", "/notes/plain.txt", "/pictures/lamp.png", "/posts/pictures/lamp.png",
       "/notes/thing.unknown", "/diary/"]
SEARCH = {"gemini": ["/search?"], "gopher": ["/search?", "/search/*/lamp", "URL:https://example.net/?", "/menus/sub/"]}


@rows([("Gemini", "gemini", ""), ("Gopher", "gopher", ""), ("the ASCII door", "gopher", "/ascii")])
def test_every_kind_of_page_was_seen(proto, door):
    for n, kinds in ((2, BOTH), (1, ONE + ([] if door else SEARCH[proto]))):
        for kind in kinds:
            name = "%s %s%s" % (proto, door, kind)
            check(walked().kinds[name] >= n, "%d of %s; seen: %s" % (walked().kinds[name], name, short(
                sorted(walked().kinds), 3000)))


@rows([(kind, kind) for kind in ("/", "/posts/", "/posts/*/", "/posts/odd/", "/tags/*", "/archive/*", "/diary/",
                                 "/c/*/", "/c/comments")])
def test_page_to_subscribe_to(kind):
    """Each is read by the crawler as Lagrange and RSS Guard do; here: that there is something to read, in order."""
    pages = {a: e for a, e in walked().entries.items() if crawl.kind(a) == "gemini " + kind}
    check(any(pages.values()), "no entries on %s" % short(sorted(pages)))
    for address, entries in pages.items():
        days = [day for _, day, _ in entries]
        same(days, sorted(days, reverse=True), "order of %s" % address.place)


def marked(mark):
    """Names of posts that hold it."""
    s = server()
    for path in s.listing("posts"):
        if path.endswith(".gmi"):
            with open(s.path(path), encoding="utf-8") as f:
                if mark in f.read():
                    yield path[len("posts/"):-len(".gmi")]


@rows([("Gemini", NOT_ON_GEMINI, True), ("Gopher", NOT_ON_GOPHER, False)])
def test_what_is_hidden_has_no_address(other, is_gemini):
    s = server()
    for mark in (HIDDEN, other):
        names = list(marked(mark))
        check(len(names) > 3, "only %s" % names)
        for name in names:
            for end in (".gmi", ".xml", ".txt"):
                path = "/posts/%s%s" % (quote(name), end)
                if is_gemini:
                    one_of(s.get(path).status, (51, 52, 60), path)
                for door in () if is_gemini else ("", "/ascii"):
                    check(s.gopher(door + path).startswith(b"3"), "%s on Gopher" % path)
        for path in ("/tags/" + mark.lower(), "/tags/%s/atom.xml" % mark.lower()):
            check(s.get(path).status == 51 if is_gemini else s.gopher(path).startswith(b"3"), path)
        found = s.page("/search?" + mark) if is_gemini else s.gopher("/search\t" + mark).decode()
        check("How to search" in found and not re.search(r"/posts/.*\.gmi|/c/", found), short(found, 1000))


def test_the_demo_and_feeds_with_whole_texts():
    s = Server(host="localhost", start=False)
    with open(s.path("capsule.yaml"), "a", encoding="utf-8") as f:
        f.write("gemini-port: 1965\ngopher-port: 70\nfeed: full\n")
    with start(s):
        walk = Walk(s).run([Address("gemini", "/"), Address("gopher", "")])
        walk.again()
        check(len(walk.digests) > 150, "only %d addresses" % len(walk.digests))
        same(walk.faults, [], "faults")


# --- the crawler itself ---

WRONG = {
    "index.gmi": "# Home\n=> /nowhere A dead link\n=> gopher://example.org/0/nowhere Over there\n"
                 "=> gemini://example.org/no Here\n=> gopher://example.org/1/a.txt No menu\n=> /wrong/ Wrong\n"
                 "=> two.gmi\n=> mute.gmi\n=> list.gmi\n=> twice.gmi\n=> a.txt\n",
    "a.txt": "Text\n", "wrong/gophermap": "0A menu\t/posts/\nIA text\t/a.txt\n1Not there\t/none\n",
    "two.gmi": "# One\n# Two\n", "mute.gmi": "No title.\n", "list.gmi": "# List\n=> /a.txt 2999-01-01 To come\n",
    "twice.gmi": "# Twice\n=> /a.txt 2026-01-01 A\n=> /a.txt 2026-01-02 A\n", "posts/seen.gmi": post("Seen", "What is %s.\n" % HIDDEN),
}
FAULTS = [("gemini", "/nowhere", "status 51"), ("gopher", "/nowhere", "an error"), ("gemini", "/no", "status 51"),
          ("gopher", "/none", "an error"), ("gopher", "/posts/", "offered as 0"), ("gopher", "/a.txt", "offered as I"),
          ("gopher", "/a.txt", "offered as 1"), ("gemini", "/two.gmi", "2 titles"), ("gemini", "/mute.gmi", "0 titles"),
          ("gemini", "/list.gmi", "an entry of the future"), ("gemini", "/twice.gmi", "one entry for each address"),
          ("gemini", "/posts/seen.gmi", "what nobody may see"),
          ("gopher", "/posts/seen.gmi", "what nobody may see")]


def test_the_crawler_finds_what_is_wrong():
    with Server(WRONG, "gemini-port: 1965\ngopher-port: 70\n") as s:
        walk = Walk(s).run([Address(proto, place) for proto in ("gemini", "gopher") for place in ("/", "/posts/")])
        for proto, place, what in FAULTS:
            check([f for f in walk.faults if f.startswith("%s %r: %s" % (proto, place, what))],
                  "not found: %s %s: %s; but %s" % (proto, place, what, walk.faults))
        before = len(walk.faults)
        s.save("a.txt", "Other\n")
        walk.again()
        same([f.split(":")[0] for f in walk.faults[before:]],
             ["gemini '/a.txt'", "gopher '/a.txt'", "gopher '/ascii/a.txt'"], "what differs")


if __name__ == "__main__":
    main(globals())

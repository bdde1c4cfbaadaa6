"""Folders with settings of their own: who may see them (client-certificates.md section 4), how they are
listed; drafts; and the small files for machines.
"""
import os
import re

from certmaker import DAY, MINUTE, Cert
from harness import (Server, check, has, lacks, link_to, main, once, one_of, post, rows, same, short, tls,
                     until, write)


@once
def friend():
    return Cert("Friend")


@once
def stranger():
    return Cert("Stranger")


@once
def owner():
    return Cert("Author")


@once
def expired():
    return Cert("Late", end=-MINUTE)


@once
def server():
    listed = "access:\n- sha256:%s\n- sha256:%s\n" % (friend().fingerprint, expired().fingerprint)
    return Server({
        "index.gmi": "# Home\n{{posts}}\n{{tags}}\n{{comments 10}}\n=> friends/ For friends\n",
        "any/.folder.yaml": "access: any-certificate\n", "any/a.txt": "CLOSED\n",
        "friends/.folder.yaml": listed, "friends/a.txt": "CLOSED\n", "friends/sub/b.gmi": "# CLOSED\n",
        "own/.folder.yaml": "access: []\n", "own/a.txt": "CLOSED\n",
        "broken/.folder.yaml": "acess: any-certificate\n", "broken/a.txt": "CLOSED\n",
        "posts/open.gmi": post("Open", date="2026-01-01", tags="[both]"),
        "posts/later.gmi": post("Later", date="2026-01-03"),
        "posts/friends/.folder.yaml": listed,
        "posts/friends/secret.gmi": post("CLOSED title", "CLOSED text\n", date="2026-01-02", tags="[both, only]",
                                         aliases="/old-secret"),
        "posts/draft.gmi": post("DRAFTED", draft="true"),
        "posts/future.gmi": post("COMING", date="2100-01-01"),
        "comments/open/20260102T000000Z-aaaa.gmi": "Hello.\n",
        "comments/friends/secret/20260103T000000Z-bbbb.gmi": "---\nname: CLOSED\n---\nCLOSED comment\n",
    }, "owner: sha256:%s\nmoderate: none\n" % owner().fingerprint)


PEOPLE = [("nobody", lambda: None), ("a stranger", stranger), ("a friend", friend), ("the owner", owner),
          ("an expired friend", expired)]
MATRIX = [   # path, what each of them gets
    ("/friends", (31, 31, 31, 31, 31)), ("/any/", (60, 20, 20, 20, 62)), ("/any/a.txt", (60, 20, 20, 20, 62)),
    ("/friends/", (60, 61, 20, 20, 62)), ("/friends/a.txt", (60, 61, 20, 20, 62)),
    ("/friends/sub/b.gmi", (60, 61, 20, 20, 62)), ("/friends/none", (60, 61, 51, 51, 62)),
    ("/own/", (60, 61, 61, 20, 62)), ("/broken/a.txt", (40, 40, 40, 40, 40)),
    ("/posts/friends", (31, 31, 31, 31, 31)), ("/posts/friends/", (60, 61, 20, 20, 62)),
    ("/posts/friends/secret.gmi", (60, 61, 20, 20, 62)), ("/posts/friends/secret.xml", (60, 61, 20, 20, 62)),
    ("/old-secret", (51, 51, 31, 31, 51)), ("/", (20, 20, 20, 20, 20)), ("/posts/open.gmi", (20, 20, 20, 20, 20)),
]


@rows(MATRIX)
def test_who_may(expected):
    path = next(p for p, e in MATRIX if e is expected)
    for (name, make), status in zip(PEOPLE, expected):
        reply = server().get(path, cert=make())
        same(reply.status, status, "%s for %s (%s)" % (path, name, reply.meta))
        if status >= 60 or status == 40:
            check(len(reply.meta) > 10, "no word on what to do: %s" % reply.header)
            lacks(reply.header, "CLOSED")
    raw = server().gopher(path)
    check(raw.startswith(b"3") == (expected[0] not in (20,)), "on Gopher: %s" % short(raw))
    lacks(raw, b"CLOSED")


EVERYWHERE = ["/", "/posts/", "/posts/open.gmi", "/posts/later.gmi", "/posts/open.xml", "/comments.xml", "/tags/",
              "/tags/both", "/c/comments"]


@rows([(p, p) for p in EVERYWHERE])
def test_nothing_comes_out(path):
    for cert in (None, stranger(), expired()):
        page = server().page(path, cert=cert)
        for word in ("CLOSED", "only", "DRAFTED", "COMING"):
            lacks(page, word, path)
    # Gopher over TLS with a friend's certificate is Gopher: its menus are the same for everybody.
    for context in (None, tls(friend())):
        raw = server().gopher(path, context=context)
        for word in (b"CLOSED", b"only", b"DRAFTED", b"COMING"):
            lacks(raw, word, path)


def test_friends_find_it_in_every_list():
    for path in EVERYWHERE:
        page = server().page(path, cert=friend())
        if path not in ("/posts/open.xml",):
            one_of(True, ["CLOSED" in page, "only" in page], path)
        lacks(page, "DRAFTED", path)


def test_comments_go_with_their_post():
    page = server().page("/posts/friends/secret.gmi", cert=friend())
    has(page, "CLOSED comment")
    ask, thread = link_to(page, "Leave a comment"), link_to(page, "Follow this discussion")
    for path in (ask, ask + "?Hello", thread, thread + "20260103T000000Z-bbbb"):
        same(server().get(path).status, 60, path)
        same(server().get(path, cert=stranger()).status, 61, path)
        same(server().get(path, cert=expired()).status, 62, path)
        lacks(server().gopher(path), b"CLOSED", path)
    publish = link_to(server().page(ask + "?From%20a%20friend", cert=friend()), "Publish this comment")
    same(server().get(publish).status, 60, "the link in other hands")
    same(server().get(publish, cert=friend()).status, 30)
    has(server().page("/posts/friends/secret.gmi", cert=friend()), "> From a friend")
    lacks(server().page("/c/comments"), "From a friend")


def test_a_change_is_seen_at_once_by_every_worker():
    with Server({"d/a.txt": "inside\n", "index.gmi": "# Home\n"}, workers=3) as s:
        for word, status in (("any-certificate", 60), ("anyone", 20), ("nobody", 40), ("[]", 60), ("anyone", 20)) * 3:
            s.save("d/.folder.yaml", "access: %s\n" % word)
            same([s.get("/d/a.txt").status for _ in range(8)], [status] * 8, word)


def test_nobody_slips_in_while_an_editor_saves():
    # One worker: a door is held shut by those who have seen it shut.
    with Server({"d/a.txt": "inside\n", "d/.folder.yaml": "access: any-certificate\n"}, workers=1) as s:
        same(s.get("/d/a.txt").status, 60)
        os.rename(s.path("d/.folder.yaml"), s.path("d/.folder.yaml~"))
        same(s.get("/d/a.txt").status, 40)
        s.save("d/.folder.yaml", "")
        same(s.get("/d/a.txt").status, 40, "opened for writing, nothing written")
        s.save("d/.folder.yaml", "access: any-certificate\n")
        same(s.get("/d/a.txt").status, 60)
        os.unlink(s.path("d/.folder.yaml"))
        until(lambda: s.get("/d/a.txt").status == 20, "it does not open when the file is gone for good")


def test_a_fault_is_told_once_a_worker():
    with Server({"d/.folder.yaml": "lang: de\norder: neewst\n", "d/a.gmi": "# A\n"}, workers=1) as s:
        for _ in range(5):
            has(s.get("/d/a.gmi").meta, "lang=en" if "lang=en" in s.get("/").meta else "text/gemini")
        same(len(re.findall(r"d/\.folder\.yaml:2:8: order is 'neewst'; expected name, newest or oldest", s.log())),
             1, "lines in the log")


def test_the_file_itself_is_never_served():
    for path in ("/any/.folder.yaml", "/friends/.folder.yaml", "/.folder.yaml"):
        for cert in (None, friend(), owner()):
            one_of(server().get(path, cert=cert).status, (51, 60, 61), path)
        check(server().gopher(path).startswith(b"3"), path)


# --- drafts ---

def test_drafts_are_for_the_owner():
    s = server()
    has(s.page("/c/", cert=owner()), "=> /c/drafts ")
    page = s.page("/c/drafts", cert=owner())
    for title, mark in (("DRAFTED", "Draft: only you see this."), ("COMING", "Not out yet: until 1 January 2100")):
        link = link_to(page, title)
        check(link.startswith("/c/drafts/"), link)
        has(s.page(link, cert=owner()), mark)
        same(s.get(link).status, 60)
        same(s.get(link, cert=friend()).status, 61)
        check(s.gopher(link).startswith(b"3"), "on Gopher")
    for path, word in (("/posts/draft.gmi", "DRAFTED"), ("/posts/future.gmi", "COMING")):
        has(s.page(path, cert=owner()), word)
        same([s.get(path, cert=c).status for c in (None, friend(), stranger())], [51] * 3, path)
    for path in ("/c/drafts", "/c/drafts/"):
        same([s.get(path, cert=c).status for c in (None, friend())], [60, 61], path)
    lacks(s.page("/posts/", cert=owner()), "DRAFTED")


# --- listings ---

def test_listings():
    files = {"d/%05d.gmi" % i: "# Number %d\n" % i for i in range(450)}
    with Server({"index.gmi": "# Home\n", "d/.folder.yaml": "title: Numbers\nhide: '*9.gmi'\nlang: fr\n",
                 "empty/.folder.yaml": "title: None yet\n", **files}) as s:
        seen, path = [], "/d/"
        while path:
            reply = s.get(path)
            same(reply.meta, "text/gemini; lang=fr")
            same(s.get(path).text, reply.text, "a second look")
            has(reply.text, "# Numbers\n")
            seen += re.findall(r"^=> \./\d+\.gmi Number (\d+)$", reply.text, re.M)
            shown = {i.selector for i in s.menu(path) if i.selector.startswith("/d/0")}
            same(len(shown), len(re.findall(r"^=> \./\d+\.gmi", reply.text, re.M)), "items on Gopher")
            last = re.findall(r"^=> \./page-(\d+) Page", reply.text, re.M)
            number = int((re.search(r"page-(\d+)", path) or [0, 1])[1])
            path = "/d/page-%d" % (number + 1) if str(number + 1) in last else None
        same(seen, [str(i) for i in range(450) if i % 10 != 9])
        has(s.page("/empty/"), "This folder is empty.")


# --- for machines ---

def test_files_for_machines():
    with Server({"index.gmi": "# Home\n"}, "favicon: 📖\nsecurity-contact: mailto:me@example.org\n"
                "security-expires: 2020-01-31\nlang: en\n") as s:
        for agent in ("*", "archiver", "indexer", "researcher", "webproxy"):
            has(s.page("/robots.txt"), "User-agent: %s\nDisallow: /c/\nDisallow: /search\n" % agent)
        same(s.gopher("robots.txt").decode(), s.page("/robots.txt"))
        same(s.page("/favicon.txt"), "📖\n")
        same(s.gopher("/favicon.txt").decode(), "📖\n")
        page = s.page("/.well-known/security.txt")
        has(page, "Contact: mailto:me@example.org\nExpires: 2020-01-31T00:00:00Z\n")
        has(s.log(), "security-expires has passed")
        for path in ("/robots.txt", "/favicon.txt", "/.well-known/security.txt"):
            same(s.get(path).meta, "text/plain", path)
        write(s.path("robots.txt"), "# mine\n")
        same(s.page("/robots.txt"), "# mine\n")
    with Server({"index.gmi": "# Home\n"}) as s:
        same([s.get(p).status for p in ("/favicon.txt", "/.well-known/security.txt", "/.well-known/")], [51] * 3)


if __name__ == "__main__":
    main(globals())

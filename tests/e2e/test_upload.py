"""The author's own files by Titan: the rows of titan.md section 6, on a capsule whose owner has a certificate."""
import os
import re

from certmaker import DAY, YEAR, Cert, ann
from harness import check, has, lacks, link_to, main, once, post, rows, same, short, until
from talk import make, owned, owner
from test_titan import upload, where

HI = b"# Hi\n"
PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40


@once
def server():
    return owned(**{"posts/moon.gmi": post("The Moon", "Pale.\n"), "about.gmi": "# About\n",
                    "posts/slugged.gmi": post("Slug", slug="short", aliases="[/old-moon]")})


def send(s, path, body, cert=None, params="", host=None):
    return upload(s, "titan://%s%s%s;size=%d" % (host or s.host, path, params, len(body)), body,
                  cert=owner() if cert is None else cert or None)


def file(s, path):
    with open(s.path(path), "rb") as f:
        return f.read()


def files(s):
    return [n for n in s.listing(".") if not n.startswith(".carrel/")]       # copies and indexes come and go


def former(s):
    return [n for n in s.listing(".former")] if os.path.isdir(s.path(".former")) else []


@rows([("1 plain", "/posts/one.gmi", "", HI), ("3 text/plain", "/posts/three.gmi", ";mime=text/plain", HI),
       ("4 token", "/posts/four.gmi", ";token=t;mime=text/plain", HI),
       ("5 bytes, not characters", "/posts/five.gmi", "", "Grüße\n".encode()),
       ("a new folder", "/posts/letters/new.gmi", "", HI), ("a page at the top", "/colophon.gmi", "", HI),
       ("a picture", "/pictures/moon.png", ";mime=image/png", PNG), ("a picture, type left out", "/pictures/sun.png", "", PNG),
       ("an odd name", "/notes/Gr%C3%B6%C3%9Fe%201.txt", ";mime=text/plain", HI)])
def test_stored(path, params, body):
    s = server()
    reply = send(s, path, body, params=params)
    same((reply.status, reply.meta), (30, "gemini://%s%s" % (where(s), path)), "reply")
    page = s.get(path)
    same(page.status, 20, "status of the page, at once and by whichever worker")
    if path.endswith(".png"):
        same(page.raw.split(b"\r\n", 1)[1], body, "the picture")


def test_the_former_version_is_kept():
    s = owned(**{"posts/moon.gmi": post("The Moon", "Pale.\n")})
    was = file(s, "posts/moon.gmi")
    same(send(s, "/posts/moon.gmi", b"# Moon\nFull.\n").status, 30, "reply")
    has(s.page("/posts/moon.gmi"), "Full.")
    same(len(former(s)), 1, "former versions")
    check(re.match(r"\.former/posts/moon\.gmi\.\d{8}T\d{6}Z\Z", former(s)[0]), former(s)[0])
    same(file(s, former(s)[0]), was, "the former version")
    same(send(s, "/posts/moon.gmi", b"# Moon\nFull.\n").status, 30, "sent twice")
    same(len(former(s)), 1, "former versions after the same again")
    same(s.get("/" + former(s)[0]).status, 51, "status of a former version")
    s.stop()


@rows([("8 no certificate", False, 60), ("9 another's", ann(), 61)])
def test_refused(cert, status):
    s = server()
    before = files(s)
    reply = send(s, "/posts/refused.gmi", HI, cert=cert)
    same(reply.status, status, "status")
    has(reply.meta, "author", "what to do")
    same(files(s), before, "files")


def test_10_out_of_date():
    old = Cert("Olga", start=-2 * YEAR, end=-DAY)
    with make("owner: sha256:%s\n" % old.fingerprint) as s:
        same(send(s, "/posts/x.gmi", HI, cert=old).status, 62, "status")
        check(not os.path.exists(s.path("posts/x.gmi")), "it was stored")


@rows([("11 no size", "/posts/x.gmi", 59), ("12 empty size", "/posts/x.gmi;size=", 59), ("12 negative", "/posts/x.gmi;size=-1", 59),
       ("14 too large a text", "/posts/x.gmi;size=%d" % ((1 << 20) + 1), 59), ("14 too large a picture", "/x.png;mime=image/png;size=%d" % ((16 << 20) + 1), 59),
       ("16 two sizes", "/posts/x.gmi;size=5;size=6", 59), ("21 a picture as a post", "/posts/x.gmi;mime=image/png;size=5", 59),
       ("25 a parameter in the middle", "/posts/a;b/c.gmi;size=5", 30), ("27 in the query", "/posts/x.gmi?size=5", 59),
       ("28 climbing", "/posts/../../x.gmi;size=5", 59), ("29 climbing, escaped", "/posts/..%2fx.gmi;size=5", 51),
       ("30 a folder", "/notes/;size=5", 59), ("31 settings", "/capsule.yaml;size=5", 59), ("31 comments", "/comments/moon/x.gmi;size=5", 59),
       ("31 hidden", "/.well-known/x;size=5", 59), ("31 a layout", "/layout/post.gmi;size=5", 59), ("35 edit and size", "/posts/x.gmi;edit;size=5", 59),
       ("an older address", "/old-moon;size=5", 59)])
def test_line(rest, status):
    s = server()
    before = files(s)
    reply = upload(s, "titan://%s%s" % (s.host, rest), HI, cert=owner())
    same(reply.status, status, "status (%s)" % reply.meta)
    if status != 30:
        same(files(s), before, "files")


def test_other_host():
    same(send(server(), "/posts/x.gmi", HI, host="other.example").status, 53, "status")


@rows([("22 not UTF-8", b"\xff\xfe", "UTF-8"), ("broken front matter", b"---\ntitle: A\ndate: never\n---\n", "posts/bad.gmi:3:7: "),
       ("front matter without an end", b"---\ntitle: A\n", "posts/bad.gmi:1:1: ")])
def test_body_with_a_fault(body, part):
    s = server()
    reply = send(s, "/posts/bad.gmi", body)
    same(reply.status, 59, "status")
    has(reply.meta, part, "message")
    check(not os.path.exists(s.path("posts/bad.gmi")), "it was stored")


def test_new_post_is_named_by_its_title():
    s = server()
    text = "---\ntitle: Grüße & Küsse\ndate: 2026-03-04\nlang: de\n---\nHallo.\n".encode()
    same(send(s, "/posts/", text).meta, "gemini://%s/posts/2026-03-04-gruesse-kuesse.gmi" % where(s), "target")
    same(send(s, "/posts/", text + b"Noch einmal.\n").meta, "gemini://%s/posts/2026-03-04-gruesse-kuesse-2.gmi" % where(s), "target")
    same(file(s, "posts/2026-03-04-gruesse-kuesse.gmi"), text, "file")
    draft = b"---\ntitle: Later\ndate: 2026-03-04\ndraft: true\n---\nNot yet.\n"
    same(send(s, "/posts/", draft).meta, "gemini://%s/c/drafts" % where(s), "target of a draft")
    has(s.page("/c/drafts", cert=owner()), "Later")


def test_a_post_is_its_file_whatever_its_address():
    s = server()
    same(send(s, "/posts/short.gmi", post("Slug", "Longer now.\n", slug="short").encode()).status, 30, "status")
    has(file(s, "posts/slugged.gmi").decode(), "Longer now.")
    check(not os.path.exists(s.path("posts/short.gmi")), "a second file")


@rows([("33 a post", "/posts/moon.gmi", b"---\ntitle: The Moon\n---\nPale.\n"), ("a page", "/about.gmi", b"# About\n"),
       ("by its slug", "/posts/short.gmi", None), ("nothing yet", "/posts/none.gmi", b""), ("a new post", "/posts/", b"")])
def test_edit(path, body):
    s = server()
    reply = upload(s, "titan://%s%s;edit" % (s.host, path), cert=owner())
    same((reply.status, reply.meta.split(";")[0]), (20, "text/gemini"), "reply")
    if body is not None:
        same(reply.raw.split(b"\r\n", 1)[1], body, "raw text")
    same(upload(s, "titan://%s%s;edit" % (s.host, path)).status, 60, "34 no certificate")
    same(upload(s, "titan://%s%s;edit" % (s.host, path), cert=ann()).status, 61, "another's")


def test_taken_down_only_when_meant():
    s = owned(**{"posts/moon.gmi": post("The Moon", "Pale.\n")})
    me = dict(cert=owner())
    reply = upload(s, "titan://%s/posts/moon.gmi;mime=application/octet-stream;size=0" % s.host, cert=owner())
    same((reply.status, reply.meta), (30, "gemini://%s/c/remove?/posts/moon.gmi" % where(s)), "20 size 0")
    same(s.get("/posts/moon.gmi").status, 20, "nothing is gone yet")
    page = s.page("/c/remove?/posts/moon.gmi", **me)
    for stranger in (dict(), dict(cert=ann())):
        check(s.get(link_to(page, "Yes"), **stranger).status in (60, 61), "a stranger followed the link")
    check(os.path.exists(s.path("posts/moon.gmi")), "a stranger took it down")
    same(s.get(link_to(page, "Yes"), **me).meta, "/c/write", "target")
    until(lambda: s.get("/posts/moon.gmi").status == 51, "it is still there")
    same(len(former(s)), 1, "former versions")
    same(s.get("/c/remove?/capsule.yaml", **me).status, 51, "settings")
    s.stop()


def test_where_to_write():
    s = server()
    page = s.page("/c/write", cert=owner())
    has(page, "=> titan://%s/posts/ Write a new post" % where(s))
    check(re.search(r"^=> titan://\S+/posts/moon\.gmi;edit Edit “The Moon”$", page, re.M), short(page, 900))
    same((s.get("/c/write").status, s.get("/c/write", cert=ann()).status), (60, 61), "for others")
    has(s.page("/c/", cert=owner()), "=> /c/write ")
    lacks(s.page("/c/", cert=ann()), "/c/write")


def test_a_large_picture_and_a_killed_store():
    s = owned()
    big = os.urandom(16 << 20)
    same(send(s, "/big.png", big, params=";mime=image/png").status, 30, "16 MiB, at the limit")
    same(file(s, "big.png"), big, "bytes")
    for pid in s.children("carrel-store"):
        os.kill(pid, 9)
    same(send(s, "/big.png", big[::-1], params=";mime=image/png").status, 30, "over a store that was killed")
    same(file(s, "big.png"), big[::-1], "bytes")
    s.stop()


if __name__ == "__main__":
    main(globals())

"""What strangers, robots and spammers do; what they write; and what the author is told by feeds and programs."""
import os
import re
import time
import xml.etree.ElementTree as xml
from urllib.parse import quote, urljoin

from certmaker import Cert, ann
from harness import CARREL, check, has, lacks, link_to, main, once, one_of, post, rows, same, short, tls, until, write
from talk import (ID, PAGE, all_files, answer, ben, carrel, choose_name, file_of, id_of, make, owned, owner, parsed,
                  place_of, prompt, short_id, step_of)
from test_comments import CONTROLS, elsewhere, publish, publish_link
from test_titan import base, upload

OTHER = {"posts/other.gmi": post("Other", date="2026-01-02")}


def state(s):
    """All that a reader's request could have changed, and what is in it."""
    found = {}
    for name in s.listing("."):
        if not name.startswith(".carrel/"):     # the index is at work there: its journals come and go
            with open(s.path(name), "rb") as f:
                found[name] = f.read()
    return found


@once
def busy():
    """A capsule with all kinds of comments, and links to everything."""
    s = owned("moderate: all\n", **OTHER)
    s.save("comments/ask/20260101T000000Z-aaaa.gmi", "---\nname: Bob\nvia: gemini\n---\nOn the air.\n")
    s.save("comments/ask/20260101T000001Z-bbbb.gmi",
           "---\nname: Eve\nreply-to: 20260101T000000Z-aaaa\n---\nAn answer.\n")
    publish(s, "That waits", cert=ann())
    publish(s, "Somebody's")
    return s


# --- links from elsewhere, and robots ---

@rows([("prompt", "/c/%s/leave-a-comment?Buy"), ("token", "/c/%s/aaaaaaaaaaaaaaa?Buy"),
       ("answer", "/c/%s/aaaa/leave-a-comment?Buy"), ("answer token", "/c/%s/aaaa/aaaaaaaaaaaaaaa?Buy"),
       ("edit", "/c/%s/aaaa/edit-my-comment?Buy"), ("add", "/c/%s/aaaa/add-to-the-text?Buy"),
       ("delete", "/c/%s/aaaa/delete-my-words"), ("decision", "/c/%s/aaaa/aaaaaaaaaaaaaaa"),
       ("sign", "/c/%s/sign-your-words?Buy"), ("name", "/c/name?Buy"), ("name token", "/c/name/aaaaaaaaaaaaaaa?Buy"),
       ("join", "/c/join-with/aaaaaaaaaaaaaaa?aaaaaaaa"), ("upper case", "/C/%s/leave-a-comment?Buy")])
def test_link_from_elsewhere(address):
    s = busy()
    before = state(s)
    address = address % short_id(s) if "%s" in address else address
    for options in (dict(), dict(cert=ann()), dict(cert=owner())):
        one_of(s.get(address, **options).status, (10, 20, 51, 59, 60), "status of %s" % address)
    s.gopher(address)
    s.gopher(address.replace("?", "\t"))
    s.gopher(address.replace("?", "/"))
    same(state(s), before, "files")


def crawl_gemini(s, **options):
    """Follow every link, and answer every prompt: the addresses that were seen."""
    queue, seen = ["/", PAGE, "/c/", "/c/mine", "/c/comments", "/comments.xml", "/c/queue"], set()
    while queue:
        address = queue.pop()
        if address in seen or len(seen) > 1500:
            continue
        seen.add(address)
        reply = s.get(address, **options)
        if reply.status == 30:
            queue.append(urljoin(address, reply.meta))
        if reply.status != 20 or not reply.meta.startswith("text/gemini"):
            continue
        for target in re.findall(r"^=>[ \t]*(\S+)", reply.text, re.M):
            target = re.sub("^gemini://%s(:[0-9]+)?" % s.host, "", target)
            if target and "://" not in target:
                # A robot that knows nothing of robots.txt, but does not read text and press the button.
                queue.append(urljoin(address, target))
    return seen


@rows([("without a certificate", dict(source="127.0.41.1")), ("with one", dict(cert=ben()))])
def test_crawler_on_gemini(options):
    s = busy()
    before = state(s)
    seen = crawl_gemini(s, **options)
    check(len(seen) > 15, "only %s" % seen)
    check(any(a.endswith("leave-a-comment") for a in seen), "no prompt among %s" % seen)
    same(state(s), before, "files")


def test_crawler_on_gopher():
    s = busy()
    before = state(s)
    crawl_gopher(s, source="127.0.41.1")
    same(state(s), before, "files")


def crawl_gopher(s, **options):
    queue, seen = [("1", ""), ("1", PAGE), ("1", "/c/comments")], set()
    while queue:
        kind, selector = queue.pop()
        if (kind, selector) in seen or len(seen) > 1500:
            continue
        seen.add((kind, selector))
        if kind not in "17":
            s.gopher(selector, **options)
            continue
        queue += [(i.type, i.selector) for i in s.menu(selector, **options) if i.type in "0179" and i.host == s.host]
    check(len(seen) > 12, "only %s" % seen)
    check(any(kind == "7" for kind, _ in seen), "no prompt among %s" % seen)


@rows([("on Gemini", crawl_gemini), ("on Gopher", crawl_gopher)])
def test_crawler_in_the_network_of_a_writer(crawl):
    # Behind the same proxy or carrier as somebody without a certificate, within the hour.
    with make() as s:
        publish(s, "Do not delete me", source="127.0.40.1")
        before = state(s)
        crawl(s, source="127.0.40.99")
        same(state(s), before, "files")


# --- what they write ---

EMPTY = [("only controls", "\x01\x02\x1b\x07\x9b"), ("only overrides", "\u202e\u2066\u2069\u200f"),
         ("only zero width", "\u200b\u200c\u200d\ufeff"), ("only blanks", " \t\r\n\u00a0\u2003"),
         ("only combining", "\u0301\u0302")]


@rows(EMPTY[:4])
def test_nothing_visible(text):
    s = plain()
    page = s.page(prompt(s) + "?" + quote(text, safe=""))
    has(page, "Nothing was written")
    has(upload(s, "%s;size=%d" % (base(s), len(text.encode())), text.encode()).text, "Nothing was written")
    same(all_files(s), [], "files")


@once
def plain():
    return make()


LINES = [("a menu", "1Free money\t/x\tevil.example\t70\r\niinfo\t\tevil.example\t70\r\n.\r\n"),
         ("a status line", "30 gemini://evil.example/\r\n20 text/gemini\r\n# Hello"),
         ("front matter", "---\nname: Olga\nvia: author\nidentity: sha256:%s\n---\nI am the author" % ("0" * 64)),
         ("front matter's end", "---\n---\n---"),
         ("a comment of ours", "### Olga (lusft, author), 1 January 2026\n> Believe me"),
         ("our links", "=> /c/queue Publish this comment\n=> /posts/ask.gmi Answer Olga"),
         ("overrides", "\u202eevil\u202c \u2066x\u2069 \u200fy"), ("escapes", "\x1b]0;evil\x07\x1b[2Jtext"),
         ("one endless word", "x" * 700), ("marks upon marks", "Z" + "\u0301\u0320" * 80),
         ("gemtext of all kinds", "```\n# a\n* b\n> c\n=> d\n```\n### e")]


@rows(LINES)
def test_comment_like(text):
    with owned() as s:
        before = [m for m in s.menu(PAGE) if m.type != "i"]
        link = publish_link(s, text, cert=ann())
        if len("gemini://%s%s" % (s.host, link)) > 1024:
            same(upload(s, "%s;size=%d" % (base(s), len(text.encode())), text.encode(), cert=ann()).status, 30)
        else:
            same(s.get(link, cert=ann()).status, 30)
        same(len(all_files(s)), 1, "files")
        fields, body = parsed(s, all_files(s)[0])
        same((fields["name"], fields["identity"]), ("Ann", "sha256:" + ann().fingerprint), "front matter")
        for page in (s.page(PAGE), s.page(place_of(s, body[:-1])), s.page("/c/comments"), s.page("/")):
            check(not CONTROLS.search(page), "a control character: %s" % short(page))
            lacks(page, "(author)", "page")
            one_of(len(re.findall("^### ", page, re.M)), (0, 1), "headings of comments")
            for target in re.findall(r"^=>\s*(\S+)", page, re.M):
                check("evil" not in target and target != "/c/queue", "the link to %s works" % target)
        after = [m for m in s.menu(PAGE) if m.type != "i"]
        same(len(after), len(before) + 1, "items (only that of the comment is new)")
        check(all(m.host == s.host for m in after), "an item leads elsewhere: %s" % after)
        status, out, _ = carrel(s, "--published", s.capsule, "list")
        check(not re.search("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", out),
              "the list of comments acts: %s" % short(out))


def test_bomb_of_short_lines():
    text = "\n".join("#>*`="[n % 5] for n in range(32000))
    with make() as s:       # under the post some screens of it, all of it on its own page
        same(upload(s, "%s;size=%d" % (base(s), len(text)), text.encode(), cert=ann()).status, 30)
        for _ in range(3):
            page = s.page(PAGE)
        same(len(re.findall("^>", page, re.M)), 200, "lines of the comment under the post")
        s.menu(PAGE)
        s.gopher("/posts/ask.txt")
        own = s.page("/c/%s/%s" % (short_id(s), re.search(ID, all_files(s)[0]).group()), cert=ann())
        same(len(re.findall("^>", own, re.M)), 32000, "lines of the comment on its own page")
        xml.fromstring(s.get("/comments.xml").body)
        publish(s, "And after it", cert=ben())


PEAK = 100 << 10                # kB that a worker may ever have had; the texts below are 128 MB


def test_two_thousand_long_comments():
    with make() as s:
        for n in range(2000):
            s.save("comments/ask/20260101T000000Z-%04d.gmi" % n, "Number %d\n%s\n" % (n, 64000 * "x"))
        s.restart()
        for address, first in ((PAGE, 0), ("/c/%s/page-40" % short_id(s), 1950)):
            has(s.page(address), "\n> Number %d\n" % first, address)
        for worker in s.children("carrel-worker"):
            status = open("/proc/%d/status" % worker, encoding="utf-8").read()
            peak = int(re.search(r"^VmHWM:\s+(\d+) kB", status, re.M).group(1))
            # The address sanitizer keeps what has been freed: there the figure says nothing about us.
            check(peak < PEAK or "address" in CARREL, "a worker needed %d kB" % peak)


def test_forty_bombs():
    # 40 comments of 64 KiB are 2.5 MiB of page: it may be cut or split, but it must be served.
    for_post = {"comments/ask/20260101T0000%02dZ-bomb.gmi" % n: "---\nname: B\n---\n" + "x\n" * 32000
                for n in range(40)}
    with make(**for_post) as s:
        for address in (PAGE, "/", "/c/comments", "/comments.xml", "/posts/ask.xml"):
            same(s.get(address).status, 20, "status of %s" % address)
        raw = s.gopher(PAGE)
        check(len(raw) > 1000, "the post is not to be had on Gopher: %s" % short(raw))


# --- too many, too alike, too full of links ---

@rows([("with a certificate", dict(cert=ann())), ("anonymous", dict())])
def test_many_from_one_reader(who):
    with make(**OTHER) as s:
        links = [publish_link(s, "Number %d" % n, **who) for n in range(14)]
        replies = [s.get(link, **who) for link in links]
        same([r.status for r in replies], [30] * 10 + [44] * 4, "statuses")
        for reply in replies[10:]:
            check(re.match(r"[1-9]\d*\Z", reply.meta), "not a bare number: %s" % reply.meta)
        same(len(all_files(s)), 10, "files")
        for _ in range(40):
            same(s.get(PAGE, **who).status, 20, "reading goes on")


# A new certificate for each request costs nothing; where they all come from is what is left to count by.

def test_many_certificates_from_one_network():
    with make() as s:
        statuses = []
        for n in range(70):
            who = dict(cert=Cert("Reader %d" % n), source="127.0.77.%d" % (n + 1))
            statuses.append(s.get(publish_link(s, "Number %d" % n, **who), **who).status)
        one_of(statuses.count(30), range(60, 66), "comments taken (some seconds may have passed)")
        same(set(statuses[66:]), {44}, "statuses at the end")
        publish(s, "From elsewhere", PAGE, **elsewhere())


def test_many_names_from_one_network():
    with make() as s:
        statuses = []
        for n in range(70):
            who = dict(cert=Cert("x"), source="127.0.78.%d" % (n + 1))
            statuses.append(choose_name(s, "Bearer %s" % (chr(97 + n // 26) + chr(97 + n % 26)), **who).status)
        same(statuses[66:], [44] * 4, "statuses at the end")
        one_of(len(s.listing("readers")), range(60, 66), "readers' files")


# --- what has been taken out ---

def rm(s, text):
    os.remove(s.path(file_of(s, text)))


@rows([("the author, with rm", {}, rm),
       ("the author, by the command", {}, lambda s, text: carrel(s, s.capsule, "reject", id_of(s, text))),
       ("its writer", dict(cert=ann()),
        lambda s, text: s.get(link_to(s.page(step_of(s, text, "delete-my-words"), cert=ann()), "Yes"), cert=ann()))])
def test_taken_out_stays_out(options, take_out):
    with make() as s:
        link = publish_link(s, "Once and no more", **options)
        same(s.get(link, **options).status, 30, "publishing")
        take_out(s, "Once and no more")
        for turn in range(2):
            reply = s.get(link, **options)
            same(reply.status, 20, "status of the old link")
            has(reply.text, "> Once and no more")
            has(reply.text, "does not bring it back")
            same(all_files(s), [], "files")
            s.restart()
        publish(s, "Once and once more", PAGE, **options)
        same(len(all_files(s)), 1, "files after another comment")


# --- held, and not ---

@rows([("the same under another post", {},
        lambda s: publish(s, "Buy pills", "/posts/other.gmi", **elsewhere()), "Buy pills", True),
       ("the same under the same post", {}, lambda s: None, "Buy pills", False),
       ("two links", {}, lambda s: None, "See gemini://a/ and https://b/", False),
       ("three links", {}, lambda s: None, "gemini://a/ gopher://b/ https://c/", True),
       ("one link where none may be", dict(settings="hold-links: 0\n"), lambda s: None, "See gemini://a/", True),
       ("a word", dict(settings="hold-words: [casino, Viagra]\n"), lambda s: None, "Come to the CASINO tonight", True),
       ("no such word", dict(settings="hold-words: [casino]\n"), lambda s: None, "A cash register", False)])
def test_held(options, before, text, expected):
    with make("moderate: none\n" + options.get("settings", ""), **OTHER) as s:
        before(s)
        publish(s, text, PAGE)
        files = [n for n in all_files(s) if "/ask/" in n]
        same([n.split("/")[0] for n in files], ["held" if expected else "comments"], "where it went")


def test_the_author_knows_no_rules():
    with owned("hold-links: 0\nmoderate: none\n", **OTHER) as s:
        for page in (PAGE, "/posts/other.gmi"):
            publish(s, "gemini://a/ is mine", page, cert=owner())
        same(s.listing("held"), [], "held")


def test_readers_behind_a_proxy():
    with make("moderate: none\nproxies: [127.0.30.1]\n") as s:
        for n in range(15):
            same(s.get(publish_link(s, "Many %d" % n, source="127.0.30.1"), source="127.0.30.1").status, 30)
        page = s.page(place_of(s, "Many 3"), source="127.0.30.1")
        lacks(page, "Delete this", "page for somebody behind the same proxy")


# --- the program that is told ---

def program(s, text):
    path = os.path.join(s.folder, "told")
    write(path, "#!/bin/sh\n" + text)
    os.chmod(path, 0o755)
    return path


def test_on_comment():
    with make() as s:
        out = os.path.join(s.folder, "out")
        path = program(s, "(env; echo ---; cat) > %s.part && mv %s.part %s\n" % (out, out, out))
        s.settings("moderate: all\non-comment: %s\n" % path)
        s.restart()
        publish(s, "Tell the author; $(date) `id`", cert=ann())
        until(lambda: os.path.exists(out), "the program did not run: %s" % s.log()[-500:])
        told = open(out, encoding="utf-8").read()
        file = all_files(s)[0]
        for part in ("CARREL_STATE=held\n", "CARREL_POST=ask\n", "CARREL_NAME=Ann\n", "CARREL_FILE=%s\n" % file,
                     "CARREL_ID=%s\n" % re.search(ID, file).group(), "CARREL_CAPSULE=A capsule under test\n"):
            has(told, part, "what it was told")
        same(told.split("\n---\n", 1)[1], open(s.path(file), encoding="utf-8").read(), "standard input")


def test_on_comment_of_more_than_run_at_once():
    with make() as s:
        out = os.path.join(s.folder, "out")
        s.settings("moderate: none\non-comment: %s\n" % program(s, "sleep 1; echo $CARREL_ID >> %s\n" % out))
        s.restart()
        for n in range(20):
            publish(s, "Told of in its turn %d" % n, **elsewhere())
        until(lambda: os.path.exists(out) and len(open(out).readlines()) >= 20,
              lambda: "told of %s" % (os.path.exists(out) and len(open(out).readlines())))
        same(sorted(open(out).read().split()), sorted(re.search(ID, n).group() for n in all_files(s)), "told of")


@rows([("hangs", "sleep 300\n"), ("reads nothing", "exec sleep 300 < /dev/null\n"), ("fails", "exit 1\n"),
       ("is not there", None)])
def test_on_comment_that(text):
    with make() as s:
        path = program(s, text) if text else "/nowhere/at/all"
        s.settings("moderate: none\non-comment: %s\n" % path)
        s.restart()
        for n in range(20):
            where = elsewhere()
            publish(s, "Not held up %d" % n, **where)
        has(s.page(PAGE), "\n## 20 comments\n")


# --- feeds ---

ATOM = "{http://www.w3.org/2005/Atom}"


@once
def fed():
    s = make(**OTHER)
    publish(s, "First & <foremost> ]]>", cert=ann())
    answer(s, "First & <foremost> ]]>", "An answer", cert=ben())
    publish(s, "Under another\n=> x", "/posts/other.gmi")
    return s


@rows([("of all", "/comments.xml", 3), ("of one post", "/posts/ask.xml", 2), ("of another", "/posts/other.xml", 1)])
def test_feed(address, n):
    s = fed()
    reply = s.get(address)
    check(reply.meta.startswith("application/atom+xml"), "type: %s" % reply.meta)
    same(s.get(address).body, reply.body, "fetched again")
    feed = xml.fromstring(reply.body)
    same(feed.tag, ATOM + "feed")
    entries = feed.findall(ATOM + "entry")
    same(len(entries), n, "entries")
    for e in [feed] + entries:
        for part in ("id", "title", "updated"):
            check(e.findtext(ATOM + part), "no %s in %s" % (part, short(xml.tostring(e))))
    same(len({e.findtext(ATOM + "id") for e in entries}), n, "ids")
    for e in entries:
        check(e.findtext(ATOM + "author/" + ATOM + "name"), "no author")
        link = e.find(ATOM + "link").get("href")
        check(link.startswith("gemini://"), link)
        same(s.get(re.sub("^gemini://[^/]+", "", link)).status, 20, "status of %s" % link)
    if n > 1:
        has("".join(feed.itertext()), "First & <foremost> ]]>", "feed")
    on_gopher = xml.fromstring(s.gopher(address))
    same([e.findtext(ATOM + "id") for e in on_gopher.findall(ATOM + "entry")],
         [e.findtext(ATOM + "id") for e in entries], "ids on Gopher")
    for e in on_gopher.findall(ATOM + "entry"):
        check(e.find(ATOM + "link").get("href").startswith("gopher://"), "link on Gopher")


def test_feed_without_comments():
    with make() as s:
        for address in ("/comments.xml", "/posts/ask.xml"):
            body = s.get(address).body
            same(xml.fromstring(body).findall(ATOM + "entry"), [], "entries")
            time.sleep(1.1)                             # a clock would show
            same(s.get(address).body, body, "fetched again")


@rows([("of all", "/c/comments", 3), ("of one post", None, 2)])
def test_list_to_follow(address, n):
    s = fed()
    address = address or "/c/%s/" % short_id(s)
    page = s.page(address)
    same(s.page(address), page, "fetched again")
    found = re.findall(r"^=> (\S+) (\d{4}-\d\d-\d\d) \S", page, re.M)
    same(len(found), n, "dated links")
    for target, _ in found:
        has(s.page(target), "\n> ", target)
    same(sum("A capsule" in line or "Ask" in line for line in page.split("\n")[:1]), 1, "the title says what it is")


def test_what_waits_is_in_no_feed():
    s = busy()
    for address in ("/comments.xml", "/posts/ask.xml", "/c/comments", "/c/%s/" % short_id(s), "/"):
        lacks(s.page(address), "That waits", address)


if __name__ == "__main__":
    main(globals())

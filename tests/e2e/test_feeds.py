"""Feeds, and lists that are followed: what feed readers and aggregators of both worlds ask for."""
import os
import re
import shutil
import subprocess
import time
import xml.etree.ElementTree as xml
from urllib.parse import urljoin

from wire import menu
from harness import ROOT, Server, Skip, check, has, lacks, main, once, post, rows, same, short, until

ATOM = "{http://www.w3.org/2005/Atom}"
SCHEMA = os.path.join(ROOT, "tests", "e2e", "atom.rng")
NASTY = "Fish & <chips> ]]> “fresh” \U0001f41f"
COMMENT = "---\nname: Ann <ann> & co.\nvia: gemini\ndate: 2026-03-0%dT10:00:00Z\n---\nWords & <more>\x1b[31m ]]>\n"

POSTS = {
    "posts/2026-01-01-plain.gmi": "# No front matter\n\nFirst words.\n=> ../about.gmi About\n",
    "posts/nasty.gmi": post("'%s'" % NASTY, "A\x01B\x0c & ]]> \x7f<p>\n=> /posts/moon.gmi?a&b\"c\n", date="2026-01-02", tags='["a & b", Sky]',
                            summary="'%s'" % NASTY, author="'O. <Brandt>'"),
    "posts/moon.gmi": post("The Moon", date="2026-01-03T20:00:00+09:00", updated="2026-02-01", tags="[Sky]"),
    "posts/haruko.gmi": post("はるこの手紙", "月がきれいですね。\n", date="2026-01-04", lang="ja", tags="[空]"),
    "posts/letters/own.gmi": post("Own id", date="2026-01-05", id="urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
    "posts/empty.gmi": "---\ndate: 2026-01-06\n---\n",
    "posts/not-utf-8.gmi": b"---\ndate: 2026-01-07\n---\nCaf\xe9\n",
    "posts/draft.gmi": post("Unseen", date="2026-01-08", draft="true", tags="[Sky]"),
    "posts/future.gmi": post("Unseen", date="2999-01-01", tags="[Sky]"),
    "posts/over.gmi": post("Unseen", date="2026-01-09", expiry="2026-01-10", tags="[Sky]"),
    "posts/gone.gmi": post("Unseen", date="2026-01-09", gone="true", tags="[Sky]"),
    "about.gmi": "# About\n",
    "comments/moon/20260301T100000Z-aaaaaaaa.gmi": COMMENT % 1,
    "comments/moon/20260302T100000Z-bbbbbbbb.gmi": COMMENT % 2,
}


@once
def summaries():
    return Server(POSTS, "author: Ottilie\n")


@once
def full():
    return Server(POSTS, "feed: full\nid: tag:example.org,2026:capsule\n")


@once
def demo():
    return Server(host="localhost")


@once
def bare():
    """No settings, no posts."""
    return Server({"about.gmi": "# About\n"}, "")


def validate(raw):
    """What xmllint has to say against the schema; empty: nothing."""
    if shutil.which("xmllint") is None:
        raise Skip("xmllint is not installed")
    p = subprocess.run(["xmllint", "--noout", "--nonet", "--relaxng", SCHEMA, "-"], input=raw,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=20)
    return "" if p.returncode == 0 else p.stderr.decode()


def both(s, address):
    return (("gemini", s.get(address).body), ("gopher", s.gopher(address)))


def ids(raw):
    return [e.findtext(ATOM + "id") for e in xml.fromstring(raw).findall(ATOM + "entry")]


FEEDS = [("the capsule", summaries, "/atom.xml", 7), ("the capsule, full texts", full, "/atom.xml", 7),
         ("a tag", summaries, "/tags/sky/atom.xml", 2), ("a tag, full texts", full, "/tags/sky/atom.xml", 2),
         ("a tag in Japanese", summaries, "/tags/%E7%A9%BA/atom.xml", 1),
         ("a tag with a blank", summaries, "/tags/a-&-b/atom.xml", 1),
         ("a post's comments", summaries, "/posts/moon.xml", 2), ("all comments", full, "/comments.xml", 2),
         ("no comments", summaries, "/posts/nasty.xml", 0),
         ("no posts", bare, "/atom.xml", 0), ("no posts, no comments", bare, "/comments.xml", 0)]


@rows(FEEDS)
def test_against_the_schema(make, address, n):
    s = make()
    for protocol, raw in both(s, address):
        wrong = validate(raw)
        check(not wrong, "%s over %s: %s\n%s" % (address, protocol, short(wrong, 1000), short(raw, 3000)))
        same(len(ids(raw)), n, "entries over %s" % protocol)


@rows([("no id", rb"\n  <id>[^<]*</id>", b""), ("no title", rb"\n    <title>[^<]*</title>", b""),
       ("two titles", rb"(\n    <title>[^<]*</title>)", rb"\1\1"), ("a date alone", rb"(<updated>.{10})[^<]*", rb"\1"),
       ("lower-case z", rb"(<published>.{19})Z", rb"\1z"), ("no such day", rb"<updated>2026-02-01", b"<updated>2026-02-30"),
       ("an author without a name", rb"<name>[^<]*</name>", b""), ("a relative link", rb'href="gemini://[^/]*', b'href="'),
       ("no entity", rb"&amp;", b"&nbsp;"), ("an element of another name", rb"summary>", b"abstract>"),
       ("an id that is no IRI", rb"<id>urn:uuid:", b"<id>"), ("a control character", rb"<title>", b"<title>\x01")])
def test_the_schema_can_fail(pattern, by):
    raw = summaries().get("/atom.xml").body
    same(validate(raw), "", "the feed as it is")
    broken = re.sub(pattern, by, raw)
    check(broken != raw, "nothing was broken")
    check(validate(broken), "broken, and not noticed")


@rows(FEEDS)
def test_what_a_schema_cannot_say(make, address, n):
    s = make()
    over = dict(both(s, address))
    for protocol, raw in over.items():
        feed = xml.fromstring(raw)
        entries = feed.findall(ATOM + "entry")
        every = [e.findtext(ATOM + "id") for e in entries] + [feed.findtext(ATOM + "id")]
        same(len(set(every)), len(every), "different ids")
        links = {l.get("rel"): l.get("href") for l in feed.findall(ATOM + "link")}
        check(links["self"].endswith(address), "self: %s" % links["self"])
        for part in [feed] + entries:
            for link in part.findall(ATOM + "link"):
                check(link.get("href").startswith(protocol + "://"), "%s on %s" % (link.get("href"), protocol))
                follow(s, link.get("href"))
            same(len(part.findall(ATOM + "link[@rel='alternate']")), 1, "alternates")
        for e in entries:
            check(e.findtext(ATOM + "author/" + ATOM + "name"), "no author")
            check(e.findtext(ATOM + "updated") >= e.findtext(ATOM + "published"), "updated before it was published")
        if entries:
            same(feed.findtext(ATOM + "updated"), max(e.findtext(ATOM + "updated") for e in entries), "the feed's date")
        lacks(raw, b"Unseen", address)
    same(ids(over["gopher"]), ids(over["gemini"]), "ids on Gopher")


def follow(s, url):
    if url.startswith("gemini://"):
        same(s.get(re.sub("^gemini://[^/]*", "", url)).status, 20, "status of %s" % url)
    else:
        place, kind, selector = re.match("gopher://([^/]*)/(.)(.*)", url).groups()
        same(place, "%s:%d" % (s.host, s.gopher_port), "place of %s" % url)
        raw = s.gopher(selector)
        check(not raw.startswith(b"3"), "%s leads to %s" % (url, short(raw)))
        same(raw.endswith(b"\r\n.\r\n"), kind == "1", "%s is a menu" % url)


@rows(FEEDS)
def test_feedparser(make, address, n):
    try:
        import feedparser
    except ImportError:
        raise Skip("feedparser is not installed")
    for protocol, raw in both(make(), address):
        seen = feedparser.parse(raw)
        check(not seen.bozo, "feedparser: %s" % seen.get("bozo_exception"))
        same(seen.version, "atom10", "version")
        same(len(seen.entries), n, "entries")
        for e in seen.entries:
            check(e.title and e.id and e.link and e.author and e.updated_parsed, "incomplete: %s" % e)
        if make in (summaries, full) and address == "/atom.xml":
            by = {e.title: e for e in seen.entries}
            same(by[NASTY].summary, NASTY, "summary")
            same(by[NASTY].author, "O. <Brandt>", "author")
            same([t.term for t in by[NASTY].tags], ["a & b", "Sky"], "categories")
            same(by["The Moon"].published, "2026-01-03T11:00:00Z", "published")
            same(by["The Moon"].updated, "2026-02-01T00:00:00Z", "updated")
        if make is full and address == "/atom.xml":
            here = s_url(full(), protocol)
            text = by["No front matter"].content[0]
            same(text.type, "text/gemini", "type of the content")
            same(text.value, "# No front matter\n\nFirst words.\n=> %s/about.gmi About" % here, "text")


def s_url(s, protocol):
    return "gemini://example.org:%d" % s.gemini_port if protocol == "gemini" else "gopher://example.org:%d/1" % s.gopher_port


def test_ids_outlive_host_slug_title_and_server():
    with Server(POSTS, "title: Letters\n", host="one.example") as s:
        before = dict(both(s, "/atom.xml"))
        moon = [i for i, e in zip(ids(before["gemini"]), xml.fromstring(before["gemini"]).findall(ATOM + "entry"))
                if e.findtext(ATOM + "title") == "The Moon"][0]
        s.save("posts/moon.gmi", post("Luna", "Other text.\n", date="2026-01-03T20:00:00+09:00", slug="luna", aliases="[/posts/moon.gmi]"))
        s.stop()
        s.host = "two.example"
        s.settings("title: Letters\n")
        shutil.rmtree(s.certs, ignore_errors=True)
        shutil.rmtree(s.path(".carrel"), ignore_errors=True)
        s.start()
        after = s.get("/atom.xml").body
        lacks(after, b"one.example")
        same(sorted(ids(after)), sorted(ids(before["gemini"])), "ids")
        same(xml.fromstring(after).findtext(ATOM + "id"), xml.fromstring(before["gemini"]).findtext(ATOM + "id"), "the feed's id")
        # Another place: the author says what it was called.
        os.unlink(s.path("posts/moon.gmi"))
        s.save("posts/sky/m.gmi", post("Luna", date="2026-01-03T20:00:00+09:00", id="moon"))
        until(lambda: b"sky/m.gmi" in s.get("/atom.xml").body, "the post does not move")
        has(ids(s.get("/atom.xml").body), moon, "ids")


def test_nothing_changes_by_itself():
    pages = ("/atom.xml", "/tags/sky/atom.xml", "/posts/moon.xml", "/comments.xml", "/posts/", "/tags/", "/tags/sky",
             "/archive/", "/archive/2026", "/posts/moon.gmi", "/")
    with Server(POSTS, "") as s:
        def seen():
            return {p: (s.get(p).body, s.gopher(p)) for p in pages}

        before = seen()
        time.sleep(1.1)
        same(seen(), before, "a second later")
        for name in s.listing("posts"):
            os.utime(s.path(name))                      # saved, and nothing changed
        s.save("posts/marker.gmi", post("Marker", date="2020-01-01"))
        until(lambda: all(s.get("/posts/marker.gmi").status == 20 for _ in range(8)), "the marker does not come")
        os.unlink(s.path("posts/marker.gmi"))
        until(lambda: all(s.get("/posts/marker.gmi").status == 51 for _ in range(8)), "the marker does not go")
        same(seen(), before, "after all were saved again")


# --- lists to subscribe to ---

LAGRANGE = re.compile(r"^=>\s*([^\s]+)\s+([0-9]{4}-[0-1][0-9]-[0-3][0-9])([^0-9].*)", re.M)
RSS_GUARD = re.compile(r"^=>\s+([^\s]+)\s+(\d{4}-\d\d-\d\d)[\s:\-]+(.+)$", re.M)


def entries(page):
    """What both feed readers see, which must be the same."""
    seen = [(url, day, title.strip()) for url, day, title in LAGRANGE.findall(page)]
    same([(u, d, t.strip()) for u, d, t in RSS_GUARD.findall(page)], seen, "RSS Guard's entries")
    same(len({u for u, _, _ in seen}), len(seen), "one entry for each address")
    check(all(title for _, _, title in seen), "an entry without a title")
    check(not re.search(r"^## \d{4}-\d\d-\d\d", page, re.M), "a heading that RSS Guard takes for a date")
    check(page.startswith("# "), "no title: %s" % short(page))
    today = time.strftime("%Y-%m-%d", time.gmtime(time.time() + 86400))
    check(all(day <= today for _, day, _ in seen), "an entry of the future")
    return seen


def subtitle(page):
    """The first ## before any line that is neither a heading nor empty."""
    for line in page.split("\n")[1:]:
        if line.startswith("## "):
            return line[3:]
        if line and not line.startswith("#"):
            return None
    return None


@rows([("posts", "/posts/", 7, "From afar"), ("a tag", "/tags/sky", 2, None), ("a year", "/archive/2026", 7, None),
       ("a folder", "/posts/letters/", 1, None), ("home", "/", 7, "From afar"), ("tags", "/tags/", 0, None),
       ("years", "/archive/", 0, None), ("a post", "/posts/moon.gmi", 0, None)])
def test_page_to_subscribe_to(address, n, sub):
    s = subscribed()
    page = s.page(address)
    same(len(entries(page)), n, "entries of %s" % address)
    if n:
        same(subtitle(page), sub, "subtitle of %s" % address)
        days = [day for _, day, _ in entries(page)]
        same(days, sorted(days, reverse=True), "order of %s" % address)


@once
def subscribed():
    return Server(POSTS, "subtitle: From afar\ncomments: off\n")


@once
def long():
    files = {"posts/%d/%03d.gmi" % (n % 3, n): post("Number %03d." % n, date="20%02d-%02d-%02d" % (20 + n // 50, n % 12 + 1, n % 28 + 1),
                                                    tags="[all, t%d]" % (n % 7)) for n in range(125)}
    return Server(files, "page-length: 10\n")


def older_on_gemini(s, page):
    found = re.search(r"^=> (\S+) Older posts$", page, re.M)
    return found and s.page(found.group(1))


@rows([("all", "/posts/", 125), ("a folder", "/posts/1/", 42), ("a tag", "/tags/all", 125), ("a small tag", "/tags/t3", 18)])
def test_every_post_is_on_some_page(address, n):
    s = long()
    seen, page = [], s.page(address)
    while page:
        found = re.findall(r"^=> \S+ \S+ (Number \d+)\.$", page, re.M)
        same(len(found), 10, "posts on a page")
        seen += [f for f in found if f not in seen]
        page = older_on_gemini(s, page)
    same(len(seen), n, "posts")
    # The same on Gopher, from menu to menu.
    seen, items = [], s.menu(address)
    while items:
        found = [i.label for i in items if "Number " in i.label]
        same(len(found), 10, "posts in a menu")
        seen += [f for f in found if f not in seen]
        on = [i.selector for i in items if i.label == "Older posts"]
        items = s.menu(on[0]) if on else None
    same(len(seen), n, "posts on Gopher")


MONTHS = ("January February March April May June July August September October November December").split()


def test_every_post_is_in_some_year():
    s = long()
    archive = s.page("/archive/")
    years = re.findall(r"^=> (/archive/\d+) (\d+) \((\d+)\)$", archive, re.M)
    same([y for _, y, _ in years], ["2022", "2021", "2020"], "years")
    total = 0
    for address, year, n in years:
        page = s.page(address)
        same(len(entries(page)), int(n), "posts of %s" % year)
        check(all(day.startswith(year) for _, day, _ in entries(page)), "a post of another year")
        months = re.findall(r"^## (.*) \d{4}$", page, re.M)
        same(months, sorted(set(months), key=MONTHS.index, reverse=True), "months")
        total += int(n)
    same(total, 125, "posts")


def crawl(get, links):
    """Every page that can be reached from home, by address; nothing personal is asked for."""
    seen, todo = {}, ["/"]
    while todo:
        address = todo.pop()
        if address in seen:
            continue
        seen[address] = get(address)
        todo += [a for a in links(seen[address], address) if a not in seen and not a.startswith("/c/")]
    return seen


@rows([("many posts", long), ("odd posts", summaries), ("the demo", demo), ("nothing", bare)])
def test_no_link_is_dead_on_gemini(make):
    s = make()
    pages = crawl(lambda a: s.get(a), lambda reply, a: [urljoin(a, u) for u in re.findall(
        r"^=>[ \t]*(\S+)", re.sub(r"(?ms)^```.*?^```", "", reply.text), re.M) if "://" not in u and not re.match("mailto:|.*\"", u)]
        if reply.meta.startswith("text/gemini") else [])
    for address, reply in pages.items():
        same(reply.status, 10 if address == "/search" else 20, "status of %s" % address)
        same(s.get(address).raw, reply.raw, "%s fetched again" % address)
    check("/archive/" in pages and "/posts/" in pages, "lists are not linked: %s" % short(sorted(pages)))


@rows([("many posts", long), ("odd posts", summaries), ("the demo", demo), ("nothing", bare)])
def test_no_link_is_dead_on_gopher(make):
    s = make()
    wrong = []

    def get(selector):
        return s.gopher(selector)

    def links(raw, selector):
        if not raw.endswith(b"\r\n.\r\n"):
            return []
        here = s.here[0], str(s.here[1])
        ours = [i for i in menu(raw, here) if (i.host, i.port) == here and i.type in "01"]
        for i in ours:
            kinds[i.selector] = i.type
        return [i.selector for i in ours]

    kinds = {"/": "1"}
    for selector, raw in crawl(get, links).items():
        if raw.startswith(b"3") or raw.endswith(b"\r\n.\r\n") != (kinds[selector] == "1"):
            wrong.append((selector, kinds[selector], raw[:80]))
        same(s.gopher(selector), raw, "%s fetched again" % selector)
    same(wrong, [], "dead or of the wrong type")


def test_a_full_page_stays():
    with Server({"posts/%02d.gmi" % n: post("N%02d" % n, date="2026-01-%02d" % (n + 1)) for n in range(25)}, "page-length: 10\n") as s:
        before = [s.get("/posts/page-1").body, s.gopher("/posts/page-1")]
        s.save("posts/new.gmi", post("New", date="2026-02-01"))
        until(lambda: all("New" in s.page("/posts/") for _ in range(8)), "the new post does not come")
        same([s.get("/posts/page-1").body, s.gopher("/posts/page-1")], before, "page 1")
        same([s.get("/posts/page-%s" % n).status for n in ("2", "3", "0", "01", "x")], [20, 51, 51, 51, 51], "pages")


# --- moved, and gone ---

def test_slug_alias_and_gone():
    with Server({"posts/moon.gmi": post("The Moon", date="2026-01-01")}, "") as s:
        def answers(path, status, meta=""):
            until(lambda: all((s.get(path).status, s.get(path).meta if meta else "") == (status, meta) for _ in range(4)),
                  lambda: "%s: %s, expected %d %s" % (path, s.get(path), status, meta))

        s.save("posts/moon.gmi", post("The Moon", date="2026-01-01", slug="luna", aliases="['https://old.example/2012/05/moon/', '/?p=123']"))
        for path in ("/posts/moon.gmi", "/2012/05/moon/", "/2012/05/moon", "/?p=123"):
            answers(path, 31, "/posts/luna.gmi")
            has(s.gopher(path), b"iThe Moon\t", path)
        same(s.get("/").status, 20, "home")
        s.save("posts/other.gmi", post("Other", date="2026-02-01", aliases="[/2012/05/moon/]"))
        answers("/2012/05/moon/", 31, "/posts/other.gmi")
        until(lambda: "posts/moon.gmi: alias /2012/05/moon/ is the address or a newer alias of posts/other.gmi" in s.log(),
              lambda: "the log says nothing: %s" % s.log())
        s.save("posts/other.gmi", post("Other", date="2026-02-01", gone="true", aliases="[/b.html]"))
        for path in ("/posts/other.gmi", "/b.html", "/posts/other.xml"):
            answers(path, 52)
            check(s.gopher(path).startswith(b"3"), "%s on Gopher" % path)
        answers("/2012/05/moon/", 31, "/posts/luna.gmi")        # as before
        os.unlink(s.path("posts/other.gmi"))
        answers("/posts/other.gmi", 51)
        s.settings("gone: [/posts/other.gmi]\n")
        s.reload()
        answers("/posts/other.gmi", 52)
        lacks(s.page("/posts/"), "Other")


if __name__ == "__main__":
    main(globals())

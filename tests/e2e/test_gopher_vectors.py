"""gopher.md section 15 against the real server, and the form of every menu it can be made to send."""
import re
import ssl
import unicodedata
import zlib

from harness import (Connection, PLAIN_TLS, Server, WAIT, check, has, lacks, main, menu, once,
                     one_of, post, rows, same, short, slow, tls)

HOST = "gopher.example.org"
HERE = (HOST, "70")
TEXT = b"first\n.hidden\nlast\n"
PICTURE = b"\x89PNG\r\n\x1a\n\0\0.\r\n\xff\xfe"         # "." CR LF inside: nobody may stop there
ROOT, DIR, NOT_FOUND = "iA capsule under test", "iThe folder", "3"


@once
def server():
    return Server({
        "a.txt": TEXT, "café.txt": "café\n", "with space.txt": "space\n", "%41.txt": "literal\n",
                   "A.txt": "decoded\n",
        "dir/index.gmi": "# The folder\n=> a.gmi A page\n=> ../a.txt A text\n", "dir/a.gmi": "# A\n",
        "p.png": PICTURE, "robots.txt": "User-agent: *\nDisallow: /c/\n", ".git/config": "secret\n",
        "posts/ask.gmi": post("Ask", date="2026-01-04"),
    }, "gemini-port: 1965\ngopher-port: 70", host=HOST)


def is_menu(*starts):
    """A menu in good form, whose first line begins with one of these."""
    def test(raw):
        items = menu(raw, HERE)
        check(items and items[0].line.startswith(starts), "first line: %s" % short(raw))
    return test


def is_exactly(expected):
    return lambda raw: same(raw, expected, "reply")


def is_html(*parts):
    def test(raw):
        lower = raw.lower()
        check(re.search(rb'http-equiv="refresh" content="([0-9]|10);', lower),
              "no refresh within 10 s: %s" % raw)
        for part in (b"<html", b"<a href=") + parts:
            has(raw if part in parts else lower, part, "HTML")
        for part in (b"<script", b"<img", b"<frame", b"<iframe"):
            lacks(lower, part, "HTML")
    return test


def is_not_found(raw):
    items = menu(raw, HERE)
    same([i.type for i in items], ["3"], "types")
    for part in (b"root:", b"\x1b", b"secret"):
        lacks(raw, part, "error")


def is_plus(raw):
    check(raw.startswith(b"+-1\r\n+INFO: 1") and raw.endswith(b"\r\n.\r\n"), "not a Gopher+ block: %s" % raw)
    info = raw.split(b"\r\n")[1].split(b"\t")
    same(info[-1], b"70", "last field of +INFO (a + here would keep the client in Gopher+)")
    has(raw, b"\r\n+ADMIN:\r\n Admin: ")


def is_http(raw):
    check(re.match(rb"HTTP/1\.[01] 400 [^\r\n]*\r\n", raw), "status line: %s" % short(raw))
    has(raw, b"Content-Type: text/html")
    has(raw, b"gopher://gopher.example.org/")
    has(raw, b"gemini://gopher.example.org/")


def is_refusal(raw):
    check(raw.startswith(b"--1\r\n1 ") and raw.endswith(b".\r\n"), "not a Gopher+ error: %s" % raw)


def is_caps(raw):
    check(raw.startswith(b"CAPS\n") or raw.startswith(b"CAPS\r\n"),
          "does not start with CAPS: %s" % short(raw))
    has(raw, b"\nCapsVersion=1")


is_text = is_exactly(TEXT)

# Rows 8 (RFC form of texts), 49 (TLS off) are about settings that we do not have: texts go out raw, TLS
# is always on. Rows 26 to 31 need a search: commenting is one, see test_prompt().
# Where the table leaves a choice, the row says what we chose.
VECTORS = [
    ("1 empty", b"\r\n", is_menu(ROOT)),
    ("2 slash", b"/\r\n", is_menu(ROOT)),
    ("3 only LF", b"\n", is_menu(ROOT)),
    ("5 text, raw", b"/a.txt\r\n", is_text),
    ("6 text, no leading slash", b"a.txt\r\n", is_text),
    ("7 text, LF", b"/a.txt\n", is_text),
    ("9 more lines", b"/a.txt\r\nmore\r\n", is_text),
    ("11 folder", b"/dir/\r\n", is_menu(DIR)),
    ("11 folder without slash", b"/dir\r\n", is_menu(DIR)),
    ("12 folder without both", b"dir\r\n", is_menu(DIR)),
    ("13 two slashes", b"/dir//\r\n", is_not_found),
    ("14 picture", b"/p.png\r\n", is_exactly(PICTURE)),
    ("15 unknown", b"/no\r\n", is_not_found),
    ("16 unknown picture", b"/no.png\r\n", is_not_found),
    ("17 climbs", b"/../etc/passwd\r\n", is_not_found),
    ("17 climbs far", b"/../../../../../../etc/passwd\r\n", is_not_found),
    ("18 dot segments inside", b"/dir/../a.txt\r\n", is_not_found),
    ("19 encoded slash", b"/..%2fetc/passwd\r\n", is_not_found),
    ("19 encoded dots", b"/%2e%2e/%2e%2e/etc/passwd\r\n", is_not_found),
    ("20 hidden", b"/.git/config\r\n", is_not_found),
    ("21 NUL", b"/a\0.txt\r\n", is_not_found),
    ("22 ESC", b"/x\x1b[31m\r\n", is_not_found),
    ("23 UTF-8", b"/caf\xc3\xa9.txt\r\n", is_exactly("café\n".encode())),
    ("24 blank", b"/with space.txt\r\n", is_exactly(b"space\n")),
    ("25 percent-encoded, decoded as a kindness", b"/caf%C3%A9.txt\r\n", is_exactly("café\n".encode())),
    ("25 percent sign in the name wins", b"/%41.txt\r\n", is_exactly(b"literal\n")),
    ("32 Gopher+ of a menu, answered plainly", b"/dir/\t+\r\n", is_menu(DIR)),
    ("33 attributes", b"/dir/\t!\r\n", is_plus),
    ("34 attributes of the root", b"\t$\r\n", is_plus),
    ("35 form", b"/dir/\t+\t1\r\n+-1\r\ndata\r\n.\r\n", is_refusal),
    ("36 extra field", b"/a.txt\tjunk\r\n", is_text),
    ("37 URL:", b"URL:https://example.net/\r\n", is_html(b'"https://example.net/"')),
    ("38 URL: as lynx sends it", b"/URL:https://example.net/\r\n", is_html(b'"https://example.net/"')),
    ("39 URL:javascript", b"URL:javascript:alert(1)\r\n", is_not_found),
    ("39 URL:data", b"URL:data:text/html,x\r\n", is_not_found),
    ("40 URL: with a tag", b'URL:https://e/"><b>\r\n', is_html(b"&quot;&gt;&lt;b&gt;")),
    ("41 HTTP", b"GET / HTTP/1.1\r\nHost: x\r\n\r\n", is_http),
    ("41 HTTP for a file", b"GET /a.txt HTTP/1.0\r\n\r\n", is_http),
    ("41 HTTP from a script", b"POST / HTTP/1.1\r\nContent-Length: 8\r\n\r\n/a.txt\r\n", is_http),
    ("42 GET is a selector", b"GET /a.txt\r\n", is_not_found),
    ("43 caps.txt", b"caps.txt\r\n", is_caps),
    ("43 /caps.txt", b"/caps.txt\r\n", is_caps),
    ("44 robots.txt", b"robots.txt\r\n", is_exactly(b"User-agent: *\nDisallow: /c/\n")),
    ("45 255 bytes", b"/" + 254 * b"a" + b"\r\n", is_not_found),
    ("1024 bytes, the most", b"/" + 1023 * b"a" + b"\r\n", is_not_found),
    ("46 1025 bytes", b"/" + 1024 * b"a" + b"\r\n", is_not_found),
    ("51 type in front", b"1/dir/\r\n", is_menu(DIR)),
    ("51 type in front, as typed in a URL", b"/0/a.txt\r\n", is_text),
    ("no post with such an id", b"/c/abcde/leave-a-comment\r\n", is_not_found),
]


@rows(VECTORS)
def test_vector(request, expected):
    expected(server().gopher(request))


@rows([("26 words", "\thello world", "hello world"), ("27 none", "", None), ("28 with a question mark", "?hello", "hello"),
       ("29 empty", "\t", None), ("30 plus", "\t+", "+"), ("31 a third field", "\thello\t+", "hello"),
       ("31 dollar", "\thello\t$", "hello"), ("without a slash in front", "\tlost slash", "lost slash"),
       ("UTF-8", "\tGrüße, 図書館", "Grüße, 図書館"), ("controls", "\ta\x1b[31mb", "a[31mb"),
       ("percent as it is", "\t100%25 sure", "100%25 sure"), ("question mark within", "\twhy? so", "why? so")])
def test_prompt(request, expected):
    s = server()
    ask = next(i for i in s.menu("/posts/ask.gmi") if i.label.startswith("Leave a comment"))
    same(ask.type, "7", "type")
    selector = ask.selector[1:] if expected == "lost slash" else ask.selector
    raw = s.gopher(selector.encode() + (request if isinstance(request, bytes) else request.encode()) + b"\r\n")
    items = menu(raw, HERE)
    lines = [i.label for i in items if i.type == "i"]
    if expected is None:
        check(any(i.type == "7" and i.selector == ask.selector for i in items) or items[0].type == "3",
              "no prompt: %s" % short(raw))
        lacks(raw.decode(), "Publish")
        return
    check("> " + expected in lines, "the words are not shown: %s" % short(lines, 900))
    link = next(i for i in items if i.label == "Publish this comment")
    same(link.type, "1", "type of the link that publishes")
    check(len(link.selector) <= 255, "a selector that clients cut: %s" % link)
    same(s.listing("comments") + s.listing("held"), [], "files")


@rows([v for v in VECTORS if v[0].split()[0] in ("1", "5", "11", "15", "32", "41", "43")])
def test_48_the_same_over_TLS(request, expected):
    expected(server().gopher(request, PLAIN_TLS, sni=HOST))


def test_50_file_over_TLS_ends_with_close_notify():
    for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):    # gopher() checks the ending
        is_text(server().gopher("/a.txt", tls(low=version, high=version, alpn=["gopher"]), sni=None))


def test_4_half_close_and_no_bytes():
    with Connection(server().gopher_port) as c:
        c.half_close()
        raw = c.read_all()
        check(raw == b"" or menu(raw, HERE), "reply: %s" % short(raw))
    is_text(server().gopher("/a.txt"))                  # and nobody died of it


def test_half_close_after_the_request():
    with Connection(server().gopher_port) as c:
        c.send(b"/a.txt\r\n")
        c.half_close()
        same(c.read_all(), TEXT)


def test_10_byte_by_byte():
    with Connection(server().gopher_port) as c:
        for byte in b"/a.txt\r\n":
            c.send(bytes([byte]))
            c.quiet(0.01)
        same(c.read_all(), TEXT)


def test_46_1025_bytes_without_LF_are_answered_at_once():
    with Connection(server().gopher_port) as c:
        c.send(b"/" + 1024 * b"a")
        is_not_found(c.read_all())


@slow
def test_47_silence():
    with Connection(server().gopher_port, wait=2 * WAIT) as c:
        c.send(b"/a")
        raw = c.read_all()
        check(raw == b"" or raw.startswith(b"3"), "reply to half a line: %s" % short(raw))
        same(c.ending, "eof")


def test_52_a_megabyte_behind_the_request():
    with Connection(server().gopher_port) as c:
        c.send(b"/a.txt\r\n" + (1 << 20) * b"x")
        same(c.read_all(), TEXT)


def test_TLS_garbage_is_closed():
    with Connection(server().gopher_port) as c:
        c.send(b"\x16\x03\x01\x00\x05hello" + 100 * b"x")
        lacks(c.read_all(), b"\t", "reply to a broken ClientHello")


# --- what stands in menus ---

LINKS = """# Links
=> /a.txt A text
=> ../dir/ A folder
=> ask.gmi A post
=> /p.png A picture
=> /x.gif A GIF
=> /x.mp3 A sound
=> /x.pdf A paper
=> /x.zip An archive
=> /tags/one A tag
=> / Home
=> /posts/ All
=> gopher://other.example:7070/1/foo A hole
=> gopher://other.example/0/bar.txt A text there
=> gopher://other.example Its root
=> https://example.net/?q=1#frag The web
=> gemini://example.net/x Another capsule
=> mailto:ann@example.net A letter
=> /a.txt?words A query
=> /c/ Personal
"""
EXPECTED = {
    "A text": ("0", "/a.txt") + HERE, "A folder": ("1", "/dir/") + HERE,
    "A post": ("1", "/posts/ask.gmi") + HERE,
    "A picture": ("I", "/p.png") + HERE, "A GIF": ("g", "/x.gif") + HERE, "A sound": ("s", "/x.mp3") + HERE,
    "A paper": ("9", "/x.pdf") + HERE, "An archive": ("9", "/x.zip") + HERE,
    "A tag": ("1", "/tags/one") + HERE,
    "Home": ("1", "/") + HERE, "All": ("1", "/posts/") + HERE,
    "A hole": ("1", "/foo", "other.example", "7070"),
    "A text there": ("0", "/bar.txt", "other.example", "70"),
    "Its root": ("1", "", "other.example", "70"),
    "The web": ("h", "URL:https://example.net/?q=1#frag") + HERE,
    "Another capsule": ("h", "URL:gemini://example.net/x") + HERE,
    "A letter": ("h", "URL:mailto:ann@example.net") + HERE,
    # A selector may hold no `?`, and personal pages need Gemini: both go by URL.
    "A query": ("h", "URL:gemini://%s/a.txt?words" % HOST) + HERE,
    "Personal": ("h", "URL:gemini://%s/c/" % HOST) + HERE,
}


def test_links_become_items():
    with Server({"posts/links.gmi": post("Links", LINKS), "posts/ask.gmi": post("Ask"), "a.txt": "",
                 "p.png": "",
                 "dir/x.txt": ""}, "gemini-port: 1965\ngopher-port: 70", host=HOST) as s:
        items = {i.label: (i.type, i.selector, i.host, i.port) for i in s.menu("/posts/links.gmi")}
        for label, expected in EXPECTED.items():
            same(items.get(label), expected, label)


TRAPS = """# Traps
.
iFake\t/x\thost\t70
A tab\there and an escape \x1b[31m and a C1 \x9b31m
```
=> not a link
.
\t.
```
> .
=> /a.txt A\tlabel with a tab
"""


def test_nothing_in_a_text_makes_an_item_or_ends_the_menu():
    with Server({"posts/traps.gmi": TRAPS, "a.txt": ""}, host=HOST) as s:
        items = s.menu("/posts/traps.gmi")              # menu() checks fields, dots and controls
        check([i for i in items if i.type == "i" and i.label.startswith("iFake")],
              "the fake item is gone: %s" % items)
        one_of([i.selector for i in items if i.type not in "i1h7"],
               (["/a.txt"], ["/a.txt", "/posts/traps.txt"]), "items")
        text = s.gopher("/posts/traps.txt").decode()
        check(not re.search(r"^\.\r?$", text, re.M), "a lone dot, where Kristall stops: %s" % short(text))
        check(not re.search("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", text),
              "control characters: %s" % short(text))


def columns(text):
    return sum(0 if unicodedata.combining(c) or c in "\u200d\ufe0f" else 2
               if unicodedata.east_asian_width(c) in "WF" else 1
               for c in text)


def test_text_is_wrapped_by_display_width():
    body = "\n".join(["word " * 60, "図書館の窓辺で本を読む。" * 12, "📚🐦" * 60, "x" * 200, "e\u0301tude " * 40,
                      "> " + "quoted " * 40,
                      "* " + "item " * 40, "# " + "heading " * 20])
    with Server({"posts/wide.gmi": post("Wide", body)}, host=HOST) as s:
        items = s.menu("/posts/wide.gmi")
        widths = [(columns(i.label), i.label) for i in items]
        check(max(widths)[0] <= 70, "a line of %d columns: %s" % max(widths))
        check(sum(w > 60 for w, _ in widths) > 8, "nothing was filled: %s" % widths)
        whole = "".join(i.label.strip() for i in items).replace(" ", "")
        for part in ("図書館の窓辺で本を読む。" * 12, "📚🐦" * 60, "x" * 200):
            has(whole, part, "the lines put together again")
        for line in s.gopher("/posts/wide.txt").decode().splitlines():
            check(columns(line) <= 70, "a line of %d columns in the text: %s" % (columns(line), line))


def test_every_post_is_a_text_too():
    text = server().gopher("/posts/ask.txt").decode()
    for part in ("Ask", "4 January 2026", "Text."):
        has(text, part, "plain text of a post")
    check(not text.endswith(".\r\n.\r\n") and "\terror.host" not in text,
          "a menu, not a text: %s" % short(text))


def test_hand_written_gophermap():
    lines = ("Welcome\n0A text\ta.txt\n1A folder\t/dir/\n1Elsewhere\t/x\tother.example\t7070\n"
             "hThe web\tURL:https://example.net/\n1. First\n")
    with Server({"map/gophermap": lines, "map/a.txt": "x\n", "map/index.gmi": "# Gemini's\n"},
                "gopher-port: 70",
                host=HOST) as s:
        items = [(i.type, i.label, i.selector) for i in s.menu("/map/") if i.type != "i"]
        same(items, [("0", "A text", "/map/a.txt"), ("1", "A folder", "/dir/"), ("1", "Elsewhere", "/x"),
                     ("h", "The web", "URL:https://example.net/")], "items")
        labels = [i.label for i in s.menu("/map") if i.type == "i"]
        same(labels, ["Welcome", "1. First"], "text lines")
        has(s.page("/map/"), "# Gemini's")              # the map is for Gopher only


# --- the demo capsule, every page that can be reached ---

@once
def crawled():
    """(type, selector, reply) of all that the demo's menus lead to; menu() looks at each line."""
    s = Server(host="localhost")
    found, todo, seen = [], [("1", "")], set()
    while todo:
        kind, selector = todo.pop()
        if selector in seen:
            continue
        seen.add(selector)
        raw = s.gopher(selector)
        found.append((kind, selector, raw))
        if kind == "1":
            todo += [(i.type, i.selector) for i in menu(raw, s.here) if (i.host, i.port) == s.here
                     and i.type not in "hi"]
    return found


def test_demo_menus():
    menus = [(selector, raw) for kind, selector, raw in crawled() if kind == "1"]
    check(len(menus) > 15, "only %d menus" % len(menus))
    for selector, raw in menus:
        check(not raw.startswith(b"3"), "a link that leads nowhere, %s: %s" % (selector, short(raw)))


def test_demo_files():
    files = [(selector, raw) for kind, selector, raw in crawled() if kind in "09gIs"]
    check(len(files) > 3, "only %d files" % len(files))
    for selector, raw in files:
        check(raw and not raw.startswith(b"3"), "%s: %s" % (selector, short(raw)))


def test_demo_picture_is_whole():
    pictures = [raw for kind, _, raw in crawled() if kind == "I"]
    check(pictures, "no picture in the demo")
    for raw in pictures:
        check(raw.startswith(b"\x89PNG\r\n\x1a\n"), "not a PNG: %s" % short(raw))
        check(raw[-12:] == b"\0\0\0\0IEND" + zlib.crc32(b"IEND").to_bytes(4, "big"), "cut short")


if __name__ == "__main__":
    main(globals())

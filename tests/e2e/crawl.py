"""A crawler for both protocols: follows every link from the home pages on, and notes what a reader would
stumble over: dead links, wrong types, lines that mean something else than they should.

Both protocols are walked at once, because links lead from one to the other. Addresses are taken level by
level and in order, so that a walk of the same capsule is the same walk.
"""
import hashlib
import re
import socket
import ssl
import xml.etree.ElementTree as xml
from collections import Counter, defaultdict, namedtuple
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote, unquote, urljoin, urlsplit, uses_netloc, uses_relative

from generate import HIDDEN, INJECTED, NOT_ON_GEMINI, NOT_ON_GOPHER
from harness import Failed, menu, short
from test_feeds import entries
from wire import PLAIN_TLS

for scheme in ("gemini", "gopher"):
    uses_netloc.append(scheme)
    uses_relative.append(scheme)

ATOM = "{http://www.w3.org/2005/Atom}"
WORD = "lamp"                                   # what a search is asked for
CONTROL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
AS_IT_STANDS = re.compile(r"/(notes|many|diary|about|closed)\b")     # files as they stand: their lines are the author's
# Where a reader is asked for something, and rightly: the words of a search, a comment, a certificate.
PROMPTS = re.compile(r"/search\Z|/c/[a-z0-9]{5,}/([0-9a-z]+/)?[a-z-]+\Z")
COMMENTS = ("/c/", "/ascii/c/", "/posts/", "/ascii/posts/")         # where a link whose label quotes a comment may lead
DOORS = re.compile(r"/(posts/)?closed/|/c/\Z")
PICTURES = {"I": (b"\x89PNG", b"\xff\xd8\xff"), "g": (b"GIF8",), "s": (b"OggS",)}     # how files of a type begin
MEDIA = {"gmi": "text/gemini", "txt": "text/plain", "gph": "text/plain", "log": "text/plain", "unknown": "text/plain",
         "html": "text/html", "csv": "text/csv", "json": "application/json", "pdf": "application/pdf",
         "gz": "application/gzip", "xml": "application/atom+xml", "atom": "application/atom+xml", "ogg": "audio/ogg",
         "png": "image/png", "gif": "image/gif", "jpg": "image/jpeg"}

# proto   "gemini" or "gopher"
# place   path and query as they are sent, or a selector, with a TAB and words if it is asked
Address = namedtuple("Address", "proto place")


def fetch(s, address):
    """All bytes of the reply; a truncated one is an error."""
    if address.proto == "gopher":
        with socket.create_connection(("127.0.0.1", s.gopher_port), 60) as c:
            c.sendall((address.place + "\r\n").encode())
            return read_all(c)
    with socket.create_connection(("127.0.0.1", s.gemini_port), 60) as c:
        with PLAIN_TLS.wrap_socket(c, server_hostname=s.host, suppress_ragged_eofs=False) as t:
            t.sendall(("gemini://%s%s\r\n" % (s.host, address.place)).encode())
            return read_all(t)


def read_all(c):
    pieces = []
    while True:
        piece = c.recv(65536)
        if not piece:
            return b"".join(pieces)
        pieces.append(piece)


def kind(address):
    """Which page this is one of: names of posts, tags, comments… are left out."""
    parts = re.split("[?\t]", address.place)[0].split("/")
    for i, part in enumerate(parts):
        stem, dot, end = part.rpartition(".")
        if re.match(r"page-\d+\Z", part):
            parts[i] = "page-N"
        elif part and part != "comments" and (parts[i - 1:i] in (["c"], ["tags"]) or re.search(r"\d|%", part) or
                       ("c" in parts[:i] and re.fullmatch("[a-z]{8}", part))):
            parts[i] = "*.%s" % end if dot else "*"
    return "%s %s%s" % (address.proto, "/".join(parts), "?" if re.search("[?\t]", address.place) else "")


class Walk:
    """
    s        a running server, whose links name `host` at the usual ports
    limit    addresses of each kind that are fetched; None: all
    """

    def __init__(self, s, limit=None, threads=8):
        self.s, self.limit = s, limit
        self.host = s.host
        self.faults = []
        self.digests = {}                       # Address -> of the reply
        self.entries = {}                       # Address on Gemini -> dated links of the page
        self.came = {}                          # Address on Gopher -> "menu", or the first bytes
        self.from_page = {}                     # Address -> the first page with a link to it
        self.types = defaultdict(set)           # Address on Gopher -> item types under which it is offered
        self.kinds, self.skipped = Counter(), Counter()
        self.redirects = set()                  # where they lead
        self.links = 0
        self.pool = ThreadPoolExecutor(threads)

    def fault(self, address, what):
        self.faults.append("%s %s: %s (linked by %s)" % (address.proto, short(address.place), what,
                                                         self.from_page.get(address, ("", "nothing"))[1]))

    def run(self, seeds):
        level = list(seeds)
        for address in level:
            self.from_page[address] = Address("", "the walk itself")
            if address.proto == "gopher":
                self.types[address].add("0" if address.place.endswith(".txt") else "1")
        while level:
            level = [a for a in sorted(level) if self.room(a)]
            following = []
            for address, raw in zip(level, self.pool.map(self.get, level)):
                if raw is None:
                    continue
                self.digests[address] = hashlib.sha256(raw).digest()
                for to in self.look(address, raw):
                    self.links += 1
                    if to not in self.from_page:
                        self.from_page[to] = address
                        following.append(to)
            level = following
        self.compare_types()
        return self

    def room(self, address):
        what = kind(address)
        if self.limit is not None and self.kinds[what] >= self.limit:
            self.skipped[what] += 1
            return False
        self.kinds[what] += 1
        return True

    def get(self, address):
        try:
            return fetch(self.s, address)
        except (OSError, ssl.SSLError) as e:
            self.fault(address, "no whole reply: %r" % e)

    def again(self):
        """Everything once more: what differs?"""
        for address, raw in zip(self.digests, self.pool.map(self.get, self.digests)):
            if raw is not None and hashlib.sha256(raw).digest() != self.digests[address]:
                self.fault(address, "differs when fetched again: %s" % short(raw))

    # what came, and where it leads

    def look(self, address, raw):
        try:
            found = (self.look_gemini if address.proto == "gemini" else self.look_gopher)(address, raw)
        except Failed as e:
            self.fault(address, e)
            return []
        except (UnicodeDecodeError, xml.ParseError) as e:
            self.fault(address, repr(e))
            return []
        return [to for to in map(self.own, found) if to]

    def own(self, url):
        """The address, if it is one of this capsule's."""
        if url is None or isinstance(url, Address):
            return url
        parts = urlsplit(url)
        port = {"gemini": 1965, "gopher": 70}.get(parts.scheme)
        if port is None or parts.hostname != self.host or (parts.port or port) != port:
            return None
        if parts.scheme == "gemini":
            path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
            return Address("gemini", path + ("?" + parts.query if "?" in url.split("#")[0] else ""))
        path = url.split("#")[0].split("/", 3)[3:] or [""]
        selector = unquote(path[0][1:])
        return self.item(path[0][:1] or "1", selector)

    def item(self, type, selector):
        """The address, remembered to be offered as this type. That of the search is asked; comments are not written."""
        asked = type == "7" and selector.endswith("/search")
        address = Address("gopher", selector + "\t" + WORD if asked else selector)
        self.types[address].add(type)
        return address

    def look_gemini(self, address, raw):
        header, _, body = raw.partition(b"\r\n")
        status, meta = header[:2].decode(), header[3:].decode("utf-8")
        path = address.place.split("?")[0]
        if not re.match(rb"\d\d [^\x00-\x1f\x7f]{1,1024}\r\n", raw):
            raise Failed("header %s" % short(raw))
        if status != "20" and body:
            raise Failed("a body behind %s" % status)
        if status in ("30", "31"):
            if address in self.redirects:
                raise Failed("a redirect behind a redirect, to %s" % meta)
            to = self.own(urljoin("gemini://%s%s" % (self.host, address.place), meta))
            self.redirects.add(to)
            return [to]
        if status == "10" and PROMPTS.match(path):
            return [Address("gemini", path + "?" + WORD)] if path == "/search" else []
        if status == "60" and DOORS.match(path):
            return []
        if status != "20":
            raise Failed("status %s" % header.decode("utf-8"))
        hidden(raw, NOT_ON_GEMINI, address)
        end = re.search(r"\.(\w+)\Z", path)
        expected = MEDIA.get(end.group(1)) if end else None
        if expected and meta.split(";")[0] != expected and not path.startswith("/tags/"):
            raise Failed("type %s, expected %s" % (meta, expected))
        if meta == "application/atom+xml" and path.endswith(".xml"):
            return look_atom(body, "gemini")
        return self.look_gemtext(address, meta, body.decode("utf-8")) if meta.startswith("text/gemini") else []

    def look_gemtext(self, address, meta, text):
        """Lines that mean what they should; the links."""
        as_it_stands = AS_IT_STANDS.match(address.place) and not address.place.endswith("/")
        if not re.match(r"text/gemini(; lang=[A-Za-z-]+)?\Z", meta):
            raise Failed("type %s" % meta)
        found, pre, titles = [], False, 0
        if CONTROL.search(text):
            raise Failed("a control character: %s" % short(
                re.search("[^\n]*%s[^\n]*" % CONTROL.pattern, text).group()))
        for n, line in enumerate(text.split("\n"), 1):
            if INJECTED in line and not re.match("> |=> (%s)" % "|".join(COMMENTS), line):
                raise Failed("line %d, of a comment: %s" % (n, short(line)))
            if line.startswith("```"):
                pre = not pre
            elif pre:
                continue
            elif line.startswith("=>"):
                match = re.match(r"=>[ \t]*(\S+)([ \t]+(.*\S))?\Z", line)
                if not match or (not as_it_stands and not line.startswith("=> ")):
                    raise Failed("line %d is no link: %s" % (n, short(line)))
                found.append(urljoin("gemini://%s%s" % (self.host, address.place), match.group(1)))
            elif line.startswith("# "):
                titles += 1
        if pre:
            raise Failed("a preformatted block stays open")
        if as_it_stands:
            return found
        if titles != 1 or not text.startswith("# "):
            raise Failed("%d titles, the page begins %s" % (titles, short(text[:80])))
        self.entries[address] = entries(text)       # as Lagrange and RSS Guard see it
        return found

    def look_gopher(self, address, raw):
        if re.match(rb"3[^\r\n]*\t[^\r\n]*\r\n(i[^\r\n]*\r\n)*\.\r\n\Z", raw):
            self.types.pop(address, None)
            if DOORS.match(re.sub("^/ascii", "", address.place)):
                return []                       # an author's link; there are no certificates on Gopher
            raise Failed("an error: %s" % short(raw))
        hidden(raw, NOT_ON_GOPHER, address)
        kinds = self.types[address]
        is_menu = raw.endswith(b"\r\n.\r\n") and raw.split(b"\r\n", 1)[0].count(b"\t") == 3
        if address.place.startswith("/ascii") and (is_menu or kinds & set("017")) and not raw.isascii():
            raise Failed("not only ASCII behind the door: %s" % short(
                re.search(rb"[^\n]*[\x80-\xff][^\n]*", raw).group()))
        self.came[address] = "menu" if is_menu else raw[:8]
        if is_menu:
            return self.look_menu(address, raw)
        if address.place.startswith("URL:"):
            if b"<html" not in raw.lower():
                raise Failed("no page of HTML: %s" % short(raw))
            return []
        if address.place.split("\t")[0].endswith(".xml"):
            return look_atom(raw, "gopher")
        if kinds & set("0"):
            look_text(address, raw)
        # A page as text: its last lines are the addresses; those before may be labels, broken at the width.
        return re.findall(r"^\[\d+\] (g\S+)$", raw.decode("utf-8", "replace").rsplit("\n\n", 1)[-1], re.M)

    def look_menu(self, address, raw):
        found, here = [], (self.host, "70")
        for item in menu(raw, here):
            if INJECTED in item.line and item.type != "i" and (
                    INJECTED in item.selector or not item.selector.startswith(COMMENTS)):
                raise Failed("a comment makes an item: %s" % item)
            if item.type == "i":
                if (item.selector, item.host, item.port) != ("", "error.host", "1") and "TITLE" not in item.line:
                    raise Failed("a line of text: %s" % item)
            elif item.type == "h":
                target = item.selector[4:]
                found.append(target)
                if (item.host, item.port) == here:
                    found.append(Address("gopher", item.selector))
            elif (item.host, item.port) != here:
                continue
            else:
                found.append(self.item(item.type, item.selector))
            if item.type not in "i3" and not item.label.strip():
                raise Failed("an item without a label: %s" % item)
        return found

    def compare_types(self):
        """Is each item of the type under which it is offered?"""
        for address, came in self.came.items():
            for type in self.types[address]:
                if (came == "menu") != (type in "17") or (type in PICTURES and not came.startswith(PICTURES[type])):
                    self.fault(address, "offered as %s, and %s comes" % (type, short(came)))


def hidden(raw, other, address):
    for mark in (HIDDEN, other):
        if mark.encode() in raw and not address.place.endswith(mark):
            at = raw.index(mark.encode())
            raise Failed("what nobody may see: %s" % short(raw[max(at - 100, 0):at + 60]))


def look_text(address, raw):
    if re.search(rb"(\A|\n)\.\r?\n", raw) and not AS_IT_STANDS.search(address.place):
        raise Failed("a line that is only a dot")
    if address.place.startswith("/posts/") and CONTROL.search(raw.decode("utf-8")):
        raise Failed("a control character in a text: %s" % short(CONTROL.search(raw.decode("utf-8"))))


def look_atom(raw, proto):
    feed = xml.fromstring(raw)
    every = [e.findtext(ATOM + "id") for e in feed.iter() if e.tag in (ATOM + "entry", ATOM + "feed")]
    if len(set(every)) != len(every) or not all(every):
        raise Failed("ids that are not unique")
    found = []
    for part in [feed] + feed.findall(ATOM + "entry"):
        if not part.findtext(ATOM + "title") or not part.findtext(ATOM + "updated"):
            raise Failed("an entry without title or date")
        links = [l.get("href") for l in part.findall(ATOM + "link")]
        if not links or not all(l.startswith(proto + "://") for l in links):
            raise Failed("links %s" % links)
        found += links
        text = part.find(ATOM + "content[@type='text/gemini']")
        if text is not None and text.text:
            found += re.findall(r"^=>[ \t]*(\S+)", re.sub(r"(?ms)^```.*?^```", "", text.text), re.M)
    read = feedparser_entries(raw)
    if read not in (None, len(every) - 1):
        raise Failed("feedparser sees %d entries of %d" % (read, len(every) - 1))
    return found


def feedparser_entries(raw):
    """How many entries the library behind many feed readers sees; None: it is not installed."""
    try:
        import feedparser
    except ImportError:
        return None
    seen = feedparser.parse(raw)
    if seen.bozo:
        raise Failed("feedparser: %s" % seen.get("bozo_exception"))
    return len(seen.entries)

"""Comments by Titan: the rows of titan.md section 6 that apply to /c/ID5/leave-a-comment.

Here the limit is 65536 bytes, only text is taken, and nothing is deleted; who may comment at all may upload.
Rows 8, 9, 23 and 28 to 31 come to what our rules make of them.
"""
import os
import re
import ssl
import threading
import time

from certmaker import DAY, YEAR, Cert, ann
from harness import PLAIN_TLS, Connection, check, has, lacks, link_to, main, once, post, rows, same, short, slow, tls
from talk import PAGE, all_files, ben, file_of, make, make_old, parsed, place_of, short_id, step_of
from test_comments import publish
from wire import Reply

LIMIT = 65536


def upload(s, line, body=b"", cert=None, pieces=None, check_wire=True, wait=None):
    """The reply to a request line and its body; pieces go out in records of their own."""
    line = line.encode() if isinstance(line, str) else line
    options = dict(wait=wait) if wait else {}
    with Connection(s.gemini_port, tls(cert) if cert else PLAIN_TLS, s.host, **options) as c:
        for piece in pieces or [line + b"\r\n" + body]:
            c.send(piece)
        reply = Reply(c.read_all(), c.ending)
    return reply.check_wire() if check_wire else reply


@once
def server():
    return make(**{"posts/other.gmi": post("Other")})


def base(s):
    return "titan://%s/c/%s/leave-a-comment" % (s.host, short_id(s))


_words = iter("Upload %04d" % n for n in range(1, 10000))


def words():
    return next(_words)                 # the same text again would be the same comment


# --- what is taken ---

def lines(s):
    b = base(s)
    return {
        "1 plain": b + ";size=%d", "3 text/plain": b + ";mime=text/plain;size=%d",
        "3 text/gemini": b + ";mime=text/gemini;size=%d", "3 escaped type": b + ";mime=text%%2Fplain;size=%d",
        "3 charset": b + ";mime=text/plain%%3B%%20charset=utf-8;size=%d",
        "4 any order": b + ";size=%d;mime=text/plain;token=t",
        "6 upper case": b.replace("titan://example.org", "TITAN://EXAMPLE.ORG") + ";size=%d",
        "7 with the port": b.replace(s.host, s.host + ":%d" % s.gemini_port) + ";size=%d",
        "23 a token nobody asked for": b + ";token=wrong;size=%d", "24 escaped token": b + ";token=s%%3Be;size=%d",
        "26 a query behind": b + ";size=%d?x", "an unknown parameter": b + ";size=%d;colour=red",
    }


@rows([(name, name) for name in ("1 plain", "3 text/plain", "3 text/gemini", "3 escaped type", "3 charset",
                                 "4 any order", "6 upper case", "7 with the port", "23 a token nobody asked for",
                                 "24 escaped token", "26 a query behind", "an unknown parameter")])
def test_taken(name):
    s = taken()
    text = words()
    reply = upload(s, lines(s)[name] % len(text), text.encode(), cert=Cert("R " + text))
    same((reply.status, reply.meta), (30, "gemini://%s%s" % (where(s), PAGE)), "reply")
    fields, body = parsed(s, file_of(s, text))
    same((fields["via"], fields["name"], body), ("titan", "R " + text, text + "\n"), "file")
    has(s.page(PAGE), "\n> %s\n" % text)


@once
def taken():
    return make()


def where(s):
    """How the server calls itself: the host alone, or with the port when that is not 1965."""
    return "%s:%d" % (s.host, s.gemini_port)


@rows([("2 in five records", 5), ("byte by byte", None)])
def test_pieces(n):
    s, text = server(), "# Hi, " + words()
    data = text.encode()
    size = len(data) // n if n else 1
    line = ("%s;size=%d\r\n" % (base(s), len(data))).encode()
    same(upload(s, "", pieces=[line] + [data[i:i + size] for i in range(0, len(data), size)],
                cert=Cert("Two")).status, 30)
    same(parsed(s, file_of(s, text))[1], text + "\n")


@rows([("5 bytes, not characters", "Grüße 図書館 "), ("15 the most there may be", "x" * (LIMIT - 12) + "\n")])
def test_size_is_in_bytes(start):
    s, text = server(), start + words()
    same(len(text.encode()) <= LIMIT, True, "fits")
    same(upload(s, "%s;size=%d" % (base(s), len(text.encode())), text.encode(), cert=Cert("Five")).status, 30)
    same(parsed(s, file_of(s, text))[1], text + "\n")


def test_8_anonymous_and_signed():
    with make() as s:
        for text, name in (("No certificate", ""), ("Signed -- Sam", "Sam")):
            same(upload(s, "%s;size=%d" % (base(s), len(text)), text.encode()).status, 30)
            same(parsed(s, file_of(s, text.split(" --")[0]))[0].get("name", ""), name)


def test_twice_is_once():
    with make() as s:
        for _ in range(3):
            same(upload(s, base(s) + ";size=5", b"Hello", cert=ann()).status, 30)
        same(len(all_files(s)), 1, "files")
        publish(s, "Hello", cert=ann())
        same(len(all_files(s)), 1, "files after the same by prompt")


def test_37_two_at_once():
    with make() as s:
        texts = [c * 30000 for c in "abcdefgh"]
        replies = []
        threads = [threading.Thread(target=lambda t=t: replies.append(
            upload(s, "%s;size=%d" % (base(s), len(t)), t.encode(), cert=ann()).status)) for t in texts]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        same(replies, [30] * 8, "statuses")
        same(sorted(parsed(s, n)[1].rstrip("\n") for n in all_files(s)), texts, "texts")


# --- what is refused, before the body ---

def refused_lines(s):
    b = base(s)
    return {
        "11 no size": (b, 59), "12 empty": (b + ";size=", 59), "12 negative": (b + ";size=-1", 59),
        "12 letters": (b + ";size=5x", 59), "12 hexadecimal": (b + ";size=0x5", 59),
        "12 plus": (b + ";size=+5", 59), "12 blank": (b + ";size=%205", 59),
        "13 immense": (b + ";size=99999999999999999999", 59), "13 2^64": (b + ";size=18446744073709551616", 59),
        "14 one too many": (b + ";size=%d" % (LIMIT + 1), 59), "16 twice": (b + ";size=5;size=6", 59),
        "16 twice the same": (b + ";size=5;size=5", 59),
        "20 nothing": (b + ";size=0", 59), "21 a picture": (b + ";mime=image/png;size=5", 59),
        "21 HTML": (b + ";mime=text/html;size=5", 59), "27 in the query": (b + "?size=5", 59),
        "32 another host": (b.replace("example.org", "other.example") + ";size=5", 53),
        "35 edit and size": (b + ";edit;size=5", 59), "35 size and edit": (b + ";size=5;edit", 59),
        "35 edit and token": (b + ";edit;token=t", 59), "33 edit a page": ("titan://example.org/a.gmi;edit", 51),
        "33 edit a post": ("titan://example.org/posts/ask.gmi;edit", 51),
        "33 edit what was never written": (b.replace("leave-a-comment", "zzzzzzzz/edit-my-comment") + ";edit", 51),
        "33 edit no comment": (b.replace("leave-a-comment", "edit-my-comment") + ";edit", 51),
        "33 edit on another host": (b.replace("example.org", "other.example") + ";edit", 53),
        "the queue's feed": ("titan://example.org/c/queue.xml;size=5", (51, 59, 60)),
        "user in front": (b.replace("//", "//ann@") + ";size=5", 59), "fragment": (b + ";size=5#x", 59),
        "30 a folder": (b.rsplit("/", 1)[0] + "/;size=5", 51), "31 a page": ("titan://example.org/a.gmi;size=5", 51),
        "31 a post": ("titan://example.org/posts/ask.gmi;size=5", 51),
        "31 the root": ("titan://example.org/;size=5", 51),
        "28 dots": (b.replace("/leave", "/../../posts/leave") + ";size=5", (51, 59)),
        "29 escaped dots": (b.replace("/leave", "/..%2f..%2fleave") + ";size=5", (51, 59)),
        "25 a semicolon before": (b.replace("/c/", "/c;b/") + ";size=5", (51, 59)),
        "another post": (re.sub("/c/[^/]+", "/c/zzzzz", b) + ";size=5", 51),
        "the queue": ("titan://example.org/c/queue;size=5", (51, 59, 60)),
        "a name": ("titan://example.org/c/name;size=5", (51, 59, 60)),
        "a publish link": (b.replace("leave-a-comment", "a" * 15) + ";size=5", 51),
        "a signature": (b.replace("leave-a-comment", "sign-your-words") + ";size=5", 51),
    }


_names = ("11 no size|12 empty|12 negative|12 letters|12 hexadecimal|12 plus|12 blank|13 immense|13 2^64|"
          "14 one too many|16 twice|16 twice the same|20 nothing|21 a picture|21 HTML|27 in the query|"
          "32 another host|35 edit and size|35 size and edit|35 edit and token|33 edit a page|33 edit a post|"
          "33 edit what was never written|33 edit no comment|33 edit on another host|the queue's feed|user in front|fragment|30 a folder|31 a page|31 a post|"
          "31 the root|28 dots|29 escaped dots|25 a semicolon before|another post|the queue|a name|"
          "a publish link|a signature").split("|")


@rows([(n, n) for n in _names])
def test_refused(name):
    s = quiet()
    line, expected = refused_lines(s)[name]
    for body in (b"", b"# Hi\n"):       # without the body: then the answer did not wait for it
        reply = upload(s, line, body)
        check(reply.status in (expected if isinstance(expected, tuple) else (expected,)),
              "status: got %s, expected %s" % (reply.header, expected))
    same(all_files(s), [], "files")


@once
def quiet():
    return make()


def test_14_refusal_can_be_read():
    # The body is under way already: the answer must not be lost in a reset.
    for size in (LIMIT + 1, 4 << 20):
        reply = upload(quiet(), "%s;size=%d" % (base(quiet()), size), b"x" * size)
        same(reply.status, 59)
    same(all_files(quiet()), [], "files")


@rows([("10 expired", -2 * YEAR, -DAY), ("10 not yet", DAY, YEAR)])
def test_certificate(start, end):
    s = quiet()
    same(upload(s, base(s) + ";size=5", cert=Cert("Old", start=start, end=end)).status, 62)
    same(all_files(s), [], "files")


@rows([("8 a certificate is asked for", "anonymous: false\nmoderate: none\n", {}, 60),
       ("comments are closed", "moderate: none\n", dict(comments="closed"), 51),
       ("comments are off", "moderate: none\n", dict(comments="off"), 51),
       ("the post is a draft", "moderate: none\n", dict(draft="true"), 51)])
def test_refused_here(settings, fields, expected):
    with make(settings) as s:
        b = base(s)
        s.save("posts/ask.gmi", post("Ask", **fields))
        s.restart()
        same(upload(s, b + ";size=5").status, expected, "status before the body")
        same(upload(s, b + ";size=5", b"Hello").status, expected, "status")
        same(all_files(s), [], "files")
        if expected == 60:
            same(upload(s, b + ";size=5", b"Hello", cert=ann()).status, 30, "with one")


# --- odd bodies ---

def close_notify(c):
    try:
        c.ssl.unwrap()
    except ssl.SSLError:                # the other side's is still to come
        pass
    c._flush()


@rows([("gone at once", None), ("half closed", lambda c: c.half_close()), ("with close_notify", close_notify),
       ("both", lambda c: (close_notify(c), c.half_close()))])
def test_17_cut_short(end):
    s = quiet()
    for body in (b"", b"abc", b"x" * 49):
        with Connection(s.gemini_port, PLAIN_TLS, s.host) as c:
            c.send(("%s;size=50\r\n" % base(s)).encode() + body)
            if end:
                end(c)
                same(c.read_all(), b"59 Only %d of 50 bytes came; nothing was stored\r\n" % len(body), "answer")
    same(s.get(PAGE).status, 20)
    same(all_files(s), [], "files")


def test_17_in_a_line_of_its_own():
    s = quiet()                         # the body's first byte has not come when the peer ends
    with Connection(s.gemini_port, PLAIN_TLS, s.host) as c:
        c.send(("%s;size=50\r\n" % base(s)).encode())
        time.sleep(0.2)
        c.half_close()
        has(c.read_all().decode(), "59 Only 0 of 50 bytes came")
    same(all_files(s), [], "files")


@slow
def test_18_silence():
    with make() as s:
        with Connection(s.gemini_port, PLAIN_TLS, s.host, wait=200) as c:
            c.send(("%s;size=50\r\nabc" % base(s)).encode())
            raw = c.read_all()
        check(c.ending in ("notify", "eof", "reset"), "still open")
        check(not raw.startswith((b"2", b"3")), "taken: %s" % short(raw))
        same(all_files(s), [], "files")


def test_19_more_than_was_said():
    with make() as s:
        reply = upload(s, base(s) + ";size=5", b"Hello and more\r\ngemini://example.org/\r\n", check_wire=False)
        if reply.status == 30:
            same(parsed(s, all_files(s)[0])[1], "Hello\n")
        else:
            same(reply.status, 59)
        check(reply.raw.count(b"\r\n") == 1, "a second answer: %s" % short(reply.raw))


@rows([("22 not UTF-8", b"\xff\xfe\xfd\xfc\xfb", 59), ("22 a surrogate", b"\xed\xa0\x80ab", 59),
       ("cut in a letter", b"abcd\xc3", 59), ("only blanks", b"  \r\n ", 20),
       ("only controls", b"\x1b\x07\x00\x08\x7f", 20)])
def test_body(body, expected):
    s = quiet()
    reply = upload(s, base(s) + ";size=5", body)
    same(reply.status, expected)
    if expected == 20:
        has(reply.text, "Nothing was written")
    same(all_files(s), [], "files")


def test_36_semicolons_on_gemini():
    same(server().get("/posts/ask.gmi;edit").status, 51)
    same(server().get("/posts/ask.gmi;size=5").status, 51)


# --- ;edit ---

def fetch(s, address, **options):
    """What ;edit gives."""
    return upload(s, "titan://%s%s;edit" % (s.host, address), **options)


TEXT = "# No heading\n\n=> /x no link\n  indented, \u5716\n``` -- no name"


def test_33_edit_and_send_back():
    with make() as s:
        publish(s, TEXT, cert=ann())
        step = step_of(s, TEXT, "edit-my-comment")
        reply = fetch(s, step, cert=ann())
        same((reply.header, reply.text), ("20 text/plain", TEXT), "reply")
        new = reply.text + "\n\nAnd more." + 50 * "\nLine"
        line = "titan://%s%s;mime=text/plain;size=%d" % (s.host, step, len(new.encode()))
        for _ in range(2):              # said twice is said once
            same(upload(s, line, new.encode(), cert=ann()).status, 30)
        same(fetch(s, step, cert=ann()).text, new, "what the next edit begins with")
        same([parsed(s, n)[1] for n in all_files(s)], [new + "\n"], "files")
        lacks(s.page(PAGE), "\n# No heading", "the post")


def test_33_edit_a_held_comment():
    with make("moderate: all\n") as s:
        publish(s, "Wait", cert=ann())
        step = step_of(s, "Wait", "edit-my-comment")
        same(fetch(s, step, cert=ann()).text, "Wait")
        same(upload(s, "titan://%s%s;size=6" % (s.host, step), b"Waited", cert=ann()).status, 30)
        same([parsed(s, n)[1] for n in s.listing("held")], ["Waited\n"], "held")
        same(s.listing("comments"), [], "published")


@rows([("34 no certificate", lambda s: dict(), 60), ("another's", lambda s: dict(cert=ben()), 61),
       ("10 expired", lambda s: dict(cert=Cert("Old", start=-2 * YEAR, end=-DAY)), 62)])
def test_edit_refused(options, expected):
    s = taken()
    if not [n for n in all_files(s) if parsed(s, n)[1] == "Mine\n"]:
        publish(s, "Mine", cert=ann())
    step = step_of(s, "Mine", "edit-my-comment")
    reply = fetch(s, step, **options(s))
    same(reply.status, expected)
    lacks(reply.meta, "Mine", "answer")
    same(fetch(s, step, cert=ann()).status, 20, "one's own")


def test_edit_is_too_late():
    with make() as s:
        publish(s, "Old words", cert=ann())
        make_old(s, "Old words")
        reply = fetch(s, step_of(s, "Old words", "edit-my-comment"), cert=ann())
        same(reply.status, 59)
        has(reply.meta, "an hour")
        same(fetch(s, step_of(s, "Old words", "add-to-the-text"), cert=ann()).status, 59)
        same(fetch(s, step_of(s, "Old words", "leave-a-comment"), cert=ann()).header, "20 text/plain")


def test_edit_of_what_is_new_is_empty():
    with make() as s:
        publish(s, "First", cert=ann())
        for step, options in (("/c/%s/leave-a-comment" % short_id(s), {}),
                              (step_of(s, "First", "leave-a-comment"), {}),
                              (step_of(s, "First", "add-to-the-text"), dict(cert=ann()))):
            reply = fetch(s, step, **options)
            same((reply.header, reply.body), ("20 text/plain", b""), step)
        same(fetch(s, step_of(s, "First", "add-to-the-text"), cert=ben()).status, 61)
        same(fetch(s, step_of(s, "First", "sign-your-words")).status, 51)


@rows([("8 a certificate is asked for", "anonymous: false\nmoderate: none\n", "open", 60),
       ("comments are closed", "moderate: none\n", "closed", 51), ("comments are off", "moderate: none\n", "off", 51)])
def test_edit_here(settings, comments, expected):
    with make(settings) as s:
        publish(s, "Mine", cert=ann())
        step, new = step_of(s, "Mine", "edit-my-comment"), "/c/%s/leave-a-comment" % short_id(s)
        s.save("posts/ask.gmi", post("Ask", comments=comments))
        s.restart()
        same(fetch(s, new).status, expected)
        same(fetch(s, step).status, expected)
        same(fetch(s, step, cert=ann()).status, 20 if expected == 60 else expected, "with one's own")


# --- the other steps ---

def test_answering_adding_editing():
    with make() as s:
        publish(s, "First", cert=ann())

        def titan(word, text, to="First", cert=ann()):
            line = "titan://%s%s;size=%d" % (s.host, step_of(s, to, word), len(text))
            return upload(s, line, text.encode(), cert=cert)
        same(titan("leave-a-comment", "An answer", cert=ben()).status, 30)
        has(s.page(PAGE), "in reply to Ann")
        same(titan("add-to-the-text", "Second").status, 30)
        same(titan("edit-my-comment", "All new", to="First\n\nSecond").status, 30)
        has(s.page(place_of(s, "All new")), "> All new")
        for word in ("add-to-the-text", "edit-my-comment"):
            reply = titan(word, "Stolen words", to="All new", cert=ben())
            same(reply.status, 20, "status for a stranger")
            has(reply.text, "> Stolen words", "refusal (the text is never lost)")
        make_old(s, "All new")
        reply = titan("edit-my-comment", "Too late, alas", to="All new")
        has(reply.text, "> Too late, alas", "refusal (the text is never lost)")
        same(len(all_files(s)), 2, "files")


def test_refused_text_comes_back():
    text = "Something spammy\n" + "and long\n" * 1000
    with make("refuse-words: [spammy]\n") as s:
        reply = upload(s, "%s;size=%d" % (base(s), len(text)), text.encode())
        same(reply.status, 20)
        same(reply.text.count("> and long\n"), 1000, "lines that came back")


def test_38_cannot_be_saved():
    with make() as s:
        s.save("comments/ask", "a file where the folder should be\n")
        same(upload(s, base(s) + ";size=5", b"Hello", cert=ann()).status, 40)
        # By prompt the text is in the request alone, and 40 might lose it: a page, and the same link again.
        address = "/c/%s/leave-a-comment?Hello%%20%%3F" % short_id(s)
        link = link_to(s.page(address, cert=ann()), "Publish this comment")
        page = s.page(link, cert=ann())
        has(page, "# This comment was not saved\n")
        has(page, "> Hello ?\n")
        os.remove(s.path("comments/ask"))
        same(s.get(link_to(page, "Try again"), cert=ann()).status, 30, "the same link again")
        same([parsed(s, n)[1] for n in all_files(s)], ["Hello ?\n"], "files")


def test_too_many():
    with make() as s:
        for n in range(10):
            same(upload(s, base(s) + ";size=2", b"%02d" % n, cert=ann()).status, 30)
        reply = upload(s, base(s) + ";size=6", b"Eleven", cert=ann())
        same(reply.status, 44)
        check(re.match(r"\d+\Z", reply.meta), "not a bare number: %s" % reply.meta)


if __name__ == "__main__":
    main(globals())

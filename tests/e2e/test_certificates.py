"""client-certificates.md section 7: who is who. /c/ shows a reader what the server knows of them."""
import re
import unicodedata

from certmaker import BMP, COMMON_NAME, DAY, MINUTE, T61, USER_ID, UTF8, YEAR, Cert, Key, ann
from harness import (Connection, Server, V12, V13, check, has, lacks, link_to, main, once, one_of,
                     post, rows, same, short, tls)

BOTH = [("TLS 1.2", V12), ("TLS 1.3", V13)]


@once
def server():
    return Server({"index.gmi": "# Home\n", "posts/ask.gmi": post("Ask")}, "moderate: none\n")


def who(cert, **options):
    """(name, fingerprint) as /c/ shows them."""
    page = server().page("/c/", cert=cert, **options)
    found = re.findall(r"\bsha256:([0-9a-f]{64})\b", page)
    same(len(found), 1, "fingerprints on /c/ (%s)" % short(page))
    name = re.search(r"^\* Name: (.*?)(?: \(from the certificate, if nobody else has it\))?$", page, re.M)
    check(name, "no name on the page: %s" % short(page, 800))
    return name.group(1), found[0]


@rows(BOTH)
def test_1_none_then_one(version):
    bare, known = tls(low=version, high=version), tls(ann(), low=version, high=version)
    reply = server().get("/c/", context=bare)
    same(reply.status, 60)
    check(len(reply.meta) > 10, "no word on what to do: %s" % reply.header)
    same(who(None, context=known), ("Ann", ann().fingerprint))
    same(server().get("/c/", context=bare).status, 60, "and without it again")


def test_2_reissued_with_the_same_key_is_another_identity():
    # The fingerprint is that of the whole certificate: nearly all servers mean that by the word.
    again = Cert("Ann", key=ann().key)
    check(again.fingerprint != ann().fingerprint, "the test's own certificates are equal")
    same(who(again)[1], again.fingerprint)


def test_3_same_name_is_another_identity():
    other = Cert("Ann")
    same(who(other), ("Ann", other.fingerprint))
    same(who(ann()), ("Ann", ann().fingerprint))


@rows([("4 expired a minute ago", -DAY, -MINUTE, 62), ("4 expired long ago", -2 * YEAR, -YEAR, 62),
       ("5 not before tomorrow", DAY, 2 * DAY, 62), ("6 to the end of time", -DAY, "99991231235959Z", 20),
       ("from before Unix", "19500101000000Z", DAY, 20)])
def test_dates(start, end, expected):
    cert = Cert("Ann", start=start, end=end)
    reply = server().get("/c/", cert=cert)
    same(reply.status, expected, "status (%s)" % reply.meta)
    same(server().get("/", cert=cert).status, 20, "a public page")


def test_expired_certificates_cannot_comment():
    # They carry a name that nobody vouches for any more; without any certificate one may comment.
    ask = link_to(server().page("/posts/ask.gmi"), "Leave a comment")
    same(server().get(ask, cert=Cert(end=-MINUTE)).status, 62)
    same(server().get(ask).status, 10)


def test_7_of_a_chain_of_three_only_the_leaf_counts():
    root = Cert("Root", end="99991231235959Z")
    middle = Cert("Middle", issuer=root)
    leaf = Cert("Leaf", issuer=middle, chain=(middle, root))
    same(who(leaf), ("Leaf", leaf.fingerprint))


def test_7_not_even_an_expired_issuer_counts():
    root = Cert("Root", end=-MINUTE)
    leaf = Cert("Leaf", issuer=root, chain=(root,))
    same(who(leaf), ("Leaf", leaf.fingerprint))


BAD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\u061c]")


def columns(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def cn(value, tag=UTF8):
    return [(COMMON_NAME, tag, value if isinstance(value, bytes) else value.encode())]


NAMES = [   # subject, the names that would be right
    ("8 NUL", cn("root\0admin"), ("rootadmin", "root admin")),
    ("9 ESC", cn("Ann\x1b[31m"), ("Ann[31m", "Ann [31m")),
    ("9 right-to-left override", cn("Ann\u202enimda"), ("Annnimda", "Ann nimda")),
    ("9 TAB", cn("Ann\tBee"), ("Ann Bee",)),
    ("9 line ends", cn("Ann\r\n=> /evil Bee"), ("Ann => /evil Bee",)),
    ("9 200 characters", cn("x" * 200), None),
    ("9 200 wide characters", cn("図" * 200), None),
    ("9 zero width", cn("A\u200bn\u200dn\ufeff"), ("Ann",)),
    ("umlaut", cn("Zoë Müller"), ("Zoë Müller",)),
    ("decomposed, so that look-alikes are alike", cn("Zoe\u0308"), ("Zoë",)),
    ("BMPString", cn("Zoë".encode("utf-16-be"), BMP), ("Zoë",)),
    ("T61String", cn("Zoë".encode("latin-1"), T61), ("Zoë",)),
    ("UID before CN", cn("Ann") + [(USER_ID, UTF8, b"ann99")], ("ann99",)),
    # 10: the table's server would make up a name of the fingerprint; ours says "Anonymous", and the
    # mark beside it tells one nameless reader from another.
    ("10 no name", [], "none"), ("10 blank", cn("  \t "), "none"),
    ("10 only controls", cn("\x1b\x07"), "none"),
]


@rows(NAMES)
def test_name(subject, expected):
    cert = Cert(subject=subject)
    page = server().page("/c/", cert=cert)
    check(not BAD.search(page), "a character that acts on terminals: %s" % short(page))
    name, fingerprint = who(cert)
    same(fingerprint, cert.fingerprint)
    if expected == "none":
        has(name, "anonymous")
    elif expected:
        one_of(name, expected, "name")
    else:
        check(0 < columns(name) <= 32 and len(name.encode()) <= 64, "not cut: %s" % short(name))
        check(subject[0][2].decode().startswith(name.rstrip("…")),
              "not the head of the name: %s" % short(name))


def test_no_whole_fingerprint_is_shown_to_others():
    cert = Cert("Bea")
    ask = link_to(server().page("/posts/ask.gmi"), "Leave a comment")
    link = link_to(server().page(ask + "?A%20thought%20of%20Bea", cert=cert), "Publish this comment")
    same(server().get(link, cert=cert).status, 30)
    page = server().page("/posts/ask.gmi")
    has(page, "Bea")
    lacks(page, cert.fingerprint)
    lacks(page, cert.fingerprint[:17])


@rows(BOTH)
def test_11_weak(version):
    # By the library's security level the handshake may fail; if not, it is a certificate like any other.
    weak = Cert("Old", kind="rsa1024", digest="sha1")
    with Connection(server().gemini_port, tls(weak, low=version, high=version), server().host) as c:
        c.send(b"gemini://example.org/c/\r\n")
        raw = c.read_all()
        if raw:
            has(raw, weak.fingerprint.encode())
        else:
            has(c.ending, "alert", "end")
    same(server().get("/").status, 20, "the next reader")


@rows([("many certificates", lambda: Cert(chain=[Cert(key=ann().key, padding=4000,
                                                      signature=b"x") for _ in range(50)])),
       ("one large certificate", lambda: Cert(padding=99000))])
def test_12_chain_that_is_too_long(make):
    cert = make()
    for _, version in BOTH:
        with Connection(server().gemini_port, tls(cert, low=version, high=version), server().host) as c:
            c.send(b"gemini://example.org/c/\r\n")
            same(c.read_all(), b"", "reply")
            check(c.ending != "notify", "a peaceful end")
        same(server().get("/").status, 20, "the next reader")


@rows(BOTH)
def test_13_client_that_tries_to_resume(version):
    context = tls(ann(), low=version, high=version)
    session = None
    for _ in range(3):
        with Connection(server().gemini_port, context, server().host, session=session) as c:
            c.send(b"gemini://example.org/c/\r\n")
            has(c.read_all(), ann().fingerprint.encode())
            check(not c.ssl.session_reused, "resumed")
            session = c.ssl.session


@rows(BOTH)
def test_14_identity_changed_between_two_requests(version):
    bea = Cert("Bea", key=Key("ed25519"))
    for cert in (ann(), bea, ann()):
        same(who(None, context=tls(cert, low=version, high=version)),
             (cert.subject[0][2].decode(), cert.fingerprint))


if __name__ == "__main__":
    main(globals())

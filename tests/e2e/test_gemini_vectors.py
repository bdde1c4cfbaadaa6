"""gemini.md section 11 against the real server: all 90 request vectors, the framing variants, T1 to T22."""
import os
import re
import signal
import socket
import ssl
import subprocess
import threading
import time

import certmaker
from harness import (Connection, PLAIN_TLS, Reply, Server, V12, V13, WAIT, check, gemini, has,
                     link_to, main, once, one_of, post, rows, same, short, slow, tls, until)

SNI = "example.org"


@once
def listed():
    return certmaker.Cert("The author")


@once
def listed_expired():
    return certmaker.Cert("The author, formerly", start=-certmaker.DAY, end=-certmaker.MINUTE)


@once
def server():
    """The capsule that the vectors were written for, as far as ours has such things."""
    return Server({
        "index.gmi": "# Home\n", "a.gmi": "# A\n", "dir/index.gmi": "# Dir\n",
        "café.gmi": "# Café\n", "with space.gmi": "# Space\n", "@user": "user\n",
        "posts/moved.gmi": post("Moved", date="2026-01-01", aliases="[/old]"),
        "posts/gone.gmi": post("Gone", date="2026-01-02", aliases="[/gone]", expiry="2026-01-03"),
        "posts/ask.gmi": post("Ask", date="2026-01-04"),
        "big.bin": os.urandom(1 << 16) * 512,           # 32 MiB: more than sockets swallow
    }, "gemini-port: 1965\ngopher-port: 70\nhost: [example.org, second.example]\nowner: [%s]\n"
        % ", ".join("sha256:" + c.fingerprint for c in (listed(), listed_expired())))


@once
def prompt():
    """What the table calls /input: the prompt for a comment. Its address holds an ID we cannot know."""
    return link_to(server().page("/posts/ask.gmi"), "Leave a comment").encode()


LONG = b"gemini://example.org/"

# Number and what it is about, bytes, status. INPUT stands for the path of /input.
VECTORS = [
    ("1 plain", b"gemini://example.org/\r\n", 20),
    ("2 empty path", b"gemini://example.org\r\n", 20),
    ("3 upper case scheme and host", b"GEMINI://EXAMPLE.ORG/\r\n", 20),
    ("4 default port written", b"gemini://example.org:1965/\r\n", 20),
    ("5 empty port", b"gemini://example.org:/\r\n", 20),
    ("6 port with a leading zero", b"gemini://example.org:01965/\r\n", 20),
    ("7 root dot behind the host", b"gemini://example.org./\r\n", 20),
    ("8 percent-encoded host", b"gemini://example%2eorg/\r\n", 20),
    ("9 query without a path", b"gemini://example.org?x\r\n", 20),
    ("10 index by its name", b"gemini://example.org/index.gmi\r\n", 20),
    ("11 query on a file", b"gemini://example.org/a.gmi?unused\r\n", 20),
    ("12 needless encoding", b"gemini://example.org/%61.gmi\r\n", 20),
    ("13 UTF-8 name", b"gemini://example.org/caf%C3%A9.gmi\r\n", 20),
    ("14 lower-case hex", b"gemini://example.org/caf%c3%a9.gmi\r\n", 20),
    ("15 space as %20", b"gemini://example.org/with%20space.gmi\r\n", 20),
    ("16 plus is a plus", b"gemini://example.org/with+space.gmi\r\n", 51),
    ("17 @ in the path", b"gemini://example.org/@user\r\n", 20),
    ("18 dot segments", b"gemini://example.org/dir/../a.gmi\r\n", 20),
    ("19 one dot", b"gemini://example.org/./a.gmi\r\n", 20),
    ("20 encoded dot segments", b"gemini://example.org/dir/%2e%2e/a.gmi\r\n", 20),
    ("21 climbs above the root", b"gemini://example.org/../../etc/passwd\r\n", 59),
    ("22 climbs, no slash behind", b"gemini://example.org/..\r\n", 59),
    ("23 encoded slash", b"gemini://example.org/..%2f..%2fetc/passwd\r\n", 51),
    ("24 folder without slash", b"gemini://example.org/dir\r\n", 31),
    ("25 folder", b"gemini://example.org/dir/\r\n", 20),
    ("26 slash behind a file", b"gemini://example.org/a.gmi/\r\n", 51),
    ("27 case of the path", b"gemini://example.org/A.gmi\r\n", 51),
    ("28 double slash is no open redirect", b"gemini://example.org//evil.example/dir\r\n", 51),
    ("29 unknown", b"gemini://example.org/nope\r\n", 51),
    ("30 hidden", b"gemini://example.org/.git/config\r\n", 51),
    ("31 gone", b"gemini://example.org/gone\r\n", 52),
    ("31b gone, at its own address", b"gemini://example.org/posts/gone.gmi\r\n", 52),
    ("32 old", b"gemini://example.org/old\r\n", 31),
    ("33 prompt", b"gemini://example.orgINPUT\r\n", 10),
    ("34 answer", b"gemini://example.orgINPUT?hello%20world\r\n", 20),
    ("35 empty answer", b"gemini://example.orgINPUT?\r\n", 20),
    ("36 answer of two lines", b"gemini://example.orgINPUT?a%0Ab\r\n", 20),
    ("36b the same with CR LF", b"gemini://example.orgINPUT?a%0D%0Ab\r\n", 20),
    ("37 path that is not UTF-8", b"gemini://example.org/%FF\r\n", 51),
    ("38 NUL, encoded", b"gemini://example.org/%00\r\n", 59),
    ("39 CR LF, encoded", b"gemini://example.org/x%0d%0a20%20text/gemini\r\n", 51),
    ("40 broken encoding", b"gemini://example.org/a%zz\r\n", 59),
    ("41 half an encoding", b"gemini://example.org/a%4\r\n", 59),
    ("42 raw space", b"gemini://example.org/a b\r\n", 59),
    ("43 leading space", b" gemini://example.org/\r\n", 59),
    ("44 trailing space", b"gemini://example.org/ \r\n", 59),
    ("45 tab", b"gemini://example.org/\t\r\n", 59),
    ("46 NUL", b"gemini://example.org/\x00\r\n", 59),
    ("47 DEL", b"gemini://example.org/\x7f\r\n", 59),
    ("48 raw UTF-8", b"gemini://example.org/caf\xc3\xa9.gmi\r\n", 59),
    ("49 not even UTF-8", b"gemini://example.org/\xff\r\n", 59),
    ("50 byte order mark", b"\xef\xbb\xbfgemini://example.org/\r\n", 59),
    ("51 angle brackets", b"gemini://example.org/<x>\r\n", 59),
    ("52 fragment", b"gemini://example.org/a.gmi#top\r\n", 59),
    ("53 empty fragment", b"gemini://example.org/a.gmi#\r\n", 59),
    ("54 encoded #", b"gemini://example.org/a%23top\r\n", 51),
    ("55 userinfo", b"gemini://user@example.org/\r\n", 59),
    ("56 userinfo and password", b"gemini://user:pw@example.org/\r\n", 59),
    ("57 empty userinfo", b"gemini://@example.org/\r\n", 59),
    ("58 nothing", b"\r\n", 59),
    ("59 only a path", b"/a.gmi\r\n", 59),
    ("60 no scheme", b"//example.org/\r\n", 59),
    ("61 no scheme, no slashes", b"example.org/\r\n", 59),
    ("62 no authority", b"gemini:/a.gmi\r\n", 59),
    ("63 empty host", b"gemini://\r\n", 59),
    ("64 empty host, path", b"gemini:///a.gmi\r\n", 59),
    ("65 empty host, port", b"gemini://:1965/\r\n", 59),
    ("66 HTTP", b"GET / HTTP/1.1\r\n", 59),
    ("67 port not digits", b"gemini://example.org:196x/\r\n", 59),
    ("68 port out of range", b"gemini://example.org:65536/\r\n", 59),
    ("69 foreign port", b"gemini://example.org:1966/\r\n", 53),
    ("70 foreign host", b"gemini://other.example/\r\n", 53),
    ("71 https", b"https://example.org/\r\n", 53),
    ("72 gopher", b"gopher://example.org/\r\n", 53),
    ("73 mailto", b"mailto:a@example.org\r\n", 53),
    ("74 titan, which is for the author and for comments", b"titan://example.org/a;size=1;mime=text/plain\r\n", 60),
    ("75 IPv4 that is no configured name", b"gemini://127.0.0.1/\r\n", 53),
    ("76 IPv6 that is no configured name", b"gemini://[::1]/\r\n", 53),
    ("77 the same with a port", b"gemini://[::1]:1965/\r\n", 53),
    ("78 unterminated literal", b"gemini://[::1/\r\n", 59),
    ("79 literal without brackets", b"gemini://::1/\r\n", 59),
    ("80 zone identifier", b"gemini://[fe80::1%25eth0]/\r\n", 59),
    ("81 A-label", b"gemini://xn--bcher-kva.example/\r\n", 53),
    ("82 raw U-label", b"gemini://b\xc3\xbccher.example/\r\n", 59),
    ("83 exactly 1024 bytes", LONG + 1003 * b"a" + b"\r\n", 51),
    ("84 1025 bytes", LONG + 1004 * b"a" + b"\r\n", 59),
    ("85 1026 bytes and no CRLF: at once", LONG + 1005 * b"a", 59),
    ("88 LF inside", b"gemini://example.org/\nx\r\n", 59),
    ("89 CR inside", b"gemini://example.org/\rx\r\n", 59),
    ("90 bytes after CRLF", b"gemini://example.org/\r\ngemini://example.org/nope\r\n", 20),
]


@rows(VECTORS)
def test_vector(request, expected):
    request = request.replace(b"INPUT", prompt())
    reply = gemini(server().gemini_port, request, sni=SNI).check_wire()
    same(reply.status, expected, "status (%s)" % reply.header)
    if expected == 20:
        one_of(reply.meta, ("text/gemini", "application/octet-stream"), "media type")
        check(reply.body, "no body")


def test_empty_path_is_the_same_page():
    same(gemini(server().gemini_port, b"gemini://example.org\r\n", sni=SNI).body, server().get("/").body)


def test_redirects_lead_somewhere_in_one_hop():
    for path, target in (("/dir", "/dir/"), ("/old", "/posts/moved.gmi")):
        same(server().get(path).meta, target, "target of %s" % path)
        same(server().get(target).status, 20, "status of %s" % target)


def test_absent_port_is_accepted_everywhere():
    # Against the letter ("absent means 1965 even when the server listens elsewhere"): an absent port
    # names no other server, and refusing it would break capsules behind a port map. A written one
    # must be the advertised or a listening one.
    with Server({"index.gmi": "# Home\n"}, "gemini-port: 19650") as s:
        for authority, status in (("example.org", 20), ("example.org:19650", 20), ("example.org:1965", 53),
                                  ("example.org:%d" % s.gemini_port, 20)):
            reply = gemini(s.gemini_port, b"gemini://%s/\r\n" % authority.encode(), sni=SNI).check_wire()
            same(reply.status, status, authority)


def test_control_characters_never_come_back():
    for path in ("x%0d%0a20%20text/gemini", "%1b%5b31m", "%c2%9b31m", "%e2%80%ae"):
        reply = server().get("/" + path)
        check(not re.search(rb"[\x00-\x1f\x7f]|\xc2[\x80-\x9f]", reply.raw[:-2]), "echoed: %r" % reply.raw)


# --- no answer yet: below the limit and without CRLF a server waits until its deadline ---

def closes_quietly(connection, what):
    raw = connection.read_all()
    check(raw == b"" or raw.startswith(b"59 "), "%s: got %s, expected nothing or 59" % (what, short(raw)))
    check(connection.ending != "reset", "%s: reset" % what)


@slow
@rows([("86 below the limit, no CRLF", LONG + 1000 * b"a"), ("87 bare LF", b"gemini://example.org/\n"),
       ("a CR and no LF", b"gemini://example.org/\r"), ("T14 nothing at all", b"")])
def test_waits_until_the_deadline(request):
    with Connection(server().gemini_port, PLAIN_TLS, SNI, wait=2 * WAIT) as c:
        c.send(request)
        same(c.quiet(2), b"", "an answer that comes too early")
        closes_quietly(c, "at the deadline")
        same(c.ending, "notify", "end of the connection")


@slow
def test_T15_connect_and_no_handshake():
    with Connection(server().gemini_port, wait=2 * WAIT) as c:
        same(c.read_all(), b"", "bytes to a client that said nothing")
        same(c.ending, "eof")


@slow
@rows([("T16 1024 bytes, then drops", 1024), ("a short request, dripping", 30)])
def test_a_byte_a_second_does_not_extend_the_deadline(n):
    with Connection(server().gemini_port, PLAIN_TLS, SNI, wait=2 * WAIT) as c:
        c.send((LONG + 1003 * b"a")[:n])
        sent = 0
        while c.ending is None:
            c.quiet(1)
            if c.data:
                break
            c.send(b"a")
            sent += 1
            check(sent < 40, "still open after %d single bytes" % sent)
        closes_quietly(c, "after %d single bytes" % sent)


# --- framing: the same request in other parcels ---

def one_reply(raw, ending):
    reply = Reply(raw, ending).check_wire()
    same(reply.raw, server().get("/").raw, "the reply, whole")


@rows([("one byte per record", [bytes([b]) for b in b"gemini://example.org/\r\n"]),
       ("CR and LF apart", [b"gemini://example.org/", b"\r", b"\n"]),
       ("line end apart", [b"gemini://example.org/", b"\r\n"]),
       ("in the middle of the host", [b"gemini://exam", b"ple.org/\r\n"])])
def test_framing(pieces):
    for version in (V12, V13):
        reply = gemini(server().gemini_port, pieces, tls(low=version, high=version), SNI)
        one_reply(reply.raw, reply.ending)


@rows([("1.2", V12), ("1.3", V13)])
def test_request_and_close_notify_in_one_flight_with_TLS(version):
    with Connection(server().gemini_port, tls(low=version, high=version), SNI) as c:
        c.ssl.write(b"gemini://example.org/\r\n")
        try:
            c.ssl.unwrap()
        except ssl.SSLWantReadError:
            pass
        c.sock.setblocking(True)
        c.sock.sendall(c.outbox.read())         # one send, so one flight
        c.sock.setblocking(False)
        one_reply(c.read_all(), c.ending)


@rows([("1.2", V12), ("1.3", V13)])
def test_half_close_of_TCP_after_the_request_with_TLS(version):
    with Connection(server().gemini_port, tls(low=version, high=version), SNI) as c:
        c.send(b"gemini://example.org/\r\n")
        c.half_close()
        one_reply(c.read_all(), c.ending)


# --- TLS situations ---

@rows([("T1 TLS 1.1", ssl.TLSVersion.TLSv1_1), ("T1 TLS 1.0", ssl.TLSVersion.TLSv1)])
def test_old(version):
    with Connection(server().gemini_port, tls(low=version, high=version), SNI) as c:
        has(c.ending or "open", "PROTOCOL_VERSION", "end of the handshake")
        same(c.read_all(), b"")


def test_T2_plain_text():
    with Connection(server().gemini_port) as c:
        c.send(b"gemini://example.org/\r\n")
        raw = c.read_all()
        check(not re.match(rb"[1-6][0-9]", raw), "Gemini bytes in the clear: %s" % short(raw))


@rows([("T3 none", None, 20), ("T4 upper case", "EXAMPLE.ORG", 20), ("T5 foreign name", "other.example", 53),
       ("T6 another of our own names", "second.example", 53), ("the same name", "example.org", 20)])
def test_SNI(sni, expected):
    for version in (V12, V13):
        reply = gemini(server().gemini_port, b"gemini://example.org/\r\n", tls(low=version, high=version),
                       sni)
        same(reply.check_wire().status, expected, "status")


def test_SNI_of_the_second_name():
    same(gemini(server().gemini_port, b"gemini://second.example/\r\n",
                sni="second.example").check_wire().status, 20)


def test_T7_ALPN_is_ignored():
    with Connection(server().gemini_port, tls(alpn=["h2", "http/1.1"]), SNI) as c:
        c.send(b"gemini://example.org/\r\n")
        one_reply(c.read_all(), c.ending)
        same(c.ssl.selected_alpn_protocol(), None, "chosen protocol")


# /secret/ of the table is /c/queue, for those in `owner:`; /c/ is for any certificate.
def of(**options):
    return lambda: certmaker.Cert(**options)


IN_A_DAY = dict(start=certmaker.DAY, end=2 * certmaker.DAY)


@rows([
    ("T8 none", None, 60, 60), ("T9 valid, not listed", of(), 20, 61),
    ("T10 expired, not listed", of(end=-certmaker.MINUTE), 62, 62),
       ("T10 expired, listed", listed_expired, 62, 62),
    ("T10 not yet valid", of(**IN_A_DAY), 62, 62), ("T11 listed", listed, 20, 20),
    ("T13 empty subject", of(subject=[]), 20, 61), ("T13 Ed25519", of(kind="ed25519"), 20, 61),
    ("T13 RSA-4096", of(kind="rsa4096"), 20, 61),
    ("T13 CA-signed", lambda: certmaker.Cert("Leaf", issuer=certmaker.Cert("CA")), 20, 61),
])
def test_certificate(make, at_desk, at_queue):
    cert = make and make()
    for path, expected in (("/c/", at_desk), ("/c/queue", at_queue), ("/", 20)):   # T12: "/" is for all
        same(server().get(path, cert=cert).status, expected, "status of %s" % path)


def test_T18_store_killed_while_publishing():
    # There are no dynamic handlers. The nearest thing is the store, killed with a comment in its hands:
    # the reader is told 30 or 40, never nothing, and the same link works afterwards.
    with Server({"posts/ask.gmi": post("Ask")}, "moderate: none\n") as s:
        ask = link_to(s.page("/posts/ask.gmi"), "Leave a comment")
        for i in range(3):
            link = link_to(s.page(ask + "?number%%20%d" % i), "Publish this comment")
            replies = []
            reader = threading.Thread(target=lambda: replies.append(s.get(link, check_wire=False)))
            store = until(lambda: s.children("carrel-store"), "no store")[0]
            reader.start()
            os.kill(store, signal.SIGKILL)
            reader.join()
            check(replies, "no reply at all")
            one_of(replies[0].check_wire().status, (30, 40), "status (%s)" % replies[0].meta)
            until(lambda: s.get(link).status == 30, "the link does not work any more")
        same(len(s.listing("comments")), 3, "number of comments")


def test_T19_shape_of_a_reply():
    for path in ("/", "/nope", "/dir", prompt().decode(), "/c/"):
        raw = server().get(path).raw            # get() checks the rest: CRLF, space, close_notify
        check(raw[2:3] == b" " and raw[3:4] != b" ", "header %s" % short(raw))
    with Connection(server().gemini_port, PLAIN_TLS, SNI) as c:
        c.send(b"gemini://example.org/\r\n")
        c.read_all()
        c.sock.settimeout(WAIT)
        same(c.sock.recv(1), b"", "behind close_notify comes the end of TCP")


def test_T20_file_shrinks_while_it_is_sent():
    with Connection(server().gemini_port, PLAIN_TLS, SNI, rcvbuf=8192) as c:
        c.send(b"gemini://example.org/big.bin\r\n")
        has(c.read(1000), b"20 application/octet-stream\r\n", "start of the reply")
        os.truncate(server().path("big.bin"), 1000)
        rest = c.read_all()
        check(len(rest) < 32 << 20, "the whole file came, nothing was cut")
        check(c.ending != "notify", "close_notify behind half a file: the reader takes it for whole")


def test_T21_no_early_data_and_no_resumption():
    # Early data needs a session to resume, and none is ever given out.
    for version in (V12, V13):
        context = tls(low=version, high=version)
        with Connection(server().gemini_port, context, SNI) as c:
            c.send(b"gemini://example.org/\r\n")
            one_reply(c.read_all(), c.ending)
            session = c.ssl.session
            check(version == V13 or not session.has_ticket, "a ticket")
        with Connection(server().gemini_port, context, SNI, session=session) as c:
            check(not c.ssl.session_reused, "the session was resumed")
            c.send(b"gemini://example.org/\r\n")
            one_reply(c.read_all(), c.ending)
    out = subprocess.run(["openssl", "s_client", "-tls1_3", "-ign_eof", "-servername", SNI, "-connect",
                          "127.0.0.1:%d" % server().gemini_port], input=b"gemini://example.org/\r\n",
                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=WAIT).stdout
    has(out, b"20 text/gemini", "s_client's output")
    check(b"New Session Ticket" not in out, "a session ticket")


def test_T22_a_megabyte_behind_the_request():
    with Connection(server().gemini_port, PLAIN_TLS, SNI) as c:
        c.send(b"gemini://example.org/\r\n" + (1 << 20) * b"x")
        one_reply(c.read_all(), c.ending)


def test_T22_and_a_client_that_first_sends_all():
    # It does not read until it has sent: 48 KiB is what the server promises to swallow before it closes.
    with socket.create_connection(("127.0.0.1", server().gemini_port)) as raw:
        with PLAIN_TLS.wrap_socket(raw, server_hostname=SNI) as s:
            s.sendall(b"gemini://example.org/\r\n")
            for _ in range(3):
                s.sendall((1 << 14) * b"x")
            time.sleep(0.5)
            got = b""
            while True:
                piece = s.recv(4096)
                if not piece:
                    break
                got += piece
            same(got, server().get("/").raw)


if __name__ == "__main__":
    main(globals())

"""carrel get and carrel put, against the real server and against servers that are odd on purpose."""
import os
import pty
import re
import select
import socket
import ssl
import subprocess
import threading
import time

from certmaker import DAY, Cert
from harness import CARREL, Server, check, has, lacks, main, once, post, rows, same, scratch, short, slow, until, write
from talk import owned


class Desk:
    """Somebody's home, with the servers that he knows."""

    def __init__(self):
        self.home = scratch()
        self.known = os.path.join(self.home, ".local/share/carrel/known-hosts")
        self.env = {"PATH": os.environ["PATH"], "HOME": self.home}

    def run(self, *args, data=None, env=None):
        """(exit status, standard output as bytes, standard error)"""
        done = subprocess.run([CARREL] + list(args), input=data or b"", stdout=subprocess.PIPE, cwd=self.home,
                              stderr=subprocess.PIPE, env=env or self.env, timeout=120)
        return done.returncode, done.stdout, done.stderr.decode("utf-8", "replace")

    def get(self, *args, **options):
        return self.run("get", *args, **options)

    def lines(self):
        try:
            with open(self.known) as f:
                return f.read().splitlines()
        except FileNotFoundError:
            return []


class Odd:
    """A server that does what `speak(socket)` does, to each caller after the request line was read."""

    def __init__(self, speak, cert=None, plain=False, read=True):
        self.speak, self.cert, self.plain, self.read = speak, cert or server_cert(), plain, read
        self.requests = []
        self.sock = socket.create_server(("127.0.0.1", 0))
        self.port = self.sock.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    @property
    def url(self):
        return "%s://localhost:%d" % ("gopher" if self.plain else "gemini", self.port)

    def _accept(self):
        while True:
            try:
                s, _ = self.sock.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(s,), daemon=True).start()

    def _serve(self, s):
        try:
            if not self.plain:
                context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
                context.load_cert_chain(self.cert.path)
                s = context.wrap_socket(s, server_side=True, suppress_ragged_eofs=False)
            line = b""
            while self.read and not line.endswith(b"\n"):
                byte = s.recv(1)
                if not byte:
                    return
                line += byte
            self.requests.append(line)
            self.speak(s)
        except OSError:
            pass
        finally:
            s.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()


def end(s):
    """A proper end: close_notify, and then the connection."""
    try:
        s.settimeout(20)
        (s.unwrap() if isinstance(s, ssl.SSLSocket) else s).close()
    except OSError:
        pass


def says(data, proper=True):
    def speak(s):
        s.sendall(data)
        if proper:
            end(s)
    return speak


@once
def server_cert():
    return Cert("localhost")


@once
def demo():
    s = Server({"index.gmi": "# Home ünï\n", "posts/a.gmi": post("A post", body="Words of moon.\n"),
                "large.bin": os.urandom(3000000), "empty.txt": "", "old.gmi": post("x"), "shut/.folder.yaml":
                "access: any-certificate\n", "shut/in.txt": "inside\n", "evil.txt": "a\x1b[31mb\x9b\u202ec\u009bd\r\ne\rf\n"},
               "host: [localhost, 127.0.0.1]\nmoderate: none\n", host="localhost")
    return s


def url(path, scheme="gemini"):
    return "%s://localhost:%d%s" % (scheme, demo().gopher_port if "gopher" in scheme else demo().gemini_port, path)


# --- against our own server ---

@rows([(p, p) for p in ("/", "/posts/", "/posts/a.gmi", "/large.bin", "/empty.txt", "/atom.xml")])
def test_get(path):
    status, out, err = Desk().get(url(path))
    same(status, 0, "exit status (%s)" % err)
    same(out, demo().get(path, check_wire=False).body, "standard output")


@rows([("not found", "/nix", "51 Not found\n"), ("prompt", "/search", "10 ")])
def test_other_status(path, said):
    desk = Desk()
    desk.get(url("/"))
    status, out, err = desk.get(url(path))
    same((status, out), (1, b""), "exit status and output")
    check(err.startswith(said), "standard error: %s" % err)


def test_head():
    desk = Desk()
    same(desk.get("--head", url("/"))[:2], (0, (demo().get("/").header + "\n").encode()), "of a page")
    same(desk.get("--head", url("/nix"))[:2], (1, b"51 Not found\n"), "of none")
    same(desk.get("--head", url("/posts"))[:2][0], 1, "of a redirect")


def test_redirect_is_followed():
    status, out, err = Desk().get(url("/posts"))
    same((status, out), (0, demo().get("/posts/").body), "what is at its end (%s)" % err)


def test_input():
    desk = Desk()
    status, out, err = desk.get("--input", "moon & märz?", url("/search"))
    same((status, out), (0, demo().get("/search?moon%20%26%20m%C3%A4rz%3F").body), "answer (%s)" % err)
    status, out, err = desk.get("--input", "x" * 1100, url("/search"))
    same(status, 1, "exit status of too much")
    has(err, "too long")


def test_typed_addresses():
    demo().save("ü b.txt", "umlaut\n")
    same(until(lambda: Desk().get(url("/ü b.txt"))[1], "no umlaut"), b"umlaut\n", "page")
    same(Desk().get("GEMINI://LOCALHOST:%d#part" % demo().gemini_port)[0], 0, "in capitals, without a path")
    same(Desk().get("gemini://127.0.0.1:%d/empty.txt" % demo().gemini_port)[0], 0, "an address")


def test_ipv6_and_international_names():
    status, out, err = Desk().get("gemini://[::1]:9/")
    same(status, 1, "exit status")
    has(err, "[::1]:9: cannot connect to: Connection refused")
    status, out, err = Desk().get("gemini://bücher.invalid/")
    same(status, 1, "exit status")
    has(err, "xn--bcher-kva.invalid: cannot be found")


@rows([(s + " " + n, s, u, sel) for s in ("gopher", "gophers") for n, u, sel in
       [("menu", "/1/posts/", "/posts/"), ("root", "", ""), ("root with a slash", "/", ""),
        ("text", "/0/posts/a.txt", "/posts/a.txt"), ("file", "/9/large.bin", "/large.bin"),
        ("search", "/7/search%09moon", "/search\tmoon")]])
def test_gopher(scheme, path, selector):
    status, out, err = Desk().get(url(path, scheme))
    same(status, 0, "exit status (%s)" % err)
    same(out, demo().gopher(selector), "standard output")
    lacks(err, "no dot")


def test_gopher_search_and_errors():
    desk = Desk()
    same(desk.get("--input", "moon", url("/7/search", "gopher"))[1], demo().gopher("/search\tmoon"), "with --input")
    status, out, err = desk.get(url("/7/search", "gopher"))
    same((status, out), (1, b""), "without words")
    has(err, "--input")
    status, out, err = desk.get(url("/1/nix", "gopher"))
    same((status, out), (1, demo().gopher("/nix")), "an error item")


def test_certificate():
    desk = Desk()
    same(desk.get(url("/shut/in.txt"))[0], 1, "without one")
    path = os.path.join(desk.home, "me.pem")
    same(desk.run("cert", "make", "--client", "Me", path)[0], 0, "making one")
    same(desk.get("--cert", path, url("/shut/in.txt"))[:2], (0, b"inside\n"), "with it")
    status, out, err = desk.get("--cert", "/dev/null", url("/"))
    same(status, 1, "with none in the file")
    has(err, "/dev/null: holds no certificate with its key")


def test_output_file():
    desk = Desk()
    path = os.path.join(desk.home, "page")
    same(desk.get("--output", path, url("/large.bin"))[:2], (0, b""), "exit status and standard output")
    with open(path, "rb") as f:
        same(f.read(), demo().get("/large.bin").body, "the file")
    same(os.path.exists(path + ".part"), False, "a part is left")
    same(desk.get("--output", os.path.join(desk.home, "none"), url("/nix"))[0], 1, "of nothing")
    same(sorted(n for n in os.listdir(desk.home) if n[0] != "."), ["page"], "files")


@rows([("just under", 2999999, 1), ("at", 3000000, 0), ("just over", 3000001, 0), ("nothing", 0, 1)])
def test_max_bytes(limit, expected):
    status, out, err = Desk().get("--max-bytes", str(limit), url("/large.bin"))
    same(status, expected, "exit status (%s)" % err)
    same(len(out), min(limit, 3000000), "bytes")


# --- Titan ---

def test_put():
    s, desk = owned(**{"posts/ask.gmi": post("Ask")}), Desk()
    with s:
        ask = re.search(r"^=> (/c/\w+/leave-a-comment)", s.page("/posts/ask.gmi"), re.M).group(1)
        path = os.path.join(desk.home, "answer.gmi")
        write(path, "Sent by Titan, in two\n\nparagraphs.\n")
        to = "titan://localhost:%d%s" % (s.gemini_port, ask)
        status, out, err = desk.run("put", path, to)
        same((status, out), (1, b""), "another host's name (%s)" % err)
        has(err, "53 ")
        s.settings("host: [localhost]\nmoderate: none\n")
        os.rename(os.path.join(s.certs, "example.org.crt"), os.path.join(s.certs, "localhost.crt"))
        os.rename(os.path.join(s.certs, "example.org.key"), os.path.join(s.certs, "localhost.key"))
        s.reload()
        status, out, err = desk.run("put", path, to)
        same(status, 0, "from a file (%s)" % err)
        status, out, err = desk.run("put", "-", to, data="From a pipe.\n".encode())
        same(status, 0, "from standard input (%s)" % err)
        # What it came to is a page to publish, or where it is now: either names the comment's place.
        check(out, "no answer on standard output")
        status, out, err = desk.run("put", path, "titan://localhost:%d/nix" % s.gemini_port)
        same((status, out), (1, b""), "to nowhere")


def test_put_sends_what_it_says():
    def speak(s):
        body.append(s.recv(65536))
        s.sendall(b"30 gemini://localhost:%d/there\r\n" % odd.port)
        end(s)
    body = []
    with Odd(speak) as odd:
        desk = Desk()
        path = os.path.join(desk.home, "a.txt")
        write(path, "hello")
        status, out, err = desk.run("put", "--token", "a;b c", path, "titan://localhost:%d/x y" % odd.port)
        same((status, out.decode()), (0, "gemini://localhost:%d/there\n" % odd.port), "answer (%s)" % err)
        same(odd.requests, [b"titan://localhost:%d/x%%20y;size=5;mime=text/plain;token=a%%3Bb%%20c\r\n" % odd.port], "request")
        same(body, [b"hello"], "body")
        desk.run("put", "--mime", "text/markdown", path, "titan://localhost:%d/x" % odd.port)
        has(odd.requests[1].decode(), ";mime=text/markdown")


def test_put_is_told_why_before_all_is_sent():
    with Odd(says(b"61 You may not\r\n")) as odd:
        desk = Desk()
        path = os.path.join(desk.home, "big.bin")
        write(path, b"x" * 200000)
        status, out, err = desk.run("put", path, "titan://localhost:%d/x" % odd.port)
        same((status, out), (1, b""), "exit status and output")


# --- whom we believe ---

def test_first_sight_and_after():
    desk = Desk()
    status, out, err = desk.get(url("/empty.txt"))
    has(err, "localhost:%d is new: its key sha256:" % demo().gemini_port)
    same(len(desk.lines()), 1, "lines")
    check(re.match(r"localhost:%d sha256:[0-9a-f]{64} \d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$" % demo().gemini_port, desk.lines()[0]),
          "the line: %s" % desk.lines())
    same(desk.get(url("/empty.txt"))[2], "", "the second time")
    same(os.stat(desk.known).st_mode & 0o777, 0o600, "mode")
    desk.get("gemini://127.0.0.1:%d/" % demo().gemini_port)
    same(len(desk.lines()), 2, "lines for two places")


def test_xdg_folder():
    desk = Desk()
    data = os.path.join(desk.home, "data")
    desk.get(url("/"), env=dict(desk.env, XDG_DATA_HOME=data))
    check(os.path.exists(os.path.join(data, "carrel/known-hosts")), "not there")
    same(desk.lines(), [], "the usual file")


def test_changed_key():
    other = Cert("localhost")
    with Odd(says(b"20 text/plain\r\nhello")) as odd:
        desk = Desk()
        same(desk.get(odd.url + "/")[:2], (0, b"hello"), "first")
        odd.cert = Cert("localhost", key=server_cert().key, end=5 * DAY)
        same(desk.get(odd.url + "/")[::2], (0, ""), "another certificate with the same key")
        odd.cert = other
        asked = len(odd.requests)
        status, out, err = desk.get(odd.url + "/")
        same((status, out), (1, b""), "another key")
        has(err, "before  sha256:" + server_cert().key.fingerprint)
        has(err, "now     sha256:" + other.key.fingerprint)
        has(err, "--accept-new-key")
        same(len(odd.requests), asked, "requests that it was told")
        same(desk.get("--insecure", odd.url + "/")[:2], (0, b"hello"), "--insecure")
        same(desk.get(odd.url + "/")[0], 1, "and it remembers nothing")
        same(desk.get("--accept-new-key", odd.url + "/")[:2], (0, b"hello"), "--accept-new-key")
        same(desk.get(odd.url + "/")[::2], (0, ""), "from then on")
        odd.cert = server_cert()
        same(desk.get(odd.url + "/")[0], 1, "the old one")
        same(len(desk.lines()), 1, "lines")


def test_new_key_after_the_old_certificate_has_ended():
    with Odd(says(b"20 text/plain\r\nhello")) as odd:
        desk = Desk()
        write(desk.known, "# mine\nlocalhost:%d sha256:%s 2020-01-01T00:00:00Z\n" % (odd.port, "0" * 64))
        status, out, err = desk.get(odd.url + "/")
        same((status, out), (0, b"hello"), "answer")
        has(err, "has a new key")
        same(desk.lines()[0], "# mine", "the author's own line")


@rows([("ended", -10 * DAY, -DAY, "ended on"), ("not begun", DAY, 2 * DAY, "is not good before")])
def test_dates(start, ends, word):
    with Odd(says(b"20 text/plain\r\nhello"), Cert("localhost", start=start, end=ends)) as odd:
        status, out, err = Desk().get(odd.url + "/")
        same((status, out, odd.requests), (1, b"", []), "answer and requests")
        has(err, word)
        status, out, err = Desk().get("--insecure", odd.url + "/")
        same((status, out), (0, b"hello"), "--insecure")
        has(err, word)


def test_another_name_is_told():
    with Odd(says(b"20 text/plain\r\nhello"), Cert("elsewhere.example")) as odd:
        status, out, err = Desk().get(odd.url + "/")
        same((status, out), (0, b"hello"), "answer")
        has(err, "names other hosts")


def test_pin():
    with Odd(says(b"20 text/plain\r\nhello")) as odd:
        for print_ in (server_cert().key.fingerprint, server_cert().fingerprint):
            desk = Desk()
            same(desk.get("--pin", "sha256:" + print_, odd.url + "/"), (0, b"hello", ""), "the right one")
            same(desk.lines(), [], "what is remembered")
        status, out, err = Desk().get("--pin", "sha256:" + "0" * 64, odd.url + "/")
        same((status, out), (1, b""), "a wrong one")
        has(err, server_cert().key.fingerprint)


def test_damaged_file():
    desk = Desk()
    write(desk.known, "# fine\nlocalhost sha512:x\n")
    status, out, err = desk.get(url("/"))
    same((status, out), (1, b""), "answer")
    has(err, desk.known + ":2:1: is 'localhost sha512:x'; expected HOST:PORT, sha256:")


# --- odd servers ---

BAD_HEADERS = [("nothing", b""), ("text", b"hello\r\n"), ("three digits", b"200 text/plain\r\n"), ("a high one", b"70 x\r\n"),
               ("no line end", b"20 text/plain"), ("an LF alone", b"20 text/plain\nhello"), ("endless", b"20 " + b"x" * 5000),
               ("no UTF-8", b"20 \xff\r\n")]


@rows(BAD_HEADERS)
def test_bad_header(data):
    with Odd(says(data)) as odd:
        status, out, err = Desk().get(odd.url + "/")
        same((status, out), (1, b""), "answer")
        has(err, "without an answer" if not data else "does not begin with a status line")


def test_header_without_meta():
    with Odd(says(b"20\r\nhello")) as odd:
        same(Desk().get(odd.url + "/")[:2], (0, b"hello"), "answer")


def test_truncated():
    with Odd(says(b"20 text/plain\r\nhal", proper=False)) as odd:
        desk = Desk()
        status, out, err = desk.get(odd.url + "/")
        same((status, out), (1, b"hal"), "answer")
        has(err, "no close_notify")
        status, out, err = desk.get("--output", "page", odd.url + "/")
        same(status, 1, "exit status")
        has(err, "what came is in page.part")
        check(not os.path.exists(os.path.join(desk.home, "page")), "a half page has the whole one's name")


def test_slow_down():
    with Odd(says(b"44 30\r\n")) as odd:
        status, out, err = Desk().get(odd.url + "/")
        same((status, out, err.splitlines()[-1]), (1, b"", "44 30"), "answer")


@slow
def test_silence():
    with Odd(lambda s: time.sleep(60)) as odd:
        status, out, err = Desk().get("--timeout", "1", odd.url + "/")
        same((status, out), (1, b""), "answer")
        has(err, "no answer within 1 seconds")
    with Odd(lambda s: (s.sendall(b"20 text/plain\r\nhal"), time.sleep(60))) as odd:
        status, out, err = Desk().get("--timeout", "1", odd.url + "/")
        same((status, out), (1, b"hal"), "answer")
        has(err, "gone silent")
    with Odd(lambda s: None, plain=True, read=False) as odd, socket.create_server(("127.0.0.1", 0)) as deaf:
        status, out, err = Desk().get("--timeout", "1", "gemini://localhost:%d/" % deaf.getsockname()[1])
        same((status, out), (1, b""), "no handshake")
        has(err, "no answer within 1 seconds")


@slow
def test_a_header_byte_by_byte_is_not_waited_for():
    def drip(s):
        for _ in range(100):
            s.sendall(b"2")
            time.sleep(0.3)
    with Odd(drip) as odd:
        status, out, err = Desk().get("--timeout", "2", odd.url + "/")
        same((status, out), (1, b""), "answer")
        check("no answer within 2 seconds" in err or "status line" in err, err)


def hops(n):
    """A server with n redirects before its page."""
    def speak(s):
        left = n - len(odd.requests) + 1
        s.sendall(b"30 /hop%d\r\n" % left if left > 0 else b"20 text/plain\r\nthere")
        end(s)
    odd = Odd(speak)
    return odd


@rows([("four", 4, 0), ("five", 5, 0), ("six", 6, 1), ("a circle", 10 ** 6, 1)])
def test_redirects(n, expected):
    with hops(n) as odd:
        status, out, err = Desk().get(odd.url + "/")
        same((status, out), (expected, b"" if expected else b"there"), "answer (%s)" % err)
        same(len(odd.requests), min(n, 5) + 1, "requests")


REDIRECTS = [("another scheme", b"31 https://example.org/\r\n", "expected gemini://"), ("titan", b"30 titan://localhost/x\r\n", "another scheme"),
             ("gopher", b"30 gopher://localhost:%d/1/posts/\r\n", "--any-scheme follows"), ("no host", b"30 gemini:///\r\n", "no host")]


@rows(REDIRECTS)
def test_redirect_refused(header, word):
    with Odd(says(header.replace(b"%d", b"%d" % demo().gopher_port))) as odd:
        status, out, err = Desk().get(odd.url + "/")
        same((status, out), (1, b""), "answer")
        has(err, word)


def test_any_scheme():
    with Odd(says(b"30 gopher://localhost:%d/1/posts/\r\n" % demo().gopher_port)) as odd:
        same(Desk().get("--any-scheme", odd.url + "/")[:2], (0, demo().gopher("/posts/")), "answer")


def test_certificate_stays_with_its_server():
    desk = Desk()
    path = os.path.join(desk.home, "me.pem")
    desk.run("cert", "make", "--client", "Me", path)
    with Odd(says(b"30 %s\r\n" % url("/shut/in.txt").encode())) as odd:
        status, out, err = desk.get("--cert", path, odd.url + "/")
        same((status, out), (1, b""), "answer")
        has(err, "your certificate is not shown to localhost:%d" % demo().gemini_port)
        has(err, "60 ")


def test_pin_stays_with_its_server():
    with Odd(says(b"30 %s\r\n" % url("/").encode())) as odd:
        status, out, err = Desk().get("--pin", "sha256:" + server_cert().fingerprint, odd.url + "/")
        same((status, out), (1, b""), "answer")
        has(err, "--pin is for localhost:%d" % odd.port)


def test_giant_body():
    def speak(s):
        s.sendall(b"20 application/octet-stream\r\n")
        while True:
            s.sendall(b"x" * 65536)
    with Odd(speak) as odd:
        status, out, err = Desk().get("--max-bytes", "1000000", odd.url + "/")
        same((status, len(out)), (1, 1000000), "exit status and bytes")
        has(err, "more than 1000000 bytes")


@rows([("no dot", b"iHello\t\tx\t1\r\n", True), ("a dot", b"iHello\t\tx\t1\r\n.\r\n", False), ("a dot and LF", b"iHello\t\tx\t1\n.\n", False)])
def test_gopher_dot(data, told):
    with Odd(says(data), plain=True) as odd:
        status, out, err = Desk().get(odd.url + "/1/")
        same((status, out), (0, data), "answer")
        same("no dot" in err, told, "a word about the dot")
        same(odd.requests, [b"/\r\n"], "request")
        same(Desk().get(odd.url + "/0/a")[2], "", "of a text nothing is said")


def test_gopher_without_an_answer():
    with Odd(says(b""), plain=True) as odd:
        status, out, err = Desk().get(odd.url + "/1/")
        same((status, out), (1, b""), "answer")
        has(err, "without an answer")


def test_nobody_there():
    with socket.create_server(("127.0.0.1", 0)) as s:
        port = s.getsockname()[1]
    status, out, err = Desk().get("gemini://127.0.0.1:%d/" % port)
    same((status, out), (1, b""), "answer")
    has(err, "Connection refused")


# --- at a terminal ---

def at_terminal(desk, args, typed=()):
    """What a person sees: all output of a pseudo-terminal. `typed`: pairs of what to wait for, and the words."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(desk.home)
        os.execve(CARREL, [CARREL] + args, desk.env)
    seen, typed, end_ = b"", list(typed), time.monotonic() + 60
    while time.monotonic() < end_:
        if not select.select([fd], [], [], 1)[0]:
            continue
        try:
            piece = os.read(fd, 65536)
        except OSError:
            break
        if not piece:
            break
        seen += piece
        if typed and typed[0][0] in seen:
            time.sleep(0.3)                     # until the terminal has been told not to echo
            os.write(fd, typed.pop(0)[1])
    _, status = os.waitpid(pid, 0)
    os.close(fd)
    return os.waitstatus_to_exitcode(status), seen


def test_control_characters_are_escaped():
    desk = Desk()
    desk.get(url("/"))
    raw = desk.get(url("/evil.txt"))[1]
    same(raw, demo().get("/evil.txt").body, "in a pipe nothing is changed")
    status, seen = at_terminal(desk, ["get", url("/evil.txt")])
    same(status, 0, "exit status")
    same(seen, "a\\x1B[31mb\\xC2\\x9B\u202ec\\xC2\\x9Bd\r\ne\\x0Df\r\n".encode(), "at a terminal")


def test_prompts():
    def speak(s):
        line = odd.requests[-1]
        s.sendall(b"11 Pass\x1bword\r\n" if line.endswith(b"/\r\n") else b"20 text/plain\r\n" + line)
        end(s)
    with Odd(speak) as odd:
        desk = Desk()
        status, seen = at_terminal(desk, ["get", odd.url + "/"], [(b"word: ", b"open sesame\n")])
        same(status, 0, "exit status: %s" % short(seen))
        has(seen.decode(), "Pass\\x1Bword: ")
        has(seen.decode(), "?open%20sesame")
        lacks(seen.decode(), "open sesame")
    desk.get(url("/"))
    status, seen = at_terminal(desk, ["get", url("/search")], [(b": ", b"moon\n")])
    same(status, 0, "exit status")
    has(seen.decode(), "moon")


# --- wrong use ---

@rows([("no address", ["get"], "which address?"), ("two", ["get", "gemini://a/", "b"], "one address"),
       ("a scheme", ["get", "https://example.org/"], "expected gemini://"), ("no scheme", ["get", "example.org"], "expected gemini://"),
       ("titan", ["get", "titan://example.org/x"], "carrel put"), ("a port", ["get", "gemini://a:99999/"], "1 to 65535"),
       ("a user", ["get", "gemini://me@a/"], "user name"), ("a host", ["get", "gemini://a..b/"], "the host"),
       ("long", ["get", "gemini://a/" + "x" * 1014], "longer than 1024"), ("a line end", ["get", "gopher://a/1/x%0d%0ay"], "line end"),
       ("head", ["get", "--head", "gopher://a/"], "no status line"), ("a pin", ["get", "--pin", "x", "gemini://a/"], "64 hex digits"),
       ("pin and insecure", ["get", "--insecure", "--pin", "sha256:" + "0" * 64, "gemini://a/"], "one of them"),
       ("no time", ["get", "--timeout", "0", "gemini://a/"], "1 to 3600"), ("long time", ["get", "--timeout", "3601", "gemini://a/"], "1 to 3600"),
       ("bytes", ["get", "--max-bytes", "many", "gemini://a/"], "wants a number"), ("no file", ["put"], "which file?"),
       ("nowhere", ["put", "x"], "to which"), ("three", ["put", "x", "titan://a/", "y"], "not also y"),
       ("put by gemini", ["put", "x", "gemini://a/"], "only titan://"), ("a query", ["put", "x", "titan://a/?b"], "no query")])
def test_wrong_use(args, message):
    status, out, err = Desk().run(*args)
    same((status, out), (2, b""), "exit status and output (%s)" % err)
    has(err, message)


@rows([("a file that is not there", "nix", "No such file"), ("a folder", ".", "is no file")])
def test_put_of_nothing(path, message):
    status, out, err = Desk().run("put", path, "titan://localhost:9/")
    same((status, out), (1, b""), "answer")
    has(err, message)


main(globals())

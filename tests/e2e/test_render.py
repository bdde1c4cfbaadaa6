"""carrel render: the same bytes as from the server, without one."""
import os
import re
import subprocess
from urllib.parse import quote

from certmaker import Cert
from harness import CARREL, Server, check, has, lacks, main, once, post, rows, same, short


def render(*args, capsule=None, folder=None):
    """(exit status, standard output as bytes, standard error)"""
    done = subprocess.run([CARREL, "render"] + list(args) + ([capsule] if capsule else []), cwd=folder,
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=120)
    return done.returncode, done.stdout, done.stderr.decode()


@once
def olga():
    return Cert(subject=[], end="99991231235959Z")  # nameless: --as knows a fingerprint only


@once
def demo():
    s = Server(start=False)
    with open(s.path("capsule.yaml"), "a") as f:
        f.write("gemini-port: 1977\ngopher-port: 7077\nowner: sha256:%s\n" % olga().fingerprint)
    s.save("posts/2030-01-01-to-come.gmi", post("To come"))
    s.save("posts/draft.gmi", post("Half done", draft="true"))
    s.save("large.bin", b"0123456789abcdef" * 20000)
    s.save("empty.txt", "")
    s.save("menu/gophermap", "iBy hand\n0One\tone.txt\n")
    s.save("menu/one.txt", "one\n")
    s.save("ünï.txt", "letters\n")
    s.save("shut/.folder.yaml", "access: any-certificate\n")
    s.save("shut/in.txt", "inside\n")
    s.host = "localhost"
    s.start()
    return s


POST = "/posts/2026-11-07-three-roads"
PATHS = ["/", "/posts/", "/tags/", "/archive/", "/atom.xml", "/comments.xml", POST + ".gmi", POST + ".xml", "/about.gmi",
         "/hours.txt", "/catalogue/", "/pictures/", "/large.bin", "/empty.txt", "/menu/", "/menu/one.txt",
         "/%C3%BCn%C3%AF.txt", "/search", "/search?lamp", "/search?nothing%20such", "/c/", "/shut/in.txt", "/nix",
         "/posts", "/../", "/robots.txt", "/favicon.txt", "/posts/2030-01-01-to-come.gmi", "/posts/draft.gmi",
         "/manual/settings.gmi", "/.hidden", "/%zz", "/%00"]
SELECTORS = ["", "/", "/posts/", "/tags/", "/archive/", "/atom.xml", "/comments.xml", POST + ".gmi", POST + ".txt",
             POST + ".xml", "/about.gmi", "/hours.txt", "/catalogue/", "/pictures/", "/large.bin", "/empty.txt", "/menu/",
             "/menu/one.txt", "/search", "/search\tlamp", "/search?lamp", "/c/", "/nix", "1/posts/", "/caps.txt", "/caps",
             "/posts/2030-01-01-to-come.gmi", "URL:https://example.org/", "URL:javascript:x", "/shut/in.txt", "/ascii/posts/"]


def expected_of(raw):
    return raw.partition(b"\r\n")[0].decode(), raw.partition(b"\r\n")[2]


@rows([(p, p) for p in PATHS])
def test_gemini(path):
    s = demo()
    reply = s.get(path, check_wire=False)
    status, out, err = render(path, capsule=s.capsule)
    same(out, expected_of(reply.raw)[1], "standard output")
    same(err, expected_of(reply.raw)[0] + "\n", "standard error")
    same(status, 0 if reply.status == 20 else 1, "exit status")
    same(render("--header", path, capsule=s.capsule)[1], reply.raw, "all bytes")


@rows([(p, p) for p in PATHS])
def test_gemini_by_url(path):
    s = demo()
    raw = s.get(path, check_wire=False).raw
    same(render("--header", "gemini://localhost" + path, s.capsule)[1], raw, "without a port")
    same(render("--header", "gemini://localhost:1977" + path, s.capsule)[1], raw, "with the advertised port")


@rows([(p or "(empty)", p) for p in SELECTORS])
def test_gopher(selector):
    s = demo()
    raw = s.gopher(selector)
    status, out, err = render("--gopher", selector, capsule=s.capsule)
    same(out, raw, "standard output")
    same((status, err), (1 if raw.startswith(b"3") else 0, ""), "exit status and standard error")


@rows([(p or "(empty)", p) for p in SELECTORS if not p.startswith(("URL:", "1/"))])
def test_gopher_by_url(selector):
    s = demo()
    url = "gopher://localhost:7077/1" + quote(selector)
    same(render(url, s.capsule)[1], s.gopher(selector), url)


@rows([(c, c) for c in ("/c/", "/c/queue", "/c/name", "/shut/in.txt", "/posts/", "/posts/draft.gmi", "/posts/2030-01-01-to-come.gmi")])
def test_with_a_certificate(path):
    s = demo()
    raw = s.get(path, cert=olga(), check_wire=False).raw
    for who in ("owner", "sha256:" + olga().fingerprint):
        same(render("--header", "--as", who, path, s.capsule)[1], raw, "as %s" % who)
    stranger = Cert(subject=[], end="99991231235959Z")
    same(render("--header", "--as=sha256:" + stranger.fingerprint, path, s.capsule)[1],
         s.get(path, cert=stranger, check_wire=False).raw, "as a stranger")


def test_a_preview_is_the_same_and_publishes():
    s = demo()
    ask = re.search(r"^=> (/c/\w+/leave-a-comment)", s.page(POST + ".gmi"), re.M).group(1)
    address = ask + "?A%20thought"
    raw = s.get(address).raw
    same(render("--header", address, s.capsule)[1], raw, "the preview, with its signed link")
    link = re.search(r"^=> (/c/\w+/\w+\?\S+)", raw.decode(), re.M).group(1)
    before = s.listing(".")
    status, out, err = render(link, s.capsule)
    same((status, out), (1, b""), "publishing")
    has(err, "only a server does")
    same(s.listing("."), before, "files")


@rows([("width", ["--width", "40"], "gopher-width: 40"), ("no option", [], "")])
def test_width(args, setting):
    with Server({"index.gmi": "word " * 60, "posts/a.gmi": post("Long " * 30)},
                "gopher-port: 7077\n" + setting) as s:
        raw = s.gopher("/")
        s.settings("gopher-port: 7077\n")
        same(render("--gopher", "/", s.capsule, *args)[1], raw, "menu")


def test_ascii():
    s = demo()
    for selector in ("", "/", "/posts/", "/posts/letters/2026-09-15-haruko.txt"):
        same(render("--ascii", selector, s.capsule)[1], s.gopher("/ascii" + (selector or "/")), selector)


def test_port_of_the_url_is_where_the_server_listens():
    with Server({"posts/a.gmi": post("A")}) as s:
        url = "gopher://example.org:%d/1/posts/" % s.gopher_port
        same(render(url, s.capsule)[1], s.gopher("/posts/"), url)
        url = "gemini://example.org:%d/posts/" % s.gemini_port
        same(render("--header", url, s.capsule)[1], s.get("/posts/").raw, url)


def test_date():
    with Server({"posts/a.gmi": post("Soon", date="2031-05-01"), "index.gmi": "{{posts}}\n"}, start=False) as s:
        lacks(render("/posts/", s.capsule)[1], b"Soon")
        lacks(render("--date", "2031-04-30T23:59Z", "/posts/", s.capsule)[1], b"Soon")
        has(render("--date", "2031-05-01", "/posts/", s.capsule)[1], b"Soon")


def test_the_current_folder_and_words_of_people():
    with Server({"posts/ü b.gmi": post("U")}, start=False) as s:
        same(render("posts/ü b.gmi", folder=s.capsule)[0], 0, "a path as it is typed")
        same(render("--gopher", "posts/", folder=s.capsule)[0], 0, "a selector without its slash")


def test_nothing_is_written():
    with Server({"index.gmi": "x\n"}, start=False) as s:
        for args in (["/"], ["--gopher", "/"], ["/search?x"], ["--as", "sha256:" + "0" * 64, "/c/"]):
            render(*args, capsule=s.capsule)
        same(sorted(os.listdir(s.folder)), ["capsule"], "folders")
        same(s.listing("."), ["capsule.yaml", "index.gmi"], "files")


WRONG = [   # name, arguments behind the capsule's folder, exit status, what the message says
    ("no address", [], 2, "which address?"),
    ("two folders", ["/", "CAPSULE", "x"], 2, "not also x"),
    ("narrow", ["--width", "39", "/"], 2, "40 to 120"),
    ("wide", ["--width", "121", "/"], 2, "40 to 120"),
    ("no date", ["--date", "tomorrow", "/"], 2, "2026-12-24"),
    ("no option", ["--nix", "/"], 2, "no option --nix"),
    ("no folder", ["/", "/nonexistent"], 1, "/nonexistent"),
    ("another capsule", ["gemini://elsewhere.example/", "CAPSULE"], 1, "this one's host is example.org"),
    ("another scheme", ["https://example.org/", "CAPSULE"], 1, "gemini:// or gopher://"),
    ("no port", ["gemini://example.org:99999/", "CAPSULE"], 1, "no host and port"),
    ("no fingerprint", ["--as", "Ann", "/", "CAPSULE"], 1, "sha256:"),
    ("no owner", ["--as", "owner", "/", "CAPSULE"], 1, "names no owner"),
    ("too long", ["/" + "x" * 1024, "CAPSULE"], 1, "too long"),
    ("too long a selector", ["--gopher", "/" + "x" * 1024, "CAPSULE"], 1, "too long"),
]


@rows(WRONG)
def test_wrong(args, expected, message):
    with Server({"index.gmi": "x\n"}, start=False) as s:
        status, out, err = render(*[s.capsule if a == "CAPSULE" else a for a in args])
        same((status, out), (expected, b""), "exit status and output (%s)" % short(err))
        has(err, message)


@rows([("widest", ["--width", "120"]), ("narrowest", ["--width", "40"]), ("longest selector", ["/" + "x" * 1023])])
def test_just_good(args):
    with Server({"index.gmi": "x\n"}, start=False) as s:
        address = [] if args[0].startswith("/") else ["/"]
        status, out, err = render("--gopher", *args, *address, s.capsule)
        check(out, "no answer: %s" % err)


def test_a_reader_who_goes_away():
    s = demo()
    done = subprocess.Popen([CARREL, "render", "/large.bin", s.capsule], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    done.stdout.read(10)
    done.stdout.close()
    done.stderr.read()
    check(done.wait(60) != 0, "exit status of a broken pipe")


main(globals())

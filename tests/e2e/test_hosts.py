"""Several capsules in one server: told apart by name, each with its own keys, comments and faults."""
import os
import re
import resource
import shutil
import signal
import socket
import ssl
import subprocess
import time
from urllib.parse import quote

from certmaker import openssl
from harness import (CARREL, Connection, Neighbour, PLAIN_TLS, PATIENCE, Server, Skip, WAIT, check, gemini, has, lacks,
                     link_to, main, menu, once, one_of, post, rows, same, scratch, short, slow, until, write)
from test_clients import Terminal, need, run
from test_comments import publish, publish_link
from wire import Reply

ANN, BEN, BOOKS = "ann.example", "ben.example", "xn--bcher-kva.example"
HOSTS = [ANN, BEN, BOOKS]
FOLDERS = {ANN: "ann", BEN: "ben", BOOKS: "books"}


def files(title):
    return {"index.gmi": "# Home of %s\n" % title, "posts/ask.gmi": post("Ask", date="2026-01-01")}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Three:
    """Ann's capsule, the first; Ben's, with a Gopher port of its own; and one with letters of its own."""

    def __init__(self, start=True, **options):
        ben_port = free_port()
        self.server = s = Server(files("ann"), "host: [%s, www.ann.example]\nmoderate: none\n" % ANN, host=ANN,
                                 args=["--gopher", "127.0.0.1:%d" % ben_port], start=False, **options)
        self.ann = s
        self.ben = Neighbour(s, "ben", files("ben"), "moderate: none\ngopher-port: %d\n" % ben_port, BEN)
        self.books = Neighbour(s, "books", files("books"), "host: [Bücher.example, 127.0.0.9]\nmoderate: none\n", BOOKS)
        self.ben_port = ben_port
        s.more = [self.ben.capsule, self.books.capsule]
        if start:
            s.start()
            # harness.py takes the first line of a protocol, and the lines are in the order of --gopher
            s.gopher_port = next(int(l.rsplit(":", 1)[1]) for l in s.ready
                                 if l.startswith("serving gopher://" + ANN))

    def of(self, host):
        return {ANN: self.ann, BEN: self.ben, BOOKS: self.books}[host]

    def __enter__(self):
        self.server.__enter__()
        return self

    def __exit__(self, *args):
        self.server.__exit__(*args)


@once
def three():
    return Three()


def home(host):
    return "Home of %s" % FOLDERS[host]


def certificate(port, sni):
    with Connection(port, PLAIN_TLS, sni) as c:
        return c.ssl.getpeercert(binary_form=True)


def on_disk(site):
    with open(os.path.join(site.certs, site.host + ".crt")) as f:
        return ssl.PEM_cert_to_DER_cert(f.read())


# --- which capsule answers ---

@rows([("%s asked, %s requested" % (sni or "nobody", host), sni, host) for sni in [None] + HOSTS for host in HOSTS])
def test_names(sni, host):
    reply = gemini(three().server.gemini_port, b"gemini://%s/\r\n" % host.encode(), sni=sni).check_wire()
    same(reply.status, 20 if sni in (None, host) else 53, "status")
    if reply.status == 20:
        has(reply.text, home(host), "page")


@rows([("an alias", "www.ann.example", "www.ann.example", 20), ("an alias, its capsule's name asked", ANN, "www.ann.example", 53),
       ("capitals", "BEN.Example", "Ben.EXAMPLE", 20), ("the root's dot", BEN, "ben.example.", 20),
       ("a stranger asked", "stranger.example", BEN, 53), ("a stranger requested", BEN, "stranger.example", 53),
       ("a stranger asked and requested", "stranger.example", "stranger.example", 53),
       ("nobody asked, a stranger requested", None, "stranger.example", 53),
       ("nobody asked, an address requested", None, "127.0.0.9", 20),
       ("nobody asked, another address requested", None, "127.0.0.1", 53)])
def test_further_names(sni, host, status):
    request = b"gemini://%s/\r\n" % host.encode()
    same(gemini(three().server.gemini_port, request, sni=sni).check_wire().status, status, "status")


@rows([(h, h) for h in HOSTS])
def test_certificate(host):
    site = three().of(host)
    same(certificate(site.gemini_port, host) == on_disk(site), True, "the certificate is the capsule's own")
    text = openssl("x509", "-inform", "DER", "-noout", "-text", data=on_disk(site)).decode()
    same(sorted(re.findall(r"DNS:([^,\s]+)", text)), sorted([host] + ["www.ann.example"] * (host == ANN)), "names in it")
    same(sorted(os.listdir(site.certs)), sorted([host + ".crt", host + ".key", "secret.key"]), "files beside the folder")


@rows([("no name", None), ("a stranger", "stranger.example")])
def test_certificate_of_the_first_capsule(sni):
    t = three()
    same(certificate(t.server.gemini_port, sni) == on_disk(t.ann), True, "the first capsule's certificate")


def test_keys_in_one_folder():
    folder = os.path.join(scratch(), "pki")
    with Three(start=False) as t:
        t.server.args += ["--certs", folder]
        t.server.start()
        same(sorted(os.listdir(folder)), sorted([h + e for h in HOSTS for e in (".crt", ".key")] + ["secret.key"]), "files")
        same(len({certificate(t.server.gemini_port, h) for h in HOSTS}), 3, "certificates")


def test_ready_lines():
    t = three()
    lines = until(lambda: len(t.server.ready) >= 6 and t.server.ready, lambda: t.server.ready)
    port, gopher = t.server.gemini_port, t.server.gopher_port
    same(lines[:3], ["serving gemini://%s:%d/ on 127.0.0.1:%d" % (ANN, port, port),
                     "serving gopher://%s:%d/ on 127.0.0.1:%d" % (ANN, gopher, gopher),
                     "serving gopher://%s:%d/ on 127.0.0.1:%d" % (BEN, t.ben_port, t.ben_port)], "addresses")
    title = "capsule A capsule under test at gemini://"
    same(lines[3:], [title + "%s:%d/ and gopher://%s:%d/ from %s" % (ANN, port, ANN, gopher, t.ann.capsule),
                     title + "%s:%d/ and gopher://%s:%d/ from %s" % (BEN, port, BEN, t.ben_port, t.ben.capsule),
                     title + "bücher.example:%d/ from %s" % (port, t.books.capsule)], "capsules")


# --- names with letters of their own ---

def test_international_name_with_openssl():
    out = run("openssl", "s_client", "-quiet", "-servername", BOOKS, "-verify_hostname", BOOKS, "-connect",
              "127.0.0.1:%d" % three().server.gemini_port, data=b"gemini://%s/\r\n" % BOOKS.encode())
    has(out.decode(), home(BOOKS), "output")


@rows([("its own letters, raw", "bücher.example".encode(), 59), ("percent-encoded", b"b%C3%BCcher.example", 53),
       ("A-label in capitals", b"XN--BCHER-KVA.EXAMPLE", 20)])
def test_international_name_in_a_request(host, status):
    reply = gemini(three().server.gemini_port, b"gemini://" + host + b"/\r\n", sni=BOOKS).check_wire()
    same(reply.status, status, "status")


def test_international_name_in_links_and_log():
    t = three()
    has(t.server.log(), "made a certificate for bücher.example,", "stderr")
    raw = t.books.get("/comments.xml").text
    has(raw, "gemini://%s:%d/" % (BOOKS, t.books.gemini_port), "feed")
    lacks(raw, "bücher", "feed")


# --- comments ---

def comment_of(site, text):
    found = []
    for name in site.listing("comments"):
        with open(site.path(name), encoding="utf-8") as f:
            if text in f.read():
                found.append(name)
    return found


def test_comments_land_where_they_belong():
    t = three()
    for host in HOSTS:
        text = "Written to %s" % host
        publish(t.of(host), text)
        same([len(comment_of(t.of(h), text)) for h in HOSTS], [int(h == host) for h in HOSTS], "files of " + text)
        has(t.of(host).page("/posts/ask.gmi"), text, "the post")


def test_comment_without_a_name_asked():
    t = three()
    link = publish_link(t.ben, "Nobody was asked")
    reply = gemini(t.server.gemini_port, ("gemini://%s%s\r\n" % (BEN, link)).encode()).check_wire()
    same(reply.status, 30, "status (%s)" % reply.meta)
    same([len(comment_of(t.of(h), "Nobody was asked")) for h in HOSTS], [0, 1, 0], "files")


def test_upload_without_a_name_asked():
    t = three()
    place = link_to(t.ben.page("/posts/ask.gmi"), "Leave a comment")
    body = b"Uploaded to Ben"
    with Connection(t.server.gemini_port, PLAIN_TLS) as c:
        c.send(b"titan://%s%s;mime=text/plain;size=%d\r\n" % (BEN.encode(), place.encode(), len(body)) + body)
        reply = Reply(c.read_all(), c.ending)
    same(reply.status, 30, "status (%s)" % reply.meta)
    same([len(comment_of(t.of(h), "Uploaded to Ben")) for h in HOSTS], [0, 1, 0], "files")


@rows([("keys in folders of their own", False), ("keys in one folder", True)])
def test_a_token_is_good_in_one_capsule_only(shared):
    with Three(start=False) as t:
        if shared:
            t.server.args += ["--certs", os.path.join(t.server.folder, "pki")]
        t.server.start()
        link = publish_link(t.ann, "For Ann alone")
        same(publish_link(t.ben, "For Ann alone").split("/")[2], link.split("/")[2], "the post has the same ID in both")
        reply = t.ben.get(link)
        same(reply.status, 20, "status elsewhere: a preview")
        has(reply.text, "For Ann alone", "preview")
        same((t.ben.listing("comments"), t.ben.listing("held")), ([], []), "files elsewhere")
        same(t.ann.get(link).status, 30, "status where it belongs")


def test_pace_and_proxies_are_of_each_capsule():
    with Three(start=False) as t:
        t.ann.settings("host: %s\nmoderate: none\nproxies: [127.0.31.1]\n" % ANN)
        t.server.start()

        def say(site, text, source):
            return site.get(publish_link(site, text, source=source), source=source).status
        for n in range(12):             # ten are usual: a proxy is not one reader
            same(say(t.ann, "By the proxy %d" % n, "127.0.31.1"), 30, "status at Ann's")
        for n in range(10):
            same(say(t.ben, "As usual %d" % n, "127.0.31.1"), 30, "status at Ben's, who knows no proxy")
        same(say(t.ben, "One more", "127.0.31.1"), 44, "status of one too many")
        same(say(t.books, "One more", "127.0.31.1"), 30, "status elsewhere")


def test_the_store_dies_in_between():
    with Three() as t:
        links = {h: publish_link(t.of(h), "After the kill") for h in HOSTS}
        store = until(lambda: t.server.children("carrel-store"), "no store")
        os.kill(store[0], signal.SIGKILL)
        for host in HOSTS:
            until(lambda: t.of(host).get(links[host]).status == 30, "comments do not work again")
            same(len(comment_of(t.of(host), "After the kill")), 1, "files of " + host)


def test_workers_die():
    with Three() as t:
        for pid in t.server.children("carrel-worker"):
            os.kill(pid, signal.SIGKILL)
        for host in HOSTS:
            has(t.of(host).page("/"), home(host), "page")


def test_each_sees_its_own_changes():
    t = three()
    for host in HOSTS:
        t.of(host).save("posts/new.gmi", post("News of %s" % FOLDERS[host], date="2026-02-02"))
    for host in HOSTS:
        site = t.of(host)
        until(lambda: all("News of %s" % FOLDERS[host] in site.page("/posts/") for _ in range(6)), lambda: site.page("/posts/"))
        for other in set(HOSTS) - {host}:
            lacks(site.page("/posts/"), "News of %s" % FOLDERS[other], "list")


# --- Gopher ---

def gopher(port, selector, sni=None, context=None):
    with Connection(port, context, sni) as c:
        c.send(selector.encode() + b"\r\n")
        return c.read_all()


@rows([("the first listener, plain", "first", None, False, ANN), ("Ben's listener, plain", "ben", None, False, BEN),
       ("the first, TLS, no name", "first", None, True, ANN), ("Ben's, TLS, no name", "ben", None, True, BEN),
       ("the first, Ben's name", "first", BEN, True, BEN), ("the first, the third's name", "first", BOOKS, True, BOOKS),
       ("Ben's, Ann's name", "ben", ANN, True, ANN), ("the first, a stranger", "first", "stranger.example", True, ANN)])
def test_gopher(listener, sni, over_tls, host):
    t = three()
    port = t.ben_port if listener == "ben" else t.server.gopher_port
    has(gopher(port, "", sni, PLAIN_TLS if over_tls else None).decode(), "i" + home(host), "menu")


@rows([(h, h) for h in HOSTS])
def test_gopher_menus_lead_where_they_come_from(host):
    t = three()
    port = t.ben_port if host == BEN else t.server.gopher_port
    plain = host != BOOKS
    raw = gopher(port, "/posts/", None if plain else host, None if plain else PLAIN_TLS)
    own = [i for i in menu(raw, (host, str(port))) if i.type in "01" and i.host == host]
    check(own, "no items in %s" % short(raw))
    same({i.port for i in own}, {str(port)}, "ports")
    for item in own:
        answer = gopher(int(item.port), item.selector, None if plain else host, None if plain else PLAIN_TLS)
        check(not answer.startswith(b"3"), "%s: %s" % (item, short(answer)))


def test_gopher_of_one_that_cannot_be_reached_is_not_linked():
    t = three()
    for path in ("/", "/posts/", "/posts/ask.gmi", "/comments.xml"):
        lacks(t.books.page(path), "gopher", path)


@rows([("Ann's", ANN), ("Ben's", BEN), ("the third's", BOOKS)])
def test_curl_by_name(host):
    t = three()
    out = run("curl", "-sS", "-k", "--max-time", "20", "--resolve", "%s:%d:127.0.0.1" % (host, t.server.gopher_port),
              "gophers://%s:%d/1/posts/" % (host, t.server.gopher_port)).decode()
    has(out, "\t%s\t" % host, "menu")


def by_address():
    """The second capsule's name is an address: clients then name nobody when they connect."""
    s = Server(files("ann"), host="localhost", start=False)
    ben = Neighbour(s, "ben", files("ben"), host="127.0.0.1")
    s.more = [ben.capsule]
    return s, ben


def test_an_address_as_a_name():
    s, ben = by_address()
    with s:
        s.start()
        same(certificate(s.gemini_port, None) == on_disk(ben), True, "the certificate is that of the address")
        for sni, host, title in ((None, "127.0.0.1", "ben"), (None, "localhost", "ann"), ("localhost", "localhost", "ann")):
            has(gemini(s.gemini_port, b"gemini://%s/\r\n" % host.encode(), sni=sni).text, "Home of " + title, "page")
        has(gopher(s.gopher_port, "").decode(), "Home of ann", "Gopher goes by listeners")


def test_amfora_visits_two():
    need("amfora")
    s, _ = by_address()
    with s:
        s.start()
        with Terminal("amfora", "gemini://localhost:%d/" % s.gemini_port) as t:
            t.shows("Home of ann")
            t.keys("Space")
            t.type("gemini://127.0.0.1:%d/posts/ask.gmi" % s.gemini_port)
            t.keys("Enter")
            t.shows("Ask", "Leave a comment")
            t.keys("Space")
            t.type("gemini://127.0.0.1:%d/" % s.gemini_port)
            t.keys("Enter")
            t.shows("Home of ben")


# --- broken ones ---

def folder_of(s, name):
    return os.path.join(s.folder, name, "capsule")


def no_settings(s):
    os.makedirs(folder_of(s, "x"))
    return folder_of(s, "x"), "x/capsule/capsule.yaml: "


def broken_settings(s):
    Neighbour(s, "x", {}, "host: x.example\nhosst: y\n")
    return folder_of(s, "x"), "x/capsule/capsule.yaml:3:1: unknown key 'hosst'"


def broken_name(s):
    Neighbour(s, "x", {}, "title: X\nhost:\n  - x.example\n  - bü cher.example\n")
    return folder_of(s, "x"), "x/capsule/capsule.yaml:4:5: host is 'bü cher.example' (a character that no name can have)"


def missing_folder(s):
    return folder_of(s, "x"), "x/capsule: cannot open the folder"


def a_file(s):
    write(folder_of(s, "x"), "no folder\n")
    return folder_of(s, "x"), "x/capsule: cannot open the folder"


def taken_name(s):
    Neighbour(s, "x", {}, "title: X\nhost: [x.example, Ann.Example]\n")
    return folder_of(s, "x"), "x/capsule/capsule.yaml:2:19: host is 'ann.example', which %s has already" % s.capsule


def no_name_twice(s):
    Neighbour(s, "w", {}, None).save("capsule.yaml", "title: W\n")
    Neighbour(s, "x", {}, None).save("capsule.yaml", "title: X\n")
    s.more.append(folder_of(s, "w"))
    return folder_of(s, "x"), "x/capsule/capsule.yaml: it has no host, and localhost, which is the usual one, is taken by"


def key_is_gone(s):
    x = Neighbour(s, "x", {}, "host: x.example\n")
    write(os.path.join(x.certs, "x.example.crt"), openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
          "-nodes", "-subj", "/CN=x.example", "-keyout", "/dev/null"))
    return folder_of(s, "x"), "x/certs/x.example.crt: its key x.example.key is gone"


def pattern_that_fits_nothing(s):
    return os.path.join(s.folder, "nobody-*", "capsule"), "nobody-*/capsule: no folder fits"


@rows([(f.__name__.replace("_", " "), f) for f in (no_settings, broken_settings, broken_name, missing_folder, a_file,
                                                   taken_name, no_name_twice, key_is_gone, pattern_that_fits_nothing)])
def test_a_broken_one_does_not_stop_the_others(make):
    s = Server(files("ann"), host=ANN, start=False)
    ben = Neighbour(s, "ben", files("ben"), host=BEN)
    folder, message = make(s)
    s.more += [folder, ben.capsule]
    with s:
        s.start()
        has(s.log(), message, "stderr")
        has(s.page("/"), "Home of ann", "page")
        has(ben.page("/"), "Home of ben", "page")
        same(gemini(s.gemini_port, b"gemini://x.example/\r\n").status, 53, "status of the one that is left out")


def test_the_first_one_is_broken():
    s = Server(files("ann"), "hosst: x\n", host=ANN, start=False)
    ben = Neighbour(s, "ben", files("ben"), host=BEN)
    s.more = [ben.capsule]
    with s:
        s.start()
        has(ben.page("/"), "Home of ben", "page")
        has(gopher(s.gopher_port, "").decode(), "Home of ben", "Gopher: it is the first now")


def test_none_is_left():
    s = Server(files("ann"), "hosst: x\n", host=ANN, start=False)
    p = subprocess.run([CARREL, "serve", "--gemini", "127.0.0.1:0", "--gopher", "off", s.capsule, folder_of(s, "x")],
                       stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=WAIT)
    same((p.returncode, p.stdout), (1, b""), "exit status and stdout")
    err = p.stderr.decode()
    same(len(err.splitlines()), 3, "lines (%s)" % err)
    for part in ("capsule.yaml:", "x/capsule: cannot open", "none can be served"):
        has(err, part, "stderr")


def test_unreadable_folder():
    if os.geteuid() == 0:
        raise Skip("root reads everything")
    s = Server(files("ann"), host=ANN, start=False)
    ben = Neighbour(s, "ben", files("ben"), host=BEN)
    os.chmod(ben.capsule, 0)
    s.more = [ben.capsule]
    try:
        with s:
            s.start()
            has(s.log(), "ben/capsule: cannot open the folder", "stderr")
            has(s.page("/"), "Home of ann", "page")
    finally:
        os.chmod(ben.capsule, 0o755)


def test_one_folder_named_twice():
    s = Server(files("ann"), host=ANN, start=False)
    os.symlink(s.capsule, os.path.join(s.folder, "link"))
    s.more = [os.path.join(s.folder, "link"), s.capsule + "/"]
    with s:
        s.start()
        same(s.log().count("is the same folder as %s: served once" % s.capsule), 2, "told (%s)" % s.log())
        lines = until(lambda: len(s.ready) >= 3 and s.ready, lambda: s.ready)
        same(len([l for l in lines if l.startswith("capsule ")]), 1, "capsules")
        has(s.page("/"), "Home of ann", "page")


@slow
def test_a_folder_disappears():
    with Three() as t:
        shutil.rmtree(t.ben.capsule)
        one_of(t.ben.get("/posts/ask.gmi").status, (20, 51, 40), "status of what is gone")
        until(lambda: "%s is not the folder any more" % t.ben.capsule in t.server.log(), lambda: t.server.log()[-600:])
        for host in (ANN, BOOKS):
            publish(t.of(host), "Still here")
        until(lambda: t.ben.get("/posts/ask.gmi").status == 51, lambda: t.ben.get("/posts/ask.gmi"))
        t.server.reload()               # its old settings stay, and nothing stops
        has(t.server.log(), "ben/capsule: cannot open the folder: No such file or directory (not reloaded", "stderr")
        has(t.ann.page("/"), "Home of ann", "page")


# --- reload ---

def patterned():
    s = Server(files("ann"), host=ANN, start=False)
    s.more = [os.path.join(s.folder, "home", "*", "capsule")]
    return s, lambda name, settings="": Neighbour(s, "home/" + name, files(name), settings, name + ".example")


def test_a_new_user_at_SIGHUP():
    s, user = patterned()
    ben = user("ben", "moderate: none\n")
    with s:
        s.start()
        has(ben.page("/"), "Home of ben", "page")
        eve = user("eve", "moderate: none\n")           # between others, and before Ben by name
        adam = user("adam", "moderate: none\n")
        same(gemini(s.gemini_port, b"gemini://eve.example/\r\n").status, 53, "status before SIGHUP")
        link = publish_link(ben, "Begun before")
        s.reload()
        for site, name in ((ben, "ben"), (eve, "eve"), (adam, "adam"), (s, "ann")):
            has(site.page("/"), "Home of " + name, "page")
        same(ben.get(link).status, 30, "a link from before the reload")
        publish(eve, "Hello Eve")
        publish(adam, "Hello Adam")
        same([len(site.listing("comments")) for site in (ben, eve, adam)], [1, 1, 1], "files")
        shutil.rmtree(os.path.dirname(eve.capsule))
        s.reload()
        same(gemini(s.gemini_port, b"gemini://eve.example/\r\n").status, 53, "status of one who has left")
        has(s.log(), "eve/capsule is served no longer", "stderr")
        has(adam.page("/"), "Hello Adam" if "comments" in adam.page("/") else "Home of adam", "page")


def test_settings_that_broke_keep_the_last_good_ones():
    with Three() as t:
        t.ann.settings("title: New title\nhost: [%s, www.ann.example]\n" % ANN)
        t.ben.save("capsule.yaml", "title: New title\nhosst: %s\n" % BEN)
        t.server.reload()
        has(t.server.log(), "ben/capsule/capsule.yaml:2:1: unknown key 'hosst'", "stderr")
        has(t.server.log(), "(not reloaded: its old settings stay in force)", "stderr")
        has(t.ann.page("/posts/"), "# New title", "list of the one with good settings")
        lacks(t.ben.page("/posts/"), "New title", "list of the one with broken settings")
        has(t.ben.page("/"), home(BEN), "page")
        publish(t.ben, "Still taken")
        t.ben.settings("title: Mended\n")
        t.server.reload()
        has(t.ben.page("/posts/"), "# Mended", "list")


def test_nobody_takes_a_name_from_another():
    with Three() as t:
        before = certificate(t.server.gemini_port, BEN)
        t.ann.settings("host: [%s, %s]\n" % (ANN, BEN))         # Ann stands before Ben
        t.server.reload()
        has(t.server.log(), "capsule.yaml:2:21: host is 'ben.example', which %s has already" % t.ben.capsule, "stderr")
        has(t.ben.page("/"), home(BEN), "page")
        has(t.ann.page("/"), home(ANN), "page")
        same(certificate(t.server.gemini_port, BEN) == before, True, "certificate")
        t.ben.settings("host: [benjamin.example]\n")            # given up: now it is free
        t.server.reload()
        request = b"gemini://%s/\r\n" % BEN.encode()
        has(gemini(t.server.gemini_port, request, sni=BEN).text, home(ANN), "page")
        has(gemini(t.server.gemini_port, b"gemini://benjamin.example/\r\n").text, home(BEN), "page")


def test_names_change_places():
    with Three() as t:
        t.ann.settings("host: %s\n" % BEN)
        t.ben.settings("host: %s\n" % ANN)
        t.server.reload()
        has(t.of(ANN).page("/").replace("\r", ""), home(BEN), "what was Ann's")
        has(t.of(BEN).page("/"), home(ANN), "what was Ben's")


def test_programs_of_others_do_not_run():
    if os.geteuid() != 0:
        raise Skip("only root can give files away")
    with Three(start=False) as t:
        for site, name in ((t.ann, "ann"), (t.ben, "ben")):
            script = os.path.join(t.server.folder, name + ".sh")
            write(script, "#!/bin/sh\ntouch %s.told\n" % script)
            os.chmod(script, 0o755)
            site.settings("moderate: none\non-comment: %s\n" % script)
        os.chown(t.ben.path("capsule.yaml"), 12345, 12345)
        t.server.start()
        has(t.server.log(), "ben/capsule/capsule.yaml: on-comment is ignored", "stderr")
        lacks(t.server.log(), "ann/capsule/capsule.yaml: on-comment", "stderr")
        publish(t.ben, "Nobody is told")
        publish(t.ann, "Somebody is told")
        until(lambda: os.path.exists(os.path.join(t.server.folder, "ann.sh.told")), "Ann's program did not run")
        check(not os.path.exists(os.path.join(t.server.folder, "ben.sh.told")), "Ben's program ran")


def test_many():
    s, user = patterned()
    sites = [user("user%03d" % n) for n in range(150)]
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    with s:
        resource.setrlimit(resource.RLIMIT_NOFILE, (200, hard))     # a reload needs twice as many as there are
        try:
            s.start()
        finally:
            resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        s.reload()
        lacks(s.log(), "Too many open files", "stderr")
        for site in sites[::10] + sites[-1:]:
            has(site.page("/"), "Home of " + site.host.split(".")[0], "page")
        lacks(s.log(), "looking every", "stderr: all are watched")
        last = sites[-1]
        last.save("posts/new.gmi", post("Seen at once", date="2026-02-02"))
        until(lambda: all("Seen at once" in last.page("/posts/") for _ in range(6)), lambda: last.page("/posts/"))


if __name__ == "__main__":
    main(globals())

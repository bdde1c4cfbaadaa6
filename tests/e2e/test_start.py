"""Starting: wrong use, settings that are refused, addresses, certificates and keys."""
import os
import re
import signal
import socket
import stat
import subprocess
import time

from certmaker import Cert, openssl
from harness import (CARREL, Connection, PLAIN_TLS, WAIT, Server, Skip, check, gemini, has, main,
                     rows, same, scratch, short, until, write)

SMALL = {"index.gmi": "# Home\n"}


def run(*args):
    """carrel to its end: (exit status, stdout, stderr)."""
    p = subprocess.run((CARREL,) + args, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                       stderr=subprocess.PIPE,
                       timeout=WAIT)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def capsule(settings):
    folder = os.path.join(scratch(), "capsule")
    os.mkdir(folder)
    if settings is not None:
        write(os.path.join(folder, "capsule.yaml"), settings)
    return folder


def serve(folder, *args):
    return run("serve", "--gemini", "127.0.0.1:0", "--gopher", "127.0.0.1:0", *args, folder)


# --- refusals at the start ---

FAULTS = [      # settings, line and column, what the message has to hold besides
    ("misspelt key", "title: T\nhosst: example.org\n", "2:1", ("hosst", "host")),
    ("misspelt key, two letters", "moderrat: all\n", "1:1", ("moderrat", "moderate")),
    ("key with an underscore", "gopher_port: 70\n", "1:1", ("gopher_port", "gopher-port")),
    ("unknown key", "title: T\n\ncolour: red\n", "3:1", ("colour",)),
    ("repeated key", "title: T\ntitle: U\n", "2:1", ("title",)),
    ("wrong bool", "anonymous: perhaps\n", "1:12", ("perhaps", "true or false")),
    ("wrong choice", "title: T\nmoderate: some\n", "2:11", ("some", "none, first or all")),
    ("wrong number", "gemini-port: many\n", "1:14", ("many", "65535")),
    ("number too large", "gopher-port: 65536\n", "1:14", ("65536", "65535")),
    ("a list for a text", "title: [a, b]\n", "1:8", ("list",)),
    ("host with a blank", "host: two words\n", "1:7", ("two words", "host name")),
    ("host with a scheme", "host: gemini://example.org\n", "1:7", ("gemini://example.org", "host name")),
    ("address that is none", "host: [example.org, 127.0.0.300]\n", "1:21", ("127.0.0.300", "address")),
    ("fingerprint too short", "owner: sha256:1234\n", "1:8", ("sha256:1234", "64")),
    ("no settings but prose", "just text\n", "1:1", ()),
    ("tab", "title: T\nhost:\n\t- example.org\n", "3:1", ()),
    ("colon", "title: Books: a list\n", "1:13", ("quotes",)),
]


@rows(FAULTS)
def test_refused_settings(text, place, parts):
    status, out, err = serve(capsule(text))
    same(status, 1, "exit status (stderr: %s)" % short(err))
    same(out, "", "stdout")
    check(re.search(r"capsule\.yaml:%s: " % place, err), "no capsule.yaml:%s in: %s" % (place, err))
    for part in parts:
        has(err, part, "stderr")
    check(len(err.splitlines()) == 1, "more than one line: %s" % err)


def test_no_settings_at_all():
    status, out, err = serve(capsule(None))
    same((status, out), (1, ""), "exit status and stdout")
    has(err, "capsule.yaml")


def test_no_folder():
    status, out, err = serve(os.path.join(scratch(), "nowhere"))
    same((status, out), (1, ""), "exit status and stdout")
    has(err, "nowhere")


@rows([("no folder", ["serve"]), ("unknown option", ["serve", "--colour", "red", "."]),
       ("no argument", ["serve", "--gemini"]),
       ("no workers", ["serve", "--workers", "0", "."]), ("workers in words",
                                                          ["serve", "--workers", "two", "."]),
       ("bad address", ["serve", "--gemini", "nonsense:port", "."]),
       ("port too large", ["serve", "--gopher", "127.0.0.1:70000", "."]),
       ("unknown command", ["sevre", "."]), ("nothing", [])])
def test_wrong_use(args):
    status, out, err = run(*args)
    same((status, out), (2, ""), "exit status and stdout (stderr %s)" % short(err))
    check(err.strip(), "not a word on stderr")


@rows([("of the program", ["--help"]), ("of serve", ["serve", "--help"])])
def test_help(args):
    status, out, err = run(*args)
    same((status, err), (0, ""), "exit status and stderr")
    has(out, "serve")


def test_address_in_use():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = "127.0.0.1:%d" % taken.getsockname()[1]
        status, out, err = run("serve", "--gemini", address, "--gopher", "off", capsule("title: T\n"))
        same((status, out), (1, ""), "exit status and stdout")
        has(err, address)


# --- addresses ---

def test_one_line_for_each_address():
    with Server({"index.gmi": "# Home\n"}, "", args=["--gemini", "127.0.0.2:0", "--gopher",
                                                     "127.0.0.2:0"]) as s:
        same(len(s.ready), 4, "ready lines")
        for line in s.ready:
            check(re.match(r"serving (gemini|gopher)://example\.org(:\d+)?/ on 127\.0\.0\.[12]:\d+\Z", line),
                  line)
        for line in s.ready:
            address, port = line.rsplit(" ", 1)[1].split(":")
            if "gemini" in line:
                same(gemini(int(port), b"gemini://example.org/\r\n", address=address).check_wire().status,
                     20, line)
                continue
            with Connection(int(port), address=address) as c:
                c.send(b"\r\n")
                has(c.read_all(), b"iHome\t", line)


def test_IPv6():
    try:
        with socket.socket(socket.AF_INET6) as s:
            s.bind(("::1", 0))
    except OSError:
        raise Skip("no IPv6 on this machine")
    with Server({"index.gmi": "# Home\n"}, "host: [example.org, \"::1\"]\n",
                args=["--gemini", "[::1]:0", "--gopher", "[::1]:0"]) as s:
        ports = {l.split("://")[0]: int(l.rsplit(":", 1)[1]) for l in s.ready if " on [::1]:" in l}
        same(sorted(ports), ["serving gemini", "serving gopher"], "lines with [::1] (%s)" % s.ready)
        for authority in ("[::1]", "[::1]:%d" % ports["serving gemini"], "[::1]:"):
            reply = gemini(ports["serving gemini"], b"gemini://%s/\r\n" % authority.encode(),
                           address="::1").check_wire()
            same(reply.status, 20, "status of %s" % authority)
        with Connection(ports["serving gopher"], address="::1") as c:
            c.send(b"\r\n")
            has(c.read_all(), b"Home")


def test_an_address_as_the_host():
    with Server({"index.gmi": "# Home\n", "posts/x.gmi": "# X\n"}, host="127.0.0.1") as s:
        for authority in ("127.0.0.1", "127.0.0.1:%d" % s.gemini_port):
            same(gemini(s.gemini_port, b"gemini://%s/\r\n" % authority.encode()).check_wire().status, 20,
                 authority)
        has(s.gopher("/posts/").decode(), "\t127.0.0.1\t%d\r\n" % s.gopher_port, "menu")


@rows([("--gemini", "gopher"), ("--gopher", "gemini")])
def test_off(kept):
    option = "--gemini" if kept == "gopher" else "--gopher"
    folder = capsule("title: T\n")
    p = subprocess.Popen([CARREL, "serve", option, "off", "--" + kept, "127.0.0.1:0", folder],
                         stdout=subprocess.PIPE,
                         stderr=subprocess.DEVNULL)
    try:
        line = p.stdout.readline().decode()
        check(re.match(r"serving %s://\S+ on 127\.0\.0\.1:\d+\n\Z" % kept, line), line)
        p.terminate()
        same((p.stdout.read(), p.wait(WAIT)), (b"", 0), "further lines, exit status")
    finally:
        p.kill()
        p.wait()
        p.stdout.close()


# --- certificates and keys ---

def served(s):
    with Connection(s.gemini_port, PLAIN_TLS, s.host) as c:
        return c.ssl.getpeercert(binary_form=True)


def fingerprints(der):
    """(certificate, public key) as the server prints them."""
    spki = openssl("pkey", "-pubin", "-outform", "DER",
                   data=openssl("x509", "-inform", "DER", "-pubkey", "-noout", data=der))
    return tuple(openssl("dgst", "-sha256", "-r", data=d).split()[0].decode() for d in (der, spki))


def files_of(folder):
    found = {}
    for name in os.listdir(folder):
        with open(os.path.join(folder, name), "rb") as f:
            found[name] = f.read()
    return found


def test_first_certificate():
    with Server(SMALL, "host: [example.org, second.example, 127.0.0.1, \"::1\"]\n") as s:
        same(sorted(os.listdir(s.certs)), ["example.org.crt", "example.org.key", "secret.key"], "files")
        for name in ("example.org.key", "secret.key"):
            same(stat.S_IMODE(os.stat(os.path.join(s.certs, name)).st_mode), 0o600, "mode of " + name)
        der = served(s)
        for print_ in fingerprints(der):
            has(s.log(), "sha256:" + print_, "stderr")
        text = openssl("x509", "-inform", "DER", "-noout", "-text", data=der).decode()
        for part in ("NIST CURVE: P-256", "CN = example.org", "DNS:example.org", "DNS:second.example",
                     "IP Address:127.0.0.1",
                     "IP Address:0:0:0:0:0:0:0:1"):
            has(text, part, "certificate")
        year = int(re.search(r"Not After : .* (\d{4}) GMT", text).group(1))
        check(year > time.gmtime().tm_year + 20, "it ends in %d, within a reader's life" % year)


def test_keys_are_never_overwritten():
    with Server(SMALL) as s:
        before, der = files_of(s.certs), served(s)
        s.restart()
        s.reload()
        same(files_of(s.certs) == before, True, "files unchanged")
        same(served(s) == der, True, "the same certificate")


def test_certificate_is_made_anew_from_the_same_key():
    with Server(SMALL) as s:
        key, print_ = files_of(s.certs)["example.org.key"], fingerprints(served(s))[1]
        s.stop()
        os.unlink(os.path.join(s.certs, "example.org.crt"))
        s.start()
        same(files_of(s.certs)["example.org.key"] == key, True, "key unchanged")
        same(fingerprints(served(s))[1], print_, "public key")


def test_certificate_without_its_key_is_refused():
    with Server(SMALL) as s:
        s.stop()
        os.unlink(os.path.join(s.certs, "example.org.key"))
        before = files_of(s.certs)
        status, out, err = serve(s.capsule)
        same((status, out), (1, ""), "exit status and stdout")
        has(err, "example.org.key")
        same(files_of(s.certs) == before, True, "files unchanged")


def test_pair_that_does_not_fit_is_refused():
    with Server(SMALL) as s:
        s.stop()
        with open(Cert("other").key.path, "rb") as f:
            write(os.path.join(s.certs, "example.org.key"), f.read())
        status, out, err = serve(s.capsule)
        same((status, out), (1, ""), "exit status and stdout")
        has(err, "example.org")


def test_certs_elsewhere():
    folder = os.path.join(scratch(), "pki")
    with Server(SMALL, args=["--certs", folder]) as s:
        same(sorted(os.listdir(folder)), ["example.org.crt", "example.org.key", "secret.key"], "files")
        check(not os.path.exists(s.certs), "a second folder was made")


def test_SIGHUP_with_a_new_certificate():
    with Server(SMALL) as s:
        new = Cert("example.org")
        with open(new.path) as f:
            key, pem = f.read().split("-----BEGIN CERTIFICATE-----")
        write(os.path.join(s.certs, "example.org.key"), key)
        write(os.path.join(s.certs, "example.org.crt"), "-----BEGIN CERTIFICATE-----" + pem)
        s.reload()
        same([served(s) == new.der for _ in range(8)], [True] * 8, "the new one is served")
        write(os.path.join(s.certs, "example.org.crt"), "no certificate\n")
        s.signal(signal.SIGHUP)
        until(lambda: "example.org.crt" in s.log(), lambda: s.log()[-600:])
        same([served(s) == new.der for _ in range(8)], [True] * 8, "the old one stays")


if __name__ == "__main__":
    main(globals())

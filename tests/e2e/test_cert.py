"""carrel cert: the capsule's certificate shown, made, renewed, and a CA's taken over; and who is told of its end."""
import hashlib
import os
import re
import shutil
import ssl
import stat
import subprocess

from certmaker import DAY, YEAR, Cert, Key, ann, openssl, to_pem
from harness import CARREL, Server, check, has, lacks, main, once, rows, same, scratch, short, until, write
from talk import owned, owner

NAMES = "host: [example.org, www.example.org, 192.0.2.7, '2001:db8::1', bücher.example]\n"


def carrel(*args, folder=None):
    """carrel cert ARGS: (exit status, standard output, standard error)"""
    done = subprocess.run([CARREL, "cert"] + list(args), cwd=folder, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    return done.returncode, done.stdout, done.stderr


def fresh(settings="", files=None):
    return Server(files or {"index.gmi": "# Home\n"}, settings, start=False)


def read(*parts):
    with open(os.path.join(*parts), "rb") as f:
        return f.read()


def der_of(path):
    return openssl("x509", "-in", path, "-outform", "DER")


def served(s):
    """The chain of certificates that a client gets, as DER."""
    out = subprocess.run(["openssl", "s_client", "-connect", "127.0.0.1:%d" % s.gemini_port, "-servername", s.host,
                          "-showcerts"], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                         timeout=60).stdout.decode()
    return [ssl.PEM_cert_to_DER_cert(c) for c in
            re.findall("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", out, re.S)]


def install(s, cert):
    write(os.path.join(s.certs, s.host + ".crt"), to_pem(cert))
    write(os.path.join(s.certs, s.host + ".key"), read(cert.key.path))
    os.chmod(os.path.join(s.certs, s.host + ".key"), 0o600)


@once
def authority():
    root = Cert("Root", end=10 * YEAR)
    return root, Cert("Middle", issuer=root, end=5 * YEAR)


def issued(s, key=None, name=None, **dates):
    root, middle = authority()
    return Cert(name or s.host, key=key, issuer=middle, **dates)


def chain_file(*certs):
    path = os.path.join(scratch(), "fullchain.pem")
    write(path, to_pem(*certs))
    return path


def test_make_show_and_serve():
    s = fresh(NAMES)
    status, out, err = carrel("show", s.capsule)
    same((status, out), (1, ""), "show before there is anything")
    has(err, "`carrel cert make`")
    status, made, err = carrel("make", s.capsule)
    same(status, 0, "make: %s" % err)
    key = os.path.join(s.certs, "example.org.key")
    same(stat.S_IMODE(os.stat(key).st_mode), 0o600, "mode of the key")
    status, out, err = carrel("show", s.capsule)
    same((status, err), (0, ""), "show")
    der = der_of(os.path.join(s.certs, "example.org.crt"))
    has(out, "certificate  sha256:" + hashlib.sha256(der).hexdigest())
    has(out, "public key   sha256:" + hashlib.sha256(openssl("pkey", "-in", key, "-pubout", "-outform", "DER")).hexdigest())
    has(out, "names        example.org, www.example.org, 192.0.2.7, 2001:db8::1, bücher.example\n")
    has(out, "36525 days left")
    has(out, "signed by    itself\n")
    for client in ("Lagrange", "amfora", "telescope"):
        has(out, client)
    before = read(key)
    status, out, err = carrel("make", s.capsule)
    same((status, out), (1, ""), "make once more")
    has(err, "stays as it is")
    same(read(key), before, "the key")
    with s:
        s.start()
        same(served(s), [der], "what is served")


def test_in_the_current_folder_and_elsewhere():
    s = fresh()
    certs = os.path.join(scratch(), "keys")
    same(carrel("make", "--certs", certs, folder=s.capsule)[0], 0, "make")
    same(sorted(os.listdir(certs)), ["example.org.crt", "example.org.key"], "files")
    has(carrel("show", "--certs=" + certs, folder=s.capsule)[1], certs + "/example.org.crt\n")
    check(not os.path.exists(s.certs), "another folder was made, too")


def test_client_certificate_makes_an_owner():
    s = fresh()
    path = os.path.join(scratch(), "olga.pem")
    status, line, err = carrel("make", "--client", "Olga Ölsen", path)
    same(status, 0, "make --client: %s" % err)
    same(line, "owner: sha256:%s\n" % hashlib.sha256(der_of(path)).hexdigest(), "the line for capsule.yaml")
    same(stat.S_IMODE(os.stat(path).st_mode), 0o600, "mode")
    before = read(path)
    same(carrel("make", "--client", "Olga", path)[0], 1, "over another file")
    same(read(path), before, "the file")
    s.settings(line)
    olga = type("Client", (), {"path": path})
    with s:
        s.start()
        has(s.page("/c/", cert=olga), "Name: Olga Ölsen")
        same(s.get("/c/queue", cert=olga).status, 20, "the author's page")
        same(s.get("/c/queue", cert=ann()).status, 61, "somebody else's")


def test_renew_while_the_server_runs():
    s = fresh()
    carrel("make", s.capsule)
    crt = os.path.join(s.certs, "example.org.crt")
    old, key = read(crt), read(s.certs, "example.org.key")
    with s:
        s.start()
        s.settings("host: [example.org, new.example.org]\n")
        status, out, err = carrel("renew", s.capsule)
        same((status, err), (0, ""), "renew")
        kept = re.search(r"kept (\S+\.crt\.\d{4}-\d\d-\d\d)\n", out)
        check(kept, "what was kept is not told: %s" % out)
        same(read(kept.group(1)), old, "the old one")
        same(read(s.certs, "example.org.key"), key, "the key")
        check(read(crt) != old, "the certificate is the same")
        has(carrel("show", s.capsule)[1], "names        example.org, new.example.org\n")
        same(served(s), [ssl.PEM_cert_to_DER_cert(old.decode())], "served until SIGHUP")
        s.reload()
        same(served(s), [der_of(crt)], "served behind it")


def test_renew_needs_a_key_and_no_ca():
    s = fresh()
    os.mkdir(s.certs)
    status, out, err = carrel("renew", s.capsule)
    same((status, out), (1, ""), "without a key")
    has(err, s.certs + "/example.org.key: is not there")
    install(s, issued(s))
    status, out, err = carrel("renew", s.capsule)
    same((status, out), (1, ""), "a CA's")
    has(err, "was signed by a CA")


@rows([("key beside the chain", True), ("key that is there", False)])
def test_import(given):
    s = fresh()
    carrel("make", s.capsule)
    root, middle = authority()
    old_key = read(s.certs, "example.org.key")
    if given:
        leaf = issued(s, end=90 * DAY)
    else:
        key = Key()
        shutil.copy(os.path.join(s.certs, "example.org.key"), key.path)
        key.spki = openssl("pkey", "-in", key.path, "-pubout", "-outform", "DER")
        leaf = issued(s, key=key, end=90 * DAY)
    with s:
        s.start()
        args = [chain_file(leaf, middle, root)] + ([leaf.key.path] if given else [])
        status, out, err = carrel("import", *args, s.capsule)
        same((status, err), (0, ""), "import")
        has(out, "signed by Middle; 1 certificate is sent behind it")
        s.reload()
        same(served(s), [leaf.der, middle.der], "the chain, without its root")
        same(s.get("/").status, 20, "status")
        same(sorted(re.sub(r"\.\d{4}-\d\d-\d\d", ".DATE", n) for n in os.listdir(s.certs)),
             ["example.org.crt", "example.org.crt.DATE", "example.org.key"] +
             (["example.org.key.DATE"] if given else []) + ["secret.key"], "files")
        same(stat.S_IMODE(os.stat(os.path.join(s.certs, "example.org.key")).st_mode), 0o600, "mode of the key")
        if given:
            has(out, "Its key is another than before")
            same(read(s.certs, next(n for n in os.listdir(s.certs) if ".key.2" in n)), old_key, "the old key")
        else:
            same(read(s.certs, "example.org.key"), old_key, "the key")
        has(carrel("show", s.capsule)[1], "signed by    Middle; 1 certificate is sent behind it\n")


def refusals():
    """Files for an import, and what the message says."""
    s = fresh()
    root, middle = authority()
    leaf = issued(s)
    text = os.path.join(scratch(), "text")
    write(text, "no PEM\n")
    big = chain_file(leaf)
    write(big, "#" * 70000)
    locked = os.path.join(scratch(), "locked.key")
    openssl("pkey", "-in", leaf.key.path, "-aes128", "-passout", "pass:secret", "-out", locked)
    over = issued(s, start=-2 * DAY, end=-DAY)
    other = issued(s, name="elsewhere.example")
    return {
        "reversed": ([chain_file(middle, leaf), leaf.key.path], "certificate 1 (Middle) is not signed by certificate 2 (example.org)"),
        "one left out": ([chain_file(leaf, root), leaf.key.path], "certificate 1 (example.org) is not signed by certificate 2 (Root)"),
        "another key": ([chain_file(leaf, middle), ann().key.path], "is not the key of the first certificate (example.org)"),
        "no key": ([chain_file(leaf, middle)], "example.org.key: is not there; name the key's file"),
        "over": ([chain_file(over, middle), over.key.path], "certificate 1 (example.org) ended on "),
        "another's": ([chain_file(other, middle), other.key.path], "names no host of this capsule; expected example.org"),
        "no chain": ([text, leaf.key.path], "is no certificate in PEM"),
        "no key in it": ([chain_file(leaf, middle), text], "is no private key in PEM without a passphrase"),
        "a passphrase": ([chain_file(leaf, middle), locked], "is no private key in PEM without a passphrase"),
        "no file": (["/nonexistent.pem"], "/nonexistent.pem"),
        "too large": ([big, leaf.key.path], "is larger than"),
        "too many": ([chain_file(leaf, *[middle] * 8), leaf.key.path], "more than 8 certificates"),
    }


@rows([(n, n) for n in ("reversed", "one left out", "another key", "no key", "over", "another's", "no chain",
                        "no key in it", "a passphrase", "no file", "too many", "too large")])
def test_import_refuses(name):
    s = fresh()
    args, message = once_refusals()[name]
    status, out, err = carrel("import", *args, s.capsule)
    same((status, out), (1, ""), "exit status and output")
    has(err, message)
    has(err, args[-1] if name not in ("no key", "reversed", "one left out", "over", "another's", "too many", "no chain", "too large")
        else args[0] if name != "no key" else "example.org.key")
    same(os.listdir(s.certs) if os.path.exists(s.certs) else [], [], "files")


once_refusals = once(refusals)


def test_key_of_another_is_refused_at_start_with_both_names():
    s = fresh()
    carrel("make", s.capsule)
    shutil.copy(ann().key.path, os.path.join(s.certs, "example.org.key"))
    done = subprocess.run([CARREL, "serve", "--gemini", "127.0.0.1:0", "--gopher", "off", s.capsule],
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    same(done.returncode, 1, "exit status")
    has(done.stderr, "example.org.crt: does not belong to its key example.org.key")


ENDINGS = [     # days left, word in the log; None: nothing
    ("a year", YEAR, None), ("31 days", 31 * DAY + 60, None), ("a week", 7 * DAY + 3600, "ends in 7 days"),
    ("over", -2 * DAY - 3600, "ended 2 days ago"),
]


@rows(ENDINGS)
def test_end_is_told(end, word):
    s = owned()
    s.stop()
    install(s, Cert("example.org", start=-100 * DAY, end=end))
    with s:
        s.start()
        page = s.page("/c/queue", cert=owner())
        status, out, err = carrel("show", s.capsule)
        same(status, 0 if end > 0 else 1, "exit status of show")
        line = "the certificate of example.org %s" % word
        if word is None:
            lacks(s.log(), "the certificate of example.org")
            lacks(page, "The capsule's certificate")
            same(err, "", "show's warnings")
            return
        has(s.log(), line)
        has(err, word)
        has(page, "The capsule's certificate %s on " % ("ends" if end > 0 else "has ended"))
        lacks(s.page("/c/", cert=ann()), "certificate ends")
        before = s.log().count(line)
        s.reload()
        until(lambda: s.log().count(line) > before, "not told again at a reload")
        carrel("renew", s.capsule)
        s.reload()
        lacks(s.page("/c/queue", cert=owner()), "The capsule's certificate")


def test_a_name_that_is_missing_and_a_key_that_all_can_read():
    s = fresh(NAMES)
    carrel("make", s.capsule)
    s.settings("host: [example.org, more.example]\n")
    os.chmod(os.path.join(s.certs, "example.org.key"), 0o644)
    status, out, err = carrel("show", s.capsule)
    same(status, 0, "exit status")
    has(err, "example.org.crt does not name more.example")
    has(err, "example.org.key can be read by others (mode 644); expected 600")


@rows([("nothing", [], "show, make, renew or import?"), ("no action", ["shwo"], "no action shwo"),
       ("no chain", ["import"], "which chain?"), ("words", ["show", "a", "b"], "too many words: a"),
       ("many words", ["import", "a", "b", "c", "d", "e"], "too many words"),
       ("client elsewhere", ["renew", "--client", "A", "f"], "--client goes with make"),
       ("client without a file", ["make", "--client", "A"], "wants one file"),
       ("no option", ["--nix"], "no option --nix")])
def test_wrong_use(args, message):
    status, out, err = carrel(*args)
    same((status, out), (2, ""), "exit status and output")
    has(err, message)


main(globals())

"""carrel check, the doctor: a capsule with one fault of each kind, and capsules with none."""
import json
import os
import re
import shutil
import subprocess
import time

from certmaker import DAY, Cert, openssl
from harness import CARREL, ROOT, check, has, lacks, main, post, rows, same, scratch, write

OWNER = "owner: sha256:" + "9f" * 32 + "\n"
ID = "20260101T00000%dZ-abcdefg%d"
HEALTHY = "title: A capsule\nhost: example.org\n" + OWNER


def run(*args, **env):
    done = subprocess.run([CARREL, "check"] + list(args), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          stdin=subprocess.DEVNULL, encoding="utf-8", timeout=120, env=dict(os.environ, **env))
    return done.returncode, done.stdout, done.stderr


def found(folder, *args):
    """(kind, file, line, column) of all findings, in the order in which they are told."""
    _, out, err = run("--json", *args, folder)
    same(err, "", "standard error")
    told = [json.loads(line) for line in out.splitlines()]
    return [(t["kind"], t["file"].replace(os.path.dirname(folder) + "/", ""), t.get("line", 0), t.get("column", 0))
            for t in told]


def capsule(files, settings=HEALTHY):
    folder = os.path.join(scratch(), "capsule")
    write(os.path.join(folder, "capsule.yaml"), settings)
    for path, text in files.items():
        write(os.path.join(folder, path), text)
    return folder


def kinds():
    """All that the doctor can find, in the order of the report's groups: from the one table."""
    with open(os.path.join(ROOT, "src/exam/fault.c"), encoding="utf-8") as f:
        return re.findall(r'\[FAULT_\w+\] = \{ "([a-z0-9-]+)"', f.read())


def seconds_from_now(days):
    return time.strftime("%Y-%m-%d", time.gmtime(time.time() + days * DAY))


DATED = dict(date="2026-01-01T10:00:00Z")
NEXT_YEAR = seconds_from_now(400)
BODY = """# Links
=> nowhere.gmi Nowhere
=> /Notes.TXT Other case
=> /posts/LINKS.gmi A post in other case
=> ../../up.gmi Too far up
=> /a%zz.gmi No such byte
=> ok.gmi#no-such-heading A heading
=> ok.gmi#Good-News The same, as it is
=> draft.gmi Not yet
=> over.gmi No more
=> /old.gmi It has moved
=> gemini-only.gmi One side
=> /pictures/a.png
=> gemini://example.org/not/here Own host
=> gopher://example.org/1/not/there Own hole
=> gemini://elsewhere.example/not/here Not ours to judge
=> gemini://example.org/notes.txt Own host, alright
=> /posts Without its slash
=> /search?moon A prompt
=> /c/ Personal
"""
LIST = """## A list
=> /posts/ok.gmi 2026-13-01 No such month
=> /posts/ok.gmi 2026-1-1 Too short
=> /notes.txt 2026-01-02
=> /posts/ok.gmi 2026-01-03 The first
=> /posts/ok.gmi 2026-01-04 Twice
=>/posts/ 2026-01-05 No blank
=> /pages/text.gmi %s To come
```Example
=> /x 2026-01-06 An entry?
```
""" % NEXT_YEAR
TEXT = ("\ufeff# Text\n#### Four\nA\tTAB\nA bell \a rings\nCR LF\r\n```\n%s\n```\n```Open\n" % ("x" * 71)).encode() + b"caf\xe9\n"
FILES = {
    "index.gmi": "# Home\n{{pots 10}}\n",
    "notes.txt": "one\n.\nthree\n",
    ".folder.yaml.gmi": "hidden\n",
    "sub/.folder.yaml": "langg: en\n",
    "pages/list.gmi": LIST,
    "pages/text.gmi": TEXT,
    "pages/text.gmi~": "old\n",
    "map/gophermap": "Hello\n0Not here\tnot-here.txt\n1Ask\t/search?x\nhWeb\thttp://example.net/\n=none\n"
                     "0Notes\t/notes.txt\n0Elsewhere\t9lives\tother.example\t70\n",
    "pictures/a.png": b"\x89PNG",
    "secret.txt": "closed\n",
    "posts/ok.gmi": post("Ok", "## Good news!\n", **DATED),
    "posts/links.gmi": post("Links", BODY, **DATED),
    "posts/draft.gmi": post("Draft", draft="true", **DATED),
    "posts/over.gmi": post("Over", expiry="2026-01-02", **DATED),
    "posts/gemini-only.gmi": post("Gemini only", gopher="false", **DATED),
    "posts/moved.gmi": post("Moved", aliases="[/old.gmi, /notes.txt, /posts/ok.gmi, '/%zz']", **DATED),
    "posts/broken.gmi": "---\ntitle: a: b\n---\n",
    "posts/key.gmi": post("Key", sumary="x", **DATED),
    "posts/same-a.gmi": post("Same", slug="same", **DATED),
    "posts/same-b.gmi": post("Same", slug="same", **DATED),
    "posts/slug.gmi": post("Slug", slug="a/b", **DATED),
    "posts/updated.gmi": post("Updated", updated="2025-12-31", **DATED),
    "posts/2026-01-02-date.gmi": post("Date", **DATED),
    "posts/zone.gmi": post("Zone", date="2026-01-01T10:00"),
    "posts/future.gmi": post("Future", date=NEXT_YEAR),
    "posts/undated.gmi": "# Undated\n",
    "posts/café au lait.gmi": post("Name", **DATED),
    "comments/ok/%s.gmi" % (ID % (1, 1)): "---\nname: Ann\n---\nHello.\n",
    "comments/ok/%s.gmi" % (ID % (2, 2)): "---\nname: Ann\nreply-to: %s\n---\nHello.\n" % (ID % (1, 1)),
    "comments/ok/%s.gmi" % (ID % (3, 3)): "---\nname: Ann\nreply-to: %s\n---\nHello.\n" % (ID % (9, 9)),
    "comments/ok/%s.gmi" % (ID % (4, 4)): "---\nname: a: b\n---\nHello.\n",
    "comments/ok/mine.gmi": "Hello.\n",
    "comments/ok/.%s.gmi.tmp" % (ID % (5, 5)): "---\nna",
    "comments/was/here/%s.gmi" % (ID % (1, 1)): "---\nname: Ann\n---\nHello.\n",
    "held/ok/%s.gmi" % (ID % (6, 6)): "---\nname: Ann\n---\nHello.\n",
    "readers/%s.yaml" % ("9f" * 32): "name: [\n",
    "readers/ann.yaml": "name: Ann\n",
}
HOST = "x" * 60 + "." + "y" * 60 + "." + "z" * 60 + ".example"
# The whole report on FILES: kind, file, line, column.
EXPECTED = [
    ("folder-broken", "sub/.folder.yaml", 1, 1),
    ("post-date", "posts/2026-01-02-date.gmi", 3, 7),
    ("post-broken", "posts/broken.gmi", 2, 9),
    ("post-name", "posts/café au lait.gmi", 0, 0),
    ("post-future", "posts/future.gmi", 3, 7),
    ("post-key", "posts/key.gmi", 3, 1),
    ("post-alias", "posts/moved.gmi", 3, 10),
    ("post-clash", "posts/moved.gmi", 3, 10),
    ("post-alias-taken", "posts/moved.gmi", 3, 10),
    ("post-address", "posts/same-b.gmi", 3, 7),
    ("post-slug", "posts/slug.gmi", 3, 7),
    ("post-undated", "posts/undated.gmi", 0, 0),
    ("post-updated", "posts/updated.gmi", 3, 10),
    ("post-zone", "posts/zone.gmi", 3, 7),
    ("link-dead", "posts/links.gmi", 6, 4),
    ("link-case", "posts/links.gmi", 7, 4),
    ("link-case", "posts/links.gmi", 8, 4),
    ("link-climbs", "posts/links.gmi", 9, 4),
    ("link-written", "posts/links.gmi", 10, 4),
    ("link-anchor", "posts/links.gmi", 11, 4),
    ("link-unseen", "posts/links.gmi", 13, 4),
    ("link-gone", "posts/links.gmi", 14, 4),
    ("link-moved", "posts/links.gmi", 15, 4),
    ("link-side", "posts/links.gmi", 16, 4),
    ("link-label", "posts/links.gmi", 17, 4),
    ("link-dead", "posts/links.gmi", 18, 4),
    ("link-dead", "posts/links.gmi", 19, 4),
    ("feed-date", "pages/list.gmi", 2, 18),
    ("feed-date", "pages/list.gmi", 3, 18),
    ("feed-title", "pages/list.gmi", 4, 15),
    ("feed-heading", "pages/list.gmi", 5, 0),
    ("feed-twice", "pages/list.gmi", 6, 4),
    ("feed-blank", "pages/list.gmi", 7, 3),
    ("feed-future", "pages/list.gmi", 8, 20),
    ("feed-pre", "pages/list.gmi", 10, 1),
    ("map-dead", "map/gophermap", 2, 11),
    ("map-selector", "map/gophermap", 3, 6),
    ("map-html", "map/gophermap", 4, 6),
    ("map-odd", "map/gophermap", 5, 2),
    ("map-selector", "map/gophermap", 7, 12),
    ("text-dot", "notes.txt", 2, 1),
    ("pre-wide", "pages/text.gmi", 7, 71),
    ("home-line", "index.gmi", 2, 3),
    ("text-bom", "pages/text.gmi", 1, 1),
    ("text-level", "pages/text.gmi", 2, 4),
    ("text-tab", "pages/text.gmi", 3, 2),
    ("text-control", "pages/text.gmi", 4, 8),
    ("text-ends", "pages/text.gmi", 5, 0),
    ("pre-alt", "pages/text.gmi", 6, 1),
    ("pre-open", "pages/text.gmi", 9, 1),
    ("text-utf8", "pages/text.gmi", 10, 4),
    ("talk-leftover", "comments/ok/.%s.gmi.tmp" % (ID % (5, 5)), 0, 0),
    ("talk-reply", "comments/ok/%s.gmi" % (ID % (3, 3)), 0, 0),
    ("talk-damaged", "comments/ok/%s.gmi" % (ID % (4, 4)), 2, 8),
    ("talk-name", "comments/ok/mine.gmi", 0, 0),
    ("talk-orphan", "comments/was/here/", 0, 0),
    ("talk-old", "held/ok/%s.gmi" % (ID % (6, 6)), 0, 0),
    ("reader-damaged", "readers/%s.yaml" % ("9f" * 32), 1, 7),
    ("reader-name", "readers/ann.yaml", 0, 0),
    ("file-hidden", ".folder.yaml.gmi", 0, 0),
    ("file-backup", "pages/text.gmi~", 0, 0),
    ("file-out", "passwd.txt", 0, 0),
    ("file-closed", "secret.txt", 0, 0),
]




def sick():
    folder = capsule(FILES)
    os.chmod(os.path.join(folder, "secret.txt"), 0o600)
    os.symlink("/etc/passwd", os.path.join(folder, "passwd.txt"))
    return folder


def test_one_of_each_kind():
    folder = sick()
    same(found(folder), EXPECTED, "findings")
    same(found(folder), EXPECTED, "findings once more: nothing was written, the order is fixed")
    lacks(os.listdir(folder), ".carrel", "the folder")


# Settings and keys: of each of these a capsule has only one.
@rows([(name, name, settings, expected) for name, settings, expected in (
    ("broken", "title: A\ncoments: open\n", [("config-broken", "capsule.yaml", 2, 1)]),
    ("nothing said", "lang: en\n", [("config-host", "capsule.yaml", 0, 0), ("config-owner", "capsule.yaml", 0, 0),
                                    ("config-title", "capsule.yaml", 0, 0)]),
    ("open to all", HEALTHY + "moderate: none\n", [("config-open", "capsule.yaml", 4, 11)]),
    ("open to nobody", HEALTHY + "comments: off\nmoderate: none\n", []),
    ("a program that is not there", HEALTHY + "on-comment: /not/there\n", [("config-program", "capsule.yaml", 4, 13)]),
    ("a program that is none", HEALTHY + "on-comment: /etc/passwd\n", [("config-program", "capsule.yaml", 4, 13)]),
    ("a program", HEALTHY + "on-comment: /bin/sh\n", []),
    ("contact expired", HEALTHY + "security-contact: mailto:a@example.org\nsecurity-expires: 2026-01-01\n",
     [("config-expired", "capsule.yaml", 5, 19)]),
    ("contact expires", HEALTHY + "security-contact: mailto:a@example.org\nsecurity-expires: %s\n" % seconds_from_now(9),
     [("config-expires", "capsule.yaml", 5, 19)]),
    ("contact holds", HEALTHY + "security-contact: mailto:a@example.org\nsecurity-expires: %s\n" % NEXT_YEAR, []),
    ("little room", "title: A\nlang: ja\n%shost: %s\n" % (OWNER, HOST), [("post-room", "posts/ok.gmi", 0, 0)]),
)])
def test_settings(name, settings, expected):
    same(found(capsule({"posts/ok.gmi": post("Ok", **DATED)}, settings)), expected, name)


def keys(folder, crt=None, key=None, secret=None):
    certs = os.path.join(os.path.dirname(folder), "certs")
    for name, content in (("example.org.crt", crt), ("example.org.key", key), ("secret.key", secret)):
        if content is not None:
            write(os.path.join(certs, name), content)
            os.chmod(os.path.join(certs, name), 0o600)
    return certs


def made(names="DNS:example.org"):
    """A certificate and its key, in PEM."""
    key = openssl("genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256")
    path = os.path.join(scratch(), "key")
    write(path, key)
    return openssl("req", "-x509", "-key", path, "-days", "3650", "-subj", "/CN=example.org",
                   "-addext", "subjectAltName=" + names), key


def odd(**days):
    """The same with other dates; it names its host in no way that is looked at."""
    with open(Cert("example.org", **days).path, "rb") as f:
        text = f.read()
    at = text.index(b"-----BEGIN CERT")
    return text[at:], text[:at]


CRT, KEY = "certs/example.org.crt", "certs/example.org.key"


@rows([(name, name, *row) for name, *row in (
    ("a pair", lambda: made(), b"x" * 32, []),
    ("nothing yet", lambda: (None, None), None, []),
    ("no certificate yet", lambda: (None, made()[1]), None, []),
    ("no PEM", lambda: (b"x", b"y"), None, [("cert-broken", CRT), ("cert-broken", KEY)]),
    ("the key is gone", lambda: (made()[0], None), None, [("cert-key-gone", CRT)]),
    ("no pair", lambda: (made()[0], made()[1]), None, [("cert-pair", CRT)]),
    ("another name", lambda: made("DNS:example.net"), None, [("cert-names", CRT)]),
    ("one name of two", lambda: made("DNS:example.net,DNS:example.org"), None, []),
    ("expired", lambda: odd(end=-DAY / 2), None, [("cert-names", CRT), ("cert-expired", CRT)]),
    ("expires", lambda: odd(end=29.5 * DAY), None, [("cert-names", CRT), ("cert-expires", CRT)]),
    ("expires later", lambda: odd(end=30.5 * DAY), None, [("cert-names", CRT)]),
    ("too early", lambda: odd(start=DAY), None, [("cert-names", CRT), ("cert-early", CRT)]),
    ("a short secret", lambda: (None, None), b"x" * 31, [("secret-broken", "certs/secret.key")]),
)])
def test_certificates(name, pair, secret, expected):
    folder = capsule({})
    keys(folder, *pair(), secret=secret)
    same([(kind, file) for kind, file, _, _ in found(folder)], expected, name)


def test_keys_for_all_to_read():
    folder = capsule({})
    certs = keys(folder, *made(), secret=b"x" * 32)
    for name in ("example.org.key", "secret.key"):
        os.chmod(os.path.join(certs, name), 0o640)
    same([(k, f) for k, f, _, _ in found(folder)], [("key-mode", KEY), ("key-mode", "certs/secret.key")], "findings")
    elsewhere = os.path.join(scratch(), "keys")
    shutil.move(certs, elsewhere)
    same(found(folder), [], "without the folder")
    same([k for k, _, _, _ in found(folder, "--certs", elsewhere)], ["key-mode"] * 2, "with --certs")


def test_every_kind_was_found():
    """So that whoever adds a row to the table adds a fault to these tests."""
    told = {e[0] for e in EXPECTED}
    for test in (test_settings, test_certificates):
        told |= {e[0] for row in test.rows for e in row[-1]}
    same(sorted(set(kinds()) - told - {"key-mode"}), [], "kinds that no test finds")


def test_the_demo_is_well():
    folder = os.path.join(scratch(), "capsule")
    shutil.copytree(os.path.join(ROOT, "capsule"), folder)
    # What it says itself is for trying out; and a fingerprint, which no line break may cut.
    same([f[:3] for f in found(folder)],
         [("config-owner", "capsule.yaml", 0), ("config-host", "capsule.yaml", 10), ("config-open", "capsule.yaml", 31),
          ("pre-wide", "manual/folders.gmi", 10)], "findings")
    same(run(folder)[0], 0, "exit status")


def test_what_is_told():
    folder = capsule({"a.gmi": "=> not/here.gmi Nothing\n", "b\x1b[31m.gmi": "#### \x07\n"})
    status, out, err = run(folder)
    same((status, err), (1, ""), "status and errors")
    same(out, """Links
  %s/a.gmi:1:4: warning: nothing is served at not/here.gmi; expected something that is served
    → correct the address, or put the file there
Text
  %s/b\\x1b[31m.gmi:1:4: warning: #### \\x07; expected one to three # for a heading
    → use three at most; the others are shown as part of the heading
  %s/b\\x1b[31m.gmi:1:6: warning: control character 0x07 in one line; expected no control characters
    → take it out; clients drop it or obey it
%s: 0 posts, 2 files, 0 comments (0 waiting): 3 warnings
""" % ((folder,) * 4), "the report")
    told = [json.loads(line) for line in run("--json", folder)[1].splitlines()]
    same(told[0], {"severity": "warning", "group": "Links", "kind": "link-dead", "folder": folder, "file": "a.gmi",
                   "line": 1, "column": 4, "found": "nothing is served at not/here.gmi",
                   "expected": "something that is served", "mend": "correct the address, or put the file there"}, "JSON")
    same(told[1]["file"], "b\x1b[31m.gmi", "a name with an escape")


def test_well():
    folder = capsule({"posts/ok.gmi": post("Ok", **DATED), "posts/later.gmi": post("Later", draft="true", **DATED)})
    same(run(folder), (0, folder + ": 2 posts (1 draft among them), 2 files, 0 comments (0 waiting): nothing to mend\n", ""),
         "report")
    same(run("--quiet", folder), (0, "", ""), "quiet")
    same(run("--json", folder), (0, "", ""), "JSON")


@rows([
    ("hints", {"posts/a.gmi": "# Undated\n"}, 0, 1, ""),
    ("warnings", {"a.gmi": "=> b.gmi\n"}, 1, 1, ""),
    ("errors", {"posts/a.gmi": "---\ntitle: [\n---\n"}, 1, 1, "post-broken"),
])
def test_exit_status(files, status, strict, quiet):
    folder = capsule(files)
    same([run(folder)[0], run("--strict", folder)[0], run("--quiet", folder)[0]], [status, strict, status], "status")
    _, out, _ = run("--quiet", "--json", folder)
    same([json.loads(line)["kind"] for line in out.splitlines()], quiet.split(), "what --quiet leaves")
    check(run("--quiet", folder)[1].count("\n") == 3 * bool(quiet), "a heading and two lines, or nothing")


def test_several_folders():
    a, b = capsule({"a.gmi": "=> b.gmi\n"}), capsule({})
    status, out, err = run(a, b)
    same((status, err), (1, ""), "status and errors")
    has(out, a + ": 0 posts", "report")
    has(out, b + ": 0 posts", "report")
    no, empty = os.path.join(scratch(), "no"), scratch()
    status, out, err = run(no, empty, b)
    same(status, 2, "status when one is no capsule")
    has(out, b + ": 0 posts", "the other one")
    has(err, "carrel check: %s: cannot open the folder: No such file" % no, "errors")
    has(err, "carrel check: %s: is no capsule: there is no capsule.yaml in it; expected" % empty, "errors")
    same(run()[0], 2, "status without a folder")
    same(run("--no-such-option", b)[0], 2, "status with a wrong option")


@rows([
    ("colours", {}, True),
    ("not for NO_COLOR", {"NO_COLOR": "1"}, False),
    ("an empty NO_COLOR says nothing", {"NO_COLOR": ""}, True),
    ("not on a dumb terminal", {"TERM": "dumb"}, False),
])
def test_terminal(env, coloured):
    folder = capsule({"a.gmi": "=> b.gmi\n"})
    env = {"TERM": "xterm", **env}
    clean = {k: v for k, v in os.environ.items() if k != "NO_COLOR"}
    out = subprocess.run(["script", "-qec", "%s check %s" % (CARREL, folder), "/dev/null"], env={**clean, **env},
                         stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, timeout=60).stdout.decode()
    same("\x1b[1;33mwarning\x1b[0m" in out, coloured, "colours in " + repr(out))
    same("\x1b" in out, coloured, "escapes in " + repr(out))
    lacks(run(folder, TERM="xterm")[1], "\x1b", "a pipe")


def test_a_large_capsule():
    """Two thousand posts, each with links to others: all looked at, and at a terminal one sees how far it is."""
    files = {"posts/p%d.gmi" % i: post("P%d" % i, "".join("=> p%d.gmi Next\n" % ((i * 7 + j) % 2000) for j in range(5)),
                                       **DATED) for i in range(2000)}
    folder = capsule(files)
    status, out, err = run(folder)
    same((status, err), (0, ""), "status and errors")
    has(out, "2000 posts, 2000 files", "summary")
    out = subprocess.run(["script", "-qec", "%s check %s" % (CARREL, folder), "/dev/null"], stdin=subprocess.DEVNULL,
                         stdout=subprocess.PIPE, timeout=120).stdout.decode()
    for part in ("\rposts: 100 of 2000", "posts: 1900 of 2000", "files: 2000"):
        has(out.replace("\x1b[K", ""), part, "progress")
    has(out, "\x1b[K" + folder, "the line is cleared before the report")


if __name__ == "__main__":
    main(globals())

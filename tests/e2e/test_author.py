"""carrel init and carrel new: what they make, what they refuse, and what they ask at a terminal."""
import html
import os
import re
import subprocess

from harness import CARREL, Server, check, has, lacks, main, rows, same, scratch, until, write
from test_clients import Terminal, need

PROGRAM = os.path.abspath(CARREL)
DAY = r"\d{4}-\d\d-\d\d"


def run(*args, cwd=None, env=None):
    p = subprocess.run([PROGRAM] + list(args), cwd=cwd or scratch(), stdin=subprocess.DEVNULL,
                       stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60,
                       env={**os.environ, "LANG": "C", "LC_ALL": "C", **(env or {})})
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def made(*args, **more):
    status, out, err = run(*args, **more)
    same(status, 0, "exit status (stderr %s)" % err)
    return out


def files(folder):
    return sorted(os.path.relpath(os.path.join(base, n), folder)
                  for base, _, names in os.walk(folder) for n in names)


def read(*parts):
    with open(os.path.join(*parts), encoding="utf-8") as f:
        return f.read()


class Served(Server):
    """A capsule that init has made, as it stands."""

    def __init__(self, folder, host):
        super().__init__({}, start=False)
        self.folder, self.capsule, self.host = os.path.dirname(folder), folder, host
        self.start()


# --- init ---

def test_init_makes_a_capsule_that_runs():
    home = scratch()
    out = made("init", "--title", "Notes", "--author", "Ann", "--host", "notes.example", "--comments", "open",
               "notes", cwd=home)
    folder = os.path.join(home, "notes")
    post = [n for n in files(folder) if n.startswith("posts/")]
    same([re.sub(DAY, "DATE", n) for n in files(folder)],
         [".gitignore", "about.gmi", "capsule.yaml", "index.gmi", "posts/DATE-first-post.gmi"], "files")
    same(files(os.path.join(home, "certs")), ["notes.example.crt", "notes.example.key", "secret.key"], "keys")
    same(os.stat(os.path.join(home, "certs", "notes.example.key")).st_mode & 0o777, 0o600, "mode of the key")
    has(out, "serve --gemini :1965 --gopher :7070 notes")
    has(out, "gemini://notes.example/")
    certificate = subprocess.run(["openssl", "x509", "-noout", "-fingerprint", "-sha256", "-in",
                                  os.path.join(home, "certs", "notes.example.crt")], stdout=subprocess.PIPE)
    has(out, certificate.stdout.decode().split("=")[1].strip().replace(":", "").lower())
    with Served(folder, "notes.example") as s:
        has(s.page("/"), "# Notes")
        has(s.page("/"), "First post")
        has(s.page("/about.gmi"), "Ann writes here.")
        has(s.page("/" + post[0]), "First post")
        lacks(s.log(), "made a certificate")


def test_what_is_said_next_can_be_typed():
    home = scratch()
    out = made("init", "--yes", "my 'notes'", cwd=home)
    commands = [line.strip() for line in out.splitlines() if line.startswith("  %s " % PROGRAM)]
    same([c[len(PROGRAM) + 1:].split()[0] for c in commands], ["serve", "new", "comments"], "commands")
    for command in commands[1:]:
        p = subprocess.run(["sh", "-c", command], cwd=home, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                           stderr=subprocess.PIPE)
        same(p.returncode, 0, "%s (stderr %s)" % (command, p.stderr))
    check(any(n.endswith("-my-second-post.gmi") for n in files(os.path.join(home, "my 'notes'"))), "no post")


@rows([("quotes", 'The "house": a #1 & more'), ("colon", "a: b"), ("umlauts", "Über — «süß»"), ("yes", "yes"),
       ("a number", "2026"), ("a dash", "- x"), ("apostrophes", "Ann's 'notes'"), ("a mark", "&a *b !c %d @e `f`"),
       ("backslash", "a\\nb\\"), ("braces", "{a: [b]}")])
def test_init_writes_what_it_reads(title):
    home = scratch()
    made("init", "--yes", "--title", title, "--author", title, "n", cwd=home)
    with Served(os.path.join(home, "n"), "localhost") as s:
        has(s.page("/").splitlines(), "# " + title)
        has(html.unescape(s.page("/atom.xml")), "<name>%s</name>" % title)


def test_defaults_are_told():
    home = scratch()
    status, out, err = run("init", "--title", "T", "n", cwd=home)
    same(status, 0, "status")
    has(err, "Comments: open, closed or off: open")
    lacks(err, "Title")
    same(re.findall("^(?:title|comments|moderate): .*", read(home, "n/capsule.yaml"), re.M),
         ["title: T", "comments: open", "moderate: first"], "settings")


@rows([("German", "de_AT.UTF-8", "de"), ("C", "C", "en"), ("POSIX", "POSIX", "en"), ("none", "", "en"),
       ("Filipino", "fil_PH", "fil")])
def test_language_of_the_environment(lang, expected):
    home = scratch()
    made("init", "--yes", "n", cwd=home, env={"LC_ALL": lang})
    has(read(home, "n/capsule.yaml"), "\nlang: %s\n" % expected)


@rows([("a capsule", {"capsule.yaml": "title: Mine\n"}, "a capsule already"),
       ("text", {"mine.txt": "x"}, "mine.txt"),
       ("many", {"f%d" % i: "x" for i in range(7)}, "f0, f1, f2, f3, f4 and 2 more"),
       ("a folder in it", {"posts/old.gmi": "x"}, "posts")])
def test_init_never_overwrites(there, told):
    home = scratch()
    for name, text in there.items():
        write(os.path.join(home, "n", name), text)
    status, out, err = run("init", "--yes", "n", cwd=home)
    same((status, out), (1, ""), "status and stdout")
    has(err, told)
    same(files(home), sorted("n/" + name for name in there), "files afterwards")


def test_init_in_an_empty_folder_of_git():
    home = scratch()
    write(os.path.join(home, "n", ".git", "HEAD"), "ref")
    write(os.path.join(home, "n", ".gitignore"), "mine\n")
    made("init", "--yes", ".", cwd=os.path.join(home, "n"))
    has(files(home), "n/capsule.yaml")
    same(read(home, "n/.gitignore"), "mine\n", ".gitignore")


def test_failed_init_leaves_nothing():
    home = scratch()
    write(os.path.join(home, "certs"), "a file where the folder of keys has to be")
    status, out, err = run("init", "--yes", "n", cwd=home)
    same((status, out), (1, ""), "status and stdout")
    has(err, "certs")
    same((os.listdir(home)), ["certs"], "what is there")


@rows([("no folder", []), ("two folders", ["a", "b"]), ("bad host", ["--host", "no host", "n"]),
       ("bad comments", ["--comments", "perhaps", "n"]), ("line end", ["--title", "a\nb", "n"]),
       ("blank", ["--title", " ", "n"]), ("option behind", ["n", "--yes"]), ("no option", ["--subtitle", "x", "n"]),
       ("no argument", ["--title"]), ("argument of a flag", ["--yes=no", "n"])])
def test_init_wrong_use(args):
    home = scratch()
    status, out, err = run("init", *args, cwd=home)
    same((status, out, os.listdir(home)), (2, "", []), "status, stdout and what was made")
    check(err.startswith("carrel"), err)


class Shell:
    """A shell in a terminal of tmux."""

    def __init__(self, **env):
        need("tmux")
        self.home = scratch()
        self.t = Terminal("env", "PS1='ready> '", "LC_ALL=C.UTF-8",
                          *["%s='%s'" % (k, v) for k, v in env.items()], "sh", width=100)
        self.t.shows("ready>")
        self.line("cd " + self.home)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.t.close()

    def line(self, text):
        self.t.type(text)
        self.t.keys("Enter")


def test_init_asks():
    with Shell() as sh:
        sh.line("clear; %s init n; echo status=$?" % PROGRAM)
        sh.t.shows("Title of the capsule [")
        sh.line("My house")
        sh.t.shows("Your name", "[")
        sh.line("")
        sh.t.shows("Host name", "[")
        sh.line("no host")
        sh.t.shows("\"no host\": ")
        sh.line("example.org")
        sh.t.shows("Comments: open, closed or off [open]")
        sh.line("closed")
        sh.t.shows("status=0")
        settings = read(sh.home, "n/capsule.yaml")
        same(re.findall("^(?:title|host|comments): .*", settings, re.M),
             ["title: My house", "host: example.org", "comments: closed"], "settings")
        check(re.search("^author: .+$", settings, re.M), settings)


@rows([("Ctrl-C", "C-c", 130), ("Ctrl-D", "C-d", 1)])
def test_init_given_up(key, status):
    with Shell() as sh:
        sh.line("clear; %s init --title T n; echo status=$?" % PROGRAM)
        sh.t.shows("Your name", "[")
        sh.line("Ann")
        sh.t.shows("Host name")
        sh.t.keys(key)
        if status == 130:
            sh.t.shows("ready>")
        else:
            sh.t.shows("status=%d" % status)
        same(os.listdir(sh.home), [], "what is there")


# --- new ---

def capsule(settings="title: T\nhost: localhost\n"):
    home = scratch()
    write(os.path.join(home, "n", "capsule.yaml"), settings)
    return os.path.join(home, "n")


@rows([("plain", "The lamp", "the-lamp"), ("German", "Über den Fluß", "ueber-den-fluss"),
       ("Chinese", "東京", "post"), ("quotes", 'She said: "no" #1', "she-said-no-1"), ("path", "../../x", "x"),
       ("a number", "2026", "2026"), ("dashes", "---", "post"), ("backslash", "a\\b", "a-b"),
       ("exclamation", "! [x] {y}", "x-y")])
def test_new_post_is_read_as_written(title, slug):
    folder = capsule("title: T\nhost: example.org\nlang: de\n")
    path = made("new", "--", title, folder).rstrip("\n")
    check(re.match(re.escape(folder) + "/posts/" + DAY + "-" + re.escape(slug) + r"\.gmi\Z", path), path)
    with open(path, "a") as f:
        f.write("Text.\n")
    with Served(folder, "example.org") as s:
        has(s.page("/posts/" + os.path.basename(path)).splitlines(), "# " + title)


def test_new_options():
    folder = capsule()
    path = made("new", "--tags", "a, b: c,,d", "--lang", "pt-BR", "--draft", "--no-edit", "--date",
                "2026-03-04T23:30:00+02:00", "Água", folder).rstrip("\n")
    same(os.path.basename(path), "2026-03-04-agua.gmi", "name")
    same(read(path), "---\ntitle: Água\ndate: 2026-03-04T23:30:00+02:00\nlang: pt-BR\ntags:\n  - a\n"
         "  - \"b: c\"\n  - d\ndraft: true\n---\n\n", "file")


def test_new_never_overwrites():
    folder = capsule()
    names = [os.path.basename(made("new", "--date", "2026-01-02", "Same", folder).rstrip("\n"))
             for _ in range(3)]
    same(names, ["2026-01-02-same.gmi", "2026-01-02-same-2.gmi", "2026-01-02-same-3.gmi"], "names")
    for i in range(4, 100):
        write(os.path.join(folder, "posts", "2026-01-02-same-%d.gmi" % i), "x")
    status, out, err = run("new", "--date", "2026-01-02", "Same", folder)
    same((status, out), (1, ""), "status and stdout of the hundredth")
    has(err, "2026-01-02-same-99.gmi")


@rows([("in it", ".", "posts/"), ("below", "posts/deep", "../../posts/")])
def test_new_finds_the_capsule(below, told):
    folder = capsule()
    os.makedirs(os.path.join(folder, below), exist_ok=True)
    path = made("new", "Here", cwd=os.path.join(folder, below)).rstrip("\n")
    check(path.startswith(told), path)
    check(os.path.isfile(os.path.join(folder, below, path)), "no such file: " + path)


@rows([("no capsule around", ["T"], 1, "capsule"), ("no such folder", ["T", "nowhere"], 1, "nowhere"),
       ("no capsule", ["T", "."], 1, "capsule.yaml"), ("no title", [], 2, "title"), ("empty", [""], 2, "title"),
       ("words", ["My", "first", "post"], 2, "quotes"), ("line end", ["a\nb", "."], 2, "line"),
       ("date", ["--date", "yesterday", "T"], 2, "yesterday"), ("day", ["--date", "2026-02-30", "T"], 2, "2026-02-30"),
       ("language", ["--lang", "english language", "T"], 2, "language"),
       ("behind", ["T", "--draft"], 2, "in front")])
def test_new_refuses(args, status, told):
    home = scratch()
    got, out, err = run("new", *args, cwd=home)
    same((got, out), (status, ""), "status and stdout (stderr %s)" % err)
    has(err, told)
    same(os.listdir(home), [], "what was made")


def test_new_with_broken_settings():
    folder = capsule("titel: T\n")
    status, out, err = run("new", "Still", folder)
    same(status, 0, "status")
    has(err, "capsule.yaml:1:1")
    check(os.path.isfile(out.rstrip("\n")), out)


def test_new_while_the_server_runs():
    folder = capsule("title: T\nhost: example.org\n")
    with Served(folder, "example.org") as s:
        made("new", "Quite new", folder)
        until(lambda: "Quite new" in s.page("/posts/"), "the new post is not to be seen")
        same([n for n in os.listdir(os.path.join(folder, "posts")) if n.endswith(".tmp")], [], "half files")


EDITOR = "#!/bin/sh\nfor word; do echo \"<$word>\"; done >%s/edited\nexit %d\n"


@rows([("VISUAL wins", "VISUAL='%s/ed it'", "<%s/n/posts/"), ("words", "EDITOR='%s/ed --wait  -x'", "<--wait>\n<-x>\n<%s/n/posts/")])
def test_new_opens_the_editor(variable, seen):
    folder = capsule()
    home = os.path.dirname(folder)
    write(os.path.join(home, "ed"), EDITOR % (home, 0))
    os.chmod(os.path.join(home, "ed"), 0o755)
    variable = variable.replace("ed it'", "ed'") % home
    with Shell() as sh:
        sh.line("clear; EDITOR=false %s %s new 'A title' %s; echo status=$?" % (variable, PROGRAM, folder))
        sh.t.shows("status=0")
        has(read(home, "edited"), seen % home)


@rows([("no editor", "EDITOR= VISUAL=", 0, "export EDITOR"), ("an editor that fails", "EDITOR=false", 1, "did not end well"),
       ("one that is not there", "EDITOR=/nowhere/ed", 1, "cannot run the editor"),
       ("not wanted", "EDITOR=false --no-edit", 0, "posts/")])
def test_new_without_an_editor(variable, status, told):
    folder = capsule()
    variable, _, option = variable.partition(" --")
    with Shell() as sh:
        sh.line("clear; unset VISUAL; %s %s new %s T %s; echo status=$?"
                % (variable, PROGRAM, "--" + option if option.startswith("no") else "", folder))
        sh.t.shows("status=%d" % status)
        sh.t.shows(told)
        same(len(os.listdir(os.path.join(folder, "posts"))), 1, "posts")


if __name__ == "__main__":
    main(globals())

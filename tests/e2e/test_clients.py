"""Programs that people really use: openssl, curl, lynx, and sacc, amfora, bombadillo and UMN gopher in a
terminal of tmux, driven by keys. Each gets a home of its own in a temporary folder, so nothing of the user's is touched."""
import atexit
import itertools
import os
import re
import shutil
import subprocess
import time

from harness import WAIT, Failed, Server, Skip, check, has, main, once, post, rows, same, scratch, short, until

SEED = "2026-10-12-whos-in-the-room"     # the post that this project began with: links, tags, one comment
JAPANESE = "letters/2026-09-15-haruko"


@once
def demo():
    return Server(host="localhost")


def need(program):
    if shutil.which(program) is None:
        raise Skip("%s is not installed" % program)


@once
def home():
    folder = scratch()
    environment = dict(os.environ, HOME=folder, TMUX_TMPDIR=folder, TERM="xterm-256color", LANG="C.UTF-8",
                       LC_ALL="C.UTF-8", TMPDIR=folder)
    for name in ("CONFIG", "CACHE", "DATA", "STATE"):
        environment["XDG_%s_HOME" % name] = os.path.join(folder, name.lower())
    for name in ("TMUX", "LYNX_CFG", "http_proxy", "https_proxy", "all_proxy", "gopher_proxy", "ALL_PROXY",
                 "GOPHER_PROXY"):
        environment.pop(name, None)
    return environment


def run(*command, data=None):
    """Output of a command that has to succeed."""
    need(command[0])
    p = subprocess.run(command, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=home(),
                       timeout=WAIT, stdin=None if data is not None else subprocess.DEVNULL)
    same(p.returncode, 0, "exit status of %s (%s)" % (command[0], short(p.stderr)))
    return p.stdout


def body_of(name):
    with open(demo().path("posts", name + ".gmi"), encoding="utf-8") as f:
        return f.read().split("\n---\n", 1)[1]


# --- one-shot programs ---

@rows([("TLS 1.2", "-tls1_2"), ("TLS 1.3", "-tls1_3")])
def test_openssl_s_client(version):
    out = run("openssl", "s_client", "-quiet", version, "-servername", "localhost", "-connect",
              "127.0.0.1:%d" % demo().gemini_port, data=b"gemini://localhost/posts/\r\n")
    same(out, demo().get("/posts/").raw, "output")


@rows([("gopher", "gopher"), ("gophers", "gophers")])
def test_curl(scheme):
    def curl(path):
        return run("curl", "-sS", "-k", "--max-time", "20",
                   "%s://localhost:%d%s" % (scheme, demo().gopher_port, path))

    for path, selector in (("", ""), ("/", ""), ("/1", ""), ("/1/posts/", "/posts/"),
                           ("/0/hours.txt", "/hours.txt"),
                           ("/0/posts/%s.txt" % SEED, "/posts/%s.txt" % SEED),
                           ("/I/pictures/reading-room.png", "/pictures/reading-room.png"),
                           ("/1/nowhere", "/nowhere")):
        same(curl(path), demo().gopher(selector), "output for %s" % (path or "no path"))
    same(curl("/I/pictures/reading-room.png"), open(demo().path("pictures/reading-room.png"), "rb").read(),
         "picture")


def lynx(path, *options):
    text = run("lynx", "-dump", "-width=100", "-display_charset=utf-8", "-assume_charset=utf-8",
               "-assume_unrec_charset=utf-8", *options, "gopher://localhost:%d%s" % (demo().gopher_port, path)).decode("utf-8")
    for trap in ("UNKN", "error.host", "null.host", "\t1"):
        check(trap not in text, "%s in lynx's page: %s" % (trap, short(text, 900)))
    return text


def squeezed(text):
    return re.sub(r"\s+", " ", text)


def test_lynx_home_and_list():
    for path in ("", "/1/posts/"):
        page = squeezed(lynx(path))
        for part in ("The Weigh House Library", "2026-11-07 Three roads to the same room", "計量所の図書館で過ごした一年",
                     "Le bibliobus s'est arrêté chez vous"):
            has(page, part, "lynx's page")


def test_lynx_links():
    links = lynx("/1/posts/", "-listonly")
    has(links, "gopher://localhost:%d/1/posts/%s.gmi" % (demo().gopher_port, SEED), "lynx's links")


@rows([("with links and a comment", SEED), ("in Japanese", JAPANESE)])
def test_nothing_of_a_post_is_missing_in_lynx(name):
    page = squeezed(re.sub(r"^ *\(\w+\) ?|\[\d+\]", "", lynx("/1/posts/%s.gmi" % name), flags=re.M))
    solid = page.replace(" ", "")        # Japanese is broken anywhere, and a break becomes a blank
    checked = 0
    for line in body_of(name).splitlines():
        text = re.sub(r"^(=>\s*\S+|#+|\*|>)\s*", "", line).strip()
        if text and not line.startswith("```"):
            has(solid, re.sub(r"\s", "", text), "lynx's page of %s" % name)
            checked += 1
    check(checked > 10, "only %d lines" % checked)
    # What the server says is in the language of the post.
    for part in ("Filed under", "1 comment", "Leave a comment") if name == SEED else (
            "タグ：", "コメント2件", "コメントを書く"):
        has(page, part, "lynx's page")


def test_lynx_text():
    has(squeezed(lynx("/0/posts/%s.txt" % SEED)), "Filed under", "lynx's text")


# --- full-screen programs ---

class Terminal:
    """A program in a window of tmux, with a server of its own that goes away with it."""

    _numbers = itertools.count()        # a name each: one that is ending must not take the next one's window

    def __init__(self, *command, width=100, height=40):
        self.name = "carrel-e2e-%d" % next(self._numbers)
        need("tmux")
        need(command[0])
        self.tmux("new-session", "-d", "-s", "t", "-x", str(width), "-y", str(height), " ".join(command))
        atexit.register(self.close)

    def tmux(self, *args):
        return subprocess.run(("tmux", "-L", self.name, "-f", "/dev/null") + args, env=home(),
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=WAIT).stdout.decode("utf-8", "replace")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.tmux("kill-server")

    def screen(self):
        return self.tmux("capture-pane", "-p", "-t", "t")

    def keys(self, *names):
        self.tmux("send-keys", "-t", "t", *names)

    def type(self, text):
        self.tmux("send-keys", "-t", "t", "-l", text)

    def shows(self, *parts):
        until(lambda: all(p in self.screen() for p in parts),
              lambda: "no %s on the screen:\n%s" % (parts, self.screen()))
        time.sleep(0.2)                 # a program that has drawn may still not listen to keys


FILES = {"index.gmi": "# A small home\n=> posts/ask.gmi Ask me\n=> notes.txt Some notes\n",
         "notes.txt": "These are notes.\n",
         "posts/ask.gmi": post("A question", "What do you think?\n")}


def test_sacc():
    need("sacc")
    with Server(FILES, "moderate: none\n", host="localhost") as s, \
            Terminal("sacc", "gopher://localhost:%d/" % s.gopher_port) as t:
        t.shows("A small home", "Dir+ Ask me", "Txt+ Some notes")
        t.keys("/")
        t.shows("Search for:")
        t.type("Ask me")
        t.keys("Enter")
        t.keys("l")                     # opens the item that was found
        t.shows("A question", "What do you think?", "No comments yet", "Ind+ Leave a comment")
        t.keys("h")
        t.shows("A small home")


def test_sacc_shows_comments():
    need("sacc")
    files = dict(FILES, **{"comments/ask/20260101T000000Z-aaaa.gmi": "---\nname: Bob\n---\nI think so.\n"})
    with Server(files, host="localhost") as s, Terminal("sacc", "gopher://localhost:%d/1/posts/ask.gmi" % s.gopher_port) as t:
        t.shows("1 comment", "Bob", "> I think so.")


def link_number(t, label):
    found = re.search(r"\[(\d)\] +%s" % re.escape(label), t.screen())
    check(found, "no link “%s” on the screen:\n%s" % (label, t.screen()))
    return found.group(1)


def first_page_of_amfora(t, *parts):
    """It was seen to stay at "Loading…" when its first page came while it was still drawing itself: then reload."""
    for _ in range(3):
        try:
            return until(lambda: all(p in t.screen() for p in parts), t.screen, 8)
        except Failed:
            t.keys("C-r")
    t.shows(*parts)


def test_amfora_leaves_a_comment():
    need("amfora")
    with Server(FILES, "moderate: none\n", host="localhost") as s, \
            Terminal("amfora", "gemini://localhost:%d/" % s.gemini_port) as t:
        first_page_of_amfora(t, "A small home", "[1]", "Ask me")
        t.keys(link_number(t, "Ask me"))
        t.shows("A question", "What do you think?", "No comments yet", "Leave a comment")
        t.keys(link_number(t, "Leave a comment"))
        t.shows("Input", "Write your comment", "Send")
        t.type("It's fine, says amfora: é ü?")
        t.keys("Enter")                 # to the button…
        t.keys("Enter")                 # …and send
        t.shows("Your comment on “A question”", "> It's fine, says amfora: é ü?", "Publish this comment")
        same(s.listing("comments"), [], "files while it is only a preview")
        t.keys(link_number(t, "Publish this comment"))
        t.shows("Follow redirect?")     # amfora asks by default: once, as there is one redirect
        t.keys("Enter")
        t.shows("1 comment", "> It's fine, says amfora: é ü?", "What do you think?")
        same(len(s.listing("comments")), 1, "files")
        with open(s.path(s.listing("comments")[0]), encoding="utf-8") as f:
            has(f.read(), "\n---\nIt's fine, says amfora: é ü?\n", "the comment's file")
        if shutil.which("lynx"):
            page = run("lynx", "-dump", "-display_charset=utf-8", "-assume_charset=utf-8",
                       "gopher://localhost:%d/1/posts/ask.gmi" % s.gopher_port).decode()
            has(page, "> It's fine, says amfora: é ü?", "what a Gopher reader sees")


def test_amfora_shows_errors_and_redirects():
    need("amfora")
    with Server(dict(FILES, **{"dir/index.gmi": "# In the folder\n"}), host="localhost") as s, \
            Terminal("amfora", "gemini://localhost:%d/dir" % s.gemini_port) as t:
        t.shows("In the folder")        # a slash was added: no question asked
        t.keys("Space")
        t.type("gemini://localhost:%d/nowhere" % s.gemini_port)
        t.keys("Enter")
        t.shows("Not found")


def test_bombadillo_leaves_a_comment():
    need("bombadillo")
    with Server(FILES, "moderate: none\n", host="localhost") as s, \
            Terminal("bombadillo", "gemini://localhost:%d/posts/ask.gmi" % s.gemini_port) as t:
        def follow(label):
            found = re.search(r"\[(\d+)\] +%s" % re.escape(label), t.screen())
            check(found, "no link “%s” on the screen:\n%s" % (label, t.screen()))
            t.keys(":")
            t.type(found.group(1))
            t.keys("Enter")

        t.shows("A question", "What do you think?", "No comments yet", "Leave a comment")
        follow("Leave a comment")
        t.shows("Write your comment")
        t.type("It's fine, says bombadillo: é? a+b 100%")
        t.keys("Enter")
        t.shows("Your comment on “A question”", "> It's fine, says bombadillo: é? a+b 100%")
        same(s.listing("comments"), [], "files while it is only a preview")
        follow("Publish this comment")
        t.shows("Follow redirect")      # it asks, once
        t.keys("y")
        t.shows("1 comment", "> It's fine, says bombadillo: é? a+b 100%")
        same(len(s.listing("comments")), 1, "files")


def test_bombadillo_on_gopher():
    need("bombadillo")
    with Server(FILES, host="localhost") as s, \
            Terminal("bombadillo", "gopher://localhost:%d/" % s.gopher_port) as t:
        t.shows("A small home", "MAP", "Ask me", "TXT", "Some notes")


def test_umn_gopher_leaves_a_comment():
    need("gopher")
    with Server(FILES, "moderate: none\n", host="localhost") as s, \
            Terminal("gopher", "localhost", str(s.gopher_port)) as t:
        def find(label):
            t.keys("/")
            t.shows("Search directory titles")
            t.type(label)
            t.keys("Enter")
            t.shows("-->")
            until(lambda: re.search(r"--> +\[\d+\] +%s" % label, t.screen()), t.screen)
            t.keys("Enter")

        t.shows("Press RETURN to continue")
        t.keys("Enter")
        t.shows("Home Gopher server", "-->")    # it asks with Gopher+, and has been told that we do not
        t.keys("Enter")
        t.shows("A small home", "Ask me")
        find("Ask me")
        t.shows("A question", "What do you think?", "No comments yet", "Leave a comment")
        find("Leave a comment")
        t.shows("Words to search for")
        t.type("UMN says: why? a+b 100%")
        t.keys("Enter")
        t.shows("This is how it will look", "> UMN says: why? a+b 100%")
        same(s.listing("comments"), [], "files while it is only a preview")
        find("Publish this comment")
        t.shows("1 comment", "> UMN says: why? a+b 100%", "Answer Anonymous")
        same(len(s.listing("comments")), 1, "files")


if __name__ == "__main__":
    main(globals())

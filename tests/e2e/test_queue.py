"""carrel comments --interactive, in a terminal of tmux, driven by keys; and what ends it."""
import os

from harness import CARREL, check, has, lacks, main, post, rows, same, scratch, until, write
from test_clients import Terminal, need

IDS = ["20260101T00000%dZ-abcdefg%d" % (n, n) for n in range(9)]
ANN = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


class Desk:
    """A capsule with comments that wait, nobody serving it, and the author at a terminal."""

    def __init__(self, *texts, width=80, names=("Ann", "Ben", "Cleo", "Dora")):
        need("tmux")
        self.folder = os.path.join(scratch(), "capsule")
        write(self.path("capsule.yaml"), "title: A capsule\nhost: example.org\nauthor: Olga\n")
        write(self.path("posts/ask.gmi"), post("Ask"))
        for id, text, name in zip(IDS, texts, names):
            write(self.path("held/ask/%s.gmi" % id), "---\nname: %s\nidentity: sha256:%s\nvia: gemini\n---\n%s\n"
                  % (name, ANN, text))
        os.makedirs(self.path("held"), exist_ok=True)
        # A shell around it, in which one sees what state the terminal is left in.
        self.t = Terminal("env", "PS1='ready> '", "sh", width=width)
        self.t.shows("ready>")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.t.close()

    def path(self, name):
        return os.path.join(self.folder, name)

    def begin(self, *parts):
        self.t.type("clear; %s comments --interactive %s" % (os.path.abspath(CARREL), self.folder))
        self.t.keys("Enter")
        self.t.shows(*(parts or ("quit:",)))

    def ends(self, *parts, status=0):
        self.t.shows("\nready>", *parts)
        self.t.type("echo status=$?")
        self.t.keys("Enter")
        self.t.shows("\nstatus=%d" % status)
        self.echoes()

    def echoes(self):
        """The terminal is as it was: what is typed can be seen, and a line is read as one."""
        self.t.type("echo o''k-again")
        self.t.shows("echo o''k-again")
        self.t.keys("Enter")
        self.t.shows("\nok-again")

    def listing(self, box):
        folder = self.path(box + "/ask")
        return sorted(n[:-4] for n in os.listdir(folder) if n.endswith(".gmi")) if os.path.isdir(folder) else []


def test_every_key():
    with Desk("First words", "Second words", "Third words", "Fourth words") as d:
        d.begin("[1 of 4] Ann (", "  First words", "p publish, a answer, r reject, b block and reject, s skip, q quit:")
        d.t.keys("x")                   # no such key: asked again
        until(lambda: d.t.screen().count("q quit:") == 2, d.t.screen)
        d.t.keys("p")
        d.t.shows("published ask/" + IDS[0], "[2 of 4] Ben", "Second words")
        d.t.keys("r")
        d.t.shows("removed ask/" + IDS[1], "[3 of 4] Cleo")
        d.t.keys("s")
        d.t.shows("skipped", "[4 of 4] Dora")
        d.t.keys("b")
        d.ends("blocked Dora", "removed ask/" + IDS[3], "1 published, 2 removed, 1 waiting.")
        same((d.listing("comments"), d.listing("held")), ([IDS[0]], [IDS[2]]), "files")
        with open(d.path("readers/%s.yaml" % ANN)) as f:
            has(f.read(), "blocked: true", "reader's file")


def test_answer():
    with Desk("A question", "Another") as d:
        d.begin("[1 of 2]")
        d.t.keys("a")
        d.t.shows("a line with only a dot ends it")
        d.t.type("Yes, é.")
        d.t.keys("Enter", "Enter")
        d.t.type("And more.")
        d.t.keys("Enter", ".", "Enter")
        d.t.shows("published ask/" + IDS[0], "[2 of 2]")
        d.t.keys("a")
        d.t.shows("ends it")
        d.t.keys("C-d")                 # no answer: asked again
        d.t.shows("Not answered.")
        d.t.keys("q")
        d.ends("1 published, 0 removed, 1 waiting.")
        answer = [n for n in d.listing("comments") if n not in IDS]
        same(len(answer), 1, "answers")
        with open(d.path("comments/ask/%s.gmi" % answer[0]), encoding="utf-8") as f:
            text = f.read()
        for part in ("name: Olga\n", "reply-to: %s\n" % IDS[0], "via: author\n", "\n---\nYes, é.\n\nAnd more.\n"):
            has(text, part, "the answer's file")


def test_nothing_waits():
    with Desk() as d:
        d.begin("\nready>")
        d.ends("No comments wait.")


def test_another_hand():
    with Desk("One", "Two", "Three", "Four") as d:
        d.begin("[1 of 4]")
        os.remove(d.path("held/ask/%s.gmi" % IDS[0]))
        d.t.keys("p")                   # it went while it was shown
        d.t.shows("ask/%s was removed meanwhile." % IDS[0], "[2 of 4]")
        os.makedirs(d.path("comments/ask"))
        for n in (1, 2):                # this one while it was shown, the next before that
            os.rename(d.path("held/ask/%s.gmi" % IDS[n]), d.path("comments/ask/%s.gmi" % IDS[n]))
        d.t.keys("r")
        d.t.shows("ask/%s was published meanwhile." % IDS[1], "ask/%s was published meanwhile." % IDS[2], "[4 of 4]")
        write(d.path("held/ask/%s.gmi" % IDS[3]), "Something else\n")
        d.t.keys("p")                   # not what was read
        d.t.shows("It was changed meanwhile", "Something else")
        same(d.listing("held"), [IDS[3]], "held")
        d.t.keys("b")                   # without a certificate: the network, which the server knows
        d.ends("for a day", "0 published, 1 removed, 0 waiting.")
        same(d.listing("comments"), IDS[1:3], "published")


@rows([("Ctrl-C at a key", lambda d: d.t.keys("C-c"), 130), ("Ctrl-D at a key", lambda d: d.t.keys("C-d"), 0),
       ("Ctrl-C in an answer", lambda d: (d.t.keys("a"), d.t.shows("ends it"), d.t.type("Half"), d.t.keys("C-c")), 130),
       ("Ctrl-\\ at a key", lambda d: d.t.keys("C-\\"), 131), ("q", lambda d: d.t.keys("q"), 0)])
def test_the_terminal_is_left_as_it_was(press, status):
    with Desk("One", "Two") as d:
        d.begin("[1 of 2]")
        d.t.keys("p")
        d.t.shows("[2 of 2]")
        press(d)
        d.ends(status=status)
        same((d.listing("comments"), d.listing("held")), ([IDS[0]], [IDS[1]]), "files")


def test_ctrl_z_does_nothing():
    with Desk("One") as d:
        d.begin()
        d.t.keys("C-z")
        until(lambda: d.t.screen().count("q quit:") == 2, d.t.screen)
        d.t.keys("q")
        d.ends()


def test_a_narrow_terminal():
    with Desk("Here are some words that do not fit into one line of thirty columns.\n\n図書館で過ごした一年のことを書きます。",
              width=30) as d:
        d.begin("quit:")
        screen = d.t.screen()
        for part in ("  Here are some words that do\n  not fit into one line of\n  thirty columns.\n\n",
                     "p publish, a answer,\nr reject, b block and reject,\ns skip, q quit:", "図書館で"):
            has(screen, part, "screen")
        d.t.keys("q")
        d.ends()


def test_a_hostile_comment():
    with Desk("Red \x1b[31mand\x07 title \x1b]0;evil\x07") as d:
        d.begin("quit:")
        has(d.t.screen(), "Red", "screen")
        lacks(d.t.screen(), "\x1b", "screen")
        check("evil" not in d.t.tmux("display-message", "-p", "#{pane_title}"), "the window's title was changed")
        d.t.keys("q")
        d.ends()


if __name__ == "__main__":
    main(globals())

"""Search with the real binary: what is written is found, what is taken down is not, whatever becomes of the index."""
import os
import re
import shutil
import signal
from urllib.parse import quote

from generate import LANGUAGES, generate
from harness import WAIT, Server, check, has, lacks, link_to, main, once, post, rows, same, short, slow, until

COMMENT = "---\nname: Bob\nvia: author\n---\n%s\n"
PLACE = "comments/moon/20260101T000000Z-%s.gmi"
FILES = {
    "posts/moon.gmi": post("The Moon", "Pale letters.\n", tags="[Night Sky]", date="2026-01-01"),
    "posts/jp.gmi": post("計量所の図書館", "灯が見えます。\n", date="2026-01-02"),
    PLACE % "aaaa": COMMENT % "It is made of green cheese.",
}


def make(**options):
    return Server(dict(FILES), "comments: open\nmoderate: none\n", **options)


@once
def shared():
    return make()


def search(s, words):
    return s.page("/search?" + quote(words, safe=""))


def found(s, words):
    """The addresses of the results."""
    page = search(s, words)
    return re.findall(r"^=> (\S+) .*\n>", page, re.M)


def finds(s, words, n=1, seconds=WAIT):
    """Wait until both workers find so many."""
    until(lambda: all(len(found(s, words)) == n and "renewed" not in search(s, words) for _ in range(4)),
          lambda: "%s: %s" % (words, short(search(s, words), 600)), seconds)


# --- both protocols ---

def test_on_gemini():
    s = shared()
    same(s.get("/search").status, 10, "status")
    finds(s, "pale")
    page = search(s, "pale")
    has(page, "=> /posts/moon.gmi The Moon, 1 January 2026\n> «Pale» letters.\n")
    same(s.get(link_to(page, "Search again")).status, 10, "status of the way to another search")
    has(s.page("/search?"), "## How to search")


def test_on_gopher():
    s = shared()
    finds(s, "pale")
    way = [i for i in s.menu("/posts/") if i.label == "Search"]
    same([(i.type, i.selector) for i in way], [("7", "/search")], "item")
    items = s.menu("/search\tgreen cheese")
    hit = [i for i in items if i.type == "1" and "Bob on “The Moon”" in i.label]
    same(len(hit), 1, "results in %s" % items)
    check(any("«green» «cheese»" in i.label for i in items), "no line of context in %s" % items)
    check(any("It is made of green cheese." in i.label for i in s.menu(hit[0].selector)), "the result leads elsewhere")


@rows([("two characters", "図書", 1), ("one", "灯", 1), ("a phrase", '"Pale letters"', 1), ("a beginning", "lett*", 1),
       ("without", "moon -pale", 0), ("a tag", "night", 1), ("a name", "bob", 1), ("case", "PALE", 1)])
def test_found(words, n):
    finds(shared(), words, n)


@rows([("a quote", '"'), ("stars", "***"), ("operators", "AND OR NOT NEAR("), ("SQL", "'; DROP TABLE words; --"),
       ("a thousand bytes", "a " * 490), ("columns", "title:moon {a b}: ^x"), ("line ends", "moon\r\n20 text/gemini\r\n")])
def test_no_question_is_wrong(words):
    s = shared()
    same(s.get("/search?" + quote(words, safe="")[:990].rsplit("%", 1)[0]).status, 20, "status on Gemini")
    raw = s.gopher("/search\t" + words.replace("\r\n", " ")[:900])
    check(raw.endswith(b"\r\n.\r\n") and b"Search" in raw, "menu: %s" % short(raw))


# --- files change ---

def test_changes_are_found():
    with make() as s:
        finds(s, "cheese")
        s.save("posts/new.gmi", post("New", "A luminous thing.\n"))
        finds(s, "luminous")
        s.save(PLACE % "aaaa", COMMENT % "It is made of marzipan.")          # in place
        finds(s, "marzipan")
        finds(s, "cheese", 0)
        s.save(PLACE % "tmp", "x")
        with open(s.path(PLACE % ".new"), "w") as f:
            f.write(COMMENT % "Nougat, rather.")
        os.rename(s.path(PLACE % ".new"), s.path(PLACE % "aaaa"))            # moved into place
        finds(s, "nougat")
        os.unlink(s.path(PLACE % "aaaa"))
        same(found(s, "nougat"), [], "a comment that was removed, at once")
        shutil.move(s.path("posts/moon.gmi"), s.path("posts/luna.gmi"))
        until(lambda: found(s, "pale") == ["/posts/luna.gmi"], lambda: "renamed: %s" % found(s, "pale"))
        s.save("comments/new/20260101T000000Z-bbbb.gmi", COMMENT % "First here.")
        finds(s, "first")


def test_a_comment_that_was_just_published():
    with make() as s:
        ask = link_to(s.page("/posts/moon.gmi"), "Leave a comment")
        preview = s.page(ask + "?" + quote("Nothing but parmesan", safe=""))
        same(s.get(link_to(preview, "Publish this comment")).status, 30, "publishing")
        finds(s, "parmesan")
        address = found(s, "parmesan")[0]
        has(s.page(address), "> Nothing but parmesan\n")


def test_changes_while_nobody_looked():
    s = make()
    finds(s, "cheese")
    s.stop()
    s.save(PLACE % "bbbb", COMMENT % "Gorgonzola")
    os.unlink(s.path(PLACE % "aaaa"))
    s.save("posts/jp.gmi", post("No longer", "Roquefort.\n"))
    s.start()
    with s:
        finds(s, "gorgonzola")
        finds(s, "roquefort")
        finds(s, "図書", 0)
        finds(s, "cheese", 0)


@slow
def test_by_polling():
    with Server(dict(FILES), "watch: poll\n") as s:
        finds(s, "cheese", seconds=WAIT)
        s.save(PLACE % "aaaa", COMMENT % "It is made of marzipan.")
        finds(s, "marzipan", seconds=WAIT)


# --- whatever becomes of the index ---

def delete_folder(s):
    shutil.rmtree(s.path(".carrel"))


def delete_file(s):
    os.unlink(s.path(".carrel/search.db"))


def scribble(s):
    with open(s.path(".carrel/search.db"), "r+b") as f:
        f.write(b"scribbled over" * 100)


def scribble_inside(s):
    size = os.path.getsize(s.path(".carrel/search.db"))
    with open(s.path(".carrel/search.db"), "r+b") as f:
        for at in range(4096, size, 1000):
            f.seek(at)
            f.write(b"XXXX")


def cut_short(s):
    os.truncate(s.path(".carrel/search.db"), 5000)


def emptied(s):
    os.truncate(s.path(".carrel/search.db"), 0)


HURTS = [(f.__name__.replace("_", " "), f) for f in
         (delete_folder, delete_file, scribble, scribble_inside, cut_short, emptied)]


@slow
@rows(HURTS)
def test_hurt_while_it_runs(hurt):
    with make() as s:
        finds(s, "cheese")
        hurt(s)
        s.get("/search?cheese")                 # whatever it says: the server lives
        same(s.get("/posts/moon.gmi").status, 20, "a post meanwhile")
        s.save(PLACE % "cccc", COMMENT % "Gorgonzola")
        finds(s, "gorgonzola", seconds=WAIT)
        finds(s, "cheese")
        lacks(s.log(), "was killed by signal", "log")


@rows(HURTS)
def test_hurt_while_it_does_not(hurt):
    s = make()
    finds(s, "cheese")
    s.stop()
    hurt(s)
    s.start()
    with s:
        finds(s, "cheese")


def test_the_store_is_killed():
    with make() as s:
        finds(s, "cheese")
        for pid in s.children("carrel-store"):
            os.kill(pid, signal.SIGKILL)
        s.save(PLACE % "cccc", COMMENT % "Gorgonzola")
        finds(s, "gorgonzola")
        finds(s, "cheese")


@slow
def test_a_disk_that_will_not():
    """A file where the folder should be; root may write everywhere, so permissions would not do."""
    s = Server(dict(FILES), "comments: open\nmoderate: none\n", start=False)
    s.save(".carrel", "in the way")
    s.start()
    with s:
        has(search(s, "cheese"), "The index for searching is being renewed.")
        preview = s.page(link_to(s.page("/posts/moon.gmi"), "Leave a comment") + "?parmesan")
        same(s.get(link_to(preview, "Publish this comment")).status, 30, "publishing")
        until(lambda: "search does without what is new" in s.log(), "the log says nothing of the index: %s" % s.log())
        same(s.log().count("search does without what is new"), 1, "lines in the log")


def test_workers_write_nothing():
    """What a worker has open of the index while it answers is gone afterwards, and nothing is left beside it."""
    s = shared()
    finds(s, "pale")
    before = sorted(os.listdir(s.path(".carrel")))
    for _ in range(20):
        search(s, "pale moon le*")
    same(sorted(os.listdir(s.path(".carrel"))), before, "files in .carrel")


# --- a larger capsule ---

def test_many_pages():
    with make(start=False) as s:
        generate(s.capsule, 120, 900)
        s.settings("title: Generated\n")
        s.start()
        # Each language's most frequent stem, in a phrase of one: some hundreds of places.
        for lang in sorted(LANGUAGES):
            word = LANGUAGES[lang][1][0]
            until(lambda: "renewed" not in search(s, word), "the index is not done")
            page, seen, n = search(s, word), [], int(re.search(r"(\d+) found", search(s, word)).group(1))
            check(n > 10, "%d results for %s" % (n, word))
            while True:
                here = re.findall(r"^=> (\S+) .*\n>", page, re.M)
                check(0 < len(here) <= 10, "results on a page: %s" % short(page, 800))
                seen += here
                check("«" in page, "no hit is marked: %s" % short(page, 800))
                if "Next page" not in page:
                    break
                page = s.page(link_to(page, "Next page"))
            same(len(seen), n, "results for %s on all pages" % word)
            same(len(set(seen)), n, "different ones among them")
            same(s.get(seen[-1]).status, 20, "status of the last, %s" % seen[-1])


if __name__ == "__main__":
    main(globals())

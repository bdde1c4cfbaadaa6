"""Shaped by the author: the language of a post's page, words and layouts that change by themselves."""
import os
import re
import subprocess

from harness import CARREL, SOON, Server, check, has, lacks, main, once, post, rows, same, short, until

GERMAN = "---\ntitle: Ein Paket\ndate: 2026-11-07\nlang: de\ntags: [Briefe]\n---\nInhalt.\n"
COMMENT = "---\nname: Jochen\nvia: gemini\n---\nDanke.\n"


@once
def server():
    return Server({"posts/paket.gmi": GERMAN, "posts/parcel.gmi": post("A parcel", "Text.\n", date="2026-11-01"),
                   "posts/colis.gmi": "---\ntitle: Un colis\ndate: 2026-11-01\nlang: fr\n---\nTexte.\n",
                   "comments/paket/20261108T100000Z-aaaaaaaa.gmi": COMMENT}, "moderate: none\n")


def gopher_text(s, selector):
    return s.gopher(selector).decode()


# --- a post speaks its language, in both protocols ---

@rows([("Gemini", lambda path: server().page(path)), ("Gopher", lambda path: gopher_text(server(), path)),
       ("plain text", lambda path: gopher_text(server(), path.replace(".gmi", ".txt")))])
def test_a_german_post_shows_german_words(read):
    page = read("/posts/paket.gmi")
    for part in ("7. November 2026", "Abgelegt unter:", "1 Kommentar", "Jochen, 8. November 2026", "Jochen antworten",
                 "Kommentar schreiben", "Diese Diskussion verfolgen", "Alle Beiträge", "Vorheriger Beitrag: "):
        has(re.sub(r"\s+", " ", page), part)
    for part in ("Filed under", "1 comment", "Answer", "All posts", "2026-11-0"):
        lacks(page, part)
    english = read("/posts/parcel.gmi")
    has(english, "1 November 2026")
    has(english, "No comments yet")
    french = read("/posts/colis.gmi")
    has(french, "1er novembre 2026")


def test_the_list_has_dates_for_feed_readers_in_any_language():
    page = server().page("/posts/")
    for line in ("=> /posts/paket.gmi 2026-11-07 Ein Paket", "=> /posts/colis.gmi 2026-11-01 Un colis", "=> / Home"):
        has(page, line)


def test_the_way_to_a_comment_is_in_the_language_of_the_post():
    page = server().page("/posts/paket.gmi")
    prompt = re.search(r"^=> (/c/\S+/leave-a-comment) ", page, re.M).group(1)
    reply = server().get(prompt)
    same((reply.status, reply.meta), (10, "Schreiben Sie Ihren Kommentar"), "the prompt")
    preview = server().get(prompt + "?Sch%C3%B6n")
    has(preview.meta, "lang=de")
    for part in ("# Ihr Kommentar zu „Ein Paket“", "Noch ist er nicht veröffentlicht.", "Diesen Kommentar veröffentlichen"):
        has(preview.text, part)
    item = next(i for i in server().menu("/posts/paket.gmi") if i.type == "7")
    has(item.label, "Kommentar schreiben")


# --- what the author changes is seen at once ---

def shows(s, path, part, gone):
    def look():
        page = s.page(path)
        return part in page and gone not in page
    until(lambda: all(look() for _ in range(8)), lambda: "%s lacks %s: %s" % (path, part, short(s.page(path), 900)), SOON)


def test_a_changed_word_goes_live():
    with Server({"posts/a.gmi": post("A"), "posts/b.gmi": GERMAN}, "") as s:
        has(s.page("/posts/"), "Home")
        s.save("layout/words.yaml", 'home: The front door\ncomments: "one voice | {n} voices"\n')
        shows(s, "/posts/", "=> / The front door", "Home")
        has(gopher_text(s, "/posts/"), "The front door")
        has(s.page("/posts/b.gmi"), "Alle Beiträge")
        s.save("layout/words.de.yaml", "all-posts: Alles\n")
        shows(s, "/posts/b.gmi", "=> /posts/ Alles", "Alle Beiträge")
        s.save("layout/words.yaml", "home: The back door\n")
        shows(s, "/posts/", "=> / The back door", "front")
        os.unlink(s.path("layout/words.yaml"))
        shows(s, "/posts/", "=> / Home", "door")
        same(s.get("/layout/words.de.yaml").status, 51, "the file itself")


def test_a_mistake_in_a_word_is_named_and_only_that_word_is_as_it_was():
    with Server({"posts/a.gmi": post("A")}, "") as s:
        s.save("layout/words.yaml", "home: Door\nal-tags: x\nbefore: Earlier\nnext: \"{title} next\"\n")
        shows(s, "/posts/", "=> / Door", "Home")
        log = "\n".join(line for line in s.log().splitlines() if "layout/" in line)
        has(log, "layout/words.yaml:2:1: unknown key 'al-tags'; did you mean 'all-tags' (a text)?")
        has(log, "layout/words.yaml:3:9: before lacks {title} (in English: Before: {title})")
        same(len(log.splitlines()), 2, "lines about it:\n" + log)


def test_a_layout_goes_live_and_a_broken_one_falls_back():
    with Server({"posts/a.gmi": post("A", "Body.\n", date="2026-01-04")}, "") as s:
        built_in = s.page("/posts/a.gmi")
        has(built_in, "# A\n4 January 2026\n")
        s.save("layout/post.gmi", "~ {{title}} ~ {{iso-date}}\n\n{{body}}\n")
        shows(s, "/posts/a.gmi", "~ A ~ 2026-01-04\n\nBody.\n", "All posts")
        s.save("layout/gopher/post.gmi", "on Gopher: {{title}}\n{{body}}\n")
        until(lambda: "on Gopher: A" in gopher_text(s, "/posts/a.gmi"), "the layout for Gopher", SOON)
        has(s.page("/posts/a.gmi"), "~ A ~")
        s.save("layout/post.gmi", "~ {{title}} ~\n\n{{boddy}}\n")
        shows(s, "/posts/a.gmi", built_in, "~")
        has(s.log(), "layout/post.gmi:3:3: {{boddy}} means nothing in this layout; expected one of {{capsule}} ")
        s.save("layout/post.gmi", "~ {{title}} ~\n")
        until(lambda: "layout/post.gmi:1:1: {{body}} is missing; expected it alone on a line" in s.log(), "no line in the log", SOON)
        same(s.page("/posts/a.gmi"), built_in, "the page")
        os.unlink(s.path("layout/post.gmi"))
        s.save("layout/header.gmi", "=> / {{capsule}}\n")
        shows(s, "/posts/a.gmi", "=> / A capsule under test\n\n# A\n", "~")
        shows(s, "/", "=> / A capsule under test\n\n# A capsule under test\n", "~")


def test_layouts_that_were_there_before_the_start():
    with Server({"posts/a.gmi": post("A"), "layout/footer.gmi": "fin\n", "layout/words.nl.yaml": "all-posts: Alles\n",
                 "posts/n.gmi": "---\ntitle: N\nlang: nl-BE\n---\n"}, "") as s:
        check(s.page("/posts/").endswith("\n\nfin\n"), "no footer: %s" % short(s.page("/posts/")))
        has(s.page("/posts/n.gmi"), "=> /posts/ Alles")
        same(s.page("/posts/"), s.page("/posts/"), "two fetches")


# --- the commands ---

def run(*args):
    return subprocess.run([CARREL] + list(args), stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def test_the_template_of_words_is_a_file_that_can_be_used():
    for lang in ("en", "de", "fr", "es", "ja", "nl", "pl", "ko"):
        out = run("words", lang)
        same((out.returncode, out.stderr), (0, b""), "carrel words " + lang)
        with Server({"posts/a.gmi": post("A"), "layout/words.yaml": out.stdout.decode()}, "lang: %s\n" % lang) as s:
            s.page("/posts/a.gmi")
            lacks(s.log(), "layout/", "the log, for " + lang)
    has(run("words").stdout.decode(), "\nall-posts: All posts\n")
    has(run("words", "de-AT").stdout.decode(), "\nall-posts: Alle Beiträge\n")


def test_the_built_in_layout_is_a_file_that_can_be_used():
    files = {"posts/a.gmi": post("A", "Body.\n", date="2026-01-04", tags="[x, y]"), "posts/b.gmi": "# B\n\nText.\n"}
    paths = ("/posts/a.gmi", "/posts/b.gmi", "/posts/", "/tags/x")
    with Server(files, "license: CC0\n") as s:
        plain = [s.page(p) for p in paths]
    for name in ("post", "list", "tag", "comments"):
        out = run("layout", name)
        same((out.returncode, out.stderr), (0, b""), "carrel layout " + name)
        files["layout/%s.gmi" % name] = out.stdout.decode()
    with Server(files, "license: CC0\n") as s:
        os.utime(s.path("posts/b.gmi"), (0, 0))
        for path, page in list(zip(paths, plain))[:1] + list(zip(paths, plain))[3:]:
            same(s.page(path), page, path)
        lacks(s.log(), "layout/", "the log")


def test_wrong_use_of_the_commands():
    for args in (("words", "english!"), ("words", "de", "fr"), ("words", "--json"), ("layout", "pots"), ("layout", "post", "x")):
        out = run(*args)
        same((out.returncode, out.stdout), (2, b""), "carrel " + " ".join(args))
        check(out.stderr.startswith(b"carrel"), "what it says: %s" % short(out.stderr))
    out = run("layout")
    same(out.returncode, 0, "carrel layout")
    has(out.stdout.decode(), "post.gmi\n  capsule ")
    for name in ("words", "layout"):
        has(run(name, "--help").stdout.decode(), "Usage: carrel %s [" % name)


if __name__ == "__main__":
    main(globals())

"""A threaded conversation in both protocols, and its moderation by files, by commands, from a client."""
import json
import os
import re
import random
import subprocess

from certmaker import ann
from harness import CARREL, check, has, lacks, link_to, main, once, rows, same, slow, until
from test_comments import publish, publish_link
from talk import (ID, PAGE, all_files, answer, answer_on_gopher, ben, carrel, file_of, gone, id_of, make,
                  owned, owner, parsed, place_of, prompt, reader_file, say, say_on_gopher, short_id, shown)

# --- a conversation ---

# Who answers what: (words, what is answered, how)
TALK = [
    ("Ann opens", None, "ann"), ("Nobody opens another", None, "anonymous"),
    ("Ben to Ann", "Ann opens", "ben"), ("Gopher to Ben", "Ben to Ann", "gopher"),
    ("Ann to Gopher", "Gopher to Ben", "ann"), ("Ben to Nobody", "Nobody opens another", "ben"),
    ("Nobody to Ann again", "Ann to Gopher", "anonymous"), ("Gopher deep down", "Nobody to Ann again", "gopher"),
    ("Ben deeper", "Gopher deep down", "ben"), ("Gopher to Ann", "Ann opens", "gopher"),
]


@once
def conversation():
    s = make()
    for words, to, who in TALK:
        if who == "gopher":
            if to:
                answer_on_gopher(s, to, words, "Gerd")
            else:
                say_on_gopher(s, prompt(s), words, "Gerd")
            continue
        options = {"ann": dict(cert=ann()), "ben": dict(cert=ben()), "anonymous": {}}[who]
        if to:
            answer(s, to, words, **options)
        else:
            say(s, prompt(s), words, **options)
    return s


def expected_order(s, folder="comments/ask"):
    """Depth first, each list of answers oldest first: (words, depth, words of what it answers)."""
    answers, words, out = {}, {}, []
    for name in sorted(n for n in s.listing(folder) if n.endswith(".gmi")):
        fields, text = parsed(s, name)
        id = re.search(ID, name).group()
        words[id] = text.split("\n")[0]
        answers.setdefault(fields.get("reply-to"), []).append(id)

    def add(id, depth, parent):
        out.append((words[id], depth, words.get(parent)))
        for child in answers.get(id, []):
            add(child, depth + 1, id)
    for root in answers.get(None, []):
        add(root, 0, None)
    return out


def test_files_say_what_is_answered():
    s = conversation()
    for words, to, who in TALK:
        fields, _ = parsed(s, file_of(s, words))
        same(fields.get("reply-to"), to and id_of(s, to), "reply-to of %s" % words)
        same(fields["via"], "gopher" if who == "gopher" else "gemini", "via of %s" % words)
        same(fields.get("name", ""), {"ann": "Ann", "ben": "Ben", "gopher": "Gerd", "anonymous": ""}[who],
             "name of %s" % words)


def test_order_on_gemini():
    s = conversation()
    page = s.page(PAGE)
    has(page, "\n## %d comments\n" % len(TALK))
    got = re.findall(r"^### (↳*) ?([^,\n]*), \d+ [A-Z][a-z]+ \d{4}(?:, in reply to ([^\n]*))?\n> ([^\n]*)", page, re.M)
    names = {"ann": "Ann", "ben": "Ben", "gopher": "Gerd", "anonymous": "Anonymous"}
    who = {words: names[w] for words, _, w in TALK}
    same([(text, len(arrows), to) for arrows, _, to, text in got],
         [(text, min(depth, 4), who.get(to, "")) for text, depth, to in expected_order(s)], "order")
    for _, name, _, text in got:
        same(name.split(" (")[0], who[text], "name over %s" % text)


@rows([("menu", PAGE), ("text", "/posts/ask.txt")])
def test_order_on_gopher(selector):
    s = conversation()
    got = re.findall(r"^i?> ([^\t\r\n]*)", s.gopher(selector).decode(), re.M)
    same(got, [text for text, _, _ in expected_order(s)], "order")


def test_each_comment_has_a_page_of_its_own():
    s = conversation()
    page = s.page(PAGE)
    for words, to, who in TALK:
        here = place_of(s, words)
        has(page, "=> %s Answer " % here, "post")
        alone = s.page(here)
        has(alone, "\n> %s\n" % words)
        same(len(re.findall("^> ", alone, re.M)), 1, "quotes on %s" % here)
        if to:
            same(link_to(alone, "What it answers"), place_of(s, to), "link to what is answered")
        link_to(alone, "Back to “Ask”")
        check(words in str(s.menu(here)), "the page on Gopher lacks %s" % words)


def test_a_restart_changes_nothing():
    s = conversation()
    before = s.page(PAGE)
    s.restart()
    same(s.page(PAGE), before, "page")


@rows([("to what is gone", "20260101T000000Z-zzzz"), ("to itself", "20260301T000000Z-self"),
       ("in a circle", "20260302T000000Z-ring")])
def test_reply_by_hand(to):
    head = "---\nname: Hand\nreply-to: %s\n---\n"
    files = {"comments/ask/20260301T000000Z-self.gmi": head % to + "First\n",
             "comments/ask/20260302T000000Z-ring.gmi": head % "20260301T000000Z-self" + "Second\n"}
    with make(**files) as s:
        page = s.page(PAGE)
        same(sorted(re.findall("^> (.*)", page, re.M)), ["First", "Second"], "comments")


# --- pages of 50 ---

@once
def long_talk():
    chance, ids, files = random.Random(130), [], {}
    for n in range(130):
        ids.append("20260101T%02d%02d00Z-%04d" % (n // 60, n % 60, n))
        to = "reply-to: %s\n" % chance.choice(ids[:-1]) if n and chance.random() < 0.6 else ""
        files["comments/ask/%s.gmi" % ids[-1]] = "---\nname: Writer %d\n%s---\nComment %d.\n" % (n, to, n)
    return make(**files)


def addresses(s):
    return [PAGE] + ["/c/%s/page-%d" % (short_id(s), n) for n in (2, 3)]


def words_of(page):
    return re.findall(r"^> (.*)", page, re.M)


def test_pages_hold_each_comment_once():
    s = long_talk()
    pages = [s.page(a) for a in addresses(s)]
    same([len(words_of(p)) for p in pages], [50, 50, 30], "comments on the pages")
    same(sum(map(words_of, pages), []), [w for w, _, _ in expected_order(s)], "order over all pages")
    for n, page in enumerate(pages):
        for m, address in enumerate(addresses(s)):
            if m != n:
                same(link_to(page, "page %d of 3" % (m + 1)), address, "link to page %d" % (m + 1))
        link_to(page, "Leave a comment")
    raw = b"".join(s.gopher(a) for a in addresses(s)).decode()
    same(re.findall(r"^i> ([^\t]*)", raw, re.M), sum(map(words_of, pages), []), "order on Gopher")


@rows([("none", "page-"), ("0", "page-0"), ("4", "page-4"), ("many", "page-99999999999999999999"),
       ("a word", "page-two")])
def test_no_such_page(name):
    same(long_talk().get("/c/%s/%s" % (short_id(long_talk()), name)).status, 51)


def test_pages_stay_where_they_are():
    s = long_talk()
    before = [words_of(s.page(a)) for a in addresses(s)]
    say(s, prompt(s), "One more", cert=ann())
    same([words_of(s.page(a)) for a in addresses(s)], before[:2] + [before[2] + ["One more"]], "pages")
    has(s.page(place_of(s, "Comment 7.")), "> Comment 7.")
    s.restart()
    same([words_of(s.page(a)) for a in addresses(s)][:2], before[:2], "pages after a restart")


# --- moderation: three ways, all equal ---

def waiting(*texts):
    s = owned("moderate: all\n")
    for n, text in enumerate(texts):
        say(s, prompt(s), text, cert=ann())
    same(sorted(parsed(s, n)[1] for n in s.listing("held")), sorted(t + "\n" for t in texts), "held")
    lacks(s.page(PAGE), "\n> ")
    return s


def from_queue(s, text, label):
    queue = s.page("/c/queue", cert=owner())
    has(queue, "\n> %s\n" % text)
    reply = s.get(link_to(s.page(place_of(s, text), cert=owner()), label), cert=owner())
    same(reply.status, 30, "status behind “%s” (%s)" % (label, reply.meta))


def move(s, text):
    os.makedirs(s.path("comments/ask"), exist_ok=True)
    os.rename(s.path(file_of(s, text)), s.path("comments" + file_of(s, text)[4:]))


WAYS = [
    ("by mv and rm", move, lambda s, text: os.remove(s.path(file_of(s, text)))),
    ("by carrel comments", lambda s, text: same(carrel(s, s.capsule, "publish", id_of(s, text))[0], 0),
     lambda s, text: same(carrel(s, s.capsule, "reject", id_of(s, text))[0], 0)),
    ("from a client", lambda s, text: from_queue(s, text, "Publish it"),
     lambda s, text: from_queue(s, text, "Remove it")),
]


@rows(WAYS)
def test_moderation(publish, remove):
    with waiting("A good one", "A bad one") as s:
        address = place_of(s, "A good one")
        has(s.page(address), "waits")
        publish(s, "A good one")
        remove(s, "A bad one")
        shown(s, "A good one")
        lacks(s.page(PAGE), "A bad one")
        same((len(s.listing("held")), len(s.listing("comments"))), (0, 1), "files")
        lacks(s.page(address), "waits", "the page that the writer was led to")
        lacks(s.page("/c/queue", cert=owner()), "\n> ", "queue")
        s.restart()
        has(s.page(PAGE), "> A good one")
        if remove is WAYS[2][2]:                        # what is on the air is no longer in the queue
            reply = s.get(link_to(s.page(address, cert=owner()), "Remove it"), cert=owner())
            same(reply.status, 30)
        else:
            remove(s, "A good one")
        gone(s, "A good one")
        lacks(s.page(address), "> A good one", "page of what was removed")


def answer_in_queue(s):
    page = s.page(link_to(s.page("/c/queue", cert=owner()), "Ann on “"), cert=owner())
    say(s, link_to(page, "Answer "), "The answer", cert=owner())


def write_answer(s):
    id = id_of(s, "Held")
    move(s, "Held")
    s.save("comments/ask/20260102T000000Z-byhand00.gmi",
           "---\nname: Olga\nvia: author\nreply-to: %s\n---\nThe answer\n" % id)


@rows([("by carrel comments", lambda s: carrel(s, "--text", "The answer", s.capsule, "reply", id_of(s, "Held"))),
       ("from a client", lambda s: answer(s, "Held", "The answer", cert=owner())),
       ("from the queue", lambda s: answer_in_queue(s)), ("by mv and a file of one's own", lambda s: write_answer(s))])
def test_answering_what_waits(reply):
    with waiting("Held") as s:
        reply(s)
        shown(s, "The answer")
        has(s.page(PAGE), "author)")
        # An answer to what nobody sees would hang in the air: what is answered is published with it.
        has(s.page(PAGE), "> Held")
        same(parsed(s, file_of(s, "The answer"))[0]["reply-to"], id_of(s, "Held"), "reply-to")


@rows([("with a certificate", dict(cert=ann()), dict(cert=ben())),
       ("anonymous", dict(), dict(source="127.0.7.1"))])
def test_blocking_from_a_client(writer, other):
    with owned("moderate: all\n") as s:
        say(s, prompt(s), "Rude", **writer)
        from_queue(s, "Rude", "take no more from its writer")
        same(all_files(s), [], "files")
        before = prompt(s)
        page = s.page(link_to(s.page(before + "?Rude%20again", **writer), "Publish this comment"), **writer)
        has(page, "> Rude again", "refusal (the text is never lost)")
        has(page, "does not take comments from you", "refusal")
        same(all_files(s), [], "files after the second")
        say(s, prompt(s), "Polite", **other)
        if writer:
            has(reader_file(s, ann()), "blocked: true")
            same(carrel(s, s.capsule, "unblock", "sha256:" + ann().fingerprint)[0], 0, "exit status of unblock")
            say(s, prompt(s), "Polite now", **writer)


def test_who_sees_the_queue():
    with waiting("Private") as s:
        same(s.get("/c/queue").status, 60, "without a certificate")
        same(s.get("/c/queue", cert=ann()).status, 61, "with another's")
        has(s.page("/c/queue", cert=owner()), "> Private")
        check(b"Private" not in s.gopher("/c/queue"), "the queue is shown on Gopher")
        page = s.page(place_of(s, "Private"), cert=ann())
        for label in ("Publish it", "Remove it", "take no more"):
            lacks(page, label, "page for another reader")


@rows([("publish", "Publish it"), ("remove", "Remove it"), ("block", "take no more")])
def test_the_authors_link_in_other_hands(label):
    with waiting("Mine") as s:
        link = link_to(s.page(place_of(s, "Mine"), cert=owner()), label)
        for options in (dict(), dict(cert=ann()), dict(cert=ben())):
            check(s.get(link, **options).status in (10, 20, 51), "the link does something")
            s.get(link + "?x", **options)
        s.gopher(link)
        same((len(s.listing("held")), s.listing("comments")), (1, []), "files")
        lacks(reader_file(s, ann()), "blocked: true", "reader's file")


# --- carrel comments ---

def test_list_and_show():
    with waiting("One\n=> two", "Three") as s:
        status, out, err = carrel(s, s.capsule)
        same((status, err), (0, ""), "carrel comments DIR")
        for part in ("  One\n  => two\n", "  Three\n", "Ann (", "ask/" + id_of(s, "Three")):
            has(out, part, "list")
        same(carrel(s, s.capsule, "list")[1], out, "list by its name")
        status, out, err = carrel(s, "--json", s.capsule, "list", "ask")
        objects = [json.loads(line) for line in out.splitlines()]
        same(sorted(o["text"] for o in objects), ["One\n=> two", "Three"], "texts")
        for o in objects:
            same((o["post"], o["state"], o["name"], o["via"], o["identity"]),
                 ("ask", "held", "Ann", "gemini", "sha256:" + ann().fingerprint), "object")
        same(carrel(s, "--json", s.capsule, "list", "other")[:2], (0, ""), "list of another post")
        same(carrel(s, "--json", "--published", s.capsule)[:2], (0, ""), "list of what is published")
        id = id_of(s, "Three")
        for name in (id, "ask/" + id, "held/ask/%s.gmi" % id, "held/ask/" + id):
            status, out, _ = carrel(s, "--json", s.capsule, "show", name)
            same((status, json.loads(out or "{}").get("text")), (0, "Three"), "show " + name)


def test_several_at_once():
    with waiting("One", "Two", "Three", "Four") as s:
        ids = {t: id_of(s, t) for t in ("One", "Two", "Three", "Four")}
        same(carrel(s, s.capsule, "publish", ids["One"], "ask/" + ids["Two"])[0], 0, "publish")
        same(len(s.listing("comments")), 2, "published")
        same(carrel(s, s.capsule, "publish", ids["One"])[0], 0, "publish again")
        same(carrel(s, s.capsule, "reject", "20260101T000000Z-none", ids["Three"])[0], 1, "one wrong name of two")
        same(len(s.listing("held")), 1, "held (the right name was done)")
        status, out, _ = carrel(s, s.capsule, "reply", ids["Two"], data="From standard\ninput\n")
        same(status, 0, "reply")
        shown(s, "From standard\n> input")
        same(carrel(s, s.capsule, "block", ids["Four"])[0], 0, "block")
        has(reader_file(s, ann()), "blocked: true")
        same(carrel(s, s.capsule, "unblock", "ask/" + ids["Four"])[0], 0, "unblock")
        lacks(reader_file(s, ann()), "blocked: true")


@rows([("show", ["show", "x"]), ("publish", ["publish", "ask/20260101T000000Z-none"]),
       ("reject", ["reject", "../capsule.yaml"]), ("reject a folder", ["reject", "ask"]),
       ("reply", ["reply", "x"]),
       ("block a wrong fingerprint", ["block", "sha256:12"]), ("block nobody", ["block", "nobody"])])
def test_wrong_name(words):
    s = wrong()
    options = [w for w in words if w.startswith("--")]
    status, out, err = carrel(s, *options, s.capsule, *[w for w in words if w not in options])
    same((status, out), (1, ""), "exit status and output")
    has(err, "carrel comments: ")
    same(len(all_files(s)), 1, "files")


@once
def wrong():
    return waiting("Untouched")


@rows([("no folder", lambda s: []), ("no such action", lambda s: [s.capsule, "burn", "x"]),
       ("no name", lambda s: [s.capsule, "publish"]), ("two to answer", lambda s: [s.capsule, "reply", "a", "b"]),
       ("no terminal", lambda s: ["--interactive", s.capsule]),
       ("keys and words", lambda s: ["--interactive", s.capsule, "publish", "x"]), ("no such option", lambda s: ["--burn", s.capsule])])
def test_wrong_use(words):
    status, out, err = carrel(wrong(), *words(wrong()))
    same((status, out), (2, ""), "exit status and output")
    check(err.strip(), "nothing on standard error")


def test_json_of_what_was_done():
    def objects(out):
        return [json.loads(line) for line in out.splitlines()]

    with waiting("One", "Two", "Three") as s:
        ids = {t: id_of(s, t) for t in ("One", "Two", "Three")}
        status, out, err = carrel(s, "--json", s.capsule, "publish", ids["One"], "ask/20260101T000000Z-none", ids["Two"])
        same((status, objects(out)), (1, [{"done": "published", "post": "ask", "id": ids[t]} for t in ("One", "Two")]))
        same(len(err.splitlines()), 1, "lines on standard error")
        same(objects(carrel(s, "--json", s.capsule, "publish", ids["One"])[1]),
             [{"done": "published", "post": "ask", "id": ids["One"]}], "said twice")
        reply = objects(carrel(s, "--json", "--text", "Well", s.capsule, "reply", ids["Three"])[1])
        same(reply, [{"done": "published", "post": "ask", "id": ids["Three"]},
                     {"done": "published", "post": "ask", "id": id_of(s, "Well")}], "reply")
        for word in ("block", "unblock"):
            same(objects(carrel(s, "--json", s.capsule, word, ids["One"])[1]),
                 [{"done": word + "ed", "identity": "sha256:" + ann().fingerprint, "name": "Ann"}], word)
        same(objects(carrel(s, "--json", s.capsule, "reject", ids["One"])[1]),
             [{"done": "removed", "post": "ask", "id": ids["One"]}], "reject")


@rows([("nothing", ""), ("blanks", " \n\n"), ("controls", "\x1b\x07"), ("too long", "x" * 65537)])
def test_reply_from_standard_input(data):
    s = wrong()
    status, out, err = carrel(s, s.capsule, "reply", id_of(s, "Untouched"), data=data)
    same((status, out), (1, ""), "exit status and output")
    has(err, "carrel comments: ")
    same((len(all_files(s)), s.listing("comments")), (1, []), "files")


def test_reply_from_the_null_device():
    s = wrong()
    done = subprocess.run([CARREL, "comments", s.capsule, "reply", id_of(s, "Untouched")], stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    same((done.returncode, done.stdout), (1, ""), "exit status and output")
    has(done.stderr, "an empty answer says nothing")


def test_the_longest_reply():
    with waiting("Tell me") as s:
        same(carrel(s, s.capsule, "reply", id_of(s, "Tell me"), data="x" * 65535 + "\n")[0], 0)
        same(len(parsed(s, file_of(s, "x" * 65535))[1]), 65536, "bytes")


@slow
def test_blocking_a_network_by_command():
    here = dict(source="127.0.91.7")
    with make("moderate: none\n") as s:
        publish(s, "Rude", **here)
        name = id_of(s, "Rude")
        same(carrel(s, s.capsule, "block", name)[0], 0, "exit status of block")
        carrel(s, s.capsule, "reject", name)
        words = iter("More %d" % n for n in range(1000))
        until(lambda: s.get(publish_link(s, next(words), **here), **here).status == 20, "the network still writes")
        publish(s, "From elsewhere", source="127.0.92.7")
        same(carrel(s, s.capsule, "unblock", name)[0], 0, "exit status of unblock, of a comment that is gone")
        until(lambda: s.get(publish_link(s, next(words), **here), **here).status in (30, 44), "the network is still blocked")
        same(os.listdir(s.path(".carrel/wishes")), [], "wishes left")



if __name__ == "__main__":
    main(globals())

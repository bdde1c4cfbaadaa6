"""A reader's own: adding, editing, deleting, names, a second certificate; and words that are never lost."""
import os
import re
from urllib.parse import quote

from certmaker import Cert, ann
from harness import check, has, lacks, link_to, main, once, post, rows, same, short, until
from talk import (ID, PAGE, all_files, asked, ben, choose_name, file_of, item, let_in, make, make_old,
                  owned, owner, parsed, place_of, prompt, reader_file, say, say_on_gopher, short_id,
                  step_of)
from test_comments import publish, publish_link

ANN, BEN, NOBODY = dict(cert=ann()), dict(cert=ben()), dict(source="127.0.9.1")
ELSEWHERE = dict(source="127.0.8.1")


def own(s, text, **options):
    return s.page(place_of(s, text), **options)


def body(s):
    """The text of the only comment."""
    same(len(all_files(s)), 1, "files")
    return parsed(s, all_files(s)[0])[1]


# --- add, edit, delete ---

@rows([("with a certificate", ANN), ("anonymous", NOBODY)])
def test_adding(who):
    with make() as s:
        publish(s, "The first part.", **who)
        link = link_to(own(s, "The first part.", **who), "Add to this comment")
        page = asked(s, link, "The second.", **who)
        has(page, "\n> The first part.\n>\n> The second.\n", "preview")
        same(body(s), "The first part.\n", "text before it is published")
        add = link_to(page, "Publish this comment")
        for _ in range(3):                              # a reload adds nothing
            same(s.get(add, **who).status, 30, "status of adding")
        same(body(s), "The first part.\n\nThe second.\n")
        say(s, link, "A third.", **who)
        same(s.get(add, **who).status, 30, "the old link again")
        same(body(s), "The first part.\n\nThe second.\n\nA third.\n")
        has(s.page(PAGE), "\n## 1 comment\n")
        publish(s, "The first part.", **who)             # the first link again is still the same comment
        same(len(all_files(s)), 1, "files")


def test_adding_on_gopher():
    with make() as s:
        say_on_gopher(s, prompt(s), "The first part.")
        add = item(s.menu(place_of(s, "The first part.")), "Add to this comment")
        same(add.type, "7")
        say_on_gopher(s, add.selector, "The second.")
        same(body(s), "The first part.\n\nThe second.\n")
        # A network is no person, and links alone must not delete: a crawler in it would follow them.
        place = "/c/%s/%s" % (short_id(s), re.search(ID, all_files(s)[0]).group())
        lacks(s.gopher(place).decode(), "Delete")


def test_editing():
    text = "A typing eror.\n=> not a link\n# nor a heading\n\n``` nor this"
    with make() as s:
        publish(s, text, **ANN)
        page = own(s, text, **ANN)
        edit = link_to(page, "Edit this text")
        # Lagrange's "paste preceding line" takes the line above the link.
        above = page[:page.index("=> " + edit)].rstrip("\n").split("\n")[-1]
        same(above.lstrip("\u200b "), "``` nor this", "the line above the edit link")
        check(not re.search("^(=> not|# nor|```)", page, re.M), "the text acts: %s" % short(page, 900))
        preview = asked(s, edit, "A typing error.", **ANN)
        has(preview, "\n> A typing error.\n")
        link = link_to(preview, "Publish this comment")
        for _ in range(2):
            same(s.get(link, **ANN).status, 30)
        same(body(s), "A typing error.\n")
        has(s.page(PAGE), "> A typing error.")
        has(s.page("/c/mine", **ANN), "> A typing error.")


def test_deleting():
    with make() as s:
        publish(s, "Regretted", **ANN)
        publish(s, "Kept", **BEN)
        ask = link_to(own(s, "Regretted", **ANN), "Delete this comment")
        page = s.page(ask, **ANN)
        has(page, "> Regretted")
        same(len(all_files(s)), 2, "files before it is confirmed")
        for _ in range(2):
            reply = s.get(link_to(page, "Yes, delete it"), **ANN)
            check(reply.status in (20, 30), "status of deleting: %s" % reply.header)
        same(len(all_files(s)), 1, "files")
        lacks(s.page(PAGE), "Regretted")
        lacks(s.page("/c/mine", **ANN), "> Regretted")


STEPS = [("add-to-the-text", "New words"), ("edit-my-comment", "New words"), ("delete-my-words", None)]


@rows([("%s, %s" % (word, who), word, text, options) for word, text in STEPS
       for who, options in (("a stranger", BEN), ("nobody", NOBODY), ("on Gopher", None))])
def test_others_may_not(word, text, options):
    s = mine()
    address = step_of(s, "Mine alone.", word)
    if options is None:
        s.gopher(address + ("\t" + text if text else ""))
    else:
        page = s.page(address + ("?" + quote(text) if text else ""), **options)
        lacks(page, "Publish this comment")
        lacks(page, "Yes, delete")
        if text:
            has(page, "> " + text, "page (the text is never lost)")
    same(body(s), "Mine alone.\n")


@once
def mine():
    s = make()
    publish(s, "Mine alone.", **ANN)
    return s


@rows([(w, w, "Yes, delete it" if "delete" in w else "Publish this comment") for w, _ in STEPS])
def test_links_of_others(word, label):
    s = mine()
    address = step_of(s, "Mine alone.", word)
    page = s.page(address + ("" if "delete" in word else "?Stolen"), **ANN)
    link = link_to(page, label)
    for options in (BEN, NOBODY, ELSEWHERE):
        s.get(link, **options)
    s.gopher(link.replace("?", "/"))
    same(body(s), "Mine alone.\n")


@rows([("anonymous from elsewhere", ELSEWHERE), ("anonymous by certificate", ANN)])
def test_adding_to_what_is_anonymous(other):
    with make() as s:
        publish(s, "From one network.", **NOBODY)
        lacks(own(s, "From one network.", **other), "Add to this comment")
        lacks(s.page(step_of(s, "From one network.", "add-to-the-text") + "?More", **other), "Publish this")
        lacks(own(s, "From one network.", **NOBODY), "Edit this text")


def test_after_the_hour():
    with make() as s:
        publish(s, "Long ago.", **ANN)
        token = link_to(asked(s, step_of(s, "Long ago.", "add-to-the-text"), "Too late", **ANN), "Publish")
        make_old(s, "Long ago.")
        page = own(s, "Long ago.", **ANN)
        for label in ("Add to", "Edit this", "Delete this"):
            lacks(page, label)
        for step, words in STEPS:
            page = s.page(step_of(s, "Long ago.", step) + ("?" + quote(words) if words else ""), **ANN)
            has(page, "hour")
            has(page, "> " + (words or ""), step)
        page = s.page(token, **ANN)
        has(page, "> Too late", "page behind a token of before")
        same(body(s), "Long ago.\n")


def test_what_is_held_may_be_changed():
    with make("moderate: all\n") as s:
        publish(s, "Waiting.", **ANN)
        say(s, link_to(own(s, "Waiting.", **ANN), "Add to this comment"), "More.", **ANN)
        same(body(s), "Waiting.\n\nMore.\n")
        same((len(s.listing("held")), s.listing("comments")), (1, []), "files")
        let_in(s)
        text = "Waiting.\n\nMore."
        say(s, link_to(own(s, text, **ANN), "Edit this text"), "Something else altogether.", **ANN)
        # What the author has not read as it is now does not go past him.
        same((len(s.listing("held")), s.listing("comments")), (1, []), "files after editing what was let in")


# --- names ---

def test_name_is_chosen_and_changed():
    with make() as s:
        has(s.page("/c/", **ANN), "Name: Ann (from the certificate, if nobody else has it)")
        same(s.get("/c/name", **ANN).status, 10)
        same(choose_name(s, "Anna Livia", **ANN).status, 30)
        has(s.page("/c/", **ANN), "Name: Anna Livia\n")
        has(reader_file(s, ann()), "name: Anna Livia\n")
        publish(s, "Signed", **ANN)
        has(s.page(PAGE), "### Anna Livia (")
        same(choose_name(s, "Plurabelle", **ANN).status, 30)
        publish(s, "Signed anew", **ANN)
        has(s.page(PAGE), "### Plurabelle (")
        s.restart()
        has(s.page("/c/", **ANN), "Name: Plurabelle\n")
        same(choose_name(s, "Anna Livia", **BEN).status, 30, "a name that was given up is free")


@rows([("the same", "Robert"), ("case", "ROBERT"), ("blanks", "R o b e r t"), ("accents", "Röbért"),
       ("Cyrillic", "Rоbеrt"), ("zero width", "Rob\u200bert"), ("digits", "R0bert"),
       ("full width", "Ｒｏｂｅｒｔ"),
       ("a full stop", "Robert."), ("an exclamation mark", "Robert!"), ("a dash", "Rob-ert"),
       ("brackets", "(Robert)"), ("Greek", "Rοbert")])
def test_taken_name(name):
    s = taken()
    page = choose_name(s, name, **BEN)
    same(page.status, 20, "status of taking the name")
    has(page.text, "This name is taken")
    page = s.page(prompt(s) + "?" + quote("Words of mine -- " + name), **NOBODY)
    lacks(page, "### " + name, "preview")
    has(page, "### Anonymous", "preview")
    has(page, "> Words of mine", "preview")


@once
def taken():
    s = owned()
    same(choose_name(s, "Robert", **ANN).status, 30)
    return s


@rows([("the author's", "Olga"), ("like the author's", "ОLGА"), ("the author's on Gopher", None)])
def test_reserved_name(name):
    s = taken()
    if name is None:
        items = s.menu(prompt(s) + "\tWords")
        sign = item(items, "Sign it with a name")
        text = str(s.menu(sign.selector + "\tOlga"))
        check("### Olga" not in text and "Words" in text, "preview: %s" % short(text, 900))
        return
    has(choose_name(s, name, **BEN).text, "This name is taken")
    same(choose_name(s, name, cert=owner()).status, 30, "the author may")


@rows([("plain", "Bob (author)"), ("with a mark", "Bob (3pkhr, author)"), ("full width", "Bob （author）")])
def test_nobody_marks_himself_as_the_author(name):
    with owned() as s:
        same(choose_name(s, name, **BEN).status, 30)
        shown = re.search(r"^\* Name: (.*)$", s.page("/c/", **BEN), re.M).group(1)
        check(shown.startswith("Bob") and not re.search("[()（）]", shown), "brackets in a name: %s" % shown)


def test_a_certificate_with_a_taken_name():
    with make() as s:
        publish(s, "The first Ann", **ANN)
        second = Cert("ANN")
        preview = asked(s, prompt(s), "The second", cert=second)
        has(preview, "somebody else's")
        same(link_to(preview, "name"), "/c/name")
        publish(s, "The second", cert=second)
        same(parsed(s, file_of(s, "The second"))[0].get("name", ""), "", "name of the second")


def test_name_links_of_others():
    with make() as s:
        page = s.page("/c/name?Mallory", **BEN)
        s.get(link_to(page, "Yes"), **ANN)
        same(s.get("/c/name?Mallory").status, 60)
        same(s.listing("readers"), [], "readers' files")


@rows([("signed", "Good evening -- Sam", "Sam", "Good evening"),
       ("on a line of its own", "Good evening\n-- Sam", "Sam", "Good evening"),
       ("not a signature", "a -- b\nc", "", "a -- b\nc"), ("only a name", "-- Sam", "", "-- Sam"),
       ("twice", "a -- b -- Sam", "Sam", "a -- b")])
def test_signature(text, name, rest):
    with make() as s:
        publish(s, text, **NOBODY)
        fields, body = parsed(s, all_files(s)[0])
        same((fields.get("name", ""), body), (name, rest + "\n"), "name and text")
        has(s.page(PAGE), "### %s, " % (name or "Anonymous"))


# --- a second certificate ---

def code_of(s, **options):
    page = s.page("/c/join", **options)
    return re.search("^([a-z2-7]{8})$", page, re.M).group(1)


def test_join():
    second, third = Cert("Ann's telephone"), Cert("A thief")
    with make() as s:
        has(s.page("/c/join", **ANN), "First choose a name")
        publish(s, "From the first", **ANN)
        code = code_of(s, **ANN)
        same(s.get("/c/join-with", cert=second).status, 10)
        before = s.listing("readers")
        page = s.page("/c/join-with?" + code, cert=second)
        same(s.listing("readers"), before, "readers' files before it is confirmed")
        same(s.get(link_to(page, "Yes"), cert=second).status, 30)
        has(s.page("/c/", cert=second), "Name: Ann\n")
        has(s.page("/c/mine", cert=second), "> From the first")
        publish(s, "From the second", cert=second)
        same(parsed(s, file_of(s, "From the second"))[0]["identity"], "sha256:" + ann().fingerprint, "identity")
        link_to(own(s, "From the first", cert=second), "Edit this text")
        page = s.page("/c/join-with?" + code, cert=third)
        has(s.page(link_to(page, "Yes"), cert=third), "not known, or has been used")
        has(s.page("/c/", cert=third), "Name: A thief")
        s.restart()
        has(s.page("/c/mine", cert=second), "> From the second")


@rows([("too short", "abc"), ("too long", "abcdefghi"), ("other letters", "ABCDEFG1"), ("wrong", "aaaaaaaa")])
def test_join_with(code):
    page = mine().page("/c/join-with?" + code, **BEN)
    if "Be the same person" in page:
        page = mine().page(link_to(page, "Yes"), **BEN)
    check("no code" in page or "not known" in page, "page: %s" % short(page))
    same(mine().listing("readers"), ["readers/%s.yaml" % ann().fingerprint], "readers' files")


# --- never lose a word ---

def edit_post(s, **fields):
    s.save("posts/ask.gmi", post("Ask", **fields))


def comment_removed(s):
    publish(s, "To be removed", **BEN)
    ask = link_to(own(s, "To be removed"), "Answer ")
    link = link_to(asked(s, ask, "Precious words", **ANN), "Publish this comment")
    os.remove(s.path(file_of(s, "To be removed")))
    return ask + "?Precious%20words", link


def closed(s):
    link = publish_link(s, "Precious words", **ANN)
    ask = prompt(s)
    edit_post(s, comments="closed")
    until(lambda: "Comments are closed" in s.page(PAGE), "the post is still open")
    return ask + "?Precious%20words", link


def renamed(s):
    link, ask = publish_link(s, "Precious words", **ANN), prompt(s)
    os.rename(s.path("posts/ask.gmi"), s.path("posts/asked.gmi"))
    # Every worker and the store must have looked: many in a row.
    until(lambda: all(s.get(PAGE).status == 51 for _ in range(40)), "the new name is not seen")
    return ask + "?Precious%20words", link


def full(s):
    for n in range(200):
        s.save("held/ask/20260101T000000Z-%04d.gmi" % n, "---\nname: Bot\n---\nHeld %d\n" % n)
    return (publish_link(s, "Precious words", **ANN),)


def blocked(s):
    s.save("readers/%s.yaml" % ann().fingerprint,
           "name: Ann\nsince: 2026-01-01\ntrusted: true\nblocked: true\n")
    return (publish_link(s, "Precious words", **ANN),)


@rows([("closed meanwhile", "", closed), ("post renamed", "", renamed),
       ("comment answered was removed", "", comment_removed),
       ("refused words", "refuse-words: [precious]\n", lambda s: (publish_link(s, "Precious words", **ANN),)),
       ("full", "moderate: all\n", full), ("blocked", "", blocked),
       ("bad token", "", lambda s: (re.sub(r"/\w{15}\?", "/%s?" % ("a" * 15),
                                            publish_link(s, "Precious words", **ANN)),)),
       ("no time left", "close-after: 3650\n", lambda s: (prompt(s) + "?Precious%20words",))])
def test_never_lose_a_word(settings, prepare):
    with make(settings or "moderate: none\n") as s:
        for address in prepare(s):
            had = len(all_files(s))
            page = s.page(address, **ANN)
            has(page, "> Precious words", "page of " + address)
            check(re.search("^=> ", page, re.M), "no way to go on")
            same(len(all_files(s)), had, "files")


@rows([("refused words", "refuse-words: [precious]\n", None), ("too fast", "", 10),
       ("full", "moderate: all\n", "full")])
def test_never_lose_a_word_on_gopher(settings, before):
    with make(settings or "moderate: none\n") as s:
        if before == "full":
            full(s)
        for n in range(before if before == 10 else 0):
            say_on_gopher(s, prompt(s), "Comment %d" % n)
        for words in ("Precious words", "Precious words " * 30):
            items = say_on_gopher(s, prompt(s), words)
            check(any("> Precious words" in i.label for i in items), "the text is lost: %s" % short(items, 900))
            again = [i for i in items if i.label.startswith("Try again")]
            if again:                                   # it must lead to the same text
                check("Precious words" in str(s.menu(again[0].selector)),
                      "“Try again” (%s) has lost it" % short(again[0].selector))
            lacks(str(items), "%25", "menu (encoded twice)")


@rows([("more than a request of Gemini", 1100, True), ("as much as may be", 4000, True), ("a byte more", 4001, False),
       ("twice as much", 8000, False)])
def test_a_long_text_on_gopher(size, taken):
    text = ("Precious words, and more of them. " * 250)[:size - 1] + "x"
    with make() as s:
        items = s.menu(prompt(s) + "\t" + text)
        same("".join(i.label for i in items if i.label.startswith("> ")).replace("> ", " ").replace(" ", ""),
             text.replace(" ", ""), "the text as it comes back")
        publish = [i for i in items if i.label.startswith("Publish this")]
        same(len(publish), int(taken), "publish items in %s" % items)
        for i in publish:
            s.menu(i.selector)
        same([parsed(s, n)[1] for n in all_files(s)], [text + "\n"] if taken else [], "files")
        same(item(items, "anew").type, "7")


def test_prompt_asked_again_on_gopher():
    # A client that follows the item without asking for words is told to; nothing may be lost on that way.
    with make() as s:
        sign = item(s.menu(prompt(s) + "\tA word, a 100% good one"), "Sign it with a name")
        again = item(s.menu(sign.selector), "Your name")
        same(again.selector, sign.selector, "selector of the prompt that is shown again")


if __name__ == "__main__":
    main(globals())

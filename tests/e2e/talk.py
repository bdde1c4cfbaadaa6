"""What the tests of conversations share: readers with names, and the ways of each to say something."""
import os
import re
import subprocess
from urllib.parse import quote

from certmaker import Cert
from harness import CARREL, check, link_to, once, same, short, until
from test_comments import ID, PAGE, let_in, make, parsed, prompt

TITLE = "Your comment on “"


@once
def ben():
    return Cert("Ben")


@once
def owner():
    return Cert("Olga")


def owned(settings="moderate: none\n", **files):
    return make("author: Olga\nowner: sha256:%s\n%s" % (owner().fingerprint, settings), **files)


def all_files(s):
    """What counts as a comment, on the air or waiting."""
    return [n for n in s.listing("comments") + s.listing("held") if n.endswith(".gmi")]


def file_of(s, text):
    found = [n for n in all_files(s) if parsed(s, n)[1].rstrip("\n") == text]
    same(len(found), 1, "files with %s (%s)" % (short(text), all_files(s)))
    return found[0]


def short_id(s, page=PAGE):
    return link_to(s.page(page), "Follow this discussion").split("/")[2]


def id_of(s, text):
    return re.search(ID, file_of(s, text)).group()


def place_of(s, text, page=PAGE):
    """The comment's own page."""
    return "/c/%s/%s" % (short_id(s, page), id_of(s, text))


def step_of(s, text, word, page=PAGE):
    """The address of a step about this comment, made by hand: it need not be offered."""
    return "/c/%s/%s/%s" % (short_id(s, page), id_of(s, text).split("-")[1], word)


def asked(s, address, text, **options):
    """The preview behind a prompt."""
    same(s.get(address, **options).status, 10, "status of %s" % address)
    return s.page("%s?%s" % (address, quote(text, safe="")), **options)


def say(s, address, text, **options):
    """Through the prompt at this address to the end; the target."""
    reply = s.get(link_to(asked(s, address, text, **options), "Publish this comment"), **options)
    same(reply.status, 30, "publishing %s (%s %s)" % (short(text), reply.meta, short(reply.text)))
    return reply.meta


def answer(s, to, text, **options):
    return say(s, link_to(s.page(place_of(s, to), **options), "Answer "), text, **options)


def item(items, label):
    found = [i for i in items if label in i.label and i.type != "i"]
    check(found, "no item “%s” in %s" % (label, items))
    return found[0]


def say_on_gopher(s, selector, text, name=None):
    """Through a type 7 item, the menu that is the preview, and perhaps a name; the last menu."""
    items = s.menu(selector + "\t" + text)
    if name:
        sign = item(items, "Sign it with a name")
        same(sign.type, "7", "type of %s" % sign)
        items = s.menu(sign.selector + "\t" + name)
    publish = item(items, "Publish this comment")
    same(publish.type, "1", "type of %s" % publish)
    return s.menu(publish.selector)


def answer_on_gopher(s, to, text, name=None):
    ask = item(s.menu(place_of(s, to)), "Answer ")
    same(ask.type, "7", "type of %s" % ask)
    return say_on_gopher(s, ask.selector, text, name)


def reader_file(s, cert):
    with open(s.path("readers", cert.fingerprint + ".yaml"), encoding="utf-8") as f:
        return f.read()


def choose_name(s, name, **options):
    """The last reply: 30 when the name was taken on."""
    page = s.get("/c/name?" + quote(name, safe=""), **options)
    same(page.status, 20, "status of /c/name?%s" % name)
    if "Be called this" not in page.text:
        return page
    return s.get(link_to(page.text, "Yes"), **options)


def make_old(s, text, stamp="20260101T000000Z"):
    """As if it had been written long ago: the name of a file says when that was."""
    name = file_of(s, text)
    new = re.sub(r"\d{8}T\d{6}Z", stamp, name)
    os.rename(s.path(name), s.path(new))
    return new


def carrel(s, *args, data=None):
    """carrel comments ARGS: (exit status, standard output, standard error)"""
    done = subprocess.run([CARREL, "comments"] + list(args), input=data, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding="utf-8", timeout=60)
    return done.returncode, done.stdout, done.stderr


def shown(s, text, **options):
    """Wait until the post shows it: a file that was moved is seen when the server looks next."""
    until(lambda: "\n> " + text in s.page(PAGE, **options), "the post does not show %s" % short(text))


def gone(s, text):
    until(lambda: "\n> " + text not in s.page(PAGE), "the post still shows %s" % short(text))

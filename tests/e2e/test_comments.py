"""Commenting (DESIGN.md section 3): prompt, preview, publish, file; one comment however often it is sent."""
import os
import re
import threading
from urllib.parse import quote

from certmaker import Cert, ann
from harness import SOON, Server, check, has, lacks, link_to, main, once, one_of, post, rows, same, short, until

PAGE = "/posts/ask.gmi"
_places = iter("127.0.%d.1" % n for n in range(1, 255))


def elsewhere():
    """A new address in a network of its own: for the server, an anonymous reader it never met."""
    return dict(source=next(_places))


def make(settings="moderate: none\n", **files):
    return Server(dict({"index.gmi": "# Home\n\n{{comments 5}}\n",
                        "posts/ask.gmi": post("Ask", date="2026-01-01")},
                       **files), settings)


@once
def server():
    return make()


def prompt(s, page=PAGE):
    return link_to(s.page(page), "Leave a comment")


def preview(s, text, page=PAGE, **options):
    return s.page("%s?%s" % (prompt(s, page), quote(text, safe="")), **options)


def publish_link(s, text, page=PAGE, **options):
    return link_to(preview(s, text, page, **options), "Publish this comment")


def publish(s, text, page=PAGE, **options):
    """From the link on the post to the 30 at the end; the target of that."""
    reply = s.get(publish_link(s, text, page, **options), **options)
    same(reply.status, 30, "status of publishing (%s)" % reply.meta)
    return reply.meta


def parsed(s, name):
    """A comment's file: (front matter as a dict of lines, text)."""
    with open(s.path(name), encoding="utf-8") as f:
        whole = f.read()
    found = re.match(r"---\n(.*?)^---\n(.*)\Z", whole, re.S | re.M)
    check(found, "no front matter: %s" % short(whole))
    pairs = [line.split(": ", 1) for line in found.group(1).splitlines()]
    check(all(len(p) == 2 for p in pairs) and len(dict(pairs)) == len(pairs), "front matter: %s" % pairs)
    return dict(pairs), found.group(2)


ID = r"\d{8}T\d{6}Z-[0-9a-z]{4,}"


# --- the steps ---

def test_prompt():
    address = prompt(server())
    check(re.match(r"/c/[0-9a-z]{5,}/leave-a-comment\Z", address), address)
    reply = server().get(address)
    same(reply.status, 10)
    check(0 < len(reply.meta) < 60, "not short: %s" % reply.meta)
    same(server().get(address, cert=ann()).status, 10)


def files(s):
    """All but what the search index is just writing of its own."""
    return [n for n in s.listing(".") if not n.startswith((".carrel/.tmp-", ".carrel/search."))]


def test_preview_writes_nothing():
    before = files(server())
    for who in (dict(), dict(cert=ann())):
        page = preview(server(), "Thanks for\nthose links.", **who)
        for part in ("\n> Thanks for\n> those links.\n", "Publish this comment"):
            has(page, part, "preview")
        link = link_to(page, "Publish this comment")
        check(re.match(r"/c/[0-9a-z]{5,}/[0-9a-z]{15}\?Thanks%20for%0Athose%20links\.\Z", link), link)
        same(len(link.split("?")[0]), len(prompt(server())),
             "length of the publish path (must be the prompt's)")
    same(files(server()), before, "files")


def test_prompt_may_be_skipped():
    # Lagrange can be told that an address wants input: then the first thing we get is the query.
    with make() as s:
        link = publish_link(s, "Without being asked")
        same(s.get(link).status, 30)


def test_publish():
    with make() as s:
        link = publish_link(s, "Thanks for those links.", cert=ann())
        reply = s.get(link, cert=ann())
        same((reply.status, reply.meta), (30, PAGE), "reply to the publish link")
        files = s.listing("comments")
        same(len(files), 1, "files (%s)" % files)
        check(re.match(r"comments/ask/%s\.gmi\Z" % ID, files[0]), "name: %s" % files[0])
        fields, text = parsed(s, files[0])
        same(sorted(fields), ["date", "identity", "name", "via"], "keys")
        same(fields["name"], "Ann")
        same(fields["identity"], "sha256:" + ann().fingerprint)
        same(fields["via"], "gemini")
        check(re.match(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ\Z", fields["date"]), "date: %s" % fields["date"])
        same(re.sub("[-:]", "", fields["date"]), re.search("/([^/]+)-", files[0]).group(1),
             "date, and that of the name")
        same(text, "Thanks for those links.\n")
        same(s.listing("held"), [], "held")
        page = s.page(PAGE)
        for part in ("## 1 comment\n", "Ann", "\n> Thanks for those links.\n"):
            has(page, part, "post")
        has(s.page("/"), "Ann", "newest comments on the home page")
        labels = "\n".join(i.label for i in s.menu(PAGE))
        for part in ("1 comment", "> Thanks for those links.", "Ann"):
            has(labels, part, "post on Gopher")
        has(s.gopher("/posts/ask.txt").decode(), "> Thanks for those links.", "post as a text")


def test_anonymous():
    with make() as s:
        publish(s, "Nobody in particular")
        fields, text = parsed(s, s.listing("comments")[0])
        check("identity" not in fields, "identity of nobody: %s" % fields)
        lacks(open(s.path(s.listing("comments")[0])).read(), "127.0", "file (no address is ever stored)")
        same(text, "Nobody in particular\n")
        has(s.page(PAGE), "Anonymous")


def test_counts_of_comments():
    with make() as s:
        for n, words in ((0, "No comments yet"), (1, "1 comment"), (2, "2 comments")):
            if n:
                publish(s, "Comment %d" % n)
            has(s.page(PAGE), "\n## %s\n" % words)


def test_post_in_a_folder_and_with_an_odd_name():
    with make(**{"posts/letters/x y.gmi": post("Deep")}) as s:
        page = "/posts/letters/x%20y.gmi"
        target = publish(s, "Deep down", page)
        same(target, page)
        check(s.listing("comments")[0].startswith("comments/letters/x y/"), s.listing("comments"))
        has(s.page(page), "> Deep down")


# --- one comment, however often ---

def test_the_same_link_a_hundred_times():
    with make() as s:
        link = publish_link(s, "Only once", cert=ann())
        replies, lock = [], threading.Lock()

        def fetch():
            for _ in range(5):
                reply = s.get(link, cert=ann(), check_wire=False)
                with lock:
                    replies.append((reply.status, reply.meta, reply.ending))

        threads = [threading.Thread(target=fetch) for _ in range(20)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        same(len(replies), 100, "replies")
        same(set(replies), {(30, PAGE, "notify")}, "kinds of reply")
        same(len(s.listing("comments")), 1, "files")
        s.restart()
        same(s.get(link, cert=ann()).status, 30, "status after a restart")
        same(len(s.listing("comments")), 1, "files after a restart")
        has(s.page(PAGE), "\n## 1 comment\n")


def test_the_same_text_submitted_anew():
    with make() as s:
        for _ in range(3):
            publish(s, "Said again")
        same(len(s.listing("comments")), 1, "files")
        publish(s, "Said again", **elsewhere())         # somebody else may say the same
        same(len(s.listing("comments")), 2, "files")


@rows([("mangled", lambda t: t[:-1] + ("a" if t[-1] != "a" else "b")), ("made up", lambda t: "a" * 15),
       ("in upper case", str.upper)])
def test_token(change):
    before = server().listing("comments")
    head, token, text = re.match(r"(/c/[^/]+/)([^?]+)(\?.*)",
                                 publish_link(server(), "Precious words")).groups()
    page = server().page(head + change(token) + text)
    has(page, "> Precious words")
    same(server().listing("comments"), before, "files")
    fresh = link_to(page, "Publish this comment")
    same(fresh, head + token + text, "fresh link (the same reader, day and text)")


@rows([("another text", lambda link: re.sub(r"\?.*", "?Other%20words", link), dict()),
       ("another post", lambda link: link.replace(*ids()), dict()),
       ("another reader", lambda link: link, dict(source="127.0.254.1")),
       ("a reader with a certificate", lambda link: link, dict(cert=ann()))])
def test_a_token_is_not_good_for(change, options):
    before = two().listing("comments")
    page = two().page(change(publish_link(two(), "Mine alone")), **options)
    has(page, "Publish this comment")
    same(two().listing("comments"), before, "files")


@once
def two():
    return make(**{"posts/other.gmi": post("Other")})


def ids():
    return tuple("/%s/" % prompt(two(), page).split("/")[2] for page in (PAGE, "/posts/other.gmi"))


@rows([("empty", "?"), ("blank", "?%20%20"), ("line ends", "?%0D%0A%0A"), ("only controls", "?%1B%07")])
def test_answer_that_says_nothing(query):
    before = server().listing(".")
    page = server().page(prompt(server()) + query)
    link_to(page, "Write a comment")
    lacks(page, "Publish")
    same(server().listing("."), before, "files")


@rows([("not UTF-8", "?%FF%FE", 59), ("broken encoding", "?%4", 59), ("a plus is a plus", "?1+1", 20)])
def test_answer(query, expected):
    reply = server().get(prompt(server()) + query)
    same(reply.status, expected)
    if expected == 20:
        has(reply.text, "> 1+1")


def test_what_fits_the_prompt_fits_the_link():
    # The whole request may have 1024 bytes, and the text is percent-encoded.
    room = 1024 - len("gemini://%s%s?" % (server().host, prompt(server())))
    for text in ("x" * room, "é" * (room // 6), "図" * (room // 9), "a b" * (room // 5)):
        link = publish_link(server(), text, **elsewhere())
        check(len("gemini://%s%s" % (server().host, link)) <= 1024, "the link is longer: %s" % short(link))
        # A redirect back to the post is what shows that the text came through whole.
        where = elsewhere()
        same(server().get(publish_link(server(), text, **where), **where).status, 30)


# --- text is untrusted for ever ---

TRICKS = [
    ("a link", "=> gemini://evil.example/ Click here"),
    ("a heading", "# Home\n## Comments\n### Ann (author)"),
    ("a preformatted block", "```\nno end"), ("a list", "* item"), ("a quote", "> so it was said"),
    ("front matter", "---\nname: The author\nvia: author\n---\nreal text"), ("a closing line", "---"),
    ("a gopher item", "1Fake\t/x\tevil.example\t70"), ("a final dot", "before\n.\nafter"),
    ("an escape", "\x1b[2J\x1b[31mred\x07\x9b31m"), ("override", "abc\u202edef\u2066"),
    ("line separators", "one\u2028=> /x two\u2029# three\u0085* four"), ("bare CR", "one\r=> /x two"),
    ("a placeholder", "{{posts 10}}"), ("YAML", "key: [value\n- &a *a"), ("many lines", "\n".join("x" * 30)),
    ("zero width", "a\u200bb\ufeffc"),
]


def mask(line):
    """A line without what differs from comment to comment: the token and text in the link, the ID."""
    line = re.sub(r"(/c/\w+/)\w{15}\?\S+", r"\1TOKEN", line)
    return re.sub(r"(/c/\w+/)%s" % ID, r"\1ID", line)


CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")


@once
def harmless():
    with make() as s:
        return {"preview": preview(s, "Harmless", cert=ann()),
                "post": publish(s, "Harmless", cert=ann()) and s.page(PAGE)}


def below(where):
    return [mask(line) for line in harmless()[where].split("> Harmless\n")[1].split("\n")]


@rows(TRICKS)
def test_text_with(text):
    with make() as s:
        page = preview(s, text, cert=ann())
        publish(s, text, cert=ann())
        for where, got in (("preview", page), ("post", s.page(PAGE))):
            quoted = re.search(r"^### Ann [^\n]*\n((?:>[^\n]*\n)+)(.*)", got, re.M | re.S)
            check(quoted, "%s: nothing quoted: %s" % (where, short(got, 900)))
            # What is left must be the page's own lines, as they stand below any harmless comment.
            same([mask(line) for line in quoted.group(2).split("\n")], below(where),
                 "%s, behind the quotation" % where)
            check(not CONTROLS.search(got),
                  "%s: a character that acts on terminals: %s" % (where, short(got)))
        words = re.findall(r"[A-Za-z]{3,}", text)
        items = s.menu(PAGE)
        for i in items:
            if i.type != "i":
                same(i.host, s.host, "host of %s" % i)
        for word in words:
            check(any(word in i.label for i in items if i.type == "i"), "“%s” is not shown on Gopher" % word)
        fields, body = parsed(s, s.listing("comments")[0])
        same((fields["name"], fields["via"]), ("Ann", "gemini"), "front matter")
        for word in words:
            has(body, word, "text in the file")
        has(s.page(PAGE), "\n## 1 comment\n")


def test_name_with_tricks():
    from certmaker import COMMON_NAME, UTF8
    mallory = Cert(subject=[(COMMON_NAME, UTF8, "x: [y\n---\n=> /evil # \"'\x1b".encode())])
    with make() as s:
        publish(s, "Who am I?", cert=mallory)
        fields, _ = parsed(s, s.listing("comments")[0])
        same(fields["identity"], "sha256:" + mallory.fingerprint)
        page = s.page(PAGE)
        check(not re.search("^=> /evil", page, re.M) and "\x1b" not in page,
              "the name acts: %s" % short(page))
        has(page, "\n## 1 comment\n")                     # so the file could be read again


# --- moderation ---

def waits(s, target):
    check(re.match(r"/c/[0-9a-z]{5,}/%s\Z" % ID, target), "target: %s" % target)
    has(s.page(target), "wait", "page behind the redirect")


def let_in(s):
    """What the author does: mv from held/ to comments/."""
    for name in s.listing("held"):
        to = s.path("comments" + name[len("held"):])
        os.makedirs(os.path.dirname(to), exist_ok=True)
        os.rename(s.path(name), to)


def test_moderate_all():
    with make("moderate: all\n") as s:
        for options in (dict(), dict(cert=ann())):
            target = publish(s, "Please wait", **options)
            waits(s, target)
            has(s.page(target, **options), "> Please wait")
            other = s.page(target, cert=Cert("Another"))
            lacks(other, "Please wait", "page for somebody else, who has been given its address")
            if options:
                lacks(s.gopher(target), b"Please wait", "the same on Gopher")
        same((len(s.listing("held")), s.listing("comments")), (2, []), "files")
        lacks(s.page(PAGE), "Please wait")
        lacks(s.gopher(PAGE), b"Please wait")
        let_in(s)
        until(lambda: "## 2 comments" in s.page(PAGE), "the comments did not appear", SOON)
        lacks(s.page(target), "waits", "page of a comment that was let in")
        publish(s, "Please wait")                         # the old link again: still the same comment
        same((len(s.listing("held")), len(s.listing("comments"))), (0, 2), "files")


def test_moderate_all_and_a_rejected_comment():
    with make("moderate: all\n") as s:
        target = publish(s, "Rejected")
        os.remove(s.path(s.listing("held")[0]))
        lacks(s.page(target), "> Rejected")
        lacks(s.page(PAGE), "Rejected")


def test_moderate_first():
    with make("moderate: first\n") as s:
        waits(s, publish(s, "My first", cert=ann()))
        waits(s, publish(s, "My second, too soon", cert=ann()))
        waits(s, publish(s, "Nobody is always new"))
        let_in(s)
        until(lambda: "> My first" in s.page(PAGE), "the first comment did not appear", SOON)
        same(publish(s, "My third", cert=ann()), PAGE, "target for a known reader")
        has(s.page(PAGE), "> My third")
        waits(s, publish(s, "Another nobody"))
        waits(s, publish(s, "Somebody else", cert=Cert("Ann")))
        s.restart()
        same(publish(s, "My fourth", cert=ann()), PAGE, "target after a restart")


def test_owner_is_never_held():
    with make("moderate: all\nowner: sha256:%s\n" % ann().fingerprint) as s:
        same(publish(s, "I am the author", cert=ann()), PAGE)
        has(s.page(PAGE), "author)")
        publish(s, "And I am not")
        queue = s.page("/c/queue", cert=ann())
        has(queue, "And I am not")
        id = re.search(ID, s.listing("held")[0]).group()
        has(s.page(link_to(queue, "Anonymous on “Ask”"), cert=ann()), "> And I am not")
        has(queue, "/%s " % id, "queue (the comment's page)")


# --- who may, and how much ---

@rows([("closed by the post", "moderate: none\n", dict(comments="closed"), True),
       ("closed by the capsule", "comments: closed\n", dict(), True),
       ("off by the post", "moderate: none\n", dict(comments="off"), False),
       ("off by the capsule", "comments: off\n", dict(), False)])
def test_comments(settings, fields, shown):
    old = "comments/ask/20260101T000000Z-aaaa.gmi"
    with make(**{"posts/ask.gmi": post("Ask"), old: "---\nname: Bob\nvia: gemini\n---\nBefore\n"}) as s:
        link, ask = publish_link(s, "Too late"), prompt(s)
        s.save("posts/ask.gmi", post("Ask", **fields))
        s.settings(settings)
        s.restart()
        page = s.page(PAGE)
        check(("> Before" in page) == shown, "old comments: %s" % short(page))
        lacks(page, "Leave a comment")
        for address in (ask, ask + "?Too%20late", link):
            reply = s.get(address)
            if shown:
                same(reply.status, 20, "status of %s" % address)
                has(reply.text, "closed")
                if "?" in address:
                    has(reply.text, "> Too late", "page (the text is never lost)")
            elif "?" in address:
                same(reply.status, 20, "status of %s" % address)
                has(reply.text, "> ", "page (the text is never lost)")
            else:
                same(reply.status, 51, "status of %s" % address)
        same(s.listing("comments"), [old], "files")


def test_anonymous_false():
    with make("anonymous: false\nmoderate: none\n") as s:
        ask = prompt(s)
        same(s.get(ask).status, 60, "status of the prompt")
        page = s.page(ask + "?Hello+%3F%2F")
        has(page, "> Hello+?/\n", "page instead of 60 (the text is never lost)")
        on = link_to(page, "Go on with a certificate")
        same(s.get(on).status, 60, "status of the way on")
        has(s.page(on, cert=ann()), "> Hello+?/\n", "preview")
        same(s.listing("comments"), [], "files")
        same(publish(s, "With a name", cert=ann()), PAGE)


@rows([("with a certificate", dict(cert=ann())), ("anonymous", dict())])
def test_slow_down(options):
    with make(**{"posts/other.gmi": post("Other")}) as s:
        links = [publish_link(s, "Comment %d" % n, PAGE if n % 2 else "/posts/other.gmi",
                              **options) for n in range(11)]
        for n in range(10):
            same(s.get(links[n], **options).status, 30, "status of comment %d" % (n + 1))
        reply = s.get(links[10], **options)
        same(reply.status, 44, "status of the eleventh")
        check(re.match(r"[1-9]\d*\Z", reply.meta) and int(reply.meta) <= 600,
              "not a bare number of seconds: %s" % reply.meta)
        same(len(s.listing("comments")), 10, "files")
        same(s.get(links[3], **options).status, 30, "an old one again costs nothing")
        same(s.get(PAGE, **options).status, 20, "reading goes on")
        where = elsewhere()
        publish(s, "Another reader", **where)


def test_comment_on_what_is_not_there():
    with make(**{"posts/draft.gmi": post("Draft", draft="true"),
                 "posts/later.gmi": post("Later", date="2999-01-01")}) as s:
        head = prompt(s)
        for address in ("/c/zzzzz/leave-a-comment", "/c/zzzzz/leave-a-comment?", head[:-1], "/c/zzzzz/"):
            same(s.get(address).status, 51, "status of %s" % address)
        for address in ("/c/zzzzz/leave-a-comment?My%20words", "/c/zzzzz/aaaaaaaaaaaaaaa?My%20words"):
            has(s.page(address), "> My words", "page (the text is never lost)")
        for post_page in ("/posts/draft.gmi", "/posts/later.gmi"):
            same(s.get(post_page).status, 51, "status of %s" % post_page)
        same(s.listing("comments") + s.listing("held"), [], "files")


# --- at once, on every worker ---

def test_the_writer_sees_it_at_once():
    with make(**{"posts/other.gmi": post("Other")}) as s:
        same(len(s.children("carrel-worker")), 2, "workers")
        for n in range(8):
            text = "Seen at once, %d" % n
            page = PAGE if n % 2 else "/posts/other.gmi"
            publish(s, text, page)
            missing, lock = [], threading.Lock()

            def look():
                for _ in range(3):
                    got = s.page(page)
                    if "> " + text not in got:
                        with lock:
                            missing.append(got)

            threads = [threading.Thread(target=look) for _ in range(12)]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
            check(not missing, "%d of 36 pages lack comment %d: %s" % (len(missing), n, short(missing[:1], 900)))
            home = s.page("/")
            one_of(home.count("\n=> "), [min(n + 1, 5)], "newest comments on the home page")


if __name__ == "__main__":
    main(globals())

"""What an author does to the folder shows by itself, with every editor's way of saving, on every worker."""
import os
import re
import time

from harness import SOON, Server, check, has, lacks, main, once, post, rows, same, short, until

COMMENT = "---\nname: Bob\nvia: author\n---\n%s\n"


def shows(s, path, *parts, gone=()):
    """Wait until the page has all of `parts` and nothing of `gone`, on both workers."""
    seen = []

    def look():
        reply = s.get(path)
        seen[:] = [reply]
        return reply.status == 20 and all(p in reply.text for p in parts) and not any(p in reply.text for p in gone)

    # Each connection goes to whichever worker takes it: a row of good answers stands for both.
    until(lambda: all(look() for _ in range(8)),
          lambda: "%s lacks %s or still has %s: %s" % (path, parts, gone, short(seen[0].raw, 900)), SOON)


def vanishes(s, path, status=51):
    until(lambda: all(s.get(path).status == status for _ in range(8)),
          lambda: "%s: %s, expected %d" % (path, s.get(path), status), SOON)


# --- ways of saving a file that is there: each takes a path and text ---

def in_place(path, text):
    with open(path, "w") as f:
        f.write(text)


def in_pieces(path, text):
    """A slow writer: between two writes the file is half of a post."""
    with open(path, "w") as f:
        for i in range(0, len(text), len(text) // 3 + 1):
            f.write(text[i:i + len(text) // 3 + 1])
            f.flush()
            time.sleep(0.1)


def by_rename(path, text):
    with open(path + ".new", "w") as f:
        f.write(text)
    os.rename(path + ".new", path)


def from_a_hidden_file(path, text):
    hidden = os.path.join(os.path.dirname(path), "." + os.path.basename(path) + ".swp")
    with open(hidden, "w") as f:
        f.write(text)
    os.rename(hidden, path)


def like_vim(path, text):
    os.rename(path, path + "~")
    with open(path, "w") as f:
        f.write(text)
        os.fsync(f.fileno())
    os.unlink(path + "~")


def like_emacs(path, text):
    """A copy is the backup, and stays; a lock is a symlink that leads nowhere."""
    lock = os.path.join(os.path.dirname(path), ".#" + os.path.basename(path))
    os.symlink("ann@host.1", lock)
    with open(path) as f, open(path + "~", "w") as backup:
        backup.write(f.read())
    in_place(path, text)
    os.unlink(lock)


def anew(path, text):
    os.unlink(path)
    in_place(path, text)


def by_moving_from_elsewhere(path, text):
    outside = os.path.join(os.path.dirname(path), "..", "..", "outside.gmi")
    in_place(outside, text)
    os.rename(outside, path)


def by_hard_link(path, text):
    in_place(path + ".new", text)
    os.unlink(path)
    os.link(path + ".new", path)
    os.unlink(path + ".new")


WAYS = [(f.__name__.replace("_", " "), f) for f in (
    in_place, in_pieces, by_rename, from_a_hidden_file, like_vim, like_emacs, anew, by_moving_from_elsewhere,
                                                    by_hard_link)]


@once
def server():
    return Server({"index.gmi": "# Home\n\n{{posts 20}}\n{{tags}}\n",
                   "posts/x.gmi": post("Version 0", "Body 0\n"),
                   "about.gmi": "# About 0\n"}, "moderate: none\n")


@rows(WAYS)
def test_saving(way):
    for n in (1, 2):
        name = "%s %d" % (way.__name__, n)
        way(server().path("posts/x.gmi"), post(name, "Body of %s\n" % name))
        shows(server(), "/posts/x.gmi", "# " + name, "Body of " + name)
        shows(server(), "/posts/", name)
        shows(server(), "/", name)
        has(server().gopher("/posts/").decode(), name, "list on Gopher")
    check("x.gmi~" not in server().page("/posts/"), "a backup is listed")


@rows([w for w in WAYS if w[0] != "in pieces"])
def test_saving_the_home_page_and_another_file(way):
    for path, address in (("index.gmi", "/"), ("about.gmi", "/about.gmi")):
        # "from elsewhere" climbs two folders up: for these files that is above the temporary folder's capsule
        if way is by_moving_from_elsewhere:
            in_place(os.path.join(server().folder, "outside.gmi"), "# %s by %s\n" % (path, way.__name__))
            os.rename(os.path.join(server().folder, "outside.gmi"), server().path(path))
        else:
            way(server().path(path), "# %s by %s\n" % (path, way.__name__))
        shows(server(), address, "# %s by %s" % (path, way.__name__))


def test_new_renamed_deleted():
    with Server({"posts/old.gmi": post("Old", date="2026-01-01")}, "") as s:
        s.save("posts/new.gmi", post("New", date="2026-02-01", tags="[fresh]"))
        shows(s, "/posts/new.gmi", "# New", "Before: Old")
        shows(s, "/posts/", "2026-02-01 New")
        shows(s, "/tags/fresh", "New")
        shows(s, "/posts/old.gmi", "Next: New")
        os.rename(s.path("posts/new.gmi"), s.path("posts/newer.gmi"))
        shows(s, "/posts/newer.gmi", "# New")
        vanishes(s, "/posts/new.gmi")
        os.unlink(s.path("posts/newer.gmi"))
        vanishes(s, "/posts/newer.gmi")
        vanishes(s, "/tags/fresh")
        shows(s, "/posts/", "Old", gone=["New"])
        shows(s, "/posts/old.gmi", "# Old", gone=["Next:"])
        same([i.label for i in s.menu("/posts/") if "New" in i.label], [], "items on Gopher")


def test_first_post_of_a_capsule_without_a_posts_folder():
    with Server({}, "") as s:
        lacks(s.page("/posts/"), "First")
        s.save("posts/first.gmi", post("First"))
        shows(s, "/posts/", "First")
        s.save("index.gmi", "# At last\n")
        shows(s, "/", "# At last")
        os.unlink(s.path("index.gmi"))
        shows(s, "/", "First", gone=["At last"])


def test_new_folders_with_files_made_at_once():
    # The files are there before anybody can watch the folders.
    with Server({"posts/old.gmi": post("Old")}, "") as s:
        for n in range(3):
            for deep in ("a%d" % n, "a%d/b/c" % n):
                s.save("posts/%s/x.gmi" % deep, post("In " + deep))
            for deep in ("a%d" % n, "a%d/b/c" % n):
                shows(s, "/posts/%s/x.gmi" % deep, "# In " + deep)
        s.save("posts/a1/b/c/x.gmi", post("Changed"))       # and they are watched from now on
        shows(s, "/posts/a1/b/c/x.gmi", "# Changed")
        os.rename(s.path("posts/a1"), s.path("posts/renamed"))
        shows(s, "/posts/renamed/b/c/x.gmi", "# Changed")
        vanishes(s, "/posts/a1/b/c/x.gmi")
        s.save("posts/renamed/b/c/x.gmi", post("Changed again"))
        shows(s, "/posts/renamed/b/c/x.gmi", "# Changed again")
        ready = os.path.join(s.folder, "ready")
        os.makedirs(ready + "/deep")
        in_place(ready + "/deep/y.gmi", post("Moved in"))
        os.rename(ready, s.path("posts/in"))
        shows(s, "/posts/in/deep/y.gmi", "# Moved in")
        os.rename(s.path("posts/in"), ready)
        vanishes(s, "/posts/in/deep/y.gmi")


def test_many_files_at_once():
    with Server({"index.gmi": "# Home\n"}, "") as s:
        for n in range(1500):                               # more than a queue of events comfortably holds
            s.save("posts/%d/p%d.gmi" % (n % 10, n), post("Number %d." % n, date="2026-01-02"))
        shows(s, "/archive/2026", *["Number %d." % n for n in range(0, 1500, 7)])


def test_comments_by_hand():
    folder, name = "comments/x/", "20260101T000000Z-abcd.gmi"
    with Server({"posts/x.gmi": post("X"), "posts/deep/y.gmi": post("Y"),
                 "index.gmi": "# Home\n\n{{comments 5}}\n"}, "") as s:
        s.save(folder + name, COMMENT % "By hand")
        shows(s, "/posts/x.gmi", "## 1 comment", "Bob", "> By hand")
        shows(s, "/", "Bob")
        s.save(folder + "20260102T000000Z-efgh.gmi", COMMENT % "Another")
        shows(s, "/posts/x.gmi", "## 2 comments", "> Another")
        like_vim(s.path(folder + name), COMMENT % "Edited")
        shows(s, "/posts/x.gmi", "> Edited", gone=["By hand"])
        has(s.gopher("/posts/x.gmi").decode(), "> Edited", "post on Gopher")
        os.unlink(s.path(folder + name))
        shows(s, "/posts/x.gmi", "## 1 comment", gone=["Edited"])
        s.save("comments/deep/y/" + name, COMMENT % "Deep down")
        shows(s, "/posts/deep/y.gmi", "> Deep down")
        shows(s, "/", "on “Y”")
        os.rename(s.path("comments/x"), s.path("comments/gone"))
        shows(s, "/posts/x.gmi", "No comments yet")
        os.rename(s.path("comments/gone"), s.path("comments/x"))
        shows(s, "/posts/x.gmi", "## 1 comment")


def test_replies_stand_below_what_they_answer():
    with Server({"posts/x.gmi": post("X"),
                 "comments/x/20260101T000000Z-aaaa.gmi": COMMENT % "First",
                 "comments/x/20260102T000000Z-bbbb.gmi": COMMENT % "Second",
                 "comments/x/20260103T000000Z-cccc.gmi":
                     "---\nname: Cyn\nreply-to: 20260101T000000Z-aaaa\n---\nTo the first\n"}, "") as s:
        order = re.findall("^> (.*)", s.page("/posts/x.gmi"), re.M)
        same(order, ["First", "To the first", "Second"], "order")
        s.save("comments/x/20260104T000000Z-dddd.gmi", "no front matter, and that is fine\n")
        shows(s, "/posts/x.gmi", "> no front matter", "## 4 comments")


# --- a fault in a post ---

BROKEN = [
    ("colon in the title", "---\ntitle: New: title\n---\nNew body\n", "2:11"),
    ("not closed", "---\ntitle: New title\nNew body\n", "1:1"),
    ("repeated key", "---\ntitle: New title\ntitle: New title\n---\nNew body\n", "3:1"),
    ("no such day", "---\ntitle: New title\ndate: 2026-02-30\n---\nNew body\n", "3:7"),
    ("wrong choice", "---\ntitle: New title\ncomments: perhaps\n---\nNew body\n", "3:11"),
    ("tab", "---\ntitle: New title\ntags:\n\t- a\n---\nNew body\n", "4:1"),
    ("not UTF-8", b"---\ntitle: New \xff title\n---\nNew body\n", "2:"),
]


@rows(BROKEN)
def test_broken_post(text, place):
    with Server({"posts/x.gmi": post("Good title", "Good body\n", tags="[good]")}, "") as s:
        s.save("posts/x.gmi", text)
        until(lambda: "posts/x.gmi:%s" % place in s.log(),
              lambda: "no posts/x.gmi:%s in %s" % (place, s.log()[-600:]), SOON)
        check(re.search(r"posts/x\.gmi:\d+:\d+: \S", s.log()), "the message: %s" % s.log()[-600:])
        for path, part in (("/posts/x.gmi", "# Good title"), ("/posts/x.gmi", "Good body"),
                           ("/posts/", "Good title"),
                           ("/tags/good", "Good title")):
            shows(s, path, part, gone=["New"])
        has(s.gopher("/posts/x.txt").decode(), "Good body", "text on Gopher")
        s.restart()                                         # the last good version outlives the server
        shows(s, "/posts/x.gmi", "# Good title", "Good body", gone=["New"])
        s.save("posts/x.gmi", post("Mended title", "Mended body\n"))
        shows(s, "/posts/x.gmi", "# Mended title", "Mended body")
        lacks(s.page("/posts/"), "Good title")


@rows([("right after the start", 8, 0), ("as soon as it was seen", 1, 20)])
def test_broken(servers, posts):
    # The good version must be safe by then: an author who saves, looks, and saves again is no rarity.
    lost = []
    for _ in range(servers):
        with Server({"posts/x0.gmi": post("Good title 0", "Good body\n")}, "") as s:
            for n in range(posts + 1):
                name = "posts/x%d.gmi" % n
                s.save(name, post("Good title %d" % n, "Good body\n"))
                until(lambda: s.get("/" + name).status == 20, "%s does not appear" % name, SOON)
                s.save(name, "---\ntitle: New: title\n---\nNew body\n")
                until(lambda: name + ":2:11" in s.log(), lambda: s.log()[-600:], SOON)
                replies = [s.get("/" + name) for _ in range(6)]
                lost += [(name, short(r.raw, 80)) for r in replies if "Good title" not in r.text
                         or "Good body" not in r.text]
    check(not lost, "%d replies without the last good version: %s" % (len(lost), lost[:5]))


def test_post_that_never_was_good():
    with Server({"posts/x.gmi": "---\ntitle: a: b\n---\nSecret draft\n", "posts/y.gmi": post("Fine")},
                "") as s:
        has(s.log(), "posts/x.gmi:2:9", "stderr")
        same(s.get("/posts/x.gmi").status, 51)
        lacks(s.page("/posts/"), "x.gmi")
        s.save("posts/x.gmi", post("Now good"))
        shows(s, "/posts/x.gmi", "# Now good")


def test_a_broken_comment_is_named_and_left_out():
    with Server({"posts/x.gmi": post("X"), "comments/x/20260101T000000Z-aaaa.gmi": COMMENT % "Good",
                 "comments/x/20260102T000000Z-bbbb.gmi": "---\nname: [\n---\nBad\n"}, "") as s:
        shows(s, "/posts/x.gmi", "> Good", gone=["Bad"])
        until(lambda: re.search(r"comments/x/20260102T000000Z-bbbb\.gmi:\d+:\d+: ", s.log()),
              lambda: s.log()[-600:], SOON)


# --- what is not to be seen ---

SECRETS = {
    "posts/draft.gmi": post("Confidential draft", "Confidential body\n", date="2026-01-02", draft="true",
                            tags="[confidential]",
                            aliases="[/old-draft]"),
    "posts/sub/draft.gmi": post("Confidential sub", "Confidential body\n", date="2026-01-02", draft="true"),
    "posts/future.gmi": post("Confidential future", "Confidential body\n", date="2999-01-01",
                             tags="[confidential, open]"),
    "posts/2999-12-31-dated.gmi": "# Confidential dated\nConfidential body\n",
    "comments/draft/20260101T000000Z-aaaa.gmi": COMMENT % "Confidential comment",
    "posts/before.gmi": post("Before it", date="2026-01-01", tags="[open]"),
    "posts/after.gmi": post("After it", date="2026-01-03"),
    "index.gmi": "# Home\n\n{{posts 20}}\n{{tags}}\n{{comments 20}}\n",
}


def test_drafts_and_posts_to_come_are_nowhere():
    with Server(SECRETS, "") as s:
        for path in ("/", "/posts/", "/tags/", "/tags/open", "/posts/before.gmi", "/posts/after.gmi"):
            lacks(s.page(path).lower(), "confidential", path)
            lacks(s.gopher(path).lower(), b"confidential", path + " on Gopher")
        has(s.page("/posts/before.gmi"), "Next: After it", "neighbours (the draft lies between)")
        for path in ("/posts/draft.gmi", "/posts/future.gmi", "/posts/2999-12-31-dated.gmi",
                     "/posts/sub/draft.gmi", "/posts/sub/",
                     "/posts/sub", "/tags/confidential", "/old-draft",
                     "/comments/draft/20260101T000000Z-aaaa.gmi",
                     "/.carrel/good/posts/draft.gmi"):
            same(s.get(path).status, 51, "status of %s" % path)
            raw = s.gopher(path)
            check(raw.startswith(b"3"), "%s on Gopher: %s" % (path, short(raw)))
            raw = s.gopher(path.replace(".gmi", ".txt"))
            check(raw.startswith(b"3"), "%s as a text: %s" % (path, short(raw)))
        for selector in ("/posts/sub/", "/1/posts/sub", "posts/sub/"):
            lacks(s.gopher(selector).lower(), b"confidential", selector)
        s.save("posts/draft.gmi", post("Public now", draft="false", date="2026-01-02"))
        shows(s, "/posts/draft.gmi", "# Public now", "> Confidential comment")
        shows(s, "/posts/before.gmi", "Next: Public now")
        s.save("posts/draft.gmi", SECRETS["posts/draft.gmi"])
        vanishes(s, "/posts/draft.gmi")


def test_a_folder_listing_of_posts_shows_no_drafts():
    # A hand-written map may ask for a list of all files in its folder.
    with Server(dict(SECRETS, **{"posts/gophermap": "All:\n*\n", "gophermap": "Home\n*\n"}), "") as s:
        for selector in ("/posts/", "/"):
            raw = s.gopher(selector).lower()
            for part in (b"draft", b"future", b"confidential", b"comments", b"capsule.yaml"):
                lacks(raw, part, "menu of %s" % selector)


def test_a_post_appears_when_its_time_comes():
    when = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 4))
    with Server({"posts/soon.gmi": post("Soon", date='"%s"' % when)}, "") as s:
        same(s.get("/posts/soon.gmi").status, 51, "status before its time")
        until(lambda: s.get("/posts/soon.gmi").status == 20, "it did not appear", 4 + SOON)
        has(s.page("/posts/"), "Soon")


def test_watch_poll():
    with Server({"posts/x.gmi": post("Version 0")}, "watch: poll\n") as s:
        s.save("posts/x.gmi", post("Version 1"))
        until(lambda: "Version 1" in s.page("/posts/x.gmi"), "polling did not notice", 4 * SOON)
        s.save("posts/sub/y.gmi", post("New"))
        until(lambda: "New" in s.page("/posts/"), "polling did not notice a folder", 4 * SOON)


if __name__ == "__main__":
    main(globals())

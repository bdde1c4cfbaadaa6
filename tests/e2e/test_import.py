"""Moving in: WordPress exports of the kinds that importers trip over, written for this project."""
import json
import os
import re
import subprocess

from harness import CARREL, Server, check, has, lacks, main, rows, same, scratch, short, write

HEAD = """<?xml version="1.0" encoding="UTF-8" ?>
<!-- generator="WordPress/6.4" -->
<rss version="2.0" xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:wp="http://wordpress.org/export/1.2/">
<channel><title>Old site</title><link>https://old.example/blog</link>
<wp:wxr_version>%s</wp:wxr_version>
<wp:author><wp:author_id>1</wp:author_id><wp:author_login>ann</wp:author_login>
<wp:author_email>ann@secret.example</wp:author_email><wp:author_display_name><![CDATA[Ann Other]]></wp:author_display_name></wp:author>
"""
TAIL = "</channel></rss>\n"


def cdata(text):
    return "<![CDATA[%s]]>" % text.replace("]]>", "]]]]><![CDATA[>")


def comment(id, text, parent=0, approved="1", date="2012-05-05 10:00:00", author="Ben", kind=""):
    return """<wp:comment><wp:comment_id>%d</wp:comment_id><wp:comment_author>%s</wp:comment_author>
<wp:comment_author_email>ben@secret.example</wp:comment_author_email><wp:comment_author_url>https://ben.secret.example/</wp:comment_author_url>
<wp:comment_author_IP>192.0.2.77</wp:comment_author_IP><wp:comment_date>%s</wp:comment_date><wp:comment_date_gmt>%s</wp:comment_date_gmt>
<wp:comment_content>%s</wp:comment_content><wp:comment_approved>%s</wp:comment_approved><wp:comment_type>%s</wp:comment_type>
<wp:comment_parent>%d</wp:comment_parent><wp:commentmeta><wp:meta_key>wp:comment_id</wp:meta_key></wp:commentmeta></wp:comment>
""" % (id, cdata(author), date, date, cdata(text), approved, kind, parent)


def entry(id, title, content, name="", kind="post", status="publish", date="2012-05-04 10:00:00",
          gmt="2012-05-04 08:00:00", comments="", more="", bare=False):
    return """<item><title>%s</title><link>https://old.example/blog/2012/05/%s/</link><dc:creator>ann</dc:creator>
<content:encoded>%s</content:encoded><excerpt:encoded></excerpt:encoded><wp:post_id>%d</wp:post_id>
<wp:post_date>%s</wp:post_date><wp:post_date_gmt>%s</wp:post_date_gmt><wp:comment_status>open</wp:comment_status>
<wp:post_name>%s</wp:post_name><wp:status>%s</wp:status><wp:post_type>%s</wp:post_type>%s
%s</item>
""" % (title if bare else cdata(title), name, content if bare else cdata(content), id, date, gmt, name, status, kind, more, comments)


def export(*items, version="1.2"):
    return HEAD % version + "".join(items) + TAIL


def run(capsule, text, *options, status=0):
    path = os.path.join(os.path.dirname(capsule), "old.xml")
    write(path, text)
    p = subprocess.run([CARREL, "import", *options, path, capsule], stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                       timeout=300)
    same(p.returncode, status, "exit status; stderr: %s" % short(p.stderr.decode(), 2000))
    return (p.stdout if status == 0 else p.stderr).decode()


def capsule():
    folder = os.path.join(scratch(), "capsule")
    os.mkdir(folder)
    write(os.path.join(folder, "capsule.yaml"), "title: Moved\nhost: example.org\n")
    return folder


def files(folder):
    found = {}
    for base, _, names in os.walk(folder):
        for n in names:
            path = os.path.join(base, n)
            with open(path, encoding="utf-8") as f:
                found[os.path.relpath(path, folder)] = f.read()
    found.pop("capsule.yaml", None)
    return found


def imported(*items, options=(), **more):
    folder = capsule()
    return run(folder, export(*items, **more), *options), files(folder)


def test_a_post():
    report, found = imported(entry(
        7, "The &amp; moon", "<!-- wp:paragraph --><p>See <a href=\"https://old.example/blog/2012/05/sun/\">the sun</a>\n"
        "and <a href=\"https://else.example/\">more</a>.</p><!-- /wp:paragraph -->", name="moon",
        more="<category domain=\"post_tag\" nicename=\"n\"><![CDATA[Night Sky]]></category>"
        "<category domain=\"category\" nicename=\"w\">Walks</category><category domain=\"nav_menu\" nicename=\"m\">M</category>"),
        entry(8, "Sun", "Hot.", name="sun"))
    same(found["posts/2012-05-04-moon.gmi"], """---
title: The & moon
date: 2012-05-04T10:00:00+02:00
author: Ann Other
tags:
  - Night Sky
categories:
  - Walks
aliases:
  - "/blog/2012/05/moon/"
  - "/?p=7"
---
See the sun and more.
=> /posts/2012-05-04-sun.gmi the sun
=> https://else.example/ more
""")
    has(report, "posts: 2 written, 0 were there\n")


@rows([
    ("CDATA ends in the text", dict(content="a ]]> b ]]]]> c"), "\na ]]> b ]]]]> c\n"),
    ("bare text", dict(content="a &lt;b&gt;c&lt;/b&gt; &amp;amp; d", bare=True), "\na c & d\n"),
    ("blank lines around", dict(content="\n\n\n  a  \n\n\n"), "---\na\n"),
    ("control characters", dict(content="a\x08b"), "\na b\n"),
    ("no content", dict(content=""), "---\n"),
])
def test_content(item, expected):
    _, found = imported(entry(1, "T", name="t", **item))
    has(found["posts/2012-05-04-t.gmi"], expected)


@rows([
    ("encoded", dict(name="%e5%9b%b3%e6%9b%b8"), "2012-05-04-post-5"),
    ("encoded, Latin", dict(name="caf%c3%a9-noir"), "2012-05-04-cafe-noir"),
    ("from the title", dict(name=""), "2012-05-04-the-title"),
    ("climbing", dict(name="../../etc/passwd"), "2012-05-04-etc-passwd"),
    ("no date", dict(name="x", date="0000-00-00 00:00:00", gmt="0000-00-00 00:00:00", status="draft"), "x"),
    ("local date alone", dict(name="x", gmt="0000-00-00 00:00:00"), "2012-05-04-x"),
    ("the day it had there", dict(name="x", date="2012-05-05 01:00:00", gmt="2012-05-04 23:00:00"), "2012-05-05-x"),
])
def test_names(item, expected):
    _, found = imported(entry(5, "The Title", "a", **item))
    same(sorted(found), ["posts/%s.gmi" % expected])


def test_same_names():
    _, found = imported(entry(9, "A", "nine", name="a"), entry(5, "A", "five", name="a"))
    has(found["posts/2012-05-04-a.gmi"], "\nfive\n")
    has(found["posts/2012-05-04-a-9.gmi"], "\nnine\n")


def test_states():
    report, found = imported(
        entry(1, "A", "a", name="a", status="draft"), entry(2, "B", "b", name="b", status="private"),
        entry(3, "C", "c", name="c", more="<wp:post_password>x</wp:post_password>"),
        entry(4, "D", "d", name="d", status="future", date="2099-01-01 00:00:00", gmt="2099-01-01 00:00:00"),
        entry(5, "E", "e", name="e", status="trash"), entry(6, "F", "f", name="f", kind="nav_menu_item"),
        entry(7, "G", "g", name="g", kind="page"), entry(8, "H", "h", name="h", kind="page", status="draft"),
        entry(9, "I", "i", name="i", kind="page", comments=comment(1, "Hello")),
        entry(10, "J", "j", name="j", more="<wp:is_sticky>1</wp:is_sticky>"))
    same(sorted(found), sorted([
        "posts/2012-05-04-a.gmi", "posts/2012-05-04-b.gmi", "posts/2012-05-04-c.gmi", "posts/2099-01-01-d.gmi",
        "pages/g.gmi", "posts/h.gmi", "posts/i.gmi", "posts/2012-05-04-j.gmi"] + [n for n in found if "comments/i/" in n]))
    for name, draft in (("2012-05-04-a", 1), ("2012-05-04-b", 1), ("2012-05-04-c", 1), ("2099-01-01-d", 0), ("h", 1), ("i", 0)):
        (has if draft else lacks)(found["posts/%s.gmi" % name], "draft: true\n")
    same(found["pages/g.gmi"], "# G\n\ng\n")
    for words in ("b.gmi: was private", "c.gmi: had a password", "d.gmi: appears at its date", "in the state trash",
                  "of the type nav_menu_item", "h.gmi: was a page", "j.gmi: was sticky"):
        has(report, words)


def test_gallery_and_attachment():
    report, found = imported(
        entry(1, "A", "[gallery ids=\"2,3\"]", name="a"),
        entry(2, "Tom", "", name="tom", kind="attachment", status="inherit",
              more="<wp:attachment_url>https://old.example/up/tom.jpg</wp:attachment_url>"))
    has(found["posts/2012-05-04-a.gmi"], "\n=> https://old.example/up/tom.jpg Tom\n")
    has(report, "attachment left where it is")


def test_summary():
    _, found = imported(entry(1, "A", "The <b>first</b> part.\n\n<!--more-->\n\nThe rest.", name="a"))
    has(found["posts/2012-05-04-a.gmi"], "summary: The first part.\n")
    has(found["posts/2012-05-04-a.gmi"], "\nThe first part.\n\nThe rest.\n")


def test_comments():
    report, found = imported(entry(1, "A", "a", name="a", comments=(
        comment(12, "An <b>answer</b>.", parent=11, date="2012-05-06 10:00:00") + comment(11, "First.") +
        comment(13, "Missing parent.", parent=99, date="2012-05-07 10:00:00") +
        comment(14, "Waits.", approved="0", date="2012-05-08 10:00:00") +
        comment(15, "Spam.", approved="spam") + comment(16, "Ping.", kind="pingback"))))
    published = {n: t for n, t in found.items() if n.startswith("comments/2012-05-04-a/")}
    same(len(published), 3, "published")
    first = next(n for n, t in published.items() if "First." in t)
    answer = next(t for t in published.values() if "An answer." in t)
    check(re.match(r"comments/2012-05-04-a/20120505T100000Z-[a-z2-7]{8}\.gmi\Z", first), "name %s" % first)
    has(answer, "reply-to: " + os.path.basename(first)[:-4] + "\n")
    has(answer, "name: Ben\n")
    has(answer, "via: import\n")
    lacks(next(t for t in published.values() if "Missing parent." in t), "reply-to")
    held = [t for n, t in found.items() if n.startswith("held/2012-05-04-a/")]
    same(len(held), 1, "held")
    has(held[0], "\nWaits.\n")
    has(report, "comments: 3 written")
    has(report, "held comments: 1 written")
    for words in ("spam or trash", "a pingback or the like", "what a comment answers is missing"):
        has(report, words)
    for text in list(found.values()) + [report]:        # whoever wrote there gave those to somebody else
        lacks(text, "secret.example")
        lacks(text, "192.0.2.77")


def test_twice():
    folder = capsule()
    text = export(entry(1, "A", "a", name="a", comments=comment(2, "One.") + comment(3, "Two.", approved="0")),
                  entry(2, "B", "b", name="b"))
    run(folder, text)
    before = files(folder)
    report = run(folder, text)
    same(files(folder), before, "files after the second time")
    for words in ("posts: 0 written, 2 were there", "comments: 0 written, 1 were there",
                  "held comments: 0 written, 1 were there"):
        has(report, words)
    # What the author has done since stays: an edited post, a comment let in.
    write(os.path.join(folder, "posts/2012-05-04-b.gmi"), "edited\n")
    held = next(n for n in before if n.startswith("held/"))
    os.rename(os.path.join(folder, held), os.path.join(folder, held.replace("held/", "comments/")))
    before = files(folder)
    has(run(folder, text), "posts/2012-05-04-b.gmi: is there and differs; left as it is")
    same(files(folder), before, "files after the third time")


def test_dry_run_and_json():
    folder = capsule()
    report = json.loads(run(folder, export(entry(1, "A", "[x id=1]", name="a")), "--dry-run", "--json"))
    same(files(folder), {}, "files")
    same((report["dry-run"], report["posts"]), (True, 1))
    same(report["notes"], [{"times": 1, "note": "[x] was taken out of texts"}])


@rows([
    ("broken", export(entry(1, "A", "a", name="a")).replace("</title><link>https://old.example/blog/", "</titel><link>", 1),
     r"old\.xml:10:\d+: .*expected well-formed XML"),
    ("cut off", export(entry(1, "A", "a"))[:-30], r"old\.xml:\d+:\d+: .*expected well-formed XML"),
    ("a bomb", "<!DOCTYPE rss [<!ENTITY a \"aaaa\">]>\n" + export(), r"old\.xml:1:\d+: a document type"),
    ("something else", "<html><body/></html>", r"old\.xml:1:\d+: this is no WordPress export"),
    ("empty", "", r"old\.xml:1:1: .*expected well-formed XML"),
])
def test_refused(text, expected):
    folder = capsule()
    if text.startswith("<!DOCTYPE"):
        text = text.replace("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n", "")
    message = run(folder, text, status=1)
    check(re.search(expected, message), "message %s, expected %s" % (message, expected))
    same(files(folder), {}, "files written")


@rows([("1.0", "1.0", False), ("1.1", "1.1", False), ("2.0", "2.0", True)])
def test_version(version, told):
    report, found = imported(entry(1, "A", "a", name="a"), version=version)
    same(len(found), 1, "files")
    (has if told else lacks)(report, "version %s, which is not known" % version)


# --- folders ---

def from_folder(sources, status=0):
    folder = capsule()
    old = os.path.join(os.path.dirname(folder), "old")
    for path, content in sources.items():
        write(os.path.join(old, path), content)
    out = []
    for _ in range(2):                  # the second time changes nothing
        p = subprocess.run([CARREL, "import", old, folder], stdout=subprocess.PIPE, stderr=subprocess.PIPE, timeout=60)
        same(p.returncode, status, "exit status; stderr: %s" % short(p.stderr.decode(), 2000))
        out.append((p.stdout.decode(), files(folder)))
    same(out[0][1], out[1][1], "files after the second time")
    return out[0]


def test_hugo():
    report, found = from_folder({
        "content/posts/moon/index.md": "+++\ntitle = \"Moon\"\ndate = 2012-05-04T10:00:00+02:00\ntags = [\"night\"]\n+++\n"
        "See ![it](it.png) and [the sun](../sun.md). {{< figure src=\"x\" >}}\n",
        "content/posts/moon/it.png": b"PNG",
        "content/posts/sun.md": "---\ntitle: Sun\ndate: 2012-05-05\ndraft: true\n---\nHot.\n",
        "content/posts/_index.md": "---\ntitle: Posts\n---\n", "content/about.md": "---\ntitle: About\n---\nMe.\n",
        "public/posts/old.md": "generated"})
    same(sorted(found), ["pages/about.gmi", "posts/2012-05-04-moon.gmi", "posts/2012-05-04-moon/it.png",
                         "posts/2012-05-05-sun.gmi"])
    same(found["posts/2012-05-04-moon.gmi"], """---
title: Moon
date: 2012-05-04T10:00:00+02:00
tags:
  - night
aliases:
  - "/posts/moon/"
---
See and the sun.
=> /posts/2012-05-04-moon/it.png it
=> /posts/2012-05-05-sun.gmi the sun
""")
    has(found["posts/2012-05-05-sun.gmi"], "date: 2012-05-05\ndraft: true\n")
    same(found["pages/about.gmi"], "# About\n\nMe.\n")
    has(report, "was taken out of texts")


def test_jekyll():
    _, found = from_folder({
        "_posts/2012-05-04-the-moon.md": "---\nlayout: post\ntitle: Moon\n---\n{% highlight c %}\nint x;\n{% endhighlight %}\n",
        "_drafts/sun.markdown": "---\ntitle: Sun\n---\nHot.\n"})
    same(sorted(found), ["posts/2012-05-04-the-moon.gmi", "posts/sun.gmi"])
    has(found["posts/2012-05-04-the-moon.gmi"],
        "date: 2012-05-04\naliases:\n  - \"/2012/05/04/the-moon.html\"\n---\n```c\nint x;\n```\n")
    has(found["posts/sun.gmi"], "draft: true\n")


def test_gemlog_and_phlog():
    _, found = from_folder({
        "gemlog/index.gmi": "# Log\n=> moon.gmi 2012-05-04 - The moon\n",
        "gemlog/moon.gmi": "Bright.\n=> 2012-05-05-sun.gmi the sun\n", "gemlog/2012-05-05-sun.gmi": "# Sun\nHot.\n",
        "phlog/gophermap": "02012-05-06 Rain\train.txt\thost\t70\r\n", "phlog/rain.txt": "It\n  rained.\n",
        "robots.txt": "no\n"})
    same(sorted(found), ["posts/2012-05-04-moon.gmi", "posts/2012-05-05-sun.gmi", "posts/2012-05-06-rain.gmi"])
    has(found["posts/2012-05-04-moon.gmi"], "title: The moon\ndate: 2012-05-04\naliases:\n  - \"/gemlog/moon.gmi\"\n")
    same(found["posts/2012-05-05-sun.gmi"], "# Sun\nHot.\n")
    has(found["posts/2012-05-06-rain.gmi"], "title: Rain\ndate: 2012-05-06\n")
    has(found["posts/2012-05-06-rain.gmi"], "---\n```Text\nIt\n  rained.\n```\n")


@rows([
    ("JSON", "{\n\"title\": \"x\"}\n", "posts/a.md:1:1: front matter in JSON"),
    ("TOML", "+++\ntitle = \"\"\"x\ny\"\"\"\n+++\n", "posts/a.md:2:1: this TOML is not understood"),
    ("YAML", "---\ntitle: [\n---\n", "posts/a.md:"),
])
def test_front_matter_refused(text, expected):
    report, found = from_folder({"posts/a.md": text, "posts/2012-05-04-b.md": "b"}, status=1)
    has(report, "left out: " + expected)
    same(sorted(found), ["posts/2012-05-04-b.gmi"])


def test_usage():
    for arguments in ([], ["x"], ["a", "b", "c"], ["--nonsense"]):
        p = subprocess.run([CARREL, "import", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        same(p.returncode, 2, "exit status of %s" % arguments)


def test_served_and_counted():
    """Every post and every comment, on both protocols; 5,000 comments under one post."""
    folder = capsule()
    many = "".join(comment(100 + i, "Comment number %d." % i, parent=100 + i - 7 if i % 7 == 3 and i > 7 else 0,
                           date="2012-06-%02d %02d:%02d:%02d" % (1 + i // 3600, i // 60 % 24, i % 60, i % 60))
                   for i in range(5000))
    text = export(entry(1, "Many", "a", name="many", comments=many),
                  *(entry(10000 + i, "Post %d" % i, "b", name="p%d" % i, comments=comment(20000 + i, "Lone."))
                    for i in range(20)))
    has(run(folder, text), "comments: 5020 written")
    has(run(folder, text), "comments: 0 written, 5020 were there")
    with Server(files(folder)) as s:
        for listing in (s.page("/posts/"), s.gopher("/posts/").decode()):
            for i in range(20):
                has(listing, "Post %d" % i)
        has(s.page("/posts/2012-05-04-many.gmi"), "5000 comments")
        has(s.gopher("/posts/2012-05-04-many.gmi").decode(), "5000 comments")
        for i in range(20):
            has(s.page("/posts/2012-05-04-p%d.gmi" % i), "## 1 comment")
            has(s.gopher("/posts/2012-05-04-p%d.gmi" % i).decode(), "1 comment")
        same(s.get("/blog/2012/05/p3/").status, 31, "an old address")
        same(s.get("/?p=10003").status, 31, "a short old address")


if __name__ == "__main__":
    main(globals())

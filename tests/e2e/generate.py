#!/usr/bin/env python3
"""A capsule of any size, the same for the same seed: for crawlers, for measuring, for the search index.

    generate.py FOLDER [--posts 2000] [--comments 20000] [--seed 1]

Posts and comments in five languages, with all that an author can do: tags, slugs, aliases, folders, posts
that are not to be seen, files with odd names, menus by hand. Nothing in it is anybody's text: sentences are
put together from the lists below, common words more often than rare ones, as in prose.

What nobody may find holds a marker: HIDDEN in either protocol, NOT_ON_GOPHER and NOT_ON_GEMINI in one.
Comments say things that would be headings, links or menu items, if they were let, with INJECTED in them.
"""
import argparse
import datetime
import os
import random
from urllib.parse import quote

# Small words, which stand between the others; stems and endings, of which the others are made.
LANGUAGES = {
    "en": ("the a of and to in with for on by from that this our their every no some under over".split(),
           "lamp bridge river stone letter garden window winter harbour ladder orchard candle meadow kettle "
           "ferry lantern mill barrel thimble whistle feather copper saddle hollow timber pebble willow".split(),
           ["", "s", "ed", "ing", "er", "less", "ful", "ward", "wright", "house", "keeper", "yard"],
           "Ann Ben Clara Dora Edgar Fay".split()),
    "de": ("der die das und in mit für auf von dass unser jeder kein über unter nach bei aus dem den".split(),
           "Lampe Brücke Fluß Brief Garten Fenster Winter Hafen Leiter Kerze Wiese Kessel Fähre Mühle Fass "
           "Feder Kupfer Sattel Höhle Kiesel Weide Straße Bücher Wägung Träger Häuser Öfen Schlüssel".split(),
           ["", "n", "s", "chen", "haus", "macher", "wart", "hof", "ung", "bau", "schein", "recht"],
           "Änne Björn Käthe Jürgen Lieselotte Franz".split()),
    "fr": ("le la les de et à dans avec pour sur par que notre leur chaque sans sous un une des".split(),
           "lampe pont rivière pierre lettre jardin fenêtre hiver échelle verger chandelle prairie théière "
           "bateau lanterne moulin tonneau sifflet plumet cuivre selle forêt galet saule cœur été".split(),
           ["", "s", "ment", "ier", "ière", "eur", "age", "ette", "al", "ois", "esque", "iste"],
           "Amélie Benoît Chloé Étienne François Noël".split()),
    "es": ("el la los de y en con para sobre por que nuestro cada sin bajo un una del al su".split(),
           "lámpara puente río piedra carta jardín ventana invierno escalera huerto vela prado caldera "
           "barca farol molino tonel silbato pluma cobre silla bosque guijarro sauce corazón año señal".split(),
           ["", "s", "ero", "era", "ito", "ita", "mente", "ista", "al", "ino", "ado", "ón"],
           "Ángel Begoña César Inés José Núria".split()),
    "ja": ("の は に を が と で も へ から まで より だけ など".split(),
           "灯 橋 川 石 手紙 庭 窓 冬 港 梯子 果樹 蝋燭 草原 薬缶 船 提灯 水車 樽 笛 羽 銅 鞍 洞 木材 柳 図書 計量 閲覧".split(),
           ["", "館", "室", "所", "人", "守", "屋", "町", "たち", "らしい", "という", "する"],
           "佐藤 鈴木 高橋 田中 伊藤 渡辺".split()),
}
TAGS = ["Night Sky", "letters", "Brücken", "été", "señales", "図書館", "notes", "weights", "ferries", "lamps"]
BASE = datetime.datetime(2014, 1, 1, 8)
LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz"
HOST = "example.org"            # in links that name the capsule from outside, at the usual ports
HIDDEN, NOT_ON_GOPHER, NOT_ON_GEMINI, INJECTED = "Xunseenx", "Xgeminionlyx", "Xgopheronlyx", "Xinjectedx"

# Every so many posts: fields, and a marker for the title. The first that fits counts.
KINDS = [
    (61, ["draft: true"], HIDDEN), (67, ["date: 2999-01-01"], HIDDEN), (71, ["expiry: 2020-01-01"], HIDDEN),
    (73, ["gone: true"], HIDDEN), (59, ["gopher: false"], NOT_ON_GOPHER), (53, ["gemini: false"], NOT_ON_GEMINI),
    (31, ["comments: closed"], ""), (37, ["comments: off"], ""),
]
# What has to be percent-encoded in one place or another, or is a trap in a menu.
ODD_NAMES = ["with two blanks", "Übergröße", "100% wool", "50%25 off", "a+b", "time 12:30", "図書館の灯", "what?", "no#5",
             "rock & roll", "it's \"so\"", "semi;colon", "[brackets]", "9 lives", "-dash", "back\\slash",
             "cafe\u0301", "=equals", "a,b", "~tilde", "(1)", "page-2", "emoji \U0001f41f"]
PICTURES = {"png": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "gif": b"GIF89a\1\0\1\0\0\0\0;", "jpg": b"\xff\xd8\xff\xe0\0\x10JFIF\0"}

# Links in posts: their targets are made below. {h} is the host.
LINKS = ["/about.gmi About", "/notes/plain.txt", "/notes/../notes/./ Up and down again", "/tags/letters Letters",
         "/tags/%E5%9B%B3%E6%9B%B8%E9%A4%A8 図書館", "#top Up", "/about.gmi#end The end", "gopher://{h}/0/notes/plain.txt Text over there",
         "gopher://{h}/1/menus/ A menu over there", "gopher://{h}/7/search Search over there", "gopher://{h}/1/ascii/ For old machines",
         "gopher://{h}/I/pictures/lamp.png A picture over there", "gopher://{h}/ All of it over there",
         "gemini://{h}/posts/ Here, in full", "//{h}/about.gmi A network path", "/search Search", "/pictures/lamp.png A lamp",
         "/pictures/ Pictures", "https://example.net/?q=a&b Elsewhere", "mailto:ann@example.net", "finger://example.net/ann",
         "telnet://bbs.example.net/", "/posts/ All", "/archive/ By year", "/posts/page-1 The oldest", "/closed/ With a certificate",
         "?words Nothing is asked here", "/gph/ geomyidae", "/old/001.html An old address", "/notes/with%20two%20blanks.txt",
         "/notes/%C3%9Cbergr%C3%B6%C3%9Fe.txt Größe", "/notes/Übergröße.txt Written as it is", "/notes/a+b.txt", "/many/ Many",
         "/posts/pictures/lamp.png A lamp among the posts", "/posts/beside.txt A text among the posts"]

# Comments that would like to be something else.
WILD = ["# {m} heading", "=> gemini://evil.example/{m} link", "```{m}\npre {m}", "> {m} quote", "* {m} item", ".",
        "\t{m}\tevil.example\t70", "{m}\r\n.\r\n1{m}\t/x\tevil.example\t70", "\x1b[31m{m}\x1b[0m\x07", "\u202e{m}\u200b\u2028# {m}",
        "---\ntitle: {m}\n---", "=> /c/queue 2026-01-01 {m}", "=>\t/ 2026-01-01 {m}", "{{{{posts 5}}}}", "a\0b"]


def word(r, lang):
    small, stems, endings, _ = LANGUAGES[lang]
    if r.random() < 0.4:
        return small[int(len(small) * r.random() ** 2)]
    # Squared: the first are common, the last are rare. Two stems now and then, and a number.
    stem = stems[int(len(stems) * r.random() ** 2)]
    if r.random() < 0.1:
        stem += r.choice(stems).lower()
    return stem + endings[int(len(endings) * r.random() ** 2)] + (str(r.randrange(1000)) if r.random() < 0.02 else "")


def sentence(r, lang, words=None):
    made = [word(r, lang) for _ in range(words or r.randint(5, 18))]
    if lang == "ja":
        return "".join(made) + "。"
    text = " ".join(made)
    return text[0].upper() + text[1:] + "."


def paragraph(r, lang):
    return ("" if lang == "ja" else " ").join(sentence(r, lang) for _ in range(r.randint(1, 5)))


def link(r, earlier):
    """A link line of any kind; labels are sentences where the list has none."""
    if earlier and r.random() < 0.5:
        name = r.choice(earlier)
        return "=> %s" % r.choice(["/posts/%s.gmi", "/posts/%s.gmi#top", "gopher://{h}/0/posts/%s.txt",
                                 "gopher://{h}/1/posts/%s.gmi"]).format(h=HOST) % quote(name)
    return "=> " + r.choice(LINKS).format(h=HOST)


def body(r, lang, earlier):
    lines = []
    for _ in range(r.randint(2, 8)):
        kind = r.random()
        if kind < 0.1:
            lines.append("## " + sentence(r, lang, 3).rstrip(".。"))
        elif kind < 0.2:
            lines += ["* " + sentence(r, lang, 4) for _ in range(3)]
        elif kind < 0.25:
            lines += ["```" + word(r, lang), "  " + word(r, lang) + "    " + word(r, lang), "```"]
        elif kind < 0.4 and earlier:
            lines.append("=> /posts/%s.gmi %s" % (quote(r.choice(earlier)), sentence(r, lang, 3).rstrip(".。")))
        elif kind < 0.5:
            lines.append(link(r, earlier))
        else:
            lines.append(paragraph(r, lang))
        lines.append("")
    return "\n".join(lines)


def write(path, content):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(content.encode() if isinstance(content, str) else content)


def quoted(text):
    return '"%s"' % text.replace('"', "")


def name_of(r, i, date):
    """In the folder of all posts or of a year; now and then a name that nobody would type."""
    day = date.strftime("%Y-%m-%d")
    if i % 41 == 40:
        return "odd/%s %05d" % (ODD_NAMES[i // 41 % len(ODD_NAMES)], i)
    if i % 43 == 42:
        return "closed/%s-%05d" % (day, i)
    return ("%d/" % date.year if i % 3 == 0 else "") + "%s-%05d" % (day, i)


def add_post(folder, r, i, posts, earlier):
    """A post's file; (its name, language, date, address if it can be linked)."""
    lang = r.choice(sorted(LANGUAGES))
    date = BASE + datetime.timedelta(days=4000 * i / posts, minutes=r.randrange(600))
    name = name_of(r, i, date)
    text, title = body(r, lang, earlier), sentence(r, lang, r.randint(2, 6)).rstrip(".。")
    path = os.path.join(folder, "posts", name + ".gmi")
    if i % 47 == 46:                                    # no front matter at all
        write(path, "# %s\n\n%s" % ("%s %s" % (HIDDEN, title) if name.startswith("closed/") else title, text))
        return name, lang, date, None if name.startswith("closed/") else name
    special, marker = next(((f, m) for n, f, m in KINDS if i % n == n - 1), ([], ""))
    marker = HIDDEN if name.startswith("closed/") else marker
    if marker:
        title, text = marker + " " + title, marker + " " + text
    fields = ["title: " + quoted(title), "lang: " + lang,
              "tags: [%s]" % ", ".join(quoted(t) for t in r.sample(TAGS, r.randint(0, 3)) + ([marker] if marker else []))]
    fields += special if special and special[0].startswith("date") else special + ["date: " + date.strftime("%Y-%m-%dT%H:%M:%SZ")]
    last = name.rsplit("/", 1)[-1]
    address = name
    if i % 29 == 28:
        slug = r.choice(["slug-%d", "größe-%d", "図書-%d"]) % i
        fields.append("slug: " + slug)
        address = name[:-len(last)] + slug
    if i % 23 == 22 or i < 4:
        fields.append("aliases: [/old/%03d.html, '/?p=%d', 'https://old.example/%d/']" % (i, i, i))
    if i % 2 == 0:
        fields.append("summary: " + quoted("%s %s" % (marker, sentence(r, lang, 8))))
    fields += ["updated: " + (date + datetime.timedelta(days=9)).strftime("%Y-%m-%d")] if i % 17 == 16 else []
    fields += ["license: CC BY-SA 4.0", "author: " + quoted(r.choice(LANGUAGES[lang][3]))] if i % 19 == 18 else []
    write(path, "---\n%s\n---\n%s" % ("\n".join(fields), text))
    # By either name, if it may be linked at all: the file's leads to the slug's.
    return name, lang, date, None if marker else address if r.random() < 0.7 else name


def comment_text(r, lang):
    text = [paragraph(r, lang) for _ in range(r.randint(1, 3))]
    if r.random() < 0.1:
        text.insert(r.randrange(len(text) + 1), r.choice(WILD).format(m=INJECTED))
    return "\n".join(text)


def add_comment(folder, r, post, ids):
    name, lang, date, _ = post
    when = date + datetime.timedelta(seconds=r.randrange(400 * 86400))
    id = when.strftime("%Y%m%dT%H%M%SZ-") + "".join(r.choice(LETTERS) for _ in range(8))
    lang = lang if r.random() < 0.8 else r.choice(sorted(LANGUAGES))
    fields = ["date: " + when.strftime("%Y-%m-%dT%H:%M:%SZ")]
    if r.random() < 0.7:
        fields.append("name: " + quoted(r.choice(LANGUAGES[lang][3])))
    if r.random() < 0.3:
        fields.append("identity: sha256:%064x" % (1 + r.randrange(200)))
    older = [other for other in ids if other < id]
    if older and r.random() < 0.4:
        fields.append("reply-to: " + r.choice(older))
    fields.append("via: " + r.choice(["gemini", "gopher", "titan"]))
    text = comment_text(r, lang)
    text = mark_of(folder, name) + text
    box = "held" if r.random() < 0.01 else "comments"
    if box == "held":
        text = HIDDEN + " " + text
    write(os.path.join(folder, box, name, id + ".gmi"), "---\n%s\n---\n%s\n" % ("\n".join(fields), text))
    if box == "comments":
        ids.append(id)


def mark_of(folder, name):
    """What a comment of this post has to hold, because some may not see it; empty: all may."""
    with open(os.path.join(folder, "posts", name + ".gmi"), encoding="utf-8") as f:
        text = f.read()
    if "comments: off" in text:
        return HIDDEN + " "
    return next((mark + " " for mark in (HIDDEN, NOT_ON_GEMINI, NOT_ON_GOPHER) if mark in text), "")


# What else stands in the folder: other files and folders, settings of folders, menus by hand.
INDEX = """# A generated capsule
## Of many parts

=> about.gmi About
=> notes/ Notes, with odd names
=> pictures/ Pictures
=> many/ More than fit on a page
=> crowd/ The same with a menu by hand
=> diary/ A diary, which can be followed
=> closed/ For holders of a certificate
=> menus/ Menus by hand
=> gph/ The same for geomyidae
=> posts/odd/ Posts with odd names
=> comments.xml Comments, as a feed
{{search}}

## Posts
{{posts 10}}

## Tags
{{tags}}

## Comments
{{comments 5}}
"""
EXTRAS = {
    "index.gmi": INDEX,
    "about.gmi": "# About\n=> / Home\n=> /notes/plain.txt Plain\n=> #end Down\n```art\n=> /not/a/link 2026-01-01 in a picture\n.\n```\n## End\n",
    "notes/plain.txt": "Plain text.\n.\nAfter a lone dot.\n", "notes/page.html": "<p>A page</p>\n", "notes/data.json": "{}\n",
    "notes/doc.pdf": b"%PDF-1.4\n\xff\n", "notes/noext": "A file without an end.\n", "notes/latin1.txt": b"Gr\xf6\xdfe\n",
    "notes/empty.txt": "", "notes/list.csv": "a,b\n", "notes/song.ogg": b"OggS\0\xff", "notes/archive.tar.gz": b"\x1f\x8b\x08\xff",
    "notes/thing.unknown": b"\0\1\2\xff", "notes/.hidden.txt": HIDDEN, "notes/backup.txt~": HIDDEN, "notes/feed.atom": "<feed/>\n",
    "notes/untitled.gmi": "No heading here.\n", "notes/empty.gmi": "", "notes/.folder.yaml": "title: Notes\ntypes: [unknown=text/plain]\n",
    "diary/.folder.yaml": 'title: A diary\norder: newest\nhide: ["*.bak", secret.gmi]\nlang: de\n',
    "diary/old.bak": HIDDEN, "diary/secret.gmi": "# %s\n" % HIDDEN, "diary/readme.txt": "Read me.\n",
    "closed/.folder.yaml": "access: any-certificate\n", "closed/a.gmi": "# %s\n" % HIDDEN, "closed/sub/b.txt": HIDDEN,
    "posts/closed/.folder.yaml": "access: any-certificate\n",
    "posts/beside.txt": "A file among the posts.\n=> /nothing\n", "posts/pictures/lamp.png": PICTURES["png"],
    "menus/gophermap": "!Menus by hand\n# {0}\nArt:\n  /\\_/\\   +---+\n\n=part\n=/menus/sub/gophermap\n1Sub\tsub/\n0Text\t/notes/plain.txt\n"
                       "7Search\t/search\n1Old machines\t/ascii/\nhWeb\tURL:https://example.net/\n1Away\t\texample.net\t70\n"
                       "i* not a list\t\n{{{{posts 3}}}}\n{{{{tags}}}}\n{{{{comments 2}}}}\n{{{{search}}}}\n-secret.txt\n:log=9\n*\n{0}\n".format(HIDDEN),
    "menus/part": "0Included\tplain.txt\n", "menus/plain.txt": "In menus.\n", "menus/secret.txt": "Served, not listed.\n",
    "menus/a.log": b"\0\xff", "menus/sub/gophermap": "A menu below.\n1Up\t..\n0Plain\t/menus/plain.txt\n",
    "gph/index.gph": "Burrow\n[1|Posts|/posts/|server|port]\n[0|Text|x.txt|server|port]\n[1|Other|other.gph|server|port]\n"
                     "[7|Search|/search|server|port]\n[h|Web|URL:https://example.net/|server|port]\ntthis\n[I|Lamp|/pictures/lamp.png|server|port]\n",
    "crowd/gophermap": "More than fit on a page\n*\n",
    "gph/x.txt": "x\n", "gph/other.gph": "[1|Back|/gph/|server|port]\n[0|A name|/notes/a+b.txt|server|port]\n",
}


def add_extras(folder, r):
    for path, content in EXTRAS.items():
        write(os.path.join(folder, path), content)
    for name in ODD_NAMES:
        write(os.path.join(folder, "notes", name + ".txt"), name + "\n")
        write(os.path.join(folder, "notes", "pages", name + ".gmi"), "# %s\n=> ./%s.gmi Itself\n=> ../%s.txt As text\n" % (
            name, quote(name), quote(name)))
        write(os.path.join(folder, "notes", name, "within.txt"), name + "\n")
    for end, content in PICTURES.items():
        write(os.path.join(folder, "pictures", "lamp." + end), content)
    write(os.path.join(folder, "pictures", "Brücke bei Nacht.png"), PICTURES["png"])
    for i in range(450):
        lang = r.choice(sorted(LANGUAGES))
        write(os.path.join(folder, "many", "%03d.%s" % (i, r.choice(["txt", "gmi"]))), "# %s\n" % sentence(r, lang, 4))
        write(os.path.join(folder, "crowd", "%03d.txt" % i), "%d\n" % i)
    for i in range(30):
        write(os.path.join(folder, "diary", "2025-03-%02d.gmi" % (i + 1)), "# Tag %d\n" % i)


SETTINGS = """host: %s
gemini-port: 1965
gopher-port: 70
author: Ottilie Brandt
favicon: 📖
security-contact: mailto:ann@example.net
security-expires: 2998-01-01
gone: [/was/here.gmi, /away/]
moderate: none
""" % HOST


def generate(folder, posts=2000, comments=20000, seed=1, settings=SETTINGS):
    """Fill `folder`, which may exist; returns the posts' names. capsule.yaml gets `settings` behind a title."""
    r = random.Random(seed)
    write(os.path.join(folder, "capsule.yaml"), "title: A generated capsule\nlang: en\n" + settings)
    add_extras(folder, r)
    made = []
    for i in range(posts):
        made.append(add_post(folder, r, i, posts, [address for _, _, _, address in made[-50:] if address]))
    threads = [[] for _ in made]
    for _ in range(comments if made else 0):
        # Cubed: most posts have few comments, some have hundreds.
        at = int(len(made) * r.random() ** 3)
        add_comment(folder, r, made[at], threads[at])
    return [name for name, _, _, _ in made]


def main():
    p = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    p.add_argument("folder")
    p.add_argument("--posts", type=int, default=2000)
    p.add_argument("--comments", type=int, default=20000)
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    generate(o.folder, o.posts, o.comments, o.seed)


if __name__ == "__main__":
    main()

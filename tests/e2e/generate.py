#!/usr/bin/env python3
"""A capsule of any size, the same for the same seed: for crawlers, for measuring, for the search index.

    generate.py FOLDER [--posts 2000] [--comments 20000] [--seed 1]

Posts and comments in five languages, with tags, links from one to another, folders, replies, drafts and
posts to come. Nothing in it is anybody's text: sentences are put together from the lists below, common
words more often than rare ones, as in prose.
"""
import argparse
import datetime
import os
import random

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
            lines.append("=> /posts/%s.gmi %s" % (r.choice(earlier), sentence(r, lang, 3).rstrip(".。")))
        else:
            lines.append(paragraph(r, lang))
        lines.append("")
    return "\n".join(lines)


def write(path, text):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as f:
        f.write(text)


def quoted(text):
    return '"%s"' % text.replace('"', "")


def add_post(folder, r, i, posts, earlier):
    """A post's file; (its name, language, date)."""
    lang = r.choice(sorted(LANGUAGES))
    date = BASE + datetime.timedelta(days=4000 * i / posts, minutes=r.randrange(600))
    slug = "%s-%05d" % (date.strftime("%Y-%m-%d"), i)
    name = ("%d/" % date.year if i % 3 == 0 else "") + slug
    fields = ["title: " + quoted(sentence(r, lang, r.randint(2, 6)).rstrip(".。")),
              "date: " + date.strftime("%Y-%m-%dT%H:%M:%SZ"), "lang: " + lang,
              "tags: [%s]" % ", ".join(quoted(t) for t in r.sample(TAGS, r.randint(0, 3)))]
    fields += ["draft: true"] if i % 97 == 96 else []
    fields += ["comments: closed"] if i % 31 == 30 else []
    if i % 2 == 0:
        fields.append("summary: " + quoted(sentence(r, lang, 8)))
    write(os.path.join(folder, "posts", name + ".gmi"), "---\n%s\n---\n%s" % ("\n".join(fields), body(r, lang, earlier)))
    return name, lang, date


def add_comment(folder, r, post, ids):
    name, lang, date = post
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
    text = "\n".join(paragraph(r, lang) for _ in range(r.randint(1, 3)))
    write(os.path.join(folder, "comments", name, id + ".gmi"), "---\n%s\n---\n%s\n" % ("\n".join(fields), text))
    ids.append(id)


def generate(folder, posts=2000, comments=20000, seed=1, settings=""):
    """Fill `folder`, which may exist; returns the posts' names. capsule.yaml gets `settings` behind a title."""
    r = random.Random(seed)
    write(os.path.join(folder, "capsule.yaml"), "title: A generated capsule\nlang: en\n" + settings)
    made = []
    for i in range(posts):
        made.append(add_post(folder, r, i, posts, [name for name, _, _ in made[-50:]]))
    threads = [[] for _ in made]
    for _ in range(comments if made else 0):
        # Cubed: most posts have few comments, some have hundreds.
        at = int(len(made) * r.random() ** 3)
        add_comment(folder, r, made[at], threads[at])
    return [name for name, _, _ in made]


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

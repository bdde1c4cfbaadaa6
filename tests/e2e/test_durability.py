"""What was acknowledged is there, once, whatever happens: kill -9 at any moment, crowds, a slow disk."""
import os
import random
import re
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from certmaker import Cert, ann
from harness import PATIENCE, Failed, check, has, lacks, link_to, main, same, short, tls, until
from shim import slow_fsync
from talk import ID, PAGE, all_files, make, parsed, prompt, step_of
from test_comments import publish

ROUNDS = 60
SECONDS = 60 * PATIENCE                 # for all rounds together
READERS = 100

# Each client is in a network of its own: for the server, a reader that has not written yet.
_networks = iter("127.%d.%d.7" % (a, b) for a in range(1, 200) for b in range(1, 255))


def texts_of(s):
    """Words -> number of files with them; fails over a file that is not a whole comment."""
    found = {}
    for name in all_files(s):
        fields, text = parsed(s, name)
        check(re.search("/%s[.]gmi" % ID, "/" + name), "name of a comment: %s" % name)
        check(text.endswith(".\n"), "half a comment: %s: %s" % (name, short(text)))
        found[text[:-1]] = found.get(text[:-1], 0) + 1
    return found


def leftovers(s):
    """Files among the comments that are neither comments nor hidden: what a tool or a reader would see."""
    return [n for n in s.listing("comments") + s.listing("held")
            if not re.search("/%s[.]gmi$" % ID, n) and not re.search("/[.][^/]*[.]tmp$", n)]


def temporary(s):
    return [n for n in s.listing(".") if n.endswith(".tmp")]


def attempt(s, ask, text, **options):
    """The link, and what publishing came to: True (30), False (anything else, or the server died)."""
    link = None
    try:
        page = s.get("%s?%s" % (ask, quote(text, safe="")), check_wire=False, **options)
        link = re.search(r"^=> (\S+) Publish this comment$", page.text, re.M)
        link = link and link.group(1)
        if not link or page.ending != "notify":
            return None, False
        reply = s.get(link, check_wire=False, **options)
        # The header came whole: that is the acknowledgement, whether or not the end came too.
        return link, reply.status == 30 and reply.raw.endswith(b"\r\n")
    except (OSError, Failed):
        return link, False


# --- kill -9 ---

def kill_all(s):
    os.killpg(s.process.pid, signal.SIGKILL)
    s.process.wait()


def one_round(s, chance, number, acknowledged, links):
    """Clients write until all processes are killed at a random moment."""
    ask, over = prompt(s), threading.Event()

    def client(which):
        n = 0
        options = dict(source=next(_networks), wait=10 * PATIENCE)
        while not over.is_set() and n < 10:
            text = "Round %d, client %d, comment %d." % (number, which, n)
            link, done = attempt(s, ask, text, **options)
            if link:
                links[text] = link, options
            if done:
                acknowledged.add(text)
            n += 1

    threads = [threading.Thread(target=client, args=(n,), daemon=True) for n in range(6)]
    for t in threads:
        t.start()
    time.sleep(chance.uniform(0, 0.25))
    over.set() if chance.random() < 0.1 else None
    kill_all(s)
    over.set()
    for t in threads:
        t.join()
    s.kill()


def test_kill_9_at_any_moment():
    chance, acknowledged, links = random.Random(), set(), {}
    seed = random.randrange(1 << 30)
    chance.seed(seed)
    end, rounds, fresh = time.monotonic() + SECONDS, 0, 0
    s = make()
    try:
        while rounds < ROUNDS and (rounds < 5 or time.monotonic() < end):
            one_round(s, chance, rounds, acknowledged, links)
            rounds += 1
            s.start()
            found = texts_of(s)
            missing = [t for t in acknowledged if found.get(t) != 1]
            check(not missing, "seed %d, round %d: acknowledged, but not there once: %s"
                  % (seed, rounds, [(t, found.get(t, 0)) for t in missing[:5]]))
            same(leftovers(s), [], "files that are no comments after round %d" % rounds)
            for name in temporary(s)[:3]:
                same(s.get("/" + name).status, 51, "status of /%s" % name)
            # A reader who was not told tries the link again: it never makes a second file.
            untold = [t for t in links if t not in acknowledged]
            for text in chance.sample(untold, min(3, len(untold))):
                link, options = links[text]
                reply = s.get(link, **dict(options, wait=30 * PATIENCE))
                same(reply.status, 30, "the same link after the fall (%s)" % reply.meta)
                acknowledged.add(text)
                fresh += text not in found
        found = texts_of(s)
        same({t: found.get(t) for t in acknowledged}, dict.fromkeys(acknowledged, 1), "files")
        check(len(acknowledged) > rounds, "hardly anything was published: %d" % len(acknowledged))
        print("# seed %d: %d rounds; %d comments acknowledged, %d files; %d of the retried links had left nothing"
              % (seed, rounds, len(acknowledged), len(found), fresh))
        head = re.search(r"^## (\d+) comments$", s.page(PAGE), re.M)
        same(int(head.group(1)), len(found), "comments that the post speaks of")
        s.restart()
        until(lambda: not temporary(s), lambda: "half files of the falls stay for ever: %s" % temporary(s)[:3])
        s.stop()
    finally:
        if s.process.poll() is None:
            s.kill()


def test_kill_9_among_edits():
    chance, ann_too, said, last = random.Random(), dict(cert=ann(), wait=10 * PATIENCE), 0, 0
    s = make()
    try:
        publish(s, "Version 0.", **ann_too)
        step = step_of(s, "Version 0.", "edit-my-comment")
        for number in range(15):
            over = threading.Event()

            def edit():
                nonlocal said, last
                while not over.is_set():
                    said += 1
                    if attempt(s, step, "Version %d." % said, **ann_too)[1]:
                        last = said
            thread = threading.Thread(target=edit, daemon=True)
            thread.start()
            time.sleep(chance.uniform(0.02, 0.2))
            kill_all(s)
            over.set()
            thread.join()
            s.kill()
            s.start()
            found = texts_of(s)
            same(len(found), 1, "comments after round %d (%s)" % (number, found))
            there = int(re.match(r"Version (\d+)", list(found)[0]).group(1))
            check(last <= there <= said, "version %d; %d was acknowledged, %d tried" % (there, last, said))
            last = there
        print("# %d of %d edits had come through" % (last, said))
        check(last > 0, "no edit ever came through")
        has(s.page(PAGE), "\n> Version %d.\n" % last)
        s.stop()
    finally:
        if s.process.poll() is None:
            s.kill()


def test_what_a_fall_left_is_not_served():
    half = {"comments/ask/.%s" % n: "---\nname: Half\n---\nHalf a com" for n in ("x.tmp", "20260101T000000Z-half.gmi")}
    half["comments/ask/20260101T000000Z-half.gmi.tmp"] = half["comments/ask/#1"] = "Half a com"
    half["comments/ask/20260101T000001Z-tttt.gmi"] = "---\nname: Half"
    with make(**half) as s:
        for page in (s.page(PAGE), s.page("/"), s.page("/c/comments"), s.gopher(PAGE).decode()):
            lacks(page, "Half a com")
        for name in half:
            check(s.get("/" + name.replace("#", "%23")).status == 51, "%s is served" % name)


# --- crowds ---

def crowd(s, n, clients, options_of):
    """Publish n comments from so many clients at once; (seconds, those not acknowledged)."""
    ask = prompt(s)
    links = list(ThreadPoolExecutor(clients).map(
        lambda i: link_to(s.page("%s?%s" % (ask, quote("Comment %d of a crowd." % i)), **options_of(i)),
                          "Publish this comment"), range(n)))
    waits, lock = [], threading.Lock()

    def publish(i):
        begin = time.monotonic()
        reply = s.get(links[i], **options_of(i))
        with lock:
            waits.append(time.monotonic() - begin)
        return None if reply.status == 30 else (i, reply.header)
    begin = time.monotonic()
    failed = [f for f in ThreadPoolExecutor(clients).map(publish, range(n)) if f]
    seconds = time.monotonic() - begin
    waits.sort()
    return seconds, failed, waits


def figures(what, n, seconds, waits):
    print("# %s: %d comments in %.2f s, %.0f a second; each took %.0f ms (median), %.0f ms (99 of 100)"
          % (what, n, seconds, n / seconds, 1000 * waits[len(waits) // 2], 1000 * waits[len(waits) * 99 // 100]))


def all_there(s, n):
    found = texts_of(s)
    same(len(found), n, "comments")
    same(set(found.values()), {1}, "files of each")
    same(leftovers(s), [], "files that are no comments")
    has(s.page(PAGE), "\n## %d comments\n" % n)


def test_a_thousand_comments():
    addresses = [next(_networks) for _ in range(READERS)]
    with make() as s:
        over, reads = threading.Event(), []

        def reader():
            while not over.is_set():
                begin = time.monotonic()
                s.page("/")
                reads.append(time.monotonic() - begin)
                time.sleep(0.02)
        thread = threading.Thread(target=reader)
        thread.start()
        seconds, failed, waits = crowd(s, 1000, 40, lambda i: dict(source=addresses[i % READERS]))
        over.set()
        thread.join()
        figures("by address", 1000, seconds, waits)
        reads.sort()
        print("# meanwhile %d reads of the home page: %.0f ms (median), %.0f ms (longest)"
              % (len(reads), 1000 * reads[len(reads) // 2], 1000 * reads[-1]))
        same(failed, [], "not acknowledged")
        all_there(s, 1000)
        s.restart()
        all_there(s, 1000)


def test_certificates_in_a_crowd():
    contexts = [dict(context=tls(Cert("Reader %d" % n)), source=next(_networks)) for n in range(20)]
    with make() as s:
        seconds, failed, waits = crowd(s, 200, 40, lambda i: contexts[i % 20])
        figures("by certificate", 200, seconds, waits)
        same(failed, [], "not acknowledged")
        all_there(s, 200)
        same(len(s.listing("readers")), 20, "readers' files")
        for name in s.listing("readers"):
            with open(s.path(name)) as f:
                same(len(re.findall(ID, f.read())), 10, "comments that %s names" % name)


# --- a slow disk ---

def test_slow_fsync():
    library, count = slow_fsync(20)
    addresses = [next(_networks) for _ in range(200)]
    before = os.environ.get("LD_PRELOAD")
    os.environ["LD_PRELOAD"] = library
    try:
        s = make()
    finally:
        os.environ.pop("LD_PRELOAD") if before is None else os.environ.update(LD_PRELOAD=before)
    with s:
        begun = count()
        seconds, failed, waits = crowd(s, 200, 200, lambda i: dict(source=addresses[i]))
        figures("fsync of 20 ms", 200, seconds, waits)
        print("# fsyncs: %d; one after the other they are %.1f s" % (count() - begun, (count() - begun) * 0.02))
        same(failed, [], "not acknowledged")
        check(count() > begun, "nothing was synced")
        # One by one they would be six hundred: file, folder, and what makes the folder stay.
        check(count() - begun < 100, "%d waits for the disk for 200 comments at once" % (count() - begun))
        all_there(s, 200)


if __name__ == "__main__":
    main(globals())

"""The processes: crashes, the end, reload; and many readers at once while an author saves."""
import os
import re
import signal
import socket
import threading
import time

import test_live
from harness import (Connection, PATIENCE, PLAIN_TLS, WAIT, Server, check, gemini, has, link_to,
                     main, once, one_of, post, rows, same, short, until)

# --- crashes ---

SMALL = {"index.gmi": "# Home\n", "posts/ask.gmi": post("Ask")}


def is_dead(pid):
    try:
        with open("/proc/%d/stat" % pid) as f:
            return "Z" in f.read().rsplit(")", 1)[1][:4]
    except (FileNotFoundError, ProcessLookupError):     # gone, perhaps between opening and reading
        return True


def dead(pids):
    return all(is_dead(p) for p in pids)


def test_processes_are_what_they_should_be():
    for n in (1, 2, 3):
        with Server(SMALL, workers=n) as s:
            same((len(s.children("carrel-worker")), len(s.children("carrel-store"))), (n, 1),
                 "workers and stores")


@rows([("one worker", 1), ("all workers", 2)])
def test_killed(n):
    with Server(SMALL) as s:
        for round in range(2):
            before = until(lambda: len(s.children("carrel-worker")) == 2 and s.children("carrel-worker"),
                           "not two workers")
            for pid in before[:n]:
                os.kill(pid, signal.SIGKILL)
            until(lambda: dead(before[:n]), "the worker does not die")
            # No connection is refused: the listening sockets are the supervisor's.
            same([s.get("/").status for _ in range(10)], [20] * 10, "replies right after the kill")
            until(lambda: len(s.children("carrel-worker")) == 2, "it was not started again")
            same(len(set(s.children("carrel-worker")) - set(before)), n, "new workers")
        has(s.log(), "worker")


def test_killed_store():
    with Server(SMALL, "moderate: none\n") as s:
        for n in range(2):
            ask = link_to(s.page("/posts/ask.gmi"), "Leave a comment")
            link = link_to(s.page(ask + "?After%%20kill%%20%d" % n), "Publish this comment")
            store = until(lambda: s.children("carrel-store"), "no store")
            os.kill(store[0], signal.SIGKILL)
            same(s.get("/").status, 20, "reading without a store")
            one_of(s.get(link).status, (30, 40), "status of publishing without a store")
            until(lambda: s.get(link).status == 30, "comments do not work again")
            has(s.page("/posts/ask.gmi"), "After kill %d" % n)
        same(len(s.listing("comments")), 2, "files")


# --- end and reload ---

BIG = 24 << 20


def slow_download(s, during):
    """Start a download, do something while most of it is still to come, then read it all."""
    with Connection(s.gemini_port, PLAIN_TLS, s.host, rcvbuf=16384, wait=2 * WAIT) as c:
        c.send(b"gemini://example.org/big.bin\r\n")
        head = c.read(100000)
        during()
        time.sleep(0.5)
        body = (head + c.read_all()).partition(b"\r\n")[2]
        same(c.ending, "notify", "end of the download")
        check(body == big(), "the file did not come whole: %d of %d bytes" % (len(body), BIG))


@once
def big():
    return os.urandom(1 << 16) * (BIG >> 16)


def test_SIGTERM_finishes_a_slow_download():
    with Server(dict(SMALL, **{"big.bin": big()})) as s:
        slow_download(s, lambda: s.signal(signal.SIGTERM))
        same(s.process.wait(WAIT), 0, "exit status")


def test_SIGTERM_stops_listening():
    with Server(dict(SMALL, **{"big.bin": big()})) as s:
        def during():
            s.signal(signal.SIGTERM)

            def refused():
                try:
                    socket.create_connection(("127.0.0.1", s.gemini_port), WAIT).close()
                except OSError:
                    return True
            until(refused, "new connections are still taken")
        slow_download(s, during)


def test_SIGHUP_finishes_a_slow_download():
    with Server(dict(SMALL, **{"big.bin": big()})) as s:
        before = set(s.children("carrel-worker"))

        def during():
            s.signal(signal.SIGHUP)
            until(lambda: len(set(s.children("carrel-worker")) - before) == 2, "no new workers")
        slow_download(s, during)
        until(lambda: not before & set(s.children("carrel-worker")), "the old workers do not go")


def title_is(s, title):
    until(lambda: all("# " + title + "\n" in s.page("/posts/") for _ in range(8)), lambda: s.log()[-800:])


def test_SIGHUP_under_continuous_connecting():
    with Server(SMALL, "title: Old title\n") as s:
        faults, done, counts, stop = [], [], {}, threading.Event()

        def reader():
            while not stop.is_set():
                try:
                    reply = s.get("/posts/")
                    title = reply.text.split("\n")[0]
                    counts[title] = counts.get(title, 0) + 1
                    check(reply.status == 20 and re.match("# (Old|New [0-9]) title", title), repr(reply))
                    s.gopher("/posts/")
                except Exception as e:
                    faults.append(repr(e))
            done.append(1)

        threads = [threading.Thread(target=reader) for _ in range(6)]
        for t in threads:
            t.start()
        try:
            for n in range(4):
                s.settings("title: New %d title\n" % n)
                s.signal(signal.SIGHUP)
                title_is(s, "New %d title" % n)
        finally:
            stop.set()
            for t in threads:
                t.join()
        check(not faults, "%d readers met an error: %s" % (len(faults), faults[:3]))
        check(sum(counts.values()) > 50, "too few requests to prove anything: %s" % counts)
        until(lambda: len(s.children("carrel-worker")) == 2 and len(s.children("carrel-store")) == 1,
              "not two workers, one store")


def test_SIGHUP_with_broken_settings():
    with Server(SMALL, "title: Old title\n") as s:
        s.save("capsule.yaml", "title: New title\nhosst: example.org\n")
        s.signal(signal.SIGHUP)
        until(lambda: "capsule.yaml:2:1: " in s.log(), lambda: s.log()[-600:])
        title_is(s, "Old title")
        os.kill(s.children("carrel-worker")[0], signal.SIGKILL)     # a new worker has the old settings too
        until(lambda: len(s.children("carrel-worker")) == 2, "no new worker")
        title_is(s, "Old title")
        s.settings("title: New title\n")
        s.signal(signal.SIGHUP)
        title_is(s, "New title")


def test_SIGHUP_with_another_host():
    with Server(SMALL, "host: example.org\n") as s:
        same(gemini(s.gemini_port, b"gemini://second.example/\r\n").status, 53)
        s.settings("host: [example.org, second.example]\n")
        s.signal(signal.SIGHUP)
        until(lambda: gemini(s.gemini_port, b"gemini://second.example/\r\n",
                             sni="second.example").status == 20, s.log)
        same(s.get("/").status, 20)


# --- many readers, one author ---

def test_no_protocol_starves_the_other():
    # A Gopher page is asked for and sent in a moment; a worker that goes on taking such connections as
    # long as there are more never comes to those in the middle of a TLS handshake.
    with Server({"index.gmi": "# Home\n" + "A line to make it longer.\n" * 2000}) as s:
        stop, faults = threading.Event(), []

        def gopher_reader():
            while not stop.is_set():
                try:
                    has(s.gopher("/"), b"iHome\t")
                except Exception as e:
                    faults.append(str(e))
                    return

        threads = [threading.Thread(target=gopher_reader) for _ in range(60)]
        for t in threads:
            t.start()
        try:
            for _ in range(30):
                same(s.get("/", wait=8 * PATIENCE).status, 20)
        finally:
            stop.set()
            for t in threads:
                t.join()
        check(not faults, "Gopher: %s" % faults[:3])


def version(n, name):
    return post("Version %d of %s" % (n, name),
                "".join("line %d of version %d\n" % (i, n) for i in range(400)), date="2026-01-01")


def test_200_readers_while_an_author_saves():
    names = {way.__name__: way for _, way in test_live.WAYS}
    with Server({"posts/%s.gmi" % n: version(0, n) for n in names}, "") as s:
        faults, seen, stop = [], {n: set() for n in names}, threading.Event()

        def whole(name, text, line):
            title = re.search("Version (\\d+) of %s" % name, text)
            versions = re.findall(line, text, re.M)
            check(title and len(versions) == 400 and set(versions) == {title.group(1)},
                  "%s: not one version: title %s, %d lines of %s"
                  % (name, title and title.group(0), len(versions), sorted(set(versions))))
            seen[name].add(title.group(1))

        def reader(i):
            order = sorted(names, key=lambda n: hash((n, i)))
            while not stop.is_set():
                for name in order:
                    try:
                        if i % 8 == 0:
                            raw = s.gopher("/posts/%s.gmi" % name).decode()
                            whole(name, raw, "^iline \\d+ of version (\\d+)\t")
                        else:
                            whole(name, s.page("/posts/%s.gmi" % name), "^line \\d+ of version (\\d+)$")
                        if i % 20 == 1:
                            page = s.page("/posts/")
                            same(sorted(re.findall("Version \\d+ of (\\w+)", page)), sorted(names),
                                 "names in the list")
                    except Exception as e:
                        faults.append(str(e) or repr(e))
                        if len(faults) > 20:
                            return
                    if stop.is_set():
                        return

        threads = [threading.Thread(target=reader, args=(i,)) for i in range(200)]
        for t in threads:
            t.start()
        try:
            for n in range(1, 9):
                for name, way in names.items():
                    way(s.path("posts", name + ".gmi"), version(n, name))
                    time.sleep(0.02)
        finally:
            stop.set()
            for t in threads:
                t.join()
        check(not faults, "%d faults, the first: %s" % (len(faults), "; ".join(short(f, 400) for f in faults[:4])))
        for name in names:
            check(len(seen[name]) > 1, "readers saw only one version of %s" % name)
            test_live.shows(s, "/posts/%s.gmi" % name, "# Version 8 of %s" % name)
        same(len(s.children("carrel-worker")), 2, "workers")


if __name__ == "__main__":
    main(globals())

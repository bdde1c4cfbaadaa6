"""Files that are no pages: pipes, devices, links out of the folder, and what is private. All are 51."""
import os
import socket
import stat
import threading
import time

from harness import Server, check, has, lacks, main, once, one_of, post, rows, same, short, write


@once
def odd():
    s = Server({
        "index.gmi": "# Home\n", "plain.txt": "fine\n", ".hidden": "secret\n", ".git/config": "secret\n",
        "dir/.hidden": "secret\n",
        "dir/capsule.yaml": "fine\n", "comments/ask/20260101T000000Z-aaaa.gmi": "secret\n",
        "held/ask/20260101T000000Z-aaaa.gmi": "secret\n",
        "readers/x.yaml": "secret\n", "layout/x.gmi": "secret\n", "posts/ask.gmi": post("Ask"),
        "posts/.hidden.gmi": "secret\n",
        "posts/ask.gmi~": "secret\n", "posts/ask.txt.bak": "fine\n",
    }, "owner: sha256:%s\n" % ("0" * 64))
    write(os.path.join(s.folder, "outside.txt"), "secret\n")
    write(os.path.join(s.folder, "outside", "x.txt"), "secret\n")
    os.symlink("../outside.txt", s.path("up.txt"))
    os.symlink("/etc/passwd", s.path("passwd.txt"))
    os.symlink("../outside", s.path("updir"))
    os.symlink(os.path.join(s.capsule, "plain.txt"), s.path("absolute.txt"))
    os.symlink("plain.txt", s.path("inside.txt"))
    os.symlink("loop", s.path("loop"))
    os.symlink("../../outside.txt", s.path("posts/up.gmi"))
    os.symlink("../certs", s.path("certs"))
    os.symlink("capsule.yaml", s.path("settings.txt"))
    os.mkfifo(s.path("fifo"))
    os.mkfifo(s.path("fifo.gmi"))
    os.mkfifo(s.path("posts/fifo.gmi"))
    os.mkfifo(s.path("comments/ask/20260102T000000Z-aaaa.gmi"))
    with socket.socket(socket.AF_UNIX) as sock:
        here = os.getcwd()
        os.chdir(s.capsule)                     # a socket's path must be short
        sock.bind("socket")
        os.chdir(here)
    if os.getuid() == 0:
        os.mknod(s.path("null"), stat.S_IFCHR | 0o666, os.makedev(1, 3))
        os.mknod(s.path("zero.txt"), stat.S_IFCHR | 0o666, os.makedev(1, 5))
    time.sleep(0.3)
    return s


ODD = ["/fifo", "/fifo.gmi", "/posts/fifo.gmi", "/socket", "/null", "/zero.txt", "/up.txt", "/passwd.txt",
       "/updir", "/updir/", "/updir/x.txt",
       "/absolute.txt", "/loop", "/posts/up.gmi", "/certs/", "/certs/example.org.key", "/.hidden",
       "/.git/config", "/.git/", "/.git",
       "/dir/.hidden", "/posts/.hidden.gmi", "/capsule.yaml", "/comments/", "/comments", "/comments/ask/",
       "/comments/ask/20260101T000000Z-aaaa.gmi", "/held/", "/held/ask/20260101T000000Z-aaaa.gmi",
       "/readers/", "/readers/x.yaml",
       "/layout/", "/layout/x.gmi", "/.carrel/", "/.carrel/good/ask.gmi", "/dir/../.hidden",
       "/dir/../capsule.yaml", "/%63apsule.yaml",
       "/./capsule.yaml", "/plain.txt/", "/plain.txt/x", "/plain.txt%00.gmi", "/" + "a" * 300, "/x/" * 100]


@rows([(short(p, 60), p) for p in ODD])
def test_not_served(path):
    reply = odd().get(path)
    same(reply.status, 59 if "%00" in path else 51, "status (%s)" % reply)
    raw = odd().gopher(path)
    check(raw.startswith(b"3") and b"secret" not in raw, "on Gopher: %s" % short(raw))


def test_served_all_the_same():
    for path in ("/plain.txt", "/inside.txt", "/dir/capsule.yaml", "/posts/ask.txt.bak"):
        same(odd().page(path), "fine\n", path)
        same(odd().gopher(path), b"fine\n", path + " on Gopher")


def test_odd_files_are_in_no_list():
    for path in ("/", "/posts/", "/dir/"):
        for text in (odd().page(path), odd().gopher(path).decode()):
            for part in ("fifo", "hidden", "secret", "up.gmi", "ask.gmi~"):
                lacks(text, part, path)


def test_a_link_to_a_private_file_inside():
    # settings.txt -> capsule.yaml: an author who makes such a link wants it; it stays beneath the folder.
    one_of(odd().get("/settings.txt").status, (20, 51), "status")


def test_odd_files_block_nobody():
    threads = [threading.Thread(target=lambda: odd().get("/fifo")) for _ in range(20)]
    for t in threads:
        t.start()
    same([odd().get("/plain.txt").status for _ in range(20)], [20] * 20, "replies in between")
    for t in threads:
        t.join()
    has(odd().page("/posts/ask.gmi"), "1 comment")          # and the FIFO among the comments is none


if __name__ == "__main__":
    main(globals())

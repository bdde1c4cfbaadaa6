"""What all end-to-end tests share: a server in a temporary folder; and, from here, the raw clients of
wire.py and the checks and the runner of tap.py.
"""
import atexit
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time

from tap import (PATIENCE, SOON, WAIT, Failed, Skip, at_end, check, has, lacks, main, once, one_of,
                 rows, same, short, slow, until)
from wire import PLAIN_TLS, V12, V13, Connection, Item, Reply, gemini, menu, tls

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
CARREL = os.environ.get("CARREL", os.path.join(ROOT, "build", "carrel"))


_running = []                   # servers that were started and not yet stopped
_temporary = []


def scratch():
    """A temporary folder that goes away at the end."""
    folder = tempfile.mkdtemp(prefix="carrel-e2e-")
    _temporary.append(folder)
    return folder


def write(path, content, mode="wb"):
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, mode) as f:
        f.write(content.encode() if isinstance(content, str) else content)


@atexit.register
def _leave_nothing():
    for server in list(_running):
        server.kill()
    for folder in _temporary:
        shutil.rmtree(folder, ignore_errors=True)


at_end.append(("the server ends with status 0 and leaves nobody behind",
               lambda: [s.stop for s in _running]))             # those that tests shared


class Server:
    """The real binary on a capsule of its own.

    files      path -> text or bytes, below the capsule's folder; None: a copy of the demo capsule
    settings   text of capsule.yaml; a `host:` line is put in front when there is none
    """

    def __init__(self, files=None, settings=None, host="example.org", workers=2, args=(), start=True):
        self.folder = scratch()
        self.capsule = os.path.join(self.folder, "capsule")
        self.certs = os.path.join(self.folder, "certs")
        self.host, self.workers, self.args = host, workers, list(args)
        self.more = []                  # further folders, or patterns, behind the capsule's own
        self.process = self.gemini_port = self.gopher_port = None
        if files is None:
            shutil.copytree(os.path.join(ROOT, "capsule"), self.capsule)
        else:
            os.mkdir(self.capsule)
        for path, content in (files or {}).items():
            self.save(path, content)
        if settings is not None or files is not None:
            self.settings(settings or "")
        if start:
            self.start()

    def path(self, *parts):
        return os.path.join(self.capsule, *parts)

    def save(self, path, content):
        write(self.path(path), content)

    def settings(self, text):
        if not re.search("^host:", text, re.M):
            text = "host: %s\n%s" % (self.host, text)
        if not re.search("^title:", text, re.M):
            text = "title: A capsule under test\n" + text
        self.save("capsule.yaml", text)

    @property
    def here(self):
        """The host and port in menus: the advertised ones, else where we listen."""
        with open(self.path("capsule.yaml")) as f:
            port = re.search("^gopher-port: *([0-9]+)", f.read(), re.M)
        return self.host, port.group(1) if port else str(self.gopher_port)

    def listing(self, folder):
        """Files below a folder of the capsule, e.g. all comments; ours only, nothing half written."""
        found = []
        for base, _, names in os.walk(self.path(folder)):
            found += [os.path.relpath(os.path.join(base, n), self.capsule) for n in names]
        return sorted(found)

    # life

    def start(self):
        with open(os.path.join(self.folder, "stderr"), "ab") as log:
            self.process = subprocess.Popen(
                [CARREL, "serve", "--gemini", "127.0.0.1:0", "--gopher", "127.0.0.1:0", "--workers",
                 str(self.workers)] + self.args + [self.capsule] + self.more,
                stdout=subprocess.PIPE, stderr=log, stdin=subprocess.DEVNULL, start_new_session=True)
        _running.append(self)
        self.ready = []
        reader = threading.Thread(target=self._read_ready, daemon=True)
        reader.start()
        wanted = 2 + self.args.count("--gemini") + self.args.count("--gopher")
        end = time.monotonic() + WAIT
        while len(self.ready) < wanted and reader.is_alive() and time.monotonic() < end:
            time.sleep(0.01)
        if len(self.ready) < wanted:
            time.sleep(0.2)
            self.kill()
            raise Failed("the server did not become ready; stdout %s, stderr %s" % (self.ready, short(self.log(), 2000)))
        self.gemini_port, self.gopher_port = (
            next(int(line.rsplit(":", 1)[1]) for line in self.ready
                 if line.startswith("serving %s://" % scheme))
            for scheme in ("gemini", "gopher"))

    def _read_ready(self):
        for line in self.process.stdout:
            self.ready.append(line.decode().rstrip("\n"))

    def log(self):
        with open(os.path.join(self.folder, "stderr"), "rb") as f:
            return f.read().decode("utf-8", "replace")

    def signal(self, number):
        self.process.send_signal(number)

    def stop(self):
        """End it as an init system would: SIGTERM, exit status 0, nobody left behind."""
        self.signal(signal.SIGTERM)
        try:
            status = self.process.wait(10 * max(PATIENCE, 1))
        except subprocess.TimeoutExpired:
            self.kill()
            raise Failed("still running 10 s after SIGTERM; stderr %s" % short(self.log()[-1500:], 2000))
        left = self._group()
        self.kill()
        same(status, 0, "exit status after SIGTERM (stderr: %s)" % short(self.log()[-800:], 1000))
        check(not left, "processes left behind: %s" % left)
        trouble = re.search("(AddressSanitizer|LeakSanitizer|runtime error:).*", self.log())
        check(not trouble, "sanitizer: %s" % (trouble and self.log()[trouble.start():][:3000]))

    def kill(self):
        """For the end of a failed test; takes the whole session that start() made."""
        if self in _running:
            _running.remove(self)
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()

    def restart(self):
        self.stop()
        self.start()

    def reload(self):
        """SIGHUP, and wait until all workers are new: for reloads that must succeed."""
        before = set(self.children("carrel-worker"))
        self.signal(signal.SIGHUP)

        def settled():
            now = self.children("carrel-worker")
            return len(now) == self.workers and not before & set(now)
        until(settled, lambda: "the reload does not finish: %s" % self.log()[-800:])

    def __enter__(self):
        return self

    def __exit__(self, kind, *_):
        if self not in _running:
            return
        if kind:
            self.kill()
        else:
            self.stop()

    def _group(self):
        """Command names of our processes that still live."""
        names = []
        for entry in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open("/proc/%s/stat" % entry) as f:
                    comm, rest = f.read().split("(", 1)[1].rsplit(")", 1)
                if rest.split()[2] == str(self.process.pid) and rest.split()[0] not in "ZX":
                    names.append(comm)
            except (OSError, IndexError):
                pass
        return names

    def children(self, name):
        """Process ids of the workers or the store."""
        pids = []
        try:
            with open("/proc/%d/task/%d/children" % (self.process.pid, self.process.pid)) as f:
                for pid in f.read().split():
                    with open("/proc/%s/comm" % pid) as g:
                        if g.read().strip() == name:
                            pids.append(int(pid))
        except OSError:
            pass                                # it went away as we looked
        return pids

    # readers

    def get(self, path, cert=None, context=None, check_wire=True, **options):
        """What a well-behaved client does, with the checks that hold for every reply."""
        request = ("gemini://%s%s\r\n" % (self.host, path)).encode()
        options.setdefault("sni", None if re.match(r"[\d.]+\Z|\[", self.host) else self.host)
        reply = gemini(self.gemini_port, request, context or (tls(cert) if cert else None), **options)
        return reply.check_wire() if check_wire else reply

    def page(self, path, **options):
        reply = self.get(path, **options)
        same(reply.status, 20, "status of %s (%s)" % (path, reply.meta))
        return reply.text

    def gopher(self, request, context=None, **options):
        """Bytes as given; a str is a selector, to which CRLF is added. The raw reply."""
        data = request if isinstance(request, bytes) else (request + "\r\n").encode()
        with Connection(self.gopher_port, context, **options) as c:
            c.send(data)
            raw = c.read_all()
            same(c.ending, "notify" if context else "eof", "end of the Gopher reply %s" % short(raw))
            return raw

    def menu(self, selector, **options):
        return menu(self.gopher(selector, **options), self.here)


class Neighbour:
    """A further capsule of a server that runs or will: `folder`/capsule, with the readers of its own."""

    path, save, settings, here, listing = Server.path, Server.save, Server.settings, Server.here, Server.listing
    get, page, gopher, menu = Server.get, Server.page, Server.gopher, Server.menu

    def __init__(self, server, folder, files, settings="", host="example.org"):
        self.server, self.host = server, host
        self.capsule = os.path.join(server.folder, folder, "capsule")
        self.certs = os.path.join(server.folder, folder, "certs")
        os.makedirs(self.capsule)
        for path, content in files.items():
            self.save(path, content)
        if settings is not None:
            self.settings(settings)

    gemini_port = property(lambda self: self.server.gemini_port)
    gopher_port = property(lambda self: self.server.gopher_port)


def post(title, body="Text.\n", **fields):
    """A post's file; underscores in keyword names stand for hyphens."""
    lines = ["title: " + title] + ["%s: %s" % (k.replace("_", "-"), v) for k, v in fields.items()]
    return "---\n%s\n---\n%s" % ("\n".join(lines), body)


def link_to(page, label):
    """The address of the link line whose label holds `label`."""
    found = re.search(r"^=> *(\S+)[ \t]+.*%s" % re.escape(label), page, re.M)
    check(found, "no link “%s” in: %s" % (label, short(page, 1500)))
    return found.group(1)

"""Raw clients: they send any bytes in any pieces, and they tell how a connection ended, because on
Gemini only close_notify tells a whole page from a truncated one.
"""
import re
import select
import socket
import ssl
import time

from tap import WAIT, Failed, check, one_of, same, short


def tls(cert=None, low=None, high=None, alpn=None):
    """A client context that trusts everybody: who the server is, is not what these tests ask."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")      # else old versions and weak certificates stay at home
    if low:
        context.minimum_version = low
    if high:
        context.maximum_version = high
    if alpn:
        context.set_alpn_protocols(alpn)
    if cert:
        context.load_cert_chain(cert.path)
    return context


PLAIN_TLS = tls()
V12, V13 = ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3


class Connection:
    """One connection, in the clear or over TLS. It reads while it sends, so neither side can stall.

    `ending` says how the other side ended it: "notify" (close_notify), "eof" (TCP ended, and under TLS
    that is a truncation), "reset", "alert: …"; None while it is open.
    """

    def __init__(self, port, context=None, sni=None, address="127.0.0.1", source=None, rcvbuf=None,
                 wait=WAIT, session=None):
        self.end = time.monotonic() + wait
        self.sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        if rcvbuf:
            self.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, rcvbuf)
        if source:
            self.sock.bind((source, 0))
        self.sock.settimeout(wait)
        self.sock.connect((address, port))
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.setblocking(False)
        self.ending = None
        self.data = bytearray()                 # what came and was not taken yet
        self.outgoing = bytearray()
        self.ssl = None
        if context:
            self.inbox, self.outbox = ssl.MemoryBIO(), ssl.MemoryBIO()
            self.ssl = context.wrap_bio(self.inbox, self.outbox, server_hostname=sni, session=session)
            self._handshake()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.sock.close()

    def _handshake(self):
        while self.ending is None:
            try:
                self.ssl.do_handshake()
                self._flush()
                return self._decrypt()          # what came right behind it
            except ssl.SSLWantReadError:
                self._pump()
            except ssl.SSLError as e:
                self.ending = "alert: %s" % (e.reason or e)
        self._flush()

    def _flush(self):
        if self.ssl:
            self.outgoing += self.outbox.read()
        while self.outgoing and self.ending is None:
            self._pump()

    def _pump(self, seconds=None):
        """Move bytes once, whatever can move; waits until something can, at most to the deadline."""
        if self.ssl:
            self.outgoing += self.outbox.read()
        left = self.end - time.monotonic() if seconds is None else seconds
        if left <= 0 and seconds is None:
            raise Failed("the connection is still open at the test's deadline; so far: %s"
                         % short(bytes(self.data)))
        poll = select.poll()
        poll.register(self.sock, select.POLLIN | (select.POLLOUT if self.outgoing else 0))
        for _, what in poll.poll(max(left, 0) * 1000):
            if what & select.POLLOUT:
                try:
                    del self.outgoing[:self.sock.send(self.outgoing)]
                except BlockingIOError:
                    pass
                except OSError:                 # the peer has closed; there may still be a reply
                    self.outgoing.clear()
            if what & (select.POLLIN | select.POLLHUP | select.POLLERR):
                self._receive()

    def _receive(self):
        try:
            chunk = self.sock.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            self.ending = self.ending or "reset"
            return
        if not self.ssl:
            self.data += chunk
            if not chunk:
                self.ending = self.ending or "eof"
            return
        if chunk:
            self.inbox.write(chunk)
        else:
            self.inbox.write_eof()
        if self.ssl.version() is None or self.ending:   # still shaking hands
            if not chunk:
                self.ending = self.ending or "eof"
            return
        self._decrypt()
        if not chunk:
            self.ending = self.ending or "eof"

    def _decrypt(self):
        try:
            while True:
                piece = self.ssl.read(65536)
                if not piece:
                    self.ending = "notify"
                    return
                self.data += piece
        except ssl.SSLWantReadError:
            pass
        except ssl.SSLZeroReturnError:
            self.ending = "notify"
        except ssl.SSLError as e:
            self.ending = "eof" if "EOF" in str(e).upper() else "alert: %s" % (e.reason or e)

    def send(self, data):
        """Under TLS one record for each call (of up to 16 KiB)."""
        if not self.ssl:
            self.outgoing += data
            return self._flush()
        for i in range(0, len(data), 1 << 14):
            if self.ending is None:
                self.ssl.write(data[i:i + (1 << 14)])
                self._flush()

    def half_close(self):
        self.sock.shutdown(socket.SHUT_WR)

    def read(self, n):
        """At least n bytes, or what came before the end; taken out of the buffer."""
        while len(self.data) < n and self.ending is None:
            self._pump()
        taken = bytes(self.data[:n])
        del self.data[:n]
        return taken

    def read_all(self):
        while self.ending is None:
            self._pump()
        taken = bytes(self.data)
        self.data.clear()
        return taken

    def quiet(self, seconds):
        """Listen for a while: what came, if anything did. Only for `no answer yet`."""
        end = time.monotonic() + seconds
        while self.ending is None and not self.data and time.monotonic() < end:
            self._pump(max(end - time.monotonic(), 0))
        return bytes(self.data)


class Reply:
    """A Gemini response, taken apart."""

    def __init__(self, raw, ending):
        self.raw, self.ending = raw, ending
        header, _, self.body = raw.partition(b"\r\n")
        self.header = header.decode("utf-8", "replace")
        self.status = int(header[:2]) if header[:2].isdigit() else None
        self.meta = self.header[3:]
        self.text = self.body.decode("utf-8", "replace")

    def __repr__(self):
        return "<%s %d bytes, %s>" % (short(self.header), len(self.body), self.ending)

    def check_wire(self):
        """What holds for every response whatever it says (gemini.md section 3 and T19)."""
        check(re.match(rb"[1-6][0-9] [^\x00-\x1f\x7f]{1,1024}\r\n", self.raw), "header: %s" % short(self.raw))
        check(self.status == 20 or not self.body, "a body behind %d: %s" % (self.status, short(self.body)))
        same(self.ending, "notify", "end of the reply '%s'" % short(self.header))
        return self


def gemini(port, request, context=None, sni=None, **options):
    """Send bytes, or a list of pieces each in a record of its own, and read all that comes."""
    with Connection(port, context or PLAIN_TLS, sni, **options) as c:
        for piece in [request] if isinstance(request, bytes) else request:
            c.send(piece)
        return Reply(c.read_all(), c.ending)


# --- Gopher ---

class Item:
    def __init__(self, line, fields):
        self.line, self.type = line, line[0]
        self.label, self.selector, self.host, self.port = fields[0][1:], fields[1], fields[2], fields[3]

    def __repr__(self):
        return short(self.line)


def menu(raw, here):
    """The items of a menu; fails where a client would stumble (clients.md section 3).

    `here` is (host, port): selectors that point there are ours, and have to be of the kind no client
    mangles.
    """
    check(raw.endswith(b"\r\n.\r\n") or raw == b".\r\n", "no final dot: %s" % short(raw[-200:]))
    items = []
    for line in raw[:-3].decode("utf-8").split("\r\n")[:-1]:
        fields = line.split("\t")
        check(len(fields) == 4, "%d fields, not 4: %s" % (len(fields), short(line)))
        check(line[:1] in tuple("01379gIhis8"), "an item type that some clients drop: %s" % short(line))
        check(not re.search("[\x00-\x08\x0a-\x1f\x7f-\x9f]", line), "control character: %s" % short(line))
        check(fields[2] and fields[3].isdigit() and 0 < int(fields[3]) < 65536,
              "host or port: %s" % short(line))
        item = Item(line, fields)
        if item.type == "i":
            check(not item.label.startswith(("=>", "```")),
                  "Lagrange makes gemtext of this: %s" % short(line))
        if item.type in "i3":
            one_of((item.selector, item.host, item.port),
                   [("", "error.host", "1"), ("TITLE", "null.host", "1")],
                   "dummy fields of %s" % short(line))
        elif item.type == "h":
            check(item.selector.startswith("URL:"), "Lagrange drops h without URL: %s" % short(line))
        elif (item.host, item.port) == (here[0], str(here[1])):
            check(re.match(r"/([A-Za-z][!-~]*)?\Z", item.selector) and not set("?#") & set(item.selector),
                  "a selector that clients mangle: %s" % short(line))
        items.append(item)
    return items

"""Client certificates of every kind, also of kinds that no tool makes: NULs in names, dates of a minute
ago, chains of 200 KiB. So the DER is written here, and the openssl command makes keys and signatures.
"""
import hashlib
import os
import ssl
import subprocess
import time

from harness import once, scratch, write

COMMON_NAME, USER_ID = "2.5.4.3", "0.9.2342.19200300.100.1.1"
UTF8, BMP, T61 = 0x0c, 0x1e, 0x14               # ASN.1 string types
MINUTE, DAY, YEAR = 60, 86400, 365 * 86400

_KINDS = {      # genpkey's arguments, signature algorithm by hash, is a NULL parameter due
    "p256": (["EC", "-pkeyopt", "ec_paramgen_curve:P-256"],
             {"sha256": "1.2.840.10045.4.3.2", "sha1": "1.2.840.10045.4.1"}, False),
    "rsa1024": (["RSA", "-pkeyopt", "rsa_keygen_bits:1024"],
                {"sha256": "1.2.840.113549.1.1.11", "sha1": "1.2.840.113549.1.1.5"}, True),
    "rsa4096": (["RSA", "-pkeyopt", "rsa_keygen_bits:4096"], {"sha256": "1.2.840.113549.1.1.11"}, True),
    "ed25519": (["ED25519"], {"sha256": "1.3.101.112"}, False),
}


def openssl(*args, data=None):
    return subprocess.run(("openssl",) + args, input=data, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                          check=True).stdout


def der(tag, *parts):
    body = b"".join(parts)
    n = len(body)
    if n < 128:
        return bytes([tag, n]) + body
    size = n.to_bytes((n.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def _oid(text):
    first, second, *rest = map(int, text.split("."))
    out = bytes([first * 40 + second])
    for n in rest:
        group = [n & 0x7f]
        while n > 0x7f:
            n >>= 7
            group.append(0x80 | (n & 0x7f))
        out += bytes(reversed(group))
    return der(0x06, out)


def _name(parts):
    return der(0x30, *(der(0x31, der(0x30, _oid(oid), der(tag, value))) for oid, tag, value in parts))


def _date(seconds):
    if isinstance(seconds, str):                # as it is to stand there, "99991231235959Z"
        return der(0x18, seconds.encode())
    t = time.gmtime(seconds)
    if t.tm_year < 2050:                        # RFC 5280: UTCTime up to 2049
        return der(0x17, time.strftime("%y%m%d%H%M%SZ", t).encode())
    return der(0x18, time.strftime("%Y%m%d%H%M%SZ", t).encode())


class Key:
    def __init__(self, kind="p256"):
        self.kind = kind
        self.path = os.path.join(scratch(), "key.pem")
        openssl("genpkey", "-algorithm", *_KINDS[kind][0], "-out", self.path)
        self.spki = openssl("pkey", "-in", self.path, "-pubout", "-outform", "DER")
        self.fingerprint = hashlib.sha256(self.spki).hexdigest()

    def algorithm(self, digest):
        _, algorithms, null = _KINDS[self.kind]
        return der(0x30, _oid(algorithms[digest]), der(0x05) if null else b"")

    def sign(self, data, digest):
        if self.kind == "ed25519":              # it wants a file, not a pipe
            path = os.path.join(scratch(), "tbs")
            write(path, data)
            return openssl("pkeyutl", "-sign", "-rawin", "-inkey", self.path, "-in", path)
        return openssl("dgst", "-" + digest, "-sign", self.path, data=data)


class Cert:
    """A certificate and its key in one PEM file (`path`), as Python and openssl like them."""

    def __init__(self, name="Ann", key=None, kind="p256", start=-DAY, end=10 * YEAR, subject=None,
                 issuer=None, digest="sha256", chain=(), serial=None, padding=0, signature=None):
        now = time.time()
        self.key = key or Key(kind)
        self.subject = [(COMMON_NAME, UTF8, name.encode())] if subject is None else subject
        signer = issuer.key if issuer else self.key
        start, end = (d if isinstance(d, str) else now + d for d in (start, end))
        extensions = b""
        if padding:                             # an extension nobody knows, only there to be large
            extensions = der(0xa3, der(0x30, der(0x30, _oid("1.3.6.1.4.1.55555.1"),
                                                 der(0x04, b"x" * padding))))
        tbs = der(0x30, der(0xa0, der(0x02, b"\x02")),
                  der(0x02, serial or b"\x01" + os.urandom(8)), signer.algorithm(digest),
                  _name(issuer.subject if issuer else self.subject),
                  der(0x30, _date(start), _date(end)), _name(self.subject), self.key.spki, extensions)
        self.der = der(0x30, tbs, signer.algorithm(digest),
                       der(0x03, b"\0", signature or signer.sign(tbs, digest)))
        self.fingerprint = hashlib.sha256(self.der).hexdigest()
        self.path = os.path.join(scratch(), "cert.pem")
        with open(self.key.path, "rb") as f:
            write(self.path, f.read() + to_pem(self, *chain))


def to_pem(*certs):
    return "".join(ssl.DER_cert_to_PEM_cert(c.der) for c in certs).encode()


@once
def ann():
    """The reader whom most tests know."""
    return Cert("Ann")

"""Checks, and a runner that prints what they come to as TAP.

Nothing here asserts how long something took. Where the server needs a moment, until() asks again and
again until a generous deadline; CARREL_PATIENCE=4 stretches all deadlines, for sanitizers and valgrind.
"""
import functools
import os
import signal
import sys
import threading
import time
import traceback

PATIENCE = float(os.environ.get("CARREL_PATIENCE", "1"))
WAIT = 30 * PATIENCE            # for what happens at once unless it never does
SOON = 5 * PATIENCE             # for what a person would call at once: a saved file that shows


class Failed(Exception):
    pass


class Skip(Exception):
    pass


_checks = threading.local()     # per test, so that one which checked nothing cannot pass


def check(ok, why):
    _checks.n = getattr(_checks, "n", 0) + 1
    if not ok:
        raise Failed(why)
    return ok


def same(got, expected, what="value"):
    check(got == expected, "%s: got %s, expected %s" % (what, short(got), short(expected)))


def one_of(got, expected, what="value"):
    check(got in expected, "%s: got %s, expected one of %s" % (what, short(got), expected))


def has(text, part, what="text"):
    check(part in text, "%s lacks %s: %s" % (what, short(part), short(text, 1500)))


def lacks(text, part, what="text"):
    check(part not in text, "%s holds %s: %s" % (what, short(part), short(text, 1500)))


def short(value, limit=300):
    text = repr(value)
    return text if len(text) <= limit else text[:limit] + "… (%d)" % len(text)


def until(condition, why, seconds=WAIT):
    """Ask until the answer is true, and return it. `why` may be a function: what was seen instead."""
    end = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return check(value, "")
        if time.monotonic() > end:
            check(False, "after %g s: %s" % (seconds, why() if callable(why) else why))
        time.sleep(0.03)


# --- the runner ---

def rows(table):
    """One test for each row; its first column is the name."""
    def mark(function):
        function.rows = table
        return function
    return mark


def slow(function):
    """For tests that mostly wait: all of them run at the same time, beside the others."""
    function.slow = True
    return function


def once(function):
    """A thing that several tests share, made when first wanted. If that failed, it fails for all at once."""
    lock, kept = threading.Lock(), []

    @functools.wraps(function)
    def get():
        with lock:
            if not kept:
                try:
                    kept.append((function(), None))
                except Exception as e:
                    kept.append((None, e))
            if kept[0][1]:
                raise kept[0][1]
            return kept[0][0]
    return get


def _run(function, args):
    """None when all is well, a Skip, or text that says why not."""
    _checks.n = 0
    try:
        function(*args)
        return None if _checks.n else "this test checked nothing"
    except Skip as e:
        return e
    except Failed as e:
        return str(e)
    except Exception:
        return traceback.format_exc()


class _Report:
    def __init__(self):
        self.n = self.failed = 0

    def say(self, name, result):
        self.n += 1
        name = name.replace("#", "\\#")
        if isinstance(result, Skip):
            print("ok %d - %s # SKIP %s" % (self.n, name, result))
        elif result is None:
            print("ok %d - %s" % (self.n, name))
        else:
            self.failed += 1
            print("not ok %d - %s" % (self.n, name))
            print("\n".join("# " + line for line in result.splitlines()))
        sys.stdout.flush()


at_end = []     # (test's name, function that gives functions): what is to be looked at when all tests are done


def main(namespace):
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))       # so that atexit cleans up
    report, quick, waiting = _Report(), [], []
    tests = [f for n, f in namespace.items() if n.startswith("test_") and callable(f)]
    for f in sorted(tests, key=lambda f: f.__code__.co_firstlineno):
        base = f.__name__[5:].replace("_", " ")
        for row in getattr(f, "rows", [None]):
            name = base if row is None else "%s: %s" % (base, row[0])
            (waiting if hasattr(f, "slow") else quick).append((name, f, () if row is None else row[1:]))
    part = os.environ.get("CARREL_TESTS")                       # run starts the slow ones of all files first
    quick, waiting = quick if part != "slow" else [], waiting if part != "quick" else []
    only = sys.argv[1:]                                         # words of names, to run a few by hand
    quick, waiting = ([t for t in ts if not only or any(w in t[0] for w in only)] for ts in (quick, waiting))

    threads = []
    for name, f, args in waiting:
        result = []
        thread = threading.Thread(target=lambda r=result, f=f, a=args: r.append(_run(f, a)), daemon=True)
        thread.start()
        threads.append((name, thread, result))
    for name, f, args in quick:
        report.say(name, _run(f, args))
    for name, thread, result in threads:
        thread.join(300 * PATIENCE)
        report.say(name, result[0] if result else "still running after 300 s")
    for name, functions in at_end:
        for function in functions():
            report.say(name, _run(function, ()))
    print("1..%d" % report.n)
    sys.stdout.flush()
    sys.exit(1 if report.failed else 0)

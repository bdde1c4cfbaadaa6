"""What carrel tells of itself: help, man pages, completion for three shells, and the manual's lists of keys."""
import os
import re
import shutil
import subprocess

from harness import CARREL, ROOT, Skip, check, has, lacks, main, rows, same, scratch

PROGRAM = os.path.abspath(CARREL)
MANUAL = os.path.join(ROOT, "capsule", "manual")


def run(*args, **more):
    p = subprocess.run(list(args), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                       timeout=60, **more)
    return p.returncode, p.stdout.decode(), p.stderr.decode()


def told(*args):
    status, out, err = run(PROGRAM, *args)
    same((status, err), (0, ""), "exit status and stderr of carrel %s" % " ".join(args))
    return out


def need(program):
    if shutil.which(program) is None:
        raise Skip(program + " is not installed")


def commands():
    return re.findall(r"^  ([a-z]+)  +\S", told("--help"), re.M)


def options(command):
    return re.findall(r"^  (--[a-z-]+) ", told(command, "--help"), re.M)


# --- help ---

def test_every_command_has_a_help():
    check(len(commands()) >= 6, commands())
    for command in commands():
        text = told("help", command)
        same(text, told(command, "--help"), "`help X` and `X --help`")
        check(re.search(r"\nExample:\n  carrel %s\b" % command, text), "no example: " + text)
        check(text.startswith("Usage: carrel %s" % command), text)


def test_columns_are_straight():
    for text in [told("help"), told("help", "init"), told("help", "comments")]:
        for block in text.split("\n\n")[2:]:
            starts = {len(m.group(1)) for m in re.finditer(r"^(  --[a-z-]+ +(?:[A-Z]+  +)?|  [a-z]+  +)(?=[a-z])", block, re.M)
                      if not block.startswith(("Example", "  carrel"))}
            check(len(starts) <= 2, "crooked: " + block)


@rows([("swapped", "sevre", "serve"), ("left out", "coments", "comments"), ("in help", "help intt", "init")])
def test_a_near_command_is_suggested(words, meant):
    status, out, err = run(PROGRAM, *words.split())
    same((status, out), (2, ""), "exit status and stdout")
    has(err, "did you mean '%s'" % meant)


def test_no_suggestion_where_none_is_near():
    status, out, err = run(PROGRAM, "publishing")
    same((status, out), (2, ""), "exit status and stdout")
    lacks(err, "did you mean")
    has(err, "carrel help")


def test_wrong_use():
    for args in (["man", "nothing"], ["man", "carrel", "capsule.yaml"], ["completion"], ["completion", "csh"],
                 ["help", "nothing-like-it"]):
        status, out, err = run(PROGRAM, *args)
        same((status, out), (2, ""), "exit status and stdout of %s" % args)
        check(err.startswith("carrel"), err)


# --- man pages ---

@rows([("carrel", "carrel"), ("capsule.yaml", "capsule.yaml")])
def test_man_page_without_warnings(page):
    path = os.path.join(scratch(), page)
    with open(path, "w") as f:
        f.write(told("man", page))
    some = False
    for program, args in (("groff", ["-man", "-Tutf8", "-ww", path]), ("mandoc", ["-Tlint", "-W", "warning", path])):
        if shutil.which(program):
            status, out, err = run(program, *args)
            same((status, err), (0, ""), "status and warnings of " + program)
            same(out if program == "mandoc" else "", "", "complaints of mandoc")
            some = True
    if not some:
        raise Skip("neither groff nor mandoc is installed")


def test_man_page_names_everything():
    page = told("man").replace("\\-", "-")
    same(page, told("man", "carrel").replace("\\-", "-"), "the page that needs no name")
    for command in commands():
        has(page, "\n.SS %s\n" % command)
        section = page.split("\n.SS %s\n" % command)[1].split("\n.S")[0]
        for option in options(command):
            if option != "--help":
                has(section, "\\fB%s\\fR" % option)
    for action in ("publish", "reject", "unblock"):
        has(page, "\\fB%s\\fR" % action)


def keys(section):
    page = told("man", "capsule.yaml").replace("\\-", "-")
    part = page.split("\n.SH %s\n" % section)[1].split("\n.SH ")[0]
    return set(re.findall(r"^\.TP\n\\fB(.*)\\fR$", part, re.M))


# --- the manual's lists, and the tables that the parser uses ---

def listed(page, block):
    """First words of the lines of a preformatted block that do not begin with a blank."""
    with open(os.path.join(MANUAL, page), encoding="utf-8") as f:
        text = f.read().split("```%s\n" % block)[1].split("\n```")[0]
    names = [line.split()[0] for line in text.splitlines() if line and not line.startswith(" ")]
    same(len(names), len(set(names)), "keys that stand there twice")
    return {n for n in names if not n.startswith("---") and n != "key"}


def test_settings_page_names_every_key():
    same(sorted(listed("settings.gmi", "All keys of capsule.yaml")), sorted(keys("KEYS")), "keys")


def test_folders_page_names_every_key():
    same(sorted(listed("folders.gmi", "All keys of .folder.yaml")), sorted(keys("FOLDERS")), "keys")


# Names that other programs have for the same; they are read, and nobody has to learn them.
ALSO_READ = {"authors", "categories", "category", "description", "expiryDate", "guid", "language", "last_modified_at",
             "lastmod", "publishDate", "published", "redirect_from", "rights"}


def test_front_matter_pages_name_every_key():
    posts = listed("posts.gmi", "The keys")
    comments = listed("comments.gmi", "The keys")
    same(sorted(posts | comments | ALSO_READ), sorted(keys("FRONT MATTER")), "keys")
    same(sorted(posts & ALSO_READ), [], "keys that have a better name")


# --- completion ---

def bash(*words):
    """What bash would offer for the last of these words, in a folder with some files."""
    need("bash")
    folder = scratch()
    os.mkdir(os.path.join(folder, "my notes"))
    with open(os.path.join(folder, "my file.txt"), "w"):
        pass
    with open(os.path.join(folder, "completion"), "w") as f:
        f.write(told("completion", "bash"))
    script = "source ./completion; COMP_WORDS=(\"$@\"); COMP_CWORD=$(($# - 1)); _carrel; printf '%s\\n' \"${COMPREPLY[@]}\""
    status, out, err = run("bash", "-c", script, "bash", "carrel", *words, cwd=folder)
    same((status, err), (0, ""), "bash")
    return out.splitlines()


def test_bash_offers_all_commands():
    same(sorted(bash("")), sorted(commands() + ["--help", "--version"]), "commands")


def test_bash_offers_all_options():
    for command in commands():
        same(sorted(bash(command, "--")), sorted(set(options(command) + ["--help"])), "options of " + command)


@rows([("command", ["ser"], ["serve"]), ("choices", ["init", "--comments", "o"], ["open", "off"]),
       ("choices behind =", ["init", "--comments", "=", "c"], ["closed"]),
       ("all choices behind =", ["init", "--comments", "="], ["open", "closed", "off"]),
       ("a folder with a blank", ["serve", "my"], ["my notes"]), ("folder of an option", ["serve", "--certs", "my"], ["my notes"]),
       ("a free word", ["init", "--title", "my"], [""]), ("actions", ["comments", "capsule", "un"], ["unblock"]),
       ("commands for help", ["help", "in"], ["init"]), ("shells", ["completion", "f"], ["fish"]),
       ("no such command", ["nothing", ""], [""])])
def test_bash_offers(words, offered):
    same(bash(*words), offered, "offers")


def fish(line):
    need("fish")
    path = os.path.join(scratch(), "completion")
    with open(path, "w") as f:
        f.write(told("completion", "fish"))
    status, out, err = run("fish", "--no-config", "-c", "source %s; complete -C '%s'" % (path, line),
                           env={**os.environ, "HOME": scratch()}, cwd=ROOT)
    same((status, err), (0, ""), "fish")
    return [entry.split("\t")[0] for entry in out.splitlines()]


def test_fish():
    same(sorted(fish("carrel ")), sorted(commands()), "commands")
    for command in commands():
        same(sorted(fish("carrel %s --" % command)), sorted(set(options(command) + ["--help"])), "options of " + command)
    same(sorted(fish("carrel init --comments ")), ["closed", "off", "open"], "choices")
    has(fish("carrel serve "), "capsule/")
    has(fish("carrel comments capsule "), "publish")


def zsh(*words):
    """What our function asks of zsh's own: the arguments of _arguments or _describe."""
    need("zsh")
    path = os.path.join(scratch(), "completion")
    with open(path, "w") as f:
        f.write(told("completion", "zsh"))
    script = ("compdef() { print registered $2 }; source %s; _arguments() { print -rl -- \"$@\" }; "
              "_describe() { print -rl -- $commands }; words=(\"$@\"); CURRENT=$#; _carrel" % path)
    status, out, err = run("zsh", "-f", "-c", script, "zsh", "carrel", *words)
    same((status, err), (0, ""), "zsh")
    same(out.splitlines()[0], "registered carrel", "first line")
    return out.splitlines()[1:]


def test_zsh():
    same([line.split(":")[0] for line in zsh("")], commands(), "commands")
    for command in commands():
        offered = [re.match(r"\*?(--[a-z-]+)", line).group(1) for line in zsh(command, "")
                   if re.match(r"\*?--", line)]
        same(sorted(offered), sorted(set(options(command) + ["--help"])), "options of " + command)
    has(zsh("init", ""), "*--comments=[do posts take comments?]:open|closed|off:(open closed off)")


def test_zsh_finds_it_by_itself():
    need("zsh")
    folder = scratch()
    with open(os.path.join(folder, "_carrel"), "w") as f:
        f.write(told("completion", "zsh"))
    status, out, err = run("zsh", "-f", "-c", "fpath=(%s $fpath); autoload -U compinit; compinit -u -d %s/dump; "
                           "print $_comps[carrel]; autoload -U +X _carrel && print loaded" % (folder, folder))
    same((status, out), (0, "_carrel\nloaded\n"), "zsh (stderr %s)" % err)


# --- installed ---

def test_install():
    home = scratch()
    status, out, err = run("make", "-s", "install", "DESTDIR=" + home, "PREFIX=/usr", "CARREL=" + PROGRAM, cwd=ROOT)
    same(status, 0, "make install (stderr %s)" % err)
    same(sorted(os.path.relpath(os.path.join(base, n), home) for base, _, names in os.walk(home) for n in names),
         ["usr/bin/carrel", "usr/share/bash-completion/completions/carrel",
          "usr/share/fish/vendor_completions.d/carrel.fish", "usr/share/man/man1/carrel.1",
          "usr/share/man/man5/capsule.yaml.5", "usr/share/zsh/site-functions/_carrel"], "files")
    with open(os.path.join(home, "usr/share/man/man5/capsule.yaml.5")) as f:
        same(f.read(), told("man", "capsule.yaml"), "the page")


if __name__ == "__main__":
    main(globals())

#include "exam/fault.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "format/utf8.h"

#include "base/banned.h"

const char *const severity_names[SEVERITIES] = { "error", "warning", "hint" };

const char *const group_names[GROUPS] = { "Settings", "Certificates", "Posts", "Links", "Lists and feeds",
    "Gopher", "Text", "Comments", "Files" };

#define E SEVERITY_ERROR
#define W SEVERITY_WARNING
#define H SEVERITY_HINT

const struct fault_row fault_rows[FAULT_KINDS] = {
	[FAULT_CONFIG_BROKEN] = { "config-broken", E, GROUP_SETTINGS, "settings as /manual/settings.gmi lists them",
	    "correct the line; until then the server does not start, or keeps its old settings" },
	[FAULT_CONFIG_HOST] = { "config-host", H, GROUP_SETTINGS, "the name under which readers reach you",
	    "set `host: capsule.example.org`, before the first start if you can: the certificate bears the name" },
	[FAULT_CONFIG_OWNER] = { "config-owner", H, GROUP_SETTINGS, "the fingerprint of your own client certificate",
	    "visit /c/ with your certificate, copy the fingerprint it shows, and set `owner: sha256:…`" },
	[FAULT_CONFIG_OPEN] = { "config-open", H, GROUP_SETTINGS, "moderate: first, or all",
	    "leave the line out, and a stranger's first comment waits for you" },
	[FAULT_CONFIG_TITLE] = { "config-title", H, GROUP_SETTINGS, "a title", "add `title: …`; it stands above "
	    "lists, menus and feeds" },
	[FAULT_CONFIG_PROGRAM] = { "config-program", E, GROUP_SETTINGS, "a program that can be started",
	    "correct the path, or make the file executable with chmod +x" },
	[FAULT_CONFIG_EXPIRED] = { "config-expired", W, GROUP_SETTINGS, "a date to come",
	    "see whether security-contact still holds, and set a new date" },
	[FAULT_CONFIG_EXPIRES] = { "config-expires", H, GROUP_SETTINGS, "a date more than 30 days ahead",
	    "see whether security-contact still holds, and set a new date" },
	[FAULT_FOLDER_BROKEN] = { "folder-broken", E, GROUP_SETTINGS, "settings as /manual/folders.gmi lists them",
	    "correct the line; if it is about access, the folder is closed to all until then" },
	[FAULT_CERT_BROKEN] = { "cert-broken", E, GROUP_CERTIFICATES, "a file in PEM",
	    "put it back from a backup; readers' clients remember it" },
	[FAULT_CERT_KEY_GONE] = { "cert-key-gone", E, GROUP_CERTIFICATES, "its key beside it",
	    "put the key back from a backup, or move the certificate away to start anew" },
	[FAULT_CERT_PAIR] = { "cert-pair", E, GROUP_CERTIFICATES, "a certificate and a key that belong together",
	    "put both back from one backup" },
	[FAULT_CERT_NAMES] = { "cert-names", W, GROUP_CERTIFICATES, "a certificate for every name in `host`",
	    "make a new certificate with the same key, so that most clients go on trusting it" },
	[FAULT_CERT_EXPIRED] = { "cert-expired", E, GROUP_CERTIFICATES, "a date to come",
	    "make a new certificate with the same key, so that most clients go on trusting it" },
	[FAULT_CERT_EXPIRES] = { "cert-expires", W, GROUP_CERTIFICATES, "more than 30 days",
	    "make a new certificate with the same key, so that most clients go on trusting it" },
	[FAULT_CERT_EARLY] = { "cert-early", E, GROUP_CERTIFICATES, "a date in the past",
	    "set this machine's clock, or make a new certificate with the same key" },
	[FAULT_KEY_MODE] = { "key-mode", E, GROUP_CERTIFICATES, "mode 0600: nobody but the server may read it",
	    "chmod 600 the file; if strangers could read it, make a new key" },
	[FAULT_SECRET_BROKEN] = { "secret-broken", E, GROUP_CERTIFICATES, "32 bytes",
	    "delete it; a new one is made at the next start" },
	[FAULT_POST_BROKEN] = { "post-broken", E, GROUP_POSTS, "front matter as /manual/posts.gmi tells it",
	    "correct the line; until then the last good version is shown, or none" },
	[FAULT_POST_KEY] = { "post-key", W, GROUP_POSTS, "a key of /manual/posts.gmi",
	    "correct the key; as it stands it says nothing" },
	[FAULT_POST_ADDRESS] = { "post-address", E, GROUP_POSTS, "an address of its own",
	    "give one of the two another slug; as it is, this post is not shown" },
	[FAULT_POST_ALIAS] = { "post-alias", W, GROUP_POSTS, "a path such as /old/moon.html, or a URL",
	    "correct the alias; as it stands it leads nowhere" },
	[FAULT_POST_CLASH] = { "post-clash", W, GROUP_POSTS, "one post for each alias and id",
	    "take it out of one of the two posts" },
	[FAULT_POST_ALIAS_TAKEN] = { "post-alias-taken", W, GROUP_POSTS, "an old address at which nothing stands",
	    "move the file away, or take the alias out: the file is what readers get" },
	[FAULT_POST_SLUG] = { "post-slug", W, GROUP_POSTS, "one part of an address, without / and no dot in front",
	    "correct the slug; as it stands the file's name is used" },
	[FAULT_POST_UPDATED] = { "post-updated", W, GROUP_POSTS, "a day on or after `date`",
	    "correct one of the two dates; feeds say when a post was changed" },
	[FAULT_POST_DATE] = { "post-date", W, GROUP_POSTS, "the same day in `date` and in the file's name",
	    "correct `date`, which is the one that counts, or rename the file and keep its old name as an alias" },
	[FAULT_POST_ZONE] = { "post-zone", H, GROUP_POSTS, "a zone such as Z or +02:00 behind the time",
	    "add it; without one the time is taken as UTC" },
	[FAULT_POST_FUTURE] = { "post-future", H, GROUP_POSTS, "a day that has come",
	    "nothing, if it is to be shown from that day on" },
	[FAULT_POST_UNDATED] = { "post-undated", H, GROUP_POSTS, "a date in the front matter or the file's name",
	    "add `date:`; else it is the file's time, which changes when the file is copied or edited" },
	[FAULT_POST_NAME] = { "post-name", H, GROUP_POSTS, "a name of the letters a to z, digits, - _ . and ~",
	    "rename it, or set a slug; its address has percent signs in it, which nobody can type or remember" },
	[FAULT_POST_ROOM] = { "post-room", H, GROUP_POSTS, "room for 100 characters in a comment's prompt",
	    "a shorter host name leaves more room; longer comments can be added to, or sent by Titan" },
	[FAULT_LINK_DEAD] = { "link-dead", W, GROUP_LINKS, "something that is served",
	    "correct the address, or put the file there" },
	[FAULT_LINK_CASE] = { "link-case", W, GROUP_LINKS, "capital and small letters as in the file's name",
	    "write it as the file is called" },
	[FAULT_LINK_CLIMBS] = { "link-climbs", W, GROUP_LINKS, "an address in this capsule",
	    "take out the .. that are too many" },
	[FAULT_LINK_WRITTEN] = { "link-written", W, GROUP_LINKS, "a URL, in which other bytes stand as %XX",
	    "write a blank as %20, é as %C3%A9, a percent sign as %25" },
	[FAULT_LINK_ANCHOR] = { "link-anchor", W, GROUP_LINKS, "the text of a heading on that page behind the #",
	    "write the heading's words, or leave the # out" },
	[FAULT_LINK_UNSEEN] = { "link-unseen", W, GROUP_LINKS, "something that readers may see",
	    "link to it once it is out; as yet only you see it" },
	[FAULT_LINK_GONE] = { "link-gone", W, GROUP_LINKS, "something that is still there",
	    "take the link out; what it leads to has expired or was taken down" },
	[FAULT_LINK_MOVED] = { "link-moved", H, GROUP_LINKS, "the new address",
	    "write the new address; some clients ask before they follow" },
	[FAULT_LINK_SIDE] = { "link-side", H, GROUP_LINKS, "something that is to be had on Gemini and on Gopher",
	    "nothing, if it is meant so; readers on the other side are told that it is not there" },
	[FAULT_LINK_LABEL] = { "link-label", H, GROUP_LINKS, "a label that says what is to be seen",
	    "write some words behind the address; they stand for the picture where it cannot be seen" },
	[FAULT_FEED_DATE] = { "feed-date", W, GROUP_FEEDS, "a day of the calendar as YYYY-MM-DD",
	    "correct the date; as it stands feed readers pass over the line" },
	[FAULT_FEED_TITLE] = { "feed-title", W, GROUP_FEEDS, "a title behind the date",
	    "write a blank and some words behind it; else feed readers pass over the line" },
	[FAULT_FEED_TWICE] = { "feed-twice", W, GROUP_FEEDS, "one dated link to each address",
	    "leave the date out of one of them; feed readers keep only one" },
	[FAULT_FEED_BLANK] = { "feed-blank", W, GROUP_FEEDS, "a blank behind => in a dated link",
	    "write `=> ` with a blank; else RSS Guard passes over the line" },
	[FAULT_FEED_HEADING] = { "feed-heading", W, GROUP_FEEDS, "a heading with one # on a page of dated links",
	    "add `# Title` as the first line; it becomes the feed's name" },
	[FAULT_FEED_FUTURE] = { "feed-future", H, GROUP_FEEDS, "a day that has come",
	    "nothing, if it is meant so; Lagrange hides the entry until then" },
	[FAULT_FEED_PRE] = { "feed-pre", H, GROUP_FEEDS, "dated links outside of preformatted text",
	    "write it a little differently; Lagrange takes it for an entry even there" },
	[FAULT_MAP_ODD] = { "map-odd", W, GROUP_GOPHER, "a menu as /manual/gopher.gmi tells it",
	    "correct the line" },
	[FAULT_MAP_DEAD] = { "map-dead", W, GROUP_GOPHER, "a selector that is served",
	    "correct the selector, or put the file there" },
	[FAULT_MAP_SELECTOR] = { "map-selector", W, GROUP_GOPHER, "a selector that every client sends as it stands",
	    "avoid ? and # in it, and 5 or 9 at its start under type 0" },
	[FAULT_MAP_HTML] = { "map-html", W, GROUP_GOPHER, "URL: and an address under type h",
	    "write URL:https://…, or give another type; Lagrange leaves the line out" },
	[FAULT_PRE_WIDE] = { "pre-wide", H, GROUP_GOPHER, "preformatted lines within gopher-width",
	    "break the lines, or set a larger gopher-width; they are cut off or wrapped on small screens" },
	[FAULT_TEXT_DOT] = { "text-dot", W, GROUP_GOPHER, "no line that is a lone dot",
	    "put something beside the dot; some Gopher clients stop reading there" },
	[FAULT_TEXT_UTF8] = { "text-utf8", W, GROUP_TEXT, "UTF-8",
	    "convert the file: iconv -f LATIN1 -t UTF-8 OLD > NEW" },
	[FAULT_TEXT_CONTROL] = { "text-control", W, GROUP_TEXT, "no control characters",
	    "take it out; clients drop it or obey it" },
	[FAULT_TEXT_LEVEL] = { "text-level", W, GROUP_TEXT, "one to three # for a heading",
	    "use three at most; the others are shown as part of the heading" },
	[FAULT_PRE_OPEN] = { "pre-open", W, GROUP_TEXT, "a line with ``` behind every preformatted block",
	    "add it where the block should end; all the rest is shown as preformatted text" },
	[FAULT_HOME_LINE] = { "home-line", W, GROUP_TEXT, "{{posts 10}}, {{tags}}, {{comments 5}} or {{search}}",
	    "correct the word; readers see the braces" },
	[FAULT_TEXT_BOM] = { "text-bom", H, GROUP_TEXT, "no byte order mark", "save as UTF-8 without BOM; in some "
	    "clients the first line is not what it should be" },
	[FAULT_TEXT_ENDS] = { "text-ends", H, GROUP_TEXT, "the same line ends throughout",
	    "run dos2unix on the file" },
	[FAULT_TEXT_TAB] = { "text-tab", H, GROUP_TEXT, "blanks",
	    "write blanks; each client shows a TAB in a text its own way" },
	[FAULT_PRE_ALT] = { "pre-alt", H, GROUP_TEXT, "a word or two behind the opening ```",
	    "say what it is, such as ```A map; it is what a screen reader says" },
	[FAULT_TALK_DAMAGED] = { "talk-damaged", E, GROUP_COMMENTS, "a comment as carrel writes them",
	    "correct the file, or put it back from a backup; as it is, nobody sees it" },
	[FAULT_READER_DAMAGED] = { "reader-damaged", E, GROUP_COMMENTS, "a reader's file as carrel writes them",
	    "correct the file, or put it back from a backup; as it is, the reader is a stranger" },
	[FAULT_TALK_NAME] = { "talk-name", W, GROUP_COMMENTS, "YYYYMMDDThhmmssZ-letters.gmi",
	    "rename the file, or move it away; as it is, nobody sees it" },
	[FAULT_READER_NAME] = { "reader-name", W, GROUP_COMMENTS, "64 hex digits and .yaml",
	    "rename the file after the certificate's fingerprint, or move it away" },
	[FAULT_TALK_ORPHAN] = { "talk-orphan", W, GROUP_COMMENTS, "comments under a post that is there",
	    "rename the folder as the post's file is called now, or remove it" },
	[FAULT_TALK_REPLY] = { "talk-reply", H, GROUP_COMMENTS, "the ID of a comment under the same post",
	    "nothing, if that comment was removed; the answer is shown as one of its own" },
	[FAULT_TALK_OLD] = { "talk-old", H, GROUP_COMMENTS, "a decision within 30 days",
	    "carrel comments --interactive DIR" },
	[FAULT_TALK_LEFTOVER] = { "talk-leftover", H, GROUP_COMMENTS, "no half-written file",
	    "remove it while the server is stopped; it was never acknowledged to anybody" },
	[FAULT_FILE_OUT] = { "file-out", W, GROUP_FILES, "a symbolic link to something in this capsule",
	    "copy the file here; what lies outside is never served" },
	[FAULT_FILE_CLOSED] = { "file-closed", W, GROUP_FILES, "a file that the server may read",
	    "chmod a+r it (a folder: a+rx), or see that it belongs to the server's user" },
	[FAULT_FILE_HIDDEN] = { "file-hidden", H, GROUP_FILES, "a name without a dot in front",
	    "rename it if it is to be seen; names with a dot in front are never served" },
	[FAULT_FILE_BACKUP] = { "file-backup", H, GROUP_FILES, "no copies that an editor made",
	    "remove it, or move it out of the capsule" },
};

#undef E
#undef W
#undef H

/* At the end of a character, not inside of one. */
static struct str
cut(struct str s, size_t max)
{
	if (s.n <= max)
		return s;
	s.n = max;
	while (s.n > 0 && ((unsigned char)s.p[s.n] & 0xc0) == 0x80)
		s.n--;
	return s;
}

static void
add(struct faults *f, enum fault_kind kind, struct fault_at at, struct str found, struct str expected)
{
	struct fault *to;

	f->count[fault_rows[kind].severity]++;
	if (f->n == FAULTS_MAX) {
		f->left_out++;
		return;
	}
	arena_grow(&f->arena, (void **)&f->items, &f->cap, f->n, sizeof(*f->items));
	to = &f->items[f->n++];
	*to = (struct fault){ kind, at, arena_str(&f->arena, cut(found, FAULT_TEXT_MAX)),
	    expected.n > 0 ? arena_str(&f->arena, cut(expected, FAULT_TEXT_MAX)) :
	    str_of(fault_rows[kind].expected) };
	to->at.file = arena_str(&f->arena, at.file);
}

void
fault_add(struct faults *f, enum fault_kind kind, struct fault_at at, const char *fmt, ...)
{
	char text[4 * FAULT_TEXT_MAX];
	va_list args;
	int n;

	va_start(args, fmt);
	n = vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	add(f, kind, at, (struct str){ text, n < 0 ? 0 : (size_t)n < sizeof(text) ? (size_t)n :
	    sizeof(text) - 1 }, STR_NONE);
}

/* ":12" at the start of *s. */
static bool
take_number(struct str *s, size_t *number)
{
	struct str rest = *s, digits;
	uint64_t value;

	if (!str_skip(&rest, STR(":")))
		return false;
	digits = rest;
	for (digits.n = 0; digits.n < rest.n && ascii_is_digit(rest.p[digits.n]);)
		digits.n++;
	if (!str_number(digits, INT32_MAX, &value))
		return false;
	*number = (size_t)value;
	*s = str_from(rest, digits.n);
	return true;
}

/* "FILE:4:7: " or "FILE: ", at the first place where it could end. */
static void
take_place(struct str *text, struct fault_at *at)
{
	for (size_t i = 1; i < text->n; i++) {
		struct str rest = str_from(*text, i);
		struct fault_at here = { str_head(*text, i), 0, 0 };

		if (text->p[i] != ':')
			continue;
		if (take_number(&rest, &here.line))
			(void)take_number(&rest, &here.col);
		if (!str_skip(&rest, STR(": ")))
			continue;
		*at = here;
		*text = rest;
		return;
	}
}

void
fault_add_message(struct faults *f, enum fault_kind kind, struct fault_at at, struct str text)
{
	static const struct str turn = { "; expected ", 11 };
	struct str expected = STR_NONE;

	/* A name with a blank in it is no file of ours: "cannot read: ...". */
	take_place(&text, &at);
	for (size_t i = 0; i < text.n && expected.n == 0; i++) {
		if (!str_starts(str_from(text, i), turn))
			continue;
		expected = str_from(text, i + turn.n);
		text.n = i;
	}
	add(f, kind, at, text, expected);
}

static int
compare(const void *x, const void *y)
{
	const struct fault *a = x, *b = y;
	int ga = (int)fault_rows[a->kind].group, gb = (int)fault_rows[b->kind].group, order;

	if (ga != gb)
		return ga - gb;
	if ((order = str_cmp(a->at.file, b->at.file)) != 0)
		return order;
	if (a->at.line != b->at.line)
		return a->at.line < b->at.line ? -1 : 1;
	if (a->at.col != b->at.col)
		return a->at.col < b->at.col ? -1 : 1;
	return a->kind != b->kind ? (int)a->kind - (int)b->kind : str_cmp(a->found, b->found);
}

void
faults_sort(struct faults *f)
{
	if (f->n > 0)
		qsort(f->items, f->n, sizeof(*f->items), compare);
}

void
faults_release(struct faults *f)
{
	arena_release(&f->arena);
	*f = (struct faults){ .n = 0 };
}
